"""Cutting a cell's writing into lines, for an engine that reads one line at a time.

Rows of pixels with ink form bands. Bands too tall for one line are cut at their emptiest row; slivers (dots,
tails) go to the line next to them. A line's picture holds the blots that belong to it, and white where its
neighbours reach in, so that tails of ``g`` and ``y`` are neither cut off nor left behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.geometry import Gray, PixelRect
from extract.pictures.blots import blots
from extract.pictures.ink import FAINT
from extract.reading.shapes import LETTER, MOST_OF, SPACE, UNEVEN, USUAL_CAPITAL
from extract.sizes import PATTERN

_CAPITAL_SPAN = (0.04, 0.25)
"""Inches: how high a capital letter can be."""
_TALL = 1.75
"""Capital heights beyond which a band must be more than one line."""
_LEAST_BLOT = 0.00012
"""Square inches; smaller blots (5 pixels at 200 dpi) do not decide where lines are."""
_UNCUT = 0.8
"""Capital heights at the top and bottom of a band within which it is not cut."""
_NEAR = 0.35
"""White between a sliver and the line it belongs to, in capital heights, at most."""
_VALLEY = 0.5
"""Ink of the emptiest row where a band is cut, in share of the fullest row on either side, at most."""
_LOWEST = 1.3
"""Height of a line's picture in capital heights, at least: room for ascenders and tails."""
_SEVERAL = -1
"""Stands for the line of a blot that reaches over more than one."""


@dataclass(frozen=True, slots=True, eq=False)
class LinePicture:
    """One line: where it stands on the page, and its picture without its neighbours."""

    rect: PixelRect
    picture: Gray


@dataclass(frozen=True, slots=True, eq=False)
class CellInk:
    """The connected ink of a cell.

    Attributes:
        rect: The cell.
        crop: Its picture.
        labels: The blot of each pixel, rows x columns; 0 is paper.
        stats: For each blot x, y, width, height, area.
    """

    rect: PixelRect
    crop: Gray
    labels: NDArray[np.int32]
    stats: NDArray[np.int32]

    @staticmethod
    def of(sheet: Gray, rect: PixelRect) -> CellInk:
        """The ink of a cell on a page with the rules gone, see ``extract.reading.cell_crops.cell_sheet``."""
        crop = rect.crop(sheet)
        return CellInk(rect, crop, *blots(np.asarray(crop < FAINT, dtype=np.uint8)))


def letter_size(inks: Sequence[CellInk], dpi: float) -> tuple[float, float]:
    """The usual height of capitals and tall letters in some cells, and the usual width of letters; pixels.

    Where letters run together the width is that of such pieces.
    """
    low, high = (bound * dpi for bound in _CAPITAL_SPAN)
    sizes = [ink.stats[1:, cv2.CC_STAT_WIDTH : cv2.CC_STAT_AREA] for ink in inks]
    found = np.concatenate([*sizes, np.empty((0, 2), np.int32)])
    found = found[(found[:, 1] >= low) & (found[:, 1] <= high)]
    if len(found) < PATTERN:
        return USUAL_CAPITAL * dpi, USUAL_CAPITAL * dpi
    return float(np.percentile(found[:, 1], 75)), float(np.median(found[:, 0]))


def split_lines(ink: CellInk, dpi: float, capital: float) -> list[LinePicture]:
    """The lines written in a cell, top to bottom.

    Args:
        ink: Of the cell.
        dpi: Resolution of the page.
        capital: Usual height of capitals, see :func:`letter_size`.
    """
    if ink.crop.size == 0:
        return []
    large = ink.stats[:, cv2.CC_STAT_AREA] >= max(2.0, _LEAST_BLOT * dpi * dpi)
    large[0] = False
    # The ring of a stamp or a stroke of a pen runs over several lines and would make one of them.
    letters = large & (ink.stats[:, cv2.CC_STAT_HEIGHT] <= _TALL * capital)
    shown = letters if letters.any() else large
    profile = np.take(shown, ink.labels).sum(axis=1).astype(np.float64)
    bands = _merged([part for band in _bands(profile) for part in _cut(profile, band, capital)], capital)
    owner = _owners(ink.stats, bands)
    return [_line(ink, owner, index, bands, capital) for index in range(len(bands))]


