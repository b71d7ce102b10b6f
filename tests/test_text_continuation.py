# ruff: noqa: E501 - a row of a plan reads best on a line of its own
"""Whether a text goes on where another ends, and what marks before a text mean."""

from __future__ import annotations

import pytest

from dictionaries.numerals import ordinals, split_heading
from extract.plan.signals import total
from extract.plan.text_continuation import continuation_signs, time_continuation_signs, word_pairs


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
    assert (total(continuation_signs(before, after, pairs)) > 0) is goes_on


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
    assert (total(time_continuation_signs(before, after)) > 0.5) is goes_on


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
    assert split_heading(text) == parts
