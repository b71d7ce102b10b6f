"""A cell's own ink: where it is, without the rules around it, and whether there is any.

The rectangles of a grid follow the middle of its rules, so every cell's picture has rules along its
sides, often broken, doubled or grey. Left in, they are read as ``|``, ``l``, ``-`` or quotation marks.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.geometry import Gray, PixelRect
from extract.pictures.blots import blots
from extract.pictures.ink import PRINT
from extract.reading.cell_sides import BESIDE_SIDE, SMALLEST, RuleEnd, rule_end, without_rules
from extract.reading.shapes import DASH_ELONGATION, DASH_LENGTH, SPECK, USUAL_CAPITAL

_LONGEST_NOISE = 5.0
"""Pixels: noise makes blots of up to this width."""
_APART = 0.3
"""Inches of white between two pieces of a page that are read separately."""


def cell_sheet(image: Gray, rects: Sequence[PixelRect], dpi: float) -> tuple[Gray, list[PixelRect]]:
    """A white page with nothing on it but what stands inside the cells, and the cells within their rules.

    Args:
        image: Cleaned grey page picture.
        rects: The cells; their rules may lie a little inside or outside.
        dpi: Resolution of the picture.
    """
    sheet = np.full_like(image, 255)
    inner = []
    for rect in rects:
        within, beyond = inside_rules(image, rect, dpi)
        crop = within.crop(image)
        if beyond is not None:
            crop = np.where(beyond, np.uint8(255), crop)
        place = within.crop(sheet)
        # Where rules lean the rectangles of neighbours overlap.
        np.minimum(place, without_rules(crop, dpi), out=place)
        inner.append(within)
    return sheet, inner


def inside_rules(image: Gray, rect: PixelRect, dpi: float) -> tuple[PixelRect, NDArray[np.bool_] | None]:
    """The cell as far as the inner edges of its rules, each looked for near its side.

    Returns:
        The rectangle around the cell's paper, and which of its pixels (rows x columns) lie beyond rules that
        lean or bend; None if no rule does.
    """
    height, width = image.shape
    x0, x1 = (min(max(0, x), width) for x in (rect.x0, rect.x1))
    y0, y1 = (min(max(0, y), height) for y in (rect.y0, rect.y1))
    if x1 - x0 < SMALLEST or y1 - y0 < SMALLEST:
        return PixelRect(x0, y0, max(x0, x1), max(y0, y1)), None
    near = max(2, round(BESIDE_SIDE * dpi))
    columns = image[y0:y1, max(0, x0 - near) : x0 + near].T, image[y0:y1, x1 - near : x1 + near].T[::-1]
    rows = image[max(0, y0 - near) : y0 + near, x0:x1], image[y1 - near : y1 + near, x0:x1][::-1]
    left, right = rule_end(columns[0], min(near, x0), dpi), rule_end(columns[1], min(near, width - x1), dpi)
    top, bottom = rule_end(rows[0], min(near, y0), dpi), rule_end(rows[1], min(near, height - y1), dpi)
    within = PixelRect(
        x0 + int(np.min(left)), y0 + int(np.min(top)), x1 - int(np.min(right)), y1 - int(np.min(bottom))
    )
    if all(isinstance(end, int) for end in (left, right, top, bottom)):
        return within, None
    return within, _beyond(within, PixelRect(x0, y0, x1, y1), (left, right, top, bottom))


def _beyond(
    within: PixelRect, rect: PixelRect, ends: tuple[RuleEnd, RuleEnd, RuleEnd, RuleEnd]
) -> NDArray[np.bool_]:
    """Which pixels of a rectangle lie beyond the rules at its left, right, top and bottom.

    Args:
        within: The rectangle asked about.
        rect: The cell, as the grid has it.
        ends: How far rules reach from its sides, place by place from its left or top.
    """
    x, y = np.arange(within.x0, within.x1), np.arange(within.y0, within.y1)
    row, column = (y - rect.y0).clip(0, rect.height - 1), (x - rect.x0).clip(0, rect.width - 1)
    left, right = (_at(end, row)[:, None] for end in ends[:2])
    top, bottom = (_at(end, column)[None, :] for end in ends[2:])
    across = (x[None, :] < rect.x0 + left) | (x[None, :] >= rect.x1 - right)
    return np.asarray(across | (y[:, None] < rect.y0 + top) | (y[:, None] >= rect.y1 - bottom))


def _at(end: RuleEnd, places: NDArray[np.int64]) -> NDArray[np.int32]:
    return np.full(len(places), end, dtype=np.int32) if isinstance(end, int) else end[places]


def ink_box(image: Gray, rect: PixelRect, dpi: float) -> PixelRect | None:
    """The smallest rectangle around a cell's writing; None if there is none but specks.

    Args:
        image: A sheet without rules, see :func:`cell_sheet`.
        rect: The cell.
        dpi: Resolution of the picture.
    """
    dark = np.asarray(rect.crop(image) < PRINT, dtype=np.uint8)
    least = _speck(dpi)
    stats = blots(dark)[1][1:]
    written = stats[stats[:, cv2.CC_STAT_AREA] >= least / 3]
    wide, high = written[:, cv2.CC_STAT_WIDTH], written[:, cv2.CC_STAT_HEIGHT]
    # A lone dash is a value, and its ink can be less than that of a speck.
    dashes = (wide >= max(_LONGEST_NOISE, DASH_LENGTH[0] * USUAL_CAPITAL * dpi)) & (
        wide >= DASH_ELONGATION * high
    )
    if int(written[:, cv2.CC_STAT_AREA].sum()) < least and not dashes.any():
        return None
    left, top = written[:, 0].min(), written[:, 1].min()
    right, bottom = (written[:, 0] + written[:, 2]).max(), (written[:, 1] + written[:, 3]).max()
    return PixelRect(rect.x0 + int(left), rect.y0 + int(top), rect.x0 + int(right), rect.y0 + int(bottom))


def _speck(dpi: float) -> float:
    """Pixels of ink of the largest speck; less is not writing."""
    return (SPECK * USUAL_CAPITAL * dpi) ** 2


def written_pieces(image: Gray, dpi: float) -> list[PixelRect]:
    """The strips of a page that hold print, top to bottom, each with a white margin; none if it is blank.

    Args:
        image: Cleaned grey page picture.
        dpi: Its resolution.
    """
    dark = np.asarray(image < PRINT, dtype=np.uint8)
    rows = np.flatnonzero(dark.max(axis=1))
    if not rows.size:
        return []
    apart, margin = round(_APART * dpi), round(_APART * dpi / 3)
    breaks = np.flatnonzero(np.diff(rows) > apart)
    height, width = image.shape
    found = []
    for first, last in zip(rows[[0, *(breaks + 1)]], rows[[*breaks, -1]], strict=True):
        strip = dark[first : last + 1]
        columns = np.flatnonzero(strip.max(axis=0))
        if int(strip.sum()) < _speck(dpi):
            continue
        found.append(
            PixelRect(
                max(0, int(columns[0]) - margin),
                max(0, int(first) - margin),
                min(width, int(columns[-1]) + 1 + margin),
                min(height, int(last) + 1 + margin),
            )
        )
    return found
