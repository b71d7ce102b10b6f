"""Scanned tables that have level rules only."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extract.geometry import Gray
from extract.grid.ink.ruling_lines import Rules
from extract.grid.scanned_level_rules import find_level_rows
from extract.grid.table_model import Segment

DPI = 200.0
LEFTS = (100, 300, 600, 950, 1350, 1850)
LEFT, RIGHT = 90, 2150


def sheet(rows: Sequence[tuple[int, Sequence[int]]], extra: Sequence[tuple[int, int, int]] = ()) -> Gray:
    """A page with a word of eight letters in each of some columns of each row, and further words."""
    gray = np.full((1000, 2300), 255, np.uint8)
    places = [(LEFTS[col], y, 8) for y, cols in rows for col in cols]
    for x0, y, letters in (*places, *extra):
        for at in range(letters):
            gray[y : y + 20, x0 + 14 * at : x0 + 14 * at + 10] = 0
    return gray


def rules(gray: Gray, *lines: tuple[int, int]) -> Rules:
    """Level rules at a height from some place on to the table's right end."""
    mask = np.zeros(gray.shape, np.uint8)
    for y, start in lines:
        mask[y : y + 2, start:RIGHT] = 1
    segments = tuple(
        Segment(x, min(x + 120, RIGHT), y) for y, start in lines for x in range(start, RIGHT, 120)
    )
    return Rules(segments, (), mask, np.zeros_like(mask), DPI)


ALL = range(6)


def test_rules_part_rows_and_gutters_columns() -> None:
    gray = sheet([(110, ALL), (170, ALL), (200, (2, 3, 4)), (260, ALL), (290, (1, 2, 3))])
    table = find_level_rows(gray, rules(gray, (100, LEFT), (150, LEFT), (240, LEFT), (330, LEFT)))
    assert table is not None
    assert (table.n_rows, table.n_cols, table.ruled) == (3, 6, False)
    assert all(a < x < b for a, x, b in zip(LEFTS, table.xs[1:-1], LEFTS[1:], strict=False))


def test_a_heading_that_runs_over_a_gutter_has_its_row_to_itself() -> None:
    heading = [(100, 160, 2), (140, 160, 9), (276, 160, 14)]
    gray = sheet([(110, ALL), (220, ALL), (250, (2, 3, 4))], heading)
    table = find_level_rows(gray, rules(gray, (100, LEFT), (150, LEFT), (200, LEFT), (300, LEFT)))
    assert table is not None
    assert table.n_cols == 6
    assert [cell.col_span for cell in table.cells if cell.row == 1] == [6]


def test_a_cell_goes_on_where_a_rule_begins_beside_it() -> None:
    gray = sheet([(110, ALL), (170, ALL), (200, ALL), (260, (2, 3, 4, 5)), (290, (2, 3))])
    table = find_level_rows(gray, rules(gray, (100, LEFT), (150, LEFT), (240, 400), (330, LEFT)))
    assert table is not None
    spans = {(cell.row, cell.col): cell.row_span for cell in table.cells}
    assert spans[1, 0] == spans[1, 1] == 2
    assert spans[1, 2] == spans[2, 2] == 1


def test_list_marks_are_no_column() -> None:
    marks = [(LEFTS[3] - 60, y, 1) for y in (170, 200, 260, 290)]
    gray = sheet([(110, ALL), (170, ALL), (200, (2, 3, 4)), (260, ALL), (290, (1, 2, 3))], marks)
    table = find_level_rows(gray, rules(gray, (100, LEFT), (150, LEFT), (240, LEFT), (330, LEFT)))
    assert table is not None
    assert table.n_cols == 6


def test_pages_without_such_rules_have_none() -> None:
    gray = sheet([(110, ALL), (170, ALL)])
    assert find_level_rows(gray, rules(gray)) is None
    assert find_level_rows(gray, rules(gray, (100, LEFT))) is None


def test_the_double_line_under_a_letterhead_is_no_table() -> None:
    gray = sheet([(60, (2, 3)), *((y, ALL) for y in range(200, 800, 60))])
    assert find_level_rows(gray, rules(gray, (100, LEFT))) is None
    assert find_level_rows(gray, rules(gray, (100, LEFT), (106, LEFT))) is None
