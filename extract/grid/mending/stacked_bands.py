"""Parts a header from the area's band under it if both are dark bands that were found as one cell.

Black bands with white print, one above the other, show no rule between them once their greys are reversed,
nor between their columns. The places of the words show which lines are the header.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.grid.mending.grown_headings import is_heading
from extract.grid.mending.regrouping import by_column, placed
from extract.grid.placing import into_lines, text_of
from extract.model import GridCell, PageTable
from extract.sizes import PATTERN
from extract.turning import Turn
from lampiran.records import Box, Word


def with_bands_parted(table: PageTable, turn: Turn) -> PageTable:
    """Cuts such cells into a row of headings and, if they have more text, a band under it.

    Args:
        table: As found on the page.
        turn: From boxes as shown to reading direction.
    """
    if len(table.x_edges) != table.n_cols + 1:
        return table
    cells: list[GridCell] = []
    added = 0
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col)):
        moved = replace(cell, row=cell.row + added)
        over = cell.col_span == table.n_cols and cell.row_span == 1
        parts = _parted(moved, table.x_edges, turn) if over else None
        if parts is None:
            cells.append(moved)
        else:
            cells += parts
            added += parts[-1].row - moved.row
    if len(cells) == len(table.cells):
        return table
    return replace(table, n_rows=table.n_rows + added, cells=tuple(cells))


def _parted(cell: GridCell, edges: Sequence[float], turn: Turn) -> list[GridCell] | None:
    """The headings of a cell over all columns, and the band below them; None if it has no headings."""
    lines = into_lines(placed(cell.words, turn))
    best: tuple[int, list[GridCell], int] | None = None
    for count in range(1, min(PATTERN, len(lines)) + 1):
        upper = list(by_column(_of_lines(cell, lines[:count], turn), edges, turn))
        headings = sum(is_heading(part.text) for part in upper)
        if headings >= PATTERN and (best is None or headings > best[0]):
            best = (headings, upper, count)
    if best is None:
        return None
    _, upper, count = best
    if count == len(lines):
        return upper
    band = _of_lines(cell, lines[count:], turn)
    return [*upper, replace(band, row=cell.row + 1, border_doubt=1.0)]


def _of_lines(cell: GridCell, lines: Sequence[Sequence[Word]], turn: Turn) -> GridCell:
    """A part of the cell: some of its lines, with the box round them, as wide as the cell."""
    words = tuple(word for line in lines for word in line)
    box = Box.around(turn.reading(word.box) for word in words if word.box is not None)
    whole = turn.reading(cell.box) if cell.box is not None else box
    shown = (
        turn.shown(Box(whole.x0, box.y0, whole.x1, box.y1)) if box is not None and whole is not None else None
    )
    text = text_of(lines)
    return replace(cell, box=shown, text=text, words=words, readings=())
