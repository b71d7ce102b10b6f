"""Opening a database: a path or an address becomes an engine on a database of this program's schema.

SQLite is kept in its plain rollback journal on purpose: the write-ahead log is faster, but it leaves two
more files beside the database, breaks on network shares, and an office copies or mails ``lampiran.db`` as
one file.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, update
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DataError,
    DBAPIError,
    IntegrityError,
    NoSuchModuleError,
    ProgrammingError,
)

from lampiran.advice import install_command
from lampiran.errors import DatabaseUnavailable
from lampiran.language import told
from load.reference import Meta
from load.upgrading import bring_up_to_date

log = logging.getLogger(__name__)

BUSY_SECONDS = 30
"""How long to wait for another program that is writing."""


def open_engine(address: str | Path, create: bool = True) -> Engine:
    """Opens the database and brings it to this program's schema.

    Args:
        address: A path (SQLite) or an SQLAlchemy URL.
        create: Whether a database that does not exist yet is made; it must then let itself be written.

    Raises:
        DatabaseUnavailable: If it cannot be opened, written, is no database of this program, or is newer.
    """
    url = _url(str(address))
    if url.get_backend_name() == "sqlite":
        _check_file(url, create)
    engine = _engine(url)
    try:
        bring_up_to_date(engine)
        if create:
            _try_writing(engine)
    except DBAPIError as error:
        engine.dispose()
        raise _translated(url, error) from error
    except DatabaseUnavailable:
        engine.dispose()
        raise
    return engine


def _url(address: str) -> URL:
    if "://" not in address:
        return URL.create("sqlite", database=address)
    try:
        return make_url(address)
    except ArgumentError as error:
        raise DatabaseUnavailable(
            "The database address cannot be understood.", "Example: postgresql://user@host/name"
        ) from error


def _check_file(url: URL, create: bool) -> None:
    """What SQLite would only say as "unable to open database file"."""
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        return
    path = Path(url.database)
    if path.is_dir():
        raise DatabaseUnavailable(
            told("{0} is a folder.", path), told("Give a file name: --db {0}", path / "lampiran.db")
        )
    if not path.parent.is_dir():
        raise DatabaseUnavailable(
            told("There is no folder {0}.", path.parent), "Create it or give another path."
        )
    if not create and not path.exists():
        raise DatabaseUnavailable(
            told("There is no database {0}.", path),
            told("Type: lampiran run FOLDER --db {0}, or correct the path.", path),
        )


def _engine(url: URL) -> Engine:
    try:
        if url.get_backend_name() != "sqlite":
            return create_engine(url, pool_pre_ping=True)  # a server that was started anew is asked anew
        engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    except NoSuchModuleError as error:
        raise DatabaseUnavailable(
            told("Databases of the kind {0} are not supported.", url.drivername),
            "Use a path or postgresql://…",
        ) from error
    except ModuleNotFoundError as error:
        raise DatabaseUnavailable(
            told("The driver for {0} is not installed.", url.get_backend_name()),
            install_command("psycopg[binary]"),
        ) from error
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(connection: sqlite3.Connection, _record: Any) -> None:
    # Python's own transaction handling leaves CREATE and ALTER outside of transactions: we say BEGIN.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")


def _on_begin(connection: Connection) -> None:
    # Who will write must say so at once: two that first read and then want to write would block each other.
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def querying(engine: Engine, **options: Any) -> Iterator[Connection]:
    """A connection for questions, with SQLAlchemy's execution options.

    Raises:
        DatabaseUnavailable: If the database is locked, damaged, or its server gone.
    """
    try:
        with engine.connect().execution_options(**options) as connection:
            yield connection
    except DBAPIError as error:
        if _is_a_question(error):
            raise
        raise _translated(engine.url, error) from error


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes; one at a time, others wait for it.

    Raises:
        DatabaseUnavailable: If the disk is full, the database locked, read-only or gone; nothing of the
            transaction is kept.
    """
    try:
        with engine.execution_options(writing=True).begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.exec_driver_sql("LOCK TABLE documents IN SHARE ROW EXCLUSIVE MODE")
            yield connection
    except DBAPIError as error:
        if _is_a_question(error):
            raise
        raise _translated(engine.url, error) from error


def _is_a_question(error: DBAPIError) -> bool:
    """Whether the statement itself is at fault, not the database: a name it does not have, a broken rule."""
    if isinstance(error, ProgrammingError | IntegrityError | DataError):
        return True
    return any(sign in str(error.orig) for sign in ("no such ", "syntax error", "incomplete input"))


def _try_writing(engine: Engine) -> None:
    """A database that only lets itself be read must be noticed before the first page, not after the last."""
    with engine.connect() as connection:
        connection.execute(update(Meta).where(Meta.key == "views").values(value=Meta.value))
        connection.rollback()


_CAUSES: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("not a database",), "{0} is not a database.", "Give another path with --db."),
    (
        ("readonly", "read-only", "unable to open"),
        "{0} cannot be written.",
        "Check the rights of the file and its folder, or give another path.",
    ),
    (("locked",), "{0} is being written by another program.", "Wait for it or close it, then run again."),
    (("is full", "no space left"), "{0}: the disk is full.", "Free some space, then run again."),
    (("malformed",), "{0} is damaged.", "Restore a copy, or load the decrees anew."),
    (("i/o error",), "The disk with {0} does not work.", "Check its cable and health, or give another path."),
    (
        ("permission denied",),
        "This user may not write in the database: {0}",
        "Ask its owner for the rights to read and write.",
    ),
    (
        ("password", "role ", "no pg_hba", "authentication"),
        "The database server lets nobody in with this user and password: {0}",
        "Check them in the address.",
    ),
    (("does not exist",), "The server has no such database: {0}", "Check the address, or create it."),
    (
        ("connection", "server closed", "could not translate host", "terminating", "starting up"),
        "The database server does not answer: {0}",
        "Check the address and that it is running, then run again.",
    ),
)
"""Words in a database library's message; what they mean to people; what to do."""


def _translated(url: URL, error: DBAPIError) -> DatabaseUnavailable:
    file = url.database if url.get_backend_name() == "sqlite" else None
    shown, cause = file or url.render_as_string(), str(error.orig).lower()
    log.info("database %s: %s", shown, error.orig)
    for words, message, next_step in _CAUSES:
        if any(word in cause for word in words):
            return DatabaseUnavailable(told(message, shown), next_step)
    return DatabaseUnavailable(
        told("{0} cannot be used.", shown), "Check the address, the rights, and that it is running."
    )
