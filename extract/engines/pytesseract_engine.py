"""The ``tesseract`` program through pytesseract, for machines where tesserocr does not install.

A call costs a process and a model load (0.2 s) whatever it reads, so all rectangles of a page go into
one call: their crops are pasted on white sheets, far apart, and each word found is given back to the
rectangle on whose crop it stands. Pasting also leaves the rules out.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytesseract

from extract.engines.engine import Layout, OcrLine, PixelWord
from extract.engines.tessdata import install_advice, languages_in
from extract.engines.tesseract_tsv import PageLayout, lines_from_tsv
from extract.geometry import Gray, PixelRect
from lampiran.errors import MissingRequirement

_GAP = 40
"""White pixels between two crops on a sheet, so that Tesseract never joins lines of different cells."""
_SHEET_HEIGHT = 12_000
"""Pixels; Tesseract refuses pictures higher than 32,767."""
_TIMEOUT = 300
"""Seconds for one sheet; a program that hangs must not stop a run."""


@dataclass(frozen=True, slots=True)
class _Pasted:
    """A rectangle and where its crop's top left corner stands on the sheet."""

    index: int
    rect: PixelRect
    x: int
    y: int


class PytesseractEngine:
    """Runs the ``tesseract`` program, once for each sheet of crops."""

    costs_per_call = True

    def __init__(self, tessdata: Path) -> None:
        # One thread each: pages run in parallel, and Tesseract's own threads then slow everything down.
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        try:
            version = pytesseract.get_tesseract_version()
        except pytesseract.TesseractNotFoundError as error:
            raise MissingRequirement("The tesseract program is not installed.", install_advice()) from error
        self.name = f"pytesseract {str(version).split('-')[0]}"
        self.languages = languages_in(tessdata)
        self._tessdata = tessdata

    def read_cells(
        self, image: Gray, rects: Sequence[PixelRect], *, language: str = "ind", layout: Layout = "block"
    ) -> list[tuple[OcrLine, ...]]:
        """See :class:`extract.engines.engine.Engine`; ``layout`` makes no difference on a sheet."""
        answers: list[tuple[OcrLine, ...]] = [()] * len(rects)
        for sheet, pasted in _sheets(image, rects):
            lines = lines_from_tsv(self._run(sheet, language, PageLayout.COLUMN))
            for place in pasted:
                answers[place.index] = _lines_on(place, lines)
        return answers

    def read_page(self, image: Gray) -> list[OcrLine]:
        """See :class:`extract.engines.engine.Engine`."""
        return lines_from_tsv(self._run(image, "ind", PageLayout.SCATTERED))

    def _run(self, image: Gray, language: str, layout: PageLayout) -> str:
        config = f'--tessdata-dir "{self._tessdata}" --psm {int(layout)}'
        answer: Any = pytesseract.image_to_data(image, lang=language, config=config, timeout=_TIMEOUT)
        return str(answer)


def _sheets(image: Gray, rects: Sequence[PixelRect]) -> Iterator[tuple[Gray, list[_Pasted]]]:
    """White sheets with the crops one below the other, and where each one stands."""
    pasted: list[_Pasted] = []
    y = _GAP
    for index, rect in enumerate(rects):
        if pasted and y + rect.height + _GAP > _SHEET_HEIGHT:
            yield _sheet(image, pasted, y), pasted
            pasted, y = [], _GAP
        pasted.append(_Pasted(index, rect, _GAP, y))
        y += rect.height + _GAP
    if pasted:
        yield _sheet(image, pasted, y), pasted


def _sheet(image: Gray, pasted: Sequence[_Pasted], height: int) -> Gray:
    width = max(place.rect.width for place in pasted) + 2 * _GAP
    sheet = np.full((height, width), 255, dtype=np.uint8)
    for place in pasted:
        crop = place.rect.crop(image)
        sheet[place.y : place.y + crop.shape[0], place.x : place.x + crop.shape[1]] = crop
    return sheet


def _lines_on(place: _Pasted, lines: Sequence[OcrLine]) -> tuple[OcrLine, ...]:
    """The words whose middle stands on the crop, moved back to the page."""
    top, bottom = place.y - _GAP // 2, place.y + place.rect.height + _GAP // 2
    dx, dy = place.rect.x0 - place.x, place.rect.y0 - place.y
    found: list[OcrLine] = []
    for line in lines:
        mine = [w for w in line.words if top <= (w.box.y0 + w.box.y1) / 2 < bottom]
        if mine:
            found.append(OcrLine(tuple(_moved(word, dx, dy) for word in mine)))
    return tuple(sorted(found, key=lambda line: line.box.y0))


def _moved(word: PixelWord, dx: int, dy: int) -> PixelWord:
    box = word.box
    return PixelWord(
        word.text, PixelRect(box.x0 + dx, box.y0 + dy, box.x1 + dx, box.y1 + dy), word.confidence
    )
