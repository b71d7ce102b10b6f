"""The schema's state: made new, up to date, older (then migrated), or of a newer program (then refused)."""

from __future__ import annotations

from enum import Enum, auto
from pathlib import Path

from sqlalchemy import Column, Connection, Engine, MetaData, String, Table, func, insert, inspect, select

from lampiran.errors import DatabaseUnavailable
from load import deciding, search_index, versions, views
from load.reference import Meta
from load.table_base import Base

HEAD = "0014"
"""The newest migration; equals alembic's own idea of it, but needs no alembic to know."""

OLDER = (
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0006",
    "0007",
    "0008",
    "0009",
    "0010",
    "0011",
    "0012",
    "0013",
)
"""Earlier releases' schemas, oldest first."""

VERSION = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))
"""Where alembic notes the migration that a database has reached."""


SCHEMA_LOCK = 7_390_117
"""Any number that no other program takes: who changes the schema on PostgreSQL holds this lock."""


class State(Enum):
    """What a database is to this program."""

    EMPTY = auto()
    CURRENT = auto()
    OLDER = auto()
    NEWER = auto()
    FOREIGN = auto()


def state_of(connection: Connection) -> State:
    """Looks at a database without changing it."""
    looked = inspect(connection)
    names = {*looked.get_table_names(), *looked.get_view_names()}
    if VERSION.name in names and Meta.__tablename__ in names:
        version = connection.execute(select(VERSION.c.version_num)).scalar_one_or_none()
        if version == HEAD:
            return State.CURRENT
        return State.OLDER if version in OLDER else State.NEWER
    if Meta.__tablename__ in names:
        return State.OLDER  # the first release did not number its schema
    ours = names & set(Base.metadata.tables)
    return State.FOREIGN if ours or (names and connection.dialect.name == "sqlite") else State.EMPTY


def bring_up_to_date(engine: Engine) -> None:
    """Makes or migrates the tables and renews the views, as far as needed; all in one transaction.

    Raises:
        DatabaseUnavailable: If the database is another program's or of a newer version.
    """
    with engine.connect() as connection:
        state = state_of(connection)
        if state is State.CURRENT and views.are_current(connection):
            return
    if state is State.FOREIGN:
        raise DatabaseUnavailable(
            "This is a database of another program (it has tables, but not Lampiran's).",
            "Give another path with --db.",
        )
    if state is State.NEWER:
        raise DatabaseUnavailable(
            "The database was made by a newer version of Lampiran.",
            "Update the program (in a checkout: make setup).",
        )
    with engine.connect().execution_options(writing=True) as connection:
        if state is State.OLDER and engine.dialect.name == "sqlite":
            # A table that is rebuilt is dropped first; with foreign keys on, that would empty all others.
            _foreign_keys(connection, "OFF")
        try:
            with connection.begin():
                if engine.dialect.name == "postgresql":
                    connection.execute(select(func.pg_advisory_xact_lock(SCHEMA_LOCK)))
                _change(connection, state_of(connection))  # another program may have been quicker
        finally:
            if engine.dialect.name == "sqlite":
                _foreign_keys(connection, "ON")


def _change(connection: Connection, state: State) -> None:
    if state is State.EMPTY:
        Base.metadata.create_all(connection)
        VERSION.create(connection)
        connection.execute(insert(VERSION), {"version_num": HEAD})
    elif state is State.OLDER:
        views.drop(connection)
        migrate(connection)
        versions.settle_all(connection)
        deciding.renew_all(connection)
        search_index.index_all(connection)
    if not views.are_current(connection):
        views.renew(connection)


def migrate(connection: Connection, to: str = "head") -> None:
    """Runs the migrations up to one, within the connection's transaction.

    Raises:
        RuntimeError: If a line would point nowhere afterwards.
    """
    from alembic import command  # slow to import and seldom needed
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    names = set(inspect(connection).get_table_names())
    if Meta.__tablename__ in names and VERSION.name not in names:
        command.stamp(config, OLDER[0])
    command.upgrade(config, to)
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise RuntimeError(f"migration broke {len(broken)} references, first {broken[0]}")


def _foreign_keys(connection: Connection, value: str) -> None:
    """Must be outside of a transaction, where SQLite would ignore it."""
    raw = connection.connection.dbapi_connection
    assert raw is not None  # noqa: S101 - an open connection has one
    raw.cursor().execute(f"PRAGMA foreign_keys = {value}")
