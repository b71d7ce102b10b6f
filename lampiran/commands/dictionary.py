"""``lampiran dictionary``: checks of the vocabulary that people edit."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import dictionaries
from lampiran.errors import ExitCode

app = typer.Typer(help="The vocabulary in dictionaries/.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """The vocabulary in dictionaries/."""


@app.command("check")
def check(
    directory: Annotated[
        Path | None, typer.Option("--dir", help="Another folder of CSV files than the installed one.")
    ] = None,
) -> int:
    """Check the CSV files: keys, references, spelling of codes. Exit code 3 if any is wrong."""
    findings = dictionaries.check(directory)
    for finding in findings:
        typer.echo(str(finding))
    if findings:
        typer.echo(f"{len(findings)} findings.", err=True)
        return int(ExitCode.MISSING)
    vocabulary = dictionaries.load_vocabulary(directory)
    typer.echo(f"The dictionaries are in order (version {vocabulary.version}).", err=True)
    return int(ExitCode.OK)
