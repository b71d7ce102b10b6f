"""Brackets: read as another sort, lost before an acronym, or never closed at the end of a time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lampiran.codes import Method
from normalize.rules.rule import READ, SCHEDULES, Found, Match, Repair, Trait, presence
from normalize.style.context import RepairContext
from normalize.style.document_style import SCANNED

_RANGE_LAST = re.compile(r"\b(?:s/d|s\.?d|sampai|dan|dengan)$")
"""A range that lacks its end: what was lost is more than the bracket."""
_MARK_CLOSING = re.compile(r"(?:^|(?<=[\s;.,:]))\w{1,2}\)")
"""A list mark with its bracket, which nothing opens."""


def _one_bracket_is_not_closed(match: Match, context: RepairContext) -> bool:
    del context
    text = match.string
    return text.count("(") == text.count(")") + 1 and not _RANGE_LAST.search(text)


def _open(text: str, context: RepairContext) -> Iterator[Found]:
    """Round brackets, but those of list marks, do not pair."""
    del context
    bare = _MARK_CLOSING.sub("", text)
    if bare.count("(") != bare.count(")"):
        yield Found(0, len(text))


BRACKETS_OF_PAGES = (
    Repair(
        id="bracket.closed-by-another",
        because="A closing bracket was read as a curly or square one.",
        find=re.compile(r"\([^()\[\]{}]*\w([}\]])"),
        group=1,
        kinds=READ,
        after=")",
        method=Method.MARK,
        right=(
            ("(Tahun 2018 Nomor 33}", "(Tahun 2018 Nomor 33)"),
            ("(Lembaran 33] dan", "(Lembaran 33) dan"),
        ),
        wrong=("[Tahun 2018]", "(Tahun 2018)"),
    ),
)

LOST_BRACKETS = (
    Repair(
        id="bracket.never-closed",
        because="The bracket that closes at the end of a time was lost.",
        find=re.compile(r"\([^()]*[^\W\d_]()$"),
        needs=(_one_bracket_is_not_closed,),
        group=1,
        kolom=SCHEDULES,
        kinds=SCANNED,
        after=")",
        method=Method.MARK,
        right=(
            ("Per-bulan (Agt-Desember", "Per-bulan (Agt-Desember)"),
            ("Setiap bulan (Januari", "Setiap bulan (Januari)"),
        ),
        wrong=("Januari (Senin s/d", "Januari (minggu 2"),
    ),
)

BRACKETS_COUNTED = (
    Trait(
        id="trait.open",
        because="A bracket is opened and not closed, or closed and not opened.",
        name="open",
        find=_open,
        amount=presence,
        kinds=READ,
        right=("Laporan (rapat evaluasi", "Laporan rapat) evaluasi"),
        wrong=("Laporan (rapat evaluasi)", "1) Undangan 2) Notula"),
    ),
)
