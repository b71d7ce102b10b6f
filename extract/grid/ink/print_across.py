"""Print that runs across a line: what speaks against a rule there."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extract.grid.ink.edges import Edge

LETTER_INCH = 0.02
"""Print that runs across so much of a line is a letter, not a speck."""
CROSSED = 0.12
"""Share of the print beside a line that runs across it where the line is no rule."""
_NEAR_INCH = 0.06
_CORE_INCH = 0.005
"""Half of a rule's width: what stands there is its own rough rim."""

Flags = NDArray[np.bool_]


def print_across(
    edge: Edge, print_: Flags, span: tuple[int, int], reach: float, dpi: float
) -> tuple[Flags, Flags]:
    """For each position along an edge: does print stand close on both its sides, and near it at all?

    Args:
        edge: The line.
        print_: Where there is print; first axis along the edge.
        span: First position, and the one after the last.
        reach: How close is close, inches.
        dpi: Resolution.
    """
    places = np.arange(*span)
    across = np.rint(edge.line(*span)).astype(np.int64)
    beside, near = max(3, round(reach * dpi)), round(_NEAR_INCH * dpi)
    columns = across[:, None] + np.arange(-near, near + 1)[None, :]
    ink = print_[places[:, None], np.clip(columns, 0, print_.shape[1] - 1)]
    core = max(1, round(_CORE_INCH * dpi))
    before, after = ink[:, near - beside : near - core], ink[:, near + 1 + core : near + beside + 1]
    return np.asarray(before.any(axis=1) & after.any(axis=1)), np.asarray(ink.any(axis=1))
