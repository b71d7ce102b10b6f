"""Which of the edges found hang together as one table, and which are marks laid over it.

The frame or ring of a stamp, a pen's stroke, the underline of a word have straight pieces too. But a table's
short rules run from rule to rule, and print keeps clear of all of them.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.grid.ink.edges import Edge
from extract.grid.ink.print_across import CROSSED, LETTER_INCH, print_across
from extract.grid.ink.ruled_share import ruled_along

_LONG = 0.3
"""Share of the longest edge's length from which on an edge needs no other to hold it."""
_FREE_INCH = 1.0
"""In a low table all rules are short: those shorter than this must be held too."""
_WHOLE = 0.85
"""Share of its length that is seen of a rule that the scan did not break."""
_END_INCH = 0.06
"""How far off another rule a short one may end."""
_STROKE_INCH = 0.1
"""Longest stretch of a letter along a line that runs through it."""
_CROSSED_INCH = 0.1
_BESIDE_INCH = 0.03
_CROSSED_PIECES, _LEAST_PIECES = 0.4, 3
"""Share and number of the pieces with print that it crosses; a stamp or a pen's stroke crosses one or two."""

Flags = NDArray[np.bool_]


def attached(xs: list[Edge], ys: list[Edge], dpi: float) -> tuple[list[Edge], list[Edge]]:
    """Leaves out short edges that do not run from one long edge to another.

    Where the scan broke the rules a short edge may be all that is left of one; there all stay.
    """
    long_xs, long_ys = _long(xs), _long(ys)
    whole = [edge.weight / max(edge.end - edge.start, 1.0) for edge in (*long_xs, *long_ys)]
    if np.percentile(whole, 25) < _WHOLE:
        return xs, ys
    return _held(xs, long_xs, long_ys, dpi), _held(ys, long_ys, long_xs, dpi)


def _long(edges: list[Edge]) -> list[Edge]:
    longest = max(edge.end - edge.start for edge in edges)
    return [edge for edge in edges if edge.end - edge.start >= _LONG * longest]


def _held(edges: list[Edge], long: list[Edge], crossing: list[Edge], dpi: float) -> list[Edge]:
    off = _END_INCH * dpi
    return [
        edge
        for edge in edges
        if (edge in long and edge.end - edge.start >= _FREE_INCH * dpi)
        or all(
            any(
                abs(rule.at(edge.middle) - end) <= off and rule.start - off <= edge.middle <= rule.end + off
                for rule in crossing
            )
            for end in (edge.start, edge.end)
        )
    ]


def uncrossed(
    edges: list[Edge], crossing: list[Edge], reach: NDArray[np.uint8], print_: Flags, dpi: float
) -> list[Edge]:
    """Leaves out edges that print runs across, over and over again.

    Edges that begin and end where most do stay: print that is too wide for its column runs over its rule.

    Args:
        edges: Those that run one way.
        crossing: Those that run the other way.
        reach: Where rules are near, see ``pieces.ruled_along``.
        print_: Where there is print, likewise.
        dpi: Resolution.
    """
    if len(edges) < 3 or len(crossing) < 2:
        return edges
    counts = np.array([_crossings(edge, crossing, reach, print_, dpi) for edge in edges])
    shares = counts[:, 0] / np.maximum(counts[:, 1], 1)
    # On a coarse screen specks stand everywhere, on both sides of every rule.
    usual = float(np.median(shares))
    bad = (counts[:, 0] >= _CROSSED_INCH * dpi) & (shares > max(CROSSED, 4 * usual))
    bad &= counts[:, 2] >= np.maximum(_CROSSED_PIECES * counts[:, 3], _LEAST_PIECES)
    ends = np.array([(edge.start, edge.end) for edge in edges])
    bad &= (np.abs(ends - np.median(ends, axis=0)) > _END_INCH * dpi).any(axis=1)
    return [edge for edge, crossed in zip(edges, bad, strict=True) if not crossed]


def _crossings(
    edge: Edge, crossing: list[Edge], reach: NDArray[np.uint8], print_: Flags, dpi: float
) -> tuple[int, int, int, int]:
    """How much print stands close on both sides of an edge where it is ruled, and near it at all.

    Returns:
        Both in pixels along the edge, then in pieces between two crossings.
    """
    stops = sorted(min(max(0, round(rule.at(edge.middle))), len(print_)) for rule in crossing)
    start, end = stops[0], stops[-1]
    if end <= start:
        return 0, 0, 0, 0
    both, beside_it = print_across(edge, print_, (start, end), _BESIDE_INCH, dpi)
    ruled = ruled_along(edge, reach)[start:end]
    both, beside_it = both & ruled, beside_it & ruled
    stroke = np.ones((round(_STROKE_INCH * dpi), 1), np.uint8)
    both &= cv2.morphologyEx(both.astype(np.uint8)[:, None], cv2.MORPH_OPEN, stroke)[:, 0] == 0
    cuts = [stop - start for stop in stops[1:-1]]
    least = round(LETTER_INCH * dpi)
    crossed, printed = (
        sum(int(part.sum()) >= least for part in np.split(flags, cuts)) for flags in (both, beside_it)
    )
    return int(both.sum()), int(beside_it.sum()), crossed, printed
