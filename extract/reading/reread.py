"""The second look: which lines are read again, by whom, and what they answer.

Tesseract reads every cell. Lines with a word of doubtful trust, with a numeral or code, or with ink where no
word was read, go to the second engine (in quality ``best`` all lines do). Lines that stay in doubt it sees
once more, with narrower letters; in quality ``best`` another model of Tesseract reads their cells too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import cv2
import numpy as np

from extract.engines.engine import LineEngine, OcrLine, PixelWord
from extract.geometry import Gray, PixelRect
from extract.reading.ink_lines import LinePicture
from extract.reading.line_vote import choose_words, merge_looks
from extract.reading.ocr_cache import LINES, Cache, answer_key, picture_hash
from extract.reading.reading_evidence import trust
from extract.reading.trust_levels import CLEAR, DOUBT
from lampiran.settings import Quality

_SHARE = 0.6
"""Most of a page's writing that quality ``normal`` reads again, the most doubtful first; bounds its time."""
_NARROW = 0.8
"""Width of letters at the closer look, in share of their own."""
_CLOSER_SHARE = 0.2
"""Most of a page's writing that quality ``normal`` looks at once more."""
_STROKES = 0.999 * DOUBT
"""Trust of a word that hangs on single strokes, at most: read again, but after all that is truly doubtful."""
_RUNS = re.compile(r"[^\W_]+")
_ROMAN = re.compile(r"[IVX]{1,5}")
_FEW_DIGITS = re.compile(r"\d{1,2}")
"""The numbers of list marks, weeks and days: too many to read all of them again."""
_UNREAD = (1.2, 3.6)
"""Capital heights of ink beside the words, and between two words, that mean a word was left out."""


@dataclass(frozen=True, slots=True, eq=False)
class WrittenLine:
    """A line of a cell and what Tesseract read there, left to right; nothing where it saw no words."""

    picture: LinePicture
    first: tuple[PixelWord, ...]


def words_by_line(lines: Sequence[OcrLine], pictures: Sequence[LinePicture]) -> list[WrittenLine]:
    """Gives each word that was read in a cell to the nearest of the cell's lines of ink."""
    found: list[list[PixelWord]] = [[] for _ in pictures]
    for word in (word for line in lines for word in line.words):
        found[_nearest(word, pictures)].append(word)
    return [WrittenLine(picture, tuple(words)) for picture, words in zip(pictures, found, strict=True)]


def _nearest(word: PixelWord, pictures: Sequence[LinePicture]) -> int:
    middle = word.box.y0 + word.box.y1
    return min(range(len(pictures)), key=lambda i: abs(pictures[i].rect.y0 + pictures[i].rect.y1 - middle))


def second_readings(
    cells: Sequence[Sequence[WrittenLine]],
    engine: LineEngine | None,
    quality: Quality,
    capital: float,
    cache: Cache,
) -> dict[int, tuple[PixelWord, ...]]:
    """The second engine's words by line; lines are counted through all cells.

    Args:
        cells: The lines of each cell.
        engine: The second engine; None if it is not installed.
        quality: How much is read again.
        capital: Usual height of capitals, pixels.
        cache: Where answers are recorded.
    """
    if engine is None or quality == "fast":
        return {}
    lines = [line for cell in cells for line in cell]
    chosen = list(range(len(lines))) if quality == "best" else doubtful_lines(lines, capital)
    found = line_readings({index: lines[index].picture for index in chosen}, engine, cache)
    closer = _still_doubtful(lines, found, 1.0 if quality == "best" else _CLOSER_SHARE)
    narrow = {index: _narrowed(lines[index].picture) for index in closer}
    for index, words in line_readings(narrow, engine, cache).items():
        found[index] = merge_looks(found[index], words, [lines[index].first])
    return found


def line_readings(
    pictures: Mapping[int, LinePicture], engine: LineEngine, cache: Cache
) -> dict[int, tuple[PixelWord, ...]]:
    """What the second engine reads in some lines, by their number; boxes on the page."""
    keys = {index: _key(line.picture, engine) for index, line in pictures.items()}
    by_key = {key: pictures[index].picture for index, key in keys.items()}

    def read(key: str) -> tuple[OcrLine, ...]:
        words = engine.read_line(by_key[key])
        return (OcrLine(words),) if words else ()

    answers = cache.answers(by_key, LINES, read)
    return {
        index: _placed([word for line in answers[key] for word in line.words], pictures[index])
        for index, key in keys.items()
    }


def _still_doubtful(
    lines: Sequence[WrittenLine], found: Mapping[int, tuple[PixelWord, ...]], share: float
) -> list[int]:
    """The lines that both readings leave in doubt, the most doubtful first, up to a share of the page."""
    allowed = share * sum(line.picture.rect.width for line in lines)
    chances = {index: _least_chance(lines[index], words) for index, words in found.items()}
    doubts = {index: chance for index, chance in chances.items() if chance < CLEAR}
    chosen: list[int] = []
    for index in sorted(doubts, key=doubts.__getitem__):
        allowed -= lines[index].picture.rect.width * _NARROW
        if allowed < 0:
            break
        chosen.append(index)
    return chosen


