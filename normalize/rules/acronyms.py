"""Acronyms, roman numbers and the ``e-`` of services: capitals and strokes that look alike."""

from __future__ import annotations

import math
import re

from dictionaries.lexicon import lexicon
from lampiran.codes import Method
from normalize.language.tokens import is_roman
from normalize.rules.rule import ONLY_SCANS, READ, Given, Match, Repair, Trait, presence, repeated
from normalize.style.context import RepairContext
from normalize.style.document_style import SCANNED
from normalize.style.printing import SEEN_OFTEN, WORD

_AS_LETTER = str.maketrans("01|l", "OIII")
_AS_ROMAN = str.maketrans({"1": "I", "l": "I", "|": "I", "i": "I", "H": "II"})
_SAME_SHAPE = frozenset("ciklopsuvwxyz")
"""Letters whose capitals look like their small forms."""
_HEADING_REACH = 30
"""Characters before a word that say whether it stands in a heading."""


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


def _as_the_document_prints_it(match: Match, context: RepairContext) -> str:
    return context.document.printing.printed.get(match.group().lower(), match.group())


def _only_the_case_was_lost(match: Match, context: RepairContext) -> bool:
    """The document prints the acronym otherwise, and the letters that differ look alike; no heading."""
    word, form = match.group(), _as_the_document_prints_it(match, context)
    return not word.islower() and _same_shapes(form, word) and not _stands_in_heading(match)


def _same_shapes(form: str, word: str) -> bool:
    differing = [letter for letter, other in zip(form, word, strict=True) if letter != other]
    return bool(differing) and all(letter.lower() in _SAME_SHAPE for letter in differing)


def _stands_in_heading(match: Match) -> bool:
    """Whether the words around are capitals all; acronyms have no case of their own there."""
    around = WORD.findall(match.string[max(0, match.start() - _HEADING_REACH) : match.start()])[-2:]
    return match.group().isupper() and bool(around) and all(word.isupper() for word in around)


def _is_strange(match: Match, context: RepairContext) -> bool:
    """The capitals are no acronym that anybody knows, or the document itself uses elsewhere."""
    word = match.group()
    if is_roman(word) or lexicon().is_acronym(word) or lexicon().known(word):
        return False
    return context.document.cells_with[word.lower()] < SEEN_OFTEN


def _the_document_has_it_so(match: Match, context: RepairContext) -> bool:
    return match[1].lower() in context.document.printing.prefixed


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

ACRONYMS_AS_ELSEWHERE = (
    Repair(
        id="abbreviation.electronic",
        because="The e of *e-* was read as a sign that looks like it; the document has the word so.",
        find=re.compile(r"(?<![\w-])[co6&](?=-([^\W\d_]{3,}))"),
        needs=(_the_document_has_it_so,),
        kinds=SCANNED,
        after="e",
        method=Method.ABBREVIATION,
        given=Given(cells=repeated("bukti_fisik", "Capaian e-Monev bagian {}")),
        right=(("capaian c-Monev", "capaian e-Monev"), ("menurut 6-Monev kantor", "menurut e-Monev kantor")),
        wrong=("bagian a-Monev", "capaian c-Lapor"),
    ),
    Repair(
        id="acronym.case",
        because="A letter of an acronym was read in the other case; the document prints it one way.",
        find=WORD,
        needs=(_only_the_case_was_lost,),
        kinds=SCANNED,
        after=_as_the_document_prints_it,
        method=Method.CASE,
        given=Given(cells=repeated("bukti_fisik", "Susunan tim ZI bagian {}")),
        right=(("susunan tim Zi kantor", "susunan tim ZI kantor"), ("Tim zI kantor", "Tim ZI kantor")),
        wrong=("tim zi kantor", "tim ZI kantor"),
    ),
)

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
