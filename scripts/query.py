"""Prints the answer of one SQL query on a SQLite file, for machines without the sqlite3 program."""

import sqlite3
import sys
from contextlib import closing

from rich.console import Console
from rich.table import Table


def main(database: str, query: str) -> None:
    """Runs the query read-only and prints its rows."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        cursor = connection.execute(query)
        table = Table()
        for column in cursor.description:
            table.add_column(column[0])
        for row in cursor:
            table.add_row(*("" if value is None else str(value) for value in row))
    Console().print(table)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
