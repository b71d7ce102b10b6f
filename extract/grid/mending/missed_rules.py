"""Cuts cells that grew together because a rule between them was not seen; no word is changed.

A cell of the row that counts the columns took in the cell below (``5 tanda tangan elektronik``, two rows
high): the number gets its row back. The blank end of one komponen took in the next: the name moves to the row
that prints its number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dictionaries.numerals import ordinals
from extract.model import GridCell, PageTable
from extract.sizes import PATTERN


def with_number_row_cut(table: PageTable) -> PageTable:
    """Cuts cells in two that begin with the number of their column, in the row that counts the columns."""
    numbered = {row for row in range(table.n_rows) if _counts_columns(table, row)}
    cells = tuple(part for cell in table.cells for part in _parts(cell, numbered))
    return table if len(cells) == len(table.cells) else replace(table, cells=cells)


def with_names_at_numbers(table: PageTable, columns: Sequence[str], start: int = 0) -> PageTable:
    """Moves a komponen's number and name into one row if the cell of either begins above it.

    Args:
        table: A table of the plan.
        columns: Its column names, one a grid column.
        start: Cells that begin above this grid row stay as they are.
    """
    if "no" not in columns or "komponen" not in columns:
        return table
    number, name = columns.index("no"), columns.index("komponen")
    marked = {cell.row for cell in table.cells if cell.col == number and ordinals(cell.text)}
    named = {cell.row for cell in table.cells if cell.col == name and cell.text}
    cells: list[GridCell] = []
    for cell in table.cells:
        if cell.row < start:
            cells.append(cell)
        elif cell.col == name and cell.text and cell.row not in marked:
            cells += _lowered(cell, marked)
        elif cell.col == number and ordinals(cell.text) and cell.row not in named:
            cells += _lowered(cell, named)
        else:
            cells.append(cell)
    return table if len(cells) == len(table.cells) else replace(table, cells=tuple(cells))


def _lowered(cell: GridCell, rows: set[int]) -> list[GridCell]:
    """Cuts a cell so that its text stands in the one row of ``rows`` that it covers below its first."""
    inside = rows & set(range(cell.row + 1, cell.row + cell.row_span))
    if len(inside) != 1:
        return [cell]
    start = inside.pop()
    blank = replace(cell, text="", words=(), readings=(), row_span=start - cell.row)
    return [blank, replace(cell, row=start, row_span=cell.row + cell.row_span - start)]


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
    return alone >= PATTERN and all(_is_own_number(cell) or len(cell.text) <= 2 for cell in cells)


def _is_own_number(cell: GridCell) -> bool:
    """Whether the text begins with the number of its column, counted from 1."""
    first = cell.text.split(maxsplit=1)[0] if cell.text else ""
    return any(mark.value == cell.col + 1 and mark.style == "arabic" for mark in ordinals(first))
