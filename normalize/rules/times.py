"""Times: months and their codes, years, and blanks that schedules lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

from lampiran.codes import Method
from normalize.language.months import month_names
from normalize.language.tokens import like_case
from normalize.rules.numbers import digits_alone
from normalize.rules.rule import READ, SCHEDULES, Found, Given, Match, Repair, Trait, presence, repeated
from normalize.style.context import RepairContext
from normalize.style.document_style import SCANNED
from normalize.style.printing import MONTH_CODE

_AS_LETTER = str.maketrans("0145", "oias")
_CODE_AS_DIGITS = str.maketrans("OQDSZIli", "00052111")
_YEAR_WORD = "tahun"
_CODE = re.compile(r"\b[A-Z]\d\d\b")
_LIKE_CODE = re.compile(r"\b(?=\w*[A-Z\d])\w{3}\b")
"""As long as a code (``B05``), with a capital or a digit."""


def _as_letters(match: Match, context: RepairContext) -> str:
    del context
    return match.group().translate(_AS_LETTER)


def _is_a_month_in_letters(match: Match, context: RepairContext) -> bool:
    return _as_letters(match, context).lower() in month_names()


def _months_cut_so(match: Match) -> list[str]:
    return [month for month in month_names() if month[:-1] == match["month"].lower()]


def _is_one_month_cut(match: Match, context: RepairContext) -> bool:
    """One letter is lost at the end; writers who shorten a month leave out more."""
    del context
    return len(_months_cut_so(match)) == 1


def _last_letter(match: Match, context: RepairContext) -> str:
    del context
    return _months_cut_so(match)[0][-1]


def _as_code(match: Match, context: RepairContext) -> str:
    del context
    return "B" + match.group()[1:].translate(_CODE_AS_DIGITS)


def _is_a_month_code(match: Match, context: RepairContext) -> bool:
    """A month comes out, and the document or the cell has months as codes."""
    if not (context.document.printing.months_by_code or MONTH_CODE.search(match.string)):
        return False
    return MONTH_CODE.fullmatch(_as_code(match, context)) is not None


def _has_month_codes(match: Match, context: RepairContext) -> bool:
    del context
    return MONTH_CODE.search(match.string) is not None


def _unlike_its_codes(text: str, context: RepairContext) -> Iterator[Found]:
    """Some of the words that are as long as a code are codes, and others are none."""
    del context
    if 0 < len(_CODE.findall(text)) < len(_LIKE_CODE.findall(text)):
        yield Found(0, len(text))


def _is_nearly_the_word(match: Match, context: RepairContext) -> bool:
    del context
    return Levenshtein.distance(match[1].lower(), _YEAR_WORD) == 1


def _the_word(match: Match, context: RepairContext) -> str:
    del context
    return like_case(match[1], _YEAR_WORD)


MONTHS = (
    Repair(
        id="year.mark-inside",
        because="A speck inside the year of a time was read as a mark.",
        find=re.compile(r"(?<=[^\W\d] )20(?:\d[.,;:]\d|[.,;:]\d\d)(?=$|[\s).;,])"),
        kolom=SCHEDULES,
        after=digits_alone,
        method=Method.NUMBER,
        right=(("Maret 202,2", "Maret 2022"), ("Maret 20.19", "Maret 2019")),
        wrong=("Maret 2022", "minggu 2.20.19"),
    ),
    Repair(
        id="month.digit-for-letter",
        because="A letter of a month was read as the digit that looks like it.",
        find=re.compile(r"(?<!\w)(?=\w*\d)(?=\w*[a-z])[A-Za-z\d]{3,9}(?!\w)"),
        needs=(_is_a_month_in_letters,),
        kolom=SCHEDULES,
        after=_as_letters,
        method=Method.NUMBER,
        right=(("Agustu5 2021", "Agustus 2021"), ("0ktober", "oktober")),
        wrong=("minggu2", "Agustus 2021"),
    ),
    Repair(
        id="month.cut",
        because="The last letter of a month was lost.",
        find=re.compile(r"(?<!\w)(?P<month>[A-Z][a-z]{3,7})()(?![\w.])"),
        needs=(_is_one_month_cut,),
        group=2,
        kolom=SCHEDULES,
        after=_last_letter,
        method=Method.NUMBER,
        right=(("Desembe 2021", "Desember 2021"), ("Agustu", "Agustus")),
        wrong=("Sept 2021", "Desem"),
    ),
    Repair(
        id="month.mark-inside-code",
        because="A speck inside the code of a month was read as a mark.",
        find=re.compile(r"(?<=\bB)[.,;:](?=\d\d\b)"),
        kolom=SCHEDULES,
        after="",
        method=Method.NUMBER,
        right=(("B.09 dan B10", "B09 dan B10"), ("B,11", "B11")),
        wrong=("B09, B10", "B. 09"),
    ),
)

TIMES_AS_ELSEWHERE = (
    Repair(
        id="month.misread-code",
        because="The code of a month was read with letters for digits, or another sign for its B.",
        find=re.compile(r"\b[B8E][O0QD1lI][\dOQDSZIli]\b"),
        needs=(_is_a_month_code,),
        kolom=SCHEDULES,
        kinds=SCANNED,
        after=_as_code,
        method=Method.NUMBER,
        given=Given(cells=repeated("target_waktu", "B0{} dan B11")),
        right=(("BOS", "B05"), ("B03 dan Bli", "B03 dan B11"), ("B03 dan 810", "B03 dan B10")),
        wrong=("B13", "B05"),
    ),
)

YEAR_WORDS = (
    Repair(
        id="time.year-word",
        because="One letter of *tahun* before a year was misread or lost.",
        find=re.compile(r"\b([Tt]?[a-z]{3,5})(?= (?:19|20)\d\d\b)"),
        needs=(_is_nearly_the_word,),
        group=1,
        kinds=SCANNED,
        after=_the_word,
        method=Method.CONTEXT,
        right=(("Laporan tahur 2021", "Laporan tahun 2021"), ("Tahn 2021", "Tahun 2021")),
        wrong=("Laporan bulan 2021", "tahun 2021"),
    ),
)

TIMES_OF_SCANS = (
    Repair(
        id="month.blank-inside-code",
        because="A blank was read inside the code of a month.",
        find=re.compile(r"(?<=\bB) (?=(?:0[1-9]|1[0-2])\b)"),
        needs=(_has_month_codes,),
        kolom=SCHEDULES,
        kinds=SCANNED,
        after="",
        method=Method.NUMBER,
        right=(("B03 dan B 11", "B03 dan B11"),),
        wrong=("Bagian B 11", "B 11 dan B 12"),
    ),
)

MONTH_CODES_COUNTED = (
    Trait(
        id="trait.codes",
        because="Beside codes of months the time has words as long as a code that are none.",
        name="codes",
        find=_unlike_its_codes,
        amount=presence,
        kolom=SCHEDULES,
        kinds=READ,
        right=("B03 dan BOS", "B05, 810"),
        wrong=("B03 dan B05", "BOS", "Maret 2021"),
    ),
)
