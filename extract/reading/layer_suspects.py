"""Which words of a text layer are doubtful: what they say, and whether the picture agrees.

A layer is the work of another OCR program, of unknown quality. Words that no lexicon knows, shapes and marks
that Indonesian does not print, words where the picture has no ink and ink where the layer has no word all
speak against it. How often that happens shows how good the layer is: on the page, and in each cell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from dictionaries.lexicon import Lexicon, lexicon
from extract.geometry import Gray, PixelRect
from extract.grid.placing import PlacedWord
from extract.pictures.ink import PRINT
from extract.reading.cell_crops import ink_box
from extract.reading.reading_evidence import LETTERS, SHORT, is_word
from extract.reading.trust_levels import CERTAIN, FLOOR
from extract.sizes import PATTERN
from lampiran.records import Word

_ODD = re.compile(r"[^\x20-\x7e\u2013\u2014\u201c\u201d\u2018\u2019\u2022\u2026\u00a0\u00b0]|[|\\{}^~`_$#<>]")
"""Characters that decrees of this language do not print."""
_MIXED = re.compile(r"(?=[^\W_]*\d)(?=[^\W_]*[^\W\d_])[^\W_]+")
_CODE = re.compile(r"[A-HJ-NP-Z][A-Z]{0,2}\d{1,3}|\d{1,3}[A-Za-z]")
_INNER = re.compile(
    r"[a-z][,.:;'\"!?]+[a-z]|[^\W\d_][,;'\"!?]+[^\W\d_]|^[.,:;!?][^\W_]|\d[;'\"!?]\d|\d:(?!\d\d(?!\d))\d"
)
"""Closing marks inside words and numbers (times of day may have a colon), or before a word."""
_LONE = re.compile(r"[a-z](?![.)\w])|[B-HJ-UWYZ](?![.)\w-])")
"""A single letter that is neither list mark nor roman numeral: mostly a piece of a word."""
_STRAY = re.compile(r"[^\w\s():&/%\u2013\u2014\u2022=+*-]+")

_SEEN_IF_RIGHT, SEEN_IF_WRONG = 0.015, 0.75
"""Shares of right and of wrong words that look suspicious (right ones: names, rare words; measured)."""
_RARE = 3.0
"""Zipf value below which a word of three letters is probably a piece of a broken word."""
_ADOPTED = 4.9
"""Zipf value from which an English word counts as Indonesian too (``area``, ``no``)."""
_PAGE_WEIGHT = 12.0
"""Words of its own that weigh as much as the whole page when a cell's quality is estimated."""
SEEN = 0.12
"""Least chance of a word that lies on ink, because something is printed there; without ink it is less."""
_NARROW, _BROAD = frozenset("iljtfIr.,:;'!|()[]-/ "), frozenset("mwMW@%")
_FITTING = 1.7
"""By what factor letters may be narrower or wider than usual."""
_BROAD_LETTER, _NARROW_LETTER = 1.4, 0.5
"""Widths in average letters."""
_REACHES_OUT = 0.2
"""Share of a word's width outside its cell from which it is not the cell's, at least a capital's height."""
_WITHOUT_INK = 0.1
"""What is left of the chance of a word where the picture has no ink."""


@dataclass(frozen=True, slots=True, eq=False)
class LayerDoubts:
    """What speaks against a layer's words in one cell.

    Attributes:
        odd: For each word whether its shape or letters are suspicious.
        bare: For each word whether the picture has no ink in its place, or it reaches out of the cell.
        inked: Whether the cell has any writing.
    """

    odd: tuple[bool, ...]
    bare: tuple[bool, ...]
    inked: bool


def suspicious(text: str, lex: Lexicon) -> bool:
    """Whether a word looks misread: unknown, oddly shaped, or with marks that decrees do not print."""
    if _ODD.search(text) or _INNER.search(text) or _LONE.fullmatch(text) or _STRAY.fullmatch(text):
        return True
    if any(not _CODE.fullmatch(found) for found in _MIXED.findall(text)):
        return True
    return any(_unlikely(token, lex) for token in LETTERS.findall(text) if len(token) > 1)


def _unlikely(token: str, lex: Lexicon) -> bool:
    plain_case = token.islower() or token.isupper() or token[1:].islower()
    if not plain_case and not lex.is_acronym(token):
        return True
    if lex.pulled(token) and lex.frequency(token) < _ADOPTED:
        return True
    if len(token) == SHORT:
        return lex.frequency(token) < _RARE and not lex.is_acronym(token)
    return not is_word(token, lex)


def suspicious_words(texts: Sequence[str]) -> list[bool]:
    """Which words of a passage look suspicious; the halves of a word cut at the end of a line count as one.

    Args:
        texts: Words in reading order.
    """
    lex = lexicon()
    found = [suspicious(text, lex) for text in texts]
    for at, (text, after) in enumerate(pairwise(texts)):
        halves = found[at] or found[at + 1]
        if halves and len(text) > 1 and text.endswith("-") and not suspicious(text[:-1] + after, lex):
            found[at] = found[at + 1] = False
    return found


