"""The place of a decision in a document as it is read now: the row that says what the person saw.

In the same reading it is the row of the same number. In another scan, or after rows were joined otherwise,
it is the row whose other cells say the same; of several alike, the nearest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from rapidfuzz import fuzz

from lampiran.records import KOLOM
from load.decisions import Decision
from load.models import Cell, PlanRow
from load.table_lines import Lines
from load.word_places import letters

ALIKE = 75.0
"""Likeness, 0 to 100, of the other cells from which a row is taken for the one that was seen."""
_MAYBE = 55.0
"""Likeness from which a long cell may be the one that was seen."""
_SHORT = 12
_PAGE_APART = 4.0
"""What a page, or five rows, between the two counts against a row."""


def anchor_of(row: Mapping[str, str], kolom: str) -> dict[str, str]:
    """What the other cells of a row say, short: enough to know the row again."""
    return {name: row[name][:160] for name in KOLOM if name != kolom and row.get(name)}


class Rows:
    """The rows of a document by what they say."""

    def __init__(self, lines: Lines) -> None:
        self.raws: dict[int, dict[str, str]] = defaultdict(dict)
        for cell in lines[Cell]:
            self.raws[cell["urutan"]][cell["kolom"]] = cell["raw"]
        self._pages = {row["urutan"]: int(row["page_first"]) for row in lines[PlanRow]}

    def find(self, decision: Decision) -> int | None:
        """The row that a decision is about; None where none is like it."""
        known = decision.neighbours
        at = decision.urutan
        if not known:
            return at if at in self._pages and self._is_it(decision, at) else None
        if (
            at in self._pages
            and anchor_of(self.raws[at], decision.kolom) == known
            and self._says(decision, at)
        ):
            return at
        near = [
            (likeness - self._distance(decision, urutan), urutan)
            for urutan in self._pages
            if (likeness := self._likeness(known, urutan)) >= ALIKE and self._says(decision, urutan)
        ]
        return max(near, default=(0.0, None))[1]

    def _says(self, decision: Decision, urutan: int) -> bool:
        """Whether the cell itself may be the one seen; short ones may be read quite otherwise.

        Rows under one indikator often differ in their action alone.
        """
        seen = letters(decision.raw)
        if decision.scope == "row" or len(seen) < _SHORT or decision.kolom == "target_waktu":
            return True
        here = letters(self.raws[urutan].get(decision.kolom, ""))
        return max(fuzz.ratio(seen, here), fuzz.ratio(letters(decision.after), here)) >= _MAYBE

    def _is_it(self, decision: Decision, urutan: int) -> bool:
        """Without neighbours (a correction of an older release) the cell itself must be the one seen."""
        raw = self.raws[urutan].get(decision.kolom)
        return decision.scope == "row" or raw is not None

    def _likeness(self, known: Mapping[str, str], urutan: int) -> float:
        here = self.raws[urutan]
        wanted = " ".join(letters(text) for text in known.values())
        found = " ".join(letters(here.get(name, "")[:160]) for name in known)
        return fuzz.ratio(wanted, found)

    def _distance(self, decision: Decision, urutan: int) -> float:
        pages = abs((decision.page or self._pages[urutan]) - self._pages[urutan])
        return _PAGE_APART * pages + _PAGE_APART / 5 * abs(decision.urutan - urutan)
