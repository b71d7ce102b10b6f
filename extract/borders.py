"""Which borders between neighbouring cells are really there.

A scan breaks rules, prints them pale, loses one altogether; a table leaves rules out where a cell covers
several rows or columns. Telling them apart: a joined cell's border is missing exactly from crossing to
crossing, and print may run across the place or only one side carries print. Where both sides carry print
of their own with a clear gutter between, the border was lost, not left out.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extract.edges import Edge
from extract.geometry import Gray
from extract.rules import Rules

_ASIDE_INCH = 0.022
_ALIGNED_INCH = 0.06
_LOST_INCH = 0.35
"""A gap longer than this within one cell is not a scanner's."""
_GUTTER_INCH = 0.03
_PRINT = 140

Flags = NDArray[np.bool_]


def vertical_borders(xs: list[Edge], ys: list[Edge], rules: Rules, flat: Gray) -> Flags:
    """Whether the border to the right of each place is there: n_rows x (n_cols - 1)."""
    found = _borders(xs, ys, rules.v_mask, rules.dpi)
    print_ = _print_mask(flat, rules)
    for row, col in zip(*np.nonzero(~found), strict=True):
        found[row, col] = _split_sideways(int(row), int(col), xs, ys, print_, rules.dpi)
    return found


def horizontal_borders(xs: list[Edge], ys: list[Edge], rules: Rules, flat: Gray) -> Flags:
    """Whether the border below each place is there: (n_rows - 1) x n_cols."""
    found = _borders(ys, xs, rules.h_mask.T, rules.dpi).T
    print_ = _print_mask(flat, rules)
    for row, col in zip(*np.nonzero(~found), strict=True):
        found[row, col] = _split_downwards(int(row), int(col), xs, ys, print_, rules.dpi)
    return found


def _print_mask(flat: Gray, rules: Rules) -> Flags:
    return (flat < _PRINT) & (rules.h_mask == 0) & (rules.v_mask == 0)


def _borders(edges: list[Edge], crossing: list[Edge], mask: NDArray[np.uint8], dpi: float) -> Flags:
    """For each inner edge, piece by piece between the crossing edges: is there a rule?

    Args:
        edges: Those examined, across = second axis of ``mask``.
        crossing: Those that cut them into pieces.
        mask: Rule pixels; first axis along the edges.
        dpi: Resolution.
    """
    found = np.ones((len(crossing) - 1, max(0, len(edges) - 2)), dtype=bool)
    for index, edge in enumerate(edges[1:-1]):
        stops = [crossing_edge.at(edge.middle) for crossing_edge in crossing]
        ink = _along(edge, mask, dpi)
        for piece in range(len(stops) - 1):
            found[piece, index] = _is_there(ink, stops, piece, dpi)
    return found


def _along(edge: Edge, mask: NDArray[np.uint8], dpi: float) -> Flags:
    """For each position along the page whether a rule's pixel is near the edge."""
    aside = max(2, round(_ASIDE_INCH * dpi))
    length, width = mask.shape
    places = np.rint(edge.line(0, length)).astype(np.int64)
    columns = np.clip(places[:, None] + np.arange(-aside, aside + 1)[None, :], 0, width - 1)
    return np.asarray(mask[np.arange(length)[:, None], columns].any(axis=1))


def _is_there(ink: Flags, stops: list[float], piece: int, dpi: float) -> bool:
    margin = max(1, round(0.012 * dpi))
    start, end = round(stops[piece]) + margin, round(stops[piece + 1]) - margin
    start, end = max(0, start), min(len(ink), max(end, start + 1))
    share = float(ink[start:end].mean()) if end > start else 1.0
    if share >= 0.75:
        return True
    aligned = _ALIGNED_INCH * dpi
    tail = ink[start:end]
    ends_free = not tail[: round(aligned)].any() or not tail[-round(aligned) :].any()
    if share >= 0.5:
        return not ends_free or share > 0.6
    missing = ~ink
    first = start
    while first > 0 and missing[first - 1]:
        first -= 1
    last = end
    while last < len(ink) and missing[last]:
        last += 1
    begins = min(abs(first - stop) for stop in stops) <= aligned
    stops_at = min(abs(last - stop) for stop in stops) <= aligned
    if share < 0.1:
        return not (begins and stops_at) and (end - start) < _LOST_INCH * dpi
    return share >= 0.25 and (1 - share) * (end - start) < _LOST_INCH * dpi


def _split_sideways(row: int, col: int, xs: list[Edge], ys: list[Edge], print_: Flags, dpi: float) -> bool:
    """Whether two places side by side, with no rule between, are two cells all the same."""
    y0, y1 = _inside(ys[row].at(xs[col + 1].middle), ys[row + 1].at(xs[col + 1].middle), dpi)
    middle = (y0 + y1) / 2
    left, edge, right = (round(xs[i].at(middle)) for i in (col, col + 1, col + 2))
    gutter = round(_GUTTER_INCH * dpi)
    if print_[y0:y1, max(0, edge - gutter) : edge + gutter + 1].sum() > 2:
        return False
    return _printed(print_[y0:y1, left + 3 : edge - gutter]) and _printed(
        print_[y0:y1, edge + gutter : right - 3]
    )


def _split_downwards(row: int, col: int, xs: list[Edge], ys: list[Edge], print_: Flags, dpi: float) -> bool:
    """Whether two places one above the other, with no rule between, are two cells all the same.

    Both carry print, and the blank at the edge is clearly wider than between the lines of either.
    """
    x0, x1 = _inside(xs[col].at(ys[row + 1].middle), xs[col + 1].at(ys[row + 1].middle), dpi)
    middle = (x0 + x1) / 2
    top, edge, bottom = (round(ys[i].at(middle)) for i in (row, row + 1, row + 2))
    above = print_[top + 3 : edge, x0:x1].any(axis=1)
    below = print_[edge : bottom - 3, x0:x1].any(axis=1)
    if above.sum() < 5 or below.sum() < 5:
        return False
    gap_above = int(np.argmax(above[::-1]))
    gap_below = int(np.argmax(below))
    if gap_above < 2 or gap_below < 2:
        return False
    usual = max(_line_gap(above), _line_gap(below), round(0.02 * dpi))
    return gap_above + gap_below > 1.6 * usual


def _line_gap(rows: Flags) -> float:
    """The median blank between printed lines; 0 where there is one line only."""
    filled = np.nonzero(rows)[0]
    gaps = np.diff(filled)
    gaps = gaps[gaps > 2]
    return float(np.median(gaps)) if len(gaps) else 0.0


def _printed(part: Flags) -> bool:
    return bool(part.sum() > 12)


def _inside(start: float, end: float, dpi: float) -> tuple[int, int]:
    margin = max(2, round(0.02 * dpi))
    low = round(start) + margin
    return low, max(low + 1, round(end) - margin)
