"""Marks that readers take for others are put right where the document proves them misread, and only there."""

from __future__ import annotations

import pytest

from normalize.context import DocumentContext, RepairContext
from normalize.repair import repair_text

NO_SEMICOLON = DocumentContext(noise=0.3, kind="scan", cells=60, semicolons=0, list_colons=3)
SCAN = DocumentContext(noise=0.3, kind="scan", cells=60, semicolons=9)
TRANSCRIPT = DocumentContext(noise=0.3, kind="transcript", cells=60)

SEPARATORS = [
    ("1) Undangan rapat: 2) Daftar hadir", "1) Undangan rapat; 2) Daftar hadir"),
    ("a. Laporan tahun 2024, b. Foto kegiatan", "a. Laporan tahun 2024; b. Foto kegiatan"),
    ("Laporan hasil rapat: Foto kegiatan", "Laporan hasil rapat; Foto kegiatan"),
    ("Laporan hasil rapat:", "Laporan hasil rapat;"),
]
LEAD_INS = [
    "Dokumen pendukung antara lain: undangan",
    "Rapat berupa: 2) evaluasi",
    "Dokumen yaitu: 1) Undangan",
    "Rapat dengan hasil: notulen",
    "Undangan, daftar hadir",
]
ALWAYS = [
    ("Rekapitulasi kegiatan (10096)", "Rekapitulasi kegiatan (100%)"),
    ("Cc. Pimpinan memantau", "c. Pimpinan memantau"),
    ("Laporan | kegiatan", "Laporan kegiatan"),
    ("Laporan kegiatan '", "Laporan kegiatan"),
    ("Rapat tim kerja Z1", "Rapat tim kerja ZI"),
    ("SK Eselon Il", "SK Eselon II"),
    ("Monitoring terhadap. pelaksanaan kegiatan", "Monitoring terhadap pelaksanaan kegiatan"),
    ("Formulir F-O3", "Formulir F-03"),
]
KEPT = [
    'Kegiatan "Sekolah Demokrasi" tahunan',
    "Laporan (100 orang)",
    "Laporan dll. dan foto",
    "- Undangan - Foto",
    "Rapat. Undangan. Foto.",
    "Nomor 25/SK/2024",
]


def repaired(text: str, document: DocumentContext, kolom: str = "bukti_fisik") -> str:
    return repair_text(text, RepairContext(kolom, document=document)).text


@pytest.mark.parametrize(("seen", "printed"), SEPARATORS)
def test_a_reader_without_semicolons_is_seen_through(seen: str, printed: str) -> None:
    assert repaired(seen, NO_SEMICOLON) == printed
    assert repaired(seen, SCAN) == seen, "this reader has semicolons, so a colon is a colon"
    assert repaired(seen, NO_SEMICOLON, "indikator") == seen, "lists stand in actions and evidence"


@pytest.mark.parametrize("text", LEAD_INS)
def test_a_colon_that_leads_in_stays(text: str) -> None:
    assert repaired(text, NO_SEMICOLON) == text


@pytest.mark.parametrize(("seen", "printed"), ALWAYS)
def test_marks_of_scans(seen: str, printed: str) -> None:
    assert repaired(seen, SCAN) == printed


@pytest.mark.parametrize("text", KEPT)
def test_marks_of_authors(text: str) -> None:
    assert repaired(text, SCAN) == text
    assert repaired(text, TRANSCRIPT) == text


@pytest.mark.parametrize(
    ("seen", "printed"),
    [("TW l", "TW I"), ("TW 12024", "TW I 2024"), ("Me1 2024", "Mei 2024"), ("Juli 202,4", "Juli 2024")]
    + [("B.09", "B09"), ("Mei c.d. Juli", "Mei s.d. Juli"), ('Juni "2024', "Juni 2024")],
)
def test_schedules(seen: str, printed: str) -> None:
    assert repaired(seen, SCAN, "target_waktu") == printed


def test_a_range_that_lost_its_end_keeps_its_dash() -> None:
    assert repaired("Agustus -", SCAN, "target_waktu") == "Agustus -"


def test_the_document_tells_what_its_reader_lacks() -> None:
    texts = ["1) Rapat: 2) Foto", "Undangan: daftar", "1. Rapat"]
    document = DocumentContext.of_texts(texts, "scan")
    assert (document.cells, document.semicolons, document.list_colons) == (3, 0, 1)
