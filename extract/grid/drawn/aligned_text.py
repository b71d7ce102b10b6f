"""Born-digital tables without rules: columns and rows from where the words stand.

The words are drawn as blocks on an empty page, and the table is found as on a scan
(:mod:`extract.grid.ink.gutters`). Level rules and the edges of coloured bands, if any, part its rows. The
table is marked as not ruled.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from dictionaries.likeness import area_likeness
from dictionaries.numerals import split_heading
from extract.geometry import POINTS_PER_INCH, WHITE
from extract.grid.drawn.drawn_tables import cells_between, outline
from extract.grid.ink.gutters import find_aligned_table
from extract.grid.ink.ruling_lines import Rules
from extract.grid.placing import PlacedWord
from extract.grid.table_model import PixelTable, PointTable, Segment, Table
from extract.pictures.images import REDUCED_DPI
from extract.sizes import GAP, HALF_RULE, LETTER, SEVERAL
from lampiran.faults import step

_SCALE = REDUCED_DPI / POINTS_PER_INCH
"""Pixels of the drawn page per point."""
_FEWEST_WORDS = 40
"""Words of a page with a table, at least."""
_ASCENT, _DESCENT = 0.2, 0.15
"""Shares of a word's box above and below its small letters."""
_ASIDE = GAP * POINTS_PER_INCH
"""How far a border found in the picture is moved to keep clear of words, points, at most."""
_NEAR = LETTER * POINTS_PER_INCH
"""The border of a row and the edge of a line are one within this, points."""
_TOUCH = HALF_RULE * POINTS_PER_INCH
"""How far a word may reach over a border without crossing it, points."""


@step("table by aligned words", None)
def find_aligned_text(
    words: Sequence[PlacedWord], level: Iterable[Segment], size: tuple[float, float]
) -> PointTable | None:
    """The table that the alignment of the words shows, or None.

    Args:
        words: Of the page, placed in reading direction, points.
        level: Level rules and edges of bands.
        size: Width and height of the page in reading direction, points.
    """
    if len(words) < _FEWEST_WORDS:
        return None
    shape = (round(size[1] * _SCALE) + 1, round(size[0] * _SCALE) + 1)
    page = np.full(shape, WHITE, dtype=np.uint8)
    for word in _of_columns(words):
        height = word.y1 - word.y0
        top, bottom = word.y0 + _ASCENT * height, word.y1 - _DESCENT * height
        rows = slice(max(0, round(top * _SCALE)), max(0, round(bottom * _SCALE)))
        page[rows, max(0, round(word.x0 * _SCALE)) : max(0, round(word.x1 * _SCALE))] = 0
    lines = np.zeros(shape, dtype=np.uint8)
    for segment in level:
        row = min(max(0, round(segment.across * _SCALE)), shape[0] - 1)
        lines[row, max(0, round(segment.start * _SCALE)) : max(0, round(segment.end * _SCALE))] = 1
    found = find_aligned_table(page, Rules((), (), lines, np.zeros_like(lines), REDUCED_DPI))
    return _in_points(found, words) if found is not None else None


def _of_columns(words: Sequence[PlacedWord]) -> list[PlacedWord]:
    """The words without those of area headings, which run over the columns."""
    headings = {id(word) for line in area_lines(words) for word in line}
    return [word for word in words if id(word) not in headings]


def area_lines(words: Sequence[PlacedWord]) -> list[list[PlacedWord]]:
    """The lines that are area headings."""
    return [line for line in text_lines(words) if _is_area(line)]


def _is_area(line: Sequence[PlacedWord]) -> bool:
    text = " ".join(word.word.text for word in sorted(line, key=lambda word: word.x0))
    name = split_heading(text)[1]
    return " " in name and area_likeness(name).sure


