# ruff: noqa: E501 - a row of a plan reads best on a line of its own
"""Whole columns: misnamed, exchanged, missing, cut in two or run together; what their content says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.columns.contents import is_time
from extract.model import GridCell, PageTable
from extract.plan.assemble import assemble
from lampiran.records import Box, RawDocument, Word
from tests.support.plan_pages import (
    AREA,
    FIRST,
    HEADER,
    LAST,
    NEXT,
    box_cells,
    read,
    reading,
    source,
    table,
    texts,
)

INDIKATOR = (
    "Unit kerja telah membentuk tim untuk melakukan pembangunan Zona Integritas",
    "Penentuan anggota Tim dipilih melalui prosedur/mekanisme yang jelas",
    "Terdapat dokumen rencana kerja pembangunan Zona Integritas menuju WBK/WBBM",
    "Terdapat mekanisme atau media untuk mensosialisasikan pembangunan WBK/WBBM",
    "Seluruh kegiatan pembangunan sudah dilaksanakan sesuai dengan rencana",
    "Pimpinan berperan sebagai role model dalam pelaksanaan pembangunan WBK/WBBM",
)
TIMES = ("Januari 2025", "Mei s/d Juli", "setiap triwulan", "TW II", "Oktober minggu ke-2", "B03 dan B09")
ROWS = [
    ["1" if not n else "", "Tim Kerja" if not n else "", text, f"Menyusun dokumen {n}", f"SK nomor {n}", time]
    for n, (text, time) in enumerate(zip(INDIKATOR, TIMES, strict=True))
]  # fmt: skip


def column(document: RawDocument, kolom: str) -> list[str]:
    return [cell.raw if (cell := row.cell(kolom)) else "" for row in document.rows]


def codes(document: RawDocument) -> list[str]:
    return [problem.code for problem in document.problems]


def doubted(document: RawDocument) -> set[str]:
    return {c.kolom for row in document.rows for c in row.cells for part in c.parts if part.border_doubt >= 1}


@pytest.mark.parametrize(
    ("text", "says_when"),
    [
        *((time, True) for time in TIMES),
        ("Paling lambat Mei 2024", True), ("Pebruarl 2022", True), ("Semester I", True), ("setiap bulan", True),
        ("100%", False), ("1 Dokumen", False), ("-", False), ("", False), ("SK Tim tahun 2025", False),
        ("Laporan bulanan pelaksanaan kegiatan pembinaan pegawai", False), ("2", False),
    ],
)  # fmt: skip
def test_what_is_a_time(text: str, *, says_when: bool) -> None:
    assert is_time(text) is says_when


def test_the_times_name_the_target_where_headings_mislead() -> None:
    header = [*HEADER[:5], "TARGET", "PERIODE"]
    document = read([AREA, *([*row[:5], "100%", row[5]] for row in ROWS)], header=header)
    assert column(document, "target_waktu") == list(TIMES)
    assert column(document, "TARGET") == ["100%"] * 6
    assert codes(document) == ["column-renamed-times"]


def test_the_times_name_the_target_where_no_heading_does() -> None:
    document = read([AREA, *ROWS], header=[*HEADER[:5], "PELAKSANAAN"])
    assert column(document, "target_waktu") == list(TIMES)
    assert document.extra_columns == ()
    none = read([AREA[:5], *(row[:5] for row in ROWS)], header=HEADER[:5])
    assert codes(none) == ["column-missing-times"]


def test_plain_headings_over_exchanged_columns_are_doubted() -> None:
    document = read([AREA, *([*row[:4], row[5], row[4]] for row in ROWS)])
    assert codes(document) == ["column-doubtful-times"]
    assert doubted(document) == {"bukti_fisik", "target_waktu"}


def test_columns_in_another_order_are_no_matter() -> None:
    header = [*HEADER[:4], "TARGET WAKTU", "BUKTI FISIK"]
    document = read([AREA, *([*row[:4], row[5], row[4]] for row in ROWS)], header=header)
    assert texts(document) == [row[1:] for row in ROWS]
    assert codes(document) == []


def test_the_official_wording_names_an_unknown_column() -> None:
    document = read([AREA, *ROWS], header=["NO", "KOMPONEN", "URAIAN PERSYARATAN", *HEADER[3:]])
    assert column(document, "indikator") == list(INDIKATOR)


def test_columns_exchanged_on_one_page_alone() -> None:
    later = [["", "", row[3], row[2], *row[4:]] for row in ROWS]
    other = [["", "", f"Rapat ke-{n}", row[2], row[5], row[4]] for n, row in enumerate(ROWS)]
    document = read([AREA, *ROWS], later, other)
    assert column(document, "target_waktu") == list(TIMES) * 3
    assert {c.kolom for c in document.rows[-1].cells if c.parts[0].border_doubt == 1} == {
        "bukti_fisik",
        "target_waktu",
    }
    assert document.problems[-1].page == 3


def test_two_columns_under_one_heading_stay_apart() -> None:
    header = [*HEADER[:4], HEADER[4], "", HEADER[5]]
    rows = [header, AREA, *([*row[:5], f"Lemari {n}", row[5]] for n, row in enumerate(ROWS))]
    document = assemble(source(), [reading(1, table(1, rows, {(0, 4): (1, 2)}))])
    assert column(document, "bukti_fisik") == [row[4] for row in ROWS]
    assert column(document, "kolom 6") == [f"Lemari {n}" for n in range(6)]
    assert codes(document) == ["columns-alike"]
    assert doubted(document) == {"bukti_fisik", "kolom 6"}


@pytest.mark.parametrize("heading", ["", "BUKTI FI|SIK"])
def test_a_false_rule_through_a_column_is_read_across(heading: str) -> None:
    """A crease cuts a column, below its heading or with it; the lines' words stand close on both sides."""
    page = box_cells(table(1, [HEADER, AREA, *([*row[:4], "", row[5]] for row in ROWS)]), 120, 60)
    cut = _with_false_rule(page, 4, "Surat keputusan tentang tim", "Zona kerja", heading)
    document = assemble(source(), [reading(1, cut)])
    assert set(column(document, "bukti_fisik")) == {"Surat keputusan Zona tentang tim kerja"}
    assert document.extra_columns == ()
    assert "bukti_fisik" in doubted(document)
    assert codes(document) == []


