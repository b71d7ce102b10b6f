"""The pieces of a ``target_waktu`` cell: months, years, periods, recurrences, connectors, other words.

Month names are looked up in the dictionary, then by look-alike letters (``Apri1``, ``0ktober``), then by edit
distance (``DeRember``, ``Agusttls``); a name that could be two months counts as neither, and as odd.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from typing import Literal

from rapidfuzz import fuzz, process

from dictionaries import Vocabulary
from dictionaries.numerals import number_words, plausible_values

Kind = Literal["month", "year", "period", "every", "range", "list", "edge", "from", "skip", "number", "word"]
"""``period``: months named by a part of the year; ``every``: months by recurrence; ``edge``: begin or end."""

NEAR_MONTH = 75.0
"""A word is read as the month whose name has at least this edit ratio (0..100)..."""
CLEAR_MONTH = 8.0
"""... when no other month comes within so many points."""
ALMOST_MONTH = 62.0
"""A word this near to a month is no other word to be sure of."""

ALL_MONTHS = tuple(range(1, 13))
_LOOKS_LIKE_DIGIT = str.maketrans("OoIl|iZzSs", "0011112255")
_LOOKS_LIKE_LETTER = {"0": "o", "1": "il", "|": "il", "!": "il", "5": "s", "8": "b", "6": "b", "$": "s"}

_DASH = r"[-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}~]"
_AND = rf"\s*(?:,|;|\bdan\b|&|/|{_DASH}|\bs\s?[/.]?\s?d\b\.?|\bsampai(?: dengan)?\b)\s*"
_QUARTER = r"(?:triwulan|tri wulan|tw|kuartal)"
_HALF = r"(?:semester|smtr?|sem)"
_UNIT = rf"(?P<unit>hari(?: kerja)?|minggu|pekan|bulan|{_QUARTER}|semester|tahun)(?:nya)?"


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of the text, characters ``start:end``, and what it means.

    Attributes:
        kind: See :data:`Kind`.
        months: The months it names.
        year: The year it names.
        kept: Whether it says something that months and year do not.
        odd: Whether it is impossible or can be read in two ways.
    """

    kind: Kind
    start: int
    end: int
    months: tuple[int, ...] = ()
    year: int | None = None
    kept: bool = False
    odd: bool = False


def scan(text: str, vocabulary: Vocabulary) -> Iterator[Item]:
    """Yields the pieces of the text in order; blanks belong to none."""
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        item = _piece(text, place, vocabulary)
        yield item
        place = item.end


def _piece(text: str, place: int, vocabulary: Vocabulary) -> Item:
    for pattern, read in _rules():
        found = pattern.match(text, place)
        item = read(found) if found else None
        if item is not None:
            return item
    found = _WORD.match(text, place)
    if found is None:
        return Item("word", place, place + 1, kept=text[place].isalnum())
    return _word(found, text, vocabulary)


def _read_date(found: re.Match[str]) -> Item:
    day, month, year = (int(found[name]) for name in ("day", "month", "year"))
    good = 1 <= month <= 12 and 1 <= day <= 31
    return Item("month", *found.span(), (month,) if good else (), year, kept=not good, odd=not good)


def _read_month_year(found: re.Match[str]) -> Item:
    month, year = int(found["month"]), int(found["year"])
    good = 1 <= month <= 12
    return Item("month", *found.span(), (month,) if good else (), year, kept=not good, odd=not good)


def _read_code(found: re.Match[str]) -> Item | None:
    digits = found["code"].translate(_LOOKS_LIKE_DIGIT)
    letters_only = found["code"].isalpha() and not re.search(r"\bB\s?[01]\d\b", found.string, re.IGNORECASE)
    if letters_only or not digits.isdigit():
        return None
    good = 1 <= int(digits) <= 12
    return Item("month", *found.span(), (int(digits),) if good else (), kept=not good, odd=not good)


def _read_every(found: re.Match[str]) -> Item:
    unit = found["unit"].lower()
    named = (found.groupdict().get("count") or "1").lower()
    count = number_words().get(named) or int(named)
    months, odd = _recurring(unit, count)
    return Item("every", *found.span(), months, kept=True, odd=odd)


