"""How much of a whole page's print stands outside its words."""

from __future__ import annotations

import cv2
import numpy as np

from extract.audit.page_ink import Ink, ink_of
from extract.audit.sheet import letter_unit, page_words, sheet_of
from extract.model import PageReading
from extract.pictures.blots import HEIGHT, WIDTH, blots, mask_of
from extract.pictures.images import FEW_WORDS, PageImage
from extract.pictures.masks import Mask
from extract.sizes import PARTLY

_LEAST, _MOST = 0.5, 3.2
"""Letter units that a letter measures, at least and at most (its longer side)."""
_GAP = 1.5
"""Letter units between two letters of a line, at most."""
_MANY_LETTERS = 100.0
"""Square letter units of print that are more than a few lines."""
_MUCH_INK = 0.025
"""Inked share of a page that is more than a signature and a stamp; a full page of print has twice as much."""
_RIM = 0.05
"""Share of the page's sides along which black edges of scanners lie."""
_LINE_WIDTH, _LINE_HEIGHT = 4.0, 4.0
"""Letter units: a line of print is at least so wide and at most so high."""


def unexplained_share(reading: PageReading, image: PageImage) -> float:
    """The share of the letters' ink of a page that stands outside all its words, 0 to 1.

    Letters are pieces of ink that stand in lines; drawings, photographs and stamps are not counted.

    Args:
        reading: Of the page.
        image: The page as a viewer shows it.
    """
    sheet = sheet_of(reading, image)
    words = page_words(reading)
    rects = sheet.rects([word.box for word in words if word.box is not None])
    return share_outside(ink_of(sheet, rects), letter_unit(words, sheet))


def is_unread(reading: PageReading, image: PageImage) -> bool:
    """Whether a page without tables is a picture of something that could hardly be read.

    Either much of its print stands in no word, or it has much ink (a photograph, a page that is too dark) and
    hardly a word. The rim of the page, where scanners leave black edges, is not counted.
    """
    sheet = sheet_of(reading, image)
    words = page_words(reading)
    rects = sheet.rects([word.box for word in words if word.box is not None])
    ink, unit = ink_of(sheet, rects), letter_unit(words, sheet)
    rows, cols = (round(_RIM * side) for side in sheet.gray.shape)
    inner = (ink.left | ink.filled)[rows : -rows or None, cols : -cols or None]
    if len(words) < FEW_WORDS and float(inner.mean()) > _MUCH_INK:
        return True
    outside = lines_of_print(ink.left, unit)
    return int(outside.sum()) > _MANY_LETTERS * unit**2 and share_outside(ink, unit) > PARTLY


def share_outside(ink: Ink, unit: float) -> float:
    """The share of letters' ink outside words.

    Args:
        ink: Of a sheet.
        unit: Height of a small letter, pixels.
    """
    outside = int(lines_of_print(ink.left, unit).sum())
    inside = int((ink.print & ink.words).sum())
    return outside / (outside + inside) if outside else 0.0


def lines_of_print(left: Mask, unit: float) -> Mask:
    """What of some ink is as large as letters and stands in lines.

    Args:
        left: The ink.
        unit: Height of a small letter, pixels.
    """
    labels, stats = blots(left)
    longer = np.maximum(stats[:, WIDTH], stats[:, HEIGHT])
    like = (longer >= _LEAST * unit) & (longer <= _MOST * unit)
    like[0] = False
    letters = mask_of(labels, like)
    reach = max(1, round(_GAP * unit))
    joined = cv2.morphologyEx(letters, cv2.MORPH_CLOSE, np.ones((1, reach), np.uint8))
    groups, sizes = blots(np.asarray(joined, dtype=np.uint8))
    lines = (sizes[:, WIDTH] >= _LINE_WIDTH * unit) & (sizes[:, HEIGHT] <= _LINE_HEIGHT * unit)
    lines[0] = False
    return letters & mask_of(groups, lines)
