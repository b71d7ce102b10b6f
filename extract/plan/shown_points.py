"""A document's places in the points of its pages as a viewer shows them.

Pages of unbelievable size are read as sheets of paper (``extract.files.plain_page``), and their plan is found
there, by distances that fit print on paper; here their boxes are led back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lampiran.other_tables import OtherTable
from lampiran.records import Box, CellPart, RawCell, RawDocument, RawRow, Word


def in_shown_points(document: RawDocument, units: Mapping[int, float]) -> RawDocument:
    """The document with the places and sizes of each page ``units`` times as large."""
    if all(unit == 1.0 for unit in units.values()):
        return document

    def box(place: Box | None, page: int) -> Box | None:
        if place is None:
            return None
        unit = units.get(page, 1.0)
        return Box(place.x0 * unit, place.y0 * unit, place.x1 * unit, place.y1 * unit)

    def word(found: Word, page: int) -> Word:
        return replace(found, box=box(found.box, page))

    def part(found: CellPart) -> CellPart:
        words = tuple(word(its, found.page) for its in found.words)
        return replace(found, box=box(found.box, found.page), words=words)

    def cell(found: RawCell) -> RawCell:
        return replace(found, parts=tuple(map(part, found.parts)))

    def row(found: RawRow) -> RawRow:
        return replace(found, cells=tuple(map(cell, found.cells)))

    def table(found: OtherTable) -> OtherTable:
        cells = tuple(replace(its, box=box(its.box, its.page)) for its in found.cells)
        return replace(found, cells=cells)

    return replace(
        document,
        tables=tuple(map(table, document.tables)),
        pages=tuple(
            replace(
                page,
                width=page.width * units.get(page.page, 1.0),
                height=page.height * units.get(page.page, 1.0),
            )
            for page in document.pages
        ),
        areas=tuple(replace(area, box=box(area.box, area.page)) for area in document.areas),
        rows=tuple(map(row, document.rows)),
    )
