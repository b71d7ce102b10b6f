"""Edges that are marks laid over a table: the frame of a stamp, a pen's stroke, the line under a word.

They have straight pieces as well. But a table's short rules run from rule to rule, and print keeps clear of
all its rules.
"""

from __future__ import annotations

import cv2
import numpy as np

from extract.geometry import Flags
from extract.grid.ink.lattice import Lattice
from extract.grid.ink.outer_edges import long_edges
from extract.grid.ink.print_across import print_across
from extract.grid.ink.ruled_share import ruled_along
from extract.grid.table_model import Edge
from extract.pictures.masks import Mask
from extract.sizes import CLEAR, HARDLY, LETTER, LINE, LONG, PATTERN, STROKE, WHOLE

_CROSSED_PIECES = 0.4
"""Share of its pieces with print that a line which is no rule crosses; stamps and pens cross one or two."""


def without_loose_marks(lattice: Lattice) -> Lattice:
    """Leaves out short edges that do not run from one long edge to another.

    All stay where the scan broke the rules: there a short edge may be the rest of a rule. Of dotted rules
    only pieces may be found, so there too.
    """
    xs, ys, dpi = lattice.xs, lattice.ys, lattice.dpi
    if lattice.rules.dotted:
        return lattice
    long_xs, long_ys = long_edges(xs), long_edges(ys)
    whole = [edge.weight / max(edge.length, 1.0) for edge in (*long_xs, *long_ys)]
    if np.percentile(whole, 25) < WHOLE:
        return lattice
    return lattice.with_edges(_attached(xs, long_xs, long_ys, dpi), _attached(ys, long_ys, long_xs, dpi))


def _attached(edges: list[Edge], long: list[Edge], crossing: list[Edge], dpi: float) -> list[Edge]:
    """The edges that are long, or end at crossing edges on both sides; in a low table all edges are short."""
    off = LETTER * dpi
    return [
        edge
        for edge in edges
        if (edge in long and edge.length >= LONG * dpi)
        or all(
            any(
                abs(rule.at(edge.middle) - end) <= off and rule.start - off <= edge.middle <= rule.end + off
                for rule in crossing
            )
            for end in (edge.start, edge.end)
        )
    ]


def without_crossed_lines(lattice: Lattice) -> Lattice:
    """Leaves out edges that print crosses again and again: pen strokes, lines of stamps.

    Edges that begin and end where most do stay: print too wide for its column runs over a rule as well.
    """
    rules = lattice.rules
    if rules.dotted:
        return lattice
    return lattice.with_edges(
        _uncrossed(lattice.xs, lattice.ys, rules.v_reach, lattice.print_, lattice.dpi),
        _uncrossed(lattice.ys, lattice.xs, rules.h_reach.T, lattice.print_.T, lattice.dpi),
    )


def _uncrossed(edges: list[Edge], crossing: list[Edge], reach: Mask, print_: Flags, dpi: float) -> list[Edge]:
    """The edges of one direction that print does not cross.

    Args:
        edges: Those examined.
        crossing: Those of the other direction.
        reach: Where rules are near, see :func:`ruled_along`.
        print_: Where there is print, likewise.
        dpi: Resolution.
    """
    if len(edges) < 3 or len(crossing) < 2:
        return edges
    counts = np.array([_crossings(edge, crossing, reach, print_, dpi) for edge in edges])
    shares = counts[:, 0] / np.maximum(counts[:, 1], 1)
    # On a coarse screen there are specks everywhere, on both sides of every rule.
    usual = float(np.median(shares))
    bad = (counts[:, 0] >= LINE * dpi) & (shares > max(HARDLY, 4 * usual))
    bad &= counts[:, 2] >= np.maximum(_CROSSED_PIECES * counts[:, 3], PATTERN)
    ends = np.array([(edge.start, edge.end) for edge in edges])
    bad &= (np.abs(ends - np.median(ends, axis=0)) > LETTER * dpi).any(axis=1)
    return [edge for edge, crossed in zip(edges, bad, strict=True) if not crossed]


def _crossings(
    edge: Edge, crossing: list[Edge], reach: Mask, print_: Flags, dpi: float
) -> tuple[int, int, int, int]:
    """How much print stands close on both sides of an edge where it is ruled, and near it at all.

    Returns:
        Both in pixels along the edge, then in pieces between two crossings.
    """
    stops = sorted(min(max(0, round(rule.at(edge.middle))), len(print_)) for rule in crossing)
    start, end = stops[0], stops[-1]
    if end <= start:
        return 0, 0, 0, 0
    both, beside_it = print_across(edge, print_, (start, end), CLEAR, dpi)
    ruled = ruled_along(edge, reach)[start:end]
    both, beside_it = both & ruled, beside_it & ruled
    # A letter whose stroke lies along the line does not cross it.
    stroke = np.ones((round(LINE * dpi), 1), np.uint8)
    both &= cv2.morphologyEx(both.astype(np.uint8)[:, None], cv2.MORPH_OPEN, stroke)[:, 0] == 0
    cuts = [stop - start for stop in stops[1:-1]]
    least = round(STROKE * dpi)
    crossed, printed = (
        sum(int(part.sum()) >= least for part in np.split(flags, cuts)) for flags in (both, beside_it)
    )
    return int(both.sum()), int(beside_it.sum()), crossed, printed
