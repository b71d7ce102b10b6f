"""The grid rows of a plan table as lines: what each one prints in which column of the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from dictionaries.headers import load_header_names
from dictionaries.likeness import likeness
from dictionaries.numerals import ordinals
from extract.columns.headings import PLAIN_HEADING, Grid
from extract.columns.naming import NO
from extract.grid.mending.regrouping import OVER, read_across, runs_across
from extract.model import GridCell, PageTable
from extract.sizes import SEVERAL
from extract.turning import Turn
from lampiran.records import Box, CellPart, Word

UPRIGHT = Turn(0)
_SPECKS = " .,:;'`|_~^*\N{MIDDLE DOT}\N{BULLET}\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
_WORD_LETTERS, _WORD_SURE = 4, 0.5
"""Letters and confidence of a word that shows that a cell was read, at least."""
_DASHES = "-\N{EN DASH}\N{EM DASH}"


@dataclass(frozen=True, slots=True)
class LineCell:
    """What one line prints in one column: a cell that starts there (with the cells beside it, joined).

    ``row_span`` counts grid rows; ``to_bottom`` says that the cell reaches the table's last grid row;
    ``turn`` converts boxes of the shown page into the reading direction.
    """

    part: CellPart
    row_span: int = 1
    col_span: int = 1
    to_bottom: bool = False
    turn: Turn = UPRIGHT

    @property
    def text(self) -> str:
        """The text as read, empty for a blank cell."""
        return self.part.raw


@dataclass(slots=True)
class PlanLine:
    """One grid row of a plan table.

    Attributes:
        page: Page it stands on.
        row: Grid row in its table.
        n_cols: Number of grid columns of the table.
        ruled: Whether the table has rules.
        cells: Cells that start in this row, by column name, blank ones included.
        covered: Columns covered by a merged cell from above.
        starts_page: Whether it is the first data line of the plan on its page.
        widest: Grid columns that its widest cell covers.
        specks: Cells in which OCR read nothing but dirt; they count as blank.
        repeated_on: The page whose first lines print this one again, if any.
        doubted: Columns whose cells may be another column's, or not of this row.
        level: ``area``, ``komponen`` or ``row`` where the plan's form says what the line is.
        komponen_no: The number of its komponen where a code alone names it.
    """

    page: int
    row: int
    n_cols: int
    ruled: bool
    cells: dict[str, LineCell]
    covered: frozenset[str]
    starts_page: bool = False
    widest: int = 1
    specks: tuple[LineCell, ...] = ()
    repeated_on: int | None = None
    doubted: set[str] = field(default_factory=set)
    level: str = ""
    komponen_no: str = ""

    def text(self, kolom: str) -> str:
        """Text of the cell that starts here in a column; empty if there is none."""
        cell = self.cells.get(kolom)
        return cell.text if cell else ""

    @property
    def filled(self) -> list[str]:
        """The columns in which something is printed."""
        return [kolom for kolom, cell in self.cells.items() if cell.text]

    @property
    def word_count(self) -> int:
        """Words of all its cells."""
        return sum(len(cell.part.words) for cell in self.cells.values())

    @property
    def top(self) -> float:
        """Its upper edge in reading direction, points; 0 where boxes are unknown."""
        tops = [cell.turn.reading(cell.part.box).y0 for cell in self.cells.values() if cell.part.box]
        return min(tops, default=0.0)

    def printed(self) -> str:
        """The whole line as text, cells separated by tabs."""
        return "\t".join(cell.text for cell in self.cells.values() if cell.text)


def make_line(grid: Grid, row: int, columns: Sequence[str], turn: Turn = UPRIGHT) -> PlanLine:
    """The line of a grid row under a plan's column names (one a grid column)."""
    gathered: dict[str, list[GridCell]] = {}
    for cell in grid.starting(row):
        gathered.setdefault(columns[_home(cell, grid.table, turn)], []).append(cell)
    starts = {cell.col for cell in grid.starting(row)}
    covered = frozenset(
        name
        for col, name in enumerate(columns)
        if name not in gathered and col not in starts and _from_above(grid, row, col)
    )
    table = grid.table
    cells = {name: _line_cell(found, table, turn) for name, found in gathered.items()}
    number = cells.get(NO)
    if number and number.col_span > 1 and "komponen" in columns and "komponen" not in cells:
        # One cell over both columns: number and name together are the komponen's text.
        cells = {("komponen" if name == NO else name): cell for name, cell in cells.items()}
    specks = {name: cell for name, cell in cells.items() if _is_speck(name, cell)}
    if "komponen" in cells and not ordinals(cells[NO].text if NO in cells else ""):
        specks |= {"komponen": cells["komponen"]} if _is_dirt(cells["komponen"]) else {}
    cells |= {name: replace(cell, part=_blank(cell.part)) for name, cell in specks.items()}
    return PlanLine(
        page=table.page,
        row=row,
        n_cols=table.n_cols,
        ruled=table.ruled,
        cells=cells,
        covered=covered,
        widest=max((cell.col_span for found in gathered.values() for cell in found), default=1),
        specks=tuple(specks.values()),
        doubted={"komponen"} if "komponen" in specks and _is_dirt(specks["komponen"]) else set(),
    )


