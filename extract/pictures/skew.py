"""How far a page's lines lean, and setting them straight.

The undersides of rules and text lines fall into few rows once the page is straight. All undersides are
sheared by a fan of angles, first coarsely, then finely; the angle with the sharpest histogram of rows is the
page's. Text lines alone are enough. Measured error: a few hundredths of a degree.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.geometry import WHITE, Gray, rotation, shift
from extract.pictures.images import REDUCED_DPI, PageImage
from extract.pictures.ink import BLACK
from extract.pictures.masks import Mask, darker, lighter

_MOST_POINTS = 60_000
"""Points that are sheared, at most: more do not make the angle more exact."""
_ROUGH_POINTS = 12_000
"""Points that are enough to find the angle within a quarter of a degree, which takes most of the time."""
_LIMIT = 6.0
"""Largest lean looked for, degrees; feeders skew pages by less."""
_SQUARE = 0.15
"""A page whose quarters lean differently by more than this, degrees, was photographed in perspective."""
_EVEN = _SQUARE / 2
"""Outer bands that lean less than this, degrees, do not belong to a page in perspective."""
_BANDS = 4
"""Bands of a page whose leans are measured, and as many again half a band lower."""
_LEAST = 0.03
"""A smaller lean, degrees, is left: resampling would blur the page for nothing."""


def reduced_ink(image: PageImage, dpi: float = REDUCED_DPI) -> Mask:
    """Ink (1) on a copy reduced to ``dpi``: darker than its surroundings, large dark areas left out."""
    factor = min(1.0, dpi / image.dpi)
    # Averaging areas is fast for whole numbers only, and next to the full size it gains nothing.
    way = cv2.INTER_LINEAR if factor > 0.7 else cv2.INTER_AREA
    small = image.gray
    if factor < 1:
        factor = max(factor, 1 / min(small.shape))  # a pixel or two stay one
        small = np.asarray(cv2.resize(small, None, fx=factor, fy=factor, interpolation=way), dtype=np.uint8)
    around = cv2.blur(small, (25, 25))
    ink = lighter(np.asarray(cv2.subtract(around, small), dtype=np.uint8), 25)
    solid = cv2.erode(darker(small, BLACK), np.ones((9, 9), np.uint8))
    if cv2.hasNonZero(solid):
        # Grown back to its size, and further by the width of its soft rim.
        ink = np.asarray(cv2.subtract(ink, cv2.dilate(solid, np.ones((15, 15), np.uint8))), dtype=np.uint8)
    return ink


def skew_angle(ink: Mask) -> float:
    """The angle in degrees by which lines lean; positive where they fall to the right. 0 on a blank page.

    Args:
        ink: Rows x columns, 1 where there is ink.
    """
    ys, xs = _undersides(ink)
    if len(xs) < 200:
        return 0.0
    best = _sharpest(*_points(xs, ys, _ROUGH_POINTS), np.arange(-_LIMIT, _LIMIT + 0.1, 0.25))
    x, y = _points(xs, ys, _MOST_POINTS)
    for reach, by in ((0.25, 0.05), (0.06, 0.01)):
        best = _sharpest(x, y, np.arange(best - reach, best + reach + by / 2, by))
    return best if abs(best) < _LIMIT - 0.3 else 0.0


def _undersides(ink: Mask) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows and columns of the ink pixels that have no ink below them."""
    # Found in one long row: several times as fast as in rows and columns.
    found = np.flatnonzero(np.greater(ink[:-1], ink[1:]))
    ys, xs = np.divmod(found, ink.shape[1])
    return ys, xs


