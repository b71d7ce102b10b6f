"""Two pages on one sheet: tables side by side; the left one is read to its end before the right one."""

from __future__ import annotations

from itertools import combinations

from extract.model import PageReading
from extract.turning import Turn
from lampiran.records import Box

_SHARED = 0.5
"""Share of the lower table's height in which both stand, at least."""
_OVERLAP = 3.0
"""Points by which tables side by side may reach into each other's width."""


def gutter(reading: PageReading) -> float | None:
    """Where the left page of a sheet ends, in reading direction; None for a sheet with one page.

    Two tables must stand side by side, for most of the height of the lower one, and no table in between.
    """
    turn = Turn(reading.rotation, reading.width, reading.height)
    places = [turn.reading(table.box) for table in reading.tables if table.box is not None]
    for one, other in combinations(sorted(places, key=lambda place: place.x0), 2):
        middle = (one.x1 + other.x0) / 2
        if _side_by_side(one, other) and all(_beside(place, middle) for place in places):
            return middle
    return None


def _side_by_side(left: Box, right: Box) -> bool:
    shared = min(left.y1, right.y1) - max(left.y0, right.y0)
    lower = min(left.y1 - left.y0, right.y1 - right.y0)
    return left.x1 <= right.x0 + _OVERLAP and shared >= _SHARED * lower > 0


def _beside(place: Box, middle: float) -> bool:
    return place.x1 <= middle + _OVERLAP or place.x0 >= middle - _OVERLAP


def side(box: Box | None, turn: Turn, middle: float | None) -> int:
    """0 for what stands on the only or left page of a sheet, 1 for what stands on the right one."""
    if box is None or middle is None:
        return 0
    place = turn.reading(box)
    return int((place.x0 + place.x1) / 2 > middle)
