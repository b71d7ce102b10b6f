"""The passes over the tables of all pages, in order: each puts a table right before the next one looks at it.

First come the passes that see the tables as found; when the columns of a table are known, those follow that
need their names.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extract.columns.header import names_all_columns
from extract.columns.headings import Grid
from extract.grid.mending.grown_headings import with_headings_cut
from extract.grid.mending.lost_columns import with_lost_columns
from extract.grid.mending.missed_rules import with_names_at_numbers, with_number_row_cut
from extract.grid.mending.regrouping import cut_at_borders, without_false_columns
from extract.grid.mending.stacked_bands import with_bands_parted
from extract.model import PageTable
from extract.plan.period_columns import with_periods_joined
from extract.turning import Turn
from lampiran.faults import attempt

Tables = list[PageTable]
Turns = Sequence[Turn]


@dataclass(frozen=True, slots=True)
class TablePass:
    """One pass over all tables of a document.

    Attributes:
        name: What it does.
        because: Why it stands where it stands.
        run: Takes the tables in document order with the turn of each one's page, gives them back mended.
    """

    name: str
    because: str
    run: Callable[[Tables, Turns], Tables]

    @classmethod
    def by_table(cls, name: str, because: str, mended: Callable[[PageTable, Turn], PageTable]) -> TablePass:
        """A pass that looks at each table by itself: a fault costs it one table."""

        def run(tables: Tables, turns: Turns) -> Tables:
            return [
                attempt(name, mended, table, turn, otherwise=table, page=table.page)
                for table, turn in zip(tables, turns, strict=True)
            ]

        return cls(name, because, run)


@dataclass(frozen=True, slots=True)
class ColumnPass:
    """One pass over a table whose columns are named.

    Attributes:
        name: What it does.
        because: Why it stands where it stands.
        run: Takes the table, its column names, the turn of its page and the first grid row below its header.
    """

    name: str
    because: str
    run: Callable[[PageTable, Sequence[str], Turn, int], PageTable]


def _periods_joined(tables: Tables, turns: Turns) -> Tables:
    return with_periods_joined(tables)


def _missed_rules_added(table: PageTable, turn: Turn) -> PageTable:
    return with_number_row_cut(table)


def _lost_columns_added(tables: Tables, turns: Turns) -> Tables:
    return with_lost_columns(tables, turns, [names_all_columns(Grid(table)) for table in tables])


def _headings_cut(table: PageTable, turn: Turn) -> PageTable:
    return with_headings_cut(table)


def _cut_at_borders(table: PageTable, columns: Sequence[str], turn: Turn, start: int) -> PageTable:
    return cut_at_borders(table, columns, turn, start)


def _names_at_numbers(table: PageTable, columns: Sequence[str], turn: Turn, start: int) -> PageTable:
    return with_names_at_numbers(table, columns, start)


TABLE_PASSES = (
    TablePass(
        "period columns joined",
        "columns that are blank but for ticks look false or lost to the passes below",
        _periods_joined,
    ),
    TablePass.by_table(
        "bands parted",
        "stacked bands in one cell hide the rows that the later passes count",
        with_bands_parted,
    ),
    TablePass.by_table(
        "false columns removed",
        "a crease makes a column too many, which no row rule or usual column may be measured by",
        without_false_columns,
    ),
    TablePass.by_table(
        "missed rules added",
        "rows are counted by numbers in columns that are whole by now",
        _missed_rules_added,
    ),
    TablePass(
        "lost columns added",
        "the usual columns are those of the tables mended so far, above all of those whose header names all",
        _lost_columns_added,
    ),
    TablePass.by_table(
        "headings cut off",
        "a heading that grew into the first row can be recognised only when all columns are there",
        _headings_cut,
    ),
)
"""From the tables as found to tables in which headers can be looked for."""

COLUMN_PASSES = (
    ColumnPass(
        "cells cut at borders",
        "a cell over several columns must be cut before one of its parts can be moved",
        _cut_at_borders,
    ),
    ColumnPass(
        "names put at their numbers",
        "number and name are cells of their own by now, and their rows can be compared",
        _names_at_numbers,
    ),
)
"""From a table with named columns to one whose grid rows are lines of the plan."""


def mended_tables(tables: Sequence[PageTable], turns: Turns) -> Tables:
    """The tables of a document after all passes; ``turns`` are those of their pages."""
    done = list(tables)
    for step in TABLE_PASSES:
        done = attempt(step.name, step.run, done, turns, otherwise=done)
    return done


def with_columns_mended(grid: Grid, columns: Sequence[str], turn: Turn, start: int = 0) -> Grid:
    """A table whose columns are named after all passes that need the names."""
    table = grid.table
    for step in COLUMN_PASSES:
        table = attempt(step.name, step.run, table, columns, turn, start, otherwise=table, page=table.page)
    return Grid(table)
