"""Lines on a page that are no rules of its table: folds, streaks of a dirty scanner glass, a volume's gutter.

Such a line is as straight and dark as a rule. But it runs on beyond the table to the rim of the sheet, where
the table's own rules end with the table.
"""

from __future__ import annotations

import numpy as np

from extract.grid.ink.edges import Edge, cluster_edges
from extract.grid.ink.ruling_lines import Segment

_BEYOND_INCH = 0.25
"""A line that runs this far beyond where rules of the table end is none of them."""
_RIM_INCH = 0.3
"""A line that ends this close to the rim of the sheet runs over all of it."""
_DOUBLE = 1.15
"""Pieces of an edge that cover more than its length are of two lines: a fold beside a rule."""
_PARALLEL_INCH = 0.003
_MOSTLY = 0.65
"""Share of a table's length along which a line keeps to the way of its rules if it hides one."""
_OFF_INCH = 0.02
"""How far a line may jump, or lie off its own course, from piece to piece."""
_SKIP_INCH = 0.8
"""Longest gap of such a line."""
_COURSE = 5
"""So many pieces tell which way a line runs."""


def without_strangers(segments: list[Segment], length: int, dpi: float) -> list[Segment]:
    """Leaves out pieces of lines that run on to the rim of the sheet.

    A picture that shows nothing but the table has all its rules there: so lines count as strangers only
    where they are fewer than the others.

    Args:
        segments: Those of one table that run one way.
        length: Of the page along them, pixels.
        dpi: Resolution.
    """
    edges = cluster_edges(segments, dpi)
    if len(edges) < 3:
        return segments
    first = float(np.median([e.start for e in edges])) - _BEYOND_INCH * dpi
    last = float(np.median([e.end for e in edges])) + _BEYOND_INCH * dpi
    rim = _RIM_INCH * dpi
    left, right = min(first, rim), max(last, length - rim)
    strange = [e for e in edges if e.start < left or e.end > right]
    if not strange or 2 * len(strange) >= len(edges):
        return segments
    seeds = [s for s in segments if s.start < left and s.middle < first]
    courses = [_followed(seed, segments, dpi) for seed in seeds]
    mirrored = {_mirrored(s): s for s in segments}
    far = [_mirrored(s) for s in segments if s.end > right and s.middle > last]
    courses += [[mirrored[s] for s in _followed(seed, list(mirrored), dpi)] for seed in far]
    single = [e for e in strange if e.weight <= _DOUBLE * (e.end - e.start)]
    courses += [[s for s in segments if abs(s.across - e.at(s.middle)) <= _OFF_INCH * dpi] for e in single]
    rules = [e for e in edges if e.start >= left and e.end <= right]
    taken = {s for course in courses for s in course} - {
        s for course in courses for s in _of_a_rule(course, rules, (first, last), dpi)
    }
    return [s for s in segments if s not in taken]


def _of_a_rule(
    course: list[Segment], rules: list[Edge], within: tuple[float, float], dpi: float
) -> list[Segment]:
    """The pieces that are a rule's, where a line runs along one: they keep to the way of the rules."""
    inside = [s for s in course if within[0] < s.middle < within[1]]
    if not inside or not rules:
        return []
    place = float(np.median([s.across for s in inside]))
    guide = min(rules, key=lambda e: abs(e.middle - place))
    off = np.array([s.across - guide.at(s.middle) for s in inside])
    along = np.abs(off - np.median(off)) <= _PARALLEL_INCH * dpi
    covered = sum(s.length for s, true in zip(inside, along, strict=True) if true)
    if covered < _MOSTLY * (within[1] - within[0]):
        return []
    return [s for s, true in zip(inside, along, strict=True) if true]


def _mirrored(segment: Segment) -> Segment:
    return Segment(-segment.end, -segment.start, segment.across)


def _followed(seed: Segment, segments: list[Segment], dpi: float) -> list[Segment]:
    """The pieces of the line that begins with a seed, followed along from piece to piece."""
    off, skip = max(2.0, _OFF_INCH * dpi), _SKIP_INCH * dpi
    course = [seed]
    while True:
        end = course[-1].end
        ahead = [s for s in segments if s.middle > end and end - 0.5 * s.length < s.start < end + skip]
        near = [s for s in ahead if abs(s.across - _expected(course, s.middle)) <= off]
        if not near:
            return course
        course.append(min(near, key=lambda s: s.start + abs(s.across - _expected(course, s.middle))))


def _expected(course: list[Segment], along: float) -> float:
    """Where a line that came this way should be."""
    recent = course[-_COURSE:]
    if len(recent) < _COURSE:
        return recent[-1].across
    slope, place = np.polyfit([s.middle for s in recent], [s.across for s in recent], 1)
    return float(slope * along + place)
