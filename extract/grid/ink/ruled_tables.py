"""From ruling lines to tables: edges, which cell borders are really there, cells with their spans.

Edges are the table's column and row borders from side to side; a piece of an edge between two neighbouring
cells is a *border*. An edge may bend with the paper. A border may be broken by the scanner and still be one;
cells are joined only where a border is missing from crossing to crossing and the print does not speak
against it (``borders``).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.geometry import Gray, PixelRect
from extract.grid.ink.border_doubt import border_doubt, evidence, unsound, with_traces
from extract.grid.ink.borders import horizontal_borders, print_mask, supported, vertical_borders
from extract.grid.ink.edges import Edge, cluster_edges, outer_edges
from extract.grid.ink.overlaid_marks import attached, uncrossed
from extract.grid.ink.ruling_lines import Rules, Segment
from extract.grid.ink.streaks import without_strangers

_JOIN_INCH = 0.05
_GAP_INCH = 0.3
"""Gaps within a rule up to this do not part a table."""
_BAND_INCH = 0.45
_LEAST_WIDTH_INCH = 1.0
_LEAST_HEIGHT_INCH = 0.2
_LEAST_CELL_INCH = 0.13
"""Mean height and width of a table's cells are larger than this."""

_HEADER_ROWS, _FEW_ROWS = 2, 4
"""Rows in which a header may part a column, and how many rows leave it open what is usual."""

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class GridPlace:
    """A cell of the grid: its first row and column, how many it covers, and its pixels (rules excluded).

    ``doubt``: 0 where its borders were seen, up to 1 where they were inferred (``doubt.border_doubt``).
    """

    row: int
    col: int
    row_span: int
    col_span: int
    rect: PixelRect
    doubt: float = 0.0


@dataclass(frozen=True, slots=True)
class PixelTable:
    """A table found on a page image; every place of the n_rows x n_cols grid is in exactly one cell.

    ``x_edges`` are the n_cols + 1 column borders at half height, ``rect`` is the outline; pixels.
    ``unsound``: share of the cells whose borders are broken rules or none.
    """

    n_rows: int
    n_cols: int
    cells: tuple[GridPlace, ...]
    rect: PixelRect
    x_edges: tuple[float, ...]
    ruled: bool = True
    unsound: float = 0.0


def find_tables(rules: Rules, flat: Gray) -> tuple[PixelTable, ...]:
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
    outer = [t for t in found if not any(_inside(t.rect, other.rect) for other in found if other is not t)]
    return tuple(sorted(outer, key=lambda t: (t.rect.y0, t.rect.x0)))


