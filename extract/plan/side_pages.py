"""A table too wide for its sheet: its last columns stand on the next page and are joined row by row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dictionaries.likeness import names_area
from extract.plan.placed_tables import PlacedTable
from extract.plan.plan_lines import PlanLine
from extract.plan.plan_pages import PlanPages
from lampiran.codes import ProblemCode
from lampiran.records import KOLOM, Problem

_FEWEST_TOGETHER, _MOST_APART = 4, 3
"""Columns of the form that two pages have together, at least, and that one of them has alone, at most."""


def side_pages(tables: Sequence[PlacedTable]) -> list[tuple[int, int]]:
    """Pairs of pages that each print a header; the second has just the columns that the first lacks."""
    found: list[tuple[int, int]] = []
    for left, right in pairwise(tables):
        taken = {page for pair in found for page in pair}
        pages = (left.reading.page, right.reading.page)
        alone = all(sum(table.reading.page == page for table in tables) == 1 for page in pages)
        if alone and not taken & set(pages) and _complete(left, right):
            found.append(pages)
    return found


def _complete(left: PlacedTable, right: PlacedTable) -> bool:
    one, other = _form_columns(left), _form_columns(right)
    fewest, most = min(len(one), len(other)), max(len(one), len(other))
    starts = "komponen" in one or "indikator" in one
    return (
        starts
        and not one & other
        and fewest > 0
        and most <= _MOST_APART
        and len(one | other) >= _FEWEST_TOGETHER
    )


def _form_columns(table: PlacedTable) -> set[str]:
    header = table.header
    return set(KOLOM) & set(header.columns) if header is not None and header.kind != "other" else set()


def join_side_pages(plan: PlanPages, pairs: Sequence[tuple[int, int]]) -> None:
    """Puts the cells of each second page beside those of the first, row by row; a problem says so.

    Where the two pages have not the same number of rows, nothing is joined, and content is lost.
    """
    for first, second in pairs:
        left, right = (_rows(plan, page) for page in (first, second))
        if len(left) != len(right):
            values = (str(first), str(len(left)), str(len(right)))
            plan.problems.append(Problem(ProblemCode.COLUMNS_APART, values, second, lost=True))
            continue
        for line, rest in zip(left, right, strict=True):
            line.cells |= {name: cell for name, cell in rest.cells.items() if name not in line.cells}
            line.covered |= rest.covered - set(line.cells)
            line.doubted |= rest.doubted
        gone = {id(line) for line in plan.lines if line.page == second}
        plan.items = [item for item in plan.items if id(item) not in gone]
        plan.problems.append(Problem(ProblemCode.COLUMNS_OF_OTHER_PAGE, (str(first),), second))


def _rows(plan: PlanPages, page: int) -> list[PlanLine]:
    """The lines of a page that print something, area headings aside."""
    return [
        line
        for line in plan.lines
        if line.page == page and line.filled and not names_area(line.printed().replace("\t", " "))
    ]
