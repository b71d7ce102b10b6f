"""Borders of which a scan left only a trace: specks in a row, or a line hardly darker than the paper.

Such a line is too broken or too faint to be found on the page at large. But the rules in line with it show
where the border has to be, and there the ink can be added up along its whole length.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from extract.geometry import WHITE, Flags, Gray
from extract.grid.table_model import Edge
from extract.pictures.ink import PALE_PRINT
from extract.sizes import CLEAR, HAIR, LINE, PARTLY, PATTERN

_TRACE = 3.0
"""Grey levels by which three pixels across a line together are darker than as much paper, on average."""
_NOISE = 2.0
"""The same in standard deviations of the paper: grey scans are grainy, and the back of the sheet shows."""
_STRETCHES = 5
"""Parts of a border that are looked at one by one, so that a single blot is not taken for a trace."""

Means = NDArray[np.float64]
Traces = NDArray[np.int8]


class Trace(IntEnum):
    """What a piece of an edge shows; ``UNKNOWN`` if print hides it or nobody looked."""

    SEEN = 1
    NONE = 0
    UNKNOWN = -1


def traces(
    edges: list[Edge], crossing: list[Edge], wanted: Flags, flat: Gray, dpi: float, *, thin: bool = False
) -> Traces:
    """What pieces of edges show, a :class:`Trace` each: (len(crossing) - 1) x len(edges).

    Args:
        edges: Those examined.
        crossing: Those that cut them into pieces.
        wanted: Which pieces to look at; likewise.
        flat: The page with even white paper; first axis along the edges.
        dpi: Its resolution.
        thin: Whether all rules of the page are rows of specks, with wide gaps.
    """
    found = np.full(wanted.shape, Trace.UNKNOWN, dtype=np.int8)
    for piece, index in zip(*np.nonzero(wanted), strict=True):
        edge = edges[index]
        span = (crossing[piece].at(edge.middle), crossing[piece + 1].at(edge.middle))
        found[piece, index] = trace(edge, span, flat, dpi, thin=thin)
    return found


def trace(edge: Edge, span: tuple[float, float], flat: Gray, dpi: float, *, thin: bool = False) -> Trace:
    """Whether the paper along a piece of an edge is darker than on both sides of it.

    Print across the place or close to it is left out. If little else remains the answer is ``UNKNOWN``.

    Args:
        edge: The line on which the border has to lie.
        span: Where along it the border begins and ends, pixels.
        flat: The page with even white paper; first axis along the edge.
        dpi: Its resolution.
        thin: Whether all rules of the page are rows of specks, with wide gaps.
    """
    margin, aside = round(CLEAR * dpi), max(1, round(HAIR * dpi))
    start, end = max(0, round(span[0]) + margin), min(len(flat), round(span[1]) - margin)
    if end - start < LINE * dpi:
        return Trace.UNKNOWN
    core, near = aside + 1, aside + 1 + max(3, round(HAIR * dpi))
    across = np.rint(edge.line(start, end)).astype(np.int64)
    columns = np.clip(across[:, None] + np.arange(-near, near + 1)[None, :], 0, flat.shape[1] - 1)
    shades = flat[np.arange(start, end)[:, None], columns]
    outer = np.concatenate([shades[:, : near - core], shades[:, near + core + 1 :]], axis=1)
    clear = _clear(outer, round(CLEAR * dpi))
    if clear.sum() < max(PARTLY * len(clear), LINE * dpi):
        return Trace.UNKNOWN
    line, paper = float(WHITE) - shades[clear, near - core : near + core + 1], float(WHITE) - outer[clear]
    middle = 1 + int(np.convolve(line.mean(axis=0), np.ones(3), "valid").argmax())
    ridge, ground = line[:, middle - 1 : middle + 2].sum(axis=1), 3 * paper.mean(axis=1)
    least = max(_TRACE, _NOISE * float(ground.std()))
    if _above(ridge, ground) < least or _above(ridge, 3 * paper.mean(axis=0)) < least:
        return Trace.NONE
    parts = zip(np.array_split(ridge, _STRETCHES), np.array_split(ground, _STRETCHES), strict=True)
    marked = sum(_above(part, beside) >= least / 2 for part, beside in parts)
    return Trace.SEEN if marked >= (PATTERN if thin else _STRETCHES - 1) else Trace.NONE


def _above(ridge: Means, ground: Means) -> float:
    return float(ridge.mean() - ground.mean())


def _clear(beside: Gray, reach: int) -> Flags:
    """Which positions along an edge have no print beside them or a little farther along."""
    printed = np.asarray((beside < PALE_PRINT).any(axis=1))
    grown = np.convolve(printed, np.ones(2 * reach + 1, dtype=np.int64), "same")
    return np.asarray(grown[: beside.shape[0]] == 0)
