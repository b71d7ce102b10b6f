"""The one grammar of list marks: ``1.``, ``2)``, ``(a)``, ``IV.``, ``-`` and their like.

:data:`KINDS` is the whole grammar: a new way to mark the items of a list is a new row there, with examples
that the tests run. Everything else in this module is made from the rows, and every stage asks this module
instead of describing marks in a regular expression of its own. What OCR makes of a mark is data
(``mark_confusions.csv``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from dictionaries.lexicon import FOLDER, read_rows
from dictionaries.unprinted import INVISIBLE

_NONE = "(?!)"
"""A regular expression that matches nothing."""


@dataclass(frozen=True, slots=True)
class MarkKind:
    """One way to mark the items of a list.

    Attributes:
        name: What it is called in tests and messages.
        sign: What is printed between opening and closing sign, as a regular expression without groups.
        later: The same for all items but a list's first; empty for signs that do not count.
        opens: Signs of which one may stand before.
        closes: Signs of which one must follow; empty where none does.
        glued: How an item may begin right behind its mark with no blank between, inside a text (a regular
            expression for one character); empty where a blank is needed.
        examples: Marks as printed.
    """

    name: str
    sign: str
    later: str = ""
    opens: str = "("
    closes: str = ".)"
    glued: str = ""
    examples: tuple[str, ...] = ()


ROUND_BULLETS = "\N{BULLET}\N{BLACK CIRCLE}\N{BLACK SMALL SQUARE}\uf0b7"
"""Bullets that stand for nothing else, wherever they are printed; dashes and stars may."""
NUMBER = MarkKind(
    "number", r"\d{1,2}", r"[2-9]|[1-9]\d", glued=r"[^\W\d]", examples=("1.", "2)", "(3)", "12.")
)
LETTER = MarkKind("letter", "[a-z]", "[b-z]", glued="[A-Z]", examples=("a.", "b)", "(c)"))
CAPITAL = MarkKind("capital letter", "[A-Z]", "[B-Z]", glued="[A-Z]", examples=("A.", "B)", "(C)"))
ROMAN = MarkKind("roman", "[ivx]{1,4}", "[vx]|[ivx]{2,4}", glued="[A-Z]", examples=("i.", "iv)", "(vii)"))
CAPITAL_ROMAN = MarkKind("capital roman", "[IVX]{1,4}", "[VX]|[IVX]{2,4}", examples=("I.", "IV)", "(VII)"))
BULLET = MarkKind(
    "bullet",
    rf"[-*\N{{EN DASH}}{ROUND_BULLETS}]",
    opens="",
    closes="",
    examples=("-", "\N{BULLET}", "\N{EN DASH}", "*"),
)

KINDS = (NUMBER, LETTER, CAPITAL, ROMAN, CAPITAL_ROMAN, BULLET)
"""Every kind of list mark that plans print."""
COUNTING = tuple(kind for kind in KINDS if kind.later)
"""The kinds whose marks count on from item to item."""
INNER = tuple(kind for kind in COUNTING if kind is not CAPITAL_ROMAN)
"""The kinds whose marks count items inside a text; capital roman numerals count quarters and ranks there."""
MISREAD = MarkKind("misread roman", "[A-Za-z]{1,4}", examples=("il.", "lv)"))
"""Never printed: a roman mark that OCR got wrong. For comparing texts, where a short word lost with it does
no harm."""
MARKDOWN = MarkKind("Markdown", "[-*]", opens="", closes="", examples=("-", "*"))
"""Never printed: what transcribing tools put before the lines of a list."""
UNSURE = MarkKind("any sign as read", r"\S", examples=("\N{EURO SIGN}.", "o)", "(2)"))
"""Any single sign where a mark may stand; what it was, the marks beside it must tell."""
UNSURE_PAIR = MarkKind("one or two letters or digits as read", r"\w{1,2}", examples=("o.", "1b)"))
LETTER_AS_READ = MarkKind(
    "letter as read",
    r"[^\W_]|[&|!\N{POUND SIGN}\N{EURO SIGN}]",
    closes=".),",
    examples=("a,", "B.", "\N{POUND SIGN}."),
)
LETTER_WITHOUT_STOP = MarkKind(
    "letter without its full stop",
    r"[&\N{POUND SIGN}\N{EURO SIGN}](?=\s)|[a-h](?=\s[A-Z])",
    closes="",
    examples=("&", "b"),
)
"""Early letters only: a late one is seldom reached, and oftener a word."""
WITHOUT_STOP = MarkKind(
    "number or letter without its full stop", "[a-h]|[1-9]", closes="", examples=("a", "2")
)
AS_READ = (
    MISREAD,
    UNSURE,
    UNSURE_PAIR,
    LETTER_AS_READ,
    LETTER_WITHOUT_STOP,
    WITHOUT_STOP,
)
"""What readers make of marks: for rules that know from elsewhere that a mark stands there."""
FIRST_SIGNS = ("1", "a")
"""The signs with which lists of numbers and of letters begin."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A list mark found in a text: its sign (``2`` of ``(2)``), and where it stands (``start:end``)."""

    sign: str
    start: int
    end: int


