"""The rules along a cell's sides: where each ends and the cell's own paper begins, and what is left of them.

The rectangles of a grid are straight; printed rules lean a little and bend with the sheet, and small type
stands two or three pixels from them. So each side's rule is followed on its way, in short chunks, and the
paper begins right behind it. What distinguishes a rule from a row of letters as near: the rule has ink
all along, letters have gaps between them once soft rims are not counted as ink. Doubled and broken rules
leave more behind: straight runs and lone blots near the sides, see :func:`without_rules`.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.geometry import Gray
from extract.pictures.blots import AREA, blots
from extract.sizes import WHOLE

_FAINTEST = 225
"""Grey below which a pixel may belong to a rule: paler than ink, as the soft rims of worn rules are."""
BESIDE_SIDE = 0.05
"""Inches from a side within which its rule is looked for."""
_RUNS_BESIDE = 0.065
"""Inches from a side within which straight runs are rules even where letters touch them; cells are padded
wider. With 0.05 a cell of a very poor scan was read differently."""
SMALLEST = 8
"""Pixels: a cell less wide or high holds nothing that can be read, a shorter run is not a rule."""
_CHUNK = 0.12
"""Inches of a rule that count as straight: rows drift by less than one in so short a piece."""
_WHOLE = 0.9
"""Share of a row that is inked where a whole, straight rule passes."""
_THICK = 0.75
"""Share of a row that still belongs to the rule."""
_BROKEN = 0.4
"""Share of a side's chunks that must hold rule for a rule to be there; rules are often broken."""
_STRAYING = 0.04
"""What a row further from the side known by the grid costs a rule, in shares of ink."""
_TALL_RUN = 0.15
"""Inches: an upright run of this height is not a letter (capitals of 12 point type are 0.12 high). Letters
join in rows, so a level run must be twice as long."""
_LONG_RUN = 0.5
"""Inches: upright runs of this length, and level ones of twice that, are rules wherever they stand."""
_SMALL_CELL = 0.8
"""Share of a cell's side that a run must span where the cell is smaller than these lengths."""
_JOINED = 0.3
"""Share of a run that continues upward or downward where it is a row of letters; few letters touch a rule."""
_EDGE = 0.022
"""Inches from a rule's inner edge within which an isolated blot is a piece of rule."""

_Mask = np.ndarray[tuple[int, int], np.dtype[np.uint8]]
RuleEnd = int | NDArray[np.int32]
"""How many rows beyond a side its rule ends: one number, or one for each place along the side."""


def rule_end(strip: Gray, origin: int, dpi: float) -> RuleEnd:
    """Where the rule along a cell's side ends; 0 if there is none.

    Args:
        strip: Rows from outside the cell to inside, columns along the side.
        origin: The row where the cell's rectangle has its side; answers count from it, below 0 outside.
        dpi: Resolution of the picture.
    """
    ink = np.asarray(strip < _FAINTEST, dtype=np.uint8)
    # A leaning rule changes rows along its way: each row also counts its neighbours' ink.
    broad = np.asarray(cv2.dilate(ink, np.ones((3, 1), np.uint8)), dtype=np.uint8)
    share = broad.mean(axis=1)
    whole = np.flatnonzero(share >= _WHOLE)
    if whole.size:
        at = int(whole[np.argmin(np.abs(whole - origin))])
        while at + 1 < len(share) and share[at + 1] >= _THICK:
            at += 1
        return at + 1 - origin
    if share.max(initial=0.0) < _BROKEN * WHOLE:
        return 0
    return _followed(strip, broad, origin, dpi)


def _followed(strip: Gray, broad: NDArray[np.uint8], origin: int, dpi: float) -> RuleEnd:
    """The end of a rule that leans, bends or is broken."""
    length = strip.shape[1]
    count = max(1, round(length / (_CHUNK * dpi)))
    starts = np.arange(count) * length // count
    sizes = np.diff([*starts, length])
    shares = np.add.reduceat(broad, starts, axis=1, dtype=np.int64) / sizes
    path = _path(shares - _STRAYING * np.abs(np.arange(len(strip)) - origin)[:, None])
    rows = np.repeat(path, sizes)
    core = np.asarray(cv2.erode(strip, np.ones((3, 1), np.uint8)), dtype=np.uint8)[rows, np.arange(length)]
    # As dark as half the rule: the soft rims by which small letters hang together are paler.
    level = (float(np.percentile(core, 40)) + 255) / 2
    solid = np.add.reduceat(core < min(_FAINTEST, level), starts, dtype=np.int64) / sizes >= WHOLE
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


