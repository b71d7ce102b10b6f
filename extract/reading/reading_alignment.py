"""Two readings of the same words side by side: which words of one stand for which words of the other.

Words are aligned in chunks of up to three, because engines split and join words differently. Blanks move from
one reading to the other where one plainly has them wrong; letters never do.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise

from rapidfuzz.distance import Levenshtein

from dictionaries.lexicon import Lexicon, lexicon
from extract.engines.engine import PixelWord, bounding_rect
from extract.geometry import PixelRect
from extract.reading.reading_evidence import LETTERS, is_word, text_of

_CHUNK_SIZES = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2), (1, 0), (0, 1))
"""How many words of either reading can make up one chunk."""
_LONE = 0.6
"""Cost of a word without a partner, for each of its letters; a changed letter costs 1."""
_GROUP = 0.05
"""Cost of each word beyond the first on either side, so that larger chunks form only where they pay."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """What two readings have at one place; one side may be empty."""

    first: tuple[PixelWord, ...]
    second: tuple[PixelWord, ...]

    @property
    def agreed(self) -> bool:
        """Whether both say the same, letter by letter."""
        return text_of(self.first) == text_of(self.second)


def align_readings(first: Sequence[PixelWord], second: Sequence[PixelWord]) -> Iterator[Chunk]:
    """The chunks of two readings in order, with blanks moved where one reading plainly has them wrong."""
    return map(respaced, align_words(first, second))


def passages(
    first: Sequence[PixelWord], second: Sequence[PixelWord]
) -> Iterator[tuple[bool, tuple[PixelWord, ...], tuple[PixelWord, ...]]]:
    """Passages in which two readings are alike, word by word, and those between them; quick for long texts.

    Yields:
        Whether the passage is alike, and its words in either reading.
    """
    steps = Levenshtein.opcodes([w.text for w in first], [w.text for w in second])
    for alike, group in groupby(steps, key=lambda step: step.tag == "equal"):
        parts = list(group)
        words = first[parts[0].src_start : parts[-1].src_end]
        yield alike, tuple(words), tuple(second[parts[0].dest_start : parts[-1].dest_end])


def respaced(chunk: Chunk) -> Chunk:
    """A chunk with blanks moved where one of its readings plainly has them wrong."""
    lex = lexicon()
    return Chunk(
        with_blanks_of(chunk.first, chunk.second, lex), with_blanks_of(chunk.second, chunk.first, lex)
    )


def align_words(first: Sequence[PixelWord], second: Sequence[PixelWord]) -> list[Chunk]:
    """Pairs the words of two readings, in order, at the least cost in letters changed.

    Takes time in proportion to the product of their numbers.
    """
    rows, columns = len(first), len(second)
    best = [[math.inf] * (columns + 1) for _ in range(rows + 1)]
    back = [[(0, 0)] * (columns + 1) for _ in range(rows + 1)]
    best[0][0] = 0.0
    for i in range(rows + 1):
        for j in range(columns + 1):
            for a, b in _CHUNK_SIZES:
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
    return Levenshtein.distance(left, right) + _GROUP * (len(first) + len(second) - 2)


def with_blanks_of(
    words: Sequence[PixelWord], other: Sequence[PixelWord], lex: Lexicon
) -> tuple[PixelWord, ...]:
    """The words with the other reading's blanks instead of their own, where that makes words of them.

    ``sudahdiinternalisasikan`` beside ``sudah diiternatisasikan``: one engine has the letters right, the
    other the blanks. Only blanks move, and only where fewer unknown words result.
    """
    if not words or not other or len(words) == len(other):
        return tuple(words)
    letters = "".join(word.text for word in words)
    cuts = _cuts(letters, [word.text for word in other])
    parts = [letters[a:b] for a, b in pairwise([0, *cuts, len(letters)])]
    if not all(parts) or _unknown(parts, lex) >= _unknown([word.text for word in words], lex):
        return tuple(words)
    sure = min(word.confidence for word in words)
    boxes = _split_box(bounding_rect(word.box for word in words), [len(part) for part in parts])
    return tuple(PixelWord(part, box, sure) for part, box in zip(parts, boxes, strict=True))


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
    """How many single letters and unknown words some texts hold."""
    tokens = [token for text in texts for token in LETTERS.findall(text)]
    return sum(len(token) == 1 or not is_word(token, lex) for token in tokens)


def _split_box(box: PixelRect, lengths: Sequence[int]) -> list[PixelRect]:
    """A box cut into parts by the number of letters in each."""
    ends = [0, *accumulate(lengths)]
    at = [box.x0 + box.width * end // ends[-1] for end in ends]
    return [PixelRect(a, box.y0, max(a + 1, b), box.y1) for a, b in pairwise(at)]
