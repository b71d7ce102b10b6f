"""Marks of a scanned cell that were probably lost or misread, where nothing says for sure what was printed.

A comma that the official wording has and the cell has not, a list whose item begins without its mark, a
hyphen where plans have a blank, a lone capital where an acronym stood, a sentence that ends in *yang*.
Authors do all of this too, so nothing is changed: a person should look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dictionaries.lexicon import lexicon
from lampiran.codes import ReasonCode
from normalize.doubts import Doubt
from normalize.language.phrases import is_common, phrase_library
from normalize.language.tokens import is_roman, lower_words
from normalize.rules.conditions import ends_in_lead_in
from normalize.style.context import LIST_COLON, SEEN_OFTEN, RepairContext

_WEIGHT = 0.35
"""Enough to have the cell looked at, whatever else speaks for it."""
_LISTS = ("langkah_aksi", "bukti_fisik")
_HYPHENED = re.compile(r"(?<![\w-])([^\W\d_]{2,})(-)([a-z]{3,})(?![\w-])")
_PREFIXES = frozenset({"non", "pra", "pasca", "sub", "anti", "antar", "multi", "semi", "self", "low", "high"})
_LONE_CAPITAL = re.compile(r"(?<=[\w%)] )([A-HJ-UWYZ])(?= [a-z]{2})")
_LONE_LETTER = re.compile(r"(?<=[a-z]{2} )([a-hj-z])(?= [a-z]{2})")
_DIGIT_LAST = re.compile(r"(?<=[a-z]{3}) -\d$")
_COUNTS_LETTERS = frozenset(
    {
        "huruf",
        "lampiran",
        "kelas",
        "tipe",
        "golongan",
        "kategori",
        "grade",
        "nilai",
        "pokja",
        "area",
        "predikat",
    }
)
_LAST_WORD = re.compile(r"(?<=\s)([a-z]{2,})$")
_COLON = re.compile(r"(?<=[a-z\d)])(:)(?= [A-Z][a-z]{2})")
_NO_BLANK = re.compile(r"(?<=[a-z\d)])[;,](?=[A-Z][a-z])")
_CLAUSE_VERB = re.compile(r"(?:(?<=[a-z]{3})|(?<=20\d\d)) (M(?:e|em|en|eng|eny)[a-z]{4,})\b")
_MARKED_ITEM = re.compile(r"(?:^|(?<=\s))(?:[-\u2022\u2013]|\(?(?:\d{1,2}|[a-z])[.)]) (?=\(?[A-Z\"])")
_ENDS_ITEM = re.compile(r"; (?=[A-Z])")


def doubtful_marks(text: str, context: RepairContext) -> Iterator[Doubt]:
    """The doubts about the marks of one cell, with their places in the text."""
    if context.kolom == "target_waktu":
        return
    yield from _hyphens(text, context)
    for match in _LONE_CAPITAL.finditer(text):
        before = lower_words(text[: match.start()])[-1:]
        if not (is_roman(match.group(1)) or set(before) & _COUNTS_LETTERS):
            yield Doubt(*match.span(1), ReasonCode.LONE_CAPITAL, (match.group(1),), _WEIGHT)
    for match in _LONE_LETTER.finditer(text):
        if not set(lower_words(text[: match.start()])[-1:]) & _COUNTS_LETTERS:
            yield Doubt(*match.span(1), ReasonCode.LONE_LETTER, (match.group(1),), _WEIGHT)
    for match in _DIGIT_LAST.finditer(text):
        yield Doubt(*match.span(), ReasonCode.DIGIT_LAST, (match.group().strip(),), _WEIGHT)
    last = _LAST_WORD.search(text)
    if last is not None and is_common(last.group(1)) and " " in text:
        yield Doubt(*last.span(1), ReasonCode.ENDS_OPEN, (last.group(1),), _WEIGHT)
    if context.kolom in _LISTS:
        yield from _list_marks(text, context)
    yield from _against_wording(text, context)


def _hyphens(text: str, context: RepairContext) -> Iterator[Doubt]:
    """Hyphens between two words that plans, or cells of the document, have side by side with a blank."""
    pairs = phrase_library().pairs
    for match in _HYPHENED.finditer(text):
        left, right = match.group(1).lower(), match.group(3)
        if left == right or left in _PREFIXES or lexicon().listed(f"{left}-{right}"):
            continue
        if pairs[left, right] or context.document.pairs[left, right] >= SEEN_OFTEN:
            yield Doubt(*match.span(2), ReasonCode.HYPHEN, (match.group(),), _WEIGHT)


def _list_marks(text: str, context: RepairContext) -> Iterator[Doubt]:
    """Items that begin without a mark where others have one, colons for semicolons, lost blanks."""
    parted = len(_ENDS_ITEM.findall(text)) + text.endswith(";")
    marked = len(_MARKED_ITEM.findall(text))
    if parted or marked:
        for match in _CLAUSE_VERB.finditer(text):
            if lexicon().known(match.group(1)):
                yield Doubt(*match.span(1), ReasonCode.LOST_ITEM_MARK, (match.group(1),), _WEIGHT)
    for match in LIST_COLON.finditer(text):  # a colon leads to a first item
        yield Doubt(match.start(), match.start() + 1, ReasonCode.COLON_IN_LIST, (), _WEIGHT)
    for match in _NO_BLANK.finditer(text):
        yield Doubt(*match.span(), ReasonCode.NO_BLANK, (match.group(),), _WEIGHT)
    if context.document.semicolons >= SEEN_OFTEN:
        for match in _COLON.finditer(text):
            if not ends_in_lead_in(text[: match.start()]):
                yield Doubt(*match.span(1), ReasonCode.COLON_FOR_SEMICOLON, (), _WEIGHT)


def _against_wording(text: str, context: RepairContext) -> Iterator[Doubt]:
    """A comma or slash that the wording has and the cell has not, or a stop the other way round."""
    if not context.phrases or not text:
        return
    phrase = next((phrase for phrase, _ in context.phrases if lower_words(phrase) == lower_words(text)), "")
    for mark in ",/":
        if phrase.count(mark) > text.count(mark):
            yield Doubt(0, len(text), ReasonCode.WORDING_HAS_MARK, (mark,), _WEIGHT)
            return
    if phrase and text.rstrip(".").count(".") > phrase.rstrip(".").count("."):
        yield Doubt(0, len(text), ReasonCode.WORDING_HAS_NO_STOP, (), _WEIGHT)
