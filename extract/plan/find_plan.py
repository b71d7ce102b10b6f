"""Finds the plan in the tables of all pages: its header, the tables that continue it, and every line of it.

Tables that are not part of the plan become page text; header words, the plan's lines and area headings that
stand outside rows are distinguished here. :mod:`extract.plan.assemble` makes rows of the lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field, replace

from dictionaries.likeness import area_likeness
from dictionaries.numerals import split_heading
from extract.columns.header import (
    Header,
    columns_of_repeat,
    fit_columns,
    is_number_row,
    repeats_header,
)
from extract.columns.headings import Grid
from extract.columns.naming import NO
from extract.grid.mending.duplicate_columns import name_duplicates
from extract.model import PageReading
from extract.plan.form_lines import band_label
from extract.plan.placed_tables import PlacedTable, lines_over, placed_tables
from extract.plan.plan_language import speaks_of_plan
from extract.plan.plan_lines import PlanLine, fill_covered, make_line, without_titles
from extract.plan.plan_pages import PageTally, PlanPages
from extract.plan.side_pages import join_side_pages, side_pages
from extract.plan.spreads import gutter
from extract.plan.table_passes import with_columns_mended
from extract.plan.unheaded_plan import header_by_content
from extract.plan.unknown_forms import has_title, header_by_roles
from extract.turning import Turn
from lampiran.codes import ProblemCode
from lampiran.faults import attempt
from lampiran.records import KOLOM, AreaHeading, Problem

_LONGEST_HEADING = 200
"""Letters; a heading that explains itself in brackets has hardly more than 100."""


def find_plan(readings: Sequence[PageReading], columns: Sequence[str] = ()) -> PlanPages:
    """Gathers the plan's lines from the pages of a document, given in order.

    Args:
        readings: Of its pages.
        columns: Names that a person gives the columns of tables with so many of them.
    """
    plan = PlanPages()
    for reading in readings:
        tally = plan.tally(reading.page)
        tally.turn = Turn(reading.rotation, reading.width, reading.height)
        tally.middle = gutter(reading)
    tables = placed_tables(readings, plan, columns)
    if columns and not any(table.grid.table.n_cols == len(columns) for table in tables):
        plan.problems.append(Problem(ProblemCode.COLUMNS_UNFIT, (str(len(columns)),), lost=True))
    sides = side_pages(tables)
    finder = _PlanFinder(plan, tables, {page for pair in sides for page in pair})
    if not any(table.headers for table in tables):
        grids = [table.grid for table in tables]
        attempt("header by content", finder.name_by_content, grids, otherwise=None)
    empty, finder = finder.copied(), _taken(finder, tables)
    if not finder.plan.lines and attempt(
        "unknown form", empty.name_by_roles, readings, tables, otherwise=False
    ):
        finder = _taken(empty, [replace(table, headers={}) for table in tables])
    plan = finder.plan
    if not sides:
        return plan
    return attempt("side pages joined", _sides_joined, plan.copied(), sides, otherwise=plan, lost=True)


def _taken(finder: _PlanFinder, tables: Sequence[PlacedTable]) -> _PlanFinder:
    """The finder when it has taken all tables; one with which it fails is left out."""
    for table in tables:
        before = finder.copied()
        page = table.reading.page
        taken = attempt("lines of a table", finder.after, table, otherwise=None, page=page, lost=True)
        finder = taken or before.without(table)
    return finder


def _sides_joined(plan: PlanPages, sides: Sequence[tuple[int, int]]) -> PlanPages:
    join_side_pages(plan, sides)
    return plan


def without_plan(readings: Sequence[PageReading]) -> PlanPages:
    """The pages of a document in which no plan is looked for: all of their tables are page text."""
    plan = PlanPages()
    for reading in readings:
        tally = plan.tally(reading.page)
        for cell in (cell for table in reading.tables for cell in table.cells):
            tally.leave_out(len(cell.words), 0.0, cell.text)
    return plan


@dataclass(slots=True)
class _Sorting:
    """Where the sorting of one table's grid rows stands: the grid, its columns, the last row of a header."""

    grid: Grid
    columns: tuple[str, ...] | None
    header_end: int = -1
    doubted: set[str] = field(default_factory=set)
    first_columns: tuple[str, ...] = ()


