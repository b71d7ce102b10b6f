"""Born-digital tables with level rules and no upright ones: a style that word processors offer ready-made.

The rules part the rows, so nothing is guessed there; the columns stand apart by gutters that no word of any
row crosses, area headings aside. Where the first row fills every column, its titles show the columns too,
and the table is as sure as one with all its rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from itertools import pairwise

from dictionaries.headers import load_header_names
from extract.aligned_text import area_lines, crosses
from extract.numbers import ordinals
from extract.placing import PlacedWord, into_lines
from extract.vector_grid import Place, Segment, VectorTable, merged_segments
from lampiran.records import Box

_SAME_END = 6.0
"""Points within which rules of one table begin and end."""
_LEAST_WIDTH = 250.0
_FEWEST_ROWS, _FEWEST_COLUMNS = 2, 4
_GUTTER = 4.0
"""Points that stay blank between two columns, at least; blanks between words are narrower."""
_LEAST_ROW = 6.0
"""Height of a row that can hold a line; rules closer than this are one."""


def find_level_ruled(
    words: Sequence[PlacedWord], level: Iterable[Segment]
) -> tuple[VectorTable, bool] | None:
    """The table that level rules and blank gutters make, and whether its columns are sure.

    Args:
        words: Of the page, placed in reading direction, points.
        level: Level rules and the edges of coloured bands.
    """
    rules = _of_one_table(merged_segments(level))
    ys = _rows(rules, words)
    if len(ys) <= _FEWEST_ROWS:
        return None
    left, right = min(rule.start for rule in rules), max(rule.end for rule in rules)
    inside = [word for word in words if ys[0] <= word.middle[1] <= ys[-1]]
    headings = {id(word) for line in area_lines(inside) for word in line}
    inner = _gutters([word for word in inside if id(word) not in headings], left, right)
    if len(inner) + 1 < _FEWEST_COLUMNS:
        return None
    xs = (left, *inner, right)
    places = _places(xs, ys, inside, headings)
    return VectorTable(xs, tuple(ys), places), _is_headed(xs, ys[1], inside)


def _of_one_table(rules: Sequence[Segment]) -> list[Segment]:
    """The rules that share both ends; of several such families the largest."""
    families: list[list[Segment]] = []
    for rule in rules:
        if rule.end - rule.start < _LEAST_WIDTH:
            continue
        for family in families:
            if abs(family[0].start - rule.start) <= _SAME_END and abs(family[0].end - rule.end) <= _SAME_END:
                family.append(rule)
                break
        else:
            families.append([rule])
    return max(families, key=len, default=[])


def _rows(rules: Sequence[Segment], words: Sequence[PlacedWord]) -> list[float]:
    """Borders between rows: rules with print between them and the next one."""
    ys: list[float] = []
    for y in sorted(rule.at for rule in rules):
        if ys and (y - ys[-1] < _LEAST_ROW or not any(ys[-1] <= word.middle[1] <= y for word in words)):
            ys[-1] = y if len(ys) == 1 else ys[-1]
            continue
        ys.append(y)
    return ys


def _gutters(words: Sequence[PlacedWord], left: float, right: float) -> list[float]:
    """The middles of the gaps that no word reaches into; list marks stay with the text beside them."""
    gaps, end = [], left
    for word in sorted(words, key=lambda word: word.x0):
        if end > left and word.x0 - end >= _GUTTER:
            gaps.append((end + word.x0) / 2)
        end = max(end, word.x1)
    borders = [left, *gaps, right]
    kept = []
    for number in range(1, len(borders) - 1):
        column = [word for word in words if borders[number - 1] <= word.middle[0] < borders[number]]
        if number == 1 or not all(_is_mark(word.word.text) for word in column):
            kept.append(borders[number])
    return kept


def _is_mark(text: str) -> bool:
    """Whether a word is a list mark and nothing else."""
    return bool(ordinals(text)) or not any(mark.isalnum() for mark in text)


def _is_headed(xs: Sequence[float], bottom: float, words: Sequence[PlacedWord]) -> bool:
    """Whether the first row is a plan's header: a title over each column, most of them known ones."""
    names = load_header_names()
    known = 0
    for left, right in pairwise(xs):
        title = [word for word in words if word.middle[1] < bottom and left <= word.middle[0] < right]
        if not title:
            return False
        known += names.find(" ".join(word.text for line in into_lines(title) for word in line)) is not None
    return known >= _FEWEST_COLUMNS


def _places(
    xs: Sequence[float], ys: Sequence[float], words: Sequence[PlacedWord], headings: Set[int]
) -> tuple[Place, ...]:
    """The cells; a text that runs over borders has them all, an area heading those of its row."""
    places: list[Place] = []
    for row, (top, bottom) in enumerate(pairwise(ys)):
        here = [word for word in words if top <= word.middle[1] < bottom]
        closed = [n for n in range(1, len(xs) - 1) if not any(crosses(word, xs[n]) for word in here)]
        if here and all(id(word) in headings for word in here):
            closed = []
        borders = [0, *closed, len(xs) - 1]
        for col, after in pairwise(borders):
            places.append(Place(row, col, 1, after - col, Box(xs[col], top, xs[after], bottom)))
    return tuple(places)
