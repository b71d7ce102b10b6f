"""What is printed over each column of a table, level by level, and what it says.

A header may have several levels: a group heading (``RENCANA AKSI``) over headings of its own
(``LANGKAH AKSI``, ``BUKTI FISIK``). The deepest heading names a column; what stands above it only helps where
the two are one name (``TARGET`` over ``WAKTU``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from dictionaries.headers import HeaderMatch, HeaderNames, squeeze
from dictionaries.likeness import names_area
from dictionaries.numerals import ordinals
from extract.model import GridCell, PageTable

_LONGEST = 24
"""Letters of an unknown heading on a lower level, at most."""
_PERIOD = re.compile(
    r"(?:TW|TRIWULAN|SEMESTER|SMT|BULAN|BLN|MINGGU|B)?[ .-]*(?:[IVX]{1,4}|[0-9]{1,4})|"
    r"(?:JAN|[FP]EB|MAR|APR|MEI|JUN|JUL|AG|SEP|OKT|N[OV][PV]|DES)[A-Z]*[.]?",
    re.IGNORECASE,
)
"""How the parts of a year are headed."""
_PLANNED, _DONE = frozenset({"TARGET", "T"}), frozenset({"REALISASI", "R"})
_PAIR = _PLANNED | _DONE
"""Headings that stand side by side under a group: what was planned of it, and what was done."""
PLAIN_HEADING = 90.0
"""Likeness to a known heading, of 100, from which on a text is plainly that heading."""


class Grid:
    """A table's cells by place; a merged cell is found at every place it covers."""

    def __init__(self, table: PageTable) -> None:
        self.table = table
        self._at = {
            (cell.row + down, cell.col + right): cell
            for cell in table.cells
            for down in range(cell.row_span)
            for right in range(cell.col_span)
        }

    def at(self, row: int, col: int) -> GridCell | None:
        """The cell that covers a place; None where the table has none."""
        return self._at.get((row, col))

    def starting(self, row: int) -> list[GridCell]:
        """The cells whose first grid row this is, left to right."""
        cells = (self.at(row, col) for col in range(self.table.n_cols))
        return list(dict.fromkeys(cell for cell in cells if cell is not None and cell.row == row))


@dataclass(frozen=True, slots=True)
class Heading:
    """What heads one grid column.

    Attributes:
        text: All that is printed over the column, top to bottom.
        match: The known heading it was taken for.
        cell: The deepest printed cell; columns under one cell share it.
    """

    text: str = ""
    match: HeaderMatch | None = None
    cell: GridCell | None = None


def read_headings(grid: Grid, first: int, last: int, names: HeaderNames) -> list[Heading]:
    """The headings of all grid columns, printed in the grid rows ``first`` to ``last``."""
    return [_heading(grid, first, last, col, names) for col in range(grid.table.n_cols)]


def is_level(grid: Grid, first: int, row: int, names: HeaderNames) -> bool:
    """Whether a row can be a further level of the header above: only headings start in it, no sentences.

    A row that prints the same headings again (coloured area bands do) is a header of its own.
    """
    cells = [cell for cell in grid.starting(row) if cell.text.strip()]
    covered = sum(
        1 for col in range(grid.table.n_cols) if (cell := grid.at(row, col)) is not None and cell.row < row
    )
    if not cells or _printed_again(grid, first, cells) >= 2:
        return False
    like = sum(1 for cell in cells if names.find(cell.text) is not None)
    short = all(_is_short(cell) and not ordinals(cell.text) for cell in cells)
    return like * 2 > len(cells) or (short and covered * 2 >= grid.table.n_cols)


def opens_header(grid: Grid, first: int, last: int, names: HeaderNames) -> bool:
    """Whether the first row of a header of several levels holds headings, not a row that a header follows.

    An area's heading may stand over a header too.

    Half of its cells are known headings, or are so together with what stands below them.
    """
    cells = [cell for cell in grid.starting(first) if cell.text.strip()]
    if any(names_area(cell.text) for cell in cells):
        return False
    known = 0
    for cell in cells:
        below = (grid.at(row, cell.col) for row in range(first, last + 1))
        column = " ".join(part.text for part in dict.fromkeys(part for part in below if part is not None))
        known += names.find(cell.text) is not None or names.find(column) is not None
    return known * 2 >= len(cells)


