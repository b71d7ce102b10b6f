"""Acronyms, roman numbers and the ``e-`` of services: capitals and strokes that look alike."""

from __future__ import annotations

import math
import re

from dictionaries.lexicon import lexicon
from lampiran.codes import Method
from normalize.language.tokens import is_roman
from normalize.rules.rule import ONLY_SCANS, READ, Match, Repair, Trait, presence
from normalize.style.context import RepairContext
from normalize.style.document_style import SCANNED
from normalize.style.printing import SEEN_OFTEN

_AS_LETTER = str.maketrans("01|l", "OIII")
_AS_ROMAN = str.maketrans({"1": "I", "l": "I", "|": "I", "i": "I", "H": "II"})


def _roman(match: Match, context: RepairContext) -> str:
    del context
    return match[1].translate(_AS_ROMAN)


def _roman_and_blank(match: Match, context: RepairContext) -> str:
    return _roman(match, context) + " "


def _in_capitals(match: Match, context: RepairContext) -> str:
    del context
    return match.group().translate(_AS_LETTER)


def _is_an_acronym_in_capitals(match: Match, context: RepairContext) -> bool:
    read = _in_capitals(match, context)
    return lexicon().is_acronym(read) and not lexicon().known(match.group())


def _is_strange(match: Match, context: RepairContext) -> bool:
    """The capitals are no acronym that anybody knows, or the document itself uses elsewhere."""
    word = match.group()
    if is_roman(word) or lexicon().is_acronym(word) or lexicon().known(word):
        return False
    return context.document.cells_with[word.lower()] < SEEN_OFTEN


ROMAN_NUMBERS = (
    Repair(
        id="roman.letters-for-strokes",
        because="The strokes of a roman number after *triwulan* and the like were read as other signs.",
        find=re.compile(
            r"\b(?:tw|triwulan|semester|caturwulan|eselon|tahap|area|golongan)\s+"
            r"([I1l|H]{1,3}|[I1l|][VX]|V[I1l|]{1,3})(?!\w)",
            re.IGNORECASE,
        ),
        group=1,
        kinds=READ,
        after=_roman,
        method=Method.NUMBER,
        right=(("Triwulan 1l", "Triwulan II"), ("eselon lV", "eselon IV"), ("area H", "area II")),
        wrong=("bulan 1l", "Triwulan 2"),
    ),
    Repair(
        id="roman.glued-to-year",
        because="A roman number lost the blank before its year.",
        find=re.compile(
            r"(?:(?<=\bTW )|(?<=\bTriwulan )|(?<=\bSemester ))([I1l|]{1,3}|[I1l|]?V)(?=(?:19|20)\d\d\b)"
        ),
        kinds=READ,
        after=_roman_and_blank,
        method=Method.NUMBER,
        right=(("TW I2019", "TW I 2019"), ("Triwulan 112020", "Triwulan II 2020")),
        wrong=("TW I 2019", "bulan I2019"),
    ),
)

ACRONYMS = (
    Repair(
        id="acronym.digits-for-letters",
        because="Letters of an acronym were read as the digits or strokes that look like them.",
        find=re.compile(r"(?<![\w.,/-])(?=[A-Z01|l]*[A-Z])(?=[A-Z01|l]*[01|l])[A-Z01|l]{2,6}(?![\w.,/-])"),
        needs=(_is_an_acronym_in_capitals,),
        kinds=READ,
        after=_in_capitals,
        method=Method.LEXICON,
        right=(("tim Z1 kantor", "tim ZI kantor"), ("penerapan S0P", "penerapan SOP")),
        wrong=("formulir A1", "Z1-01"),
    ),
    Repair(
        id="abbreviation.street",
        because="The small l of *Jl.* (street) was read as an i that looks like it; a name follows.",
        find=re.compile(r"\bJ[Ii](?=\.,? [A-Z][a-z])"),
        kinds=SCANNED,
        after="Jl",
        method=Method.ABBREVIATION,
        right=(
            ("kantor, JI. Gulir No. 142", "kantor, Jl. Gulir No. 142"),
            ("kantor, Ji. Gulir", "kantor, Jl. Gulir"),
        ),
        wrong=("tim JI kantor", "Jl. Gulir"),
    ),
)

ACRONYMS_AS_ELSEWHERE = ()

CAPITALS_COUNTED = (
    Trait(
        id="trait.capitals",
        because="Capitals are no known acronym, and the document has them nowhere else.",
        name="capitals",
        find=re.compile(r"\b[A-Z]{2,6}\b"),
        needs=(_is_strange,),
        amount=math.log1p,
        kinds=ONLY_SCANS,
        right=("Surat tugas dan lembar disposisi AQX", "XQ rapat"),
        wrong=("penerapan SOP", "triwulan III"),
    ),
)

ELLS_COUNTED = (
    Trait(
        id="trait.ell",
        because="A small l stands within capitals; it is an I.",
        name="ell",
        find=re.compile(r"\b(?!Jl\.)(?:[A-Z]{1,5}l+[A-Z]*|[A-Z]*l[A-Z]{2,})\b"),
        amount=presence,
        kinds=READ,
        right=("Laporan rapat tim Zl", "lNDONESIA"),
        wrong=("Laporan rapat tim ZI", "Alat tulis", "kantor di Jl. Merdeka No. 7"),
    ),
)
