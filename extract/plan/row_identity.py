"""What tells two rows apart that are worded alike: another letter, number, time or official indicator."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz import fuzz, process, utils

from dictionaries.likeness import LIKELY, SURE
from dictionaries.marks import without_mark
from dictionaries.numerals import ordinals, roman_value, split_heading
from dictionaries.vocabulary import load_vocabulary
from extract.columns.naming import NO
from extract.plan.plan_lines import PlanLine
from lampiran.records import FREE_TEXT

_SURELY_READ = 0.8
"""Confidence of a word whose digits count, at least."""
_NEARER = 3.0
"""By how much (of 100) a text must be nearer to its own indicator's wording than to the other's."""
_MARKED = ("komponen", "indikator", *FREE_TEXT)
_SHORTEST_MONTH = 3
"""Letters of a month's name, at least."""


def told_apart(first: PlanLine, second: PlanLine) -> bool:
    """Whether something small but telling shows that two lines are two rows, however alike they are."""
    return (
        _other_mark(first, second)
        or _other_numbers(first, second)
        or _other_time(first.text("target_waktu"), second.text("target_waktu"))
        or _other_indikator(first.text("indikator"), second.text("indikator"))
    )


def _other_mark(first: PlanLine, second: PlanLine) -> bool:
    """Whether both lines print a number or letter before the row or before a text, but not the same one."""
    pairs = [(first.text(NO), second.text(NO))]
    pairs += [(split_heading(first.text(name))[0], split_heading(second.text(name))[0]) for name in _MARKED]
    return any(
        bool(ordinals(one)) and bool(ordinals(other)) and not set(ordinals(one)) & set(ordinals(other))
        for one, other in pairs
    )


def _other_numbers(first: PlanLine, second: PlanLine) -> bool:
    """Whether the surely read numbers of two lines differ.

    A number that only one line has proves nothing where the other has another word for it: OCR makes letters
    of digits.
    """
    one, other = _numbers(first), _numbers(second)
    return one != other and (len(one) == len(other) or first.word_count != second.word_count)


def _numbers(line: PlanLine) -> list[str]:
    words = [word for name, cell in line.cells.items() if name != NO for word in cell.part.words]
    return [
        number
        for word in words
        if word.confidence >= _SURELY_READ
        for number in re.findall(r"(?<!\w)\d+(?!\w)", word.text)
    ]


def _other_time(one: str, other: str) -> bool:
    """Whether two times name other months, or other parts of the year."""
    return any(
        bool(before) and bool(after) and before != after
        for before, after in ((_months(one), _months(other)), (_parts(one), _parts(other)))
    )


def _months(text: str) -> set[int]:
    names = load_vocabulary().month_numbers
    words = [word for word in re.findall(r"[^\W_]+", text.lower()) if len(word) >= _SHORTEST_MONTH]
    near = [process.extractOne(word, tuple(names), scorer=fuzz.ratio, score_cutoff=LIKELY) for word in words]
    return {names[found[0]] for found in near if found is not None}


def _parts(text: str) -> list[int]:
    """The roman numerals of a time: ``TW II``."""
    found = [roman_value(word) for word in re.findall(r"\b[IVX]{1,4}\b", text)]
    return [value for value in found if value is not None]


def _other_indikator(one: str, other: str) -> bool:
    """Whether two texts are the wordings of two official indicators, each nearer to its own."""
    first, second = _plain(one), _plain(other)
    mine, theirs = _official(first), _official(second)
    if mine is None or theirs is None or _official_ids()[mine] == _official_ids()[theirs]:
        return False
    return all(
        fuzz.ratio(text, own) > fuzz.ratio(text, foreign) + _NEARER
        for text, own, foreign in ((first, mine, theirs), (second, theirs, mine))
    )


def _plain(text: str) -> str:
    return utils.default_process(without_mark(text))


def _official(text: str) -> str | None:
    found = process.extractOne(text, tuple(_official_ids()), scorer=fuzz.ratio, score_cutoff=SURE)
    return found[0] if found else None


@cache
def _official_ids() -> dict[str, str]:
    """Ids of the official indicators by wording."""
    return {
        utils.default_process(wording): item.indikator_id
        for item in load_vocabulary().indikator
        for wording in item.wordings
    }
