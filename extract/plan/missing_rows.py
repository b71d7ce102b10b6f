"""Where rows of the plan may be missing: pages between its pages, tables left out that speak its language.

Also where print of its pages was not read, so that words of its rows may be missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from extract.model import PageReading
from extract.plan.plan_language import holds_plan_matter
from extract.plan.plan_pages import PlanPages
from extract.sizes import PATTERN
from lampiran.codes import ProblemCode, ReasonCode
from lampiran.records import CellPart, Problem, RawRow

_MANY_WORDS = 30
"""Words of a page between pages of the plan that may be a table's, at least."""
_MANY_OUTSIDE, _OUTSIDE = 60, 0.5
"""Words outside the table of a page within the plan, at least, and their share of those in its rows."""
_MUCH_UNREAD = 0.1
"""Share of a page's cells with print in no word from which on more than a few cells lack words."""
_FEW_LINES = 5
"""Lines of text after a plan without rules that may be its rest, at least."""


def page_problems(readings: Sequence[PageReading], plan: PlanPages) -> list[Problem]:
    """What was noticed on single pages, as far as it concerns the plan.

    A picture that was not read counts where the plan goes on before it, a column cut off in the plan's table.
    """
    pages = {reading.page for reading in readings if plan.tally(reading.page).has_plan}

    def concerns(problem: Problem, page: int) -> bool:
        if problem.code == ProblemCode.PICTURE_UNREAD:
            return page - 1 in pages or bool(pages) and min(pages) < page < max(pages)
        return problem.code != ProblemCode.COLUMN_CUT_OFF or page in pages

    return [p for reading in readings for p in reading.problems if concerns(p, reading.page)]


def unexplained_cells(rows: Sequence[RawRow]) -> Counter[int]:
    """How many cells of each page have print that no word explains; carried-down cells count once."""
    return Counter(part.page for part in _parts(rows) if _has_unread(part))


def unread_ink(rows: Sequence[RawRow]) -> list[Problem]:
    """Problems for pages on which print was missed in more than a few of the plan's cells."""
    cells, inked = Counter(part.page for part in _parts(rows)), unexplained_cells(rows)
    return [
        Problem(ProblemCode.INK_UNREAD, (str(inked[page]), str(cells[page])), page, lost=True)
        for page in sorted(inked)
        if inked[page] >= PATTERN and inked[page] > _MUCH_UNREAD * cells[page]
    ]


def _parts(rows: Sequence[RawRow]) -> list[CellPart]:
    return [part for row in rows for cell in row.cells if not cell.shared for part in cell.parts]


def _has_unread(part: CellPart) -> bool:
    return any(doubt.code == ReasonCode.INK_UNEXPLAINED for doubt in part.doubts)


def find_gaps(readings: Sequence[PageReading], plan: PlanPages) -> list[Problem]:
    """Problems for pages whose rows may not have been found; none where the file holds no plan.

    Args:
        readings: Of all pages, in order.
        plan: What was found in them.
    """
    pages = [reading.page for reading in readings if plan.tally(reading.page).has_plan]
    if not pages:
        return []
    ruled = {reading.page: all(table.ruled for table in reading.tables) for reading in readings}
    found = []
    for reading in readings:
        if plan.tally(reading.page).has_plan:
            found += _beside(reading, pages, plan)
        else:
            code = _gap(reading, pages, ruled)
            found += [Problem(code, page=reading.page, lost=True)] if code else []
    return found


def _beside(reading: PageReading, pages: Sequence[int], plan: PlanPages) -> list[Problem]:
    """Why a page in the middle of the plan may have more rows than were found: much text outside its table.

    The title stands before the plan's first table, the signature after its last; between other tables there
    is hardly more than a page number.
    """
    outside, inside = sum(len(line.words) for line in reading.outside), plan.tally(reading.page).in_cells
    if pages[0] < reading.page < pages[-1] and outside >= max(_MANY_OUTSIDE, _OUTSIDE * inside):
        values = (str(outside), str(inside))
        return [Problem(ProblemCode.PLAN_GAP_BESIDE, values, reading.page, lost=True)]
    return []


def _gap(reading: PageReading, pages: Sequence[int], ruled: Mapping[int, bool]) -> ProblemCode | None:
    """Why rows may be missing from a page without plan; None if nothing says so."""
    if any(holds_plan_matter(table) for table in reading.tables):
        return ProblemCode.PLAN_GAP_TABLE
    between = pages[0] < reading.page < pages[-1]
    if between and not reading.tables and reading.words_read >= _MANY_WORDS:
        return ProblemCode.PLAN_GAP_PAGE
    follows = reading.page - 1 in pages and not ruled[reading.page - 1]
    if follows and not reading.tables and len(reading.outside) >= _FEW_LINES:
        return ProblemCode.PLAN_GAP_AFTER
    return None
