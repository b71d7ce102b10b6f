"""Schedules as columns: months, quarters or weeks side by side, with a mark in each planned one.

Such columns become one, ``TARGET WAKTU``, whose cells say what is marked: ``MAR = v; JUN = v``. The words are
those printed in the cells; the headings stay words of the header.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dictionaries.headers import load_header_names, squeeze
from dictionaries.numerals import ordinals
from dictionaries.vocabulary import load_vocabulary
from extract.columns.headings import Grid
from extract.model import GridCell, PageTable
from lampiran.codes import ReasonCode
from lampiran.records import Box

_TITLE = "TARGET WAKTU"
_HEADER_ROWS = 6
"""Grid rows at the top of a table in which its header ends."""
_FEWEST_MONTHS, _FEWEST_PARTS = 3, 2
"""Months, and quarters or halves, side by side that make a schedule."""
_SAME_EDGE = 3.0
"""Points by which the borders of two tables of one plan differ, at most."""
_MONTHS_OF_QUARTER = 3
_ALL_MONTHS = range(1, 13)
_PART = re.compile(
    r"(?P<unit>TRI[WB]ULAN|TRW|TW|[KQ][UW]ARTAL|QUARTER|Q(?=\d)|SEMESTER|SMT|CATURWULAN)[.-]*"
    r"(?P<number>IV|I{1,3}|\d)",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\b(?P<part>TRI\s?[WB]ULAN|TRW|TW|[KQ][UW]ARTAL|QUARTER|SEMESTER|CATUR\s?WULAN)\b|\b(?P<week>MINGGU|PEKAN)\b|\b(?P<month>BULAN)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"BULANKE")
_SHADE = "\N{BLACK SQUARE}"
"""Stands for the colour of a cell that is marked by it alone."""
_NOTHING = frozenset({"-", "\N{EN DASH}", "\N{EM DASH}", "0", "0%", "."})
"""What says that nothing is planned."""


@dataclass(frozen=True, slots=True)
class _Schedule:
    """The period columns of a table: the first grid column, what each stands for, the header's rows."""

    first: int
    labels: tuple[str, ...]
    top: int
    bottom: int

    @property
    def last(self) -> int:
        """The last grid column."""
        return self.first + len(self.labels) - 1


def with_periods_joined(tables: Sequence[PageTable]) -> list[PageTable]:
    """The tables, with the period columns of each made one; a table without header follows the one before."""
    return [_with_numbered_months(table) for table in _joined_periods(tables)]


def _joined_periods(tables: Sequence[PageTable]) -> list[PageTable]:
    done: list[PageTable] = []
    known: tuple[PageTable, _Schedule] | None = None
    for table in tables:
        schedule = _find(Grid(table))
        if schedule is not None:
            known = (table, schedule)
        elif known is not None and _same_columns(known[0], table):
            schedule = replace(known[1], top=0, bottom=-1)
        done.append(_joined(Grid(table), schedule) if schedule is not None else table)
    return done


def _with_numbered_months(table: PageTable) -> PageTable:
    """The table with bare numbers under ``BULAN KE`` saying what they are: ``Bulan ke- = 3``."""
    grid = Grid(table)
    rows = range(min(_HEADER_ROWS, table.n_rows))
    heads = [cell for row in rows for cell in grid.starting(row) if _NUMBERED.match(squeeze(cell.text))]
    if not heads:
        return table
    head = heads[0]
    last = max(cell.row + cell.row_span for cell in heads)
    cells = [
        replace(cell, text=f"Bulan ke- = {cell.text.strip()}")
        if cell.col == head.col and cell.row >= last and _is_month(cell.text) and not _counts(grid, cell)
        else cell
        for cell in table.cells
    ]
    return replace(table, cells=tuple(cells))


def _is_month(text: str) -> bool:
    bare = text.strip(" .")
    return bare.isdecimal() and int(bare) in _ALL_MONTHS


def _counts(grid: Grid, cell: GridCell) -> bool:
    """Whether a cell stands in the row that numbers the columns."""
    texts = [other.text.strip(" .()") for other in grid.starting(cell.row) if other.text.strip()]
    return len(texts) > 2 and texts == [str(number) for number in range(1, len(texts) + 1)]


def _same_columns(one: PageTable, other: PageTable) -> bool:
    if one.n_cols != other.n_cols:
        return False
    return all(abs(a - b) <= _SAME_EDGE for a, b in zip(one.x_edges, other.x_edges, strict=False))


def _find(grid: Grid) -> _Schedule | None:
    """The schedule that a table's header prints; None where it has none, or a column of times beside it."""
    found = [
        replace(run, top=_top(grid, run))
        for row in range(min(_HEADER_ROWS, grid.table.n_rows))
        for run in _in_row(grid, row)
    ]
    # Quarters may hold amounts beside the months of the schedule.
    best = max(found, key=lambda run: (_is_titled(grid, run), len(run.labels)), default=None)
    if best is None:
        return None
    beside = (
        grid.at(at, col)
        for at in range(best.top, best.bottom + 1)
        for col in range(grid.table.n_cols)
        if not best.first <= col <= best.last
    )
    heads = [cell for cell in dict.fromkeys(beside) if cell is not None and not _is_parted(grid, cell, best)]
    return None if any(_names_times(cell.text) for cell in heads) else best


