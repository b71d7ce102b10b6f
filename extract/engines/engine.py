"""What every OCR engine offers and answers, whatever library stands behind it.

Pictures are grey ``uint8`` arrays of shape (height, width), dark ink on light paper, the text upright.
Rectangles are in pixels of that picture, see :class:`extract.geometry.PixelRect`.
Engines know nothing about tables, points or caches; those are the callers' business.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from extract.geometry import Gray, PixelRect
from extract.words.line_wrap import join_lines
from lampiran.records import Reading

Layout = Literal["block", "line"]
"""What stands in a rectangle: some lines of text, or one line only."""


def around(rects: Iterable[PixelRect]) -> PixelRect:
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


_UNREAD = 0.5
"""Confidence that a cell with unreadable ink is empty: a speck as often as a faint mark."""


@dataclass(frozen=True, slots=True)
class PixelWord:
    """A word as read: its place in the picture and the engine's confidence, 0 to 1."""

    text: str
    box: PixelRect
    confidence: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words, left to right; never without words."""

    words: tuple[PixelWord, ...]

    @property
    def text(self) -> str:
        """The words with single blanks between them."""
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> PixelRect:
        """The smallest rectangle around the words."""
        return around(word.box for word in self.words)


@dataclass(frozen=True, slots=True)
class CellText:
    """What was read in one rectangle; no lines where nothing was read.

    ``readings`` keeps what each reader made of it where more than one was asked. ``unread`` says that there
    is ink which no reader could make anything of.
    """

    lines: tuple[Line, ...] = ()
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
        """How far the whole text can be trusted, 0 to 1; an empty cell is sure (1) unless it has ink.

        One bad word spoils a cell, so the worst word weighs as much as the average of all.
        """
        found = [word.confidence for word in self.words]
        if not found:
            return _UNREAD if self.unread else 1.0
        return (min(found) + sum(found) / len(found)) / 2


class Engine(Protocol):
    """An OCR engine that reads rectangles of a page or the whole of it.

    Attributes:
        name: Library and its version, e.g. ``tesserocr 5.5.4``; part of every cache key.
        languages: The language data it can use.
        costs_per_call: True where each call starts a process, so that callers ask once for much.
    """

    name: str
    languages: frozenset[str]
    costs_per_call: bool

    def read_cells(
        self,
        image: Gray,
        rects: Sequence[PixelRect],
        *,
        language: str = "ind",
        layout: Layout = "block",
        alphabet: str = "",
    ) -> list[tuple[Line, ...]]:
        """The lines of each rectangle, in the order given.

        Args:
            image: Grey page picture.
            rects: Rectangles inside the picture, free of rules at their edges.
            language: Name of the language data.
            layout: What to expect in each rectangle.
            alphabet: Where not empty, only these characters may be answered.
        """
        ...

    def read_page(self, image: Gray) -> list[Line]:
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
