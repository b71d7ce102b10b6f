"""Characters that a file does not tell: no letter at all, or one that the ink belies.

Programs that make fonts smaller often lose the way from glyphs to letters: what is left are control
characters, halves of letters, private codes, or all letters shifted by one. A blank coded so is told by its
lack of ink.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

import numpy as np

from extract.pages.char_runs import Places, places
from extract.pages.letter_ink import LetterInk
from extract.pages.page_objects import Char, Chars
from extract.sizes import MOSTLY, PARTLY

UNKNOWN = "\N{REPLACEMENT CHARACTER}"
"""Stands for a letter that the file does not tell."""
_NO_LETTERS = frozenset({"Cc", "Cs", "Co", "Cn"})
"""Kinds of characters that nobody prints: control, half a pair, private, unassigned."""
_SYMBOLS = re.compile(r"symbol|dings", re.IGNORECASE)
"""Names of fonts whose private codes are signs, such as bullets."""
_WIDE = 0.12
"""Width of a blank, in heights of a letter, at least; a mark without width stands for nothing."""
_LEAST_LETTERS, _LEAST_SORTS = 60, 12
"""Letters of a font, and different ones among them, that are enough to compare their widths."""
_UNLIKE = 0.5
"""Likeness of a font's widths to the usual ones below which its letters are other ones: ordinary fonts have
0.95 and more, one whose letters are shifted by one -0.06."""
_EVEN = 0.03
"""Spread of widths, in heights of a letter, below which a font has one width for all letters."""
_WIDTHS = {
    "a": 556, "b": 556, "c": 500, "d": 556, "e": 556, "f": 278, "g": 556, "h": 556, "i": 222, "j": 222,
    "k": 500, "l": 222, "m": 833, "n": 556, "o": 556, "p": 556, "q": 556, "r": 333, "s": 500, "t": 278,
    "u": 556, "v": 500, "w": 722, "x": 500, "y": 500, "z": 500, "A": 667, "B": 667, "C": 722, "D": 722,
    "E": 667, "F": 611, "G": 778, "H": 722, "I": 278, "J": 500, "K": 667, "L": 556, "M": 833, "N": 722,
    "O": 778, "P": 667, "Q": 778, "R": 722, "S": 667, "T": 611, "U": 722, "V": 667, "W": 944, "X": 667,
    "Y": 667, "Z": 611,
}  # fmt: skip
"""Widths of letters in the most common font, thousandths of its size; other fonts differ in measure only."""


def is_unusable(text: str) -> bool:
    """Whether what a file says of one character is no letter."""
    if " " <= text <= "~":
        return text.startswith("(cid:")
    if not text or text.startswith("(cid:") or UNKNOWN in text:
        return True
    return any(unicodedata.category(letter) in _NO_LETTERS and not letter.isspace() for letter in text)


def settled(chars: Chars, ink: LetterInk) -> Chars:
    """The characters with blanks for codes without ink, and :data:`UNKNOWN` for letters without a code.

    Args:
        chars: Of a page; letters without ink are taken out already.
        ink: Of these characters.
    """
    odd = [index for index, char in enumerate(chars) if _is_odd(char["text"])]
    if not odd:
        return chars
    at = places(chars)
    broad = at.end - at.start >= _WIDE * at.high
    inked = _with_ink(chars, odd, at, ink)
    found: Chars = []
    for index, char in enumerate(chars):
        if index not in inked:
            found.append(char)
        elif inked[index]:
            found.append({**char, "text": _shown_as(char["text"])})
        elif broad[index]:
            found.append({**char, "text": " "})
        elif not _stands_for_nothing(char["text"]):
            found.append(char)
    return found


def is_hidden_letter(char: Char) -> bool:
    """Whether the letter of a character is not known; a lone sign of a symbol font is no letter."""
    return is_unusable(char["text"]) and not _SYMBOLS.search(char["fontname"])


def text_is_usable(chars: Chars) -> bool:
    """Whether a page can be read from its characters; else it has to be read from its picture.

    It cannot if the letters of many characters are not known, or their widths show that they are others.
    """
    return are_usable(chars, unknown_letters(chars))


def are_usable(chars: Chars, unknown: Sequence[bool]) -> bool:
    """The same, where it is known which letters are unknown."""
    return sum(unknown) <= PARTLY * sum(bool(char["text"].strip()) for char in chars)


def unknown_letters(chars: Chars, belied: Collection[str] = ()) -> list[bool]:
    """For each character whether its letter is not known, or its font's widths show that it is another.

    Args:
        chars: Of a page.
        belied: Further fonts whose letters are others.
    """
    others = {*fonts_of_other_letters(chars), *belied}
    return [
        is_hidden_letter(char) or (char["fontname"] in others and bool(char["text"].strip()))
        for char in chars
    ]


def fonts_of_other_letters(chars: Chars) -> list[str]:
    """The fonts whose letters cannot be those that the file tells: their widths do not fit."""
    widths: defaultdict[str, defaultdict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    at = places(chars)
    shares = (at.end - at.start) / np.maximum(at.high, 1e-6)
    for char, share in zip(chars, shares, strict=True):
        if char["text"] in _WIDTHS:
            widths[char["fontname"]][char["text"]].append(float(share))
    return [name for name, its in widths.items() if not all(_fits(part) for part in _parts(its))]


def _parts(widths: dict[str, list[float]]) -> Iterator[dict[str, list[float]]]:
    """All letters of a font, and its small ones alone: capitals are wider whatever small ones stand for."""
    yield widths
    yield {letter: its for letter, its in widths.items() if letter.islower()}


def _fits(widths: dict[str, list[float]]) -> bool:
    if len(widths) < _LEAST_SORTS or sum(map(len, widths.values())) < _LEAST_LETTERS:
        return True
    printed = np.array([np.median(its) for its in widths.values()])
    usual = np.array([_WIDTHS[letter] for letter in widths]) / 1000
    if printed.std() < _EVEN or usual.std() < _EVEN:
        return True
    return float(np.corrcoef(printed, usual)[0, 1]) >= _UNLIKE


def _stands_for_nothing(text: str) -> bool:
    """Whether a character without ink and width is a control character: fonts may lack widths of letters."""
    return all(unicodedata.category(letter) == "Cc" for letter in text)


def _is_odd(text: str) -> bool:
    if " " <= text <= "~":
        return text.startswith("(cid:")
    return is_unusable(text) or any(unicodedata.category(letter) == "Cf" for letter in text)


def _with_ink(chars: Chars, odd: Sequence[int], at: Places, ink: LetterInk) -> dict[int, bool]:
    """Whether the glyph of each odd character leaves ink: what most of its kind, font and width do."""
    kinds: defaultdict[tuple[str, str, float], list[int]] = defaultdict(list)
    for index in odd:
        share = (at.end[index] - at.start[index]) / max(at.high[index], 1e-6)
        kinds[chars[index]["fontname"], chars[index]["text"], round(float(share), 2)].append(index)
    found: dict[int, bool] = {}
    for (_, _, share), its in kinds.items():
        inked = sum(int(ink.core_inked[index]) > 0 for index in its)
        found.update(dict.fromkeys(its, share >= _WIDE and inked > MOSTLY * len(its)))
    return found


def _shown_as(text: str) -> str:
    """How a character with ink but without a usable letter stands in a text."""
    if text == "\N{SOFT HYPHEN}":
        return "-"
    private = bool(text) and all(unicodedata.category(letter) == "Co" for letter in text)
    return text if private or text.startswith("(cid:") else UNKNOWN