def _is_parted(grid: Grid, cell: GridCell, found: _Schedule) -> bool:
    """Whether a cell of the header is a group: columns of other names stand under it."""
    below = cell.row + cell.row_span
    under = (grid.at(below, col) for col in range(cell.col, cell.col + cell.col_span))
    return (
        cell.col_span > 1
        and below <= found.bottom
        and any(other is not None and other.row == below and other.text.strip() for other in under)
    )


def _is_titled(grid: Grid, run: _Schedule) -> bool:
    """Whether a heading over a run of periods names times."""
    return any(_names_times(cell.text) for cell in _starting(grid, run, run.top, run.bottom))


def _in_row(grid: Grid, row: int) -> list[_Schedule]:
    """The runs of neighbouring cells in a row that print periods, one after the other."""
    found = []
    start = 0
    while start < grid.table.n_cols:
        run = _run(grid, row, start)
        if run:
            found.append(_Schedule(start, tuple(run), row, row))
        start += max(len(run), 1)
    return found


def _run(grid: Grid, row: int, start: int) -> list[str]:
    """What the columns from ``start`` on stand for; empty where no schedule begins there."""
    periods: list[tuple[str, int, str]] = []
    for col in range(start, grid.table.n_cols):
        cell = grid.at(row, col)
        if cell is None or cell.row != row or cell.col_span != 1:
            break
        period = _period(cell.text, grid.at(row - 1, col) if row else None)
        if period is None or (periods and not _follows(periods[-1], period)):
            break
        periods.append(period)
    kinds = {kind for kind, _, _ in periods}
    fewest = _FEWEST_PARTS if kinds == {"part"} else _FEWEST_MONTHS
    return [label for _, _, label in periods] if len(periods) >= fewest else []


def _follows(before: tuple[str, int, str], after: tuple[str, int, str]) -> bool:
    """Whether two periods are neighbours; weeks begin anew with each month."""
    same = before[0] == after[0]
    return same and (after[1] == before[1] + 1 or (after[0] == "week" and after[1] == 1))


def _period(text: str, above: GridCell | None) -> tuple[str, int, str] | None:
    """The kind of period that a heading names, its number, and how it is written out."""
    bare = " ".join(text.split()).strip(" .")
    whole = re.sub(r"\s", "", bare)  # narrow columns break words
    month = load_vocabulary().month_numbers.get(whole.lower())
    if month is not None:
        return "month", month, whole
    part = _PART.fullmatch(whole)
    if part is not None:
        values = [mark.value for mark in ordinals(part["number"])]
        return ("part", values[0], f"{part['unit']} {part['number']}") if values else None
    marks = ordinals(bare)
    if above is None or not marks:
        return None
    quarter = _PART.fullmatch(re.sub(r"[\s.]", "", above.text))
    if quarter is not None and above.col_span == _MONTHS_OF_QUARTER and bare.isdigit():
        return "month", *_month_of(marks[0].value, ordinals(quarter["number"])[0].value)
    unit = _UNIT.search(above.text)
    over = load_vocabulary().month_numbers.get(above.text.strip(" .").lower())
    if over is not None:
        return "week", marks[0].value, f"{above.text.strip()} minggu ke-{bare}"
    if unit is None and _names_times(above.text) and above.col_span in (4, 12):
        quarters = above.col_span != len(_ALL_MONTHS)
        return ("part" if quarters else "month"), marks[0].value, f"{'TW' if quarters else 'Bulan'} {bare}"
    if unit is None or above.col_span < _FEWEST_PARTS or unit["week"]:
        return None
    kind = "part" if unit["part"] else "month"
    return kind, marks[0].value, f"{unit[0].capitalize()} {bare}"


def _month_of(printed: int, quarter: int) -> tuple[int, str]:
    """The month that a number under a quarter means: counted within the quarter, or within the year."""
    first = _MONTHS_OF_QUARTER * (quarter - 1)
    month = printed if printed > first else first + printed
    return month, f"Bulan {month}"


def _top(grid: Grid, found: _Schedule) -> int:
    """The grid row in which the headings over the periods begin."""
    top = found.bottom
    while top and (cell := grid.at(top - 1, found.first)) is not None:
        reach = grid.at(top - 1, found.last)
        inside = (
            found.first <= cell.col and reach is not None and reach.col + reach.col_span - 1 <= found.last
        )
        if not inside or not cell.text.strip():
            break
        top = cell.row
    return top


def _names_times(text: str) -> bool:
    match = load_header_names().find(text) if text.strip() else None
    return match is not None and match.name.kolom == "target_waktu"


