"""Readings made of plain lists, and plans cut into pages at random, for the tests of row making."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Sequence

from extract.model import GridCell, PageReading, PageTable, Source, TextLine
from extract.plan.assemble import assemble
from extract.words.line_wrap import join_lines
from lampiran.records import KOLOM, Box, RawDocument, Word

HEADER = ("NO", "KOMPONEN", "INDIKATOR", "LANGKAH AKSI", "BUKTI FISIK", "TARGET WAKTU")
NUMBERS = ("1", "2", "3", "4", "5", "6")
Row = Sequence[str]

AREA = ["I", "MANAJEMEN PERUBAHAN", "", "", "", ""]
FIRST = ["1", "Tim Kerja", "Tim telah dibentuk", "Menyusun SK Tim", "SK Tim", "Januari 2024"]
NEXT = ["", "", "Anggota dipilih lewat prosedur", "Menetapkan mekanisme", "Berita acara", "Mei 2024"]
LAST = ["2", "Rencana Kerja", "Terdapat rencana kerja", "Membahas rencana", "Dokumen rencana", "Juni 2024"]


def source(pages: int = 1, kind: str = "pdf") -> Source:
    return Source("plan.pdf", "plan.pdf", "00", kind, pages)


def words(text: str) -> tuple[Word, ...]:
    return tuple(Word(word, None, 1.0) for word in text.split())


def table(
    page: int, rows: Sequence[Row], spans: dict[tuple[int, int], tuple[int, int]] | None = None
) -> PageTable:
    """A table of text rows; ``spans`` gives (row, col) -> (row span, col span) of merged cells."""
    spans = spans or {}
    width = max(len(row) for row in rows)
    hidden = {
        (row + down, col + right)
        for (row, col), (height, breadth) in spans.items()
        for down in range(height)
        for right in range(breadth)
        if down or right
    }
    cells = tuple(
        GridCell(
            row, col, None, text, 1.0, words(text),
            row_span=spans.get((row, col), (1, 1))[0], col_span=spans.get((row, col), (1, 1))[1],
        )
        for row, texts in enumerate(rows)
        for col, text in enumerate([*texts, *[""] * (width - len(texts))])
        if (row, col) not in hidden
    )  # fmt: skip
    return PageTable(page, len(rows), width, cells)


def reading(page: int, *tables: PageTable, outside: Sequence[str] = ()) -> PageReading:
    lines = tuple(TextLine(text, words(text)) for text in outside)
    return PageReading(page, 842.0, 595.0, "scan", "test", tables, lines)


def read(*pages: Sequence[Row], header: Row = HEADER) -> RawDocument:
    """The document of pages that each print the header over their rows."""
    readings = [reading(number, table(number, [header, *rows])) for number, rows in enumerate(pages, 1)]
    return assemble(source(len(pages)), readings)


def texts(document: RawDocument) -> list[list[str]]:
    """The rows as lists of text: the form's columns; a komponen only where it begins."""
    return [
        [
            "" if cell.shared and cell.kolom == "komponen" else cell.raw
            for cell in row.cells
            if cell.kolom in KOLOM
        ]
        for row in document.rows
    ]


def box_cells(page: PageTable, column: float, height: float) -> PageTable:
    """The table with boxes: equal columns, equal rows, words side by side in lines of 10 points."""
    cells = []
    for cell in page.cells:
        box = Box(
            cell.col * column, cell.row * height,
            (cell.col + cell.col_span) * column, (cell.row + cell.row_span) * height,
        )  # fmt: skip
        cells.append(GridCell(
            cell.row, cell.col, box, cell.text, 1.0, _laid_out(cell.text, box),
            row_span=cell.row_span, col_span=cell.col_span,
        ))  # fmt: skip
    edges = tuple(column * n for n in range(page.n_cols + 1))
    return PageTable(
        page.page,
        page.n_rows,
        page.n_cols,
        tuple(cells),
        Box(0, 0, edges[-1], height * page.n_rows),
        True,
        edges,
    )


def _laid_out(text: str, box: Box) -> tuple[Word, ...]:
    x, y = box.x0 + 2, box.y0 + 2
    made = []
    for word in text.split():
        width = 5.0 * len(word)
        if x + width > box.x1 - 2 and x > box.x0 + 2:
            x, y = box.x0 + 2, y + 12
        made.append(Word(word, Box(x, y, x + width, y + 10), 1.0))
        x += width + 4
    return tuple(made)


def cut_into_pages(items: Sequence[Row], chance: random.Random) -> list[list[list[str]]]:
    """Prints rows with columns and pages of random size, rows breaking over pages line by line."""
    widths = [4, *(chance.randint(12, 28) for _ in range(4)), chance.randint(9, 16)]
    height = chance.randint(15, 35)
    pages: list[list[list[str]]] = [[]]
    left = height
    for row in items:
        lines = [textwrap.wrap(text, width) or [""] for text, width in zip(row, widths, strict=True)]
        depth, done = max(len(cell) for cell in lines), 0
        while done < depth:
            if left < 2:
                pages.append([])
                left = height
            taken = min(left, depth - done)
            pages[-1].append([join_lines(cell[done : done + taken]) for cell in lines])
            done, left = done + taken, left - taken
    return [page for page in pages if page]