def hangs_under_groups(grid: Grid, first: int, row: int, names: HeaderNames) -> bool:
    """Whether all text in a row stands under group headings of the row above, and subdivides them.

    Next to the groups the header's cells must reach down here, or the text must look like headings.
    """
    cells = [cell for cell in grid.starting(row) if cell.text.strip()]
    if _printed_again(grid, first, cells) >= 2 or not all(_is_short(cell) for cell in cells):
        return False
    above = [grid.at(row - 1, cell.col) for cell in cells]
    groups = [group for group in above if group is not None and _is_group(group, grid.table)]
    if len(groups) != len(cells) or not any(groups.count(group) >= 2 for group in groups):
        return False
    beside = [cell for cell in grid.starting(row) if grid.at(row - 1, cell.col) not in groups]
    periods = sum(bool(_PERIOD.fullmatch(cell.text.strip())) for cell in cells)
    known = sum(names.find(cell.text) is not None for cell in cells)
    return not beside or known > 0 or periods == len(cells)


def _printed_again(grid: Grid, first: int, cells: list[GridCell]) -> int:
    above = {squeeze(cell.text) for cell in grid.starting(first)}
    return sum(squeeze(cell.text) in above for cell in cells)


def _is_short(cell: GridCell) -> bool:
    return len(squeeze(cell.text)) <= _LONGEST


def _is_group(cell: GridCell, table: PageTable) -> bool:
    """Whether a cell is a heading over some columns; what runs over the whole table is a title."""
    return 1 < cell.col_span < table.n_cols and bool(cell.text.strip()) and not names_area(cell.text)


def _heading(grid: Grid, first: int, last: int, col: int, names: HeaderNames) -> Heading:
    printed = [grid.at(row, col) for row in range(first, last + 1)]
    cells = [cell for cell in dict.fromkeys(printed) if cell is not None and cell.text]
    if not cells:
        return Heading()
    deepest = cells[-1]
    if _parted_below(grid, deepest, last):
        # Its neighbours have headings of their own under it: the one of this column was not read.
        return Heading()
    whole = " ".join(cell.text for cell in cells)
    match = _of_pair(grid, cells, names) if len(cells) > 1 else None
    return Heading(whole, match or _match(cells, names), deepest)


def _of_pair(grid: Grid, cells: list[GridCell], names: HeaderNames) -> HeaderMatch | None:
    """What a column means whose heading is one of the pair ``TARGET``, ``REALISASI`` under a known group.

    The target of a time is the time itself; the target of an amount of money is that amount.
    """
    own = squeeze(cells[-1].text)
    beside = {
        squeeze(cell.text)
        for col in range(cells[-2].col, cells[-2].col + cells[-2].col_span)
        if (cell := grid.at(cells[-1].row, col)) is not None
    }
    group = names.find(cells[-2].text)
    if group is None or own not in _PAIR or not (beside & _PLANNED and beside & _DONE):
        return None
    of = group.name.nama or group.name.kolom
    if own in _PLANNED:
        amount = replace(group.name, nama="target") if of in ("output", "status") else group.name
        return replace(group, name=amount)
    done = "realisasi_waktu" if of == "target_waktu" else "realisasi" if of == "output" else f"realisasi_{of}"
    return replace(group, name=replace(group.name, kolom="extra", weight=0.2, nama=done))


def _parted_below(grid: Grid, cell: GridCell, last: int) -> bool:
    """Whether other cells with print stand under a cell within the header."""
    under = (
        grid.at(row, col)
        for row in range(cell.row + cell.row_span, last + 1)
        for col in range(cell.col, cell.col + cell.col_span)
    )
    return cell.col_span > 1 and any(other is not None and other.text.strip() for other in under)


def _match(cells: list[GridCell], names: HeaderNames) -> HeaderMatch | None:
    """The known heading of a column: the deepest cell's, or that of several levels read as one."""
    whole = names.find(" ".join(cell.text for cell in cells))
    if len(cells) == 1 or (
        whole and whole.score >= PLAIN_HEADING and all(cell.col_span == 1 for cell in cells)
    ):
        return whole
    found: HeaderMatch | None = None
    for start in range(len(cells) - 1, -1, -1):
        match = names.find(" ".join(cell.text for cell in cells[start:]))
        if match is None or (start + 1 < len(cells) and not _needs_all(cells[start:], match)):
            continue
        if found is None or (match.name.kolom == found.name.kolom and match.name.weight > found.name.weight):
            found = match
    return found


def _needs_all(cells: list[GridCell], match: HeaderMatch) -> bool:
    """Whether all the cells' words make the heading: the upper ones alone are less like it."""
    upper = squeeze(" ".join(cell.text for cell in cells[:-1]))
    return match.score >= PLAIN_HEADING and fuzz.ratio(upper, squeeze(match.name.header)) < match.score