def _recurring(unit: str, count: int) -> tuple[tuple[int, ...], bool]:
    """Months in which something due every ``count`` units falls (at the end of each), and whether odd."""
    if unit.startswith(("hari", "minggu", "pekan", "harian", "mingguan")):
        return ALL_MONTHS, False
    if unit.startswith("tahun"):
        return (), False
    length = count * (1 if unit.startswith("bulan") else 6 if unit.startswith("semester") else 3)
    if length > 12:
        return (), False
    if length == 0 or 12 % length:
        return (), True
    return tuple(range(length, 13, length)), False


def _read_periods(found: re.Match[str]) -> Item | None:
    length = 6 if found["half"] else 3
    # Whole words: the unit may stand again between two numerals, and has letters that look like strokes.
    whole = rf"(?<!\w){_numeral()}(?!\w)"
    marks = [mark.lower() for mark in re.findall(whole, found["parts"], re.IGNORECASE)]
    numbers = [number_words().get(mark) or next(iter(plausible_values(mark)), 0) for mark in marks]
    if not numbers:
        return None
    if any(not 1 <= number <= 12 // length for number in numbers):
        return Item("period", *found.span(), kept=True, odd=True)
    if len(numbers) == 2 and re.search(rf"{_DASH}|s\s?[/.]?\s?d|sampai", found["parts"], re.IGNORECASE):
        numbers = list(range(numbers[0], numbers[1] + 1)) or numbers
    months = sorted({m for part in numbers for m in range((part - 1) * length + 1, part * length + 1)})
    return Item("period", *found.span(), tuple(months), kept=True)


def _read_numbered_months(found: re.Match[str]) -> Item:
    numbers = [int(number) for number in re.findall(r"\d+", found["parts"])]
    good = all(1 <= number <= 12 for number in numbers)
    if good and len(numbers) == 2 and re.search(rf"{_DASH}|s\s?[/.]?\s?d|sampai", found["parts"]):
        numbers = list(range(numbers[0], numbers[1] + 1)) or numbers
    return Item("month", *found.span(), tuple(sorted(numbers)) if good else (), kept=not good, odd=not good)


def _read_edge(found: re.Match[str]) -> Item:
    last = found["edge"].lower() == "akhir"
    if found["of_year"]:
        return Item("period", *found.span(), (12,) if last else (1,), kept=True)
    return Item("edge", *found.span(), (12,) if last else (1,), kept=True)


def _read_year(found: re.Match[str]) -> Item | None:
    printed = found[0].replace(" ", "")
    digits = printed.translate(_LOOKS_LIKE_DIGIT)
    if not digits.isdigit() or sum(sign.isdigit() for sign in printed) < 2:
        return None
    return Item("year", *found.span(), year=int(digits))


def _reads(kind: Kind, months: tuple[int, ...] = (), kept: bool = False) -> Callable[[re.Match[str]], Item]:
    return lambda found: Item(kind, *found.span(), months, kept=kept)


@cache
def _numeral() -> str:
    """A numeral beside a part of the year: in words, in figures, roman, and what OCR makes of it."""
    return rf"(?:{'|'.join(number_words())}|[ivl1|h]{{1,4}}|\d{{1,2}})"


@cache
def _rules() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Item | None]], ...]:
    """The pieces of a time as patterns, with what reads each; the first that fits counts."""
    numeral, count = _numeral(), rf"(?P<count>\d{{1,2}}|{'|'.join(number_words())})"
    return tuple(
        (re.compile(pattern, re.IGNORECASE), read)
        for pattern, read in (
            (r"\b(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})\b", _read_date),
            (r"\b(?P<day>\d{1,2})\s?[-/.]\s?(?P<month>\d{1,2})\s?[-/.]\s?(?P<year>20\d\d)\b", _read_date),
            (r"\b(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>20\d\d)\b", _read_month_year),
            (r"\bb\s?(?P<code>[0-9olisz]{2})\b", _read_code),
            (
                rf"\b(?:setiap|tiap\s?-\s?tiap|tiap|per)[\s-]*(?:{count}\s*)?{_UNIT}\b(?:\s*sekali\b)?",
                _read_every,
            ),
            (rf"\b{count}\s*(?:\([a-z ]+\)\s*)?{_UNIT}\s+(?:sekali|satu kali|1 kali)\b", _read_every),
            (r"\b(?P<unit>harian|mingguan|bulanan|triwulanan|semesteran|tahunan)\b", _read_every),
            (
                r"\b(?:sepanjang|selama)(?:\s+(?:1|satu))?\s+tahun\b|\bsetiap saat\b"
                r"|\b(?:setiap|tiap) (?:tanggal|tgl)\b|\b(?:setiap|tiap) (?:akhir|awal) bulan\b(?!\s+[a-z])",
                _reads("every", ALL_MONTHS, True),
            ),
            (
                rf"\b(?:{_QUARTER}|(?P<half>{_HALF}))\.?\s*(?:ke\b)?[\s.-]*"
                rf"(?P<parts>{numeral}\b(?:{_AND}(?:(?:{_QUARTER}|{_HALF})\.?\s*)?(?:ke\s?-?\s?)?{numeral}\b)*)",
                _read_periods,
            ),
            (
                rf"\b(?:minggu|pekan)\s*(?:ke\b)?[\s.-]*(?:{numeral}\b(?:{_AND}(?:ke\s?-?\s?)?{numeral}\b)*|terakhir\b)",
                _reads("skip", (), True),
            ),
            (
                rf"\bbulan\s+(?:ke\s?-?\s?)?(?P<parts>\d{{1,2}}\b(?:{_AND}(?:bulan\s+)?(?:ke\s?-?\s?)?\d{{1,2}}\b)*)"
                r"(?!\s*\w)",
                _read_numbered_months,
            ),
            (r"\b(?P<edge>akhir|awal)\b(?P<of_year>\s+tahun\b)?", _read_edge),
            (r"\b(?:mulai|sejak)\b", _reads("from", (), True)),
            (r"(?<![\d.])[2z] ?[0o] ?[0-9oliz] ?[0-9olizs](?!\w)", _read_year),
            (
                r"\bs\s?[/.|]\s?d(?:\b|(?=[A-Z]))\.?|\bs[ilf1]?d\b"
                rf"|\b(?:sampai(?: dengan)?|hingga)\b|{_DASH}+",
                _reads("range"),
            ),
            (r"\b(?:dan(?:\s?/\s?atau)?|serta|atau)\b|[,;/&+]", _reads("list")),
            (r"\b(?:bulan|tahun|thn|th|tgl|tanggal|pada)\b\.?|[.:()\[\]\"\N{BULLET}]+", _reads("skip")),
            (r"\b\d+\b", _reads("number", (), True)),
        )
    )


