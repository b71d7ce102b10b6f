"""``lampiran evaluate``: accuracy of a database against truth files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from lampiran.app.accuracy import evaluation
from lampiran.app.commands.options import DbOption, JsonOption
from lampiran.errors import UsageError
from load import Database


def evaluate(
    db: DbOption,
    truth: Annotated[Path, typer.Option("--truth", help="Folder of truth files (*.json).")],
    faults: Annotated[
        bool, typer.Option("--faults", help="List every difference from the truth too.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Measure a database against truth files (docs/accuracy.md defines each figure)."""
    if not truth.is_dir():
        raise UsageError(f"There is no folder {truth}.")
    with Database.open(db, create=False) as database:
        result = evaluation.evaluate(database, truth)
    if as_json:
        typer.echo(json.dumps(result.to_dict(), ensure_ascii=False, indent=1))
        return
    if faults:
        for line in result.fault_lines():
            typer.echo(line)
    console = Console()
    for table in result.tables():
        console.print(table)
