"""Things in a scanned cell that look wrong and that nothing puts right: a person should look.

A word can be well spelt and the cell still be misread: a year that no plan of this document's time has,
months with nothing between them, a name of a place that is none, a scrap where a sentence or a dash should
stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dictionaries.lexicon import lexicon
from lampiran.codes import ReasonCode
from normalize.doubts import Doubt
from normalize.language.months import month_names
from normalize.language.tokens import is_roman, tokenize
from normalize.style.context import RepairContext
from normalize.style.customs import odd_values

_WEIGHT = 0.35
"""Enough to have the cell looked at, whatever else speaks for it."""
_MAIN = ("komponen", "indikator", "langkah_aksi", "bukti_fisik")
_SCRAP = re.compile(r"(?=.*[^\s.-])\S{1,2}(?: \S)?")
_GLUED = re.compile(r"(?<![\w./-])([a-z]{3,})\d{1,3}(?![\w/-])")
_LETTER_NUMBER = re.compile(r"\b(?:Nomor|No\.?) (?!\d{1,4}/)([^\s/]{1,5})/[A-Z]")
_STOP_INSIDE = re.compile(r"(?:\b[A-Za-z][a-z]{3,}|[a-zA-Z]{2}[)\]])(\.) [a-z]{4,}\b")
_MARK_PAIR = re.compile(r"(?<=[a-z]{3})(?:/[.,;:]|[.,:]/|[.,;:]\((?=[a-z]))")
_CODE_STOP = re.compile(r"(?<=\bB(?:0\d|1[0-2]))\.(?= )")
_NUMBER_LAST = re.compile(r"(?<=[a-z]{3}[ ;.])\s?(\d{1,3}[/.-]\d[\d/.-]*)$")
_CAPITAL_SCRAP = re.compile(r"(?<=[a-z]{2} )[A-Z][a-z](?= [a-z]{3})")
_AFTER_YEAR = re.compile(r"(?<=\b20\d\d )\d[\d/.-]*$")
_AFTER_WORDS = re.compile(r"(?<=[a-z]{3} )\d{1,3}$")
_REGION = re.compile(r"\b(?:Kabupaten|Kota|Provinsi) ([A-Z][a-z]+)")
_COMMON = 4.5
_CUT_MONTH = 4
_SHORT_SCRAP = re.compile(r"(?<![\w./(-])[a-z]{2}(?![\w./)-])")


def doubtful_shapes(text: str, context: RepairContext) -> Iterator[Doubt]:
    """What looks wrong in a cell of a scan, with its place in the text."""
    for start, end, reason in odd_values(text, context.kolom, context.document.customs):
        yield Doubt(start, end, reason.code, reason.values, _WEIGHT)
    if context.kolom in _MAIN:
        if _SCRAP.fullmatch(text):
            yield Doubt(0, len(text), ReasonCode.NOT_THE_WHOLE, (text,), _WEIGHT)
        yield from _scraps(text)
        for match in _STOP_INSIDE.finditer(text):
            yield Doubt(*match.span(1), ReasonCode.STOP_INSIDE, (), _WEIGHT)
    for match in _MARK_PAIR.finditer(text):
        yield Doubt(*match.span(), ReasonCode.MARK_PAIR, (match.group(),), _WEIGHT)
    if context.kolom != "target_waktu":
        for match in _NUMBER_LAST.finditer(text):
            yield Doubt(*match.span(1), ReasonCode.LOOSE_NUMBER, (match.group(1),), _WEIGHT)
    loose = _AFTER_WORDS if context.kolom in _MAIN[:2] else _AFTER_YEAR
    for match in loose.finditer(text):
        yield Doubt(*match.span(), ReasonCode.LOOSE_NUMBER, (match.group(),), _WEIGHT)
    if context.kolom == "target_waktu":
        yield from _months_side_by_side(text)
        for match in _CODE_STOP.finditer(text):
            yield Doubt(*match.span(), ReasonCode.STOP_BETWEEN_TIMES, (), _WEIGHT)
    for match in _LETTER_NUMBER.finditer(text):
        yield Doubt(*match.span(1), ReasonCode.LETTER_NUMBER, (match.group(1),), _WEIGHT)
    yield from _regions(text, context)


def _scraps(text: str) -> Iterator[Doubt]:
    for match in _GLUED.finditer(text):
        if lexicon().known(match.group(1)):
            yield Doubt(*match.span(), ReasonCode.GLUED_DIGITS, (match.group(),), _WEIGHT)
    for match in (*_SHORT_SCRAP.finditer(text), *_CAPITAL_SCRAP.finditer(text)):
        if not _is_short_word(match.group().lower()):
            yield Doubt(*match.span(), ReasonCode.SCRAP, (match.group(),), _WEIGHT)


def _is_short_word(word: str) -> bool:
    """Whether two letters are a word of plans, or a common one; many such pairs are somewhere a word."""
    known = lexicon().domain_count(word) or lexicon().kind(word) or lexicon().is_acronym(word)
    return bool(known) or lexicon().frequency(word) >= _COMMON or is_roman(word)


def _months_side_by_side(text: str) -> Iterator[Doubt]:
    months = month_names()
    tokens = tokenize(text)
    for one, two in zip(tokens, tokens[1:], strict=False):
        between = text[one.end : two.start]
        stopped = between == ". " and len(one.text) > _CUT_MONTH  # shorter ones are cut: Sept.
        if one.lower in months and two.lower in months and (between == " " or stopped):
            code = ReasonCode.MONTHS_STOPPED if stopped else ReasonCode.MONTHS_TOUCH
            yield Doubt(one.start, two.end, code, (one.text, two.text), _WEIGHT)


def _regions(text: str, context: RepairContext) -> Iterator[Doubt]:
    """Names after *Kabupaten*, *Kota*, *Provinsi* that are no region's, nor of the document's head."""
    if not context.document.names:
        return
    for match in _REGION.finditer(text):
        name = match.group(1).lower()
        if name not in context.document.names and not lexicon().is_place(name):
            yield Doubt(*match.span(1), ReasonCode.UNKNOWN_REGION, (match.group(1),), _WEIGHT)
