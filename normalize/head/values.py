"""Numbers, years and dates of a decree's head, repaired by rules of their own: ``2O22``, ``202 1``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from difflib import SequenceMatcher

from dictionaries import Vocabulary
from dictionaries.lexicon import lexicon
from dictionaries.likeness import alike
from normalize.schedule.time_words import scan

_DIGITS = str.maketrans("OoQDIl|iZzSsB", "0000111122558")
_GAP = r"[\s.:,']?"
"""What noise may put between the digits of a year."""
_YEAR = rf"[2Zz]{_GAP}[0OoQ]{_GAP}[0-9OolI|]{_GAP}[0-9OolI|SsBZz]"
_YEAR_PHRASE = re.compile(rf"\b((?:[^\W\d_]\s){{4}}[^\W\d_]|[^\W\d_][\w|!]{{2,5}})\W*({_YEAR})(?!\d)")
_STROKES = str.maketrans("1l|!", "IIII")
ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_PART = re.compile(
    r"[A-Z]{1,4}\.\d{1,2}(?:\.\d{1,2})?(?:-[A-Z][A-Za-z]*)?|\d{1,4}(?:\.\d{1,2})?|20\d\d"
    rf"|(?:KPU|KIP|SK|Kpts?|KPT|SET|Sek|Ses)(?:[-.][A-Za-z]+)*|{'|'.join(ROMAN_MONTHS)}",
)
_ELECTION = re.compile(r"KP[UT]|KIP|Kp[tlu]", re.IGNORECASE)
_OWN = re.compile(r"^[A-Z]|/")
"""Begins with letters, or has several parts."""
_OTHER_PART = re.compile(
    r"[A-Z][A-Za-z]{0,7}\d{0,3}(?:[.-](?:[A-Z][A-Za-z]{0,7}\d{0,3}|\d{1,4}))*|\d{1,4}(?:\.\d{1,4})*"
)
_LONGEST_KEYWORD = 10
"""Characters before the colon of NOMOR :, at most."""
_DATE_ITEMS = 3
"""Pieces from the month on among which the year of a date stands."""
_KEYWORD = re.compile(r"^\W*[^\W\d_][^\W_]{1,6}\b\W*")


def as_year(printed: str) -> int | None:
    """A year 2000..2099 from its print; None if it is not one, or mostly letters."""
    joined = re.sub(r"[\s.:,']", "", printed)
    digits = joined.translate(_DIGITS)
    if len(digits) != 4 or not digits.isdigit() or not digits.startswith("20"):
        return None
    return int(digits) if sum(sign.isdigit() for sign in joined) >= 2 else None


def find_year(text: str) -> int | None:
    """The last year that stands after ``TAHUN``."""
    phrase = _year_phrase(text)
    return as_year(phrase[2]) if phrase is not None else None


def _year_phrase(text: str) -> re.Match[str] | None:
    """The last ``TAHUN 2022`` of a text, noise in the word allowed."""
    found = None
    for phrase in _YEAR_PHRASE.finditer(text):
        word = phrase[1].replace(" ", "").upper()
        like = word == "THN" or alike(word, "TAHUN").maybe
        if like and as_year(phrase[2]) is not None:
            found = phrase
    return found


def last_year(text: str) -> int | None:
    """The last year of a line, with or without ``TAHUN``."""
    known = [as_year(found) for found in re.findall(rf"(?<!\w){_YEAR}(?!\w)", text)]
    return find_year(text) or next((year for year in reversed(known) if year is not None), None)


def clean_number(printed: str) -> tuple[str, int | None]:
    """The decree's number and year from a line such as ``NOMOR : 16 Tahun 2022``.

    Blanks inside are scanner's noise: ``1 17`` is 117, ``12 /PR.03 -Kpt`` is 12/PR.03-Kpt. The year phrase is
    taken off; a number that carries its year itself keeps it.

    Returns:
        The number (empty where none stands there) and the year, None where it is not said.
    """
    head, colon, tail = printed.partition(":")
    body = tail if colon and len(head) <= _LONGEST_KEYWORD else _KEYWORD.sub("", printed, count=1)
    year: int | None = None
    phrase = _year_phrase(body)
    if phrase is not None:
        year = as_year(phrase[2])
        body = body[: phrase.start()]
    body = body.strip(" .,:;-_")
    body = re.sub(r"\s+", "", body) if "/" in body else re.sub(r"\s*([.\-])\s*", r"\1", body)
    groups = [_digits_repaired(group) for group in re.split(r"([/.\-\s])", body)]
    number = re.sub(r"(?<=\d)\s+(?=\d)", "", "".join(groups)).strip()
    if year is None:
        carried = re.search(r"(?:^|[/.\-])(20\d\d)$", number)
        year = int(carried[1]) if carried else None
    return number, year


def _digits_repaired(group: str) -> str:
    """A group of digits with look-alike letters (``l17``, ``2O22``), or a month (``VI!I``); words stay."""
    roman = group.translate(_STROKES)
    if roman in ROMAN_MONTHS and group[:1] in "IVX":
        return roman
    if not any(sign.isdigit() for sign in group):
        return group
    digits = group.translate(_DIGITS)
    return digits if digits.isdigit() else group


def is_plausible(number: str) -> bool:
    """Whether every part of a decree's number is of a kind that such numbers have.

    Other offices number in many ways (``B/208/PL9/HK.02.00/2022``); those of election offices are known.
    """
    if _ELECTION.search(number) is None and _OWN.search(number) is not None:
        parts = number.split("/")
        return all(_OTHER_PART.fullmatch(part) and not _strokes(part) for part in parts)
    first, *others = number.split("/")
    if re.fullmatch(r"\d{1,4}[A-Z]?(?:[ -][A-Z][\w.-]*)?", first) is None:
        return False
    return all(_PART.fullmatch(part) is not None for part in others)


def _strokes(part: str) -> bool:
    """Whether a part is a month of which a stroke was misread: ``VI1``."""
    return part not in ROMAN_MONTHS and not part.isdigit() and part.translate(_STROKES) in ROMAN_MONTHS


def with_class(text: str) -> str:
    """The class of a court or office in numerals: ``KELAS |`` is ``KELAS I``."""
    return re.sub(
        r"(?<=\bKELAS )[|!lI]{1,3}(?!\w)", lambda found: "I" * len(found[0]), text, flags=re.IGNORECASE
    )


def month_of(number: str) -> int | None:
    """The month that a decree's number carries in roman letters: 5 in ``.../V/2024``."""
    months = [part for part in number.split("/")[1:] if part in ROMAN_MONTHS]
    return ROMAN_MONTHS.index(months[0]) + 1 if len(months) == 1 else None


