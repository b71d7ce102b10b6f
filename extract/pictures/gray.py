"""Pictures as grey pixels: plain, or with coloured ink over black print faded."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.geometry import Gray
from extract.pictures.ink import BLACK, PALE

Pixels = NDArray[np.uint8]
"""Rows x columns, or rows x columns x channels (one, or BGR with or without alpha)."""


def is_bilevel(gray: Gray) -> bool:
    """Whether nearly all pixels are black or white."""
    sample = gray[::3, ::3]
    return bool(((sample > 8) & (sample < 247)).mean() < 0.002)


def luminance(pixels: Pixels) -> Gray:
    """Grey from grey or BGR(A) pixels, nothing faded."""
    if pixels.ndim == 2:
        return pixels
    if pixels.shape[2] == 1:
        return np.ascontiguousarray(pixels[:, :, 0])
    colour = np.ascontiguousarray(pixels[:, :, :3])
    return np.asarray(cv2.cvtColor(colour, cv2.COLOR_BGR2GRAY), dtype=np.uint8)


def to_gray(pixels: Pixels) -> Gray:
    """Grey from grey or BGR(A) pixels; coloured ink over black print is faded.

    Stamps and pens are coloured, print is black: the brightest channel hides the former and keeps the
    latter. It would hide coloured print too, so it is used only close to black print, and not on filled
    areas (coloured bands may carry white print).
    """
    gray = luminance(pixels)
    if pixels.ndim == 2 or pixels.shape[2] == 1:
        return gray
    blue, green, red = cv2.split(np.ascontiguousarray(pixels[:, :, :3]))
    brightest = cv2.max(cv2.max(blue, green), red)
    spread = cv2.subtract(brightest, cv2.min(cv2.min(blue, green), red))
    inked = (spread > 60) & (gray < PALE)
    if float(inked.mean()) < 1e-4:
        return gray
    return _fade(gray, np.asarray(brightest, dtype=np.uint8), inked)


def _fade(gray: Gray, brightest: Gray, inked: NDArray[np.bool_]) -> Gray:
    reach = max(9, gray.shape[1] // 60) | 1
    black = ((brightest < BLACK) & ~inked).astype(np.float32)
    near_black = cv2.boxFilter(black, -1, (reach, reach))
    wide = gray.shape[1] // 24
    mostly = cv2.blur(inked.astype(np.float32), (wide, max(3, wide // 12))) > 0.45
    filled = cv2.dilate(mostly.astype(np.uint8), np.ones((reach, wide), np.uint8))
    fade = (near_black > 0.02) & (filled == 0)
    soft = cv2.dilate(inked.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    return np.where(fade & soft, brightest, gray)
