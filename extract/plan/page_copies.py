"""Pages scanned twice: the rows of a page that is the copy of an earlier one count once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, utils

from dictionaries.likeness import alike
from extract.model import PageReading
from extract.plan.plan_lines import PlanLine
from extract.plan.plan_pages import PlanPages
from extract.plan.printed_numbers import printed_numbers
from extract.plan.row_identity import told_apart
from lampiran.codes import ProblemCode
from lampiran.records import AreaHeading, Problem

_SAME_PAGE = 92.0
"""Likeness of two scans of one page, at least."""
_SURELY_SAME = 95.0
"""The same where some rows are read differently."""
_MANY_LINES, _FEW_OTHER = 5, 0.2
"""Rows of a page among which some may be read differently, at least, and their share, at most."""
_FEWEST_LETTERS = 60
"""Letters of a page that can be known again."""
_HEAD_LINES = 8
"""Lines at the top of a page in which the head of a decree begins."""
_HEAD = re.compile(r"\W*(?:LAMPIRAN|KEPUTUSAN|PERATURAN)\b")


@dataclass(frozen=True, slots=True)
class _Page:
    """What is compared of a page: its number as printed, its lines, and their text."""

    number: int | None
    lines: Sequence[PlanLine]
    text: str


def take_copies_once(plan: PlanPages, readings: Sequence[PageReading]) -> None:
    """Takes the lines of copied pages out of the plan; a problem says which page a copy is of.

    The same rows under the head of another decree, or on a page with another number, are other rows.
    """
    lines: dict[int, list[PlanLine]] = {}
    headings: dict[int, list[str]] = {}
    for item in plan.items:
        if isinstance(item, AreaHeading):
            headings.setdefault(item.page, []).append(item.text)
        elif item.filled:
            lines.setdefault(item.page, []).append(item)
    numbers = {page: printed.number for page, printed in printed_numbers(readings).items()}
    pages = {page: _Page(numbers.get(page), found, _plain(found)) for page, found in lines.items()}
    heads = {reading.page: _head(reading) for reading in readings}
    since: list[int] = []
    for page in lines:
        if heads.get(page) and not any(_same_head(heads[page], heads[other]) for other in since):
            since = []  # rows of another decree are no copies
        over = headings.get(page, [])
        alike_headed = [other for other in since if _same_headings(headings.get(other, []), over)]
        source = next((other for other in alike_headed if _is_copy(pages[other], pages[page])), None)
        if source is None:
            since.append(page)
            continue
        plan.copies[page] = source
        plan.remove(lines[page])
        plan.items = [item for item in plan.items if isinstance(item, PlanLine) or item.page != page]
        plan.problems.append(Problem(ProblemCode.PAGE_COPIED, (str(source),), page))


def _is_copy(before: _Page, after: _Page) -> bool:
    """Whether a page is the copy of an earlier one.

    Two scans of a page are read differently in places: of many rows a few may seem other ones, as long as the
    pages as a whole are alike. What is read of these is doubted.
    """
    if before.number is not None and after.number is not None and before.number != after.number:
        return False
    if min(len(before.text), len(after.text)) < _FEWEST_LETTERS:
        return False
    percent = fuzz.ratio(before.text, after.text, score_cutoff=_SAME_PAGE)
    if len(before.lines) != len(after.lines):
        one_more = abs(len(before.lines) - len(after.lines)) == 1 and len(before.lines) >= _MANY_LINES
        return percent >= _SURELY_SAME and one_more
    other = [
        first for first, second in zip(before.lines, after.lines, strict=True) if told_apart(first, second)
    ]
    misread = len(before.lines) >= _MANY_LINES and len(other) <= _FEW_OTHER * len(before.lines)
    if not percent or (other and not (misread and percent >= _SURELY_SAME)):
        return False
    for line in other:
        line.doubted |= set(line.cells)
    return True


def _same_headings(one: Sequence[str], other: Sequence[str]) -> bool:
    return len(one) == len(other) and all(alike(*pair).likely for pair in zip(one, other, strict=True))


def _plain(lines: Sequence[PlanLine]) -> str:
    return utils.default_process(" ".join(line.printed() for line in lines))


def _head(reading: PageReading) -> str:
    """The head of a decree or annex at the top of a page; empty without one."""
    top = [line.text for line in reading.outside[:_HEAD_LINES]]
    return " ".join(top) if any(_HEAD.match(text) for text in top) else ""


def _same_head(one: str, other: str) -> bool:
    """Whether two heads name the same decree: their words are alike, and so are all their numbers."""
    return alike(one, other).likely and re.findall(r"\d+", one) == re.findall(r"\d+", other)
