"""The order of the passes over tables and lines is stated, each with a reason, and where it matters shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.model import GridCell, PageReading, PageTable
from extract.plan import plan_passes, table_passes
from extract.plan.find_plan import find_plan
from extract.plan.plan_pages import PlanPages
from extract.turning import Turn
from lampiran.records import Box, Word
from tests.support.plan_pages import AREA, FIRST, HEADER, LAST, NEXT, box_cells, reading, table

UPRIGHT = Turn(0)
ISSUED = ["", "", "", "", "", "Ditetapkan di Kabupaten Contoh Raya"]


def test_the_order_of_passes() -> None:
    assert [step.name for step in table_passes.TABLE_PASSES] == [
        "period columns joined",
        "bands parted",
        "false columns removed",
        "missed rules added",
        "lost columns added",
        "headings cut off",
    ]
    assert [step.name for step in table_passes.COLUMN_PASSES] == [
        "cells cut at borders",
        "names put at their numbers",
    ]
    assert [step.name for step in plan_passes.PLAN_PASSES] == [
        "forms applied",
        "columns renamed by their content",
        "komponen bands filed",
        "habits observed",
        "repeated lines removed",
        "closing formula removed",
    ]


def test_each_pass_says_why_it_stands_there() -> None:
    steps = (*table_passes.TABLE_PASSES, *table_passes.COLUMN_PASSES, *plan_passes.PLAN_PASSES)
    assert all(len(step.because) > 30 for step in steps)


def swapped(steps: tuple, first: str) -> tuple:  # type: ignore[type-arg]
    """The passes with one of them and the next exchanged."""
    place = [step.name for step in steps].index(first)
    return (*steps[:place], steps[place + 1], steps[place], *steps[place + 2 :])


def creased(page: PageTable, col: int) -> PageTable:
    """The table with a crease through a column: in all rows but the first two, print runs across it."""
    border = (page.x_edges[col] + page.x_edges[col + 1]) / 2
    cells: list[GridCell] = []
    for cell in page.cells:
        if cell.col != col:
            cells.append(replace(cell, col=cell.col + (cell.col > col)))
        elif cell.row < 2 or cell.box is None:
            cells.append(replace(cell, col_span=2))
        else:
            top = cell.box.y0 + 2
            for side, text, x in ((0, "Surat", border - 26), (1, "tugas", border + 1)):
                box = Box(border if side else cell.box.x0, top, cell.box.x1 if side else border, cell.box.y1)
                words = (Word(text, Box(x, top, x + 25, top + 10), 1.0),)
                cells.append(replace(cell, col=col + side, box=box, text=text, words=words))
    edges = (*page.x_edges[: col + 1], border, *page.x_edges[col + 1 :])
    return replace(page, n_cols=page.n_cols + 1, cells=tuple(cells), x_edges=edges)


def last_column(page: PageTable, steps: Sequence[table_passes.TablePass]) -> list[str]:
    tables = [page]
    for step in steps:
        tables = step.run(tables, [UPRIGHT])
    return [cell.text for cell in tables[0].cells if cell.col + cell.col_span == tables[0].n_cols]


def test_a_crease_goes_before_numbers_are_compared_with_their_columns() -> None:
    """Under a column too many, ``6 Mei 2024`` stands in the seventh, and does not look grown."""
    numbers = ["1", "2", "3", "4", "5", "6 Mei 2024"]
    rows = [HEADER, numbers, [*FIRST[:5], ""], NEXT, LAST]
    page = creased(box_cells(table(1, rows, {(1, 5): (2, 1)}), 120, 60), 4)
    times = ["TARGET WAKTU", "6", "Mei 2024", NEXT[5], LAST[5]]
    assert last_column(page, table_passes.TABLE_PASSES) == times
    other = swapped(table_passes.TABLE_PASSES, "false columns removed")
    assert last_column(page, other) == ["TARGET WAKTU", "6 Mei 2024", NEXT[5], LAST[5]]


def prepared(readings: Sequence[PageReading], steps: Sequence[plan_passes.PlanPass]) -> PlanPages:
    plan = find_plan(readings)
    for step in steps:
        step.run(plan)
    return plan


def test_a_page_scanned_twice_must_not_hide_the_closing_formula() -> None:
    page = [FIRST, NEXT, LAST, ISSUED]
    readings = [reading(1, table(1, [HEADER, AREA, *page])), reading(2, table(2, [HEADER, *page]))]
    assert "Ditetapkan" not in "".join(
        line.printed() for line in prepared(readings, plan_passes.PLAN_PASSES).lines
    )
    other = swapped(plan_passes.PLAN_PASSES, "repeated lines removed")
    assert "Ditetapkan" in "".join(line.printed() for line in prepared(readings, other).lines)


def test_bands_are_no_rows_when_the_numbers_are_counted() -> None:
    rows = [
        line
        for band in range(3)
        for line in (
            [f"{'abc'[band]}.", f"Rencana kerja {band}"],
            *([str(2 * band + n), *FIRST[2:4], f"Bukti {band}{n}", FIRST[5]] for n in (1, 2)),
        )
    ]
    header = ["NO", *HEADER[2:]]
    spans = {(row + 1, 1): (1, 4) for row, line in enumerate(rows) if len(line) == 2}
    readings = [reading(1, table(1, [header, *rows], spans))]
    assert prepared(readings, plan_passes.PLAN_PASSES).habits.rows_numbered
    other = swapped(plan_passes.PLAN_PASSES, "komponen bands filed")
    assert not prepared(readings, other).habits.rows_numbered
