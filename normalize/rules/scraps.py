"""Scraps: specks, borders and pieces of letters that were read as signs.

A sign that has its partner (a quotation mark) or belongs to an address is no scrap.
"""

from __future__ import annotations

import math
import re

from dictionaries.lexicon import lexicon
from lampiran.codes import Method
from normalize.rules.conditions import has_no_partner, left_is_a_word, right_is_a_word
from normalize.rules.rule import ONLY_SCANS, READ, Match, Repair, Trait, presence
from normalize.style.context import RepairContext
from normalize.style.document_style import SCANNED

_DEGREE, _EURO = "\N{DEGREE SIGN}", "\N{EURO SIGN}"
_LAQUO, _RAQUO = (
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}",
    "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}",
)
_APOSTROPHES = "['`\N{RIGHT SINGLE QUOTATION MARK}]"
_ODD_SIGNS = (
    f"\N{EM DASH}{_EURO}{_DEGREE}\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"
    f"\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}{_LAQUO}{_RAQUO}"
)
_STRAY = re.compile(
    rf"[{_ODD_SIGNS}\"`|_{{}}\\=~*<>\[\]]|"
    r"(?<![\w)%])['.,;:!?](?=\s|$)|(?<=\s)[.,;:](?=\w)|(?<=[a-z]{2})[.,;:](?=[a-z]{2})|(?<![\w.])[b-z]:(?=\s)"
)
_LIKE_E = re.compile(r"(?P<left>[^\W\d_]{3,})(?P<mark>\N{EURO SIGN})(?=[\s,.;)]|$)")


def _is_no_quotation(match: Match, context: RepairContext) -> bool:
    return match.group()[0] not in "'\"" or has_no_partner(match, context)


def _are_two_words(match: Match, context: RepairContext) -> bool:
    words = left_is_a_word(match, context) and right_is_a_word(match, context)
    return words and not lexicon().listed(match["left"] + match["right"])


def _follows_something(match: Match, context: RepairContext) -> bool:
    """The cell is not that sign alone."""
    del context
    return len(match.string.split()) > 1


def _lost_letter(match: Match, context: RepairContext) -> str:
    """Nothing after a whole word; otherwise the letter that it lacks."""
    return "" if left_is_a_word(match, context) else "e"


EUROS = (
    Repair(
        id="sign.euro-before-hyphen",
        because="The e of *e-* was read as a euro sign.",
        find=re.compile(rf"{_EURO}(?=-\w)"),
        after="e",
        method=Method.ABBREVIATION,
        right=((f"layanan {_EURO}-office", "layanan e-office"),),
        wrong=(f"harga {_EURO} 5", "onlin\N{EURO SIGN}"),
    ),
    Repair(
        id="sign.euro-last",
        because="The last e of a word, or a speck after it, was read as a euro sign.",
        find=_LIKE_E,
        group="mark",
        after=_lost_letter,
        method=Method.ABBREVIATION,
        right=((f"onlin{_EURO} dan", "online dan"), (f"kegiatan{_EURO}", "kegiatan")),
        wrong=(f"5{_EURO}", f"{_EURO}-office"),
    ),
)

SPECKS = (
    Repair(
        id="speck.between-blanks",
        because="A speck was read as a sign that stands alone.",
        find=re.compile(rf"(?<=\s)[|\"'`~_^{_DEGREE}{_LAQUO}{_RAQUO}\u00b7](?:\s|$)"),
        needs=(has_no_partner,),
        kinds=READ,
        after="",
        method=Method.MARK,
        right=(("Rapat | pleno", "Rapat pleno"), ("Rapat '", "Rapat ")),
        wrong=("Rapat ' pleno ' tim", "Rapat - pleno"),
    ),
    Repair(
        id="speck.quote-before-number",
        because="A speck before a number was read as a quotation mark.",
        find=re.compile(r"(?<=\s)[\"'`|](?=\d)"),
        needs=(has_no_partner,),
        kinds=READ,
        after="",
        method=Method.MARK,
        right=(("tahun '2021", "tahun 2021"), ('sebanyak "2 orang', "sebanyak 2 orang")),
        wrong=("'21 orang' dan '2", "tahun 2021"),
    ),
    Repair(
        id="speck.first",
        because="A speck before the first word was read as a sign.",
        find=re.compile(rf"^[|\"'`~_^{_DEGREE}{_RAQUO}\u00b7.,:;]\s+(?=\w)"),
        kinds=READ,
        after="",
        method=Method.MARK,
        right=((". Rapat pleno", "Rapat pleno"), ("~ Rapat", "Rapat")),
        wrong=("- Rapat", "Rapat. Foto"),
    ),
    Repair(
        id="speck.last",
        because="A speck after the last word was read as a sign.",
        find=re.compile(rf"\s+[:|\"'`~_^{_DEGREE}{_LAQUO}{_RAQUO}\u00b7]$|(?<=\.)(?:\s+\.)+$"),
        kinds=READ,
        after="",
        method=Method.MARK,
        right=(("Rapat pleno |", "Rapat pleno"), ("Rapat pleno. .", "Rapat pleno.")),
        wrong=("Rapat pleno:", "Rapat ."),
    ),
    Repair(
        id="speck.inside-code",
        because="A speck after the hyphen, stop or slash of a code was read as a mark.",
        find=re.compile(r"(?<=[\w)][-./])[;:,'`](?=\w)"),
        kinds=READ,
        after="",
        method=Method.MARK,
        right=(("314/;ORT.07", "314/ORT.07"), ("e-'office", "e-office")),
        wrong=("314/ORT", "Rapat; Foto"),
    ),
)

