"""Marks probably lost, and well-spelt words that do not belong: flagged in scans, never changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from lampiran.codes import ReasonCode
from normalize.repair import repair_text
from normalize.style.context import RepairContext
from normalize.style.document_style import DocumentStyle
from normalize.style.printing import Printing

TIMES = ["Maret 2023", "Paling lambat April 2023", "Paling lambat Juni 2023", "Mei s/d Juli 2023"]
ELSEWHERE = [
    "Peta risiko kegiatan; Daftar risiko",
    "Peta risiko tahapan; Rapat",
    "Laporan kotak saran; Foto",
]


def doubts(
    text: str, kolom: str = "langkah_aksi", wording: str = "", others: Sequence[str] = ELSEWHERE
) -> list[ReasonCode]:
    """The reasons for a look at a scanned cell, which must stay as it is."""
    cells = [("target_waktu", time) for time in TIMES] + [("bukti_fisik", other) for other in others]
    document = DocumentStyle.of_texts([*others, *TIMES, text], "scan")
    document = replace(document, printing=Printing.observe([*cells, (kolom, text)]))
    phrases = ((wording, 0.98),) if wording else ()
    made = repair_text(text, RepairContext(kolom, phrases, (), document))
    assert made.text == text
    return [doubt.code for doubt in made.doubts]


@pytest.mark.parametrize(
    ("text", "kolom"),
    [
        ("Menyusun peti risiko kegiatan", "langkah_aksi"),  # peta
        ("Menyiapkan pelatihan 20 P di kantor", "langkah_aksi"),
        ("Dokumen kanal pengaduan yang disahkan yang", "bukti_fisik"),
        ("Menetapkan tim kerja; Menyusun jadwal apel Menyiapkan daftar hadir", "langkah_aksi"),
        ("Foto kegiatan: Laporan rapat; Daftar hadir", "bukti_fisik"),
        ("Laporan peta-risiko tahapan", "bukti_fisik"),
        ("a. Laporan rapat tahun 2023: b. Daftar hadir", "bukti_fisik"),
        ("Laporan tahun 2019;Foto kegiatan", "bukti_fisik"),
        ("Tera April 2023", "target_waktu"),
    ],
)
def test_what_is_probably_misread_is_doubted(text: str, kolom: str) -> None:
    assert doubts(text, kolom)


@pytest.mark.parametrize(
    ("text", "kolom"),
    [
        ("Menyusun peta risiko kegiatan", "langkah_aksi"),
        ("Menyiapkan pelatihan eselon I di kantor", "langkah_aksi"),
        ("Menilai huruf C pada lembar kerja", "langkah_aksi"),
        ("Dokumen kanal pengaduan yang disahkan", "bukti_fisik"),
        ("Menetapkan tim kerja; Menyusun jadwal apel; Menyiapkan daftar hadir", "langkah_aksi"),
        ("1) Menetapkan tim kerja 2) Menyusun jadwal apel", "langkah_aksi"),
        ("Dokumen berupa: Laporan rapat; Daftar hadir", "bukti_fisik"),
        ("Dokumen berupa: a. Laporan rapat b. Daftar hadir", "bukti_fisik"),
        ("Laporan langkah-langkah penanganan", "bukti_fisik"),
        ("Paling lambat April 2023", "target_waktu"),
        ("Setiap triwulan", "target_waktu"),
    ],
)
def test_what_may_be_printed_so_is_not_doubted(text: str, kolom: str) -> None:
    assert doubts(text, kolom) == []


def test_a_mark_that_only_the_wording_has_is_doubted() -> None:
    wording = "Terdapat kode etik, estetika, dan disiplin"
    assert doubts("Terdapat kode etik estetika, dan disiplin", "indikator", wording)
    assert not doubts(wording, "indikator", wording)
    assert not doubts("Terdapat kode etik, estetika dan sanksi disiplin", "indikator", wording)


def test_a_stop_that_the_wording_has_not_is_doubted() -> None:
    wording = "Tim kerja membahas pembangunan Zona Integritas"
    assert doubts("Tim kerja membahas pembangunan. Zona Integritas", "indikator", wording)
    assert not doubts(f"{wording}.", "indikator", wording)


@pytest.mark.parametrize(
    ("kolom", "read", "printed"),
    [
        ("komponen", ".Penilaian Kepuasan", "Penilaian Kepuasan"),
        ("komponen", "Survei Kepuasan. Masyarakat", "Survei Kepuasan Masyarakat"),
        ("indikator", "Terdapat sistem reward and: punishment", "Terdapat sistem reward and punishment"),
        ("bukti_fisik", "SK tentang'tata cara pelaporan", "SK tentang tata cara pelaporan"),
        ("bukti_fisik", "Laporan pengaduan tahu 2021", "Laporan pengaduan tahun 2021"),
        ("target_waktu", "Januari.- Maret 2023", "Januari-Maret 2023"),
        ("target_waktu", "Mei s'd Juni 2023", "Mei s/d Juni 2023"),
        ("target_waktu", "B03, B 06 dan B09", "B03, B06 dan B09"),
    ],
)
def test_marks_that_no_writer_puts_there_go(kolom: str, read: str, printed: str) -> None:
    document = DocumentStyle.of_texts([read], "scan")
    assert repair_text(read, RepairContext(kolom, (), (), document)).text == printed


@pytest.mark.parametrize(
    ("kolom", "text"),
    [
        ("bukti_fisik", "SK Tim Kerja. Laporan Rapat"),
        ("bukti_fisik", "Foto shalat Jum'at bersama"),
        ("bukti_fisik", "Dokumen berupa: foto kegiatan"),
        ("target_waktu", "Per-bulan (April s/d"),
        ("langkah_aksi", "Mengusulkan data r pada aplikasi"),
    ],
)
def test_marks_that_writers_put_stay(kolom: str, text: str) -> None:
    document = DocumentStyle.of_texts([text], "scan")
    assert repair_text(text, RepairContext(kolom, (), (), document)).text == text


def test_codes_and_until_follow_the_document() -> None:
    cells = [("bukti_fisik", f"Formulir F-03 {word}") for word in ("rapat", "apel", "tim")]
    cells += [("target_waktu", f"{month} s/d Juni") for month in ("Januari", "Februari", "Maret")]
    document = replace(
        DocumentStyle.of_texts([text for _, text in cells], "scan"), printing=Printing.observe(cells)
    )

    def repaired(kolom: str, text: str) -> str:
        return repair_text(text, RepairContext(kolom, (), (), document)).text

    assert repaired("bukti_fisik", "Formulir F03 saran") == "Formulir F-03 saran"
    assert repaired("bukti_fisik", "Formulir F04 saran") == "Formulir F04 saran"
    assert repaired("target_waktu", "April sd Juni") == "April s/d Juni"


@pytest.mark.parametrize(
    ("kolom", "read", "printed"),
    [
        ("bukti_fisik", "Rekapitulasi (SKP)(100%)", "Rekapitulasi (SKP) (100%)"),
        ("langkah_aksi", "Menyusun jadwal;Membahas tim", "Menyusun jadwal; Membahas tim"),
        ("bukti_fisik", "Sertifikat pelatihan 20JP", "Sertifikat pelatihan 20 JP"),
        ("indikator", "-Dalam mutasi telah diperhatikan pola", "Dalam mutasi telah diperhatikan pola"),
        ("target_waktu", "Juni.2021", "Juni 2021"),
        ("target_waktu", "B01. B06 dan B09", "B01, B06 dan B09"),
    ],
)
def test_blanks_and_marks_at_seams(kolom: str, read: str, printed: str) -> None:
    document = DocumentStyle.of_texts([read], "scan")
    assert repair_text(read, RepairContext(kolom, (), (), document)).text == printed


@pytest.mark.parametrize("text", ["Tim kerja (TK)", "- Rapat; - Apel", "Pasal 5(2) dan 21A", "5R dan 3M"])
def test_seams_that_writers_make_stay(text: str) -> None:
    document = DocumentStyle.of_texts([text], "scan")
    assert repair_text(text, RepairContext("bukti_fisik", (), (), document)).text == text


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("2. Menyiapkan. SOP tata naskah; 3. Rapat", "2. Menyiapkan SOP tata naskah; 3. Rapat"),
        ("Revisi RKA-K/L. dan penyusunan jadwal", "Revisi RKA-K/L dan penyusunan jadwal"),
    ],
)
def test_stops_that_end_nothing_go(read: str, printed: str) -> None:
    document = DocumentStyle.of_texts([read], "scan")
    assert repair_text(read, RepairContext("langkah_aksi", (), (), document)).text == printed


def test_a_month_cut_short_once_is_doubted() -> None:
    assert doubts("Jul 2023", "target_waktu")
    assert not doubts("Mei 2023", "target_waktu")


@pytest.mark.parametrize(
    ("text", "kolom"),
    [
        ("Telah ditetapkan agen perubahan 17", "indikator"),
        ("Januari, April 2023 21/12-24", "target_waktu"),
        ("Menyiapkan standar layanan Gz lingkungan kantor", "langkah_aksi"),
        ("Foto kartu kendal SPIP", "bukti_fisik"),
    ],
)
def test_loose_numbers_and_scraps_are_doubted(text: str, kolom: str) -> None:
    assert doubts(text, kolom, others=[*ELSEWHERE, "Kartu kendali", "Foto kartu kendali; Rapat"])
