"""The records of a page, made of what was found (tables) and what was read (words), in whatever way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extract.engines.engine import CellText, OcrLine
from extract.geometry import PageFrame
from extract.grid.placing import text_of
from extract.grid.table_model import R, Table
from extract.model import GridCell, PageTable, TextLine
from lampiran.records import Box, Reading, Reason, Word


@dataclass(frozen=True, slots=True)
class CellContent:
    """What stands in a cell, whoever read it."""

    text: str
    confidence: float
    words: tuple[Word, ...]
    readings: tuple[Reading, ...] = ()
    doubts: tuple[Reason, ...] = ()
    shaded: bool = False


def joined_content(lines: Sequence[Sequence[Word]], confidence: float) -> CellContent:
    """The content of a cell with these lines of words."""
    return CellContent(text_of(lines), confidence, tuple(word for line in lines for word in line))


def page_table(
    table: Table[R],
    contents: Sequence[CellContent],
    page: int,
    shown: Callable[[R], Box],
    x_edges: tuple[float, ...],
) -> PageTable:
    """A table with what stands in its cells.

    Args:
        table: As found.
        contents: One a cell.
        page: From 1.
        shown: From its rectangles to boxes in points on the page as a viewer shows it.
        x_edges: Its column borders in points, in reading direction.
    """
    cells = tuple(
        GridCell(
            row=cell.row,
            col=cell.col,
            box=shown(cell.box),
            text=content.text,
            confidence=content.confidence,
            words=content.words,
            readings=content.readings,
            row_span=cell.row_span,
            col_span=cell.col_span,
            border_doubt=cell.doubt,
            doubts=content.doubts,
            shaded=content.shaded,
        )
        for cell, content in zip(table.cells, contents, strict=True)
    )
    return PageTable(
        page=page,
        n_rows=table.n_rows,
        n_cols=table.n_cols,
        cells=cells,
        box=shown(table.box),
        ruled=table.ruled,
        x_edges=x_edges,
    )


def text_line(words: tuple[Word, ...]) -> TextLine:
    """A line outside the tables."""
    boxes = (word.box for word in words if word.box is not None)
    return TextLine(" ".join(word.text for word in words), words, Box.around(boxes))


def cell_content(found: CellText, frame: PageFrame) -> CellContent:
    """What an engine read in a cell; ``frame`` leads from its pixels to points."""
    words = tuple(word for line in found.lines for word in words_of_line(line, frame))
    return CellContent(found.text, found.confidence, words, found.readings)


def words_of_line(line: OcrLine, frame: PageFrame) -> tuple[Word, ...]:
    """The words that an engine read in a line; ``frame`` leads from its pixels to points."""
    return tuple(
        Word(word.text, frame.box(word.box.x0, word.box.y0, word.box.x1, word.box.y1), word.confidence)
        for word in line.words
    )
