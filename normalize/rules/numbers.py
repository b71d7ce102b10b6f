"""Digits: years and numbers that were read apart, with a speck inside, or as letters."""

from __future__ import annotations

import math
import re

from dictionaries.lexicon import lexicon
from lampiran.codes import Method, ReasonCode
from normalize.rules.conditions import is_year, names_all_of_it
from normalize.rules.rule import (
    OFFICIAL,
    ONLY_SCANS,
    SCHEDULES,
    WORDED,
    Given,
    Match,
    Repair,
    Suspicion,
    Trait,
    repeated,
)
from normalize.style.context import RepairContext
from normalize.style.document_style import SCANNED
from normalize.style.printing import YEAR

_AS_DIGIT = str.maketrans("OoIl|", "00111")
_SPECK = "[;'`\N{RIGHT SINGLE QUOTATION MARK}]?"
_YEAR_LENGTH = 4
_CITED = re.compile(r"(?:Nomor|No\.?)\s*\S+\s+[Tt]ahun\s*$")
_FAR = 3
"""Years between two that are hardly of one plan."""


def digits_alone(match: Match, context: RepairContext) -> str:
    """The digits of the match."""
    del context
    return re.sub(r"\D", "", match.group())


def _without_blanks(match: Match, context: RepairContext) -> str:
    del context
    return match.group().replace(" ", "")


def _is_a_year_read_apart(match: Match, context: RepairContext) -> bool:
    """The digits are a year, and no list of numbers goes on before or after them."""
    text, (start, end) = match.string, match.span()
    around = text[max(0, start - 2) : start] + text[end : end + 2]
    listed = any(mark.isdigit() for mark in around)
    return " " in match.group() and is_year(_without_blanks(match, context)) and not listed


def _is_a_year(match: Match, context: RepairContext) -> bool:
    return is_year(digits_alone(match, context))


def _is_a_misread_number(match: Match, context: RepairContext) -> bool:
    """Most signs are digits, or a year comes out; no acronym, no roman number, no address."""
    del context
    seen, text = match.group(), match.string
    digits = sum(mark.isdigit() for mark in seen)
    if digits == len(seen) or lexicon().is_acronym(seen) or _is_in_address(text, match.start()):
        return False
    if seen[0] in "Oo0":
        return bool(digits) and re.search(r"[A-Z]-$", text[: match.start()]) is not None
    if re.fullmatch(r"[Il|]{1,3}(?:19|20)\d\d", seen):
        return False  # A roman number that lost the blank before a year: TW I2019.
    year = seen.translate(_AS_DIGIT)
    # Two of four are enough where a year comes out: 2O2O. Otherwise most must be digits: l0 may be a name.
    return digits >= 2 and ((len(year) == _YEAR_LENGTH and is_year(year)) or digits / len(seen) > 0.5)


def _is_in_address(text: str, place: int) -> bool:
    """Whether the place is part of an e-mail or web address."""
    start = max(text.rfind(" ", 0, place), -1) + 1
    chunk = text[start:].split(" ", 1)[0]
    return "@" in chunk or re.search(r"://|www\.|\.[a-z]{2,}(?:/|$)", chunk) is not None


def _as_digits(match: Match, context: RepairContext) -> str:
    del context
    return match.group().translate(_AS_DIGIT)


def _is_nearly_the_documents(match: Match, context: RepairContext) -> bool:
    """The year is far from the one that the document writes most often, and differs in one digit alone."""
    usual = context.document.printing.year
    if usual is None or abs(int(match.group()) - usual) <= _FAR:
        return False
    return sum(a != b for a, b in zip(match.group(), str(usual), strict=True)) == 1


def _is_not_cited(match: Match, context: RepairContext) -> bool:
    del context
    return not _CITED.search(match.string[: match.start()])


def _both_years(match: Match, context: RepairContext) -> tuple[str, ...]:
    return match.group(), str(context.document.printing.year)


