"""Codes with their values as the database stores them, and back: JSON of strings.

Older releases stored the sentence alone; it comes back as the code ``told``, the sentence being its value.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from lampiran.codes import Note, ProblemCode, ReasonCode
from lampiran.language import Told
from lampiran.records import Reason

_NOTES = frozenset(map(str, Note))


def reason_lists(reasons: Iterable[Reason]) -> list[list[str]]:
    """A list for each reason: its code, then its values."""
    return [[reason.code, *reason.values] for reason in reasons]


def reasons_of(stored: str) -> tuple[Reason, ...]:
    """The reasons of a cell."""
    return tuple(map(_reason, json.loads(stored)))


def _reason(stored: str | list[str]) -> Reason:
    if isinstance(stored, str):
        return Reason(ReasonCode.TOLD, (stored,))
    code, *values = stored
    return Reason(ReasonCode(code), tuple(values))


def notes_of(stored: str) -> tuple[Note, ...]:
    """The notes of a row; what another release noted and this one does not know is left out."""
    return tuple(Note(note) for note in json.loads(stored) if note in _NOTES)


def values_of(stored: str) -> tuple[str, ...]:
    """The values of a problem as :func:`value_lists` stored them."""
    return tuple(value if isinstance(value, str) else Told(*value) for value in json.loads(stored))


def value_lists(values: Iterable[str]) -> list[str | list[str]]:
    """The values of a problem; one that is a sentence in both languages, told by an error, is a pair."""
    return [
        [str.__str__(value), value.indonesian]
        if isinstance(value, Told) and value.indonesian != value
        else value
        for value in values
    ]


def told(code: str, message: str, details: str | None) -> tuple[ProblemCode, tuple[str, ...]]:
    """Code and values of a problem."""
    if details is None:
        return ProblemCode.TOLD, (message,)
    return ProblemCode(code), values_of(details)
