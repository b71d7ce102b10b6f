"""Reading the cells of a page picture: from rectangles to text with words, boxes and confidence.

The picture is cleaned already (``extract.pictures.clean``) and the grid known. Here each cell's own area is
found (without the rules at its edges), empty cells are told by their ink and never read, the rest goes to
the first reader, and what is doubtful to the second.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, count

import cv2
import numpy as np

from extract.engines import get_engine, second_engine
from extract.engines.engine import CellText, Layout, OcrLine, bounding_rect
from extract.engines.tessdata import LANGUAGE
from extract.geometry import Gray, PixelRect
from extract.reading.cell_crops import cell_sheet, ink_box, written_pieces
from extract.reading.dash_shapes import hyphen_width
from extract.reading.missing_signs import with_missing_marks
from extract.reading.ocr_cache import Cache, answer_key, open_cache, pack_lines, picture_hash, unpack_lines
from extract.reading.reread import deal, read_again, read_by_model, settle
from extract.reading.text_lines import Ink, LinePicture, letter_size, split_lines
from lampiran.settings import Settings

_MALAY = "msa"
"""Tesseract's Malay model knows most Indonesian words and ``;``, and errs otherwise."""
_MARGIN = 0.04
"""Inches of white kept round a cell's writing."""
_NARROW = 0.5
"""Width of usual letters of narrow types, in capital heights; quality ``fast`` makes wider ones as narrow."""
_LEAST_SQUEEZE = 0.75
_LARGE = 18.0
"""Pixels that capitals must be high for that; smaller ones lose what tells them apart."""
_ONE_LINE = 3.0
"""Height in capital heights beyond which writing may be several lines that could not be told apart."""
_TOUCHING = 0.9
"""Width in capital heights that is no letter's, but that of letters run together."""


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
    areas = {
        index: _area(box, rect, dpi)
        for index, (box, rect) in enumerate(zip(boxes, inner, strict=True))
        if box is not None
    }
    page = _Written(sheet, list(areas.values()), dpi, settings, cache or open_cache(settings))
    answers = [CellText()] * len(rects)
    for index, answer in zip(areas, page.read(), strict=True):
        answers[index] = answer
    return answers


class _Written:
    """The cells of one page that hold writing, and the ways of reading them."""

    def __init__(
        self, sheet: Gray, areas: Sequence[PixelRect], dpi: float, settings: Settings, cache: Cache
    ) -> None:
        self.sheet, self.areas, self.settings, self.cache = sheet, areas, settings, cache
        self.engine, self.second = get_engine(settings), second_engine(settings)
        inks = [Ink.of(sheet, area) for area in areas]
        self.capital, width = letter_size(inks, dpi)
        self.squeeze = _squeeze(self.capital, width) if settings.quality == "fast" else 1.0
        self.narrow = sheet
        if self.squeeze < 1:
            narrow = cv2.resize(sheet, None, fx=self.squeeze, fy=1, interpolation=cv2.INTER_AREA)
            self.narrow = np.asarray(narrow, dtype=np.uint8)
        # Ink too scattered to form lines is one: what is read there must not be lost.
        self.pictures = [
            split_lines(ink, dpi, self.capital) or [LinePicture(ink.rect, ink.crop)] for ink in inks
        ]

    def _narrowed(self, area: PixelRect) -> PixelRect:
        """An area of the sheet in the squeezed sheet."""
        if self.squeeze == 1:
            return area
        x0, x1 = round(area.x0 * self.squeeze), round(area.x1 * self.squeeze)
        return replace(area, x0=x0, x1=max(x1, x0 + 1))

    def _widened(self, lines: tuple[OcrLine, ...]) -> tuple[OcrLine, ...]:
        """Lines read in the squeezed sheet, with the places of their words in the sheet."""
        if self.squeeze == 1:
            return lines
        return tuple(OcrLine(tuple(replace(w, box=self._wide(w.box)) for w in line.words)) for line in lines)

    def _wide(self, box: PixelRect) -> PixelRect:
        x0, x1 = round(box.x0 / self.squeeze), round(box.x1 / self.squeeze)
        return replace(box, x0=x0, x1=max(x1, x0 + 1))

    def read(self) -> list[CellText]:
        """The final text of each cell, from one reader or two."""
        everything = range(len(self.areas))
        first = self._first(everything, LANGUAGE)
        if self.second is None and self.settings.quality != "fast":
            first = with_missing_marks(first, self.engine.languages, self._first)
        cells = [deal(lines, cut) for lines, cut in zip(first, self.pictures, strict=True)]
        again = read_again(cells, self.second, self.settings.quality, self.capital, self.cache)
        if again and self.settings.quality == "best" and _MALAY in self.engine.languages:
            cells = read_by_model(cells, again, lambda indices: self._first(indices, _MALAY))
        names = (self.engine.name, self.second.name if self.second else "")
        number = count()
        readings = chain((line.first for line in chain.from_iterable(cells)), again.values())
        ranges = any(word.text == "-" for words in readings for word in words[1:])
        lines = list(chain.from_iterable(self.pictures))
        hyphen = hyphen_width(lines, self.capital) if self.second is not None and ranges else None
        return [
            settle(cell, [again.get(next(number)) for _ in cell], self.capital, names, hyphen)
            for cell in cells
        ]

    def _first(self, indices: Sequence[int], language: str) -> list[tuple[OcrLine, ...]]:
        """What Tesseract reads in some of the cells with a language's model."""
        areas = [self.areas[index] for index in indices]
        single = [
            len(self.pictures[index]) == 1 and self.areas[index].height <= _ONE_LINE * self.capital
            for index in indices
        ]
        key = answer_key(picture_hash(self.narrow), self.engine.name, "cells", language, areas, single)
        known = self.cache.get([key])
        if key in known:
            return [unpack_lines(cell) for cell in known[key]]
        answers: list[tuple[OcrLine, ...]] = [()] * len(areas)
        layouts: list[Layout] = [
            "line" if alone and not self.engine.costs_per_call else "block" for alone in single
        ]
        for layout in sorted(set(layouts)):
            mine = [index for index, wanted in enumerate(layouts) if wanted == layout]
            found = self.engine.read_cells(
                self.narrow,
                [self._narrowed(areas[index]) for index in mine],
                language=language,
                layout=layout,
            )
            for index, lines in zip(mine, found, strict=True):
                answers[index] = self._widened(lines)
        self.cache.put({key: [pack_lines(cell) for cell in answers]})
        return answers


