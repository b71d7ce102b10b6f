"""What ends the items of a list: semicolons that were read as colons or commas.

Some OCR engines have no semicolon: in all a document's cells they give none, and colons or commas where the
lists of its cells are parted. Which engine it was shows in the document as a whole, not in one cell: a colon
before the second item of a list is no colon, and one such is enough.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from dictionaries.marks import UNSURE_PAIR, pattern
from lampiran.codes import Method, ReasonCode
from normalize.rules.conditions import follows_no_lead_in, names_nothing
from normalize.rules.rule import (
    LISTS,
    ONLY_SCANS,
    READ,
    Found,
    Given,
    Match,
    Repair,
    Suspicion,
    Trait,
    repeated,
)
from normalize.style.context import RepairContext
from normalize.style.document_style import LATER_MARK, LIST_COLON, SCANNED
from normalize.style.printing import SEEN_OFTEN

LEAST_CELLS = 20
LEAST_SEMICOLONS = 5
"""So many semicolons before items show how a document parts its lists ..."""
MOST_PAUSES = 0.2
"""... where commas and colons there are no more than this share of them."""
_BEFORE_MARK = re.compile(rf"(?<=[\w)%!])\s?(?::,?|,)(?=\s+{LATER_MARK})")
_CLAUSE = re.compile(r"[,.:] (?=[A-Z][a-z])")
_SEPARATOR = re.compile(rf"{_CLAUSE.pattern}|[,:] (?={pattern((UNSURE_PAIR,))} )|:$")
_ABBREVIATION = re.compile(r"\b\w\. |\b(?:No|Nomor|Prof|Dr|Kab|Prov|Tahun)[.:] ")
_WITHOUT = Given(cells=repeated("langkah_aksi", "1. Laporan kegiatan {}: 2. Foto kegiatan", LEAST_CELLS))
"""A document whose engine has no semicolon."""
_WITH = Given(cells=repeated("langkah_aksi", "1. Laporan kegiatan {}; 2. Foto kegiatan;", LEAST_SEMICOLONS))


def _semicolons_are_never_read(match: Match, context: RepairContext) -> bool:
    """The document has no semicolon, and a colon where no writer puts one."""
    del match
    document = context.document
    return document.semicolons == 0 and document.cells >= LEAST_CELLS and document.list_colons > 0


def _the_document_has_semicolons(match: Match, context: RepairContext) -> bool:
    del match
    return context.document.semicolons >= LEAST_SEMICOLONS


def _semicolons_end_the_items(match: Match, context: RepairContext) -> bool:
    """Nearly all items of the document's lists end with a semicolon."""
    del match
    semicolons = context.document.list_semicolons
    return semicolons >= LEAST_SEMICOLONS and context.document.list_pauses <= MOST_PAUSES * semicolons


def _the_document_has_some_semicolons(match: Match, context: RepairContext) -> bool:
    del match
    return context.document.semicolons >= SEEN_OFTEN


def _colons_in_list(text: str, context: RepairContext) -> Iterator[Found]:
    del context
    for match in LIST_COLON.finditer(text):
        yield Found(match.start(), match.start() + 1)


def _weak_separators(text: str, context: RepairContext) -> Iterator[Found]:
    del context
    yield from _but_after_abbreviations(_SEPARATOR, text)


def _weak_clauses(text: str, context: RepairContext) -> Iterator[Found]:
    del context
    yield from _but_after_abbreviations(_CLAUSE, text)


def _but_after_abbreviations(pattern: re.Pattern[str], text: str) -> Iterator[Found]:
    """The whole text for each match that it has without its abbreviations."""
    for _ in pattern.findall(_ABBREVIATION.sub("", text)):
        yield Found(0, len(text))


COLONS_LAST = (
    Repair(
        id="list.colon-last",
        because="The semicolon that ends a cell was read as a colon; the document has semicolons.",
        find=re.compile(r"(?<=[\w)%!])\s?:$"),
        needs=(_the_document_has_semicolons, follows_no_lead_in),
        kolom=LISTS,
        kinds=READ,
        after=";",
        method=Method.MARK,
        given=_WITH,
        right=(
            ("Laporan hasil monitoring:", "Laporan hasil monitoring;"),
            ("Foto kegiatan :", "Foto kegiatan;"),
        ),
        wrong=("Dokumen berupa:", "Laporan: foto"),
    ),
)

