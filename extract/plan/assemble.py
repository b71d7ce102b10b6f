"""Readings of all pages into one raw document: plan rows, areas, page records, and the proof of the words.

Nothing here can fail on odd input: what is missing or does not add up is a problem in the document.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.columns.naming import AREA, NO
from extract.model import PageReading, Source
from extract.plan.area_rows import judge_heading, make_heading
from extract.plan.closing_formula import closing_lines
from extract.plan.column_checks import settle_by_content
from extract.plan.komponen_bands import take_name_bands
from extract.plan.missing_rows import find_gaps
from extract.plan.page_repeats import printed_twice
from extract.plan.plan_lines import Line
from extract.plan.plan_pages import PageTally, PlanPages
from extract.plan.rows import RowBuilder
from extract.plan.text_continuation import word_pairs
from extract.words.ordinals import ordinals, split_leading
from lampiran.codes import ProblemCode
from lampiran.records import KOLOM, AreaHeading, PageRecord, Problem, RawDocument, RawRow


def assemble(source: Source, readings: Sequence[PageReading]) -> RawDocument:
    """Makes the raw document of a file.

    Args:
        source: The file the readings are of.
        readings: What was read, one reading a page, in any order; pages may be missing.

    Returns:
        The document. Without a plan its rows are empty and a problem of :data:`lampiran.codes.NO_PLAN`
        says what was seen; missing pages and words that do not add up are problems too.
    """
    ordered = sorted(readings, key=lambda reading: reading.page)
    plan = PlanPages(ordered)
    settle_by_content(plan)
    maker = _RowMaker(plan)
    rows = maker.builder.rows()
    pages = tuple(_page_record(reading, plan.tally(reading.page)) for reading in ordered)
    problems = [*source.problems, *(p for reading in ordered for p in reading.problems), *plan.problems]
    problems += _missing_pages(source, ordered)
    problems += find_gaps(ordered, plan)
    problems += _words_astray(pages, rows, maker.number_words)
    if not rows:
        problems.append(_no_plan(plan, ordered))
    return RawDocument(
        file=source.file,
        sha256=source.sha256,
        pages=pages,
        areas=tuple(maker.areas),
        rows=rows,
        extra_columns=tuple(name for name in plan.columns if name not in KOLOM),
        engine=_engines(ordered, plan),
        problems=tuple(dict.fromkeys(problems)),
    )


_NUMBERED, _IN_ORDER = 0.75, 0.9
"""Shares of the rows that have a number, and of the numbers that follow the one before."""


def _numbers_count_rows(lines: Sequence[Line]) -> bool:
    """Whether the numbers count the rows.

    They do if several stand beside one merged komponen, or if nearly every row has one, they never begin
    anew, and go on where the komponen's cell is empty.
    """
    beside = sum("komponen" in line.covered and bool(ordinals(line.text(NO))) for line in lines)
    named = sum(bool(line.text("komponen")) for line in lines)
    if beside > 1 and beside * 4 > named:
        return True
    # Area headings have numbers of their own.
    rows = [line for line in lines if not {NO, AREA, "komponen"}.issuperset(line.filled)]
    marks = [(line.text(NO).strip(" .)"), line) for line in rows]
    numbered = [(int(mark), line) for mark, line in marks if mark.isdecimal()]
    steps = sum(after == before + 1 for (before, _), (after, _) in pairwise(numbered))
    nameless = sum(not line.text("komponen") for _, line in numbered)
    return (
        nameless > 1 and len(numbered) >= _NUMBERED * len(rows) and steps >= _IN_ORDER * (len(numbered) - 1)
    )


def _engines(readings: Sequence[PageReading], plan: PlanPages) -> str:
    """Who read the pages of the plan (without one: all pages), each named once."""
    read = [r for r in readings if plan.tally(r.page).has_plan and r.engine] or readings
    return " + ".join(dict.fromkeys(name for r in read if r.engine for name in r.engine.split(" + ")))


class _RowMaker:
    """Feeds the plan's lines to the row builder and counts where their words went."""

    def __init__(self, plan: PlanPages) -> None:
        self.plan = plan
        self.areas: list[AreaHeading] = []
        self.number_words: dict[int, int] = {}
        pieces = [pair for item in plan.items if isinstance(item, Line) for pair in item.pieces.items()]
        merged = {kolom for kolom, piece in pieces if piece.row_span > 1 and piece.text}
        lines = [item for item in plan.items if isinstance(item, Line)]
        self._banded = take_name_bands(lines, plan.columns)
        columns = (*(["komponen"] if self._banded else []), *plan.columns)
        pairs = word_pairs(piece.text for _, piece in pieces)
        self.builder = RowBuilder(
            columns, pairs, merged, banded=self._banded, rows_numbered=_numbers_count_rows(lines)
        )
        self._core = tuple(name for name in plan.columns if name in KOLOM and name != "komponen")
        self._pending: AreaHeading | None = None
        items = self._without_closing(self._without_repeats())
        for index, item in enumerate(items):
            if isinstance(item, AreaHeading):
                self._pending = item
                continue
            following = (other for other in items[index + 1 :] if isinstance(other, Line) and other.filled)
            self._take_line(item, next(following, None))
        self.builder.close()

    def _take_line(self, line: Line, following: Line | None) -> None:
        tally = self.plan.tally(line.page)
        kind = "none"
        if line.filled and not self.builder.would_join(line):
            kind = judge_heading(line, following, self.builder.state, self._core, banded=self._banded)
        if self._pending is not None and line.filled:
            # A heading over the table counts only where the table does not print its own.
            if kind != "area":
                self._open_area(self._pending)
            self._pending = None
        if AREA in line.pieces:
            self._take_area_cell(line)
        if kind == "area":
            self._open_area(make_heading(line))
            tally.in_headers += line.word_count
        elif kind == "remark" or line.filled == [NO]:
            tally.leave_out(line.word_count, line.top, line.printed())
        elif kind == "komponen":
            self.builder.open_komponen(line)
            self._count(line)
        else:
            self.builder.add(line, adjacent=line.page - 1 in self.plan.pages)
            self._count(line)

    def _count(self, line: Line) -> None:
        self.plan.tally(line.page).in_cells += line.word_count
        number = line.pieces.get(NO)
        words = len(number.part.words) if number else 0
        self.number_words[line.page] = self.number_words.get(line.page, 0) + words

    def _take_area_cell(self, line: Line) -> None:
        """Some plans give the area a column of its own: a filled cell there opens an area."""
        part = line.pieces.pop(AREA).part
        self.plan.tally(line.page).in_headers += len(part.words)
        if part.raw:
            number, name = split_leading(part.raw)
            self._open_area(AreaHeading(number, name, line.page, part.box, part.confidence))

    def _open_area(self, heading: AreaHeading) -> None:
        self.areas.append(heading)
        self.builder.open_area(len(self.areas) - 1, heading.number)

    def _without_closing(self, items: list[Line | AreaHeading]) -> list[Line | AreaHeading]:
        """The items without the rows of the decree's closing formula; these become page text."""
        closing = closing_lines([item for item in items if isinstance(item, Line)])
        for line in closing:
            self.plan.tally(line.page).leave_out(line.word_count, line.top, line.printed())
        gone = {id(line) for line in closing}
        return [item for item in items if id(item) not in gone]

    def _without_repeats(self) -> list[Line | AreaHeading]:
        """The lines without those printed again at the top of the next page; these become page text."""
        by_page: dict[int, list[Line]] = {}
        headed: set[int] = set()
        for item in self.plan.items:
            if isinstance(item, AreaHeading):
                headed.add(item.page)
            elif item.filled:
                by_page.setdefault(item.page, []).append(item)
        again: set[int] = set()
        pages = sorted(by_page)
        for earlier, later in zip(pages, pages[1:], strict=False):
            # The same rows under another heading are other rows.
            count = 0 if later in headed else printed_twice(by_page[earlier], by_page[later])
            firsts = by_page[earlier][len(by_page[earlier]) - count :]
            for first, second in zip(firsts, by_page[later][:count], strict=True):
                first.repeated_on = second.page
                again.add(id(second))
                tally = self.plan.tally(second.page)
                tally.leave_out(second.word_count, second.top, second.printed())
        return [item for item in self.plan.items if id(item) not in again]


