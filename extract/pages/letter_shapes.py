"""Fonts whose letters have other shapes than those that the file tells.

Letters shifted or exchanged among their like (a digit for a digit) have believable widths. But the shape of
a glyph tells whether it encloses white: a 7 that does is no 7.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import cv2
import numpy as np

from extract.pages.letter_ink import LetterInk
from extract.pages.page_objects import Chars
from extract.sizes import PARTLY, PATTERN, SEVERAL

_OPEN_DIGITS = frozenset("12357")
_OPEN_LETTERS = frozenset("cfhiklmnrstuvwxyzCEFHIJKLMNSTUVWXYZ")
"""What encloses no white in any usual typeface."""
_HIGH = 10
"""Pixels that a glyph's box is high, at least: smaller ones run together."""
_LOOKED_AT = 5
"""Places of each letter that are looked at."""
_INKED = 0.35
"""Share of a glyph's darkest print from which on a pixel is its stroke: thin strokes close their rings, open
shapes stay open."""
_HOLE = 3
"""Pixels of white that a glyph encloses, at least."""


def fonts_of_other_shapes(chars: Chars, ink: LetterInk, doubled: Iterable[str]) -> set[str]:
    """The fonts several of whose open letters, or digits, enclose white.

    Args:
        chars: Of a page.
        ink: Of these characters.
        doubled: Fonts to leave out, as their letters are set more than once and their strokes may cross.
    """
    left_out = set(doubled)
    found: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for index, char in enumerate(chars):
        text = char["text"]
        if (text in _OPEN_DIGITS or text in _OPEN_LETTERS) and char["fontname"] not in left_out:
            its = found[char["fontname"]][text]
            if len(its) < _LOOKED_AT and _is_large(ink, index):
                its.append(index)
    return {name for name, its in found.items() if _are_others(its, ink)}


def _are_others(places: dict[str, list[int]], ink: LetterInk) -> bool:
    for group, fewest in ((_OPEN_DIGITS, SEVERAL), (_OPEN_LETTERS, PATTERN)):
        known = [its for letter, its in places.items() if letter in group and its]
        closed = sum(2 * sum(_encloses_white(ink, index) for index in its) > len(its) for its in known)
        if closed >= fewest and closed > PARTLY * len(known):
            return True
    return False


def _is_large(ink: LetterInk, index: int) -> bool:
    x0, y0, x1, y1 = ink.whole[index]
    return bool(min(x1 - x0, y1 - y0) > 1 and max(x1 - x0, y1 - y0) >= _HIGH)


def _encloses_white(ink: LetterInk, index: int) -> bool:
    x0, y0, x1, y1 = ink.whole[index]
    part = ink.painted[y0:y1, x0:x1]
    inked = part > _INKED * part.max(initial=0)
    white = np.pad(np.asarray(~inked, dtype=np.uint8), 1, constant_values=1)
    count, _, sizes, _ = cv2.connectedComponentsWithStats(white, connectivity=4)
    return bool(inked.any() and (sizes[2:count, cv2.CC_STAT_AREA] >= _HOLE).any())
