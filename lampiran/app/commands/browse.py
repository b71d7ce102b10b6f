"""``lampiran browse``: the database in the browser."""

from __future__ import annotations

from typing import Annotated

import typer

from lampiran.app.commands.options import DEFAULT_DB, DbOption
from lampiran.app.console import say, warnings
from lampiran.errors import UsageError
from lampiran.language import told
from load import Database
from load.pictures import database_file


def browse(
    db: DbOption = DEFAULT_DB,
    port: Annotated[
        int | None,
        typer.Option("--port", min=0, max=65535, help="Port on 127.0.0.1 (8017, or a free one)."),
    ] = None,
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not start the browser.")] = False,
) -> None:
    """Show the database in the browser: tables, questions, each row on its page. Nothing is changed."""
    path = database_file(db)
    if path is None:
        raise UsageError(
            "browse shows SQLite files, and this database is none.",
            "Give --db a path; for PostgreSQL use its own tools, or lampiran export.",
        )
    Database.open(db, create=False).close()  # is it one of ours, and of this version?
    from browse.server import serve  # slow to import, and only needed here

    def tell(address: str) -> None:
        say(warnings(), told("{0}: {1}   (Ctrl-C stops)", path.name, address))

    serve(path, port, tell, open_browser=not no_open)