class _PlanFinder:
    """Takes the tables of a document one by one and sorts their lines into a plan.

    Attributes:
        plan: The plan so far.
    """

    def __init__(self, plan: PlanPages, tables: Sequence[PlacedTable], sides: set[int]) -> None:
        self.plan = plan
        self._sides = sides
        headers = [header for table in tables for header in table.headers.values()]
        plans = [header for header in headers if header.kind == "plan"]
        self._strong = bool(plans)
        counts = Counter(name for header in plans for name in set(header.columns))
        self._usual = {name for name, times in counts.items() if times * 2 > len(plans)}
        self._header: Header | None = None
        self._other: Header | None = None
        self._ruled = False
        self._alike: set[str] = set()
        self._unread: set[str] = set()

    def copied(self) -> _PlanFinder:
        """The finder as it is before a table with which it may fail."""
        other = copy(self)
        other.plan = self.plan.copied(lines=False)
        other._alike = set(self._alike)
        return other

    def after(self, table: PlacedTable) -> _PlanFinder:
        """The finder when it has taken a table."""
        self.take_table(table)
        return self

    def without(self, table: PlacedTable) -> _PlanFinder:
        """The finder when it has left out a table."""
        self._leave_out(table, table.grid.table.n_cols)
        return self

    def take_table(self, table: PlacedTable) -> None:
        """Sorts the lines of a table that belongs to the plan; another table becomes page text."""
        grid, own = table.grid, table.header
        fitted = self._fitted(grid, own)
        side = grid.table.page in self._sides
        if own is not None and not side and (own.kind == "other" or not self._is_plan(grid, own, fitted)):
            self._other = own
            self._leave_out(table, ", ".join(name for name in own.columns if name))
        elif own is None and fitted is None:
            self._leave_out(table, grid.table.n_cols)
        else:
            self._other = None
            self._ruled |= grid.table.ruled
            self._take_heading_above(table)
            self._sort_lines(table, fitted)

    def _fitted(self, grid: Grid, own: Header | None) -> tuple[str, ...] | None:
        """The plan's column names for a table, if its columns fit and nothing says that it is another one."""
        fitted = fit_columns(self._header, grid.table) if self._header else None
        if own is not None or fitted is None:
            return fitted
        if self._other and fit_columns(self._other, grid.table):
            return None  # it continues the other kind of table that stood between
        if self._ruled and not grid.table.ruled:
            # Alignment finds columns around signatures too: without rules or header the words must decide.
            return fitted if speaks_of_plan(grid, fitted) else None
        return fitted

    def _is_plan(self, grid: Grid, own: Header, fitted: Sequence[str] | None) -> bool:
        if own.kind == "plan" or fitted is not None:
            return True
        return not self._strong and speaks_of_plan(grid, own.columns, own.last + 1)

    def _sort_lines(self, table: PlacedTable, fitted: tuple[str, ...] | None) -> None:
        """Sorts the grid rows of a table into headers, titles and lines of the plan."""
        now = _Sorting(table.grid, fitted)
        if fitted and not table.headers:
            now.columns = self._kept_apart(now.grid, fitted)
        now.doubted = self._beside_missing(table, now.columns)
        if now.columns:
            now.grid = with_columns_mended(now.grid, now.columns, self._tally(now.grid).turn)
        now.first_columns = table.header.columns if table.header is not None else ()
        starts_page = not self._tally(now.grid).has_plan or (table.middle is not None and table.opens)
        for row in range(now.grid.table.n_rows):
            header = table.headers.get(row)
            if header is not None and header.kind != "other":
                self._take_header(now, header)
            if self._sort_row(now, row, starts_page=starts_page):
                starts_page = False

    def _sort_row(self, now: _Sorting, row: int, *, starts_page: bool) -> bool:
        """Counts one grid row where it belongs; whether it is a line of the plan."""
        grid, tally = now.grid, self._tally(now.grid)
        if row <= now.header_end:
            _take_header_row(grid, row, tally)
        elif (
            now.columns is None and now.first_columns and band_label(make_line(grid, row, now.first_columns))
        ):
            self._take_line(now, row, now.first_columns)
        elif now.columns is None:
            self._take_title(grid, row)
        elif is_number_row(grid, row) or (
            self._header is not None and repeats_header(grid, row, now.columns, self._header)
        ):
            _take_header_row(grid, row, tally)
        else:
            line = self._take_line(now, row, now.columns)
            line.starts_page = starts_page
            return True
        return False

    def _take_line(self, now: _Sorting, row: int, columns: tuple[str, ...]) -> PlanLine:
        tally = self._tally(now.grid)
        line = without_titles(make_line(now.grid, row, columns, tally.turn))
        for speck in line.specks:
            tally.leave_out(len(speck.part.words), line.top, speck.text)
        dropped = sum(len(speck.part.words) for speck in line.specks)
        tally.in_headers += _words_starting(now.grid, row) - line.word_count - dropped
        line.doubted |= ((self._alike | self._unread) & set(columns)) | now.doubted
        if row == now.header_end + 1:
            fill_covered(line)  # only a worn rule makes a header cover the line below it
        tally.has_plan = True
        self.plan.items.append(line)
        return line

    def _tally(self, grid: Grid) -> PageTally:
        return self.plan.tally(grid.table.page)

    def _kept_apart(self, grid: Grid, columns: tuple[str, ...], start: int = 0) -> tuple[str, ...]:
        """Names grid columns apart that came under one name; both are doubted from here on."""
        named, fresh = name_duplicates(grid, columns, self._tally(grid).turn, start)
        self.plan.own_columns += [name for name in fresh if name not in self.plan.own_columns]
        for name in fresh:
            of = columns[named.index(name)]
            self._alike |= {name, of}
            self.plan.problems.append(Problem(ProblemCode.COLUMNS_ALIKE, (of, name), grid.table.page))
        return named

    def _beside_missing(self, table: PlacedTable, columns: tuple[str, ...] | None) -> set[str]:
        """The columns that may hold the text of a usual one not found here; a problem reports it."""
        own = {name for header in table.headers.values() for name in columns_of_repeat(header, columns)}
        here = own or set(columns or ())
        missing = {name for name in KOLOM if name in self._usual and name not in here}
        if not missing or table.reading.page in self._sides:
            return set()
        named = ", ".join(name for name in KOLOM if name in missing)
        page = table.grid.table.page
        self.plan.problems.append(Problem(ProblemCode.COLUMN_MISSING, (named,), page, lost=True))
        usual = [name for name in KOLOM if name in self._usual]
        return {
            beside
            for left, right in zip(usual, usual[1:], strict=False)
            for beside, other in ((left, right), (right, left))
            if other in missing
        } - missing

    def _take_header(self, now: _Sorting, header: Header) -> None:
        """A header in a table of the plan: its names count from here on."""
        columns = self._kept_apart(now.grid, columns_of_repeat(header, now.columns), header.last + 1)
        tally = self._tally(now.grid)
        now.grid = with_columns_mended(now.grid, columns, tally.turn, header.last + 1)
        now.columns, now.header_end = columns, header.last
        table = now.grid.table
        if header.guessed and not self.plan.headers:
            names = ", ".join(header.guessed)
            self.plan.problems.append(Problem(ProblemCode.HEADER_GUESSED, (names,), table.page))
        self._header = replace(header, columns=columns)
        self.plan.headers.append(self._header)
        tally.has_plan = True
        for text in header.texts:
            # A coloured band may print the area's name in the place of a column's heading.
            number, name = split_heading(text)
            if area_likeness(name).sure:
                number = number or (header.texts[columns.index(NO)] if NO in columns else "")
                self.plan.items.append(AreaHeading(number, name, table.page, table.box, 1.0))

    def name_by_content(self, grids: Sequence[Grid]) -> None:
        """Where no table has a header, what the cells hold may show the plan; all of it is doubted."""
        header = header_by_content(grids)
        if header is None:
            return
        self._header = header
        self.plan.headers.append(header)
        self._unread = set(header.columns)
        self.plan.problems.append(Problem(ProblemCode.HEADER_UNREAD, page=grids[0].table.page))

    def name_by_roles(self, readings: Sequence[PageReading], tables: Sequence[PlacedTable]) -> bool:
        """Whether tables of an unknown form are plainly a plan; columns are named, all is doubted."""
        grids = [table.grid for table in tables if table.header is None or table.header.kind != "other"]
        around = [" ".join(line.text for line in reading.outside) for reading in readings]
        around += [cell.text for grid in grids for cell in grid.starting(0)]
        header = header_by_roles(grids, titled=has_title(around))
        if header is None:
            return False
        self._header = header
        self.plan.headers.append(header)
        self._unread = set(header.columns)
        self.plan.problems.append(Problem(ProblemCode.HEADER_BY_CONTENT, page=grids[0].table.page))
        return True

    def _take_title(self, grid: Grid, row: int) -> None:
        """A row above the first header: the plan's title, or an area's heading over its own table."""
        cells = [cell for cell in grid.starting(row) if cell.text]
        printed = " ".join(cell.text for cell in cells)
        number, name = split_heading(printed)
        tally = self._tally(grid)
        if cells and area_likeness(name).sure:
            confidence = min(cell.confidence for cell in cells)
            self.plan.items.append(AreaHeading(number, name, grid.table.page, cells[0].box, confidence))
            tally.in_headers += _words_starting(grid, row)
        else:
            tally.leave_out(_words_starting(grid, row), _row_top(grid, row, tally.turn), printed)

    def _take_heading_above(self, table: PlacedTable) -> None:
        """An area's heading may stand as a line of text over a table of its own; its words stay page text."""
        for line in reversed(lines_over(table)):
            number, name = split_heading(line.text)
            if area_likeness(name).sure and (line.box is not None or number):
                confidence = min((word.confidence for word in line.words), default=0.0)
                heading = AreaHeading(number, name, table.reading.page, line.box, confidence)
                self.plan.items.append(heading)
                return

    def _leave_out(self, table: PlacedTable, what: str | int) -> None:
        """A table that is not part of the plan: its words are page text, row by row, and it is kept."""
        grid = table.grid
        self.plan.seen[what] += 1
        self.plan.others.append(table.found)
        tally = self._tally(grid)
        for row in range(grid.table.n_rows):
            texts = [cell.text for cell in grid.starting(row)]
            printed = "\t".join(texts) if any(texts) else ""
            tally.leave_out(_words_starting(grid, row), _row_top(grid, row, tally.turn), printed)


def _take_header_row(grid: Grid, row: int, tally: PageTally) -> None:
    """Counts a row of headings; what is too long to be one stays as page text."""
    for cell in grid.starting(row):
        if len(cell.text) > _LONGEST_HEADING:
            top = tally.turn.reading(cell.box).y0 if cell.box else 0.0
            tally.leave_out(len(cell.words), top, cell.text)
        else:
            tally.in_headers += len(cell.words)


def _words_starting(grid: Grid, row: int) -> int:
    return sum(len(cell.words) for cell in grid.starting(row))


def _row_top(grid: Grid, row: int, turn: Turn) -> float:
    return min((turn.reading(cell.box).y0 for cell in grid.starting(row) if cell.box), default=0.0)
