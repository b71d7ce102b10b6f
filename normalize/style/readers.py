"""What the readers made of a cell, and which of its words they vouch for.

A word that two readers have alike is what is printed. So is, nearly always, a word of which the one reader that
saw it was sure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import LCSseq

from lampiran.records import RawCell
from normalize.language.tokens import bare

SURE = 0.93
"""From this confidence (0..1) on, no word is read again (measured: 88 % of the wrong ones lie below)."""
_RUN = re.compile(r"[^\W_]+")
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Readers:
    """What the readers made of a cell.

    Attributes:
        texts: The whole of what each of them read, if there are several.
        sure: The words, in order, of which the chosen reading is sure.
        words: All words of the chosen reading.
    """

    texts: tuple[str, ...] = ()
    sure: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @classmethod
    def of(cls, cell: RawCell) -> Readers:
        """The readers of a cell; of pages that were not read by OCR there are none."""
        engines = dict.fromkeys(reading.engine for part in cell.parts for reading in part.readings)
        texts = [
            " ".join(reading.text for part in cell.parts for reading in part.readings if reading.engine == name)
            for name in engines
        ]
        words = [word for part in cell.parts for word in part.words]
        return cls(
            tuple(texts) if len(texts) > 1 else (),
            tuple(run for word in words if word.confidence >= SURE for run in runs(word.text)),
            tuple(run for word in words for run in runs(word.text)),
        )

    def agreed(self, text: str) -> frozenset[Place]:
        """The places of words of the text that at least two readers have."""
        return _agreed(text, self.texts)

    def vouched(self, text: str) -> frozenset[Place]:
        """The places of words of the text that two readers have, or of which the reader was sure."""
        return self.agreed(text) | _found(text, self.sure)

    def have(self, made: str, before: str) -> bool:
        """Whether a reader has all words of ``made``; blanks and marks may stand otherwise.

        Args:
            made: The words.
            before: What the repair replaced: read as well.
        """
        letters = bare(made)
        if letters == bare(before):
            return True
        return any(_has(text, letters, tuple(runs(made))) for text in (" ".join(self.words), *self.texts))


def runs(text: str) -> list[str]:
    """The runs of letters and digits in a text, case folded."""
    return [run.casefold() for run in _RUN.findall(text)]


def places(text: str) -> Iterator[Place]:
    """Where the runs stand."""
    return (match.span() for match in _RUN.finditer(text))


_SHORTEST = 5
"""Letters of what is looked for across blanks; anything shorter stands in every text somewhere."""


def _has(text: str, letters: str, made: tuple[str, ...]) -> bool:
    have = Counter(runs(text))
    return not Counter(made) - have or (len(letters) >= _SHORTEST and letters in bare(text))


@lru_cache(maxsize=4_096)
def _agreed(text: str, texts: tuple[str, ...]) -> frozenset[Place]:
    counts = Counter(place for read in texts for place in _found(text, runs(read)))
    return frozenset(place for place, count in counts.items() if count > 1)


def _found(text: str, words: Sequence[str]) -> frozenset[Place]:
    """The places of words of the text that stand among others in the same order."""
    mine = list(places(text))
    have = [text[start:end].casefold() for start, end in mine]
    equal = (op for op in LCSseq.opcodes(have, words) if op.tag == "equal")
    return frozenset(mine[place] for op in equal for place in range(op.src_start, op.src_end))
