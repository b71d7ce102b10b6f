"""``lampiran audit``: a page as the audit sees it, its ink coloured by what explains it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from PIL import Image

import extract
from lampiran.app.commands.explain import PICTURES
from lampiran.app.commands.options import (
    PasswordOption,
    QualityChoice,
    QualityOption,
    TextLayerChoice,
    TextLayerOption,
    settings_of,
)
from lampiran.app.inputs import find_inputs
from lampiran.errors import UsageError


def audit(
    file: Annotated[Path, typer.Argument(help="One PDF or page image.")],
    to: Annotated[Path, typer.Option("--to", help="Write the picture to this file.")],
    page: Annotated[int, typer.Option("--page", help="The page, from 1.")] = 1,
    text_layer: TextLayerOption = TextLayerChoice.auto,
    quality: QualityOption = QualityChoice.normal,
    password: PasswordOption = None,
) -> None:
    """Draw a page with its ink coloured by what explains it: words, rules, stamps, or nothing."""
    if file.is_dir():
        raise UsageError(f"{file} is a folder.", "audit takes one file.")
    if to.suffix.lower() not in PICTURES:
        raise UsageError(f"{to.name} is no name of a picture.", "Use an ending such as .png.")
    (entry,) = find_inputs([file]).files
    settings = settings_of(text_layer, quality, password)
    extract.preflight(settings)
    source = extract.open_source(entry.path, settings)
    picture, legend = extract.audited_page(source, page, settings)
    try:
        Image.fromarray(picture).save(to)
    except OSError as error:
        raise UsageError(
            f"{to} cannot be written: {error.strerror or error}.", "Give another path with --to."
        ) from error
    for line in legend:
        count = "" if line.count is None else f": {line.count}"
        typer.echo(f"{line.colour} = {line.meaning}{count}")
    typer.echo(f"Written: {to}", err=True)
