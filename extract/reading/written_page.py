"""The cells of one page that hold writing: their lines of ink, and how the first engine reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from extract.engines import get_engine
from extract.engines.engine import Layout, OcrLine
from extract.engines.lines_alone import LinesAlone, unconfirmed
from extract.geometry import Gray, PixelRect
from extract.reading.ink_lines import CellInk, LinePicture, letter_size, split_lines
from extract.reading.ocr_cache import Cache, answer_key, cells_form, picture_hash
from extract.reading.reread import line_readings
from lampiran.settings import Settings

_NARROW = 0.5
"""Width of usual letters of narrow types, in capital heights; quality ``fast`` narrows wider ones to it."""
_LEAST_SQUEEZE = 0.75
"""Width of narrowed letters in share of their own, at least."""
_LARGE = 18.0
"""Pixels that capitals must be high for that; smaller ones become hard to tell apart."""
_ONE_LINE = 3.0
"""Height in capital heights beyond which writing may be several lines that could not be separated."""
_TOUCHING = 0.9
"""Width in capital heights that no letter has: letters run together."""


class WrittenPage:
    """The cells of one page that hold writing.

    Attributes:
        pictures: The lines of each cell, top to bottom; at least one.
        capital: Usual height of capitals, pixels.
        engine: The first engine.

    Args:
        sheet: The page with nothing on it but what stands in cells, see
            ``extract.reading.cell_crops.cell_sheet``.
        areas: Where each cell's writing is, pixels.
        dpi: Resolution of the sheet.
        settings: Engine and quality.
        cache: Where answers are recorded.
    """

    def __init__(
        self, sheet: Gray, areas: Sequence[PixelRect], dpi: float, settings: Settings, cache: Cache
    ) -> None:
        self.engine = get_engine(settings)
        inks = [CellInk.of(sheet, area) for area in areas]
        self.capital, width = letter_size(inks, dpi)
        # Ink too scattered to form lines counts as one: what is read there must not be lost.
        self.pictures = [
            split_lines(ink, dpi, self.capital) or [LinePicture(ink.rect, ink.crop)] for ink in inks
        ]
        self._areas, self._cache = areas, cache
        self._squeeze = squeeze_factor(self.capital, width) if settings.quality == "fast" else 1.0
        self._sheet = sheet
        if self._squeeze < 1:
            narrow = cv2.resize(sheet, None, fx=self._squeeze, fy=1, interpolation=cv2.INTER_AREA)
            self._sheet = np.asarray(narrow, dtype=np.uint8)

    def read(self, indices: Sequence[int], language: str) -> list[tuple[OcrLine, ...]]:
        """What the first engine reads in some of the cells.

        Args:
            indices: The cells.
            language: Name of the language data.
        """
        if isinstance(self.engine, LinesAlone):
            return [self._by_lines(self.engine, self.pictures[index]) for index in indices]
        areas = [self._areas[index] for index in indices]
        single = [self._is_one_line(index) for index in indices]
        key = answer_key(picture_hash(self._sheet), self.engine.name, "cells", language, areas, single)
        form = cells_form(len(areas))
        return self._cache.answers([key], form, lambda _: self._read_anew(areas, single, language))[key]

    def _by_lines(self, engine: LinesAlone, pictures: Sequence[LinePicture]) -> tuple[OcrLine, ...]:
        found = line_readings(dict(enumerate(pictures)), engine.reader, self._cache)
        return tuple(unconfirmed(words) for _, words in sorted(found.items()) if words)

    def _is_one_line(self, index: int) -> bool:
        return len(self.pictures[index]) == 1 and self._areas[index].height <= _ONE_LINE * self.capital

    def _read_anew(
        self, areas: Sequence[PixelRect], single: Sequence[bool], language: str
    ) -> list[tuple[OcrLine, ...]]:
        answers: list[tuple[OcrLine, ...]] = [()] * len(areas)
        layouts: list[Layout] = [
            "line" if alone and not self.engine.costs_per_call else "block" for alone in single
        ]
        for layout in sorted(set(layouts)):
            mine = [index for index, wanted in enumerate(layouts) if wanted == layout]
            found = self.engine.read_cells(
                self._sheet,
                [self._narrowed(areas[index]) for index in mine],
                language=language,
                layout=layout,
            )
            for index, lines in zip(mine, found, strict=True):
                answers[index] = self._widened(lines)
        return answers

    def _narrowed(self, area: PixelRect) -> PixelRect:
        """An area of the sheet in the squeezed sheet."""
        if self._squeeze == 1:
            return area
        x0, x1 = round(area.x0 * self._squeeze), round(area.x1 * self._squeeze)
        return replace(area, x0=x0, x1=max(x1, x0 + 1))

    def _widened(self, lines: tuple[OcrLine, ...]) -> tuple[OcrLine, ...]:
        """Lines read in the squeezed sheet, with the places of their words in the sheet."""
        if self._squeeze == 1:
            return lines
        return tuple(OcrLine(tuple(replace(w, box=self._wide(w.box)) for w in line.words)) for line in lines)

    def _wide(self, box: PixelRect) -> PixelRect:
        x0, x1 = round(box.x0 / self._squeeze), round(box.x1 / self._squeeze)
        return replace(box, x0=x0, x1=max(x1, x0 + 1))


def squeeze_factor(capital: float, width: float) -> float:
    """By how much lines may be narrowed before Tesseract reads them: its time grows with their length.

    Args:
        capital: Usual height of capitals, pixels.
        width: Usual width of letters, pixels.
    """
    if capital < _LARGE or width > _TOUCHING * capital:
        return 1.0
    return min(1.0, max(_LEAST_SQUEEZE, _NARROW * capital / width))
