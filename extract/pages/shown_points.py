"""A page's reading in the points of the page as a viewer shows it.

Pages of unbelievable size are read as sheets of paper (``extract.files.plain_page``); here their boxes are
led back.
"""

from __future__ import annotations

from dataclasses import replace

from extract.model import GridCell, PageReading, PageTable, TextLine
from lampiran.records import Box, Word


def in_shown_points(reading: PageReading, unit: float) -> PageReading:
    """The reading with all places and sizes ``unit`` times as large."""
    if unit == 1.0:
        return reading

    def box(place: Box | None) -> Box | None:
        if place is None:
            return None
        return Box(place.x0 * unit, place.y0 * unit, place.x1 * unit, place.y1 * unit)

    def words(found: tuple[Word, ...]) -> tuple[Word, ...]:
        return tuple(replace(word, box=box(word.box)) for word in found)

    def cell(found: GridCell) -> GridCell:
        return replace(found, box=box(found.box), words=words(found.words))

    def table(found: PageTable) -> PageTable:
        cells, edges = tuple(map(cell, found.cells)), tuple(x * unit for x in found.x_edges)
        return replace(found, cells=cells, box=box(found.box), x_edges=edges)

    def line(found: TextLine) -> TextLine:
        return replace(found, words=words(found.words), box=box(found.box))

    return replace(
        reading,
        width=reading.width * unit,
        height=reading.height * unit,
        tables=tuple(map(table, reading.tables)),
        outside=tuple(map(line, reading.outside)),
    )
