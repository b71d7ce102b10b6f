"""Puts upright rules that a whole page lost back where the plan's other pages have them.

A plan keeps its columns from page to page. If all borders of a page's table lie on those of the usual table
and some are missing, the page's rules were too faint or dotted: the borders are put back and the cells cut
there, unless print stands across them. Cut cells are marked as doubtful.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.geometry import POINTS_PER_INCH
from extract.grid.mending.regrouping import by_column
from extract.model import GridCell, PageTable
from extract.sizes import LEAST_COLUMNS, LETTER, MOSTLY
from extract.turning import Turn
from lampiran.records import Box

_NEAR = LETTER * POINTS_PER_INCH
"""A border lies on another page's if it is nearer than this, points."""


def with_lost_columns(
    tables: Sequence[PageTable], turns: Sequence[Turn], named: Sequence[bool]
) -> list[PageTable]:
    """Gives the tables of a document that lost borders all the borders of the usual table.

    Args:
        tables: In any order, each with its ``x_edges`` in points.
        turns: One a table, from its boxes as shown to reading direction.
        named: One a table, whether a plan's header names each of its columns; one such table is enough to be
            the usual one.
    """
    usual = _usual(tables, named)
    return [_restored(table, usual, turn) for table, turn in zip(tables, turns, strict=True)]


def _usual(tables: Sequence[PageTable], named: Sequence[bool]) -> tuple[float, ...]:
    """The borders that most tables share, more columns first; empty if no table is sure."""
    known = [
        (table.x_edges, sure)
        for table, sure in zip(tables, named, strict=True)
        if _has_borders(table) and table.ruled
    ]
    ranks = [
        (sure, sum(len(other) == len(edges) and _shift(other, edges) is not None for other, _ in known))
        for edges, sure in known
    ]
    best = max(range(len(known)), key=lambda index: (*ranks[index], len(known[index][0])), default=None)
    return known[best][0] if best is not None and ranks[best] > (False, 1) else ()


def _has_borders(table: PageTable) -> bool:
    return table.n_cols >= LEAST_COLUMNS and len(table.x_edges) == table.n_cols + 1


def _shift(edges: Sequence[float], usual: Sequence[float]) -> float | None:
    """By how much to move borders, points, so that each lies on a usual one, or None."""
    shifts = [other - edge for other in usual for edge in edges[:1]]
    fits = [
        (sum(min(abs(edge + shift - other) for other in usual) for edge in edges), shift)
        for shift in shifts
        if all(min(abs(edge + shift - other) for other in usual) <= _NEAR for edge in edges)
    ]
    return min(fits)[1] if fits else None


def _restored(table: PageTable, usual: Sequence[float], turn: Turn) -> PageTable:
    if not _has_borders(table) or len(usual) <= len(table.x_edges):
        return table
    shift = _shift(table.x_edges, usual)
    if shift is None:
        return table
    own = table.x_edges
    lost = [edge - shift for edge in usual if min(abs(edge - shift - x) for x in own) > _NEAR]
    for place in lost:
        if own[0] < place < own[-1]:
            table = _with_border(table, place, turn)
    return table


def _with_border(table: PageTable, place: float, turn: Turn) -> PageTable:
    """The table with one more border, or unchanged if print stands across that place."""
    col = sum(edge < place for edge in table.x_edges) - 1
    edges = (*table.x_edges[: col + 1], place, *table.x_edges[col + 1 :])
    cells: list[GridCell] = []
    filled, uncut = 0, 0
    for cell in table.cells:
        over = cell.col <= col < cell.col + cell.col_span
        moved = replace(cell, col=cell.col + (cell.col > col), col_span=cell.col_span + over)
        if not over or cell.col_span > 1:
            cells.append(moved)  # cells that rightly span columns still do
            continue
        parts = _halves(moved, edges, turn)
        filled += bool(cell.text)
        uncut += len(parts) == 1
        cells += parts
    if uncut > (1 - MOSTLY) * filled:
        return table
    return replace(table, n_cols=table.n_cols + 1, cells=tuple(cells), x_edges=edges)


def _halves(cell: GridCell, edges: Sequence[float], turn: Turn) -> list[GridCell]:
    """Cuts a cell over two columns between them; uncut and doubtful if a word stands across the border."""
    parts = list(by_column(cell, edges, turn))
    if len(parts) == 2:
        return parts
    if cell.box is None:
        return [replace(cell, border_doubt=1.0)]
    box = turn.reading(cell.box)
    middle = edges[cell.col + 1]
    places = [turn.reading(word.box) for word in cell.words if word.box is not None]
    left = all(place.x0 + place.x1 < 2 * middle for place in places)
    if places and not left and min(place.x0 for place in places) < middle - _NEAR:
        return [replace(cell, border_doubt=1.0)]
    halves = []
    for index, (x0, x1) in enumerate(((edges[cell.col], middle), (middle, edges[cell.col + 2]))):
        here = replace(
            cell,
            col=cell.col + index,
            col_span=1,
            box=turn.shown(Box(x0, box.y0, x1, box.y1)),
            border_doubt=1.0,
        )
        blank = bool(index) == left
        halves.append(replace(here, text="", words=(), readings=()) if blank else here)
    return halves
