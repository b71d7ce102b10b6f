"""What the codes of notes, problems and reasons say to people, in English and Indonesian.

``sentences.csv`` is data a person edits; ``{0}``, ``{1}`` … stand for the values that come with a code. The
console speaks the user's language, what reviewers look at speaks Indonesian.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path

from dictionaries._tables import SENTENCES, CsvLine, Finding, read_table
from lampiran.codes import Note, ProblemCode, ReasonCode, ReviewCode
from lampiran.language import Language, Told, in_language
from lampiran.records import Problem, Reason

COLUMNS = ("code", "english", "indonesian", "values")
CODES = frozenset(str(code) for codes in (Note, ProblemCode, ReasonCode, ReviewCode) for code in codes)
"""Every code that needs a sentence."""

Code = Note | ProblemCode | ReasonCode | ReviewCode
_COLUMN_OF: dict[Language, str] = {"en": "english", "id": "indonesian"}
_PLACE = re.compile(r"\{(\d)\}")


def sentence(code: Code, values: Sequence[str] = (), language: Language = "en") -> str:
    """What a code says, its values put in place; a value that is not given shows as ``…``.

    A code whose line in ``sentences.csv`` is missing or wrong shows as it is: no run should end for that.
    """
    template = _load().get((code, language))
    if template is None:
        return " ".join((code, *values))
    return _PLACE.sub(lambda place: _value(values, int(place[1]), language), template)


def said(told: Problem | Reason, language: Language = "en") -> str:
    """The sentence of a problem or a reason."""
    return sentence(told.code, told.values, language)


def told_sentence(told: Problem | Reason) -> Told:
    """The sentence of a problem or a reason in both languages."""
    return Told(said(told, "en"), said(told, "id"))


def check_sentences(directory: Path) -> list[Finding]:
    """What is wrong with ``sentences.csv`` in a directory; empty when it can be used."""
    return _read(directory)[1]


def _value(values: Sequence[str], place: int, language: Language) -> str:
    return in_language(values[place], language) if place < len(values) else "\N{HORIZONTAL ELLIPSIS}"


@lru_cache(maxsize=1)
def _load() -> dict[tuple[str, Language], str]:
    with as_file(files("dictionaries").joinpath(SENTENCES)) as path:
        lines, _ = _read(path.parent)
    return {
        (line["code"], language): line[column] for line in lines for language, column in _COLUMN_OF.items()
    }


def _read(directory: Path) -> tuple[list[CsvLine], list[Finding]]:
    """The lines that can be used, and what is wrong with the file."""
    table, findings = read_table(directory / SENTENCES, COLUMNS)
    good: dict[str, CsvLine] = {}
    for line in table.lines:
        flaws = list(_flaws(line, good))
        findings += [Finding(SENTENCES, line.number, "error", flaw) for flaw in flaws]
        if not flaws:
            good[line["code"]] = line
    if table.lines:
        missing = sorted(CODES - {line["code"] for line in table.lines})
        findings += [Finding(SENTENCES, 0, "error", f"code {code!r} has no line") for code in missing]
    return list(good.values()), findings


def _flaws(line: CsvLine, earlier: Mapping[str, CsvLine]) -> Iterator[str]:
    code = line["code"]
    if code not in CODES:
        yield f"code {code!r} is not one of the program's"
    if code in earlier:
        yield f"the code stands in line {earlier[code].number} already"
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
