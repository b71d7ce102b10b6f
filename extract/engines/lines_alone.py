"""The second engine in the place of the first, where there is no Tesseract: it reads all, line by line.

It knows no layout. The lines of cells are told by their ink (``extract.reading.ink_lines``). Outside tables
it gets pieces with a line or two each; there rows of pixels with ink between white ones are lines enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from extract.engines.engine import Layout, LineEngine, OcrLine, PixelWord
from extract.geometry import Gray, PixelRect

ALONE = "alone"
"""Ends the name of an engine that reads without a second opinion."""
_SURE = 0.9
"""Confidence of a word, at most, while no other engine confirms it."""
_SURE_OF_NUMERAL = 0.5
"""The same of a numeral: this engine is sure of ``I`` where ``III`` stands, and no context can tell."""
_NUMERAL = re.compile(r"([IVX]+|\d{1,3})[,;:%]?")
"""Those with a mark of a list behind them are left out: their neighbours tell."""
_PAPER = 160
"""Grey values from here on are paper."""
_LEAST = 8
"""Pixels of height below which a row of ink is no line of print."""
_PAD = 3
"""White pixels above and below a line."""


class LinesAlone:
    """An engine for single lines that reads cells and pages too.

    Attributes:
        name: As of the line engine, and that it reads alone.
        languages: Indonesian only: it has one model.
        costs_per_call: False.
        reader: The engine for single lines.
    """

    costs_per_call = False

    def __init__(self, reader: LineEngine, language: str) -> None:
        self.name = f"{reader.name} {ALONE}"
        self.languages = frozenset({language})
        self.reader = reader

    def read_cells(
        self, image: Gray, rects: Sequence[PixelRect], *, language: str = "ind", layout: Layout = "block"
    ) -> list[tuple[OcrLine, ...]]:
        """See :class:`extract.engines.engine.Engine`; language and layout make no difference."""
        return [tuple(self._lines(image, rect)) for rect in rects]

    def read_page(self, image: Gray) -> list[OcrLine]:
        """See :class:`extract.engines.engine.Engine`."""
        height, width = image.shape
        return list(self._lines(image, PixelRect(0, 0, width, height)))

    def _lines(self, image: Gray, rect: PixelRect) -> Iterator[OcrLine]:
        for place in line_places(image, rect):
            words = self.reader.read_line(np.ascontiguousarray(place.crop(image)))
            if words:
                yield unconfirmed(tuple(_moved(word, place) for word in words))


def unconfirmed(words: Sequence[PixelWord]) -> OcrLine:
    """A line that no other engine confirms."""
    sure = [_SURE_OF_NUMERAL if _NUMERAL.fullmatch(word.text) else _SURE for word in words]
    return OcrLine(
        tuple(
            replace(word, confidence=min(word.confidence, most))
            for word, most in zip(words, sure, strict=True)
        )
    )


def line_places(image: Gray, rect: PixelRect) -> list[PixelRect]:
    """The lines of print in a rectangle, top to bottom, each with a narrow margin."""
    ink = rect.crop(image) < _PAPER
    change = np.flatnonzero(np.diff(np.concatenate([[False], ink.any(axis=1), [False]]).astype(np.int8)))
    places = []
    for top, bottom in zip(change[::2].tolist(), change[1::2].tolist(), strict=True):
        if bottom - top < _LEAST:
            continue
        columns = np.flatnonzero(ink[top:bottom].any(axis=0))
        x0, x1 = int(columns[0]) - _PAD, int(columns[-1]) + 1 + _PAD
        places.append(
            PixelRect(
                max(rect.x0, rect.x0 + x0),
                max(rect.y0, rect.y0 + top - _PAD),
                min(rect.x1, rect.x0 + x1),
                min(rect.y1, rect.y0 + bottom + _PAD),
            )
        )
    return places


def _moved(word: PixelWord, place: PixelRect) -> PixelWord:
    box = word.box
    moved = PixelRect(box.x0 + place.x0, box.y0 + place.y0, box.x1 + place.x0, box.y1 + place.y0)
    return replace(word, box=moved)
