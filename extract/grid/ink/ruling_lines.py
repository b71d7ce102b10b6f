"""Ruling lines: the long thin dark runs of a page, where they run and where they are broken.

A rule is darker than the paper on both of its sides along a run longer than any letter is wide or high. That
is looked for on grey pixels (a faint rule counts as much as a black one, a shadow's edge does not), the
vertical ones as the horizontal ones of the page laid on its side. Found runs are *segments*; making
lines and cells of them is the grid's work.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.geometry import WHITE, Gray
from extract.grid.table_model import Segment
from extract.pictures.blots import HEIGHT, WIDTH, blots
from extract.pictures.ink import FAINT
from extract.pictures.masks import Mask, bridged_along, closed_along, darker, lighter, opened_along
from extract.sizes import (
    CLEAR,
    GAP,
    HAIR,
    HALF_RULE,
    HARDLY,
    LETTER,
    LINE,
    LONG,
    MOSTLY,
    STRETCH,
    STROKE,
    WORD,
)

_SIDE = 0.035
"""How far beside a run its paper is looked for, inches: past its grey rim, short of other print."""
_CONTRAST = 22
"""Grey levels by which a rule is darker than what is beside it."""
_SPECK_SHARE = 0.065
"""Share of a window's length that specks must cover; dots of letters cover half of that."""
_SPECK_EXCESS = 2.5
"""How many times as much of it they must cover as beside it."""


@dataclass(frozen=True, eq=False)
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

    @cached_property
    def h_reach(self) -> Mask:
        """1 where a horizontal rule's pixel is not farther above or below than an edge may be off."""
        return self._broad(self.h_mask, 1)

    @cached_property
    def v_reach(self) -> Mask:
        """Likewise beside vertical rules."""
        return self._broad(self.v_mask, 0)

    def _broad(self, mask: Mask, axis: int) -> Mask:
        reach = 2 * max(2, round(STROKE * self.dpi)) + 1
        kernel = np.ones((reach, 1) if axis else (1, reach), np.uint8)
        return np.asarray(cv2.dilate(mask, kernel), dtype=np.uint8)


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """Long thin dark runs of a page, before the runs that letters make are separated from rules.

    Attributes:
        flat, laid: The page, and the page laid on its side.
        level, upright: Runs of either; 1 where they are.
    """

    flat: Gray
    laid: Gray
    level: Mask
    upright: Mask


def find_runs(flat: Gray, dpi: float) -> Runs:
    """Finds what may be rules on a deskewed page.

    Args:
        flat: Grey page whose paper is white (see ``clean.flattened``); faint rules must still be there.
        dpi: Its resolution.
    """
    laid = _turned(flat)
    level, upright = _run_mask(flat, dpi, WORD), _run_mask(laid, dpi, WORD)
    upright |= _linking(_run_mask(laid, dpi, LINE), upright, _turned(level), dpi)
    return Runs(flat, laid, level, upright)


def find_rules(runs: Runs, dpi: float, *, dotted: bool = False) -> Rules:
    """The rules among the runs of a page.

    Args:
        runs: See :func:`find_runs`.
        dpi: The page's resolution.
        dotted: Whether rows of specks count too: what black-and-white scanners leave of thin pale rules.
    """
    h_mask, v_laid = runs.level.copy(), runs.upright.copy()
    if dotted:
        level, upright = _specks(runs.flat, dpi)
        h_mask |= _speck_rows(level, dpi)
        v_laid |= _speck_rows(_turned(upright), dpi)
    horizontal = _segments(h_mask, _blanked(runs.flat, _turned(v_laid)), dpi, LONG)
    crossing = np.asarray(cv2.dilate(h_mask, np.ones((5, 1), np.uint8)), dtype=np.uint8)
    vertical = _segments(v_laid, _blanked(runs.laid, _turned(crossing)), dpi, STRETCH)
    return Rules(
        horizontal=horizontal,
        vertical=vertical,
        h_mask=h_mask,
        v_mask=_turned(v_laid),
        dpi=dpi,
        dotted=dotted,
    )


def _linking(short: Mask, long: Mask, crossing: Mask, dpi: float) -> Mask:
    """Of the short runs, those that link two crossing rules: the sides of low rows.

    A rule beside joined cells can be as short as a line of print is high, but unlike a letter it
    reaches from rule to rule.
    """
    reach = max(2, round(HAIR * dpi))
    near = cv2.dilate(crossing, np.ones((1, 2 * reach + 1), np.uint8))
    found = np.zeros_like(long)
    for outline, (left, top, width, height) in _outlines(short):
        middle = top + height // 2
        if width > LINE * dpi and near[middle, left] and near[middle, left + width - 1]:
            cv2.drawContours(found, [outline], -1, (1,), cv2.FILLED)
    return np.asarray(cv2.bitwise_and(found, short), dtype=np.uint8)


def _turned(page: Gray) -> Gray:
    """The page laid on its side: columns as rows."""
    return np.asarray(cv2.transpose(page), dtype=np.uint8)


def _blanked(flat: Gray, mask: Mask) -> Gray:
    """The page with what a mask covers painted white."""
    return np.asarray(cv2.max(flat, mask * np.uint8(WHITE)), dtype=np.uint8)


