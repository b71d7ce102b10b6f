"""Writing an outcome: all of a document or nothing of it, and nothing where nothing changed."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Table, delete

from lampiran.records import Outcome
from load import search_index
from load.models import (
    AreaHeading,
    BuktiItem,
    Cell,
    CellPart,
    Document,
    DocumentWords,
    Page,
    PageStep,
    PlanRow,
    Problem,
    RowIndikator,
    Step,
)
from load.other_tables import OtherCellLine, OtherTableLine
from load.review_tables import DecisionPlace, MachineLines, ReviewLine, SettledCell, SettledRow
from load.settling import Settled
from load.table_base import Base, table_of
from load.table_lines import Line, Lines, content_lines, document_line

CONTENT: tuple[type[Base], ...] = (
    Page,
    PageStep,
    AreaHeading,
    PlanRow,
    RowIndikator,
    Cell,
    CellPart,
    Step,
    BuktiItem,
    DocumentWords,
    Problem,
    OtherTableLine,
    OtherCellLine,
)
"""Tables that hold a document's content, parents before children; pages first."""


REVIEW: tuple[type[Base], ...] = (ReviewLine, DecisionPlace, MachineLines, SettledCell, SettledRow)
"""Tables that are made of a document's content and of people's decisions; they tell nothing of their own."""


_NOT_TOLD = frozenset(
    ("id", "file", "sha256", "same_as", "fingerprint", "digest", "loaded_at", "first_loaded_at")
    + ("version_key", "superseded_by")
)
"""Columns of ``documents`` that say where a document came from and how it stands to others."""


def copy_id(sha256: str, file: str) -> str:
    """The id of a further file with a known content, or of a file whose content is unknown (no hash)."""
    return hashlib.sha256(f"{sha256}\0{file}".encode(errors="replace")).hexdigest()[:16]


def new_id(outcome: Outcome) -> str:
    """The id that an outcome's document gets: its content's, so that it is the same in every database.

    The later decrees of a file have its id with their number, so that sorted ids keep their order.
    """
    own = outcome.sha256[:16] or copy_id("", outcome.file)
    return own if outcome.part == 1 else f"{own}-{outcome.part:03}"


@dataclass(frozen=True, slots=True)
class Prepared:
    """An outcome as table lines, ready to be written.

    Attributes:
        key: The document's id.
        facts: The columns of ``documents`` that the outcome tells.
        lines: The lines of the content tables.
    """

    key: str
    facts: Line
    lines: Lines

    def digest(self, fingerprint: str) -> str:
        """Tells whether two outcomes would be stored alike; the time they took does not count."""
        facts = self.facts | {"seconds": None}
        pages = [line | {"seconds": None} for line in self.lines[Page]]
        told = hashlib.sha256(f"{fingerprint}\n{facts}\n{pages}".encode())
        for table in CONTENT[1:]:
            told.update(repr([*map(list, map(dict.values, self.lines[table]))]).encode())
        return told.hexdigest()


def facts_of(document: Mapping[str, Any]) -> Line:
    """Of a line in ``documents``, the columns that an outcome tells."""
    return {name: value for name, value in document.items() if name not in _NOT_TOLD}


def prepare(key: str, outcome: Outcome) -> Prepared:
    """Makes the lines of an outcome.

    Raises:
        ValueError: If clean and raw rows do not pair.
    """
    return Prepared(key, document_line(outcome), content_lines(key, outcome))


def remove(connection: Connection, key: str) -> None:
    """Removes a document and all of its content."""
    search_index.index_document(connection, key, (), (), True)
    documents = table_of(Document)
    connection.execute(delete(documents).where(documents.c.id == key))


def settled(content: Prepared, result: Settled) -> Prepared:
    """The content as people's decisions have it, with what is left to settle."""
    key = content.key
    lines = defaultdict(list, result.lines)
    lines[ReviewLine] = result.review
    lines[DecisionPlace] = result.places
    lines[SettledCell], lines[SettledRow] = result.cells, result.rows
    if result.kept:
        lines[MachineLines] = [{"document_id": key, "data": result.kept.packed()}]
    return replace(content, facts=result.facts, lines=lines)


def write_content(connection: Connection, content: Prepared, replacing: bool) -> None:
    """Writes everything but the ``documents`` line, which must exist; removes what was there, if anything."""
    if replacing:
        for table in reversed(CONTENT):
            connection.execute(delete(table_of(table)).where(table_of(table).c.document_id == content.key))
    for table in CONTENT:
        _insert(connection, table_of(table), content.lines[table])
    write_review(connection, content, replacing)
    _index(connection, content, replacing)


def write_review(connection: Connection, content: Prepared, replacing: bool) -> None:
    """Writes what is to be settled and what people decided; removes what was there, if anything."""
    for table in REVIEW:
        if replacing:
            connection.execute(delete(table_of(table)).where(table_of(table).c.document_id == content.key))
        _insert(connection, table_of(table), content.lines[table])


def _index(connection: Connection, content: Prepared, replacing: bool) -> None:
    """Makes the document's rows and pages findable."""
    texts: dict[int, list[str]] = {}
    for cell in content.lines[Cell]:
        texts.setdefault(cell["urutan"], []).append(cell["text"])
    rows = [
        (row["urutan"], row["page_first"], search_index.joined(texts.get(row["urutan"], ())))
        for row in content.lines[PlanRow]
    ]
    pages = [(page["page"], page["repaired"]) for page in content.lines[Page]]
    search_index.index_document(connection, content.key, rows, pages, replacing)


def _insert(connection: Connection, table: Table, lines: list[Line]) -> None:
    """Many lines at once, past SQLAlchemy's handling of single values: a third of the time of a document."""
    if not lines:
        return
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    for names, alike in groupby(lines, key=tuple):
        columns = ", ".join(f'"{name}"' for name in names)
        marks = ", ".join([mark] * len(names))
        values = [tuple(line.values()) for line in alike]
        into = f"INSERT INTO {table.name} ({columns}) VALUES ({marks})"  # noqa: S608 - names of our own
        connection.exec_driver_sql(into, values)
