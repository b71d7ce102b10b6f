"""Marks and shapes that a printed cell rarely has: signs that a scan was misread where no word shows it.

Nothing is repaired here. Each oddity is counted; what a count says about the cell being right was fitted
(:mod:`normalize.confidence`).
"""

from __future__ import annotations

import math
import re

from dictionaries.lexicon import lexicon
from normalize.context import SEEN_OFTEN, RepairContext
from normalize.tokens import is_roman

_SIGNS = (
    "\N{EM DASH}\N{EURO SIGN}\N{DEGREE SIGN}\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"
    "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
)
_STRAY = re.compile(
    rf"[{_SIGNS}\"`|_{{}}\\=~*<>\[\]]|"
    r"(?<![\w)%])['.,;:!?](?=\s|$)|(?<=\s)[.,;:](?=\w)|(?<=[a-z]{2})[.,;:](?=[a-z]{2})|(?<![\w.])[b-z]:(?=\s)"
)
"""Signs that plans hardly use, and marks that stand before, alone or inside of words."""
_SEPARATOR = re.compile(r"[,.:] (?=[A-Z][a-z])|[,:] (?=\(?\w{1,2}[.)] )|:$")
_CLAUSE = re.compile(r"[,.:] (?=[A-Z][a-z])")
_ABBREVIATION = re.compile(r"\b\w\. |\b(?:No|Nomor|Prof|Dr|Kab|Prov|Tahun)[.:] ")
_LAST_SPECK = re.compile(r"(?:^| )(?:[^\W\d_]|\d)$")
_MIXED = re.compile(r"(?<![\w./-])(?=[^\s]*\d)(?=[^\s]*[a-z])[\w]+")
_RANGE = re.compile(r"[^\W\d_] - [^\W\d_]")
_LOWER = re.compile(r"[a-z](?![.)])")
_STOP = re.compile(r"[a-z]{3}[.:] [A-Z]")
_TWICE = re.compile(r"(?:^| )(\S.{3,}?) \1(?: |$)")
_LOST_MARK = re.compile(r"\b[A-Z]{2,} ?\d+-[A-Z]{2}")
_BARE = re.compile(r"(?:^|[;,.] |[a-z)] )(?:[a-z]|\d{1,2}) (?=[A-Z][a-z])")
_CAPITALS = re.compile(r"\b[A-Z]{2,6}\b")
_PLACED = ("komponen", "indikator")
_LISTS = ("langkah_aksi", "bukti_fisik")


def oddities(text: str, context: RepairContext) -> dict[str, float]:
    """How much of each kind of oddity a cell of a scan has, by name."""
    time = context.kolom == "target_waktu"
    lists = context.kolom in _LISTS
    several = len(text.split()) > 1
    return {
        "stray": math.log1p(len(_STRAY.findall(text))),
        "separators": math.log1p(len(_SEPARATOR.findall(_ABBREVIATION.sub("", text)))) if lists else 0.0,
        "clauses": math.log1p(len(_CLAUSE.findall(_ABBREVIATION.sub("", text))))
        if context.kolom == "indikator"
        else 0.0,
        "range": float(time and bool(_RANGE.search(text))),
        "stops": float(time and bool(_STOP.search(text))),
        "tail": float(several and bool(_LAST_SPECK.search(text))),
        "lower": float(not time and bool(_LOWER.match(text))),
        "mixed": math.log1p(len(_MIXED.findall(text))),
        "twice": float(bool(_TWICE.search(text))),
        "bare": math.log1p(len(_BARE.findall(text))) if not time else 0.0,
        "capitals": math.log1p(sum(_is_strange(word, context) for word in _CAPITALS.findall(text))),
        "unlike": _unlike(text, context),
        "lost": float(bool(_LOST_MARK.search(text))),
    }


def _is_strange(word: str, context: RepairContext) -> bool:
    """Whether capitals are no acronym that anybody knows, or the document itself uses elsewhere."""
    if is_roman(word) or lexicon().is_acronym(word) or lexicon().known(word):
        return False
    return context.document.cells_with[word.lower()] < SEEN_OFTEN


def _unlike(text: str, context: RepairContext) -> float:
    """How far a komponen or indikator is from the nearest wording it was matched with; 0..1."""
    if context.kolom not in _PLACED or not text:
        return 0.0
    return 1.0 - max((score for _, score in context.phrases), default=0.0)
