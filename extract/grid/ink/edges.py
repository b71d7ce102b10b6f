"""Edges of a table: the pieces of rules that lie in one line."""

from __future__ import annotations

import numpy as np

from extract.grid.table_model import Edge, Segment
from extract.sizes import SAME

_GHOST = 0.07
"""Edges nearer than this are one rule seen twice, inches: no row of print fits between them."""


def cluster_edges(segments: list[Segment], dpi: float) -> list[Edge]:
    """Gathers the segments of one direction into edges, ordered across."""
    if not segments:
        return []
    across = np.array([s.across for s in segments])
    order = np.argsort(across)
    groups: list[list[Segment]] = []
    for index in order:
        segment = segments[int(index)]
        group = _nearest(groups, segment, SAME * dpi)
        if group is None:
            groups.append([segment])
        else:
            group.append(segment)
    edges = sorted((_edge(group) for group in groups), key=lambda e: e.middle)
    return _without_ghosts(edges, dpi)


def _nearest(groups: list[list[Segment]], segment: Segment, limit: float) -> list[Segment] | None:
    """The group whose nearest piece lies close enough across."""
    best: tuple[float, list[Segment]] | None = None
    for group in groups[-12:]:
        if group[-1].across < segment.across - limit:
            continue  # segments come in this order, so all its pieces are farther
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


def _without_ghosts(edges: list[Edge], dpi: float) -> list[Edge]:
    """Unites edges that are too close for a cell between them: rules printed or scanned double."""
    kept: list[Edge] = []
    for edge in edges:
        if kept and _distance(kept[-1], edge) < _GHOST * dpi:
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