SEPARATORS = (
    Repair(
        id="list.pause-where-no-semicolon-is-read",
        because="The engine, which has no semicolon, read the one before a later item as colon or comma.",
        find=_BEFORE_MARK,
        needs=(_semicolons_are_never_read, follows_no_lead_in),
        kolom=LISTS,
        kinds=SCANNED,
        after=";",
        method=Method.MARK,
        given=_WITHOUT,
        right=(
            ("1. Surat tugas, 2. Foto", "1. Surat tugas; 2. Foto"),
            ("a) Foto: b) Undangan", "a) Foto; b) Undangan"),
        ),
        wrong=("1. Surat, foto 2. Foto", "sebagai berikut: 2. Foto"),
    ),
    Repair(
        id="list.pause-last",
        because="The engine, which has no semicolon, read the one at the end as colon or comma.",
        find=re.compile(r"(?<=[\w)%!])\s?[:,]$"),
        needs=(_semicolons_are_never_read, follows_no_lead_in),
        kolom=LISTS,
        kinds=SCANNED,
        after=";",
        method=Method.MARK,
        given=_WITHOUT,
        right=(("Surat tugas:", "Surat tugas;"), ("Surat tugas,", "Surat tugas;")),
        wrong=("terdiri dari:", "Surat tugas;"),
    ),
    Repair(
        id="list.pause-where-others-have-semicolons",
        because="A semicolon before a later item was read as a colon or comma; others have theirs.",
        find=_BEFORE_MARK,
        needs=(_semicolons_end_the_items, follows_no_lead_in),
        kolom=LISTS,
        kinds=SCANNED,
        after=";",
        method=Method.MARK,
        given=_WITH,
        right=(
            ("1. Surat tugas, 2. Foto", "1. Surat tugas; 2. Foto"),
            ("1. Surat tugas: 2. Foto", "1. Surat tugas; 2. Foto"),
        ),
        wrong=("1. Surat, foto; 2. Foto", "sebagai berikut: 2. Foto"),
    ),
)

COLONS_IN_LISTS = (
    Suspicion(
        id="doubt.colon-in-list",
        because="A colon stands before a later item of a list; a colon leads to the first.",
        code=ReasonCode.COLON_IN_LIST,
        find=_colons_in_list,
        kolom=LISTS,
        kinds=SCANNED,
        right=("a. Laporan rapat tahun 2023[[:]] b. Daftar hadir", "Surat tugas[[:]] 2) Foto"),
        wrong=("Dokumen berupa: a. Laporan rapat b. Daftar hadir", "Laporan: foto"),
    ),
)

COLONS_BETWEEN_ITEMS = (
    Suspicion(
        id="doubt.colon-for-semicolon",
        because="A colon parts two items, after a word that leads to nothing; the document has semicolons.",
        code=ReasonCode.COLON_FOR_SEMICOLON,
        find=re.compile(r"(?<=[a-z\d)])(:)(?= [A-Z][a-z]{2})"),
        needs=(_the_document_has_some_semicolons, follows_no_lead_in),
        values=names_nothing,
        kolom=LISTS,
        kinds=SCANNED,
        given=_WITH,
        right=("Foto kegiatan[[:]] Laporan rapat; Daftar hadir", "Rapat 2021[[:]] Foto"),
        wrong=("Dokumen berupa: Laporan rapat; Daftar hadir", "Foto kegiatan: laporan"),
    ),
)

SEPARATORS_COUNTED = (
    Trait(
        id="trait.separators",
        because="Commas, colons and full stops stand where a list has semicolons.",
        name="separators",
        find=_weak_separators,
        amount=math.log1p,
        kolom=LISTS,
        kinds=ONLY_SCANS,
        right=("Surat tugas, Foto kegiatan", "1. Surat: 2. Foto", "Surat tugas:"),
        wrong=("Surat tugas; Foto kegiatan", "Kab. Banyumas"),
    ),
    Trait(
        id="trait.clauses",
        because="A mark before a capital parts the wording of an indikator.",
        name="clauses",
        find=_weak_clauses,
        amount=math.log1p,
        kolom=frozenset({"indikator"}),
        kinds=ONLY_SCANS,
        right=("Telah ada tim. Rapat rutin", "Telah ada tim: Rapat"),
        wrong=("Telah ada tim kerja.", "Telah ada tim, rapat"),
    ),
)
