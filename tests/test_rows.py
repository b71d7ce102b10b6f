# ruff: noqa: E501 - a row of a plan reads best on a line of its own
"""Rows: what is a row, a heading or the rest of a row; what is carried down; what page breaks do."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.plan.assemble import assemble
from lampiran.records import Box, Word
from tests.support.plan_pages import (
    AREA,
    FIRST,
    HEADER,
    LAST,
    NEXT,
    box_cells,
    cut_into_pages,
    read,
    reading,
    source,
    table,
    texts,
    words,
)

PLAN: list[list[str]] = [
    ["I", "MANAJEMEN PERUBAHAN", "", "", "", ""],
    ["1", "Penyusunan Tim Kerja", "Unit kerja telah membentuk tim untuk melakukan pembangunan Zona Integritas",
     "Rapat pembentukan tim bersama seluruh kepala subbagian, lalu menyusun surat keputusan", "SK Tim ZI dan undangan rapat", "Januari minggu ke-2 tahun 2024"],
    ["", "", "Penentuan anggota tim dipilih melalui prosedur yang jelas", "1) Menyusun mekanisme pemilihan; 2) Mengumumkan hasilnya kepada seluruh pegawai",
     "Notula, daftar hadir, dan dokumentasi rapat", "Februari, April, Juni 2024"],
    ["2", "Dokumen Rencana Pembangunan Zona Integritas", "Terdapat dokumen rencana kerja pembangunan Zona Integritas menuju WBK/WBBM",
     "Menyusun dokumen rencana kerja yang memuat target prioritas", "Dokumen rencana kerja yang telah disahkan oleh ketua", "Maret 2024"],
    ["", "", "Terdapat mekanisme untuk mensosialisasikan pembangunan WBK/WBBM", "Mensosialisasikan rencana kepada pegawai melalui rapat, laman, dan media sosial",
     "Tangkapan layar laman serta foto spanduk", "Per-bulan (Januari-Desember)"],
    ["II", "PENATAAN TATALAKSANA", "", "", "", ""],
    ["1", "Prosedur Operasional Tetap (SOP) Kegiatan Utama", "SOP mengacu pada peta proses bisnis instansi",
     "Menyelaraskan prosedur dengan peta proses bisnis yang berlaku di lingkungan kantor", "Peta proses bisnis dan daftar SOP", "Mei 2024"],
    ["", "", "Prosedur operasional tetap telah diterapkan", "Menerapkan prosedur pada setiap layanan", "Laporan penerapan prosedur per triwulan", "Setiap triwulan"],
    ["2", "Keterbukaan Informasi Publik", "Kebijakan tentang keterbukaan informasi publik telah diterapkan", "Melayani permohonan informasi",
     "Register permohonan informasi dan laporan layanan tahunan", "Januari s/d Desember 2024"],
]  # fmt: skip


def test_komponen_is_carried_down_and_says_so() -> None:
    document = read([AREA, FIRST, NEXT, LAST])
    assert texts(document) == [FIRST[1:], NEXT[1:], LAST[1:]]
    second = document.rows[1].cell("komponen")
    assert second is not None
    assert (second.raw, second.shared) == ("Tim Kerja", True)
    assert [(row.no, row.starts_komponen) for row in document.rows] == [
        ("1", True),
        ("1", False),
        ("2", True),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        ["I", "MANAJEMEN PERUBAHAN", "", "", "", ""],
        ["1 MANAJEMEN PERUBAHAN", "", "", "", "", ""],
        ["A.", "Manajemen Perubahan", "", "", "", ""],
        ["", "I. MANAJEMEN PERUBAHAN", "", "", "", ""],
        ["1", "Pembangunan unit kerja untuk memperoleh predikat", "", "", "", ""],
        ["1", "MANAJEMEN PERU", "BAHAN", "", "", ""],
        ["I", "MANAJEMEN PERUBAHAN", "INDIKATOR", "LANGKAH AKSI", "BUKTI FISIK", "TARGET WAKTU"],
        ["", "MANAJERNEN PERUBAHAN", "", "", "", ""],
    ],
)
def test_area_headings_in_all_their_shapes(heading: list[str]) -> None:
    document = read([heading, FIRST, NEXT])
    assert len(document.areas) == 1
    assert texts(document) == [FIRST[1:], NEXT[1:]]
    assert [row.area for row in document.rows] == [0, 0]
    assert "words-astray" not in {problem.code for problem in document.problems}


def test_a_wrong_area_name_is_still_a_heading() -> None:
    wrong = ["II", "MANAJEMEN PERUBAHAN", "", "", "", ""]
    document = read([AREA, FIRST, LAST, wrong, FIRST, NEXT])
    assert [row.area for row in document.rows] == [0, 0, 1, 1]


def test_an_area_heading_may_close_a_page() -> None:
    document = read([AREA, FIRST, ["II", "PENATAAN TATALAKSANA", "", "", "", ""]], [FIRST, NEXT])
    assert [row.area for row in document.rows] == [0, 1, 1]


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        ("only an indikator", ["", "", "Standar pelayanan telah dimaklumatkan", "", "", ""]),
        ("dashes", ["", "", "Terdapat media pengaduan", "-", "-", "-"]),
        ("empty target", ["", "", "Monitoring dan evaluasi", "Melakukan monev", "Formulir", ""]),
        ("komponen without number", ["", "Sistem Informasi Kepegawaian", "Data telah dimutakhirkan", "Memutakhirkan", "Data", "Mei"]),
    ],
)  # fmt: skip
def test_thin_rows_are_rows(kind: str, row: list[str]) -> None:
    assert texts(read([AREA, FIRST, row, LAST]))[1] == row[1:], kind


def test_merged_targets_go_to_every_row_they_cover() -> None:
    rows = [HEADER, AREA, FIRST, ["", "", "b", "c", "d", ""], ["", "", "e", "f", "g", ""], LAST]
    document = assemble(source(), [reading(1, table(1, rows, {(2, 5): (3, 1)}))])
    cells = [row.cell("target_waktu") for row in document.rows]
    assert [(cell.raw, cell.shared) for cell in cells if cell] == [
        ("Januari 2024", False), ("Januari 2024", True), ("Januari 2024", True), ("Juni 2024", False),
    ]  # fmt: skip


def test_a_merged_target_goes_on_over_the_page() -> None:
    first = box_cells(table(1, [HEADER, AREA, [*FIRST[:5], "1. Meningkatnya penggunaan teknologi dalam"], NEXT[:5]], {(2, 5): (2, 1)}), 120, 60)  # fmt: skip
    second = box_cells(
        table(2, [HEADER, [*LAST[:5], "proses manajemen."], NEXT[:5]], {(1, 5): (2, 1)}), 120, 60
    )
    document = assemble(source(2), [reading(1, first), reading(2, second)])
    whole = "1. Meningkatnya penggunaan teknologi dalam proses manajemen."
    assert [cell.raw for row in document.rows if (cell := row.cell("target_waktu"))] == [whole] * 4
    assert [row.page_last for row in document.rows] == [1, 1, 2, 2]


@pytest.mark.parametrize(
    ("above", "below", "values"),
    [
        ("Setiap triwulan", "April 2025", ["Setiap triwulan", "April 2025"]),
        ("Januari - Maret", "", ["Januari - Maret", "Januari - Maret"]),
        ("Semester I Tahun 2025", "Nopember 2025", ["Semester I Tahun 2025", "Nopember 2025"]),
        ("Paling lambat minggu ke-2", "Mei 2025", ["Paling lambat minggu ke-2", "Mei 2025"]),
    ],
)
def test_merged_targets_on_both_sides_of_a_seam(above: str, below: str, values: list[str]) -> None:
    first = box_cells(table(1, [HEADER, AREA, [*FIRST[:5], above], NEXT[:5]], {(2, 5): (2, 1)}), 120, 60)
    second = box_cells(table(2, [HEADER, [*LAST[:5], below], NEXT[:5]], {(1, 5): (2, 1)}), 120, 60)
    document = assemble(source(2), [reading(1, first), reading(2, second)])
    found = [cell.raw for row in document.rows if (cell := row.cell("target_waktu"))]
    assert found == [values[0]] * 2 + [values[1]] * 2


TARGET = "target_waktu"


@pytest.mark.parametrize(
    ("kind", "above", "upper", "below", "lower", "values", "doubted"),
    [
        ("blank merged under merged", "Mei 2025", 2, "", 2, ["Mei 2025"] * 4, [0, 0, 0, 0]),
        ("one blank cell under merged", "Mei 2025", 2, "", 1, ["Mei 2025"] * 3 + [""], [0, 0, 1, 0]),
        ("blank merged under one cell", "Mei 2025", 1, "", 2, ["", *["Mei 2025"] * 3], [0, 0, 0, 0]),
        ("blank under one cell", "Mei 2025", 1, "", 1, ["", "Mei 2025", "", ""], [0, 0, 1, 0]),
        ("text in the second part", "", 2, "Mei 2025", 2, ["Mei 2025"] * 4, [0, 0, 0, 0]),
        ("text in one cell of the second part", "", 2, "Mei 2025", 1, ["Mei 2025"] * 3 + [""], [1, 1, 1, 0]),
        ("a time of its own", "Mei 2025", 1, "setiap bulan", 2, ["", "Mei 2025", *["setiap bulan"] * 2], [0] * 4),
    ],
)  # fmt: skip
def test_merged_targets_at_page_breaks(
    kind: str, above: str, upper: int, below: str, lower: int, values: list[str], doubted: list[int]
) -> None:
    """Two rows before and two after the break; the target covers the last ``upper`` and first ``lower``."""
    start = ["II", "PENATAAN TATALAKSANA", "", "", "", ""]
    merged = [["", "", "x", "y", "z", "Juli 2025"], ["", "", "s", "t", "u", ""]]
    first_rows = [
        HEADER,
        AREA,
        *([FIRST[:5], [*NEXT[:5], above]] if upper == 1 else [[*FIRST[:5], above], NEXT[:5]]),
    ]
    second_rows = [HEADER, [*LAST[:5], below], NEXT[:5], start, *merged]
    first = box_cells(table(1, first_rows, {(2, 5): (2, 1)} if upper == 2 else {}), 120, 60)
    spans = {(4, 5): (2, 1), **({(1, 5): (2, 1)} if lower == 2 else {})}
    second = box_cells(table(2, second_rows, spans), 120, 60)
    document = assemble(source(2), [reading(1, first), reading(2, second)])
    cells = [cell for row in document.rows[:4] if (cell := row.cell(TARGET))]
    assert [cell.raw for cell in cells] == values, kind
    assert [max((part.border_doubt for part in cell.parts), default=0.0) for cell in cells] == doubted, kind


def test_a_blank_that_a_reader_saw_may_hold_a_dash() -> None:
    """Merged cells go on over the page, but a lone dash is easily missed: every row of the cell is doubted."""
    first = table(1, [HEADER, AREA, [*FIRST[:5], "Mei 2025"], NEXT[:5]], {(2, 5): (2, 1)})
    second = table(2, [HEADER, [*LAST[:5], ""], NEXT[:5]], {(1, 5): (2, 1)})
    cells = tuple(
        replace(cell, confidence=0.97, words=tuple(replace(word, confidence=0.97) for word in cell.words))
        for cell in first.cells
    )
    document = assemble(source(2), [reading(1, replace(first, cells=cells)), reading(2, second)])
    targets = [cell for row in document.rows if (cell := row.cell(TARGET))]
    assert [cell.raw for cell in targets] == ["Mei 2025"] * 4
    assert [cell.parts[0].border_doubt for cell in targets] == [0, 0, 1, 1]


def test_a_target_split_by_a_rule_of_its_own_stays_in_its_row() -> None:
    rows = [HEADER, AREA, FIRST, ["", "", "", "", "", "sampai Mei 2024"], LAST]
    document = assemble(source(), [reading(1, table(1, rows, {(2, col): (2, 1) for col in range(5)}))])
    assert [row[-1] for row in texts(document)] == ["Januari 2024 sampai Mei 2024", "Juni 2024"]
    assert "split-cell" in document.rows[0].notes


@pytest.mark.parametrize("where", ["between", "at the top of a page"])
def test_blank_ruled_rows_are_no_rows(where: str) -> None:
    blank = [""] * 6
    pages = ([AREA, FIRST, blank, NEXT],) if where == "between" else ([AREA, FIRST], [blank, NEXT])
    assert texts(read(*pages)) == [FIRST[1:], NEXT[1:]]


def test_a_komponen_on_a_line_of_its_own_heads_the_rows_below() -> None:
    alone = ["1", "Penyusunan Tim Kerja", "", "", "", ""]
    bare = ["", "", *FIRST[2:]]
    document = read([AREA, alone, bare, NEXT, ["2", "Pola Mutasi Internal", "", "", "", ""], bare])
    assert len(document.areas) == 1
    assert [(row.no, row.starts_komponen) for row in document.rows] == [
        ("1", True),
        ("1", False),
        ("2", True),
    ]


def test_a_komponen_over_the_whole_width_heads_the_rows_below() -> None:
    rows = [HEADER, AREA, ["1. Penyusunan Tim Kerja"], ["", "", *FIRST[2:]], NEXT]
    document = assemble(source(), [reading(1, table(1, rows, {(2, 0): (1, 6)}))])
    assert [(row.no, row.starts_komponen) for row in document.rows] == [("1.", True), ("1.", False)]
    assert texts(document)[0] == ["1. Penyusunan Tim Kerja", *FIRST[2:]]
    assert document.problems == ()


def test_number_and_name_of_a_komponen_may_share_a_cell() -> None:
    rows = [HEADER, AREA, ["1 Tim Kerja", "", *FIRST[2:]], NEXT]
    document = assemble(source(), [reading(1, table(1, rows, {(2, 0): (1, 2)}))])
    assert [row.no for row in document.rows] == ["1", "1"]
    assert texts(document)[0][0] == "1 Tim Kerja"


def test_a_komponen_without_rows_is_not_lost() -> None:
    document = read([AREA, FIRST, NEXT, ["2", "Pola Mutasi Internal", "", "", "", ""]])
    assert [row[0] for row in texts(document)] == ["Tim Kerja", "", "Pola Mutasi Internal"]
    assert document.problems == ()


def test_extra_columns_keep_their_printed_name() -> None:
    header = (*HEADER, "% REALISASI")
    document = read([[*AREA, ""], [*FIRST, "80"], [*NEXT, ""]], header=header)
    assert document.extra_columns == ("% REALISASI",)
    cell = document.rows[0].cell("% REALISASI")
    assert cell is not None
    assert cell.raw == "80"


def test_a_name_whose_cell_begins_too_high_belongs_to_its_number() -> None:
    """A worn rule joins the blank end of one komponen with the name of the next."""
    before = ["1", "Penerapan SPIP", "SPI telah dikomunikasikan", "Membahas benturan", "Foto kegiatan", "Mei"]
    tail = ["", "Pengaduan Masyarakat", "kepada seluruh pihak", "kepentingan", "", ""]
    row = ["2", "", "Pengaduan telah ditindaklanjuti", "Menanggapi", "Bukti tanggapan", "Juni"]
    first = table(1, [HEADER, AREA, before])
    second = table(2, [HEADER, tail, row, NEXT], {(1, 1): (2, 1)})
    document = assemble(source(2), [reading(1, first), reading(2, second)])
    assert [row[0] for row in texts(document)] == ["Penerapan SPIP", "Pengaduan Masyarakat", ""]
    assert [row.no for row in document.rows] == ["1", "2", "2"]
    assert document.problems == ()


def test_a_number_whose_cell_begins_too_high_belongs_to_its_name() -> None:
    tail = ["2", "", "kepada seluruh pihak", "kepentingan", "", ""]
    row = [
        "",
        "Pengaduan Masyarakat",
        "Pengaduan telah ditindaklanjuti",
        "Menanggapi",
        "Bukti tanggapan",
        "Juni",
    ]
    before = ["1", "Penerapan SPIP", "SPI telah dikomunikasikan", "Membahas benturan", "Foto kegiatan", "Mei"]
    second = table(2, [HEADER, tail, row, NEXT], {(1, 0): (2, 1)})
    document = assemble(source(2), [reading(1, table(1, [HEADER, AREA, before])), reading(2, second)])
    assert [(row.no, row.starts_komponen) for row in document.rows] == [
        ("1", True),
        ("2", True),
        ("2", False),
    ]


def test_text_in_cells_joined_by_a_worn_rule_goes_to_the_column_it_stands_in() -> None:
    rows = [HEADER, AREA, FIRST, ["", "", *NEXT[2:]]]
    page = box_cells(table(1, rows, {(3, 0): (1, 3)}), 120, 40)
    moved = Box(250, 122, 350, 132)
    words_there = tuple(Word(word, moved, 0.9) for word in NEXT[2].split())
    cells = tuple(
        replace(cell, text=NEXT[2], words=words_there) if (cell.row, cell.col) == (3, 0) else cell
        for cell in page.cells
    )
    assert texts(assemble(source(), [reading(1, replace(page, cells=cells))]))[1] == NEXT[1:]


def test_a_tail_under_a_number_row_without_rule_is_a_tail() -> None:
    first = table(1, [HEADER, AREA, ["1", "Tim", "Tim telah dibentuk dengan", "Menyusun dan", "SK", "Mei"]])
    tail = ["", "", "", "membahas tim", "", ""]
    second = table(2, [HEADER, ["1", "2", "3", "4", "5", "6"], tail, NEXT], {(1, 2): (2, 1)})
    document = assemble(source(2), [reading(1, first), reading(2, second)])
    assert [row[2] for row in texts(document)] == ["Menyusun dan membahas tim", NEXT[3]]


def test_dirt_that_a_reader_took_for_print_is_page_text() -> None:
    rows = [HEADER, AREA, FIRST, NEXT]
    clean = table(1, rows)
    dirty = []
    for cell in clean.cells:
        is_spot = (cell.row, cell.col) in {(3, 0), (3, 1)}
        text = "." if cell.col == 0 else "-"
        dirty.append(replace(cell, text=text, words=words(text), confidence=0.9) if is_spot else cell)
    document = assemble(source(), [reading(1, replace(clean, cells=tuple(dirty)))])
    assert texts(document) == [FIRST[1:], NEXT[1:]]
    assert document.rows[1].starts_komponen is False
    assert document.pages[0].words_outside == 2
    assert document.problems == ()


def test_a_dash_is_a_value_wherever_it_is_no_name() -> None:
    thin = ["", "", "Terdapat media pengaduan", "-", "-", "-"]
    page = table(1, [HEADER, AREA, FIRST, thin])
    cells = tuple(replace(cell, confidence=0.8) for cell in page.cells)
    assert texts(assemble(source(), [reading(1, replace(page, cells=cells))]))[1] == thin[1:]


def test_a_table_without_rules_is_noted() -> None:
    page = table(1, [HEADER, AREA, FIRST])
    loose = type(page)(page.page, page.n_rows, page.n_cols, page.cells, None, False)
    assert assemble(source(), [reading(1, loose)]).rows[0].notes == ("no-rules",)


@pytest.mark.parametrize("seed", range(40))
def test_page_breaks_do_not_change_the_rows(seed: int) -> None:
    chance = random.Random(seed)
    pages = cut_into_pages(PLAN, chance)
    document = read(*([[*row] for row in page] for page in pages))
    wanted = [_bare(row[1:]) for row in PLAN if row[2]]
    assert [_bare(row) for row in texts(document)] == wanted
    assert [row.area for row in document.rows] == [0] * 4 + [1] * 3
    assert document.problems == ()


def _bare(row: Sequence[str]) -> list[str]:
    """Without blanks: where a line was cut decides about a blank after a hyphen."""
    return ["".join(text.split()) for text in row]
