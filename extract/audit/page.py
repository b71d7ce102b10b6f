"""One page audited: what the page as shown says against its reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from extract.audit.cut_columns import Cut, cut_columns
from extract.audit.page_ink import Ink, ink_of
from extract.audit.pieces import Piece, unexplained
from extract.audit.shares import is_unread
from extract.audit.sheet import Sheet, letter_unit, page_words, sheet_of
from extract.audit.tinted_cells import tinted_cells
from extract.audit.word_ink import PALE, RUNS_TOGETHER, WordInk, word_inks
from extract.geometry import PixelRect
from extract.model import GridCell, PageReading, PageTable
from extract.pictures.images import PageImage
from lampiran.codes import ProblemCode, ReasonCode
from lampiran.records import Box, Problem, Reason, Word

_MUCH_DRAWN, _MUCH_SCANNED = 0.3, 1.0
"""Square letter units of ink in no word from which on a cell is doubted: set by a program, scanned."""
_MUCH_ALONE = 0.1
"""The same in a cell without words, where a dash is content."""
_FEW_WORDS = 8
"""Words of a page from which on its usual contrast is known."""


@dataclass(frozen=True, slots=True, eq=False)
class Audit:
    """What was found on one page; lists of cells and words run over all tables, then over the lines outside.

    Attributes:
        sheet: The page.
        unit: Height of a small letter, pixels.
        ink: Its ink.
        tables: Its tables as read.
        cells: Cells with a box: number of the table, and the cell.
        cell_rects: Where they lie.
        words: Words with a box.
        word_rects: Where they stand.
        word_inks: Their ink.
        pieces: Ink that nothing explains.
        tinted: Cells (by index) that are empty and tinted.
        cuts: Tables that the picture's edge cuts.
    """

    sheet: Sheet
    unit: float
    ink: Ink
    tables: tuple[PageTable, ...]
    cells: list[tuple[int, GridCell]]
    cell_rects: list[PixelRect]
    words: list[Word]
    word_rects: list[PixelRect]
    word_inks: list[WordInk]
    pieces: list[Piece]
    tinted: list[int]
    cuts: list[Cut]

    def pale_words(self) -> list[bool]:
        """Of each word, whether it hardly stands out; dashes and dots are too small to say."""
        if len(self.words) < _FEW_WORDS:
            return [False] * len(self.words)
        least = PALE * float(np.median([ink.contrast for ink in self.word_inks]))
        inks = zip(self.words, self.word_inks, strict=True)
        return [ink.contrast < least and any(map(str.isalnum, word.text)) for word, ink in inks]

    def struck_words(self) -> list[bool]:
        """Of each word, whether a line strikes it out."""
        full = float(np.median([ink.fullest for ink in self.word_inks if ink.fullest] or [0.0]))
        return [ink.struck and full < RUNS_TOGETHER for ink in self.word_inks]


def audit(reading: PageReading, image: PageImage) -> Audit:
    """Compares a page's reading with its picture as shown."""
    sheet = sheet_of(reading, image)
    words, boxes = _boxed(page_words(reading))
    word_rects = sheet.rects(boxes)
    cells = [
        (n, cell) for n, table in enumerate(reading.tables) for cell in table.cells if cell.box is not None
    ]
    cell_rects = sheet.rects([cell.box for _, cell in cells if cell.box is not None])
    unit = letter_unit(words, sheet)
    ink = ink_of(sheet, word_rects)
    alone = [not cell.words for _, cell in cells]
    return Audit(
        sheet=sheet,
        unit=unit,
        ink=ink,
        tables=reading.tables,
        cells=cells,
        cell_rects=cell_rects,
        words=words,
        word_rects=word_rects,
        word_inks=word_inks(sheet.gray, ink, word_rects, [word.text for word in words], unit),
        pieces=unexplained(ink, cell_rects, alone, unit, sheet.scale),
        tinted=_tinted(sheet, reading.tables, cells, cell_rects),
        cuts=cut_columns(reading, image, unit / sheet.scale),
    )


