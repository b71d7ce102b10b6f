"""Headers: found by likeness, mapped to columns, told from the headers of other tables."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from dictionaries.headers import check_headers, load_header_names
from extract.columns.header import find_header, fit_columns, is_number_row, repeats_header
from extract.columns.headings import Grid
from extract.grid.mending.grown_headings import with_headings_cut
from extract.grid.mending.missed_rules import with_number_row_cut
from lampiran.errors import DictionaryError
from tests.support.plan_pages import HEADER, NEXT, box_cells, table

FORM = ("no", "komponen", "indikator", "langkah_aksi", "bukti_fisik", "target_waktu")


@pytest.mark.parametrize(
    ("printed", "columns"),
    [
        (HEADER, FORM),
        ((",NO", "KOMPONEN", "INDIKATOR", "LANGKAHAKSI", "BUKTI FIZIK", "TARGET WAKTU"), FORM),
        (("", "K0MPONEN", "lNDIKATOR", "LANGKAH  AKSI", "BUKT1 FISIK", "TARGETWAKTU"), FORM),
        (("NO.", "Komponen", "Indikator", "Langkah Aksi", "Bukti Fisik", "Target dan Waktu"), FORM),
        (("NO", "KOMPONEN", "", "LANGKAH AKSI", "BUKTI FISIK", "TARGET WAKTU"), FORM),
        (("Nl", "nOMPONEN", "INDIKATOR", "LANGKAH AKSI", "BUKTI FISIK", "TARGET"), FORM),
        (
            ("No", "KOMPONEN", "INDIKATOR", "LANGKAH AKSI", "BUKTI FISIK", "TARGET DAN WAKTU", "% Target"),
            (*FORM, "% Target"),
        ),
        (
            ("NO", "KOMPONEN", "PROSES", "BUKTI FISIK", "TARGET WAKTU", "TINDAKLANJUT"),
            ("no", "komponen", "langkah_aksi", "bukti_fisik", "target_waktu", "TINDAKLANJUT"),
        ),
        (
            ("NO", "KOMPONEN", "INDIKATOR", "BUKTI FISIK", "TARGET WAKTU"),
            ("no", "komponen", "indikator", "bukti_fisik", "target_waktu"),
        ),
        (("KOMPONEN", "INDIKATOR", "LANGKAH AKSI", "DATA DUKUNG", "WAKTU"), FORM[1:]),
        (
            ("NO", "AREA PERUBAHAN", "KOMPONEN", "INDIKATOR", "RENCANA AKSI", "BUKTI DUKUNG", "TARGET WAKTU"),
            ("no", "area", *FORM[1:]),
        ),
    ],
)  # fmt: skip
def test_a_plans_header_names_its_columns(printed: Sequence[str], columns: Sequence[str]) -> None:
    header = find_header(Grid(table(1, [printed, ["1", "Tim Kerja", "x", "y", "Mei"]])), 0)
    assert header is not None
    assert header.kind == "plan"
    assert header.columns == tuple(columns)


@pytest.mark.parametrize(
    "printed",
    [
        ("NO", "NAMA", "JABATAN", "TANDA TANGAN"),
        ("NO", "NAMA / NIP", "JABATAN DALAM DINAS", "KEDUDUKAN DALAM TIM", "KETERANGAN"),
        ("NO", "PENILAIAN", "BOBOT", "PILIHAN JAWABAN", "NILAI", "CATATAN"),
        ("Huruf", "Rencana Program", "Sektor Utama", "Sektor Pendukung", "Periode dan Output"),
        ("NO", "PROGRAM", "KEGIATAN", "INDIKATOR", "TARGET", "BOBOT"),
        ("NO", "URAIAN", "SATUAN", "TARIF"),
    ],
)
def test_headers_of_other_tables_are_no_plans(printed: Sequence[str]) -> None:
    header = find_header(Grid(table(1, [printed, ["1", "Ketua", "x", "y", "z", "w"]])), 0)
    assert header is None or header.kind != "plan"


@pytest.mark.parametrize(
    "row",
    [
        ("1", "Tim Kerja", "Indikator telah dibahas", "Langkah aksi disusun", "Bukti", "Mei"),
        ("I", "MANAJEMEN PERUBAHAN", "", "", "", ""),
        ("", "", "", "", "", ""),
    ],
)
def test_a_row_of_the_plan_is_no_header(row: Sequence[str]) -> None:
    assert find_header(Grid(table(1, [row])), 0) is None


def test_two_levels_make_one_header() -> None:
    rows = [
        ["NO", "KOMPONEN", "INDIKATOR", "LANGKAH AKSI", "BUKTI FISIK", "TARGET", ""],
        ["", "", "", "", "", "WAKTU", "%"],
        ["1", "2", "3", "4", "5", "6", "7"],
    ]
    spans = {(0, col): (2, 1) for col in range(5)} | {(0, 5): (1, 2)}
    header = find_header(Grid(table(1, rows, spans)), 0)
    assert header is not None
    assert header.columns == (*FORM, "TARGET %")
    assert (header.first, header.last) == (0, 2)


N, K, J = HEADER[:3]
LEVELS: list[tuple[str, list[list[str]], dict[tuple[int, int], tuple[int, int]], tuple[str, ...]]] = [
    (
        "a group that is a heading itself",
        [[N, K, J, "RENCANA AKSI", "", "", "TINDAKLANJUT"],
         ["", "", "", "LANGKAH AKSI", "BUKTI FISIK", "TARGET DAN WAKTU", ""]],
        {(0, 3): (1, 3), (0, 6): (2, 1)},
        (*FORM, "TINDAKLANJUT"),
    ),
    (
        "a group nobody knows",
        [[N, K, J, "PELAKSANAAN KEGIATAN KANTOR", "", ""],
         ["", "", "", "LANGKAH AKSI", "BUKTI FISIK", "WAKTU"]],
        {(0, 3): (1, 3)},
        FORM,
    ),
    (
        "the target by quarters",
        [[N, K, J, "LANGKAH AKSI", "BUKTI FISIK", "TAHUN 2025", "", "", ""],
         ["", "", "", "", "", "TW I", "TW II", "TW III", "TW IV"]],
        {(0, 3): (2, 1), (0, 4): (2, 1), (0, 5): (1, 4)},
        (*FORM[:5], "TAHUN 2025 TW I", "TAHUN 2025 TW II", "TAHUN 2025 TW III", "TAHUN 2025 TW IV"),
    ),
    (
        "quarters under a known heading",
        [[N, K, J, "LANGKAH AKSI", "BUKTI FISIK", "TARGET WAKTU", "", ""],
         ["", "", "", "", "", "I", "II", "III"]],
        {(0, 3): (2, 1), (0, 4): (2, 1), (0, 5): (1, 3)},
        (*FORM[:5], "TARGET WAKTU I", "TARGET WAKTU II", "TARGET WAKTU III"),
    ),
    (
        "output and time of the target",
        [[N, K, J, "LANGKAH AKSI", "BUKTI FISIK", "TARGET", ""],
         ["", "", "", "", "", "OUTPUT", "WAKTU"]],
        {(0, 3): (2, 1), (0, 4): (2, 1), (0, 5): (1, 2)},
        (*FORM[:5], "output", "target_waktu"),
    ),
    (
        "three levels",
        [[N, K, J, "RENCANA KERJA", "", "", ""],
         ["", "", "", "PELAKSANAAN", "", "TARGET", ""],
         ["", "", "", "LANGKAH AKSI", "BUKTI DUKUNG", "WAKTU", "ANGGARAN"]],
        {(0, 0): (3, 1), (0, 1): (3, 1), (0, 2): (3, 1), (0, 3): (1, 4), (1, 3): (1, 2), (1, 5): (1, 2)},
        (*FORM, "anggaran"),
    ),
    (
        "headings cut by a false rule",
        [["NO", "KOMPO-", "URAIAN", "LANGKAH", "BUKTI", "TARGET"],
         ["", "NEN", "INDIKATOR", "AKSI", "FISIK", "WAKTU"]],
        {},
        FORM,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "rows", "spans", "columns"), LEVELS, ids=[case[0] for case in LEVELS])
@pytest.mark.parametrize("spanned", [True, False])
def test_the_deepest_heading_names_a_column(
    kind: str,
    rows: list[list[str]],
    spans: dict[tuple[int, int], tuple[int, int]],
    columns: tuple[str, ...],
    *,
    spanned: bool,
) -> None:
    """Cells beside a group may be merged downwards or be blank in the lower level."""
    if not spanned:
        spans = {place: span for place, span in spans.items() if span[1] > 1}
    data = ["1", "Tim Kerja", "Tim telah dibentuk", "Rapat", "SK", "Mei", "", "", ""][: len(rows[0])]
    header = find_header(Grid(table(1, [*rows, data], spans)), 0)
    assert header is not None, kind
    assert header.columns == columns
    assert (header.first, header.last) == (0, len(rows) - 1)


def test_a_row_over_a_band_of_titles_is_no_header() -> None:
    """A band may print the titles again under the plan's rows; the row over it is data."""
    rows = [NEXT, ["II", "PENATAAN TATALAKSANA", *HEADER[2:]]]
    assert find_header(Grid(table(1, rows)), 0) is None
    assert find_header(Grid(table(1, rows)), 1) is not None


