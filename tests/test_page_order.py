"""Pages that are missing, scanned twice or mixed up, told from what the pages print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.model import PageReading, PageTable, TextLine
from extract.plan.assemble import assemble
from extract.plan.page_order import order_by_contents, order_by_numbers
from extract.plan.printed_numbers import PrintedNumber, number_gaps, printed_number
from lampiran.codes import ProblemCode
from lampiran.records import Box, RawDocument, Word
from tests.support.plan_pages import (
    AREA,
    FIRST,
    HEADER,
    LAST,
    NEXT,
    Row,
    box_cells,
    reading,
    source,
    table,
    texts,
    words,
)

TITLE = "RENCANA AKSI ZONA INTEGRITAS"
FOURTH = ["3", "Pemantauan", "Evaluasi dilakukan berkala", "Rapat evaluasi", "Laporan evaluasi", "Juli 2024"]
TAIL = ["", "", "", "bersama seluruh kepala subbagian dan staf pelaksana", "", ""]


def numbered(page: int, printed: str, rows: Sequence[Row], sure: float = 1.0) -> PageReading:
    """A page with a printed number at its head, and the plan's title on the first one."""
    found = reading(page, table(page, [HEADER, *rows]), outside=[printed, *([TITLE] if page == 1 else [])])
    lines = [
        replace(line, words=tuple(replace(w, confidence=sure) for w in line.words)) for line in found.outside
    ]
    return replace(found, outside=tuple(lines))


def plan(*pages: tuple[str, Sequence[Row]]) -> RawDocument:
    readings = [numbered(number, *page) for number, page in enumerate(pages, 1)]
    return assemble(source(len(pages)), readings)


def gaps(document: RawDocument) -> list[tuple[str, int | None, tuple[str, ...]]]:
    return [(p.code.value, p.page, p.values) for p in document.problems if p.lost]


@pytest.mark.parametrize(
    ("text", "number", "total"),
    [
        ("- 3 -", 3, 0), ("3", 3, 0), ("Halaman 3 dari 12", 3, 12), ("Hal. 3", 3, 0), ("3/12", 3, 12),
        ("\N{EN DASH} 14 \N{EN DASH}", 14, 0), ("Page 2 of 9", 2, 9), ("Lampiran SK | Halaman 4", 4, 0),
    ],
)  # fmt: skip
def test_page_numbers_are_known(text: str, number: int, total: int) -> None:
    found = printed_number(reading(1, outside=[text, TITLE]))
    assert found == PrintedNumber(number, total, 1.0)


@pytest.mark.parametrize("text", ["2024", "Nomor 3", "3 rangkap", "0", "1.2.3", "", "3 April"])
def test_other_lines_are_no_page_numbers(text: str) -> None:
    assert printed_number(reading(1, outside=[text, TITLE])) is None


def test_a_number_in_the_middle_of_a_page_is_none() -> None:
    line = TextLine("7", words("7"), Box(300, 280, 310, 290))
    assert printed_number(replace(reading(1), outside=(line,))) is None
    head = TextLine("7", (Word("7", Box(300, 20, 310, 30), 0.7),), Box(300, 20, 310, 30))
    assert printed_number(replace(reading(1), outside=(head,))) == PrintedNumber(7, 0, 0.7)


def test_two_numbers_on_a_page_are_none() -> None:
    assert printed_number(reading(1, outside=["3", TITLE, "4"])) is None


def test_a_page_that_the_numbers_leave_out_is_lost() -> None:
    document = plan(("- 1 -", [AREA, FIRST]), ("- 2 -", [NEXT]), ("- 4 -", [LAST]), ("- 5 -", [FOURTH]))
    assert gaps(document) == [("pages-gone", 3, ("3",))]
    assert len(document.rows) == 4


def test_the_rest_of_a_row_is_not_joined_surely_over_a_gap() -> None:
    whole = plan(("- 1 -", [AREA, FIRST]), ("- 2 -", [TAIL, LAST]), ("- 3 -", [FOURTH]))
    assert "doubtful-join" not in whole.rows[0].notes and not gaps(whole)
    torn = plan(("- 1 -", [AREA, FIRST]), ("- 3 -", [TAIL, LAST]), ("- 4 -", [FOURTH]))
    assert gaps(torn) == [("pages-gone", 2, ("2",))]
    assert any("doubtful" in note for row in torn.rows[:2] for note in row.notes)


