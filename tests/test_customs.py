"""A document's customs: what it prints alike everywhere, the few places that differ, and odd values."""

from __future__ import annotations

import pytest

from normalize.edits import apply_edits
from normalize.style.customs import Customs, as_customary, odd_values

CELLS = [
    *(("bukti_fisik", f"Nota dinas Nomor {n}/SDM.12-ND/2025 tentang hal {n}") for n in range(101, 106)),
    *(("bukti_fisik", f"Susunan tim ZI dan capaian e-Monev bagian {n}, WBK/WBBM") for n in range(1, 6)),
    *(("target_waktu", f"B0{n} dan B1{n % 3}") for n in range(1, 6)),
    *(("target_waktu", f"{month} – Desember 2025") for month in ("Januari", "Februari", "Maret", "April")),
    *(("REALISASI", "75 %") for _ in range(4)),
    *(("REALISASI", "100%") for _ in range(4)),
    *(("REALISASI", "Sudah dilaksanakan") for _ in range(4)),
]
CUSTOMS = Customs.observe(CELLS)


def _put_right(text: str, kolom: str) -> str:
    return apply_edits(text, as_customary(text, kolom, CUSTOMS))[0]


@pytest.mark.parametrize(
    ("kolom", "text", "after"),
    [
        ("bukti_fisik", "Nomor 341 SDM.12-ND/2025", "Nomor 341/SDM.12-ND/2025"),
        ("bukti_fisik", "Nomor 705/SDM.12-NDrz025", "Nomor 705/SDM.12-ND/2025"),
        ("bukti_fisik", "Nomor 135/SDM.12-ND/z025; Foto", "Nomor 135/SDM.12-ND/2025; Foto"),
        ("bukti_fisik", "Nomor 886/SDM.12-NDrzu23 2. Foto", "Nomor 886/SDM.12-ND/2025 2. Foto"),
        ("target_waktu", "B03 dan Bli", "B03 dan B11"),
        ("bukti_fisik", "susunan tim Zi kantor", "susunan tim ZI kantor"),
        ("bukti_fisik", "capaian c-Monev", "capaian e-Monev"),
        ("bukti_fisik", "menuju WBK WBBM", "menuju WBK/WBBM"),
        ("target_waktu", "B03 dan 810", "B03 dan B10"),
        ("target_waktu", "BOS", "B05"),
        ("target_waktu", "Mei-Juli 2025", "Mei – Juli 2025"),
        ("REALISASI", "10096", "100%"),
        ("REALISASI", "100x", "100%"),
        ("REALISASI", "75 &", "75 %"),
        ("REALISASI", "75%", "75 %"),
        ("REALISASI", "Sudah di laksanakan", "Sudah dilaksanakan"),
    ],
)
def test_what_is_a_misreading_away_from_a_custom_is_put_right(kolom: str, text: str, after: str) -> None:
    assert _put_right(text, kolom) == after


@pytest.mark.parametrize(
    ("kolom", "text"),
    [
        ("bukti_fisik", "Nomor 341/SDM.12-ND/2024"),
        ("bukti_fisik", "Nomor 341/SDM.13-ND/2025"),
        ("bukti_fisik", "Nomor 12/ORT.07-Kpt/2025"),
        ("bukti_fisik", "tim zi kantor"),
        ("bukti_fisik", "bagian a-Monev"),
        ("bukti_fisik", "810 lembar"),
        ("target_waktu", "B13"),
        ("target_waktu", "Januari – Desember 2025"),
        ("REALISASI", "95"),
        ("REALISASI", "190x"),
        ("REALISASI", "Belum dilaksanakan"),
        ("langkah_aksi", "10096"),
    ],
)
def test_another_number_and_the_authors_own_way_stay(kolom: str, text: str) -> None:
    assert _put_right(text, kolom) == text


def test_without_a_custom_nothing_is_changed() -> None:
    for _, text in CELLS:
        assert not list(as_customary(text, "bukti_fisik", Customs()))


@pytest.mark.parametrize(
    ("kolom", "text", "odd"),
    [
        ("REALISASI", "190x", True),
        ("REALISASI", "L", True),
        ("REALISASI", "100%", False),
        ("REALISASI", "-", False),
        ("REALISASI", "Sudah dilaksanakan", False),
        ("target_waktu", "Oktober 2005", True),
        ("target_waktu", "Oktober 2026", False),
        ("bukti_fisik", "Peraturan KPU Nomor 14 Tahun 2015", False),
        ("bukti_fisik", "Undang-Undang tahun 1999", False),
    ],
)
def test_odd_values_are_told(kolom: str, text: str, odd: bool) -> None:
    assert bool(list(odd_values(text, kolom, CUSTOMS))) is odd
