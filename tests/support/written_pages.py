"""Small pictures of cells with real print in them, for the tests of reading."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from extract.geometry import PixelRect

Gray = NDArray[np.uint8]
DPI = 200.0
SIZE = 28
LEADING = 38
PADDING = 14


def written_table(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> tuple[Gray, list[PixelRect]]:
    """A ruled table in Pillow's own typeface; ``\\n`` parts the lines of a cell. Cells in reading order."""
    heights = [max(cell.count("\n") + 1 for cell in row) * LEADING + 2 * PADDING for row in rows]
    page = Image.new("L", (sum(widths) + 120, sum(heights) + 120), 255)
    draw, font = ImageDraw.Draw(page), ImageFont.load_default(size=SIZE)
    rects: list[PixelRect] = []
    y = 60
    for row, height in zip(rows, heights, strict=True):
        x = 60
        for cell, width in zip(row, widths, strict=True):
            draw.rectangle((x, y, x + width, y + height), outline=0, width=3)
            for number, line in enumerate(cell.split("\n")):
                draw.text((x + PADDING, y + PADDING + number * LEADING), line, font=font, fill=0)
            rects.append(PixelRect(x, y, x + width, y + height))
            x += width
        y += height
    return np.array(page, dtype=np.uint8), rects


def softened(page: Gray, sigma: float = 0.8, grain: float = 6.0, seed: int = 1) -> Gray:
    """The page a little out of focus and grainy, still with white paper."""
    noise = np.random.default_rng(seed).normal(0, grain, page.shape)
    blurred = cv2.GaussianBlur(page, (0, 0), sigma).astype(np.float64) + noise
    return np.clip(blurred, 0, 255).astype(np.uint8)
