"""A cell's own ink: where it is, without the rules round it, and whether there is any.

The rectangles of a grid follow the middle of its rules, so every cell's picture has rules along its
sides, often broken, doubled or grey. Left in, they are read as ``|``, ``l``, ``-`` or quotation marks.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.blots import blots
from extract.geometry import Gray, PixelRect
from extract.sides import Edge, rule_end

_DARK = 150
_FAINT = 225
_SNAP_OUT = 0.05
_SNAP_IN = 0.045
"""Inches outside and inside a rectangle's side within which its rule is looked for (padding is wider)."""
_EDGE = 0.022
"""Inches from a rule's inner edge within which a blot that keeps to itself is a piece of rule."""
_REACH = 0.065
"""Inches from a side within which straight runs are rules even where letters touch them."""
_TALL_RUN = 0.14
"""Inches: a vertical run of this height is no letter (capitals of 12 point type are 0.12 high)."""
_WIDE_RUN = 0.30
_JOINED = 0.3
"""Share of a run that goes on upward or downward where it is a row of letters; below a rule few touch it."""
_LONG_RUN = 0.5
"""Inches: straight runs of this length are rules wherever they stand in the cell."""
_LEAST_INK = 0.00025
"""Ink below this many square inches (10 pixels at 200 dpi) is no writing."""
_LEAST_DASH = 0.024
"""Width in inches of the shortest dash; and never below five pixels, which noise can make."""

_APART = 0.3
"""Inches of white between two pieces of a page that are read apart."""

_Mask = np.ndarray[tuple[int, int], np.dtype[np.uint8]]


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
        within, beyond = inside(image, rect, dpi)
        crop = within.crop(image)
        if beyond is not None:
            crop = np.where(beyond, np.uint8(255), crop)
        place = within.crop(sheet)
        # Where rules lean the rectangles of neighbours overlap.
        np.minimum(place, without_rules(crop, dpi), out=place)
        inner.append(within)
    return sheet, inner


def inside(image: Gray, rect: PixelRect, dpi: float) -> tuple[PixelRect, NDArray[np.bool_] | None]:
    """The cell as far as the inner edges of its rules, each looked for near its side.

    Returns:
        The rectangle round the cell's paper, and which of its pixels (rows x columns) lie beyond rules that
        lean or bend; None where no rule does.
    """
    height, width = image.shape
    x0, x1 = (min(max(0, x), width) for x in (rect.x0, rect.x1))
    y0, y1 = (min(max(0, y), height) for y in (rect.y0, rect.y1))
    if x1 - x0 < 8 or y1 - y0 < 8:
        return PixelRect(x0, y0, max(x0, x1), max(y0, y1)), None
    out, into = max(2, round(_SNAP_OUT * dpi)), max(2, round(_SNAP_IN * dpi))
    columns = image[y0:y1, max(0, x0 - out) : x0 + into].T, image[y0:y1, x1 - into : x1 + out].T[::-1]
    rows = image[max(0, y0 - out) : y0 + into, x0:x1], image[y1 - into : y1 + out, x0:x1][::-1]
    left, right = rule_end(columns[0], min(out, x0), dpi), rule_end(columns[1], min(out, width - x1), dpi)
    top, bottom = rule_end(rows[0], min(out, y0), dpi), rule_end(rows[1], min(out, height - y1), dpi)
    within = PixelRect(
        x0 + int(np.min(left)), y0 + int(np.min(top)), x1 - int(np.min(right)), y1 - int(np.min(bottom))
    )
    if all(isinstance(end, int) for end in (left, right, top, bottom)):
        return within, None
    return within, _beyond(within, PixelRect(x0, y0, x1, y1), (left, right, top, bottom))


def _beyond(within: PixelRect, rect: PixelRect, ends: tuple[Edge, Edge, Edge, Edge]) -> NDArray[np.bool_]:
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


def _at(end: Edge, places: NDArray[np.int64]) -> NDArray[np.int32]:
    return np.full(len(places), end, dtype=np.int32) if isinstance(end, int) else end[places]


def without_rules(crop: Gray, dpi: float) -> Gray:
    """A cell's picture with the rules along its sides, and long straight runs inside, painted white."""
    if min(crop.shape) < 4:
        return np.full_like(crop, 255)
    ink: _Mask = np.asarray(crop < _FAINT, dtype=np.uint8)
    gone = _side_runs(ink, dpi) | _side_blots(ink, dpi) | _long_runs(ink, dpi)
    if not gone.any():
        return crop
    # The soft rim of a rule goes with it.
    gone = np.asarray(cv2.dilate(gone, np.ones((3, 3), np.uint8)), dtype=np.uint8)
    out = crop.copy()
    out[gone > 0] = 255
    return out


