"""Black-and-white pictures whose greys are a pattern of dots: smoothed into greys again.

Copiers and fax-like scanners print grey paper as a screen of single dots. In a search for rules or letters
the dots are everywhere; smoothed, they are the pale grey again that they stand for.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from extract.geometry import WHITE, Gray
from extract.pictures.images import PageImage
from extract.pictures.ink import HALF
from extract.sizes import LINE, LONG

_EMPTIEST = 20
"""Percentile of a page's tiles, by their ink, that still has no print."""
_SCREENED = 0.008
"""Share of dark pixels in such a tile on a screened page; there are none on others."""
_SPREAD_INCH = 0.0065
"""Radius by which dots are smoothed: half the distance between them."""


def unscreened(image: PageImage) -> PageImage:
    """Smooths a black-and-white page into greys if its paper is a screen of dots; leaves others alone."""
    if not image.bilevel or not _is_screened(image.gray, image.dpi):
        return image
    soft = cv2.GaussianBlur(image.gray, (0, 0), max(0.8, _SPREAD_INCH * image.dpi))
    return replace(image, gray=np.asarray(soft, dtype=np.uint8), bilevel=False)


def _is_screened(gray: Gray, dpi: float) -> bool:
    if min(gray.shape) < LONG * dpi:
        return False
    size = max(8, round(LINE * dpi))
    rows, columns = gray.shape[0] // size, gray.shape[1] // size
    dark = np.asarray(gray[: rows * size, : columns * size] < HALF, dtype=np.uint8)
    shares = cv2.resize(dark * np.uint8(WHITE), (columns, rows), interpolation=cv2.INTER_AREA) / WHITE
    return bool(np.percentile(shares, _EMPTIEST) > _SCREENED)
