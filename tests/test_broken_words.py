"""Words that a narrow column of a born-digital table broke without a hyphen."""

from __future__ import annotations

import pytest

from normalize.repair import repair_text
from normalize.style.context import DocumentContext, RepairContext


def repaired(text: str) -> str:
    document = DocumentContext.of_texts([text], "digital")
    return repair_text(text, RepairContext("indikator", (), (), document)).text


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Rencana pengembanga n pegawai", "Rencana pengembangan pegawai"),
        ("Laporan pelaksana an kegiatan", "Laporan pelaksanaan kegiatan"),
        ("Rencana pen gembanga n pegawai", "Rencana pengembangan pegawai"),
        ("PENANDATA NGANAN PAKTA", "PENANDATANGANAN PAKTA"),
    ],
)
def test_pieces_of_one_word_are_put_together(read: str, printed: str) -> None:
    assert repaired(read) == printed


@pytest.mark.parametrize(
    "text",
    [
        "Kegiatan di laksanakan oleh tim",
        "Tanda tangan kepala bagian",
        "Sub bagian keuangan",
        "Sebagaimana dimaksud huruf a dan huruf b",
        "Pejabat eselon i dan ii",
        "Rapat Kerja Sama",
        "e office dan e monev",
        "Tim kerja nya hadir",
        "1 a b c",
    ],
)
def test_words_that_writers_part_stay(text: str) -> None:
    assert repaired(text) == text
