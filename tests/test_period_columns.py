"""Schedules as columns: months, quarters or weeks side by side with marks become one column of times."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dictionaries import load_vocabulary
from extract.model import PageTable
from extract.plan.assemble import assemble
from extract.plan.period_columns import with_periods_joined
from lampiran.codes import ReasonCode
from lampiran.records import PlanDocument, PlanRow, Reason, replay
from lampiran.settings import Settings
from normalize import normalize_document
from tests.support.plan_pages import box_cells, reading, source, table

FORM = ["NO", "KOMPONEN", "INDIKATOR", "LANGKAH AKSI", "BUKTI FISIK"]
MONTHS = ["JAN", "FEB", "MAR", "APR", "MEI", "JUN", "JUL", "AGS", "SEP", "OKT", "NOV", "DES"]
QUARTERS = ["TW I", "TW II", "TW III", "TW IV"]
TEXTS = ["1", "Tim Kerja", "Tim telah dibentuk", "Menyusun SK Tim", "SK Tim"]
OTHER = ["", "", "Anggota dipilih lewat prosedur", "Menetapkan mekanisme", "Berita acara"]


def page(
    number: int, periods: Sequence[str], marks: Sequence[dict[str, str]], title: str = "TARGET WAKTU"
) -> PageTable:
    """A page whose rows mark some of the periods."""
    count = len(periods)
    head = [*FORM, title, *[""] * (count - 1)]
    below = [*[""] * 5, *periods]
    rows = [
        [*texts, *(row.get(p, "") for p in periods)]
        for texts, row in zip((TEXTS, OTHER), marks, strict=False)
    ]
    spans = {(0, col): (2, 1) for col in range(5)} | {(0, 5): (1, count)}
    return box_cells(table(number, [head, below, *rows], spans), 60, 40)


def document(*tables: PageTable) -> PlanDocument:
    readings = [reading(number, found) for number, found in enumerate(tables, 1)]
    return normalize_document(assemble(source(len(readings)), readings), load_vocabulary(), Settings())


def target(row: PlanRow) -> tuple[str, str]:
    cell = next(cell for cell in row.cells if cell.kolom == "target_waktu")
    assert replay(cell.raw, cell.steps) == cell.text
    return cell.raw, cell.text


@pytest.mark.parametrize("mark", ["v", "V", "x", "\N{SQUARE ROOT}", "\N{BLACK CIRCLE}", "\N{CHECK MARK}"])
def test_ticked_months(mark: str) -> None:
    read = document(page(1, MONTHS, [{"MAR": mark, "JUN": mark}, {"DES": mark}]))
    first, second = read.rows
    assert target(first) == (f"MAR = {mark}; JUN = {mark}", "Maret, Juni")
    assert first.schedule.bulan == (3, 6) and first.schedule.certain
    assert (target(second)[1], second.schedule.bulan) == ("Desember", (12,))
    reasons = [cell.reasons for cell in first.cells if cell.kolom == "target_waktu"]
    assert reasons == [(Reason(ReasonCode.TIME_COMPOSED),)]
    assert [cell.kolom for cell in first.cells] == [
        "komponen",
        "indikator",
        "langkah_aksi",
        "bukti_fisik",
        "target_waktu",
    ]
    assert not [problem for problem in (*read.raw.problems, *read.problems) if problem.lost]


def test_quarters_hold_amounts() -> None:
    (row, _) = document(page(1, QUARTERS, [{"TW II": "50%", "TW IV": "100%"}, {}])).rows
    assert target(row) == ("TW II = 50%; TW IV = 100%", "TW II (50%), TW IV (100%)")
    assert row.schedule.bulan == (4, 5, 6, 10, 11, 12)


@pytest.mark.parametrize(
    ("title", "periods", "marks", "months"),
    [
        ("TRIWULAN", ["I", "II", "III", "IV"], {"III": "v"}, (7, 8, 9)),
        ("BULAN", [str(n) for n in range(1, 13)], {"2": "v", "11": "v"}, (2, 11)),
        ("TARGET WAKTU", ["SEMESTER I", "SEMESTER II"], {"SEMESTER II": "x"}, (7, 8, 9, 10, 11, 12)),
        ("JADWAL", ["JANUARI", "FEBRUARI", "MARET"], {"MARET": "-", "JANUARI": "v"}, (1,)),
    ],
)
def test_other_headings(
    title: str, periods: Sequence[str], marks: dict[str, str], months: tuple[int, ...]
) -> None:
    (row, _) = document(page(1, periods, [marks, {}], title)).rows
    assert row.schedule.bulan == months and row.schedule.certain


def test_weeks_under_months() -> None:
    months = ["JANUARI", "", "", "", "FEBRUARI", "", "", ""]
    weeks = ["1", "2", "3", "4"] * 2
    marks = [["v", "", "", "", "", "", "v", ""], [""] * 8]
    rows = [
        [*FORM, *months],
        [*[""] * 5, *weeks],
        *([*t, *m] for t, m in zip((TEXTS, OTHER), marks, strict=True)),
    ]
    spans = {(0, col): (2, 1) for col in range(5)} | {(0, 5): (1, 4), (0, 9): (1, 4)}
    (row, _) = document(box_cells(table(1, rows, spans), 60, 40)).rows
    assert target(row)[1] == "Januari minggu ke-1, Februari minggu ke-3"
    assert row.schedule.bulan == (1, 2)


def test_a_page_without_header_follows_the_one_before() -> None:
    whole = page(2, MONTHS, [{}, {"APR": "v"}])
    rows = [[*OTHER, *("v" if month == "APR" else "" for month in MONTHS)]]
    bare = box_cells(table(2, rows), 60, 40)
    assert bare.x_edges == whole.x_edges
    read = document(page(1, MONTHS, [{"MEI": "v"}]), bare)
    assert [row.schedule.bulan for row in read.rows] == [(5,), (4,)]


def test_a_mark_of_another_kind_is_kept_and_flagged() -> None:
    (row, _) = document(page(1, MONTHS, [{"MEI": "bila perlu"}, {}])).rows
    assert target(row)[1] == "Mei (bila perlu)"
    assert any(cell.needs_review for cell in row.cells if cell.kolom == "target_waktu")


def test_a_row_without_mark_has_no_time() -> None:
    (row, _) = document(page(1, MONTHS, [{}, {"MEI": "v"}])).rows
    assert target(row) == ("", "") and row.schedule.bulan == ()


@pytest.mark.parametrize(
    "head",
    [
        ["NO", "KOMPONEN", "INDIKATOR", "LANGKAH AKSI", "BUKTI FISIK", "TARGET WAKTU"],
        ["NO", "KOMPONEN", "INDIKATOR", "MEI", "BUKTI FISIK", "TARGET WAKTU"],
        ["1", "2", "3", "4", "5", "6"],
    ],
)
def test_other_tables_stay_as_they_are(head: list[str]) -> None:
    plain = table(1, [head, [*TEXTS, "Mei 2024"]])
    assert with_periods_joined([plain]) == [plain]


def test_months_beside_a_column_of_times_stay_columns_of_their_own() -> None:
    realised = table(1, [[*FORM, "TARGET WAKTU", "JAN", "FEB", "MAR"], [*TEXTS, "Mei 2024", "", "v", ""]])
    assert with_periods_joined([realised]) == [realised]


def test_the_header_of_the_next_page_is_no_rest_of_a_row() -> None:
    read = document(page(1, MONTHS, [{"MAR": "v"}, {}]), page(2, MONTHS, [{"MEI": "v"}, {"JUN": "v"}]))
    assert [row.notes for row in read.raw.rows] == [()] * 4


def test_every_word_stays_counted() -> None:
    read = document(page(1, MONTHS, [{"MAR": "v", "JUN": "v"}, {}]))
    (record,) = read.raw.pages
    assert record.words_read == record.words_in_cells + record.words_in_headers + record.words_outside
    assert not [problem for problem in read.raw.problems if problem.code == "words-astray"]
