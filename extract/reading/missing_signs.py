"""``;`` and ``%`` for Tesseract's Indonesian model, whose alphabet has neither.

Where no second engine helps, cells that may hold one are read again with Tesseract's Malay model (which knows
``;``) and its English one (``%``). Only the sign is taken, and only where the rest of the word is read alike:
both models are worse at Indonesian words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from extract.engines.engine import OcrLine, PixelWord
from extract.reading.reading_alignment import align_words

CellLines = tuple[OcrLine, ...]
"""What was read in one cell."""
_LONG = 60
"""Words beyond which cells are not aligned as a whole (time grows with the square)."""


@dataclass(frozen=True, slots=True)
class MissingSign:
    """A sign that the Indonesian model lacks.

    Attributes:
        sign: The character.
        language: The model that has it.
        suspect: What the Indonesian model answers in its place.
        good: The other model's word with the sign; ``stem`` is what stands before it.
    """

    sign: str
    language: str
    suspect: re.Pattern[str]
    good: re.Pattern[str]


MISSING_SIGNS = (
    MissingSign(";", "msa", re.compile(r"\w.*[,:]"), re.compile(r"(?P<stem>.*[\w)\"]);")),
    MissingSign("%", "eng", re.compile(r"\d{1,3}\S{1,4}"), re.compile(r"(?P<stem>\d{1,3})%[.,;:)]?")),
)

ReadCells = Callable[[Sequence[int], str], Sequence[CellLines]]
"""Reads the cells of these indices again with a language's model."""


def with_missing_signs(
    cells: Sequence[CellLines], languages: frozenset[str], read: ReadCells
) -> list[CellLines]:
    """The cells' lines with the signs put in that the other models see.

    Args:
        cells: What the Indonesian model read in each cell.
        languages: The language data that is installed.
        read: How to read cells again.
    """
    out = list(cells)
    for missing in MISSING_SIGNS:
        if missing.language not in languages:
            continue
        doubtful = [index for index, lines in enumerate(out) if _suspected(lines, missing)]
        for index, again in zip(doubtful, read(doubtful, missing.language), strict=True):
            out[index] = _with_sign(out[index], again, missing)
    return out


def _suspected(lines: CellLines, missing: MissingSign) -> bool:
    return any(missing.suspect.fullmatch(word.text) for line in lines for word in line.words)


def _with_sign(lines: CellLines, again: CellLines, missing: MissingSign) -> CellLines:
    if len(lines) == len(again):
        pairs = zip(lines, again, strict=True)
        return tuple(OcrLine(_merged(one.words, two.words, missing)) for one, two in pairs)
    other = tuple(word for line in again for word in line.words)
    if len(other) > _LONG:
        return lines
    return tuple(OcrLine(_merged(line.words, other, missing)) for line in lines)


def _merged(
    words: Sequence[PixelWord], other: Sequence[PixelWord], missing: MissingSign
) -> tuple[PixelWord, ...]:
    """The words, each with the sign where the other model has it after the same letters."""
    found: dict[int, str] = {}
    for chunk in align_words(words, other):
        if len(chunk.first) == len(chunk.second) == 1:
            text, seen = chunk.first[0].text, chunk.second[0].text
            good = missing.good.fullmatch(seen)
            if good and missing.suspect.fullmatch(text) and _same_stem(text, good["stem"], missing):
                found[id(chunk.first[0])] = seen
    return tuple(replace(w, text=found[id(w)]) if id(w) in found else w for w in words)


def _same_stem(text: str, stem: str, missing: MissingSign) -> bool:
    """Whether the Indonesian reading says the same before the place of the sign."""
    return text.startswith(stem) if missing.sign == "%" else text[:-1] == stem
