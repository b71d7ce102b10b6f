"""The tables of review: what a person should settle, which decisions stand where, what the machine had there.

All of it can be made anew from a document's content and the decisions of people (``people_corrections``).
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from load.table_base import Base, document_key, flag, key, one_of

_ASKED_BY = ("settled", "state", "scope", "kind", "code", "word", "kolom", "x0", "document_id", "item")
"""All that the sheets of the page need to know: fifty thousand open things must not slow the next screen."""


class ReviewLine(Base):
    """One thing to settle: a doubt about a cell, a row, a field of the head, or the document.

    ``item`` names it by content and place, so that it stays the same when the document is read again.
    ``candidates`` is JSON: pairs of a value and its score. ``version`` counts the decisions about it.
    """

    __tablename__ = "review_lines"
    __table_args__ = (
        one_of("scope", "cell", "row", "head", "document"),
        one_of("state", "open", "asked", "conflict", "settled"),
        flag("settled"),
        Index("ix_review_lines_item", "item"),
        Index("ix_review_lines_settled", *_ASKED_BY),
    )

    document_id: Mapped[str] = document_key()
    position: Mapped[int] = key()
    item: Mapped[str]
    scope: Mapped[str]
    urutan: Mapped[int | None]
    kolom: Mapped[str | None]
    kind: Mapped[str]
    code: Mapped[str]
    reason: Mapped[str]
    reason_indonesian: Mapped[str]
    word: Mapped[str | None]
    page: Mapped[int | None]
    x0: Mapped[float | None]
    y0: Mapped[float | None]
    x1: Mapped[float | None]
    y1: Mapped[float | None]
    raw: Mapped[str | None]
    text: Mapped[str | None]
    other_reading: Mapped[str | None]
    candidates: Mapped[str | None]
    settled: Mapped[int]
    state: Mapped[str]
    settled_by: Mapped[str | None]
    version: Mapped[int]


class DecisionPlace(Base):
    """Where a person's decision stands in a document as it is read now, and whether it counts there.

    ``state``: ``applied``, ``asked`` (it waits for the office), ``conflict`` (the reading disagrees with what
    the person saw), ``lost`` (its place is not found), ``undone``.
    """

    __tablename__ = "decision_places"
    __table_args__ = (one_of("state", "applied", "asked", "conflict", "lost", "undone"),)

    document_id: Mapped[str] = document_key()
    decision_id: Mapped[str] = mapped_column(
        ForeignKey("people_corrections.id", ondelete="CASCADE"), primary_key=True
    )
    urutan: Mapped[int | None]
    kolom: Mapped[str]
    state: Mapped[str]


class MachineLines(Base):
    """What the machine had where people decided otherwise: compressed JSON, see ``load.machine_lines``."""

    __tablename__ = "machine_lines"

    document_id: Mapped[str] = document_key()
    data: Mapped[bytes]


class SettledCell(Base):
    """A cell whose text a person set or confirmed."""

    __tablename__ = "settled_cells"

    document_id: Mapped[str] = document_key()
    urutan: Mapped[int] = key()
    kolom: Mapped[str] = mapped_column(primary_key=True)
    settled_by: Mapped[str]


class SettledRow(Base):
    """The columns of a row that a person set or confirmed, with commas between them."""

    __tablename__ = "settled_rows"

    document_id: Mapped[str] = document_key()
    urutan: Mapped[int] = key()
    settled: Mapped[str]
