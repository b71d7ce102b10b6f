"""Stamps and drawings among the unexplained ink: known by their size and strokes, not by their colour."""

from __future__ import annotations

import cv2
import numpy as np

from extract.geometry import PixelRect
from extract.pictures.blots import HEIGHT, LEFT, TOP, WIDTH, blots
from extract.pictures.masks import Mask

_SHRINK = 4
"""Pixels to one of the small copy on which pieces are gathered."""
_TOGETHER = 1.5
"""Letter units between two pieces of one stamp, at most."""
_STAMP = 9.0
"""Letter units that a stamp measures both ways, at least: some 15 mm."""
_LONGER = 2.5
"""A stamp is at most so many times as long as it is wide; a line of handwriting is longer."""
_STROKE = 3.0
"""Letter units that a stroke of its ring or drawing measures both ways, at least; letters are smaller."""


def stamps(left: Mask, unit: float) -> list[PixelRect]:
    """Where stamps and drawings lie among the ink that is left over.

    Args:
        left: Ink that is neither in a rule nor in a word.
        unit: Height of a small letter, pixels.
    """
    size = (-(-left.shape[1] // _SHRINK), -(-left.shape[0] // _SHRINK))
    small = np.asarray(
        cv2.resize(left * np.uint8(255), size, interpolation=cv2.INTER_AREA) > 0, dtype=np.uint8
    )
    _, strokes = blots(small)
    least = _STROKE * unit / _SHRINK
    strokes = strokes[1:][(strokes[1:, WIDTH] >= least) & (strokes[1:, HEIGHT] >= least)]
    if not len(strokes):
        return []
    reach = max(1, round(_TOGETHER * unit / _SHRINK)) | 1
    _, groups = blots(np.asarray(cv2.dilate(small, np.ones((reach, reach), np.uint8)), dtype=np.uint8))
    found = []
    for left_, top, wide, high, _ in groups[1:].tolist():
        shorter, longer = sorted((wide - reach + 1, high - reach + 1))
        if shorter < _STAMP * unit / _SHRINK or longer > _LONGER * shorter:
            continue
        inside = (strokes[:, LEFT] >= left_) & (strokes[:, LEFT] + strokes[:, WIDTH] <= left_ + wide)
        inside &= (strokes[:, TOP] >= top) & (strokes[:, TOP] + strokes[:, HEIGHT] <= top + high)
        if inside.any():
            found.append(PixelRect(*(side * _SHRINK for side in (left_, top, left_ + wide, top + high))))
    return found
