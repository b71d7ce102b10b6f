"""Puts words into cells and lines: every word in exactly one place.

Used for words that have boxes already (those of a page's text layer). A word belongs to the cell around its
middle; a word within a table but on a rule belongs to the nearest cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.geometry import PageFrame, PixelRect
from extract.grid.table_model import PixelTable
from extract.words.line_wrap import join_lines
from lampiran.records import Word


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word with its rectangle, in pixels of the picture or points in reading direction."""

    word: Word
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle: x, y."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2


@dataclass(frozen=True, slots=True)
class Placement:
    """The words of a page by table, cell and line, and those outside by line; lines top to bottom."""

    cells: tuple[tuple[tuple[tuple[Word, ...], ...], ...], ...]
    outside: tuple[tuple[Word, ...], ...]


def place_words(words: Sequence[Word], tables: Sequence[PixelTable], frame: PageFrame) -> Placement:
    """Puts each word into one cell or outside all tables.

    Args:
        words: With boxes in points; a word without a box counts as outside.
        tables: Of the page, cells in the pixels of ``frame``.
        frame: The way between points and those pixels.
    """
    inside, outside = words_by_cell(words, tables, frame)
    return Placement(
        tuple(tuple(into_lines(cell) for cell in cells) for cells in inside), into_lines(outside)
    )


def words_by_cell(
    words: Sequence[Word], tables: Sequence[PixelTable], frame: PageFrame
) -> tuple[list[list[list[PlacedWord]]], list[PlacedWord]]:
    """The words of each cell of each table, and those outside, with their places in pixels.

    Args and which word goes where: as :func:`place_words`.
    """
    inside: list[list[list[PlacedWord]]] = [[[] for _ in table.cells] for table in tables]
    outside: list[PlacedWord] = []
    for word in words:
        placed = _placed(word, frame)
        for number, table in enumerate(tables):
            if table.box.holds(*placed.middle):
                inside[number][_nearest_cell(table, placed.middle)].append(placed)
                break
        else:
            outside.append(placed)
    return inside, outside


def _placed(word: Word, frame: PageFrame) -> PlacedWord:
    if word.box is None:
        return PlacedWord(word, -1.0, -1.0, -1.0, -1.0)
    places = [frame.to_pixels(x, y) for x in (word.box.x0, word.box.x1) for y in (word.box.y0, word.box.y1)]
    xs, ys = [x for x, _ in places], [y for _, y in places]
    return PlacedWord(word, min(xs), min(ys), max(xs), max(ys))


def _nearest_cell(table: PixelTable, place: tuple[float, float]) -> int:
    return min(range(len(table.cells)), key=lambda index: _distance(table.cells[index].box, place))


def _distance(rect: PixelRect, place: tuple[float, float]) -> float:
    x, y = place
    return max(rect.x0 - x, 0.0, x - rect.x1) + max(rect.y0 - y, 0.0, y - rect.y1)


def text_of(lines: Iterable[Sequence[Word]]) -> str:
    """The text of lines of words, joined by the wrap rule."""
    return join_lines(" ".join(word.text for word in line) for line in lines)


def into_lines(words: Sequence[PlacedWord]) -> tuple[tuple[Word, ...], ...]:
    """Words as lines, see :func:`lines_of`, without their places."""
    return tuple(tuple(w.word for w in line) for line in lines_of(words))


def lines_of(words: Sequence[PlacedWord]) -> tuple[tuple[PlacedWord, ...], ...]:
    """Words as lines, top to bottom, each left to right.

    Words share a line if they overlap in height by half of the lower one.
    """
    lines: list[list[PlacedWord]] = []
    for word in sorted(words, key=lambda w: w.middle[1]):
        if lines and _same_line(lines[-1], word):
            lines[-1].append(word)
        else:
            lines.append([word])
    return tuple(tuple(sorted(line, key=lambda w: w.x0)) for line in lines)


def _same_line(line: list[PlacedWord], word: PlacedWord) -> bool:
    near = min(line, key=lambda w: abs(w.middle[0] - word.middle[0]))
    overlap = min(near.y1, word.y1) - max(near.y0, word.y0)
    return overlap >= 0.5 * max(min(near.y1 - near.y0, word.y1 - word.y0), 1e-6)
