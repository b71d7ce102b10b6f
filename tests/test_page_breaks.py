# ruff: noqa: E501 - a row of a plan reads best on a line of its own
"""Page breaks: which first line of a page is the rest of a row, and which rows are printed twice."""

from __future__ import annotations

import pytest

from extract.plan.assemble import assemble
from extract.plan.page_repeats import printed_twice
from tests.support.plan_pages import (
    AREA,
    FIRST,
    HEADER,
    LAST,
    NEXT,
    read,
    reading,
    source,
    table,
    texts,
)


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


SOP_B = ["", "", "b. SOP telah diterapkan", "Rapat pembahasan SOP bersama subbagian", "Notula", "Mei 2024"]


@pytest.mark.parametrize(
    ("kolom", "text"),
    [
        (0, "3"),
        (2, "c. SOP telah diterapkan"),
        (2, "c. SOP telah dievaluasi"),
        (2, "SOP telah dievaluasi"),
        (5, "Juni 2024"),
        (5, "Mei 2025"),
        (3, "Rapat pembahasan SOP 2 bersama subbagian"),
    ],
)
def test_another_letter_number_or_time_is_another_row(kolom: int, text: str) -> None:
    before = list(SOP_B)
    before[0] = "2" if kolom == 0 else ""
    before[3] = before[3].replace("SOP", "SOP 1") if kolom == 3 else before[3]
    before[2] = before[2].removeprefix("b. ") if text.startswith("SOP") else before[2]
    after = [text if place == kolom else cell for place, cell in enumerate(before)]
    document = read([AREA, FIRST, before], [after, LAST])
    assert [row.cell("indikator").raw for row in document.rows[1:3]] == [before[2], after[2]]  # type: ignore[union-attr]
    assert all("printed-twice" not in row.notes for row in document.rows)


@pytest.mark.parametrize("quarters", [("TW I", "TW II"), ("Triwulan III", "Triwulan IV")])
def test_another_part_of_the_year_is_another_row(quarters: tuple[str, str]) -> None:
    first, second = ([*SOP_B[:5], when] for when in quarters)
    assert len(read([AREA, FIRST, first], [second, LAST]).rows) == 4


def test_the_same_row_misread_is_dropped_and_noted() -> None:
    again = [
        "",
        "",
        "b. S0P telah diterapkan",
        "Rapat pembahasan S0P bersama subbagian",
        "Notula",
        "Mel 2024",
    ]
    document = read([AREA, FIRST, SOP_B], [again, LAST])
    assert len(document.rows) == 3
    assert "printed-twice" in document.rows[1].notes


def test_a_row_on_three_pages_is_noted_up_to_the_last() -> None:
    document = read([AREA, FIRST, NEXT], [NEXT], [NEXT, LAST])
    assert texts(document) == [FIRST[1:], NEXT[1:], LAST[1:]]
    assert document.rows[1].page_last == 3
    assert "printed-twice" in document.rows[1].notes


def test_seams_compare_whole_runs() -> None:
    document = read([AREA, FIRST, NEXT])
    assert len(document.rows) == 2
    assert printed_twice([], []) == 0
