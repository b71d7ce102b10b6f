"""A page as a viewer shows it, rendered."""

from __future__ import annotations

import numpy as np
import pypdfium2 as pdfium  # type: ignore[import-untyped]

from extract.geometry import POINTS_PER_INCH, Matrix
from extract.pictures.gray import Pixels


def rendered(page: pdfium.PdfPage, dpi: float) -> Pixels:
    """The page's pixels, rows x columns x channels; the page is stretched by a hair to whole pixels."""
    # A copy: the bitmap's memory is freed with the page.
    return np.array(page.render(scale=dpi / POINTS_PER_INCH).to_numpy(), dtype=np.uint8)


def to_view(page: pdfium.PdfPage) -> Matrix:
    """From the page's own coordinates to those of the page as shown (see ``extract.files.plain_page``)."""
    left, bottom, right, top = page.get_mediabox()
    ways = {
        0: [[1, 0, -left], [0, -1, top]],
        90: [[0, 1, -bottom], [1, 0, -left]],
        180: [[-1, 0, right], [0, 1, -bottom]],
        270: [[0, -1, top], [-1, 0, right]],
    }
    return np.array([*ways[page.get_rotation() % 360], [0, 0, 1]], dtype=np.float64)
