"""Empty cells that are filled with a tint of their own: in calendars of months the tint is what they say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from extract.geometry import Gray, PixelRect
from extract.model import GridCell

_TINTED = 0.85
"""Share of its row's and its column's lightest ground below which a cell's ground is tinted."""
_MIDDLE = 0.25
"""Share of a cell's sides that is left out at each of them."""


def tinted_cells(gray: Gray, cells: Sequence[GridCell], rects: Sequence[PixelRect]) -> list[int]:
    """Which cells of a table are empty and tinted, while neither their whole row nor their whole column is.

    Args:
        gray: The sheet.
        cells: Of one table.
        rects: Where they lie.
    """
    grounds = [_ground(rect.crop(gray)) for rect in rects]
    rows: defaultdict[int, float] = defaultdict(float)
    columns: defaultdict[int, float] = defaultdict(float)
    for cell, ground in zip(cells, grounds, strict=True):
        rows[cell.row] = max(rows[cell.row], ground)
        columns[cell.col] = max(columns[cell.col], ground)
    return [
        index
        for index, (cell, ground) in enumerate(zip(cells, grounds, strict=True))
        if not cell.words and 0 < ground < _TINTED * min(rows[cell.row], columns[cell.col])
    ]


def _ground(part: Gray) -> float:
    """The grey of a cell's middle; 0 where there is none."""
    rows, cols = part.shape
    down, along = round(_MIDDLE * rows), round(_MIDDLE * cols)
    inner = part[down : rows - down : 2, along : cols - along : 2]
    return float(np.median(inner)) if inner.size else 0.0
