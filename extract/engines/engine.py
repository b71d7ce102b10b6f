"""What every OCR engine offers and answers, whatever library stands behind it.

Pictures are grey ``uint8`` arrays of shape (height, width): dark ink on light paper, text upright.
Rectangles are in pixels of that picture, see :class:`extract.geometry.PixelRect`.
Engines know nothing about tables, points or caches; their callers do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from extract.geometry import Gray, PixelRect
from extract.words.line_wrap import join_lines
from lampiran.records import Reading

Layout = Literal["block", "line"]
"""What a rectangle holds: several lines of text, or exactly one."""

UNREAD = 0.5
"""Confidence that a cell with unreadable ink is empty: the ink is a speck as often as a faint character."""


def bounding_rect(rects: Iterable[PixelRect]) -> PixelRect:
    """The smallest rectangle that holds all the given ones.

    Raises:
        ValueError: If there are none.
    """
    found = list(rects)
    if not found:
        raise ValueError("no rectangles to put one around")
    return PixelRect(
        min(r.x0 for r in found), min(r.y0 for r in found), max(r.x1 for r in found), max(r.y1 for r in found)
    )


@dataclass(frozen=True, slots=True)
class PixelWord:
    """A word as read: its place in the picture and the engine's confidence, 0 to 1."""

    text: str
    box: PixelRect
    confidence: float


@dataclass(frozen=True, slots=True)
class OcrLine:
    """A line of words as an engine read it, left to right; never without words."""

    words: tuple[PixelWord, ...]

    @property
    def text(self) -> str:
        """The words with single blanks between them."""
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> PixelRect:
        """The smallest rectangle around the words."""
        return bounding_rect(word.box for word in self.words)


@dataclass(frozen=True, slots=True)
class CellText:
    """What was read in one rectangle; no lines where nothing was read.

    Attributes:
        lines: Top to bottom.
        readings: What each engine made of it, where more than one was asked.
        unread: Whether there is ink that no engine could read.
    """

    lines: tuple[OcrLine, ...] = ()
    readings: tuple[Reading, ...] = ()
    unread: bool = False

    @property
    def words(self) -> tuple[PixelWord, ...]:
        """All words in reading order."""
        return tuple(word for line in self.lines for word in line.words)

    @property
    def text(self) -> str:
        """The lines joined by the wrap rule."""
        return join_lines(line.text for line in self.lines)

    @property
    def confidence(self) -> float:
        """How far the whole text can be trusted, 0 to 1; an empty cell is certain (1) unless it has ink.

        One bad word spoils a cell, so the worst word weighs as much as the average of all.
        """
        found = [word.confidence for word in self.words]
        if not found:
            return UNREAD if self.unread else 1.0
        return (min(found) + sum(found) / len(found)) / 2


class Engine(Protocol):
    """An OCR engine that reads rectangles of a page, or the whole page.

    Attributes:
        name: Library and its version, e.g. ``tesserocr 5.5.4``; part of every cache key.
        languages: The language data it can use.
        costs_per_call: True where each call starts a process, so that callers ask once for much.
    """

    name: str
    languages: frozenset[str]
    costs_per_call: bool

    def read_cells(
        self, image: Gray, rects: Sequence[PixelRect], *, language: str = "ind", layout: Layout = "block"
    ) -> list[tuple[OcrLine, ...]]:
        """The lines of each rectangle, in the order given.

        Args:
            image: Grey page picture.
            rects: Rectangles inside the picture, without rules along their edges.
            language: Name of the language data.
            layout: What to expect in each rectangle.
        """
        ...

    def read_page(self, image: Gray) -> list[OcrLine]:
        """The lines of the whole picture, as scattered text, top to bottom."""
        ...


class LineEngine(Protocol):
    """An engine that reads one line at a time: the second opinion on doubtful lines.

    Attributes:
        name: Package and version, e.g. ``rapidocr 3.10.0``; part of every cache key.
        alphabet: The characters it may answer; with the name part of every cache key.
    """

    name: str
    alphabet: str

    def read_line(self, picture: Gray) -> tuple[PixelWord, ...]:
        """The words of one line, left to right, with boxes in pixels of the picture.

        Args:
            picture: The line alone, dark on white, with a narrow margin.
        """
        ...
