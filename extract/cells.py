"""Reading the cells of a page picture: from rectangles to text with words, boxes and confidence.

The picture is cleaned already (``extract.clean``) and the grid known. Here each cell's own area is found
(without the rules at its edges), empty cells are told by their ink and never read, and the rest goes to the
first reader.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.cache import Cache, answer_key, open_cache, pack_lines, picture_hash, unpack_lines
from extract.crops import cell_sheet, ink_box
from extract.engines import get_engine
from extract.engines.base import CellText, Engine, Line
from extract.geometry import Gray, PixelRect
from lampiran.settings import Settings

_MARGIN = 0.04
"""Inches of white kept round a cell's writing."""


def read_table(
    image: Gray,
    rects: Sequence[PixelRect],
    settings: Settings,
    *,
    dpi: float = 200.0,
    cache: Cache | None = None,
) -> list[CellText]:
    """Reads the cells of a page.

    Args:
        image: Cleaned grey page picture, upright and straight.
        rects: The cells, in pixels; their rules may lie inside or outside.
        settings: Engine, quality and cache folder.
        dpi: Resolution of the picture.
        cache: Where answers are recorded; by default what the settings say.

    Returns:
        One answer a rectangle, in the same order.

    Raises:
        MissingRequirement: If no reading engine is installed.
    """
    sheet, inner = cell_sheet(image, rects, dpi)
    boxes = [ink_box(sheet, rect, dpi) for rect in inner]
    written = [index for index, box in enumerate(boxes) if box is not None]
    areas = [_area(box, rect, dpi) for box, rect in zip(boxes, inner, strict=True) if box is not None]
    lines = _read(sheet, areas, get_engine(settings), cache or open_cache(settings))
    answers = [CellText()] * len(rects)
    for index, found in zip(written, lines, strict=True):
        answers[index] = CellText(found)
    return answers


def _area(box: PixelRect, rect: PixelRect, dpi: float) -> PixelRect:
    """The writing with a narrow margin, within the cell."""
    margin = round(_MARGIN * dpi)
    return PixelRect(
        max(rect.x0, box.x0 - margin),
        max(rect.y0, box.y0 - margin),
        min(rect.x1, box.x1 + margin),
        min(rect.y1, box.y1 + margin),
    )


def _read(image: Gray, rects: Sequence[PixelRect], engine: Engine, cache: Cache) -> list[tuple[Line, ...]]:
    key = answer_key(picture_hash(image), engine.name, "cells", rects)
    known = cache.get([key])
    if key in known:
        return [unpack_lines(cell) for cell in known[key]]
    lines = engine.read_cells(image, rects)
    cache.put({key: [pack_lines(cell) for cell in lines]})
    return lines


def read_page(image: Gray, settings: Settings, *, cache: Cache | None = None) -> list[Line]:
    """Reads a whole page as scattered text, top to bottom.

    Args:
        image: Cleaned grey page picture; tables already read should be painted white.
        settings: Engine and cache folder.
        cache: Where answers are recorded; by default what the settings say.

    Raises:
        MissingRequirement: If no reading engine is installed.
    """
    engine = get_engine(settings)
    store = cache or open_cache(settings)
    key = answer_key(picture_hash(image), engine.name, "page")
    known = store.get([key])
    if key in known:
        return list(unpack_lines(known[key]))
    lines = engine.read_page(image)
    store.put({key: pack_lines(lines)})
    return lines
