"""Datasette set up for this project's database: read-only, in Indonesian, with nothing from the net."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm

from browse import plugin
from browse.full_text import read_only
from browse.plugin import NAME
from browse.question_forms import QUESTIONS
from browse.view_layout import FACETS, HINTS
from load.table_base import Base
from load.view_words import VIEW_WORDS, described_columns

HERE = Path(__file__).parent
MANY_DOCUMENTS = 400
"""Beyond this, a view is counted by a column only when somebody asks: each count reads the whole view."""
LONGEST_VALUE = 300_000
"""Bytes of one value or line that a question may make; the longest cells have 40,000 letters."""
LONGEST_QUESTION = 100_000
MOST_MEMORY = 512 * 1024 * 1024
"""Bytes that SQLite may take in this process, whatever is asked."""
SETTINGS = {
    "sql_time_limit_ms": 20_000,  # a question about the whole country takes seconds on an office PC
    "facet_time_limit_ms": 5_000,
    "default_page_size": 50,
    "max_returned_rows": 1_000,
    "suggest_facets": False,
    "default_cache_ttl": 0,  # a run may be writing while somebody reads
    "truncate_cells_html": 0,
}


class ReadOnly(Database):  # type: ignore[misc]
    """A database file that is only read; another program may write to it meanwhile."""

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """A connection; Datasette's own would not find a path with ``?`` or ``%`` in it.

        Raises:
            PermissionError: If asked for one that writes.
        """
        if write:
            raise PermissionError("This database is only read here.")
        connection = read_only(Path(self.path))
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
        connection.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, LONGEST_QUESTION)
        connection.execute(f"PRAGMA hard_heap_limit = {MOST_MEMORY}")
        self._all_file_connections.append(connection)
        return connection


def make_site(path: Path) -> Datasette:
    """Datasette on a database of this program's schema (which is not checked here)."""
    if not pm.is_registered(plugin):
        pm.register(plugin, name="lampiran")
        # It prints every page not found with all local variables; ours says what is wrong to who asked.
        pm.unregister(name="datasette.handle_exception")
    site = Datasette(
        [],
        metadata=metadata(_documents(path) <= MANY_DOCUMENTS),
        template_dir=str(HERE / "templates"),
        static_mounts=[("lampiran-assets", str(HERE / "static"))],
        settings=SETTINGS,
    )
    site.remove_database("_memory")
    site.add_database(ReadOnly(site, path=str(path), is_mutable=True), name=NAME)
    return site


def _documents(path: Path) -> int:
    with closing(read_only(path)) as connection:
        return int(connection.execute("SELECT COUNT(*) FROM documents").fetchone()[0])


def metadata(counted: bool = True) -> dict[str, Any]:
    """Titles, descriptions, facets and questions, in the shape that Datasette wants.

    Args:
        counted: Whether views are counted by their usual columns without being asked.
    """
    views = {
        name: {
            "title": words.title,
            "description": f"{words.says} {HINTS.get(name, '')}".strip(),
            "facets": list(FACETS.get(name, ())) if counted else [],
            "columns": described_columns(name),
        }
        for name, words in VIEW_WORDS.items()
    }
    hidden = {name: {"hidden": True} for name in (*Base.metadata.tables, "alembic_version")}
    queries = {
        question.name: {
            "title": question.title,
            "description": question.says,
            "sql": question.sql,
            "hide_sql": True,
        }
        for question in QUESTIONS
    }
    return {
        "title": "Lampiran",
        "extra_css_urls": ["/lampiran-assets/browse.css"],
        "databases": {
            NAME: {
                "title": "Rencana aksi Zona Integritas",
                "tables": hidden | views,
                "queries": queries,
            }
        },
    }
