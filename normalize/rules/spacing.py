"""Blanks: too many, lost, on the wrong side of a mark, or read for a slash.

What the author wrote stays: the blank *after* a slash (``Promosi/ Rotasi``), blanks on both sides of a dash
(``Agustus - Desember``), and on born-digital pages every blank before a mark.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from lampiran.codes import Method, ReasonCode
from normalize.rules.conditions import within_a_line
from normalize.rules.rule import (
    LISTS,
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
from normalize.style.printing import TWO_WORDS, blankless

_WORDS = re.compile(r"[^\W\d_]{3,}")
_WORD_END = "[\\w)\"'\N{RIGHT DOUBLE QUOTATION MARK}]"

_AFTER_BRACKET = Repair(
    id="blank.after-bracket",
    because="A blank was read between an opening bracket and its first word.",
    find=re.compile(r"(?<=\()\s+(?=\w)"),
    needs=(within_a_line,),
    after="",
    method=Method.SPACING,
    right=(("Tim ( ZI) kantor", "Tim (ZI) kantor"), ("(  ZI)", "(ZI)")),
    wrong=("Tim (ZI) kantor", "( - )"),
)
_BEFORE_SLASH = Repair(
    id="blank.before-slash",
    because="A blank was read before a slash that has none after it.",
    find=re.compile(r"(?<=\w)\s+(?=/\w)"),
    needs=(within_a_line,),
    after="",
    method=Method.SPACING,
    right=(("WBK /WBBM", "WBK/WBBM"),),
    wrong=("Promosi/ Rotasi", "Promosi / Rotasi"),
)
_IN_LETTER_NUMBER = Repair(
    id="blank.in-letter-number",
    because="A blank was read after a slash of a letter's number.",
    find=re.compile(r"(?<=[A-Z\d]/)\s+(?=\d{1,3}/\d{4}\b)"),
    needs=(within_a_line,),
    after="",
    method=Method.SPACING,
    right=(("12/SDM.02-SD/ 01/2021", "12/SDM.02-SD/01/2021"),),
    wrong=("Foto/ 2 lembar", "12/SDM.02-SD/01/2021"),
)
_BEFORE_MARK = Repair(
    id="blank.before-mark",
    because="A blank was read before a comma, semicolon, closing bracket or the last full stop.",
    find=re.compile(rf"(?<={_WORD_END})\s+(?=[,;)](?:\s|$)|\.$)"),
    needs=(within_a_line,),
    kinds=READ,
    after="",
    method=Method.SPACING,
    right=(("Foto ; daftar hadir", "Foto; daftar hadir"), ("Rapat pleno .", "Rapat pleno.")),
    wrong=("Foto ;daftar hadir", "Rapat . pleno"),
)
_AFTER_YEAR = Repair(
    id="blank.after-year",
    because="The blank between a year and a bracket was lost.",
    find=re.compile(r"(?<=\b(?:19|20)\d\d)(?=\([A-Z])"),
    after=" ",
    method=Method.SPACING,
    right=(("Tahun 2018(Lembaran Negara", "Tahun 2018 (Lembaran Negara"),),
    wrong=("Pasal 2(Lampiran", "tahun 2018(dua"),
)

BLANKS = (
    Repair(
        id="blank.at-ends",
        because="Blanks were read before the first or after the last word.",
        find=re.compile(r"^\s+|\s+$"),
        after="",
        method=Method.SPACING,
        right=((" Rapat pleno ", "Rapat pleno"), ("Rapat\n", "Rapat")),
        wrong=("Rapat pleno",),
    ),
    Repair(
        id="blank.several",
        because="Several blanks, or a tab, stand where one blank was printed.",
        find=re.compile(r"\s{2,}|[\t\n\r\f\v\N{NO-BREAK SPACE}]"),
        after=" ",
        method=Method.SPACING,
        right=(("Rapat  pleno", "Rapat pleno"), ("Rapat\tpleno", "Rapat pleno")),
        wrong=("Rapat pleno tim",),
    ),
    _AFTER_BRACKET,
    _BEFORE_SLASH,
    _IN_LETTER_NUMBER,
    _AFTER_YEAR,
)
BLANKS_OF_PAGES = (_AFTER_BRACKET, _BEFORE_SLASH, _IN_LETTER_NUMBER, _BEFORE_MARK, _AFTER_YEAR)
"""Lines of a page's text and the blanks between its columns stay."""
BLANKS_BEFORE_MARKS = (_BEFORE_MARK,)
BLANKS_BEFORE_STOPS = (
    Repair(
        id="blank.before-stop",
        because="A blank stands before a full stop; in a scan such a stop is a speck more often than print.",
        find=re.compile(rf"(?<={_WORD_END})\s+(?=\.\s)"),
        kinds=frozenset({"transcript"}),
        after="",
        method=Method.SPACING,
        right=(("Rapat pleno . Foto", "Rapat pleno. Foto"),),
        wrong=("Rapat .Foto", "Rapat pleno. Foto"),
    ),
)

