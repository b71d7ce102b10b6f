"""Does one text go on where another stops? Points from the words at the seam and the list marks.

Above nothing speaks for "goes on", below for "begins anew". No single sign decides: a tail may start with a
capital, a list item may be a row of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dictionaries.function_words import Role, words_of
from dictionaries.marks import BULLET, COUNTING, ends_in_mark, inner_marks, is_mark, leading_mark
from dictionaries.numerals import counts_on, ordinals

Pairs = frozenset[tuple[str, str]]

_PLAIN = re.compile(r"<[^<>]*>")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_OPEN_TIME = re.compile(r"\b(?:tahun|triwulan|tw|semester|minggu)$|^\d{1,2}$", re.IGNORECASE)
_EVERY_TIME = re.compile(r"\b(?:setiap|tiap|per)\W*\w+$", re.IGNORECASE)
_WHOLE_TIME = re.compile(r"(?:se)?tiap\b|per\W|sepanjang\b|paling\b", re.IGNORECASE)
"""How a time begins that stands for itself, whatever its case."""
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def flow(before: str, after: str, pairs: Pairs = frozenset()) -> float:
    """Points for ``after`` going on where ``before`` stops, by the words at the seam.

    Args:
        before: The text that may go on.
        after: The text that may be its rest.
        pairs: Neighbouring words seen within cells of this plan (:func:`word_pairs`): such a pair across
            the seam (``Benturan`` + ``Kepentingan``) speaks for one text.
    """
    first, second = _PLAIN.sub("", before).strip(), _PLAIN.sub("", after).strip()
    if not second:
        return 0.0
    if not first:
        return -2.0
    if ends_in_mark(first) and not is_mark(first, (BULLET,)):
        return 3.0
    points = _ending(first) + _beginning(first, second) + _brackets(first, second)
    return points + (2.0 if _seam_pair(first, second) in pairs else 0.0)


def ends_open(text: str) -> bool:
    """Whether a text plainly lacks its end."""
    bare = _PLAIN.sub("", text).strip()
    return bool(bare) and _ending(bare) >= 1.5


def time_flow(before: str, after: str) -> float:
    """The same for cells that hold a time: months start with capitals wherever they stand."""
    first, second = before.strip(), after.strip()
    if not first or not second:
        return 0.0 if not second else -2.0
    if not _YEAR.search(first) and re.match(r"(?:tahun\s+)?(?:19|20)\d\d\b", second, re.IGNORECASE):
        return 3.0
    if (second[0].islower() and not _WHOLE_TIME.match(second)) or starts_list_item(second):
        return flow(first, second)
    points = _ending(first)
    if _OPEN_TIME.search(first) and not _EVERY_TIME.search(first):
        points += 2.0
    return points + (1.0 if second[0] in ",;)-" else 0.0)


def word_pairs(texts: Iterable[str]) -> Pairs:
    """All pairs of neighbouring words, lower case, that no mark keeps apart."""
    pairs: set[tuple[str, str]] = set()
    for text in texts:
        bare = _PLAIN.sub("", text).lower()
        words = list(_WORD.finditer(bare))
        for one, other in zip(words, words[1:], strict=False):
            if bare[one.end() : other.start()].isspace():
                pairs.add((one.group(), other.group()))
    return frozenset(pairs)


def _seam_pair(before: str, after: str) -> tuple[str, str]:
    last = re.search(r"([^\W_]+(?:-[^\W_]+)*)$", before.lower())
    first = re.match(r"[^\W_]+(?:-[^\W_]+)*", after.lower())
    return (last.group(1) if last else "", first.group() if first else "")


def _ending(text: str) -> float:
    last = re.sub(r"[^\w/-]", "", text.split()[-1]).lower()
    if text[-1] in "/-\N{EN DASH}" and len(text) > 1 and text[-2] != " ":
        return 2.0
    if text[-1] in ",(&":
        return 1.5
    if last in words_of(Role.CONTINUES) and text[-1] not in ".;:":
        return 2.0
    if text[-1] == ".":
        return -1.2
    return {";": -0.2, ":": 0.5}.get(text[-1], 0.0)


def _beginning(before: str, after: str) -> float:
    mark = leading_mark(after, COUNTING)
    if mark:
        return _list_goes_on(before, mark.sign)
    if leading_mark(after, (BULLET,)):
        return 0.6 if any(inner_marks(before, (BULLET,))) else -0.7
    letter = after[0]
    if letter in "),;.:/&%":
        return 1.5
    if letter.islower():
        return 2.0
    if not letter.isalpha():
        return 0.2
    word = after.split()[0]
    return -0.3 if len(word) > 1 and word.isupper() else -1.0


def _list_goes_on(before: str, mark: str) -> float:
    """Whether a list mark follows the marks of the text before; a first mark opens a new list."""
    wanted = {(ordinal.value - 1, ordinal.style) for ordinal in ordinals(mark)}
    marks = list(inner_marks(before))
    seen = {(ordinal.value, ordinal.style) for found in marks for ordinal in ordinals(found.sign)}
    if any(value == 0 for value, _ in wanted):
        return -0.5 if before[-1] != ":" else 1.0
    if wanted & seen:
        only = len(marks) == 1 and leading_mark(before, COUNTING) is not None
        return 0.5 if only else 2.0
    return -0.7


def _brackets(before: str, after: str) -> float:
    if before.count("(") <= before.count(")"):
        return 0.0
    closes, opens = after.find(")"), after.find("(")
    goes_on = closes >= 0 and (opens < 0 or closes < opens)
    return 2.0 if goes_on and not leading_mark(after, COUNTING) else 0.3


def letters_go_on(before: str, after: str) -> bool:
    """Whether two indikator cells carry neighbouring letters (``a.``, then ``b.``): then both are rows."""
    first, second = leading_mark(before, COUNTING), leading_mark(after, COUNTING)
    return first is not None and second is not None and counts_on(first.sign, second.sign)


def starts_list_item(text: str) -> bool:
    """Whether a text begins with a list mark or a bullet."""
    return leading_mark(text) is not None
