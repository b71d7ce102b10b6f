"""Rows printed twice over a page seam: the same lines close one page and open the next.

Both prints went through the same noisy reader separately, so they are compared by likeness. A page scanned
twice is the same case with more lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rapidfuzz import fuzz, utils

from extract.plan.plan_lines import PlanLine
from lampiran.records import AreaHeading

_SAME_LINE = 92.0
_SAME_CELL = 85.0
_MIN_LETTERS = 25


def repeated_lines(items: Sequence[PlanLine | AreaHeading]) -> list[PlanLine]:
    """The lines of a plan that print again what closed the page before; that one notes the page.

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
    for earlier, later in pairwise(sorted(by_page)):
        count = 0 if later in headed else printed_twice(by_page[earlier], by_page[later])
        firsts = by_page[earlier][len(by_page[earlier]) - count :]
        for first, second in zip(firsts, by_page[later][:count], strict=True):
            first.repeated_on = second.page
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

    Rows of a plan differ by their indikator, so the first main column that either fills must agree, and
    short lines (``-``, a lone date) prove nothing.
    """
    if not _letters(first) or not _letters(second):
        return False
    for kolom in ("indikator", "langkah_aksi"):
        one, other = first.text(kolom), second.text(kolom)
        if one or other:
            if _alike(one, other) < _SAME_CELL:
                return False
            break
    return _alike(first.printed(), second.printed()) >= _SAME_LINE


def _letters(line: PlanLine) -> bool:
    return sum(letter.isalpha() for letter in line.printed()) >= _MIN_LETTERS


def _alike(one: str, other: str) -> float:
    return float(fuzz.ratio(one, other, processor=utils.default_process))