def _points(
    xs: NDArray[np.intp], ys: NDArray[np.intp], most: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """At most ``most`` of the points, evenly taken."""
    step = -(-len(xs) // most)
    return xs[::step].astype(np.float32), ys[::step].astype(np.float32)


def squared(image: PageImage) -> PageImage:
    """Undoes the perspective of a photographed page: rules that run together are made parallel.

    The lean is measured band by band down the page and, for upright rules, across it; where it changes
    clearly, the leans at the quarters make a quadrangle that is drawn out to a rectangle.
    """
    ink = reduced_ink(image)
    laid = np.ascontiguousarray(ink.T)
    if _plainly_even(ink) and _plainly_even(laid):
        return image
    (upper, lower), (left, right) = _leans(ink), _leans(laid)
    if max(abs(upper - lower), abs(left - right), abs(left + right) / 4) < _SQUARE:
        return image
    rows, columns = image.gray.shape
    change = _rectangle((upper, lower, left, right), float(columns), float(rows))
    return image.changed(warped(image.gray, change, (columns, rows)), change)


def _refined(ink: Mask, angle: float) -> float:
    """The angle looked for once more close by, on finer pixels."""
    ys, xs = _undersides(ink)
    if len(xs) < 200:
        return angle
    return _sharpest(*_points(xs, ys, _MOST_POINTS), np.arange(angle - 0.16, angle + 0.165, 0.02))


def _rectangle(leans: tuple[float, float, float, float], width: float, height: float) -> NDArray[np.float64]:
    """The matrix that makes lines parallel which lean so at a quarter and three quarters of the page."""
    upper, lower, left, right = (float(np.tan(np.deg2rad(lean))) for lean in leans)
    y1, y2, x1, x2 = height / 4, 3 * height / 4, width / 4, 3 * width / 4

    def crossing(y: float, slope: float, x: float, lean: float) -> tuple[float, float]:
        # y' = y + slope (x' - width / 2) and x' = x + lean (y' - height / 2)
        found = np.linalg.solve([[-slope, 1.0], [1.0, -lean]], [y - slope * width / 2, x - lean * height / 2])
        return float(found[0]), float(found[1])

    corners = [
        crossing(y, slope, x, lean)
        for y, slope in ((y1, upper), (y2, lower))
        for x, lean in ((x1, left), (x2, right))
    ]
    wanted = [(x1, y1), (x2, y1), (x1, y2), (x2, y2)]
    way = cv2.getPerspectiveTransform(np.array(corners, np.float32), np.array(wanted, np.float32))
    return np.asarray(way, dtype=np.float64)


def _plainly_even(ink: Mask) -> bool:
    """Whether the first and the last band lean alike and hardly, which saves looking at those between."""
    step = ink.shape[0] // (2 * _BANDS)
    first, last = _clear_angle(ink[: 2 * step]), _clear_angle(ink[-2 * step :])
    return first is not None and last is not None and max(abs(first), abs(last)) < _EVEN


def _leans(ink: Mask) -> tuple[float, float]:
    """The lean at a quarter and at three quarters of the height, from a line through those of all bands.

    (0, 0) if too few bands have clear lines.
    """
    height = ink.shape[0]
    step = height // (2 * _BANDS)
    places, found = [], []
    for band in range(2 * _BANDS - 1):
        lean = _clear_angle(ink[band * step : (band + 2) * step])
        if lean is not None:
            places.append((band + 1) / (2 * _BANDS))
            found.append(lean)
    if len(found) < 3 or max(places) - min(places) < 0.3:
        return 0.0, 0.0
    slope, start = np.polyfit(places, found, 1)
    off = np.abs(np.polyval((slope, start), places) - found)
    if off.max() > 0.35:
        keep = off <= max(float(np.median(off)) * 2, 0.1)
        if keep.sum() < 3:
            return 0.0, 0.0
        slope, start = np.polyfit(np.array(places)[keep], np.array(found)[keep], 1)
    return float(start + slope / 4), float(start + 3 * slope / 4)


def _clear_angle(ink: Mask) -> float | None:
    """The lean of a part of the page; None if it has too few lines."""
    ys, xs = _undersides(ink)
    if len(xs) < 700:
        return None
    x, y = _points(xs, ys, 8_000)
    scores = _scores(x, y, np.arange(-2.5, 2.6, 0.1))
    if scores.max() < 1.25 * float(np.median(scores)):
        return None
    rough = float(np.arange(-2.5, 2.6, 0.1)[int(scores.argmax())])
    return _sharpest(x, y, np.arange(rough - 0.1, rough + 0.11, 0.025))


def _sharpest(x: NDArray[np.float32], y: NDArray[np.float32], angles: NDArray[np.float64]) -> float:
    scores = _scores(x, y, angles)
    top = int(np.argmax(scores))
    if 0 < top < len(scores) - 1 and len(angles) < 20:
        left, middle, right = scores[top - 1 : top + 2]
        bend = left - 2 * middle + right
        if bend < 0:
            return float(angles[top] + 0.5 * (left - right) / bend * (angles[1] - angles[0]))
    return float(angles[top])


def _scores(
    x: NDArray[np.float32], y: NDArray[np.float32], angles: NDArray[np.float64]
) -> NDArray[np.float64]:
    """For each angle, how sharply the points gather in few rows once they are sheared by it."""
    scores = []
    for angle in angles:
        rows = np.rint(y - x * np.float32(np.tan(np.deg2rad(angle)))).astype(np.int64)
        histogram = np.bincount(rows - rows.min()).astype(np.float64)
        scores.append(float((histogram**2).sum()))
    return np.array(scores)


def straightened(image: PageImage) -> tuple[PageImage, float]:
    """The picture with its lines level, and the angle by which they leant (degrees).

    The canvas grows so that no corner is cut off; what is new is white.
    """
    angle = skew_angle(reduced_ink(image))
    angle = _refined(reduced_ink(image, 2 * REDUCED_DPI), angle)
    if abs(angle) < _LEAST:
        return image, angle
    return turned_by(image, -angle), angle


def turned_by(image: PageImage, degrees: float) -> PageImage:
    """Turns the picture by some degrees (positive clockwise) on a canvas large enough for all of it."""
    height, width = image.gray.shape
    turn = rotation(degrees, image.gray.shape)
    corners = turn @ np.array([[0, width, 0, width], [0, 0, height, height], [1, 1, 1, 1]], dtype=np.float64)
    left, top = np.floor(corners[:2].min(axis=1))
    right, bottom = np.ceil(corners[:2].max(axis=1))
    change = shift(-left, -top) @ turn
    gray = warped(image.gray, change, (int(right - left), int(bottom - top)))
    return image.changed(gray, change)


def warped(gray: Gray, change: NDArray[np.float64], size: tuple[int, int]) -> Gray:
    """Moves pixels by a 3 x 3 matrix (of pixel corners) onto a white canvas of ``size`` (width, height)."""
    centred = shift(-0.5, -0.5) @ change @ shift(0.5, 0.5)
    flags = cv2.INTER_LINEAR
    if np.allclose(centred[2], (0, 0, 1)):
        moved = cv2.warpAffine(gray, centred[:2], size, flags=flags, borderValue=(WHITE,))
    else:
        moved = cv2.warpPerspective(gray, centred, size, flags=flags, borderValue=(WHITE,))
    return np.asarray(moved, dtype=np.uint8)
