"""Page pictures beside the database: ``plans.db`` keeps its rows, ``plans.pages.db`` the pages they stand on.

One SQLite file rather than a folder: a country's plans are tens of thousands of pages, and that many small
files take an office PC an hour to copy, where one file is two clicks; what is replaced is removed in the same
transaction. And not in the database itself, which is mailed around and must stay small. The file holds
nothing that could not be made again: without it, the next run makes it anew.

Pictures are kept by the hash of their file's content, so every version of a decree has its own.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from lampiran.errors import DatabaseUnavailable
from lampiran.language import told
from lampiran.records import PagePicture
from load.opening import BUSY_SECONDS

log = logging.getLogger(__name__)

ENDING = ".pages.db"
_MARK = 0x4C505047
"""SQLite's application id of such a file, so that another program's is not taken for it."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (sha256 TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pictures (
    sha256 TEXT NOT NULL REFERENCES documents (sha256) ON DELETE CASCADE,
    page INTEGER NOT NULL CHECK (page >= 1),
    width REAL NOT NULL CHECK (width > 0),
    height REAL NOT NULL CHECK (height > 0),
    image BLOB NOT NULL,
    PRIMARY KEY (sha256, page)
);
"""


def database_file(address: str | Path) -> Path | None:
    """The file that a database is; None where it is none (PostgreSQL, in memory).

    Args:
        address: A path (SQLite) or an SQLAlchemy URL.
    """
    name = str(address)
    if "://" in name:
        try:
            url = make_url(name)
        except ArgumentError:
            return None
        if url.get_backend_name() != "sqlite":
            return None
        name = url.database or ""
    if not name or name == ":memory:" or name.startswith("file:"):
        return None
    return Path(name)


def pictures_path(address: str | Path) -> Path | None:
    """Where the pictures of a database are kept; None where it is no file.

    Args:
        address: A path (SQLite) or an SQLAlchemy URL.
    """
    path = database_file(address)
    return path and path.with_name(path.name.removesuffix(".db") + ENDING)


class DamagedPictures(DatabaseUnavailable):
    """The file of page pictures is damaged."""


class PageStore:
    """An opened file of page pictures; use as a context manager or call :meth:`close`.

    One who reads sees it as it is; it need not exist, and then has no pictures.
    """

    def __init__(self, path: Path, *, write: bool = False) -> None:
        """Opens the file.

        Args:
            path: Of :func:`pictures_path`.
            write: Whether pictures will be put; the file is then made if need be.

        Raises:
            DatabaseUnavailable: If it cannot be opened (or written), or is another program's.
        """
        self.path = path
        self._connection: sqlite3.Connection | None = None
        self._write = write
        if write or path.exists():
            self._connection = self._opened()

    @classmethod
    def beside(cls, address: str | Path, *, write: bool = False) -> Self | None:
        """The store of a database; None where the database is no file.

        Raises:
            DatabaseUnavailable: If it cannot be opened (or written), or is another program's.
        """
        path = pictures_path(address)
        return None if path is None else cls(path, write=write)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def has(self, sha256: str) -> bool:
        """Whether this file's pictures were made; a file without a plan page has none and still was done."""
        return bool(self._read("SELECT 1 FROM documents WHERE sha256 = ?", sha256))

    def pages(self, sha256: str) -> list[int]:
        """The pages of a file that have a picture, ascending."""
        lines = self._read("SELECT page FROM pictures WHERE sha256 = ? ORDER BY page", sha256)
        return [int(line[0]) for line in lines]

    def get(self, sha256: str, page: int) -> PagePicture | None:
        """The picture of a page; None where there is none."""
        query = "SELECT page, width, height, image FROM pictures WHERE sha256 = ? AND page = ?"
        lines = self._read(query, sha256, page)
        return PagePicture(*lines[0]) if lines else None

    def put(self, sha256: str, pictures: Sequence[PagePicture]) -> None:
        """Makes these the pictures of a file, in one transaction; the same again changes nothing.

        Raises:
            DatabaseUnavailable: If the file cannot be written; what was there is kept.
        """
        try:
            self._put(sha256, pictures)
        except DamagedPictures:
            self._set_aside()
            self._connection = self._opened()
            self._put(sha256, pictures)

    def _put(self, sha256: str, pictures: Sequence[PagePicture]) -> None:
        if self.has(sha256) and self._all(sha256) == sorted(pictures, key=lambda picture: picture.page):
            return
        with self._changing() as connection:
            connection.execute("DELETE FROM documents WHERE sha256 = ?", (sha256,))
            connection.execute("INSERT INTO documents VALUES (?)", (sha256,))
            connection.executemany(
                "INSERT INTO pictures VALUES (?, ?, ?, ?, ?)",
                [(sha256, item.page, item.width, item.height, item.image) for item in pictures],
            )

    def keep_only(self, known: Collection[str]) -> int:
        """Drops the pictures of files that the database does not know (any more); returns how many files.

        Raises:
            DatabaseUnavailable: If the file cannot be written.
        """
        gone = [line for line in self._read("SELECT sha256 FROM documents") if line[0] not in known]
        if gone:
            with self._changing() as connection:
                connection.executemany("DELETE FROM documents WHERE sha256 = ?", gone)
        return len(gone)

    def _all(self, sha256: str) -> list[PagePicture]:
        query = "SELECT page, width, height, image FROM pictures WHERE sha256 = ? ORDER BY page"
        return [PagePicture(*line) for line in self._read(query, sha256)]

    def _read(self, query: str, *values: str | int) -> list[tuple[Any, ...]]:
        if self._connection is None:
            return []
        with self._translating(), closing(self._connection.execute(query, values)) as cursor:
            return cursor.fetchall()

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        if self._connection is None:
            raise DatabaseUnavailable(told("{0} was not opened for writing.", self.path))
        with self._translating(), self._connection as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection

    def _opened(self) -> sqlite3.Connection:
        """The file, opened; where pictures will be put a damaged one is set aside and made anew."""
        try:
            with self._translating():
                return self._open(self._write)
        except DamagedPictures:
            if not self._write:
                raise
            self._set_aside()
            with self._translating():
                return self._open(self._write)

    def _set_aside(self) -> None:
        """Renames the damaged file: nothing in it is lost for good, the next run makes its pictures anew."""
        self.close()
        aside = next(
            name
            for number in count(1)
            if not (name := self.path.with_name(f"{self.path.name}.damaged-{number}")).exists()
        )
        self.path.rename(aside)
        self.path.with_name(self.path.name + "-journal").unlink(missing_ok=True)
        log.warning("The page pictures %s were damaged: renamed to %s and made anew.", self.path, aside.name)

    def _open(self, write: bool) -> sqlite3.Connection:
        address = f"{self.path.resolve().as_uri()}?mode={'rwc' if write else 'ro'}"
        connection = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            self._prepare(connection, write)
        except BaseException:
            connection.close()
            raise
        return connection

    def _prepare(self, connection: sqlite3.Connection, write: bool) -> None:
        mark = connection.execute("PRAGMA application_id").fetchone()[0]
        empty = not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if mark != _MARK and not (write and empty):
            raise DatabaseUnavailable(
                told("{0} is in the way: it does not hold page pictures.", self.path),
                "Move it elsewhere, or run with --no-keep-pages.",
            )
        if not write:
            return
        connection.execute("PRAGMA foreign_keys = ON")
        if empty:
            # Room that removed pictures leave is given back, or a file that is copied often would only grow.
            connection.execute("PRAGMA auto_vacuum = FULL")
        made = f"{_SCHEMA} PRAGMA application_id = {_MARK};" if empty else ""
        # Even without a change: a file that only lets itself be read is noticed now, not after an hour.
        connection.executescript(f"BEGIN IMMEDIATE; {made} COMMIT;")

    @contextmanager
    def _translating(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.IntegrityError:
            raise  # a fault of the program, not of the file
        except sqlite3.DatabaseError as error:
            if any(sign in str(error) for sign in ("malformed", "not a database")):
                raise DamagedPictures(
                    told("The page pictures {0} are damaged.", self.path),
                    "Delete the file; the next run makes it anew.",
                ) from error
            raise DatabaseUnavailable(
                told("The page pictures {0} cannot be used.", self.path),
                "Free some disk space, check the rights, or run with --no-keep-pages.",
            ) from error
