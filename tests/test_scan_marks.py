"""Specks, lost brackets and blanks of scans."""

from __future__ import annotations

import pytest

from normalize.edits import apply_edits
from normalize.rules.marks import marks
from normalize.rules.scan_marks import loose_stops, scan_marks
from normalize.style.context import DocumentContext


@pytest.mark.parametrize(
    ("kolom", "text", "after"),
    [
        ("langkah_aksi", "kepala subbagian' 2) Menyusun", "kepala subbagian 2) Menyusun"),
        ("langkah_aksi", "seluruh @subbagian hadir", "seluruh subbagian hadir"),
        ("langkah_aksi", "bersama _kepala bagian", "bersama kepala bagian"),
        ("langkah_aksi", "rapat @ pleno", "rapat pleno"),
        ("indikator", "masyarakat />", "masyarakat"),
        ("indikator", "prosedur tetap SOP) telah ada", "prosedur tetap (SOP) telah ada"),
        ("komponen", "Prosedur Tetap (SOP)Kegiatan Utama", "Prosedur Tetap (SOP) Kegiatan Utama"),
        ("langkah_aksi", "Pemilu di– lingkungan kantor", "Pemilu di lingkungan kantor"),
        ("bukti_fisik", "Foto kegiatan,", "Foto kegiatan"),
        ("target_waktu", "Maret sid Juli", "Maret s/d Juli"),
        ("target_waktu", "minggu ke-3tahun 2020", "minggu ke-3 tahun 2020"),
        ("target_waktu", "Mei2021", "Mei 2021"),
        ("target_waktu", "Per-bulan (Agt-Desember", "Per-bulan (Agt-Desember)"),
        ("target_waktu", "Februari. s.d. Mei", "Februari s.d. Mei"),
        ("target_waktu", "B01,B05", "B01, B05"),
        ("indikator", "Specific,Measurable", "Specific, Measurable"),
        ("langkah_aksi", "rapat pleno rutin..", "rapat pleno rutin."),
        ("bukti_fisik", "lembar disposisi W", "lembar disposisi"),
        ("langkah_aksi", "undangan dan. daftar hadir", "undangan dan daftar hadir"),
    ],
)
def test_specks_and_losses_are_put_right(kolom: str, text: str, after: str) -> None:
    assert apply_edits(text, scan_marks(text, kolom))[0] == after


@pytest.mark.parametrize(
    ("kolom", "text"),
    [
        ("bukti_fisik", "akun @kpubanyumas dan surel ppid@kpu.go.id"),
        ("langkah_aksi", "program 'Jumat Bersih' 2) Rapat"),
        ("indikator", "Telah ada SOP (prosedur tetap)"),
        ("indikator", "a) SOP b) Juknis"),
        ("langkah_aksi", "April – Desember"),
        ("bukti_fisik", "kode sid pengguna"),
        ("bukti_fisik", "Laporan (sementara"),
        ("bukti_fisik", "daftar pejabat eselon I"),
        ("bukti_fisik", "sesuai Lampiran A"),
        ("langkah_aksi", "Menyusun laporan dst..."),
        ("langkah_aksi", "kanal SP4N-LAPOR!"),
        ("target_waktu", "Januari s/d Maret 2021"),
    ],
)
def test_what_is_printed_so_stays(kolom: str, text: str) -> None:
    assert not list(scan_marks(text, kolom))


def test_a_loose_stop_goes_only_where_the_words_belong_together() -> None:
    document = DocumentContext.of_texts(["KPU Provinsi satu", "KPU Provinsi dua"])
    for text, after in (
        ("layanan . terpadu", "layanan terpadu"),
        ("KPU . Provinsi", "KPU Provinsi"),
        ("Kinerja Individu . KOMI", "Kinerja Individu . KOMI"),
        ("peta , abatan dan", "peta abatan dan"),
        ("peta , jabatan dan", "peta , jabatan dan"),
    ):
        assert apply_edits(text, loose_stops(text, document))[0] == after


def test_a_colon_that_ends_a_cell_is_the_semicolon_of_the_others() -> None:
    others = [f"Laporan kegiatan {n}; Foto kegiatan {n};" for n in range(4)]
    document = DocumentContext.of_texts(others, "transcript")
    for text, after in (
        ("Laporan hasil monitoring:", "Laporan hasil monitoring;"),
        ("Dokumen berupa:", "Dokumen berupa:"),
    ):
        assert apply_edits(text, marks(text, "bukti_fisik", document))[0] == after
    plain = DocumentContext.of_texts(["Laporan kegiatan"], "transcript")
    assert not list(marks("Laporan hasil monitoring:", "bukti_fisik", plain))
