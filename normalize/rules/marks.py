"""Misread marks: separators of lists, percent signs, roman numbers, and specks that are no print at all.

Some readers have no semicolon: in all a document's cells they give none, and colons or commas where the
lists of its cells are parted. Which reader it was shows in the document as a whole, not in one cell: a colon
before the second item of a list is no colon, and one such is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dictionaries.lexicon import lexicon
from lampiran.records import FREE_TEXT
from normalize.edits import Edit
from normalize.language.phrases import is_common, phrase_library
from normalize.style.context import LATER_MARK, SEEN_OFTEN, DocumentContext

_BEFORE_MARK = re.compile(rf"(?<=[\w)%!])\s?(?::,?|,)(?=\s+{LATER_MARK})")
_AT_THE_END = re.compile(r"(?<=[\w)%!])\s?[:,]$")
_COLON_LAST = re.compile(r"(?<=[\w)%!])\s?:$")
_BETWEEN_ITEMS = re.compile(r"(?<=[\w)%!]):(?=\s+[^\W\d])")
_LEAD_IN = re.compile(
    r"\b(?:yaitu|yakni|berupa|meliputi|antara lain|terdiri(?: dari| atas)?|berikut|sebagai|catatan|"
    r"keterangan|contoh|nomor|tentang|tanggal|alamat|link|tautan|laman|website|e-?mail|surel|telepon|pukul|"
    r"indikator|target|dokumen|bukti|output|hasil)$",
    re.IGNORECASE,
)
_PERCENT_CLOSED = re.compile(r"(?<=\(100)\d{1,2}[1lJ](?=[\s.;]|$)")
_PERCENT = re.compile(r"(?<=\(100)(?:%\d|\d{1,3}|#|[oO]/[oO]|[xX]|Y[oO\d])(?=\))")
_PERCENT_AFTER = re.compile(r"(?<=\d)(\s?)Y[oO\d](?!\w)")
_BRACKET_PERCENT = re.compile(r"(?<![\d(])1100\d{2,3}(?=\))")
_LONE = re.compile(r"(?<=\s)[|\"'`~_^\N{DEGREE SIGN}\u00ab\u00bb\u00b7](?:\s|$)")
_SPECK_FIRST = re.compile(r"^[|\"'`~_^\N{DEGREE SIGN}\u00bb\u00b7.,:;]\s+(?=\w)")
_SPECK_LAST = re.compile(r"\s+[:|\"'`~_^\N{DEGREE SIGN}\u00ab\u00bb\u00b7]$|(?<=\.)(?:\s+\.)+$")
_DASH_LAST = re.compile(r"(?:\s+-)+$|(?<=[a-z]{4})-$")
_SPECK_IN_CODE = re.compile(r"(?<=[\w)][-./])[;:,'`](?=\w)")
_QUOTE_AT_NUMBER = re.compile(r"(?<=\s)[\"'`|](?=\d)")
_ROMAN_AND_YEAR = re.compile(
    r"(?:(?<=\bTW )|(?<=\bTriwulan )|(?<=\bSemester ))([I1l|]{1,3}|[I1l|]?V)(?=(?:19|20)\d\d\b)"
)
_SPECK_AT_WORD = re.compile(r"(?<=\s)[.,:;'`|](?=[a-z]{3})")
_FULL_STOP = re.compile(r"\b([^\W\d_]{3,})(\.| -) ([a-z]{3,})\b")
_COLON_INSIDE = re.compile(r"\b([a-z]{3,}): ([a-z]{3,})\b")
_STOP_BEFORE_ACRONYM = re.compile(r"\b([a-z]{4,})\. (?=([A-Z]{2,6})\b)")
_MARK_IN_NAME = re.compile(r"(?:(?<=[\w,] )|^)([A-Z][a-z]{2,})([.:])(?= ([A-Z][a-z]{2,})\b)")
"""A mark between two words with capitals: a name goes on there more often than a sentence begins."""
_DOUBLED_LETTER = re.compile(r"(?<!\S)([A-Z])(?=([a-z])\.\s)")
_SIGN_LETTER = re.compile(r"(?<!\S)(?:f?\N{POUND SIGN}|\u00bb)(?=\.\s)")
_ROMAN = re.compile(
    r"\b(?:tw|triwulan|semester|caturwulan|eselon|tahap|area|golongan)\s+([I1l|H]{1,3}|[I1l|][VX]|V[I1l|]{1,3})(?!\w)",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"(?<![\w.,/-])(?=[A-Z01|l]*[A-Z])(?=[A-Z01|l]*[01|l])[A-Z01|l]{2,6}(?![\w.,/-])")
_AS_LETTER = str.maketrans("01|l", "OIII")
_AS_ROMAN = str.maketrans({"1": "I", "l": "I", "|": "I", "i": "I", "H": "II"})
LEAST_CELLS = 20
LEAST_SEMICOLONS = 5
"""So many semicolons before items show how a document parts its lists ..."""
MOST_PAUSES = 0.2
"""... where commas and colons there are no more than this share of them."""


def marks(text: str, kolom: str, document: DocumentContext) -> Iterator[Edit]:
    """Proposes the repairs of marks in one text.

    Args:
        text: The text.
        kolom: Its column; lists are looked for in actions and evidence.
        document: Says what its reader is like; nothing is proposed for born-digital ones.
    """
    if document.kind == "digital":
        return
    yield from _roman_numbers(text)
    yield from _acronyms(text)
    yield from _specks(text)
    if kolom != "target_waktu":  # There a dash at the end is a range whose end was lost.
        for match in _DASH_LAST.finditer(text):
            yield Edit(*match.span(), "", "mark", 0.9)
    if kolom in FREE_TEXT and document.semicolons >= LEAST_SEMICOLONS:
        yield from _colon_last(text)
    if document.kind == "transcript":
        return
    yield from _list_letters(text)
    yield from _percents(text)
    for match in _SPECK_AT_WORD.finditer(text):
        yield Edit(*match.span(), "", "mark", 0.9)
    yield from _full_stops(text, document)
    no_semicolon = document.semicolons == 0 and document.cells >= LEAST_CELLS and document.list_colons
    if kolom not in FREE_TEXT:
        return
    if no_semicolon:
        yield from _separators(text)
    elif _parts_by_semicolon(document):
        yield from _as_elsewhere(text)


def ends_in_lead_in(text: str) -> bool:
    """Whether the text ends in a word after which a colon is usual."""
    return _LEAD_IN.search(text) is not None


def _percents(text: str) -> Iterator[Edit]:
    for match in _PERCENT.finditer(text):
        yield Edit(*match.span(), "%", "mark", 0.9)
    if text.count("(") > text.count(")"):
        for match in _PERCENT_CLOSED.finditer(text):
            yield Edit(*match.span(), "%)", "mark", 0.85)
    for match in _PERCENT_AFTER.finditer(text):
        yield Edit(*match.span(), match.group(1) + "%", "mark", 0.9)
    for match in _BRACKET_PERCENT.finditer(text):
        yield Edit(*match.span(), "(100%", "mark", 0.85)


def _parts_by_semicolon(document: DocumentContext) -> bool:
    """Whether the document ends the items of its lists with semicolons, nearly all of them."""
    semicolons = document.list_semicolons
    return semicolons >= LEAST_SEMICOLONS and document.list_pauses <= MOST_PAUSES * semicolons


def _as_elsewhere(text: str) -> Iterator[Edit]:
    """The rare comma or colon before an item, where the document has semicolons."""
    for match in _BEFORE_MARK.finditer(text):
        if not _LEAD_IN.search(text[: match.start()]):
            yield Edit(*match.span(), ";", "mark", 0.9)


def _colon_last(text: str) -> Iterator[Edit]:
    """The colon that ends a cell, after which nothing comes, where the document has semicolons."""
    end = _COLON_LAST.search(text)
    if end is not None and not _LEAD_IN.search(text[: end.start()]):
        yield Edit(*end.span(), ";", "mark", 0.88)


def _separators(text: str) -> Iterator[Edit]:
    for match in _BEFORE_MARK.finditer(text):
        if not _LEAD_IN.search(text[: match.start()]):
            yield Edit(*match.span(), ";", "mark", 0.92)
    for match in _AT_THE_END.finditer(text):
        if not _LEAD_IN.search(text[: match.start()]):
            yield Edit(*match.span(), ";", "mark", 0.88)
    for match in _BETWEEN_ITEMS.finditer(text):
        if not _LEAD_IN.search(text[: match.start()]) and " " in text[: match.start()].strip():
            yield Edit(*match.span(), ";", "mark", 0.85)


def _roman_numbers(text: str) -> Iterator[Edit]:
    for match in _ROMAN.finditer(text):
        start, end = match.span(1)
        yield Edit(start, end, match.group(1).translate(_AS_ROMAN), "number", 0.93)
    for match in _ROMAN_AND_YEAR.finditer(text):
        yield Edit(*match.span(), match.group(1).translate(_AS_ROMAN) + " ", "number", 0.9)


def _acronyms(text: str) -> Iterator[Edit]:
    """Digits in capitals that make a known acronym when read as letters: ``Z1``."""
    for match in _CAPITALS.finditer(text):
        read = match.group().translate(_AS_LETTER)
        if lexicon().is_acronym(read) and not lexicon().known(match.group()):
            yield Edit(*match.span(), read, "lexicon", 0.93)


def _specks(text: str) -> Iterator[Edit]:
    for match in _LONE.finditer(text):
        # A quotation mark that has its partner is no speck.
        if text.count(match.group()[0]) == 1:
            yield Edit(*match.span(), "", "mark", 0.92)
    for match in _QUOTE_AT_NUMBER.finditer(text):
        if text.count(match.group()) == 1:
            yield Edit(*match.span(), "", "mark", 0.9)
    for pattern in (_SPECK_FIRST, _SPECK_LAST, _SPECK_IN_CODE):
        for match in pattern.finditer(text):
            yield Edit(*match.span(), "", "mark", 0.9)


def _list_letters(text: str) -> Iterator[Edit]:
    """The letter before a list's item, read twice (``Cc.``) or as a sign that looks like it."""
    for match in _DOUBLED_LETTER.finditer(text):
        if match.group(1).lower() == match.group(2):
            yield Edit(*match.span(1), "", "mark", 0.92)
    for match in _SIGN_LETTER.finditer(text):
        yield Edit(*match.span(), "b" if match.group() == "\u00bb" else "f", "mark", 0.85)


