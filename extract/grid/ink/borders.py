"""Which borders between neighbouring cells are really there.

A scan breaks rules, prints them pale, loses one altogether; a table leaves rules out where a cell covers
several rows or columns. Telling them apart: a joined cell's border is missing exactly from crossing to
crossing, and print may run across the place or only one side carries print. Where both sides carry print
of their own with a clear gutter between, the border was lost, not left out.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.geometry import Gray
from extract.grid.ink.border_doubt import worn
from extract.grid.ink.dotted_borders import DARK, dotted_borders
from extract.grid.ink.edges import Edge
from extract.grid.ink.faint_borders import NONE, SEEN, UNKNOWN, traces
from extract.grid.ink.ruled_share import ends_touched, piece_range, ruled_along, ruled_share
from extract.grid.ink.ruling_lines import Rules
from extract.pictures.masks import darker

_ALIGNED_INCH = 0.06
_LOST_INCH = 0.35
"""A gap longer than this within one cell is not a scanner's."""
_GUTTER_INCH = 0.03
_GHOST_INCH = 0.04
_SPECK_ROWS = 3
"""Print is higher than this, pixels."""
_PRINT = 175
_FINE_DPI = 180.0
_HALF_RULED = 0.4
"""Share of a border's length below which print across it (not a stamp's ink) shows that it is none."""
_SURE = 0.75
"""Share of a border's length that must be ruled for it to be there without further question."""
_IN_LINE = 0.5
"""Share of the pieces that left a trace, of those that can be judged, on an edge without any found run."""
_MOSTLY_TRACED = 0.6
"""Share of the pieces of an outer edge that left a trace."""
_FEW_SPECKS_INCH, _BESIDE = 0.5, 0.34

Flags = NDArray[np.bool_]


def vertical_borders(xs: list[Edge], ys: list[Edge], rules: Rules, flat: Gray, print_: Flags) -> Flags:
    """Whether the border to the right of each place is there: n_rows x (n_cols - 1).

    Args:
        xs: Column edges.
        ys: Row edges.
        rules: Of the page.
        flat: The page.
        print_: See :func:`print_mask`.
    """
    found, sure, mostly, shares = _borders(xs, ys, rules.v_reach, rules.dpi)
    if rules.dotted:
        found, mostly = dotted_borders(xs, ys, shares, darker(flat, DARK), print_, rules.dpi)
        sure = np.zeros_like(found)
    found, sure = _with_traces(xs, ys, (found, sure), flat, rules, short=_FEW_SPECKS_INCH * rules.dpi)
    for row, col in zip(*np.nonzero(found & ~sure & (shares < _HALF_RULED)), strict=True):
        found[row, col] = not _crossed(int(row), int(col), xs, ys, print_, rules.dpi)
    for row in range(found.shape[0]):
        for first, last in _runs(~found[row]):
            cells = [_side_by_side(row, col, xs, ys, print_, rules.dpi) for col in range(first, last)]
            if all(cells):
                found[row, first:last] = mostly[first:last]
    return found


