"""Marks that only a scan gives: specks between words, lost brackets and blanks, loose full stops.

A printed cell has no blank before a full stop, no bracket that never closes, and no capital right after a
closing one. Where the words around say what was printed the mark is put right; elsewhere it is left for a
person (it counts as an oddity).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

from dictionaries.lexicon import lexicon
from normalize.edits import Edit
from normalize.language.phrases import is_common, phrase_library
from normalize.language.tokens import like_case
from normalize.style.context import DocumentContext

_LOOSE_STOP = re.compile(r"(\S+)\s+\.(?=\s+(\S))")
_LOOSE_COMMA = re.compile(r"(?<=\w)\s+,(?=\s+([a-z]{4,})\b)")
_STRAY_SIGNS = "@|_~\N{EURO SIGN}\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}^`\N{DEGREE SIGN}=<>\\"
_BEFORE_WORD = re.compile(rf"(?<!\S)[{re.escape(_STRAY_SIGNS)}]+(?=([^\W\d_]{{4,}})(?![\w@.]))")
_AFTER_WORD = re.compile(r"(?<=[^\W\d_]{3})[|_~`^\N{DEGREE SIGN}'\"]+(?=\s|$)")
_LOOSE_SIGN = re.compile(r"(?<=\s)[@\N{EURO SIGN}\N{POUND SIGN}\N{CENT SIGN}\N{COPYRIGHT SIGN}=<>\\](?:\s|$)")
_JUNK_LAST = re.compile(r"(?:\s+[^\w\s()%.;:,!?\N{EN DASH}-]{1,3})+$")
_COMMA_LAST = re.compile(r"(?<=[\w)%!]),$")
_LOST_BLANK = re.compile(r"(?<=[a-zA-Z]\))(?=[A-Z][a-z])")
_ACRONYM_CLOSED = re.compile(r"(?<![\w(/-])([A-Z]{2,6})(?=\))")
_OPEN_LAST = re.compile(r"\([^()]*[^\W\d_]$")
_RANGE_LAST = re.compile(r"\b(?:s/d|s\.?d|sampai|dan|dengan)$")
"""A range that lacks its end: what was lost is more than the bracket."""
_DASH_AFTER = re.compile(r"(?<=[a-z])\s?[\N{EN DASH}\N{EM DASH}](?=\s[a-z]{3})")
_UNTIL = re.compile(r"(?<=[\w)] )[sS](?:id|1d|\\d|ld|fd)(?= \(?[A-Z\d])")
_SCHEDULE_GLUED = re.compile(
    r"(?<=\d)(?=(?:tahun|bulan|minggu|triwulan|semester|kali)\b)|(?<=\b[A-Z][a-z]{2})(?=20\d\d\b)"
    r"|(?<=\b(?:[A-Z][a-z]{3}))(?=20\d\d\b)|(?<=[a-z]{4})(?=20\d\d\b)|(?<=[A-Z]\d\d,)(?=[A-Z]\d\d\b)"
)
_STOP_IN_RANGE = re.compile(r"(?<=[a-z]{3})\.(?=\s?(?:s\.d\.|s/d|sampai|dan|[-\N{EN DASH}])(?:\s|$|[A-Z]))")
_AFTER_COMMA = re.compile(r"(?<=[a-z],)(?=[A-Z][a-z])")
_STOPS_LAST = re.compile(r"(?<![.;])\s?(?:\.{2}|;\s?\.)$")
_BLANK_LOST = re.compile(
    r"(?<=[)!%])(?=\(\d)|(?<=[a-z)];)(?=[A-Z][a-z])|(?<=[a-z])(?=\(\d{1,3}%\))|(?<= \d\d)(?=[A-Z]{2,4}\b)"
)
_DASH_FIRST = re.compile(r"^-(?=[A-Z][a-z])")
_STOP_BEFORE_YEAR = re.compile(r"(?<=[a-z]{3})\.(?=20\d\d\b)")
_STOP_AFTER_CODE = re.compile(r"(?<=\bB\d\d)\.(?= B\d\d\b)")
_FIRST = re.compile(r"^[.,:;'`*_]+(?=[A-Z][a-z])")
_BETWEEN_WORDS = re.compile(r"\b([a-z]{3,})(['`\N{RIGHT SINGLE QUOTATION MARK}])(?=([a-z]{4,})\b)")
_APOSTROPHE_UNTIL = re.compile(r"(?<=[\w)] )s['`\N{RIGHT SINGLE QUOTATION MARK}]d(?= [A-Z\d])")
_CODE_APART = re.compile(r"(?<=\bB) (?=(?:0[1-9]|1[0-2])\b)")
_CODES = re.compile(r"\bB(?:0[1-9]|1[0-2])\b")
_LIKE_YEAR_WORD = re.compile(r"\b([Tt]?[a-z]{3,5})(?= (?:19|20)\d\d\b)")
_YEAR_WORD = "tahun"
_LETTER_LAST = re.compile(r"(?<=[a-z]{4})\s(?:[b-hj-uwyz]|[F-HJ-LN-UWYZ])$")
"""A lone letter after the last word, but none that counts something (``eselon I``, ``Lampiran A``)."""
_STOP_AFTER_COMMON = re.compile(r"\b([a-z]{2,4})\.(?=\s[a-z]{3})")
_STOP_AFTER_ONE = re.compile(r"(?:^|(?<=[;\d] )|(?<=[a-z\d][.)] )|(?<=- ))([A-Z][a-z]{4,})(\.)(?= \w+ \w)")
"""A clause of one word: verbs and nouns that begin an item do not end it."""
_STOP_AFTER_ACRONYM = re.compile(r"(?<=[A-Z/]{2})\.(?= ([a-z]{2,}) [a-z])")
_QUOTES = "'\""


def loose_stops(text: str, document: DocumentContext) -> Iterator[Edit]:
    """Full stops with blanks on both sides: specks, where the words around belong together.

    A comma so is what is left of a letter, where the word after it is none.
    """
    for match in _LOOSE_COMMA.finditer(text):
        if not lexicon().known(match.group(1)):
            yield Edit(*match.span(), "", "mark", 0.86)
    for match in _LOOSE_STOP.finditer(text):
        left, right = match.group(1), match.group(2)
        after = text[match.end() :].split(maxsplit=1)[0]
        pair = (left.strip("(").lower(), after.strip(".,;:)").lower())
        attested = pair in phrase_library().pairs or document.pairs[pair] >= 2
        if attested or (right.islower() and lexicon().known(pair[0]) and lexicon().known(pair[1])):
            yield Edit(match.end(1), match.end(), "", "mark", 0.88)


def scan_marks(text: str, kolom: str) -> Iterator[Edit]:
    """The repairs of marks that need nothing but the cell."""
    yield from _at_words(text)
    for pattern, after, score in (
        (_FIRST, "", 0.9),
        (_BLANK_LOST, " ", 0.9),
        (_LOOSE_SIGN, "", 0.88),
        (_JUNK_LAST, "", 0.86),
        (_COMMA_LAST, "", 0.85),
        (_LOST_BLANK, " ", 0.9),
        (_AFTER_COMMA, " ", 0.9),
        (_STOPS_LAST, ".", 0.9),
        (_LETTER_LAST, "", 0.8),
    ):
        for match in pattern.finditer(text):
            yield Edit(*match.span(), after, "mark", score)
    yield from _of_words(text)
    yield from _acronym_brackets(text)
    if kolom in ("komponen", "indikator") and " - " not in text:
        for match in _DASH_FIRST.finditer(text):
            yield Edit(*match.span(), "", "mark", 0.88)
    if kolom == "target_waktu":
        yield from _of_schedules(text)


def _of_words(text: str) -> Iterator[Edit]:
    """Marks that the words around them show to be specks, and the word *tahun* before its year."""
    for match in _BETWEEN_WORDS.finditer(text):
        left, right = match.group(1), match.group(3)
        if lexicon().known(left) and lexicon().known(right) and not lexicon().listed(left + right):
            yield Edit(*match.span(2), " ", "mark", 0.88)
    for match in _LIKE_YEAR_WORD.finditer(text):
        if Levenshtein.distance(match.group(1).lower(), _YEAR_WORD) == 1:
            yield Edit(*match.span(1), like_case(match.group(1), _YEAR_WORD), "context", 0.88)
    yield from _inner_stops(text)
    for match in _DASH_AFTER.finditer(text):
        if is_common(text[: match.start()].rsplit(maxsplit=1)[-1].lower()):
            yield Edit(*match.span(), "", "mark", 0.86)


def _inner_stops(text: str) -> Iterator[Edit]:
    """Full stops that end no sentence: after the first word of an item, before or after a common word."""
    for match in _STOP_AFTER_ONE.finditer(text):
        if lexicon().known(match.group(1)):
            yield Edit(*match.span(2), "", "mark", 0.88)
    for match in _STOP_AFTER_ACRONYM.finditer(text):
        if is_common(match.group(1)):
            yield Edit(match.start(), match.start() + 1, "", "mark", 0.88)
    for match in _STOP_AFTER_COMMON.finditer(text):
        if is_common(match.group(1)):
            yield Edit(match.end(1), match.end(), "", "mark", 0.88)


def _at_words(text: str) -> Iterator[Edit]:
    """Specks that touch a word: ``@subbagian``, ``subbagian'``."""
    for match in _BEFORE_WORD.finditer(text):
        if lexicon().known(match.group(1)):
            yield Edit(*match.span(), "", "mark", 0.86)
    for match in _AFTER_WORD.finditer(text):
        if match.group()[0] not in _QUOTES or text.count(match.group()[0]) == 1:
            yield Edit(*match.span(), "", "mark", 0.88)


