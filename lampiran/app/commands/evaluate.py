"""``lampiran evaluate``: accuracy of a database against truth files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from lampiran.app.accuracy import evaluation
from lampiran.app.commands.options import DEFAULT_DB, DbOption, JsonOption
from lampiran.app.terminal import write
from lampiran.errors import UsageError
from lampiran.language import told
from load import Database


def evaluate(
    truth: Annotated[Path, typer.Option("--truth", help="Folder of truth files (*.json).")],
    db: DbOption = DEFAULT_DB,
    faults: Annotated[
        bool, typer.Option("--faults", help="List every difference from the truth too.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Measure a database against truth files (docs/accuracy.md defines each figure)."""
    if not truth.is_dir():
        raise UsageError(told("There is no folder {0}.", truth))
    with Database.open(db, create=False) as database:
        result = evaluation.evaluate(database, truth)
    if as_json:
        write(json.dumps(result.to_dict(), ensure_ascii=False, indent=1))
        return
    if faults:
        for line in result.fault_lines():
            write(line)
    console = Console()
    for table in result.tables():
        console.print(table)
