"""From ruling lines to tables: edges, the borders that are really there, cells with their spans.

*Edges* are the table's column and row borders from side to side; they may bend with the paper. The piece of
an edge between two neighbouring cells is a *border*. A border that the scanner broke still is one; places are
one cell only if the border between them is missing from crossing to crossing and the print agrees
(``borders``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import cv2
import numpy as np

from extract.geometry import WHITE, Flags, Gray, PixelRect
from extract.grid.ink.border_doubt import border_doubt, measured_shares, unsound, with_traces
from extract.grid.ink.borders import level_borders, upright_borders
from extract.grid.ink.edges import cluster_edges
from extract.grid.ink.lattice import Lattice, print_mask
from extract.grid.ink.outer_edges import with_lost_sides, without_false_sides
from extract.grid.ink.overlaid_marks import without_crossed_lines, without_loose_marks
from extract.grid.ink.ruling_lines import Rules
from extract.grid.ink.streaks import without_streaks
from extract.grid.table_model import Cell, Edge, PixelTable, Segment, Span, Table, outermost, spans_between
from extract.sizes import GAP, HALF_RULE, LEAST_COLUMNS, LINE, LONG, SAME, SEVERAL, STRETCH, WORD

_LEAST_CELL = 0.13
"""Mean height and width of a table's cells are larger than this, inches."""


def find_ruled_tables(rules: Rules, flat: Gray) -> tuple[PixelTable, ...]:
    """The ruled tables of a deskewed page, from top to bottom.

    Args:
        rules: Its ruling lines.
        flat: The page with even white paper, of the same size.
    """
    found = []
    for horizontal, vertical in _groups(rules):
        table = _table(horizontal, vertical, rules, flat)
        if table is not None:
            found.append(table)
    return outermost(found, 4)


