"""What the order and the numbers of the pages say: pages put in order, pages that are not in the file."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.model import PageReading
from extract.plan.plan_pages import PlanPages
from extract.plan.printed_numbers import PrintedNumber, number_gaps, printed_number, printed_numbers
from lampiran.codes import ProblemCode
from lampiran.records import Problem

_TITLE = re.compile(r"\W*(?:LAMPIRAN|KEPUTUSAN|PERATURAN|INSTRUKSI|SURAT|RENCANA|MATRI[KX]S?|TARGET)\b")
"""How a decree, an annex or a plan begins."""
_DECREE = re.compile(r"\W*(?:KEPUTUSAN|PERATURAN|INSTRUKSI)\b")
_ANNEX = re.compile(r"\W*LAMPIRAN\b")
"""How a decree begins, and how its annex does."""


def note_order(plan: PlanPages, readings: Sequence[PageReading]) -> None:
    """Notes where the pages, given in the order of the plan, have another order in the file."""
    pages = [reading.page for reading in readings]
    if pages != sorted(pages):
        plan.problems.append(Problem(ProblemCode.PAGES_REORDERED, (", ".join(map(str, pages)),)))


def note_number_gaps(plan: PlanPages, readings: Sequence[PageReading], first: int = 1) -> None:
    """Notes pages that the printed page numbers leave out, and that nothing may be joined over the gap.

    Args:
        plan: Found on the pages, copies taken out.
        readings: In the order of the plan.
        first: The first page of the document in its file, read or not.
    """
    if not any(tally.has_plan for tally in plan.pages.values()):
        return
    left = [reading for reading in readings if reading.page not in plan.copies]
    pages = [reading.page for reading in left]
    lost = {
        page for page in range(first, max(pages) + 1) if page not in {reading.page for reading in readings}
    }
    numbers = printed_numbers(left)
    if pages[0] not in numbers and _begins_decree(left[0]):
        numbers[pages[0]] = PrintedNumber(1, 0, 1.0)  # a decree's first page seldom bears its number
    for gap in number_gaps(pages, numbers):
        if lost & set(range(max(before for before in (0, *pages) if before < gap.page), gap.page)):
            continue  # the file has the page, it could not be read
        if gap.page > pages[-1]:
            total = Problem(ProblemCode.PAGES_GONE_TOTAL, (str(gap.last),), pages[-1], lost=True)
            plan.problems.append(total)
            continue
        which = str(gap.first) if gap.first == gap.last else f"{gap.first}-{gap.last}"
        plan.problems.append(Problem(ProblemCode.PAGES_GONE, (which,), gap.page, lost=True))
        plan.after_gap.add(gap.page)
    printed = printed_number(left[0])
    if printed is not None and printed.number > 1 and not _begins(left[0]):
        plan.problems.append(
            Problem(ProblemCode.PAGES_GONE_START, (str(printed.number),), pages[0], lost=True)
        )


def _begins_decree(reading: PageReading) -> bool:
    """Whether a decree begins on a page, and not its annex, which names the decree too."""
    lines = [line.text for line in reading.outside]
    return any(map(_DECREE.match, lines)) and not any(map(_ANNEX.match, lines))


def _begins(reading: PageReading) -> bool:
    """Whether a decree, an annex or a plan begins on a page."""
    return any(_TITLE.match(line.text) for line in reading.outside)
