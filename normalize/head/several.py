"""Several decrees in one file: told by heads of other offices or with other numbers, page by page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from dictionaries import Vocabulary
from lampiran.codes import ProblemCode
from lampiran.records import DocumentHead, PageRecord, Problem
from normalize.head.decree import parse_head

_HEAD = re.compile(r"\W*(?:LAMPIRAN|KEPUTUSAN|SURAT KEPUTUSAN|PERATURAN|INSTRUKSI)\b")
_TOP_LINES = 12
"""Lines at the top of a page in which a head begins."""
_MISREAD = 1
"""Characters that OCR may change in a number: numbers that differ by no more are taken for one."""


@dataclass(frozen=True, slots=True)
class DecreePart:
    """The pages of a file that one decree covers: from its head to the page before the next decree's."""

    head: DocumentHead
    first: int
    last: int
    has_plan: bool


def decree_parts(pages: Sequence[PageRecord], vocabulary: Vocabulary) -> list[DecreePart]:
    """The decrees in a file, in order; those without a head of their own belong to the one before.

    Pages before the first head are counted to it.
    """
    starts: list[tuple[int, DocumentHead]] = []
    for at, page in enumerate(pages):
        head = _head_on(page, vocabulary)
        if head is not None and not (starts and _same_decree(starts[-1][1], head)):
            starts.append((at, head))
    ends = [*(at for at, _ in starts[1:]), len(pages)] if starts else []
    parts = []
    for place, ((at, head), end) in enumerate(zip(starts, ends, strict=True)):
        own = pages[at if place else 0 : end]
        parts.append(DecreePart(head, own[0].page, own[-1].page, any(page.has_plan for page in own)))
    return parts


def several_decrees(pages: Sequence[PageRecord], vocabulary: Vocabulary) -> list[Problem]:
    """A problem where a file holds several decrees; lost is what belongs to the later ones."""
    parts = decree_parts(pages, vocabulary)
    if len(parts) < 2:
        return []
    mixed = any(part.has_plan for part in parts[1:])
    return [Problem(ProblemCode.SEVERAL_DECREES, ("; ".join(map(_said, parts)),), lost=mixed)]


def _head_on(page: PageRecord, vocabulary: Vocabulary) -> DocumentHead | None:
    """The head at the top of a page, if it gives a number that can be trusted."""
    if not any(_HEAD.match(line) for line in page.text.splitlines()[:_TOP_LINES]):
        return None
    head = parse_head([page], vocabulary)
    return head if head.nomor_sk and "nomor_sk" not in head.doubts else None


def _same_decree(one: DocumentHead, other: DocumentHead) -> bool:
    """Whether two heads are one decree's: the same number, a misread sign aside where the office is the same.

    The office alone tells nothing: an annex may carry another one's name, left over from its template. Of a
    long number (``68/PW.02-Kpt/5303/KPU-Kab/II/2026``) what stands before the first slash counts within one
    office; the rest is misread often and says little.
    """
    offices = {head.kode_wilayah or head.lembaga for head in (one, other) if "wilayah" not in head.doubts}
    if len(offices - {""}) > 1:
        return one.nomor_sk == other.nomor_sk
    first, second = (head.nomor_sk.partition("/")[0] for head in (one, other))
    return Levenshtein.distance(first, second) <= _MISREAD


def _said(part: DecreePart) -> str:
    pages = str(part.first) if part.first == part.last else f"{part.first}-{part.last}"
    office = f"{part.head.lembaga} " if part.head.lembaga else ""
    year = f"/{part.head.tahun_sk}" if part.head.tahun_sk and "/" not in part.head.nomor_sk else ""
    return f"{office}{part.head.nomor_sk}{year} (hal. {pages})"
