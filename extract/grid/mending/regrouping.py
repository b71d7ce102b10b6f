"""Puts words back into columns: cuts cells over several columns, and joins cells that were cut in two.

Worn rules join cells and false rules cut them; the places of the words show where they belong. Changed cells
are marked as doubtful: the OCR engine read them as they were found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dictionaries.headers import load_header_names
from extract.columns.headings import PLAIN_HEADING
from extract.geometry import POINTS_PER_INCH
from extract.grid.placing import PlacedWord, into_lines, text_of
from extract.model import GridCell, PageTable
from extract.sizes import CLEAR, LETTER, LINE, PARTLY, SAME, SEVERAL
from extract.turning import Turn
from lampiran.records import Box, Word

OVER = CLEAR * POINTS_PER_INCH
"""How far print may reach over its column's border, points."""
_NEAR = LETTER * POINTS_PER_INCH
"""Words that end or begin this near a border, points, may run on behind it."""
WIDE_GAP = LINE * POINTS_PER_INCH
"""Points between words on both sides of a crease that wiped letters away, at most."""
_WORD_GAP = SAME * POINTS_PER_INCH
"""Points between words of one text on both sides of a border, at most."""


def cut_at_borders(table: PageTable, columns: Sequence[str], turn: Turn, start: int = 0) -> PageTable:
    """Cuts cells over several columns if every word stands within one column.

    Only cells of rows with other text are cut: headings rightly span columns.

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
        is_row = cell.row >= start and cell.col_span <= table.n_cols - 2 and filled[cell.row] > SEVERAL
        cells += by_column(cell, table.x_edges, turn) if several and is_row else [cell]
    return table if len(cells) == len(table.cells) else replace(table, cells=tuple(cells))


def without_false_columns(table: PageTable, turn: Turn) -> PageTable:
    """Removes upright borders over which print runs in most rows: they are creases, not rules."""
    for border in range(table.n_cols - 1, 0, -1):
        pairs = _pairs(table, border)
        filled = [(left, right) for left, right in pairs if left.text and right.text]
        gap = WIDE_GAP if any(_is_cut_heading(left.text, right.text) for left, right in filled) else _WORD_GAP
        across = sum(runs_across(left, right, turn, gap) for left, right in filled)
        if across >= SEVERAL and across * 2 >= len(filled) and len(table.x_edges) > table.n_cols:
            table = _without_border(table, border, dict(pairs), turn)
    return table


def _is_cut_heading(left: str, right: str) -> bool:
    """Whether two texts together are one known heading and the second alone is not one."""
    names = load_header_names()
    whole, first = names.find(left + right), names.find(left)
    if whole is None or whole.name.kolom == "other" or names.find(right) is not None:
        return False
    return whole.score >= PLAIN_HEADING and (first is None or first.score < whole.score)


def _pairs(table: PageTable, border: int) -> list[tuple[GridCell, GridCell]]:
    """Cells that meet at a border between grid columns, in the same grid rows."""
    starting = {(cell.row, cell.row_span): cell for cell in table.cells if cell.col == border}
    ending = [cell for cell in table.cells if cell.col + cell.col_span == border]
    return [
        (cell, starting[cell.row, cell.row_span]) for cell in ending if (cell.row, cell.row_span) in starting
    ]


def _without_border(table: PageTable, border: int, pairs: dict[GridCell, GridCell], turn: Turn) -> PageTable:
    """Makes the two grid columns beside a border one."""
    right_ones = set(pairs.values())
    met = {(cell.row, cell.row_span) for cell in pairs}
    cells: list[GridCell] = []
    for cell in table.cells:
        if cell in right_ones:
            continue
        if cell in pairs:
            cell = _joined(cell, pairs[cell], turn)  # noqa: PLW2901 - the pair stands for its left cell
        begins = cell.col >= border and not ((cell.row, cell.row_span) in met and cell.col == border)
        spans = cell.col < border < cell.col + cell.col_span
        cells.append(replace(cell, col=cell.col - begins, col_span=max(1, cell.col_span - spans)))
    edges = (*table.x_edges[:border], *table.x_edges[border + 1 :])
    if not _whole(cells, table.n_rows, table.n_cols - 1):
        return table
    return replace(table, n_cols=table.n_cols - 1, cells=tuple(cells), x_edges=edges)


def _joined(left: GridCell, right: GridCell, turn: Turn) -> GridCell:
    text, words = read_across((left, right), turn)
    boxes = [cell.box for cell in (left, right) if cell.box is not None]
    return replace(
        left,
        col_span=left.col_span + right.col_span,
        box=Box.around(boxes),
        text=text,
        words=words,
        readings=(),
        confidence=min(left.confidence, right.confidence),
        border_doubt=1.0 if left.text and right.text else max(left.border_doubt, right.border_doubt),
        doubts=tuple(dict.fromkeys(left.doubts + right.doubts)),
    )


def _whole(cells: Sequence[GridCell], n_rows: int, n_cols: int) -> bool:
    """Whether every place of the grid is in exactly one cell."""
    places = [
        (row, col)
        for cell in cells
        for row in range(cell.row, cell.row + cell.row_span)
        for col in range(cell.col, cell.col + cell.col_span)
    ]
    return len(places) == len(set(places)) == n_rows * n_cols


def runs_across(left: GridCell, right: GridCell, turn: Turn, gap: float = WIDE_GAP) -> bool:
    """Whether print runs over the border between two neighbouring cells, so that they are one cell.

    Args:
        left: The one cell.
        right: The cell after the border.
        turn: From boxes as shown to reading direction.
        gap: Points between words of one text, at most; wide if a header has the cells in one column.
    """
    if left.box is None or not left.words or not right.words:
        return False
    border = turn.reading(left.box).x1
    places = [[_place(word, turn) for word in cell.words] for cell in (left, right)]
    ends = [place for place in places[0] if place is not None and place.x1 > border - _NEAR]
    starts = [place for place in places[1] if place is not None and place.x0 < border + _NEAR]
    met = sum(any(_in_one_line(end, start) and start.x0 - end.x1 <= gap for start in starts) for end in ends)
    return met > 0 and met >= PARTLY * len(into_lines(placed(left.words, turn)))


def _in_one_line(end: Box, start: Box) -> bool:
    level = min(end.y1, start.y1) - max(end.y0, start.y0)
    return level > 0.3 * min(end.y1 - end.y0, start.y1 - start.y0)


def read_across(cells: Sequence[GridCell], turn: Turn) -> tuple[str, tuple[Word, ...]]:
    """Text and words of cells side by side, line by line across all of them.

    Cells of words without boxes are read one after the other.
    """
    words = [word for cell in cells for word in cell.words]
    if not words or any(word.box is None for word in words):
        return " ".join(cell.text for cell in cells if cell.text), tuple(words)
    lines = into_lines(placed(words, turn))
    text = text_of(lines)
    return text, tuple(word for line in lines for word in line)


def by_column(cell: GridCell, edges: Sequence[float], turn: Turn) -> Iterator[GridCell]:
    """The cell, or its parts by column if words stand in several columns and none across a border."""
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
        lines = into_lines(placed(by_col.get(col, []), turn))
        yield replace(
            cell,
            col=col,
            col_span=after - col,
            box=turn.shown(Box(edges[col], box.y0, edges[after], box.y1)),
            text=text_of(lines),
            words=tuple(word for line in lines for word in line),
            readings=(),
            border_doubt=1.0,
        )


def _column(place: Box, cell: GridCell, edges: Sequence[float]) -> int | None:
    """The grid column that a word of a cell stands in; None if it stands across a border."""
    for col in range(cell.col, cell.col + cell.col_span):
        if edges[col] - OVER <= place.x0 and place.x1 <= edges[col + 1] + OVER:
            return col
    return None


def _place(word: Word, turn: Turn) -> Box | None:
    return turn.reading(word.box) if word.box is not None else None


def placed(words: Sequence[Word], turn: Turn) -> list[PlacedWord]:
    """Gives words their places in reading direction; those without a box are left out."""
    places = [(word, _place(word, turn)) for word in words]
    return [PlacedWord(word, box.x0, box.y0, box.x1, box.y1) for word, box in places if box is not None]
