"""Tables from the drawn lines of a born-digital page: points in, a grid of cells out.

Word processors draw a table's rules as lines, as stroked rectangles, or as one thin filled rectangle a cell
side. All become segments; segments that touch make a table; a border that is missing between two places of
the grid joins them into one cell. Shading (filled, wide both ways, no outline) draws no rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lampiran.records import Box

_THIN = 3.5
_SNAP = 2.5
_GAP = 4.0
_TOUCH = 3.0
_LEAST_WIDTH = 90.0
_LEAST_HEIGHT = 10.0
_COVERED = 0.6


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of rule: ``at`` is its x (upright) or y (level), ``start`` and ``end`` run along it; points."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a grid: first row and column, spans, and its box in points."""

    row: int
    col: int
    row_span: int
    col_span: int
    box: Box


@dataclass(frozen=True, slots=True)
class VectorTable:
    """A table: every place of the grid between ``ys`` and ``xs`` is in exactly one cell."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    places: tuple[Place, ...]

    @property
    def box(self) -> Box:
        """Its outline."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def segments_of_box(box: Box, *, outlined: bool) -> tuple[list[Segment], list[Segment]]:
    """The level and upright segments that a drawn rectangle (or line) makes.

    A thin one is a rule itself; a wide one makes four only where its outline is drawn.
    """
    width, height = box.x1 - box.x0, box.y1 - box.y0
    if height <= _THIN and width > height:
        return [Segment((box.y0 + box.y1) / 2, box.x0, box.x1)], []
    if width <= _THIN:
        return [], [Segment((box.x0 + box.x1) / 2, box.y0, box.y1)]
    if not outlined:
        return [], []
    level = [Segment(box.y0, box.x0, box.x1), Segment(box.y1, box.x0, box.x1)]
    upright = [Segment(box.x0, box.y0, box.y1), Segment(box.x1, box.y0, box.y1)]
    return level, upright


def find_tables(level: Iterable[Segment], upright: Iterable[Segment]) -> tuple[VectorTable, ...]:
    """The tables that level and upright segments make, top to bottom; frames of one cell are none."""
    rows, cols = merged_segments(level), merged_segments(upright)
    tables = []
    for its_rows, its_cols in _groups(rows, cols):
        table = _table(its_rows, its_cols)
        if table is not None:
            tables.append(table)
    outer = [t for t in tables if not any(_inside(t.box, other.box) for other in tables if other is not t)]
    return tuple(sorted(outer, key=lambda table: (table.ys[0], table.xs[0])))


def merged_segments(segments: Iterable[Segment]) -> list[Segment]:
    """Segments on (nearly) one line, touching or nearly so, as one."""
    merged: list[Segment] = []
    for band in _clusters(sorted(segments, key=lambda s: s.at)):
        at = sum(s.at * (s.end - s.start) for s in band) / (sum(s.end - s.start for s in band) or 1.0)
        current: Segment | None = None
        for piece in sorted(band, key=lambda s: s.start):
            if current is not None and piece.start <= current.end + _GAP:
                current = Segment(at, current.start, max(current.end, piece.end))
            else:
                if current is not None:
                    merged.append(current)
                current = Segment(at, piece.start, piece.end)
        if current is not None:
            merged.append(current)
    return [s for s in merged if s.end - s.start > _THIN]


def _clusters(segments: Sequence[Segment]) -> list[list[Segment]]:
    clusters: list[list[Segment]] = []
    for segment in segments:
        if clusters and segment.at - clusters[-1][0].at <= _SNAP:
            clusters[-1].append(segment)
        else:
            clusters.append([segment])
    return clusters


def _groups(rows: list[Segment], cols: list[Segment]) -> list[tuple[list[Segment], list[Segment]]]:
    """Segments that hang together through crossings."""
    parent = list(range(len(rows) + len(cols)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for r, row in enumerate(rows):
        for c, col in enumerate(cols):
            if (
                row.start - _TOUCH <= col.at <= row.end + _TOUCH
                and col.start - _TOUCH <= row.at <= col.end + _TOUCH
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


def _table(rows: list[Segment], cols: list[Segment]) -> VectorTable | None:
    if len(rows) + len(cols) < 4 or not rows or not cols:
        return None
    xs = _edges([s.at for s in cols], min(s.start for s in rows), max(s.end for s in rows))
    ys = _edges([s.at for s in rows], min(s.start for s in cols), max(s.end for s in cols))
    if len(xs) < 3 or len(ys) < 2 or xs[-1] - xs[0] < _LEAST_WIDTH or ys[-1] - ys[0] < _LEAST_HEIGHT:
        return None
    places = places_between(xs, ys, rows, cols)
    return VectorTable(xs, ys, places) if len(places) > 1 else None


def _edges(found: Sequence[float], start: float, end: float) -> tuple[float, ...]:
    """Borders one way, the outer ones added where the table's side has no rule of its own."""
    edges: list[float] = []
    for at in sorted(found):
        if not edges or at - edges[-1] > _SNAP:
            edges.append(at)
    if start < edges[0] - 2 * _TOUCH:
        edges.insert(0, start)
    if end > edges[-1] + 2 * _TOUCH:
        edges.append(end)
    return tuple(edges)


def places_between(
    xs: tuple[float, ...], ys: tuple[float, ...], rows: list[Segment], cols: list[Segment]
) -> tuple[Place, ...]:
    """Cells: from each free place to the right, then down, as far as no border stands in the way."""
    taken: set[tuple[int, int]] = set()
    places: list[Place] = []
    for row in range(len(ys) - 1):
        for col in range(len(xs) - 1):
            if (row, col) in taken:
                continue
            right = col
            while (
                right + 2 < len(xs)
                and (row, right + 1) not in taken
                and not _border(cols, xs[right + 1], ys[row], ys[row + 1])
            ):
                right += 1
            down = row
            while down + 2 < len(ys) and _open_below(xs, ys, rows, cols, down, col, right):
                down += 1
            taken.update((r, c) for r in range(row, down + 1) for c in range(col, right + 1))
            box = Box(xs[col], ys[row], xs[right + 1], ys[down + 1])
            places.append(Place(row, col, down - row + 1, right - col + 1, box))
    return tuple(places)


def _open_below(
    xs: tuple[float, ...],
    ys: tuple[float, ...],
    rows: list[Segment],
    cols: list[Segment],
    row: int,
    left: int,
    right: int,
) -> bool:
    """Whether a cell goes on into the next grid row, over its whole width and without a rule inside."""
    if any(_border(rows, ys[row + 1], xs[c], xs[c + 1]) for c in range(left, right + 1)):
        return False
    return not any(_border(cols, xs[c], ys[row + 1], ys[row + 2]) for c in range(left + 1, right + 1))


def _border(segments: Iterable[Segment], at: float, start: float, end: float) -> bool:
    covered = sum(
        max(0.0, min(segment.end, end) - max(segment.start, start))
        for segment in segments
        if abs(segment.at - at) <= _SNAP
    )
    return covered >= _COVERED * (end - start)


def _inside(inner: Box, outer: Box) -> bool:
    return (
        inner.x0 >= outer.x0 - _TOUCH
        and inner.y0 >= outer.y0 - _TOUCH
        and inner.x1 <= outer.x1 + _TOUCH
        and inner.y1 <= outer.y1 + _TOUCH
    )
