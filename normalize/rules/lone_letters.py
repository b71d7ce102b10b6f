"""Letters that stand alone or in pairs, and are no word: scraps, or what is left of a word or acronym."""

from __future__ import annotations

import re

from dictionaries.function_words import Role, words_of
from dictionaries.lexicon import lexicon
from lampiran.codes import ReasonCode
from normalize.language.tokens import is_roman, lower_words
from normalize.rules.rule import SCHEDULES, WORDED, Match, Suspicion
from normalize.style.context import RepairContext
from normalize.style.document_style import SCANNED

_COMMON = 4.5
"""Frequency of words that everybody knows; many pairs of letters are somewhere a word."""


def _is_no_short_word(match: Match, context: RepairContext) -> bool:
    """The two letters are no word of plans, no acronym, no roman number and no common word."""
    del context
    word = match.group().lower()
    known = lexicon().domain_count(word) or lexicon().kind(word) or lexicon().is_acronym(word)
    return not (known or lexicon().frequency(word) >= _COMMON or is_roman(word))


def _counts_nothing(match: Match, context: RepairContext) -> bool:
    """The word before is not one that letters count: *huruf c*."""
    del context
    before = lower_words(match.string[: match.start()])[-1:]
    return words_of(Role.LETTERED).isdisjoint(before)


def _is_no_roman_number(match: Match, context: RepairContext) -> bool:
    del context
    return not is_roman(match[1])


SMALL_SCRAPS = (
    Suspicion(
        id="doubt.small-scrap",
        because="Two small letters are no word.",
        code=ReasonCode.SCRAP,
        find=re.compile(r"(?<![\w./(-])[a-z]{2}(?![\w./)-])"),
        needs=(_is_no_short_word,),
        kolom=WORDED,
        kinds=SCANNED,
        right=("istirahat [[mw]]", "rapat [[xq]] tim"),
        wrong=("rapat di kantor", "kpu.go.id/mw"),
    ),
)

CAPITAL_SCRAPS = (
    Suspicion(
        id="doubt.capital-scrap",
        because="A capital and a small letter between words in small letters are no word.",
        code=ReasonCode.SCRAP,
        find=re.compile(r"(?<=[a-z]{2} )[A-Z][a-z](?= [a-z]{3})"),
        needs=(_is_no_short_word,),
        kolom=WORDED,
        kinds=SCANNED,
        right=("standar layanan [[Gz]] lingkungan kantor", "rapat [[Xq]] tim"),
        wrong=("rapat Di kantor", "standar layanan Gz"),
    ),
)

LONE_CAPITALS = (
    Suspicion(
        id="doubt.lone-capital",
        because="A capital stands alone where an acronym was; it is no roman number and counts nothing.",
        code=ReasonCode.LONE_CAPITAL,
        find=re.compile(r"(?<=[\w%)] )([A-HJ-UWYZ])(?= [a-z]{2})"),
        needs=(_is_no_roman_number, _counts_nothing),
        group=1,
        outside=SCHEDULES,
        kinds=SCANNED,
        right=("Menyiapkan pelatihan 20 [[P]] di kantor", "laporan [[S]] dan foto"),
        wrong=("pelatihan eselon I di kantor", "Menilai huruf C pada lembar kerja"),
    ),
)

LONE_LETTERS = (
    Suspicion(
        id="doubt.lone-letter",
        because="A small letter stands alone between words, and counts nothing.",
        code=ReasonCode.LONE_LETTER,
        find=re.compile(r"(?<=[a-z]{2} )([a-hj-z])(?= [a-z]{2})"),
        needs=(_counts_nothing,),
        group=1,
        outside=SCHEDULES,
        kinds=SCANNED,
        right=("Mengusulkan data [[r]] pada aplikasi", "rapat [[z]] tim"),
        wrong=("sesuai huruf c pada lembar kerja", "eselon i dan ii"),
    ),
)