def pattern(kinds: Sequence[MarkKind] = KINDS, *, later: bool = False, spaced: bool = False) -> str:
    """A regular expression without groups for one mark, to build others with.

    Args:
        kinds: The kinds it may be of.
        later: Whether marks that begin a list (``1.``, ``a)``) are left out.
        spaced: Whether a blank may stand before what closes it.
    """
    return f"(?:{'|'.join(_one(kind, later=later, spaced=spaced) for kind in kinds)})"


def grouped_pattern(*kinds: MarkKind, spaced: bool = False) -> str:
    """As :func:`pattern`, with the groups ``sign`` and ``closing``; for kinds that open and close alike."""
    opening, closing = _around(kinds[0])
    return f"{opening}(?P<sign>{_signs(kinds)}){_blank(spaced)}(?P<closing>{closing})"


def sign_pattern(kinds: Sequence[MarkKind]) -> str:
    """A regular expression without groups for the signs of marks alone, without what opens or closes them."""
    return f"(?:{_signs(kinds)})"


def leading_mark(text: str, kinds: Sequence[MarkKind] = KINDS, *, spaced: bool = False) -> Mark | None:
    """The mark that a text begins with; None without one, or where nothing follows it.

    Its ``end`` is where the item's text begins.

    Args:
        text: The text.
        kinds: The kinds it may be of; the first that fits counts.
        spaced: Whether a blank may stand before what closes it.
    """
    found = _leading(tuple(kinds), spaced).match(text)
    return _mark(found) if found else None


def without_mark(text: str, kinds: Sequence[MarkKind] = KINDS) -> str:
    """The text without the mark it begins with."""
    mark = leading_mark(text, kinds)
    return text[mark.end :] if mark else text


def is_mark(text: str, kinds: Sequence[MarkKind] = KINDS) -> bool:
    """Whether a text is a mark and nothing else."""
    return _whole(tuple(kinds)).fullmatch(text) is not None


def inner_marks(text: str, kinds: Sequence[MarkKind] = INNER) -> Iterator[Mark]:
    """The marks of a text, at its beginning or after a blank or semicolon, in order."""
    return map(_mark, _inner(tuple(kinds)).finditer(text))


def ends_in_mark(text: str) -> bool:
    """Whether a text ends in a mark whose item is missing."""
    return _last().search(text) is not None


def next_sign(sign: str) -> str | None:
    """The sign that follows a number or letter (``2`` after ``1``, ``b`` after ``a``); None after z."""
    if sign.isdigit():
        return str(int(sign) + 1)
    return None if sign in "zZ" else chr(ord(sign) + 1)


def looks_like(sign: str, mark: str) -> bool:
    """Whether OCR may read a mark's sign as another sign; every sign is like itself."""
    return sign == mark or (mark, sign) in _confusions()


def first_sign(sign: str) -> str | None:
    """The first sign of a list that OCR may have read as this one (``1`` as ``l``); None if there is none."""
    return next((mark for mark in FIRST_SIGNS if looks_like(sign, mark)), None)


def _one(kind: MarkKind, *, later: bool = False, spaced: bool = False) -> str:
    opening, closing = _around(kind)
    return f"{opening}(?:{kind.later if later else kind.sign}){_blank(spaced and bool(closing))}{closing}"


def _signs(kinds: Sequence[MarkKind]) -> str:
    return "|".join(kind.sign for kind in kinds)


def _around(kind: MarkKind) -> tuple[str, str]:
    """What may stand before a sign, and what must stand after it."""
    opening = f"[{re.escape(kind.opens)}]?" if kind.opens else ""
    closing = f"[{re.escape(kind.closes)}]" if kind.closes else ""
    return opening, closing


def _blank(may_be: bool) -> str:
    return r"\s?" if may_be else ""


@cache
def _leading(kinds: tuple[MarkKind, ...], spaced: bool) -> re.Pattern[str]:
    return re.compile(rf"[\s{INVISIBLE}]*(?P<mark>{pattern(kinds, spaced=spaced)})\s*(?=\S)")


@cache
def _inner(kinds: tuple[MarkKind, ...]) -> re.Pattern[str]:
    marks = "|".join(rf"{_one(kind)}(?=\s|{kind.glued or _NONE})" for kind in kinds)
    return re.compile(rf"(?:^|(?<=[\s;{INVISIBLE}]))(?P<mark>{marks})")


@cache
def _whole(kinds: tuple[MarkKind, ...]) -> re.Pattern[str]:
    return re.compile(pattern(kinds))


@cache
def _last() -> re.Pattern[str]:
    return re.compile(rf"(?:^|\s){pattern((*INNER, BULLET))}$")


def _mark(found: re.Match[str]) -> Mark:
    printed = found["mark"]
    around = "".join(kind.opens + kind.closes for kind in (*KINDS, *AS_READ))
    return Mark(printed.strip(f"{around} ") or printed, found.start("mark"), found.end())


@cache
def _confusions() -> frozenset[tuple[str, str]]:
    return frozenset(
        (row["mark"], row["seen"]) for row in read_rows(FOLDER / "mark_confusions.csv", "mark", "seen")
    )
