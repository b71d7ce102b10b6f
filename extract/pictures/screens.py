"""Black-and-white pictures whose greys are a pattern of dots: smoothed into greys again.

Copiers and fax-like scanners show grey paper as a screen of single dots. For whoever looks for rules, or for
letters, the dots stand everywhere; smoothed over, they are the pale grey that they were.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from extract.geometry import Gray
from extract.pictures.images import PageImage

_TILE_INCH = 0.12
_LEAST_TILES = 40
_SCREENED = 0.008
_EMPTIEST = 20
"""Share of dark pixels in pieces of page without print, the emptiest so many in a hundred; without
a screen there are none."""
_SPREAD_INCH = 0.0065


def unscreened(image: PageImage) -> PageImage:
    """A black-and-white page smoothed into greys where its paper is a screen of dots; others as they are."""
    if not image.bilevel or not _is_screened(image.gray, image.dpi):
        return image
    soft = cv2.GaussianBlur(image.gray, (0, 0), max(0.8, _SPREAD_INCH * image.dpi))
    return replace(image, gray=np.asarray(soft, dtype=np.uint8), bilevel=False)


def _is_screened(gray: Gray, dpi: float) -> bool:
    size = max(8, round(_TILE_INCH * dpi))
    rows, columns = gray.shape[0] // size, gray.shape[1] // size
    if rows * columns < _LEAST_TILES:
        return False
    dark = np.asarray(gray[: rows * size, : columns * size] < 128, dtype=np.uint8)
    shares = cv2.resize(dark * np.uint8(255), (columns, rows), interpolation=cv2.INTER_AREA) / 255.0
    return bool(np.percentile(shares, _EMPTIEST) > _SCREENED)
