"""The single items of a BUKTI FISIK cell.

Items are separated by semicolons, line ends, bullets, and marks that count on: ``1) 2) 3)``, ``1. 2.``,
``a. b.``; dashes count where the text (or a line) begins with one. Commas do not separate items: they stand
inside them as often as between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from dictionaries.marks import BULLET, LETTER, NUMBER, ROUND_BULLETS, Mark, inner_marks, is_mark, leading_mark
from dictionaries.numerals import letter_place

_SEPARATOR = re.compile(rf"[;\n{ROUND_BULLETS}]")
_AND = re.compile(r"^(?:dan|serta|dan/atau)\s+(?=\S)", re.IGNORECASE)
_LEAD_IN = re.compile(r":\s*$")


def split_items(text: str) -> list[str]:
    """The items of an evidence cell in order, without their marks and closing signs.

    A cell without such marks is one item; ``-`` and an empty cell have none.
    """
    items: list[str] = []
    for part in _cut_at_counted(text):
        for piece in _SEPARATOR.split(part):
            items += [_clean(item) for item in _cut_at_dashes(piece)]
    return [item for item in items if item]


def _cut_at_counted(text: str) -> list[str]:
    """The text cut before marks that count on from 1 (or ``a``); uncut where fewer than two do."""
    for kind in (NUMBER, LETTER):
        marks = list(_in_sequence(inner_marks(text, (kind,))))
        if len(marks) >= 2 or (marks and not text[: marks[0].start].strip()):
            return list(_between(text, marks))
    return [text]


def _in_sequence(marks: Iterable[Mark]) -> Iterator[Mark]:
    """The marks that count on from the first without a gap; a count that starts again is followed too."""
    expected = 1
    for mark in marks:
        place = int(mark.sign) if mark.sign.isdigit() else letter_place(mark.sign)
        if place in (1, expected):
            expected = place + 1
            yield mark


def _between(text: str, marks: Sequence[Mark]) -> Iterator[str]:
    lead = text[: marks[0].start]
    if not _LEAD_IN.search(lead):
        yield lead
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        yield text[mark.end : following.start if following else len(text)]


def _cut_at_dashes(text: str) -> list[str]:
    """The text cut at its dashes if it begins with one, else uncut."""
    first = leading_mark(text, (BULLET,))
    if first is None or not text[first.end - 1].isspace():
        return [text]
    dashes = list(inner_marks(text, (BULLET,)))
    starts, ends = [0, *(dash.end for dash in dashes)], [*(dash.start for dash in dashes), len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def _clean(item: str) -> str:
    item = _AND.sub("", item.strip().strip(";,").strip())
    item = re.sub(r"[.,:]+$", "", item).strip()
    return "" if is_mark(item, (BULLET,)) else item