def quality_by_looks(suspects: int, words: int) -> float:
    """The chance that a word of a layer is right, from how many of its words look suspicious.

    Right words look suspicious now and then, wrong ones mostly; where the share lies between decides.
    """
    if not words:
        return CERTAIN
    share = suspects / words
    found = (SEEN_IF_WRONG - share) / (SEEN_IF_WRONG - _SEEN_IF_RIGHT)
    return min(max(found, FLOOR), CERTAIN)


def cell_quality(doubts: LayerDoubts, page: float) -> float:
    """The quality of the layer in one cell: by its own words, and by the page's where these are few."""
    words = len(doubts.odd)
    own = quality_by_looks(sum(a or b for a, b in zip(doubts.odd, doubts.bare, strict=True)), words)
    return (own * words + page * _PAGE_WEIGHT) / (words + _PAGE_WEIGHT)


def word_chance(suspect: bool, bare: bool, good: float, telling: float = SEEN_IF_WRONG) -> float:
    """The chance that one word of a layer is right.

    Args:
        suspect: Whether it looks suspicious.
        bare: Whether the picture does not show it.
        good: Quality of the layer there.
        telling: Share of its wrong words that look suspicious.
    """
    right, wrong = (_SEEN_IF_RIGHT, telling) if suspect else (1 - _SEEN_IF_RIGHT, 1 - telling)
    chance = right * good / (right * good + wrong * (1 - good))
    return _WITHOUT_INK * chance if bare else min(max(chance, SEEN), CERTAIN)


def compare_with_ink(
    words: Sequence[PlacedWord],
    sheet: Gray,
    rect: PixelRect,
    dpi: float,
    capital: float,
    pace: float,
) -> LayerDoubts:
    """Compares a cell's words with its ink.

    Args:
        words: Of the layer in reading order, placed in the picture.
        sheet: The page with nothing on it but what stands in cells, see
            ``extract.reading.cell_crops.cell_sheet``.
        rect: The cell within its rules.
        dpi: Resolution of the picture.
        capital: Usual height of capitals, pixels.
        pace: Usual width of a letter in the layer, see :func:`letter_width`.
    """
    inked = ink_box(sheet, rect, dpi) is not None
    odd_ones = suspicious_words([word.word.text for word in words])
    return LayerDoubts(
        tuple(odd or _has_wrong_width(word, pace) for odd, word in zip(odd_ones, words, strict=True)),
        tuple(_is_bare(word, sheet, rect, capital) for word in words),
        inked,
    )


def letter_width(words: Sequence[PlacedWord]) -> float:
    """The usual width of an average letter of a layer, pixels; 0 where it has too few words."""
    found = [
        (word.x1 - word.x0) / _letter_widths(word.word.text) for word in words if len(word.word.text) > SHORT
    ]
    return float(np.median(found)) if len(found) >= PATTERN else 0.0


def _letter_widths(text: str) -> float:
    """About how wide a word prints, in average letters."""
    return sum(
        _NARROW_LETTER if mark in _NARROW else _BROAD_LETTER if mark in _BROAD or mark.isupper() else 1.0
        for mark in text
    )


def _has_wrong_width(word: PlacedWord, pace: float) -> bool:
    """Whether a word is far too long or too short for its place: the print there says something else."""
    if not pace or len(word.word.text) < SHORT:
        return False
    ratio = (word.x1 - word.x0) / (_letter_widths(word.word.text) * pace)
    return not 1 / _FITTING <= ratio <= _FITTING


def pixel_rect(word: PlacedWord) -> PixelRect:
    """A word's place in whole pixels, never empty."""
    x0, y0 = round(word.x0), round(word.y0)
    return PixelRect(x0, y0, max(x0 + 1, round(word.x1)), max(y0 + 1, round(word.y1)))


def _is_bare(word: PlacedWord, sheet: Gray, rect: PixelRect, capital: float) -> bool:
    """Whether there is no ink under a word, or much of it lies outside its cell."""
    outside = max(rect.x0 - word.x0, word.x1 - rect.x1)
    if outside > max(capital, _REACHES_OUT * (word.x1 - word.x0)):
        return True
    part = pixel_rect(word).crop(sheet)
    return part.size == 0 or int(part.min()) >= PRINT


def known_words(lines: Sequence[Sequence[Word]]) -> int:
    """How many words of three letters or more the lexicon knows."""
    lex = lexicon()
    found = (token for line in lines for word in line for token in LETTERS.findall(word.text))
    return sum(len(token) >= SHORT and lex.known(token) for token in found)
