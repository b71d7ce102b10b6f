"""Marks of a list inside a cell, and of indicators, put right by their order."""

from __future__ import annotations

import pytest

from normalize.edits import apply_edits
from normalize.rules.indikator_marks import counts_indicators
from normalize.rules.item_marks import ordered_marks


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("a. Surat tugas o. Foto kegiatan", "a. Surat tugas b. Foto kegiatan"),
        ("a. Surat tugas b. Foto e. Laporan", "a. Surat tugas b. Foto c. Laporan"),
        ("1. Surat tugas Z. Foto", "1. Surat tugas 2. Foto"),
        ("l) Surat tugas 2) Foto", "1) Surat tugas 2) Foto"),
        ("1) Surat tugas 21 Nota dinas", "1) Surat tugas 2) Nota dinas"),
        ("1 Menyusun jadwal 2 Membahas hasil", "1. Menyusun jadwal 2. Membahas hasil"),
        ("a. Surat tugas; b.Foto kegiatan", "a. Surat tugas; b. Foto kegiatan"),
    ],
)
def test_a_mark_that_looks_like_the_one_due_becomes_it(text: str, after: str) -> None:
    assert apply_edits(text, ordered_marks(text))[0] == after


@pytest.mark.parametrize(
    "text",
    [
        "a. Surat tugas b. Foto kegiatan",
        "Surat tugas o. Foto kegiatan",
        "a. Surat tugas x. Foto kegiatan",
        "l) Surat tugas",
        "1 Rapat sebulan",
        "1. Waktu cepat 2. Alur pendek 3 Terpadu",
        "1) Rapat dengan 21 Anggota 2) Foto",
        "1. Surat tugas a. Foto b. Daftar hadir",
    ],
)
def test_marks_in_order_and_signs_that_are_none_stay(text: str) -> None:
    assert not list(ordered_marks(text))


def test_misread_marks_of_indicators_still_count() -> None:
    texts = ["a. Telah ada tim", "o. Sudah ada rencana", "c. Ada target", "a. Ada SOP", "0. SOP diterapkan"]
    assert counts_indicators(texts)


def test_signs_that_are_no_marks_do_not_count() -> None:
    assert not counts_indicators(["x. Telah ada tim", "q. Sudah ada rencana", "z. Ada target"])
