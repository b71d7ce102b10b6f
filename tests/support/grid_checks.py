"""What the tests of grids share: the tables of a drawn page, and whether they are the ones drawn."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extract.geometry import Gray, PageFrame, PixelRect
from extract.grid.ink.ruled_tables import find_ruled_tables
from extract.grid.ink.ruling_lines import find_rules, find_runs
from extract.grid.table_model import PixelTable
from extract.pictures.clean import flattened
from extract.pictures.images import PageImage
from extract.pictures.skew import squared, straightened
from tests.support.drawn_pages import DPI, Drawn


def tables_of(page: Gray, dpi: float = DPI) -> tuple[PixelTable, ...]:
    image = PageImage(page, PageFrame.plain(page.shape, 595.0, 595.0), dpi)
    straight, _ = straightened(image)
    flat = flattened(squared(straight).gray, dpi)
    return find_ruled_tables(find_rules(find_runs(flat, dpi), dpi), flat)


def only_table(page: Gray, dpi: float = DPI) -> PixelTable:
    (table,) = tables_of(page, dpi)
    return table


def spans(table: PixelTable) -> list[tuple[int, int, int, int]]:
    return [(c.row, c.col, c.row_span, c.col_span) for c in table.cells]


def covers_once(table: PixelTable) -> bool:
    count = np.zeros((table.n_rows, table.n_cols), dtype=int)
    for cell in table.cells:
        count[cell.row : cell.row + cell.row_span, cell.col : cell.col + cell.col_span] += 1
    return bool((count == 1).all())


def same(rect: PixelRect, wanted: Sequence[int], within: int = 6) -> bool:
    return all(
        abs(a - b) <= within for a, b in zip((rect.x0, rect.y0, rect.x1, rect.y1), wanted, strict=True)
    )


def assert_drawn(table: PixelTable, drawn: Drawn, within: int = 6) -> None:
    assert (table.n_rows, table.n_cols) == (len(drawn.ys) - 1, len(drawn.xs) - 1)
    assert spans(table) == drawn.cells()
    assert covers_once(table)
    for cell in table.cells:
        wanted = (
            drawn.xs[cell.col],
            drawn.ys[cell.row],
            drawn.xs[cell.col + cell.col_span],
            drawn.ys[cell.row + cell.row_span],
        )
        assert same(cell.box, wanted, within), (cell, wanted)
