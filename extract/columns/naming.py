"""Gives every grid column of a plan's table one name, from the text over it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from rapidfuzz import fuzz

from dictionaries.headers import HeaderMatch, bare_heading, is_same_heading, load_header_names, squeeze
from dictionaries.likeness import names_area
from extract.columns.headings import Heading
from extract.model import GridCell
from lampiran.records import KOLOM

NO = "no"
AREA = "area"
_STABLE = re.compile(r"[a-z]+(?:_[a-z0-9]+)*")
"""How names look that no noise made: those of ``headers.csv``, of forms, and given by hand."""
_ORDER = (NO, *KOLOM)
_WEIGHT_POINTS = 10
"""Points of likeness (0 to 100) that the weight of a heading (up to 1) is worth."""
_PARTLY_LIKE = 45.0
"""Likeness below which what can be read of a heading contradicts a name."""


def name_columns(headings: Sequence[Heading]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """One name for each grid column: the best match of each kind gets it, others keep their printed text.

    Returns:
        The names, and those among them that neighbours gave because the heading could not be read.
    """
    owners = _owners(headings)
    columns = [
        heading.match.name.kolom
        if heading.match and owners.get(heading.match.name.kolom) == heading.cell
        else ""
        for heading in headings
    ]
    if AREA in columns and "komponen" not in columns:
        columns = ["komponen" if name == AREA else name for name in columns]
    guessed = _name_by_neighbours(columns, headings)
    taken: dict[str, GridCell | None] = {}
    for index, (name, heading) in enumerate(zip(columns, headings, strict=True)):
        if not name and squeeze(heading.text):
            is_area = names_area(heading.text)
            own = unnamed(index) if is_area else _own_name(heading.text, heading.match)
            is_new = taken.setdefault(own, heading.cell) == heading.cell and own not in _ORDER
            columns[index] = own if is_new else f"{own} ({index + 1})"
    return _name_blank(columns), tuple(guessed)


def vote_names(printed: Sequence[tuple[Sequence[str], Sequence[str]]]) -> dict[str, str]:
    """Better names for a decree's own columns than noise made of them where they were first printed.

    A name that is a known heading on some page, or the one that most pages print, is the better one.

    Args:
        printed: Each header's column names and what it prints over them.

    Returns:
        New names by old ones.
    """
    names = load_header_names()
    better: dict[str, str] = {}
    taken = {name for columns, _ in printed for name in columns}
    for old in sorted(name for name in taken - {NO, AREA, *KOLOM, ""} if not _STABLE.fullmatch(name)):
        texts = [
            " ".join(text.split())
            for columns, over in printed
            for name, text in zip(columns, over, strict=True)
            if name == old
        ]
        known = Counter(
            _own_name(text, match)
            for text in texts
            if (match := names.find(text)) is not None and match.name.kolom == "extra"
        )
        plain = Counter(text for text in texts if text and names.find(text) is None)
        usual = (known or plain).most_common(1)
        if usual and usual[0][0] not in taken and (known or usual[0][1] > texts.count(old)):
            better[old] = usual[0][0]
            taken.add(usual[0][0])
    return better


def unnamed(index: int) -> str:
    """The name of a column without one, by its place counted from 0."""
    return f"kolom {index + 1}"


def _owners(headings: Sequence[Heading]) -> dict[str, GridCell | None]:
    """Which heading's cell a name of the plan belongs to: the one most like it."""
    best: dict[str, tuple[float, GridCell | None]] = {}
    for heading in headings:
        match = heading.match
        if match is None or match.name.kolom in ("extra", "other"):
            continue
        rank = match.score + _WEIGHT_POINTS * match.name.weight
        if match.name.kolom not in best or rank > best[match.name.kolom][0]:
            best[match.name.kolom] = (rank, heading.cell)
    return {name: cell for name, (_, cell) in best.items()}


def _own_name(text: str, match: HeaderMatch | None) -> str:
    """The name of a decree's own column: its stable one, else as printed, a misread known one spelt right."""
    if match is not None and match.name.nama:
        return match.name.nama
    known = match.name.header if match is not None and match.name.kolom == "extra" else ""
    if known and not is_same_heading(text, known):
        return known
    return _unbroken(" ".join(text.split()), known)


def _unbroken(text: str, known: str) -> str:
    """The heading without blanks where a narrow column broke a word: inside a word of the known name."""
    ends = {end for end in accumulate(len(bare_heading(word)) for word in known.split())}
    words = text.split()
    joined = words[:1]
    for word in words[1:]:
        if known and len(bare_heading("".join(joined))) not in ends:
            joined[-1] += word
        else:
            joined.append(word)
    return " ".join(joined)


def _name_by_neighbours(columns: list[str], headings: Sequence[Heading]) -> list[str]:
    """Gives unreadable headings the form's names that are missing between their neighbours' names.

    Only where as many names as columns are missing, and what can be read does not contradict.
    """
    guessed: list[str] = []
    start = 0
    while start < len(columns):
        if columns[start] in _ORDER:
            start += 1
            continue
        end = start
        while end < len(columns) and columns[end] not in _ORDER:
            end += 1
        left = _ORDER.index(columns[start - 1]) if start else -1
        right = _ORDER.index(columns[end]) if end < len(columns) else len(_ORDER)
        free = [name for name in _ORDER[left + 1 : right] if name not in columns]
        gap = range(start, end)
        if len(free) == len(gap) and all(
            headings[index].match is None and _may_be(headings[index].text, name)
            for index, name in zip(gap, free, strict=True)
        ):
            columns[start:end] = free
            guessed += [name for name in free if name != NO]
        start = end
    return guessed


def _may_be(text: str, name: str) -> bool:
    letters = squeeze(text)
    if not letters or name == NO or names_area(text):
        return True
    return fuzz.ratio(letters, squeeze(name)) >= _PARTLY_LIKE


def _name_blank(columns: list[str]) -> tuple[str, ...]:
    """A column without heading inside the table is part of its left neighbour (a rule too many)."""
    named: list[str] = []
    for index, name in enumerate(columns):
        if name:
            named.append(name)
        elif index == 0:
            named.append(NO if NO not in columns else columns[1] if len(columns) > 1 else "")
        elif any(columns[index + 1 :]):
            named.append(named[-1])
        else:
            named.append(unnamed(index))
    return tuple(named)