def _groups(rules: Rules) -> list[tuple[list[Segment], list[Segment]]]:
    """Segments that hang together: one group a table (or a logo, a stamp, an underline)."""
    shrink = 4
    height, width = rules.h_mask.shape
    gap = round(_GAP_INCH * rules.dpi / shrink)
    reach = 2 * round(_JOIN_INCH * rules.dpi / shrink) + 1
    below, beside = -height % shrink, -width % shrink
    near = np.zeros(((height + below) // shrink, (width + beside) // shrink), dtype=np.uint8)
    for mask, bridge in ((rules.h_mask, (3, gap)), (rules.v_mask, (gap, 3))):
        whole = cv2.copyMakeBorder(mask * np.uint8(255), 0, below, 0, beside, cv2.BORDER_CONSTANT)
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
    """Segments that hang together."""

    horizontal: list[Segment] = field(default_factory=list)
    vertical: list[Segment] = field(default_factory=list)

    def outline(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        hs, vs = self.horizontal, self.vertical
        xs = [s.start for s in hs] + [s.end for s in hs] + [s.across for s in vs]
        ys = [s.start for s in vs] + [s.end for s in vs] + [s.across for s in hs]
        return min(xs), min(ys), max(xs), max(ys)


def _joined(groups: list[_Group], dpi: float) -> list[_Group]:
    """Joins groups that are parts of one table whose rules are broken.

    Pieces within a larger group's outline belong to it, and so does what lies beside it with rules in the
    same rows: the scanner lost where they met.
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
    gx0, gy0, gx1, gy1 = group.outline()
    hx0, hy0, hx1, hy1 = host.outline()
    across, down = min(gx1, hx1) - max(gx0, hx0), min(gy1, hy1) - max(gy0, hy0)
    if max(gx1 - gx0, gy1 - gy0) < 0.15 * dpi:
        return False
    if max(abs(gx0 - hx0), abs(gx1 - hx1)) < _JOIN_INCH * dpi and -down < _BAND_INCH * dpi:
        return True  # the far rim of a dark band, in which no upright rules are seen
    if across > 0.5 * (gx1 - gx0) and down > 0.5 * (gy1 - gy0):
        return True
    if -across > 2 * dpi or down < 0.5 * (gy1 - gy0):
        return False
    host_rows = np.array([s.across for s in host.horizontal])
    rows = [s.across for s in group.horizontal]
    if not rows or not len(host_rows):
        return across > -0.12 * dpi and down > 0.8 * (gy1 - gy0)
    shared = sum(float(np.abs(host_rows - row).min()) < 0.04 * dpi for row in rows)
    return shared >= 2 and shared >= 0.7 * len(rows)


def _inside(inner: PixelRect, outer: PixelRect) -> bool:
    return (
        inner.x0 >= outer.x0 - 4
        and inner.x1 <= outer.x1 + 4
        and inner.y0 >= outer.y0 - 4
        and inner.y1 <= outer.y1 + 4
        and inner.width * inner.height < outer.width * outer.height
    )


def _table(horizontal: list[Segment], vertical: list[Segment], rules: Rules, flat: Gray) -> PixelTable | None:
    """The table that segments which hang together make; None where they are no table's."""
    height, width = flat.shape
    xs = cluster_edges(without_strangers(vertical, height, rules.dpi), rules.dpi)
    ys = cluster_edges(without_strangers(horizontal, width, rules.dpi), rules.dpi)
    if not xs or not ys:
        return None
    print_ = print_mask(flat, rules)
    if not rules.dotted:  # of a dotted rule only pieces may be found
        xs, ys = attached(xs, ys, rules.dpi)
        xs, ys = (
            uncrossed(xs, ys, rules.v_reach, print_, rules.dpi),
            uncrossed(ys, xs, rules.h_reach.T, print_.T, rules.dpi),
        )
    if not xs or not ys:
        return None
    xs, ys = outer_edges(xs, ys, rules.dpi)
    xs, ys = supported(xs, ys, rules, flat)
    bordered = _bordered(xs, ys, rules, flat, print_)
    if bordered is None or not _is_table(bordered.xs, bordered.ys, rules.dpi):
        return None
    return _with_cells(bordered, rules, flat)


@dataclass(frozen=True, slots=True)
class _Bordered:
    """Edges of a table and the borders on them.

    Attributes:
        xs: Upright edges, n_cols + 1.
        ys: Level edges, n_rows + 1.
        right: n_rows x (n_cols - 1); whether the border to the right of a place is there.
        below: (n_rows - 1) x n_cols; likewise below.
    """

    xs: list[Edge]
    ys: list[Edge]
    right: Flags
    below: Flags


def _bordered(xs: list[Edge], ys: list[Edge], rules: Rules, flat: Gray, print_: Flags) -> _Bordered | None:
    """Finds the borders, leaving out inner edges that have none; None where no cell is left."""
    for last in (False, False, False, False, True):
        if len(xs) < 2 or len(ys) < 2:
            return None
        right = vertical_borders(xs, ys, rules, flat, print_)
        below = horizontal_borders(xs, ys, rules, flat, print_)
        keep_x = [0, *(i for i in range(1, len(xs) - 1) if _parts(right[:, i - 1])), len(xs) - 1]
        keep_y = [0, *(i for i in range(1, len(ys) - 1) if below[i - 1].any()), len(ys) - 1]
        if last or (len(keep_x) == len(xs) and len(keep_y) == len(ys)):
            return _Bordered(xs, ys, right, below)
        xs, ys = [xs[i] for i in keep_x], [ys[i] for i in keep_y]
    return None


def _is_table(xs: list[Edge], ys: list[Edge], dpi: float) -> bool:
    """Whether edges make a table by size: not a frame round something, an emblem or a bar code."""
    middle_x, middle_y = xs[len(xs) // 2].middle, ys[len(ys) // 2].middle
    width = xs[-1].at(middle_y) - xs[0].at(middle_y)
    height = ys[-1].at(middle_x) - ys[0].at(middle_x)
    if width < _LEAST_WIDTH_INCH * dpi or height < _LEAST_HEIGHT_INCH * dpi:
        return False
    if len(xs) < 3 and len(ys) < 3:
        return False
    return min(height / (len(ys) - 1), width / (len(xs) - 1)) >= _LEAST_CELL_INCH * dpi


def _with_cells(table: _Bordered, rules: Rules, flat: Gray) -> PixelTable:
    xs, ys = table.xs, table.ys
    found = evidence(xs, ys, rules)
    seen = with_traces(found, xs, ys, flat, rules)
    spans = _spans(table.right, table.below)
    places = tuple(
        GridPlace(*span, _rect(xs, ys, span, rules.dpi), border_doubt(span, seen)) for span in spans
    )
    return PixelTable(
        n_rows=len(ys) - 1,
        n_cols=len(xs) - 1,
        cells=places,
        rect=_outline(xs, ys),
        x_edges=tuple(x.at((ys[0].middle + ys[-1].middle) / 2) for x in xs),
        unsound=unsound(spans, found),
    )


def _parts(borders: Flags) -> bool:
    """Whether an upright edge with these borders parts columns: one border far down is a stamp's or pen's."""
    rows = np.nonzero(borders)[0]
    return len(rows) > 1 or (len(rows) == 1 and (rows[0] < _HEADER_ROWS or len(borders) < _FEW_ROWS))


def _spans(right: Flags, below: Flags) -> list[tuple[int, int, int, int]]:
    """Rectangles (row, column, rows, columns) of grid places with no border between them.

    Args:
        right: n_rows x (n_cols - 1); whether the border to the right of a place is there.
        below: (n_rows - 1) x n_cols; likewise below.
    """
    n_rows, n_cols = right.shape[0], below.shape[1]
    taken = np.zeros((n_rows, n_cols), dtype=bool)
    found: list[tuple[int, int, int, int]] = []
    for row in range(n_rows):
        for col in range(n_cols):
            if taken[row, col]:
                continue
            cols = 1
            while col + cols < n_cols and not right[row, col + cols - 1] and not taken[row, col + cols]:
                cols += 1
            rows = 1
            while row + rows < n_rows and _row_belongs(right, below, row + rows, (col, cols)):
                rows += 1
            taken[row : row + rows, col : col + cols] = True
            found.append((row, col, rows, cols))
    return found


def _row_belongs(right: Flags, below: Flags, row: int, span: tuple[int, int]) -> bool:
    """Whether the places of a row continue the cell above: open to it, and bordered at the same columns."""
    col, cols = span
    if below[row - 1, col : col + cols].any() or right[row, col : col + cols - 1].any():
        return False
    left_closed = col == 0 or bool(right[row, col - 1])
    right_closed = col + cols == below.shape[1] or bool(right[row, col + cols - 1])
    return left_closed and right_closed


def _rect(xs: list[Edge], ys: list[Edge], span: tuple[int, int, int, int], dpi: float) -> PixelRect:
    """The pixels of a cell: inside its bent edges, half a rule's width off them."""
    row, col, rows, cols = span
    off = max(1.0, 0.008 * dpi)
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