def _of_schedules(text: str) -> Iterator[Edit]:
    """Marks and lost blanks of a time: ``sid`` for s/d, ``3tahun``, a bracket that never closes."""
    ends_open = text.count("(") == text.count(")") + 1 and _OPEN_LAST.search(text)
    if ends_open and not _RANGE_LAST.search(text):
        yield Edit(len(text), len(text), ")", "mark", 0.86)
    for match in _UNTIL.finditer(text):
        yield Edit(*match.span(), "s/d", "abbreviation", 0.9)
    for match in _STOP_IN_RANGE.finditer(text):
        yield Edit(*match.span(), "", "mark", 0.88)
    for match in _APOSTROPHE_UNTIL.finditer(text):
        yield Edit(*match.span(), "s/d", "abbreviation", 0.9)
    for pattern, after in ((_STOP_BEFORE_YEAR, " "), (_STOP_AFTER_CODE, ",")):
        for match in pattern.finditer(text):
            yield Edit(*match.span(), after, "mark", 0.9)
    if _CODES.search(text):
        for match in _CODE_APART.finditer(text):
            yield Edit(*match.span(), "", "number", 0.9)
    for match in _SCHEDULE_GLUED.finditer(text):
        yield Edit(*match.span(), " ", "number", 0.9)


def _acronym_brackets(text: str) -> Iterator[Edit]:
    """The bracket lost before an acronym: ``prosedur tetap SOP)``."""
    if text.count(")") != text.count("(") + 1:
        return
    for match in _ACRONYM_CLOSED.finditer(text):
        before = text[: match.start()]
        if lexicon().is_acronym(match.group(1)) and before.count("(") == before.count(")"):
            yield Edit(match.start(), match.start(), "(", "mark", 0.86)
            return
