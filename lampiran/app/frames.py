"""The views as pandas frames, for notebooks: ``lampiran.open("plans.db").rencana_aksi``.

``lampiran.read("plan.pdf")`` gives the same frames of files that are in no database.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self

import pandas as pd
from sqlalchemy import text

import dictionaries
from lampiran.app.inputs import find_inputs
from lampiran.app.pipeline import read_document
from lampiran.settings import Settings
from load import Database
from load.view_columns import Kind
from load.viewing import read_only, read_view, snapshot
from load.views import VIEWS

DTYPES: dict[Kind, str] = {"text": "string", "integer": "Int64", "flag": "boolean", "number": "float64"}
"""Whole numbers may be missing (``<NA>``) without becoming 8.0; ids and codes are text, zeros kept."""


class Frames:
    """An open database whose views are attributes: ``frames.cakupan``, ``frames.rencana_aksi``.

    Each use reads the view anew, whole; :meth:`frame` takes conditions. Nothing is written. Close it, use
    it as a context manager, or let it go with the notebook.

    Args:
        database: An open database.
        folder: Goes with the database when that is closed.
    """

    def __init__(self, database: Database, folder: TemporaryDirectory[str] | None = None) -> None:
        self._database = database
        self._folder = folder

    @classmethod
    def open(cls, db: str | Path) -> Self:
        """Opens a database that exists.

        Args:
            db: A path (SQLite) or an SQLAlchemy URL.

        Raises:
            DatabaseUnavailable: If there is none, or it cannot be opened.
        """
        return cls(Database.open(db, create=False))

    @classmethod
    def read(cls, files: Sequence[Path], settings: Settings) -> Self:
        """Reads files into a database of their own, which goes when the frames are closed.

        Args:
            files: PDFs, page images, transcripts, or folders of them.
            settings: Quality, engines, passwords, cache.

        Raises:
            UsageError: If there is nothing to read.
            MissingRequirement: If no OCR engine is there.
        """
        inputs = find_inputs(files).files
        folder = TemporaryDirectory(prefix="lampiran-")
        database = Database.open(Path(folder.name) / "read.db")
        database.vocabulary_sync(dictionaries.load_vocabulary())
        for entry in inputs:
            database.save(read_document(entry.path, settings, entry.label))
        return cls(database, folder)

    def __repr__(self) -> str:
        states = self.sql("SELECT status, count(*) AS n FROM document GROUP BY status ORDER BY status")
        counts = ", ".join(f"{n} {status}" for status, n in states.itertuples(index=False)) or "none"
        rows = self.sql("SELECT count(*) AS n, COALESCE(SUM(needs_review), 0) AS flagged FROM rencana_aksi")
        total, flagged = rows.iloc[0]
        return (
            f"<Lampiran database {self._database.engine.url!r}\n documents: {counts}"
            f"\n plan rows: {total}, {flagged} of them to be checked\n views: {', '.join(VIEWS)}>"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes all connections."""
        self._database.close()
        if self._folder is not None:
            self._folder.cleanup()

    def __dir__(self) -> list[str]:
        own = [name for name in vars(type(self)) if not name.startswith("_")]
        return [*VIEWS, *own]

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name not in VIEWS:
            raise AttributeError(f"there is no view {name!r}; views: {', '.join(VIEWS)}")
        return self.frame(name)

    @property
    def views(self) -> tuple[str, ...]:
        """The names of all views."""
        return tuple(VIEWS)

    def frame(self, view: str, **equal: Any) -> pd.DataFrame:
        """A view as a frame, sorted as in the exports.

        Args:
            view: Its name.
            **equal: Column and the value it must have: ``provinsi="Jawa Timur"``; None: without a value.

        Raises:
            UsageError: If there is no such view or column.
        """
        with snapshot(self._database.engine) as connection:
            reading = read_view(connection, view, equal)
            lines = list(reading.lines())
        by_column = list(zip(*lines, strict=True)) or [()] * len(reading.columns)
        return pd.DataFrame(
            {
                column.name: pd.Series(list(values), dtype=DTYPES[column.kind])
                for column, values in zip(reading.columns, by_column, strict=True)
            }
        )

    def sql(self, query: str, **values: Any) -> pd.DataFrame:
        """The answer to a question in SQL; types as pandas guesses them.

        Args:
            query: Asks and changes nothing; ``:name`` stands for a value.
            **values: The values.

        Raises:
            UsageError: If it would change something.
            DatabaseUnavailable: If the database does not answer it.
        """
        with read_only(self._database.engine) as connection:
            result = connection.execute(text(query), values)
            return pd.DataFrame(result.all(), columns=list(result.keys()))
