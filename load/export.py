"""A database as files for other programs: ``.xlsx``, ``.csv``, ``.parquet``, ``.json``, by ending.

What a decree says stays text in all of them. A spreadsheet that opens a CSV file runs cells that begin
with ``=``, ``+``, ``-`` or ``@`` as formulas, quoted or not; such a cell gets an apostrophe in front
(``'=HYPERLINK(...)``, ``'- Foto``), which :func:`plain` takes away again without a loss.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, text

from lampiran.advice import install_command
from lampiran.errors import MissingRequirement, UsageError
from lampiran.language import told
from load.data_package import write_data_package
from load.export_xlsx import Doubtful, write_workbook
from load.new_files import replacing
from load.view_columns import Column, Kind, column_of
from load.view_words import column_words
from load.viewing import (
    Line,
    ViewReading,
    check_view,
    count_lines,
    read_view,
    snapshot,
)

WORKBOOK_VIEWS = (
    "rencana_aksi",
    "document",
    "correction",
    "cakupan",
    "kosong",
    "kalender",
    "bukti",
    "perbandingan",
    "mutu",
    "vocabulary",
)
"""Sheets of a workbook, unless others are asked for. Cells and their boxes are for programs."""

_RUNS = re.compile(r"'*[\s\x00]*[=+\-@\t\r\uff0b\uff0d\uff1d\uff20]")
"""What a spreadsheet may take for a formula (full-width signs too), apostrophes in front included."""
_ADDED = re.compile(r"'+[\s\x00]*[=+\-@\t\r\uff0b\uff0d\uff1d\uff20]")


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: lines of each view, and what the person should be told."""

    lines: dict[str, int]
    notes: tuple[str, ...] = ()


def export(
    engine: Engine,
    path: Path,
    views: Sequence[str] = (),
    expect: Callable[[int], None] = lambda lines: None,
    done: Callable[[str, int], None] = lambda view, lines: None,
) -> Exported:
    """Writes views to a file, all as of one moment; the file appears only when it is complete.

    Args:
        engine: An open database.
        path: The file; its ending decides the format. What was there is replaced.
        views: Which views; empty: ``rencana_aksi``, or a workbook's usual sheets. Only a workbook takes
            several.
        expect: Told how many lines there are in all.
        done: Told each time so many more lines of a view are written.

    Raises:
        UsageError: Unknown ending or view, several views for a format that holds one.
        MissingRequirement: The folder cannot be written, or a package is missing.
    """
    ending = path.suffix.lower()
    if ending != ".xlsx" and ending not in _WRITERS:
        raise UsageError(
            told("{0}: the ending says the format, and this one is not known.", path.name),
            "Use .xlsx, .csv, .parquet or .json.",
        )
    for view in views:
        check_view(view)
    if ending != ".xlsx" and len(views) > 1:
        raise UsageError(told("A {0} file holds one view.", ending), "Give one --view, or write .xlsx.")
    with replacing(path) as unfinished, snapshot(engine) as connection:
        usual = WORKBOOK_VIEWS if ending == ".xlsx" else ("rencana_aksi",)
        wanted = tuple(dict.fromkeys(views)) or usual
        expect(sum(count_lines(connection, view) for view in wanted))
        readings = (_heard(read_view(connection, view), done) for view in wanted)
        if ending == ".xlsx":
            lines, notes = write_workbook(unfinished, readings, doubtful_cells(connection))
            return Exported(lines, tuple(notes))
        reading = next(readings)
        lines = {wanted[0]: _WRITERS[ending](unfinished, reading)}
    if ending == ".csv":
        write_data_package(path, reading)
    return Exported(lines)


def _heard(reading: ViewReading, done: Callable[[str, int], None]) -> ViewReading:
    """The same reading, which tells of each batch when the next one is asked for."""

    def batches() -> Iterator[Sequence[Line]]:
        for batch in reading.batches:
            yield batch
            done(reading.view, len(batch))

    return replace(reading, batches=batches())


def doubtful_cells(connection: Connection) -> Doubtful:
    """Which cells a person should look at: (document id, row number) to columns."""
    found: dict[tuple[str, int], set[str]] = {}
    query = "SELECT DISTINCT document_id, urutan, kolom FROM cell WHERE needs_review = 1"
    for document_id, urutan, kolom in connection.execute(text(query)):
        found.setdefault((document_id, urutan), set()).add(kolom)
    return found


def guarded(value: str) -> str:
    """The text as a spreadsheet shows it instead of running it; a lone ``-`` needs nothing."""
    return f"'{value}" if value != "-" and _RUNS.match(value) else value


def plain(value: str) -> str:
    """The text as it was before :func:`guarded`."""
    return value[1:] if _ADDED.match(value) and value != "'-" else value


def _write_csv(path: Path, reading: ViewReading) -> int:
    """UTF-8 with a mark in front, without which Excel would misread ``–`` and ``é``."""
    count = 0
    texts = [column.kind == "text" for column in reading.columns]
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(column.name for column in reading.columns)
        for batch in reading.batches:
            writer.writerows(
                [
                    guarded(value) if is_text and value else value
                    for value, is_text in zip(line, texts, strict=True)
                ]
                for line in batch
            )
            count += len(batch)
    return count


def read_csv(path: Path, view: str = "rencana_aksi") -> list[dict[str, Any]]:
    """The lines of a CSV file that :func:`export` wrote, with the values that stood in the database.

    Raises:
        ValueError: If a number column holds no number.
    """
    with path.open(encoding="utf-8-sig", newline="") as stream:
        lines = csv.reader(stream)
        columns = [column_of(view, name) for name in next(lines)]
        return [
            {column.name: _value(column, cell) for column, cell in zip(columns, line, strict=True)}
            for line in lines
        ]


def _value(column: Column, cell: str) -> str | int | float | None:
    if cell == "":
        return None
    if column.kind == "text":
        return plain(cell)
    return float(cell) if column.kind == "number" else int(cell)


def _write_json(path: Path, reading: ViewReading) -> int:
    """One array, one line of text for each line of the view."""
    names = [column.name for column in reading.columns]
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write("[")
        for line in reading.lines():
            stream.write(",\n" if count else "\n")
            stream.write(json.dumps(dict(zip(names, line, strict=True)), ensure_ascii=False))
            count += 1
        stream.write("\n]\n")
    return count


def _write_parquet(path: Path, reading: ViewReading) -> int:
    try:
        import pyarrow as pa  # slow to import
        from pyarrow import parquet
    except ImportError as error:
        raise MissingRequirement(
            "Parquet files need the package pyarrow, which is not installed.", install_command("pyarrow")
        ) from error
    types: dict[Kind, Any] = {
        "text": pa.string(),
        "integer": pa.int64(),
        "flag": pa.bool_(),
        "number": pa.float64(),
    }
    schema = pa.schema(
        pa.field(
            column.name,
            types[column.kind],
            metadata={"description": column_words(reading.view, column.name)},
        )
        for column in reading.columns
    )
    flags = [column.kind == "flag" for column in reading.columns]
    count = 0
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in reading.batches:
            by_column = list(zip(*batch, strict=True))
            arrays = [
                pa.array(
                    [None if value is None else bool(value) for value in values] if flag else values, kind
                )
                for values, kind, flag in zip(by_column, schema.types, flags, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
            count += len(batch)
    return count


_WRITERS: dict[str, Callable[[Path, ViewReading], int]] = {
    ".csv": _write_csv,
    ".json": _write_json,
    ".parquet": _write_parquet,
}
