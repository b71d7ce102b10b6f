"""The page as it is audited: grey, in reading direction, level, of one resolution."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from extract.geometry import POINTS_PER_INCH, WHITE, Gray, Matrix, PixelRect, rotation, scaling
from extract.model import PageReading
from extract.pictures.images import PageImage
from extract.sizes import LETTER
from extract.turning import Turn
from lampiran.records import Box, Word

AUDIT_DPI = 150.0
"""Enough for commas; and rests of the broken rules of worn scans stay small beside letters."""
_NEAR = 1.1
"""A picture up to so many times as fine is taken as it is."""
_HALVED = 0.6
"""A picture that shrinks to less than this is halved by areas first, so that thin strokes stay."""
_LEVEL = 0.1
"""Degrees of lean that do not matter: a rule of three centimetres stays within one row of pixels."""
_UNIT = 0.45
"""Height of a small letter, in heights of a word's box."""


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A page's picture in reading direction, and the way to it from the shown page.

    Attributes:
        gray: Rows x columns.
        way: From points of the shown page to pixels.
        scale: Pixels to a point.
        turned: Whether the shown page lies sideways.
        lean: By how much its lines leant, radians, without sign.
    """

    gray: Gray
    way: Matrix
    scale: float
    turned: bool
    lean: float

    def rects(self, boxes: Sequence[Box]) -> list[PixelRect]:
        """The pixels of boxes of the shown page.

        A box on a leaning page is the one round the leaning print; here it gets the print's own size again.
        """
        if not boxes:
            return []
        sides = np.array([(box.x0, box.y0, box.x1, box.y1) for box in boxes])
        middles = np.stack(
            [(sides[:, 0] + sides[:, 2]) / 2, (sides[:, 1] + sides[:, 3]) / 2, np.ones(len(boxes))]
        )
        x, y = (self.way @ middles)[:2]
        wide, high = (sides[:, 2] - sides[:, 0]) * self.scale, (sides[:, 3] - sides[:, 1]) * self.scale
        if self.turned:
            wide, high = high, wide
        if self.lean:
            cos, sin, both = np.cos(self.lean), np.sin(self.lean), np.cos(2 * self.lean)
            wide, high = (wide * cos - high * sin) / both, (high * cos - wide * sin) / both
        half_wide, half_high = np.maximum(wide, 1.0) / 2, np.maximum(high, 1.0) / 2
        rows, cols = self.gray.shape
        corners = np.stack([x - half_wide, y - half_high, x + half_wide, y + half_high], axis=1)
        whole = np.rint(np.clip(corners, 0, [cols, rows, cols, rows])).astype(int).tolist()
        return [PixelRect(*corner) for corner in whole]


def sheet_of(reading: PageReading, image: PageImage) -> Sheet:
    """The sheet of a page, given what was read on it and its picture as shown."""
    lean = reading.skew if abs(reading.skew) >= _LEVEL else 0.0
    upright = _upright(reading.rotation, reading.width, reading.height)
    wide, high = reading.width, reading.height
    if reading.rotation % 180:
        wide, high = high, wide
    dpi = image.dpi if image.dpi <= AUDIT_DPI * _NEAR else AUDIT_DPI
    scale = dpi / POINTS_PER_INCH
    shape = (max(1, round(high * scale)), max(1, round(wide * scale)))
    way = scaling(scale, scale) @ upright
    if lean:
        way = rotation(-lean, shape) @ way
    change = way @ image.frame.array
    gray = image.gray if np.allclose(change, np.eye(3), atol=2e-3) else _moved(image.gray, change, shape)
    return Sheet(gray, way, scale, bool(reading.rotation % 180), float(np.deg2rad(abs(lean))))


def letter_unit(words: Sequence[Word], sheet: Sheet) -> float:
    """The height of a small letter of the page, pixels: what is much or little ink is measured by it."""
    boxes = [word.box for word in words if word.box is not None]
    if not boxes:
        return LETTER * POINTS_PER_INCH * sheet.scale
    heights = [(box.x1 - box.x0) if sheet.turned else (box.y1 - box.y0) for box in boxes]
    return max(2.0, _UNIT * float(np.median(heights)) * sheet.scale)


def page_words(reading: PageReading) -> list[Word]:
    """All words of a page: those of its cells, then those outside."""
    words = [word for table in reading.tables for cell in table.cells for word in cell.words]
    return words + [word for line in reading.outside for word in line.words]


def _upright(degrees: int, width: float, height: float) -> Matrix:
    """From points of the shown page to points in reading direction."""
    turn = Turn(degrees, width, height)
    corners = [turn.reading(Box(x, y, x, y)) for x, y in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0))]
    (x, y), (right, under), (left, down) = ((box.x0, box.y0) for box in corners)
    return np.array([[right - x, left - x, x], [under - y, down - y, y], [0.0, 0.0, 1.0]])


def _moved(gray: Gray, change: Matrix, shape: tuple[int, int]) -> Gray:
    """The picture moved onto a sheet of ``shape``; ``change`` leads from its pixels to the sheet's."""
    if float(np.sqrt(abs(np.linalg.det(change[:2, :2])))) < _HALVED:
        rows, cols = gray.shape[0] // 2, gray.shape[1] // 2
        gray = np.asarray(
            cv2.resize(gray[: 2 * rows, : 2 * cols], (cols, rows), interpolation=cv2.INTER_AREA),
            dtype=np.uint8,
        )
        change = change @ scaling(2.0, 2.0)
    half = np.array([[1.0, 0.0, 0.5], [0.0, 1.0, 0.5], [0.0, 0.0, 1.0]])
    centred = (np.linalg.inv(half) @ change @ half)[:2]
    size = (shape[1], shape[0])
    moved = cv2.warpAffine(gray, centred, size, flags=cv2.INTER_LINEAR, borderValue=(WHITE,))
    return np.asarray(moved, dtype=np.uint8)
