"""Borders of which a scan left no more than a trace: specks in a row, a line hardly darker than the paper.

Such a line is too broken or too faint to be found on the page at large. But where a border would have to be
is known from the rules in line with it, and there the ink along all of its length can be added up.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extract.geometry import Gray
from extract.grid.ink.edges import Edge

_BESIDE_INCH = 0.015
"""Width of the paper beside a border that is compared with it."""
_ASIDE_INCH = 0.011
"""How far off its course a line may lie."""
_PRINT = 175
_ROUND_PRINT_INCH = 0.03
_END_INCH = 0.025
"""A border's ends are left out: the rules that it meets there are no trace of it."""
_CLEAR, _CLEAR_INCH = 0.25, 0.1
"""Share and length of a border that must be clear of print to judge it."""
_TRACE = 3.0
"""Grey levels by which a line's three pixels of width together are darker than as much paper, on the mean."""
_NOISE = 2.0
"""As above, in standard deviations of the paper: that of grey scans is grainy, and print shows through it."""
_STRETCHES, _MARKED, _MARKED_THINLY = 5, 4, 3
"""A border is cut into so many stretches, and so many of them must show the trace: one blot is none."""

Flags = NDArray[np.bool_]
Means = NDArray[np.float64]


SEEN, NONE, UNKNOWN = 1, 0, -1

Traces = NDArray[np.int8]


def traces(
    edges: list[Edge], crossing: list[Edge], wanted: Flags, flat: Gray, dpi: float, *, thin: bool = False
) -> Traces:
    """What is to be seen of pieces of edges: ``SEEN``, ``NONE`` or ``UNKNOWN`` (also where not asked for).

    Args:
        edges: Those examined.
        crossing: Those that cut them into pieces.
        wanted: Which pieces to look at: (len(crossing) - 1) x len(edges).
        flat: The page with even white paper; first axis along the edges.
        dpi: Its resolution.
        thin: Whether the page's rules are rows of specks all over: then gaps are wide.
    """
    found = np.full(wanted.shape, UNKNOWN, dtype=np.int8)
    for piece, index in zip(*np.nonzero(wanted), strict=True):
        edge = edges[index]
        span = (crossing[piece].at(edge.middle), crossing[piece + 1].at(edge.middle))
        found[piece, index] = trace(edge, span, flat, dpi, thin=thin)
    return found


def trace(edge: Edge, span: tuple[float, float], flat: Gray, dpi: float, *, thin: bool = False) -> int:
    """Whether the paper along a piece of an edge is darker than on both sides of it.

    Print that runs across the place or stands close to it is left out: it tells nothing. Where there is
    little else the answer is ``UNKNOWN``.

    Args:
        edge: The line on which the border would have to lie.
        span: Where along it the border begins and ends, pixels.
        flat: The page with even white paper; first axis along the edge.
        dpi: Its resolution.
        thin: Whether the page's rules are rows of specks all over: then gaps are wide.
    """
    margin, aside = round(_END_INCH * dpi), max(1, round(_ASIDE_INCH * dpi))
    start, end = max(0, round(span[0]) + margin), min(len(flat), round(span[1]) - margin)
    if end - start < _CLEAR_INCH * dpi:
        return UNKNOWN
    core, near = aside + 1, aside + 1 + max(3, round(_BESIDE_INCH * dpi))
    across = np.rint(edge.line(start, end)).astype(np.int64)
    columns = np.clip(across[:, None] + np.arange(-near, near + 1)[None, :], 0, flat.shape[1] - 1)
    shades = flat[np.arange(start, end)[:, None], columns]
    outer = np.concatenate([shades[:, : near - core], shades[:, near + core + 1 :]], axis=1)
    clear = _clear(outer, round(_ROUND_PRINT_INCH * dpi))
    if clear.sum() < max(_CLEAR * len(clear), _CLEAR_INCH * dpi):
        return UNKNOWN
    line, paper = 255.0 - shades[clear, near - core : near + core + 1], 255.0 - outer[clear]
    middle = 1 + int(np.convolve(line.mean(axis=0), np.ones(3), "valid").argmax())
    ridge, ground = line[:, middle - 1 : middle + 2].sum(axis=1), 3 * paper.mean(axis=1)
    least = max(_TRACE, _NOISE * float(ground.std()))
    if _above(ridge, ground) < least or _above(ridge, 3 * paper.mean(axis=0)) < least:
        return NONE
    parts = zip(np.array_split(ridge, _STRETCHES), np.array_split(ground, _STRETCHES), strict=True)
    marked = sum(_above(part, beside) >= least / 2 for part, beside in parts)
    return SEEN if marked >= (_MARKED_THINLY if thin else _MARKED) else NONE


def _above(ridge: Means, ground: Means) -> float:
    return float(ridge.mean() - ground.mean())


def _clear(beside: Gray, reach: int) -> Flags:
    """Which positions along an edge have no print beside them, nor close by along the edge."""
    printed = np.asarray((beside < _PRINT).any(axis=1))
    grown = np.convolve(printed, np.ones(2 * reach + 1, dtype=np.int64), "same")
    return np.asarray(grown[: beside.shape[0]] == 0)