def horizontal_borders(xs: list[Edge], ys: list[Edge], rules: Rules, flat: Gray, print_: Flags) -> Flags:
    """Whether the border below each place is there: (n_rows - 1) x n_cols; see :func:`vertical_borders`."""
    across, sure, mostly, shares = _borders(ys, xs, rules.h_reach.T, rules.dpi)
    if rules.dotted:
        dark = darker(flat, DARK).T
        across = dotted_borders(ys, xs, shares, dark, print_.T, rules.dpi)[0]
        return _with_traces(ys, xs, (across, np.zeros_like(across)), flat.T, rules)[0].T
    across, sure = _with_traces(ys, xs, (across, sure), flat.T, rules)
    found: Flags = across.T
    lost = ~found & mostly[:, None]
    if not lost.any():
        return found
    filled = _filled_places(xs, ys, print_, rules.dpi)
    print_above_blank = filled[:-1] & ~filled[1:]
    # What a table does with blanks is a column's habit: empty cells ruled under a komponen, one tall cell for
    # a target that covers several rows.
    ruled, open_ = (print_above_blank & sure.T).sum(axis=0), (print_above_blank & ~found).sum(axis=0)
    # Where the scan broke no rule it lost none either: the cell is a tall one whatever the habit.
    keeps_blanks = (ruled >= 2 * open_) & worn(shares)
    # In the first row stand titles, which end all together or, in a header of two levels, several lower down.
    alone = int(sure.T[0].sum()) == found.shape[1] - 1
    for col in range(found.shape[1]):
        for first, last in _runs(~found[:, col]):
            for row in range(first, last):
                if lost[row, col]:
                    blank_kept = keeps_blanks[col] or (row == 0 and alone)
                    found[row, col] = (blank_kept and print_above_blank[row, col]) or _split_downwards(
                        (row, first, last), col, xs, ys, print_, rules.dpi
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
    """Which borders there are, and which surely, once the traces of faint ones are looked for.

    Of a dotted rule nothing but traces are left: where there could be one and is none there is no border.

    Args:
        edges: Those examined.
        crossing: Those that cut them into pieces.
        known: What the found runs say: there, surely there.
        flat: The page with even white paper; first axis along the edges.
        rules: Of the page.
        short: Pieces shorter than this hold few specks; where others beside them left a trace they may have
            left none, pixels.
    """
    found, sure = known
    marks = traces(edges[1:-1], crossing, ~sure, flat, rules.dpi, thin=rules.dotted)
    # What stands in line with nothing else, neither rule nor trace, is a mark within a cell.
    held = found.any(axis=0) | ((marks == SEEN).sum(axis=0) >= _IN_LINE * (marks != UNKNOWN).sum(axis=0))
    seen = (marks == SEEN) & held[None, :]
    there = found
    if rules.dotted:
        places = np.array([edge.middle for edge in crossing])
        beside = (marks == SEEN).sum(axis=1) >= _BESIDE * (marks != UNKNOWN).sum(axis=1)
        there = found & ((marks != NONE) | (beside & (np.diff(places) < short))[:, None])
    return there | seen, sure | seen


def _filled_places(xs: list[Edge], ys: list[Edge], print_: Flags, dpi: float) -> Flags:
    """Which places of the grid carry print: n_rows x n_cols."""
    filled = np.zeros((len(ys) - 1, len(xs) - 1), dtype=bool)
    for row in range(len(ys) - 1):
        for col in range(len(xs) - 1):
            x0, x1 = _inside(xs[col].at(ys[row].middle), xs[col + 1].at(ys[row].middle), dpi)
            y0, y1 = _inside(ys[row].at((x0 + x1) / 2), ys[row + 1].at((x0 + x1) / 2), dpi)
            filled[row, col] = _printed(print_[y0:y1, x0:x1])
    return filled


def _runs(flags: Flags) -> list[tuple[int, int]]:
    """Runs of true values: first place and the place after the last."""
    padded = np.concatenate([[False], flags, [False]])
    changes = np.nonzero(padded[1:] != padded[:-1])[0]
    return [(int(a), int(b)) for a, b in zip(changes[::2], changes[1::2], strict=True)]


def supported(xs: list[Edge], ys: list[Edge], rules: Rules, flat: Gray) -> tuple[list[Edge], list[Edge]]:
    """Leaves out outer edges that are no part of the table: underlines, strokes of large type beside it.

    An outer edge belongs to the table when rules that cross it reach it, or when it is a rule along most
    of the table itself, or left a trace there.
    """
    for _ in range(3):
        new_ys = _trimmed(ys, xs, rules.h_reach.T, rules.v_reach, flat.T, rules)
        new_xs = _trimmed(xs, new_ys, rules.v_reach, rules.h_reach.T, flat, rules)
        if len(new_ys) == len(ys) and len(new_xs) == len(xs):
            break
        xs, ys = new_xs, new_ys
    return xs, ys


def _trimmed(
    edges: list[Edge],
    crossing: list[Edge],
    reach: NDArray[np.uint8],
    crossing_reach: NDArray[np.uint8],
    flat: Gray,
    rules: Rules,
) -> list[Edge]:
    kept = list(edges)
    for outer, inner in ((0, 1), (-1, -2)):
        while len(kept) > 2 and len(crossing) >= 2 and kept[outer].weight > 0:
            first, last = crossing[0].at(kept[outer].middle), crossing[-1].at(kept[outer].middle)
            along = ruled_along(kept[outer], reach)[max(0, round(first)) : max(1, round(last))]
            if along.size and along.mean() > 0.6:
                break
            start, end = sorted((kept[outer].middle, kept[inner].middle))
            reached = [
                ruled_along(edge, crossing_reach)[max(0, round(start)) : round(end)] for edge in crossing
            ]
            if sum(part.size > 0 and part.mean() > 0.6 for part in reached) >= 2:
                break
            everywhere = np.ones((len(crossing) - 1, 1), dtype=bool)
            marks = traces([kept[outer]], crossing, everywhere, flat, rules.dpi, thin=rules.dotted)
            if (marks == SEEN).mean() > _MOSTLY_TRACED:
                break
            kept.pop(outer)
    return kept


def print_mask(flat: Gray, rules: Rules) -> Flags:
    """Where there is print: what is dark, no rule, and on a scan fine enough to tell no single speck."""
    ruled = cv2.bitwise_or(rules.h_mask, rules.v_mask)
    dark = np.asarray(cv2.subtract(darker(flat, _PRINT), ruled), dtype=np.uint8)
    if rules.dpi >= _FINE_DPI and not rules.dotted:
        dark = np.asarray(cv2.medianBlur(dark, 3), dtype=np.uint8)
    return dark.view(np.bool_)


def _borders(
    edges: list[Edge], crossing: list[Edge], reach: NDArray[np.uint8], dpi: float
) -> tuple[Flags, Flags, Flags, NDArray[np.float64]]:
    """For each inner edge, piece by piece between the crossing edges: is there a rule? And surely so?

    A broken piece counts only where most of its edge is ruled; an edge without any sure piece is none.
    The third value tells for each edge whether most of it is ruled, the last how much of each piece is.

    Args:
        edges: Those examined, across = second axis of ``reach``.
        crossing: Those that cut them into pieces.
        reach: Where rules are near, see ``pieces.ruled_along``.
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
            share >= _SURE and (ends == 2 or (ends == 1 and share >= 0.9))
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
    """Whether a piece with little ink is a broken rule rather than none.

    Where cells are joined the rule is left out from crossing to crossing; a scanner's gap begins and ends
    anywhere and is short.
    """
    start, end = piece_range(ink, stops, piece, dpi)
    aligned = _ALIGNED_INCH * dpi
    reaches_ends = (
        ink[start : start + round(aligned)].any() and ink[max(start, end - round(aligned)) : end].any()
    )
    if share >= 0.5:
        return bool(reaches_ends or mostly)
    if not mostly:
        return False
    if share >= 0.1:
        return share >= 0.25 and (1 - share) * (end - start) < _LOST_INCH * dpi
    first, last = start, end
    while first > stops[0] and not ink[first - 1]:
        first -= 1
    while last < min(len(ink), stops[-1]) and not ink[last]:
        last += 1
    left_out = all(min(abs(place - stop) for stop in stops) <= aligned for place in (first, last))
    return not left_out and end - start < _LOST_INCH * dpi


def _crossed(row: int, col: int, xs: list[Edge], ys: list[Edge], print_: Flags, dpi: float) -> bool:
    """Whether print runs across the edge between two places side by side."""
    y0, y1 = _inside(ys[row].at(xs[col + 1].middle), ys[row + 1].at(xs[col + 1].middle), dpi)
    edge = round(xs[col + 1].at((y0 + y1) / 2))
    gutter = round(_GUTTER_INCH * dpi)
    left = print_[y0:y1, max(0, edge - gutter) : edge - 2]
    right = print_[y0:y1, edge + 3 : edge + gutter + 2]
    return bool(left.sum() > 6 and right.sum() > 6)


def _side_by_side(row: int, col: int, xs: list[Edge], ys: list[Edge], print_: Flags, dpi: float) -> bool:
    """Whether two places with no rule between both carry print of their own, a clear gutter between.

    A lost rule leaves that behind. A heading over several columns runs across at least one edge, or
    leaves at least one place blank.
    """
    y0, y1 = _inside(ys[row].at(xs[col + 1].middle), ys[row + 1].at(xs[col + 1].middle), dpi)
    middle = (y0 + y1) / 2
    left, edge, right = (round(xs[i].at(middle)) for i in (col, col + 1, col + 2))
    gutter = round(_GUTTER_INCH * dpi)
    if _crossed(row, col, xs, ys, print_, dpi):
        return False
    return _printed(print_[y0:y1, left + 3 : edge - gutter]) and _printed(
        print_[y0:y1, edge + gutter : right - 3]
    )


def _split_downwards(
    place: tuple[int, int, int], col: int, xs: list[Edge], ys: list[Edge], print_: Flags, dpi: float
) -> bool:
    """Whether two places one above the other, with no rule between, are two cells all the same.

    Either both carry print and the blank at the edge is clearly wider than between the lines of either, or
    print begins below the edge in an otherwise empty run of places without standing in its middle.

    Args:
        place: The row above the edge, and the run of missing borders it is part of (first, after last).
        col: The column.
        xs: Column edges.
        ys: Row edges.
        print_: Where there is print.
        dpi: Resolution.
    """
    row, first, last = place
    # The ghost of a rule printed double is no print.
    ghost = round(_GHOST_INCH * dpi)
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
        return bool(off_middle > max(0.12 * dpi, 0.1 * len(printed)))
    gap_above = int(np.argmax(above[::-1]))
    gap_below = int(np.argmax(below))
    if gap_above < 2 or gap_below < 2:
        return False
    usual = max(_line_gap(above), _line_gap(below), round(0.02 * dpi))
    return gap_above + gap_below > 1.3 * usual + 1


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
