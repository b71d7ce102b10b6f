"""``lampiran export``: the database as a file for Excel or for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from lampiran.app.commands.options import DbOption
from lampiran.app.console import say
from load import Database
from load.export import export as export_file


def export(
    db: DbOption,
    to: Annotated[
        Path, typer.Option("--to", help="The file; its ending says the format: .xlsx .csv .parquet .json")
    ],
    view: Annotated[
        list[str] | None,
        typer.Option("--view", help="Which view (default rencana_aksi); several for .xlsx, a sheet each."),
    ] = None,
) -> None:
    """Write the database to a file: Excel workbook, CSV, Parquet or JSON."""
    with Database.open(db, create=False) as database:
        written = export_file(database.engine, to, view or ())
    console = Console(stderr=True)
    for name, lines in written.lines.items():
        say(console, f"{name}: {lines:,} lines")
    for note in written.notes:
        say(console, note)
    say(console, f"Written: {to}")
