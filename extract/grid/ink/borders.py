"""Which borders between neighbouring cells are really there.

A scan breaks rules, makes them pale or loses one altogether; a table leaves rules out where a cell spans
several rows or columns. What is left out is missing exactly from crossing to crossing, with print across the
place or on one side only. What is lost has print of its own on both sides, with a clear gutter between.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extract.geometry import Flags, Gray
from extract.grid.ink.border_doubt import worn
from extract.grid.ink.dotted_borders import dotted_borders
from extract.grid.ink.faint_borders import Trace, traces
from extract.grid.ink.lattice import Lattice
from extract.grid.ink.ruled_share import ends_touched, piece_range, ruled_along, ruled_share
from extract.grid.ink.ruling_lines import Rules
from extract.grid.table_model import Edge
from extract.pictures.ink import FAINT
from extract.pictures.masks import darker
from extract.sizes import CLEAR, LETTER, LINE, MOSTLY, PARTLY, SAME, STRETCH, STROKE, WHOLE

_LOST = 0.35
"""A gap longer than this within one cell is not one that a scanner leaves, inches."""

_SPECK_ROWS = 3
"""Pixels; print is as high, specks are lower."""
_HALF_RULED = 0.4
"""Share of a border that is ruled below which print across it shows that there is no border."""


def upright_borders(lattice: Lattice) -> Flags:
    """Whether the border to the right of each place is there: n_rows x (n_cols - 1)."""
    xs, ys, rules, print_, dpi = lattice.xs, lattice.ys, lattice.rules, lattice.print_, lattice.dpi
    found, sure, mostly, shares = _borders(xs, ys, rules.v_reach, dpi)
    if rules.dotted:
        found, mostly = dotted_borders(xs, ys, shares, darker(lattice.flat, FAINT), print_, dpi)
        sure = np.zeros_like(found)
    found, sure = _with_traces(xs, ys, (found, sure), lattice.flat, rules, short=STRETCH * dpi)
    for row, col in zip(*np.nonzero(found & ~sure & (shares < _HALF_RULED)), strict=True):
        found[row, col] = not _crossed(int(row), int(col), lattice)
    for row in range(found.shape[0]):
        for first, last in _runs(~found[row]):
            if all(_side_by_side(row, col, lattice) for col in range(first, last)):
                found[row, first:last] = mostly[first:last]
    return found


def level_borders(lattice: Lattice) -> Flags:
    """Whether the border below each place is there: (n_rows - 1) x n_cols."""
    xs, ys, rules, flat = lattice.xs, lattice.ys, lattice.rules, lattice.flat.T
    across, sure, mostly, shares = _borders(ys, xs, rules.h_reach.T, lattice.dpi)
    if rules.dotted:
        dark = darker(lattice.flat, FAINT).T
        across = dotted_borders(ys, xs, shares, dark, lattice.print_.T, lattice.dpi)[0]
        return _with_traces(ys, xs, (across, np.zeros_like(across)), flat, rules)[0].T
    across, sure = _with_traces(ys, xs, (across, sure), flat, rules)
    found: Flags = across.T
    lost = ~found & mostly[:, None]
    if not lost.any():
        return found
    filled = _filled_places(lattice)
    print_above_blank = filled[:-1] & ~filled[1:]
    # Each column has its habit: blank cells ruled off under a komponen, or one tall cell for a target of
    # several rows.
    ruled, open_ = (print_above_blank & sure.T).sum(axis=0), (print_above_blank & ~found).sum(axis=0)
    # If the scan broke no rule it lost none either: the cell is a tall one, whatever the habit.
    keeps_blanks = (ruled >= 2 * open_) & worn(shares)
    # Titles stand in the first row; they all end there or, in a header of two levels, several end lower down.
    alone = int(sure.T[0].sum()) == found.shape[1] - 1
    for col in range(found.shape[1]):
        for first, last in _runs(~found[:, col]):
            for row in range(first, last):
                if lost[row, col]:
                    blank_kept = keeps_blanks[col] or (row == 0 and alone)
                    found[row, col] = (blank_kept and print_above_blank[row, col]) or _split_downwards(
                        (row, first, last), col, lattice
                    )
    return found


def _with_traces(
    edges: list[Edge],
    crossing: list[Edge],
    known: tuple[Flags, Flags],
    flat: Gray,
    rules: Rules,
    short: float = 0.0,
) -> tuple[Flags, Flags]:
    """Which borders there are, and which surely, with the traces of faint ones taken into account.

    Dotted rules leave nothing but traces: a piece that should show one and does not is no border.

    Args:
        edges: Those examined.
        crossing: Those that cut them into pieces.
        known: Which borders the rules found show, and which surely.
        flat: The page with even white paper; first axis along the edges.
        rules: Of the page.
        short: Pieces shorter than this, pixels, have few specks; they count if others beside them left a
            trace.
    """
    found, sure = known
    marks = traces(edges[1:-1], crossing, ~sure, flat, rules.dpi, thin=rules.dotted)
    # A trace in line with nothing else, neither rule nor trace, is a mark within a cell.
    in_line = found.any(axis=0) | (
        (marks == Trace.SEEN).sum(axis=0) >= MOSTLY * (marks != Trace.UNKNOWN).sum(axis=0)
    )
    seen = (marks == Trace.SEEN) & in_line[None, :]
    there = found
    if rules.dotted:
        places = np.array([edge.middle for edge in crossing])
        beside = (marks == Trace.SEEN).sum(axis=1) >= PARTLY * (marks != Trace.UNKNOWN).sum(axis=1)
        there = found & ((marks != Trace.NONE) | (beside & (np.diff(places) < short))[:, None])
    return there | seen, sure | seen


def _filled_places(lattice: Lattice) -> Flags:
    """Which places of the grid contain print: n_rows x n_cols."""
    xs, ys, dpi = lattice.xs, lattice.ys, lattice.dpi
    filled = np.zeros((len(ys) - 1, len(xs) - 1), dtype=bool)
    for row in range(len(ys) - 1):
        for col in range(len(xs) - 1):
            x0, x1 = _inside(xs[col].at(ys[row].middle), xs[col + 1].at(ys[row].middle), dpi)
            y0, y1 = _inside(ys[row].at((x0 + x1) / 2), ys[row + 1].at((x0 + x1) / 2), dpi)
            filled[row, col] = _printed(lattice.print_[y0:y1, x0:x1])
    return filled


def _runs(flags: Flags) -> list[tuple[int, int]]:
    """Runs of true values: first place and the place after the last."""
    padded = np.concatenate([[False], flags, [False]])
    changes = np.nonzero(padded[1:] != padded[:-1])[0]
    return [(int(a), int(b)) for a, b in zip(changes[::2], changes[1::2], strict=True)]


def _borders(
    edges: list[Edge], crossing: list[Edge], reach: NDArray[np.uint8], dpi: float
) -> tuple[Flags, Flags, Flags, NDArray[np.float64]]:
    """For each inner edge, piece by piece between the crossing edges: whether there is a rule, and surely.

    A broken piece counts only if most of its edge is ruled, and only on edges with a sure piece. The third
    value is whether most of each edge is ruled, the last how much of each piece is.

    Args:
        edges: Those examined, across = second axis of ``reach``.
        crossing: Those that cut them into pieces.
        reach: Where rules are near, see :func:`ruled_along`.
        dpi: Resolution.
    """
    found = np.ones((len(crossing) - 1, max(0, len(edges) - 2)), dtype=bool)
    sure = found.copy()
    mostly = np.ones(found.shape[1], dtype=bool)
    ruled = np.ones(found.shape)
    for index, edge in enumerate(edges[1:-1]):
        stops = [crossing_edge.at(edge.middle) for crossing_edge in crossing]
        ink = ruled_along(edge, reach)
        shares = [ruled_share(ink, stops, piece, dpi) for piece in range(len(stops) - 1)]
        touching = [ends_touched(ink, stops, piece, dpi) for piece in range(len(stops) - 1)]
        sure[:, index] = [
            share >= WHOLE and (ends == 2 or (ends == 1 and share >= 0.9))
            for share, ends in zip(shares, touching, strict=True)
        ]
        mostly[index] = np.mean(shares) >= 0.5
        ruled[:, index] = shares
        for piece, share in enumerate(shares):
            found[piece, index] = sure[piece, index] or (
                bool(sure[:, index].any())
                and _may_be_broken(ink, stops, piece, share, dpi, bool(mostly[index]))
            )
    return found, sure, mostly, ruled


def _may_be_broken(
    ink: Flags, stops: list[float], piece: int, share: float, dpi: float, mostly: bool
) -> bool:
    """Whether a piece with little ink is a broken rule and not a gap that the table has.

    The table's own gap reaches from crossing to crossing; a scanner's begins and ends anywhere and is short.
    """
    start, end = piece_range(ink, stops, piece, dpi)
    aligned = LETTER * dpi
    reaches_ends = (
        ink[start : start + round(aligned)].any() and ink[max(start, end - round(aligned)) : end].any()
    )
    if share >= 0.5:
        return bool(reaches_ends or mostly)
    if not mostly:
        return False
    if share >= 0.1:
        return share >= PARTLY and (1 - share) * (end - start) < _LOST * dpi
    first, last = start, end
    while first > stops[0] and not ink[first - 1]:
        first -= 1
    while last < min(len(ink), stops[-1]) and not ink[last]:
        last += 1
    left_out = all(min(abs(place - stop) for stop in stops) <= aligned for place in (first, last))
    return not left_out and end - start < _LOST * dpi


def _crossed(row: int, col: int, lattice: Lattice) -> bool:
    """Whether print runs across the edge between two places side by side."""
    xs, ys, print_, dpi = lattice.xs, lattice.ys, lattice.print_, lattice.dpi
    y0, y1 = _inside(ys[row].at(xs[col + 1].middle), ys[row + 1].at(xs[col + 1].middle), dpi)
    edge = round(xs[col + 1].at((y0 + y1) / 2))
    gutter = round(CLEAR * dpi)
    left = print_[y0:y1, max(0, edge - gutter) : edge - 2]
    right = print_[y0:y1, edge + 3 : edge + gutter + 2]
    return bool(left.sum() > 6 and right.sum() > 6)


def _side_by_side(row: int, col: int, lattice: Lattice) -> bool:
    """Whether two places with no rule between them have print of their own with a clear gutter between.

    A lost rule leaves that. A heading over several columns runs across one of their edges, or leaves one of
    the places blank.
    """
    xs, ys, print_, dpi = lattice.xs, lattice.ys, lattice.print_, lattice.dpi
    y0, y1 = _inside(ys[row].at(xs[col + 1].middle), ys[row + 1].at(xs[col + 1].middle), dpi)
    middle = (y0 + y1) / 2
    left, edge, right = (round(xs[i].at(middle)) for i in (col, col + 1, col + 2))
    gutter = round(CLEAR * dpi)
    if _crossed(row, col, lattice):
        return False
    return _printed(print_[y0:y1, left + 3 : edge - gutter]) and _printed(
        print_[y0:y1, edge + gutter : right - 3]
    )


def _split_downwards(place: tuple[int, int, int], col: int, lattice: Lattice) -> bool:
    """Whether two places one above the other, with no rule between them, are two cells nevertheless.

    Either both have print and the blank at the edge is clearly wider than between lines, or print begins
    below the edge in an otherwise empty run of places and does not stand in its middle.

    Args:
        place: The row above the edge, and the run of missing borders it is part of (first, after last).
        col: The column.
        lattice: Of the table.
    """
    xs, ys, print_, dpi = lattice.xs, lattice.ys, lattice.print_, lattice.dpi
    row, first, last = place
    # The ghost of a rule printed double is not print.
    ghost = round(SAME * dpi)
    x0, x1 = _inside(xs[col].at(ys[row + 1].middle), xs[col + 1].at(ys[row + 1].middle), dpi)
    x0, x1 = (x0 + ghost, x1 - ghost) if x1 - x0 > 4 * ghost else (x0, x1)
    middle = (x0 + x1) / 2
    edge = round(ys[row + 1].at(middle))
    start, end = round(ys[first].at(middle)) + 3, round(ys[last + 1].at(middle)) - 3
    printed = print_[start:end, x0:x1].sum(axis=1) > 1
    above = printed[: max(0, edge - start)]
    below = printed[max(0, edge - start) :]
    if below.sum() < 5:
        return False
    if above.sum() < 5:
        solid = np.convolve(printed, np.ones(_SPECK_ROWS), "valid") == _SPECK_ROWS
        filled = np.nonzero(solid if solid.any() else printed)[0]
        off_middle = abs((filled[0] + filled[-1]) / 2 - len(printed) / 2)
        return bool(off_middle > max(LINE * dpi, 0.1 * len(printed)))
    gap_above = int(np.argmax(above[::-1]))
    gap_below = int(np.argmax(below))
    if gap_above < 2 or gap_below < 2:
        return False
    usual = max(_line_gap(above), _line_gap(below), round(STROKE * dpi))
    return gap_above + gap_below > 1.3 * usual + 1


def _line_gap(rows: Flags) -> float:
    """The median blank between printed lines; 0 if there is only one line."""
    filled = np.nonzero(rows)[0]
    gaps = np.diff(filled)
    gaps = gaps[gaps > 2]
    return float(np.median(gaps)) if len(gaps) else 0.0


def _printed(part: Flags) -> bool:
    return bool(part.sum() > 12)


def _inside(start: float, end: float, dpi: float) -> tuple[int, int]:
    margin = max(2, round(STROKE * dpi))
    low = round(start) + margin
    return low, max(low + 1, round(end) - margin)
