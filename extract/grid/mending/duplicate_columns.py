"""Neighbouring grid columns that got one name although each is a column of its own."""

from __future__ import annotations

from collections.abc import Sequence

from extract.columns.headings import Grid
from extract.columns.naming import unnamed
from extract.grid.mending.regrouping import runs_across
from extract.sizes import SEVERAL
from extract.turning import Turn


def name_duplicates(
    grid: Grid, columns: Sequence[str], turn: Turn, start: int = 0
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Renames a column if it and its left neighbour have one name and both have text in many rows.

    A false rule through a column leaves one side blank in most rows, or print runs across it. Neither is so
    between two columns that the header gave one name.

    Args:
        grid: A table of the plan.
        columns: One name a grid column.
        turn: From boxes as shown to reading direction.
        start: The first grid row below the header.

    Returns:
        All names, and the new ones among them.
    """
    named = list(columns)
    fresh: list[str] = []
    for col in range(1, len(columns)):
        if columns[col] == columns[col - 1] and _both_filled(grid, col, turn, start):
            named[col] = unnamed(col)
            fresh.append(named[col])
        elif columns[col] == columns[col - 1]:
            named[col] = named[col - 1]
    return tuple(named), tuple(fresh)


def _both_filled(grid: Grid, col: int, turn: Turn, start: int) -> bool:
    """Whether a column and its left neighbour both have text in half of the rows where one of them has."""
    both = either = across = 0
    for row in range(start, grid.table.n_rows):
        cells = [grid.at(row, col - 1), grid.at(row, col)]
        left, right = cells
        if left is right:
            continue
        filled = [
            cell is not None and cell.row == row and sum(map(str.isalnum, cell.text)) >= SEVERAL
            for cell in cells
        ]
        both += all(filled)
        across += left is not None and right is not None and runs_across(left, right, turn)
        either += any(filled)
    return both >= SEVERAL and both * 2 >= either and across * 3 < both
