"""The nouns of extraction: what a page yields before plan rows are made of it.

A page (picture, born-digital or transcript) becomes a :class:`PageReading`: tables as grids of cells with
text, and the lines of text outside them. ``extract.plan`` turns the readings of all pages into plan rows. The
geometry of tables before they are read is in ``extract.grid.table_model``.
"""

from __future__ import annotations

from dataclasses import dataclass

from lampiran.records import Box, PageKind, Problem, Reading, Reason, Word


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a table's grid; ``row`` and ``col`` count from 0, spans count grid rows and columns.

    ``text``: lines joined by the wrap rule (see ``extract.words.line_wrap``).
    ``border_doubt``: 0 if every border of the cell was seen, up to 1 if they were inferred or print crosses
    them: its text may be cut or joined wrongly.
    ``doubts``: what the page as shown says against the cell's words.
    ``shaded``: whether the cell is empty but coloured, as calendars mark a month.
    """

    row: int
    col: int
    box: Box | None
    text: str
    confidence: float
    words: tuple[Word, ...] = ()
    readings: tuple[Reading, ...] = ()
    row_span: int = 1
    col_span: int = 1
    border_doubt: float = 0.0
    doubts: tuple[Reason, ...] = ()
    shaded: bool = False


@dataclass(frozen=True, slots=True)
class PageTable:
    """One table on one page: a grid of ``n_rows`` x ``n_cols`` cells, each grid place covered once.

    ``ruled`` is False if the columns were guessed from text alignment (results are then flagged).
    ``x_edges``: the n_cols + 1 column borders in points, left to right (empty in transcripts).
    """

    page: int
    n_rows: int
    n_cols: int
    cells: tuple[GridCell, ...]
    box: Box | None = None
    ruled: bool = True
    x_edges: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text outside tables; words left to right."""

    text: str
    words: tuple[Word, ...]
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class PageReading:
    """Everything read on one page; picklable, made in a worker.

    Every word read is in exactly one cell of ``tables`` or one line of ``outside``. ``words_unseen`` counts
    words of the file's text that the page does not show and that were left out. Places are in points of a
    believable sheet of paper; ``unit`` is how many points of the page as a viewer shows it each of them is.
    """

    page: int
    width: float
    height: float
    kind: PageKind
    engine: str
    tables: tuple[PageTable, ...]
    outside: tuple[TextLine, ...]
    rotation: int = 0
    skew: float = 0.0
    seconds: float = 0.0
    problems: tuple[Problem, ...] = ()
    words_unseen: int = 0
    unit: float = 1.0

    @property
    def words_read(self) -> int:
        """Number of words read on the page."""
        in_cells = sum(len(cell.words) for table in self.tables for cell in table.cells)
        return in_cells + sum(len(line.words) for line in self.outside)


@dataclass(frozen=True, slots=True)
class Source:
    """An opened-and-checked input file; picklable, so that workers can read its pages.

    ``password`` is the one that opened it (empty for most). ``kind``: ``pdf``, ``image`` or ``transcript``.
    """

    path: str
    file: str
    sha256: str
    kind: str
    page_count: int
    password: str = ""
    problems: tuple[Problem, ...] = ()