def without_rules(crop: Gray, dpi: float) -> Gray:
    """A cell's picture with the rules along its sides, and long straight runs inside, painted white."""
    if min(crop.shape) < SMALLEST:
        return np.full_like(crop, 255)
    ink: _Mask = np.asarray(crop < _FAINTEST, dtype=np.uint8)
    gone = _side_runs(crop, ink, dpi) | _side_blots(ink, dpi) | _long_runs(crop, ink, dpi)
    if not gone.any():
        return crop
    # The soft rim of a rule goes with it.
    gone = np.asarray(cv2.dilate(gone, np.ones((3, 3), np.uint8)), dtype=np.uint8)
    out = crop.copy()
    out[gone > 0] = 255
    return out


def _side_runs(crop: Gray, ink: _Mask, dpi: float) -> _Mask:
    """Straight runs near the sides: vertical ones left and right, level ones above and below."""
    height, width = ink.shape
    reach_x, reach_y = (min(max(2, round(_RUNS_BESIDE * dpi)), side // 4) for side in (width, height))
    tall = max(SMALLEST, min(round(_TALL_RUN * dpi), round(_SMALL_CELL * height)))
    wide = max(SMALLEST, min(round(2 * _TALL_RUN * dpi), round(_SMALL_CELL * width)))
    return _ruled_rows(crop.T, ink.T, reach_x, tall).T | _ruled_rows(crop, ink, reach_y, wide)


def _ruled_rows(crop: Gray, ink: _Mask, reach: int, length: int) -> _Mask:
    """Level rules in the first and last rows.

    Args:
        crop: The cell's picture.
        ink: Where it is darker than paper.
        reach: How many rows above and below are looked at.
        length: That of the shortest rule.
    """
    return _bare(_even(crop, _end_rows(ink, reach, length), lambda dark: _end_rows(dark, reach, length)), ink)


def _even(crop: Gray, runs: _Mask, again: Callable[[_Mask], _Mask]) -> _Mask:
    """The runs that are as dark all along as a rule is.

    Letters stand in line too, but their soft rims, by which they hang together, are paler than they.

    Args:
        crop: The cell's picture.
        runs: Pixels of straight runs.
        again: Finds the straight runs in a mask.
    """
    if not runs.any():
        return runs
    labels, stats = blots(np.ascontiguousarray(runs))
    total = np.bincount(labels.ravel(), weights=crop.ravel(), minlength=len(stats))
    level = (total / np.maximum(stats[:, AREA], 1) + 255) / 2
    kept = np.zeros(len(stats), dtype=np.bool_)
    kept[labels[again(np.asarray((runs > 0) & (crop < np.take(level, labels)), dtype=np.uint8)) > 0]] = True
    return np.asarray(np.take(kept, labels) & (runs > 0), dtype=np.uint8)


def _end_rows(ink: _Mask, reach: int, length: int) -> _Mask:
    """The pixels of straight runs in the first and last rows."""
    found = np.zeros_like(ink)
    for rows in (slice(0, reach), slice(len(ink) - reach, len(ink))):
        found[rows] |= _runs(ink[rows], length, 1)
    return found


def _bare(runs: _Mask, ink: _Mask) -> _Mask:
    """The level runs that are rules: letters joined by their rims continue above or below them."""
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


def _long_runs(crop: Gray, ink: _Mask, dpi: float) -> _Mask:
    """Straight runs too long for letters, wherever they stand."""

    def found(mask: _Mask) -> _Mask:
        height, width = mask.shape
        long = round(_LONG_RUN * dpi)
        gone = np.zeros_like(mask)
        if height > _SMALL_CELL * long:
            gone |= _runs(mask, 1, min(long, round(_SMALL_CELL * height)))
        if width > 2 * long:
            gone |= _runs(mask, 2 * long, 1)
        return gone

    return _even(crop, found(ink), found)


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

    Most cells have none, and this shows it at a third of the cost of looking for them.
    """
    x, y = width // 2, height // 2
    left = np.asarray(cv2.copyMakeBorder(ink, y, y, x, x, cv2.BORDER_CONSTANT, value=(1,)), dtype=np.uint8)
    length, reach = max(width, height), 1
    while reach < length:
        # Twice as long each time.
        step = min(reach, length - reach)
        pair = (left[:, :-step], left[:, step:]) if width > 1 else (left[:-step], left[step:])
        left = np.asarray(cv2.bitwise_and(*pair), dtype=np.uint8)
        reach += step
        if not cv2.hasNonZero(left):
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
