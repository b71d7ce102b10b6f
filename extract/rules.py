"""Ruling lines: the long thin dark runs of a page, with where they run and where they are broken.

A rule is darker than the paper on both of its sides along a run longer than any letter is wide or high. That
is looked for on grey pixels (a faint rule counts as much as a black one, a shadow's edge does not), the
vertical ones as the horizontal ones of the page laid on its side. Found runs are *segments*; making
lines and cells of them is the grid's work.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.geometry import Gray

_RUN_INCH = 0.2
"""Shortest run that may be a rule; strokes of letters are shorter."""
_LINK_INCH = 0.1
"""Shortest run that may be a rule if it links two others."""
_LINK_GAP_INCH = 0.015
_SIDE_INCH = 0.035
"""Distance at which both sides of a rule must be lighter: thicker bars are no rules."""
_CONTRAST = 22
"""Grey levels by which a rule is darker than what is beside it."""
_CHUNK_INCH = 0.6
_SURE_INCH = 1.2
"""Runs longer than this are no letters, whatever stands on them."""
_SPECK = 170
_SPECK_INCH = 0.018
_SPECK_LENGTH_INCH = 0.06
"""Longest speck; the stems of letters are longer."""
_SPECK_WINDOW_INCH = 1.2
_SPECK_SHARE = 0.065
"""Share of a window's length that specks must cover; dots of letters cover half of that."""
_SPECK_GAP_INCH = 0.4
_SPECK_RUN_INCH = 0.6
_ALONGSIDE = 0.7
"""Share of a chunk's length that each of two lines side by side covers."""
_STEMS = 0.12
"""Share of a run's length on which stems stand if it is a row of letters."""