def test_an_area_over_a_header_is_no_part_of_it() -> None:
    rows = [["I", "MANAJEMEN PERUBAHAN", "", "", "", ""], HEADER, NEXT]
    assert find_header(Grid(table(1, rows)), 0) is None
    assert find_header(Grid(table(1, rows)), 1) is not None


@pytest.mark.parametrize("spans", [{}, {(0, 3): (2, 1)}])
def test_text_that_grew_into_a_heading_goes_back_to_its_row(
    spans: dict[tuple[int, int], tuple[int, int]],
) -> None:
    """The rule under the header is worn: a tail, or a cell of the first row, stands in the heading's cell."""
    grown = [*HEADER[:3], "LANGKAH AKSI kepala subbagian dan staf", *HEADER[4:]]
    first = ["", "", "x", "", "y", "Mei"] if spans else NEXT
    cut = with_headings_cut(table(1, [grown, first], spans))
    assert cut.n_rows == (2 if spans else 3)
    grid = Grid(cut)
    heading, rest = grid.at(0, 3), grid.at(1, 3)
    assert heading is not None and rest is not None
    assert (heading.text, rest.text) == ("LANGKAH AKSI", "kepala subbagian dan staf")
    assert [word.text for word in rest.words] == rest.text.split()
    assert all(grid.at(row, col) is not None for row in range(cut.n_rows) for col in range(6))
    header = find_header(grid, 0)
    assert header is not None
    assert (header.columns, header.last) == (FORM, 0)
    whole = table(1, [[*HEADER[:5], "TARGET WAKTU PELAKSANAAN KEGIATAN"], NEXT])
    assert with_headings_cut(whole) is whole


