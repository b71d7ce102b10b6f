"""Words back into columns: cells over several columns are cut at the borders, cells cut in two are one again.

Worn rules join cells and false rules cut them; the places of the words tell where they belong. What was
regrouped is marked as doubtful: the reader saw the cells as they were found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.model import GridCell, PageTable
from extract.placing import PlacedWord, into_lines
from extract.turning import Turn
from extract.wrap import join_lines
from lampiran.records import Box, Word

_OVER = 2.0
"""Points by which print may reach over its column's border."""
_TOUCHING = 3.0
"""Print nearer to a border than this, points, on both sides, runs across it."""
_OTHERS = 2
_TOUCHED_SHARE = 0.25


def cut_at_borders(table: PageTable, columns: Sequence[str], turn: Turn, start: int = 0) -> PageTable:
    """The table with cells over several columns cut in parts where every word stands within one column.

    Only cells of rows that hold other text are cut: headings run over columns by right.

    Args:
        table: A table of the plan.
        columns: One name a grid column.
        turn: From boxes as shown to reading direction.
        start: Cells that begin above this grid row stay as they are.
    """
    if len(table.x_edges) != table.n_cols + 1:
        return table
    filled: dict[int, int] = {}
    for cell in table.cells:
        filled[cell.row] = filled.get(cell.row, 0) + bool(cell.text.strip())
    cells: list[GridCell] = []
    for cell in table.cells:
        several = len(set(columns[cell.col : cell.col + cell.col_span])) > 1
        is_row = cell.row >= start and cell.col_span <= table.n_cols - 2 and filled[cell.row] > _OTHERS
        cells += _parts(cell, table.x_edges, turn) if several and is_row else [cell]
    return table if len(cells) == len(table.cells) else replace(table, cells=tuple(cells))


def runs_across(left: GridCell, right: GridCell, turn: Turn) -> bool:
    """Whether print runs over the border between two neighbouring cells: it was one cell."""
    if left.box is None or not left.words or not right.words:
        return False
    border = turn.reading(left.box).x1
    ends = [place for word in left.words if (place := _place(word, turn)) and place.x1 > border - _TOUCHING]
    starts = [
        place for word in right.words if (place := _place(word, turn)) and place.x0 < border + _TOUCHING
    ]
    met = sum(any(min(a.y1, b.y1) - max(a.y0, b.y0) > 0 for b in starts) for a in ends)
    return met > 0 and met >= _TOUCHED_SHARE * len(into_lines(_placed(left.words, turn)))


def read_across(cells: Sequence[GridCell], turn: Turn) -> tuple[str, tuple[Word, ...]]:
    """Text and words of cells side by side, line by line over all of them.

    Cells without places are read one after the other.
    """
    words = [word for cell in cells for word in cell.words]
    if not words or any(word.box is None for word in words):
        return " ".join(cell.text for cell in cells if cell.text), tuple(words)
    lines = into_lines(_placed(words, turn))
    text = join_lines(" ".join(word.text for word in line) for line in lines)
    return text, tuple(word for line in lines for word in line)


def _parts(cell: GridCell, edges: Sequence[float], turn: Turn) -> Iterator[GridCell]:
    """The cell, or its parts by column where words stand in more than one and none across a border."""
    by_col: dict[int, list[Word]] = {}
    for word in cell.words:
        place = _place(word, turn)
        col = None if place is None else _column(place, cell, edges)
        if col is None:
            yield cell
            return
        by_col.setdefault(col, []).append(word)
    if len(by_col) < 2 or cell.box is None:
        yield cell
        return
    box = turn.reading(cell.box)
    starts = sorted({cell.col, *by_col})
    for col, after in zip(starts, [*starts[1:], cell.col + cell.col_span], strict=True):
        lines = into_lines(_placed(by_col.get(col, []), turn))
        yield replace(
            cell,
            col=col,
            col_span=after - col,
            box=turn.shown(Box(edges[col], box.y0, edges[after], box.y1)),
            text=join_lines(" ".join(word.text for word in line) for line in lines),
            words=tuple(word for line in lines for word in line),
            readings=(),
            border_doubt=1.0,
        )


def _column(place: Box, cell: GridCell, edges: Sequence[float]) -> int | None:
    """The grid column of a cell that holds a word; None where it stands across a border."""
    for col in range(cell.col, cell.col + cell.col_span):
        if edges[col] - _OVER <= place.x0 and place.x1 <= edges[col + 1] + _OVER:
            return col
    return None


def _place(word: Word, turn: Turn) -> Box | None:
    return turn.reading(word.box) if word.box is not None else None


def _placed(words: Sequence[Word], turn: Turn) -> list[PlacedWord]:
    places = [(word, _place(word, turn)) for word in words]
    return [PlacedWord(word, box.x0, box.y0, box.x1, box.y1) for word, box in places if box is not None]
