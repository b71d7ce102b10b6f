"""Walks the tables of all pages for the plan: finds its header, follows it, sorts every line.

Tables that are no part of the plan become page text; header words, the plan's lines and area headings that
stand outside rows are told apart here. :mod:`extract.plan.assemble` makes rows of the lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from extract.columns.contents import is_time
from extract.columns.header import (
    Header,
    find_header,
    fit_columns,
    is_number_row,
    repeats_header,
    settled_columns,
)
from extract.columns.headings import Grid
from extract.columns.naming import AREA, NO
from extract.grid.mending.duplicate_columns import apart
from extract.grid.mending.grown_headings import with_headings_cut
from extract.grid.mending.lost_columns import with_lost_columns
from extract.grid.mending.missed_rules import mended, with_names_at_numbers
from extract.grid.mending.regrouping import cut_at_borders, without_false_columns
from extract.grid.mending.stacked_bands import with_bands_parted
from extract.model import PageReading, PageTable, TextLine
from extract.plan.plan_lines import UPRIGHT, Line, make_line, rename_line, uncover, without_titles
from extract.plan.unheaded_plan import header_by_content
from extract.turning import Turn
from extract.words.official_likeness import SURE_NAME, area_likeness, known_name
from extract.words.ordinals import split_leading
from lampiran.codes import ProblemCode
from lampiran.records import KOLOM, AreaHeading, Problem

_NAMED_ROWS = 0.3
_WHOLE_NAME = 80.0
_FILLED = 3
"""Columns that a row fills whose target is a time."""


@dataclass(slots=True)
class PageTally:
    """Where the words of one page's tables went, and the table text that is no part of the plan.

    ``text``: top edge in points (0 where unknown) and what is printed there.
    """

    in_cells: int = 0
    in_headers: int = 0
    outside: int = 0
    has_plan: bool = False
    text: list[tuple[float, str]] = field(default_factory=list)
    turn: Turn = UPRIGHT

    def leave_out(self, words: int, top: float, printed: str) -> None:
        """Counts words of a table as page text."""
        self.outside += words
        if printed:
            self.text.append((top, printed))


class PlanPages:
    """The plan's lines, in order, gathered from the pages.

    Attributes:
        items: Lines of the plan; between them area headings that no plan line prints.
        headers: The plan's headers as found, first to last.
        pages: Tally by page number.
        seen: What other tables were met, for the message when there is no plan: the names of a table's
            columns, or their number where it has no header of a plan.
    """

    def __init__(self, readings: Sequence[PageReading]) -> None:
        self.items: list[Line | AreaHeading] = []
        self.headers: list[Header] = []
        self.pages: dict[int, PageTally] = {}
        self.problems: list[Problem] = []
        self.seen: Counter[str | int] = Counter()
        self._header: Header | None = None
        self._other: Header | None = None
        self._ruled = False
        for reading in readings:
            self.tally(reading.page).turn = Turn(reading.rotation, reading.width, reading.height)
        grids = self._grids(readings)
        found = {id(grid): _headers(grid) for _, page in grids for grid in page}
        plans = [h for here in found.values() for h in here.values() if h.kind == "plan"]
        self._strong = bool(plans)
        counts = Counter(name for header in plans for name in set(header.columns))
        self._usual = {name for name, times in counts.items() if times * 2 > len(plans)}
        self._twins: set[str] = set()
        self._own: list[str] = []
        self._unread: set[str] = set()
        if not any(found.values()):
            self._take_unheaded([grid for _, page in grids for grid in page])
        for reading, page in grids:
            for index, grid in enumerate(page):
                above = page[index - 1].table if index else None
                self._take_table(reading, grid, found[id(grid)], above)

    @property
    def columns(self) -> tuple[str, ...]:
        """The plan's columns: the form's in the form's order, then the decree's own."""
        names = dict.fromkeys(name for header in self.headers for name in header.columns)
        own = [
            name for name in dict.fromkeys([*names, *self._own]) if name and name not in (NO, AREA, *KOLOM)
        ]
        return (*(name for name in KOLOM if name in names), *own)

    def _grids(self, readings: Sequence[PageReading]) -> list[tuple[PageReading, list[Grid]]]:
        """The tables of each page from top to bottom, with the columns that they share."""
        ordered = [(reading, self._in_order(reading)) for reading in readings]
        turns = [self.tally(reading.page).turn for reading, tables in ordered for _ in tables]
        whole = [self._whole_columns(table) for _, tables in ordered for table in tables]
        named = [any(_names_all(header) for header in _headers(Grid(table)).values()) for table in whole]
        tables = iter(with_lost_columns(whole, turns, named))
        return [(reading, [Grid(with_headings_cut(next(tables))) for _ in own]) for reading, own in ordered]

    def _in_order(self, reading: PageReading) -> list[PageTable]:
        turn = self.tally(reading.page).turn
        return sorted(reading.tables, key=lambda table: turn.reading(table.box).y0 if table.box else 0.0)

    def _whole_columns(self, table: PageTable) -> PageTable:
        turn = self.tally(table.page).turn
        return mended(without_false_columns(with_bands_parted(table, turn), turn))

    def tally(self, page: int) -> PageTally:
        """The tally of a page, made on first use."""
        return self.pages.setdefault(page, PageTally())

    def _take_table(
        self, reading: PageReading, grid: Grid, found: dict[int, Header], above: PageTable | None
    ) -> None:
        table = grid.table
        own = next(iter(found.values()), None)
        fitted = fit_columns(self._header, table) if self._header else None
        if own is None and fitted is not None and self._other and fit_columns(self._other, table):
            fitted = None  # goes on with the other kind of table that stood between
        if own is None and fitted is not None and self._ruled and not table.ruled:
            # Alignment finds columns round signatures too: without rules or header the words must tell.
            fitted = fitted if _speaks_of_plan(grid, fitted) else None
        if own is not None and (own.kind == "other" or not self._is_plan(grid, own, fitted)):
            self._other = own
            self._leave_out(grid, ", ".join(name for name in own.columns if name))
        elif own is None and fitted is None:
            self._leave_out(grid, table.n_cols)
        else:
            self._other = None
            self._ruled |= table.ruled
            self._outside_heading(reading, table, above)
            self._sort_lines(grid, found, fitted)

    def _is_plan(self, grid: Grid, own: Header, fitted: Sequence[str] | None) -> bool:
        if own.kind == "plan" or fitted is not None:
            return True
        return not self._strong and _speaks_of_plan(grid, own.columns, own.last + 1)

    def _sort_lines(self, grid: Grid, found: dict[int, Header], fitted: tuple[str, ...] | None) -> None:
        tally = self.tally(grid.table.page)
        columns = self._apart(grid, fitted) if fitted and not found else fitted
        doubted = self._beside_missing(grid, found, columns)
        grid = self._mended(grid, columns) if columns else grid
        starts_page = not tally.has_plan
        after_header = -1
        for row in range(grid.table.n_rows):
            here = found.get(row)
            if here is not None and here.kind != "other":
                columns = self._apart(grid, settled_columns(here, columns), here.last + 1)
                grid = self._mended(grid, columns, here.last + 1)
                after_header = here.last
                self._take_header(grid, here, columns)
            if row <= after_header:
                tally.in_headers += _words_starting(grid, row)
            elif columns is None:
                self._take_title(grid, row)
            elif is_number_row(grid, row) or (
                self._header is not None and repeats_header(grid, row, columns, self._header)
            ):
                tally.in_headers += _words_starting(grid, row)
            else:
                line = without_titles(make_line(grid, row, columns, tally.turn))
                for speck in line.specks:
                    tally.leave_out(len(speck.part.words), line.top, speck.text)
                dropped = sum(len(speck.part.words) for speck in line.specks)
                tally.in_headers += _words_starting(grid, row) - line.word_count - dropped
                line.starts_page, starts_page = starts_page, False
                line.doubted |= ((self._twins | self._unread) & set(columns)) | doubted
                if row == after_header + 1:
                    uncover(line)  # the header covers nothing but by a worn rule
                tally.has_plan = True
                self.items.append(line)

    def _mended(self, grid: Grid, columns: tuple[str, ...], start: int = 0) -> Grid:
        table = cut_at_borders(grid.table, columns, self.tally(grid.table.page).turn, start)
        return Grid(with_names_at_numbers(table, columns, start))

    def _apart(self, grid: Grid, columns: tuple[str, ...], start: int = 0) -> tuple[str, ...]:
        """Keeps grid columns apart that came under one name; both are doubted from here on."""
        named, fresh = apart(grid, columns, self.tally(grid.table.page).turn, start)
        self._own += [name for name in fresh if name not in self._own]
        for name in fresh:
            of = columns[named.index(name)]
            self._twins |= {name, of}
            self.problems.append(Problem(ProblemCode.COLUMNS_ALIKE, (of, name), grid.table.page))
        return named

    def _beside_missing(
        self, grid: Grid, found: dict[int, Header], columns: tuple[str, ...] | None
    ) -> set[str]:
        """The columns that may hold the text of a usual one not found here; a problem tells of it."""
        own = {name for header in found.values() for name in settled_columns(header, columns)}
        here = own or set(columns or ())
        missing = {name for name in KOLOM if name in self._usual and name not in here}
        if not missing:
            return set()
        named = ", ".join(name for name in KOLOM if name in missing)
        self.problems.append(Problem(ProblemCode.COLUMN_MISSING, (named,), grid.table.page, lost=True))
        usual = [name for name in KOLOM if name in self._usual]
        return {
            beside
            for left, right in zip(usual, usual[1:], strict=False)
            for beside, other in ((left, right), (right, left))
            if other in missing
        } - missing

    def rename_columns(self, renamed: Mapping[str, str]) -> None:
        """Gives columns other names, in the headers and in all lines."""
        if not renamed:
            return
        self.headers = [
            replace(header, columns=tuple(renamed.get(name, name) for name in header.columns))
            for header in self.headers
        ]
        for item in self.items:
            if isinstance(item, Line):
                rename_line(item, renamed)

    def _take_header(self, grid: Grid, header: Header, columns: tuple[str, ...]) -> None:
        settled = replace(header, columns=columns)
        if header.guessed and not self.headers:
            names = ", ".join(header.guessed)
            self.problems.append(Problem(ProblemCode.HEADER_GUESSED, (names,), grid.table.page))
        self._header = settled
        self.headers.append(settled)
        self.tally(grid.table.page).has_plan = True
        for text in header.texts:
            # A coloured band may print the area's name in the place of a column's heading.
            number, name = split_leading(text)
            if area_likeness(name) >= SURE_NAME:
                number = number or (header.texts[columns.index(NO)] if NO in columns else "")
                self.items.append(AreaHeading(number, name, grid.table.page, grid.table.box, 1.0))

    def _take_unheaded(self, grids: Sequence[Grid]) -> None:
        """Where no table has a header, what the cells hold may show the plan; all of it is doubted."""
        header = header_by_content(grids)
        if header is None:
            return
        self._header = header
        self.headers.append(header)
        self._unread = set(header.columns)
        self.problems.append(Problem(ProblemCode.HEADER_UNREAD, page=grids[0].table.page))

    def _take_title(self, grid: Grid, row: int) -> None:
        """A row above the first header: the plan's title, or an area's heading over its own table."""
        cells = [cell for cell in grid.starting(row) if cell.text]
        printed = " ".join(cell.text for cell in cells)
        number, name = split_leading(printed)
        tally = self.tally(grid.table.page)
        if cells and area_likeness(name) >= SURE_NAME:
            confidence = min(cell.confidence for cell in cells)
            self.items.append(AreaHeading(number, name, grid.table.page, cells[0].box, confidence))
            tally.in_headers += _words_starting(grid, row)
        else:
            tally.leave_out(_words_starting(grid, row), _row_top(grid, row, tally.turn), printed)

    def _outside_heading(self, reading: PageReading, table: PageTable, above: PageTable | None) -> None:
        """An area's heading may stand as a line of text over a table of its own; it stays page text too."""
        for line in reversed(_lines_over(reading, table, above)):
            number, name = split_leading(line.text)
            if area_likeness(name) >= SURE_NAME and (line.box is not None or number):
                confidence = min((word.confidence for word in line.words), default=0.0)
                self.items.append(AreaHeading(number, name, reading.page, line.box, confidence))
                return

    def _leave_out(self, grid: Grid, what: str | int) -> None:
        """A table that is no part of the plan: its words are page text, row by row."""
        self.seen[what] += 1
        tally = self.tally(grid.table.page)
        for row in range(grid.table.n_rows):
            printed = "\t".join(cell.text for cell in grid.starting(row) if cell.text)
            tally.leave_out(_words_starting(grid, row), _row_top(grid, row, tally.turn), printed)


