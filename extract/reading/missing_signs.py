"""``;`` and ``%`` for Tesseract's Indonesian model, which has neither in its alphabet.

Where no second reader helps, cells that may hold one are read again with Tesseract's Malay model (which knows
``;``) and its English one (``%``). Only the mark is taken, and only where the rest of the word is read alike:
both models are worse at Indonesian words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from extract.engines.engine import OcrLine, PixelWord
from extract.reading.line_vote import align

Lines = tuple[OcrLine, ...]
_LONG = 60
"""Words beyond which cells are not aligned as a whole (time grows with the square)."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark the Indonesian model lacks, the model that has it, and how its place looks in Indonesian."""

    mark: str
    language: str
    suspect: re.Pattern[str]
    good: re.Pattern[str]


MARKS = (
    Mark(";", "msa", re.compile(r"\w.*[,:]"), re.compile(r"(?P<stem>.*[\w)\"]);")),
    Mark("%", "eng", re.compile(r"\d{1,3}\S{1,4}"), re.compile(r"(?P<stem>\d{1,3})%[.,;:)]?")),
)

Reader = Callable[[Sequence[int], str], Sequence[Lines]]
"""Reads the cells of these indices again with a language's model."""


def with_missing_marks(cells: Sequence[Lines], languages: frozenset[str], read: Reader) -> list[Lines]:
    """The cells' lines with the marks put in that the other models see.

    Args:
        cells: What the Indonesian model read in each cell.
        languages: The language data that is installed.
        read: How to read cells again.
    """
    out = list(cells)
    for mark in MARKS:
        if mark.language not in languages:
            continue
        doubtful = [index for index, lines in enumerate(out) if _suspected(lines, mark)]
        for index, again in zip(doubtful, read(doubtful, mark.language), strict=True):
            out[index] = _marked(out[index], again, mark)
    return out


def _suspected(lines: Lines, mark: Mark) -> bool:
    return any(mark.suspect.fullmatch(word.text) for line in lines for word in line.words)


def _marked(lines: Lines, again: Lines, mark: Mark) -> Lines:
    if len(lines) == len(again):
        pairs = zip(lines, again, strict=True)
        return tuple(OcrLine(_merged(one.words, two.words, mark)) for one, two in pairs)
    other = tuple(word for line in again for word in line.words)
    if len(other) > _LONG:
        return lines
    return tuple(OcrLine(_merged(line.words, other, mark)) for line in lines)


def _merged(words: Sequence[PixelWord], other: Sequence[PixelWord], mark: Mark) -> tuple[PixelWord, ...]:
    """The words, each with the mark where the other model has it and the same before it."""
    found: dict[int, str] = {}
    for chunk in align(words, other):
        if len(chunk.first) == len(chunk.second) == 1:
            text, seen = chunk.first[0].text, chunk.second[0].text
            good = mark.good.fullmatch(seen)
            if good and mark.suspect.fullmatch(text) and _same_stem(text, good["stem"], mark):
                found[id(chunk.first[0])] = seen
    return tuple(replace(w, text=found[id(w)]) if id(w) in found else w for w in words)


def _same_stem(text: str, stem: str, mark: Mark) -> bool:
    """Whether the Indonesian reading says the same before the place of the mark."""
    return text.startswith(stem) if mark.mark == "%" else text[:-1] == stem