def _side_runs(ink: _Mask, dpi: float) -> _Mask:
    """Straight runs near the sides: vertical ones left and right, level ones above and below."""
    height, width = ink.shape
    upright, level = np.zeros_like(ink), np.zeros_like(ink)
    reach_x, reach_y = (min(max(2, round(_REACH * dpi)), side // 4) for side in (width, height))
    tall = max(6, min(round(_TALL_RUN * dpi), round(0.85 * height)))
    wide = max(8, min(round(_WIDE_RUN * dpi), round(0.7 * width)))
    for columns in (slice(0, reach_x), slice(width - reach_x, width)):
        upright[:, columns] |= _runs(ink[:, columns], 1, tall)
    for rows in (slice(0, reach_y), slice(height - reach_y, height)):
        level[rows] |= _runs(ink[rows], wide, 1)
    return _bare(upright.T, ink.T).T | _bare(level, ink)


def _bare(runs: _Mask, ink: _Mask) -> _Mask:
    """The level runs that are rules: letters that hang together by their rims go on above or below theirs."""
    if not runs.any():
        return runs
    labels, stats = blots(np.ascontiguousarray(runs))
    joined = np.zeros(len(stats), dtype=np.bool_)
    broad = cv2.dilate(runs, np.ones((3, 1), np.uint8))
    beyond = np.pad((ink > 0) & (broad == 0), ((2, 2), (0, 0)))
    for step in (-1, 1):
        # The last row of a run on that side, and two rows on: the first may be the run's own soft rim.
        last = np.pad(runs, ((1, 1), (0, 0)))[1 + step : len(runs) + 1 + step] == 0
        y, x = np.nonzero((runs > 0) & last)
        label = labels[y, x]
        found = np.bincount(label, weights=beyond[y + 2 + 2 * step, x], minlength=len(stats))
        joined |= found > _JOINED * np.maximum(np.bincount(label, minlength=len(stats)), 1)
    return np.asarray(np.take(~joined, labels) & (runs > 0), dtype=np.uint8)


def _long_runs(ink: _Mask, dpi: float) -> _Mask:
    height, width = ink.shape
    long = round(_LONG_RUN * dpi)
    gone = np.zeros_like(ink)
    if height > 0.7 * long:
        gone |= _runs(ink, 1, min(long, round(0.8 * height)))
    if width > 2 * long:
        gone |= _runs(ink, 2 * long, 1)
    return gone


def _runs(ink: _Mask, width: int, height: int) -> _Mask:
    """The pixels that lie in a straight run of that width or height."""
    if ink.shape[0] < height or ink.shape[1] < width:
        return np.zeros_like(ink)
    if not _may_run(ink, width, height):
        return np.zeros_like(ink)
    return np.asarray(
        cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((height, width), np.uint8)), dtype=np.uint8
    )


def _may_run(ink: _Mask, width: int, height: int) -> bool:
    """Whether there may be a straight run of that width or height; beyond the sides all counts as ink.

    Most cells have none, and this tells so at a third of the cost of looking for them.
    """
    x, y = width // 2, height // 2
    left = np.asarray(cv2.copyMakeBorder(ink, y, y, x, x, cv2.BORDER_CONSTANT, value=(1,)), dtype=np.uint8)
    length, reach = max(width, height), 1
    while reach < length:
        # Twice as long each time.
        step = min(reach, length - reach)
        left = left[:, :-step] & left[:, step:] if width > 1 else left[:-step] & left[step:]
        reach += step
        if not left.any():
            return False
    return True


def _side_blots(ink: _Mask, dpi: float) -> _Mask:
    """Blots that lie wholly within a narrow strip along a side."""
    height, width = ink.shape
    edge = max(2, round(_EDGE * dpi))
    labels, stats = blots(ink)
    x, y = stats[:, cv2.CC_STAT_LEFT], stats[:, cv2.CC_STAT_TOP]
    right, bottom = x + stats[:, cv2.CC_STAT_WIDTH], y + stats[:, cv2.CC_STAT_HEIGHT]
    beside = (right <= edge) | (x >= width - edge) | (bottom <= edge) | (y >= height - edge)
    beside[0] = False
    return np.asarray(np.take(beside, labels), dtype=np.uint8)


def ink_box(image: Gray, rect: PixelRect, dpi: float) -> PixelRect | None:
    """The smallest rectangle round a cell's writing; None where there is none but specks.

    Args:
        image: A sheet without rules, see :func:`cell_sheet`.
        rect: The cell.
        dpi: Resolution of the picture.
    """
    dark = np.asarray(rect.crop(image) < _DARK, dtype=np.uint8)
    least = _LEAST_INK * dpi * dpi
    stats = blots(dark)[1][1:]
    written = stats[stats[:, cv2.CC_STAT_AREA] >= least / 3]
    wide, high = written[:, cv2.CC_STAT_WIDTH], written[:, cv2.CC_STAT_HEIGHT]
    # A lone dash is a value, and its ink can be less than that of a speck.
    dashes = (wide >= max(5.0, _LEAST_DASH * dpi)) & (wide >= 1.6 * high)
    if int(written[:, cv2.CC_STAT_AREA].sum()) < least and not dashes.any():
        return None
    left, top = written[:, 0].min(), written[:, 1].min()
    right, bottom = (written[:, 0] + written[:, 2]).max(), (written[:, 1] + written[:, 3]).max()
    return PixelRect(rect.x0 + int(left), rect.y0 + int(top), rect.x0 + int(right), rect.y0 + int(bottom))


def written_pieces(image: Gray, dpi: float) -> list[PixelRect]:
    """The strips of a page that hold print, top to bottom, each with a white margin; none if it is blank.

    Args:
        image: Cleaned grey page picture.
        dpi: Its resolution.
    """
    dark = np.asarray(image < _DARK, dtype=np.uint8)
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
        if int(strip.sum()) < _LEAST_INK * dpi * dpi:
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
