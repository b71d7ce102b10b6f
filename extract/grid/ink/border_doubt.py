"""How surely the borders of a cell were seen: how much of its outline is inferred, and what is against it.

A border that a scan lost is put back where the rest of the table and the print call for it (``borders``); a
faint line between two cells may be overlooked. Either may be wrong, and then words of one cell stand in
another. So each cell has a doubt about its borders.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extract.grid.ink.faint_borders import Trace, traces
from extract.grid.ink.lattice import Lattice
from extract.grid.ink.ruled_share import Shares, ruled_shares
from extract.grid.table_model import Span
from extract.sizes import MOSTLY, PARTLY, WHOLE

_LOST = 0.5
"""Doubt about a cell that may span a lost border."""
_BROKEN, _BROKEN_MOST = (0.1, 0.93), 0.04
"""Shares of a broken border that are seen, and the largest share of broken borders on a sound page."""


@dataclass(frozen=True, slots=True, eq=False)
class RuledShares:
    """How much of every border of a grid is ruled, 0 to 1, outer ones included.

    Attributes:
        upright: n_rows x (n_cols + 1).
        level: (n_rows + 1) x n_cols.
        worn: Whether the scan broke many of them.
    """

    upright: Shares
    level: Shares
    worn: bool


def measured_shares(lattice: Lattice) -> RuledShares:
    """Measures the borders of a grid.

    An outer edge without a rule counts as seen: it was put where all rules that cross it end, and no cell
    lies beyond it that words could come from.
    """
    xs, ys, rules = lattice.xs, lattice.ys, lattice.rules
    upright = ruled_shares(xs, ys, rules.v_reach, rules.dpi)
    level = ruled_shares(ys, xs, rules.h_reach.T, rules.dpi)
    is_worn = worn(upright, level)
    for edges, shares in ((xs, upright), (ys, level)):
        shares[:, [index for index, edge in enumerate(edges) if edge.weight == 0]] = 1.0
    return RuledShares(upright, level.T, is_worn)


def with_traces(known: RuledShares, lattice: Lattice) -> RuledShares:
    """The same, with borders that left a trace along their whole length counted as seen."""
    xs, ys, flat, rules = lattice.xs, lattice.ys, lattice.flat, lattice.rules
    upright, level = known.upright.copy(), known.level.T.copy()
    for edges, crossing, shares, page in ((xs, ys, upright, flat), (ys, xs, level, flat.T)):
        marks = traces(edges, crossing, shares < WHOLE, page, rules.dpi, thin=rules.dotted)
        shares[marks == Trace.SEEN] = 1.0
    return RuledShares(upright, level.T, known.worn)


def unsound(spans: Sequence[Span], known: RuledShares) -> float:
    """Share of the cells whose borders are badly seen."""
    return sum(border_doubt(span, known) > PARTLY for span in spans) / max(1, len(spans))


def border_doubt(span: Span, seen: RuledShares) -> float:
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
    found = max(unseen if unseen > 1 - WHOLE else 0.0, hint if hint >= PARTLY else 0.0)
    return max(found, _LOST) if _lost_within(span, seen) else found


def _lost_within(span: Span, seen: RuledShares) -> bool:
    """Whether a cell spans places that the rest of the table keeps apart.

    Headings span all columns or all but the first, seldom a few. Cells over several rows are usual, and
    doubtful only on pages that lost pieces of rules.
    """
    row, col, rows, cols = span
    parted = seen.upright[:, col + 1 : col + cols].mean(axis=0)
    if 1 < cols < seen.level.shape[1] - 1 and row > 0 and (parted >= MOSTLY).all():
        return True
    if rows == 1 or not seen.worn:
        return False
    edges, column = seen.level[row + 1 : row + rows].mean(axis=1), seen.level[1:-1, col]
    return bool((edges >= MOSTLY).any() and column.mean() >= MOSTLY)


def worn(*shares: Shares) -> bool:
    """Whether the scan broke the rules that these shares were measured on."""
    pieces = np.concatenate([part.ravel() for part in shares])
    return bool(((pieces > _BROKEN[0]) & (pieces < _BROKEN[1])).mean() > _BROKEN_MOST)
