"""How surely the borders of a cell were seen: what of its outline is inferred, and what speaks against it.

A border that a scan lost is put back where the rest of the table and the print call for it (``borders``);
a faint line between two cells may be taken for no rule. Either may be wrong, and then words of one cell
stand in another. So each cell says how doubtful its borders are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.edges import Edge
from extract.pieces import ruled_shares
from extract.rules import Rules

_SEEN = 0.85
"""Share of a side that is ruled from which on it counts as seen: rules are thin, scans break them."""
_HINT = 0.25
"""Share of a line within a cell that is ruled from which on it may be a border after all."""

Shares = NDArray[np.float64]
Span = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """How much of every border of a grid is ruled, 0 to 1, outer ones included.

    Attributes:
        upright: n_rows x (n_cols + 1).
        level: (n_rows + 1) x n_cols.
    """

    upright: Shares
    level: Shares


def evidence(xs: list[Edge], ys: list[Edge], rules: Rules) -> Evidence:
    """Measures the borders of a grid with these edges.

    An outer edge without a rule counts as seen: it was put where all rules that cross it end, and no cell
    lies beyond it that words could come from.
    """
    upright = ruled_shares(xs, ys, rules.v_mask, rules.dpi)
    level = ruled_shares(ys, xs, rules.h_mask.T, rules.dpi)
    for edges, shares in ((xs, upright), (ys, level)):
        shares[:, [index for index, edge in enumerate(edges) if edge.weight == 0]] = 1.0
    return Evidence(upright, level.T)


def border_doubt(span: Span, seen: Evidence) -> float:
    """How doubtful a cell's borders are: 0 where all were seen, 1 where one was wholly inferred.

    Args:
        span: First row and column of the cell, and how many it covers.
        seen: Of the table.
    """
    row, col, rows, cols = span
    down, along = slice(row, row + rows), slice(col, col + cols)
    sides = (seen.upright[down, col], seen.upright[down, col + cols])
    ends = (seen.level[row, along], seen.level[row + rows, along])
    unseen = max(float((1 - share).max()) for share in (*sides, *ends))
    within = [seen.upright[down, col + 1 : col + cols], seen.level[row + 1 : row + rows, along]]
    hint = max((float(share.max()) for share in within if share.size), default=0.0)
    return max(unseen if unseen > 1 - _SEEN else 0.0, hint if hint >= _HINT else 0.0)
