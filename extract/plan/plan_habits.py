"""How one plan is printed, as far as making rows needs it: observed once, over all of its lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dictionaries.numerals import ordinals
from extract.columns.naming import AREA, NO
from extract.plan.plan_lines import PlanLine
from extract.plan.text_continuation import Pairs, word_pairs
from extract.sizes import WHOLE

_SHARED = 4
"""Numbers stand beside one merged komponen in at least one of so many named komponen."""


@dataclass(frozen=True, slots=True)
class PlanHabits:
    """How a plan is printed.

    Attributes:
        pairs: Neighbouring words of its cells, see :func:`extract.plan.text_continuation.word_pairs`.
        merged: Columns in which it merges cells of several rows.
        rows_numbered: Whether the numbers beside the komponen count the rows, not the komponen.
        repeats: Whether every row prints its komponen again.
    """

    pairs: Pairs = frozenset()
    merged: frozenset[str] = frozenset()
    rows_numbered: bool = False
    repeats: bool = False


def observe(lines: Sequence[PlanLine]) -> PlanHabits:
    """The habits of a plan with these lines."""
    cells = [pair for line in lines for pair in line.cells.items()]
    return PlanHabits(
        pairs=word_pairs(cell.text for _, cell in cells),
        merged=frozenset(kolom for kolom, cell in cells if cell.row_span > 1 and cell.text),
        rows_numbered=_numbers_count_rows(lines),
        repeats=_repeats(lines),
    )


def _repeats(lines: Sequence[PlanLine]) -> bool:
    """Whether (nearly) all lines name their komponen, most of them the one that the line before names."""
    names = [line.text("komponen") for line in lines if line.filled]
    same = sum(bool(after) and after == before for before, after in pairwise(names))
    return sum(map(bool, names)) >= WHOLE * len(names) and same * 2 > len(names)


def _numbers_count_rows(lines: Sequence[PlanLine]) -> bool:
    """Whether the numbers count the rows.

    They do if several stand beside one merged komponen, or if nearly every row has one, they never
    restart, and continue where the komponen's cell is empty.
    """
    beside = sum("komponen" in line.covered and bool(ordinals(line.text(NO))) for line in lines)
    named = sum(bool(line.text("komponen")) for line in lines)
    if beside > 1 and beside * _SHARED > named:
        return True
    # Area headings have numbers of their own.
    rows = [line for line in lines if not {NO, AREA, "komponen"}.issuperset(line.filled)]
    marks = [(line.text(NO).strip(" .)"), line) for line in rows]
    numbered = [(int(mark), line) for mark, line in marks if mark.isdecimal()]
    steps = sum(after == before + 1 for (before, _), (after, _) in pairwise(numbered))
    nameless = sum(not line.text("komponen") for _, line in numbered)
    return nameless > 1 and len(numbered) >= WHOLE * len(rows) and steps >= WHOLE * (len(numbered) - 1)