def _squeeze(capital: float, width: float) -> float:
    """By how much lines may be narrowed before Tesseract reads them: its time goes by their length."""
    if capital < _LARGE or width > _TOUCHING * capital:
        return 1.0
    return min(1.0, max(_LEAST_SQUEEZE, _NARROW * capital / width))


def _area(box: PixelRect, rect: PixelRect, dpi: float) -> PixelRect:
    """The writing with a narrow margin, within the cell."""
    margin = round(_MARGIN * dpi)
    return PixelRect(
        max(rect.x0, box.x0 - margin),
        max(rect.y0, box.y0 - margin),
        min(rect.x1, box.x1 + margin),
        min(rect.y1, box.y1 + margin),
    )


def _moved(lines: Sequence[OcrLine], piece: PixelRect) -> Iterator[OcrLine]:
    """Lines read in a piece of the page, where they stand on the page."""
    for line in lines:
        yield OcrLine(tuple(replace(word, box=_shifted(word.box, piece)) for word in line.words))


def _shifted(box: PixelRect, piece: PixelRect) -> PixelRect:
    return PixelRect(box.x0 + piece.x0, box.y0 + piece.y0, box.x1 + piece.x0, box.y1 + piece.y0)


def read_page(
    image: Gray, settings: Settings, *, dpi: float = 200.0, cache: Cache | None = None
) -> list[OcrLine]:
    """Reads a whole page as scattered text, top to bottom.

    Only the pieces that hold print are handed to the engine: round a table that is a line or two, and
    looking for them on a sheet of white costs more than reading them.

    Args:
        image: Cleaned grey page picture; tables already read should be painted white.
        settings: Engine and cache folder.
        dpi: Resolution of the picture.
        cache: Where answers are recorded; by default what the settings say.

    Raises:
        MissingRequirement: If no reading engine is installed.
    """
    engine = get_engine(settings)
    store = cache or open_cache(settings)
    pieces = written_pieces(image, dpi)
    if not pieces:
        return []
    if engine.costs_per_call:
        pieces = [bounding_rect(pieces)]
    key = answer_key(picture_hash(image), engine.name, "page", pieces)
    known = store.get([key])
    if key in known:
        return list(unpack_lines(known[key]))
    lines = [line for piece in pieces for line in _moved(engine.read_page(piece.crop(image)), piece)]
    store.put({key: pack_lines(lines)})
    return lines
