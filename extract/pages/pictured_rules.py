"""Tables of a page of text whose rules a picture shows: letters set over a picture of rules."""

from __future__ import annotations

from dataclasses import replace

from extract.files.rescue import shown_page
from extract.geometry import POINTS_PER_INCH, PixelRect
from extract.grid.table_model import PixelTable, PointTable, Table
from extract.model import Source
from extract.pages.page_kind import pictured_share
from extract.pages.scan import prepare
from extract.pictures.images import render
from extract.sizes import PARTLY
from extract.turning import Turn
from lampiran.records import Box
from lampiran.settings import Settings

_DPI = 150.0
"""Resolution at which the rules are looked for."""


def pictured_tables(source: Source, page: int, turn: Turn, settings: Settings) -> tuple[PointTable, ...]:
    """The ruled tables that the page's picture shows, in reading direction, points.

    None of them where pictures cover little of the page, or print and picture do not lie the same way.

    Raises:
        PageTooLarge: If the page makes too many pixels.
    """
    with shown_page(source, page) as shown:
        if pictured_share(shown) < PARTLY:
            return ()
        prepared = prepare(render(shown, _DPI, settings), settings)
    if prepared.rotation != turn.degrees:
        return ()
    scale = POINTS_PER_INCH / prepared.image.dpi
    return tuple(_in_points(table, scale) for table in prepared.tables if table.ruled)


def _in_points(table: PixelTable, scale: float) -> PointTable:
    def box(rect: PixelRect) -> Box:
        return Box(rect.x0 * scale, rect.y0 * scale, rect.x1 * scale, rect.y1 * scale)

    return Table(
        tuple(x * scale for x in table.xs),
        tuple(y * scale for y in table.ys),
        tuple(replace(cell, box=box(cell.box)) for cell in table.cells),  # type: ignore[misc,arg-type]
        box(table.box),
        unsound=table.unsound,
    )