def audit_page(reading: PageReading, image: PageImage) -> PageReading:
    """The reading with what the page as shown says against its cells.

    Args:
        reading: Of one page, read in whatever way.
        image: The picture it was read from, or a rendering, as a viewer shows the page.
    """
    if not any(cell.box is not None for table in reading.tables for cell in table.cells):
        unread = reading.kind != "digital" and is_unread(reading, image)
        problem = Problem(ProblemCode.PICTURE_UNREAD, page=reading.page, lost=True)
        return replace(reading, problems=(*reading.problems, problem)) if unread else reading
    found = audit(reading, image)
    doubts = cell_doubts(found, reading)
    problems = tuple(
        Problem(ProblemCode.COLUMN_CUT_OFF, (cut.edge,), reading.page) for cut in dict.fromkeys(found.cuts)
    )
    tables = tuple(_doubted(table, number, doubts) for number, table in enumerate(reading.tables))
    shaded = {_place(found, index) for index in found.tinted}
    tables = tuple(_shaded(table, number, shaded) for number, table in enumerate(tables))
    return replace(reading, tables=tables, problems=(*reading.problems, *problems))


_Place = tuple[int, int, int]
"""Number of a table, row and column of a cell."""


def cell_doubts(found: Audit, reading: PageReading) -> dict[_Place, tuple[Reason, ...]]:
    """The doubts of each cell that has any; a cell cut by the picture's edge has no other."""
    doubts: defaultdict[_Place, list[Reason]] = defaultdict(list)
    for cut in found.cuts:
        table = reading.tables[cut.table]
        for cell in table.cells:
            if cut.holds(cell, table):
                doubts[cut.table, cell.row, cell.col] = [Reason(ReasonCode.CUT_BY_EDGE)]
    cut_off = set(doubts)
    for index in _inked(found, reading):
        place = _place(found, index)
        if place not in cut_off:
            doubts[place].append(Reason(ReasonCode.INK_UNEXPLAINED))
    against = iter(zip(found.words, found.pale_words(), found.struck_words(), strict=True))
    for number, cell in found.cells:
        place = (number, cell.row, cell.col)
        marked = [next(against) for word in cell.words if word.box is not None]
        pale = [Reason(ReasonCode.WORD_PALE, (word.text,)) for word, is_pale, _ in marked if is_pale]
        struck = [Reason(ReasonCode.WORD_STRUCK, (word.text,)) for word, _, is_struck in marked if is_struck]
        if place not in cut_off:
            doubts[place] += pale[:1] + struck[:1]
    return {place: tuple(dict.fromkeys(reasons)) for place, reasons in doubts.items() if reasons}


def _inked(found: Audit, reading: PageReading) -> list[int]:
    """Cells with so much ink in no word that print was missed, and empty ones with a tint of their own."""
    areas: defaultdict[int, float] = defaultdict(float)
    for piece in found.pieces:
        if piece.cell is not None:
            areas[piece.cell] += piece.area
    much = _MUCH_DRAWN if reading.kind == "digital" else _MUCH_SCANNED
    inked = {i for i, area in areas.items() if area > (much if found.cells[i][1].words else _MUCH_ALONE)}
    return sorted(inked | set(found.tinted))


def _place(found: Audit, index: int) -> _Place:
    number, cell = found.cells[index]
    return number, cell.row, cell.col


def _doubted(table: PageTable, number: int, doubts: dict[_Place, tuple[Reason, ...]]) -> PageTable:
    cells = tuple(
        replace(cell, doubts=tuple(dict.fromkeys((*cell.doubts, *more)))) if more else cell
        for cell in table.cells
        for more in (doubts.get((number, cell.row, cell.col), ()),)
    )
    return replace(table, cells=cells)


def _shaded(table: PageTable, number: int, places: set[_Place]) -> PageTable:
    """The table with its tinted empty cells marked as shaded."""
    cells = tuple(
        replace(cell, shaded=True) if (number, cell.row, cell.col) in places else cell for cell in table.cells
    )
    return replace(table, cells=cells) if cells != table.cells else table


def _tinted(
    sheet: Sheet,
    tables: Sequence[PageTable],
    cells: Sequence[tuple[int, GridCell]],
    rects: Sequence[PixelRect],
) -> list[int]:
    found: list[int] = []
    for number in range(len(tables)):
        own = [index for index, (table, _) in enumerate(cells) if table == number]
        tinted = tinted_cells(sheet.gray, [cells[i][1] for i in own], [rects[i] for i in own])
        found += [own[index] for index in tinted]
    return found


def _boxed(words: Sequence[Word]) -> tuple[list[Word], list[Box]]:
    """The words that have a box, and their boxes."""
    placed = [(word, word.box) for word in words if word.box is not None]
    return [word for word, _ in placed], [box for _, box in placed]
