"""Columns that run off the side of a page's picture: letters cut through by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.geometry import POINTS_PER_INCH, Gray
from extract.model import GridCell, PageReading, PageTable
from extract.pictures.blots import AREA, HEIGHT, LEFT, WIDTH, blots
from extract.pictures.images import PageImage
from extract.pictures.ink import PAPER_SHARE
from extract.pictures.masks import darker
from extract.sizes import LEAST_COLUMNS, SEVERAL
from extract.turning import Turn
from lampiran.records import Box

_DARK = 0.7
"""Share of the paper's grey below which a pixel beside the picture's edge is ink."""
_STRIP = 4.0
"""Letter units beside the edge that are looked at."""
_HIGH = (0.55, 2.5)
"""Height of a letter or of what is left of it, letter units."""
_WIDE = (0.2, 2.5)
"""Width of what is left of a letter, letter units."""
_FILLED = (0.15, 0.95)
"""Share of its rectangle that a letter fills; a rule's end fills all."""
_REACH = 4.0
"""Letter units between a table's last border, or its last words, and the edge that cuts it, at most."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A table whose first or last column the picture's edge cuts; ``edge`` as on the page that is read."""

    table: int
    first: bool

    @property
    def edge(self) -> str:
        """The edge in reading direction."""
        return "left" if self.first else "right"

    def holds(self, cell: GridCell, table: PageTable) -> bool:
        """Whether a cell of the table is in that column; bands across the table are not."""
        if 2 * cell.col_span > table.n_cols:
            return False
        return cell.col == 0 if self.first else cell.col + cell.col_span == table.n_cols


def cut_columns(reading: PageReading, image: PageImage, unit: float) -> list[Cut]:
    """The tables of a page that an edge of its picture cuts.

    Args:
        reading: What was read.
        image: The page's picture as shown.
        unit: Height of a small letter, points.
    """
    turn = Turn(reading.rotation, reading.width, reading.height)
    found = []
    for first in (True, False):
        letters = _letters_at(image, _side(reading.rotation, first=first), unit)
        if len(letters) < SEVERAL:
            continue
        places = [turn.reading(box) for box in letters]
        edge = min(box.x0 for box in places) if first else max(box.x1 for box in places)
        for number, table in enumerate(reading.tables):
            if table.n_cols >= LEAST_COLUMNS and _cuts(table, turn, places, edge, first, unit):
                found.append(Cut(number, first))
    return found


def _side(rotation: int, *, first: bool) -> int:
    """The side of the shown picture (0 left, 1 top, 2 right, 3 bottom) that is first or last in reading."""
    return (rotation // 90 + (0 if first else 2)) % 4


def _cuts(
    table: PageTable, turn: Turn, letters: Sequence[Box], edge: float, first: bool, unit: float
) -> bool:
    if table.box is None:
        return False
    box = turn.reading(table.box)
    gap = box.x0 - edge if first else edge - box.x1
    within = sum(box.y0 <= (letter.y0 + letter.y1) / 2 <= box.y1 for letter in letters)
    return gap <= _REACH * unit and within >= SEVERAL


def _letters_at(image: PageImage, side: int, unit: float) -> list[Box]:
    """Boxes, on the shown page, of pieces like letters that touch a side of the picture."""
    pixels = unit * image.dpi / POINTS_PER_INCH
    depth = max(3, round(_STRIP * pixels))
    strip = _strip(image.gray, side, depth)
    if min(strip.shape) < 3:
        return []
    paper = float(np.percentile(strip[::4, ::2], PAPER_SHARE))
    _, stats = blots(darker(np.ascontiguousarray(strip), _DARK * paper))
    found = stats[1:]
    found = found[found[:, LEFT] <= 1]
    wide, high, filled = (
        found[:, WIDTH],
        found[:, HEIGHT],
        found[:, AREA] / (found[:, WIDTH] * found[:, HEIGHT]),
    )
    like = _between(high / pixels, _HIGH) & _between(wide / pixels, _WIDE) & _between(filled, _FILLED)
    rows, cols = image.gray.shape
    boxes = []
    for left, top, w, h, _ in found[like].tolist():
        x0, y0, x1, y1 = left, top, left + w, top + h
        if side == 2:
            x0, x1 = cols - x1, cols - x0
        if side in (1, 3):
            x0, y0, x1, y1 = y0, x0, y1, x1
        if side == 3:
            y0, y1 = rows - y1, rows - y0
        boxes.append(image.frame.box(x0, y0, x1, y1))
    return boxes


def _between(values: NDArray[np.float64], ends: tuple[float, float]) -> NDArray[np.bool_]:
    return (values >= ends[0]) & (values <= ends[1])


def _strip(gray: Gray, side: int, depth: int) -> Gray:
    """The pixels beside a side, turned so that the side is their first column."""
    if side == 0:
        return gray[:, :depth]
    if side == 1:
        return gray[:depth].T
    if side == 2:
        return gray[:, ::-1][:, :depth]
    return gray[::-1][:depth].T
