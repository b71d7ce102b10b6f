"""The ink of a sheet: what is darker than the paper beside it, and which of it are rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from extract.audit.sheet import Sheet
from extract.geometry import WHITE, Gray, PixelRect
from extract.pictures.masks import Mask, opened_along
from extract.pictures.tints import enlarged, reduced

_DARK = 0.75
"""Share of the grey of the paper beside it below which a pixel is ink."""
_SHRINK = 4
"""Pixels to one of the small copy on which the paper's grey is looked for."""
_PAPER = 17.0
"""Dark things narrower than so many points are ink on paper; larger ones, like shaded cells, are paper."""
_LEVEL, _UPRIGHT = 30.0, 20.0
"""Points that a level and an upright rule are long, at least; strokes of letters are shorter."""
_THICK = 2.6
"""Points; a bar as thick is a filled area, not a rule."""
_RIM = 1
"""Pixels on both sides of a rule that are its soft rim."""
_SOLID = 240
"""Inked share, in 255ths, of what lies inside a filled area."""
_FILL = 5.0
"""Points; what is inked so far both ways is a filled area, such as a band under light print or a bar."""
_MOSTLY_DARK = 128
"""Inked share, in 255ths, near a pixel from which on the print there is light print on a filled area."""
_PRINT_IN_FILL = 14.0
"""Points; light print on a filled area leaves no gap as wide."""
_FILL_RIM = 2.0
"""Points round a filled area that are its rim and corners."""
_MARGIN = 1.2
"""Points by which letters may reach beyond the box of their word."""


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """Masks of one sheet, 1 where something is.

    Attributes:
        dark: All ink.
        rules: Rules and their rims.
        filled: Filled areas and their rims.
        words: Inside a word's box.
        bare: The sheet's grey with the rules painted over by their paper.
    """

    dark: Mask
    rules: Mask
    filled: Mask
    words: Mask
    bare: Gray

    @property
    def left(self) -> Mask:
        """Ink that is neither in a word nor in a rule or a filled area."""
        return np.asarray(self.dark & ~(self.rules | self.filled | self.words) & 1, dtype=np.uint8)

    @property
    def print(self) -> Mask:
        """Ink without rules and filled areas."""
        return np.asarray(self.dark & ~(self.rules | self.filled) & 1, dtype=np.uint8)


def ink_of(sheet: Sheet, words: Sequence[PixelRect]) -> Ink:
    """Finds the ink of a sheet.

    Args:
        sheet: The page.
        words: Where its words stand.
    """
    gray, scale = sheet.gray, sheet.scale
    paper = _paper(gray, scale)
    limit = cv2.convertScaleAbs(paper, alpha=_DARK)
    dark = np.asarray(cv2.compare(gray, limit, cv2.CMP_LT), dtype=np.uint8) & np.uint8(1)
    level = opened_along(dark, round(_LEVEL * scale))
    upright = _opened(dark, 1, round(_UPRIGHT * scale))
    filled = _filled(dark, _opened(level, 1, round(_THICK * scale)), scale)
    rim = np.ones((2 * _RIM + 1, 2 * _RIM + 1), np.uint8)
    rules = np.asarray(cv2.dilate((level | upright) & (1 - filled), rim), dtype=np.uint8)
    bare = np.asarray(cv2.max(gray, cv2.multiply(paper, rules)), dtype=np.uint8)
    return Ink(dark, rules, filled, _painted(words, gray.shape, round(_MARGIN * scale)), bare)


def _paper(gray: Gray, scale: float) -> Gray:
    """The grey of the paper at each pixel: narrow dark things are filled with what is beside them."""
    reach = max(3, round(_PAPER * scale / _SHRINK)) | 1
    small = cv2.morphologyEx(reduced(gray, _SHRINK), cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    return enlarged(np.asarray(small, dtype=np.uint8), _SHRINK, gray.shape, cv2.INTER_LINEAR)


def _filled(dark: Mask, thick: Mask, scale: float) -> Mask:
    """Filled areas with the light print on them: bands, bars, blots, the filled parts of pictures.

    Args:
        dark: All ink.
        thick: Level runs that are thicker than a rule.
        scale: Pixels to a point.
    """
    share, runs = (reduced(mask * np.uint8(WHITE), _SHRINK) for mask in (dark, thick))
    core = _opened(
        np.asarray(share > _SOLID, dtype=np.uint8), *(2 * [max(2, round(_FILL * scale / _SHRINK))])
    )
    core |= np.asarray(runs > 0, dtype=np.uint8)
    if not core.any():
        return np.zeros_like(dark)
    gap, rim = round(_PRINT_IN_FILL * scale / _SHRINK) | 1, 2 * round(_FILL_RIM * scale / _SHRINK) + 1
    closed = cv2.morphologyEx(core, cv2.MORPH_CLOSE, np.ones((gap, gap), np.uint8))
    whole = np.where(cv2.blur(share, (gap, gap)) > _MOSTLY_DARK, closed, core)
    spread = np.asarray(cv2.dilate(whole, np.ones((rim, rim), np.uint8)), dtype=np.uint8)
    return enlarged(spread, _SHRINK, dark.shape, cv2.INTER_NEAREST)


def _opened(mask: Mask, wide: int, high: int) -> Mask:
    kernel = np.ones((max(1, high), max(1, wide)), np.uint8)
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, kernel), dtype=np.uint8)


def _painted(rects: Sequence[PixelRect], shape: tuple[int, ...], margin: int) -> Mask:
    mask = np.zeros(shape, dtype=np.uint8)
    for rect in rects:
        rect.shrunk(-margin).crop(mask)[:] = 1
    return mask
