"""Does one text continue where another stops? Signs from the words on both sides of the break.

No sign decides by itself: the rest of a row may start with a capital, a list item may be a row of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dictionaries.function_words import Role, words_of
from dictionaries.marks import BULLET, COUNTING, ends_in_mark, inner_marks, is_mark, leading_mark
from dictionaries.numerals import counts_on, ordinals
from extract.plan.signals import Signs, seen

Pairs = frozenset[tuple[str, str]]

_TAG = re.compile(r"<[^<>]*>")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_YEAR_FIRST = re.compile(r"(?:tahun\s+)?(?:19|20)\d\d\b", re.IGNORECASE)
_OPEN_TIME = re.compile(r"\b(?:tahun|triwulan|tw|semester|minggu)$|^\d{1,2}$", re.IGNORECASE)
_EVERY_TIME = re.compile(r"\b(?:setiap|tiap|per)\W*\w+$", re.IGNORECASE)
_WHOLE_TIME = re.compile(r"(?:se)?tiap\b|per\W|sepanjang\b|paling\b", re.IGNORECASE)
"""How a time begins that is complete by itself, whatever its case."""
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_LAST_WORD = re.compile(r"([^\W_]+(?:-[^\W_]+)*)$")
_OPEN_ENDINGS = frozenset({"text.ends-in-slash", "text.ends-in-comma", "text.ends-in-open-word"})
"""Signs of a text that plainly lacks its end."""


def continuation_signs(before: str, after: str, pairs: Pairs = frozenset()) -> Signs:
    """Signs for and against ``after`` continuing ``before``.

    Args:
        before: The text that may continue.
        after: The text that may be its rest.
        pairs: Neighbouring words seen within cells of this plan (:func:`word_pairs`): such a pair across
            the break (``Benturan`` + ``Kepentingan``) speaks for one text.
    """
    first, second = _TAG.sub("", before).strip(), _TAG.sub("", after).strip()
    if not second:
        return ()
    if not first:
        return seen("text.nothing-before")
    if ends_in_mark(first) and not is_mark(first, (BULLET,)):
        return seen("text.mark-without-item")
    signs = _ending(first) + _beginning(first, second) + _brackets(first, second)
    return signs + (seen("text.known-pair") if _words_at_break(first, second) in pairs else ())


def lacks_its_end(text: str) -> bool:
    """Whether a text plainly breaks off."""
    bare = _TAG.sub("", text).strip()
    return bool(bare) and any(sign.signal.name in _OPEN_ENDINGS for sign in _ending(bare))


def time_continuation_signs(before: str, after: str) -> Signs:
    """The same for cells that hold a time: months start with capitals wherever they stand."""
    first, second = before.strip(), after.strip()
    if not second:
        return ()
    if not first:
        return seen("time.nothing-before")
    if not _YEAR.search(first) and _YEAR_FIRST.match(second):
        return seen("time.year-follows")
    if (second[0].islower() and not _WHOLE_TIME.match(second)) or leading_mark(second):
        return continuation_signs(first, second)
    signs = _ending(first)
    if _OPEN_TIME.search(first) and not _EVERY_TIME.search(first):
        signs += seen("time.open")
    return signs + (seen("time.begins-with-sign") if second[0] in ",;)-" else ())


def word_pairs(texts: Iterable[str]) -> Pairs:
    """All pairs of neighbouring words, lower case, that no punctuation separates."""
    pairs: set[tuple[str, str]] = set()
    for text in texts:
        bare = _TAG.sub("", text).lower()
        words = list(_WORD.finditer(bare))
        for one, other in zip(words, words[1:], strict=False):
            if bare[one.end() : other.start()].isspace():
                pairs.add((one.group(), other.group()))
    return frozenset(pairs)


def marks_count_on(before: str, after: str) -> bool:
    """Whether two indikator cells have neighbouring letters (``a.``, then ``b.``): then both are rows."""
    first, second = leading_mark(before, COUNTING), leading_mark(after, COUNTING)
    return first is not None and second is not None and counts_on(first.sign, second.sign)


def _words_at_break(before: str, after: str) -> tuple[str, str]:
    last, first = _LAST_WORD.search(before.lower()), _WORD.match(after.lower())
    return (last.group(1) if last else "", first.group() if first else "")


def _ending(text: str) -> Signs:
    last = re.sub(r"[^\w/-]", "", text.split()[-1]).lower()
    if text[-1] in "/-\N{EN DASH}" and len(text) > 1 and text[-2] != " ":
        return seen("text.ends-in-slash")
    if text[-1] in ",(&":
        return seen("text.ends-in-comma")
    if last in words_of(Role.CONTINUES) and text[-1] not in ".;:":
        return seen("text.ends-in-open-word")
    ending = {".": "text.ends-in-stop", ";": "text.ends-in-semicolon", ":": "text.ends-in-colon"}
    return seen(ending[text[-1]]) if text[-1] in ending else ()


def _beginning(before: str, after: str) -> Signs:
    mark = leading_mark(after, COUNTING)
    if mark:
        return _next_in_list(before, mark.sign)
    if leading_mark(after, (BULLET,)):
        return seen("list.bullet-after-bullets" if any(inner_marks(before, (BULLET,))) else "list.bullet")
    letter = after[0]
    if letter in "),;.:/&%":
        return seen("text.begins-with-sign")
    if letter.islower():
        return seen("text.begins-small")
    if not letter.isalpha():
        return seen("text.begins-with-figure")
    word = after.split()[0]
    return seen("text.begins-in-capitals" if len(word) > 1 and word.isupper() else "text.begins-with-capital")


def _next_in_list(before: str, sign: str) -> Signs:
    """Whether a list mark follows the marks of the text before; a first mark opens a new list."""
    wanted = {(ordinal.value - 1, ordinal.style) for ordinal in ordinals(sign)}
    marks = list(inner_marks(before))
    found = {(ordinal.value, ordinal.style) for mark in marks for ordinal in ordinals(mark.sign)}
    if any(value == 0 for value, _ in wanted):
        return seen("list.first-after-colon" if before[-1] == ":" else "list.first")
    if wanted & found:
        one_item = len(marks) == 1 and leading_mark(before, COUNTING) is not None
        return seen("list.next-of-one-item" if one_item else "list.next")
    return seen("list.other")


def _brackets(before: str, after: str) -> Signs:
    if before.count("(") <= before.count(")"):
        return ()
    closes, opens = after.find(")"), after.find("(")
    closed = closes >= 0 and (opens < 0 or closes < opens) and not leading_mark(after, COUNTING)
    return seen("text.bracket-closes" if closed else "text.bracket-open")
