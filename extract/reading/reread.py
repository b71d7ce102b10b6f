"""The second look: which lines are read again by the second reader, and what comes of both readings.

Tesseract reads every cell. Its words are dealt to the lines that the cell's ink forms
(``extract.reading.text_lines``); lines with a word of doubtful trust, or with ink where no word was read, go
to the second reader (in quality ``best`` all lines do). Where both have read a line the better word is chosen
(``extract.reading.line_vote``). Lines that stay in doubt the second reader looks at once more, with narrower
letters; in quality ``best`` another model of Tesseract reads their cells too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import cv2
import numpy as np

from extract.engines.engine import CellText, LineEngine, OcrLine, PixelWord
from extract.geometry import Gray, PixelRect
from extract.reading.dash_shapes import with_dashes
from extract.reading.line_vote import choose, united
from extract.reading.ocr_cache import Cache, answer_key, pack_lines, picture_hash, unpack_lines
from extract.reading.reading_evidence import trust
from extract.reading.stroke_marks import is_speck, plain_mark
from extract.reading.text_lines import LinePicture
from extract.words.line_wrap import join_lines
from lampiran.records import Reading
from lampiran.settings import Quality

_DOUBT = 0.93
"""Trust below which a word's line is read again: 16 % of the words, 88 % of the wrong ones (measured)."""
_SHARE = 0.6
"""Most of a page's writing that quality ``normal`` reads again, the most doubtful first; bounds its time."""
_SETTLED = 0.9
"""Chance below which a word of both readings is looked at once more, with narrower letters."""
_NARROW = 0.8
_CLOSER_SHARE = 0.2
"""Most of a page's writing that quality ``normal`` looks at once more."""
_UNREAD = 1.2
"""Capital heights of ink beside the words, or between them thrice that, that mean a word was left out."""
_PLAIN = 0.95
"""Confidence of a plain mark told by its shape."""
_PLAIN_BESIDE_SPECKS = 0.85
_TRIWULAN = re.compile(r"(TW)(I{1,3}|IV)")
"""Both readers join the quarter's number to its abbreviation."""


@dataclass(frozen=True, slots=True, eq=False)
class WrittenLine:
    """A line of a cell and what Tesseract read there, left to right; nothing where it saw none."""

    picture: LinePicture
    first: tuple[PixelWord, ...]


def deal(lines: Sequence[OcrLine], pictures: Sequence[LinePicture]) -> list[WrittenLine]:
    """Deals the words that were read in a cell to the lines of its ink, each word to the nearest line."""
    dealt: list[list[PixelWord]] = [[] for _ in pictures]
    for word in (word for line in lines for word in line.words):
        dealt[_nearest(word, pictures)].append(word)
    return [WrittenLine(picture, tuple(words)) for picture, words in zip(pictures, dealt, strict=True)]


def _nearest(word: PixelWord, pictures: Sequence[LinePicture]) -> int:
    middle = word.box.y0 + word.box.y1
    return min(range(len(pictures)), key=lambda i: abs(pictures[i].rect.y0 + pictures[i].rect.y1 - middle))


def read_again(
    cells: Sequence[Sequence[WrittenLine]],
    reader: LineEngine | None,
    quality: Quality,
    capital: float,
    cache: Cache,
) -> dict[int, tuple[PixelWord, ...]]:
    """The second reader's words by line; lines count on through all cells.

    Args:
        cells: The lines of each cell.
        reader: The second reader; None where it is not installed.
        quality: How much is read again.
        capital: Usual height of capitals, pixels.
        cache: Where answers are recorded.
    """
    if reader is None or quality == "fast":
        return {}
    lines = [line for cell in cells for line in cell]
    chosen = list(range(len(lines))) if quality == "best" else _doubtful(lines, capital)
    found = _looked({index: lines[index].picture for index in chosen}, reader, cache)
    closer = _unsettled(lines, found, 1.0 if quality == "best" else _CLOSER_SHARE)
    narrow = {index: _narrowed(lines[index].picture) for index in closer}
    for index, words in _looked(narrow, reader, cache).items():
        found[index] = united(found[index], words, [lines[index].first])
    return found


