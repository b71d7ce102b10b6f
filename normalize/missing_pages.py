"""Pages that are not in the file, told from what the plan jumps over between one page and the next.

An author leaves out indicators, komponen and areas too, but at any place; so a jump counts only at a page
break, and only if it is larger than the jumps within pages. Printed page numbers are looked at before
(:mod:`extract.plan.page_gaps`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dictionaries import Vocabulary
from dictionaries.numerals import ROMAN
from lampiran.codes import PAGES_GONE, ProblemCode
from lampiran.records import Problem, RawDocument
from normalize.match.area_komponen import PlanPlace
from normalize.match.coverage import Coverage

_ALONE = 4
"""Official indicators left out at a page break that show by themselves that a page is missing, at least."""
_WITH_NUMBERS = 2
"""The same where komponen or areas are left out as well."""


@dataclass(frozen=True, slots=True)
class RowPlace:
    """Where a row stands: its first page, the official indicators it covers (by place), area and komponen.

    ``official`` is None where they are not sure; ``heading`` counts the area heading it stands under.
    """

    page: int
    official: tuple[int, int] | None
    area_no: int | None
    komponen_no: int | None
    heading: int | None = None


@dataclass(frozen=True, slots=True)
class _Step:
    """From one row to a later one: what lies between them, by official indicators and by numbers.

    ``page`` is the page that begins between them, None within a page; ``skipped`` is None where the
    indicators are not known.
    """

    page: int | None
    before: RowPlace
    after: RowPlace
    skipped: int | None
    numbers: int

    @property
    def ends_area(self) -> bool:
        """Whether it leads to another area and leaves out no number: only an area's end may be missing."""
        return self.before.area_no != self.after.area_no and self.numbers == 0 and not self.unheaded

    @property
    def unheaded(self) -> bool:
        """Whether another area begins under the heading of the one before: its own heading is missing."""
        same = self.before.heading is not None and self.before.heading == self.after.heading
        return same and self.before.area_no != self.after.area_no


def page_jumps(
    raw: RawDocument, coverage: Coverage, places: Sequence[PlanPlace], vocabulary: Vocabulary
) -> list[Problem]:
    """Problems for pages that are probably missing, and for the areas of which they left no row."""
    official = _official_places(coverage.edisi, vocabulary)
    rows = []
    for row, cover, place in zip(raw.rows, coverage.covers, places, strict=True):
        known = [official[item] for item in cover.ids if item in official] if cover.sure else []
        span = (min(known), max(known)) if known else None
        rows.append(RowPlace(row.page_first, span, place.area_no, place.komponen_no, row.area))
    told = {problem.page for problem in raw.problems if problem.code in PAGES_GONE}
    found = [
        Problem(ProblemCode.PAGES_GONE_JUMP, (_said(step.before), _said(step.after)), step.page, lost=True)
        for step in find_jumps(rows)
        if step.page not in told
    ]
    gone = [problem for problem in (*raw.problems, *found) if problem.code in PAGES_GONE]
    lacking = sorted(
        {area for problem in gone for area in _areas_lacking(problem, rows, len(vocabulary.areas))}
    )
    if lacking:
        found.append(Problem(ProblemCode.PAGES_GONE_AREAS, (", ".join(ROMAN[area] for area in lacking),)))
    return found


def _areas_lacking(gone: Problem, rows: Sequence[RowPlace], count: int) -> set[int]:
    """The areas without a row that should stand on the missing pages, as the areas around these count."""
    at_end = gone.code in (ProblemCode.PAGES_GONE_END, ProblemCode.PAGES_GONE_TOTAL)
    place = gone.page or 0
    before = [row.area_no for row in rows if row.area_no and (at_end or row.page < place)]
    after = [row.area_no for row in rows if row.area_no and not at_end and row.page >= place]
    between = range((before[-1] if before else 0) + 1, after[0] if after else count + 1)
    return set(between) - {row.area_no for row in rows}


def find_jumps(rows: Sequence[RowPlace]) -> list[_Step]:
    """The steps over a page break at which the plan jumps as it does nowhere within a page."""
    steps = _steps(rows)
    within = [step for step in steps if step.page is None]
    counted = not any(step.numbers > 0 for step in within)
    usual = {
        ends: max((s.skipped for s in within if s.skipped is not None and s.ends_area == ends), default=None)
        for ends in (True, False)
    }
    by_page = {
        step.page: step
        for step in reversed(steps)
        if step.page is not None and _is_jump(step, usual[step.ends_area], counted=counted)
    }
    return [by_page[page] for page in sorted(by_page)]


def _is_jump(step: _Step, usual: int | None, *, counted: bool) -> bool:
    """Whether more is left out than ``usual`` for such a step (None: no other one is known).

    ``counted``: numbers are never left out within a page. Where all areas may be cut short, the end of one
    that happens to fall on a page break shows nothing.
    """
    if step.skipped is None:
        return counted and step.numbers > 0 and not step.unheaded
    if step.ends_area and usual is None:
        return False
    most = usual or 0
    shown = step.unheaded or (counted and step.numbers > 0)
    return (shown and step.skipped >= max(_WITH_NUMBERS, most)) or step.skipped >= max(_ALONE, most + 2)


def _steps(rows: Sequence[RowPlace]) -> list[_Step]:
    """The steps between neighbours, and those over rows whose indicators are not known.

    Such a row may be anywhere between the rows around it, so a page break there counts only if numbers are
    left out at it.
    """
    known = [at for at, row in enumerate(rows) if row.official is not None]
    found = []
    for first, second in pairwise(known):
        before, after = rows[first], rows[second]
        if before.official is None or after.official is None:
            continue
        skipped = after.official[0] - before.official[1] - 1 - (second - first - 1)
        left_out = max(pairwise(rows[first : second + 1]), key=lambda pair: _numbers_left_out(*pair))
        broken = {row.page for row in rows[first : second + 1]}
        numbers = _numbers_left_out(*left_out)
        if second == first + 1 or len(broken) == 1 or (numbers and left_out[0].page != left_out[1].page):
            page = left_out[1].page if len(broken) > 1 else None
            found.append(_Step(page, before, after, skipped, numbers))
    for before, after in pairwise(rows):
        if before.official is None or after.official is None:
            page = after.page if after.page != before.page else None
            found.append(_Step(page, before, after, None, _numbers_left_out(before, after)))
    return found


def _numbers_left_out(before: RowPlace, after: RowPlace) -> int:
    """How many areas or komponen lie between two rows, as their numbers count."""
    if (
        before.area_no is None
        or after.area_no is None
        or before.komponen_no is None
        or after.komponen_no is None
    ):
        return 0
    if before.area_no == after.area_no:
        return max(0, after.komponen_no - before.komponen_no - 1)
    return max(0, after.area_no - before.area_no - 1) + max(0, after.komponen_no - 1)


def _official_places(edisi: str | None, vocabulary: Vocabulary) -> dict[str, int]:
    """The places of an edition's indicators, counted in the order of the form."""
    items = [item for item in vocabulary.indikator if item.edisi == edisi and item.aspect != "reform"]
    return {item.indikator_id: place for place, item in enumerate(items)}


def _said(row: RowPlace) -> str:
    return f"area {ROMAN[row.area_no or 0] or '?'} komponen {row.komponen_no or '?'}"