_WORD = re.compile(r"[^\W_](?: [^\W\d_]){3,}\b|[^\W\d_]{3,}(?=20\d\d)|[^\W_][\w|!$]*")


def _word(found: re.Match[str], text: str, vocabulary: Vocabulary) -> Item:
    """The word as a month, as an odd word that may have been a month, or as another word."""
    names = vocabulary.month_numbers
    word = found[0].replace(" ", "").lower()
    month = Item("month", *found.span())
    exact = {names[spelled] for spelled in _spellings(word) if spelled in names}
    if len(exact) == 1:
        return replace(month, months=(exact.pop(),))
    split = _WORD.match(text, found.end() + 1) if text[found.end() : found.end() + 1] == " " else None
    if split and (whole := names.get(word + split[0].lower())) is not None:
        return replace(month, end=split.end(), months=(whole,))
    nearest, clear = _nearest_month(word, vocabulary)
    if nearest is not None and clear:
        return replace(month, months=(nearest,))
    acronym = len(word) < 4 and found[0].isupper()
    return Item("word", *found.span(), kept=True, odd=bool(exact) or (nearest is not None and not acronym))


def _nearest_month(word: str, vocabulary: Vocabulary) -> tuple[int | None, bool]:
    """The month whose name is nearest, None where none is near; and whether it is clearly that one."""
    names = vocabulary.month_numbers
    best: dict[int, float] = {}
    for name, score, _ in process.extract(
        word, tuple(names), scorer=fuzz.ratio, processor=None, score_cutoff=ALMOST_MONTH, limit=12
    ):
        best[names[name]] = max(best.get(names[name], 0.0), score)
    if not best:
        return None, False
    (month, score), *others = sorted(best.items(), key=lambda pair: -pair[1])
    alone = not others or score - others[0][1] >= CLEAR_MONTH
    return month, score >= NEAR_MONTH and alone and len(word) > 4


def _spellings(word: str) -> Iterator[str]:
    """The word, and with its digits and strokes read as the letters they look like."""
    options = [_LOOKS_LIKE_LETTER.get(sign, sign) for sign in word[:12]]
    for signs in product(*options):
        yield "".join(signs)