def _outlines(mask: Mask) -> list[tuple[NDArray[np.int32], tuple[int, int, int, int]]]:
    """The connected parts of a mask from top to bottom, each as its outline and its box.

    Far cheaper than labelling every pixel of a page: masks are nearly empty.

    Returns:
        Points (x, y) round each part; left, top, width and height.
    """
    outlines, tree = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    parents = np.reshape(tree, (-1, 4))[:, 3] if len(outlines) else ()
    outer = [np.asarray(o, dtype=np.int32) for o, parent in zip(outlines, parents, strict=True) if parent < 0]
    found = []
    for outline in reversed(outer):
        left, top, width, height = cv2.boundingRect(outline)
        found.append((outline, (int(left), int(top), int(width), int(height))))
    return found


def _specks(flat: Gray, dpi: float) -> tuple[Mask, Mask]:
    """Specks too low, and specks too narrow, to be letters."""
    ink = darker(flat, FAINT)
    thin = max(2, round(STROKE * dpi))
    labels, stats = blots(ink)
    level = (stats[:, HEIGHT] <= thin) & (stats[:, WIDTH] <= WORD * dpi)
    upright = (stats[:, WIDTH] <= thin) & (stats[:, HEIGHT] <= LETTER * dpi)
    both = np.take(level.view(np.uint8) + 2 * upright.view(np.uint8), labels)
    return both & np.uint8(1), lighter(both, 1)


def _speck_rows(low: Mask, dpi: float) -> Mask:
    """1 along horizontal rows of specks too low to be letters, gaps bridged."""
    specks = np.asarray(cv2.dilate(low, np.ones((3, 1), np.uint8)), dtype=np.uint8)
    side, window = max(3, round(CLEAR * dpi)), round(LONG * dpi)
    # Pixels are counted in bytes: at the resolutions read a window has less than 255, and more is enough.
    cover = np.asarray(cv2.boxFilter(specks, cv2.CV_8U, (window, 1), normalize=False), dtype=np.uint8)
    beside = np.zeros_like(cover)
    beside[side:-side] = cv2.max(cover[: -2 * side], cover[2 * side :])
    alone = cv2.compare(cover, cv2.convertScaleAbs(beside, alpha=_SPECK_EXCESS), cv2.CMP_GT)
    lines = cv2.bitwise_and(lighter(cover, _SPECK_SHARE * window), alone)
    near = bridged_along(specks, round(GAP * dpi))
    near = np.asarray(cv2.dilate(near, np.ones((5, 1), np.uint8)), dtype=np.uint8)
    return opened_along(np.asarray(cv2.bitwise_and(lines, near), dtype=np.uint8), round(STRETCH * dpi))


def _run_mask(flat: Gray, dpi: float, inches: float) -> Mask:
    """1 on horizontal runs of at least some length that are darker than both their sides."""
    run = max(9, round(inches * dpi))
    side = max(3, round(_SIDE * dpi))
    wavy = np.asarray(cv2.erode(flat, np.ones((3, 1), np.uint8)), dtype=np.uint8)
    runs = closed_along(wavy, run)
    paper = np.zeros_like(runs)
    paper[side:-side] = cv2.min(runs[: -2 * side], runs[2 * side :])
    return opened_along(lighter(np.asarray(cv2.subtract(paper, runs), dtype=np.uint8), _CONTRAST), run)


def _segments(mask: Mask, flat: Gray, dpi: float, sure: float) -> tuple[Segment, ...]:
    """The mask's connected runs as segments, long ones in chunks so that they may bend.

    Runs that letters make (feet of bold type touching each other) are taken out, of the mask too;
    ``flat`` is the page without the rules that run the other way; runs of ``sure`` inches are no letters.
    """
    found: list[Segment] = []
    for outline, (left, top, width, height) in _outlines(mask):
        place = mask[top : top + height, left : left + width]
        drawn = np.zeros((height, width), dtype=np.uint8)
        cv2.drawContours(drawn, [outline], -1, (1,), cv2.FILLED, offset=(-left, -top))
        part = np.asarray((drawn & place) > 0)
        if width < sure * dpi and _of_letters(flat, (left, top, width, height), dpi):
            place[part] = 0
            continue
        pieces = max(1, round(width / round(STRETCH * dpi)))
        borders = np.linspace(0, width, pieces + 1).astype(int)
        filled = np.add.reduceat(part, borders[:-1], axis=1, dtype=np.int64)
        for start, end, counts in zip(borders[:-1], borders[1:], filled.T, strict=True):
            for across in _places_across(counts, end - start):
                found.append(Segment(float(left + start), float(left + end), top + across))
    return tuple(found)


def _places_across(filled: NDArray[np.int64], length: int) -> list[float]:
    """Where across a chunk the rule lies; twice, where a second line that touches it runs beside it.

    Args:
        filled: How many pixels of each row are the rule's.
        length: Pixels of a row.
    """
    total = int(filled.sum())
    if not total:
        return []
    full = np.flatnonzero(filled >= MOSTLY * length)
    gaps = np.flatnonzero(np.diff(full) > 2)
    if not len(gaps):
        return [float(filled @ np.arange(len(filled))) / total + 0.5]
    return [float(run.mean()) + 0.5 for run in np.split(full, gaps + 1)]


def _of_letters(flat: Gray, box: tuple[int, int, int, int], dpi: float) -> bool:
    """Whether stems stand on a run or hang from it, as they do on a row of letters' feet."""
    left, top, width, height = box
    near, far = max(1, round(HALF_RULE * dpi)), max(3, round(CLEAR * dpi))
    level = float(np.median(flat[top : top + height, left : left + width]))
    for first, last in ((top - far, top - near), (top + height + near, top + height + far)):
        beside = flat[max(0, first) : max(0, last), left : left + width]
        if beside.size and float((beside < (level + WHITE) / 2).all(axis=0).mean()) > HARDLY:
            return True
    return False
