"""The views as pandas frames, for notebooks: ``lampiran.open("plans.db").rencana_aksi``."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pandas as pd

from load import Database
from load.viewing import Kind, read_view, snapshot
from load.views import VIEWS

DTYPES: dict[Kind, str] = {"text": "string", "integer": "Int64", "flag": "boolean", "number": "float64"}
"""Whole numbers may be missing (``<NA>``) without becoming 8.0; ids and codes are text, zeros kept."""


class Frames:
    """An open database whose views are attributes: ``frames.cakupan``, ``frames.rencana_aksi``.

    Each use reads the view anew, whole; :meth:`frame` takes conditions. Nothing is written. Close it, use
    it as a context manager, or let it go with the notebook.

    Args:
        database: An open database.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, db: str | Path) -> Self:
        """Opens a database that exists.

        Args:
            db: A path (SQLite) or an SQLAlchemy URL.

        Raises:
            DatabaseUnavailable: If there is none, or it cannot be opened.
        """
        return cls(Database.open(db, create=False))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes all connections."""
        self._database.close()

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *VIEWS})

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
        """The answer to a question in SQL (``:name`` stands for a value); types as pandas guesses them."""
        lines = self._database.query(query, **values)
        return pd.DataFrame([dict(line) for line in lines])
