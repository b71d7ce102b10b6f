"""Reading views as typed columns: what programs outside the database (files, frames) are given."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from lampiran.errors import UsageError
from lampiran.language import told
from load.opening import querying
from load.view_columns import Column, column_of
from load.views import VIEWS

Line = tuple[Any, ...]

BATCH = 2_000
"""Lines fetched at once: a country's worth of rows is never held in memory."""

ORDER: dict[str, tuple[str, ...]] = {
    "rencana_aksi": ("kode_wilayah", "file", "document_id", "urutan"),
    "cell": ("document_id", "urutan", "kolom", "part"),
    "correction": ("document_id", "urutan", "kolom", "corrected_at"),
    "pemeriksaan": ("document_id", "page", "urutan", "item"),
    "keputusan_pemeriksa": ("document_id", "corrected_at", "decision_id"),
    "page_text": ("document_id", "page"),
    "document": ("file", "document_id"),
    "other_table": ("document_id", "table_no"),
    "other_cell": ("document_id", "table_no", "row", "col"),
    "run": ("started_at", "run_id"),
    "vocabulary": ("indikator_id",),
    "crosswalk": ("old_id", "new_id"),
    "cakupan": ("kode_wilayah", "tahun", "document_id", "area_no", "indikator_id"),
    "kosong": ("kode_wilayah", "tahun", "document_id", "area_no", "indikator_id"),
    "kalender": ("kode_wilayah", "tahun", "document_id", "area_no", "bulan"),
    "jadwal": ("kode_wilayah", "tahun", "bulan", "document_id", "urutan"),
    "bukti": ("kode_wilayah", "tahun", "document_id", "urutan", "item"),
    "perbandingan": ("area_no", "padanan_id", "kode_wilayah", "tahun", "document_id", "urutan"),
    "mutu": ("kode_wilayah", "tahun", "document_id"),
    "wilayah": ("kode_wilayah",),
    "lke": ("urutan_lke",),
    "kelengkapan": ("kode_wilayah", "tahun"),
    "cakupan_lke": ("kode_wilayah", "tahun", "document_id", "urutan_lke"),
    "di_luar_hitungan": ("file", "document_id"),
}
"""What each view is sorted by when it is read whole, so that two readings give the same file."""


@dataclass(frozen=True, slots=True)
class ViewReading:
    """A view under way: its columns, and its lines in batches of at most :data:`BATCH`."""

    view: str
    columns: tuple[Column, ...]
    batches: Iterator[Sequence[Line]]

    def lines(self) -> Iterator[Line]:
        """All lines, one by one."""
        for batch in self.batches:
            yield from batch


def check_view(view: str) -> None:
    """Refuses a name that is no view.

    Raises:
        UsageError: Naming the views there are.
    """
    if view not in VIEWS:
        raise UsageError(told("There is no view {0!r}.", view), told("Views: {0}.", ", ".join(VIEWS)))


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A connection on which all views are seen as of one moment, even while another program writes."""
    options: dict[str, Any] = {"yield_per": BATCH}
    if engine.dialect.name == "postgresql":
        options["isolation_level"] = "REPEATABLE READ"
    with querying(engine, **options) as connection, connection.begin():
        yield connection


@contextmanager
def read_only(engine: Engine) -> Iterator[Connection]:
    """A connection on which nothing can be changed.

    Raises:
        UsageError: If something was to be changed all the same.
    """
    sqlite = engine.dialect.name == "sqlite"
    with querying(engine) as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON" if sqlite else "SET TRANSACTION READ ONLY")
        try:
            yield connection
        except DBAPIError as error:
            if re.search("read-?only", str(error.orig)):
                raise UsageError("This would change the database.", "Ask with SELECT.") from error
            raise
        finally:
            connection.rollback()
            if sqlite:
                connection.exec_driver_sql("PRAGMA query_only = OFF")


def read_view(connection: Connection, view: str, equal: Mapping[str, Any] | None = None) -> ViewReading:
    """Reads a view, sorted, a batch at a time.

    Args:
        connection: Of :func:`snapshot`; must stay open while the batches are taken.
        view: Its name.
        equal: Column to the value that it must have; None stands for "no value".

    Raises:
        UsageError: If there is no such view or column.
    """
    check_view(view)
    asked = dict(equal or {})
    with connection.execute(text(f"SELECT * FROM {view} WHERE 1 = 0")) as nothing:  # noqa: S608
        known = list(nothing.keys())
    unknown = [name for name in asked if name not in known]
    if unknown:
        raise UsageError(told("The view {0} has no column {1!r}.", view, unknown[0]))
    conditions = [f'"{name}" IS NULL' if asked[name] is None else f'"{name}" = :{name}' for name in asked]
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    order = ", ".join(f'"{name}"' for name in ORDER[view])
    values = {name: value for name, value in asked.items() if value is not None}
    query = f"SELECT * FROM {view}{where} ORDER BY {order}"  # noqa: S608 - names were checked above
    result = connection.execute(text(query), values)
    columns = tuple(column_of(view, name) for name in known)
    return ViewReading(view, columns, _batches(result.partitions(BATCH)))


def count_lines(connection: Connection, view: str) -> int:
    """How many lines a view has."""
    check_view(view)
    return int(connection.execute(text(f"SELECT count(*) FROM {view}")).scalar_one())  # noqa: S608


def _batches(partitions: Iterator[Sequence[Any]]) -> Iterator[Sequence[Line]]:
    for partition in partitions:
        yield [tuple(line) for line in partition]
