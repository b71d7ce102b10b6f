"""Pieces of ink that no word and no rule explains, and the cells they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.audit.page_ink import Ink
from extract.audit.stamps import stamps
from extract.geometry import PixelRect
from extract.pictures.blots import HEIGHT, LEFT, TOP, WIDTH, blots

_LEAST = 0.6
"""A piece smaller than so many letter units both ways is dust or a rest of a letter."""
_LEAST_ALONE = 0.45
"""The same in a cell without words, where a lone dash is content."""
_THIN, _LONG = 0.55, 3.0
"""Near a border, a piece thinner than so many units and so many times as long is a rest of the rule."""
_BESIDE = 4.0
"""Points from a border within which rests of its rule lie."""
_ACROSS = 2.4
"""A piece of so many units that crosses a border is part of the table, a stamp or a fold."""
_SHAPE = 6.0
"""A piece of so many units both ways is a shape: a stamp's ring, a drawing, a picture."""
_COVERED = 0.5
"""Share of a piece inside words from which on it belongs to them."""
_NEAR = 1.5
"""Pixels by which a piece may reach over a border."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A connected piece of unexplained ink; ``area`` in square letter units, ``cell`` an index or None."""

    rect: PixelRect
    area: float
    cell: int | None


def unexplained(
    ink: Ink, cells: Sequence[PixelRect], alone: Sequence[bool], unit: float, scale: float
) -> list[Piece]:
    """The pieces of ink of a sheet that stand outside its words and may be print.

    Args:
        ink: Of the sheet.
        cells: Of its tables.
        alone: Of each cell, whether no word stands in it.
        unit: Height of a small letter, pixels.
        scale: Pixels to a point.
    """
    left_over = ink.left
    _, stats = blots(left_over)
    found = stats[1:]
    longer = np.maximum(found[:, WIDTH], found[:, HEIGHT])
    found = found[longer >= _LEAST_ALONE * unit]
    for stamp in stamps(left_over, unit):
        found = found[~_within(found, stamp)]
    homes = _homes(found, cells)
    pieces = []
    for (left, top, wide, high, area), home in zip(found.tolist(), homes.tolist(), strict=True):
        rect = PixelRect(left, top, left + wide, top + high)
        cell = home if home >= 0 else None
        if cell is not None and _explained(rect, cells[cell], alone[cell], unit, scale):
            continue
        if max(wide, high) < (_LEAST_ALONE if cell is not None and alone[cell] else _LEAST) * unit:
            continue
        if _touches(ink, rect) and _in_words(ink, rect, unit):
            continue
        pieces.append(Piece(rect, area / unit**2, cell))
    return pieces


def _homes(found: NDArray[np.int32], cells: Sequence[PixelRect]) -> NDArray[np.int64]:
    """For each piece the cell round its middle, the smallest if several; else -1."""
    homes = np.full(len(found), -1, dtype=np.int64)
    if not cells or not len(found):
        return homes
    order = sorted(
        range(len(cells)), key=lambda index: cells[index].width * cells[index].height, reverse=True
    )
    for index in order:
        homes[_within(found, cells[index])] = index
    return homes


def _within(found: NDArray[np.int32], rect: PixelRect) -> NDArray[np.bool_]:
    """Which pieces have their middle in a rectangle."""
    x, y = found[:, LEFT] + found[:, WIDTH] / 2, found[:, TOP] + found[:, HEIGHT] / 2
    return np.asarray((x >= rect.x0) & (x < rect.x1) & (y >= rect.y0) & (y < rect.y1), dtype=np.bool_)


def _explained(rect: PixelRect, cell: PixelRect, alone: bool, unit: float, scale: float) -> bool:
    """Whether a piece's shape and place say that it is no print of its cell."""
    wide, high = rect.width, rect.height
    gaps = (rect.x0 - cell.x0, cell.x1 - rect.x1, rect.y0 - cell.y0, cell.y1 - rect.y1)
    if min(gaps) < -_NEAR and max(wide, high) > _ACROSS * unit:
        return True
    if min(wide, high) > _SHAPE * unit:
        return True
    near_side, near_level = min(gaps[:2]) < _BESIDE * scale, min(gaps[2:]) < _BESIDE * scale
    thin = min(wide, high) < _THIN * unit
    if thin and max(wide, high) > _LONG * min(wide, high) and (near_side if high > wide else near_level):
        return True
    # Alone in a cell even a dash counts, but not the rest of a corner.
    return alone and max(wide, high) < _LEAST * unit and (near_side or near_level or wide < 2 * high)


def _touches(ink: Ink, rect: PixelRect) -> bool:
    return bool(rect.shrunk(-1).crop(ink.words).any())


def _in_words(ink: Ink, rect: PixelRect, unit: float) -> bool:
    """Whether the piece is the rest of ink most of which stands inside words."""
    around = rect.shrunk(-round(2 * unit))
    print_, words = around.crop(ink.print), around.crop(ink.words)
    labels, _ = blots(np.ascontiguousarray(print_))
    x0, y0 = max(0, around.x0), max(0, around.y0)
    own = labels[rect.y0 - y0 : rect.y1 - y0, rect.x0 - x0 : rect.x1 - x0]
    outside = own[rect.crop(ink.words) == 0]
    names = np.unique(outside[outside > 0])
    piece = np.isin(labels, names)
    return bool((piece & (words > 0)).sum() >= _COVERED * max(1, int(piece.sum())))