def _full_stops(text: str, document: DocumentContext) -> Iterator[Edit]:
    """A full stop, colon or dash in mid-sentence, between two words that are known side by side."""
    pairs = phrase_library().pairs
    for match in _FULL_STOP.finditer(text):
        both = (match.group(1).lower(), match.group(3))
        stops = len(both[0]) > 3 and match.group(2) == "." and is_common(both[1]) and lexicon().known(both[0])
        if pairs[both] or document.pairs[both] >= 2 or stops:
            yield Edit(*match.span(2), "", "mark", 0.9)
    for match in _COLON_INSIDE.finditer(text):
        if pairs[match.group(1), match.group(2)] and not _LEAD_IN.search(text[: match.end(1)]):
            yield Edit(match.end(1), match.end(1) + 1, "", "mark", 0.88)
    for match in _STOP_BEFORE_ACRONYM.finditer(text):
        both = (match.group(1), match.group(2).lower())
        if pairs[both] or document.pairs[both] >= SEEN_OFTEN:
            yield Edit(match.end(1), match.end(1) + 1, "", "mark", 0.88)
    for match in _MARK_IN_NAME.finditer(text):
        both = (match.group(1).lower(), match.group(3).lower())
        if pairs[both] and not _LEAD_IN.search(text[: match.end(1)]):
            yield Edit(*match.span(2), "", "mark", 0.88)