@pytest.mark.parametrize(
    "printed",
    [
        ["1", "2", "3", "4"],
        ["", "2", "3", "4"],
        ["5", "6", "7", "8"],  # an annex goes on counting
        ["1", "2", "1", "2"],  # or counts anew
        ["1", "2", "8", "4"],  # a digit misread
        ["8", "2", "3", "4"],
        ["1", "2", "3", "88"],
        ["", "", "", ""],
    ],
)  # fmt: skip
def test_whole_files_give_no_alarm(printed: Sequence[str]) -> None:
    rows = [[AREA, FIRST], [NEXT], [LAST], [FOURTH]]
    document = plan(*zip(printed, rows, strict=True))
    assert gaps(document) == []
    assert len(document.rows) == 4


def test_a_last_number_counts_only_if_it_was_read_surely() -> None:
    rows = [[AREA, FIRST], [NEXT], [LAST]]
    for sure, expected in ((0.5, []), (0.95, [("pages-gone", 3, ("3",))])):
        pages = [numbered(n, text, rows[n - 1], sure) for n, text in enumerate(["1", "2", "4"], 1)]
        assert gaps(assemble(source(3), pages)) == expected


def test_the_total_shows_that_the_end_is_missing() -> None:
    document = plan(("Halaman 1 dari 4", [AREA, FIRST]), ("Halaman 2 dari 4", [NEXT]))
    assert gaps(document) == [("pages-gone-total", 2, ("4",))]


def test_a_file_that_begins_in_the_middle() -> None:
    pages = [numbered(2, "- 3 -", [AREA, FIRST]), numbered(3, "- 4 -", [NEXT])]
    moved = [
        replace(p, page=p.page - 1, tables=tuple(replace(t, page=p.page - 1) for t in p.tables))
        for p in pages
    ]
    assert gaps(assemble(source(2), moved)) == [("pages-gone-start", 1, ("3",))]


def test_a_page_that_could_not_be_read_is_told_once() -> None:
    pages = [numbered(1, "1", [AREA, FIRST]), numbered(2, "2", [NEXT]), numbered(4, "4", [LAST])]
    assert gaps(assemble(source(4), pages)) == [("page-missing", 3, ("3",))]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [(["3", "4"], [("pages-gone", 2, ("2",))]), (["2", "3"], []), (["1", "2"], []), (["", ""], [])],
)
def test_a_decree_begins_on_page_one(
    printed: Sequence[str], expected: list[tuple[str, int, tuple[str, ...]]]
) -> None:
    first = reading(1, outside=["KEPUTUSAN KOMISI PEMILIHAN UMUM", "NOMOR 7 TAHUN 2024"])
    pages = [first, numbered(2, printed[0], [AREA, FIRST]), numbered(3, printed[1], [NEXT])]
    assert gaps(assemble(source(3), pages)) == expected


def test_an_annex_may_begin_on_any_page() -> None:
    first = reading(1, table(1, [HEADER, AREA, FIRST]), outside=["LAMPIRAN", "KEPUTUSAN KPU NOMOR 7"])
    pages = [first, numbered(2, "6", [NEXT]), numbered(3, "7", [LAST])]
    assert gaps(assemble(source(3), pages)) == []


def test_number_gaps_of_several_pages() -> None:
    numbers = {1: PrintedNumber(1, 0, 1.0), 2: PrintedNumber(5, 0, 1.0), 3: PrintedNumber(6, 0, 1.0)}
    (gap,) = number_gaps([1, 2, 3], numbers)
    assert (gap.page, gap.first, gap.last) == (2, 2, 4)


# Pages scanned twice.

LONG = [
    [
        "1",
        "Tim Kerja",
        "Tim telah dibentuk",
        "Menyusun surat keputusan tim bersama",
        "SK Tim",
        "Januari 2024",
    ],
    ["", "", "Anggota dipilih lewat prosedur yang jelas", "Menetapkan mekanisme", "Berita acara", "Mei 2024"],
]


@pytest.mark.parametrize("again", [1, 2])
def test_a_page_scanned_twice_counts_once(again: int) -> None:
    noisy = [[cell.replace("telah", "te1ah") for cell in row] for row in LONG]
    pages = [[AREA, *LONG], [LAST], [FOURTH]]
    pages.insert(again, [AREA, *noisy])
    document = plan(*(("", rows) for rows in pages))
    assert texts(document) == [row[1:] for row in [*LONG, LAST, FOURTH]]
    told = [(p.page, p.values, p.lost) for p in document.problems if p.code == ProblemCode.PAGE_COPIED]
    assert told == [(again + 1, ("1",), False)]
    assert len(document.areas) == 1


