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
from lampiran.app.console import messages, say
from lampiran.app.inputs import find_inputs
from lampiran.app.terminal import write
from lampiran.errors import UsageError, system_reason
from lampiran.language import in_language, told


def audit(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="One PDF or page image.")],
    to: Annotated[Path, typer.Option("--to", help="Write the picture to this file.")],
    page: Annotated[int, typer.Option("--page", help="The page, from 1.")] = 1,
    text_layer: TextLayerOption = TextLayerChoice.auto,
    quality: QualityOption = QualityChoice.normal,
    password: PasswordOption = None,
) -> None:
    """Draw a page with its ink coloured by what explains it: words, rules, stamps, or nothing."""
    if file.is_dir():
        raise UsageError(told("{0} is a folder.", file), "audit takes one file.")
    if to.suffix.lower() not in PICTURES:
        raise UsageError(told("{0} is no name of a picture.", to.name), "Use an ending such as .png.")
    (entry,) = find_inputs([file]).files
    settings = settings_of(text_layer, quality, password)
    extract.preflight(settings)
    source = extract.open_source(entry.path, settings)
    picture, legend = extract.audited_page(source, page, settings)
    try:
        Image.fromarray(picture).save(to)
    except OSError as error:
        raise UsageError(
            told("{0} cannot be written: {1}.", to, system_reason(error)), "Give another path with --to."
        ) from error
    for line in legend:
        count = "" if line.count is None else f": {line.count}"
        write(f"{in_language(told(line.colour))} = {in_language(told(line.meaning))}{count}")
    say(messages(), told("Written: {0}", to))
