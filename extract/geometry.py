"""Pixels and points: where a pixel of a processed page image lies on the page as a viewer shows it.

A page image is turned, straightened, rescaled and sometimes squared before it is read. Each such change is a
3 x 3 matrix from old to new pixels. A :class:`PageFrame` keeps the way back to PDF points, so that every
rectangle found in the last image has its box on the shown page. Pixel coordinates are those of pixel corners
(the image spans 0..width, 0..height), origin at the top left, y downwards.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lampiran.records import Box

POINTS_PER_INCH = 72.0
"""Of PDF pages, by definition."""
WHITE = 255
"""The grey of white paper; black is 0."""

Matrix = NDArray[np.float64]
Gray = NDArray[np.uint8]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class PixelRect:
    """A rectangle of whole pixels: ``x0 <= x < x1``, ``y0 <= y < y1``."""

    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def width(self) -> int:
        """Columns of pixels."""
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        """Rows of pixels."""
        return self.y1 - self.y0

    def crop(self, image: Gray) -> Gray:
        """The rectangle's part of an image (a view)."""
        return image[max(0, self.y0) : max(0, self.y1), max(0, self.x0) : max(0, self.x1)]

    def shrunk(self, by: int) -> PixelRect:
        """The rectangle less ``by`` pixels on each side; one too small for that keeps its middle."""
        dx, dy = min(by, self.width // 2), min(by, self.height // 2)
        return PixelRect(self.x0 + dx, self.y0 + dy, self.x1 - dx, self.y1 - dy)

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return self.x0 <= x < self.x1 and self.y0 <= y < self.y1


@dataclass(frozen=True, slots=True)
class PageFrame:
    """The way from the pixels of one image to the points of its page; picklable.

    Attributes:
        matrix: The nine numbers, row by row, of the 3 x 3 matrix from pixels to points.
        width, height: Of the shown page, points.
    """

    matrix: tuple[float, ...]
    width: float
    height: float

    @staticmethod
    def of(matrix: Matrix, width: float, height: float) -> PageFrame:
        """A frame from a 3 x 3 array."""
        return PageFrame(tuple(float(v) for v in matrix.ravel()), width, height)

    @staticmethod
    def plain(shape: tuple[int, ...], width: float, height: float) -> PageFrame:
        """The frame of an image (``shape`` = rows, columns …) that fills its page."""
        return PageFrame.of(np.diag([width / shape[1], height / shape[0], 1.0]), width, height)

    @property
    def array(self) -> Matrix:
        """The matrix as a 3 x 3 array."""
        return np.array(self.matrix, dtype=np.float64).reshape(3, 3)

    def after(self, change: Matrix) -> PageFrame:
        """The frame of the image after its pixels were moved by ``change`` (3 x 3, old to new pixels)."""
        return PageFrame.of(self.array @ np.linalg.inv(change), self.width, self.height)

    def to_points(self, x: float, y: float) -> tuple[float, float]:
        """Where a pixel position lies on the page."""
        px, py, scale = self.array @ (x, y, 1.0)
        return float(px / scale), float(py / scale)

    def to_pixels(self, x: float, y: float) -> tuple[float, float]:
        """Where a place of the page lies in the image."""
        px, py, scale = np.linalg.inv(self.array) @ (x, y, 1.0)
        return float(px / scale), float(py / scale)

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """The upright box, in points, round a pixel rectangle; cut off at the page's edges."""
        return self._around(self.to_points, (x0, y0, x1, y1), self.width, self.height)

    def rect(self, box: Box, shape: tuple[int, ...]) -> PixelRect:
        """The pixels, in an image of ``shape``, of a box in points."""
        corners = (box.x0, box.y0, box.x1, box.y1)
        found = self._around(self.to_pixels, corners, float(shape[1]), float(shape[0]))
        return PixelRect(round(found.x0), round(found.y0), round(found.x1), round(found.y1))

    @staticmethod
    def _around(
        way: Callable[[float, float], tuple[float, float]],
        corners: tuple[float, float, float, float],
        width: float,
        height: float,
    ) -> Box:
        x0, y0, x1, y1 = corners
        places = [way(x, y) for x in (x0, x1) for y in (y0, y1)]
        xs = [min(max(x, 0.0), width) for x, _ in places]
        ys = [min(max(y, 0.0), height) for _, y in places]
        return Box(min(xs), min(ys), max(xs), max(ys))


def shift(dx: float, dy: float) -> Matrix:
    """The matrix that moves by (dx, dy)."""
    return np.array([[1.0, 0.0, dx], [0.0, 1.0, dy], [0.0, 0.0, 1.0]])


def scaling(fx: float, fy: float) -> Matrix:
    """The matrix that stretches by fx, fy."""
    return np.diag([fx, fy, 1.0])


def quarter_turn(turns: int, shape: tuple[int, ...]) -> Matrix:
    """The matrix of ``np.rot90(image, -turns)``: ``turns`` quarters clockwise of an image of ``shape``."""
    height, width = shape[:2]
    matrix = np.eye(3)
    for _ in range(turns % 4):
        matrix = np.array([[0.0, -1.0, float(height)], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]) @ matrix
        height, width = width, height
    return matrix


def rotation(degrees: float, shape: tuple[int, ...]) -> Matrix:
    """Rotation about the image's middle, positive clockwise as seen."""
    angle = np.deg2rad(degrees)
    cos, sin = np.cos(angle), np.sin(angle)
    cx, cy = shape[1] / 2, shape[0] / 2
    turn = np.array([[cos, -sin, 0.0], [sin, cos, 0.0], [0.0, 0.0, 1.0]])
    return np.asarray(shift(cx, cy) @ turn @ shift(-cx, -cy))
