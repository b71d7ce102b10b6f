"""How surely the borders of a cell were seen: what of its outline is inferred, and what speaks against it.

A border that a scan lost is put back where the rest of the table and the print call for it (``borders``);
a faint line between two cells may be taken for no rule. Either may be wrong, and then words of one cell
stand in another. So each cell says how doubtful its borders are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.geometry import Gray
from extract.grid.ink.edges import Edge
from extract.grid.ink.faint_borders import SEEN, traces
from extract.grid.ink.ruled_share import ruled_shares
from extract.grid.ink.ruling_lines import Rules

_SEEN = 0.85
"""Share of a side that is ruled from which on it counts as seen: rules are thin, scans break them."""
_HINT = 0.25
"""Share of a line within a cell that is ruled from which on it may be a border after all."""

_LOST, _USUAL = 0.5, 0.6
"""Doubt about a cell over a place where a border may be lost; share of the borders in line that are seen."""
_BROKEN, _BROKEN_MOST = (0.1, 0.93), 0.04
"""Shares of its length seen of a broken border, and how many of a sound page's borders are broken."""

_UNSEEN = 0.2
"""A cell's doubt from which on its borders count as badly seen."""

Shares = NDArray[np.float64]
Span = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """How much of every border of a grid is ruled, 0 to 1, outer ones included.

    Attributes:
        upright: n_rows x (n_cols + 1).
        level: (n_rows + 1) x n_cols.
        worn: Whether the scan broke many of them.
    """

    upright: Shares
    level: Shares
    worn: bool


def evidence(xs: list[Edge], ys: list[Edge], rules: Rules) -> Evidence:
    """Measures the borders of a grid with these edges.

    An outer edge without a rule counts as seen: it was put where all rules that cross it end, and no cell
    lies beyond it that words could come from.
    """
    upright = ruled_shares(xs, ys, rules.v_reach, rules.dpi)
    level = ruled_shares(ys, xs, rules.h_reach.T, rules.dpi)
    is_worn = worn(upright, level)
    for edges, shares in ((xs, upright), (ys, level)):
        shares[:, [index for index, edge in enumerate(edges) if edge.weight == 0]] = 1.0
    return Evidence(upright, level.T, is_worn)


def with_traces(known: Evidence, xs: list[Edge], ys: list[Edge], flat: Gray, rules: Rules) -> Evidence:
    """As :func:`evidence`, borders that left a trace all along counted as seen too."""
    upright, level = known.upright.copy(), known.level.T.copy()
    for edges, crossing, shares, page in ((xs, ys, upright, flat), (ys, xs, level, flat.T)):
        marks = traces(edges, crossing, shares < _SEEN, page, rules.dpi, thin=rules.dotted)
        shares[marks == SEEN] = 1.0
    return Evidence(upright, level.T, known.worn)


def unsound(spans: Sequence[Span], known: Evidence) -> float:
    """Share of the cells whose borders are badly seen."""
    return sum(border_doubt(span, known) > _UNSEEN for span in spans) / max(1, len(spans))


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
    found = max(unseen if unseen > 1 - _SEEN else 0.0, hint if hint >= _HINT else 0.0)
    return max(found, _LOST) if _lost_within(span, seen) else found


def _lost_within(span: Span, seen: Evidence) -> bool:
    """Whether a cell covers places that are else parted all over the table.

    Headings stand over all columns or all but the first, seldom over a few; cells over several rows are
    usual, and doubtful only where the page lost pieces of rules.
    """
    row, col, rows, cols = span
    parted = seen.upright[:, col + 1 : col + cols].mean(axis=0)
    if 1 < cols < seen.level.shape[1] - 1 and row > 0 and (parted >= _USUAL).all():
        return True
    if rows == 1 or not seen.worn:
        return False
    edges, column = seen.level[row + 1 : row + rows].mean(axis=1), seen.level[1:-1, col]
    return bool((edges >= _USUAL).any() and column.mean() >= _USUAL)


def worn(*shares: Shares) -> bool:
    """Whether the scan broke the rules that these shares of ruled length were measured on."""
    pieces = np.concatenate([part.ravel() for part in shares])
    return bool(((pieces > _BROKEN[0]) & (pieces < _BROKEN[1])).mean() > _BROKEN_MOST)