def find_date(text: str, vocabulary: Vocabulary) -> str | None:
    """The first full date of a text as ISO; None where day, month or year cannot be read, or cannot be."""
    numeric = re.search(r"\b(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(20\d\d)\b", text)
    if numeric is not None:
        return _iso(int(numeric[3]), int(numeric[2]), int(numeric[1]))
    items = list(scan(text, vocabulary))
    for place, item in enumerate(items):
        if item.kind != "month" or len(item.months) != 1:
            continue
        day = re.search(r"(?<![^\W_])([0-9OoIl|SsBZz](?:\s?[0-9OoIl|SsBZz])?)\W*$", text[: item.start])
        years = [other.year for other in items[place : place + _DATE_ITEMS] if other.year is not None]
        if day is None or not years:
            continue
        digits = re.sub(r"\s", "", day[1]).translate(_DIGITS)
        if digits.isdigit():
            return _iso(years[0], item.months[0], int(digits))
    return None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def mend(text: str, copies: Sequence[str]) -> tuple[str, bool]:
    """A subject with the words no lexicon knows taken from other prints of it, where those are known.

    Args:
        text: The subject as the head prints it.
        copies: The same subject as printed elsewhere; may differ in wording.

    Returns:
        The mended text, and whether all its words are now known. Known words are never changed.
    """
    words = [_respelt(word) for word in text.split()]
    proposed: dict[tuple[int, int], list[str]] = {}
    for copy in copies:
        others = copy.split()
        for kind, a0, a1, b0, b1 in SequenceMatcher(a=words, b=others, autojunk=False).get_opcodes():
            if b1 == len(others):  # The copy ends here; a bracket that the head has after it is its own.
                a1 = next((at for at in range(a0 + 1, a1) if words[at].startswith("(")), a1)
            if kind == "replace" and not _known(words[a0:a1]) and _known(others[b0:b1]):
                proposed.setdefault((a0, a1), []).append(" ".join(others[b0:b1]))
    for (start, end), found in sorted(proposed.items(), reverse=True):
        here = "".join(words[start:end])
        likest = max(found, key=lambda other: alike(here, other.replace(" ", "")))
        if alike(here, likest.replace(" ", "")).maybe or (len(found) > 1 and len(set(found)) == 1):
            words[start:end] = likest.split()
    return " ".join(words), _known(words)


def _respelt(word: str) -> str:
    """An unknown word without a stop inside it, or with letters for digits, if that makes a known one."""
    if _is_known(word):
        return word
    for other in (re.sub(r"(?<=[^\W\d_])\.(?=[^\W\d_])", "", word), word.replace("1", "I").replace("0", "O")):
        if other != word and other.isalpha() and _is_known(other):
            return other
    return word


def _is_known(word: str) -> bool:
    """Whether a word, its stops counted, stands in the lexicon."""
    return word.isalpha() and lexicon().known(word.lower())


def all_known(text: str) -> bool:
    """Whether the lexicon has all words of three letters or more."""
    return all(lexicon().known(word.lower()) for word in re.findall(r"[^\W\d_]{3,}", text))


def _known(words: Sequence[str]) -> bool:
    known = lexicon()
    bare = [re.sub(r"[^\w-]", "", part) for word in words for part in word.split("/")]
    return all(_is_number(part) or (len(part) > 1 and known.known(part.lower())) for part in bare if part)


def _is_number(part: str) -> bool:
    """Whether digits are a number a subject may have: four of them are a year."""
    return part.isdigit() and (len(part) != 4 or part[:2] in ("19", "20"))
