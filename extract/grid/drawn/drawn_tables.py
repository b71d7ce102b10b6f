"""Tables from the drawn lines of a born-digital page, in points.

Word processors draw a table's rules as lines, as stroked rectangles, or as one thin filled rectangle for each
side of a cell. All become segments; segments that touch form a table; two places of the grid with no border
between them are one cell. Shading (filled, wide in both directions, no outline) is not a rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from extract.geometry import POINTS_PER_INCH, Flags
from extract.grid.table_model import Cell, PointTable, Segment, Table, outermost, spans_between
from extract.sizes import LETTER, LINE, LONG, MOSTLY, SAME
from lampiran.faults import step
from lampiran.records import Box

THICKEST = LETTER * POINTS_PER_INCH
"""A drawn rectangle thinner than this, points, is a rule."""
_SAME = SAME * POINTS_PER_INCH
"""Places nearer than this, points, are one; ends nearer than this touch."""
_BREAK = LETTER * POINTS_PER_INCH
"""Gap between pieces of one rule, points, at most."""


def segments_of_box(box: Box, *, outlined: bool) -> tuple[list[Segment], list[Segment]]:
    """The level and upright segments that a drawn rectangle (or line) makes.

    A thin one is a rule itself; a wide one makes four only where its outline is drawn.
    """
    width, height = box.x1 - box.x0, box.y1 - box.y0
    if height <= THICKEST and width > height:
        return [Segment(box.x0, box.x1, (box.y0 + box.y1) / 2)], []
    if width <= THICKEST:
        return [], [Segment(box.y0, box.y1, (box.x0 + box.x1) / 2)]
    if not outlined:
        return [], []
    level = [Segment(box.x0, box.x1, box.y0), Segment(box.x0, box.x1, box.y1)]
    upright = [Segment(box.y0, box.y1, box.x0), Segment(box.y0, box.y1, box.x1)]
    return level, upright


@step("tables by drawn rules", (), lost=True)
def find_drawn_tables(level: Iterable[Segment], upright: Iterable[Segment]) -> tuple[PointTable, ...]:
    """The tables that level and upright segments form, top to bottom; a frame of one cell is not a table."""
    rows, cols = merged_segments(level), merged_segments(upright)
    tables = []
    for its_rows, its_cols in _groups(rows, cols):
        table = _table(its_rows, its_cols)
        if table is not None:
            tables.append(table)
    return outermost(tables, _SAME)


def merged_segments(segments: Iterable[Segment]) -> list[Segment]:
    """Joins segments that lie on one line and touch, or nearly so."""
    merged: list[Segment] = []
    for band in _clusters(sorted(segments, key=lambda s: s.across)):
        at = sum(s.across * s.length for s in band) / (sum(s.length for s in band) or 1.0)
        current: Segment | None = None
        for piece in sorted(band, key=lambda s: s.start):
            if current is not None and piece.start <= current.end + _BREAK:
                current = Segment(current.start, max(current.end, piece.end), at)
            else:
                if current is not None:
                    merged.append(current)
                current = Segment(piece.start, piece.end, at)
        if current is not None:
            merged.append(current)
    return [s for s in merged if s.length > THICKEST]


def _clusters(segments: Sequence[Segment]) -> list[list[Segment]]:
    clusters: list[list[Segment]] = []
    for segment in segments:
        if clusters and segment.across - clusters[-1][0].across <= _SAME:
            clusters[-1].append(segment)
        else:
            clusters.append([segment])
    return clusters


def _groups(rows: list[Segment], cols: list[Segment]) -> list[tuple[list[Segment], list[Segment]]]:
    """Groups segments that are connected by crossings."""
    parent = list(range(len(rows) + len(cols)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for r, row in enumerate(rows):
        for c, col in enumerate(cols):
            if (
                row.start - _SAME <= col.across <= row.end + _SAME
                and col.start - _SAME <= row.across <= col.end + _SAME
            ):
                parent[root(r)] = root(len(rows) + c)
    groups: dict[int, tuple[list[Segment], list[Segment]]] = {}
    for index in range(len(parent)):
        group = groups.setdefault(root(index), ([], []))
        if index < len(rows):
            group[0].append(rows[index])
        else:
            group[1].append(cols[index - len(rows)])
    return list(groups.values())


def _table(rows: list[Segment], cols: list[Segment]) -> PointTable | None:
    if len(rows) + len(cols) < 4 or not rows or not cols:
        return None
    xs = _edges([s.across for s in cols], min(s.start for s in rows), max(s.end for s in rows))
    ys = _edges([s.across for s in rows], min(s.start for s in cols), max(s.end for s in cols))
    if (
        len(xs) < 3
        or len(ys) < 2
        or xs[-1] - xs[0] < LONG * POINTS_PER_INCH
        or ys[-1] - ys[0] < LINE * POINTS_PER_INCH
    ):
        return None
    cells = cells_between(xs, ys, ruled_borders(cols, xs, ys), ruled_borders(rows, ys, xs).T)
    return Table(xs, ys, cells, outline(xs, ys)) if len(cells) > 1 else None


def _edges(found: Sequence[float], start: float, end: float) -> tuple[float, ...]:
    """Places of the borders of one direction; an outer one is added if the table's side has no rule."""
    edges: list[float] = []
    for at in sorted(found):
        if not edges or at - edges[-1] > _SAME:
            edges.append(at)
    if start < edges[0] - 2 * _SAME:
        edges.insert(0, start)
    if end > edges[-1] + 2 * _SAME:
        edges.append(end)
    return tuple(edges)


def cells_between(
    xs: Sequence[float], ys: Sequence[float], right: Flags, below: Flags
) -> tuple[Cell[Box], ...]:
    """The cells of a grid with straight borders.

    Args:
        xs: Places of all column borders.
        ys: Places of all row borders.
        right: Which borders are there, see :func:`spans_between`.
        below: Likewise.
    """
    return tuple(
        Cell(row, col, rows, cols, Box(xs[col], ys[row], xs[col + cols], ys[row + rows]))
        for row, col, rows, cols in spans_between(right, below)
    )


def ruled_borders(segments: Iterable[Segment], edges: Sequence[float], crossing: Sequence[float]) -> Flags:
    """Which borders on the inner edges are ruled: (len(crossing) - 1) x (len(edges) - 2).

    Args:
        segments: Rules that run one way.
        edges: Places of the borders that run that way.
        crossing: Those that cut them into pieces.
    """
    found = np.zeros((len(crossing) - 1, len(edges) - 2), dtype=bool)
    for index, edge in enumerate(edges[1:-1]):
        near = [segment for segment in segments if abs(segment.across - edge) <= _SAME]
        for piece, (start, end) in enumerate(pairwise(crossing)):
            covered = sum(max(0.0, min(s.end, end) - max(s.start, start)) for s in near)
            found[piece, index] = covered >= MOSTLY * (end - start)
    return found


def outline(xs: Sequence[float], ys: Sequence[float]) -> Box:
    """The box round a grid."""
    return Box(xs[0], ys[0], xs[-1], ys[-1])
