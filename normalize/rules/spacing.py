"""Markup, blanks, hyphens and digits: the repairs that need no guess at letters.

Taken away: italics and line-break tags that transcribing tools leave, blanks before a comma, semicolon or
bracket, the blank *before* a slash that has none after it (``WBK /WBBM``), the hyphen of a word cut at
a line's end. Kept as the author's: the blank *after* a slash (``Promosi/ Rotasi``) and blanks on both
sides (``Agustus - Desember``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from dictionaries.lexicon import Lexicon, lexicon
from dictionaries.word_pieces import is_cut
from normalize.edits import Edit
from normalize.language.tokens import Token, tokenize
from normalize.letters.judge import month_names

_BLANKS = re.compile(r"\s{2,}|[\t\n\r\f\v\N{NO-BREAK SPACE}]")
_ENDS = re.compile(r"^\s+|\s+$")
_BEFORE_MARK = re.compile(r"(?<=[\w)\"'\N{RIGHT DOUBLE QUOTATION MARK}])\s+(?=[,;)](?:\s|$)|\.$)")
_BEFORE_STOP = re.compile(r"(?<=[\w)\"'\N{RIGHT DOUBLE QUOTATION MARK}])\s+(?=\.\s)")
_AFTER_BRACKET = re.compile(r"(?<=\()\s+(?=\w)")
_BEFORE_SLASH = re.compile(r"(?<=\w)\s+(?=/\w)")
_IN_LETTER_NUMBER = re.compile(r"(?<=[A-Z\d]/)\s+(?=\d{1,3}/\d{4}\b)")
_CLOSED_OTHERWISE = re.compile(r"\([^()\[\]{}]*\w([}\]])")
_OPENED_OTHERWISE = re.compile(r"(?<!\S)([{\[])(?=\w[^()\[\]{}]*\))")
_AFTER_YEAR = re.compile(r"(?<=\b(?:19|20)\d\d)(?=\([A-Z])")
_HYPHEN = re.compile(r"(?<=\w)(\s?)-(\s?)(?=\w)")
_SPLIT_YEAR = re.compile(r"\b(?=[12] ?[09] ?\d ?\d\b)(?:1 ?9|2 ?0) ?\d ?\d\b")
_SPLIT_NUMBER = re.compile(r"(?<=\bNomor )\d{1,2} \d{3}(?=\W|$)")
_STRAY_AT_NUMBER = re.compile(
    r"(?<=\d)['`\N{RIGHT SINGLE QUOTATION MARK}\".,;:](?=\s?%|/\w)|(?<=\()[;:,.](?=\d)"
)
_YEAR_WITH_MARK = re.compile(r"(?<=\b[Tt]ahun )(?:[12][.,]\d{3}|[12]\d[.,]\d\d|[12]\d\d[.,]\d)\b")
_YEAR_CUT = re.compile(r"\b(?:1;?9|2;?0);?\d;?\d\b".replace(";?", "[;'`\N{RIGHT SINGLE QUOTATION MARK}]?"))
_SCHEDULE_YEAR = re.compile(r"(?<=[^\W\d] )20(?:\d[.,;:]\d|[.,;:]\d\d)(?=$|[\s).;,])")
_DIGIT_IN_MONTH = re.compile(r"(?<!\w)(?=\w*\d)(?=\w*[a-z])[A-Za-z\d]{3,9}(?!\w)")
_CUT_MONTH = re.compile(r"(?<!\w)[A-Z][a-z]{3,7}(?![\w.])")
_AS_LETTER = str.maketrans("0145", "oias")
_MONTH_CODE = re.compile(r"(?<=\bB)[.,;:](?=\d\d\b)")
_CODE = re.compile(r"\b[A-Z](?:O\d|\dO)\b")
_UNTIL = re.compile(r"(?<=[\w)] )[cRzZ5$](?=\.\s?d\.)")
_EURO_LAST = re.compile(r"([^\W\d_]{3,})(\N{EURO SIGN})(?=[\s,.;)]|$)")
_EURO = re.compile(r"\N{EURO SIGN}(?=-\w)")
_DIGITS_MISREAD = re.compile(r"\b[\dOoIl|]{2,}\b")
_AS_DIGIT = str.maketrans("OoIl|", "00111")

Pass = Callable[[str], Iterator[Edit]]


def blanks(text: str) -> Iterator[Edit]:
    """Puts blanks right: none at the ends, never two."""
    for match in _ENDS.finditer(text):
        yield Edit(*match.span(), "", "spacing", 1.0)
    for match in _BLANKS.finditer(text):
        yield Edit(*match.span(), " ", "spacing", 1.0)
    for pattern in (_AFTER_BRACKET, _BEFORE_SLASH, _IN_LETTER_NUMBER):
        for match in pattern.finditer(text):
            yield Edit(*match.span(), "", "spacing", 0.99)
    for match in _AFTER_YEAR.finditer(text):
        yield Edit(*match.span(), " ", "spacing", 0.95)


def blanks_in_lines(text: str) -> Iterator[Edit]:
    """As :func:`blanks` and :func:`before_marks`, but lines and the blanks between columns stay."""
    for pattern in (_AFTER_BRACKET, _BEFORE_SLASH, _IN_LETTER_NUMBER, _BEFORE_MARK):
        for match in pattern.finditer(text):
            if "\n" not in match.group():
                yield Edit(*match.span(), "", "spacing", 0.99)
    for match in _AFTER_YEAR.finditer(text):
        yield Edit(*match.span(), " ", "spacing", 0.95)


def brackets(text: str) -> Iterator[Edit]:
    """A curly or square bracket that closes or opens a round one: ``(Tahun 2018 Nomor 33}``."""
    for pattern, after in ((_CLOSED_OTHERWISE, ")"), (_OPENED_OTHERWISE, "(")):
        for match in pattern.finditer(text):
            yield Edit(*match.span(1), after, "mark", 0.93)


def before_marks(text: str) -> Iterator[Edit]:
    """Takes the blank before a mark away; on born-digital pages it is the author's own."""
    for match in _BEFORE_MARK.finditer(text):
        yield Edit(*match.span(), "", "spacing", 0.99)


