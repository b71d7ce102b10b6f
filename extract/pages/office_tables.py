"""Cells of a sheet or a Word table as a page's table; titles above it as lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zipfile import BadZipFile

from extract.model import GridCell, PageReading, PageTable, TextLine
from extract.words.line_wrap import join_lines
from lampiran.records import Problem, Reading, Word

BROKEN = (BadZipFile, SyntaxError, KeyError, ValueError, TypeError, AttributeError, OSError)
"""What libraries for such files raise over broken ones, beside errors of their own."""
_SURE = 1.0
"""Nothing is recognised here: stored text is as sure as it gets."""


@dataclass(frozen=True, slots=True)
class OfficeCell:
    """A cell with text or colour: first row and column (from 0), how many it spans, and its address."""

    row: int
    col: int
    text: str
    address: str
    row_span: int = 1
    col_span: int = 1
    shaded: bool = False


def words(text: str) -> tuple[Word, ...]:
    """The words of a text; they have no place on a page."""
    return tuple(Word(word, None, _SURE) for word in text.split())


def text_line(text: str) -> TextLine:
    """A line outside tables."""
    plain = join_lines(text.splitlines() or [""])
    return TextLine(plain, words(plain))


def office_reading(
    page: int,
    engine: str,
    cells: Sequence[OfficeCell],
    *,
    before: Sequence[str] = (),
    after: Sequence[str] = (),
    problems: tuple[Problem, ...] = (),
) -> PageReading:
    """A page with one table (none without cells).

    Args:
        page: From 1.
        engine: ``xlsx`` or ``docx``.
        cells: Of the table.
        before: Lines of text above the table.
        after: Lines below.
        problems: What must be told of the page.
    """
    lines = [*before, *after]
    table = _table(page, engine, cells) if cells else None
    return PageReading(
        page=page,
        width=0.0,
        height=0.0,
        kind="digital",
        engine=engine,
        tables=(table,) if table is not None else (),
        outside=tuple(text_line(line) for line in lines if line.strip()),
        problems=problems,
    )


def _table(page: int, engine: str, cells: Sequence[OfficeCell]) -> PageTable:
    """The cells as a grid without blank rows and columns at its edges, each place covered once."""
    filled = [cell for cell in cells if cell.text or cell.shaded]
    cols = sorted({cell.col for cell in filled if cell.text} | {cell.col for cell in filled})
    rows = sorted({cell.row for cell in filled})
    kept_cols = {col: place for place, col in enumerate(cols)}
    kept_rows = {row: place for place, row in enumerate(rows)}
    grid: dict[tuple[int, int], GridCell] = {}
    made: list[GridCell] = []
    for cell in sorted(cells, key=lambda one: (one.row, one.col)):
        across = [kept_cols[col] for col in range(cell.col, cell.col + cell.col_span) if col in kept_cols]
        down = [kept_rows[row] for row in range(cell.row, cell.row + cell.row_span) if row in kept_rows]
        places = [(row, col) for row in down for col in across]
        if not places or any(place in grid for place in places):
            continue
        grid_cell = _grid_cell(cell, engine, (down[0], across[0]), (len(down), len(across)))
        made.append(grid_cell)
        grid |= dict.fromkeys(places, grid_cell)
    made += [
        GridCell(row, col, None, "", _SURE)
        for row in range(len(rows))
        for col in range(len(cols))
        if (row, col) not in grid
    ]
    made.sort(key=lambda one: (one.row, one.col))
    return PageTable(page, len(rows), len(cols), tuple(made))


def _grid_cell(cell: OfficeCell, engine: str, place: tuple[int, int], span: tuple[int, int]) -> GridCell:
    text = join_lines(cell.text.splitlines() or [""])
    readings = (Reading(f"{engine} {cell.address}", text, _SURE),) if text else ()
    return GridCell(
        *place, None, text, _SURE, words(text), readings, span[0], span[1], shaded=cell.shaded and not text
    )
