"""What the readers made of a cell, and which of its words they vouch for.

A word that two readers have alike is what is printed. So is, nearly always, a word of which the one reader
that saw it was sure. Not so on scans so bad that the readers differ in many words: both take a broken letter
for the same other one (*ditaksanakan*), so agreement proves nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from lampiran.records import RawCell
from normalize.language.tokens import bare

SURE = 0.93
"""From this confidence (0..1) on, no word is read again (measured: 88 % of the wrong ones lie below)."""
MISLED = 0.08
"""Where readers differ in more of the words (0..1), unknown words that they have alike were mostly wrong."""
_USUAL, _WEIGHT = 0.03, 100
"""The usual share of words in which readers differ, and how many words it counts as: a page may have few."""
_LONG = 4
"""Letters of words that are compared for that."""
_PIECES = 4
"""So many pieces may make a word that a reader tore."""
_STROKES = re.compile(r"(?<![^\W_])[IVXl1|!]{1,6}(?![^\W_])")
_AS_I = str.maketrans("l1|!", "IIII")
_RUN = re.compile(r"[^\W_]+")
Place = tuple[int, int]


class Span(NamedTuple):
    """Places ``first:last`` of one sequence of words and ``start:end`` of another."""

    first: int
    last: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Readers:
    """What the readers made of a cell.

    Attributes:
        texts: The whole of what each of them read, if there are several.
        sure: The words, in order, of which the chosen reading is sure.
        words: All words of the chosen reading.
        least: The confidence (0..1) of the reader that was least sure of its text.
        misled: Whether their agreement proves nothing.
    """

    texts: tuple[str, ...] = ()
    sure: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    least: float = 1.0
    misled: bool = False

    @classmethod
    def of(cls, cell: RawCell, differing: float = 0.0) -> Readers:
        """The readers of a cell.

        Args:
            cell: As read.
            differing: Share of the document's words in which its readers differ, 0..1.
        """
        readings = [reading for part in cell.parts for reading in part.readings]
        engines = dict.fromkeys(reading.engine for reading in readings)
        texts = [" ".join(one.text for one in readings if one.engine == name) for name in engines]
        words = [word for part in cell.parts for word in part.words]
        return cls(
            tuple(texts) if len(texts) > 1 else (),
            tuple(runs(" ".join(word.text for word in words if word.confidence >= SURE))),
            tuple(runs(" ".join(word.text for word in words))),
            min((reading.confidence for reading in readings), default=1.0),
            differing > MISLED,
        )

    def alike(self, text: str) -> frozenset[Place]:
        """The places of words of the text that at least two readers have."""
        return _agreed(text, self.texts)

    def alike_in_strokes(self, text: str) -> frozenset[Place]:
        """The same, if strokes need only be as many: whether a reader took them for I, l or 1."""
        return _agreed(strokes(text), tuple(map(strokes, self.texts)))

    def agreed(self, text: str) -> frozenset[Place]:
        """The places of words of the text that at least two readers have, unless that proves nothing."""
        return frozenset() if self.misled else self.alike(text)

    def vouched(self, text: str) -> frozenset[Place]:
        """The places of words that two readers have, or of which one was sure, unless that proves nothing."""
        return frozenset() if self.misled else self.undisputed(text)

    def undisputed(self, text: str) -> frozenset[Place]:
        """The places of words that two readers have, or of which one was sure."""
        return self.alike(text) | _found(text, self.sure)

    def have(self, made: str, text: str) -> bool:
        """Whether a reader has words that do not stand in the text yet; blanks and marks may stand otherwise.

        Args:
            made: The words.
            text: The cell as it stands: what is elsewhere in it was not read in their place.
        """
        spent = Counter(runs(text))
        return any(_has(words, made, spent) for words in (self.words, *map(runs, self.texts)))


def runs(text: str) -> list[str]:
    """The runs of letters and digits in a text, case folded."""
    return _RUN.findall(text.casefold())


def places(text: str) -> Iterator[Place]:
    """Where the runs stand."""
    return (match.span() for match in _RUN.finditer(text))


def differing(cells: Iterable[RawCell]) -> float:
    """The share of words in which two readers of a document differ, 0..1, drawn towards the usual one."""
    words, alike = 0, 0
    for part in (part for cell in cells for part in cell.parts if len(part.readings) > 1):
        first, second = ([run for run in runs(one.text) if len(run) >= _LONG] for one in part.readings[:2])
        words += len(second)
        alike += LCSseq.similarity(first, second)
    return (words - alike + _USUAL * _WEIGHT) / (words + _WEIGHT)


def _has(read: Sequence[str], made: str, spent: Counter[str]) -> bool:
    """Whether words are left when those of the text are taken away, or their letters with other blanks."""
    if not Counter(runs(made)) - (Counter(read) - spent):
        return True
    pieces = (read[first:last] for first in range(len(read)) for last in _ends(first, len(read)))
    return any("".join(piece) == bare(made) for piece in pieces if len(piece) > 1)


def _ends(first: int, count: int) -> range:
    return range(first + 1, min(first + _PIECES, count) + 1)


@lru_cache(maxsize=4_096)
def _agreed(text: str, texts: tuple[str, ...]) -> frozenset[Place]:
    counts = Counter(place for read in texts for place in _found(text, runs(read)))
    return frozenset(place for place, count in counts.items() if count > 1)


def _found(text: str, words: Sequence[str]) -> frozenset[Place]:
    """The places of words of the text that stand among others in the same order, however blanks part them."""
    mine = list(places(text))
    have = [text[start:end].casefold() for start, end in mine]
    return frozenset(
        mine[place] for span in same_letters(have, words) for place in range(span.first, span.last)
    )


def strokes(text: str) -> str:
    """The text with the strokes of its numerals alike: engines take ``II`` for ``Il`` and ``11``."""
    return _STROKES.sub(lambda match: match.group().translate(_AS_I), text)


def same_letters(have: Sequence[str], words: Sequence[str]) -> Iterator[Span]:
    """Where two sequences of words have the same letters in the same order, however blanks part them."""
    yield from _equal(have, words)
    yield from (gap for gap in _gaps(have, words) if _is_alike(gap, have, words))


def other_letters(have: Sequence[str], words: Sequence[str]) -> Iterator[Span]:
    """Where the other sequence has other letters in place of words of the one."""
    for gap in _gaps(have, words):
        if gap.last > gap.first and gap.end > gap.start and not _is_alike(gap, have, words):
            yield gap


def _equal(have: Sequence[str], words: Sequence[str]) -> list[Span]:
    alike = (op for op in LCSseq.opcodes(have, words) if op.tag == "equal")
    return [Span(op.src_start, op.src_end, op.dest_start, op.dest_end) for op in alike]


def _gaps(have: Sequence[str], words: Sequence[str]) -> Iterator[Span]:
    """What stands between the equal words, before the first and after the last."""
    ends = [Span(0, 0, 0, 0), *_equal(have, words), Span(len(have), len(have), len(words), len(words))]
    for before, after in pairwise(ends):
        yield Span(before.last, after.first, before.end, after.start)


def _is_alike(gap: Span, have: Sequence[str], words: Sequence[str]) -> bool:
    mine, other = have[gap.first : gap.last], words[gap.start : gap.end]
    return bool(mine) and "".join(mine) == "".join(other)
