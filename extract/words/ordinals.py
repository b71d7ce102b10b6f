"""Ordinal marks as plans print them: ``1``, ``2.``, ``IV``, ``iii``, ``d)``.

A mark is parsed into every reading it allows (``i`` is roman one and the ninth letter; ``C`` is roman
hundred and the third letter), because only the sequence it stands in can tell which one is meant.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Style = Literal["arabic", "ROMAN", "roman", "LETTER", "letter"]

_ROMAN = re.compile(r"^(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})$")
_DIGITS = {"I": 1, "V": 5, "X": 10}
_MARK = re.compile(r"^[\s.,'`\"(]*([0-9]{1,2}|[A-Za-z]{1,5})\s*[.,):;]*\s*$")
_LEADING = re.compile(r"^\s*\(?([0-9]{1,2}|[IVXivx]{1,5}|[A-Za-z])(?:\s*[.):]+\s*|\s+)(?=\S)")
_MAX = 30


class Ordinal(NamedTuple):
    """One reading of a mark: its value (1..30) and the style it is written in."""

    value: int
    style: Style


def roman(text: str) -> int | None:
    """The value of a roman number up to 39 in capitals; None for anything else.

    ``l`` and ``1`` inside are read as ``I``: scanners mix them up.
    """
    letters = text.replace("1", "I").replace("l", "I").upper()
    if not _ROMAN.match(letters):
        return None
    total = 0
    for here, after in zip(letters, [*letters[1:], ""], strict=True):
        value = _DIGITS[here]
        total += -value if after and _DIGITS[after] > value else value
    return total


def ordinals(text: str) -> tuple[Ordinal, ...]:
    """All readings of a cell that holds nothing but a mark; empty where it holds something else."""
    match = _MARK.match(text)
    if not match:
        return ()
    return _readings(match.group(1))


def _readings(mark: str) -> tuple[Ordinal, ...]:
    if mark.isdigit():
        value = int(mark)
        return (Ordinal(value, "arabic"),) if 1 <= value <= _MAX else ()
    found: list[Ordinal] = []
    upper = mark[0].isupper()
    value_or_none = roman(mark)
    if value_or_none is not None:
        found.append(Ordinal(value_or_none, "ROMAN" if upper else "roman"))
    if len(mark) == 1:
        found.append(Ordinal(ord(mark.upper()) - ord("A") + 1, "LETTER" if upper else "letter"))
    return tuple(found)


def split_leading(text: str) -> tuple[str, str]:
    """Splits ``1. Tim Kerja`` or ``IV PENGUATAN`` into mark and rest; an empty mark where there is none.

    A single letter counts only with a dot or bracket: ``A`` alone may be a word.
    """
    match = _LEADING.match(text)
    if not match:
        return "", text
    mark = match.group(1)
    if mark.isalpha() and roman(mark) is None and not re.search(r"[.):]", match.group(0)):
        return "", text
    return match.group(0).strip(), text[match.end() :]
