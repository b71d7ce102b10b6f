"""Choosing between two readings of the same line, word by word.

The two readers err differently, so where they agree they are almost always right (measured: 99.7 % of
words), and where they differ one of them mostly is. Readings are aligned in chunks of one to three words
(readers split and join words differently), and for each chunk that differs the evidence decides (see
``extract.reading.reading_evidence``); the chance it gives becomes the words' confidence.

Every letter of the result was read by one of the readers at that place; blanks alone may come from the other.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from rapidfuzz.distance import Levenshtein

from dictionaries.lexicon import Lexicon, lexicon
from extract.engines.engine import PixelWord, bounding_rect
from extract.geometry import PixelRect
from extract.reading.reading_evidence import LETTERS, agreement, is_word, preference, text_of, trust, worth

_STRAY = re.compile(r"[^\w\s()%&/\u2013-]+")
"""Marks alone that Tesseract makes of specks and rests of rules."""
_GROUPS = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2), (1, 0), (0, 1))
"""How many words of either reading can be one chunk."""
_LONE = 0.6
"""What leaving a word without a partner costs, in share of its letters."""
_GUESS = 0.3
"""Confidence below which the second reader, alone in a line, is making words of specks and stamps."""
_COVERED = 0.7
"""Share of a word's width under the other reader's words from which on it is no word that one left out."""
_BACKED = 2.0
"""What another reader's word of the same letters is worth, in logarithms of a chance."""
_TORN, _TORN_AGREES = 0.5, 0.85
"""Confidence a reader has at most in a word that it read otherwise at another look; and the chance that such
a word is right though the other reader reads it too (mostly it is a mark both have taken for another)."""
_ONE_IS_RIGHT = 0.96
"""How often at least one of two differing readings is right (measured)."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """What each reader has at one place of a line; one side may be empty."""

    first: tuple[PixelWord, ...]
    second: tuple[PixelWord, ...]

    @property
    def agreed(self) -> bool:
        """Whether both say the same, letter by letter."""
        return text_of(self.first) == text_of(self.second)


def choose(first: Sequence[PixelWord], second: Sequence[PixelWord]) -> list[PixelWord]:
    """The better reading of each place of a line, with the chance that it is right as confidence.

    Args:
        first: Tesseract's words of the line, left to right.
        second: The second reader's words; boxes on the same page.
    """
    if not first:
        sure = [word for word in second if word.confidence >= _GUESS]
        return [replace(word, confidence=word.confidence * _ONE_IS_RIGHT) for word in sure]
    if not second:
        return [replace(word, confidence=trust(word)) for word in first]
    return [
        word
        for chunk in chunks(first, second)
        if chunk.second or not _covered(chunk.first, second)
        for word in _better(chunk)
    ]


def _covered(words: Sequence[PixelWord], other: Sequence[PixelWord]) -> bool:
    """Whether the other reader has read other words where these stand: then they are no words left out."""
    place = bounding_rect(word.box for word in words)
    shared = sum(max(0, min(place.x1, w.box.x1) - max(place.x0, w.box.x0)) for w in other)
    return shared >= _COVERED * place.width


def united(
    one: Sequence[PixelWord], two: Sequence[PixelWord], others: Sequence[Sequence[PixelWord]]
) -> tuple[PixelWord, ...]:
    """Two readings of a line by one reader as one: where they differ, the words with more evidence.

    Args:
        one: The words of one look, left to right.
        two: Those of another look at the same line.
        others: What other readers have there; words that they have too win.
    """
    if not one or not two:
        return tuple(one or two)
    seen = [{word.text for word in words} for words in others]
    out: list[PixelWord] = []
    for chunk in chunks(one, two):
        if chunk.agreed:
            out += map(_surer, chunk.first, chunk.second)
            continue
        left, right = (_backed(words, seen) for words in (chunk.first, chunk.second))
        chosen = chunk.first if left >= right else chunk.second
        out += [replace(word, confidence=min(word.confidence, _TORN)) for word in chosen]
    return tuple(out)


def _surer(one: PixelWord, two: PixelWord) -> PixelWord:
    return max(one, two, key=lambda word: word.confidence)


def _backed(words: Sequence[PixelWord], seen: Sequence[set[str]]) -> float:
    return worth(words) + _BACKED * sum(all(word.text in texts for word in words) for texts in seen)


def chunks(first: Sequence[PixelWord], second: Sequence[PixelWord]) -> Iterator[Chunk]:
    """The two readings of a line side by side, blanks settled where one reading plainly has them wrong.

    Marks that Tesseract made of specks, which the other reader does not see, are left out.
    """
    seen = {word.text for word in second}
    kept = [word for word in first if not (_STRAY.fullmatch(word.text) and word.text not in seen)]
    lex = lexicon()
    for chunk in align(kept, second):
        yield Chunk(respaced(chunk.first, chunk.second, lex), respaced(chunk.second, chunk.first, lex))


def _better(chunk: Chunk) -> Sequence[PixelWord]:
    if chunk.agreed:
        return [
            replace(one, confidence=_agreed(one, two))
            for one, two in zip(chunk.first, chunk.second, strict=True)
        ]
    chance = preference(chunk.first, chunk.second)
    chosen = chunk.second if chance > 0.5 else chunk.first
    sure = max(chance, 1 - chance) * _ONE_IS_RIGHT
    return [replace(word, confidence=sure) for word in chosen]


def _agreed(one: PixelWord, two: PixelWord) -> float:
    if two.confidence <= _TORN:
        return _TORN_AGREES
    return agreement(one.text, max(one.confidence, two.confidence))


def align(first: Sequence[PixelWord], second: Sequence[PixelWord]) -> list[Chunk]:
    """Pairs the words of two readings of a line, in order, at the least cost in letters changed."""
    rows, columns = len(first), len(second)
    best = [[math.inf] * (columns + 1) for _ in range(rows + 1)]
    back = [[(0, 0)] * (columns + 1) for _ in range(rows + 1)]
    best[0][0] = 0.0
    for i in range(rows + 1):
        for j in range(columns + 1):
            for a, b in _GROUPS:
                if i < a or j < b:
                    continue
                cost = best[i - a][j - b] + _cost(first[i - a : i], second[j - b : j])
                if cost < best[i][j] - 1e-9:
                    best[i][j], back[i][j] = cost, (a, b)
    out: list[Chunk] = []
    i, j = rows, columns
    while i or j:
        a, b = back[i][j]
        out.append(Chunk(tuple(first[i - a : i]), tuple(second[j - b : j])))
        i, j = i - a, j - b
    return out[::-1]


def _cost(first: Sequence[PixelWord], second: Sequence[PixelWord]) -> float:
    left, right = "".join(w.text for w in first), "".join(w.text for w in second)
    if not left or not right:
        return _LONE * len(left + right)
    # Groups of several words cost a little more, so that they form only where it pays.
    return Levenshtein.distance(left, right) + 0.05 * (len(first) + len(second) - 2)


def respaced(words: Sequence[PixelWord], other: Sequence[PixelWord], lex: Lexicon) -> tuple[PixelWord, ...]:
    """The words with the other reading's blanks instead of their own, where that makes words of them.

    ``sudahdiinternalisasikan`` beside ``sudah diiternatisasikan``: one reader has the letters right, the
    other the blanks. Only blanks move, and only where fewer unknown words come of it.
    """
    if not words or not other or len(words) == len(other):
        return tuple(words)
    letters = "".join(word.text for word in words)
    cuts = _cuts(letters, [word.text for word in other])
    pieces = [letters[a:b] for a, b in pairwise([0, *cuts, len(letters)])]
    if not all(pieces) or _unknown(pieces, lex) >= _unknown([word.text for word in words], lex):
        return tuple(words)
    sure = min(word.confidence for word in words)
    boxes = _spread(bounding_rect(word.box for word in words), [len(piece) for piece in pieces])
    return tuple(PixelWord(piece, box, sure) for piece, box in zip(pieces, boxes, strict=True))


def _cuts(letters: str, other: Sequence[str]) -> list[int]:
    """Where the other reading's blanks fall in these letters."""
    steps = Levenshtein.opcodes("".join(other), letters)
    cuts, at = [], 0
    for text in other[:-1]:
        at += len(text)
        step = next(s for s in steps if s.src_start <= at <= s.src_end)
        cuts.append(min(step.dest_start + at - step.src_start, step.dest_end))
    return cuts


def _unknown(texts: Sequence[str], lex: Lexicon) -> int:
    tokens = [token for text in texts for token in LETTERS.findall(text)]
    return sum(len(token) == 1 or not is_word(token, lex) for token in tokens)


def _spread(box: PixelRect, lengths: Sequence[int]) -> list[PixelRect]:
    """A box cut into parts by the number of letters in each."""
    ends = [0, *accumulate(lengths)]
    at = [box.x0 + box.width * end // ends[-1] for end in ends]
    return [PixelRect(a, box.y0, max(a + 1, b), box.y1) for a, b in pairwise(at)]
