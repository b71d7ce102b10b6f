"""Pages for the audit: a ruled table with print, as a picture and as the reading of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from extract.geometry import Gray, PageFrame
from extract.model import GridCell, PageReading, PageTable
from extract.pictures.images import PageImage
from lampiran.records import Box, PageKind, Word

DPI = 150.0
SCALE = DPI / 72.0
WIDTH, HEIGHT = 842.0, 595.0
XS = (40.0, 90.0, 290.0, 490.0, 690.0, 800.0)
YS = (60.0, 96.0, 150.0, 210.0, 270.0, 330.0, 390.0)
TEXTS = (
    "12.",
    "Unit kerja telah membentuk tim",
    "Menetapkan susunan keanggotaan",
    "Surat keputusan ketua",
    "Juni 2024",
)
_FONT = ImageFont.load_default(20)


@dataclass
class AuditedPage:
    """A page in the making: what is printed is written into words unless ``read`` is false."""

    gray: Gray = field(
        default_factory=lambda: np.full((round(HEIGHT * SCALE), round(WIDTH * SCALE)), 255, np.uint8)
    )
    words: list[list[Word]] = field(
        default_factory=lambda: [[] for _ in range((len(XS) - 1) * (len(YS) - 1))]
    )

    def rule(self, grey: int = 0, thick: int = 2) -> AuditedPage:
        """Draws the table's rules."""
        for x in XS:
            cv2.line(self.gray, *self._ends(x, YS[0], x, YS[-1]), (grey,), thick)
        for y in YS:
            cv2.line(self.gray, *self._ends(XS[0], y, XS[-1], y), (grey,), thick)
        return self

    def write(
        self, row: int, col: int, text: str, *, grey: int = 0, read: bool = True, at: float = 6.0
    ) -> list[Box]:
        """Prints a text into a cell, a line for three words; returns the boxes of its words."""
        boxes = []
        x, y = XS[col] + 5, YS[row] + at
        for number, word in enumerate(text.split(), start=1):
            boxes.append(self.print(word, x, y, grey))
            x = boxes[-1].x1 + 3.5
            if number % 3 == 0:
                x, y = XS[col] + 5, y + 14
        if read:
            own = self.words[row * (len(XS) - 1) + col]
            own.extend(Word(word, box, 0.95) for word, box in zip(text.split(), boxes, strict=True))
        return boxes

    def print(self, text: str, x: float, y: float, grey: int = 0) -> Box:
        """Prints a word, its upper left corner in points; returns its box."""
        image = Image.fromarray(self.gray)
        ImageDraw.Draw(image).text((x * SCALE, y * SCALE), text, font=_FONT, fill=grey)
        self.gray[:] = np.asarray(image)
        left, top, right, bottom = _FONT.getbbox(text)
        return Box(x + left / SCALE, y + top / SCALE - 0.5, x + right / SCALE, y + max(bottom, 20) / SCALE)

    def line(self, x0: float, y0: float, x1: float, y1: float, thick: int = 2) -> None:
        """Draws a straight line, points."""
        cv2.line(self.gray, *self._ends(x0, y0, x1, y1), (0,), thick, cv2.LINE_AA)

    def fill(self, box: Box, grey: int) -> None:
        """Darkens an area; print on it stays."""
        rows, cols = (
            slice(round(box.y0 * SCALE), round(box.y1 * SCALE)),
            slice(round(box.x0 * SCALE), round(box.x1 * SCALE)),
        )
        self.gray[rows, cols] = np.minimum(self.gray[rows, cols], grey)

    def reading(self, kind: PageKind = "digital") -> PageReading:
        """The reading of the page."""
        columns = len(XS) - 1
        cells = tuple(
            GridCell(
                row=index // columns,
                col=index % columns,
                box=cell_box(index // columns, index % columns),
                text=" ".join(word.text for word in words),
                confidence=0.95,
                words=tuple(words),
            )
            for index, words in enumerate(self.words)
        )
        table = PageTable(1, len(YS) - 1, columns, cells, Box(XS[0], YS[0], XS[-1], YS[-1]))
        return PageReading(1, WIDTH, HEIGHT, kind, "test", (table,), ())

    def image(self) -> PageImage:
        """The picture of the page."""
        return PageImage(self.gray, PageFrame.plain(self.gray.shape, WIDTH, HEIGHT), DPI)

    def _ends(self, x0: float, y0: float, x1: float, y1: float) -> tuple[tuple[int, int], tuple[int, int]]:
        return (round(x0 * SCALE), round(y0 * SCALE)), (round(x1 * SCALE), round(y1 * SCALE))


def cell_box(row: int, col: int) -> Box:
    """Where a cell lies, points."""
    return Box(XS[col], YS[row], XS[col + 1], YS[row + 1])


def printed_page(*, without: tuple[tuple[int, int], ...] = ()) -> AuditedPage:
    """A ruled table full of print, but for some cells."""
    page = AuditedPage().rule()
    for row in range(len(YS) - 1):
        for col in range(len(XS) - 1):
            if (row, col) not in without:
                page.write(row, col, TEXTS[col])
    return page


def codes(reading: PageReading) -> dict[tuple[int, int], list[str]]:
    """The codes of all doubted cells, by row and column."""
    return {
        (cell.row, cell.col): [str(doubt.code) for doubt in cell.doubts]
        for cell in reading.tables[0].cells
        if cell.doubts
    }


def leaning(page: AuditedPage, degrees: float) -> tuple[PageReading, PageImage]:
    """The page as a scan that leans: its picture and boxes turned clockwise about its middle."""
    rows, cols = page.gray.shape
    way = cv2.getRotationMatrix2D((cols / 2, rows / 2), -degrees, 1.0)
    gray = np.asarray(cv2.warpAffine(page.gray, way, (cols, rows), borderValue=(255,)), dtype=np.uint8)

    def turned(box: Box) -> Box:
        corners = np.array([(x * SCALE, y * SCALE, 1.0) for x in (box.x0, box.x1) for y in (box.y0, box.y1)])
        xs, ys = (way @ corners.T) / SCALE
        return Box(float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max()))

    reading = page.reading("scan")
    table = reading.tables[0]
    cells = moved_cells(table, turned)
    moved = replace(reading, tables=(replace(table, cells=cells),), skew=degrees)
    return moved, replace(page.image(), gray=gray)


def moved_cells(table: PageTable, moved: Callable[[Box], Box]) -> tuple[GridCell, ...]:
    """The cells of a table with their words where a move takes them."""
    return tuple(
        replace(
            cell,
            box=moved(cell.box),
            words=tuple(replace(word, box=moved(word.box)) for word in cell.words if word.box),
        )
        for cell in table.cells
        if cell.box
    )
