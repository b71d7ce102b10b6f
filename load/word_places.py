"""Where a doubted word stands: its own box on the page, and what another reader has in its place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from rapidfuzz import fuzz

from lampiran.records import HIDDEN, Box, Word

Line = Mapping[str, Any]
LIKE = 75
"""Likeness, 0 to 100, from which a read word is taken for a doubted one that repair changed."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a page; the box is None in transcripts."""

    page: int | None
    box: Box | None


def letters(text: str) -> str:
    """Letters and digits alone, in small letters: what two spellings of one word share."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def place_of(
    word: str | None,
    parts: Sequence[Line],
    words: Mapping[int, Sequence[Word]],
    steps: Iterable[Line],
    nth: int = 0,
) -> Spot:
    """The place of a word of a cell; the cell's first part where the word is not found.

    Args:
        word: As the reason for the doubt has it, or as it became by repair; None: the whole cell.
        parts: The cell's parts.
        words: The read words of each part, by its number.
        steps: The cell's repairs; they lead from a repaired word to the one that was read.
        nth: Which of several equal words, from 0.
    """
    whole = _whole(parts)
    if not word:
        return whole
    wanted = [letters(word)]
    wanted += [letters(step["before"]) for step in steps if letters(word) in letters(step["after"])]
    found = [
        Spot(part["page"], box)
        for target in dict.fromkeys(filter(None, wanted))
        for part in parts
        for box in _runs(target, words.get(part["part"], ()))
    ]
    if found:
        return found[min(nth, len(found) - 1)]
    return _nearest(letters(word), parts, words) or whole


def _whole(parts: Sequence[Line]) -> Spot:
    for part in parts:
        if part["x0"] is not None:
            return Spot(part["page"], Box(part["x0"], part["y0"], part["x1"], part["y1"]))
    return Spot(parts[0]["page"] if parts else None, None)


def _runs(target: str, words: Sequence[Word]) -> Iterable[Box]:
    """Boxes of neighbouring words that together have these letters."""
    plain = [letters(word.text) for word in words]
    for first in range(len(words)):
        joined = ""
        for last in range(first, min(first + 8, len(words))):
            joined += plain[last]
            if joined == target and plain[first]:
                box = Box.around(word.box for word in words[first : last + 1] if word.box)
                if box:
                    yield box
            if len(joined) >= len(target):
                break


def _nearest(target: str, parts: Sequence[Line], words: Mapping[int, Sequence[Word]]) -> Spot | None:
    rated = [
        (fuzz.ratio(target, letters(word.text)), Spot(part["page"], word.box))
        for part in parts
        for word in words.get(part["part"], ())
        if word.box and target
    ]
    best = max(rated, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= LIKE else None


def other_reading(word: str | None, parts: Sequence[Line]) -> str | None:
    """What another reader has for the word, or for the whole cell; None where none differs."""
    for part in parts:
        for engine, text, _ in json.loads(part["readings"]):
            if engine == HIDDEN or letters(text) == letters(part["raw"]):
                continue
            if not word:
                return str(text) or None
            counterpart = _counterpart(word, part["raw"], text)
            if counterpart and letters(counterpart) != letters(word):
                return counterpart
    return None


def _counterpart(word: str, raw: str, other: str) -> str | None:
    """The words of another reading that stand where the word stands in this one."""
    mine, theirs = raw.split(), other.split()
    wanted = {letters(piece) for piece in word.split()}
    matcher = SequenceMatcher(a=[letters(item) for item in mine], b=[letters(item) for item in theirs])
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag != "equal" and any(letters(item) in wanted for item in mine[first:last]):
            return " ".join(theirs[start:end]) or None
    return None
