"""What the codes of notes, problems and reasons say to people, in English and Indonesian.

``sentences.csv`` is data a person edits; ``{0}``, ``{1}`` … stand for the values that come with a code. The
console speaks English, what reviewers look at speaks Indonesian.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Literal

from dictionaries._tables import SENTENCES, Finding, Line, Table, read_table
from lampiran.codes import Note, ProblemCode, ReasonCode
from lampiran.errors import DictionaryError
from lampiran.records import Problem, Reason

COLUMNS = ("code", "english", "indonesian", "values")
CODES = frozenset(str(code) for codes in (Note, ProblemCode, ReasonCode) for code in codes)
"""Every code that needs a sentence."""

Language = Literal["en", "id"]
Code = Note | ProblemCode | ReasonCode
_COLUMN_OF: dict[Language, str] = {"en": "english", "id": "indonesian"}
_PLACE = re.compile(r"\{(\d)\}")


def sentence(code: Code, values: Sequence[str] = (), language: Language = "en") -> str:
    """What a code says, its values put in place; a value that is not given shows as ``…``.

    Raises:
        DictionaryError: If ``sentences.csv`` is missing or contradicts itself; names the line.
    """
    template = _load()[code, language]
    return _PLACE.sub(lambda place: _value(values, int(place[1])), template)


def said(told: Problem | Reason, language: Language = "en") -> str:
    """The sentence of a problem or a reason."""
    return sentence(told.code, told.values, language)


def check_sentences(directory: Path) -> list[Finding]:
    """What is wrong with ``sentences.csv`` in a directory; empty when it can be used."""
    return _read(directory)[1]


def _value(values: Sequence[str], place: int) -> str:
    return values[place] if place < len(values) else "\N{HORIZONTAL ELLIPSIS}"


@lru_cache(maxsize=1)
def _load() -> dict[tuple[str, Language], str]:
    with as_file(files("dictionaries").joinpath(SENTENCES)) as path:
        table, findings = _read(path.parent)
    if findings:
        raise DictionaryError(f"{findings[0]}.", "Type 'lampiran dictionary check' to see all.")
    return {
        (line["code"], language): line[column]
        for line in table.lines
        for language, column in _COLUMN_OF.items()
    }


def _read(directory: Path) -> tuple[Table, list[Finding]]:
    table, findings = read_table(directory / SENTENCES, COLUMNS)
    if findings:
        return table, findings
    seen: dict[str, int] = {}
    for line in table.lines:
        findings += [Finding(SENTENCES, line.number, "error", message) for message in _flaws(line, seen)]
        seen.setdefault(line["code"], line.number)
    for code in sorted(CODES - seen.keys()):
        findings.append(Finding(SENTENCES, 0, "error", f"code {code!r} has no line"))
    return table, findings


def _flaws(line: Line, seen: dict[str, int]) -> Iterator[str]:
    code = line["code"]
    if code not in CODES:
        yield f"code {code!r} is not one of the program's"
    if code in seen:
        yield f"the code stands in line {seen[code]} already"
    count = len([name for name in line["values"].split(";") if name.strip()])
    for column in _COLUMN_OF.values():
        if not line[column]:
            yield f"{column} is empty"
        elif _places(line[column]) != set(range(count)):
            yield f"{column} must have the places {_listed(range(count))}, as 'values' counts {count}"


def _places(template: str) -> set[int]:
    return {int(place) for place in _PLACE.findall(template)}


def _listed(places: Iterable[int]) -> str:
    return ", ".join(f"{{{place}}}" for place in places) or "(none)"
