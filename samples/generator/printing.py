"""Prints a decree as a PDF and records where every cell and word stands.

The PDF is born digital; ``degrade`` makes a scan of it. With ``ink`` the signature carries a seal and a
pen stroke, which a born-digital file does not have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from samples.generator.decree import Cell, Column, Decree, PrintRow
from samples.generator.fonts import face
from samples.generator.layout import Layout
from samples.generator.press import PlacedCell, PlacedWord, Press, Rect
from samples.generator.printed_rows import header_rows
from samples.generator.running_text import Column as TextColumn
from samples.generator.running_text import print_blocks
from samples.generator.table_pages import (
    SMALLEST,
    SetCell,
    SetRow,
    column_edges,
    fit_words,
    fixed_pages,
    paginate,
    set_row,
    tallest,
)
from samples.generator.typeset import Setting, set_lines

_LEAST_ROOM = 130.0
"""A table that would have less height than this under the text before it begins on a page of its own."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed decree: the file, page sizes in points, and what stands where.

    ``running`` are the words outside the table in reading order, the first ``above`` of them above it;
    ``table_pages`` are the pages with the plan.
    """

    path: Path
    sizes: tuple[tuple[float, float], ...]
    cells: tuple[PlacedCell, ...]
    running: tuple[PlacedWord, ...]
    table_pages: tuple[int, ...]
    above: int = 0


def print_decree(
    decree: Decree, layout: Layout, path: Path, *, ink: bool = True, watermark: str = ""
) -> Printed:
    """Prints the decree to ``path``; the same decree and layout give the same file."""
    press = Press(path, layout.body_family, layout.page_numbers, watermark)
    text = TextColumn(
        paper=layout.paper,
        margins=(68.0, 70.0, 56.0, 64.0),
        family=layout.body_family,
        size=layout.body_size,
        leading=layout.body_leading,
        catchwords=layout.catchwords,
        seal_words=_seal_words(decree),
        ink=ink,
    )
    press.new_page(text.paper, text.margins[1])
    print_blocks(press, decree.body, text)
    _print_others(press, decree, layout, text, before=True)
    on_table_page = replace(
        text, paper=layout.table_paper(), margins=layout.margins, leading=1.2, seal_shift=layout.stamp_shift
    )
    above = _print_table(press, decree, layout, on_table_page)
    print_blocks(press, decree.closing, on_table_page)
    _print_others(press, decree, layout, text, before=False)
    press.finish()
    return Printed(
        path, tuple(press.sizes), tuple(press.cells), tuple(press.running), tuple(press.table_pages), above
    )


def _seal_words(decree: Decree) -> str:
    document = decree.truth["document"]
    body = "KOMISI INDEPENDEN PEMILIHAN" if document["lembaga"].startswith("KIP") else "KOMISI PEMILIHAN UMUM"
    return f"{body} * {str(document['wilayah']).upper()} *"


def _print_table(press: Press, decree: Decree, layout: Layout, text: TextColumn) -> int:
    """Heads the first table page, then prints the table on it and the pages after it.

    Returns:
        Number of running words printed before the table.
    """
    press.new_page(text.paper, text.margins[1])
    print_blocks(press, decree.annex, text)
    _print_title(press, decree.title, layout, text)
    above = len(press.running)
    left, top, right, bottom = layout.margins
    foot = press.height - bottom
    edges = column_edges(decree.columns, layout, left, press.width - right)
    if decree.sheets is None:
        layout, edges = fit_words(edges, [*header_rows(decree.columns, layout), *decree.rows], layout)
        if foot - press.y < _LEAST_ROOM:
            press.new_page(text.paper, top)
    layout, pages = _fitted(decree, layout, edges, foot - press.y, foot - top)
    for index, rows in enumerate(pages):
        if index:
            press.new_page(text.paper, top)
        press.table_pages.append(press.page)
        if index == 0 or layout.header == "every":
            noisy = decree.headers[index] if decree.headers else ()
            header = [set_row(row, edges, layout) for row in header_rows(decree.columns, layout, noisy)]
            rows = [*header, *rows]
        _print_rows(press, decree.columns, layout, edges, rows)
    press.y += layout.sign_gap * layout.table_size
    return above


def _print_others(press: Press, decree: Decree, layout: Layout, text: TextColumn, *, before: bool) -> None:
    """Prints tables that are no plan, each on a portrait page of its own."""
    for table in decree.others:
        if table.before is not before:
            continue
        press.new_page(text.paper, text.margins[1])
        _print_title(press, table.title, layout, text)
        columns = [Column(title, title) for title in table.columns]
        edges = column_edges(columns, replace(layout, widths=(("NO", 0.03),)), 60.0, press.width - 60.0)
        texts = [table.columns, *table.rows]
        rows = [
            PrintRow("other", tuple(Cell(cell, col, bold=index == 0) for col, cell in enumerate(row)))
            for index, row in enumerate(texts)
        ]
        _print_rows(press, columns, layout, edges, [set_row(row, edges, layout) for row in rows])


def _print_title(press: Press, title: str, layout: Layout, text: TextColumn) -> None:
    press.y += 0.6 * text.size
    setting = Setting(face(layout.body_family), layout.body_size, text.width, bold=True)
    for line in set_lines(title, setting):
        x = text.margins[0] + (text.width - line.width) / 2
        press.running.extend(press.line(line, text.size, x, press.y))
        press.y += 1.3 * text.size
    press.y += 0.4 * text.size


def _fitted(
    decree: Decree, layout: Layout, edges: list[float], first: float, other: float
) -> tuple[Layout, list[list[SetRow]]]:
    """Breaks the table into pages; for fixed pages the type shrinks until the fullest page fits."""
    while True:
        header = sum(set_row(row, edges, layout).height for row in header_rows(decree.columns, layout))
        if decree.sheets is None:
            return layout, paginate(decree.rows, edges, layout, first, other, header)
        pages = fixed_pages(decree.sheets, edges, layout)
        rooms = [first, *[other] * (len(pages) - 1)]
        fits = all(h + header <= room for h, room in zip(tallest(pages), rooms, strict=True))
        if fits or layout.table_size <= SMALLEST:
            return layout, pages
        layout = replace(layout, table_size=layout.table_size - 0.25)


def _print_rows(
    press: Press, columns: Sequence[Column], layout: Layout, edges: list[float], rows: list[SetRow]
) -> None:
    """Prints a page's rows with their rules; the pen ends below the table."""
    solid = layout.rules_as == "rectangles"
    for index, row in enumerate(rows):
        top, bottom = press.y, press.y + row.height
        last = index + 1 == len(rows)
        # A merged cell that goes on at the top of a page is closed against the header.
        opens = index == 0 or (rows[index - 1].row.kind == "header" != row.row.kind)
        for cell in row.cells:
            foot = bottom + (0.0 if cell.cell.up else _merged_below(rows[index:], cell.cell.col))
            box = (edges[cell.cell.col], top, edges[cell.cell.col + cell.cell.span], foot)
            if cell.cell.fill is not None and (opens or not cell.cell.up):
                press.fill(box, cell.cell.fill)
            _print_cell(press, columns, layout, row, cell, box)
        for cell in row.cells:
            left, right = edges[cell.cell.col], edges[cell.cell.col + cell.cell.span]
            if opens or not cell.cell.up:
                press.rule((left, top), (right, top), layout.rule, grey=layout.rule_grey, solid=solid)
            for x in (left, right):
                press.rule((x, top), (x, bottom), layout.rule, grey=layout.rule_grey, solid=solid)
            if last and (layout.rule_at_cut or not row.cut):
                press.rule((left, bottom), (right, bottom), layout.rule, grey=layout.rule_grey, solid=solid)
        press.y = bottom


