"""The nouns of a table's geometry, the same for a picture and for a page of drawn lines.

Lengths are in the unit of what the table was found in: pixels for a picture (:data:`PixelTable`), points for
a born-digital page (:data:`PointTable`). Upright rules are the level ones of the page laid on its side, so
one noun serves both directions: *along* a rule, and *across* it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import numpy as np

from extract.geometry import Flags, PixelRect
from lampiran.records import Box


class Rect(Protocol):
    """A rectangle in some unit: ``x0 <= x1``, ``y0 <= y1``."""

    @property
    def x0(self) -> float:
        """Left."""

    @property
    def y0(self) -> float:
        """Top."""

    @property
    def x1(self) -> float:
        """Right."""

    @property
    def y1(self) -> float:
        """Bottom."""


R = TypeVar("R", bound=Rect)


@dataclass(frozen=True, slots=True)
class Segment:
    """A straight piece of a rule: it runs from ``start`` to ``end``, at ``across`` (y if level, else x)."""

    start: float
    end: float
    across: float

    @property
    def middle(self) -> float:
        """Halfway along."""
        return (self.start + self.end) / 2

    @property
    def length(self) -> float:
        """Along the rule."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Edge:
    """A column or row border from end to end of a table, possibly bent.

    Attributes:
        along: Ascending positions along the edge.
        across: The edge's place across at each of them.
        start, end: Where its first piece begins and its last piece ends.
        weight: Length of its pieces together; 0 where no rule was seen.
    """

    along: tuple[float, ...]
    across: tuple[float, ...]
    start: float
    end: float
    weight: float

    @property
    def middle(self) -> float:
        """Its mean place across."""
        return sum(self.across) / len(self.across)

    @property
    def length(self) -> float:
        """From end to end."""
        return self.end - self.start

    def at(self, along: float) -> float:
        """Its place across at a position along; beyond its ends, that of the end."""
        # numpy's own way takes five times as long for one place.
        after = bisect_right(self.along, along)
        if after == 0 or after == len(self.along):
            return self.across[0 if after == 0 else -1]
        start, end = self.along[after - 1], self.along[after]
        low, high = self.across[after - 1], self.across[after]
        return (high - low) / (end - start) * (along - start) + low

    def line(self, start: int, end: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """Its places across for each whole position from start to end."""
        return np.asarray(np.interp(np.arange(start, end), self.along, self.across))


@dataclass(frozen=True, slots=True)
class Cell(Generic[R]):
    """A cell of a table: its first grid row and column, how many of each it spans, and its rectangle.

    ``doubt``: 0 where its borders were seen, up to 1 where they were inferred (``border_doubt``).
    """

    row: int
    col: int
    row_span: int
    col_span: int
    box: R
    doubt: float = 0.0


@dataclass(frozen=True, slots=True)
class Table(Generic[R]):
    """A table; every place of its grid is in exactly one cell.

    Attributes:
        xs: The column borders from left to right, one more than columns (of bent ones at half height).
        ys: The row borders from top to bottom, one more than rows (of bent ones at half width).
        cells: Row by row, each row from the left.
        box: Its outline.
        ruled: Whether the borders between columns were drawn; else they were guessed from the text.
        unsound: Share of the cells whose borders are broken or missing rules.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Cell[R], ...]
    box: R
    ruled: bool = True
    unsound: float = 0.0

    @property
    def n_rows(self) -> int:
        """Rows of the grid."""
        return len(self.ys) - 1

    @property
    def n_cols(self) -> int:
        """Columns of the grid."""
        return len(self.xs) - 1


PixelTable = Table[PixelRect]
PointTable = Table[Box]
Span = tuple[int, int, int, int]
"""First grid row and column of a cell, and how many rows and columns it spans."""


def outermost(tables: list[Table[R]], slack: float) -> tuple[Table[R], ...]:
    """The tables that lie in no other, from top to bottom.

    Args:
        tables: Of one page.
        slack: How far a table may reach out of one that it lies in.
    """
    outer = [table for table in tables if not any(_lies_in(table, other, slack) for other in tables)]
    return tuple(sorted(outer, key=lambda table: (table.box.y0, table.box.x0)))


def _lies_in(table: Table[R], other: Table[R], slack: float) -> bool:
    inner, outer = table.box, other.box
    return (
        table is not other
        and inner.x0 >= outer.x0 - slack
        and inner.x1 <= outer.x1 + slack
        and inner.y0 >= outer.y0 - slack
        and inner.y1 <= outer.y1 + slack
        and _area(inner) < _area(outer)
    )


def _area(box: Rect) -> float:
    return (box.x1 - box.x0) * (box.y1 - box.y0)


def spans_between(right: Flags, below: Flags) -> list[Span]:
    """The cells of a grid: rectangles of places with no border between them.

    From each free place they grow to the right, then down, as far as no border stands in the way.

    Args:
        right: n_rows x (n_cols - 1); whether there is a border to the right of a place.
        below: (n_rows - 1) x n_cols; whether there is one below it.
    """
    n_rows, n_cols = right.shape[0], below.shape[1]
    taken = np.zeros((n_rows, n_cols), dtype=bool)
    found: list[Span] = []
    for row in range(n_rows):
        for col in range(n_cols):
            if taken[row, col]:
                continue
            cols = 1
            while col + cols < n_cols and not right[row, col + cols - 1] and not taken[row, col + cols]:
                cols += 1
            rows = 1
            while row + rows < n_rows and _row_belongs(right, below, row + rows, (col, cols)):
                rows += 1
            taken[row : row + rows, col : col + cols] = True
            found.append((row, col, rows, cols))
    return found


def _row_belongs(right: Flags, below: Flags, row: int, span: tuple[int, int]) -> bool:
    """Whether the places of a row continue the cell above: open to it, and bordered at the same columns."""
    col, cols = span
    if below[row - 1, col : col + cols].any() or right[row, col : col + cols - 1].any():
        return False
    left_closed = col == 0 or bool(right[row, col - 1])
    right_closed = col + cols == below.shape[1] or bool(right[row, col + cols - 1])
    return left_closed and right_closed
