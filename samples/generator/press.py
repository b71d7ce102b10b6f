"""The press: a reportlab canvas that counts from the top left and remembers where every word stands."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from pathlib import Path

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from samples.generator.fonts import face
from samples.generator.typeset import Line, SetWord

Rect = tuple[float, float, float, float]
Colour = tuple[float, float, float]
_BLACK: Colour = (0.0, 0.0, 0.0)
_INK: Colour = (0.4, 0.36, 0.76)


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A printed word: its box (left, top, right, bottom) in points from the top left of ``page`` (1..)."""

    page: int
    text: str
    box: Rect


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A printed table cell, or its piece on one page; ``noisy`` is what a scanner read there.

    ``part`` counts the pieces of a cut row's cell; all but the first are ``tail``. A row that is printed
    twice has two first parts.
    """

    page: int
    kind: str
    urutan: int
    kolom: str
    part: int
    box: Rect
    words: tuple[PlacedWord, ...]
    noisy: str | None
    tail: bool = False


@dataclass(slots=True)
class Press:
    """Prints page after page and keeps the record.

    Attributes:
        path: The PDF file.
        family: Typeface of page numbers.
        folio: Where page numbers stand: ``top``, ``bottom`` or ``none``.
        watermark: Pale words across every page; empty for none.
    """

    path: Path
    family: str
    folio: str = "top"
    watermark: str = ""
    sizes: list[tuple[float, float]] = field(default_factory=list)
    running: list[PlacedWord] = field(default_factory=list)
    cells: list[PlacedCell] = field(default_factory=list)
    table_pages: list[int] = field(default_factory=list)
    y: float = 0.0
    _canvas: Canvas = field(init=False)

    def __post_init__(self) -> None:
        # ``invariant`` leaves time and random ids out, so that the same decree is the same file.
        self._canvas = Canvas(str(self.path), invariant=1)
        self._canvas.setTitle(self.path.stem)

    @property
    def page(self) -> int:
        """Number of the page in print."""
        return len(self.sizes)

    @property
    def width(self) -> float:
        """Width of the page in print."""
        return self.sizes[-1][0]

    @property
    def height(self) -> float:
        """Height of the page in print."""
        return self.sizes[-1][1]

    def new_page(self, size: tuple[float, float], top: float) -> None:
        """Turns to a new page of that size; the pen stands ``top`` below its upper edge."""
        if self.sizes:
            self._canvas.showPage()
        self.sizes.append(size)
        self._canvas.setPageSize(size)
        self.y = top
        if self.watermark:
            self._print_watermark()
        if self.page > 1 and self.folio != "none":
            self._print_folio()

    def _print_folio(self) -> None:
        text = f"- {self.page} -"
        font = face(self.family).regular
        x = (self.width - stringWidth(text, font, 10)) / 2
        top = 30.0 if self.folio == "top" else self.height - 36.0
        self.string(text, font, 10, x, top)

    def _print_watermark(self) -> None:
        canvas = self._canvas
        canvas.saveState()
        canvas.translate(self.width / 2, self.height / 2)
        canvas.rotate(40)
        canvas.setFillGray(0.86)
        canvas.setFont("Helvetica-Bold", 64)
        canvas.drawCentredString(0, 0, self.watermark)
        canvas.restoreState()

    def string(self, text: str, font: str, size: float, x: float, top: float) -> None:
        """Prints a string whose line box starts at ``top``; nothing is recorded."""
        self._canvas.setFillColorRGB(*_BLACK)
        self._canvas.setFont(font, size)
        self._canvas.drawString(x, self.height - top - 0.82 * size, text)

    def line(
        self,
        line: Line,
        size: float,
        x: float,
        top: float,
        *,
        spread_to: float = 0.0,
        ink: Colour = _BLACK,
    ) -> tuple[PlacedWord, ...]:
        """Prints a set line; ``spread_to`` is the width that blanks are widened to (0: as set)."""
        words = _spread(line, spread_to) if spread_to and not line.last else list(line.words)
        canvas = self._canvas
        canvas.setFillColorRGB(*ink)
        baseline = self.height - top - 0.82 * size
        for run in _runs(words, joined=words == list(line.words)):
            text = canvas.beginText(x + run[0].x, baseline)
            text.setFont(run[0].font, size)
            # The scale stays in force beyond the text object, so it is set each time a page has used it.
            text.setHorizScale(100 * run[0].squeeze)
            more = "" if run[-1] is words[-1] else " "
            text.textOut(" ".join(word.text for word in run) + more)
            canvas.drawText(text)
        return tuple(
            PlacedWord(self.page, w.text, (x + w.x, top, x + w.x + w.width, top + size)) for w in words
        )

    def fill(self, box: Rect, colour: Colour) -> None:
        """Fills a rectangle."""
        self._canvas.setFillColorRGB(*colour)
        self._canvas.rect(box[0], self.height - box[3], box[2] - box[0], box[3] - box[1], stroke=0, fill=1)

    def rule(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        width: float,
        *,
        solid: bool,
        grey: float = 0.0,
    ) -> None:
        """Draws a rule from point to point: a stroked line, or (``solid``) a thin filled rectangle."""
        colour = (grey, grey, grey)
        if solid:
            half = width / 2
            self.fill((start[0] - half, start[1] - half, end[0] + half, end[1] + half), colour)
            return
        self._canvas.setStrokeColorRGB(*colour)
        self._canvas.setLineWidth(width)
        self._canvas.setLineCap(2)
        self._canvas.line(start[0], self.height - start[1], end[0], self.height - end[1])

    def seal(self, x: float, y: float, words: str) -> None:
        """Stamps a round seal about the point and signs across it."""
        canvas = self._canvas
        canvas.saveState()
        canvas.translate(x, self.height - y)
        canvas.setStrokeColorRGB(*_INK)
        canvas.setFillColorRGB(*_INK)
        for radius, width in ((46, 2.0), (43, 0.7), (29, 0.9)):
            canvas.setLineWidth(width)
            canvas.circle(0, 0, radius, stroke=1, fill=0)
        canvas.setFont("Helvetica-Bold", 7.5)
        step = min(300.0 / max(len(words), 1), 16.0)
        for i, letter in enumerate(words):
            canvas.saveState()
            canvas.rotate(step * (len(words) - 1) / 2 - i * step)
            canvas.drawCentredString(0, 33, letter)
            canvas.restoreState()
        canvas.setFont("Helvetica-Bold", 15)
        canvas.drawCentredString(0, -6, "KPU")
        canvas.rotate(8)
        _sign(canvas)
        canvas.restoreState()

    def finish(self) -> None:
        """Writes the file."""
        self._canvas.save()


def _sign(canvas: Canvas) -> None:
    canvas.setStrokeColorRGB(0.08, 0.08, 0.3)
    canvas.setLineWidth(1.6)
    path = canvas.beginPath()
    path.moveTo(-20, -30)
    for i in range(7):
        x = -20 + i * 17
        swing = 34 * math.cos(i * 1.9) + 6
        path.curveTo(x + 5, swing, x + 9, -swing, x + 17, swing / 3)
    canvas.drawPath(path, stroke=1, fill=0)


def _spread(line: Line, width: float) -> list[SetWord]:
    gaps = len(line.words) - 1
    if gaps < 1 or line.width >= width:
        return list(line.words)
    extra = (width - line.width) / gaps
    return [SetWord(w.text, w.font, w.x + i * extra, w.width, w.squeeze) for i, w in enumerate(line.words)]


def _runs(words: list[SetWord], *, joined: bool) -> list[list[SetWord]]:
    """Words that can go out as one string: same font, natural blanks."""
    runs: list[list[SetWord]] = []
    for word in words:
        if joined and runs and runs[-1][-1].font == word.font and word.squeeze == runs[-1][-1].squeeze == 1.0:
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs
