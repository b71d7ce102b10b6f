"""Making a scan easy to read: even paper, no black edges, dark print on white everywhere.

Two results of one page: :func:`flattened` keeps everything that is darker than its paper (faint rules too),
:func:`cleaned` is for the reading engines: pale show-through gone, specks gone. Black-and-white scans
are hardly touched: every filter tried on them read worse.
"""

from __future__ import annotations

import cv2
import numpy as np

from extract.geometry import Gray
from extract.pictures.blots import without_small
from extract.pictures.masks import darker
from extract.pictures.tints import bands_light, enlarged, reduced

_SHRINK = 8
_TINTED = 0.96
"""Share of the grey nearby below which paper is tinted."""


def flattened(gray: Gray, dpi: float, bilevel: bool = False) -> Gray:
    """The page with even white paper; dark bands and tints become paper too.

    Args:
        gray: Rows x columns.
        dpi: Its resolution.
        bilevel: A black-and-white scan: its paper is white already.
    """
    even = bands_light(gray, dpi)
    return even if bilevel else _divided(even, dpi)


def cleaned(flat: Gray, dpi: float, bilevel: bool = False) -> Gray:
    """The flattened page ready for reading.

    Grey between paper and ink is stretched: what is nearly paper (noise, print that shows through
    from the back) becomes white, ink becomes black. Specks of a few pixels go.
    """
    if bilevel:
        return flat
    ink = _ink_level(flat)
    white = ink + (255.0 - ink) * 0.85
    black = ink
    table = np.clip((np.arange(256, dtype=np.float32) - black) / max(white - black, 1.0), 0, 1) * 255
    stretched = cv2.LUT(flat, table.astype(np.uint8))
    return _without_specks(np.asarray(stretched, dtype=np.uint8), dpi)


def _divided(gray: Gray, dpi: float) -> Gray:
    """Divides by the grey of the paper or the tinted cell: on a small copy the local near-maximum."""
    small = reduced(gray, _SHRINK)
    reach = max(3, round(0.12 * dpi / _SHRINK)) | 1
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
    dark = sample[sample < 190]
    if dark.size < 200:
        return 60.0
    return float(np.clip(np.percentile(dark, 25), 0, 150))


def _without_specks(gray: Gray, dpi: float) -> Gray:
    return without_small(gray, darker(gray, 200), max(1, round(4 * (dpi / 200) ** 2)))


def without_edges(gray: Gray, dpi: float) -> Gray:
    """Paints white what is dark round the sheet: black scanner edges, the table under a photographed page.

    Must come before the page is turned or straightened: what it looks for touches the picture's rim.
    """
    shrink = max(1, round(dpi / 50))
    small = reduced(gray, shrink)
    paper = float(np.percentile(small, 80))
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
    return np.where(full > 0, np.uint8(255), gray)
