"""Reading the cells of a page picture: from rectangles to text with words, boxes and confidence.

The picture is cleaned already (``extract.clean``) and the grid known. Here each cell's own area is found
(without the rules at its edges), empty cells are told by their ink and never read, the rest goes to the first
reader, and what is doubtful to the second.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from extract.cache import Cache, answer_key, open_cache, pack_lines, picture_hash, unpack_lines
from extract.crops import cell_sheet, ink_box
from extract.engines import get_engine, second_reader
from extract.engines.base import CellText, Engine, Line
from extract.geometry import Gray, PixelRect
from extract.lines import LinePicture, capital_height, split_lines
from extract.marks import with_missing_marks
from extract.reread import deal, read_again, settle
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
    engine, store = get_engine(settings), cache or open_cache(settings)
    capital = capital_height(sheet, areas, dpi)
    # Ink too scattered to form lines is one: what is read there must not be lost.
    pictures = [
        split_lines(sheet, area, dpi, capital) or [LinePicture(area, area.crop(sheet))] for area in areas
    ]
    single = [len(lines) == 1 for lines in pictures]
    read = _read(sheet, areas, single, engine, store)
    second = second_reader(settings)
    if second is None:

        def again_in(indices: Sequence[int], language: str) -> list[tuple[Line, ...]]:
            mine = [areas[i] for i in indices], [single[i] for i in indices]
            return _read(sheet, *mine, engine, store, language)

        read = with_missing_marks(read, engine.languages, again_in)
    cells = [deal(lines, cut) for lines, cut in zip(read, pictures, strict=True)]
    again = read_again(cells, second, settings.quality, capital, store)
    names = (engine.name, second.name if second else "")
    answers = [CellText()] * len(rects)
    line_number = count()
    for index, cell in zip(written, cells, strict=True):
        seconds = [again.get(next(line_number)) for _ in cell]
        answers[index] = settle(cell, seconds, capital, names)
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


def _read(
    sheet: Gray,
    areas: Sequence[PixelRect],
    single: Sequence[bool],
    engine: Engine,
    cache: Cache,
    language: str = "ind",
) -> list[tuple[Line, ...]]:
    """The first reader's lines of each area; ``single`` says which hold one line only."""
    key = answer_key(picture_hash(sheet), engine.name, "cells", language, areas, single)
    known = cache.get([key])
    if key in known:
        return [unpack_lines(cell) for cell in known[key]]
    lines: list[tuple[Line, ...]] = [()] * len(areas)
    for layout in ("block", "line"):
        mine = [
            i for i, alone in enumerate(single) if (layout == "line") == (alone and not engine.costs_per_call)
        ]
        found = engine.read_cells(sheet, [areas[i] for i in mine], language=language, layout=layout)
        for index, answer in zip(mine, found, strict=True):
            lines[index] = answer
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
