"""Sizes of small print: what lines, letters, dashes and specks are recognised by.

Sizes are in capital heights: the usual height of capitals and tall letters on a page
(:func:`extract.reading.ink_lines.letter_size`). They were set on scans of 100 to 400 dpi in sixteen
typefaces. "Tried from … to …" names other values that were tried once, on the 22,080 lines of the corpus of
``bench.same``: no mark changed there. Other pages were not tried.
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
"""By how much equal heights and edges may differ in a scan; tried from 0.10 to 0.20."""
STROKE = 0.34
"""Thickness of a stroke in share of its length, at most: bars and dashes; tried from 0.32 to 0.37."""
BODY_WIDTH = 0.6
"""Width of an ``i`` with serifs in share of its height, at most; tried from 0.56 to 0.65."""
SPECK = 0.16
"""Side of a square as large as a speck; a full stop has twice that area."""
DASH_LENGTH = (0.22, 1.1)
"""Length of hyphens and dashes."""
DASH_ELONGATION = 1.5
"""Length of a dash in its heights, at least."""
MOST_OF = 0.66
"""Share from which most of a thing counts as the whole: the ink of a straight stroke in its rectangle, a blot
in a line, a word under other words."""

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
        & (stats[:, AREA] >= MOST_OF * width * height)
    )
