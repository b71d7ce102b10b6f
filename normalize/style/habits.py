"""How one document writes things: the shapes of its own columns' values, its slashes, how its items begin.

What goes against a document's own habit was often misread; traits (:mod:`normalize.rules`) count it, and
nothing is repaired.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dictionaries.marks import BULLET, LETTER, NUMBER, pattern
from lampiran.records import KOLOM, RawCell, RawRow

LEAST_SURE, SUREST = 0.02, 0.995
"""Confidences of words are believed within these bounds only."""
_PAIRED = re.compile(r"(?=\b([^\W\d_]{3,})( ?/ ?| )([^\W\d_]{3,})\b)")
_LETTERED = re.compile(r"\(?(\w)[.)] ")
_MARKED = 0.8
ITEM_START = re.compile(rf"(?:^|(?<=\s)){pattern((BULLET, NUMBER, LETTER))} ([A-Z][a-z]{{3,}})")
"""A list mark with the first word of its item."""
_FEW_SHAPES = 4
_SHAPED = 0.6
"""A column is one of values if so few shapes make up so much of it."""
_RARE = 0.07


@dataclass(frozen=True)
class Habits:
    """What is usual in one document.

    Attributes:
        shapes: For each of the decree's own columns that holds values (numbers, percentages, marks), the
            shapes of these (see :func:`shape`) that are rare in it.
        slashed: Pairs of words (lower case) that stand round a slash more than once, and more often than with
            a mere blank between them.
        starters: How often a word begins a marked item.
        astray: Indikator cells as read whose list mark does not go on from the row before, where nearly all
            have one.
        unsure: How unsure the readers were of a word, on average: -log of its confidence.
    """

    shapes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    slashed: frozenset[tuple[str, str]] = frozenset()
    starters: Counter[str] = field(default_factory=Counter)
    astray: frozenset[str] = frozenset()
    unsure: float = 0.0

    @classmethod
    def observe(cls, rows: Iterable[RawRow]) -> Habits:
        """Looks through all cells of a document once."""
        by_column: defaultdict[str, Counter[str]] = defaultdict(Counter)
        seen = list(rows)
        starters: Counter[str] = Counter()
        total = words = 0.0
        cells = [cell for row in seen for cell in row.cells if not cell.shared]
        for cell in cells:
            text = cell.raw
            if cell.kolom not in KOLOM:
                by_column[cell.kolom][shape(text)] += 1
            starters.update(word.lower() for word in ITEM_START.findall(text))
            for value in unsureness(cell):
                total, words = total + value, words + 1
        rare = {kolom: _rare(counts) for kolom, counts in by_column.items()}
        texts = {cell.raw for cell in cells}
        marked = [cell.raw for cell in cells if cell.kolom == "indikator" and cell.raw]
        return cls(rare, _slashed(texts), starters, _astray(marked), total / words if words else 0.0)


def shape(text: str) -> str:
    """A value's outline: digits as 9 (runs of them as one), letters as a, the rest as it stands."""
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "9", text.strip()))


def unsureness(cell: RawCell) -> list[float]:
    """-log of the reader's confidence in each word of a cell; a part without words counts as one."""
    scores = [
        score
        for part in cell.parts
        for score in ([word.confidence for word in part.words] or ([part.confidence] if part.raw else []))
    ]
    return [-math.log(min(max(score, LEAST_SURE), SUREST)) for score in scores]


def _rare(counts: Counter[str]) -> frozenset[str]:
    """The rare shapes of a column of values; none where the column holds prose."""
    whole = counts.total()
    usual = sum(count for _, count in counts.most_common(_FEW_SHAPES))
    if usual < _SHAPED * whole:
        return frozenset()
    return frozenset(found for found, count in counts.items() if count <= max(1.0, _RARE * whole))


def _slashed(texts: Iterable[str]) -> frozenset[tuple[str, str]]:
    slashes: Counter[tuple[str, str]] = Counter()
    blanks: Counter[tuple[str, str]] = Counter()
    for text in texts:
        for left, between, right in _PAIRED.findall(text.lower()):
            (slashes if "/" in between else blanks)[left, right] += 1
    return frozenset(pair for pair, count in slashes.items() if count >= 2 and count > blanks[pair])


def _astray(texts: Sequence[str]) -> frozenset[str]:
    """Lettered texts, in order, whose letter neither goes on from the one before nor begins anew."""
    marks = [_LETTERED.match(text) for text in texts]
    lettered = sum(mark is not None and mark.group(1).isalpha() for mark in marks)
    if lettered < _MARKED * len(texts):
        return frozenset()
    found, last = set(), 0
    for text, mark in zip(texts, marks, strict=True):
        place = ord(mark.group(1).lower()) - ord("a") + 1 if mark is not None else 0
        if place in (1, last, last + 1):
            last = place
        else:
            found.add(text)
            last += 1
    return frozenset(found)
