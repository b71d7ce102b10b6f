"""Items of lists whose marks were lost or do not count on: doubted and counted, never changed.

Repairs of list marks stand in :mod:`normalize.rules.list_marks`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from dictionaries.lexicon import lexicon
from dictionaries.marks import BULLET, LETTER, NUMBER, grouped_pattern, pattern, sign_pattern
from lampiran.codes import ReasonCode
from normalize.rules.rule import (
    LISTS,
    ONLY_SCANS,
    READ,
    SCHEDULES,
    Found,
    Given,
    Match,
    Suspicion,
    Trait,
    presence,
    repeated,
)
from normalize.style.context import RepairContext
from normalize.style.document_style import SCANNED
from normalize.style.printing import SEEN_OFTEN
from normalize.style.value_shapes import ITEM_START

_MARKED_ITEM = re.compile(rf"(?:^|(?<=\s)){pattern((BULLET, NUMBER, LETTER))} (?=\(?[A-Z\"])")
_ENDS_ITEM = re.compile(r"; (?=[A-Z])")
_ITEM = re.compile(rf"(?:^|(?<=[\s;.,:])){grouped_pattern(LETTER, NUMBER)} (?=\(?[A-Z\"])")
_DASHED = re.compile(rf"(?:^|(?<=[\s;.,:])){pattern((BULLET,))} (?=[A-Z])")
_SEAM = re.compile(r"(?<=[\w)%;,.] )([A-Z][a-z]{3,})")
_SAME_PLACE = 3
"""First letters by which a text as repaired still has the mark that was read."""


def _is_in_a_list(match: Match, context: RepairContext) -> bool:
    """Semicolons part the items of the cell, or some have marks."""
    del context
    text = match.string
    return bool(_ENDS_ITEM.search(text) or text.endswith(";") or _MARKED_ITEM.search(text))


def _is_a_known_verb(match: Match, context: RepairContext) -> bool:
    del context
    return lexicon().known(match[1])


def _out_of_order(text: str, context: RepairContext) -> Iterator[Found]:
    """List marks of one kind do not count on by one from their kind's first."""
    del context
    marks = _ITEM.findall(text)
    for closing in ".)":
        letters = [ord(mark) - 96 for mark, end in marks if end == closing and mark.isalpha()]
        numbers = [int(mark) for mark, end in marks if end == closing and mark.isdigit()]
        for places in (letters, numbers):
            if len(places) > 1 and places != list(range(1, len(places) + 1)):
                yield Found(0, len(text))


def _astray(text: str, context: RepairContext) -> Iterator[Found]:
    """The mark as read, and still in the text, does not go on from the row before."""
    raw = context.raw
    if raw in context.document.marks_out_of_order and text[:_SAME_PLACE] == raw[:_SAME_PLACE]:
        yield Found(0, min(_SAME_PLACE, len(text)))


def _unmarked(text: str, context: RepairContext) -> Iterator[Found]:
    """Items of a marked list without a mark.

    Before the first mark, or where a word that begins items in this document stands within one.
    """
    marks = [match.start() for match in (*_ITEM.finditer(text), *_DASHED.finditer(text))]
    if not marks:
        return
    if min(marks) > 0:
        yield Found(0, min(marks))
    starts = {match.start(1) for match in ITEM_START.finditer(text)}
    starters = context.document.item_starters
    for match in _SEAM.finditer(text):
        if match.start(1) not in starts and starters[match[1].lower()] >= SEEN_OFTEN:
            yield Found(*match.span(1))


LOST_ITEM_MARKS = (
    Suspicion(
        id="doubt.lost-item-mark",
        because="In a list a verb that begins items stands where no mark or semicolon is.",
        code=ReasonCode.LOST_ITEM_MARK,
        find=re.compile(r"(?:(?<=[a-z]{3})|(?<=20\d\d)) (M(?:e|em|en|eng|eny)[a-z]{4,})\b"),
        needs=(_is_in_a_list, _is_a_known_verb),
        group=1,
        kolom=LISTS,
        kinds=SCANNED,
        right=(
            "Menetapkan tim kerja; Menyusun jadwal apel [[Menyiapkan]] daftar hadir",
            "1) Menetapkan tim kerja [[Menyusun]] jadwal",
        ),
        wrong=(
            "Menetapkan tim kerja; Menyusun jadwal apel; Menyiapkan daftar hadir",
            "1) Menetapkan tim kerja 2) Menyusun jadwal apel",
            "Menetapkan tim kerja Menyusun jadwal",
        ),
    ),
)

ITEMS_WITHOUT_STOP = (
    Trait(
        id="trait.bare",
        because="A letter or number stands before a capital as a list mark does, without its full stop.",
        name="bare",
        find=re.compile(rf"(?:^|[;,.] |[a-z)] ){sign_pattern((LETTER, NUMBER))} (?=[A-Z][a-z])"),
        amount=math.log1p,
        outside=SCHEDULES,
        kinds=ONLY_SCANS,
        right=("1. Undangan rapat 2 Notula rapat", "a Undangan"),
        wrong=("1. Undangan rapat 2. Notula rapat", "2 orang"),
    ),
)

ITEMS_OUT_OF_ORDER = (
    Trait(
        id="trait.order",
        because="The marks of a list do not count on.",
        name="order",
        find=_out_of_order,
        amount=presence,
        kinds=READ,
        right=("a. Undangan c. Notula", "1) Undangan 3) Notula"),
        wrong=("a. Undangan b. Notula", "1) Undangan 2) Notula", "c. Undangan"),
    ),
    Trait(
        id="trait.order-of-rows",
        because="The mark of an indikator does not go on from the row before, where nearly all have one.",
        name="order",
        find=_astray,
        amount=presence,
        kolom=frozenset({"indikator"}),
        kinds=READ,
        given=Given(
            cells=tuple(("indikator", f"{mark}. Rapat") for mark in "aboda"),
            raw="o. Rapat",
        ),
        right=("o. Rapat", "o. Rapat pleno"),
        wrong=("c. Rapat",),
    ),
)

ITEMS_UNMARKED = (
    Trait(
        id="trait.unmarked",
        because="In a list with marks an item stands without one.",
        name="unmarked",
        find=_unmarked,
        amount=math.log1p,
        kolom=LISTS,
        kinds=READ,
        given=Given(cells=repeated("langkah_aksi", "- Foto {} - Foto kegiatan")),
        right=("Undangan b. Notula", "- Undangan Foto kegiatan"),
        wrong=("a. Undangan b. Notula", "- Undangan - Foto kegiatan", "Undangan Foto"),
    ),
)
