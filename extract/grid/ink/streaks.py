"""Lines on a page that are not rules of its table: folds, streaks of a dirty scanner glass, a book's gutter.

Such a line is as straight and dark as a rule. But it runs beyond the table to the rim of the sheet, while the
table's own rules end with the table.
"""

from __future__ import annotations

import numpy as np

from extract.grid.ink.edges import cluster_edges
from extract.grid.table_model import Edge, Segment
from extract.sizes import GAP, MOSTLY, STRETCH, STROKE

_DOUBLE = 1.15
"""If pieces cover this much of an edge's length, some lie beside others: a fold along a rule."""
_PARALLEL = 0.003
"""Inches by which the pieces of one rule deviate from the course of its neighbours."""
_COURSE = 5
"""Pieces that are enough to know which way a line runs."""


def without_streaks(segments: list[Segment], length: int, dpi: float) -> list[Segment]:
    """Leaves out pieces of lines that run on to the rim of the sheet.

    On a picture of the table alone all rules run to the rim, so lines count as streaks only if they are fewer
    than the others.

    Args:
        segments: Those of one table that run one way.
        length: Of the page in that direction, pixels.
        dpi: Resolution.
    """
    edges = cluster_edges(segments, dpi)
    if len(edges) < 3:
        return segments
    first = float(np.median([e.start for e in edges])) - GAP * dpi
    last = float(np.median([e.end for e in edges])) + GAP * dpi
    rim = GAP * dpi
    left, right = min(first, rim), max(last, length - rim)
    streak = [e for e in edges if e.start < left or e.end > right]
    if not streak or 2 * len(streak) >= len(edges):
        return segments
    seeds = [s for s in segments if s.start < left and s.middle < first]
    courses = [_followed(seed, segments, dpi) for seed in seeds]
    mirrored = {_mirrored(s): s for s in segments}
    far = [_mirrored(s) for s in segments if s.end > right and s.middle > last]
    courses += [[mirrored[s] for s in _followed(seed, list(mirrored), dpi)] for seed in far]
    single = [e for e in streak if e.weight <= _DOUBLE * e.length]
    courses += [[s for s in segments if abs(s.across - e.at(s.middle)) <= STROKE * dpi] for e in single]
    rules = [e for e in edges if e.start >= left and e.end <= right]
    taken = {s for course in courses for s in course} - {
        s for course in courses for s in _of_a_rule(course, rules, (first, last), dpi)
    }
    return [s for s in segments if s not in taken]


def _of_a_rule(
    course: list[Segment], rules: list[Edge], within: tuple[float, float], dpi: float
) -> list[Segment]:
    """The pieces of a course that belong to a rule beside the line: they run parallel to the other rules."""
    inside = [s for s in course if within[0] < s.middle < within[1]]
    if not inside or not rules:
        return []
    place = float(np.median([s.across for s in inside]))
    guide = min(rules, key=lambda e: abs(e.middle - place))
    off = np.array([s.across - guide.at(s.middle) for s in inside])
    along = np.abs(off - np.median(off)) <= _PARALLEL * dpi
    covered = sum(s.length for s, true in zip(inside, along, strict=True) if true)
    if covered < MOSTLY * (within[1] - within[0]):
        return []
    return [s for s, true in zip(inside, along, strict=True) if true]


def _mirrored(segment: Segment) -> Segment:
    return Segment(-segment.end, -segment.start, segment.across)


def _followed(seed: Segment, segments: list[Segment], dpi: float) -> list[Segment]:
    """The pieces of the line that begins with a seed, followed from piece to piece."""
    off, skip = max(2.0, STROKE * dpi), STRETCH * dpi
    course = [seed]
    while True:
        end = course[-1].end
        ahead = [s for s in segments if s.middle > end and end - 0.5 * s.length < s.start < end + skip]
        near = [s for s in ahead if abs(s.across - _expected(course, s.middle)) <= off]
        if not near:
            return course
        course.append(min(near, key=lambda s: s.start + abs(s.across - _expected(course, s.middle))))


def _expected(course: list[Segment], along: float) -> float:
    """Where a line on this course should be."""
    recent = course[-_COURSE:]
    if len(recent) < _COURSE:
        return recent[-1].across
    slope, place = np.polyfit([s.middle for s in recent], [s.across for s in recent], 1)
    return float(slope * along + place)