def test_columns_of_a_tight_table_stay_apart() -> None:
    """Lines that fill their column end near the border, but never as near to the next as words of a text."""
    page = box_cells(table(1, [HEADER, AREA, *ROWS]), 120, 60)
    moved = replace(
        page,
        cells=tuple(
            replace(c, words=_against(c.box, c.text, c.box.x1 - 2.5, 0))
            if c.box and c.text and c.row > 1
            else c
            for c in page.cells
        ),
    )
    assert texts(assemble(source(), [reading(1, moved)])) == [row[1:] for row in ROWS]


def _with_false_rule(page: PageTable, col: int, left: str, right: str, heading: str) -> PageTable:
    """The table with a column cut in two whose lines run over the cut; two lines a row."""
    border = page.x_edges[col] + 90
    cells: list[GridCell] = []
    for cell in page.cells:
        moved = replace(cell, col=cell.col + 1) if cell.col > col else cell
        is_cut = cell.row > 1 or (heading and cell.row == 0)
        if cell.col != col or not is_cut:
            cells.append(replace(moved, col_span=2) if cell.col == col else moved)
            continue
        assert cell.box is not None
        halves = (
            Box(cell.box.x0, cell.box.y0, border, cell.box.y1),
            Box(border, cell.box.y0, cell.box.x1, cell.box.y1),
        )
        for number, (box, text) in enumerate(
            zip(halves, heading.split("|") if cell.row == 0 else (left, right), strict=True)
        ):
            cells.append(
                replace(cell, col=col + number, box=box, text=text, words=_against(box, text, border, number))
            )
    edges = (*page.x_edges[: col + 1], border, *page.x_edges[col + 1 :])
    return replace(page, n_cols=page.n_cols + 1, cells=tuple(cells), x_edges=edges)


def _against(box: Box, text: str, border: float, side: int) -> tuple[Word, ...]:
    """Words in two lines that end (side 0) or begin (side 1) at the border."""
    words = text.split()
    half = (len(words) + 1) // 2
    made = []
    for line, part in enumerate((words[:half], words[half:])):
        x = border - 20.0 * len(part) if side == 0 else border
        for n, word in enumerate(part):
            y = box.y0 + 2 + 12 * line
            made.append(Word(word, Box(x + 20 * n, y, x + 20 * n + 19, y + 10), 1.0))
    return tuple(made)


