"""Sizes of small print: one place for what lines, letters, dashes and specks are told by.

Sizes are in capital heights: the usual height of capitals and tall letters on a page
(:func:`extract.reading.ink_lines.letter_size`). They were set on scans of 100 to 400 dpi in sixteen
typefaces. "Steady" gives the range within which no mark changes in the 22,080 lines of the corpus of
``bench.same``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extract.pictures.blots import AREA, HEIGHT, WIDTH

USUAL_CAPITAL = 0.1
"""Inches: a capital of 10 point type, where a page has too few letters to measure."""
LETTER = 0.5
"""Least height of a letter's body or of a line; dots, dashes and specks are lower."""
SPACE = 0.3
"""White that keeps two marks, or a line and its neighbour, apart."""
UNEVEN = 0.15
"""By how much equal heights and edges may differ in a scan; steady from 0.10 to 0.20."""
STROKE = 0.34
"""Thickness of a stroke in share of its length, at most: bars and dashes; steady from 0.32 to 0.37."""
BODY_WIDTH = 0.6
"""Width of an ``i`` with serifs in share of its height, at most; steady from 0.56 to 0.65."""
SPECK = 0.16
"""Side of a square as large as a speck; a full stop has twice that area."""
DASH_LENGTH = (0.25, 1.1)
"""Length of hyphens and dashes."""
DASH_ELONGATION = 1.5
"""Length of a dash in its heights, at least."""
FILLED = 0.65
"""Share of its rectangle that a dash fills, at least."""

Stats = NDArray[np.int64]
"""Blots x (left, top, width, height, area), see ``extract.pictures.blots``."""


def dash_shaped(stats: Stats, capital: float) -> NDArray[np.bool_]:
    """Which blots have the shape of a dash, wherever they lie.

    Args:
        stats: Blots of a line.
        capital: Usual height of capitals, pixels.
    """
    width, height = stats[:, WIDTH], stats[:, HEIGHT]
    shortest, longest = DASH_LENGTH
    return np.asarray(
        (width >= np.maximum(DASH_ELONGATION * height, shortest * capital))
        & (width <= longest * capital)
        & (height <= np.maximum(2.0, STROKE * capital))
        & (stats[:, AREA] >= FILLED * width * height)
    )
