"""Lines on a page that are no rules of its table: folds, streaks, stamps, pen strokes."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.geometry import Gray
from tests.support.drawn_pages import XS, YS, Drawn, grainy, write
from tests.support.grid_checks import assert_drawn, only_table

DOWN = (YS[0] + YS[1]) // 2, (YS[3] + YS[4]) // 2


def filled_page(drawn: Drawn) -> Gray:
    """A table whose cells carry a few lines of print over their whole width."""
    page = drawn.page(text=False)
    for row, col, _, _ in drawn.cells():
        x0, y0, y1 = drawn.xs[col], drawn.ys[row], drawn.ys[row + 1]
        words = "mmnm" if drawn.xs[col + 1] - x0 < 200 else "kerja rapat nama"
        for line in range(max(1, (y1 - y0) // 34)):
            write(page, words, (x0 + 10, y0 + 28 + 34 * line), size=0.6)
    return page


@pytest.mark.parametrize("place", [XS[1] + 150, XS[3] - 30, XS[4] + 12])
@pytest.mark.parametrize("slope", [-0.004, 0.006])
def test_a_fold_down_the_sheet_is_no_column_rule(place: int, slope: float) -> None:
    drawn = Drawn()
    page = filled_page(drawn)
    height = page.shape[0]
    for aside, ink in ((0, 90), (14, 140)):
        ends = (place + aside, 2), (round(place + aside + slope * height), height - 3)
        cv2.line(page, *ends, (ink,), 3)
    assert_drawn(only_table(grainy(page, 3.0)), drawn, within=8)


@pytest.mark.parametrize("place", [YS[2] - 30, YS[4] - 60, YS[5] + 40])
def test_a_fold_across_the_sheet_is_no_row_rule(place: int) -> None:
    drawn = Drawn()
    page = filled_page(drawn)
    cv2.line(page, (2, place - 6), (page.shape[1] - 3, place + 6), (100,), 3)
    assert_drawn(only_table(page), drawn)


def test_a_picture_of_nothing_but_the_table_keeps_its_rules() -> None:
    page = filled_page(Drawn())[YS[0] - 4 : YS[-1] + 5, XS[0] - 4 : XS[-1] + 5]
    table = only_table(np.ascontiguousarray(page))
    assert (table.n_rows, table.n_cols) == (5, 5)


def test_a_line_that_print_runs_across_is_no_rule() -> None:
    drawn = Drawn()
    page = filled_page(drawn)
    cv2.line(page, (XS[2] + 110, YS[0] + 25), (XS[2] + 110, YS[-1] - 20), (60,), 3)
    assert_drawn(only_table(page), drawn)


def test_the_frame_of_a_stamp_is_no_cell() -> None:
    drawn = Drawn()
    page = drawn.page()
    cv2.rectangle(page, (XS[2] - 120, YS[3] + 60), (XS[2] + 150, YS[3] + 150), (50,), 5)
    write(page, "DITERIMA", (XS[2] - 90, YS[3] + 120), size=0.7)
    assert_drawn(only_table(page), drawn)
