"""Where letters leave ink: a page shown with its text and without it.

The difference of the two pictures is what the letters alone paint: white print, print under a box or a
picture, print cut off or of no size leaves nothing, whatever else is painted in its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import cv2
import numpy as np
import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped]
from numpy.typing import NDArray

from extract.files.rescue import shown_page
from extract.files.source import refuse_large
from extract.geometry import POINTS_PER_INCH, Gray, PageFrame
from extract.model import Source
from extract.pages.page_objects import Chars
from extract.pictures.images import PageImage
from lampiran.errors import PageTooLarge
from lampiran.settings import Settings

DPI = 150.0
"""Resolution of the pictures: the dot of an *i* has several pixels."""
_DEEPEST = 15
"""Levels of forms within forms in which text is looked for."""
_LEAST_CONTRAST = 0.06
"""A letter with less contrast than this share of the page's own letters is not seen. Of 141,703 letters of
ordinary pages none has less than 0.3; print of 93 % white on white paper has 0.07."""
_STRONG = 90
"""Percentile of the letters' contrast that stands for the page's own: many of them may be hidden."""
_SAMPLE = 400
"""Letters that are enough to know the page's own contrast."""
_SIDE, _TOP = 0.1, 0.15
"""Shares of a letter's box, at its ends and along its line, where the ink of its neighbours may lie."""
_CORE = 0.25
"""Share of a letter's box at either end that lies outside its core."""

Boxes = NDArray[np.float64]
"""x0, y0, x1, y1 of each character, points."""
Counts = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class LetterInk:
    """The ink of a page's letters.

    Attributes:
        picture: The page as shown.
        ground: The page without its text.
        painted: How much the letters change each pixel of it, 0 to 255.
        boxes: Of the page's characters.
    """

    picture: PageImage
    ground: Gray
    painted: Gray
    boxes: Boxes

    def of(self, indices: Sequence[int]) -> LetterInk:
        """The ink of some of the characters alone."""
        return replace(self, boxes=self.boxes[list(indices)])

    @cached_property
    def rects(self) -> Counts:
        """The pixels of each character's box, its ends left out; at least one pixel each."""
        return self._pixels(self.boxes, _SIDE, _TOP)

    @cached_property
    def whole(self) -> Counts:
        """The pixels of each character's whole box."""
        return self._pixels(self.boxes, 0.0, 0.0)

    @cached_property
    def sizes(self) -> Counts:
        """How many pixels :attr:`rects` hold."""
        x0, y0, x1, y1 = self.rects.T
        return np.asarray(np.maximum((x1 - x0) * (y1 - y0), 1), dtype=np.int64)

    @cached_property
    def marked(self) -> NDArray[np.uint8]:
        """1 where letters are seen to paint something."""
        return (self.painted > max(1, int(_LEAST_CONTRAST * self._own_contrast))).astype(np.uint8)

    @cached_property
    def inked(self) -> Counts:
        """How many pixels each character paints within its box."""
        return _between(self._total, self.rects)

    @cached_property
    def inked_anywhere(self) -> Counts:
        """How many pixels are painted in each character's whole box, overhang of neighbours included."""
        return _between(self._total, self.whole)

    @cached_property
    def core_inked(self) -> Counts:
        """How many pixels each character paints in the middle of its box, where no neighbour reaches."""
        return _between(self._total, self._pixels(self.boxes, _CORE, _TOP))

    @cached_property
    def _total(self) -> NDArray[Any]:
        return np.asarray(cv2.integral(self.marked))

    @property
    def _own_contrast(self) -> float:
        step = max(1, len(self.rects) // _SAMPLE)
        found = [int(self.painted[y0:y1, x0:x1].max(initial=0)) for x0, y0, x1, y1 in self.rects[::step]]
        seen = [contrast for contrast in found if contrast > 0]
        return float(np.percentile(seen, _STRONG)) if seen else 255.0

    def _pixels(self, boxes: Boxes, side: float, top: float) -> Counts:
        height, width = self.painted.shape
        frame = self.picture.frame
        scale = np.array([width / frame.width, height / frame.height] * 2)
        pixels = np.nan_to_num(boxes * scale)
        wide, high = pixels[:, 2] - pixels[:, 0], pixels[:, 3] - pixels[:, 1]
        x0, y0 = pixels[:, 0] + side * wide, pixels[:, 1] + top * high
        x1, y1 = pixels[:, 2] - side * wide, pixels[:, 3] - top * high
        left, upper = np.floor(x0 + 0.5), np.floor(y0 + 0.5)
        right, lower = np.maximum(np.floor(x1 + 0.5), left + 1), np.maximum(np.floor(y1 + 0.5), upper + 1)
        ends = np.array([width, height, width, height])
        found = np.stack([left, upper, right, lower], axis=1)
        return np.asarray(np.clip(found, 0, ends), dtype=np.int64)


def counted(marked: NDArray[np.uint8], rects: Counts) -> Counts:
    """How many pixels are marked in each rectangle."""
    return _between(cv2.integral(marked), rects)


def _between(total: NDArray[Any], rects: Counts) -> Counts:
    x0, y0, x1, y1 = rects.T
    return np.asarray(total[y1, x1] - total[y0, x1] - total[y1, x0] + total[y0, x0], dtype=np.int64)


def letter_ink(source: Source, page: int, chars: Chars, settings: Settings) -> LetterInk | None:
    """The ink of a page's characters; None where the page is too large to be shown.

    Args:
        source: The file.
        page: From 1.
        chars: All characters of the page.
        settings: Size limits.

    Raises:
        DamagedDocument: If the page cannot be shown.
    """
    with shown_page(source, page) as shown:
        width, height = shown.get_size()
        try:
            refuse_large(int(width * height * (DPI / POINTS_PER_INCH) ** 2), settings.thresholds)
        except PageTooLarge:
            return None
        gray = _gray(shown)
        _hide_text(shown)
        bare = _gray(shown)
    boxes = np.array([(c["x0"], c["top"], c["x1"], c["bottom"]) for c in chars], dtype=np.float64)
    picture = PageImage(gray, PageFrame.plain(gray.shape, width, height), DPI)
    return LetterInk(picture, bare, np.asarray(cv2.absdiff(gray, bare), dtype=np.uint8), boxes.reshape(-1, 4))


def _gray(page: pdfium.PdfPage) -> Gray:
    """A rendering made grey by the library: turning colours into grey here would take longer than drawing."""
    return np.array(page.render(scale=DPI / POINTS_PER_INCH, grayscale=True).to_numpy()).squeeze()


def _hide_text(page: pdfium.PdfPage) -> None:
    """Makes all text of an opened page invisible; the page is of no use for anything else after it."""
    for piece in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_TEXT], max_depth=_DEEPEST):
        pdfium_c.FPDFTextObj_SetTextRenderMode(piece.raw, pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE)