def _is_glued_to_a_word(match: Match, context: RepairContext) -> bool:
    del context
    return lexicon().known(match[1])


def _with_zero(match: Match, context: RepairContext) -> str:
    del context
    return match.group().replace("O", "0")


NUMBERS = (
    Repair(
        id="year.read-apart",
        because="The digits of a year were read with blanks between them.",
        find=re.compile(r"\b(?=[12] ?[09] ?\d ?\d\b)(?:1 ?9|2 ?0) ?\d ?\d\b"),
        needs=(_is_a_year_read_apart,),
        after=_without_blanks,
        method=Method.NUMBER,
        right=(("tahun 202 1", "tahun 2021"), ("2 0 2 2", "2022")),
        wrong=("1 2 0 2 1", "tahun 2021", "20 99 1"),
    ),
    Repair(
        id="number.speck-beside",
        because="A speck was read between a number and its sign, or after an opening bracket.",
        find=re.compile(r"(?<=\d)['`\N{RIGHT SINGLE QUOTATION MARK}\".,;:](?=\s?%|/\w)|(?<=\()[;:,.](?=\d)"),
        after="",
        method=Method.NUMBER,
        right=(("100'%", "100%"), ("314./ORT", "314/ORT"), ("(:2 kali)", "(2 kali)")),
        wrong=("2,5 %", "(2.5)"),
    ),
    Repair(
        id="year.comma-inside",
        because="A speck inside the year after *tahun* was read as a full stop or comma.",
        find=re.compile(r"(?<=\b[Tt]ahun )(?:[12][.,]\d{3}|[12]\d[.,]\d\d|[12]\d\d[.,]\d)\b"),
        needs=(_is_a_year,),
        after=digits_alone,
        method=Method.NUMBER,
        right=(("tahun 2.022", "tahun 2022"), ("Tahun 20,22", "Tahun 2022")),
        wrong=("sebesar 2.022", "tahun 1.000"),
    ),
    Repair(
        id="year.speck-inside",
        because="A speck inside a year was read as an apostrophe or semicolon.",
        find=re.compile(rf"\b(?:1{_SPECK}9|2{_SPECK}0){_SPECK}\d{_SPECK}\d\b"),
        after=digits_alone,
        method=Method.NUMBER,
        right=(("tahun 20'21", "tahun 2021"), ("2;022", "2022")),
        wrong=("tahun 2021", "tahun 21'20"),
    ),
    Repair(
        id="code.letter-for-zero",
        because="The zero of a code of a letter and two digits was read as the letter O.",
        find=re.compile(r"\b[A-Z](?:O\d|\dO)\b"),
        after=_with_zero,
        method=Method.NUMBER,
        right=(("formulir FO3", "formulir F03"), ("B1O", "B10")),
        wrong=("BOS", "FO33"),
    ),
    Repair(
        id="number.read-apart",
        because="A blank was read inside the number after *Nomor*.",
        find=re.compile(r"(?<=\bNomor )\d{1,2} \d{3}(?=\W|$)"),
        after=_without_blanks,
        method=Method.NUMBER,
        right=(("Nomor 6 109 tahun", "Nomor 6109 tahun"),),
        wrong=("sebanyak 6 109", "Nomor 6 10"),
    ),
    Repair(
        id="number.letters-for-digits",
        because="Digits of a number were read as the letters that look like them.",
        find=re.compile(r"\b[\dOoIl|]{2,}\b"),
        needs=(_is_a_misread_number,),
        after=_as_digits,
        method=Method.NUMBER,
        right=(("tahun 2O21", "tahun 2021"), ("A-O1", "A-01"), ("pukul 1l00", "pukul 1100")),
        wrong=("TW I2019", "LLD Il", "www.kpu.go.id/1l00"),
    ),
)

