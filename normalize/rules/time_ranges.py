"""Two times and what stands between them: the words of ranges, and months with nothing between."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lampiran.codes import Method, ReasonCode
from normalize.language.months import month_names
from normalize.language.tokens import Token, tokenize
from normalize.rules.rule import (
    ONLY_SCANS,
    SCHEDULES,
    Found,
    Given,
    Match,
    Repair,
    Suspicion,
    Trait,
    presence,
    repeated,
)
from normalize.style.context import RepairContext
from normalize.style.document_style import SCANNED
from normalize.style.printing import LIKE_UNTIL

_APOSTROPHES = "['`\N{RIGHT SINGLE QUOTATION MARK}]"
_CUT_MONTH = 4
"""Letters of a month that may have been cut short, with a full stop: *Sept.*"""


def _the_document_writes_until(match: Match, context: RepairContext) -> bool:
    del match
    return context.document.printing.until


def _months_side_by_side(text: str) -> Iterator[tuple[Token, Token, str]]:
    """Each two months that follow each other as words, and what stands between."""
    months = month_names()
    tokens = tokenize(text)
    for one, two in zip(tokens, tokens[1:], strict=False):
        if one.lower in months and two.lower in months:
            yield one, two, text[one.end : two.start]


def _touching_months(text: str, context: RepairContext) -> Iterator[Found]:
    del context
    for one, two, between in _months_side_by_side(text):
        if between == " ":
            yield Found(one.start, two.end, values=(one.text, two.text))


def _stopped_months(text: str, context: RepairContext) -> Iterator[Found]:
    del context
    for one, two, between in _months_side_by_side(text):
        if between == ". " and len(one.text) > _CUT_MONTH:
            yield Found(one.start, two.end, values=(one.text, two.text))


UNTIL = (
    Repair(
        id="until.first-letter",
        because="The s of *s.d.* was read as a letter or sign that looks like it.",
        find=re.compile(r"(?<=[\w)] )[cRzZ5$](?=\.\s?d\.)"),
        after="s",
        method=Method.ABBREVIATION,
        right=(("Maret c.d. Mei", "Maret s.d. Mei"), ("Maret 5. d. Mei", "Maret s. d. Mei")),
        wrong=("Maret s.d. Mei", "bagian c.1."),
    ),
)

UNTIL_AS_ELSEWHERE = (
    Repair(
        id="until.as-elsewhere",
        because="The slash of *s/d* was lost or misread; the document writes it so throughout.",
        find=LIKE_UNTIL,
        needs=(_the_document_writes_until,),
        kolom=SCHEDULES,
        kinds=SCANNED,
        after="s/d",
        method=Method.ABBREVIATION,
        given=Given(cells=repeated("target_waktu", "Januari s/d Maret 202{}")),
        right=(("Mei s.d Juli", "Mei s/d Juli"), ("Mei sd Juli", "Mei s/d Juli")),
        wrong=("Mei s.d. Juli", "Mei s/d Juli"),
    ),
)

UNTIL_OF_SCANS = (
    Repair(
        id="until.slash-misread",
        because="The slash of *s/d* was read as a letter, a digit or an apostrophe.",
        find=re.compile(
            rf"(?<=[\w)] )(?:[sS](?:id|1d|\\d|ld|fd)(?= \(?[A-Z\d])|s{_APOSTROPHES}d(?= [A-Z\d]))"
        ),
        kolom=SCHEDULES,
        kinds=SCANNED,
        after="s/d",
        method=Method.ABBREVIATION,
        right=(("Maret sid Juli", "Maret s/d Juli"), ("Maret s'd Juli", "Maret s/d Juli")),
        wrong=("Maret s/d Juli", "sid pengguna"),
    ),
)

MONTHS_SIDE_BY_SIDE = (
    Suspicion(
        id="doubt.months-touch",
        because="Two months stand side by side with nothing between; a comma or dash was lost.",
        code=ReasonCode.MONTHS_TOUCH,
        find=_touching_months,
        kolom=SCHEDULES,
        kinds=SCANNED,
        right=("[[April Mei]]", "Januari, [[Mei Juni]] 2021"),
        wrong=("April dan Mei 2021", "April-Mei"),
    ),
    Suspicion(
        id="doubt.months-stopped",
        because="A full stop stands between two months that are not cut short; it may be a comma.",
        code=ReasonCode.MONTHS_STOPPED,
        find=_stopped_months,
        kolom=SCHEDULES,
        kinds=SCANNED,
        right=("[[Maret. September]]", "Januari, [[April. Mei]] 2021"),
        wrong=("Sept. 2022", "Okt. Nov. 2022"),
    ),
)

RANGES_COUNTED = (
    Trait(
        id="trait.range",
        because="A dash between blanks joins two words of a time.",
        name="range",
        find=re.compile(r"[^\W\d_] - [^\W\d_]"),
        amount=presence,
        kolom=SCHEDULES,
        kinds=ONLY_SCANS,
        right=("Maret - Mei", "Agustus - Desember 2021"),
        wrong=("Maret-Mei", "2021 - 2022"),
    ),
)