def _page_record(reading: PageReading, tally: PageTally) -> PageRecord:
    outside = [(tally.turn.reading(line.box).y0 if line.box else 0.0, line.text) for line in reading.outside]
    lines = sorted([*outside, *tally.text], key=lambda placed: placed[0])
    return PageRecord(
        page=reading.page,
        width=reading.width,
        height=reading.height,
        kind=reading.kind,
        engine=reading.engine,
        has_plan=tally.has_plan,
        text="\n".join(text for _, text in lines),
        words_read=reading.words_read,
        words_in_cells=tally.in_cells,
        words_in_headers=tally.in_headers,
        words_outside=tally.outside + sum(len(line.words) for line in reading.outside),
        rotation=reading.rotation,
        skew=reading.skew,
        seconds=reading.seconds,
    )


def _missing_pages(source: Source, readings: Sequence[PageReading]) -> list[Problem]:
    if readings and all(reading.kind == "transcript" for reading in readings):
        return []
    accounted = {reading.page for reading in readings} | {p.page for p in source.problems if p.lost}
    return [
        Problem(ProblemCode.PAGE_MISSING, (str(page),), page, lost=True)
        for page in range(1, source.page_count + 1)
        if page not in accounted
    ]


def _words_astray(
    pages: Sequence[PageRecord], rows: Sequence[RawRow], number_words: dict[int, int]
) -> list[Problem]:
    """Checks that every word read is counted once, and that the rows hold those counted as in cells."""
    held = dict(number_words)
    for row in rows:
        for cell in row.cells:
            for part in cell.parts if not cell.shared else ():
                held[part.page] = held.get(part.page, 0) + len(part.words)
    problems = []
    for page in pages:
        counted = page.words_in_cells + page.words_in_headers + page.words_outside
        inside = held.get(page.page, 0)
        if counted != page.words_read or inside != page.words_in_cells:
            counts = (page.words_read, counted, page.words_in_cells, inside)
            values, lost = tuple(map(str, counts)), counted < page.words_read
            problems.append(Problem(ProblemCode.WORDS_ASTRAY, values, page.page, lost))
    return problems


def _no_plan(plan: PlanPages, readings: Sequence[PageReading]) -> Problem:
    words = sum(reading.words_read for reading in readings)
    if not words:
        return Problem(ProblemCode.NO_PLAN_WORDS)
    if plan.seen:
        return _other_tables(plan)
    if plan.headers:
        return Problem(ProblemCode.NO_PLAN_ROWS)
    return Problem(ProblemCode.NO_PLAN, (str(len(readings)), str(words)))


def _other_tables(plan: PlanPages) -> Problem:
    """What was seen instead of a plan: the tables' headings, or the number of their columns."""
    most = plan.seen.most_common(3)
    headed = "; ".join(f"{what} ({times} x)" for what, times in most if isinstance(what, str))
    bare = ", ".join(f"{what} ({times} x)" for what, times in most if isinstance(what, int))
    if headed and bare:
        return Problem(ProblemCode.NO_PLAN_TABLES, (headed, bare))
    if headed:
        return Problem(ProblemCode.NO_PLAN_HEADED, (headed,))
    return Problem(ProblemCode.NO_PLAN_BARE, (bare,))
