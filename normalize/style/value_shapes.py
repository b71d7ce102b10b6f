"""What is usual in a document's cells: shapes of values, how items begin, the order of list marks.

What differs from what is usual was often misread (the traits in :mod:`normalize.rules` count it). Nothing is
repaired here.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from dictionaries.marks import BULLET, LETTER, NUMBER, UNSURE, grouped_pattern, pattern
from lampiran.records import KOLOM, RawCell

LEAST_SURE, SUREST = 0.02, 0.995
"""Confidences of words are believed within these bounds only."""
_MARKED_TEXT = re.compile(rf"{grouped_pattern(UNSURE)} ")
_MARKED = 0.8
ITEM_START = re.compile(rf"(?:^|(?<=\s)){pattern((BULLET, NUMBER, LETTER))} ([A-Z][a-z]{{3,}})")
"""A list mark with the first word of its item."""
_FEW_SHAPES = 4
_SHAPED = 0.6
"""A column is one of values if so few shapes make up so much of it."""
_RARE = 0.07


def rare_shapes(cells: Iterable[RawCell]) -> dict[str, frozenset[str]]:
    """For each of the decree's own columns that holds values, the shapes of values that are rare in it."""
    by_column: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for cell in cells:
        if cell.kolom not in KOLOM:
            by_column[cell.kolom][shape(cell.raw)] += 1
    return {kolom: _rare(counts) for kolom, counts in by_column.items()}


def item_starters(cells: Iterable[RawCell]) -> Counter[str]:
    """How often a word (in lower case) begins a marked item."""
    return Counter(word.lower() for cell in cells for word in ITEM_START.findall(cell.raw))


def mean_unsureness(cells: Iterable[RawCell]) -> float:
    """How unsure the engines were of a word, on average: -log of its confidence."""
    values = [value for cell in cells for value in unsureness(cell)]
    return sum(values) / len(values) if values else 0.0


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


def marks_out_of_order(texts: Sequence[str]) -> frozenset[str]:
    """Lettered texts, in order, whose letter neither follows the one before nor begins a new list.

    Empty unless nearly all of the texts are lettered.
    """
    signs = [_sign(text) for text in texts]
    lettered = sum(sign.isalpha() for sign in signs)
    if lettered < _MARKED * len(texts):
        return frozenset()
    found, last = set(), 0
    for text, sign in zip(texts, signs, strict=True):
        place = ord(sign.lower()) - ord("a") + 1 if sign else 0
        if place in (1, last, last + 1):
            last = place
        else:
            found.add(text)
            last += 1
    return frozenset(found)


def _sign(text: str) -> str:
    """The letter or digit of the mark that a text begins with; empty without one."""
    mark = _MARKED_TEXT.match(text)
    return mark["sign"] if mark is not None and mark["sign"].isalnum() else ""
