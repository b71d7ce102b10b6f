"""Several decrees in one file are told, with the pages of each."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dictionaries import load_vocabulary
from lampiran.records import PageRecord
from normalize.head.several import decree_parts, several_decrees
from tests.support.plan_rows import page

VOCABULARY = load_vocabulary()


def head(office: str, number: str, keyword: str = "KEPUTUSAN") -> str:
    lead = "LAMPIRAN\nKEPUTUSAN" if keyword == "LAMPIRAN" else keyword
    return (
        f"{lead} KOMISI PEMILIHAN UMUM {office}\nNOMOR {number} TAHUN 2024\nTENTANG\nRENCANA AKSI TAHUN 2024"
    )


def file(*texts: str, plan: tuple[int, ...] = ()) -> list[PageRecord]:
    return [page(number, text, number in plan) for number, text in enumerate(texts, 1)]


def test_two_offices_are_two_decrees() -> None:
    pages = file(
        head("KABUPATEN LAMONGAN", "153"), "", head("KABUPATEN BIMA", "309"), "", "", plan=(1, 2, 3, 4, 5)
    )
    (problem,) = several_decrees(pages, VOCABULARY)
    assert problem.lost and problem.code == "several-decrees"
    assert problem.values == (
        "KPU Kabupaten Lamongan 153/2024 (hal. 1-2); KPU Kabupaten Bima 309/2024 (hal. 3-5)",
    )


def test_two_numbers_of_one_office_are_two_decrees() -> None:
    pages = file(head("KABUPATEN BIMA", "153"), head("KABUPATEN BIMA", "309"), plan=(1, 2))
    assert [(part.first, part.last) for part in decree_parts(pages, VOCABULARY)] == [(1, 1), (2, 2)]
    assert several_decrees(pages, VOCABULARY)[0].lost


def test_other_offices_with_numbers_alike_are_two_decrees() -> None:
    pages = file(head("KABUPATEN BIMA", "153"), head("KABUPATEN DOMPU", "158"), plan=(1, 2))
    assert len(decree_parts(pages, VOCABULARY)) == 2


def test_a_second_decree_without_plan_loses_nothing() -> None:
    pages = file(head("KABUPATEN LAMONGAN", "153"), "", head("KABUPATEN BIMA", "309"), plan=(2,))
    assert [problem.lost for problem in several_decrees(pages, VOCABULARY)] == [False]


def test_the_rest_of_a_long_number_may_be_misread() -> None:
    long = [
        head("KABUPATEN BIMA", f"68/{rest}")
        for rest in ("PW.02-Kpt/5206/KPU-Kab/II/2024", "PW02-Kpl/5206/KPUKab/H/2024")
    ]
    assert len(decree_parts(file(*long, plan=(1, 2)), VOCABULARY)) < 2
    other = [*long[:1], head("KABUPATEN BIMA", "115/PW.02-Kpt/5206/KPU-Kab/II/2024")]
    assert len(decree_parts(file(*other, plan=(1, 2)), VOCABULARY)) == 2


@pytest.mark.parametrize(
    "second",
    [
        head("KABUPATEN BIMA", "153", "LAMPIRAN"),  # its annex
        head("KABUPATEN BIMA", "158", "LAMPIRAN"),  # one digit misread
        head("KABUPATEN BIMA", "153"),  # scanned twice
        head("KABUPATEN DOMPU", "153", "LAMPIRAN"),  # a name left over from a template
        "MEMUTUSKAN\nMenetapkan : KEPUTUSAN KOMISI PEMILIHAN UMUM KABUPATEN DOMPU TENTANG RENCANA",
        "Mengingat : 1. Keputusan Komisi Pemilihan Umum Nomor 8 Tahun 2019 tentang Tata Kerja",
        "KEPUTUSAN INI MULAI BERLAKU PADA TANGGAL DITETAPKAN",
        "",
    ],
)
def test_one_decree_gives_no_alarm(second: str) -> None:
    assert several_decrees(file(head("KABUPATEN BIMA", "153"), second, plan=(1, 2)), VOCABULARY) == []


def test_pages_before_the_first_head_belong_to_it() -> None:
    (part,) = decree_parts(file("sampul", head("KABUPATEN BIMA", "153")), VOCABULARY)
    assert (part.first, part.last, part.has_plan) == (1, 2, False)


def test_a_file_without_heads() -> None:
    assert several_decrees([replace(page(1, "RENCANA AKSI"), has_plan=True)], VOCABULARY) == []
    assert several_decrees([], VOCABULARY) == []