def _row_borders(ys: Sequence[float], words: Sequence[PlacedWord]) -> list[float]:
    """The borders between rows; an area heading has a row of its own."""
    borders = list(ys)
    for line in text_lines(words):
        top, bottom = min(word.y0 for word in line) - 1, max(word.y1 for word in line)
        if _is_area(line):
            kept = [y for y in borders if not top - _NEAR < y < bottom + _NEAR]
            borders = sorted([*kept, top, bottom])
    return borders


def text_lines(words: Sequence[PlacedWord]) -> list[list[PlacedWord]]:
    """Groups words by the line they stand in, top to bottom."""
    lines: list[list[PlacedWord]] = []
    for word in sorted(words, key=lambda word: word.middle[1]):
        if lines and word.y0 < max(other.middle[1] for other in lines[-1]):
            lines[-1].append(word)
        else:
            lines.append([word])
    return lines


def _in_points(table: PixelTable, words: Sequence[PlacedWord]) -> PointTable | None:
    """The table in points; its rows meet, so that no word falls between them."""
    left, *rough, right = (x / _SCALE for x in table.xs)
    ys = [y / _SCALE for y in table.ys]
    inside = [word for word in words if ys[0] <= word.middle[1] <= ys[-1]]
    start, end = _without_titles(inside, rough, ys)
    inside = [word for word in inside if start <= word.middle[1] <= end]
    first = min([left, *(word.x0 for word in inside)])
    outer = (first, *rough, max([right, *(word.x1 for word in inside)]))
    inner = [_clearest(outer[n : n + 3], inside) for n in range(len(rough))]
    xs = (outer[0], *inner, outer[-1])
    ys = _row_borders([start, *(y for y in ys[1:-1] if start + 1 < y < end - 1), end], inside)
    if len(ys) < 3 or list(xs) != sorted(xs):
        return None
    rows = [[word for word in inside if top <= word.middle[1] < bottom] for top, bottom in pairwise(ys)]
    clear = [[not any(crosses(word, x) for word in row) for x in inner] for row in rows]
    below = np.ones((len(rows) - 1, len(xs) - 1), dtype=bool)
    return Table(
        xs, tuple(ys), cells_between(xs, ys, np.array(clear, dtype=bool), below), outline(xs, ys), ruled=False
    )


def _clearest(borders: Sequence[float], words: Sequence[PlacedWord]) -> float:
    """The place near a border that crosses the fewest words; the middle of the widest gap of such places.

    Args:
        borders: The border before, the one in question, the one after.
        words: Of the table.
    """
    before, at, after = borders
    low, high = max(at - _ASIDE, (before + at) / 2), min(at + _ASIDE, (at + after) / 2)
    steps = [low + step for step in range(int(high - low) + 1)]
    crossed = [sum(crosses(word, x) for word in words) for x in steps]
    fewest = min(crossed)
    runs: list[list[float]] = [[]]
    for x, count in zip(steps, crossed, strict=True):
        if count == fewest:
            runs[-1].append(x)
        elif runs[-1]:
            runs.append([])
    widest = max(runs, key=len)
    return (widest[0] + widest[-1]) / 2


def crosses(word: PlacedWord, x: float) -> bool:
    """Whether a word stands on both sides of a border."""
    return word.x0 < x - _TOUCH and word.x1 > x + _TOUCH


def _without_titles(
    words: Sequence[PlacedWord], inner: Sequence[float], ys: Sequence[float]
) -> tuple[float, float]:
    """Top and bottom of the table, without first and last lines that run over its borders as text does."""
    start, end = ys[0], ys[-1]
    lines = text_lines(words)
    across = [sum(any(crosses(word, x) for word in line) for x in inner) >= SEVERAL for line in lines]
    while len(lines) > 1 and across and across[0]:
        across.pop(0)
        start = (max(w.y1 for w in lines.pop(0)) + min(w.y0 for w in lines[0])) / 2
    while len(lines) > 1 and across and across[-1]:
        across.pop()
        end = (min(w.y0 for w in lines.pop()) + max(w.y1 for w in lines[-1])) / 2
    return start, end
