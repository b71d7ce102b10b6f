"""What is known around a cell when it is repaired: its column, its row, its document, matching phrases."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from lampiran.settings import Thresholds
from normalize.style.document_style import DocumentStyle
from normalize.style.readers import Readers


@cache
def _empty() -> DocumentStyle:
    return DocumentStyle()


@dataclass(frozen=True)
class RepairContext:
    """What surrounds one cell.

    Attributes:
        kolom: The cell's column.
        phrases: Vocabulary wordings the cell was matched with, and how alike they are (0..1), best first.
        row: The texts of the row's other cells.
        document: How the document writes.
        thresholds: Below which confidence a person should look.
        readings: What other engines made of this very cell.
        readers: What all of them made of it, and which words they vouch for.
        unruled: Whether the table has no rules, so that columns and rows were told by alignment alone.
        rules_off: Ids of the rules that are switched off.
        raw: The cell as read; empty where only its text matters.
    """

    kolom: str = ""
    phrases: tuple[tuple[str, float], ...] = ()
    row: tuple[str, ...] = ()
    document: DocumentStyle = field(default_factory=_empty)
    thresholds: Thresholds = field(default_factory=Thresholds)
    readings: tuple[str, ...] = ()
    readers: Readers = field(default_factory=Readers)
    unruled: bool = False
    rules_off: frozenset[str] = frozenset()
    raw: str = ""
