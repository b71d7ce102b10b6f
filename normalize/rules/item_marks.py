"""The marks of a list inside a cell, put right by their order: after ``a.`` comes ``b.``, not ``o.``.

A mark is a single sign, so no lexicon helps; its place in the sequence does. Only a sign that looks like the
mark that must stand there is changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalize.edits import Edit

_FIRST = re.compile(r"^\(?([a1lI|])\s?([.)])\s")
_FIRST_READ_AS = {"l": "1", "I": "1", "|": "1"}
_LIKE: dict[str, str] = {
    "b": "o0h6\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}&",
    "c": "e\N{EURO SIGN}\N{CENT SIGN}(o",
    "d": "a",
    "e": "c&\N{EURO SIGN}6",
    "f": "\N{POUND SIGN}t1r",
    "g": "q98",
    "h": "nb",
    "i": "1l|!",
    "2": "Zz?7",
    "3": "8",
    "4": "A",
    "5": "S",
    "6": "G",
    "8": "B",
}
"""Signs that readers give for a mark."""
_LATER = re.compile(r"(?<=\s)\(?(\S)([.)])(?=\s[^\W\d_])")
_BRACKET_LOST = re.compile(r"(?<=\s)(\d)[1lJI](?=\s[A-Z][a-z])")
_BARE = re.compile(r"(?:^|(?<=[\s;]))([a-h1-9])(\.? |\.)(?=[A-Z][a-z]|[A-Z]{2})")
_SCORE = 0.85


def looks_like(sign: str, mark: str) -> bool:
    """Whether readers give the sign for the mark; a mark is like itself."""
    return sign == mark or sign in _LIKE.get(mark, "")


def ordered_marks(text: str) -> Iterator[Edit]:
    """Edits of the marks of a list that are not what must stand there."""
    yield from _bare_marks(text)
    first = _FIRST.match(text)
    if first is None:
        return
    start = _FIRST_READ_AS.get(first.group(1), first.group(1))
    edits: list[Edit] = []
    expected, seen = _next(start), 0
    for match in _LATER.finditer(text, first.end() - 1):
        sign, style = match.groups()
        if style != first.group(2) or expected is None:
            continue
        if sign != expected and not looks_like(sign, expected):
            continue
        if sign != expected:
            edits.append(Edit(*match.span(1), expected, "number", _SCORE))
        expected, seen = _next(expected), seen + 1
    if start != first.group(1):
        if seen == 0:
            return  # One item, or none: nothing says that this is a number.
        edits.append(Edit(*first.span(1), start, "number", _SCORE))
    if first.group(2) == ")" and start == "1":
        edits += _lost_brackets(text, first.end())
    yield from edits


def _bare_marks(text: str) -> Iterator[Edit]:
    """Marks in order that lost their full stop, or the blank after it: ``1 Rapat 2 Foto``, ``b.Foto``.

    A bracket is not lost so easily, so the lost sign is a full stop. One mark alone proves nothing, and where
    the others have theirs the author may have left it out.
    """
    expected: str | None = None
    found: list[re.Match[str]] = []
    seen = 0
    for match in _BARE.finditer(text):
        mark = match.group(1)
        if expected is None and mark not in ("a", "1"):
            return
        if expected is not None and mark != expected:
            continue
        if match.group(2) != ". ":
            found.append(match)
        expected, seen = _next(mark), seen + 1
        if expected is None:
            break
    lost = sum("." not in match.group(2) for match in found)
    for match in found if seen > 1 else ():
        if "." not in match.group(2) and 2 * lost <= seen:
            continue
        yield Edit(*match.span(2), ". ", "mark", _SCORE)


def _lost_brackets(text: str, start: int) -> Iterator[Edit]:
    """The bracket after a number read as one more stroke: ``21 Nota`` for ``2) Nota``."""
    for match in _BRACKET_LOST.finditer(text, start):
        number = int(match.group(1))
        before = f"{number - 1})" in text[: match.start()]
        if number > 1 and before and f"{number})" not in text:
            yield Edit(*match.span(), f"{number})", "number", 0.8)


def _next(mark: str) -> str | None:
    """The mark after this one; None after the last that has a single sign."""
    if mark in ("9", "z"):
        return None
    return chr(ord(mark) + 1)
