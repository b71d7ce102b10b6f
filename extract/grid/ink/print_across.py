"""Print that runs across a line, which shows that the line is not a rule."""

from __future__ import annotations

import numpy as np

from extract.geometry import Flags
from extract.grid.table_model import Edge
from extract.sizes import HALF_RULE, LETTER


def print_across(
    edge: Edge, print_: Flags, span: tuple[int, int], reach: float, dpi: float
) -> tuple[Flags, Flags]:
    """For each position along an edge: whether print is close on both sides, and whether any is near.

    Args:
        edge: The line.
        print_: Where there is print; first axis along the edge.
        span: First position, and the one after the last.
        reach: How close, inches; what touches the line is its own rough rim and does not count.
        dpi: Resolution.
    """
    places = np.arange(*span)
    across = np.rint(edge.line(*span)).astype(np.int64)
    beside, near = max(3, round(reach * dpi)), round(LETTER * dpi)
    columns = across[:, None] + np.arange(-near, near + 1)[None, :]
    ink = print_[places[:, None], np.clip(columns, 0, print_.shape[1] - 1)]
    core = max(1, round(HALF_RULE * dpi))
    before, after = ink[:, near - beside : near - core], ink[:, near + 1 + core : near + beside + 1]
    return np.asarray(before.any(axis=1) & after.any(axis=1)), np.asarray(ink.any(axis=1))
