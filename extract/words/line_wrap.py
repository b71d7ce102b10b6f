"""The wrap rule: how the printed lines of a cell become one string.

Lines are joined with one blank, but with none after a line that ends in ``-`` or ``/``: there the
wrap itself was the break. Measured on printed decrees: worth 10 to 12 points of exactly right cells. A
hyphen that only the line's end put there goes (``mensosiali-``, ``sasikan``); where that is not sure
it stays, for repair to weigh.

Nor is there a blank where a word too long for its column was broken at the column's edge, which word
processors do without a hyphen. Such a word stands alone on its line, and its halves are a word only together;
the same holds for the year that ends a long reference number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dictionaries.lexicon import lexicon
from dictionaries.marks import pattern
from dictionaries.unprinted import visible
from dictionaries.word_pieces import is_cut, stands_alone

_ALONE = re.compile(rf"(?:{pattern()} )?(\S*?([^\W\d_]+|/\d{{1,3}}))")
"""A line that is one token, perhaps after a list mark, and the letters or figures it ends with."""
_YEAR = re.compile(r"/(?:19|20)\d\d")
_REST = re.compile(r"[^\W\d_]+|\d{1,3}(?![\d.)])")
_HYPHENED = re.compile(r"(?<![\w.@-])([^\W\d_]{2,})-$")
_LETTERS = re.compile(r"[^\W\d_]{2,}(?![\w@-])")
_LEAST = 9
"""Letters of a token that may be too long for a column."""


def join_lines(lines: Iterable[str]) -> str:
    """Joins printed lines by the wrap rule; blanks inside lines are collapsed, empty lines left out.

    A lone ``-`` (a bullet or "none" mark) or one after a blank keeps its blank.
    """
    joined = before = ""
    for line in lines:
        clean = " ".join(line.split())
        if not clean:
            continue
        shown = visible(clean)
        if _ends_softly(joined, shown):
            joined = joined[:-1]
        elif visible(joined) and not _glues(visible(joined)) and not _broken(before, shown):
            joined += " "
        joined += clean
        before = shown
    return joined


def _ends_softly(text: str, after: str) -> bool:
    """Whether a text ends in a hyphen that goes when the next line follows."""
    before, rest = _HYPHENED.search(text), _LETTERS.match(after)
    return before is not None and rest is not None and is_cut(before.group(1), rest.group())


def _glues(text: str) -> bool:
    return text[-1] in "-/" and len(text) > 1 and not text[-2].isspace()


def _broken(line: str, after: str) -> bool:
    """Whether a line ends, and the next one begins, within one word."""
    alone, rest = _ALONE.fullmatch(line), _REST.match(after)
    if alone is None or rest is None or len(alone.group(1)) + len(rest.group()) < _LEAST:
        return False
    first, second = alone.group(2), rest.group()
    if second.isdigit():
        return bool(_YEAR.fullmatch(first + second))
    if not (second.islower() or (first + second).isupper()):
        return False
    return lexicon().known(first + second) and not (stands_alone(first) and stands_alone(second))
