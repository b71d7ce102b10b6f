"""Two times in one cell, with nothing between them, are rows that ran together."""

from __future__ import annotations

import pytest

from normalize.language.months import holds_second_time


@pytest.mark.parametrize(
    "text",
    [
        "Setiap triwulan Oktober 2024 TW II dan TW IV",
        "Oktober 2024 TW II",
        "Maret 2023 Setiap bulan",
        "Desember 2023 Januari 2024",
        "Tiap semester Triwulan III",
    ],
)
def test_two_times_run_together(text: str) -> None:
    assert holds_second_time(text)


@pytest.mark.parametrize(
    "text",
    [
        "TW II dan TW IV",
        "Setiap triwulan (Maret, Juni, September, Desember)",
        "Setiap triwulan tahun 2024",
        "Januari minggu ke-2 tahun 2022",
        "Maret 2024, Juni 2024",
        "Desember 2023 - Januari 2024",
        "Tahun 2024 setiap bulan",
        "Setiap bulan Januari s.d. Desember 2025",
        "Agustus-Oktober",
    ],
)
def test_one_time_or_times_that_are_joined(text: str) -> None:
    assert not holds_second_time(text)
