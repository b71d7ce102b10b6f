"""Options that several commands share, spelled once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lampiran.settings import Settings


class TextLayerChoice(StrEnum):
    """``--text-layer``."""

    auto = "auto"
    trust = "trust"
    ignore = "ignore"


class QualityChoice(StrEnum):
    """``--quality``."""

    fast = "fast"
    normal = "normal"
    best = "best"


DEFAULT_DB = "lampiran.db"
"""In the current folder."""

DbOption = Annotated[
    str,
    typer.Option(
        "--db",
        envvar="LAMPIRAN_DB",
        metavar="DB",
        help="Database: a path (SQLite) or an SQLAlchemy URL.",
    ),
]
TextLayerOption = Annotated[
    TextLayerChoice,
    typer.Option(
        "--text-layer",
        help="Use a scan's own text layer: auto (where it proves good), trust (wherever there is one), "
        "ignore (always read the picture).",
    ),
]
QualityOption = Annotated[
    QualityChoice,
    typer.Option("--quality", help="fast: one reader; normal: doubtful lines twice; best: everything twice."),
]
PasswordOption = Annotated[
    list[str] | None,
    typer.Option("--password", help="Password for encrypted files; may be given several times."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Result as JSON on stdout.")]
InputsArgument = Annotated[
    list[Path],
    typer.Argument(metavar="INPUT", help="PDFs, page images, transcripts (.txt), or folders."),
]


def settings_of(text_layer: TextLayerChoice, quality: QualityChoice, password: list[str] | None) -> Settings:
    """The settings that the shared options ask for."""
    return Settings(text_layer=text_layer.value, quality=quality.value, passwords=tuple(password or ()))
