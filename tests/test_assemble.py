# ruff: noqa: E501 - cases read best on a line of their own
"""The whole document: no plan where there is none, every word counted, nothing that crashes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.model import PageReading, TextLine
from extract.plan.assemble import assemble
from lampiran.codes import ProblemCode
from lampiran.records import Box, Problem, Word
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

ATTENDANCE = [
    ["NO", "NAMA", "JABATAN", "TANDA TANGAN"],
    ["1", "Siti Aminah", "Ketua", ""],
    ["2", "Budi Santoso", "Anggota", ""],
]


def test_other_tables_stay_page_text_and_the_plan_goes_on_after_them() -> None:
    pages = [
        reading(1, table(1, ATTENDANCE), outside=["DAFTAR HADIR"]),
        reading(2, table(2, [HEADER, AREA, FIRST])),
        reading(3, table(3, ATTENDANCE), table(3, [HEADER, NEXT])),
    ]
    document = assemble(source(3), pages)
    assert texts(document) == [FIRST[1:], NEXT[1:]]
    assert [page.has_plan for page in document.pages] == [False, True, True]
    assert "Siti Aminah" in document.pages[0].text
    assert document.problems == ()


def test_pages_read_without_tesseract_are_told_once_a_document() -> None:
    def pages(*engines: str) -> list[PageReading]:
        rows = ([HEADER, AREA, FIRST], [NEXT], [LAST])
        readings = [reading(number, table(number, found)) for number, found in enumerate(rows, 1)]
        return [replace(page, engine=engine) for page, engine in zip(readings, engines, strict=True)]

    alone = assemble(
        source(3), pages("rapidocr 3.10.0 alone", "text layer + rapidocr 3.10.0 alone", "pdfplumber")
    )
    assert [p for p in alone.problems if p.code is ProblemCode.READ_ALONE] == [
        Problem(ProblemCode.READ_ALONE, ("rapidocr 3.10.0",))
    ]
    both = assemble(
        source(3), pages("tesserocr 5.5 ind + rapidocr 3.10.0", "tesserocr 5.5 ind (one reader)", "")
    )
    assert ProblemCode.READ_ALONE not in {p.code for p in both.problems}


def test_a_list_after_the_plan_is_not_taken_for_its_rest() -> None:
    more = [["3", "Rina", "Anggota", ""], ["4", "Joko", "Anggota", ""]]
    pages = [
        reading(1, box_cells(table(1, [HEADER, AREA, FIRST, NEXT]), 100, 40)),
        reading(2, box_cells(table(2, ATTENDANCE), 150, 40)),
        reading(3, box_cells(table(3, more), 150, 40)),
    ]
    assert len(assemble(source(3), pages).rows) == 2


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        ("attendance", ATTENDANCE),
        ("tariffs", [["NO", "JENIS", "SATUAN", "TARIF"], ["1", "Uji", "per sampel", "Rp1.000"]]),
        (
            "a strategy's matrix",
            [["Huruf", "Rencana Program", "Sektor Utama", "Periode dan Output"], ["a", "Membangun", "BATAN", "2024"]],
        ),
        (
            "work plan of another kind",
            [["NO", "PROGRAM", "KEGIATAN", "INDIKATOR", "TARGET"], ["1", "Jalan", "Aspal", "Panjang", "5 km"]],
        ),
        ("no header", [["1", "Siti", "x"], ["2", "Budi", "y"]]),
    ],
)  # fmt: skip
def test_no_plan_gives_no_rows_and_a_reason(kind: str, rows: list[list[str]]) -> None:
    document = assemble(source(), [reading(1, table(1, rows), outside=["Lampiran"])])
    assert document.rows == (), kind
    (problem,) = document.problems
    assert problem.code in (ProblemCode.NO_PLAN_HEADED, ProblemCode.NO_PLAN_BARE)
    (page,) = document.pages
    assert page.words_outside == page.words_read > 0


@pytest.mark.parametrize(
    ("page", "words", "told"), [(2, 80, True), (2, 40, False), (1, 80, False), (3, 80, False)]
)
def test_print_beside_the_table_amid_the_plan_may_be_lost_rows(page: int, words: int, *, told: bool) -> None:
    rows = [[AREA, FIRST], [NEXT], [LAST]]
    beside = [" ".join(["Membahas"] * words)]
    pages = [
        reading(number, table(number, [HEADER, *own]), outside=beside if number == page else ())
        for number, own in enumerate(rows, start=1)
    ]
    document = assemble(source(3), pages)
    assert len(document.rows) == 3
    gaps = [(ProblemCode.PLAN_GAP_BESIDE, 2, True)] if told else []
    assert [(p.code, p.page, p.lost) for p in document.problems] == gaps


def test_a_doubtful_header_counts_where_its_rows_are_a_plans() -> None:
    header = ["NO", "PROGRAM", "INDIKATOR", "KEGIATAN", "OUTPUT", "WAKTU"]
    document = read([AREA, FIRST, NEXT], header=header)
    assert texts(document) == [FIRST[1:], NEXT[1:]]


def test_nothing_readable_and_no_pages_at_all() -> None:
    nothing = assemble(source(), [reading(1)])
    assert [problem.code for problem in nothing.problems] == [ProblemCode.NO_PLAN_WORDS]
    missing = assemble(source(2), [])
    assert [problem.code for problem in missing.problems] == ["page-missing", "page-missing", "no-plan-words"]


def test_problems_of_source_and_pages_are_kept() -> None:
    damaged = Problem(ProblemCode.CUT_OFF, lost=True)
    origin = source()
    origin = type(origin)(origin.path, origin.file, origin.sha256, origin.kind, 1, "", (damaged,))
    assert damaged in assemble(origin, [reading(1, table(1, [HEADER, AREA, FIRST]))]).problems


def test_pages_may_come_in_any_order() -> None:
    pages = [reading(2, table(2, [HEADER, NEXT])), reading(1, table(1, [HEADER, AREA, FIRST]))]
    assert texts(assemble(source(2), pages)) == [FIRST[1:], NEXT[1:]]


def test_header_on_the_first_page_only() -> None:
    pages = [
        reading(1, box_cells(table(1, [HEADER, AREA, FIRST]), 100, 40)),
        reading(2, box_cells(table(2, [NEXT, NEXT[:2] + ["Lain sama sekali", *NEXT[3:]]]), 103, 40)),
    ]
    assert len(assemble(source(2), pages).rows) == 3


def test_a_table_for_each_area_with_its_heading_above() -> None:
    readings = []
    for number, name in enumerate(["I. MANAJEMEN PERUBAHAN", "II. PENATAAN TATALAKSANA"], 1):
        page = box_cells(table(number, [HEADER, FIRST, NEXT]), 100, 40)
        words = tuple(Word(word, Box(0, -30, 50, -20), 1.0) for word in name.split())
        plain = reading(number, page)
        line = TextLine(name, words, Box(0, -30, 200, -20))
        readings.append(type(plain)(number, 600, 800, "scan", "test", plain.tables, (line,)))
    document = assemble(source(2), readings)
    assert [(area.number, area.text) for area in document.areas] == [
        ("I.", "MANAJEMEN PERUBAHAN"), ("II.", "PENATAAN TATALAKSANA"),
    ]  # fmt: skip
    assert [row.area for row in document.rows] == [0, 0, 1, 1]
    assert document.problems == ()


def test_an_area_title_row_above_the_header_of_its_table() -> None:
    rows = [["I. MANAJEMEN PERUBAHAN", "", "", "", "", ""], HEADER, FIRST]
    document = assemble(source(), [reading(1, table(1, rows, {(0, 0): (1, 6)}))])
    assert [(area.number, area.text) for area in document.areas] == [("I.", "MANAJEMEN PERUBAHAN")]
    assert len(document.rows) == 1


def test_an_area_column_opens_areas() -> None:
    header = ["NO", "AREA", *HEADER[1:]]
    rows = [
        ["1", "Manajemen Perubahan", *FIRST[1:]],
        ["", "", *NEXT[1:]],
        ["2", "Penataan Tatalaksana", "SOP", *FIRST[2:]],
    ]
    document = read(rows, header=header)
    assert [row.area for row in document.rows] == [0, 0, 1]
    assert document.problems == ()


def test_words_of_a_remark_under_the_plan_are_page_text() -> None:
    remark = ["Catatan: jadwal dapat berubah sesuai kebutuhan kantor", "", "", "", "", ""]
    rows = [HEADER, AREA, FIRST, remark]
    document = assemble(source(), [reading(1, table(1, rows, {(3, 0): (1, 6)}))])
    assert len(document.rows) == 1
    assert "jadwal" in document.pages[0].text
    assert document.problems == ()


CELL = st.sampled_from(
    ["", "", "1", "2", "IV", "a.", "-", "MANAJEMEN PERUBAHAN", "Tim Kerja", "INDIKATOR", "KOMPONEN", "BUKTI FISIK"]
    + ["telah dibentuk dan", "Menyusun SK", "LANGKAH AKSI", "TARGET WAKTU", "Mei 2024", "1) satu", "NAMA", "6"]
)  # fmt: skip


@st.composite
def any_pages(draw: st.DrawFn) -> list[PageReading]:
    """Pages of tables of anything, most with a plan's header, some with merged cells."""
    pages = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        width = draw(st.sampled_from([3, 6, 6, 6, 7]))
        rows = draw(st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=6))
        if width >= 6 and draw(st.booleans()):
            rows.insert(0, [*HEADER, "EXTRA"][:width])
        spans = {}
        if len(rows) > 2 and draw(st.booleans()):
            spans[len(rows) - 2, draw(st.integers(0, width - 1))] = (2, 1)
        outside = draw(st.lists(st.sampled_from(["I. MANAJEMEN PERUBAHAN", "Lampiran", "- 3 -"]), max_size=2))
        pages.append(reading(number, table(number, rows, spans), outside=outside))
    return pages


@given(any_pages())
@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
def test_no_input_crashes_and_every_word_is_counted_once(pages: list[PageReading]) -> None:
    document = assemble(source(len(pages)), pages)
    assert "words-astray" not in {problem.code for problem in document.problems}
    for page, origin in zip(document.pages, pages, strict=True):
        assert page.words_read == origin.words_read
        assert page.words_read == page.words_in_cells + page.words_in_headers + page.words_outside
    assert [row.urutan for row in document.rows] == list(range(1, len(document.rows) + 1))
    for row in document.rows:
        assert row.area is None or 0 <= row.area < len(document.areas)
        assert row.page_first <= row.page_last
