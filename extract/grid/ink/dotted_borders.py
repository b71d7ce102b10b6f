"""Borders of tables whose rules are rows of specks: what black-and-white scanners leave of thin pale rules.

Such rules are too faint to be judged piece by piece. An edge is judged by its whole length, and its pieces by
how densely the specks lie elsewhere.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extract.geometry import Flags
from extract.grid.ink.print_across import print_across
from extract.grid.ink.ruled_share import Shares
from extract.grid.table_model import Edge
from extract.pictures.masks import Mask
from extract.sizes import HAIR, HARDLY, PARTLY, STROKE, WHOLE


def dotted_borders(
    edges: list[Edge],
    crossing: list[Edge],
    shares: Shares,
    dark: NDArray[np.uint8],
    print_: Flags,
    dpi: float,
) -> tuple[Flags, Flags]:
    """Which pieces of the inner edges are borders, and which of these edges are rules at all.

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
            low = min(max(0, start + round(STROKE * dpi)), len(dark) - 1)
            high = min(max(low + 1, end - round(STROKE * dpi)), len(dark))
            both, near = print_across(edge, print_, (low, high), STROKE, dpi)
            crossed[piece, index] = both.sum() >= max(STROKE * dpi, HARDLY * near.sum())
            thick[piece, index] = specks[low:high].mean()
    usual = np.median(thick, axis=0) if len(thick) else np.zeros(shares.shape[1])
    level = float(np.median(usual)) if len(usual) else 0.0
    # Stamps and signatures cross rules too; a piece ruled as densely as others stays a border.
    crossed &= (shares < WHOLE) | (thick < WHOLE * np.maximum(usual, level)[None, :])
    there = (shares.mean(axis=0) >= PARTLY) & (crossed.mean(axis=0) <= PARTLY)
    there &= usual >= PARTLY * level
    dotted = thick >= HARDLY * np.maximum(usual, level)[None, :]
    return np.asarray(there[None, :] & ~crossed & dotted), np.asarray(there)


def _specks(edge: Edge, dark: Mask, dpi: float) -> Flags:
    """For each position along the page, whether something dark lies on the edge."""
    close = max(1, round(HAIR * dpi))
    places = np.rint(edge.line(0, len(dark))).astype(np.int64)
    columns = np.clip(places[:, None] + np.arange(-close, close + 1)[None, :], 0, dark.shape[1] - 1)
    return np.asarray(dark[np.arange(len(dark))[:, None], columns].any(axis=1))
