# ruff: noqa: E501 - a row of a plan reads best on a line of its own
"""Rows: what is a row, a heading or the rest of a row; what is carried down; what page breaks do."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.assemble import assemble
from extract.flow import flow, time_flow, word_pairs
from extract.numbers import ordinals, split_leading
from extract.seams import printed_twice
from lampiran.records import Box, Word
from tests.plan_pages import HEADER, box_cells, cut_into_pages, read, reading, source, table, texts, words

AREA = ["I", "MANAJEMEN PERUBAHAN", "", "", "", ""]
FIRST = ["1", "Tim Kerja", "Tim telah dibentuk", "Menyusun SK Tim", "SK Tim", "Januari 2024"]
NEXT = ["", "", "Anggota dipilih lewat prosedur", "Menetapkan mekanisme", "Berita acara", "Mei 2024"]
LAST = ["2", "Rencana Kerja", "Terdapat rencana kerja", "Membahas rencana", "Dokumen rencana", "Juni 2024"]

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


@pytest.mark.parametrize(
    ("kind", "before", "tail", "joined"),
    [
        (
            "lower case",
            ["", "", "Hasil penilaian kinerja individu telah dijadikan", "Menyusun mekanisme penilaian", "Piagam", "Mei"],
            ["", "", "dasar untuk pemberian penghargaan", "Pegawai Teladan", "", ""],
            ["", "Hasil penilaian kinerja individu telah dijadikan dasar untuk pemberian penghargaan",
             "Menyusun mekanisme penilaian Pegawai Teladan", "Piagam", "Mei"],
        ),
        (
            "list goes on, indikator empty",
            ["", "", "Kebijakan telah diterapkan", "1) Menerapkan kebijakan", "Dokumen yang dapat diakses", "Mei"],
            ["", "", "", "2) Menyediakan informasi", "melalui laman", ""],
            ["", "Kebijakan telah diterapkan", "1) Menerapkan kebijakan 2) Menyediakan informasi",
             "Dokumen yang dapat diakses melalui laman", "Mei"],
        ),
        (
            "capital after an open end",
            ["", "", "Pimpinan terlibat pada saat penyusunan", "Sekretaris memberi arahan dan", "RKKL", "Mei"],
            ["", "", "Perencanaan", "menandatangani RKKL", "", ""],
            ["", "Pimpinan terlibat pada saat penyusunan Perencanaan",
             "Sekretaris memberi arahan dan menandatangani RKKL", "RKKL", "Mei"],
        ),
        (
            "one cell only",
            ["", "", "Hasil evaluasi telah ditindaklanjuti", "Melakukan evaluasi", "Laporan tindak lanjut hasil", "Mei"],
            ["", "", "", "", "monitoring dan evaluasi", ""],
            ["", "Hasil evaluasi telah ditindaklanjuti", "Melakukan evaluasi", "Laporan tindak lanjut hasil monitoring dan evaluasi", "Mei"],
        ),
        (
            "the year of a date",
            ["", "", "Evaluasi telah dilakukan", "Melakukan evaluasi", "Laporan evaluasi", "Maret, Juni,"],
            ["", "", "", "", "", "September 2024"],
            ["", "Evaluasi telah dilakukan", "Melakukan evaluasi", "Laporan evaluasi", "Maret, Juni, September 2024"],
        ),
        (
            "a list mark left behind",
            ["", "", "Telah dilakukan survei", "Melakukan survei", "1. Hasil survei 2.", "Mei"],
            ["", "", "", "", "Laporan survei", ""],
            ["", "Telah dilakukan survei", "Melakukan survei", "1. Hasil survei 2. Laporan survei", "Mei"],
        ),
    ],
)  # fmt: skip
def test_tails_join_their_row(kind: str, before: list[str], tail: list[str], joined: list[str]) -> None:
    document = read([AREA, FIRST, before], [tail, LAST])
    assert texts(document) == [FIRST[1:], joined, LAST[1:]], kind
    row = document.rows[1]
    assert (row.page_first, row.page_last) == (1, 2)
    assert "joined-tail" in row.notes


@pytest.mark.parametrize(
    ("kind", "before", "row"),
    [
        (
            "whole sentences, all targets empty",
            ["", "", "Pengembangan kompetensi melalui coaching dll", "Mengadakan bimtek", "Usulan diklat", ""],
            ["", "", "Monitoring dan evaluasi hasil pengembangan", "Melakukan monev kegiatan", "Formulir monitoring", ""],
        ),
        ("target given", FIRST, NEXT),
        (
            "letters go on",
            ["", "", "a. SOP telah ditetapkan", "Menyusun", "SOP", ""],
            ["", "", "b. SOP telah dievaluasi", "", "", ""],
        ),
        ("a komponen begins", NEXT, LAST),
        (
            "lower case all along",
            ["", "", "dokumen perencanaan sudah ada", "Menyusun Renstra.", "Renstra.", "Januari"],
            ["", "", "dokumen berorientasi hasil", "Menyusun IKU.", "IKU.", "Februari"],
        ),
    ],
)  # fmt: skip
def test_new_rows_at_a_pages_top_stay_apart(kind: str, before: list[str], row: list[str]) -> None:
    assert texts(read([AREA, FIRST, before], [row]))[-2:] == [before[1:], row[1:]], kind


def test_the_name_of_a_komponen_goes_on_over_the_page() -> None:
    before = [
        "ii",
        "Penerapan Sistem Pengendalian",
        "Telah dibangun lingkungan pengendalian",
        "Membangun di",
        "Kartu",
        "Mei",
    ]
    tail = ["", "Intern Pemerintah (SPIP)", "", "lingkungan kantor", "", ""]
    new_row = [
        "",
        "Intern Pemerintah (SPIP)",
        "Telah dilakukan penilaian risiko",
        "Menilai risiko",
        "Peta",
        "Juni",
    ]
    for following in (tail, new_row):
        document = read([AREA, FIRST, before], [following, NEXT])
        names = [cell.raw for row in document.rows if (cell := row.cell("komponen"))]
        assert names[1] == names[2] == "Penerapan Sistem Pengendalian Intern Pemerintah (SPIP)"
        assert len({row.no for row in document.rows}) == 2


def test_a_row_may_run_over_three_pages() -> None:
    document = read(
        [AREA, ["1", "Tim Kerja", "Tim telah dibentuk dengan", "Menyusun dan", "SK", "Mei"]],
        [["", "", "surat keputusan yang", "membahas serta", "", ""]],
        [["", "", "ditandatangani ketua", "menetapkan tim", "", ""], NEXT],
    )
    assert len(document.rows) == 2
    cell = document.rows[0].cell("indikator")
    assert cell is not None
    assert [part.page for part in cell.parts] == [1, 2, 3]
    assert cell.raw == "Tim telah dibentuk dengan surat keputusan yang ditandatangani ketua"


def test_a_missing_page_speaks_against_joining() -> None:
    first = reading(1, table(1, [HEADER, AREA, FIRST]))
    third = reading(3, table(3, [HEADER, ["", "", "", "Pegawai Teladan", "", ""], NEXT]))
    document = assemble(source(3), [first, third])
    assert [problem.code for problem in document.problems if problem.lost] == ["page-missing"]
    assert any("doubtful" in note for row in document.rows for note in row.notes)


@pytest.mark.parametrize("count", [1, 2])
def test_rows_printed_twice_over_a_seam_count_once(count: int) -> None:
    noisy = [text.replace("ta", "tn") if text else text for text in NEXT]
    again = [FIRST, noisy][-count:]
    document = read([AREA, FIRST, NEXT], [*again, LAST])
    assert texts(document) == [FIRST[1:], NEXT[1:], LAST[1:]]
    assert "printed-twice" in document.rows[1].notes
    assert document.rows[1].page_last == 2
    assert "prosedur" in document.pages[1].text
    assert document.problems == ()


def test_rows_alike_but_for_the_indikator_are_no_repeat() -> None:
    other = ["", "", "Pengaduan ditindaklanjuti tepat waktu", *NEXT[3:]]
    assert len(read([AREA, FIRST, NEXT], [other]).rows) == 3


def test_seams_compare_whole_runs() -> None:
    document = read([AREA, FIRST, NEXT])
    assert len(document.rows) == 2
    assert printed_twice([], []) == 0


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
        ("Paling lambat minggu ke-2", "Mei 2025", ["Paling lambat minggu ke-2", "Mei 2025"]),
    ],
)
def test_merged_targets_on_both_sides_of_a_seam(above: str, below: str, values: list[str]) -> None:
    first = box_cells(table(1, [HEADER, AREA, [*FIRST[:5], above], NEXT[:5]], {(2, 5): (2, 1)}), 120, 60)
    second = box_cells(table(2, [HEADER, [*LAST[:5], below], NEXT[:5]], {(1, 5): (2, 1)}), 120, 60)
    document = assemble(source(2), [reading(1, first), reading(2, second)])
    found = [cell.raw for row in document.rows if (cell := row.cell("target_waktu"))]
    assert found == [values[0]] * 2 + [values[1]] * 2


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


@pytest.mark.parametrize(
    ("before", "after", "goes_on"),
    [
        ("untuk mengikuti diklat maupun", "pengembangan kompetensi", True),
        ("Sekretariat KPU Kabupaten", "Hulu Sungai", True),
        ("(per semester /", "per triwulan)", True),
        ("1) Satu 2) Dua 3) Tiga", "4) Empat", True),
        ("Dokumen: a.", "Undangan", True),
        ("Penanganan Benturan", "Kepentingan", True),
        ("Telah dievaluasi.", "Menyusun laporan", False),
        ("Laporan evaluasi", "Menyusun laporan", False),
        ("Laporan", "1. Undangan", False),
        ("", "sisa", False),
    ],
)
def test_text_that_goes_on(before: str, after: str, goes_on: bool) -> None:
    pairs = word_pairs(["Surat Pernyataan Benturan Kepentingan"])
    assert (flow(before, after, pairs) > 0) is goes_on


@pytest.mark.parametrize(
    ("before", "after", "goes_on"),
    [
        ("April minggu ke-1 tahun", "2025", True),
        ("Juli-Agustus", "2026", True),
        ("Maret, Juni,", "September 2024", True),
        ("Januari s/d", "Mei 2024", True),
        ("Januari 2024", "Februari 2024", False),
        ("Januari 2024", "2025", False),
        ("Mei", "Juni", False),
    ],
)
def test_times_that_go_on(before: str, after: str, goes_on: bool) -> None:
    assert (time_flow(before, after) > 0.5) is goes_on


@pytest.mark.parametrize(
    ("mark", "readings"),
    [
        ("IV.", [(4, "ROMAN")]),
        ("i", [(1, "roman"), (9, "letter")]),
        ("d)", [(4, "letter")]),
        ("2.", [(2, "arabic")]),
        (",3", [(3, "arabic")]),
        ("V", [(5, "ROMAN"), (22, "LETTER")]),
        ("Tim", []),
        ("99", []),
        ("", []),
    ],
)
def test_ordinal_marks_keep_all_their_readings(mark: str, readings: list[tuple[int, str]]) -> None:
    assert [tuple(reading) for reading in ordinals(mark)] == readings


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1. Tim Kerja", ("1.", "Tim Kerja")),
        ("IV PENGUATAN", ("IV", "PENGUATAN")),
        ("A. MANAJEMEN", ("A.", "MANAJEMEN")),
        ("A MANAJEMEN", ("", "A MANAJEMEN")),
        ("Tim Kerja", ("", "Tim Kerja")),
        ("5 R", ("5", "R")),
    ],
)
def test_leading_marks_split_off(text: str, parts: tuple[str, str]) -> None:
    assert split_leading(text) == parts
