"""Marks and shapes that a printed cell rarely has: signs that a scan was misread where no word shows it.

Nothing is repaired here. Each oddity is counted; what a count says about the cell being right was fitted
(:mod:`normalize.confidence`).
"""

from __future__ import annotations

import math
import re
from functools import cache

from rapidfuzz import fuzz

from dictionaries.headers import load_header_names
from dictionaries.lexicon import lexicon
from lampiran.records import FREE_TEXT
from normalize.language.tokens import bare, is_roman
from normalize.style.context import SEEN_OFTEN, RepairContext
from normalize.style.habits import ITEM_START, shape

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
_LAST_SPECK = re.compile(r"(?:^| )(?:[^\W\d_]|\d)$|[,/&:]$")
_MIXED = re.compile(r"(?<![\w./-])(?=[^\s]*\d)(?=[^\s]*[a-z])[\w]+")
_RANGE = re.compile(r"[^\W\d_] - [^\W\d_]")
_LOWER = re.compile(r"[a-z](?![.)])")
_STOP = re.compile(r"[a-z]{3}[.:] [A-Z]")
_TWICE = re.compile(r"(?:^| )(\S.{3,}?) \1(?: |$)")
_LOST_MARK = re.compile(r"\b[A-Z]{2,} ?\d+-[A-Z]{2}")
_BARE = re.compile(r"(?:^|[;,.] |[a-z)] )(?:[a-z]|\d{1,2}) (?=[A-Z][a-z])")
_CAPITALS = re.compile(r"\b[A-Z]{2,6}\b")
_ELL = re.compile(r"\b[A-Z]{1,5}l+[A-Z]*\b|\b[A-Z]*l[A-Z]{2,}\b")
"""A small ell within capitals: an I."""
_PERCENT = re.compile(r"%\w|(?<=\d)\s?[&x](?!\w)|\b0\d+ ?%|\b1\d0\d[60]\b")
_QUOTED = re.compile(r"\w'(?=[\s.,;)]|$)")
_INNER_STOP = re.compile(r"\b[a-z]{4,}\. [a-z]{4,}")
_ITEM = re.compile(r"(?:^|(?<=[\s;.,:]))\(?([a-z]|\d{1,2})([.)]) (?=\(?[A-Z\"])")
_DASHED = re.compile(r"(?:^|(?<=[\s;.,:]))[-\u2022\u2013] (?=[A-Z])")
_GLUED = re.compile(r"[A-Za-z]\.[A-Z][a-z]|\)[A-Za-z]{2}")
_MARK_CLOSING = re.compile(r"(?:^|(?<=[\s;.,:]))\w{1,2}\)")
_CODE = re.compile(r"\b[A-Z]\d\d\b")
_CODE_LIKE = re.compile(r"\b(?=\w*[A-Z\d])\w{3}\b")
"""As long as a code (``B05``), with a capital or a digit."""
_WORDS = re.compile(r"[^\W\d_]{3,}")
_SEAM = re.compile(r"(?<=[\w)%;,.] )([A-Z][a-z]{3,})")
_ALIKE, _NEAR = 0.85, 93.0
_PLACED = ("komponen", "indikator")


PLAIN = frozenset(
    {
        "codes",
        "ell",
        "glued",
        "heading",
        "open",
        "order",
        "percent",
        "shape",
        "slash",
        "stray",
        "tail",
        "twice",
        "unmarked",
    }
)
"""Those that are odd whoever read the page; the others are habits of writers as often as slips of readers."""


def oddities(raw: str, text: str, context: RepairContext) -> dict[str, float]:
    """How much of each kind of oddity a cell of a scan, as read and as repaired, has, by name."""
    habits = context.document.habits
    astray = context.kolom == "indikator" and raw in habits.astray
    time = context.kolom == "target_waktu"
    lists = context.kolom in FREE_TEXT
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
        "heading": float(_starts_with_heading(text, context.kolom)),
        "ell": float(bool(_ELL.search(text))),
        "percent": float(bool(_PERCENT.search(text))),
        "quoted": float(bool(_QUOTED.search(text))),
        "inner": float(bool(_INNER_STOP.search(text))),
        "open": float(_is_open(text)),
        "nearly": _nearly(text, context),
        "glued": float(bool(_GLUED.search(text))),
        "codes": float(time and 0 < len(_CODE.findall(text)) < len(_CODE_LIKE.findall(text))),
        "order": max(_out_of_order(text), float(astray and text[:3] == raw[:3])),
        "unmarked": _unmarked(text, context),
        "slash": _lost_slashes(text, context),
        "shape": float(shape(text) in habits.shapes.get(context.kolom, ())),
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


def _out_of_order(text: str) -> float:
    """Whether list marks of one kind do not count on by one from their kind's first."""
    marks = _ITEM.findall(text)
    for closing in ".)":
        letters = [ord(mark) - 96 for mark, end in marks if end == closing and mark.isalpha()]
        numbers = [int(mark) for mark, end in marks if end == closing and mark.isdigit()]
        for places in (letters, numbers):
            if len(places) > 1 and places != list(range(1, len(places) + 1)):
                return 1.0
    return 0.0


def _unmarked(text: str, context: RepairContext) -> float:
    """How many items of a marked list stand without a mark.

    Before the first mark, or where a word that begins items in this document stands within one.
    """
    marks = [match.start() for match in (*_ITEM.finditer(text), *_DASHED.finditer(text))]
    if not marks or context.kolom not in FREE_TEXT:
        return 0.0
    starts = {match.start(1) for match in ITEM_START.finditer(text)}
    starters = context.document.habits.starters
    within = sum(
        match.start(1) not in starts and starters[match.group(1).lower()] >= SEEN_OFTEN
        for match in _SEAM.finditer(text)
    )
    return math.log1p(within + (min(marks) > 0))


def _lost_slashes(text: str, context: RepairContext) -> float:
    """How many pairs of words stand side by side that the document else puts a slash between."""
    slashed = context.document.habits.slashed
    words = [(match.start(), match.end(), match.group().lower()) for match in _WORDS.finditer(text)]
    lost = 0
    for (_, end, left), (start, _, right) in zip(words, words[1:], strict=False):
        lost += start == end + 1 and text[end] == " " and (left, right) in slashed
    return math.log1p(lost)


def _is_open(text: str) -> bool:
    """Whether round brackets (but those of list marks) do not pair."""
    bare = _MARK_CLOSING.sub("", text)
    return bare.count("(") != bare.count(")")


def _nearly(text: str, context: RepairContext) -> float:
    """Whether all but a few letters are those of the wording the cell was matched with."""
    if context.kolom not in _PLACED or not context.phrases:
        return 0.0
    letters = bare(text)
    ratios = [fuzz.ratio(letters, bare(phrase)) for phrase, score in context.phrases if score > _ALIKE]
    return float(bool(ratios) and _NEAR <= max(ratios) < 100.0)


def _starts_with_heading(text: str, kolom: str) -> bool:
    """Whether the column's heading, in capitals, stands before other text: a header's rule was not seen."""
    rest = next((text[len(heading) :] for heading in _headings(kolom) if text.startswith(heading)), "")
    return any(letter.islower() for letter in rest)


@cache
def _headings(kolom: str) -> tuple[str, ...]:
    return tuple(f"{name.header.upper()} " for name in load_header_names().names if name.kolom == kolom)
