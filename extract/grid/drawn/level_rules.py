"""Tables with level rules and no upright ones: a ready-made style of word processors.

The rows are certain: rules run between them from end to end, or over a part beside a cell over several rows.
The columns are parted by gutters that no row's print crosses, except for area headings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import replace
from itertools import pairwise
from math import inf

from dictionaries.headers import load_header_names
from dictionaries.numerals import ordinals
from extract.geometry import POINTS_PER_INCH
from extract.grid.drawn.aligned_text import area_lines, crosses, text_lines
from extract.grid.drawn.drawn_tables import cells_between, merged_segments, outline, ruled_borders
from extract.grid.placing import PlacedWord, into_lines
from extract.grid.table_model import PointTable, Segment, Table
from extract.sizes import LEAST_COLUMNS, LETTER, LONG, MOSTLY, SEVERAL
from lampiran.faults import step

Prints = Sequence[PlacedWord]
"""Printed words, in points; those of a scan have no text yet."""

_SAME_END = LETTER * POINTS_PER_INCH
"""Rules of one table begin and end within this, points."""
_LEAST_WIDTH = 250.0
"""Length of a table's rules from end to end, points, at least."""
_GUTTER = LETTER * POINTS_PER_INCH
"""Points that stay blank between two columns, at least; blanks between words are narrower."""
_LEAST_ROW = LETTER * POINTS_PER_INCH
"""Height of a row that fits a line, points; rules nearer to each other are one."""


@step("table by level rules", None)
def find_level_ruled(words: Prints, level: Iterable[Segment]) -> PointTable | None:
    """The table of a born-digital page; it counts as ruled if its columns are sure.

    They are sure if the first row is a plan's header with a title over each column.

    Args:
        words: Of the page, placed in reading direction, points.
        level: Level rules and the edges of coloured bands.
    """

    def headings(inside: Prints, _: Sequence[float]) -> Set[int]:
        return {id(word) for line in area_lines(inside) for word in line}

    def marks(column: Prints, _: bool) -> bool:
        return all(_is_mark(word.word.text) for word in column)

    table = level_table(words, level, headings, marks)
    return None if table is None else replace(table, ruled=_is_headed(table, words))


def level_table(
    prints: Prints,
    level: Iterable[Segment],
    silent: Callable[[Prints, Sequence[float]], Set[int]],
    is_marks: Callable[[Prints, bool], bool],
) -> PointTable | None:
    """The table that level rules and blank gutters form, or None.

    Args:
        prints: All print of the page, placed in reading direction.
        level: Level rules.
        silent: Given the table's print and its row borders, the ids of the words that may run over columns.
        is_marks: Given the words of what looks like a column, and whether it has a title: whether they are
            only the list marks of the next column.
    """
    rules = merged_segments(level)
    ends = _ends(rules)
    if ends is None:
        return None
    left, right = ends
    within = [rule for rule in rules if left - _SAME_END <= rule.start and rule.end <= right + _SAME_END]
    between = [print_ for print_ in prints if left <= print_.middle[0] <= right]
    ys = _rows([rule.across for rule in within if rule.length >= LONG * POINTS_PER_INCH], between)
    if len(ys) < 2:
        return None  # the double line under a letterhead, the frame of a photograph

    def columns(ys: Sequence[float]) -> tuple[tuple[float, ...], Prints, Set[int]]:
        inside = [print_ for print_ in between if ys[0] <= print_.middle[1] <= ys[-1]]
        running = silent(inside, ys)
        telling = [print_ for print_ in inside if id(print_) not in running]
        return (left, *_gutters(telling, left, right, ys[1], is_marks), right), inside, running

    xs, inside, running = columns(ys)
    open_start = _open_start(xs, ys[0], between)
    if open_start is not None:
        ys = [open_start, *ys]
        xs, inside, running = columns(ys)
    open_end = _open_end(ys[-1], between)
    if open_end is not None:
        longer = columns([*ys, open_end])
        # A page number or a note below the table is no row of it.
        if len(longer[0]) >= min(len(xs), LEAST_COLUMNS + 1) and _is_row(longer[0], ys[-1], longer[1]):
            ys = [*ys, open_end]
            xs, inside, running = longer
    if len(ys) <= SEVERAL or len(xs) <= LEAST_COLUMNS:
        return None
    between_columns = ruled_borders(_uprights(xs, ys, inside, running), xs, ys)
    cells = cells_between(xs, ys, between_columns, ruled_borders(within, ys, xs).T)
    return Table(xs, tuple(ys), cells, outline(xs, ys), ruled=False)


def _ends(rules: Sequence[Segment]) -> tuple[float, float] | None:
    """Left and right end of the table: those of the widest rules of which there are two or more."""
    wide = sorted(
        (rule for rule in rules if rule.length >= _LEAST_WIDTH),
        key=lambda rule: -rule.length,
    )
    for rule in wide:
        alike = [
            other
            for other in wide
            if abs(other.start - rule.start) <= _SAME_END and abs(other.end - rule.end) <= _SAME_END
        ]
        if len(alike) > 1:
            return min(other.start for other in alike), max(other.end for other in alike)
    return None