def without_titles(line: PlanLine) -> PlanLine:
    """The line without cells that only repeat their own column's heading (coloured area bands do)."""
    names = load_header_names()
    repeated = []
    for kolom, cell in line.cells.items():
        match = names.find(cell.text) if cell.text and kolom != NO else None
        if (
            match is not None
            and (kolom in (match.name.kolom, match.name.nama) or cell.text == kolom)
            and match.score >= PLAIN_HEADING
        ):
            repeated.append(kolom)
    if len(repeated) < SEVERAL:
        return line
    kept = {kolom: cell for kolom, cell in line.cells.items() if kolom not in repeated}
    return replace(line, cells=kept)


def rename_line(line: PlanLine, renamed: Mapping[str, str]) -> None:
    """Gives a line's cells the new names of their columns."""
    line.cells = {renamed.get(name, name): cell for name, cell in line.cells.items()}
    line.covered = frozenset(renamed.get(name, name) for name in line.covered)


def fill_covered(line: PlanLine) -> None:
    """Puts blank cells where a line seems covered from above."""
    blank = LineCell(CellPart(line.page, None, "", 1.0, border_doubt=1.0))
    line.cells |= dict.fromkeys(line.covered, blank)
    line.covered = frozenset()


def joined_part(first: CellPart, second: CellPart) -> CellPart:
    """Two parts on the same page as one."""
    raw = " ".join(text for text in (first.raw, second.raw) if text)
    read = [part.confidence for part in (first, second) if part.raw]
    boxes = [part.box for part in (first, second) if part.box is not None]
    return CellPart(
        page=first.page,
        box=Box.around(boxes),
        raw=raw,
        confidence=min(read, default=min(first.confidence, second.confidence)),
        words=first.words + second.words,
        readings=first.readings + second.readings,
        border_doubt=max(first.border_doubt, second.border_doubt),
        doubts=tuple(dict.fromkeys(first.doubts + second.doubts)),
    )


def _home(cell: GridCell, table: PageTable, turn: Turn) -> int:
    """The grid column a cell belongs to: where a worn rule joined several, the one that holds all its words.

    Cells over (nearly) the whole table are headings and begin where they begin.
    """
    if cell.col_span == 1 or cell.col_span > table.n_cols - 2 or len(table.x_edges) <= table.n_cols:
        return cell.col
    places = [turn.reading(word.box) for word in cell.words if word.box is not None]
    for col in range(cell.col, cell.col + cell.col_span):
        left, right = table.x_edges[col] - OVER, table.x_edges[col + 1] + OVER
        if places and all(left <= place.x0 and place.x1 <= right for place in places):
            return col
    return cell.col


def _is_speck(kolom: str, cell: LineCell) -> bool:
    """Whether OCR took dirt for text; a dash is a value, but not the name of a komponen.

    Text from a PDF's own layer (confidence 1) is never dirt.
    """
    marks = _SPECKS + _DASHES if kolom in (NO, "komponen") else _SPECKS
    return bool(cell.text) and cell.part.confidence < 1.0 and not cell.text.strip(marks)


def _is_dirt(cell: LineCell) -> bool:
    """Whether OCR made text of a stamp where a komponen's name would be: no word, no known name.

    Text from a PDF's own layer (confidence 1) is never dirt.
    """
    if not cell.text or cell.part.confidence >= 1.0:
        return False
    words = cell.part.words
    sure = any(
        sum(map(str.isalpha, word.text)) >= _WORD_LETTERS and word.confidence >= _WORD_SURE for word in words
    )
    return bool(words) and not sure and not likeness("komponen", cell.text).maybe


def _blank(part: CellPart) -> CellPart:
    return replace(part, raw="", words=(), readings=())


def _from_above(grid: Grid, row: int, col: int) -> bool:
    cell = grid.at(row, col)
    return cell is not None and cell.row < row


def _line_cell(cells: Sequence[GridCell], table: PageTable, turn: Turn) -> LineCell:
    part = _part(cells[0], table)
    for cell in cells[1:]:
        part = joined_part(part, _part(cell, table))
    if sum(bool(cell.text) for cell in cells) > 1 and runs_across(cells[0], cells[1], turn):
        raw, words = read_across(cells, turn)
        part = replace(part, raw=raw, words=words, readings=(), border_doubt=1.0)
    deepest = max(cells, key=lambda cell: cell.row_span)
    return LineCell(
        part=part,
        row_span=deepest.row_span,
        col_span=sum(cell.col_span for cell in cells),
        to_bottom=deepest.row + deepest.row_span >= table.n_rows,
        turn=turn,
    )


def _part(cell: GridCell, table: PageTable) -> CellPart:
    words: tuple[Word, ...] = cell.words
    doubt = cell.border_doubt if table.ruled else 1.0
    return CellPart(
        table.page, cell.box, cell.text, cell.confidence, words, cell.readings, doubt, cell.doubts
    )
