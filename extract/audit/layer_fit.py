"""Whether a text layer lies on the print it repeats, and the shift or scale that puts it there.

A layer made of another scan of the page, for another paper size, or with its rows counted wrongly has its
words beside the print. One shift and one scale along each direction are tried; what they do not explain is
not a layer of this picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from extract.audit.page_ink import Ink, ink_of
from extract.audit.shares import share_outside
from extract.audit.sheet import Sheet, letter_unit, sheet_of
from extract.geometry import PixelRect
from extract.model import PageReading
from extract.pictures.images import PageImage
from lampiran.records import Box, Word

_MUCH = 0.05
"""Share of letters' ink outside the words, or of words without ink, that good layers never have."""
_LEAST_WORDS = 12
"""Words from which on their places can be compared with the print."""
_SCALES = np.round(np.arange(0.88, 1.1201, 0.005), 3)
"""Scales of a layer that are tried."""
_BARE = 0.03
"""Inked share of a word's box below which no print stands there."""


@dataclass(frozen=True, slots=True)
class LayerFit:
    """A layer's words where they belong.

    Attributes:
        words: As given, moved, or none where nothing explains their places.
        verdict: Which of these.
        outside: Share of the letters' ink outside the words as given.
        bare: Share of the words as given without ink.
    """

    words: tuple[Word, ...]
    verdict: Literal["fits", "moved", "astray"]
    outside: float
    bare: float


def fitted_layer(words: Sequence[Word], image: PageImage, rotation: int, skew: float) -> LayerFit:
    """Puts the words of a text layer onto the print.

    Args:
        words: The layer's, boxes on the shown page.
        image: The page's picture.
        rotation: Degrees by which its print is turned clockwise on the shown page.
        skew: Degrees by which its lines lean there.
    """
    placed = [word for word in words if word.box is not None and word.text.strip()]
    if len(placed) < _LEAST_WORDS:
        return LayerFit(tuple(words), "fits", 0.0, 0.0)
    frame = image.frame
    page = PageReading(1, frame.width, frame.height, "scan", "", (), (), rotation=rotation, skew=skew)
    sheet = sheet_of(page, image)
    boxes = [word.box for word in placed if word.box is not None]
    rects = sheet.rects(boxes)
    ink, unit = ink_of(sheet, rects), letter_unit(placed, sheet)
    outside, bare = share_outside(ink, unit), _bare_share(ink, rects)
    if max(outside, bare) <= _MUCH:
        return LayerFit(tuple(words), "fits", outside, bare)
    moved = _moved(sheet, ink, rects)
    again = ink_of(sheet, moved)
    if _bare_share(again, moved) <= _MUCH and share_outside(again, unit) <= max(_MUCH, outside / 2):
        back = np.asarray(np.linalg.inv(sheet.way), dtype=np.float64)
        shown = [replace(w, box=_shown(rect, back)) for w, rect in zip(placed, moved, strict=True)]
        return LayerFit(tuple(shown), "moved", outside, bare)
    # A layer that leaves print out, but whose own words lie on print, is only incomplete.
    return (
        LayerFit((), "astray", outside, bare)
        if bare > _MUCH
        else LayerFit(tuple(words), "fits", outside, bare)
    )


def _bare_share(ink: Ink, rects: Sequence[PixelRect]) -> float:
    bare = sum(_inked(rect, ink) < _BARE for rect in rects)
    return bare / len(rects)


def _inked(rect: PixelRect, ink: Ink) -> float:
    part = rect.crop(ink.print)
    return float(part.mean()) if part.size else 0.0


def _moved(sheet: Sheet, ink: Ink, rects: Sequence[PixelRect]) -> list[PixelRect]:
    """The rectangles shifted and scaled so that they cover the most print."""
    sides = np.array([(r.x0, r.y0, r.x1, r.y1) for r in rects], dtype=np.float64)
    rows, cols = sheet.gray.shape
    down = _best(sides[:, 1], sides[:, 3], ink.print.sum(axis=1, dtype=np.float64), sides[:, 2] - sides[:, 0])
    along = _best(
        sides[:, 0], sides[:, 2], ink.print.sum(axis=0, dtype=np.float64), sides[:, 3] - sides[:, 1]
    )
    new = np.stack(
        [
            np.clip(sides[:, 0] * along[0] + along[1], 0, cols),
            np.clip(sides[:, 1] * down[0] + down[1], 0, rows),
            np.clip(sides[:, 2] * along[0] + along[1], 0, cols),
            np.clip(sides[:, 3] * down[0] + down[1], 0, rows),
        ],
        axis=1,
    )
    return [PixelRect(*corner) for corner in np.rint(new).astype(int).tolist()]


def _best(
    first: NDArray[np.float64],
    last: NDArray[np.float64],
    print_: NDArray[np.float64],
    weights: NDArray[np.float64],
) -> tuple[float, float]:
    """The scale and shift along one direction with which words lie on print best.

    Args:
        first: Where words begin along it.
        last: Where they end.
        print_: How much print each row or column of pixels has.
        weights: How large the words are across it.
    """
    size = len(print_)
    wanted = np.fft.rfft(print_ - print_.mean(), 2 * size)
    best = (-np.inf, 1.0, 0.0)
    for scale in _SCALES:
        steps = np.zeros(2 * size)
        np.add.at(steps, np.clip(np.rint(first * scale).astype(int), 0, size), weights)
        np.add.at(steps, np.clip(np.rint(last * scale).astype(int), 0, size), -weights)
        covered = np.cumsum(steps)
        covered[:size] -= covered[:size].mean()
        covered[size:] = 0.0
        scores = np.fft.irfft(wanted * np.conj(np.fft.rfft(covered)), 2 * size) / max(
            float(np.linalg.norm(covered)), 1.0
        )
        place = int(np.argmax(scores))
        if scores[place] > best[0]:
            best = (float(scores[place]), float(scale), float(place if place < size else place - 2 * size))
    return best[1], best[2]


def _shown(rect: PixelRect, back: NDArray[np.float64]) -> Box:
    """A rectangle of the sheet on the shown page."""
    corners = np.array([(x, y, 1.0) for x in (rect.x0, rect.x1) for y in (rect.y0, rect.y1)]).T
    xs, ys, _ = back @ corners
    return Box(float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max()))