def _least_chance(line: WrittenLine, second: Sequence[PixelWord]) -> float:
    """The chance of the least sure word that two readings of a line make."""
    return min((word.confidence for word in choose_words(line.first, second)), default=1.0)


def read_with_model(
    cells: Sequence[Sequence[WrittenLine]],
    again: Mapping[int, tuple[PixelWord, ...]],
    read: Callable[[Sequence[int]], Sequence[Sequence[OcrLine]]],
) -> list[list[WrittenLine]]:
    """The cells, with what another model of Tesseract sees in those that two readings leave in doubt.

    Args:
        cells: The lines of each cell.
        again: The second engine's words by line; lines are counted through all cells.
        read: Reads the cells of these indices with the other model.
    """
    starts = [0, *accumulate(map(len, cells))]
    second = [
        [again.get(start + i, ()) for i in range(len(cell))]
        for start, cell in zip(starts, cells, strict=False)
    ]
    doubtful = [
        index
        for index, cell in enumerate(cells)
        if any(_least_chance(line, words) < CLEAR for line, words in zip(cell, second[index], strict=True))
    ]
    out = [list(cell) for cell in cells]
    for index, lines in zip(doubtful, read(doubtful) if doubtful else (), strict=True):
        other = words_by_line(lines, [line.picture for line in out[index]])
        out[index] = [
            replace(line, first=merge_looks(line.first, two.first, [words]))
            for line, two, words in zip(out[index], other, second[index], strict=True)
        ]
    return out


def _narrowed(line: LinePicture) -> LinePicture:
    """The line with narrower letters, where the engine makes other mistakes."""
    width = max(1, round(line.picture.shape[1] * _NARROW))
    size = (width, line.picture.shape[0])
    narrow = cv2.resize(line.picture, size, interpolation=cv2.INTER_CUBIC)
    return LinePicture(line.rect, np.asarray(narrow, dtype=np.uint8))


def _key(picture: Gray, engine: LineEngine) -> str:
    return answer_key(picture_hash(picture), engine.name, engine.alphabet)


def doubtful_lines(lines: Sequence[WrittenLine], capital: float) -> list[int]:
    """The lines to read again, the most doubtful first, up to the share of the page that is allowed.

    Args:
        lines: Of the page.
        capital: Usual height of capitals, pixels.
    """
    trusts = [_line_trust(line, capital) for line in lines]
    allowed = _SHARE * sum(line.picture.rect.width for line in lines)
    chosen: list[int] = []
    for index in sorted(range(len(lines)), key=trusts.__getitem__):
        allowed -= lines[index].picture.rect.width
        if trusts[index] >= DOUBT or (allowed < 0 and chosen):
            break
        chosen.append(index)
    return chosen


def _line_trust(line: WrittenLine, capital: float) -> float:
    """The trust of a line's worst word; 0 where ink was left unread.

    Numerals and codes are never beyond doubt: one reader alone, however sure, proves no stroke of them.
    """
    if not line.first or _has_unread_ink(line, capital):
        return 0.0
    least = min(trust(word) for word in line.first)
    return min(least, _STROKES) if any(map(_hangs_on_strokes, line.first)) else least


def _hangs_on_strokes(word: PixelWord) -> bool:
    return any(
        _ROMAN.fullmatch(run) or (any(map(str.isdigit, run)) and not _FEW_DIGITS.fullmatch(run))
        for run in _RUNS.findall(word.text)
    )


def _has_unread_ink(line: WrittenLine, capital: float) -> bool:
    """Whether the line's ink continues where no word was read."""
    rect, boxes = line.picture.rect, sorted((word.box for word in line.first), key=lambda box: box.x0)
    beside, between = (reach * capital for reach in _UNREAD)
    if boxes[0].x0 - rect.x0 > beside or rect.x1 - max(box.x1 for box in boxes) > beside:
        return True
    return any(after.x0 - before.x1 > between for before, after in zip(boxes, boxes[1:], strict=False))


def _placed(words: Sequence[PixelWord], line: LinePicture) -> tuple[PixelWord, ...]:
    """Words with boxes in the line's picture, put where the line stands on the page."""
    rect, scale = line.rect, line.rect.width / line.picture.shape[1]
    ends = [(round(word.box.x0 * scale), round(word.box.x1 * scale)) for word in words]
    return tuple(
        replace(
            word,
            box=PixelRect(
                rect.x0 + min(x0, rect.width - 1),
                rect.y0,
                rect.x0 + min(max(x1, x0 + 1), rect.width),
                rect.y1,
            ),
        )
        for word, (x0, x1) in zip(words, ends, strict=True)
    )
