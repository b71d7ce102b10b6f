"""Breaks a plan's printed rows into table pages: sets every cell and cuts rows where the page ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from samples.generator.decree import Cell, Column, PrintRow
from samples.generator.fonts import face
from samples.generator.layout import Layout
from samples.generator.typeset import Line, Setting, set_lines, widest_piece

SMALLEST = 6.0
"""Below this size in points nobody sets type."""
_WIDEST = 0.3
"""Share of the table's width beyond which no column is widened for a long word."""


@dataclass(frozen=True, slots=True)
class SetCell:
    """A cell with its lines on one page."""

    cell: Cell
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class SetRow:
    """A row, or the piece of it that stands on one page; ``height`` in points.

    ``tail`` means that it goes on from the page before, ``cut`` that it goes on to the next.
    """

    row: PrintRow
    cells: tuple[SetCell, ...]
    height: float
    tail: bool = False
    cut: bool = False


def column_edges(columns: Sequence[Column], layout: Layout, left: float, right: float) -> list[float]:
    """The n + 1 vertical borders of the table, in points from the page's left."""
    shares = dict(layout.widths)
    wanted = [shares.get(column.kolom, layout.other_width) for column in columns]
    scale = (right - left) / sum(wanted)
    edges = [left]
    for share in wanted:
        edges.append(edges[-1] + share * scale)
    return edges


def fit_words(edges: Sequence[float], rows: Sequence[PrintRow], layout: Layout) -> tuple[Layout, list[float]]:
    """Makes room for the longest words, as the writers of tables do.

    Columns too narrow for a word are widened at the cost of the roomier ones; where the table is too crowded
    for that, its type gets smaller.

    Args:
        edges: From :func:`column_edges`.
        rows: What will stand in the table, header included.
        layout: The looks.

    Returns:
        The layout, perhaps with smaller type, and the borders.
    """
    while (fitted := _fit_edges(edges, rows, layout)) is None and layout.table_size > SMALLEST:
        layout = replace(layout, table_size=layout.table_size - 0.25)
    return layout, fitted or list(edges)


def _fit_edges(edges: Sequence[float], rows: Sequence[PrintRow], layout: Layout) -> list[float] | None:
    """Borders between which every word fits; None where the table is too narrow for that."""
    widths = [right - left for left, right in pairwise(edges)]
    needs = [0.0] * len(widths)
    for cell in (cell for row in rows for cell in row.cells if cell.span == 1):
        needs[cell.col] = max(needs[cell.col], widest_piece(cell.text, _setting(cell, edges, layout)))
    most = _WIDEST * sum(widths)
    needs = [min(need + 2 * layout.padding + 0.5, most) for need in needs]
    lacking = sum(max(need - width, 0.0) for need, width in zip(needs, widths, strict=True))
    spare = sum(max(width - need, 0.0) for need, width in zip(needs, widths, strict=True))
    if lacking == 0.0:
        return list(edges)
    if lacking > spare:
        return None
    fitted = [edges[0]]
    for need, width in zip(needs, widths, strict=True):
        fitted.append(fitted[-1] + max(need, width - max(width - need, 0.0) * lacking / spare))
    return fitted


def set_row(row: PrintRow, edges: Sequence[float], layout: Layout) -> SetRow:
    """Sets a row's cells at full height."""
    cells = tuple(_set_cell(cell, edges, layout) for cell in row.cells)
    return SetRow(row, cells, _height(cells, layout), tail=row.part > 1)


def _set_cell(cell: Cell, edges: Sequence[float], layout: Layout) -> SetCell:
    return SetCell(cell, tuple(set_lines(cell.text, _setting(cell, edges, layout))))


def _setting(cell: Cell, edges: Sequence[float], layout: Layout) -> Setting:
    width = edges[cell.col + cell.span] - edges[cell.col] - 2 * layout.padding
    return Setting(
        face(layout.table_family),
        layout.table_size,
        width,
        bold=cell.bold,
        break_slash=layout.break_slash,
        hyphens=layout.hyphens and not cell.bold,
        list_lines=layout.list_lines,
        semicolon_lines=layout.semicolon_lines,
    )


def _height(cells: Sequence[SetCell], layout: Layout) -> float:
    lines = max((len(cell.lines) for cell in cells), default=1) or 1
    return lines * layout.table_size * layout.table_leading + 2 * layout.padding_y


def paginate(
    rows: Sequence[PrintRow],
    edges: Sequence[float],
    layout: Layout,
    first: float,
    other: float,
    header: float,
) -> list[list[SetRow]]:
    """Fills pages with rows, cutting a row at the foot of a page if the layout allows it.

    Args:
        rows: Area headings and plan rows in order.
        edges: From :func:`column_edges`.
        layout: The looks.
        first: Height for the table on its first page, header included.
        other: The same on the pages after it.
        header: Height of the header (counted on every page or on the first, as the layout says).
    """
    pages: list[list[SetRow]] = [[]]
    room = first - header
    repeat = layout.repeat_row
    for row in rows:
        rest: SetRow | None = set_row(row, edges, layout)
        while rest is not None:
            if rest.height <= room:
                pages[-1].append(rest)
                room -= rest.height
                break
            head, rest = _cut(rest, room, layout, may_refuse=bool(pages[-1]))
            if head is not None:
                pages[-1].append(head)
            pages.append([])
            room = other - (header if layout.header == "every" else 0.0)
            last = pages[-2][-1]
            if repeat and head is None and last.row.kind == "row" and not last.tail:
                pages[-1].append(last)
                room -= last.height
                repeat = False
    return pages


def _cut(
    row: SetRow, room: float, layout: Layout, *, may_refuse: bool
) -> tuple[SetRow | None, SetRow | None]:
    """Cuts a row so that its head fits into ``room``; head None means that the row moves to the next page."""
    leading = layout.table_size * layout.table_leading
    fitting = int((room - 2 * layout.padding_y) // leading)
    cuttable = layout.cut_rows and row.row.kind == "row"
    if not layout.cut_target and len(row.cells[-1].lines) > fitting:
        cuttable = False
    if may_refuse and (fitting < 1 or not cuttable):
        return None, row
    fitting = max(fitting, 1)
    head = tuple(replace(cell, lines=cell.lines[:fitting]) for cell in row.cells)
    tail = tuple(replace(cell, lines=cell.lines[fitting:]) for cell in row.cells)
    if not any(cell.lines for cell in tail):
        return row, None
    return (
        replace(row, cells=head, height=_height(head, layout), cut=True),
        replace(row, cells=tail, height=_height(tail, layout), tail=True),
    )


def fixed_pages(
    sheets: Sequence[Sequence[PrintRow]], edges: Sequence[float], layout: Layout
) -> list[list[SetRow]]:
    """Sets pages whose breaks are given; a row whose next part opens the next page is marked as cut."""
    pages = [[set_row(row, edges, layout) for row in sheet] for sheet in sheets]
    for here, there in zip(pages, pages[1:], strict=False):
        if here and there and there[0].tail:
            here[-1] = replace(here[-1], cut=True)
    return pages


def tallest(pages: Sequence[Sequence[SetRow]]) -> Iterator[float]:
    """Heights of the pages' rows, page by page."""
    for page in pages:
        yield sum(row.height for row in page)
