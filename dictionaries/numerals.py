"""Printed numerals and what they may mean: ``1``, ``2.``, ``IV``, ``iii``, ``d)``.

A numeral is read in every way it allows (``i`` is roman one and the ninth letter; ``V`` is five and the
twenty-second letter), because only the sequence it stands in can show which one is meant. :func:`ordinals`
gives the readings of a clean print with the style of each; :func:`plausible_values` also allows for what
scanners make of a numeral, and says how plausible each value is.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from dictionaries.lexicon import FOLDER, read_rows
from dictionaries.unprinted import plain

Style = Literal["arabic", "ROMAN", "roman", "LETTER", "letter"]

_TENS = ("", "X", "XX", "XXX")
_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
ROMAN = tuple(tens + ones for tens in _TENS for ones in _ONES)
"""Roman numerals by value: ``ROMAN[4]`` is ``IV``; 0 is empty, 39 the last."""
_VALUES = {numeral: value for value, numeral in enumerate(ROMAN) if numeral}
MOST_ITEMS = 30
"""No list, table or plan counts its items further."""
_MOST_KOMPONEN = 15
"""Plans count areas and komponen no further by letters or roman numerals (``xv``, ``o``)."""

_STROKES = str.maketrans("1l", "II")
_LOOKS_ROMAN = str.maketrans(
    {"l": "i", "1": "i", "|": "i", "!": "i", "j": "i", "t": "i", "u": "ii", "h": "ii", "y": "v"}
)
_LOOKS_ARABIC = str.maketrans({"l": "1", "i": "1", "|": "1", "o": "0", "s": "5", "b": "8", "z": "2"})
_CLEAR, _MISREAD = 1.0, 0.5
"""Plausibility of a value as printed, and of one that a misread numeral may have."""

_ALONE = re.compile(r"^[\s.,'`\"(]*([0-9]{1,2}|[A-Za-z]{1,5})\s*[.,):;]*\s*$")
_HEADING = re.compile(r"^\s*\(?([0-9]{1,2}|[IVXivx]{1,5}|[A-Za-z])(?:\s*[.):]+\s*|\s+)(?=\S)")
_AROUND = re.compile(r"[\s.,:;()\[\]'\"_-]")
_LONGEST = 5
"""Characters of a numeral; what is longer is several side by side."""


class Ordinal(NamedTuple):
    """One reading of a numeral: its value (1..30) and the style it is written in."""

    value: int
    style: Style


def roman_value(text: str) -> int | None:
    """The value 1..39 of a roman numeral in small or capital letters; None for anything else.

    ``l`` and ``1`` inside are read as ``I``: scanners mix them up.
    """
    return _VALUES.get(text.translate(_STROKES).upper())


def ordinals(text: str) -> tuple[Ordinal, ...]:
    """All readings of a text that is nothing but a numeral (with its stop or bracket); else empty."""
    match = _ALONE.match(plain(text))
    if not match:
        return ()
    numeral = match.group(1)
    if numeral.isdigit():
        value = int(numeral)
        return (Ordinal(value, "arabic"),) if 1 <= value <= MOST_ITEMS else ()
    found: list[Ordinal] = []
    capital = numeral[0].isupper()
    value_or_none = roman_value(numeral)
    if value_or_none is not None:
        found.append(Ordinal(value_or_none, "ROMAN" if capital else "roman"))
    if len(numeral) == 1:
        found.append(Ordinal(letter_place(numeral), "LETTER" if capital else "letter"))
    return tuple(found)


@cache
def number_words() -> dict[str, int]:
    """Values by number word, lower case: *satu*, *kedua* (``bilangan.csv``)."""
    return {
        row["word"].lower(): int(row["value"]) for row in read_rows(FOLDER / "bilangan.csv", "word", "value")
    }


def counts_on(before: str, after: str) -> bool:
    """Whether two numerals can be neighbours of one sequence: same style, the second one higher by one."""
    earlier, later = ordinals(before), ordinals(after)
    return any(b.value == a.value + 1 and a.style == b.style for a in earlier for b in later)


def split_heading(text: str) -> tuple[str, str]:
    """Splits ``1. Tim Kerja`` or ``IV PENGUATAN`` into numeral and name; the numeral is empty without one.

    A single letter counts only with a dot or bracket: ``A`` alone may be a word.
    """
    text = plain(text)
    match = _HEADING.match(text)
    if not match:
        return "", text
    numeral = match.group(1)
    if numeral.isalpha() and roman_value(numeral) is None and not re.search(r"[.):]", match.group(0)):
        return "", text
    return match.group(0).strip(), text[match.end() :]


@lru_cache(maxsize=2_000)
def plausible_values(printed: str) -> dict[int, float]:
    """The values that a printed numeral may have, each with a plausibility from 0 to 1; empty for none.

    ``v`` may be five, or a four that lost its ``i``. Callers must not change the result, it is cached.
    """
    numeral = _AROUND.sub("", plain(printed)).casefold()
    if not numeral or len(numeral) > _LONGEST:
        return _of_parts(printed)
    found: dict[int, float] = {}
    if numeral.isascii() and numeral.isdigit() and 0 < int(numeral) < 100:
        found[int(numeral)] = _CLEAR
    value = _VALUES.get(numeral.upper(), 0)
    if 0 < value <= _MOST_KOMPONEN:
        found[value] = _CLEAR
    if len(numeral) == 1 and numeral >= "a" and letter_place(numeral) <= _MOST_KOMPONEN:
        found.setdefault(letter_place(numeral), _CLEAR)
    _add(found, _misread_roman(numeral))
    digits = numeral.translate(_LOOKS_ARABIC)
    if digits != numeral and digits.isdigit() and 0 < int(digits) < MOST_ITEMS:
        _add(found, {int(digits)})
    return found or _of_parts(printed)


def _of_parts(printed: str) -> dict[int, float]:
    """What each of several numerals side by side may mean: a number beside a speck or part of a heading."""
    parts = printed.split()
    found: dict[int, float] = {}
    for part in parts if len(parts) > 1 else ():
        _add(found, set(plausible_values(part)))
    return found


def _misread_roman(numeral: str) -> set[int]:
    """Values whose roman form is the numeral after undoing look-alikes, or with one ``i`` lost."""
    looks = numeral.translate(_LOOKS_ROMAN)
    forms = [form.lower() for form in ROMAN[: _MOST_KOMPONEN + 1]]
    values = {forms.index(looks)} if looks in forms[1:] else set()
    if looks and set(looks) <= set("ivx"):
        values |= {value for value, form in enumerate(forms) if _lost_one(form, looks)}
    return values


def _lost_one(roman: str, seen: str) -> bool:
    return any(
        roman[place] == "i" and roman[:place] + roman[place + 1 :] == seen for place in range(len(roman))
    )


def letter_place(letter: str) -> int:
    """The place of a letter ``a`` to ``z`` in the alphabet, from 1, whatever its case."""
    return ord(letter.lower()) - ord("a") + 1


def _add(found: dict[int, float], values: set[int]) -> None:
    for value in values:
        found.setdefault(value, _MISREAD)