def test_a_cell_over_two_columns_is_cut_at_their_border() -> None:
    page = box_cells(table(1, [HEADER, AREA, *ROWS]), 120, 60)
    left, right = (next(c for c in page.cells if (c.row, c.col) == (4, col)) for col in (3, 4))
    joined = replace(left, col_span=2, text=f"{left.text} {right.text}", words=left.words + right.words)
    assert left.box is not None and right.box is not None
    joined = replace(joined, box=Box(left.box.x0, left.box.y0, right.box.x1, right.box.y1))
    cells = tuple(joined if cell is left else cell for cell in page.cells if cell is not right)
    document = assemble(source(), [reading(1, replace(page, cells=cells))])
    assert texts(document) == [row[1:] for row in ROWS]
    flagged = [
        (row.urutan, c.kolom) for row in document.rows for c in row.cells if c.parts[0].border_doubt == 1
    ]
    assert flagged == [(3, "langkah_aksi"), (3, "bukti_fisik")]


def test_a_page_that_lost_a_column_says_so() -> None:
    first, second = table(1, [HEADER, AREA, *ROWS]), table(2, [HEADER, *ROWS])
    merged = [
        [*HEADER[:3], "LANGKAH AKSI BUKTI FISIK", HEADER[5]],
        *([*row[:3], f"{row[3]} {row[4]}", row[5]] for row in ROWS),
    ]
    document = assemble(source(3), [reading(1, first), reading(2, second), reading(3, table(3, merged))])
    (problem,) = [problem for problem in document.problems if problem.lost]
    assert (problem.code, problem.page) == ("column-missing", 3)


@pytest.mark.parametrize("dirt", ["11/", "Aa La si", "8", "Xx"])
def test_dirt_is_no_komponen(dirt: str) -> None:
    page = table(1, [HEADER, AREA, FIRST, ["", dirt, *NEXT[2:]], LAST])
    cells = tuple(
        replace(c, confidence=0.4, words=tuple(replace(w, confidence=0.4) for w in c.words))
        if c.text == dirt
        else c
        for c in page.cells
    )
    document = assemble(source(), [reading(1, replace(page, cells=cells))])
    assert column(document, "komponen") == ["Tim Kerja", "Tim Kerja", "Rencana Kerja"]
    assert dirt in document.pages[0].text
    assert doubted(document) == {"komponen"}
    assert codes(document) == []


def test_a_short_name_in_a_file_is_a_komponen() -> None:
    assert column(read([AREA, FIRST, ["", "TI", *NEXT[2:]]]), "komponen") == ["Tim Kerja", "TI"]


def test_columns_round_a_signature_are_no_rows() -> None:
    """Alignment finds columns below the plan too; without rules or header their words must speak of the plan."""
    first = box_cells(table(1, [HEADER, AREA, *ROWS]), 120, 60)
    signed = box_cells(
        table(2, [["", "", "Ditetapkan di", "Serui", "", ""], ["", "", "", "KETUA KOMISI", "", "ttd"]]),
        120,
        60,
    )
    more = box_cells(table(2, [["", "", *row[2:]] for row in (ROWS[2], ROWS[0], ROWS[1])]), 120, 60)
    for page, count in ((signed, 6), (more, 9)):
        document = assemble(source(2), [reading(1, first), reading(2, replace(page, ruled=False))])
        assert len(document.rows) == count
        assert "words-astray" not in codes(document)


@pytest.mark.parametrize(
    ("first", "later", "name"),
    [
        ("%e sasi", "% REALISASI", "% REALISASI"),
        ("Ruag rapt", "Ruang rapat", "Ruang rapat"),
        ("% REALISASI", "%e sasi", "% REALISASI"),
        ("Lokasi", "Lokasi", "Lokasi"),
    ],
)
def test_own_columns_are_named_by_all_pages(first: str, later: str, name: str) -> None:
    pages = [table(1, [(*HEADER, first), [*AREA, ""], [*FIRST, "75 %"]])]
    pages += [table(page, [(*HEADER, later), [*row, "80 %"]]) for page, row in ((2, NEXT), (3, LAST))]
    document = assemble(source(3), [reading(page.page, page) for page in pages])
    assert document.extra_columns == (name,)
    assert column(document, name) == ["75 %", "80 %", "80 %"]
