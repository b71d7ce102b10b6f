"""Choosing between two readings of the same line, word by word.

The two engines make different mistakes, so where they agree they are almost always right (measured: 99.7 % of
words), and where they differ one of them mostly is. Readings are aligned in chunks
(``extract.reading.reading_alignment``). For each chunk that differs the evidence decides
(``extract.reading.reading_evidence``); the chance it gives becomes the confidence of the words.

Every letter of the result was read by one of the engines at that place; only blanks may come from the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.engines.engine import PixelWord, bounding_rect
from extract.reading.reading_alignment import Chunk, align_readings
from extract.reading.reading_evidence import agreement, look_score, preference, trust
from extract.reading.trust_levels import EVEN, GUESS, LIKELY

_STRAY = re.compile(r"[^\w\s()%&/\u2013-]+")
"""Punctuation alone, which Tesseract makes of specks and remains of rules."""
_COVERED = 0.7
"""Share of a word's width under the other engine's words from which that engine did not overlook it."""
_BACKED = 2.0
"""Log-odds that another engine's word of the same letters adds to a look."""
_ONE_IS_RIGHT = 0.96
"""How often at least one of two differing readings is right (measured)."""


def choose_words(first: Sequence[PixelWord], second: Sequence[PixelWord]) -> list[PixelWord]:
    """The better reading of each place of a line, with the chance that it is right as confidence.

    Args:
        first: Tesseract's words of the line, left to right.
        second: The second engine's words; boxes on the same page.
    """
    if not first:
        sure = [word for word in second if word.confidence >= GUESS]
        return [replace(word, confidence=word.confidence * _ONE_IS_RIGHT) for word in sure]
    if not second:
        return [replace(word, confidence=trust(word)) for word in first]
    return [
        word
        for chunk in line_chunks(first, second)
        if chunk.second or not _covered(chunk.first, second)
        for word in _better(chunk)
    ]


def _covered(words: Sequence[PixelWord], other: Sequence[PixelWord]) -> bool:
    """Whether the other engine read different words at this place: then it did not overlook these."""
    place = bounding_rect(word.box for word in words)
    shared = sum(max(0, min(place.x1, w.box.x1) - max(place.x0, w.box.x0)) for w in other)
    return shared >= _COVERED * place.width


def merge_looks(
    one: Sequence[PixelWord], two: Sequence[PixelWord], others: Sequence[Sequence[PixelWord]]
) -> tuple[PixelWord, ...]:
    """Two readings of a line by one engine made one: where they differ, the words with more evidence.

    Args:
        one: The words of one look, left to right.
        two: Those of another look at the same line.
        others: What other engines read there; words that they have too win.
    """
    if not one or not two:
        return tuple(one or two)
    seen = [{word.text for word in words} for words in others]
    out: list[PixelWord] = []
    for chunk in line_chunks(one, two):
        if chunk.agreed:
            out += map(_surer, chunk.first, chunk.second)
            continue
        left, right = (_backed_score(words, seen) for words in (chunk.first, chunk.second))
        chosen = chunk.first if left >= right else chunk.second
        # Its two looks differ, so the engine is no surer than even.
        out += [replace(word, confidence=min(word.confidence, EVEN)) for word in chosen]
    return tuple(out)


def _surer(one: PixelWord, two: PixelWord) -> PixelWord:
    return max(one, two, key=lambda word: word.confidence)


def _backed_score(words: Sequence[PixelWord], seen: Sequence[set[str]]) -> float:
    """What speaks for some words, with the engines that read them too."""
    return look_score(words) + _BACKED * sum(all(word.text in texts for word in words) for texts in seen)


def line_chunks(first: Sequence[PixelWord], second: Sequence[PixelWord]) -> Iterator[Chunk]:
    """The chunks of two readings of a line, without the marks that only Tesseract sees in specks."""
    seen = {word.text for word in second}
    kept = [word for word in first if not (_STRAY.fullmatch(word.text) and word.text not in seen)]
    return align_readings(kept, second)


def _better(chunk: Chunk) -> Sequence[PixelWord]:
    """The words of a chunk that are more likely right."""
    if chunk.agreed:
        return [
            replace(one, confidence=_agreed(one, two))
            for one, two in zip(chunk.first, chunk.second, strict=True)
        ]
    chance = preference(chunk.first, chunk.second)
    chosen = chunk.second if chance > EVEN else chunk.first
    sure = max(chance, 1 - chance) * _ONE_IS_RIGHT
    return [replace(word, confidence=sure) for word in chosen]


def _agreed(one: PixelWord, two: PixelWord) -> float:
    if two.confidence <= EVEN:
        # Looks that differed: mostly a mark that both engines mistake for another.
        return LIKELY
    return agreement(one.text, max(one.confidence, two.confidence))
