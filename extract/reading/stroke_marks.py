"""Marks too plain for a reading engine: ``-``, ``i``, ``ii``, ``iii``, ``I`` to ``III`` standing alone.

Engines are trained on words; a few bare strokes alone in a cell they leave out or take for other marks
(measured: every second lone ``ii`` lost). Their shape says enough: dots over equal strokes, plain bars of
a capital's height, one level dash. Whatever is not plainly one of these is left to the engines.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extract.geometry import Gray
from extract.pictures.blots import AREA, blots

_DARK = 150
_MOST = 3
_BAR = 0.34
"""Width of a bar without serifs, in share of its height, at most."""
_SERIF_BAR = 0.62
_SPECK = 0.16
"""Side of a square as large as a speck, in capital heights."""
_EVEN = 0.15
"""How far heights may differ, in share of the tallest."""


def plain_mark(picture: Gray, capital: float) -> str:
    """The lone mark in the picture of a line, or nothing where it is none of the plain ones.

    Args:
        picture: The line, see ``extract.reading.ink_lines``.
        capital: Usual height of capitals on the page, pixels.
    """
    dark = np.asarray(picture < _DARK, dtype=np.uint8)
    seen = np.asarray(blots(dark)[1][1:], dtype=np.int64)
    seen = seen[seen[:, AREA] >= max(2.0, 0.008 * capital * capital)]
    if not 1 <= len(seen) <= 2 * _MOST:
        return ""
    if len(seen) == 1 and _is_dash(seen[0], capital):
        return "-"
    bodies = seen[seen[:, 3] > 0.5 * capital]
    dots = seen[seen[:, 3] <= 0.5 * capital]
    if not 1 <= len(bodies) <= _MOST or not _even(bodies):
        return ""
    if len(dots) == 0:
        bars = bool((bodies[:, 2] <= _BAR * bodies[:, 3]).all())
        tall = bool((bodies[:, 3] >= 0.85 * capital).all())
        return "I" * len(bodies) if bars and tall and _straight(dark, bodies) else ""
    narrow = bool((bodies[:, 2] <= _SERIF_BAR * bodies[:, 3]).all())
    return "i" * len(bodies) if narrow and _dotted(bodies, dots) else ""


def is_speck(picture: Gray, capital: float) -> bool:
    """Whether all ink in a picture is less than a full stop's.

    Args:
        picture: Of a line, see ``extract.reading.ink_lines``.
        capital: Usual height of capitals on the page, pixels.
    """
    return int((picture < _DARK).sum()) <= (_SPECK * capital) ** 2


def _is_dash(blot: NDArray[np.int64], capital: float) -> bool:
    width, height, area = int(blot[2]), int(blot[3]), int(blot[4])
    return (
        height <= 0.34 * capital and 1.5 * height <= width <= 1.1 * capital and area >= 0.65 * width * height
    )


def _even(bodies: NDArray[np.int64]) -> bool:
    """Equal heights on one line."""
    heights, tops = bodies[:, 3], bodies[:, 1]
    slack = max(1.0, _EVEN * float(heights.max()))
    return float(np.ptp(heights)) <= slack and float(np.ptp(tops)) <= slack


def _straight(dark: NDArray[np.uint8], bodies: NDArray[np.int64]) -> bool:
    """Bars as wide above as below; a ``1`` has a flag, an ``l`` a foot, a ``/`` leans."""
    for x, y, width, height, area in bodies.tolist():
        if area < 0.8 * width * height:
            return False
        rows = dark[y + 1 : y + height - 1, x : x + width].sum(axis=1)
        if rows.size and int(np.ptp(rows)) > max(1, 0.34 * width):
            return False
    return True


def _dotted(bodies: NDArray[np.int64], dots: NDArray[np.int64]) -> bool:
    """One small dot over the middle of each body."""
    if len(dots) != len(bodies):
        return False
    for body, dot in zip(bodies[bodies[:, 0].argsort()], dots[dots[:, 0].argsort()], strict=True):
        apart = abs((dot[0] + dot[2] / 2) - (body[0] + body[2] / 2))
        small = dot[2] <= 1.3 * body[2] + 2 and dot[3] <= 0.5 * body[3]
        if dot[1] + dot[3] > body[1] + 1 or apart > 0.6 * body[2] + 1 or not small:
            return False
    return True
