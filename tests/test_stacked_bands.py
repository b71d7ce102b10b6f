"""A header and an area's band that came out as one cell are parted by the places of their words."""

from __future__ import annotations

from collections.abc import Sequence

from extract.grid.mending.stacked_bands import with_bands_parted
from extract.model import GridCell, PageTable
from extract.turning import Turn
from lampiran.records import Box, Word

EDGES = (0.0, 30.0, 130.0, 280.0, 430.0, 560.0, 640.0)
HEADINGS = ("No", "Komponen", "Indikator", "Langkah Aksi", "Bukti Fisik", "Waktu")
UPRIGHT = Turn(0, 640, 400)


def line(texts: Sequence[str], top: float) -> list[Word]:
    """A text a column, each word with its box."""
    words = []
    for left, text in zip(EDGES, texts, strict=False):
        at = left + 4
        for word in text.split():
            words.append(Word(word, Box(at, top, at + 5 * len(word), top + 10), 0.9))
            at += 5 * len(word) + 4
    return words


def table(upper: list[Word], height: float) -> PageTable:
    merged = GridCell(
        0, 0, Box(0, 0, 640, height), " ".join(w.text for w in upper), 0.9, tuple(upper), col_span=6
    )
    rows = tuple(
        GridCell(1, col, Box(EDGES[col], height, EDGES[col + 1], height + 40), f"isi {col}", 0.9)
        for col in range(6)
    )
    return PageTable(1, 2, 6, (merged, *rows), Box(0, 0, 640, height + 40), x_edges=EDGES)


def texts(table: PageTable) -> list[list[str]]:
    return [[cell.text for cell in table.cells if cell.row == row] for row in range(table.n_rows)]


def test_a_header_and_the_band_under_it_become_two_rows() -> None:
    upper = line(HEADINGS, 2) + line(["I", "MANAJEMEN PERUBAHAN"], 16)
    found = with_bands_parted(table(upper, 28), UPRIGHT)
    rows = texts(found)
    assert rows[0] == list(HEADINGS)
    assert rows[1] == ["I MANAJEMEN PERUBAHAN"]
    assert rows[2] == [f"isi {col}" for col in range(6)]
    assert sum(len(cell.words) for cell in found.cells) == len(upper)
    (band,) = (cell for cell in found.cells if cell.row == 1)
    assert (band.col_span, band.border_doubt) == (6, 1.0)


def test_a_header_alone_gets_its_columns() -> None:
    found = with_bands_parted(table(line(HEADINGS, 2), 14), UPRIGHT)
    assert texts(found)[0] == list(HEADINGS)
    assert found.n_rows == 2


def test_bands_and_sentences_over_all_columns_stay() -> None:
    band = table(line(["I", "PENATAAN SISTEM MANAJEMEN SDM"], 2), 14)
    assert with_bands_parted(band, UPRIGHT) is band
    note = table(line(["", "Bukti", "fisik disimpan oleh", "tim kerja"], 2), 14)
    assert with_bands_parted(note, UPRIGHT) is note


def test_a_page_on_its_side_is_parted_alike() -> None:
    turn = Turn(90, 400, 640)
    upper = line(HEADINGS, 2) + line(["I", "MANAJEMEN PERUBAHAN"], 16)
    upright = table(upper, 28)
    cells = tuple(
        GridCell(
            cell.row,
            cell.col,
            turn.shown(cell.box) if cell.box else None,
            cell.text,
            cell.confidence,
            tuple(Word(w.text, turn.shown(w.box) if w.box else None, w.confidence) for w in cell.words),
            col_span=cell.col_span,
        )
        for cell in upright.cells
    )
    lying = PageTable(1, 2, 6, cells, x_edges=EDGES)
    assert texts(with_bands_parted(lying, turn)) == texts(with_bands_parted(upright, UPRIGHT))