def _bands(profile: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Runs of rows with ink: first row, row after the last."""
    inked = np.concatenate([[0], (profile > 0).astype(np.int8), [0]])
    change = np.flatnonzero(np.diff(inked))
    return [(int(a), int(b)) for a, b in zip(change[::2], change[1::2], strict=True)]


def _cut(profile: NDArray[np.float64], band: tuple[int, int], capital: float) -> list[tuple[int, int]]:
    """A band cut where it is emptiest, again and again, while its parts are too tall for one line."""
    top, bottom = band
    if bottom - top <= _TALL * capital:
        return [band]
    reach = max(1, round(UNEVEN * capital))
    smooth = np.convolve(profile[top:bottom], np.ones(reach) / reach, mode="same")
    margin = round(_UNCUT * capital)
    inner = smooth[margin : len(smooth) - margin]
    if inner.size == 0:
        return [band]
    at = margin + int(np.argmin(inner))
    if smooth[at] > _VALLEY * min(smooth[:at].max(), smooth[at:].max()):
        return [band]
    cut = top + at
    return _cut(profile, (top, cut), capital) + _cut(profile, (cut, bottom), capital)


def _merged(bands: list[tuple[int, int]], capital: float) -> list[tuple[int, int]]:
    """Bands with slivers joined to the band they stand next to."""
    out: list[tuple[int, int]] = []
    for band in bands:
        if out:
            top, bottom = out[-1]
            sliver = min(bottom - top, band[1] - band[0]) < LETTER * capital
            if sliver and band[0] - bottom < _NEAR * capital and band[1] - top <= _TALL * capital:
                out[-1] = (top, band[1])
                continue
        out.append(band)
    return out


def _owners(stats: NDArray[np.int32], bands: Sequence[tuple[int, int]]) -> NDArray[np.int32]:
    """For each blot the index of its line; ``_SEVERAL`` where it reaches over more and must be cut."""
    y0 = stats[:, cv2.CC_STAT_TOP].astype(np.float64)
    y1 = y0 + stats[:, cv2.CC_STAT_HEIGHT]
    overlap = np.array([np.minimum(y1, bottom) - np.maximum(y0, top) for top, bottom in bands]).reshape(
        len(bands), len(stats)
    )
    if not bands:
        return np.full(len(stats), _SEVERAL, dtype=np.int32)
    owner = np.asarray(overlap.argmax(axis=0), dtype=np.int32)
    share = overlap.max(axis=0) / np.maximum(y1 - y0, 1)
    owner[share < MOST_OF] = _SEVERAL
    return owner


def _line(
    ink: CellInk, owner: NDArray[np.int32], index: int, bands: Sequence[tuple[int, int]], capital: float
) -> LinePicture:
    """The picture of one line, a little larger than its ink and never lower than letters usually are."""
    mine = owner == index
    mine[0] = False
    top, bottom = bands[index]
    boxes = ink.stats[mine]
    if len(boxes):
        top = min(top, int(boxes[:, cv2.CC_STAT_TOP].min()))
        bottom = max(bottom, int((boxes[:, cv2.CC_STAT_TOP] + boxes[:, cv2.CC_STAT_HEIGHT]).max()))
    height, width = ink.crop.shape
    columns = np.flatnonzero((ink.labels[top:bottom] > 0).any(axis=0))
    left, right = (int(columns[0]), int(columns[-1]) + 1) if columns.size else (0, width)
    missing = max(0.0, _LOWEST * capital - (bottom - top))
    pad = round(UNEVEN * capital + missing / 2)
    side = round(SPACE * capital)
    x0, x1 = max(0, left - side), min(width, right + side)
    y0, y1 = max(0, top - pad), min(height, bottom + pad)
    labels = ink.labels[y0:y1, x0:x1]
    owners = np.take(owner, labels)
    # Blots of other lines go, with their soft rim; a blot over several lines is cut at the band's edge.
    foreign = owners != index
    band = slice(max(0, bands[index][0] - y0), max(0, bands[index][1] - y0))
    foreign[band] &= owners[band] != _SEVERAL
    inked = labels > 0
    foreign &= inked
    picture = ink.crop[y0:y1, x0:x1].copy()
    if foreign.any():
        rim = cv2.dilate(foreign.view(np.uint8), np.ones((3, 3), np.uint8)).view(np.bool_)
        picture[rim & ~(inked & ~foreign)] = 255
    place = PixelRect(ink.rect.x0 + x0, ink.rect.y0 + y0, ink.rect.x0 + x1, ink.rect.y0 + y1)
    return LinePicture(place, picture)
