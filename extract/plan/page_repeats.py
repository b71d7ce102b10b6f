"""Rows printed twice at a page break: the same lines close one page and open the next.

OCR read each copy separately, so they are compared by likeness; what tells two rows apart decides
(:mod:`extract.plan.row_identity`). Pages scanned twice: :mod:`extract.plan.page_copies`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rapidfuzz import utils

from dictionaries.likeness import NameLikeness, alike
from extract.plan.plan_lines import PlanLine
from extract.plan.row_identity import told_apart
from lampiran.records import AreaHeading

_SAME_LINE = 92.0
"""Likeness of two prints of one row: both are misread in places, but rows of a plan can be much alike."""
_FEWEST_LETTERS = 25
"""Letters of a row that can be known again."""


def repeated_lines(items: Sequence[PlanLine | AreaHeading]) -> list[PlanLine]:
    """The lines of a plan that print again what closed the page before; the first print notes the page.

    The same rows under another heading are other rows.
    """
    by_page: dict[int, list[PlanLine]] = {}
    headed: set[int] = set()
    for item in items:
        if isinstance(item, AreaHeading):
            headed.add(item.page)
        elif item.filled:
            by_page.setdefault(item.page, []).append(item)
    found: list[PlanLine] = []
    prints: dict[int, PlanLine] = {}
    for earlier, later in pairwise(by_page):
        count = 0 if later in headed else printed_twice(by_page[earlier], by_page[later])
        firsts = by_page[earlier][len(by_page[earlier]) - count :]
        for first, second in zip(firsts, by_page[later][:count], strict=True):
            kept = prints.setdefault(id(second), prints.get(id(first), first))
            kept.repeated_on = second.page
            found.append(second)
    return found


def printed_twice(before: Sequence[PlanLine], after: Sequence[PlanLine]) -> int:
    """How many lines at the start of a page repeat the lines at the end of the page before it."""
    for count in range(min(len(before), len(after)), 0, -1):
        pairs = zip(before[-count:], after[:count], strict=True)
        if all(same_line(first, second) for first, second in pairs):
            return count
    return 0


def same_line(first: PlanLine, second: PlanLine) -> bool:
    """Whether two lines print the same row, reading errors aside.

    Rows of a plan differ by their indikator, so the first main column that either fills must agree; another
    letter, number or time means another row; and short lines (``-``, a lone date) prove nothing.
    """
    if not _letters(first) or not _letters(second) or told_apart(first, second):
        return False
    for kolom in ("indikator", "langkah_aksi"):
        one, other = first.text(kolom), second.text(kolom)
        if one or other:
            if not _likeness(one, other).sure:
                return False
            break
    return _likeness(first.printed(), second.printed()).percent >= _SAME_LINE


def _letters(line: PlanLine) -> bool:
    return sum(letter.isalpha() for letter in line.printed()) >= _FEWEST_LETTERS


def _likeness(one: str, other: str) -> NameLikeness:
    return alike(utils.default_process(one), utils.default_process(other))
