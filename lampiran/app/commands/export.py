"""``lampiran export``: the database as a file for Excel or for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lampiran.app.commands.options import DEFAULT_DB, DbOption
from lampiran.app.console import messages, say, warnings
from lampiran.app.progress import Meter
from lampiran.language import Told, counted, joined, told
from load import Database
from load.export import export as export_file
from load.export_tables import export_tables


def export(
    to: Annotated[
        Path, typer.Option("--to", help="The file; its ending says the format: .xlsx .csv .parquet .json")
    ],
    db: DbOption = DEFAULT_DB,
    view: Annotated[
        list[str] | None,
        typer.Option("--view", help="Which view (default rencana_aksi); several for .xlsx, a sheet each."),
    ] = None,
    tables: Annotated[
        bool,
        typer.Option("--tables", help="Write the other ruled tables of the files, a sheet each (.xlsx)."),
    ] = False,
) -> None:
    """Write the database to a file: Excel workbook, CSV, Parquet or JSON."""
    if tables:
        with Database.open(db, create=False) as database:
            count_tables = export_tables(database.engine, to)
        say(messages(), told("Written: {0}", joined(", ", [Told(str(to)), counted(count_tables, "table")])))
        return
    with Database.open(db, create=False) as database, Meter("lines") as meter:

        def count(name: str, lines: int) -> None:
            meter.advance(lines, name)

        written = export_file(database.engine, to, view or (), meter.expect, count)
    console = messages()
    for name, lines in written.lines.items():
        say(console, told("{0}: {1:,} lines", name, lines))
    for note in written.notes:
        say(warnings(), note)
    say(console, told("Written: {0}", to))
