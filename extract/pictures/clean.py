"""Making a scan easy to read: even paper, no black edges, dark print on white everywhere.

One page gives two pictures: :func:`flattened` keeps everything darker than its paper, faint rules included;
:func:`cleaned` is for the OCR engines, without pale show-through and specks. Black-and-white scans are hardly
changed: every filter tried on them made the engines read worse.
"""

from __future__ import annotations

import cv2
import numpy as np

from extract.geometry import WHITE, Gray
from extract.pictures.blots import without_small
from extract.pictures.ink import PAPER_SHARE, SHADE, SPECK
from extract.pictures.masks import darker
from extract.pictures.tints import bands_light, enlarged, reduced
from extract.sizes import LINE

_SHRINK = 8
"""Pixels to one of the small copy on which the grey of the paper is looked for."""
_TINTED = 0.96
"""Share of the grey nearby below which paper is tinted."""


def flattened(gray: Gray, dpi: float, bilevel: bool = False) -> Gray:
    """Makes the paper even and white; dark bands and tints become paper too.

    Args:
        gray: Rows x columns.
        dpi: Its resolution.
        bilevel: A black-and-white scan: its paper is white already.
    """
    even = bands_light(gray, dpi)
    return even if bilevel else _divided(even, dpi)


def cleaned(flat: Gray, dpi: float, bilevel: bool = False) -> Gray:
    """Makes the flattened page ready for the OCR engines.

    The greys between ink and paper are stretched: ink becomes black, and what is nearly paper (noise, print
    showing through from the back) becomes white. Specks of a few pixels are removed.

    Args:
        flat: See :func:`flattened`.
        dpi: Its resolution.
        bilevel: A black-and-white scan, returned as it is.
    """
    if bilevel:
        return flat
    ink = _ink_level(flat)
    white = ink + (WHITE - ink) * 0.85
    black = ink
    table = np.clip((np.arange(WHITE + 1, dtype=np.float32) - black) / max(white - black, 1.0), 0, 1) * WHITE
    stretched = cv2.LUT(flat, table.astype(np.uint8))
    return _without_specks(np.asarray(stretched, dtype=np.uint8), dpi)


def _divided(gray: Gray, dpi: float) -> Gray:
    """Divides by the grey of the paper or of the tinted cell: the lightest grey nearby, on a small copy."""
    small = reduced(gray, _SHRINK)
    reach = max(3, round(LINE * dpi / _SHRINK)) | 1
    around = np.ones((reach, reach), np.uint8)
    paper = cv2.dilate(small, around)
    high = np.asarray(cv2.dilate(gray, np.ones((5, 5), np.uint8)), dtype=np.uint8)
    tops = cv2.dilate(reduced(high, _SHRINK), around)  # without letters
    tinted = cv2.erode(tops, around) < _TINTED * tops
    paper = cv2.medianBlur(np.where(tinted, cv2.erode(paper, around), paper), 5)
    paper = cv2.GaussianBlur(paper, (0, 0), reach / 2)
    large = enlarged(np.asarray(paper, dtype=np.uint8), _SHRINK, gray.shape, cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(gray, cv2.max(large, np.array([40.0])), scale=250), dtype=np.uint8)


def _ink_level(flat: Gray) -> float:
    """How dark the print is: the darker part of what is clearly not paper."""
    sample = flat[::2, ::2]
    dark = sample[sample < SHADE]
    if dark.size < 200:
        return 60.0
    return float(np.clip(np.percentile(dark, 25), 0, 150))


def _without_specks(gray: Gray, dpi: float) -> Gray:
    return without_small(gray, darker(gray, SPECK), max(1, round(4 * (dpi / 200) ** 2)))


def without_edges(gray: Gray, dpi: float) -> Gray:
    """Paints white what is dark round the sheet: black scanner edges, the desk under a photographed page.

    Comes before the page is turned or straightened: such edges are known by touching the picture's rim.
    """
    shrink = max(1, round(dpi / 50))
    small = reduced(gray, shrink)
    paper = float(np.percentile(small, PAPER_SHARE))
    dark = np.asarray(small < np.clip(0.58 * paper, 60, 130), dtype=np.uint8)
    dark = np.asarray(cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)), dtype=np.uint8)
    rim = cv2.copyMakeBorder(dark, 1, 1, 1, 1, cv2.BORDER_REPLICATE)
    count, labels = cv2.connectedComponents(rim, connectivity=4)
    touching = np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]))
    edge = np.isin(labels, touching[touching > 0])[1:-1, 1:-1]
    if count == 1 or not edge.any():
        return gray
    grown = cv2.dilate(edge.astype(np.uint8), np.ones((3, 3), np.uint8))
    full = enlarged(np.asarray(grown, dtype=np.uint8), shrink, gray.shape, cv2.INTER_NEAREST)
    return np.where(full > 0, np.uint8(WHITE), gray)