@pytest.mark.parametrize(("old", "new"), [("Mei", "Juni"), ("2024", "2025"), ("SK Tim", "SK Tim 2")])
def test_a_page_that_differs_in_something_that_counts_is_another(old: str, new: str) -> None:
    other = [[cell.replace(old, new) for cell in row] for row in LONG]
    document = plan(("", [AREA, *LONG]), ("", [AREA, *other]))
    assert len(document.rows) == 4
    assert document.problems == ()


def many(count: int) -> list[list[str]]:
    names = ["Rapat", "Sosialisasi", "Evaluasi", "Pelatihan", "Survei", "Monitoring", "Publikasi", "Audit"]
    return [
        ["", "", f"{name} dilaksanakan bersama", f"Menyusun bahan {name}", f"Laporan {name} 2024", "Mei 2024"]
        for name in names[:count]
    ]


def test_a_number_misread_on_a_page_of_many_rows_is_no_other_page_but_doubted() -> None:
    rows = many(8)
    again = [[cell.replace("Survei 2024", "Survei 2021") for cell in row] for row in rows]
    document = plan(("", [AREA, *rows]), ("", [AREA, *again]))
    assert len(document.rows) == 8
    doubted = [
        row.urutan for row in document.rows if max(p.border_doubt for c in row.cells for p in c.parts) == 1.0
    ]
    assert doubted == [5]


def test_many_other_numbers_make_another_page() -> None:
    rows = many(8)
    again = [[cell.replace("2024", "2025") for cell in row] for row in rows]
    assert len(plan(("", [AREA, *rows]), ("", [AREA, *again])).rows) == 16


def test_the_same_rows_on_pages_with_other_numbers_are_other_rows() -> None:
    assert len(plan(("1", [AREA, *LONG]), ("2", [AREA, *LONG])).rows) == 4


def test_the_same_rows_under_the_head_of_another_decree_are_other_rows() -> None:
    pages = [
        reading(
            n, table(n, [HEADER, AREA, *LONG]), outside=["LAMPIRAN", f"KEPUTUSAN KPU NOMOR {n}7 TAHUN 2024"]
        )
        for n in (1, 2)
    ]
    assert len(assemble(source(2), pages).rows) == 4


# Pages mixed up.


def test_pages_out_of_order_are_put_in_order() -> None:
    document = plan(("- 2 -", [NEXT]), ("- 1 -", [AREA, FIRST]), ("- 3 -", [LAST]), ("- 4 -", [FOURTH]))
    assert texts(document) == [FIRST[1:], NEXT[1:], LAST[1:], FOURTH[1:]]
    (told,) = [p for p in document.problems if p.code == ProblemCode.PAGES_REORDERED]
    assert told.values == ("2, 1, 3, 4",) and not told.lost
    assert [row.page_first for row in document.rows] == [2, 1, 3, 4]
    assert [page.page for page in document.pages] == [1, 2, 3, 4]


@pytest.mark.parametrize("printed", [[1, 2, 3], [1, 3, 2, 5], [1, 2, 1, 2], [2, 1], [3, 0, 1, 2]])
def test_numbers_that_do_not_count_on_move_nothing(printed: Sequence[int]) -> None:
    pages = list(range(1, len(printed) + 1))
    numbers = {page: PrintedNumber(n, 0, 1.0) for page, n in zip(pages, printed, strict=True) if n}
    assert order_by_numbers(pages, numbers) == pages


@pytest.mark.parametrize(
    ("places", "order"),
    [
        ({1: [1, 2], 2: [9, 10], 3: [5, 6]}, [1, 3, 2]),
        ({1: [1, 2], 2: [5, 6], 3: [9, 10]}, [1, 2, 3]),
        ({1: [1, 2], 2: [9, 10], 3: [6, 9]}, [1, 2, 3]),  # one reaches into the next
        ({1: [1, 2], 2: [10, 9], 3: [5, 6]}, [1, 2, 3]),  # the plan has an order of its own
        ({1: [9, 10], 2: [5, 6]}, [1, 2, 3]),
        ({1: [5, 6], 3: [1, 2], 2: []}, [1, 2, 3]),
    ],
)
def test_official_indicators_show_the_order(places: dict[int, list[int]], order: list[int]) -> None:
    assert order_by_contents([1, 2, 3], places) == order


# Columns that go on over the page.


def halves(*pairs: tuple[Sequence[Row], Sequence[Row]]) -> RawDocument:
    """Pages with the first three columns, each followed by one with the others."""
    pages = []
    for left, right in pairs:
        pages.append(reading(len(pages) + 1, table(len(pages) + 1, [HEADER[:3], *left])))
        pages.append(reading(len(pages) + 1, table(len(pages) + 1, [HEADER[3:], *right])))
    return assemble(source(len(pages)), pages)


