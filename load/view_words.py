"""The views in words, in Indonesian: their titles, what a line of each is, what their columns say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ViewWords:
    """A view in words.

    Attributes:
        title: Its heading.
        says: What a line of it is.
    """

    title: str
    says: str


VIEW_WORDS: dict[str, ViewWords] = {
    "rencana_aksi": ViewWords(
        "Rencana aksi", "Satu baris untuk setiap baris rencana aksi, menurut urutan dalam dokumen."
    ),
    "cell": ViewWords(
        "Sel tabel",
        "Satu baris untuk setiap sel (atau bagian sel bila terpotong pergantian halaman): teks terbaca, "
        "teks setelah perbaikan, dan tempatnya pada halaman.",
    ),
    "correction": ViewWords(
        "Perbaikan", "Satu baris untuk setiap perbaikan teks, oleh mesin atau oleh pemeriksa."
    ),
    "pemeriksaan": ViewWords(
        "Perlu diperiksa",
        "Satu baris untuk setiap hal yang perlu diputuskan orang: sel, baris, kepala keputusan, dokumen.",
    ),
    "keputusan_pemeriksa": ViewWords(
        "Keputusan pemeriksa", "Satu baris untuk setiap keputusan pemeriksa, juga yang dibatalkan."
    ),
    "page_text": ViewWords(
        "Teks halaman",
        "Satu baris untuk setiap halaman: teks di luar tabel rencana, terbaca dan setelah perbaikan.",
    ),
    "document": ViewWords(
        "Dokumen", "Satu baris untuk setiap berkas yang pernah diproses, apa pun hasilnya."
    ),
    "other_table": ViewWords(
        "Tabel lain", "Satu baris untuk setiap tabel bergaris dalam berkas yang bukan rencana aksi."
    ),
    "other_cell": ViewWords(
        "Sel tabel lain", "Satu baris untuk setiap sel tabel lain, seperti terbaca; sel kosong ikut dicatat."
    ),
    "run": ViewWords(
        "Riwayat proses",
        "Satu baris untuk setiap proses yang mengubah basis data ini atau tidak selesai.",
    ),
    "vocabulary": ViewWords("Indikator resmi", "Indikator resmi LKE menurut edisi."),
    "crosswalk": ViewWords("Padanan edisi", "Indikator edisi lama dan padanannya di edisi baru."),
    "cakupan": ViewWords(
        "Cakupan indikator",
        "Satu baris untuk setiap rencana dan setiap indikator resmi edisinya: tercakup atau tidak, kapan.",
    ),
    "kosong": ViewWords(
        "Indikator yang belum ada",
        "Satu baris untuk setiap indikator resmi yang tidak dicakup satu pun baris rencana.",
    ),
    "kalender": ViewWords(
        "Kalender",
        "Satu baris untuk setiap rencana, area, dan bulan: berapa baris yang jatuh pada bulan itu.",
    ),
    "jadwal": ViewWords(
        "Jadwal",
        "Satu baris untuk setiap baris rencana dan setiap bulan pelaksanaannya: apa yang harus dikerjakan, "
        "di mana, kapan.",
    ),
    "bukti": ViewWords("Bukti fisik", "Satu baris untuk setiap bukti fisik, sudah dipisah satu per satu."),
    "perbandingan": ViewWords(
        "Perbandingan",
        "Indikator yang sama berdampingan, antarwilayah dan antartahun; edisi lama disambung lewat padanan.",
    ),
    "mutu": ViewWords(
        "Mutu pembacaan", "Satu baris untuk setiap dokumen: seberapa jauh hasilnya dapat dipercaya."
    ),
    "wilayah": ViewWords("Wilayah", "Satu baris untuk setiap provinsi, kabupaten, dan kota."),
    "lke": ViewWords(
        "Urutan LKE", "Satu baris untuk setiap butir LKE: nomor, bobot, dan baris lembar Excel."
    ),
    "kelengkapan": ViewWords(
        "Kelengkapan",
        "Satu baris untuk setiap wilayah dan tahun: apakah rencananya sudah ada, berkas mana yang dihitung, "
        "dan apa yang masih harus diperiksa.",
    ),
    "cakupan_lke": ViewWords(
        "Cakupan menurut LKE",
        "Satu baris untuk setiap rencana dan setiap indikator LKE 90/2021; "
        "edisi lama disambung lewat padanan.",
    ),
    "di_luar_hitungan": ViewWords(
        "Di luar hitungan",
        "Satu baris untuk setiap rencana yang tidak dihitung pada wilayah dan tahun mana pun, dan sebabnya.",
    ),
}
"""View name to words, the order in which they are offered."""

_COLUMNS: dict[str, str] = {
    "document_id": "Kode dokumen dalam basis data ini",
    "file": "Nama berkas",
    "sha256": "Sidik jari isi berkas",
    "lembaga": "Lembaga yang menetapkan keputusan",
    "wilayah": "Kabupaten atau kota",
    "kode_wilayah": "Kode wilayah Kemendagri",
    "provinsi": "Provinsi",
    "nomor_sk": "Nomor keputusan",
    "tahun_sk": "Tahun keputusan",
    "tanggal_sk": "Tanggal keputusan (tahun-bulan-hari)",
    "tahun_rencana": "Tahun yang direncanakan",
    "tahun": "Tahun rencana; bila tidak disebut, tahun keputusan",
    "edisi": "Edisi LKE yang diikuti: 52/2014 atau 90/2021",
    "urutan": "Nomor urut baris dalam dokumen",
    "area_no": "Nomor area perubahan, 1 sampai 6",
    "area": "Nama area perubahan",
    "komponen_no": "Nomor komponen dalam area, seperti dihitung keputusan",
    "komponen_id": "Kode komponen resmi; kosong bila tidak dikenali",
    "komponen": "Komponen",
    "indikator_id": "Kode indikator resmi yang utama; kosong bila tidak dikenali",
    "indikator_ids": "Semua kode indikator yang dicakup, dipisah titik koma",
    "indikator_no": "Huruf atau nomor yang tercetak di depan indikator",
    "indikator": "Indikator",
    "langkah_aksi": "Langkah aksi",
    "bukti_fisik": "Bukti fisik",
    "target_waktu": "Target waktu seperti tertulis",
    "bulan": "Bulan pelaksanaan, 1 sampai 12",
    "tahun_target": "Tahun yang tertulis pada target waktu",
    "page_first": "Halaman pertama tempat baris ini tercetak",
    "page_last": "Halaman terakhir tempat baris ini tercetak",
    "confidence": "Keyakinan bahwa huruf, angka, dan letaknya benar, 0 sampai 1",
    "needs_review": "1: huruf, angka, atau letaknya perlu dilihat orang",
    "marks_doubtful": "1: tanda bacanya meragukan",
    "confidence_exact": "Keyakinan bahwa tanda bacanya pun benar, 0 sampai 1",
    "kolom": "Kolom tabel",
    "raw": "Teks seperti terbaca, sebelum diperbaiki",
    "text": "Teks setelah diperbaiki",
    "page": "Halaman",
    "x0": "Tepi kiri sel pada halaman, dalam poin",
    "y0": "Tepi atas",
    "x1": "Tepi kanan",
    "y1": "Tepi bawah",
    "part": "Bagian ke berapa dari sel yang terpotong halaman",
    "page_from": "Halaman pertama dokumen ini dalam berkasnya",
    "page_to": "Halaman terakhir dokumen ini dalam berkasnya",
    "table_no": "Nomor tabel dalam dokumen",
    "headings": "Judul setiap kolom (daftar JSON); tingkat judul dipisah >",
    "columns": "Jumlah kolom",
    "row": "Baris ke berapa dalam tabel, judul ikut dihitung",
    "col": "Kolom ke berapa",
    "heading": "Judul kolom",
    "row_span": "Berapa baris yang ditempati sel ini",
    "col_span": "Berapa kolom yang ditempati sel ini",
    "shared": "1: tercetak pada baris sebelumnya dan berlaku juga untuk baris ini",
    "repaired": "Teks pengganti",
    "rule": "Aturan perbaikan; kosong bila tanpa aturan bernama",
    "method": "Cara perbaikan",
    "score": "Keyakinan perbaikan, 0 sampai 1",
    "corrected_by": "machine (mesin) atau nama pemeriksa",
    "corrected_at": "Waktu perbaikan (UTC)",
    "status": "ok, partial (sebagian), failed (gagal), skipped (dilewati), superseded (digantikan)",
    "reason": "Alasan bila tidak ok, dalam bahasa Inggris",
    "reason_indonesian": "Alasan bila tidak ok",
    "settled_kolom": "Kolom yang ditetapkan pemeriksa",
    "settled": "1: sudah diputuskan",
    "settled_by": "Pemeriksa yang menetapkannya",
    "code": "Kode alasan",
    "word": "Kata yang diragukan",
    "other_reading": "Hasil mesin pembaca lain",
    "candidates": "Pilihan lain beserta nilainya (JSON)",
    "scope": "Tentang apa: cell (sel), row (baris), head (kepala keputusan), document (dokumen)",
    "act": "Keputusan: confirm (benar), correct (perbaiki), author (tulisan asli), ask (tanyakan), "
    "not-plan (bukan rencana), add-row (tambah baris), undo (batalkan)",
    "state": "Keadaannya",
    "before": "Sebelum keputusan",
    "after": "Sesudah keputusan",
    "note": "Catatan",
    "decision_id": "Kode keputusan",
    "undoes": "Keputusan yang dibatalkannya",
    "run_id": "Kode proses",
    "command": "Perintah yang dijalankan",
    "outcome": "running (berjalan atau terputus), finished (selesai), stopped (dihentikan), failed (gagal)",
    "started_at": "Waktu mulai (UTC)",
    "finished_at": "Waktu selesai (UTC)",
    "version": "Versi program",
    "settings": "Pengaturan yang dipakai",
    "files": "Jumlah berkas",
    "ok": "Di antaranya lengkap",
    "partial": "Di antaranya sebagian",
    "failed": "Di antaranya gagal",
    "skipped": "Di antaranya dilewati (tanpa rencana)",
    "unchanged": "Di antaranya tidak berubah, tidak dibaca ulang",
    "flagged": "Baris yang perlu dilihat orang",
    "pages": "Jumlah halaman",
    "table_pages": "Jumlah halaman yang memuat tabel rencana",
    "rows": "Jumlah baris rencana",
    "words_read": "Jumlah kata terbaca pada halaman tabel",
    "words_in_cells": "Di antaranya di dalam sel",
    "words_in_headers": "Di antaranya pada kepala tabel",
    "words_outside": "Di antaranya di luar sel",
    "ink_unexplained": "Sel rencana dengan cetakan yang tidak terwakili kata mana pun",
    "words_unseen": "Kata dalam berkas yang tidak tampak pada halaman, ditinggalkan",
    "seconds": "Lama pembacaan, detik",
    "engine": "Mesin pembaca",
    "dictionary_version": "Versi kamus",
    "loaded_at": "Waktu dimuat (UTC)",
    "old_id": "Kode indikator edisi lama",
    "new_id": "Kode indikator edisi baru",
    "kind": "Jenis padanan",
    "covered": "1: tercakup dalam rencana, 0: tidak",
    "unmatched_rows": "Baris pada area itu yang belum dikenali; periksa dahulu sebelum menyimpulkan kosong",
    "item": "Bukti ke berapa dari baris itu",
    "bukti": "Satu bukti fisik",
    "padanan_id": "Kode indikator dalam edisi baru (atau kode lama bila dihapus)",
    "padanan_komponen_id": "Kode komponen dari padanan",
    "padanan": "Bunyi resmi indikator padanan",
    "rows_flagged": "Baris yang perlu dilihat orang",
    "rows_unmatched": "Baris tanpa indikator resmi",
    "cells": "Jumlah sel",
    "cells_flagged": "Sel yang perlu dilihat orang",
    "repairs": "Jumlah perbaikan oleh mesin",
    "problems": "Jumlah masalah yang tercatat",
    "kode_bps": "Kode wilayah BPS; kosong karena belum ada sumber dengan lisensi yang sesuai",
    "jenis": "Provinsi, Kabupaten, atau Kota",
    "kode_provinsi": "Kode provinsi Kemendagri",
    "urutan_lke": "Urutan dalam LKE",
    "level": "Tingkat: aspek, area, komponen, indikator, atau hasil",
    "id": "Kode butir",
    "nomor": "Nomor dalam LKE",
    "nama": "Bunyi butir",
    "bobot": "Bobot dalam LKE; kosong bila LKE tidak memberi bobot sendiri",
    "baris": "Baris pada lembar Jawaban buku kerja LKE (daftar soal 2026)",
    "keadaan": "Keadaan",
    "diterima": "Tanggal diterima menurut catatan",
    "rencana": "Banyaknya keputusan yang berlaku untuk wilayah dan tahun itu",
    "terbuka": "Sel yang masih perlu diperiksa",
    "menunggu": "1: menunggu jawaban kantor itu",
    "catatan": "Catatan pemeriksa",
    "aspect": "pemenuhan atau reform",
    "sebab": "Mengapa tidak dihitung",
}

_COLUMNS_OF_VIEW: dict[str, dict[str, str]] = {
    "cakupan": {"rows": "Berapa baris rencana mencakup indikator ini", "bulan": "Semua bulannya"},
    "kalender": {"rows": "Berapa baris jatuh pada bulan ini", "bulan": "Bulan, 1 sampai 12"},
    "jadwal": {
        "bulan": "Bulan, 1 sampai 12",
        "tahun": "Tahun pada target waktu; bila tidak tertulis, tahun rencana",
    },
    "correction": {
        "raw": "Teks sebelum perbaikan ini",
        "kolom": 'Kolom; "page 3" untuk teks halaman 3 di luar tabel (urutan kosong)',
    },
    "pemeriksaan": {
        "reason": "Mengapa perlu diperiksa, dalam bahasa Inggris",
        "reason_indonesian": "Mengapa perlu diperiksa",
        "item": "Kode tetap hal ini",
        "kind": "Jenis: letters (huruf), digits (angka), place (letak), missing (hilang), marks (tanda baca)",
        "state": "open (terbuka), asked (ditanyakan), conflict (berbeda), settled (selesai)",
        "x0": "Tepi kiri kata atau sel pada halaman, dalam poin",
    },
    "page_text": {
        "text": "Teks di luar tabel setelah perbaikan",
        "has_plan": "Apakah halaman memuat rencana",
        "kind": "Cara halaman dibaca",
    },
    "kelengkapan": {"keadaan": "ada atau belum"},
    "cakupan_lke": {
        "keadaan": "ada, belum, belum dinilai (rencana belum cukup terbaca), atau tidak diminta",
        "rows": "Berapa baris rencana mencakup indikator ini",
        "bulan": "Semua bulannya",
    },
    "other_table": {"rows": "Jumlah baris, judul ikut dihitung"},
    "other_cell": {"text": "Teks seperti terbaca"},
    "mutu": {"confidence": "Rata-rata keyakinan baris, 0 sampai 1"},
    "vocabulary": {"indikator_id": "Kode indikator resmi", "indikator": "Bunyi resmi indikator"},
}
"""Where a column says something else than in the other views."""


def column_words(view: str, name: str) -> str:
    """What a column of a view says; empty for one that is not known here."""
    return _COLUMNS_OF_VIEW.get(view, {}).get(name) or _COLUMNS.get(name, "")


def described_columns(view: str) -> dict[str, str]:
    """All columns that may stand in the view, with what they say."""
    return {name: column_words(view, name) for name in _COLUMNS}
