"""The drawn rules of a born-digital page, in reading direction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from extract.grid.drawn.drawn_tables import THICKEST, segments_of_box
from extract.grid.table_model import Segment
from extract.pages.page_objects import DrawnThing
from extract.turning import Turn
from lampiran.records import Box


@dataclass(frozen=True, slots=True)
class DrawnRules:
    """What is drawn on a page, in reading direction: rules, and upper and lower edges of coloured areas."""

    level: list[Segment]
    upright: list[Segment]
    edges: list[Segment]


def drawn_rules(things: Sequence[DrawnThing], turn: Turn) -> DrawnRules:
    """The drawn rules; white ones count if they part coloured areas, invisible ones never."""
    drawn = DrawnRules([], [], [])
    placed = [(thing, turn.reading(thing.box)) for thing in things]
    areas = coloured_areas(things, turn)
    for box in areas:
        drawn.edges.extend((Segment(box.x0, box.x1, box.y0), Segment(box.x0, box.x1, box.y1)))
    for thing, box in placed:
        if not _is_seen(thing) and not _parts_areas(thing, box, areas):
            continue
        rows, cols = segments_of_box(box, outlined=thing.stroke and not thing.curved)
        drawn.level.extend(rows)
        drawn.upright.extend(cols)
    return drawn


def coloured_areas(things: Sequence[DrawnThing], turn: Turn) -> list[Box]:
    """The coloured areas of a page that are no rules, in reading direction."""
    placed = [turn.reading(thing.box) for thing in things if thing.fill and is_coloured(thing.fill_colour)]
    return [box for box in placed if min(box.x1 - box.x0, box.y1 - box.y0) > THICKEST]


def is_coloured(colour: Any) -> bool:
    """Whether a colour is not white; unknown kinds of colour count as coloured."""
    if (
        not isinstance(colour, (tuple, list))
        or not colour
        or not all(isinstance(v, (int, float)) for v in colour)
    ):
        return True
    return any(v > 0.05 for v in colour) if len(colour) == 4 else any(v < 0.95 for v in colour)


def _parts_areas(thing: DrawnThing, box: Box, areas: Sequence[Box]) -> bool:
    """Whether a white rule stands on a coloured area, so that it is seen."""
    if not thing.stroke and not thing.fill:
        return False
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return any(
        area.x0 - 1 <= x <= area.x1 + 1 and area.y0 - 1 <= y <= area.y1 + 1 and area != box for area in areas
    )


def _is_seen(thing: DrawnThing) -> bool:
    if not thing.stroke and not thing.fill:
        return False
    return is_coloured(thing.stroke_colour if thing.stroke else thing.fill_colour)
