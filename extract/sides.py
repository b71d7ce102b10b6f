"""Where the rule along a cell's side ends and the cell's own paper begins, place by place.

The rectangles of a grid are straight; printed rules lean a little and bend with the sheet, and small type
stands two or three pixels from them. So each side's rule is followed on its way, in short chunks, and the
paper begins right behind it. What tells a rule from a row of letters that stands as near: the rule has ink
all along, letters have gaps between them once soft rims are not counted as ink.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.geometry import Gray

_FAINT = 225
_CHUNK = 0.12
"""Inches of a rule that are taken for straight: rows stray by less than one in so short a piece."""
_WHOLE = 0.9
"""Share of a row that is inked where a whole, straight rule is."""
_SOLID = 0.85
"""Share of a chunk's row that is inked where a rule passes, soft rims not counted."""
_THICK = 0.75
"""Share of a row that still belongs to the rule."""
_BROKEN = 0.4
"""Share of a side's chunks that must hold rule for a rule to be there; rules are often broken."""
_NEAR = 0.04
"""What a row further from the side the grid knows costs a rule, in shares of ink."""

Edge = int | NDArray[np.int32]
"""How many rows beyond a side its rule ends: one number, or one for each place along the side."""


def rule_end(strip: Gray, origin: int, dpi: float) -> Edge:
    """Where the rule along a cell's side ends; 0 where there is none.

    Args:
        strip: Rows from outside the cell to inside, columns along the side.
        origin: The row where the cell's rectangle has its side; answers count from it, below 0 outside.
        dpi: Resolution of the picture.
    """
    ink = np.asarray(strip < _FAINT, dtype=np.uint8)
    # A leaning rule changes rows along its way: each row also counts its neighbours' ink.
    broad = np.asarray(cv2.dilate(ink, np.ones((3, 1), np.uint8)), dtype=np.uint8)
    share = broad.mean(axis=1)
    whole = np.flatnonzero(share >= _WHOLE)
    if whole.size:
        at = int(whole[np.argmin(np.abs(whole - origin))])
        while at + 1 < len(share) and share[at + 1] >= _THICK:
            at += 1
        return at + 1 - origin
    if share.max(initial=0.0) < _BROKEN * _SOLID:
        return 0
    return _followed(strip, broad, origin, dpi)


def _followed(strip: Gray, broad: NDArray[np.uint8], origin: int, dpi: float) -> Edge:
    """The end of a rule that leans, bends or is broken."""
    length = strip.shape[1]
    count = max(1, round(length / (_CHUNK * dpi)))
    starts = np.arange(count) * length // count
    sizes = np.diff([*starts, length])
    shares = np.add.reduceat(broad, starts, axis=1, dtype=np.int64) / sizes
    path = _path(shares - _NEAR * np.abs(np.arange(len(strip)) - origin)[:, None])
    rows = np.repeat(path, sizes)
    core = np.asarray(cv2.erode(strip, np.ones((3, 1), np.uint8)), dtype=np.uint8)[rows, np.arange(length)]
    # As dark as half the rule: the soft rims by which small letters hang together are paler.
    level = (float(np.percentile(core, 40)) + 255) / 2
    solid = np.add.reduceat(core < min(_FAINT, level), starts, dtype=np.int64) / sizes >= _SOLID
    if solid.mean() < _BROKEN:
        return 0
    thick = 1
    beyond = shares[:, solid]
    at = path[solid]
    while int(at.max()) + thick < len(strip) and (beyond[at + thick, np.arange(len(at))].mean() >= _THICK):
        thick += 1
    return np.asarray(rows + thick - origin, dtype=np.int32)


def _path(worth: NDArray[np.float64]) -> NDArray[np.int64]:
    """The row in each column on the way of most worth that changes by a row at most from column to column.

    Args:
        worth: Rows x columns.
    """
    total = np.empty_like(worth)
    total[:, 0] = worth[:, 0]
    padded = np.full(worth.shape[0] + 2, -np.inf)
    for column in range(1, worth.shape[1]):
        padded[1:-1] = total[:, column - 1]
        total[:, column] = worth[:, column] + np.maximum(np.maximum(padded[:-2], padded[2:]), padded[1:-1])
    rows = np.empty(worth.shape[1], dtype=np.int64)
    rows[-1] = int(total[:, -1].argmax())
    for column in range(worth.shape[1] - 2, -1, -1):
        first = max(0, int(rows[column + 1]) - 1)
        rows[column] = first + int(total[first : rows[column + 1] + 2, column].argmax())
    return rows