def _names_all(header: Header) -> bool:
    """Whether a plan's header has a plain, known heading over each column."""
    return header.kind == "plan" and not header.guessed and {*header.columns} <= {NO, AREA, *KOLOM}


def _headers(grid: Grid) -> dict[int, Header]:
    """All headers of a table by their first grid row."""
    found: dict[int, Header] = {}
    row = 0
    while row < grid.table.n_rows:
        header = find_header(grid, row)
        if header is not None:
            found[row] = header
            row = header.last
        row += 1
    return found


def _speaks_of_plan(grid: Grid, columns: Sequence[str], start: int = 0) -> bool:
    """Whether the rows from ``start`` on are a plan's: areas, times, official komponen and indikator."""
    lines = [make_line(grid, row, columns) for row in range(start, grid.table.n_rows)]
    filled = [line for line in lines if line.filled]
    if any(
        area_likeness(split_leading(line.printed().replace("\t", " "))[1]) >= SURE_NAME for line in filled
    ):
        return True
    named = sum(
        any(known_name(kolom, line.text(kolom)) >= _WHOLE_NAME for kolom in ("komponen", "indikator"))
        or (is_time(line.text("target_waktu")) and len(line.filled) >= _FILLED)
        for line in filled
    )
    return named >= max(2.0, _NAMED_ROWS * len(filled))


def _lines_over(reading: PageReading, table: PageTable, above: PageTable | None) -> Sequence[TextLine]:
    """The one or two lines of text right over a table (without boxes: the last line of the page's text)."""
    if table.box is None:
        return reading.outside[-1:]
    turn = Turn(reading.rotation, reading.width, reading.height)
    start = turn.reading(above.box).y1 if above is not None and above.box is not None else float("-inf")
    end = turn.reading(table.box).y0 + 2
    placed = [(turn.reading(line.box), line) for line in reading.outside if line.box is not None]
    between = [(box.y0, line) for box, line in placed if start <= box.y0 and box.y1 <= end]
    return [line for _, line in sorted(between, key=lambda pair: pair[0])][-2:]


def _words_starting(grid: Grid, row: int) -> int:
    return sum(len(cell.words) for cell in grid.starting(row))


def _row_top(grid: Grid, row: int, turn: Turn) -> float:
    return min((turn.reading(cell.box).y0 for cell in grid.starting(row) if cell.box), default=0.0)
