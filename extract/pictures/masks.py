"""Masks of a page (1 where something is, else 0) and straight runs, faster than by the usual calls.

A comparison by numpy, made into bytes, takes ten times as long as OpenCV's threshold. OpenCV looks for the
largest of 40 neighbours one by one, where six steps are enough: of 2, of 4 (two pairs) and so on.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, floor

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.geometry import WHITE, Gray

_ROWS = 256
"""Rows worked on at a time: few enough for the processor's cache."""

Mask = NDArray[np.uint8]


def darker(gray: Gray, level: float) -> Mask:
    """1 where a picture is darker than a level."""
    return np.asarray(cv2.threshold(gray, ceil(level) - 1, 1, cv2.THRESH_BINARY_INV)[1], dtype=np.uint8)


def lighter(gray: Gray, level: float) -> Mask:
    """1 where a picture is lighter than a level."""
    return np.asarray(cv2.threshold(gray, floor(level), 1, cv2.THRESH_BINARY)[1], dtype=np.uint8)


def closed_along(gray: Gray, length: int) -> Gray:
    """A picture without dark runs of less than ``length`` pixels of a row; white beyond its sides."""
    return _twice(gray, length, (cv2.max, WHITE), (cv2.min, WHITE))


def opened_along(mask: Mask, length: int) -> Mask:
    """The runs of at least ``length`` pixels of a row, and shorter ones cut off by the picture's sides."""
    return _twice(mask, length, (cv2.min, 1), (cv2.max, 0))


def bridged_along(mask: Mask, length: int) -> Mask:
    """A mask with gaps of less than ``length`` pixels of a row filled."""
    return _twice(mask, length, (cv2.max, 0), (cv2.min, 1))


_Extreme = tuple[Callable[[Gray, Gray], object], int]
"""Largest or smallest of two pictures, and the value of pixels beyond the sides."""


def _twice(picture: Gray, length: int, first: _Extreme, second: _Extreme) -> Gray:
    """One extreme of ``length`` neighbouring pixels of a row, then the other extreme of the results."""
    out = np.empty_like(picture)
    for top in range(0, len(picture), _ROWS):
        rows = slice(top, top + _ROWS)
        out[rows] = _along(_along(picture[rows], length, first), length, second)
    return out


def _along(picture: Gray, length: int, wanted: _Extreme) -> Gray:
    """For each pixel the extreme of ``length`` pixels of its row, itself in the middle."""
    extreme, beyond = wanted
    left = length // 2
    framed = cv2.copyMakeBorder(picture, 0, 0, left, length - 1 - left, cv2.BORDER_CONSTANT, value=(beyond,))
    found = np.asarray(framed, dtype=np.uint8)
    reach = 1
    while reach < length:
        step = min(reach, length - reach)
        found = np.asarray(extreme(found[:, :-step], found[:, step:]), dtype=np.uint8)
        reach += step
    return found
