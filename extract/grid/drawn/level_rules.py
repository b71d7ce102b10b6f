"""Tables with level rules and no upright ones: a style that word processors offer ready-made.

The rules part the rows, so nothing is guessed there: those from end to end, and shorter ones beside a cell
that goes on. The columns stand apart by gutters that the print of no row crosses, area headings aside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from itertools import pairwise
from math import inf

from dictionaries.headers import load_header_names
from dictionaries.numerals import ordinals
from extract.grid.drawn.aligned_text import area_lines, crosses, text_lines
from extract.grid.drawn.drawn_tables import Segment, VectorTable, merged_segments, places_between
from extract.grid.placing import PlacedWord, into_lines

Prints = Sequence[PlacedWord]
"""What is printed, in points; of a scan without its text."""

_SAME_END = 6.0
"""Points within which rules of one table begin and end."""
_LEAST_WIDTH, _LEAST_PART = 250.0, 60.0
"""Lengths of a table's rules: of those from end to end, and of those beside a cell that goes on."""
_FEWEST_ROWS, FEWEST_COLUMNS = 2, 4
_GUTTER = 4.0
"""Points that stay blank between two columns, at least; blanks between words are narrower."""
_LEAST_ROW = 6.0
"""Height of a row that can hold a line; rules closer than this are one."""
_LEADING = 0.6
"""Times its height that a line may stand below the one before, or the last rule, to be of the last row."""


def find_level_ruled(words: Prints, level: Iterable[Segment]) -> tuple[VectorTable, bool] | None:
    """The table of a born-digital page, and whether its columns are sure.

    They are where the first row is a plan's header with a title over each column.

    Args:
        words: Of the page, placed in reading direction, points.
        level: Level rules and the edges of coloured bands.
    """

    def headings(inside: Prints, _: Sequence[float]) -> Set[int]:
        return {id(word) for line in area_lines(inside) for word in line}

    def marks(column: Prints, _: bool) -> bool:
        return all(_is_mark(word.word.text) for word in column)

    table = level_table(words, level, headings, marks)
    return None if table is None else (table, _is_headed(table, words))


def level_table(
    prints: Prints,
    level: Iterable[Segment],
    silent: Callable[[Prints, Sequence[float]], Set[int]],
    is_marks: Callable[[Prints, bool], bool],
) -> VectorTable | None:
    """The table that level rules and blank gutters make; None where there is none.

    Args:
        prints: All print of the page, placed in reading direction.
        level: Level rules.
        silent: Given the table's print and its row borders: the ids of that which may run over columns.
        is_marks: Given the print of what looks like a column, and whether it has a title: whether it is
            nothing but the list marks of the next one.
    """
    rules = merged_segments(level)
    ends = _ends(rules)
    if ends is None:
        return None
    left, right = ends
    within = [rule for rule in rules if left - _SAME_END <= rule.start and rule.end <= right + _SAME_END]
    between = [print_ for print_ in prints if left <= print_.middle[0] <= right]
    ys = _rows([rule.at for rule in within if rule.end - rule.start >= _LEAST_PART], between)

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
        if len(longer[0]) >= min(len(xs), FEWEST_COLUMNS + 1) and _is_row(longer[0], ys[-1], longer[1]):
            ys = [*ys, open_end]
            xs, inside, running = longer
    if len(ys) <= _FEWEST_ROWS or len(xs) <= FEWEST_COLUMNS:
        return None
    return VectorTable(
        xs, tuple(ys), places_between(xs, tuple(ys), within, _uprights(xs, ys, inside, running))
    )


def _ends(rules: Sequence[Segment]) -> tuple[float, float] | None:
    """Left and right end of the table: where the widest rules begin and end that are two at least."""
    wide = sorted(
        (rule for rule in rules if rule.end - rule.start >= _LEAST_WIDTH),
        key=lambda rule: rule.start - rule.end,
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
    """Where the print begins that stands over the first rule, line by line, in the table's columns.

    A header with a rule under it only. None where print runs over the columns (a title) or fills too few.
    """
    header: list[PlacedWord] = []
    for line in reversed(text_lines([print_ for print_ in prints if print_.middle[1] < start])):
        top, bottom = min(print_.y0 for print_ in line), max(print_.y1 for print_ in line)
        if start - bottom > _LEADING * (bottom - top) or any(_runs_over(line, x) for x in xs[1:-1]):
            break
        header += line
        start = top
    titled = sum(any(a <= print_.middle[0] < b for print_ in header) for a, b in pairwise(xs))
    return start - 1 if titled >= FEWEST_COLUMNS else None


def _runs_over(line: Prints, x: float) -> bool:
    """Whether a line's print goes on over a border: a word, or no wider blank than between words."""
    left = max((print_.x1 for print_ in line if print_.middle[0] < x), default=-inf)
    right = min((print_.x0 for print_ in line if print_.middle[0] >= x), default=inf)
    return right - left < _GUTTER


def _open_end(end: float, prints: Prints) -> float | None:
    """Where the print ends that follows the last rule line by line; None where none does."""
    last = None
    for line in text_lines([print_ for print_ in prints if print_.middle[1] > end]):
        top, bottom = min(print_.y0 for print_ in line), max(print_.y1 for print_ in line)
        if top - end > _LEADING * (bottom - top):
            break
        end = last = bottom
    return None if last is None else last + 1


def _is_row(xs: Sequence[float], top: float, prints: Prints) -> bool:
    """Whether what stands below a rule has several lines, or stands in several columns."""
    here = [print_ for print_ in prints if print_.middle[1] > top]
    columns = sum(any(a <= print_.middle[0] < b for print_ in here) for a, b in pairwise(xs))
    return columns > 1 or len(text_lines(here)) > 1


def _gutters(
    prints: Prints, left: float, right: float, head: float, is_marks: Callable[[Prints, bool], bool]
) -> list[float]:
    """The middles of the gaps that no print reaches into; list marks stay with the text beside them."""
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
    """The borders between columns, but where print runs over them; a heading has its row to itself.

    What is known to be one by its text is; print without text is where it runs over a border.
    """
    made = []
    for top, bottom in pairwise(ys):
        here = [print_ for print_ in prints if top <= print_.middle[1] < bottom]
        crossed = {x for x in xs[1:-1] if any(crosses(print_, x) for print_ in here)}
        if here and all(id(print_) in running for print_ in here) and (crossed or here[0].word.text):
            continue
        made += [Segment(x, top, bottom) for x in xs[1:-1] if x not in crossed]
    return made


def _is_mark(text: str) -> bool:
    """Whether a word is a list mark and nothing else."""
    return bool(ordinals(text)) or not any(mark.isalnum() for mark in text)


def _is_headed(table: VectorTable, words: Prints) -> bool:
    """Whether the first row is a plan's header: a title over each column, most of them known ones."""
    names = load_header_names()
    known = 0
    first = [word for word in words if table.ys[0] <= word.middle[1] < table.ys[1]]
    for left, right in pairwise(table.xs):
        title = into_lines([word for word in first if left <= word.middle[0] < right])
        if not title:
            return False
        known += names.find(" ".join(word.text for line in title for word in line)) is not None
    return known >= FEWEST_COLUMNS
