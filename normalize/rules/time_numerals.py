"""Numerals on which the month of a row hangs: a stroke more or less is another quarter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lampiran.codes import ReasonCode
from normalize.rules.rule import ONLY_SCANS, SCHEDULES, Found, Given, Suspicion
from normalize.style.context import RepairContext

_ROMAN = r"[IVX]{1,4}"
_PERIOD = re.compile(
    rf"\b(?i:tw|triwulan|tri wulan|kuartal|caturwulan|semester|smt|bulan)\.?\s*(?:ke\s*-?\s*)?"
    rf"{_ROMAN}\b(?:\W*(?:(?:dan|s\.?d\.?|sampai)\b\W*)?{_ROMAN}\b)*"
)
_NUMERAL = re.compile(rf"\b{_ROMAN}\b")
_PLAIN = 0.8
"""Below this confidence (0..1) of a reader its strokes prove nothing."""


def _strokes_of_one_reader(text: str, context: RepairContext) -> Iterator[Found]:
    """Roman numerals of periods that two readers do not plainly have alike."""
    readers = context.readers
    if not readers.words:
        return
    agreed = readers.alike_in_strokes(text) if readers.least >= _PLAIN else frozenset()
    for period in _PERIOD.finditer(text):
        numerals = _NUMERAL.finditer(text, *period.span())
        if any(numeral.span() not in agreed for numeral in numerals):
            yield Found(*period.span(), values=(period.group(),))


def _digits_that_differ(text: str, context: RepairContext) -> Iterator[Found]:
    """Digits for which neither two readers nor one that was sure vouch."""
    readers = context.readers
    if not readers.words:
        return
    vouched = readers.undisputed(text)
    for number in re.finditer(r"[^\W_]*\d[^\W_]*", text):
        if number.span() not in vouched:
            yield Found(*number.span(), values=(number.group(),))


STROKES_OF_TIMES = (
    Suspicion(
        id="doubt.strokes-of-period",
        because="The number of a quarter or half year hangs on strokes that two readers do not have alike.",
        code=ReasonCode.UNSURE_WORD,
        find=_strokes_of_one_reader,
        kolom=SCHEDULES,
        kinds=ONLY_SCANS,
        given=Given(readers=("TW II 2024 Semester I", "TW III 2024 Semester I")),
        right=("[[TW II]] 2024", "Semester I, [[Triwulan III]]"),
        wrong=("Semester I", "2024"),
    ),
    Suspicion(
        id="doubt.digits-of-time",
        because="The readers differ in the digits of a month or year.",
        code=ReasonCode.UNSURE_WORD,
        find=_digits_that_differ,
        kolom=SCHEDULES,
        kinds=ONLY_SCANS,
        given=Given(readers=("B07 2024", "B01 2024")),
        right=("[[B07]] 2024", "tanggal [[7]] 2024"),
        wrong=("2024", "Juli 2024"),
    ),
)
