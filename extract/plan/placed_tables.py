"""The tables of a document in reading order, mended, with their headers and the lines of text over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.columns.header import Header, find_headers
from extract.columns.headings import Grid
from extract.grid.mending.regrouping import OVER
from extract.model import PageReading, PageTable, TextLine
from extract.plan.plan_pages import PageTally, PlanPages
from extract.plan.spreads import side
from extract.plan.table_passes import mended_tables
from extract.plan.unknown_forms import named_header
from extract.turning import Turn
from lampiran.faults import attempt

_OVER_TABLE = 2
"""Lines of text right over a table in which an area's heading is looked for."""

Headers = dict[int, Header]
"""The headers of a table by the grid row they begin in."""


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table with what is needed to place it: its page, its headers, and the table above it on the page.

    ``found`` is the table as it was before mending. ``middle``: where the left page ends if the sheet has
    two; ``opens``: whether it is the first of its page.
    """

    reading: PageReading
    grid: Grid
    headers: Headers
    above: PageTable | None
    found: PageTable
    middle: float | None = None
    opens: bool = True

    @property
    def header(self) -> Header | None:
        """Its first header."""
        return next(iter(self.headers.values()), None)


def placed_tables(
    readings: Sequence[PageReading], plan: PlanPages, columns: Sequence[str] = ()
) -> list[PlacedTable]:
    """The tables of all pages, on each from top to bottom, mended, with their headers.

    ``columns``: names that a person gives the columns of tables with so many of them.
    """
    placed = [
        (reading, table)
        for reading in readings
        for table in _in_reading_order(reading, plan.tally(reading.page))
    ]
    mended = mended_tables(
        [table for _, table in placed], [plan.tally(reading.page).turn for reading, _ in placed]
    )
    found: list[PlacedTable] = []
    for (reading, as_found), table in zip(placed, mended, strict=True):
        grid = Grid(table)
        middle = plan.tally(reading.page).middle
        before = found[-1] if found and found[-1].reading is reading else None
        turned = before is not None and _side(before.grid.table, before) != _side(table, before)
        above = before.grid.table if before is not None and not turned else None
        headers: Headers = {}
        headers = attempt(
            "headers of a table", find_headers, grid, otherwise=headers, page=reading.page, lost=True
        )
        if columns and table.n_cols == len(columns):
            headers = _named_by_hand(grid, headers, columns)
        found.append(PlacedTable(reading, grid, headers, above, as_found, middle, above is None))
    return found


def _named_by_hand(grid: Grid, headers: Headers, columns: Sequence[str]) -> Headers:
    """The headers of a table with the names that a person gives its columns."""
    named = {row: named_header(grid, header, columns) for row, header in headers.items()}
    return named or {0: named_header(grid, None, columns)}


def _side(table: PageTable, placed: PlacedTable) -> int:
    reading = placed.reading
    return side(table.box, Turn(reading.rotation, reading.width, reading.height), placed.middle)


def _in_reading_order(reading: PageReading, tally: PageTally) -> list[PageTable]:
    return sorted(reading.tables, key=lambda table: tally.place(table.box))


def lines_over(table: PlacedTable) -> Sequence[TextLine]:
    """The one or two lines of text right over a table (without boxes: the last line of the page's text)."""
    reading, box, above = table.reading, table.grid.table.box, table.above
    if box is None:
        return reading.outside[-1:]
    turn = Turn(reading.rotation, reading.width, reading.height)
    start = turn.reading(above.box).y1 if above is not None and above.box is not None else float("-inf")
    end = turn.reading(box).y0 + OVER
    own = side(box, turn, table.middle)
    lines = [line for line in reading.outside if side(line.box, turn, table.middle) == own]
    placed = [(turn.reading(line.box), line) for line in lines if line.box is not None]
    between = [(place.y0, line) for place, line in placed if start <= place.y0 and place.y1 <= end]
    return [line for _, line in sorted(between, key=lambda pair: pair[0])][-_OVER_TABLE:]
