"""The order of the pages: as in the file, unless the pages themselves say that the file mixed them up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from statistics import median_low

from rapidfuzz import fuzz, process, utils

from dictionaries.likeness import SURE
from dictionaries.marks import without_mark
from dictionaries.vocabulary import load_vocabulary
from extract.model import PageReading
from extract.plan.printed_numbers import PrintedNumber, printed_numbers

_FEWEST = 3
"""Pages whose order can be told, at least."""
_FEWEST_OFFICIAL = 2
"""Official indicators of a page that show where in the plan it stands, at least."""
_LEAST_LETTERS = 20
"""Letters of a text that can be known as an official indicator."""


def in_plan_order(readings: Sequence[PageReading]) -> list[PageReading]:
    """The readings, given in the order of the file, in the order of the plan.

    Printed page numbers decide where most pages have one; else the official indicators do.
    """
    by_page = {reading.page: reading for reading in readings}
    numbers = printed_numbers(readings)
    order = order_by_numbers(list(by_page), numbers)
    if not numbers:
        order = order_by_contents(list(by_page), {page: _places(read) for page, read in by_page.items()})
    return [by_page[page] for page in order]


def order_by_numbers(pages: Sequence[int], numbers: Mapping[int, PrintedNumber]) -> list[int]:
    """The pages in the order of their printed numbers, which must then count on without a gap.

    Pages without number stay where they are; one between others makes the order doubtful: nothing is moved.
    """
    known = [page for page in pages if page in numbers]
    wanted = sorted(known, key=lambda page: numbers[page].number)
    steps = {numbers[after].number - numbers[before].number for before, after in pairwise(wanted)}
    between = {page for page in pages if known and known[0] < page < known[-1]}
    if wanted == known or len(known) < _FEWEST or steps != {1} or not between <= set(known):
        return list(pages)
    in_turn = iter(wanted)
    return [next(in_turn) if page in numbers else page for page in pages]


def order_by_contents(pages: Sequence[int], places: Mapping[int, Sequence[int]]) -> list[int]:
    """The pages in the order of their official indicators.

    Args:
        pages: In the order of the file.
        places: The places of a page's indicators in the official list, as the page prints them.

    Returns:
        Another order only if it leaves no doubt: the pages of the plan follow each other in the file, each
        one counts upwards, and none reaches into the next.
    """
    known = [page for page in pages if len(places.get(page, ())) >= _FEWEST_OFFICIAL]
    if len(known) < _FEWEST or any(known[0] < page < known[-1] for page in pages if page not in known):
        return list(pages)
    if any(list(places[page]) != sorted(places[page]) for page in known):
        return list(pages)
    wanted = sorted(known, key=lambda page: median_low(places[page]))
    if wanted == known or any(max(places[a]) >= min(places[b]) for a, b in pairwise(wanted)):
        return list(pages)
    in_turn = iter(wanted)
    return [next(in_turn) if page in known else page for page in pages]


def _places(reading: PageReading) -> list[int]:
    """The places in the official list of the indicators that a page prints, from top to bottom."""
    found = []
    for table in reading.tables:
        for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col)):
            plain = utils.default_process(without_mark(cell.text))
            if len(plain) >= _LEAST_LETTERS:
                near = process.extractOne(plain, tuple(_official()), scorer=fuzz.ratio, score_cutoff=SURE)
                found += [_official()[near[0]]] if near is not None else []
    return found


@cache
def _official() -> dict[str, int]:
    """The place of each official wording, counted within its edition; wordings with several are left out."""
    places: dict[str, set[int]] = {}
    counts: dict[str, int] = {}
    for item in load_vocabulary().indikator:
        if item.aspect == "reform":
            continue
        counts[item.edisi] = counts.get(item.edisi, 0) + 1
        for wording in item.wordings:
            places.setdefault(utils.default_process(wording), set()).add(counts[item.edisi])
    return {wording: found.pop() for wording, found in places.items() if len(found) == 1}