def _looked(
    pictures: Mapping[int, LinePicture], reader: LineEngine, cache: Cache
) -> dict[int, tuple[PixelWord, ...]]:
    """What the second reader sees in some lines, by their number; boxes on the page."""
    keys = {index: _key(line.picture, reader) for index, line in pictures.items()}
    known = cache.get(list(keys.values()))
    fresh = {}
    for index, key in keys.items():
        if key not in known:
            words = reader.read_line(pictures[index].picture)
            known[key] = fresh[key] = pack_lines([OcrLine(words)] if words else [])
    cache.put(fresh)
    return {
        index: _placed([w for line in unpack_lines(known[key]) for w in line.words], pictures[index])
        for index, key in keys.items()
    }


def _unsettled(
    lines: Sequence[WrittenLine], found: Mapping[int, tuple[PixelWord, ...]], share: float
) -> list[int]:
    """The lines that both readings leave in doubt, the most doubtful first, up to a share of the page."""
    allowed = share * sum(line.picture.rect.width for line in lines)
    chances = {index: _chance(lines[index], words) for index, words in found.items()}
    doubts = {index: chance for index, chance in chances.items() if chance < _SETTLED}
    chosen: list[int] = []
    for index in sorted(doubts, key=doubts.__getitem__):
        allowed -= lines[index].picture.rect.width * _NARROW
        if allowed < 0:
            break
        chosen.append(index)
    return chosen


def _chance(line: WrittenLine, second: Sequence[PixelWord]) -> float:
    """The chance of the least sure word that two readings of a line make."""
    return min((word.confidence for word in choose(line.first, second)), default=1.0)


def read_by_model(
    cells: Sequence[Sequence[WrittenLine]],
    again: Mapping[int, tuple[PixelWord, ...]],
    read: Callable[[Sequence[int]], Sequence[Sequence[OcrLine]]],
) -> list[list[WrittenLine]]:
    """The cells, with what another model of the first reader sees in those that two readings leave in doubt.

    Args:
        cells: The lines of each cell.
        again: The second reader's words by line; lines count on through all cells.
        read: Reads the cells of these indices by the other model.
    """
    starts = [0, *accumulate(map(len, cells))]
    second = [
        [again.get(start + i, ()) for i in range(len(cell))]
        for start, cell in zip(starts, cells, strict=False)
    ]
    doubtful = [
        index
        for index, cell in enumerate(cells)
        if any(_chance(line, words) < _SETTLED for line, words in zip(cell, second[index], strict=True))
    ]
    out = [list(cell) for cell in cells]
    for index, lines in zip(doubtful, read(doubtful) if doubtful else (), strict=True):
        other = deal(lines, [line.picture for line in out[index]])
        out[index] = [
            replace(line, first=united(line.first, two.first, [words]))
            for line, two, words in zip(out[index], other, second[index], strict=True)
        ]
    return out


def _narrowed(line: LinePicture) -> LinePicture:
    """The line with narrower letters: the reader errs otherwise there."""
    width = max(1, round(line.picture.shape[1] * _NARROW))
    size = (width, line.picture.shape[0])
    narrow = cv2.resize(line.picture, size, interpolation=cv2.INTER_CUBIC)
    return LinePicture(line.rect, np.asarray(narrow, dtype=np.uint8))


def _key(picture: Gray, reader: LineEngine) -> str:
    return answer_key(picture_hash(picture), reader.name, reader.alphabet)


def _doubtful(lines: Sequence[WrittenLine], capital: float) -> list[int]:
    """The lines to read again, the most doubtful first, up to the share of the page that is allowed."""
    trusts = [_line_trust(line, capital) for line in lines]
    allowed = _SHARE * sum(line.picture.rect.width for line in lines)
    chosen: list[int] = []
    for index in sorted(range(len(lines)), key=trusts.__getitem__):
        allowed -= lines[index].picture.rect.width
        if trusts[index] >= _DOUBT or (allowed < 0 and chosen):
            break
        chosen.append(index)
    return chosen


