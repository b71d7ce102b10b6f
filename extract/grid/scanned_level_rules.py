"""Scanned tables with level rules and no upright ones.

The print of the picture is cut into words without text, and :mod:`extract.grid.drawn.level_rules` does the
rest. A row is an area heading if it is one line of evenly spaced words. The table is marked as not ruled, so
that everything read from it is flagged.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import pairwise

import cv2
import numpy as np

from extract.geometry import POINTS_PER_INCH, Gray, PixelRect
from extract.grid.drawn.level_rules import Prints, level_table
from extract.grid.ink.ruling_lines import Rules
from extract.grid.placing import PlacedWord
from extract.grid.table_model import Cell, PixelTable, PointTable, Segment, Table
from extract.pictures.blots import HEIGHT, LEFT, TOP, WIDTH, blots, mask_of
from extract.pictures.ink import PRINT
from extract.pictures.masks import Mask
from extract.sizes import GAP, SAME, STROKE, WORD
from lampiran.faults import step
from lampiran.records import Box, Word


@step("table by level rules", None)
def find_level_rows(clean: Gray, rules: Rules) -> PixelTable | None:
    """The table that level rules and blank gutters form, or None.

    Args:
        clean: Dark print on white, deskewed.
        rules: Rules of the page.
    """
    if len(rules.horizontal) < 2:
        return None
    scale = POINTS_PER_INCH / rules.dpi
    level = [Segment(s.start * scale, s.end * scale, s.across * scale) for s in rules.horizontal]
    table = level_table(_prints(clean, rules, scale), level, _headings, _are_marks)
    return None if table is None else _in_pixels(table, 1 / scale, clean.shape)


def _prints(clean: Gray, rules: Rules, scale: float) -> list[PlacedWord]:
    """The places of a picture's words, in points; rules and specks are left out."""
    dark = np.asarray((clean < PRINT) & (rules.h_mask == 0) & (rules.v_mask == 0), dtype=np.uint8)
    labels, stats = blots(dark)
    large = np.maximum(stats[:, WIDTH], stats[:, HEIGHT]) >= max(3, round(STROKE * rules.dpi))
    large[0] = False
    reach = max(1, round(SAME * rules.dpi))
    letters: Mask = mask_of(labels, large)
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
    """The words of rows, except the first, that are one line of text, perhaps after a number."""
    found: set[int] = set()
    for top, bottom in list(pairwise(ys))[1:]:
        row = sorted((p for p in prints if top <= p.middle[1] < bottom), key=lambda p: p.x0)
        if not row or max(p.y1 for p in row) - min(p.y0 for p in row) > WORD * POINTS_PER_INCH:
            continue
        wide = [at for at, (a, b) in enumerate(pairwise(row)) if b.x0 - a.x1 > WORD * POINTS_PER_INCH]
        if not wide or (wide == [0] and row[0].x1 - row[0].x0 <= GAP * POINTS_PER_INCH):
            found.update(id(print_) for print_ in row)
    return found


def _are_marks(column: Prints, titled: bool) -> bool:
    return not titled and max(p.x1 for p in column) - min(p.x0 for p in column) <= GAP * POINTS_PER_INCH


def _in_pixels(table: PointTable, scale: float, shape: tuple[int, ...]) -> PixelTable:
    def pixel(value: float, most: int) -> int:
        return min(max(0, round(value * scale)), most)

    height, width = shape

    def rect(box: Box) -> PixelRect:
        return PixelRect(
            pixel(box.x0, width), pixel(box.y0, height), pixel(box.x1, width), pixel(box.y1, height)
        )

    return Table(
        xs=tuple(float(pixel(x, width)) for x in table.xs),
        ys=tuple(float(pixel(y, height)) for y in table.ys),
        cells=tuple(
            Cell(cell.row, cell.col, cell.row_span, cell.col_span, rect(cell.box), doubt=1.0)
            for cell in table.cells
        ),
        box=rect(table.box),
        ruled=False,
    )
