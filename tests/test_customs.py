"""A document's customs: the values that look wrong beside them (for the repairs see test_rules.py)."""

from __future__ import annotations

import pytest

from normalize.style.customs import Customs, odd_values

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
