"""Marks too plain for an OCR engine: ``-``, ``i``, ``ii``, ``iii``, ``I`` to ``III`` standing alone.

Engines are trained on words: a few bare strokes alone in a cell they leave out or take for other marks
(measured: every second lone ``ii`` lost). Their shape is clear: dots over equal strokes, plain bars of a
capital's height, one level dash. Whatever is not plainly one of these is left to the engines.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extract.geometry import Gray
from extract.pictures.blots import AREA, HEIGHT, LEFT, TOP, WIDTH, blots
from extract.pictures.ink import PRINT
from extract.reading.shapes import BODY_WIDTH, FILLED, LETTER, SPECK, STROKE, UNEVEN, Stats, dash_shaped

_MOST_STROKES = 3
"""Strokes of the longest such numeral, ``III``."""


def plain_mark(picture: Gray, capital: float) -> str:
    """The lone mark in the picture of a line; empty where it is none of the plain ones.

    Args:
        picture: The line, see ``extract.reading.ink_lines``.
        capital: Usual height of capitals on the page, pixels.
    """
    dark = np.asarray(picture < PRINT, dtype=np.uint8)
    seen = np.asarray(blots(dark)[1][1:], dtype=np.int64)
    seen = seen[seen[:, AREA] >= max(2.0, (SPECK * capital) ** 2 / 3)]
    if not 1 <= len(seen) <= 2 * _MOST_STROKES:
        return ""
    if len(seen) == 1 and dash_shaped(seen, capital).all():
        return "-"
    tall = seen[:, HEIGHT] > LETTER * capital
    bodies, dots = seen[tall], seen[~tall]
    if not 1 <= len(bodies) <= _MOST_STROKES or not _even(bodies):
        return ""
    if len(dots) == 0:
        return "I" * len(bodies) if _are_bars(dark, bodies, capital) else ""
    narrow = bool((bodies[:, WIDTH] <= BODY_WIDTH * bodies[:, HEIGHT]).all())
    return "i" * len(bodies) if narrow and _dotted(bodies, dots) else ""


def is_speck(picture: Gray, capital: float) -> bool:
    """Whether all ink in a picture together is less than a full stop's.

    Args:
        picture: Of a line, see ``extract.reading.ink_lines``.
        capital: Usual height of capitals on the page, pixels.
    """
    return int((picture < PRINT).sum()) <= (SPECK * capital) ** 2


def _even(bodies: Stats) -> bool:
    """Whether bodies are equally high and stand on one line."""
    heights, tops = bodies[:, HEIGHT], bodies[:, TOP]
    slack = max(1.0, UNEVEN * float(heights.max()))
    return float(np.ptp(heights)) <= slack and float(np.ptp(tops)) <= slack


def _are_bars(dark: NDArray[np.uint8], bodies: Stats, capital: float) -> bool:
    """Whether bodies are plain bars of a capital's height.

    They are as wide above as below; a ``1`` has a flag, an ``l`` a foot, a ``/`` leans.
    """
    thin = bodies[:, WIDTH] <= STROKE * bodies[:, HEIGHT]
    high = bodies[:, HEIGHT] >= (1 - UNEVEN) * capital
    if not (thin & high).all():
        return False
    for x, y, width, height, area in bodies.tolist():
        if area < FILLED * width * height:
            return False
        rows = dark[y + 1 : y + height - 1, x : x + width].sum(axis=1)
        if rows.size and int(np.ptp(rows)) > max(1, STROKE * width):
            return False
    return True


def _dotted(bodies: Stats, dots: Stats) -> bool:
    """Whether one small dot stands over the middle of each body."""
    if len(dots) != len(bodies):
        return False
    for body, dot in zip(bodies[bodies[:, LEFT].argsort()], dots[dots[:, LEFT].argsort()], strict=True):
        apart = abs((dot[LEFT] + dot[WIDTH] / 2) - (body[LEFT] + body[WIDTH] / 2))
        # A pixel or two more: scans blur both.
        small = dot[WIDTH] <= body[WIDTH] + 2 and dot[HEIGHT] <= LETTER * body[HEIGHT]
        if dot[TOP] + dot[HEIGHT] > body[TOP] + 1 or apart > BODY_WIDTH * body[WIDTH] + 1 or not small:
            return False
    return True
