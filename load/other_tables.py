"""Other tables of a document: their tables in the database, as lines, and back as records."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lampiran.boxes import Box
from lampiran.other_tables import OtherCell, OtherTable
from load.table_base import Base, box_check, document_key, flag, key, share


class OtherTableLine(Base):
    """A ruled table that is no plan; ``headings`` is JSON, one text a column."""

    __tablename__ = "other_tables"
    __table_args__ = (CheckConstraint("page_first >= 1 AND page_first <= page_last", name="pages"),)

    document_id: Mapped[str] = document_key()
    table_no: Mapped[int] = key()
    page_first: Mapped[int]
    page_last: Mapped[int]
    headings: Mapped[str]
    row_count: Mapped[int]
    column_count: Mapped[int]


class OtherCellLine(Base):
    """A cell of such a table, merged or empty ones too, by its first row and column."""

    __tablename__ = "other_cells"
    __table_args__ = (
        ForeignKeyConstraint(
            ["document_id", "table_no"],
            ["other_tables.document_id", "other_tables.table_no"],
            ondelete="CASCADE",
        ),
        share("confidence"),
        flag("needs_review"),
        box_check(),
    )

    document_id: Mapped[str] = mapped_column(primary_key=True)
    table_no: Mapped[int] = key()
    row_no: Mapped[int] = key()
    column_no: Mapped[int] = key()
    row_span: Mapped[int]
    column_span: Mapped[int]
    heading: Mapped[str]
    text: Mapped[str]
    confidence: Mapped[float]
    needs_review: Mapped[int]
    page: Mapped[int]
    x0: Mapped[float | None]
    y0: Mapped[float | None]
    x1: Mapped[float | None]
    y1: Mapped[float | None]


def table_line(key: str, table: OtherTable) -> dict[str, Any]:
    """A table as a line."""
    return {
        "document_id": key,
        "table_no": table.number,
        "page_first": table.page_first,
        "page_last": table.page_last,
        "headings": json.dumps(table.headings, ensure_ascii=False),
        "row_count": table.rows,
        "column_count": table.columns,
    }


def cell_lines(key: str, table: OtherTable) -> Iterator[dict[str, Any]]:
    """The cells of a table as lines."""
    for cell in table.cells:
        box = cell.box
        yield {
            "document_id": key,
            "table_no": table.number,
            "row_no": cell.row,
            "column_no": cell.col,
            "row_span": cell.row_span,
            "column_span": cell.col_span,
            "heading": cell.heading,
            "text": cell.text,
            "confidence": min(1.0, max(0.0, float(cell.confidence))),
            "needs_review": int(cell.doubtful),
            "page": cell.page,
            "x0": float(box.x0) if box else None,
            "y0": float(box.y0) if box else None,
            "x1": float(box.x1) if box else None,
            "y1": float(box.y1) if box else None,
        }


def restored(
    tables: Iterable[Mapping[str, Any]], cells: Iterable[Mapping[str, Any]]
) -> tuple[OtherTable, ...]:
    """The records of a document's lines, given in the order of their keys."""
    by_table: dict[int, list[OtherCell]] = defaultdict(list)
    for line in cells:
        by_table[line["table_no"]].append(_cell(line))
    return tuple(_table(line, by_table[line["table_no"]]) for line in tables)


def _table(line: Mapping[str, Any], cells: Sequence[OtherCell]) -> OtherTable:
    headings = tuple(json.loads(line["headings"]))
    pages = line["page_first"], line["page_last"]
    counts = line["row_count"], line["column_count"]
    return OtherTable(line["table_no"], *pages, headings, *counts, tuple(cells))


def _cell(line: Mapping[str, Any]) -> OtherCell:
    box = None if line["x0"] is None else Box(line["x0"], line["y0"], line["x1"], line["y1"])
    return OtherCell(
        row=line["row_no"],
        col=line["column_no"],
        text=line["text"],
        confidence=line["confidence"],
        page=line["page"],
        box=box,
        heading=line["heading"],
        row_span=line["row_span"],
        col_span=line["column_span"],
        doubtful=bool(line["needs_review"]),
    )
