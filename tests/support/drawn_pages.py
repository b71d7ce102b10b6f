"""Pages drawn for the tests of scans: ruled tables of known cells, text lines, ways of spoiling them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Gray = NDArray[np.uint8]
DPI = 200.0
XS = (150, 260, 560, 900, 1230, 1500)
YS = (200, 260, 380, 440, 620, 700)
WORDS = ("Penyusunan", "tim kerja", "dokumen", "rapat", "laporan")


@dataclass
class Drawn:
    """A white page with a table; ``spans`` are (row, column, rows, columns) of joined cells."""

    xs: Sequence[int] = XS
    ys: Sequence[int] = YS
    spans: Sequence[tuple[int, int, int, int]] = ()
    size: tuple[int, int] = (1000, 1654)
    rule: int = 3
    ink: int = 0

    def cells(self) -> list[tuple[int, int, int, int]]:
        """All cells in reading order, joined ones once."""
        covered = {
            (row + r, col + c): (row, col)
            for row, col, rows, cols in self.spans
            for r in range(rows)
            for c in range(cols)
        }
        sizes = {(row, col): (rows, cols) for row, col, rows, cols in self.spans}
        found = []
        for row in range(len(self.ys) - 1):
            for col in range(len(self.xs) - 1):
                if covered.get((row, col), (row, col)) == (row, col):
                    found.append((row, col, *sizes.get((row, col), (1, 1))))
        return found

    def page(self, *, text: bool = True) -> Gray:
        """The page's pixels."""
        page = np.full(self.size, 255, dtype=np.uint8)
        for row, col, rows, cols in self.cells():
            x0, x1 = self.xs[col], self.xs[col + cols]
            y0, y1 = self.ys[row], self.ys[row + rows]
            cv2.rectangle(page, (x0, y0), (x1, y1), (self.ink,), self.rule)
            if text:
                write(page, WORDS[(row + col) % len(WORDS)], (x0 + 14, y0 + 34), self.ink)
        return page


def write(page: Gray, words: str, place: tuple[int, int], ink: int = 0, size: float = 0.8) -> None:
    """Writes words with their baseline's left end at a place."""
    cv2.putText(page, words, place, cv2.FONT_HERSHEY_SIMPLEX, size, (ink,), 2, cv2.LINE_AA)


def lean(page: Gray, degrees: float, paper: int = 255) -> Gray:
    """The page turned clockwise by some degrees about its middle, same size."""
    height, width = page.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    return np.asarray(cv2.warpAffine(page, turn, (width, height), borderValue=(paper,)), dtype=np.uint8)


def grainy(page: Gray, sigma: float = 6.0, seed: int = 1) -> Gray:
    """The page with a scanner's noise."""
    noise = np.random.default_rng(seed).normal(0, sigma, page.shape)
    return np.clip(page + noise, 0, 255).astype(np.uint8)
