"""Born-digital tables that have level rules only."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.grid.drawn.level_rules import find_level_ruled
from extract.grid.placing import PlacedWord
from extract.grid.table_model import Segment
from lampiran.records import Word

LEFTS = (40, 70, 160, 300, 470, 650)
TITLES = ("NO", "KOMPONEN", "INDIKATOR", "LANGKAH AKSI", "BUKTI FISIK", "TARGET WAKTU")
ROW = ("1", "Tim Kerja", "Tim telah dibentuk", "Menyusun surat tugas tim", "Surat tugas tim", "Maret 2024")


def printed(text: str, x: float, y: float) -> list[PlacedWord]:
    """A line of words of six points a letter."""
    words = []
    for part in text.split():
        width = 6.0 * len(part)
        words.append(PlacedWord(Word(part, None, 1.0), x, y, x + width, y + 10))
        x += width + 3
    return words


def across(texts: Sequence[str], y: float) -> list[PlacedWord]:
    return [word for text, x in zip(texts, LEFTS, strict=True) for word in printed(text, x, y)]


def rules(*ys: float) -> list[Segment]:
    return [Segment(36, 740, y) for y in ys]


def cells(words: Sequence[PlacedWord], *ys: float) -> tuple[list[tuple[int, int, int]], bool]:
    found = find_level_ruled(words, rules(*ys))
    assert found is not None
    return [(place.row, place.col, place.col_span) for place in found.cells], found.ruled


def test_rules_part_rows_and_gutters_columns() -> None:
    words = [*across(TITLES, 105), *across(ROW, 125), *printed("lagi", LEFTS[3], 137), *across(ROW, 155)]
    places, sure = cells(words, 100, 120, 150, 170)
    assert sure
    assert places == [(row, col, 1) for row in range(3) for col in range(6)]


def test_an_area_heading_runs_over_the_columns() -> None:
    words = [*across(TITLES, 105), *printed("II. PENATAAN TATALAKSANA", 40, 125), *across(ROW, 145)]
    places, sure = cells(words, 100, 120, 140, 160)
    assert sure
    assert [span for row, _, span in places if row == 1] == [6]


def test_list_marks_are_no_column() -> None:
    words = [*across(TITLES, 105)]
    for y in (125, 145, 165):
        words += across((*ROW[:3], "", *ROW[4:]), y)
        words += [*printed("1)", LEFTS[3] - 5, y), *printed("Menyusun surat", LEFTS[3] + 20, y)]
    found = find_level_ruled(
        [word for word in words if word.word.text != "AKSI"], rules(100, 120, 140, 160, 180)
    )
    assert found is not None
    assert len(found.xs) == 7


def test_without_titles_the_columns_are_not_sure() -> None:
    places, sure = cells([*across(ROW, 105), *across(ROW, 125)], 100, 120, 140)
    assert len(places) == 12
    assert not sure


def test_rules_without_print_between_them_are_one() -> None:
    places, _ = cells(
        [*across(TITLES, 110), *across(ROW, 132), *across(ROW, 152)], 100, 103, 128, 131, 150, 170
    )
    assert max(row for row, _, _ in places) == 2


def test_a_shorter_rule_parts_rows_beside_a_cell_that_goes_on() -> None:
    words = [*across(TITLES, 105), *across(ROW, 125), *across(("", "", *ROW[2:]), 145)]
    found = find_level_ruled(words, [*rules(100, 120, 160), Segment(142, 740, 140)])
    assert found is not None
    spans = {(place.row, place.col): place.row_span for place in found.cells}
    assert spans[1, 0] == spans[1, 1] == 2
    assert spans[1, 2] == spans[2, 2] == 1


def test_a_last_row_without_a_rule_below_is_a_row() -> None:
    words = [*across(TITLES, 105), *across(ROW, 123), *printed("lagi", LEFTS[3], 135)]
    places, sure = cells(words, 100, 120)
    assert sure
    assert len(places) == 12


@pytest.mark.parametrize("note", ["- 3 -", "Catatan: " + "dokumen ini ditandatangani secara elektronik " * 3])
def test_what_stands_below_the_table_is_no_row(note: str) -> None:
    words = [*across(TITLES, 105), *across(ROW, 125), *printed(note, LEFTS[3] if len(note) < 9 else 50, 143)]
    places, sure = cells(words, 100, 120, 140)
    assert sure
    assert max(row for row, _, _ in places) == 1


def test_running_text_between_rules_is_no_table() -> None:
    words = [word for y in (105, 125, 145) for word in printed("kata " * 20, 40, y)]
    assert find_level_ruled(words, rules(100, 120, 140, 160)) is None
    assert find_level_ruled(across(ROW, 105), rules(100)) is None


@pytest.mark.parametrize("ys", [(100,), (100, 103), (100, 140), (100, 100.5, 103)])
def test_the_double_line_under_a_letterhead_is_no_table(ys: tuple[float, ...]) -> None:
    """Rules without print between them are one rule, and one rule parts nothing."""
    letter = [word for y in range(160, 400, 15) for word in printed("Dengan hormat kami sampaikan", 60, y)]
    assert find_level_ruled([*printed("KOMISI PEMILIHAN UMUM", 200, 80), *letter], rules(*ys)) is None


def test_a_frame_round_a_photograph_is_no_table() -> None:
    frame = [*rules(100, 400), Segment(36, 740, 100.4), Segment(36, 740, 399.6)]
    assert find_level_ruled(printed("Foto kegiatan", 300, 410), frame) is None
    assert find_level_ruled([], frame) is None