def _merged_below(rows: list[SetRow], col: int) -> float:
    """Height of the cells merged with the one in the first of the rows, below it, as far as the page goes."""
    height = 0.0
    for row in rows[1:]:
        # The header ends where the plan begins, even if the first plan row goes on a cell of the page before.
        merged = any(cell.cell.up and cell.cell.col == col for cell in row.cells)
        if not merged or row.row.kind != rows[0].row.kind:
            break
        height += row.height
    return height


def _print_cell(
    press: Press, columns: Sequence[Column], layout: Layout, row: SetRow, cell: SetCell, box: Rect
) -> None:
    what = cell.cell
    size, leading = layout.table_size, layout.table_size * layout.table_leading
    room = box[2] - box[0] - 2 * layout.padding
    y = box[1] + layout.padding_y + (leading - size) / 2
    if (layout.middle or row.row.kind == "header") and not row.cut and not row.tail:
        y += (box[3] - box[1] - 2 * layout.padding_y - leading * len(cell.lines)) / 2
    words: list[PlacedWord] = []
    for line in cell.lines:
        x = box[0] + layout.padding + (max(room - line.width, 0.0) / 2 if what.align == "center" else 0.0)
        spread = room if layout.justify and what.align == "left" else 0.0
        words.extend(press.line(line, size, x, y, spread_to=spread, ink=what.ink))
        y += leading
    kolom = columns[what.col].kolom
    before = (c.part for c in press.cells if c.urutan == row.row.urutan and c.kolom == kolom)
    part = 1 + max(before, default=0) if row.tail else 1
    press.cells.append(
        PlacedCell(
            press.page, row.row.kind, row.row.urutan, kolom, part, box, tuple(words), what.noisy, row.tail
        )
    )
