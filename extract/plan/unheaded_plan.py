"""A plan whose header could not be read anywhere, recognised by what its columns hold.

A header lost to the scan must not lose the plan. Where a column words indikator officially and the third
after it holds times, the form says what the columns are: komponen before, action and evidence between.
"""

from __future__ import annotations

from collections.abc import Sequence

from dictionaries.numerals import ordinals
from extract.columns.contents import FEWEST_CELLS, column_likeness, holds_times
from extract.columns.header import Header, fit_columns
from extract.columns.headings import Grid
from extract.columns.naming import NO, unnamed
from lampiran.records import KOLOM

_INDIKATOR, _TARGET = KOLOM.index("indikator"), KOLOM.index("target_waktu")


def header_by_content(grids: Sequence[Grid]) -> Header | None:
    """The columns of a plan among ruled tables without headers; None if no table is plainly one.

    The header has no rows of its own, and all of its names are guessed.

    Args:
        grids: Tables in which no header was found, in document order.
    """
    for grid in grids:
        table = grid.table
        if not table.ruled or table.n_cols < len(KOLOM):
            continue
        shape = Header(tuple(map(str, range(table.n_cols))), 0, -1, "plan", x_edges=table.x_edges)
        alike = [other for other in grids if fit_columns(shape, other.table) == shape.columns]
        texts = [_texts(alike, col) for col in range(table.n_cols)]
        for first in range(1, table.n_cols - _TARGET + _INDIKATOR):
            if first == _INDIKATOR and _counts(texts[0]):
                continue  # a number where the form has the komponen: another form
            if _is_plan(texts[first], texts[first + _TARGET - _INDIKATOR]):
                columns = _names(table.n_cols, first)
                return Header(columns, 0, -1, "plan", columns, table.x_edges, ("",) * table.n_cols)
    return None


def _texts(grids: Sequence[Grid], col: int) -> list[str]:
    return [cell.text for grid in grids for cell in grid.table.cells if (cell.col, cell.col_span) == (col, 1)]


def _is_plan(indikator: Sequence[str], target: Sequence[str]) -> bool:
    worded = sum(bool(text.strip()) for text in indikator)
    return (
        worded >= FEWEST_CELLS
        and bool(holds_times(target))
        and column_likeness("indikator", indikator).likely
    )


def _counts(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text.strip()]
    return sum(bool(ordinals(text)) for text in filled) * 2 > len(filled)


def _names(n_cols: int, first: int) -> tuple[str, ...]:
    """Names of all columns of which one, counted from 0, is the indikator's."""
    names = [unnamed(col) for col in range(n_cols)]
    for kolom, col in zip(KOLOM, range(first - _INDIKATOR, n_cols), strict=False):
        names[col] = kolom
    if first > _INDIKATOR:
        names[0] = NO
    return tuple(names)
