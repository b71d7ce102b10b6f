"""Mends a grid where a rule was not seen: the row that counts the columns grown into the row below.

Under a worn rule a reader finds ``5 tanda tangan elektronik`` in one cell over two rows. The number goes back
to its row and the text to the row it belongs to; no word is changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extract.model import GridCell, PageTable
from extract.numbers import ordinals

_LEAST_NUMBERS = 3


def mended(table: PageTable) -> PageTable:
    """The table with such cells cut in two; the table itself where there are none."""
    numbered = {row for row in range(table.n_rows) if _counts_columns(table, row)}
    cells = tuple(part for cell in table.cells for part in _parts(cell, numbered))
    return table if len(cells) == len(table.cells) else replace(table, cells=cells)


def _parts(cell: GridCell, numbered: set[int]) -> Iterator[GridCell]:
    if cell.row in numbered and cell.row_span > 1 and _is_own_number(cell) and len(cell.words) > 1:
        first, rest = cell.text.split(maxsplit=1)
        yield replace(cell, text=first, words=cell.words[:1], readings=(), row_span=1)
        yield replace(
            cell, row=cell.row + 1, row_span=cell.row_span - 1, text=rest, words=cell.words[1:], readings=()
        )
    else:
        yield cell


def _counts_columns(table: PageTable, row: int) -> bool:
    cells = [cell for cell in table.cells if cell.row == row and cell.text]
    alone = sum(cell.row_span == 1 and len(cell.text.split()) == 1 and _is_own_number(cell) for cell in cells)
    return alone >= _LEAST_NUMBERS and all(_is_own_number(cell) or len(cell.text) <= 2 for cell in cells)


def _is_own_number(cell: GridCell) -> bool:
    """Whether the text begins with the number of its column, counted from 1."""
    first = cell.text.split(maxsplit=1)[0] if cell.text else ""
    return any(mark.value == cell.col + 1 and mark.style == "arabic" for mark in ordinals(first))
