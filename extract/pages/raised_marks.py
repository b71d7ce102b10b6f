"""Raised marks of footnotes: small figures set higher than the line, as superscripts in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.pages.page_objects import Char, Chars

_SIZES = ((0.8, 0.15), (0.9, 0.25))
"""Size of a raised mark as a share of the letter before it, less than this, and how much higher its foot
stands, in sizes of that letter, more than this: programs that hardly make it smaller raise it by a third. Of
141,703 letters of ordinary pages none is as small and as high as the first."""
_NEAR = 0.8
"""How far from the letter before it stands, in that letter's sizes, at most."""
_OVER = 0.3
"""How far it begins before that letter ends, in that letter's sizes, at most."""
_MARK = re.compile(r"\(?\d{1,2}\)?|[a-d]\)?")
"""What footnotes are marked with. Raised letters of other words (*1st*) stay as they are."""
_RAISED = str.maketrans("0123456789()abcd", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾ᵃᵇᶜᵈ")


def with_raised_marks(chars: Chars) -> Chars:
    """The characters of a place with raised marks as superscripts on the line of the letter before them.

    Args:
        chars: In reading direction, as they are set.
    """
    found = list(chars)
    base: Char | None = None
    raised: list[int] = []
    for index, char in enumerate(chars):
        if not char["text"].strip():
            continue
        last = chars[raised[-1]] if raised else base
        if base is not None and last is not None and _is_raised(char, base, last):
            raised.append(index)
            continue
        _raise(found, raised, base)
        raised, base = [], char
    _raise(found, raised, base)
    return found


def _is_raised(char: Char, base: Char, last: Char) -> bool:
    size = base["bottom"] - base["top"]
    high, up = char["bottom"] - char["top"], base["bottom"] - char["bottom"]
    raised = any(high < share * size and up > rise * size for share, rise in _SIZES)
    on_line = char["bottom"] > base["top"]
    return bool(raised and on_line and -_OVER * size <= char["x0"] - last["x1"] <= _NEAR * size)


def _raise(chars: Chars, raised: Sequence[int], base: Char | None) -> None:
    """Puts superscripts for the letters of a mark, in place."""
    if base is None or not _MARK.fullmatch("".join(chars[index]["text"] for index in raised)):
        return
    for index in raised:
        char = chars[index]
        line = {"top": base["top"], "bottom": base["bottom"], "doctop": base["doctop"]}
        chars[index] = {**char, **line, "text": char["text"].translate(_RAISED)}