Mask = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a rule: it runs from ``start`` to ``end`` at ``across`` (pixels along and across it)."""

    start: float
    end: float
    across: float

    @property
    def middle(self) -> float:
        """Halfway along."""
        return (self.start + self.end) / 2

    @property
    def length(self) -> float:
        """Along the rule, pixels."""
        return self.end - self.start


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """The rules of a page.

    Attributes:
        horizontal, vertical: Segments; ``across`` is y for horizontal ones and x for vertical ones.
        h_mask, v_mask: 1 where a rule's pixels are; rows x columns as the page.
        dpi: Of the page.
        dotted: Whether rows of specks were taken for rules, so that print across a rule speaks against it.
    """

    horizontal: tuple[Segment, ...]
    vertical: tuple[Segment, ...]
    h_mask: Mask
    v_mask: Mask
    dpi: float
    dotted: bool = False


def find_rules(flat: Gray, dpi: float, *, dotted: bool = False) -> Rules:
    """Finds the rules of a deskewed page.

    Args:
        flat: Grey page whose paper is white (see ``clean.flattened``); faint rules must still be there.
        dpi: Its resolution.
        dotted: Whether rows of specks count too: what black-and-white scanners leave of thin pale rules.
    """
    laid = np.ascontiguousarray(flat.T)
    h_mask, v_laid = _run_mask(flat, dpi, _RUN_INCH), _run_mask(laid, dpi, _RUN_INCH)
    v_laid |= _linking(_run_mask(laid, dpi, _LINK_INCH), v_laid, np.ascontiguousarray(h_mask.T), dpi)
    if dotted:
        h_mask |= _speck_rows(flat, dpi)
        v_laid |= _speck_rows(laid, dpi)
    chunk = round(_CHUNK_INCH * dpi)
    v_mask = np.ascontiguousarray(v_laid.T)
    horizontal = _segments(h_mask, np.where(v_mask > 0, np.uint8(255), flat), dpi, chunk)
    crossing = cv2.dilate(h_mask, np.ones((5, 1), np.uint8)) > 0
    vertical = _segments(v_laid, np.where(crossing.T, np.uint8(255), laid), dpi, chunk)
    v_mask = np.ascontiguousarray(v_laid.T)
    return Rules(
        horizontal=horizontal,
        vertical=vertical,
        h_mask=h_mask,
        v_mask=v_mask,
        dpi=dpi,
        dotted=dotted,
    )


def _linking(short: Mask, long: Mask, crossing: Mask, dpi: float) -> Mask:
    """Of the short runs, those that link two crossing rules: the sides of low rows.

    A rule beside joined cells can be as short as a line of print is high, but unlike a letter it
    reaches from rule to rule.
    """
    reach = max(2, round(_LINK_GAP_INCH * dpi))
    near = cv2.dilate(crossing, np.ones((1, 2 * reach + 1), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(short, connectivity=8, ltype=cv2.CV_32S)
    left, top = stats[:, cv2.CC_STAT_LEFT], stats[:, cv2.CC_STAT_TOP]
    right, height = left + stats[:, cv2.CC_STAT_WIDTH] - 1, stats[:, cv2.CC_STAT_HEIGHT]
    middle = top + height // 2
    links = (near[middle, left] > 0) & (near[middle, right] > 0)
    links &= stats[:, cv2.CC_STAT_WIDTH] > _LINK_INCH * dpi
    links[0] = False
    if count <= 1 or not links.any():
        return np.zeros_like(long)
    return np.asarray(links[labels], dtype=np.uint8)


def _speck_rows(flat: Gray, dpi: float) -> Mask:
    """1 along horizontal rows of specks too low to be letters, gaps bridged."""
    ink = np.asarray(flat < _SPECK, dtype=np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8, ltype=cv2.CV_32S)
    low = stats[:, cv2.CC_STAT_HEIGHT] <= max(2, round(_SPECK_INCH * dpi))
    low &= stats[:, cv2.CC_STAT_WIDTH] <= round(_SPECK_LENGTH_INCH * dpi)
    low[0] = False
    specks = cv2.dilate(np.asarray(low[labels], dtype=np.uint8), np.ones((3, 1), np.uint8))
    side, gap = max(3, round(_SIDE_INCH * dpi)), round(_SPECK_GAP_INCH * dpi)
    cover = cv2.blur(specks.astype(np.float32), (round(_SPECK_WINDOW_INCH * dpi), 1))
    beside = np.zeros_like(cover)
    beside[side:-side] = np.maximum(cover[: -2 * side], cover[2 * side :])
    lines = (cover > _SPECK_SHARE) & (cover > 2.5 * beside)
    near = cv2.morphologyEx(specks, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    near = cv2.dilate(near, np.ones((5, 1), np.uint8))
    found = np.asarray(lines & (near > 0), dtype=np.uint8)
    run = np.ones((1, round(_SPECK_RUN_INCH * dpi)), np.uint8)
    return np.asarray(cv2.morphologyEx(found, cv2.MORPH_OPEN, run), dtype=np.uint8)


def _run_mask(flat: Gray, dpi: float, inches: float) -> Mask:
    """1 on horizontal runs of at least some length that are darker than both their sides."""
    run = max(9, round(inches * dpi))
    side = max(3, round(_SIDE_INCH * dpi))
    wavy = cv2.erode(flat, np.ones((3, 1), np.uint8))
    runs = cv2.morphologyEx(wavy, cv2.MORPH_CLOSE, np.ones((1, run), np.uint8), borderValue=(255,))
    lighter = np.full_like(runs, 0)
    lighter[side:-side] = np.minimum(runs[: -2 * side], runs[2 * side :])
    mask = np.asarray(cv2.subtract(lighter, runs) > _CONTRAST, dtype=np.uint8)
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, run), np.uint8)), dtype=np.uint8)


def _segments(mask: Mask, flat: Gray, dpi: float, chunk: int) -> tuple[Segment, ...]:
    """The mask's connected runs as segments, long ones in chunks so that they may bend.

    Runs that letters make (feet of bold type touching each other) are taken out, of the mask too;
    ``flat`` is the page without the rules that run the other way.
    """
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8, ltype=cv2.CV_32S)
    found: list[Segment] = []
    for index in range(1, count):
        left, top, width, height, _ = (int(v) for v in stats[index])
        part = labels[top : top + height, left : left + width] == index
        if width < _SURE_INCH * dpi and _of_letters(flat, (left, top, width, height), dpi):
            mask[top : top + height, left : left + width][part] = 0
            continue
        pieces = max(1, round(width / chunk))
        borders = np.linspace(0, width, pieces + 1).astype(int)
        for start, end in zip(borders[:-1], borders[1:], strict=True):
            for across in _places_across(part[:, start:end]):
                found.append(Segment(float(left + start), float(left + end), top + across))
    return tuple(found)


def _places_across(part: NDArray[np.bool_]) -> list[float]:
    """Where across a chunk the rule lies; twice, where a second line that touches it runs beside it."""
    filled = part.sum(axis=1)
    rows = np.nonzero(filled)[0]
    if not len(rows):
        return []
    full = np.nonzero(filled >= _ALONGSIDE * part.shape[1])[0]
    gaps = np.nonzero(np.diff(full) > 2)[0]
    if not len(gaps):
        return [float(np.average(rows, weights=filled[rows])) + 0.5]
    return [float(run.mean()) + 0.5 for run in np.split(full, gaps + 1)]


def _of_letters(flat: Gray, box: tuple[int, int, int, int], dpi: float) -> bool:
    """Whether stems stand on a run or hang from it, as they do on a row of letters' feet."""
    left, top, width, height = box
    near, far = max(1, round(0.008 * dpi)), max(3, round(0.03 * dpi))
    level = float(np.median(flat[top : top + height, left : left + width]))
    for first, last in ((top - far, top - near), (top + height + near, top + height + far)):
        beside = flat[max(0, first) : max(0, last), left : left + width]
        if beside.size and float((beside < (level + 255) / 2).all(axis=0).mean()) > _STEMS:
            return True
    return False
