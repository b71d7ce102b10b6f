"""Small born-digital pages: a ruled table, what a test draws into it, and fonts that tell other letters."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
from reportlab.pdfgen.canvas import Canvas

from extract.model import GridCell, Source
from extract.pages.digital import DigitalPage, read_digital_page
from lampiran.settings import Settings

SIZE = (500.0, 300.0)
XS, YS = (40, 200, 330, 460), (40, 110, 180, 250)
"""Borders of a table of three rows and columns, points from the top left."""
Draw = Callable[[Canvas], None]


def page(path: Path, draw: Draw, change: Callable[[pikepdf.Pdf], None] | None = None) -> Source:
    """A page with a ruled table and what ``draw`` puts into it."""
    canvas = Canvas(str(path / "page.pdf"), pagesize=SIZE, pageCompression=0, invariant=1)
    for x in XS:
        canvas.line(x, SIZE[1] - YS[0], x, SIZE[1] - YS[-1])
    for y in YS:
        canvas.line(XS[0], SIZE[1] - y, XS[-1], SIZE[1] - y)
    put(canvas, 0, 0, "Rapat pleno")
    put(canvas, 0, 1, "Surat tugas")
    draw(canvas)
    canvas.save()
    if change is not None:
        with pikepdf.open(path / "page.pdf", allow_overwriting_input=True) as pdf:
            change(pdf)
            pdf.save(path / "page.pdf")
    return Source(str(path / "page.pdf"), "page.pdf", "00", "pdf", 1)


def put(
    canvas: Canvas, row: int, col: int, text: str, down: float = 14, size: float = 9, font: str = "Helvetica"
) -> None:
    """Sets a line into a cell."""
    canvas.setFont(font, size)
    canvas.drawString(XS[col] + 4, SIZE[1] - YS[row] - down, text)


def read(source: Source) -> DigitalPage:
    return read_digital_page(source, 1, Settings(cache_dir=None))


def cell(found: DigitalPage, row: int, col: int) -> GridCell:
    (table,) = found.reading.tables
    return next(cell for cell in table.cells if (cell.row, cell.col) == (row, col))


def words(found: DigitalPage) -> list[str]:
    (table,) = found.reading.tables
    return [word.text for cell in table.cells for word in cell.words]


def told_as(changes: dict[str, str]) -> Callable[[pikepdf.Pdf], None]:
    """Makes the fonts of a page tell other letters than they show."""

    def change(pdf: pikepdf.Pdf) -> None:
        for font in pdf.pages[0].Resources.Font.values():
            if "/ToUnicode" in font:
                told = font.ToUnicode.read_bytes().decode("latin-1")
                font.ToUnicode = pdf.make_stream(_changed(told, changes).encode("latin-1"))

    return change


def _changed(told: str, changes: dict[str, str]) -> str:
    for letter, other in changes.items():
        code = other.encode("utf-16-be", "surrogatepass").hex().upper()
        told = re.sub(rf"(<[0-9A-F]+> <){ord(letter):04X}>", rf"\g<1>{code}>", told)
    return told
