"""Scanned tables with level rules and no upright ones.

The picture's print is cut into words without text, and :mod:`extract.grid.drawn.level_rules` does the rest.
Which row is an area heading is told by its one line of evenly spaced words. What is found is marked as not
ruled, so that everything read from it is flagged.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import pairwise

import cv2
import numpy as np

from extract.geometry import Gray, PixelRect
from extract.grid.drawn.drawn_tables import Segment, VectorTable
from extract.grid.drawn.level_rules import Prints, level_table
from extract.grid.ink.ruled_tables import GridPlace, PixelTable
from extract.grid.ink.ruling_lines import Rules
from extract.grid.placing import PlacedWord
from extract.pictures.blots import HEIGHT, LEFT, TOP, WIDTH, blots, drawn
from extract.pictures.masks import Mask
from lampiran.records import Word

_POINTS = 72.0
_SPECK_INCH = 0.02
_LETTERS_INCH = 0.035
"""Blank that lies between letters of a word, at most."""
_DARK = 150
_SPACE, _MARK = 12.0, 22.0
"""Points: the widest blank between words of a line, and the widest list mark or number."""
_ONE_LINE = 17.0
"""Points that a row with one line of print is printed high, at most."""


def find_level_rows(clean: Gray, rules: Rules) -> PixelTable | None:
    """The table that level rules and blank gutters make; None where there is none.

    Args:
        clean: Dark print on white, deskewed.
        rules: Rules of the page.
    """
    if len(rules.horizontal) < 2:
        return None
    scale = _POINTS / rules.dpi
    level = [Segment(s.across * scale, s.start * scale, s.end * scale) for s in rules.horizontal]
    table = level_table(_prints(clean, rules, scale), level, _headings, _are_marks)
    return None if table is None else _in_pixels(table, 1 / scale, clean.shape)


def _prints(clean: Gray, rules: Rules, scale: float) -> list[PlacedWord]:
    """The words of a picture by their places, in points; rules and specks are none."""
    dark = np.asarray((clean < _DARK) & (rules.h_mask == 0) & (rules.v_mask == 0), dtype=np.uint8)
    labels, stats = blots(dark)
    large = np.maximum(stats[:, WIDTH], stats[:, HEIGHT]) >= max(3, round(_SPECK_INCH * rules.dpi))
    large[0] = False
    reach = max(1, round(_LETTERS_INCH * rules.dpi))
    letters: Mask = drawn(labels, large)
    words = np.asarray(cv2.dilate(letters, np.ones((1, 2 * reach + 1), np.uint8)), dtype=np.uint8)
    _, found = blots(words)
    blank = Word("", None, 1.0)
    return [
        PlacedWord(
            blank,
            (left + reach) * scale,
            top * scale,
            (left + width - reach) * scale,
            (top + height) * scale,
        )
        for left, top, width, height in found[1:, [LEFT, TOP, WIDTH, HEIGHT]].tolist()
    ]


def _headings(prints: Prints, ys: Sequence[float]) -> Set[int]:
    """The print of rows but the first with one line of words, perhaps after a number."""
    found: set[int] = set()
    for top, bottom in list(pairwise(ys))[1:]:
        row = sorted((p for p in prints if top <= p.middle[1] < bottom), key=lambda p: p.x0)
        if not row or max(p.y1 for p in row) - min(p.y0 for p in row) > _ONE_LINE:
            continue
        wide = [at for at, (a, b) in enumerate(pairwise(row)) if b.x0 - a.x1 > _SPACE]
        if not wide or (wide == [0] and row[0].x1 - row[0].x0 <= _MARK):
            found.update(id(print_) for print_ in row)
    return found


def _are_marks(column: Prints, titled: bool) -> bool:
    return not titled and max(p.x1 for p in column) - min(p.x0 for p in column) <= _MARK


def _in_pixels(table: VectorTable, scale: float, shape: tuple[int, ...]) -> PixelTable:
    def pixel(value: float, most: int) -> int:
        return min(max(0, round(value * scale)), most)

    def rect(x0: float, y0: float, x1: float, y1: float) -> PixelRect:
        return PixelRect(pixel(x0, shape[1]), pixel(y0, shape[0]), pixel(x1, shape[1]), pixel(y1, shape[0]))

    return PixelTable(
        n_rows=len(table.ys) - 1,
        n_cols=len(table.xs) - 1,
        cells=tuple(
            GridPlace(
                place.row,
                place.col,
                place.row_span,
                place.col_span,
                rect(place.box.x0, place.box.y0, place.box.x1, place.box.y1),
                1.0,
            )
            for place in table.places
        ),
        rect=rect(table.box.x0, table.box.y0, table.box.x1, table.box.y1),
        x_edges=tuple(float(pixel(x, shape[1])) for x in table.xs),
        ruled=False,
    )
