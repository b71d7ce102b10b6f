"""The rows at a plan's end that close the decree, and plans whose numbers count the rows."""

from __future__ import annotations

from extract.plan.assemble import assemble
from lampiran.records import RawDocument
from tests.support.plan_pages import AREA, FIRST, HEADER, LAST, NEXT, read, reading, source, table, texts

ISSUED = ["", "", "", "", "", "Ditetapkan di Contoh"]
SIGNED = [
    ["", "", "", "", "", "pada tanggal 2 Januari 2024"],
    ["", "", "", "", "", ""],
    ["", "", "", "", "", "KETUA KOMISI PEMILIHAN UMUM"],
    ["", "", "", "", "", "NAMA CONTOH"],
]


def komponen(document: RawDocument) -> list[str]:
    return [cell.raw if (cell := row.cell("komponen")) else "" for row in document.rows]


def test_the_closing_formula_in_ruled_rows_is_page_text() -> None:
    document = read([AREA, FIRST, NEXT, LAST, ISSUED, *SIGNED])
    assert texts(document) == [row[1:] for row in (FIRST, NEXT, LAST)]
    for words in ("Ditetapkan di Contoh", "pada tanggal 2 Januari 2024", "NAMA CONTOH"):
        assert words in document.pages[0].text
    assert not document.problems


def test_it_is_found_with_noise_and_on_a_page_of_its_own() -> None:
    noisy = ["", "", "", "Ditetapkam di Contoh", "", ""]
    document = read([AREA, FIRST, NEXT, LAST], [noisy, *SIGNED])
    assert texts(document) == [row[1:] for row in (FIRST, NEXT, LAST)]


def test_rows_that_go_on_after_such_words_are_rows() -> None:
    evidence = ["", "", "Standar ditetapkan", "Menetapkan standar", "Ditetapkan di lobi", "Mei 2024"]
    document = read([AREA, FIRST, evidence, ISSUED, LAST])
    assert [row[-1] for row in texts(document)] == [FIRST[5], "Mei 2024", ISSUED[5], LAST[5]]


THINGS = (
    "Tim kerja",
    "Maklumat",
    "Survei kepuasan",
    "Agen perubahan",
    "Peta risiko",
    "Laman resmi",
    "Tata naskah",
)


def numbered(first: int, last: int) -> list[list[str]]:
    return [
        [
            str(n),
            "Penyusunan Tim" if n == first else "",
            thing,
            f"Membahas {thing.lower()}",
            f"SK {thing}",
            "Mei",
        ]
        for n, thing in list(enumerate(THINGS, start=1))[first - 1 : last]
    ]


def test_numbers_that_count_the_rows_open_no_komponen_after_a_page_break() -> None:
    first = table(1, [HEADER, AREA, *numbered(1, 4)], {(2, 1): (4, 1)})
    after = numbered(5, 7)
    after[0][1] = ""
    second = table(2, [HEADER, *after], {(1, 1): (3, 1)})
    document = assemble(source(2), [reading(1, first), reading(2, second)])
    assert komponen(document) == ["Penyusunan Tim"] * 7
    assert [row.no for row in document.rows] == [""] * 7
    assert [row.starts_komponen for row in document.rows] == [True, *[False] * 6]


def test_numbers_of_every_row_open_no_komponen_where_its_cell_is_empty() -> None:
    other = numbered(6, 7)
    other[0][1] = "Pola Mutasi"
    document = read([AREA, *numbered(1, 3)], [*numbered(4, 5), *other])
    assert komponen(document) == ["Penyusunan Tim"] * 3 + ["Penyusunan Tim"] * 2 + ["Pola Mutasi"] * 2


def test_a_komponen_cut_by_a_page_break_is_one_though_its_row_has_a_number() -> None:
    first = numbered(1, 4)
    first[3][1] = "Penerapan Sistem"
    second = numbered(5, 7)
    second[0][1] = "Pengendalian Intern Pemerintah (SPIP)"
    spans = {(2, 1): (3, 1)}
    pages = [table(1, [HEADER, AREA, *first], spans), table(2, [HEADER, *second], {(1, 1): (3, 1)})]
    document = assemble(source(2), [reading(number, page) for number, page in enumerate(pages, start=1)])
    whole = "Penerapan Sistem Pengendalian Intern Pemerintah (SPIP)"
    assert komponen(document) == ["Penyusunan Tim"] * 3 + [whole] * 4


def test_numbers_that_count_the_komponen_open_one_without_a_name() -> None:
    unread = ["2", "", "Terdapat rencana kerja", "Membahas rencana", "Dokumen rencana", "Juni 2024"]
    document = read([AREA, FIRST, NEXT], [unread])
    assert [row.no for row in document.rows] == ["1", "1", "2"]
    assert document.rows[2].starts_komponen
