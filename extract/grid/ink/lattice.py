"""The edges found of one table together with the page they were found on."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np

from extract.geometry import Flags, Gray
from extract.grid.ink.ruling_lines import Rules
from extract.grid.table_model import Edge
from extract.pictures.ink import PALE_PRINT
from extract.pictures.masks import darker

_FINE_DPI = 180.0
"""Resolution from which on single dark pixels are noise; on coarser scans they may be print."""


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """A table's edges in the making, and the page.

    Attributes:
        xs: Upright edges, left to right.
        ys: Level edges, top to bottom.
        rules: Of the page.
        flat: The page with even white paper.
        print_: Where there is print, see :func:`print_mask`.
    """

    xs: list[Edge]
    ys: list[Edge]
    rules: Rules
    flat: Gray
    print_: Flags

    @property
    def dpi(self) -> float:
        """The page's resolution."""
        return self.rules.dpi

    def with_edges(self, xs: list[Edge], ys: list[Edge]) -> Lattice:
        """The same page with other edges."""
        return replace(self, xs=xs, ys=ys)


def print_mask(flat: Gray, rules: Rules) -> Flags:
    """Where there is print: dark pixels without the rules and, on a fine scan, without single specks."""
    ruled = cv2.bitwise_or(rules.h_mask, rules.v_mask)
    dark = np.asarray(cv2.subtract(darker(flat, PALE_PRINT), ruled), dtype=np.uint8)
    if rules.dpi >= _FINE_DPI and not rules.dotted:
        dark = np.asarray(cv2.medianBlur(dark, 3), dtype=np.uint8)
    return dark.view(np.bool_)