LOST_BLANKS = (
    Repair(
        id="blank.before-number-in-brackets",
        because="The blank before a number in brackets was lost.",
        find=re.compile(r"(?<=[)!%])(?=\(\d)|(?<=[a-z])(?=\(\d{1,3}%\))"),
        after=" ",
        method=Method.MARK,
        right=(("Laporan kegiatan(100%)", "Laporan kegiatan (100%)"), ("SP4N-LAPOR!(2)", "SP4N-LAPOR! (2)")),
        wrong=("Laporan(2)", "Laporan (100%)"),
    ),
    Repair(
        id="blank.after-semicolon",
        because="The blank between a semicolon and the next item was lost.",
        find=re.compile(r"(?<=[a-z)];)(?=[A-Z][a-z])"),
        after=" ",
        method=Method.MARK,
        right=(("Surat tugas;Foto", "Surat tugas; Foto"), ("(ZI);Foto", "(ZI); Foto")),
        wrong=("Surat tugas; Foto", "tugas;foto"),
    ),
    Repair(
        id="blank.before-acronym",
        because="The blank between two digits and an acronym was lost.",
        find=re.compile(r"(?<= \d\d)(?=[A-Z]{2,4}\b)"),
        after=" ",
        method=Method.MARK,
        right=(("sebanyak 21ASN", "sebanyak 21 ASN"),),
        wrong=("kode 21A", "SP21ASN"),
    ),
    Repair(
        id="blank.after-closing-bracket",
        because="The blank between a closing bracket and the next word was lost.",
        find=re.compile(r"(?<=[a-zA-Z]\))(?=[A-Z][a-z])"),
        after=" ",
        method=Method.MARK,
        right=(("Prosedur Tetap (SOP)Kegiatan Utama", "Prosedur Tetap (SOP) Kegiatan Utama"),),
        wrong=("Telah ada SOP (prosedur tetap)", "a)SOP"),
    ),
)


def _as_in_other_cells(text: str, context: RepairContext) -> Iterator[Found]:
    value = context.document.printing.values.get((context.kolom, blankless(text)), text)
    if value != text:
        yield Found(0, len(text), value)


BLANKS_AS_ELSEWHERE = (
    Repair(
        id="blank.as-in-other-cells",
        because="The cell differs in its blanks alone from what many cells of its column have.",
        find=_as_in_other_cells,
        method=Method.SPACING,
        given=Given(kolom="REALISASI", cells=repeated("REALISASI", "Sudah dilaksanakan", 3)),
        right=(("Sudah di laksanakan", "Sudah dilaksanakan"),),
        wrong=("Sudah dilaksanakan", "Belum di laksanakan"),
    ),
)


def _the_document_has_a_slash(match: Match, context: RepairContext) -> bool:
    return (match["left"].lower(), match["right"].lower()) in context.document.printing.slashed


SLASHES_AS_ELSEWHERE = (
    Repair(
        id="slash.lost",
        because="A slash between two words was read as a blank; the document has a slash there everywhere.",
        find=TWO_WORDS,
        needs=(_the_document_has_a_slash,),
        group="blank",
        kinds=SCANNED,
        after="/",
        method=Method.MARK,
        given=Given(cells=repeated("bukti_fisik", "Menuju WBK/WBBM bagian {}")),
        right=(("menuju WBK WBBM", "menuju WBK/WBBM"),),
        wrong=("menuju WBK dan WBBM", "WBBM WBK"),
    ),
)

NO_BLANKS = (
    Suspicion(
        id="doubt.no-blank",
        because="A semicolon or comma has no blank after it; more than the blank may be lost.",
        code=ReasonCode.NO_BLANK,
        find=re.compile(r"(?<=[a-z\d)])[;,](?=[A-Z][a-z])"),
        kolom=LISTS,
        kinds=SCANNED,
        right=("Laporan tahun 2019[[;]]Foto kegiatan", "rapat[[,]]Foto"),
        wrong=("Laporan tahun 2019; Foto kegiatan", "SK,Foto"),
    ),
)


def _lost_slashes(text: str, context: RepairContext) -> Iterator[Found]:
    """Two words side by side that the document else puts a slash between."""
    slashed = context.document.printing.slashed
    words = [(match.start(), match.end(), match.group().lower()) for match in _WORDS.finditer(text)]
    for (_, end, left), (start, _, right) in zip(words, words[1:], strict=False):
        if start == end + 1 and text[end] == " " and (left, right) in slashed:
            yield Found(end, start)


BLANKS_COUNTED = (
    Trait(
        id="trait.glued",
        because="A capital follows a full stop inside a word, or letters follow a closing bracket.",
        name="glued",
        find=re.compile(r"[A-Za-z]\.[A-Z][a-z]|\)[A-Za-z]{2}"),
        amount=presence,
        kinds=READ,
        right=("Laporan SK.Ketua tentang tim", "prosedur (SOP)telah"),
        wrong=("Laporan SK Ketua", "1) Rapat"),
    ),
)

SLASHES_COUNTED = (
    Trait(
        id="trait.slash",
        because="Two words that the document else puts a slash between stand side by side.",
        name="slash",
        find=_lost_slashes,
        amount=math.log1p,
        kinds=READ,
        given=Given(cells=repeated("langkah_aksi", "Laporan {} masyarakat/pemangku")),
        right=("Rapat masyarakat pemangku",),
        wrong=("Rapat masyarakat/pemangku", "pemangku masyarakat"),
    ),
)