ROWS = [FIRST, NEXT, LAST, FOURTH]


@pytest.mark.parametrize("blank", [True, False])
def test_columns_on_the_next_page_are_joined_row_by_row(blank: bool) -> None:
    band = [["", "", ""]] if blank else []
    left, right = [AREA[:3], *(row[:3] for row in ROWS[:2])], [*band, *(row[3:] for row in ROWS[:2])]
    document = halves((left, right), ([row[:3] for row in ROWS[2:]], [row[3:] for row in ROWS[2:]]))
    assert texts(document) == [row[1:] for row in ROWS]
    assert [(p.code.value, p.page, p.lost) for p in document.problems] == [
        ("columns-of-other-page", 2, False), ("columns-of-other-page", 4, False),
    ]  # fmt: skip
    assert [(row.page_first, row.page_last) for row in document.rows] == [(1, 2), (1, 2), (3, 4), (3, 4)]
    cell = document.rows[0].cell("bukti_fisik")
    assert cell is not None and cell.parts[0].page == 2


def test_columns_with_another_number_of_rows_are_not_joined() -> None:
    document = halves(([row[:3] for row in ROWS], [row[3:] for row in ROWS[:3]]))
    assert ("columns-apart", 2, ("1", "4", "3")) in gaps(document)


def test_a_second_table_with_all_columns_is_no_rest() -> None:
    pages = [reading(1, table(1, [HEADER[:3], FIRST[:3]])), reading(2, table(2, [HEADER, AREA, *ROWS]))]
    assert not [p for p in assemble(source(2), pages).problems if "columns" in p.code]


# Two pages on one sheet.


def beside(page: PageTable, right: float, down: float = 0.0) -> PageTable:
    """The table moved on its sheet."""

    def moved(box: Box | None) -> Box | None:
        return Box(box.x0 + right, box.y0 + down, box.x1 + right, box.y1 + down) if box else None

    cells = tuple(replace(cell, box=moved(cell.box)) for cell in page.cells)
    return replace(page, cells=cells, box=moved(page.box), x_edges=tuple(x + right for x in page.x_edges))


def sheet(left: PageTable, right: PageTable, *lines: tuple[str, float, float]) -> RawDocument:
    outside = tuple(
        TextLine(text, words(text), Box(x, y, x + 100, y + 10)) for text, x, y in lines
    )  # fmt: skip
    page = PageReading(1, 1300, 600, "scan", "test", (right, left), outside)
    return assemble(source(), [page])


def test_the_left_page_of_a_sheet_is_read_before_the_right_one() -> None:
    left = box_cells(table(1, [HEADER, AREA, *ROWS[:2]]), 100, 60)
    right = box_cells(table(1, [HEADER, *ROWS[2:]]), 100, 60)
    document = sheet(beside(left, 0, 40), beside(right, 650))
    assert texts(document) == [row[1:] for row in ROWS]


def test_a_row_goes_on_from_the_left_page_to_the_right_one() -> None:
    left = box_cells(table(1, [HEADER, AREA, *ROWS[:2]]), 100, 60)
    right = box_cells(table(1, [HEADER, TAIL, *ROWS[2:]]), 100, 60)
    document = sheet(beside(left, 0, 40), beside(right, 650))
    assert len(document.rows) == 4
    assert "joined-tail" in document.rows[1].notes


def test_headings_over_each_page_of_a_sheet() -> None:
    tables = [box_cells(table(1, [HEADER, *rows]), 100, 60) for rows in (ROWS[:2], ROWS[2:])]
    lines = [("I. MANAJEMEN PERUBAHAN", 10.0, 25.0), ("II. PENATAAN TATALAKSANA", 660.0, 20.0)]
    document = sheet(beside(tables[0], 0, 45), beside(tables[1], 650, 40), *lines)
    assert [row.area for row in document.rows] == [0, 0, 1, 1]
    assert document.pages[0].text.splitlines() == [text for text, _, _ in lines]


def test_tables_below_each_other_are_no_two_pages() -> None:
    upper = box_cells(table(1, [HEADER, AREA, *ROWS[:2]]), 100, 60)
    lower = box_cells(table(1, [HEADER, *ROWS[2:]]), 100, 60)
    document = sheet(beside(upper, 20), beside(lower, 0, 300))
    assert texts(document) == [row[1:] for row in ROWS]
