"""The ink of words: whether they stand out from their ground, and whether a line is drawn through them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.audit.page_ink import Ink
from extract.geometry import Gray, PixelRect

PALE = 0.35
"""A word with less contrast, as a share of what is usual on its page, is hardly seen."""
_DARKEST, _LIGHTEST = 0.04, 0.96
"""Shares of a word's pixels in order of grey between which its contrast lies."""
_UPPER, _LOWER = 0.30, 0.72
"""Between these heights of a word's box runs a line that strikes it out."""
_STRUCK = 0.75
"""Share of a word's width that such a line runs along, at least."""
_LONG = 5
"""Letters of a word along which a level line is told; the few of a short one may touch."""
RUNS_TOGETHER = 0.85
"""Where words are usually inked as far as this along one row, print is so thick that no line is told."""
_INKED = 0.55
"""Share of a word's own contrast from which on a pixel is its ink."""
_LETTERS = 3
"""Letters of a word, at least: a dash or a short word may be a line itself."""
_SLOPES = np.linspace(-0.36, 0.36, 37)
"""Pixels down per pixel right of lines drawn by hand."""
_WOBBLE = np.ones((3, 1), np.uint8)
"""A hand wanders by a pixel up or down."""
_MIDDLE = (0.25, 0.75)
"""Heights of a word between which a slanted line crosses its middle."""
_DRAWN = 0.97
"""Share of a word's width that is inked along a line drawn by hand."""
_BEYOND = 1.2
"""Letter units by which a line drawn by hand runs on beyond a word: through the blank behind it."""
_COARSE = 5.5
"""Pixels; where a small letter is lower, letters run together and no line is told."""
_LEAST_WIDTH = 12
"""Pixels; in a shorter word letters that touch look like a line."""


@dataclass(frozen=True, slots=True)
class WordInk:
    """The ink of one word.

    Attributes:
        contrast: Grey levels between its print and its ground.
        fullest: Inked share of the fullest row of pixels through its middle; 0 where it was not looked for.
        struck: Whether a line runs through it.
    """

    contrast: float
    fullest: float
    struck: bool


def word_inks(
    gray: Gray, ink: Ink, rects: Sequence[PixelRect], texts: Sequence[str], unit: float
) -> list[WordInk]:
    """Measures the ink of words.

    Args:
        gray: The sheet.
        ink: Its ink.
        rects: Where the words stand.
        texts: What they say.
        unit: Height of a small letter, pixels.
    """
    sums = np.asarray(cv2.integral(ink.dark), dtype=np.int32)
    return [_word_ink(gray, ink, sums, rect, text, unit) for rect, text in zip(rects, texts, strict=True)]


def _word_ink(
    gray: Gray, ink: Ink, sums: NDArray[np.int32], rect: PixelRect, text: str, unit: float
) -> WordInk:
    dark, light = _ends(ink.bare[max(0, rect.y0 - 1) : rect.y1 + 1, max(0, rect.x0 - 1) : rect.x1 + 1])
    letters = sum(map(str.isalpha, text))
    if unit < _COARSE or rect.width < _LEAST_WIDTH or letters < _LETTERS:
        return WordInk(light - dark, 0.0, struck=False)
    rows, width = rect.height, rect.width
    upper, lower = rect.y0 + round(_UPPER * rows), rect.y0 + round(_LOWER * rows)
    inked = np.diff(sums[upper : lower + 1, rect.x1] - sums[upper : lower + 1, rect.x0])
    fullest = float(inked.max(initial=0)) / width
    struck = letters >= _LONG and fullest >= _STRUCK and _is_struck(gray, ink, rect)
    if (
        not struck and rect.crop(ink.dark).any(axis=0).mean() >= _DRAWN
    ):  # letters alone leave gaps between them
        struck = _is_crossed(gray, ink, rect, max(2, round(_BEYOND * unit)))
    return WordInk(light - dark, fullest, struck)


def _ink_level(gray: Gray, rect: PixelRect) -> float | None:
    """The grey below which a pixel is a word's ink; None for light print on a dark ground."""
    dark, light = _ends(rect.crop(gray))
    level = light - _INKED * (light - dark)
    around = rect.shrunk(-1).crop(gray)
    rim = np.concatenate([around[0], around[-1], around[:, 0], around[:, -1]])
    return level if float(np.median(rim)) >= level else None


def _is_struck(gray: Gray, ink: Ink, rect: PixelRect) -> bool:
    """Whether a level line runs along most of the word."""
    part, level = rect.crop(gray), _ink_level(gray, rect)
    if level is None:
        return False
    band = part[round(_UPPER * len(part)) : round(_LOWER * len(part))] < level
    return any(_longest(row) >= _STRUCK * rect.width for row in band)


def _ends(part: Gray) -> tuple[float, float]:
    """The darkest and the lightest grey of a part, but for a few pixels."""
    flat = part.ravel()
    if not flat.size:
        return 0.0, 0.0
    low, high = int(_DARKEST * (flat.size - 1)), int(_LIGHTEST * (flat.size - 1))
    ordered = np.partition(flat, (low, high))
    return float(ordered[low]), float(ordered[high])


def _longest(row: NDArray[np.bool_]) -> int:
    """The longest run of true values."""
    framed = np.concatenate([[False], row, [False]])
    changes = np.flatnonzero(framed[1:] != framed[:-1])
    return int((changes[1::2] - changes[::2]).max(initial=0))


def _is_crossed(gray: Gray, ink: Ink, rect: PixelRect, beyond: int) -> bool:
    """Whether a slanted line runs through a word and on into the blank at one of its ends.

    Args:
        gray: The sheet.
        ink: Its ink.
        rect: Where the word stands.
        beyond: Columns of pixels through which the line must run on.
    """
    level = _ink_level(gray, rect)
    if level is None:
        return False
    left = PixelRect(rect.x0 - beyond, rect.y0, rect.x1, rect.y1).crop(gray)[:, ::-1]
    right = PixelRect(rect.x0, rect.y0, rect.x1 + beyond, rect.y1).crop(gray)
    return any(_runs_on(np.ascontiguousarray(part < level), beyond) for part in (left, right))


def _runs_on(inked: NDArray[np.bool_], beyond: int) -> bool:
    rows, width = inked.shape
    if width <= 2 * beyond or not inked[:, -beyond:].any(axis=0).all():
        return False
    inked = np.asarray(cv2.dilate(inked.view(np.uint8), _WOBBLE), dtype=np.uint8).view(np.bool_)
    along = np.arange(width)
    for slope in _SLOPES:
        drop = np.rint(slope * (along - width / 2)).astype(np.int64)
        low = max(round(_MIDDLE[0] * rows), -int(drop.min()))
        high = min(round(_MIDDLE[1] * rows), rows - int(drop.max()))
        if high <= low:
            continue
        line = inked[np.arange(low, high)[:, None] + drop, along]
        if bool((line[:, -beyond:].all(axis=1) & (line.mean(axis=1) >= _DRAWN)).any()):
            return True
    return False
