"""BUKTI FISIK cells come apart into the items they list, and only there."""

from __future__ import annotations

import pytest

from normalize.bukti_items import split_items

CASES = [
    ("", []),
    ("-", []),
    ("SK Tim Kerja", ["SK Tim Kerja"]),
    ("Laporan evaluasi; Kartu kendali; Rencana aksi;", ["Laporan evaluasi", "Kartu kendali", "Rencana aksi"]),
    (
        "SK Tim Kerja ZI tahun 2024; dan Prosedur pemilihan",
        ["SK Tim Kerja ZI tahun 2024", "Prosedur pemilihan"],
    ),
    ("1) Undangan 2) Foto kegiatan 3) Laporan", ["Undangan", "Foto kegiatan", "Laporan"]),
    ("1. Undangan; 2. Daftar hadir.", ["Undangan", "Daftar hadir"]),
    ("a. Undangan b. Notulen", ["Undangan", "Notulen"]),
    ("- Dokumen SOP. - Lembar evaluasi.", ["Dokumen SOP", "Lembar evaluasi"]),
    ("\N{BULLET} Foto \N{BULLET} Video", ["Foto", "Video"]),
    ("Dokumen pendukung: 1) SK 2) Foto", ["SK", "Foto"]),
    ("Undangan\nDaftar hadir", ["Undangan", "Daftar hadir"]),
]
KEPT_WHOLE = [
    "Undangan, daftar hadir dan notulen",
    "Laporan Agustus - Desember",
    "Peraturan Nomor 5. Tahun 2024",
    "Renstra 2020-2024",
    "Rapat tanggal 12) Mei",
    "SK Eselon II, III dan IV tahun 2021",
    "e-mail: kantor@contoh.go.id",
]


@pytest.mark.parametrize(("text", "items"), CASES)
def test_items(text: str, items: list[str]) -> None:
    assert split_items(text) == items


@pytest.mark.parametrize("text", KEPT_WHOLE)
def test_what_is_one_item_stays_one(text: str) -> None:
    assert split_items(text) == [text]


@pytest.mark.parametrize("text", [text for text, _ in CASES])
def test_no_word_is_lost_but_marks_and_leads(text: str) -> None:
    words = " ".join(split_items(text)).split()
    assert all(word in text for word in words)
