"""Several decrees in one file: where each begins, told by the heads of other offices or with other numbers.

A head without a number that can be trusted is seldom a border, and the head of an annex none while a decree
still waits for its annex. Where the pages leave a border in doubt, the parts beside it say so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from rapidfuzz.distance import Levenshtein

from dictionaries import Vocabulary
from dictionaries.function_words import Role, any_of
from dictionaries.likeness import alike
from lampiran.codes import ProblemCode
from lampiran.records import DocumentHead, PageRecord, Problem
from normalize.head.blocks import is_keyword
from normalize.head.decree import parse_head

_OPENING = ("KEPUTUSAN", "PERATURAN", "INSTRUKSI")
"""Words with which a decree begins; those with two words (``SURAT EDARAN``) are matched as printed."""
_HEAD = re.compile(r"\W*(?:SURAT KEPUTUSAN|SURAT EDARAN)\b")
_ANNEX = "LAMPIRAN"
_CITING = re.compile(r"\W*(?:MENIMBANG|MENGINGAT|MEMPERHATIKAN|MEMUTUSKAN|MENETAPKAN)\b", re.IGNORECASE)
"""After such a word other decrees are cited, and the decree itself is named once more."""
_NUMBERED = re.compile(r"\W*(?:NOMOR|NO)\b", re.IGNORECASE)
_SIGNED = re.compile(r"\W*Ditetapkan di\b", re.IGNORECASE)
_SIGNER = re.compile(rf"\W*{any_of(Role.OFFICIAL)}\b", re.IGNORECASE)
_TOP_LINES, _HEAD_LINES = 12, 8
"""Lines at the top of a page in which a head begins, and from there to its number, at most."""
_CLOSING_LINES = 14
"""Lines of a page that closes an annex with the signature alone, at most."""
_MISREAD = 1
"""Characters that OCR may change in a number: numbers that differ by no more are taken for one."""

_Relation = Literal["same", "perhaps", "other", "other, unsure"]
"""Of a head to the decree before it: ``perhaps`` another one, but not parted from it."""


@dataclass(frozen=True, slots=True)
class DecreePart:
    """The pages of a file that one decree covers: from its head to the page before the next decree's.

    ``head`` is as its first page gives it, None for pages with a plan before the first head. ``doubts`` say
    what is not sure about its borders.
    """

    head: DocumentHead | None
    first: int
    last: int
    has_plan: bool
    doubts: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Start:
    """Where a decree begins.

    ``opens``: with its own head, not with its annex's. ``exact``: the page's letters are the file's own.
    """

    at: int
    head: DocumentHead | None
    opens: bool = False
    exact: bool = False
    doubts: list[Problem] = field(default_factory=list)

    @property
    def number(self) -> str:
        """Its number before the first slash, if it can be trusted; the rest is misread often."""
        if self.head is None or "nomor_sk" in self.head.doubts:
            return ""
        return self.head.nomor_sk.partition("/")[0]

    @property
    def office(self) -> str:
        """Its office, if that is sure."""
        if self.head is None or "wilayah" in self.head.doubts:
            return ""
        return self.head.kode_wilayah or self.head.lembaga


def decree_parts(pages: Sequence[PageRecord], vocabulary: Vocabulary) -> list[DecreePart]:
    """The decrees in a file, in order; pages without a head of their own belong to the one before.

    Pages before the first head are counted to it, unless they hold a plan and it is followed by another.
    """
    starts = _starts(pages, vocabulary)
    if not starts:
        return []
    places = [0, *(start.at for start in starts[1:]), len(pages)]
    parts = [
        _part(start, pages[at:end], pages[end].page if end < len(pages) else None)
        for start, (at, end) in zip(starts, pairwise(places), strict=True)
    ]
    for place, (at, end) in enumerate(pairwise(places[:-1])):
        if not starts[place + 1].opens:
            astray = _unowned(pages[at:end], pages[end].page)
            parts[place : place + 2] = [_doubted(part, astray) for part in parts[place : place + 2]]
    return parts


def several_decrees(pages: Sequence[PageRecord], vocabulary: Vocabulary) -> list[Problem]:
    """A problem where one document holds several decrees; lost is what belongs to the later ones."""
    parts = decree_parts(pages, vocabulary)
    if len(parts) < 2:
        return []
    mixed = any(part.has_plan for part in parts[1:])
    return [Problem(ProblemCode.SEVERAL_DECREES, ("; ".join(map(_said, parts)),), lost=mixed)]


def _part(start: _Start, own: Sequence[PageRecord], following: int | None) -> DecreePart:
    last = own[-1].page if following is None else following - 1
    planned = any(page.has_plan for page in own)
    return DecreePart(start.head, own[0].page, last, planned, tuple(start.doubts))


def _starts(pages: Sequence[PageRecord], vocabulary: Vocabulary) -> list[_Start]:
    starts: list[_Start] = []
    for at, page in enumerate(pages):
        found = _start_on(page, at, vocabulary)
        if found is None:
            continue
        if not starts:
            starts.append(found)
            continue
        current = starts[-1]
        planned = any(page.has_plan for page in pages[current.at if len(starts) > 1 else 0 : at])
        relation = _relation(current, found, planned=planned)
        back = len(starts) > 1 and not (found.opens or current.opens) and _same(starts[-2], found, False)
        if relation.startswith("other") and back:
            starts.pop()  # one annex page alone named another decree: its head was misread
        elif relation.startswith("other"):
            starts.append(found)
        elif not current.number:
            starts[-1] = replace(current, head=found.head, exact=found.exact)
        if relation == "perhaps":
            starts[-1].doubts.append(_perhaps(found, page))
        elif relation == "other, unsure" and not back:
            found.doubts.append(_border(page.page, page.page))
    return _with_headless(starts, pages)


def _with_headless(starts: list[_Start], pages: Sequence[PageRecord]) -> list[_Start]:
    """Pages with a plan before the first head, which has a plan of its own, as a decree without a head."""
    if not starts or not starts[0].opens:
        return starts
    first, end = starts[0].at, starts[1].at if len(starts) > 1 else len(pages)
    if not all(any(page.has_plan for page in some) for some in (pages[:first], pages[first:end])):
        return starts
    doubt = _border(pages[0].page, pages[first].page - 1)
    return [_Start(0, None, doubts=[doubt]), *starts]


def _start_on(page: PageRecord, at: int, vocabulary: Vocabulary) -> _Start | None:
    """The head at the top of a page, if there is one with a number, readable or not."""
    lines = page.text.splitlines()
    top = next((place for place, line in enumerate(lines[:_TOP_LINES]) if _begins(line)), None)
    if top is None or any(_CITING.match(line) for line in lines[:top]):
        return None
    if not any(_NUMBERED.match(line) for line in lines[top : top + _HEAD_LINES]):
        return None
    opens = not any(is_keyword(line, _ANNEX) for line in lines[:_TOP_LINES])
    return _Start(at, parse_head([page], vocabulary), opens, page.kind == "digital")


def _begins(line: str) -> bool:
    return _HEAD.match(line) is not None or any(is_keyword(line, word) for word in (*_OPENING, _ANNEX))


def _relation(current: _Start, found: _Start, *, planned: bool) -> _Relation:
    """What a head is to the decree before it; ``planned``: that one has its plan by now."""
    if not (current.number and found.number):
        if _apart(current, found):
            return "other" if found.opens else "perhaps" if planned else "same"
        return "perhaps" if found.opens and planned else "same"
    if _same(current, found, planned):
        return "same"
    if found.opens:
        near = _near(current, found) and _alike_subjects(current, found) and _same_year(current, found)
        return "other" if found.exact or not near or _apart(current, found) else "perhaps"
    if current.opens and not planned:
        return "perhaps"
    return "other" if _apart(current, found) else "other, unsure"


def _same(one: _Start, other: _Start, planned: bool) -> bool:
    """Whether two heads with numbers are one decree's, a misread sign aside where the office is the same.

    The office alone tells nothing: an annex may carry another one's name, left over from its template. But a
    decree that begins anew after a plan has its own number, year and office.
    """
    apart = _apart(one, other)
    if not other.opens:
        return one.number == other.number if apart else _near(one, other)
    if apart:
        return one.number == other.number and not planned
    if one.number == other.number:
        return not planned or _same_year(one, other)
    return not planned and not other.exact and _near(one, other) and _alike_subjects(one, other)


def _apart(one: _Start, other: _Start) -> bool:
    return bool(one.office and other.office) and one.office != other.office


def _near(one: _Start, other: _Start) -> bool:
    return Levenshtein.distance(one.number, other.number) <= _MISREAD


def _same_year(one: _Start, other: _Start) -> bool:
    years = {
        start.head.tahun_sk for start in (one, other) if start.head and "tahun_sk" not in start.head.doubts
    }
    return len(years - {None}) < 2


def _alike_subjects(one: _Start, other: _Start) -> bool:
    subjects = [start.head.tentang.upper() if start.head else "" for start in (one, other)]
    return not all(subjects) or alike(*subjects).likely


def _unowned(own: Sequence[PageRecord], following: int) -> tuple[int, int] | None:
    """The pages between a decree's plan, signed or not, and the annex that follows: they may be either's."""
    last = max((page.page for page in own if page.has_plan), default=None)
    if last is None:
        return None
    closing = next((page for page in own if page.page == last + 1), None)
    signed = any(map(_is_signed, (page for page in own if page.page <= last)))
    if closing is not None and _closes(closing, signed=signed):
        last += 1
    return (last + 1, following - 1) if last + 1 < following else None


def _closes(page: PageRecord, *, signed: bool) -> bool:
    """Whether a page holds the signature under an annex and no more.

    ``signed``: the decree has its place and date by now; a second one would be of another decree.
    """
    lines = page.text.splitlines()
    if len(lines) > _CLOSING_LINES or (signed and _is_signed(page)):
        return False
    return _is_signed(page) or any(map(_SIGNER.match, lines))


def _is_signed(page: PageRecord) -> bool:
    return any(map(_SIGNED.match, page.text.splitlines()))


def _doubted(part: DecreePart, astray: tuple[int, int] | None) -> DecreePart:
    return part if astray is None else replace(part, doubts=(*part.doubts, _border(*astray)))


def _border(first: int, last: int) -> Problem:
    return Problem(ProblemCode.DECREE_BORDER, (_pages(first, last),), lost=True)


def _perhaps(found: _Start, page: PageRecord) -> Problem:
    name = _name(found.head) if found.head else ""
    line = next(line for line in page.text.splitlines() if _begins(line))
    return Problem(ProblemCode.DECREE_PERHAPS, (name or " ".join(line.split()),), page.page, lost=True)


def _said(part: DecreePart) -> str:
    pages = f"(hal. {_pages(part.first, part.last)})"
    return f"{_name(part.head)} {pages}" if part.head else pages


def _name(head: DocumentHead) -> str:
    year = f"/{head.tahun_sk}" if head.tahun_sk and head.nomor_sk and "/" not in head.nomor_sk else ""
    return f"{head.lembaga} {head.nomor_sk}{year}".strip()


def _pages(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"
