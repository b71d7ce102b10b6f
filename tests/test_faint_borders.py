"""Rules that a scan left no more than a trace of, and marks that only look like one."""

from __future__ import annotations

import numpy as np
import pytest

from extract.grid.ink.faint_borders import Trace, trace
from extract.grid.table_model import Edge
from tests.support.drawn_pages import DPI, XS, YS, Drawn, Gray, write
from tests.support.grid_checks import assert_drawn, only_table, spans


def leave_specks(page: Gray, rows: slice, cols: slice, share: float, seed: int = 3) -> None:
    """What a black-and-white scanner leaves of a pale rule: a few dark pixels of its middle."""
    area = page[rows, cols]
    area[:] = 255
    middle = area[area.shape[0] // 2] if area.shape[1] > area.shape[0] else area[:, area.shape[1] // 2]
    middle[np.random.default_rng(seed).random(middle.size) < share] = 0


@pytest.mark.parametrize("share", [0.1, 0.3])
def test_specks_of_a_pale_side_part_two_cells(share: float) -> None:
    drawn = Drawn()
    page = drawn.page(text=False)
    # Two lines in a low cell, the lower one close to the side; one line right below it.
    for line, place in (("Penyusunan", YS[1] + 50), ("tim kerja", YS[2] - 12), ("dokumen", YS[2] + 32)):
        write(page, line, (XS[2] + 14, place))
    leave_specks(page, slice(YS[2] - 4, YS[2] + 5), slice(XS[2] + 5, XS[3] - 4), share)
    table = only_table(page)
    assert_drawn(table, drawn)
    assert all(cell.doubt == 0 for cell in table.cells if (cell.row, cell.col) in {(1, 2), (2, 2)})


def test_specks_of_a_pale_upright_side_part_two_cells() -> None:
    drawn = Drawn()
    page = drawn.page()
    leave_specks(page, slice(YS[3] + 5, YS[4] - 4), slice(XS[3] - 4, XS[3] + 5), 0.1)
    assert_drawn(only_table(page), drawn)


def test_dust_and_the_ghost_of_a_double_side_cut_no_tall_cell() -> None:
    drawn = Drawn(spans=[(1, 0, 3, 1)])
    page = drawn.page(text=False)
    for row in (1, 2, 3):
        for col in (1, 2, 3, 4):
            write(page, "rapat", (XS[col] + 14, YS[row] + 34))
    write(page, "3", (XS[0] + 40, (YS[1] + YS[4]) // 2 + 8))
    page[YS[1] + 6 : YS[2] - 6, XS[0] + 5 : XS[0] + 8] = 0
    page[YS[1] + 30 : YS[1] + 32, XS[0] + 60 : XS[0] + 62] = 0
    assert (1, 0, 3, 1) in spans(only_table(page))


def test_a_stroke_in_one_low_cell_is_no_column() -> None:
    drawn = Drawn(ys=(200, 260, 380, 440, 620, 700, 780))
    page = drawn.page()
    page[700:781, 1050:1053] = 0
    assert_drawn(only_table(page), drawn)


def level_edge(across: float) -> Edge:
    return Edge((0.0, 400.0), (across, across), 0.0, 400.0, 400.0)


def test_print_that_runs_across_tells_nothing() -> None:
    page = np.full((100, 400), 255, dtype=np.uint8)
    write(page, "dokumen rencana pembangunan zona integritas", (2, 58), size=0.6)
    assert trace(level_edge(50.0), (0.0, 400.0), page.T, DPI) == Trace.UNKNOWN


def test_show_through_and_one_blot_are_no_trace() -> None:
    noise = np.random.default_rng(1).normal(245, 6, (100, 400))
    page = np.clip(noise, 0, 255).astype(np.uint8)
    page[44:60, 60:360:9] -= 25
    assert trace(level_edge(50.0), (0.0, 400.0), page.T, DPI) == Trace.NONE
    page = np.full((100, 400), 255, dtype=np.uint8)
    page[50, 100:130] = 0
    assert trace(level_edge(50.0), (0.0, 400.0), page.T, DPI) == Trace.NONE
    page[50, 5:395:25] = 0
    assert trace(level_edge(50.0), (0.0, 400.0), page.T, DPI) == Trace.SEEN
