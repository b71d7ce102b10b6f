"""What the machine made of a document, whatever people decided since.

Decisions change the lines of a document in their tables, so that every view and question shows what counts.
The lines that they changed are kept as the machine had them, in one block; with it the machine's document
can be had back, to be normalised again or settled anew.
"""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from load.models import BuktiItem, Cell, CellPart, Document, PlanRow, RowIndikator, Step
from load.review_tables import MachineLines
from load.table_base import Base, table_of
from load.table_lines import Line, Lines

ROW_TABLES: tuple[type[Base], ...] = (PlanRow, RowIndikator, Cell, CellPart, Step, BuktiItem)
"""Tables whose lines belong to a row."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The machine's lines where people decided otherwise.

    Attributes:
        facts: Columns of ``documents``.
        rows: By ``urutan``, the lines of each table; a row that a person added has none.
    """

    facts: Line = field(default_factory=dict)
    rows: Mapping[int, Mapping[str, list[Line]]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.facts or self.rows)

    def packed(self) -> bytes:
        """As it is stored."""
        plain = {"facts": self.facts, "rows": {str(urutan): lines for urutan, lines in self.rows.items()}}
        return zlib.compress(json.dumps(plain, ensure_ascii=True).encode("ascii"))

    @classmethod
    def unpacked(cls, data: bytes) -> Kept:
        """From what was stored."""
        plain = json.loads(zlib.decompress(data))
        return cls(plain["facts"], {int(urutan): lines for urutan, lines in plain["rows"].items()})

    def restored(self, model: type[Base], lines: Iterable[Line]) -> list[Line]:
        """The machine's lines of a table, out of those that count."""
        given = list(lines)
        if model not in ROW_TABLES or not self.rows:
            return given
        name = model.__tablename__
        kept = [line for line in given if line["urutan"] not in self.rows]
        kept += [line for row in self.rows.values() for line in row.get(name, ())]
        order = [column.name for column in table_of(model).primary_key.columns]
        return sorted(kept, key=lambda line: tuple(line[column] for column in order))


def kept_of(connection: Connection, document_id: str) -> Kept:
    """What is kept of a document; empty where no decision changed anything."""
    table = table_of(MachineLines)
    query = select(table.c.data).where(table.c.document_id == document_id)
    data = connection.execute(query).scalar_one_or_none()
    return Kept.unpacked(data) if data is not None else Kept()


def read_machine(
    connection: Connection, document_id: str, tables: Iterable[type[Base]]
) -> tuple[Line, Lines]:
    """The machine's line in ``documents`` and its lines in the given tables, in the order of their keys.

    Raises:
        KeyError: If there is no such document.
    """
    documents = table_of(Document)
    query = select(documents).where(documents.c.id == document_id)
    found = connection.execute(query).mappings().one_or_none()
    if found is None:
        raise KeyError(document_id)
    kept = kept_of(connection, document_id)
    lines: Lines = defaultdict(list)
    for model in tables:
        table = table_of(model)
        asked = select(table).where(table.c.document_id == document_id).order_by(*table.primary_key.columns)
        lines[model] = kept.restored(model, map(dict, connection.execute(asked).mappings()))
    return {**found, **kept.facts}, lines


def kept_rows(machine: Lines, facts: Line, urutan: Iterable[int]) -> Kept:
    """The machine's lines of these rows, to be kept, with columns of the document's own line."""
    rows: dict[int, dict[str, list[Line]]] = {number: {} for number in sorted(urutan)}
    for model in ROW_TABLES:
        for line in machine[model]:
            if line["urutan"] in rows:
                rows[line["urutan"]].setdefault(model.__tablename__, []).append(line)
    return Kept(facts, rows)
