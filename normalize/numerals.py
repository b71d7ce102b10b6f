"""Reading the numbers of areas and komponen: ``IV``, ``4``, ``d``, ``iv.``, and what scanners make of them.

A printed number can mean several things (``i`` is one, or the ninth letter; ``v`` five, or a four that lost
its ``i``). All are kept, with how readily the print says so; the sequence decides.
"""

from __future__ import annotations

import re
from functools import lru_cache

_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_LOOKS_LIKE = str.maketrans(
    {"l": "i", "1": "i", "|": "i", "!": "i", "j": "i", "t": "i", "u": "ii", "h": "ii", "y": "v"}
)
_DIGITS = str.maketrans({"l": "1", "i": "1", "|": "1", "o": "0", "s": "5", "b": "8", "z": "2"})
_CLEAR = 1.0
_MISREAD = 0.5


@lru_cache(maxsize=2_000)
def readings(printed: str) -> dict[int, float]:
    """The numbers that a printed mark may mean, each with a plausibility from 0 to 1; empty for none.

    Callers must not change the result, it is cached.
    """
    mark = re.sub(r"[\s.,:;()\[\]'\"_-]", "", printed).casefold()
    if not mark or len(mark) > 5:
        return _of_parts(printed)
    found: dict[int, float] = {}
    if mark.isascii() and mark.isdigit() and 0 < int(mark) < 100:
        found[int(mark)] = _CLEAR
    if mark in _ROMAN[1:]:
        found[_ROMAN.index(mark)] = _CLEAR
    if len(mark) == 1 and "a" <= mark <= "o":
        found.setdefault(ord(mark) - ord("a") + 1, _CLEAR)
    _add(found, _roman_misread(mark))
    digits = mark.translate(_DIGITS)
    if digits != mark and digits.isdigit() and 0 < int(digits) < 30:
        _add(found, {int(digits)})
    return found or _of_parts(printed)


def _of_parts(printed: str) -> dict[int, float]:
    """What each of several marks side by side may mean: a number beside a speck or a part of a heading."""
    parts = printed.split()
    found: dict[int, float] = {}
    for part in parts if len(parts) > 1 else ():
        _add(found, set(readings(part)))
    return found


def _roman_misread(mark: str) -> set[int]:
    """Numbers whose roman form is the mark after undoing look-alikes, or with one ``i`` lost."""
    looks = mark.translate(_LOOKS_LIKE)
    numbers = {_ROMAN.index(looks)} if looks in _ROMAN[1:] else set()
    if looks and set(looks) <= set("ivx"):
        numbers |= {number for number, roman in enumerate(_ROMAN) if _lost_one(roman, looks)}
    return numbers


def _lost_one(roman: str, seen: str) -> bool:
    return any(
        roman[place] == "i" and roman[:place] + roman[place + 1 :] == seen for place in range(len(roman))
    )


def _add(found: dict[int, float], numbers: set[int]) -> None:
    for number in numbers:
        found.setdefault(number, _MISREAD)
