# ruff: noqa: E501 - a row of a plan reads best on a line of its own
"""Upright rules lost on a whole page: put back where other pages have them, never through print."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.model import GridCell, PageTable
from extract.plan.assemble import assemble
from lampiran.records import Box, RawDocument
from tests.support.plan_pages import AREA, FIRST, HEADER, LAST, NEXT, box_cells, reading, source, table, texts

BEFORE = [FIRST, NEXT, LAST]
ROWS = [
    [str(n), f"Komponen {n}", f"Butir {n} dipenuhi", f"Membahas butir {n}", f"SK {n}", "Juli 2024"]
    for n in range(3, 9)
]


def page_of(number: int, *rows: list[str], shift: float = 0.0) -> PageTable:
    made = box_cells(table(number, rows), 120, 60)
    return replace(made, x_edges=tuple(edge + shift for edge in made.x_edges)) if shift else made


def without_rule(page: PageTable, border: int) -> PageTable:
    """The page as it is found when the upright rule before a column is not seen."""
    cells: list[GridCell] = []
    for cell in page.cells:
        if cell.col == border:
            left = cells.pop()
            assert left.box is not None and cell.box is not None
            text = " ".join(filter(None, (left.text, cell.text)))
            box = Box(left.box.x0, left.box.y0, cell.box.x1, cell.box.y1)
            cells.append(replace(left, text=text, words=left.words + cell.words, box=box))
        else:
            cells.append(replace(cell, col=cell.col - (cell.col > border)))
    edges = (*page.x_edges[:border], *page.x_edges[border + 1 :])
    return replace(page, n_cols=page.n_cols - 1, cells=tuple(cells), x_edges=edges)


def document_of(*pages: PageTable) -> RawDocument:
    return assemble(source(len(pages)), [reading(page.page, page) for page in pages])


@pytest.mark.parametrize("border", [2, 3, 5])
@pytest.mark.parametrize("headed", [True, False])
def test_a_rule_lost_on_one_page_is_put_back(border: int, *, headed: bool) -> None:
    second = page_of(2, *([list(HEADER)] if headed else []), *ROWS)
    document = document_of(page_of(1, list(HEADER), AREA, *BEFORE), without_rule(second, border))
    assert [row[1:] for row in texts(document)[3:]] == [row[2:] for row in ROWS]
    assert not any(problem.lost for problem in document.problems)
    names = ("no", *(cell.kolom for cell in document.rows[0].cells))
    doubtful = {
        c.kolom for row in document.rows[4:] for c in row.cells for part in c.parts if part.border_doubt >= 1
    }
    assert {names[border - 1], names[border]} - {"no", "komponen"} <= doubtful


def test_a_page_laid_askew_on_the_glass_is_compared_by_its_own_edge() -> None:
    moved = page_of(2, *ROWS)
    cells = tuple(
        replace(
            cell,
            box=cell.box and Box(cell.box.x0 + 30, cell.box.y0, cell.box.x1 + 30, cell.box.y1),
            words=tuple(
                replace(w, box=w.box and Box(w.box.x0 + 30, w.box.y0, w.box.x1 + 30, w.box.y1))
                for w in cell.words
            ),
        )
        for cell in moved.cells
    )
    moved = replace(moved, cells=cells, x_edges=tuple(edge + 30 for edge in moved.x_edges))
    document = document_of(page_of(1, list(HEADER), AREA, *BEFORE), without_rule(moved, 4))
    assert [row[1:] for row in texts(document)[3:]] == [row[2:] for row in ROWS]


def test_print_across_the_place_keeps_cells_whole_and_doubted() -> None:
    second = without_rule(page_of(2, *ROWS), 4)
    across = tuple(
        replace(cell, words=tuple(replace(w, box=Box(470, 5, 500, 15)) for w in cell.words)) if cell.col == 3 else cell
        for cell in second.cells
    )  # fmt: skip
    document = document_of(page_of(1, list(HEADER), AREA, *BEFORE), replace(second, cells=across))
    (problem,) = [problem for problem in document.problems if problem.lost]
    assert (problem.code, problem.page) == ("column-missing", 2)
    rows = document.rows[3:]
    joined = [f"{row[3]} {row[4]}" for row in ROWS]
    both = ("langkah_aksi", "bukti_fisik")
    assert ["".join(cell.raw for cell in row.cells if cell.kolom in both) for row in rows] == joined
    assert all(
        part.border_doubt == 1 for row in rows for c in row.cells if c.raw in joined for part in c.parts
    )


def test_another_kind_of_table_keeps_its_columns() -> None:
    other = page_of(
        2, ["NO", "NAMA", "JABATAN", "TANDA TANGAN"], ["1", "A", "Ketua", ""], ["2", "B", "Anggota", ""]
    )
    document = document_of(page_of(1, list(HEADER), AREA, *BEFORE), other)
    assert len(document.rows) == len(BEFORE)