def _groups(rules: Rules) -> list[tuple[list[Segment], list[Segment]]]:
    """Groups segments that are connected: one group a table (or a logo, a stamp, the line under a word)."""
    shrink = 4
    height, width = rules.h_mask.shape
    gap = round(GAP * rules.dpi / shrink)
    reach = 2 * round(SAME * rules.dpi / shrink) + 1
    below, beside = -height % shrink, -width % shrink
    near = np.zeros(((height + below) // shrink, (width + beside) // shrink), dtype=np.uint8)
    for mask, bridge in ((rules.h_mask, (3, gap)), (rules.v_mask, (gap, 3))):
        whole = cv2.copyMakeBorder(mask * np.uint8(WHITE), 0, below, 0, beside, cv2.BORDER_CONSTANT)
        small = cv2.resize(whole, near.shape[::-1], interpolation=cv2.INTER_AREA)
        small = np.asarray(small > 0, dtype=np.uint8)
        near |= cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones(bridge, np.uint8)).astype(np.uint8)
    near = cv2.dilate(near, np.ones((reach, reach), np.uint8)).astype(np.uint8)
    _, labels = cv2.connectedComponents(near, connectivity=8)
    groups: dict[int, _Group] = {}
    for segment in rules.horizontal:
        label = int(labels[int(segment.across) // shrink, int(segment.middle) // shrink])
        groups.setdefault(label, _Group()).horizontal.append(segment)
    for segment in rules.vertical:
        label = int(labels[int(segment.middle) // shrink, int(segment.across) // shrink])
        groups.setdefault(label, _Group()).vertical.append(segment)
    groups.pop(0, None)
    joined = _joined(list(groups.values()), rules.dpi)
    return [(g.horizontal, g.vertical) for g in joined if g.horizontal and g.vertical]


@dataclass(slots=True)
class _Group:
    """Connected segments."""

    horizontal: list[Segment] = field(default_factory=list)
    vertical: list[Segment] = field(default_factory=list)

    def outline(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        hs, vs = self.horizontal, self.vertical
        xs = [s.start for s in hs] + [s.end for s in hs] + [s.across for s in vs]
        ys = [s.start for s in vs] + [s.end for s in vs] + [s.across for s in hs]
        return min(xs), min(ys), max(xs), max(ys)


def _joined(groups: list[_Group], dpi: float) -> list[_Group]:
    """Joins groups that are parts of one table with broken rules.

    Pieces within a larger group's outline belong to it, and so do those beside it with rules in the same
    rows: the scanner lost the places where they met.
    """
    kept: list[_Group] = []
    for group in sorted(groups, key=lambda g: -_area(g.outline())):
        host = next((k for k in kept if _belongs(group, k, dpi)), None)
        if host is None:
            kept.append(group)
        else:
            host.horizontal += group.horizontal
            host.vertical += group.vertical
    return kept


def _area(outline: tuple[float, float, float, float]) -> float:
    return (outline[2] - outline[0] + 1) * (outline[3] - outline[1] + 1)


def _belongs(group: _Group, host: _Group, dpi: float) -> bool:
    """Whether a group is part of the table of a larger one."""
    gx0, gy0, gx1, gy1 = group.outline()
    hx0, hy0, hx1, hy1 = host.outline()
    across, down = min(gx1, hx1) - max(gx0, hx0), min(gy1, hy1) - max(gy0, hy0)
    if max(gx1 - gx0, gy1 - gy0) < LINE * dpi:
        return False
    if max(abs(gx0 - hx0), abs(gx1 - hx1)) < SAME * dpi and -down < STRETCH * dpi:
        return True  # the far rim of a dark band, which shows no upright rules
    if across > 0.5 * (gx1 - gx0) and down > 0.5 * (gy1 - gy0):
        return True
    if -across > 2 * dpi or down < 0.5 * (gy1 - gy0):
        return False
    host_rows = np.array([s.across for s in host.horizontal])
    rows = [s.across for s in group.horizontal]
    if not rows or not len(host_rows):
        return across > -LINE * dpi and down > 0.8 * (gy1 - gy0)
    shared = sum(float(np.abs(host_rows - row).min()) < SAME * dpi for row in rows)
    return shared >= 2 and shared >= 0.7 * len(rows)


_EDGE_PASSES: tuple[Callable[[Lattice], Lattice], ...] = (
    without_loose_marks,  # first: a mark beside the table would pass for its outer edge later
    without_crossed_lines,  # as well: both judge an edge by the others, and need them all
    with_lost_sides,  # then: only rules of the table show where its sides are
    without_false_sides,  # last: outer edges are checked by the edges that stay
)


def _table(horizontal: list[Segment], vertical: list[Segment], rules: Rules, flat: Gray) -> PixelTable | None:
    """The table that a group of segments forms, or None."""
    height, width = flat.shape
    lattice = Lattice(
        xs=cluster_edges(without_streaks(vertical, height, rules.dpi), rules.dpi),
        ys=cluster_edges(without_streaks(horizontal, width, rules.dpi), rules.dpi),
        rules=rules,
        flat=flat,
        print_=print_mask(flat, rules),
    )
    for edges_changed in _EDGE_PASSES:
        if not lattice.xs or not lattice.ys:
            return None
        lattice = edges_changed(lattice)
    bordered = _bordered(lattice)
    if bordered is None or not _is_table(bordered.lattice):
        return None
    return _with_cells(bordered)


@dataclass(frozen=True, slots=True, eq=False)
class _Bordered:
    """A lattice and the borders on it.

    Attributes:
        lattice: Without inner edges that have no border.
        right: n_rows x (n_cols - 1); whether the border to the right of a place is there.
        below: (n_rows - 1) x n_cols; likewise below.
    """

    lattice: Lattice
    right: Flags
    below: Flags


def _bordered(lattice: Lattice) -> _Bordered | None:
    """Finds the borders, leaving out inner edges that have none; None if no cell is left."""
    for last in (False, False, False, False, True):
        xs, ys = lattice.xs, lattice.ys
        if len(xs) < 2 or len(ys) < 2:
            return None
        right, below = upright_borders(lattice), level_borders(lattice)
        keep_x = [0, *(i for i in range(1, len(xs) - 1) if _parts_columns(right[:, i - 1])), len(xs) - 1]
        keep_y = [0, *(i for i in range(1, len(ys) - 1) if below[i - 1].any()), len(ys) - 1]
        if last or (len(keep_x) == len(xs) and len(keep_y) == len(ys)):
            return _Bordered(lattice, right, below)
        lattice = lattice.with_edges([xs[i] for i in keep_x], [ys[i] for i in keep_y])
    return None


def _is_table(lattice: Lattice) -> bool:
    """Whether edges make a table by size: not a frame round something, an emblem or a bar code."""
    xs, ys, dpi = lattice.xs, lattice.ys, lattice.dpi
    middle_x, middle_y = xs[len(xs) // 2].middle, ys[len(ys) // 2].middle
    width = xs[-1].at(middle_y) - xs[0].at(middle_y)
    height = ys[-1].at(middle_x) - ys[0].at(middle_x)
    if width < LONG * dpi or height < WORD * dpi:
        return False
    if len(xs) < 3 and len(ys) < 3:
        return False
    return min(height / (len(ys) - 1), width / (len(xs) - 1)) >= _LEAST_CELL * dpi


def _with_cells(table: _Bordered) -> PixelTable:
    xs, ys = table.lattice.xs, table.lattice.ys
    shares = measured_shares(table.lattice)
    seen = with_traces(shares, table.lattice)
    spans = spans_between(table.right, table.below)
    cells = (Cell(*span, _rect(table.lattice, span), border_doubt(span, seen)) for span in spans)
    return Table(
        xs=tuple(x.at((ys[0].middle + ys[-1].middle) / 2) for x in xs),
        ys=tuple(y.at((xs[0].middle + xs[-1].middle) / 2) for y in ys),
        cells=tuple(cells),
        box=_outline(xs, ys),
        unsound=unsound(spans, shares),
    )


def _parts_columns(borders: Flags) -> bool:
    """Whether an upright edge with these borders parts columns; one alone far down is a stamp's or pen's."""
    rows = np.nonzero(borders)[0]
    return len(rows) > 1 or (len(rows) == 1 and (rows[0] < SEVERAL or len(borders) < LEAST_COLUMNS))


def _rect(lattice: Lattice, span: Span) -> PixelRect:
    """The pixels of a cell: inside its bent edges, without the rules."""
    xs, ys, dpi = lattice.xs, lattice.ys, lattice.dpi
    row, col, rows, cols = span
    off = max(1.0, HALF_RULE * dpi)
    left, right, top, bottom = xs[col], xs[col + cols], ys[row], ys[row + rows]
    y0, y1 = top.at(left.middle), bottom.at(right.middle)
    x0 = np.mean([left.at(y0), left.at(y1)])
    x1 = np.mean([right.at(y0), right.at(y1)])
    y0 = float(np.mean([top.at(float(x0)), top.at(float(x1))]))
    y1 = float(np.mean([bottom.at(float(x0)), bottom.at(float(x1))]))
    x_low, y_low = round(float(x0) + off), round(y0 + off)
    return PixelRect(x_low, y_low, max(x_low + 1, round(float(x1) - off)), max(y_low + 1, round(y1 - off)))


def _outline(xs: list[Edge], ys: list[Edge]) -> PixelRect:
    left, right, top, bottom = xs[0].middle, xs[-1].middle, ys[0].middle, ys[-1].middle
    return PixelRect(
        round(min(xs[0].at(top), xs[0].at(bottom))),
        round(min(ys[0].at(left), ys[0].at(right))),
        round(max(xs[-1].at(top), xs[-1].at(bottom))),
        round(max(ys[-1].at(left), ys[-1].at(right))),
    )
