"""``lampiran forms``: which form a file's table is, and why another is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

import extract
from dictionaries.plan_forms import Fit
from lampiran.app.commands.options import PasswordOption, QualityChoice, TextLayerChoice, settings_of
from lampiran.app.console import messages, say
from lampiran.app.inputs import find_inputs
from lampiran.app.pipeline import open_source, read_page
from lampiran.app.terminal import shown, write
from lampiran.errors import DocumentError, ExitCode
from lampiran.language import Told, in_language, joined, told
from lampiran.records import Outcome

app = typer.Typer(help="The forms of plans in dictionaries/forms/.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """The forms of plans in dictionaries/forms/."""


@app.command("check")
def check(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="One PDF, page image, Excel or Word file, or transcript.")
    ],
    password: PasswordOption = None,
) -> int:
    """Say which form fits the tables of a file, and why the others do not. Exit code 4 if none fits."""
    (entry,) = find_inputs([file]).files
    settings = settings_of(TextLayerChoice.auto, QualityChoice.fast, password)
    source = open_source(entry.path, entry.label, settings)
    if isinstance(source, Outcome):
        raise DocumentError(source.reason)
    extract.preflight(settings)
    fits = False
    for page in range(1, source.page_count + 1):
        for reading in read_page(source, page, settings):
            for number, table in enumerate(reading.tables, 1):
                verdicts = extract.form_verdicts(table)
                if verdicts is None:
                    continue
                write(_said(told("page {0}, table {1}: {2}", reading.page, number, verdicts.printed)))
                fits |= any(found.fits for found in verdicts.fits)
                for line in _lines(verdicts.fits):
                    write(f"  {_said(line)}")
    if not fits:
        say(
            messages(),
            "No form fits. Name the columns with --columns, or describe the form in dictionaries/forms/.",
        )
    return int(ExitCode.OK if fits else ExitCode.INCOMPLETE)


def _said(line: Told) -> str:
    """The line in the user's language, as a terminal may show it."""
    return shown(in_language(line))


def _lines(fits: tuple[Fit, ...]) -> Iterator[Told]:
    """A line a form, the fitting ones first."""
    for found in sorted(fits, key=lambda one: (not one.fits, -one.named)):
        if found.fits:
            names = ", ".join(name or "-" for name in found.columns)
            yield told("{0} fits: {1}", found.form.name, names)
            continue
        why = [told("not there: {0}", ", ".join(found.missing))] if found.missing else []
        why += [told("against it: {0}", ", ".join(found.against))] if found.against else []
        yield told("{0} does not fit ({1})", found.form.name, joined("; ", why))
