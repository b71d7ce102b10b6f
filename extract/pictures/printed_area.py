"""How much of a picture's ink has the shape of letters: what tells print from photographs and decoration."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.geometry import POINTS_PER_INCH, Gray
from extract.pictures.blots import AREA, HEIGHT, LEFT, TOP, WIDTH, blots
from extract.pictures.ink import HALF
from extract.sizes import LONG, SAME, WORD

_DARKER = 0.75
"""Ink is darker than this share of the paper around it."""
_PAPER_REACH = 0.25
"""Inches within which paper is looked for; no letter's stroke is as thick."""
_NEIGHBOURS = 60
"""So many blots that begin further right are asked whether they stand beside a letter."""
_SAME_FOOT = 0.35
"""Heights by which the feet of neighbouring letters may differ (``p`` beside ``a``)."""
_LEAST_FILL = 0.12
"""Share of its box that a letter inks, at least; a thin curve or a scratch inks less."""


def local_ink(gray: Gray, dpi: float) -> NDArray[np.uint8]:
    """1 where a picture is clearly darker than the paper around, so that tints and faded pages do not matter.

    Args:
        gray: Rows x columns, dark print on light paper.
        dpi: Pixels per inch.
    """
    height, width = (max(1, round(side / 4)) for side in gray.shape)
    small = cv2.resize(gray, (width, height), interpolation=cv2.INTER_AREA)
    reach = max(3, round(_PAPER_REACH * dpi / 4)) | 1
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    paper = cv2.resize(closed, (gray.shape[1], gray.shape[0]), interpolation=cv2.INTER_LINEAR)
    level = np.maximum(_DARKER * paper.astype(np.float32), 1.0)
    return np.asarray((gray < level) & (paper >= HALF), dtype=np.uint8)


def printed_area(gray: Gray, dpi: float) -> float:
    """The area of letters in a picture, square points.

    Args:
        gray: Rows x columns, dark print on light paper; 75 dpi is enough.
        dpi: Pixels per inch.
    """
    _, found = blots(local_ink(gray, dpi))
    letters = found[1:][_like_letters(found[1:], dpi)]
    letters = letters[_in_lines(letters)]
    return float(letters[:, AREA].sum()) * (POINTS_PER_INCH / dpi) ** 2


def _like_letters(found: NDArray[np.int32], dpi: float) -> NDArray[np.bool_]:
    """Which blots are as large as a letter, or some letters that touch."""
    width, height = found[:, WIDTH], found[:, HEIGHT]
    high = (height >= SAME * dpi) & (height <= WORD * dpi)
    return np.asarray(high & (width <= LONG * dpi) & (found[:, AREA] >= _LEAST_FILL * width * height))


def _in_lines(letters: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Which have one of their height beside them on the same foot, as blotches of a photograph have not."""
    taken = letters[np.argsort(letters[:, LEFT], kind="stable")].astype(np.float32)
    left, right = taken[:, LEFT], taken[:, LEFT] + taken[:, WIDTH]
    height, foot = taken[:, HEIGHT], taken[:, TOP] + taken[:, HEIGHT]
    found = np.zeros(len(taken), dtype=bool)
    end = np.searchsorted(left, right + 2 * height, side="right")
    for step in range(1, _NEIGHBOURS):
        here = np.flatnonzero(np.arange(len(taken)) + step < end)
        there = here + step
        near = (np.abs(foot[there] - foot[here]) <= _SAME_FOOT * height[here]) & (
            np.maximum(height[there], height[here]) <= 2 * np.minimum(height[there], height[here])
        )
        found[here[near]] = found[there[near]] = True
    back = np.zeros(len(taken), dtype=bool)
    back[np.argsort(letters[:, LEFT], kind="stable")] = found
    return back