def _joined(grid: Grid, schedule: _Schedule) -> PageTable:
    """The table with its period columns made one; as it is where cells run across their border."""
    first, last = schedule.first, schedule.last
    cells: list[GridCell] = []
    for cell in grid.table.cells:
        end = cell.col + cell.col_span - 1
        if end < first:
            cells.append(cell)
        elif cell.col > last:
            cells.append(replace(cell, col=cell.col - (last - first)))
        elif cell.col < first or end > last:
            if not (cell.col <= first and end >= last):
                return grid.table
            cells.append(replace(cell, col_span=cell.col_span - (last - first)))
    covered = {
        (cell.row + down) for cell in cells for down in range(cell.row_span)
        if cell.col <= first < cell.col + cell.col_span
    }  # fmt: skip
    cells += _header_cells(grid, schedule)
    rows = [row for row in range(schedule.bottom + 1, grid.table.n_rows) if row not in covered]
    cells += _marked_rows(grid, schedule, rows)
    edges = grid.table.x_edges
    joined = replace(
        grid.table,
        n_cols=grid.table.n_cols - (last - first),
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))),
        x_edges=(*edges[: first + 1], *edges[last + 1 :]) if edges else (),
    )
    return _without_bare_rows(joined)


def _without_bare_rows(table: PageTable) -> PageTable:
    """The table without grid rows in which no cell starts: lower levels of a header that is one now."""
    started = sorted({cell.row for cell in table.cells})
    places = {row: place for place, row in enumerate(started)}
    cells = [
        replace(
            cell,
            row=places[cell.row],
            row_span=sum(cell.row <= row < cell.row + cell.row_span for row in started),
        )
        for cell in table.cells
    ]
    return replace(table, n_rows=len(started), cells=tuple(cells))


def _header_cells(grid: Grid, schedule: _Schedule) -> list[GridCell]:
    """One heading over the joined column, with all words of those it stands for."""
    if schedule.bottom < 0:
        return []
    parts = _starting(grid, schedule, schedule.top, schedule.bottom)
    title = next((cell.text for cell in parts if _names_times(cell.text)), _TITLE)
    height = schedule.bottom - schedule.top + 1
    made = [replace(_around(parts, title), row=schedule.top, col=schedule.first, row_span=height)]
    # Rows over the header, such as a title across the table, keep their place.
    for row in range(schedule.top):
        above = _starting(grid, schedule, row, row)
        if above:
            text = " ".join(cell.text for cell in above if cell.text)
            made.append(replace(_around(above, text), row=row, col=schedule.first))
    return made


def _starting(grid: Grid, schedule: _Schedule, top: int, bottom: int) -> list[GridCell]:
    """The cells that start in the period columns within some rows, level by level."""
    return [
        cell
        for row in range(top, bottom + 1)
        for cell in grid.starting(row)
        if schedule.first <= cell.col and cell.col + cell.col_span - 1 <= schedule.last
    ]


def _marked_rows(grid: Grid, schedule: _Schedule, rows: Sequence[int]) -> list[GridCell]:
    """What the rows mark; cells that are merged over rows mark all of them."""
    made: list[GridCell] = []
    for row in rows:
        goes_on = made and made[-1].row + made[-1].row_span == row and not _starting(grid, schedule, row, row)
        if goes_on:
            made[-1] = replace(made[-1], row_span=made[-1].row_span + 1)
        else:
            made.append(_marked(grid, schedule, row))
    return made


def _marked(grid: Grid, schedule: _Schedule, row: int) -> GridCell:
    """What a row marks in the period columns, as one cell."""
    said = []
    # A band is coloured from side to side: that marks no month.
    places = (grid.at(row, col) for col in range(grid.table.n_cols))
    banded = all(cell is not None and (cell.shaded or cell.text.strip()) for cell in places)
    for label, col in zip(schedule.labels, range(schedule.first, schedule.last + 1), strict=True):
        cell = grid.at(row, col)
        mark = " ".join(cell.text.split()) if cell is not None else ""
        if not mark and cell is not None and cell.shaded and not banded:
            mark = _SHADE
        if mark and mark not in _NOTHING:
            said.append(f"{label} = {mark}")
    own = [_explained(cell) if cell.shaded else cell for cell in _starting(grid, schedule, row, row)]
    return replace(_around(own, "; ".join(said)), row=row, col=schedule.first)


def _explained(cell: GridCell) -> GridCell:
    """A coloured cell that counts as a mark: its colour is no print that was missed."""
    doubts = tuple(doubt for doubt in cell.doubts if doubt.code != ReasonCode.INK_UNEXPLAINED)
    return replace(cell, doubts=doubts)


def _around(cells: Sequence[GridCell], text: str) -> GridCell:
    """Several cells as one, with a text of its own."""
    return GridCell(
        row=0,
        col=0,
        box=Box.around(cell.box for cell in cells if cell.box is not None),
        text=text,
        confidence=min((cell.confidence for cell in cells if cell.text), default=1.0),
        words=tuple(word for cell in cells for word in cell.words),
        border_doubt=max((cell.border_doubt for cell in cells), default=0.0),
        doubts=tuple(dict.fromkeys(doubt for cell in cells for doubt in cell.doubts)),
    )