def test_a_header_that_ran_into_the_first_row_in_all_columns_is_cut_off() -> None:
    row = ("a", "Tim Kerja", "Tim telah dibentuk", "Menyusun tim", "SK tim kerja", "Maret 2021")
    grown = [f"{heading} {text}" for heading, text in zip(HEADER, row, strict=True)]
    cut = Grid(with_headings_cut(table(1, [grown, NEXT])))
    assert [getattr(cut.at(1, col), "text", "") for col in range(6)] == list(row)
    header = find_header(cut, 0)
    assert header is not None and header.columns == FORM
    assert all(cell.border_doubt == 1.0 for cell in cut.starting(1))
    # A row whose cells begin with words of headings is none.
    data = ["1", "Komponen", "Indikator kinerja utama telah ditetapkan", "Menyusun", "Dokumen", "Mei"]
    assert with_headings_cut(table(1, [data, NEXT])).n_rows == 2


def test_a_group_over_nothing_leaves_the_first_rows_alone() -> None:
    """A rule missing in the header only: what stands below is a row, however few its cells."""
    rows = [
        [*HEADER[:3], "LANGKAH AKSI BUKTI FISIK", "", HEADER[5]],
        ["", "", "", "SK Tim", "Foto", ""],
        NEXT,
    ]
    grid = Grid(table(1, rows, {(0, 3): (1, 2)}))
    header = find_header(grid, 0)
    assert header is None or header.last == 0


