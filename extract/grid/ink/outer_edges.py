"""The outer edges of a table: those that the scan lost are put back, lines beside the table are left out."""

from __future__ import annotations

import numpy as np

from extract.geometry import Gray
from extract.grid.ink.faint_borders import Trace, traces
from extract.grid.ink.lattice import Lattice
from extract.grid.ink.ruled_share import ruled_along
from extract.grid.table_model import Edge
from extract.pictures.masks import Mask
from extract.sizes import LINE, MOSTLY, PARTLY, SEVERAL


def with_lost_sides(lattice: Lattice) -> Lattice:
    """Adds outer edges that the scan lost: the rules that cross such an edge all end in one line beyond."""
    xs, ys, beyond = lattice.xs, lattice.ys, LINE * lattice.dpi
    ys_long, xs_long = long_edges(ys), long_edges(xs)
    left = _common([y.start for y in ys_long if xs[0].at(y.middle) - y.start > beyond], len(ys_long))
    right = _common([y.end for y in ys_long if y.end - xs[-1].at(y.middle) > beyond], len(ys_long))
    top = _common([x.start for x in xs_long if ys[0].at(x.middle) - x.start > beyond], len(xs_long))
    bottom = _common([x.end for x in xs_long if x.end - ys[-1].at(x.middle) > beyond], len(xs_long))
    return lattice.with_edges(
        [*_straight(left, ys), *xs, *_straight(right, ys)], [*_straight(top, xs), *ys, *_straight(bottom, xs)]
    )


def long_edges(edges: list[Edge]) -> list[Edge]:
    """The edges that are no short marks beside the longest."""
    longest = max(edge.length for edge in edges)
    return [edge for edge in edges if edge.length >= PARTLY * longest]


def _common(ends: list[float], of: int) -> float | None:
    """Where half of the edges that cross an outer one end beyond it; None if fewer do."""
    return float(np.median(ends)) if len(ends) >= SEVERAL and 2 * len(ends) >= of else None


def _straight(place: float | None, crossing: list[Edge]) -> list[Edge]:
    if place is None:
        return []
    start, end = crossing[0].middle, crossing[-1].middle
    return [Edge((start, end), (place, place), start, end, 0.0)]


def without_false_sides(lattice: Lattice) -> Lattice:
    """Leaves out outer edges that are no part of the table: underlines, strokes of large type beside it.

    An outer edge belongs to the table if rules that cross it reach it, or if it is a rule along most of the
    table itself, or left a trace there.
    """
    rules, flat, xs, ys = lattice.rules, lattice.flat, lattice.xs, lattice.ys
    for _ in range(3):
        new_ys = _trimmed(ys, xs, (rules.h_reach.T, rules.v_reach), flat.T, lattice)
        new_xs = _trimmed(xs, new_ys, (rules.v_reach, rules.h_reach.T), flat, lattice)
        if len(new_ys) == len(ys) and len(new_xs) == len(xs):
            break
        xs, ys = new_xs, new_ys
    return lattice.with_edges(xs, ys)


def _trimmed(
    edges: list[Edge], crossing: list[Edge], reach: tuple[Mask, Mask], flat: Gray, lattice: Lattice
) -> list[Edge]:
    """The edges of one direction without false outer ones.

    Args:
        edges: Those examined.
        crossing: Those of the other direction.
        reach: Where rules of either direction are near, see :func:`ruled_along`.
        flat: The page; first axis along the edges.
        lattice: Of the table.
    """
    kept = list(edges)
    for outer, inner in ((0, 1), (-1, -2)):
        while len(kept) > 2 and len(crossing) >= 2 and kept[outer].weight > 0:
            first, last = crossing[0].at(kept[outer].middle), crossing[-1].at(kept[outer].middle)
            along = ruled_along(kept[outer], reach[0])[max(0, round(first)) : max(1, round(last))]
            if along.size and along.mean() > MOSTLY:
                break
            start, end = sorted((kept[outer].middle, kept[inner].middle))
            reached = [ruled_along(edge, reach[1])[max(0, round(start)) : round(end)] for edge in crossing]
            if sum(part.size > 0 and part.mean() > MOSTLY for part in reached) >= SEVERAL:
                break
            everywhere = np.ones((len(crossing) - 1, 1), dtype=bool)
            marks = traces([kept[outer]], crossing, everywhere, flat, lattice.dpi, thin=lattice.rules.dotted)
            if (marks == Trace.SEEN).mean() > MOSTLY:
                break
            kept.pop(outer)
    return kept
