"""List marks before indicators: ``a. Terdapat ...``, ``b) ...``, counting anew in each komponen.

The mark is the table's numbering, not the indicator's wording, so it is taken off the repaired text by a
recorded step; the raw text keeps it. That is done only where the whole document counts its indicators so:
a lone ``a.`` may be the author's sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dictionaries.marks import (
    FIRST_SIGNS,
    LETTER_AS_READ,
    LETTER_WITHOUT_STOP,
    NUMBER,
    Mark,
    leading_mark,
    looks_like,
)
from lampiran.codes import Method
from lampiran.records import PlanCell
from normalize.edits import apply_edits
from normalize.rules.rule import Found, Repair, edits
from normalize.style.context import RepairContext

MARKED_SHARE = 0.5
"""At least so many of the indicator cells must begin with a mark ..."""
COUNTING_SHARE = 0.75
"""... and so many of the marks must follow the one before, or begin anew."""
FEWEST = 3
_AS_READ = (NUMBER, LETTER_AS_READ, LETTER_WITHOUT_STOP)


def _leading(text: str, context: RepairContext) -> Iterator[Found]:
    del context
    mark = _mark(text)
    if mark is not None:
        yield Found(0, mark.end)


INDIKATOR_MARKS = (
    Repair(
        id="list.indikator-mark",
        because="The table numbers its indicators; the mark is no part of the wording.",
        find=_leading,
        kolom=frozenset({"indikator"}),
        after="",
        method=Method.LIST_MARK,
        right=(("a. Telah ada tim kerja", "Telah ada tim kerja"), ("(2) Ada SOP", "Ada SOP")),
        wrong=("Telah ada tim kerja", "tim a. kerja"),
    ),
)
"""Only for documents whose indicators count on (:func:`counts_indicators`): elsewhere it may be wording."""


def counts_indicators(texts: Sequence[str]) -> bool:
    """Whether the texts (one for each indicator cell, in order) are a list that counts itself.

    A mark read as a sign that looks like the one that must stand there (``o.`` for ``b.``) counts too.
    """
    filled = [text for text in texts if text.strip(" -")]
    marks = [mark.sign.lower() for mark in map(_mark, filled) if mark]
    if len(marks) < FEWEST or len(marks) < MARKED_SHARE * len(filled):
        return False
    following = place = 0
    for mark in marks:
        fits = _follows(mark, place)
        following += fits
        place = place + 1 if fits and mark not in FIRST_SIGNS else _value(mark, place)
    return following >= COUNTING_SHARE * len(marks)


def without_mark(cell: PlanCell, context: RepairContext) -> PlanCell:
    """The cell with the list mark taken off its text, as a step; unchanged without one."""
    text, steps = apply_edits(cell.text, edits(INDIKATOR_MARKS, cell.text, context))
    return replace(cell, text=text, steps=(*cell.steps, *steps)) if steps else cell


def printed_number(text: str) -> str:
    """The sign of the mark before an indicator (``a`` of ``a. Telah ...``); empty without one."""
    mark = _mark(text)
    return mark.sign if mark is not None else ""


def _mark(text: str) -> Mark | None:
    return leading_mark(text, _AS_READ, spaced=True)


def _follows(mark: str, place: int) -> bool:
    """Whether the mark begins a list or may be the one after ``place``."""
    return mark in FIRST_SIGNS or bool(
        place and (mark == str(place + 1) or looks_like(mark, _letter(place + 1)))
    )


def _value(mark: str, place: int) -> int:
    """The place the mark names by itself; the one after ``place`` where it is a mere sign."""
    if mark.isdigit():
        return int(mark)
    return ord(mark) - ord("a") + 1 if "a" <= mark <= "z" else place + 1


def _letter(place: int) -> str:
    return chr(ord("a") + place - 1)