@pytest.mark.parametrize(
    ("row", "after_header", "counts"),
    [
        (["1", "2", "3", "4", "5", "6"], False, True),
        (["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"], False, True),
        (["1", "", "3", "A", "5", ""], False, True),
        (["l", "2", "", "4", "", ""], True, True),
        (["1", "", "", "", "", ""], True, False),
        (["1", "2", "", "", "", ""], False, False),
        (["(1)", "(2)", "(3)", "14)l", "(5)", "G6)"], True, True),
        (["(1)", "(2)", "(3)", "14)l", "(5)", "G6)"], False, False),
        (["1", "2", "3", "Rapat", "5", "6"], True, False),
        (["1", "Tim", "SOP", "SK", "SK", "Mei"], True, False),
        (["1", "Tim Kerja", "x", "y", "z", "6"], True, False),
    ],
)
def test_rows_that_count_the_columns(row: list[str], after_header: bool, counts: bool) -> None:
    assert is_number_row(Grid(table(1, [row])), 0, after_header=after_header) is counts


def test_a_number_grown_into_the_row_below_goes_back_to_its_row() -> None:
    rows = [HEADER, ["1", "2", "3", "4", "5 tanda tangan", "6"], ["", "", "x", "y", "", "Mei"]]
    grown = table(1, rows, {(1, 4): (2, 1)})
    grid = Grid(with_number_row_cut(grown))
    upper, lower = grid.at(1, 4), grid.at(2, 4)
    assert upper is not None and lower is not None
    assert (upper.text, lower.text, lower.row) == ("5", "tanda tangan", 2)
    assert is_number_row(grid, 1)
    whole = table(1, [HEADER, ["1", "Tim", "3 kali", "y", "5 orang hadir", "6"], [""] * 6], {(1, 4): (2, 1)})
    assert with_number_row_cut(whole) is whole


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("% REALISASI", "% REALISASI"),
        ("% Target", "% Target"),
        ("Yo REALISASI", "% REALISASI"),
        ("0/0 TARGET", "% TARGET"),
        ("TINDAK LANJVT", "TINDAK LANJUT"),
        ("Tindaklanjut", "Tindaklanjut"),
        ("% REALIS ASI", "% REALISASI"),
        ("TINDAKLANJU T", "TINDAKLANJUT"),
        ("Tindak lan jut", "Tindak lanjut"),
        ("Anggaran (Rp)", "anggaran"),
        ("Penanggung-jawab", "penanggung_jawab"),
        ("P I C", "penanggung_jawab"),
    ],
)
def test_own_columns_are_named_as_printed_unless_misread(printed: str, name: str) -> None:
    header = find_header(Grid(table(1, [(*HEADER, printed)])), 0)
    assert header is not None
    assert header.columns[-1] == name


def test_a_repeated_header_may_be_ruined_beyond_finding() -> None:
    header = find_header(Grid(table(1, [HEADER])), 0)
    assert header is not None
    ruined = ["N", "KOMFONN", "INDKATR", "LANGXAHAK", "BUXTI FSK", "TARGT WAK"]
    again = Grid(table(2, [ruined, ["", "Pola Mutasi", "Indikator kinerja", "", "", ""]]))
    assert repeats_header(again, 0, header.columns, header)
    assert not repeats_header(again, 1, header.columns, header)


def test_columns_without_header_are_named_by_their_place() -> None:
    first = box_cells(table(1, [HEADER, ["1", "a", "b", "c", "d", "e"]]), 100.0, 40.0)
    header = find_header(Grid(first), 0)
    assert header is not None
    same = box_cells(table(2, [["", "", "f", "g", "h", "i"]]), 96.0, 40.0)
    other = box_cells(table(2, [["1", "Nama", "Jabatan"]]), 200.0, 40.0)
    assert fit_columns(header, same) == FORM
    assert fit_columns(header, other) is None


def test_the_headings_file_is_sound_and_a_broken_one_is_refused(tmp_path: Path) -> None:
    assert load_header_names().find("LANGKAH AKSI") is not None
    (tmp_path / "headers.csv").write_text("header,kolom,weight\nNO,no,0.2\nN O,number,2\n", encoding="utf-8")
    findings = [finding.message for finding in check_headers(tmp_path)]
    assert len(findings) == 3
    with pytest.raises(DictionaryError, match=r"headers\.csv, line 3"):
        load_header_names(tmp_path)


@pytest.mark.parametrize("text", ["", "N", "NIK", "Nomor Induk Pegawai", "Telah ditetapkan"])
def test_what_is_no_heading_is_not_found(text: str) -> None:
    assert load_header_names().find(text) is None