def stops(text: str) -> Iterator[Edit]:
    """Takes the blank before a full stop away; not for scans, where such a stop is hardly ever printed."""
    for match in _BEFORE_STOP.finditer(text):
        yield Edit(*match.span(), "", "spacing", 0.99)


def hyphens(text: str) -> Iterator[Edit]:
    """Joins words cut at a line's end, and puts the two halves of a hyphenated word together again.

    The hyphen goes when the halves make one known word and are not two words themselves; it stays, and
    only its blank goes, in doubled words, compounds, ranges of numbers and months.
    """
    words = lexicon()
    tokens = {token.start: token for token in tokenize(text)}
    ends = {token.end: token for token in tokens.values()}
    for match in _HYPHEN.finditer(text):
        left, right = ends.get(match.start()), tokens.get(match.end())
        if left is None or right is None or left.protected or right.protected:
            continue
        before, after = match.groups()
        if not before and is_cut(left.text, right.text):
            yield Edit(*match.span(), "", "hyphen", 0.97)
        elif (before or after) and not (before and after) and _belongs_together(left, right, words):
            yield Edit(*match.span(), "-", "spacing", 0.97)


def numbers(text: str) -> Iterator[Edit]:
    """Joins years whose digits were read apart, and reads letters in numbers as the digits they are.

    ``202 1`` and ``2O21`` are years; ``Nomor 6 109`` is one number. Numbers are not changed otherwise.
    """
    for match in _SPLIT_YEAR.finditer(text):
        year = match.group().replace(" ", "")
        if year != match.group() and 1945 <= int(year) <= 2099 and not _in_list(text, match):
            yield Edit(*match.span(), year, "number", 0.95)
    for match in _STRAY_AT_NUMBER.finditer(text):
        yield Edit(*match.span(), "", "number", 0.9)
    for match in _YEAR_WITH_MARK.finditer(text):
        year = re.sub(r"\D", "", match.group())
        if 1945 <= int(year) <= 2099:
            yield Edit(*match.span(), year, "number", 0.9)
    for match in _YEAR_CUT.finditer(text):
        yield Edit(*match.span(), re.sub(r"\D", "", match.group()), "number", 0.9)
    for match in _CODE.finditer(text):
        yield Edit(*match.span(), match.group().replace("O", "0"), "number", 0.93)
    for match in _SPLIT_NUMBER.finditer(text):
        yield Edit(*match.span(), match.group().replace(" ", ""), "number", 0.9)
    for match in _DIGITS_MISREAD.finditer(text):
        seen = match.group()
        if _is_misread_number(seen, text[: match.start()]) and not _in_address(text, match.start()):
            yield Edit(*match.span(), seen.translate(_AS_DIGIT), "number", 0.93)