def _line_trust(line: WrittenLine, capital: float) -> float:
    """The trust of a line's worst word; none where ink was left unread."""
    if not line.first or _left_out(line, capital):
        return 0.0
    return min(trust(word) for word in line.first)


def _left_out(line: WrittenLine, capital: float) -> bool:
    """Whether the line's ink goes on where no word was read."""
    rect, boxes = line.picture.rect, sorted((word.box for word in line.first), key=lambda box: box.x0)
    reach = _UNREAD * capital
    if boxes[0].x0 - rect.x0 > reach or rect.x1 - max(box.x1 for box in boxes) > reach:
        return True
    return any(after.x0 - before.x1 > 3 * reach for before, after in zip(boxes, boxes[1:], strict=False))


def _placed(words: Sequence[PixelWord], line: LinePicture) -> tuple[PixelWord, ...]:
    """Words with boxes of the line's picture, put where the line stands on the page."""
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


def settle(
    cell: Sequence[WrittenLine],
    again: Sequence[tuple[PixelWord, ...] | None],
    capital: float,
    names: tuple[str, str],
    hyphen: float | None = None,
) -> CellText:
    """A cell's final text from one or two readings of each of its lines.

    Args:
        cell: Its lines.
        again: For each line the second reader's words; None where it was not asked.
        capital: Usual height of capitals, pixels.
        names: Names of the first and the second reader.
        hyphen: Usual width of the page's hyphens, pixels; None where it is not known.
    """
    lines = [
        with_dashes(_settled(line, second), line.first, line.picture, capital, hyphen)
        for line, second in zip(cell, again, strict=True)
    ]
    if len(cell) == 1:
        mark = plain_mark(cell[0].picture.picture, capital)
        if mark:
            lines = [[PixelWord(mark, cell[0].picture.rect, _PLAIN)]]
    found = CellText(tuple(OcrLine(tuple(words)) for words in lines if words))
    if not found.lines:
        found = _mark_among_specks(cell, capital)
    if all(second is None for second in again):
        return found
    readings = (
        _reading(names[0], [line.first for line in cell]),
        _reading(names[1], [second for second in again if second is not None]),
    )
    return replace(found, readings=readings)


def _mark_among_specks(cell: Sequence[WrittenLine], capital: float) -> CellText:
    """A cell in which nothing was read: its one plain mark, where all else is specks too small for print."""
    pictures = [line.picture for line in cell if not is_speck(line.picture.picture, capital)]
    mark = plain_mark(pictures[0].picture, capital) if len(pictures) == 1 else ""
    if not mark:
        return CellText(unread=True)
    return CellText((OcrLine((PixelWord(mark, pictures[0].rect, _PLAIN_BESIDE_SPECKS),)),))


def _settled(line: WrittenLine, second: tuple[PixelWord, ...] | None) -> list[PixelWord]:
    if second is None:
        words = [replace(word, confidence=trust(word)) for word in line.first]
    else:
        words = choose(line.first, second)
    return [part for word in words for part in _apart(word)]


def _apart(word: PixelWord) -> list[PixelWord]:
    found = _TRIWULAN.fullmatch(word.text)
    if not found:
        return [word]
    cut = word.box.x0 + word.box.width * 5 // 8
    left, right = replace(word.box, x1=cut), replace(word.box, x0=cut)
    return [replace(word, text=found[1], box=left), replace(word, text=found[2], box=right)]


def _reading(name: str, lines: Sequence[Sequence[PixelWord]]) -> Reading:
    """What one reader made of the lines it was asked for."""
    words = [word for line in lines for word in line]
    sure = sum(word.confidence for word in words) / len(words) if words else 0.0
    return Reading(name, join_lines(" ".join(w.text for w in line) for line in lines), round(sure, 3))
