"""What is odd about a cell as a whole: too short, cut off, unlike its column, or with a stranger's text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dictionaries.headers import load_header_names
from lampiran.codes import ReasonCode
from normalize.language.phrases import is_common
from normalize.rules.rule import (
    ONLY_SCANS,
    READ,
    SCHEDULES,
    WORDED,
    Found,
    Given,
    Match,
    Suspicion,
    Trait,
    presence,
)
from normalize.style.context import RepairContext
from normalize.style.document_style import SCANNED
from normalize.style.value_shapes import shape


def _is_common(match: Match, context: RepairContext) -> bool:
    del context
    return is_common(match[1])


def _with_its_heading(text: str, context: RepairContext) -> Iterator[Found]:
    """The column's heading, in capitals, stands before other text: a header's rule was not seen."""
    heading = next((known for known in _headings(context.kolom) if text.startswith(known)), None)
    if heading is not None and any(letter.islower() for letter in text[len(heading) :]):
        yield Found(0, len(heading))


@cache
def _headings(kolom: str) -> tuple[str, ...]:
    return tuple(f"{name.header.upper()} " for name in load_header_names().names if name.kolom == kolom)


def _of_a_rare_shape(text: str, context: RepairContext) -> Iterator[Found]:
    if shape(text) in context.document.rare_shapes.get(context.kolom, ()):
        yield Found(0, len(text))


NOT_THE_WHOLE = (
    Suspicion(
        id="doubt.not-the-whole",
        because="One or two signs stand where a phrase or a dash should.",
        code=ReasonCode.NOT_THE_WHOLE,
        find=re.compile(r"\A(?=.*[^\s.-])\S{1,2}(?: \S)?\Z"),
        kolom=WORDED,
        kinds=SCANNED,
        right=("[[L]]", "[[SK]]", "[[a. b]]"),
        wrong=("-", "SK Tim"),
    ),
)

ENDS_OPEN = (
    Suspicion(
        id="doubt.ends-open",
        because="The last word never ends a phrase; what followed was not read.",
        code=ReasonCode.ENDS_OPEN,
        find=re.compile(r"(?<=\s)([a-z]{2,})$"),
        needs=(_is_common,),
        group=1,
        outside=SCHEDULES,
        kinds=SCANNED,
        right=("Dokumen kanal pengaduan yang disahkan [[yang]]", "Laporan rapat [[dan]]"),
        wrong=("Dokumen kanal pengaduan yang disahkan", "yang"),
    ),
)

CELLS_IN_SMALL_LETTERS = (
    Trait(
        id="trait.lower",
        because="The cell begins with a small letter that is no list mark.",
        name="lower",
        find=re.compile(r"\A[a-z](?![.)])"),
        amount=presence,
        outside=SCHEDULES,
        kinds=ONLY_SCANS,
        right=("rapat pleno", "e-office"),
        wrong=("Rapat pleno", "a. Rapat"),
    ),
)

CELLS_SAID_TWICE = (
    Trait(
        id="trait.twice",
        because="The same words stand twice, one after the other.",
        name="twice",
        find=re.compile(r"(?:^| )(\S.{3,}?) \1(?: |$)"),
        amount=presence,
        kinds=READ,
        right=("Laporan hasil rapat evaluasi hasil rapat evaluasi", "Rapat Rapat"),
        wrong=("Laporan hasil rapat evaluasi", "tim tim"),
    ),
)

CELLS_WITH_HEADING = (
    Trait(
        id="trait.heading",
        because="The heading of the column ran into the cell.",
        name="heading",
        find=_with_its_heading,
        amount=presence,
        kinds=READ,
        given=Given(kolom="bukti_fisik"),
        right=("BUKTI FISIK Laporan rapat",),
        wrong=("Bukti fisik kegiatan rapat", "LANGKAH AKSI dan laporan rapat", "BUKTI FISIK"),
    ),
)

CELLS_UNLIKE_COLUMN = (
    Trait(
        id="trait.shape",
        because="In a column of values the cell's outline is a rare one.",
        name="shape",
        find=_of_a_rare_shape,
        amount=presence,
        kinds=READ,
        given=Given(kolom="REALISASI", cells=(*(("REALISASI", "75 %"),) * 9, ("REALISASI", "7590"))),
        right=("7590", "1"),
        wrong=("75 %", "100 %"),
    ),
)