def signs(text: str) -> Iterator[Edit]:
    """Signs that stand for one letter only: ``c.d.`` is *s.d.*, a euro sign before a hyphen is e."""
    for match in _UNTIL.finditer(text):
        yield Edit(*match.span(), "s", "abbreviation", 0.95)
    for match in _EURO.finditer(text):
        yield Edit(*match.span(), "e", "abbreviation", 0.93)
    for match in _EURO_LAST.finditer(text):
        after = "" if lexicon().known(match.group(1)) else "e"
        yield Edit(*match.span(2), after, "abbreviation", 0.9)


def schedule_numbers(text: str) -> Iterator[Edit]:
    """Marks inside years and month codes of a schedule: ``202,2``, ``20.19``, ``B.09``."""
    for match in _SCHEDULE_YEAR.finditer(text):
        yield Edit(*match.span(), re.sub(r"\D", "", match.group()), "number", 0.9)
    for match in _DIGIT_IN_MONTH.finditer(text):
        if match.group().translate(_AS_LETTER).lower() in month_names():
            yield Edit(*match.span(), match.group().translate(_AS_LETTER), "number", 0.93)
    for match in _CUT_MONTH.finditer(text):
        # One letter lost at the end; writers who shorten a month leave out more.
        whole = [month for month in month_names() if month[:-1] == match.group().lower()]
        if len(whole) == 1:
            yield Edit(match.end(), match.end(), whole[0][-1], "number", 0.85)
    for match in _MONTH_CODE.finditer(text):
        yield Edit(*match.span(), "", "number", 0.9)


PASSES: tuple[Pass, ...] = (blanks, hyphens, numbers, signs)
"""The passes of this module in the order they are to be run."""


def _belongs_together(left: Token, right: Token, words: Lexicon) -> bool:
    """Whether a blank beside the hyphen between the two is a line's end, the hyphen itself printed."""
    if left.text.isdigit() and right.text.isdigit():
        return len(left.text) == len(right.text)
    if left.lower == right.lower or _is_month(left.lower) or _is_month(right.lower):
        return True
    compound = f"{left.lower}-{right.lower}"
    return words.listed(compound) or (left.lower == "e" and right.text[0].isupper())


def _is_misread_number(seen: str, before: str) -> bool:
    digits = sum(mark.isdigit() for mark in seen)
    if digits == len(seen) or lexicon().is_acronym(seen):
        return False
    if seen[0] in "Oo0":
        return bool(digits) and re.search(r"[A-Z]-$", before) is not None
    if re.fullmatch(r"[Il|]{1,3}(?:19|20)\d\d", seen):
        return False  # A roman number that lost the blank before a year: TW I2019.
    year = seen.translate(_AS_DIGIT)
    is_year = len(year) == 4 and year.isdigit() and 1945 <= int(year) <= 2099
    # Two of four are enough where a year comes out: 2O2O. Otherwise most must be digits: l0 may be a name.
    return digits >= 2 and (is_year or digits / len(seen) > 0.5)


def _in_list(text: str, match: re.Match[str]) -> bool:
    """Whether digits go on before or after: then blanks part numbers of a list."""
    around = text[max(0, match.start() - 2) : match.start()] + "x" + text[match.end() : match.end() + 2]
    return any(mark.isdigit() for mark in around)


def _in_address(text: str, place: int) -> bool:
    """Whether the place is part of an e-mail or web address."""
    start = max(text.rfind(" ", 0, place), -1) + 1
    chunk = text[start:].split(" ", 1)[0]
    return "@" in chunk or re.search(r"://|www\.|\.[a-z]{2,}(?:/|$)", chunk) is not None


def _is_month(word: str) -> bool:
    return word in month_names()
