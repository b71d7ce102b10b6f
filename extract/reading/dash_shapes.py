"""Dashes recognised by their shape: list dashes that engines leave out, and en dashes they take for hyphens.

Engines know words. A short stroke before a line's first word is seldom seen by the second engine, and taken
for all sorts of marks by Tesseract; both answer a hyphen for any level stroke. The picture says more: a blot
at half height, wider than high, and how wide it is compared with the others of the page. Nothing is added
where no engine saw a mark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from extract.engines.engine import PixelWord
from extract.geometry import Gray
from extract.pictures.blots import HEIGHT, LEFT, TOP, WIDTH, blots
from extract.pictures.ink import PRINT
from extract.reading.ink_lines import LinePicture
from extract.reading.shapes import LETTER, SPACE, dash_shaped
from extract.reading.trust_levels import CLEAR
from extract.sizes import PATTERN

_LEVEL = (0.15, 0.6)
"""How high over the feet of the letters dashes lie, in capital heights."""
_BULLET = 0.7
"""Length of a list dash, in capital heights, at most."""
_EN_DASH = 1.45
"""Length of an en dash, in hyphens of the page, at least (typefaces have 1.5 to 2)."""
_DASHES = ("-", "\N{EN DASH}", "\N{EM DASH}")


def hyphen_width(pictures: Sequence[LinePicture], capital: float) -> float | None:
    """How wide a page's hyphens are, in pixels; None if there are too few to tell."""
    found = np.concatenate(
        [_dashes(line.picture, capital) for line in pictures] or [np.empty((0, 2), np.int64)]
    )
    return float(np.percentile(found[:, 1] - found[:, 0], 25)) if len(found) >= PATTERN else None


def with_dashes(
    words: Sequence[PixelWord],
    first: Sequence[PixelWord],
    line: LinePicture,
    capital: float,
    hyphen: float | None,
) -> list[PixelWord]:
    """A line's words with its list dash where it has one, and en dashes where they are printed.

    Args:
        words: As chosen, left to right; boxes on the page.
        first: As Tesseract read them.
        line: The line's picture.
        capital: Usual height of capitals, pixels.
        hyphen: Usual width of hyphens, pixels; None if it is not known.
    """
    lost = bool(words and first) and _is_mark(first[0].text) and words[0].text[0] not in _DASHES
    ranges = hyphen is not None and any(word.text == "-" for word in words[1:])
    if not lost and not ranges:
        return list(words)
    dashes = _dashes(line.picture, capital) + line.rect.x0
    out = list(words[:1]) + [_measured(word, dashes, hyphen) for word in words[1:]]
    return _with_bullet(out, line, dashes, capital) if lost else out


def _is_mark(text: str) -> bool:
    return not any(mark.isalnum() for mark in text)


def _measured(word: PixelWord, dashes: NDArray[np.int64], hyphen: float | None) -> PixelWord:
    """A lone hyphen as an en dash where it is as wide."""
    if word.text != "-" or hyphen is None:
        return word
    middle = (word.box.x0 + word.box.x1) / 2
    near = [x1 - x0 for x0, x1 in dashes.tolist() if abs((x0 + x1) / 2 - middle) <= x1 - x0]
    return replace(word, text="\N{EN DASH}") if len(near) == 1 and near[0] >= _EN_DASH * hyphen else word


def _with_bullet(
    words: list[PixelWord], line: LinePicture, dashes: NDArray[np.int64], capital: float
) -> list[PixelWord]:
    """The words behind the line's list dash, where its picture begins with one."""
    inked = np.flatnonzero((line.picture < PRINT).any(axis=0)) + line.rect.x0
    if not len(dashes) or not inked.size:
        return words
    x0, x1 = (int(place) for place in dashes[dashes[:, 0].argmin()])
    after = inked[inked >= x1]
    if inked[0] < x0 or x1 - x0 > _BULLET * capital or not after.size or after[0] - x1 < SPACE * capital:
        return words
    dash = PixelWord("-", replace(line.rect, x0=x0, x1=x1), CLEAR)
    return [dash, *(words[1:] if _is_mark(words[0].text) else words)]


def _dashes(picture: Gray, capital: float) -> NDArray[np.int64]:
    """First and after-last column of each dash in a line's picture: dashes x 2."""
    stats = np.asarray(blots(np.asarray(picture < PRINT, dtype=np.uint8))[1][1:], dtype=np.int64)
    letters = stats[stats[:, HEIGHT] > LETTER * capital]
    if not len(letters):
        return np.empty((0, 2), dtype=np.int64)
    feet = float(np.median(letters[:, TOP] + letters[:, HEIGHT]))
    above = feet - stats[:, TOP] - stats[:, HEIGHT] / 2
    lowest, highest = _LEVEL
    level = (above >= lowest * capital) & (above <= highest * capital)
    dashes = stats[level & dash_shaped(stats, capital)]
    return np.stack([dashes[:, LEFT], dashes[:, LEFT] + dashes[:, WIDTH]], axis=1)
