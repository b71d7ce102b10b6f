"""Missing pages told from what the plan jumps over, and from how it begins and ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from dictionaries import load_vocabulary
from extract.model import PageReading, TextLine
from extract.plan.assemble import assemble
from lampiran.codes import PAGES_GONE, ProblemCode
from lampiran.records import Box, PlanDocument, RawDocument
from lampiran.settings import Settings
from normalize import normalize_document
from normalize.missing_pages import RowPlace, find_jumps
from tests.support.plan_pages import FIRST, HEADER, LAST, NEXT, Row, box_cells, reading, source, table, words
from tests.support.plan_rows import official_headings, official_rows, plan

VOCABULARY = load_vocabulary()
PER_PAGE = 6


def paged(leave_out: Sequence[int] = (), gone: Sequence[int] = ()) -> PlanDocument:
    """A plan of all official indicators, six a page, without some rows and some whole pages."""
    rows, _ = official_rows(VOCABULARY, "90/2021")
    raw = plan(rows, official_headings(VOCABULARY))
    pages = [1 + place // PER_PAGE for place in range(len(raw.rows))]
    kept = [
        (row, page)
        for place, (row, page) in enumerate(zip(raw.rows, pages, strict=True))
        if place not in leave_out and page not in gone
    ]
    numbers = {page: number for number, page in enumerate(sorted({page for _, page in kept}), 1)}
    made = tuple(
        replace(row, urutan=n, page_first=numbers[page], page_last=numbers[page])
        for n, (row, page) in enumerate(kept, 1)
    )
    return normalize_document(replace(raw, rows=made), VOCABULARY, Settings())


def told(document: PlanDocument) -> list[int | None]:
    return [problem.page for problem in document.problems if problem.code in PAGES_GONE]


def test_a_whole_plan_gives_no_alarm() -> None:
    assert told(paged()) == []


@pytest.mark.parametrize("page", [2, 4, 7, 9])
def test_a_page_taken_out_is_told_at_its_place(page: int) -> None:
    document = paged(gone=[page])
    assert told(document) == [page]
    assert all(problem.lost for problem in document.problems if problem.code in PAGES_GONE)


@pytest.mark.parametrize("leave_out", [(2, 3), (8, 9, 20, 21, 30), (5, 6), (13, 14, 15, 16, 40, 41, 42, 43)])
def test_what_the_author_leaves_out_is_no_missing_page(leave_out: tuple[int, ...]) -> None:
    assert told(paged(leave_out=leave_out)) == []


def test_areas_on_the_missing_pages_are_named() -> None:
    rows, _ = official_rows(VOCABULARY, "90/2021")
    starts = [place for place, row in enumerate(rows) if "area" in row]
    second = range(starts[1] - 3, starts[2] + 3)
    pages = {1 + place // PER_PAGE for place in second}
    problems = [p for p in paged(gone=sorted(pages)).problems if p.code == ProblemCode.PAGES_GONE_AREAS]
    assert [problem.values for problem in problems] == [("II",)]


def places(*rows: tuple[int, int | None, int, int]) -> list[RowPlace]:
    return [
        RowPlace(page, None if at is None else (at, at), area, komponen) for page, at, area, komponen in rows
    ]


@pytest.mark.parametrize(
    ("rows", "pages"),
    [
        (places((1, 0, 1, 1), (1, 1, 1, 1), (2, 8, 1, 3)), [2]),
        (places((1, 0, 1, 1), (1, 1, 1, 1), (2, 4, 1, 3)), [2]),  # few, but a komponen is left out too
        (places((1, 0, 1, 1), (1, 1, 1, 1), (2, 4, 1, 2)), []),  # few, and the numbers count on
        (
            places((1, 0, 1, 1), (1, 7, 1, 1), (2, 14, 1, 2)),
            [],
        ),  # the author leaves out as much within a page
        (places((1, 0, 1, 1), (1, None, 1, 1), (2, None, 2, 3), (2, 9, 2, 3)), [2]),
        (places((1, 0, 1, 1), (1, 3, 1, 3), (2, 6, 1, 5)), []),  # numbers are left out within a page too
        # The ends of areas are left out everywhere, or perhaps.
        (places((1, 0, 1, 1), (1, 6, 2, 1), (1, 7, 2, 1), (2, 14, 3, 1)), []),
        (places((1, 0, 1, 1), (2, 6, 2, 1), (2, 7, 2, 1)), []),
        (places((1, 0, 1, 1), (1, 1, 2, 1), (1, 2, 2, 1), (2, 10, 3, 1)), [2]),  # they are not
        (places((1, 0, 1, 1), (1, None, 2, 1), (2, 15, 2, 2)), []),  # not known where the jump lies
        (places((1, 9, 2, 1), (1, 10, 2, 1), (2, 1, 1, 1)), []),  # another order
        ([], []),
    ],
)
def test_jumps(rows: list[RowPlace], pages: list[int]) -> None:
    assert [step.page for step in find_jumps(rows)] == pages


def test_another_area_without_a_heading_of_its_own() -> None:
    rows = [RowPlace(1, (0, 0), 1, 1, 0), RowPlace(1, (1, 1), 1, 1, 0), RowPlace(2, (5, 5), 2, 1, 0)]
    assert [step.page for step in find_jumps(rows)] == [2]
    headed = [*rows[:2], replace(rows[2], heading=1)]
    assert find_jumps(headed) == []
    unread = [*rows[:2], RowPlace(2, None, 2, 3, 0)]
    assert find_jumps(unread) == []
    near = [*rows[:2], replace(rows[2], official=(2, 2))]
    assert find_jumps(near) == []


# How the plan begins and ends.

SIGNED = ("Ditetapkan di Contoh", "pada tanggal 3 Mei 2024")


def sheet(page: int, rows: Sequence[Row], *lines: tuple[str, float], height: float = 150.0) -> PageReading:
    """A page with a table that begins 50 points below its upper edge, and lines of text at their heights."""
    grid = box_cells(table(page, [HEADER, *rows]), 100, height)
    cells = tuple(
        replace(cell, box=Box(cell.box.x0, cell.box.y0 + 50, cell.box.x1, cell.box.y1 + 50))
        for cell in grid.cells
        if cell.box is not None
    )
    found = replace(grid, cells=cells, box=Box(0, 50, 600, 50 + height * (len(rows) + 1)))
    outside = tuple(TextLine(text, words(text), Box(50, y, 150, y + 10)) for text, y in lines)
    return replace(reading(page, found), outside=outside)


def codes(document: RawDocument) -> list[tuple[str, int | None]]:
    return [(p.code.value, p.page) for p in document.problems if p.lost]


def area(number: str) -> list[str]:
    return [
        number,
        {"I": "MANAJEMEN PERUBAHAN", "II": "PENATAAN TATALAKSANA", "VI": "PELAYANAN PUBLIK"}[number],
    ] + [""] * 4


def assembled(*pages: PageReading) -> RawDocument:
    return assemble(source(len(pages)), pages)


BODY = replace(
    reading(1), outside=tuple(TextLine(text, words(text), Box(50, 300, 150, 310)) for text in SIGNED)
)


def test_a_plan_that_breaks_off_at_the_foot_is_told() -> None:
    document = assembled(BODY, sheet(2, [area("I"), FIRST], ("LAMPIRAN", 20.0)))
    assert codes(document) == [("pages-gone-end", 2)]


@pytest.mark.parametrize("height", [150.0, 60.0])
def test_a_signature_or_a_blank_foot_ends_a_plan(height: float) -> None:
    signed = [(text, 540.0 + 12 * n) for n, text in enumerate(SIGNED)] if height == 150.0 else []
    assert (
        codes(assembled(BODY, sheet(2, [area("I"), FIRST], ("LAMPIRAN", 20.0), *signed, height=height))) == []
    )


def test_a_plan_that_is_nowhere_signed_may_end_at_the_foot() -> None:
    assert codes(assembled(sheet(1, [area("I"), FIRST], ("LAMPIRAN", 20.0)))) == []


def test_a_plan_that_begins_in_the_middle_is_told() -> None:
    late = [area("II"), FIRST], [area("VI"), NEXT]
    document = assembled(
        sheet(1, late[0], ("- 2 -", 20.0), height=60), sheet(2, late[1], ("- 3 -", 20.0), height=60)
    )
    assert codes(document)[0][0] in ("pages-gone-head", "pages-gone-start")
    bare = assembled(sheet(1, late[0], height=60), sheet(2, late[1], height=60))
    assert codes(bare) == [("pages-gone-head", 1)]


@pytest.mark.parametrize(
    ("rows", "line"),
    [([area("I"), FIRST], ""), ([area("II"), FIRST], "RENCANA AKSI"), ([FIRST, NEXT, LAST], "")],
)
def test_a_first_area_a_title_or_no_areas_are_no_missing_beginning(rows: list[Row], line: str) -> None:
    lines = [(line, 20.0)] if line else []
    assert codes(assembled(sheet(1, rows, *lines, height=60))) == []


def test_the_picture_of_one_page_claims_no_whole_plan() -> None:
    page = sheet(1, [area("VI"), FIRST])
    assert codes(assemble(source(1), [page]))
    assert codes(assemble(source(1, "image"), [page])) == []
    two = [page, sheet(2, [FIRST])]
    assert codes(assemble(source(2, "image"), two))
