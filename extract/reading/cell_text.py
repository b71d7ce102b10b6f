"""The final text of a cell: what comes of one or two readings of each of its lines, and of its shapes.

Where both engines have read a line the better word is chosen (``extract.reading.line_vote``). Marks that
engines leave out or mistake are recognised by their shape (``dash_shapes``, ``stroke_marks``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.engines.engine import CellText, OcrLine, PixelWord
from extract.reading.dash_shapes import with_dashes
from extract.reading.line_vote import choose_words
from extract.reading.reading_evidence import trust
from extract.reading.reread import WrittenLine
from extract.reading.stroke_marks import is_speck, plain_mark
from extract.reading.trust_levels import LIKELY, PLAIN
from extract.words.line_wrap import join_lines
from lampiran.records import Reading

_QUARTER = re.compile(r"(TW)(I{1,3}|IV)")
"""Both engines join a quarter's number to its abbreviation (*triwulan*)."""
_ABBREVIATION = 5 / 8
"""Share of their place that is the abbreviation's."""


def cell_text(
    cell: Sequence[WrittenLine],
    again: Sequence[tuple[PixelWord, ...] | None],
    capital: float,
    names: tuple[str, str],
    hyphen: float | None = None,
) -> CellText:
    """A cell's final text from one or two readings of each of its lines.

    Args:
        cell: Its lines.
        again: For each line the second engine's words; None if it was not asked.
        capital: Usual height of capitals, pixels.
        names: Names of the first and the second engine.
        hyphen: Usual width of the page's hyphens, pixels; None if it is not known.
    """
    found = _text_by_shape(cell, capital) or _text_of_words(cell, again, capital, hyphen)
    if not found.lines:
        found = _mark_among_specks(cell, capital)
    if all(second is None for second in again):
        return found
    readings = (
        _reading(names[0], [line.first for line in cell]),
        _reading(names[1], [second for second in again if second is not None]),
    )
    return replace(found, readings=readings)


def _text_by_shape(cell: Sequence[WrittenLine], capital: float) -> CellText | None:
    """The one plain mark of a cell of a single line: its shape says more than any engine."""
    mark = plain_mark(cell[0].picture.picture, capital) if len(cell) == 1 else ""
    return _marked(mark, cell[0], PLAIN) if mark else None


def _text_of_words(
    cell: Sequence[WrittenLine],
    again: Sequence[tuple[PixelWord, ...] | None],
    capital: float,
    hyphen: float | None,
) -> CellText:
    lines = []
    for line, second in zip(cell, again, strict=True):
        # Dashes come last: they are recognised by where the words before them stand.
        words = _quarters_split(_line_words(line, second))
        lines.append(with_dashes(words, line.first, line.picture, capital, hyphen))
    return CellText(tuple(OcrLine(tuple(words)) for words in lines if words))


def _line_words(line: WrittenLine, second: tuple[PixelWord, ...] | None) -> list[PixelWord]:
    if second is None:
        return [replace(word, confidence=trust(word)) for word in line.first]
    return choose_words(line.first, second)


def _quarters_split(words: Sequence[PixelWord]) -> list[PixelWord]:
    return [part for word in words for part in _quarter_split(word)]


def _quarter_split(word: PixelWord) -> list[PixelWord]:
    found = _QUARTER.fullmatch(word.text)
    if not found:
        return [word]
    cut = word.box.x0 + int(word.box.width * _ABBREVIATION)
    left, right = replace(word.box, x1=cut), replace(word.box, x0=cut)
    return [replace(word, text=found[1], box=left), replace(word, text=found[2], box=right)]


def _mark_among_specks(cell: Sequence[WrittenLine], capital: float) -> CellText:
    """A cell in which nothing was read: its one plain mark, where all else is specks too small for print."""
    lines = [line for line in cell if not is_speck(line.picture.picture, capital)]
    mark = plain_mark(lines[0].picture.picture, capital) if len(lines) == 1 else ""
    return _marked(mark, lines[0], LIKELY) if mark else CellText(unread=True)


def _marked(mark: str, line: WrittenLine, sure: float) -> CellText:
    return CellText((OcrLine((PixelWord(mark, line.picture.rect, sure),)),))


def _reading(name: str, lines: Sequence[Sequence[PixelWord]]) -> Reading:
    """What one engine made of the lines it was asked for."""
    words = [word for line in lines for word in line]
    sure = sum(word.confidence for word in words) / len(words) if words else 0.0
    return Reading(name, join_lines(" ".join(w.text for w in line) for line in lines), round(sure, 3))
