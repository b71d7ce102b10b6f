"""What a reason for a look is about, told by its code and by the words it names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lampiran.codes import KIND_OF, DoubtKind
from lampiran.records import Reason

_ROMAN = re.compile(r"(?=[IVXL])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_APART = re.compile(r"[\W_]+")


def kind_of(reason: Reason) -> DoubtKind:
    """The kind of a reason.

    A reason about a word's letters is about digits where the word has any or is a roman numeral, and about
    marks where its readings differ in nothing else.
    """
    kind = KIND_OF[reason.code]
    if kind is not DoubtKind.LETTERS or not reason.values:
        return kind
    if not any(map(_letters, reason.values)):
        return DoubtKind.MARKS
    if len(reason.values) > 1 and len(set(map(_letters, reason.values))) == 1:
        return DoubtKind.MARKS
    return DoubtKind.DIGITS if any(map(_counts, reason.values)) else DoubtKind.LETTERS


def need_review(reasons: Iterable[Reason]) -> bool:
    """Whether letters, digits or places are in doubt, or something may be missing."""
    return any(kind_of(reason) is not DoubtKind.MARKS for reason in reasons)


def doubt_marks(reasons: Iterable[Reason]) -> bool:
    """Whether marks are in doubt."""
    return any(kind_of(reason) is DoubtKind.MARKS for reason in reasons)


def _letters(text: str) -> str:
    return _APART.sub("", text.casefold())


def _counts(text: str) -> bool:
    """Whether the text has a digit or a roman numeral."""
    runs = _APART.split(text)
    return any(_ROMAN.fullmatch(run) or any(map(str.isdigit, run)) for run in runs)