def _rows(rules: Sequence[float], prints: Prints) -> list[float]:
    """Borders between rows: rules with print between them."""
    ys: list[float] = []
    for y in sorted(rules):
        if ys and (y - ys[-1] < _LEAST_ROW or not any(ys[-1] <= print_.middle[1] <= y for print_ in prints)):
            ys[-1] = y if len(ys) == 1 else ys[-1]
            continue
        ys.append(y)
    return ys


def _open_start(xs: Sequence[float], start: float, prints: Prints) -> float | None:
    """Where the header begins if it has no rule above: lines over the first rule, in the table's columns.

    None if print runs over the columns (a title) or fills too few of them.
    """
    header: list[PlacedWord] = []
    for line in reversed(text_lines([print_ for print_ in prints if print_.middle[1] < start])):
        top, bottom = min(print_.y0 for print_ in line), max(print_.y1 for print_ in line)
        if start - bottom > MOSTLY * (bottom - top) or any(_runs_over(line, x) for x in xs[1:-1]):
            break
        header += line
        start = top
    titled = sum(any(a <= print_.middle[0] < b for print_ in header) for a, b in pairwise(xs))
    return start - 1 if titled >= LEAST_COLUMNS else None


def _runs_over(line: Prints, x: float) -> bool:
    """Whether a line's print runs over a border: with a word, or with a blank as narrow as between words."""
    left = max((print_.x1 for print_ in line if print_.middle[0] < x), default=-inf)
    right = min((print_.x0 for print_ in line if print_.middle[0] >= x), default=inf)
    return right - left < _GUTTER


def _open_end(end: float, prints: Prints) -> float | None:
    """Where the lines end that follow the last rule; None if no line follows it."""
    last = None
    for line in text_lines([print_ for print_ in prints if print_.middle[1] > end]):
        top, bottom = min(print_.y0 for print_ in line), max(print_.y1 for print_ in line)
        if top - end > MOSTLY * (bottom - top):
            break
        end = last = bottom
    return None if last is None else last + 1


def _is_row(xs: Sequence[float], top: float, prints: Prints) -> bool:
    """Whether the print below a rule has several lines or stands in several columns."""
    here = [print_ for print_ in prints if print_.middle[1] > top]
    columns = sum(any(a <= print_.middle[0] < b for print_ in here) for a, b in pairwise(xs))
    return columns > 1 or len(text_lines(here)) > 1


def _gutters(
    prints: Prints, left: float, right: float, head: float, is_marks: Callable[[Prints, bool], bool]
) -> list[float]:
    """The middles of the gaps between columns; list marks stay with the text beside them."""
    gaps, end = [], left
    for print_ in sorted(prints, key=lambda print_: print_.x0):
        if end > left and print_.x0 - end >= _GUTTER:
            gaps.append((end + print_.x0) / 2)
        end = max(end, min(print_.x1, right))
    borders = [left, *gaps, right]
    kept = []
    for number in range(1, len(borders) - 1):
        column = [p for p in prints if borders[number - 1] <= p.middle[0] < borders[number]]
        titled = any(print_.middle[1] < head for print_ in column)
        if number == 1 or not is_marks(column, titled):
            kept.append(borders[number])
    return kept


def _uprights(xs: Sequence[float], ys: Sequence[float], prints: Prints, running: Set[int]) -> list[Segment]:
    """The borders between columns, left out where print runs over them; a heading has its row to itself.

    Print with text is a heading by its text; print without text is one if it runs over a border.
    """
    made = []
    for top, bottom in pairwise(ys):
        here = [print_ for print_ in prints if top <= print_.middle[1] < bottom]
        crossed = {x for x in xs[1:-1] if any(crosses(print_, x) for print_ in here)}
        if here and all(id(print_) in running for print_ in here) and (crossed or here[0].word.text):
            continue
        made += [Segment(top, bottom, x) for x in xs[1:-1] if x not in crossed]
    return made


def _is_mark(text: str) -> bool:
    """Whether a word is a list mark and nothing else."""
    return bool(ordinals(text)) or not any(mark.isalnum() for mark in text)


def _is_headed(table: PointTable, words: Prints) -> bool:
    """Whether the first row is a plan's header: a title over each column, most of them known ones."""
    names = load_header_names()
    known = 0
    first = [word for word in words if table.ys[0] <= word.middle[1] < table.ys[1]]
    for left, right in pairwise(table.xs):
        title = into_lines([word for word in first if left <= word.middle[0] < right])
        if not title:
            return False
        known += names.find(" ".join(word.text for line in title for word in line)) is not None
    return known >= LEAST_COLUMNS
