"""Percent signs that were read as digits or letters: ``(100%6)``, ``10096``, ``50 Yo``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lampiran.codes import Method, ReasonCode
from normalize.rules.rule import (
    READ,
    Found,
    Given,
    Match,
    Repair,
    Suspicion,
    Trait,
    presence,
    repeated,
)
from normalize.style.context import RepairContext
from normalize.style.document_style import SCANNED
from normalize.style.printing import PERCENT

_LIKE_PERCENT = re.compile(r"(100|[1-9]?[05])(\s?)(%\d|9[0568o]|[xX&#]|[oO0]/[oO0]|Yo)")
_ALL = 100
_USUAL_VALUE = re.compile(r"(?:0|100|[1-9]\d?)\s?%[.;]?|0|100|-|(?=.*[^\W\d_]{3}).*", re.DOTALL)
"""A percentage, nothing, or words."""
_OF_PERCENTAGES = Given(
    kolom="REALISASI", cells=(*repeated("REALISASI", "75 %", 4), *repeated("REALISASI", "100%", 4))
)
"""A cell of a column of percentages."""


def _blank_and_sign(match: Match, context: RepairContext) -> str:
    del context
    return f"{match[1]}%"


def _as_its_column_prints_it(text: str, context: RepairContext) -> Iterator[Found]:
    """A cell that is a percentage, in a column of them; each number is printed one way there."""
    forms = context.document.printing.percents.get(context.kolom)
    misread = _LIKE_PERCENT.fullmatch(text)
    found = misread or PERCENT.fullmatch(text)
    if forms is None or found is None:
        return
    if misread and text.isdigit() and int(text) <= _ALL:
        return
    after = forms.get(found.group(1), f"{found.group(1)}{found.group(2)}%")
    if after != text:
        yield Found(0, len(text), after)


def _no_value_of_its_column(text: str, context: RepairContext) -> Iterator[Found]:
    if context.kolom in context.document.printing.percents and text and not _USUAL_VALUE.fullmatch(text):
        yield Found(0, len(text), values=(text,))


PERCENTS = (
    Repair(
        id="percent.in-brackets",
        because="The percent sign of (100%) was read as digits, letters or another sign.",
        find=re.compile(r"(?<=\(100)(?:%\d|\d{1,3}|#|[oO]/[oO]|[xX]|Y[oO\d])(?=\))"),
        kinds=SCANNED,
        after="%",
        method=Method.MARK,
        right=(
            ("Foto (100%6)", "Foto (100%)"),
            ("Foto (10096)", "Foto (100%)"),
            ("Foto (100o/o)", "Foto (100%)"),
        ),
        wrong=("Foto (100%)", "(100 orang)"),
    ),
    Repair(
        id="percent.after-digit",
        because="A percent sign was read as a capital Y and a letter or digit.",
        find=re.compile(r"(?<=\d)(\s?)Y[oO\d](?!\w)"),
        kinds=SCANNED,
        after=_blank_and_sign,
        method=Method.MARK,
        right=(("sebesar 50 Yo", "sebesar 50 %"), ("75Y0", "75%")),
        wrong=("50 Yogya", "Yo"),
    ),
)

PERCENTS_AS_ELSEWHERE = (
    Repair(
        id="percent.of-column",
        because="A percentage was misread, or has another blank than its column prints before the sign.",
        find=_as_its_column_prints_it,
        kinds=SCANNED,
        method=Method.NUMBER,
        given=_OF_PERCENTAGES,
        right=(("10096", "100%"), ("100x", "100%"), ("75 &", "75 %"), ("75%", "75 %")),
        wrong=("95", "190x", "100%"),
    ),
)

NO_PERCENTAGES = (
    Suspicion(
        id="doubt.no-percentage",
        because="In a column of percentages the cell is none, and no words either.",
        code=ReasonCode.NO_PERCENTAGE,
        find=_no_value_of_its_column,
        kinds=SCANNED,
        given=_OF_PERCENTAGES,
        right=("[[190x]]", "[[L]]"),
        wrong=("100%", "-", "Sudah dilaksanakan"),
    ),
)

PERCENTS_COUNTED = (
    Trait(
        id="trait.percent",
        because="Something that is probably a percent sign stands there as a sign or digits like it.",
        name="percent",
        find=re.compile(r"%\w|(?<=\d)\s?[&x](?!\w)|\b0\d+ ?%|\b1\d0\d[60]\b"),
        amount=presence,
        kinds=READ,
        right=("Laporan kegiatan (100%6)", "100&", "10096"),
        wrong=("Laporan kegiatan (100%)", "tahun 2006"),
    ),
)
