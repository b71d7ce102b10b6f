"""The ruled tables of a document that are no plan: picked from what was left out, joined over pages.

Nothing of the plan's logic works here: cells stay as the page has them, merged and empty ones too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dictionaries.likeness import alike
from extract.columns.header import is_number_row
from extract.columns.headings import Grid
from extract.model import GridCell, PageReading, PageTable
from extract.plan.column_shapes import unlike_column
from extract.plan.printed_numbers import is_page_number
from extract.turning import Turn
from lampiran.other_tables import OtherCell, OtherTable

_LEAST = 2
"""Rows and columns of a table, and rows with two filled cells, at least."""
_FEW_CELLS, _FEW_ROWS = 8, 4
"""Filled cells and rows of a table that may be a letterhead, a signature or a stamp, at most."""
_LONGEST_HEADING = 90
"""Letters of a heading, at most; a longer text is contents."""
_FEW_HEADINGS = 3
"""Headings that must all be read alike to be the same ones."""
_SAME_EDGES = 0.02
"""Share of a table's width by which the columns of its pieces may differ."""
_UNSURE = 0.6
"""Confidence below which a cell is doubtful."""
_ADDRESS = re.compile(
    r"\b(?:jalan|jl|telp|telepon|fax|faks|faksimile|e-?mail|website|kode pos)\b", re.IGNORECASE
)
_SIGNED = re.compile(
    r"\b(?:nip|ttd|paraf|mengetahui|menyetujui|disetujui|diperiksa|dibuat|disahkan|ditetapkan|ketua|kepala"
    r"|kabag|kasub\w*|karo|sekda|asisten|sekretaris|pengarah|penanggung ?jawab)\b",
    re.IGNORECASE,
)
_STAMPED = re.compile(r"\b(?:agenda|diterima|disposisi|tgl|arsip|cap)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A table on one page: ``title`` rows over all columns, then the heading's rows up to ``body``."""

    reading: PageReading
    grid: Grid
    title: int
    body: int

    @property
    def table(self) -> PageTable:
        return self.grid.table

    def headings(self) -> tuple[str, ...]:
        """The heading of each column, its levels joined."""
        return tuple(self._heading(col) for col in range(self.table.n_cols))

    def _heading(self, col: int) -> str:
        last = self.body - (self.body > self.title + 1 and is_number_row(self.grid, self.body - 1))
        levels = [self.grid.at(row, col) for row in range(self.title, last)]
        texts = [cell.text for cell in dict.fromkeys(levels) if cell is not None and cell.text]
        return " > ".join(texts)


def other_tables(left_out: Sequence[PageTable], readings: Sequence[PageReading]) -> tuple[OtherTable, ...]:
    """The tables among those left out of the plan.

    Args:
        left_out: Tables that are no plan, as found on their pages, in reading order.
        readings: Of all pages.
    """
    by_page = {reading.page: reading for reading in readings}
    groups: list[list[_Piece]] = []
    for table in left_out:
        if not _is_table(table):
            continue
        piece = _piece(by_page[table.page], Grid(table))
        before = groups[-1][-1] if groups else None
        if before is not None and _repeats(groups[-1][0], before, piece):
            groups[-1].append(piece)
        elif before is not None and _goes_on(before, piece):
            groups[-1].append(replace(piece, title=0, body=0))
        else:
            groups.append([piece])
    return tuple(_joined(number, group) for number, group in enumerate(groups, start=1))


def _is_table(table: PageTable) -> bool:
    """Whether a ruled grid is a table, and not a letterhead, a signature or a stamp."""
    if not table.ruled or min(table.n_rows, table.n_cols) < _LEAST:
        return False
    filled = [cell for cell in table.cells if cell.text]
    in_row = [sum(cell.row == row for cell in filled) for row in range(table.n_rows)]
    if sum(count >= _LEAST for count in in_row) < _LEAST:
        return False
    if len(filled) > _FEW_CELLS or table.n_rows > _FEW_ROWS:
        return True
    printed = [cell.text for cell in filled]
    signed = sum(map(bool, map(_SIGNED.search, printed))) + sum(map(bool, map(_STAMPED.search, printed)))
    return not any(map(_ADDRESS.search, printed)) and signed * 2 < len(printed)


def _piece(reading: PageReading, grid: Grid) -> _Piece:
    """A table with its heading: the first row below a title over all columns, and what belongs to it."""
    rows, title = grid.table.n_rows, 0
    while title < rows - _LEAST and _is_title(grid, title):
        title += 1
    first = grid.starting(title)
    texts = [cell.text for cell in first if cell.text]
    short = all(len(text) <= _LONGEST_HEADING and not _is_value(text) for text in texts)
    if len(texts) < _LEAST or not short:
        return _Piece(reading, grid, 0, 0)
    body = title + max((cell.row_span for cell in first), default=1)
    if body >= rows:
        body = title + 1
    elif any(cell.col_span > 1 for cell in first) and body == title + 1 and _is_level(grid, body):
        body += 1
    if body < rows - 1 and is_number_row(grid, body, after_header=True):
        body += 1
    return _Piece(reading, grid, title, body)


def _is_title(grid: Grid, row: int) -> bool:
    cells = grid.starting(row)
    return len(cells) == 1 and cells[0].col_span == grid.table.n_cols


def _is_level(grid: Grid, row: int) -> bool:
    """Whether a row under headings over several columns heads each of these."""
    texts = [cell.text for cell in grid.starting(row)]
    return all(text and len(text) <= _LONGEST_HEADING and not _is_value(text) for text in texts)


def _is_value(text: str) -> bool:
    """Whether a text is a number, an amount or a date rather than a heading; years head columns too."""
    signs = re.sub(r"\W", "", text)
    return signs.isdigit() and not re.fullmatch(r"(?:19|20)\d\d|\d", signs)


def _repeats(first: _Piece, before: _Piece, piece: _Piece) -> bool:
    """Whether a table has the heading of the one before again: on the next page, or under a caption.

    Of several headings one may be misread. On one page short headings show little.
    """
    one, other = first.headings(), piece.headings()
    if len(one) != len(other) or not all(map(any, (one, other))):
        return False
    pages = piece.table.page - before.table.page
    if pages > 1 or (pages == 0 and len(one) <= _FEW_HEADINGS):
        return False
    same = sum(a == b or alike(a, b).likely for a, b in zip(one, other, strict=True))
    return same >= len(one) - (len(one) > _FEW_HEADINGS)


def _goes_on(before: _Piece, piece: _Piece) -> bool:
    """Whether a table goes on from the page before: the same columns, nothing but page numbers between."""
    if piece.table.page != before.table.page + 1 or piece.table.n_cols != before.table.n_cols:
        return False
    edges = [_shares(one.table.x_edges) for one in (before, piece)]
    if not all(edges) or any(abs(a - b) > _SAME_EDGES for a, b in zip(*edges, strict=True)):
        return False
    return not _beside(before, below=True) and not _beside(piece, below=False)


def _shares(edges: Sequence[float]) -> list[float]:
    if len(edges) < _LEAST or edges[-1] <= edges[0]:
        return []
    return [(edge - edges[0]) / (edges[-1] - edges[0]) for edge in edges]


def _beside(piece: _Piece, *, below: bool) -> bool:
    """Whether tables or lines of text stand below (or above) a table on its page."""
    reading, box = piece.reading, piece.table.box
    if box is None:
        return True
    turn = Turn(reading.rotation, reading.width, reading.height)
    own = turn.reading(box)
    lines = [line.box for line in reading.outside if line.text and not is_page_number(line.text)]
    others = [*lines, *(table.box for table in reading.tables if table is not piece.table)]
    places = [turn.reading(other) for other in others if other is not None]
    return any(place.y0 >= own.y1 - 1.0 if below else place.y1 <= own.y0 + 1.0 for place in places)


def _joined(number: int, pieces: Sequence[_Piece]) -> OtherTable:
    """The pieces as one table; headings that later pieces repeat stand in it once."""
    headings, rows = pieces[0].headings(), 0
    cells: list[OtherCell] = []
    for place, piece in enumerate(pieces):
        skipped = piece.body if place else 0
        kept = [cell for cell in piece.table.cells if cell.row >= skipped]
        cells += [_cell(cell, piece, rows - skipped, headings) for cell in kept]
        rows += piece.table.n_rows - skipped
    doubted = unlike_column(cells)
    marked = (replace(cell, doubtful=True) if (cell.row, cell.col) in doubted else cell for cell in cells)
    return OtherTable(
        number=number,
        page_first=pieces[0].table.page,
        page_last=pieces[-1].table.page,
        headings=headings,
        rows=rows,
        columns=pieces[0].table.n_cols,
        cells=tuple(sorted(marked, key=lambda cell: (cell.row, cell.col))),
    )


def _cell(cell: GridCell, piece: _Piece, shift: int, headings: Sequence[str]) -> OtherCell:
    heads = dict.fromkeys(headings[cell.col : cell.col + cell.col_span])
    return OtherCell(
        row=cell.row + shift + 1,
        col=cell.col + 1,
        text=cell.text,
        confidence=cell.confidence,
        page=piece.table.page,
        box=cell.box,
        heading=" / ".join(head for head in heads if head) if cell.row >= piece.body else "",
        row_span=cell.row_span,
        col_span=cell.col_span,
        doubtful=bool(cell.doubts) or (bool(cell.text) and cell.confidence < _UNSURE),
    )
