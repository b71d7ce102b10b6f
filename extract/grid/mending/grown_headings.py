"""Cuts headings off cells that grew together with the text below because the header's rule was not seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dictionaries.headers import load_header_names
from extract.columns.naming import NO
from extract.model import GridCell, PageTable
from extract.sizes import PATTERN
from lampiran.records import KOLOM

_SURE = 92.0
"""Likeness to a known heading, of 100, from which on a text is that heading and nothing more."""
_LONGEST = 4
"""Words of a heading, at most; text that follows one not in capitals is as long, at least."""


def with_headings_cut(table: PageTable) -> PageTable:
    """Cuts such cells in two; adds a grid row if the header has no row below it that belongs to the cell.

    The lower parts are marked as doubtful.
    """
    cuts: dict[GridCell, int] = {}
    for row in range(table.n_rows):
        cells = [cell for cell in table.cells if cell.row == row and cell.text]
        plain = [cell for cell in cells if is_heading(cell.text)]
        grown = {cell: count for cell in cells if cell not in plain and (count := _heading_words(cell))}
        if len(plain) >= PATTERN or (len(grown) > 1 and _kinds(plain, grown) >= PATTERN):
            cuts |= grown
    if not cuts:
        return table
    fresh = {cell.row for cell in cuts if cell.row_span == 1}
    made = [part for cell in table.cells for part in _placed(cell, cuts, fresh)]
    filled = {(cell.row, cell.col) for cell in made}
    below = {row + sum(other < row for other in fresh) + 1 for row in fresh}
    blanks = [
        GridCell(row, col, None, "", 1.0)
        for row in below
        for col in range(table.n_cols)
        if (row, col) not in filled and not any(_covers(cell, row, col) for cell in made)
    ]
    ordered = sorted([*made, *blanks], key=lambda cell: (cell.row, cell.col))
    return replace(table, n_rows=table.n_rows + len(fresh), cells=tuple(ordered))


def _placed(cell: GridCell, cuts: dict[GridCell, int], fresh: set[int]) -> list[GridCell]:
    """A cell, or its two parts, at its place in the grid with the added rows."""
    last = cell.row + cell.row_span - 1
    moved = replace(
        cell,
        row=cell.row + sum(row < cell.row for row in fresh),
        row_span=cell.row_span + sum(cell.row <= row < last for row in fresh),
    )
    count = cuts.get(cell, 0)
    if not count:
        return [moved]
    words = cell.text.split()
    same = len(words) == len(cell.words)
    upper = replace(
        moved, text=" ".join(words[:count]), words=cell.words[:count] if same else (), readings=(), row_span=1
    )
    lower = replace(
        moved,
        row=moved.row + 1,
        row_span=max(1, moved.row_span - 1),
        text=" ".join(words[count:]),
        words=cell.words[count:] if same else cell.words,
        readings=(),
        border_doubt=1.0,
    )
    return [upper, lower]


def _covers(cell: GridCell, row: int, col: int) -> bool:
    return cell.row <= row < cell.row + cell.row_span and cell.col <= col < cell.col + cell.col_span


def _kinds(plain: Sequence[GridCell], grown: Mapping[GridCell, int]) -> int:
    """How many columns of a plan are named by whole cells and by the first words of others.

    A cell that resembles a known heading as a whole is a misread heading, not one followed by other text.
    """
    names = load_header_names()
    first = [
        " ".join(cell.text.split()[:count]) for cell, count in grown.items() if not names.find(cell.text)
    ]
    matches = [names.find(text) for text in (*(cell.text for cell in plain), *first)]
    return len({match.name.kolom for match in matches if match is not None} & {NO, *KOLOM})


def is_heading(text: str) -> bool:
    """Whether a text is plainly the heading of a plan's column."""
    match = load_header_names().find(text)
    return match is not None and match.score >= _SURE and match.name.kolom != "other"


def _heading_words(cell: GridCell) -> int:
    """How many of a cell's first words are a heading that other text follows, or 0."""
    words = cell.text.split()
    for count in range(min(_LONGEST, len(words) - 1), 0, -1):
        heading, rest = " ".join(words[:count]), " ".join(words[count:])
        if is_heading(heading):
            follows = not rest.isupper() if heading.isupper() else len(words) - count >= _LONGEST
            return count if follows else 0
    return 0
