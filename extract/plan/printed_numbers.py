"""The page numbers that pages print (``- 3 -``, ``3``, ``Halaman 3 dari 12``), and where they leave a gap.

A number counts only where its neighbours bear it out: OCR misreads lone digits, annexes begin to count anew,
and a first page often bears no number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.model import PageReading, TextLine
from extract.turning import Turn

_DASHES = r"[-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{EM DASH}~.|_\s]*"
_NAME = r"(?:halaman|hal|hlm|page)\b[\s.:]*(?:ke\b[\s.-]*)?"
_OF = r"(?:dari|of|/)"
_NUMBER = re.compile(
    rf"{_DASHES}(?:{_NAME})?{_DASHES}(?P<number>\d{{1,3}})(?:\s*{_OF}\s*(?P<total>\d{{1,3}}))?{_DASHES}",
    re.IGNORECASE,
)
_AT_END = re.compile(
    rf".*\b{_NAME}(?P<number>\d{{1,3}})(?:\s*{_OF}\s*(?P<total>\d{{1,3}}))?\W*", re.IGNORECASE
)
_MARGIN = 0.14
"""Share of the page's height at its head and foot in which a page number stands."""
_OUTER_LINES = 2
"""Without boxes: the first and last so many lines of a page may be its number."""
_MOST_MISSING = 12
"""More pages than this do not get lost unnoticed; the number is misread."""
_SURELY_READ = 0.85
"""Confidence of a number that no later page bears out, at least."""


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """What a page says about its place: its number, that of all pages (0 where not printed), and how sure."""

    number: int
    total: int
    confidence: float


@dataclass(frozen=True, slots=True)
class NumberGap:
    """Pages ``first`` to ``last``, as printed, are not there; they should stand right before ``page``."""

    page: int
    first: int
    last: int


def is_page_number(text: str) -> bool:
    """Whether a line is nothing but a page number."""
    return _NUMBER.fullmatch(text) is not None


def printed_number(reading: PageReading) -> PrintedNumber | None:
    """The number that a page prints at its head or foot; None if there is none, or more than one."""
    found = []
    for line in _outer_lines(reading):
        match = _NUMBER.fullmatch(line.text) or _AT_END.fullmatch(line.text)
        if match is not None and int(match["number"]):
            sure = min((word.confidence for word in line.words), default=0.0)
            found.append(PrintedNumber(int(match["number"]), int(match["total"] or 0), sure))
    numbers = {(printed.number, printed.total) for printed in found}
    return found[0] if len(numbers) == 1 else None


def printed_numbers(readings: Sequence[PageReading]) -> dict[int, PrintedNumber]:
    """The printed numbers by page of the file."""
    found = ((reading.page, printed_number(reading)) for reading in readings)
    return {page: number for page, number in found if number is not None}


def _outer_lines(reading: PageReading) -> list[TextLine]:
    lines = list(reading.outside)
    if not all(line.box for line in lines):
        return lines[:_OUTER_LINES] + lines[_OUTER_LINES:][-_OUTER_LINES:]
    turn = Turn(reading.rotation, reading.width, reading.height)
    height = reading.width if reading.rotation in (90, 270) else reading.height
    places = [(turn.reading(line.box), line) for line in lines if line.box is not None]
    low, high = _MARGIN * height, (1 - _MARGIN) * height
    return [line for place, line in places if place.y1 <= low or place.y0 >= high]


def number_gaps(pages: Sequence[int], numbers: Mapping[int, PrintedNumber]) -> list[NumberGap]:
    """Where printed numbers leave pages out; ``pages`` are all pages of the file in order."""
    place = {page: at for at, page in enumerate(pages)}
    known = [(page, numbers[page]) for page in pages if page in numbers]
    jumps = [
        later.number - earlier.number - (place[b] - place[a]) for (a, earlier), (b, later) in pairwise(known)
    ]
    found = []
    for at, jump in enumerate(jumps):
        page, printed = known[at + 1]
        if 0 < jump <= _MOST_MISSING and _borne_out(at, jumps, printed):
            found.append(NumberGap(page, printed.number - jump, printed.number - 1))
    return found + _at_end(pages, known)


def _borne_out(at: int, jumps: Sequence[int], printed: PrintedNumber) -> bool:
    """Whether the pages after a jump count on from it, and those before it counted on as well."""
    after = jumps[at + 1] if at + 1 < len(jumps) else None
    before = jumps[at - 1] if at else None
    if before is not None and before + jumps[at] == 0:
        return False  # the page between was misread
    if after is None:
        return printed.confidence >= _SURELY_READ and before in (None, 0)
    return after >= 0


def _at_end(pages: Sequence[int], known: Sequence[tuple[int, PrintedNumber]]) -> list[NumberGap]:
    """Pages that the last page says should follow (``Halaman 3 dari 5``)."""
    totals = {printed.total for _, printed in known}
    if len(totals) != 1 or known[-1][0] != pages[-1]:
        return []
    last = known[-1][1]
    if not 0 < last.total - last.number <= _MOST_MISSING:
        return []
    return [NumberGap(pages[-1] + 1, last.number + 1, last.total)]
