"""Runs of characters: what a program set in one go, letter after letter along a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.pages.page_objects import Chars

Numbers = NDArray[np.float64]

_SAME_LINE = 0.1
"""Difference of two baselines on one line, in heights of a letter."""
_BACK, _ON = -0.25, 0.4
"""Where the next letter of a run begins, from the end of the one before, in heights of a letter."""


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Where characters stand along their own lines, in points; each array has one value a character.

    Attributes:
        start, end: Along the line, in its direction.
        base: Across the line, growing downwards.
        high: Height of the letter.
        turn: Degrees by which it is turned clockwise.
    """

    start: Numbers
    end: Numbers
    base: Numbers
    high: Numbers
    turn: NDArray[np.int64]


def places(chars: Chars) -> Places:
    """Where characters stand along their own lines."""
    x0, y0, x1, y1, a, b = (
        np.array([(c["x0"], c["top"], c["x1"], c["bottom"], *c["matrix"][:2]) for c in chars], dtype=float)
        .reshape(-1, 6)
        .T
    )
    level = np.abs(a) >= np.abs(b)
    turn = np.where(level, np.where(a > 0, 0, 180), np.where(b > 0, 270, 90))
    ways = [turn == degrees for degrees in (0, 90, 180, 270)]
    return Places(
        start=np.select(ways, [x0, y0, -x1, -y1]),
        end=np.select(ways, [x1, y1, -x0, -y0]),
        base=np.select(ways, [y1, -x0, -y0, x1]),
        high=np.where(level, y1 - y0, x1 - x0),
        turn=turn,
    )


def runs_of(at: Places) -> list[range]:
    """The runs of characters, in the order they are set; every character is in one."""
    if not len(at.start):
        return []
    high = np.maximum(at.high[:-1], 1e-6)
    gap = (at.start[1:] - at.end[:-1]) / high
    broken = (gap < _BACK) | (gap > _ON) | (at.turn[1:] != at.turn[:-1])
    broken |= np.abs(at.base[1:] - at.base[:-1]) > _SAME_LINE * high
    broken |= np.abs(at.high[1:] - at.high[:-1]) > _SAME_LINE * high
    starts = [0, *(int(index) + 1 for index in np.flatnonzero(broken)), len(at.start)]
    return [range(first, last) for first, last in zip(starts, starts[1:], strict=False)]


def text_of_run(chars: Chars, run: Sequence[int]) -> str:
    """The letters of a run without its blanks."""
    return "".join(chars[index]["text"] for index in run if not chars[index]["text"].isspace())
