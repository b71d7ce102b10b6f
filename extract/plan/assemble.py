"""Readings of all pages into one raw document: plan rows, areas, page records, and the proof of the words.

What is missing or does not add up is a problem in the document; so is a fault of the program
(:mod:`lampiran.faults`), which costs the pass it happens in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dictionaries.plan_forms import form_named
from extract.engines.lines_alone import ALONE
from extract.model import PageReading, Source
from extract.plan.find_plan import find_plan, without_plan
from extract.plan.form_lines import unknown_columns
from extract.plan.missing_rows import find_gaps, page_problems, unexplained_cells, unread_ink
from extract.plan.other_tables import other_tables
from extract.plan.page_copies import take_copies_once
from extract.plan.page_edges import find_edges
from extract.plan.page_gaps import note_number_gaps, note_order
from extract.plan.page_order import in_plan_order
from extract.plan.plan_pages import PageTally, PlanPages
from extract.plan.plan_passes import prepare
from extract.plan.row_maker import make_rows
from extract.plan.shown_points import in_shown_points
from extract.sizes import SEVERAL
from lampiran.codes import PAGES_GONE, ProblemCode
from lampiran.faults import attempt, gathered
from lampiran.other_tables import OtherTable
from lampiran.records import KOLOM, PageRecord, Problem, RawDocument, RawRow

_CODE = re.compile(r"\bB ?(?:0[1-9]|1[0-2])\b")
"""A month as a code."""


def assemble(
    source: Source, readings: Sequence[PageReading], columns: Sequence[str] = (), span: range | None = None
) -> RawDocument:
    """Makes the raw document of a file, or of some of its pages.

    Args:
        source: The file the readings are of.
        readings: What was read, one reading a page, in any order; pages may be missing.
        columns: Names that a person gives the plan's columns, left to right.
        span: The pages that the document covers; None for all.

    Returns:
        The document. Without a plan its rows are empty and a problem of :data:`lampiran.codes.NO_PLAN`
        says what was seen; missing pages and words that do not add up are problems too.
    """
    last = max((reading.page for reading in readings), default=1)
    covered = span or range(1, max(source.page_count, last) + 1)
    with gathered() as faults:
        raw = _assembled(source, sorted(readings, key=lambda reading: reading.page), columns, covered)
    raw = in_shown_points(raw, {reading.page: reading.unit for reading in readings})
    return replace(raw, problems=(*raw.problems, *faults.problems))


def _assembled(
    source: Source, ordered: Sequence[PageReading], columns: Sequence[str], span: range
) -> RawDocument:
    nothing = without_plan(ordered)
    in_order = attempt("order of the pages", in_plan_order, ordered, otherwise=ordered)
    plan = attempt(
        "plan of the tables", _gathered, in_order, columns, span.start, otherwise=nothing, lost=True
    )
    made = make_rows(prepare(plan))
    plan, rows = made.plan, made.builder.rows()
    inked = unexplained_cells(rows)
    pages = tuple(_page_record(reading, plan.tally(reading.page), inked[reading.page]) for reading in ordered)
    problems = [*source.problems, *page_problems(ordered, plan), *plan.problems]
    problems += _read_alone(ordered)
    problems += _missing_pages(source, ordered, span)
    problems += attempt("gaps in the plan", find_gaps, ordered, plan, otherwise=[])
    problems += attempt("edges of the plan", find_edges, in_order, plan, made.areas, rows, otherwise=[])
    problems += unread_ink(rows)
    problems += _codes_of_months(plan, rows)
    problems += attempt("unknown columns", _unknown_columns, plan, rows, otherwise=[])
    problems += _words_astray(pages, rows, made.number_words)
    if source.kind in ("xlsx", "docx") or (source.kind == "image" and source.page_count == 1):
        # The picture of one page does not claim to be a whole plan; sheets have no pages that could be lost.
        problems = [problem for problem in problems if problem.code not in PAGES_GONE]
    if not rows:
        problems.append(_no_plan(plan, ordered))
    return RawDocument(
        file=source.file,
        sha256=source.sha256,
        pages=pages,
        areas=tuple(made.areas),
        rows=rows,
        extra_columns=tuple(name for name in plan.columns if name not in KOLOM),
        engine=_engines(ordered, plan),
        problems=tuple(dict.fromkeys(problems)),
        tables=attempt("other tables", _tables_beside, ordered, plan, rows, otherwise=()),
        page_from=span[0],
        page_to=span[-1],
    )


def _tables_beside(
    readings: Sequence[PageReading], plan: PlanPages, rows: Sequence[RawRow]
) -> tuple[OtherTable, ...]:
    """The tables that are no plan; without rows of a plan that is all of them."""
    found = [
        table
        for reading in readings
        for table in sorted(reading.tables, key=lambda table: plan.tally(table.page).place(table.box))
    ]
    left_out = {id(table) for table in plan.others}
    return other_tables([table for table in found if not rows or id(table) in left_out], readings)


def _gathered(readings: Sequence[PageReading], columns: Sequence[str], first: int) -> PlanPages:
    """The plan on the pages, given in its own order: each page once, with what their numbers say.

    ``columns`` are names that a person gives; ``first`` is the first page of the document, read or not.
    """
    plan = find_plan(readings, columns)
    take_copies_once(plan, readings)
    note_order(plan, readings)
    note_number_gaps(plan, readings, first)
    return plan


def _codes_of_months(plan: PlanPages, rows: Sequence[RawRow]) -> list[Problem]:
    """What codes such as ``B03`` were taken for, unless the form says that they are months."""
    cells = [cell.raw for row in rows for cell in row.cells if cell.kolom == "target_waktu" and cell.raw]
    coded = sum(bool(_CODE.search(text)) for text in cells)
    if coded < SEVERAL or coded * 2 < len(cells):
        return []
    named = next((header.form for header in plan.headers if header.form), "")
    form = form_named(named) if named else None
    codes = form.codes if form is not None else ""
    if codes == "month":
        return []
    return [Problem(ProblemCode.CODES_AS_QUARTERS if codes == "quarter" else ProblemCode.CODES_AS_MONTHS)]


def _unknown_columns(plan: PlanPages, rows: Sequence[RawRow]) -> list[Problem]:
    """A usual column that is empty everywhere while another is filled whose heading nobody knows."""
    held = {cell.kolom for row in rows for cell in row.cells if cell.raw}
    empty = [kolom for kolom in KOLOM if kolom not in held]
    if "target_waktu" in plan.columns and "target_waktu" in empty and len(rows) >= SEVERAL:
        return [Problem(ProblemCode.COLUMN_EMPTY_TIMES, lost=True)]
    unknown = unknown_columns(plan) if rows and empty else []
    if not unknown:
        return []
    return [Problem(ProblemCode.COLUMN_UNKNOWN, (", ".join(empty), ", ".join(unknown)), lost=True)]


def _engines(readings: Sequence[PageReading], plan: PlanPages) -> str:
    """Who read the pages of the plan (without one: all pages), each named once."""
    read = [r for r in readings if plan.tally(r.page).has_plan and r.engine] or readings
    return " + ".join(dict.fromkeys(name for r in read if r.engine for name in r.engine.split(" + ")))


def _page_record(reading: PageReading, tally: PageTally, inked: int) -> PageRecord:
    outside = [(tally.place(line.box), line.text) for line in reading.outside]
    tabled = [((0, top), text) for top, text in tally.text]
    lines = sorted([*outside, *tabled], key=lambda placed: placed[0])
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
        ink_unexplained=inked,
        words_unseen=reading.words_unseen,
    )


def _read_alone(readings: Sequence[PageReading]) -> list[Problem]:
    """Which engines read pages without Tesseract."""
    names = dict.fromkeys(name for reading in readings for name in reading.engine.split(" + "))
    alone = [name.removesuffix(ALONE).strip() for name in names if name.endswith(f" {ALONE}")]
    return [Problem(ProblemCode.READ_ALONE, (name,)) for name in alone]


def _missing_pages(source: Source, readings: Sequence[PageReading], span: range) -> list[Problem]:
    if readings and all(reading.kind == "transcript" for reading in readings):
        return []
    accounted = {reading.page for reading in readings} | {p.page for p in source.problems if p.lost}
    return [
        Problem(ProblemCode.PAGE_MISSING, (str(page),), page, lost=True)
        for page in span
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
