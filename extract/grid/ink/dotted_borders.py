"""Borders of tables whose rules are rows of specks: what black-and-white scanners leave of thin pale rules.

Such rules are too faint to be judged piece by piece as whole ones are. An edge is judged by all of its
length, and its pieces by how thickly the specks lie elsewhere.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extract.grid.ink.edges import Edge
from extract.grid.ink.print_across import CROSSED, LETTER_INCH, print_across
from extract.pictures.masks import Mask

DARK = 170
"""Grey below which a pixel is a speck."""
_CLOSE_INCH = 0.012
_FAINTLY_RULED = 0.2
_CROSSED_PIECES = 0.25
"""Share of an edge's pieces that print may cross; headings over several columns do."""
_BESIDE_INCH = 0.022
"""Cells keep their print farther off than this, on one side of a border at least."""
_THIN_EDGE, _THIN_PIECE = 0.3, 0.1
"""How thickly, of what is usual, specks lie along an edge and a piece of it at least."""

_WHOLE, _AS_THICK = 0.85, 0.8
"""Shares of its length and of the usual thickness of specks: print across a piece so ruled proves nothing."""

Flags = NDArray[np.bool_]
Shares = NDArray[np.float64]


def dotted_borders(
    edges: list[Edge],
    crossing: list[Edge],
    shares: Shares,
    dark: NDArray[np.uint8],
    print_: Flags,
    dpi: float,
) -> tuple[Flags, Flags]:
    """Which pieces of the inner edges are there, and which of these edges run from end to end at all.

    Args:
        edges: Those that run one way.
        crossing: Those that cut them into pieces.
        shares: How much of each piece was taken for a rule, gaps bridged:
            (len(crossing) - 1) x (len(edges) - 2), as the first result.
        dark: 1 where the page is dark; first axis along the edges.
        print_: Where there is print, likewise.
        dpi: Resolution.
    """
    crossed, thick = np.zeros(shares.shape, dtype=bool), np.zeros(shares.shape)
    for index, edge in enumerate(edges[1:-1]):
        stops = [round(rule.at(edge.middle)) for rule in crossing]
        specks = _specks(edge, dark, dpi)
        for piece, (start, end) in enumerate(zip(stops[:-1], stops[1:], strict=True)):
            low = min(max(0, start + round(0.02 * dpi)), len(dark) - 1)
            high = min(max(low + 1, end - round(0.02 * dpi)), len(dark))
            both, near = print_across(edge, print_, (low, high), _BESIDE_INCH, dpi)
            crossed[piece, index] = both.sum() >= max(LETTER_INCH * dpi, CROSSED * near.sum())
            thick[piece, index] = specks[low:high].mean()
    usual = np.median(thick, axis=0) if len(thick) else np.zeros(shares.shape[1])
    level = float(np.median(usual)) if len(usual) else 0.0
    # A stamp or a signature crosses rules as well; what is ruled as thickly as elsewhere stays a border.
    crossed &= (shares < _WHOLE) | (thick < _AS_THICK * np.maximum(usual, level)[None, :])
    there = (shares.mean(axis=0) >= _FAINTLY_RULED) & (crossed.mean(axis=0) <= _CROSSED_PIECES)
    there &= usual >= _THIN_EDGE * level
    dotted = thick >= _THIN_PIECE * np.maximum(usual, level)[None, :]
    return np.asarray(there[None, :] & ~crossed & dotted), np.asarray(there)


def _specks(edge: Edge, dark: Mask, dpi: float) -> Flags:
    """For each position along the page whether something dark lies on the edge."""
    close = max(1, round(_CLOSE_INCH * dpi))
    places = np.rint(edge.line(0, len(dark))).astype(np.int64)
    columns = np.clip(places[:, None] + np.arange(-close, close + 1)[None, :], 0, dark.shape[1] - 1)
    return np.asarray(dark[np.arange(len(dark))[:, None], columns].any(axis=1))
