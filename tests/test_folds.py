# ruff: noqa: E501 - boxes read best on a line of their own
"""Folds: a border through lines of print that follow each other as in a text is none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.model import GridCell, PageTable
from extract.plan.assemble import assemble
from lampiran.records import Box, Word
from tests.support.plan_pages import AREA, FIRST, HEADER, LAST, box_cells, reading, source, table, texts

WIDTH, PITCH = 120.0, 12.0


def _with_lines(page: PageTable, lines: dict[tuple[int, int], list[str]], shift: float) -> PageTable:
    """The table with cells of several lines; the second of two rows begins ``shift`` points too low."""
    cells: list[GridCell] = []
    first_row = min(row for row, _ in lines)
    for cell in page.cells:
        text = lines.get((cell.row, cell.col))
        if text is None:
            cells.append(cell)
            continue
        top = 100.0 + (cell.row - first_row) * (2 * PITCH + shift)
        words = tuple(
            Word(
                word,
                Box(
                    cell.col * WIDTH + 2 + 30 * n,
                    top + PITCH * row,
                    cell.col * WIDTH + 30 + 30 * n,
                    top + PITCH * row + 9,
                ),
                0.9,
            )
            for row, line in enumerate(text)
            for n, word in enumerate(line.split())
        )
        cells.append(replace(cell, text=" ".join(text), words=words, confidence=0.9))
    return replace(page, cells=tuple(cells))


@pytest.mark.parametrize(("shift", "joined"), [(0.0, True), (1.0, True), (6.0, False)])
def test_a_fold_parts_no_rows_but_padding_does(shift: float, *, joined: bool) -> None:
    lines = {
        (3, 2): ["Anggota tim", "dipilih lewat"],
        (3, 3): ["Menetapkan", "mekanisme"],
        (4, 2): ["prosedur yang", "jelas"],
        (4, 3): ["Pemilihan", "Anggota"],
    }
    page = box_cells(table(1, [HEADER, AREA, FIRST, [""] * 6, [""] * 6, LAST]), WIDTH, 60)
    document = assemble(source(), [reading(1, _with_lines(page, lines, shift))])
    assert len(document.rows) == (3 if joined else 4)
    if joined:
        assert texts(document)[1][1] == "Anggota tim dipilih lewat prosedur yang jelas"
        assert "doubtful-join" in document.rows[1].notes


def test_a_sentence_that_ends_above_and_one_that_begins_below_are_two_rows() -> None:
    lines = {
        (3, 2): ["a. Terdapat", "indikator kinerja."],
        (3, 3): ["Menyusun", "daftarnya."],
        (4, 2): ["b. Indikator", "kinerja terukur"],
        (4, 3): ["Memeriksa", "dokumen"],
    }
    page = box_cells(table(1, [HEADER, AREA, FIRST, [""] * 6, [""] * 6, LAST]), WIDTH, 60)
    document = assemble(source(), [reading(1, _with_lines(page, lines, 0.0))])
    assert len(document.rows) == 4


def test_cells_that_all_begin_anew_under_a_tight_border_are_a_row() -> None:
    lines = {
        (3, 2): ["Terdapat SOP", "layanan"],
        (3, 3): ["Menetapkan", "standar layanan"],
        (4, 2): ["Dilakukan", "reviu"],
        (4, 3): ["Mengusulkan", "survei"],
    }
    page = box_cells(table(1, [HEADER, AREA, FIRST, [""] * 6, [""] * 6, LAST]), WIDTH, 60)
    document = assemble(source(), [reading(1, _with_lines(page, lines, 0.0))])
    assert len(document.rows) == 4


def test_words_without_height_have_no_line_pitch() -> None:
    """Some layers of scanners give all words of a cell one flat place: then nothing shows a fold."""
    lines = {
        (3, 2): ["Anggota tim", "dipilih lewat"],
        (3, 3): ["Menetapkan", "mekanisme"],
        (4, 2): ["prosedur yang", "jelas"],
        (4, 3): ["pemilihan", "anggota"],
    }
    page = box_cells(table(1, [HEADER, AREA, FIRST, [""] * 6, [""] * 6, LAST]), WIDTH, 60)
    tall = _with_lines(page, lines, 0.0)

    def flat(word: Word, row: int) -> Word:
        assert word.box is not None
        return replace(word, box=Box(word.box.x0, 100.0 + row, word.box.x1, 100.0 + row))

    cells = tuple(
        replace(cell, words=tuple(flat(word, cell.row) for word in cell.words))
        if (cell.row, cell.col) in lines
        else cell
        for cell in tall.cells
    )
    assert len(assemble(source(), [reading(1, tall)]).rows) == 3
    document = assemble(source(), [reading(1, replace(tall, cells=cells))])
    assert len(document.rows) == 4
