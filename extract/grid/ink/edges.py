"""Edges of a table: pieces of rules that lie in one line, gathered; outer ones that are missing, inferred."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

import numpy as np

from extract.grid.ink.ruling_lines import Segment

_SAME_INCH = 0.04
"""Pieces closer than this across belong to one edge."""
_GHOST_INCH = 0.07
"""Edges closer than this are one rule printed or scanned double."""
_BEYOND_INCH = 0.12
"""Rules that end this far beyond the last edge show that an outer edge is missing."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A column or row border from end to end of a table, possibly bent.

    Attributes:
        along: Ascending positions along the edge, pixels.
        across: The edge's place across at each of them.
        start, end: Where its first piece begins and its last piece ends.
        weight: Length of its pieces together, pixels.
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


def cluster_edges(segments: list[Segment], dpi: float) -> list[Edge]:
    """Gathers segments that run one way into edges, ordered across."""
    if not segments:
        return []
    across = np.array([s.across for s in segments])
    order = np.argsort(across)
    groups: list[list[Segment]] = []
    for index in order:
        segment = segments[int(index)]
        group = _nearest(groups, segment, _SAME_INCH * dpi)
        if group is None:
            groups.append([segment])
        else:
            group.append(segment)
    edges = sorted((_edge(group) for group in groups), key=lambda e: e.middle)
    return _without_ghosts(edges, groups, dpi)


def _nearest(groups: list[list[Segment]], segment: Segment, limit: float) -> list[Segment] | None:
    """The group whose piece nearest along lies close enough across."""
    best: tuple[float, list[Segment]] | None = None
    for group in groups[-12:]:
        if group[-1].across < segment.across - limit:
            continue  # its pieces came in order, this is the nearest across
        near = min(group, key=lambda s: max(s.start - segment.end, segment.start - s.end))
        distance = abs(near.across - segment.across)
        if distance <= limit and (best is None or distance < best[0]):
            best = (distance, group)
    return best[1] if best else None


def _edge(group: list[Segment]) -> Edge:
    ordered = sorted(group, key=lambda s: s.middle)
    along = [s.middle for s in ordered]
    across = np.array([s.across for s in ordered])
    weights = np.array([s.length for s in ordered])
    three = np.ones(3)
    smooth = np.convolve(across * weights, three, "same") / np.convolve(weights, three, "same")
    if len(ordered) < 3:
        smooth = np.full(len(ordered), np.average(across, weights=weights))
    return Edge(
        tuple(along),
        tuple(float(place) for place in smooth),
        min(s.start for s in group),
        max(s.end for s in group),
        float(weights.sum()),
    )


def _without_ghosts(edges: list[Edge], groups: list[list[Segment]], dpi: float) -> list[Edge]:
    """Edges that run side by side too close for a cell to fit between become one."""
    kept: list[Edge] = []
    for edge in edges:
        if kept and _distance(kept[-1], edge) < _GHOST_INCH * dpi:
            kept[-1] = _united(kept[-1], edge)
        else:
            kept.append(edge)
    return kept


def _distance(first: Edge, second: Edge) -> float:
    start, end = max(first.start, second.start), min(first.end, second.end)
    place = (start + end) / 2
    return abs(first.at(place) - second.at(place))


def _united(first: Edge, second: Edge) -> Edge:
    heavy, light = (first, second) if first.weight >= second.weight else (second, first)
    beyond = [
        (a, c) for a, c in zip(light.along, light.across, strict=True) if a < heavy.start or a > heavy.end
    ]
    pairs = sorted([*zip(heavy.along, heavy.across, strict=True), *beyond])
    return Edge(
        tuple(a for a, _ in pairs),
        tuple(c for _, c in pairs),
        min(first.start, second.start),
        max(first.end, second.end),
        first.weight + second.weight,
    )


def outer_edges(xs: list[Edge], ys: list[Edge], dpi: float) -> tuple[list[Edge], list[Edge]]:
    """Adds outer edges that the scan lost: there, the rules that cross it all end in one line."""
    beyond = _BEYOND_INCH * dpi
    ys_long = _long(ys)
    xs_long = _long(xs)
    left = _common([y.start for y in ys_long if xs[0].at(y.middle) - y.start > beyond], len(ys_long))
    right = _common([y.end for y in ys_long if y.end - xs[-1].at(y.middle) > beyond], len(ys_long))
    top = _common([x.start for x in xs_long if ys[0].at(x.middle) - x.start > beyond], len(xs_long))
    bottom = _common([x.end for x in xs_long if x.end - ys[-1].at(x.middle) > beyond], len(xs_long))
    new_xs = [*_straight(left, ys), *xs, *_straight(right, ys)]
    new_ys = [*_straight(top, xs), *ys, *_straight(bottom, xs)]
    return new_xs, new_ys


def _long(edges: list[Edge]) -> list[Edge]:
    longest = max(e.end - e.start for e in edges)
    return [e for e in edges if e.end - e.start > 0.3 * longest]


def _common(ends: list[float], of: int) -> float | None:
    return float(np.median(ends)) if len(ends) >= 2 and len(ends) >= 0.5 * of else None


def _straight(place: float | None, crossing: list[Edge]) -> list[Edge]:
    if place is None:
        return []
    start, end = crossing[0].middle, crossing[-1].middle
    return [Edge((start, end), (place, place), start, end, 0.0)]
