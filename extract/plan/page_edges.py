"""Whether the first or the last pages of a plan are missing: it begins in the middle, or breaks off.

A whole plan begins under a title or with its first area, and ends before the foot of a page or over a
signature.
"""

from __future__ import annotations

from collections.abc import Sequence

from dictionaries.function_words import Role, words_of
from dictionaries.likeness import alike
from dictionaries.numerals import ordinals
from dictionaries.vocabulary import load_vocabulary
from extract.model import PageReading
from extract.plan.plan_pages import PageTally, PlanPages
from extract.plan.printed_numbers import is_page_number
from extract.turning import Turn
from lampiran.codes import PAGES_GONE, ProblemCode
from lampiran.records import AreaHeading, Problem, RawRow

_FOOT = 0.78
"""Share of a page's height below which a table reaches its foot."""
_HALF = 0.5
"""The same for a table that ends where those of other pages end."""
_SEVERAL = 2
"""Area headings whose numbers count on, at least."""
_LAST_LINES = 40.0
"""Points between the feet of two tables that both fill their pages, at most."""


def find_edges(
    readings: Sequence[PageReading], plan: PlanPages, areas: Sequence[AreaHeading], rows: Sequence[RawRow]
) -> list[Problem]:
    """Problems for pages missing before the plan's first page or after its last.

    Args:
        readings: In the order of the plan.
        plan: What was found on them.
        areas: The plan's area headings in order.
        rows: Its rows.
    """
    on_plan = [at for at, reading in enumerate(readings) if plan.tally(reading.page).has_plan]
    if not on_plan or not rows:
        return []
    told = {problem.code for problem in plan.problems} & PAGES_GONE
    first, last = readings[on_plan[0]], readings[on_plan[-1]]
    found: list[Problem] = []
    begins_late = _begins_late(rows, areas) and first.page not in plan.after_gap
    untitled = not _text_beside(first, plan.tally(first.page), above=True) and not plan.tally(first.page).text
    if begins_late and untitled and ProblemCode.PAGES_GONE_START not in told:
        found.append(Problem(ProblemCode.PAGES_GONE_HEAD, page=first.page, lost=True))
    if ProblemCode.PAGES_GONE_TOTAL not in told and on_plan[-1] == len(readings) - 1:
        others = [readings[at] for at in on_plan[:-1]]
        breaks_off = _fills_page(last, others) and not _text_beside(last, plan.tally(last.page), above=False)
        if breaks_off and (_is_signed(readings) or _ends_early(areas)):
            found.append(Problem(ProblemCode.PAGES_GONE_END, page=last.page, lost=True))
    return found


def _begins_late(rows: Sequence[RawRow], areas: Sequence[AreaHeading]) -> bool:
    """Whether the first heading of an area is, by its number, not the first area's."""
    values = {ordinal.value for ordinal in ordinals(areas[0].number)} if areas else set()
    return bool(values) and 1 not in values and rows[0].area in (None, 0)


def _ends_early(areas: Sequence[AreaHeading]) -> bool:
    """Whether the last heading is, by its number, not the last area's."""
    values = {ordinal.value for ordinal in ordinals(areas[-1].number)} if len(areas) >= _SEVERAL else set()
    return bool(values) and min(values) < len(load_vocabulary().areas)


def _text_beside(reading: PageReading, tally: PageTally, *, above: bool) -> bool:
    """Whether a page has text before or after all of its tables, its number aside; unknown counts as text.

    On a sheet with two pages the left one comes before the right one.
    """
    lines = [line for line in reading.outside if line.text and not is_page_number(line.text)]
    boxes = [*(table.box for table in reading.tables), *(line.box for line in lines)]
    if not reading.tables or None in boxes:
        return True
    tables = [tally.place(table.box) for table in reading.tables]
    beside = [tally.place(line.box) for line in lines]
    return any(place < min(tables) if above else place > max(tables) for place in beside)


def _fills_page(reading: PageReading, others: Sequence[PageReading]) -> bool:
    """Whether a table reaches the foot of its page, as those before it did."""
    foot, height = _foot(reading)
    feet = [foot_of for foot_of, _ in map(_foot, others)]
    full = foot >= _HALF * height and any(foot >= other - _LAST_LINES for other in feet)
    return foot >= _FOOT * height or full


def _foot(reading: PageReading) -> tuple[float, float]:
    """How far down a page its tables reach, and its height, in reading direction."""
    turn = Turn(reading.rotation, reading.width, reading.height)
    height = reading.width if reading.rotation in (90, 270) else reading.height
    return max((turn.reading(table.box).y1 for table in reading.tables if table.box), default=0.0), height


def _is_signed(readings: Sequence[PageReading]) -> bool:
    """Whether a decree in the same file closes with the words that come before a signature."""
    openings = words_of(Role.CLOSING)
    return any(
        alike(line.text[: len(opening)].lower(), opening).sure
        for reading in readings
        for line in reading.outside
        for opening in openings
    )