ODD_YEARS = (
    Suspicion(
        id="doubt.odd-year",
        because="A year is far from the plan's, and one digit apart; it is not that of a cited regulation.",
        code=ReasonCode.ODD_YEAR,
        find=YEAR,
        needs=(_is_nearly_the_documents, _is_not_cited),
        values=_both_years,
        kinds=SCANNED,
        given=Given(kolom="target_waktu", cells=repeated("target_waktu", "B0{} 2025")),
        right=("Oktober [[2005]]", "tahun [[2015]]"),
        wrong=("Oktober 2026", "Peraturan KPU Nomor 14 Tahun 2015", "tahun 1999"),
    ),
)

GLUED_DIGITS = (
    Suspicion(
        id="doubt.glued-digits",
        because="Digits stand at the end of a word: a list mark, a footnote or a misread letter.",
        code=ReasonCode.GLUED_DIGITS,
        find=re.compile(r"(?<![\w./-])([a-z]{3,})\d{1,3}(?![\w/-])"),
        needs=(_is_glued_to_a_word,),
        kolom=WORDED,
        kinds=SCANNED,
        right=("komunikasi [[dan55]] evaluasi", "[[rapat2]] tim"),
        wrong=("kanal sp4n dan e-lhkpn2", "komunikasi dan 55 evaluasi"),
    ),
)

NUMBERS_LAST = (
    Suspicion(
        id="doubt.number-last",
        because="Numbers with marks between stand after the last word: those of a page or a form.",
        code=ReasonCode.LOOSE_NUMBER,
        find=re.compile(r"(?<=[a-z]{3}[ ;.])\s?(\d{1,3}[/.-]\d[\d/.-]*)$"),
        group=1,
        outside=SCHEDULES,
        kinds=SCANNED,
        right=("Lembar disposisi [[17/7-1]]", "Foto kegiatan; [[3.2]]"),
        wrong=("Laporan tahun 2025", "Lembar disposisi 17"),
    ),
)

NUMBERS_AFTER_WORDS = (
    Suspicion(
        id="doubt.number-after-words",
        because="A number stands after the last word of a wording that has none there.",
        code=ReasonCode.LOOSE_NUMBER,
        find=re.compile(r"(?<=[a-z]{3} )\d{1,3}$"),
        kolom=OFFICIAL,
        kinds=SCANNED,
        right=("Telah ditetapkan agen perubahan [[17]]", "Penataan tata laksana [[2]]"),
        wrong=("Telah ditetapkan 17 agen", "Laporan tahun 2025"),
    ),
)

NUMBERS_AFTER_YEARS = (
    Suspicion(
        id="doubt.number-after-year",
        because="Digits stand after the year that ends a cell.",
        code=ReasonCode.LOOSE_NUMBER,
        find=re.compile(r"(?<=\b20\d\d )\d[\d/.-]*$"),
        outside=OFFICIAL,
        kinds=SCANNED,
        right=("Januari, April 2023 [[21/12-24]]", "Laporan tahun 2023 [[4]]"),
        wrong=("Laporan tahun 2023", "Laporan 2023 4 lembar"),
    ),
)

DIGITS_LAST = (
    Suspicion(
        id="doubt.digit-last",
        because="A hyphen and a digit stand after the last word: the number of a page.",
        code=ReasonCode.DIGIT_LAST,
        find=re.compile(r"(?<=[a-z]{3}) -\d$"),
        values=names_all_of_it,
        outside=SCHEDULES,
        kinds=SCANNED,
        right=("Lembar disposisi[[ -3]]", "Foto kegiatan[[ -1]]"),
        wrong=("Lembar disposisi - 3", "minggu ke-3"),
    ),
)

NUMBERS_COUNTED = (
    Trait(
        id="trait.mixed",
        because="Words have letters and digits.",
        name="mixed",
        find=re.compile(r"(?<![\w./-])(?=[^\s]*\d)(?=[^\s]*[a-z])[\w]+"),
        amount=math.log1p,
        kinds=ONLY_SCANS,
        right=("komunikasi dan55 evaluasi", "k0munikasi"),
        wrong=("55 evaluasi", "B05"),
    ),
)
