"""List marks before indicators: ``a. Terdapat ...``, ``b) ...``, counting anew in each komponen.

The mark is the table's numbering, not the indicator's wording, so it is taken off the repaired text by a
recorded step; the raw text keeps it. That is done only where the whole document counts its indicators so:
a lone ``a.`` may be the author's sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lampiran.records import PlanCell, Step

MARKED_SHARE = 0.5
"""At least so many of the indicator cells must begin with a mark ..."""
COUNTING_SHARE = 0.75
"""... and so many of the marks must follow the one before, or begin anew."""
FEWEST = 3

_MARK = re.compile(r"\s*\(?(?:(?P<letter>[a-z])|(?P<number>\d{1,2}))\s?[.)]\s*(?=\S)", re.IGNORECASE)


def counts_indicators(texts: Sequence[str]) -> bool:
    """Whether the texts (one for each indicator cell, in order) are a list that counts itself."""
    filled = [text for text in texts if text.strip(" -")]
    marks = [_value(text) for text in filled]
    numbers = [mark for mark in marks if mark is not None]
    if len(numbers) < FEWEST or len(numbers) < MARKED_SHARE * len(filled):
        return False
    following = sum(number in (1, before + 1) for before, number in zip([0, *numbers], numbers, strict=False))
    return following >= COUNTING_SHARE * len(numbers)


def without_mark(cell: PlanCell) -> PlanCell:
    """The cell with the list mark taken off its text, as a step; unchanged without one."""
    found = _MARK.match(cell.text)
    if found is None:
        return cell
    step = Step(0, found.end(), found[0], "", "list-mark", 1.0)
    return replace(cell, text=cell.text[found.end() :], steps=(*cell.steps, step))


def _value(text: str) -> int | None:
    found = _MARK.match(text)
    if found is None:
        return None
    return int(found["number"]) if found["number"] else ord(found["letter"].lower()) - ord("a") + 1
