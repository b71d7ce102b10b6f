"""Tables without rules: columns from blank gutters, rows from the way lines begin.

A last resort for pages without a ruled table. It asks for at least four columns, parted by gutters that stay
blank over at least two inches, with print in every column; running text has none of that. The table is marked
as not ruled, so that everything read from it is flagged.
"""

from __future__ import annotations

import numpy as np

from extract.geometry import Flags, Gray, PixelRect
from extract.grid.ink.ruling_lines import Rules
from extract.grid.table_model import Cell, PixelTable, Table
from extract.pictures.ink import PRINT
from extract.sizes import HARDLY, LEAST_COLUMNS, LINE, PARTLY, PATTERN, STROKE
from lampiran.faults import step

_LEAST_HEIGHT = 2.0
"""Height of such a table, inches, at least."""
_FEWEST_LINES, _MOST_LINES = 8, 120
"""Printed lines of a page with such a table; more are noise."""
_BLANK_SHARE = 0.93
"""Share of the printed lines that leave a gutter blank; headings may cross it."""


@step("table by aligned print", None)
def find_aligned_table(clean: Gray, rules: Rules) -> PixelTable | None:
    """The table that alignment alone shows, or None.

    Args:
        clean: Dark print on white, deskewed.
        rules: Rules of the page; long horizontal ones, if any, part rows.
    """
    size = max(1, round(STROKE * rules.dpi))
    ink = _bins(clean, rules, size)
    lines = _lines(ink)
    if not _FEWEST_LINES <= len(lines) <= _MOST_LINES:
        return None
    best: tuple[float, int, int, list[tuple[int, int]]] | None = None
    for first in range(len(lines) - 6):
        for last in range(len(lines) - 1, first + 5, -1):
            height = lines[last][1] - lines[first][0]
            if height * STROKE < _LEAST_HEIGHT or (best is not None and 9 * height <= best[0]):
                break
            columns = _columns(ink, lines[first : last + 1])
            score = float(height * len(columns))
            if len(columns) >= LEAST_COLUMNS and (best is None or score > best[0]):
                best = (score, first, last, columns)
    if best is None:
        return None
    _, first, last, columns = best
    starts = _row_starts(ink, lines[first : last + 1], columns, _rule_rows(rules, size))
    return _made(columns, [*starts, lines[last][1] + 1], size, clean.shape)


def _bins(clean: Gray, rules: Rules, size: int) -> Flags:
    """Where there is print, without rules, in bins as wide as a stroke."""
    print_ = np.asarray((clean < PRINT) & (rules.h_mask == 0) & (rules.v_mask == 0), dtype=np.uint8)
    height, width = clean.shape
    rows, columns = height // size, width // size
    part = print_[: rows * size, : columns * size].reshape(rows, size, columns, size)
    return np.asarray(part.sum(axis=(1, 3)) >= 2)


def _lines(ink: Flags) -> list[tuple[int, int]]:
    """Printed lines as ranges of rows of bins."""
    filled = np.concatenate([[False], ink.sum(axis=1) > 1, [False]])
    changes = np.nonzero(filled[1:] != filled[:-1])[0]
    return [(int(a), int(b)) for a, b in zip(changes[::2], changes[1::2], strict=True)]


def _columns(ink: Flags, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Column ranges (bins) between gutters that the lines leave blank; empty if the columns are not sound."""
    covered = np.array([ink[top:bottom].any(axis=0) for top, bottom in lines])
    places = np.nonzero(covered.any(axis=0))[0]
    if not len(places):
        return []
    left, right = int(places[0]), int(places[-1]) + 1
    blank = 1.0 - covered[:, left:right].mean(axis=0) >= _BLANK_SHARE
    padded = np.concatenate([[False], blank, [False]])
    changes = np.nonzero(padded[1:] != padded[:-1])[0]
    wide = LINE / STROKE
    gutters = [(int(a), int(b)) for a, b in zip(changes[::2], changes[1::2], strict=True) if b - a >= wide]
    borders = [left, *(left + (a + b) // 2 for a, b in gutters if a > 0 and b < right - left), right]
    columns = list(zip(borders[:-1], borders[1:], strict=True))
    filled = [float(covered[:, a:b].any(axis=1).mean()) for a, b in columns]
    widest = max(b - a for a, b in columns)
    sound = min(filled) >= HARDLY and sorted(filled)[-min(PATTERN, len(filled))] >= PARTLY
    return columns if sound and widest <= 0.5 * (right - left) else []


def _rule_rows(rules: Rules, size: int) -> list[int]:
    """Rows of bins with a rule along at least half of the printed width."""
    along = rules.h_mask.sum(axis=1)
    rows = np.nonzero(along > 0.5 * max(int(rules.h_mask.any(axis=0).sum()), rules.dpi))[0]
    return sorted({int(row) // size for row in rows})


def _row_starts(
    ink: Flags, lines: list[tuple[int, int]], columns: list[tuple[int, int]], ruled: list[int]
) -> list[int]:
    """Tops of the table's rows, in bins.

    If there are rules between the lines, they part rows. Else a row begins after a blank clearly higher than
    between lines; or, if lines are evenly spaced, where most columns have print and more than on the line
    above.
    """
    tops = [top for top, _ in lines]
    between = [
        index
        for index in range(1, len(lines))
        if any(lines[index - 1][1] - 1 <= r <= tops[index] for r in ruled)
    ]
    if len(between) >= 3:
        return [tops[0], *(tops[index] for index in between)]
    gaps = np.array([lines[i][0] - lines[i - 1][1] for i in range(1, len(lines))])
    usual = float(np.percentile(gaps, 25))
    wide = [index + 1 for index, gap in enumerate(gaps) if gap > max(1.6 * usual, usual + 2)]
    if len(wide) >= 3:
        return [tops[0], *(tops[index] for index in wide)]
    filled = np.array([[ink[top:bottom, a:b].any() for a, b in columns] for top, bottom in lines])
    count = filled.sum(axis=1)
    begins = (count > len(columns) / 2) & ((np.diff(count, prepend=0) > 0) | (count >= 0.8 * len(columns)))
    return [tops[0], *(tops[i] for i in range(1, len(lines)) if begins[i])]


def _made(columns: list[tuple[int, int]], tops: list[int], size: int, shape: tuple[int, ...]) -> PixelTable:
    xs = [columns[0][0] * size - size, *(b * size for _, b in columns[:-1]), columns[-1][1] * size + size]
    ys = [max(0, top * size - size) for top in tops[:-1]] + [tops[-1] * size + size]
    xs = [min(max(x, 0), shape[1]) for x in xs]
    ys = [min(max(y, 0), shape[0]) for y in ys]
    cells = tuple(
        Cell(
            row, col, 1, 1, PixelRect(xs[col], ys[row], xs[col + 1], max(ys[row] + 1, ys[row + 1])), doubt=1.0
        )
        for row in range(len(ys) - 1)
        for col in range(len(xs) - 1)
    )
    return Table(
        xs=tuple(float(x) for x in xs),
        ys=tuple(float(y) for y in ys),
        cells=cells,
        box=PixelRect(xs[0], ys[0], xs[-1], ys[-1]),
        ruled=False,
    )
