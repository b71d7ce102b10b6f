"""Hyphens and dashes: put into words by a line's end, torn from their words, or never printed at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dictionaries.function_words import Role, words_of
from dictionaries.lexicon import lexicon
from dictionaries.word_pieces import is_cut
from lampiran.codes import Method, ReasonCode
from normalize.language.months import month_names
from normalize.language.tokens import Token, tokenize
from normalize.rules.conditions import names_all_of_it, the_words_belong_together
from normalize.rules.rule import READ, SCHEDULES, Found, Given, Match, Repair, Suspicion, repeated
from normalize.style.context import RepairContext
from normalize.style.document_style import SCANNED
from normalize.style.printing import CODE_WITHOUT_HYPHEN

_HYPHEN = re.compile(r"(?<=\w)(\s?)-(\s?)(?=\w)")
_LONG_WORD = re.compile(r"(?<![\w-])[^\W\d_]{6,}(?![\w-])")
_SHORTEST_HALF = 3


def _halves(match: Match) -> tuple[Token, Token] | None:
    """The words on both sides of a hyphen; None where one is part of an address or a number."""
    tokens = tokenize(match.string)
    left = next((token for token in tokens if token.end == match.start()), None)
    right = next((token for token in tokens if token.start == match.end()), None)
    if left is None or right is None or left.protected or right.protected:
        return None
    return left, right


def _halves_make_one_word(match: Match, context: RepairContext) -> bool:
    """The halves make one known word and are not two words themselves."""
    del context
    halves = _halves(match)
    return halves is not None and not match.group(1) and is_cut(halves[0].text, halves[1].text)


def _only_the_blank_is_too_much(match: Match, context: RepairContext) -> bool:
    """One blank stands beside the hyphen, in a doubled word, a compound or a range of numbers or months."""
    del context
    halves = _halves(match)
    return halves is not None and bool(match[1]) != bool(match[2]) and _belong_together(*halves)


def _belong_together(left: Token, right: Token) -> bool:
    if left.text.isdigit() and right.text.isdigit():
        return len(left.text) == len(right.text)
    if left.lower == right.lower or not month_names().isdisjoint((left.lower, right.lower)):
        return True
    listed = lexicon().listed(f"{left.lower}-{right.lower}")
    return listed or (left.lower == "e" and right.text[0].isupper())


def _doubled_words(text: str, context: RepairContext) -> Iterator[Found]:
    del context
    for match in _LONG_WORD.finditer(text):
        word = match.group()
        if lexicon().known(word):
            continue
        for cut in range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1):
            left, right = word[:cut], word[cut:]
            if left.lower().endswith(right.lower()) and lexicon().known(f"{left}-{right}"):
                yield Found(match.start() + cut, match.start() + cut, "-")
                break


def _is_no_compound(match: Match, context: RepairContext) -> bool:
    """The word is not doubled, has no prefix, and the lexicon does not have it with its hyphen."""
    del context
    left, right = match["left"].lower(), match["right"]
    prefixed = left in words_of(Role.HYPHENED_PREFIX)
    return left != right and not prefixed and not lexicon().listed(f"{left}-{right}")


def _the_document_has_the_hyphen(match: Match, context: RepairContext) -> bool:
    return f"{match[1]}-{match[3]}" in context.document.printing.codes


def _parts_nothing(match: Match, context: RepairContext) -> bool:
    """No dash between words, so that this one begins no list of items."""
    del context
    return " - " not in match.string


HYPHENS = (
    Repair(
        id="hyphen.cut-word",
        because="The hyphen stood at a line's end, where a word was cut.",
        find=_HYPHEN,
        needs=(_halves_make_one_word,),
        after="",
        method=Method.HYPHEN,
        right=(("mensosiali- sasikan", "mensosialisasikan"), ("pelaksa-naan", "pelaksanaan")),
        wrong=("masing-masing", "ZI -WBK"),
    ),
    Repair(
        id="hyphen.torn-word",
        because="A line's end put a blank beside the hyphen of a doubled word, a compound or a range.",
        find=_HYPHEN,
        needs=(_only_the_blank_is_too_much,),
        after="-",
        method=Method.SPACING,
        right=(("masing- masing", "masing-masing"), ("2019 -2020", "2019-2020")),
        wrong=("Agustus - Desember", "non- pegawai"),
    ),
)

HYPHENS_OF_PAGES = (
    Repair(
        id="hyphen.lost-in-doubled-word",
        because="A doubled word lost its hyphen at a line's end.",
        find=_doubled_words,
        kinds=READ,
        method=Method.HYPHEN,
        right=(
            ("secara bersamasama", "secara bersama-sama"),
            ("peraturan undangundang", "peraturan undang-undang"),
        ),
        wrong=("secara bersama-sama", "pelaksanaan"),
    ),
)

DASHES_LAST = (
    Repair(
        id="dash.at-the-end",
        because="A speck after the last word was read as a dash; in a time it is a range cut short.",
        find=re.compile(r"(?:\s+-)+$|(?<=[a-z]{4})-$"),
        outside=SCHEDULES,
        kinds=READ,
        after="",
        method=Method.MARK,
        right=(("Surat tugas -", "Surat tugas"), ("Surat tugas-", "Surat tugas")),
        wrong=("-", "F-"),
    ),
)

DASHES_AS_ELSEWHERE = (
    Repair(
        id="hyphen.lost-in-code",
        because="A code lost the hyphen that the document prints in it.",
        find=CODE_WITHOUT_HYPHEN,
        group=2,
        needs=(_the_document_has_the_hyphen,),
        kinds=SCANNED,
        after="-",
        method=Method.MARK,
        given=Given(cells=repeated("bukti_fisik", "Formulir F-03 bagian {}")),
        right=(("Formulir F03", "Formulir F-03"),),
        wrong=("Formulir F04", "Formulir F-03"),
    ),
)

DASHES_OF_SCANS = (
    Repair(
        id="dash.first",
        because="A speck or a border was read as a dash before the first word.",
        find=re.compile(r"^-(?=[A-Z][a-z])"),
        needs=(_parts_nothing,),
        kolom=frozenset({"komponen", "indikator"}),
        kinds=SCANNED,
        after="",
        method=Method.MARK,
        right=(("-Rapat pleno", "Rapat pleno"),),
        wrong=("-Rapat - Foto", "- Rapat"),
    ),
)

HYPHENS_FOR_BLANKS = (
    Suspicion(
        id="doubt.hyphen",
        because="A hyphen joins two words between which plans, or the document elsewhere, have a blank.",
        code=ReasonCode.HYPHEN,
        find=re.compile(r"(?<![\w-])(?P<left>[^\W\d_]{2,})(?P<mark>-)(?P<right>[a-z]{3,})(?![\w-])"),
        needs=(_is_no_compound, the_words_belong_together),
        group="mark",
        values=names_all_of_it,
        outside=SCHEDULES,
        kinds=SCANNED,
        given=Given(cells=repeated("bukti_fisik", "Peta risiko kegiatan {}")),
        right=("Laporan peta[[-]]risiko tahapan", "daftar[[-]]hadir"),
        wrong=("Laporan langkah-langkah", "non-pegawai", "peta risiko"),
    ),
)
