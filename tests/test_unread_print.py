"""Print that was not read: pages left out, and cells of a page with print in no word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.model import PageReading
from extract.plan.assemble import assemble
from lampiran.codes import ProblemCode, ReasonCode
from lampiran.records import Problem, Reason
from tests.support.plan_pages import AREA, FIRST, HEADER, LAST, NEXT, reading, source, table

UNREAD = ReasonCode.INK_UNEXPLAINED


def picture(number: int) -> PageReading:
    problem = Problem(ProblemCode.PICTURE_UNREAD, page=number, lost=True)
    return replace(reading(number), kind="scan", problems=(problem,))


def plan_page(number: int, *rows: list[str]) -> PageReading:
    return reading(number, table(number, [HEADER, *rows]))


@pytest.mark.parametrize(("place", "told"), [(1, False), (2, True), (3, True), (4, True)])
def test_a_picture_left_unread_counts_amid_and_right_after_the_plan(place: int, *, told: bool) -> None:
    numbers = [number for number in range(1, 5) if number != place]
    plan = [plan_page(n, *rows) for n, rows in zip(numbers, ([AREA, FIRST], [NEXT], [LAST]), strict=True)]
    document = assemble(source(4), [*plan, picture(place)])
    assert len(document.rows) == 3
    expected = [(ProblemCode.PICTURE_UNREAD, place, True)] if told else []
    assert [(p.code, p.page, p.lost) for p in document.problems] == expected


def test_pictures_left_unread_far_behind_the_plan_say_nothing() -> None:
    document = assemble(
        source(3), [plan_page(1, AREA, FIRST, NEXT), reading(2, outside=["Ketua"]), picture(3)]
    )
    assert document.problems == ()


def test_a_column_cut_off_is_told_of_pages_of_the_plan_alone() -> None:
    cut = [Problem(ProblemCode.COLUMN_CUT_OFF, ("right",), page) for page in (1, 2)]
    pages = [
        replace(reading(1, outside=["Ketua"]), problems=(cut[0],)),
        replace(plan_page(2, AREA, FIRST), problems=(cut[1],)),
    ]
    assert assemble(source(2), pages).problems == (cut[1],)


@pytest.mark.parametrize(("doubted", "told"), [(0, False), (2, False), (3, True), (6, True)])
def test_print_missed_in_more_than_a_tenth_of_the_cells_loses_something(doubted: int, *, told: bool) -> None:
    page = plan_page(1, AREA, FIRST, NEXT, LAST)
    (only,) = page.tables
    left = doubted
    cells = []
    for cell in only.cells:
        if left and cell.row >= 2 and cell.col >= 2:
            cell, left = replace(cell, doubts=(Reason(UNREAD),)), left - 1
        cells.append(cell)
    document = assemble(source(), [replace(page, tables=(replace(only, cells=tuple(cells)),))])
    assert document.pages[0].ink_unexplained == doubted
    codes = [(p.code, p.values[0], p.page, p.lost) for p in document.problems]
    assert codes == ([(ProblemCode.INK_UNREAD, str(doubted), 1, True)] if told else [])