SPECKS_AT_WORDS = ()

SIGNS_BESIDE_WORDS = (
    Repair(
        id="scrap.after-word",
        because="A speck after a word was read as a sign.",
        find=re.compile(rf"(?<=[^\W\d_]{{3}})[|_~`^{_DEGREE}'\"]+(?=\s|$)"),
        needs=(_is_no_quotation,),
        kinds=SCANNED,
        after="",
        method=Method.MARK,
        right=(("kepala subbagian' 2) Menyusun", "kepala subbagian 2) Menyusun"), ("kegiatan~", "kegiatan")),
        wrong=("program 'Jumat Bersih' tim", "SK' tim"),
    ),
)

SCRAPS = (
    Repair(
        id="scrap.first",
        because="Specks before the first word were read as marks.",
        find=re.compile(r"^[.,:;'`*_]+(?=[A-Z][a-z])"),
        kinds=SCANNED,
        after="",
        method=Method.MARK,
        right=((".Rapat pleno", "Rapat pleno"), ("'_Rapat", "Rapat")),
        wrong=("'rapat", "- Rapat"),
    ),
    Repair(
        id="scrap.signs-last",
        because="Specks or a border after the last word were read as signs.",
        find=re.compile(r"(?:\s+[^\w\s()%.;:,!?\N{EN DASH}-]{1,3})+$"),
        kinds=SCANNED,
        after="",
        method=Method.MARK,
        right=(("masyarakat />", "masyarakat"), ("masyarakat | ~", "masyarakat")),
        wrong=("masyarakat -", "kanal SP4N-LAPOR!"),
    ),
    Repair(
        id="scrap.letter-last",
        because="A border or speck after the last word was read as a letter; not one that counts something.",
        find=re.compile(r"(?<=[a-z]{4})\s(?:[b-hj-uwyz]|[F-HJ-LN-UWYZ])$"),
        kinds=SCANNED,
        after="",
        method=Method.MARK,
        right=(("lembar disposisi W", "lembar disposisi"), ("lembar disposisi z", "lembar disposisi")),
        wrong=("daftar pejabat eselon I", "sesuai Lampiran A"),
    ),
)

QUOTES_BETWEEN_WORDS = (
    Repair(
        id="scrap.quote-between-words",
        because="A blank between two words was read as an apostrophe.",
        find=re.compile(rf"\b(?P<left>[a-z]{{3,}})(?P<mark>{_APOSTROPHES})(?=(?P<right>[a-z]{{4,}})\b)"),
        needs=(_are_two_words,),
        group="mark",
        kinds=SCANNED,
        after=" ",
        method=Method.MARK,
        right=(("rapat'pleno tim", "rapat pleno tim"), ("laporan`kegiatan", "laporan kegiatan")),
        wrong=("jum'at", "rapat'xqwmprt"),
    ),
)

SPECKS_COUNTED = (
    Trait(
        id="trait.stray",
        because="Signs that plans hardly use, and marks that stand before, alone or inside of words.",
        name="stray",
        find=_STRAY,
        amount=math.log1p,
        kinds=READ,
        right=("Rapat | pleno", "Rapat .pleno", "la:poran", "Laporan d: kantor"),
        wrong=("Rapat pleno.", "Rapat; Foto"),
    ),
)

TAILS_COUNTED = (
    Trait(
        id="trait.tail",
        because="After the last word stands a lone letter or digit, or a mark that ends nothing.",
        name="tail",
        find=re.compile(r"(?:^| )(?:[^\W\d_]|\d)$|[,/&:]$"),
        needs=(_follows_something,),
        amount=presence,
        kinds=READ,
        right=("Laporan hasil rapat tahun 2022 1", "Laporan hasil rapat /"),
        wrong=("Laporan hasil rapat tahun 2022", "L"),
    ),
)

QUOTES_COUNTED = (
    Trait(
        id="trait.quoted",
        because="An apostrophe stands after a word.",
        name="quoted",
        find=re.compile(r"\w'(?=[\s.,;)]|$)"),
        amount=presence,
        kinds=ONLY_SCANS,
        right=("kepala subbagian' dan", "Rapat pleno'"),
        wrong=("shalat Jum'at", "'Rapat"),
    ),
)
