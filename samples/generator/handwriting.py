"""Figures and ticks by pen: strokes of points in a unit square, shaken a little, drawn as smooth lines."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.generator.effects import Image, Rng

# Sign -> points of its stroke, x to the right and y down, both 0..1; a second stroke after None.
_STROKES: dict[str, tuple[tuple[float, float] | None, ...]] = {
    "0": ((0.6, 0.05), (0.2, 0.3), (0.15, 0.75), (0.5, 1.0), (0.85, 0.7), (0.8, 0.25), (0.5, 0.05)),
    "1": ((0.3, 0.3), (0.6, 0.0), (0.5, 0.5), (0.42, 1.0)),
    "2": ((0.1, 0.25), (0.45, 0.0), (0.8, 0.25), (0.45, 0.65), (0.1, 1.0), (0.5, 0.93), (0.95, 1.0)),
    "3": ((0.15, 0.1), (0.6, 0.0), (0.75, 0.25), (0.4, 0.45), (0.85, 0.65), (0.6, 0.97), (0.1, 0.9)),
    "4": ((0.5, 0.0), (0.1, 0.6), (0.95, 0.6), None, (0.7, 0.3), (0.6, 1.0)),
    "5": ((0.85, 0.0), (0.3, 0.05), (0.22, 0.42), (0.65, 0.42), (0.8, 0.7), (0.5, 1.0), (0.1, 0.9)),
    "6": ((0.75, 0.0), (0.3, 0.35), (0.15, 0.8), (0.5, 1.0), (0.8, 0.75), (0.5, 0.55), (0.2, 0.75)),
    "7": ((0.1, 0.05), (0.5, 0.08), (0.9, 0.0), (0.55, 0.5), (0.35, 1.0)),
    "8": ((0.7, 0.15), (0.35, 0.05), (0.3, 0.35), (0.8, 0.7), (0.45, 1.0), (0.15, 0.75), (0.75, 0.15)),
    "9": ((0.8, 0.2), (0.45, 0.0), (0.2, 0.3), (0.5, 0.5), (0.8, 0.2), (0.75, 0.6), (0.55, 1.0)),
    "/": ((0.85, -0.1), (0.5, 0.5), (0.1, 1.15)),
    "-": ((0.1, 0.5), (0.5, 0.47), (0.85, 0.52)),
    "v": ((0.0, 0.45), (0.3, 1.0), (0.6, 0.4), (1.3, -0.5)),
}


def handwritten(text: str, size: float, pen: int, rng: Rng) -> Image:
    """The text as a mask, 255 where the pen went; ``size`` is the height of a figure, ``pen`` its width.

    Raises:
        KeyError: If a sign is no figure, ``/``, ``-`` or ``v``.
    """
    mask = np.zeros((round(2.4 * size), round((0.85 * len(text) + 1.2) * size)), np.uint8)
    x, y = 0.5 * size, 0.8 * size
    slant = rng.uniform(0.0, 0.35)
    for sign in text:
        for stroke in _parts(sign):
            shaken = stroke + rng.normal(0, 0.05, stroke.shape)
            line = _smooth(shaken) * [0.55 * size, size]
            line[:, 0] += slant * (size - line[:, 1])
            points = np.round(line + [x, y]).astype(np.int32).reshape(-1, 1, 2)
            cv2.polylines(mask, [points], False, (255,), pen, cv2.LINE_AA)
        x += 0.72 * size
        y += rng.normal(0, 0.05 * size)
    return mask


def _parts(sign: str) -> list[NDArray[np.float64]]:
    """The sign's strokes as arrays of points."""
    parts: list[list[tuple[float, float]]] = [[]]
    for point in _STROKES[sign]:
        if point is None:
            parts.append([])
        else:
            parts[-1].append(point)
    return [np.array(part, dtype=np.float64) for part in parts]


def _smooth(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """The points with their corners cut twice (Chaikin), ends kept."""
    for _ in range(2):
        near, far = 0.75 * points[:-1] + 0.25 * points[1:], 0.25 * points[:-1] + 0.75 * points[1:]
        cut = np.stack([near, far], axis=1).reshape(-1, 2)
        points = np.vstack([points[:1], cut, points[-1:]])
    return points
