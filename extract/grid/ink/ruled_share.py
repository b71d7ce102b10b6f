"""How much of a table's edges is ruled, piece by piece between the edges that cross them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extract.geometry import Flags
from extract.grid.table_model import Edge
from extract.sizes import HAIR, SAME

Shares = NDArray[np.float64]


def ruled_shares(edges: list[Edge], crossing: list[Edge], reach: NDArray[np.uint8], dpi: float) -> Shares:
    """How much of each piece of each edge is ruled: (len(crossing) - 1) x len(edges), 0 to 1.

    Args:
        edges: Those examined, across = second axis of ``reach``.
        crossing: Those that cut them into pieces.
        reach: Where rules are near, see :func:`ruled_along`.
        dpi: Resolution.
    """
    found = np.zeros((len(crossing) - 1, len(edges)))
    for index, edge in enumerate(edges):
        stops = [crossing_edge.at(edge.middle) for crossing_edge in crossing]
        ink = ruled_along(edge, reach)
        found[:, index] = [ruled_share(ink, stops, piece, dpi) for piece in range(len(stops) - 1)]
    return found


def ruled_along(edge: Edge, reach: NDArray[np.uint8]) -> Flags:
    """For each position along the page whether a rule's pixel is near the edge.

    Args:
        edge: The edge.
        reach: Where rules that run its way are near (``Rules.v_reach``); first axis along the edge.
    """
    length, width = reach.shape
    places = np.rint(edge.line(0, length)).astype(np.int64)
    return np.asarray(reach[np.arange(length), np.clip(places, 0, width - 1)] > 0)


def piece_range(ink: Flags, stops: list[float], piece: int, dpi: float) -> tuple[int, int]:
    """First and after-last position of a piece between two crossings, a little away from both."""
    margin = max(1, round(HAIR * dpi))
    start = min(max(0, round(stops[piece]) + margin), len(ink) - 1)
    return start, min(len(ink), max(round(stops[piece + 1]) - margin, start + 1))


def ruled_share(ink: Flags, stops: list[float], piece: int, dpi: float) -> float:
    """How much of a piece is ruled."""
    start, end = piece_range(ink, stops, piece, dpi)
    return float(ink[start:end].mean())


def ends_touched(ink: Flags, stops: list[float], piece: int, dpi: float) -> int:
    """How many of its two crossings a piece's ink reaches; the line under a word reaches neither."""
    start, end = piece_range(ink, stops, piece, dpi)
    near = max(2, round(SAME * dpi))
    return int(ink[start : start + near].any()) + int(ink[max(start, end - near) : end].any())
