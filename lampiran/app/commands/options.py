"""Options that several commands share, spelled once."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dictionaries.plan_forms import PROCESS
from lampiran.errors import UsageError
from lampiran.language import told
from lampiran.records import KOLOM
from lampiran.settings import Settings

_COLUMN = re.compile(r"[a-z][a-z0-9_]*")
_NAMES_ADVICE = (
    "Use small letters and _, such as no,komponen,indikator,langkah_aksi,bukti_fisik,target_waktu."
)


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
    typer.Argument(
        metavar="INPUT", help="PDFs, page images, Excel and Word files, transcripts (.txt), or folders."
    ),
]


ColumnsOption = Annotated[
    str,
    typer.Option(
        "--columns",
        metavar="NAMES",
        help="Names of the plan's columns, left to right, with commas between them (no, area, komponen, "
        "indikator, langkah_aksi, bukti_fisik, target_waktu, or others); for tables with so many columns.",
    ),
]


def columns_of(names: str) -> tuple[str, ...]:
    """The names given with ``--columns``.

    Raises:
        UsageError: If a name cannot be one, stands twice, or no plan column is among them.
    """
    given = tuple(name.strip() for name in names.split(",")) if names.strip() else ()
    for name in given:
        if not _COLUMN.fullmatch(name):
            raise UsageError(told("'{0}' cannot be the name of a column.", name), _NAMES_ADVICE)
        if given.count(name) > 1:
            raise UsageError(told("Column {0} is named twice.", name), _NAMES_ADVICE)
    if given and not set(given) & {*KOLOM, PROCESS}:
        raise UsageError("None of the names given with --columns is a plan column.", _NAMES_ADVICE)
    return given


def settings_of(
    text_layer: TextLayerChoice, quality: QualityChoice, password: list[str] | None, columns: str = ""
) -> Settings:
    """The settings that the shared options ask for."""
    return Settings(
        text_layer=text_layer.value,
        quality=quality.value,
        passwords=tuple(password or ()),
        columns=columns_of(columns),
    )
