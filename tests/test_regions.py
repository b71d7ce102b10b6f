"""Offices and regions are read through noise; twins and near names are never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dictionaries import load_vocabulary
from normalize.head.regions import capital_words, find_region, offices

VOCABULARY = load_vocabulary()
KABUPATEN = [region for region in VOCABULARY.regions if "." in region.kode]


def first_office(text: str) -> tuple[str, str, bool]:
    office = next(offices(capital_words(text), VOCABULARY))
    assert office.region is not None
    return office.short, office.region.region.kode, office.region.sure


@pytest.mark.parametrize("region", KABUPATEN, ids=lambda region: region.kode)
def test_every_region_is_found_by_its_name(region: object) -> None:
    text = f"KEPUTUSAN KOMISI PEMILIHAN UMUM {region.wilayah.upper()} NOMOR 1 TAHUN 2024"  # type: ignore[attr-defined]
    assert first_office(text) == ("KPU", region.kode, True)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "short", "kode"),
    [
        ("KEPUTUSAN KOMISI PEMILIHAN UMUM KABUPATEN BANYUMAS", "KPU", "33.02"),
        ("KOMISI PEMILIHAN UMUM KABUPATEN BANYUWANGI", "KPU", "35.10"),
        ("Komisi Pemilihan Umum Kota Bima", "KPU", "52.72"),
        ("Komisi Pemilihan Umum Kabupaten Bima", "KPU", "52.06"),
        ("KPU Kab. Kudus", "KPU", "33.19"),
        ("KOMISI INDEPENDEN PEMILIHAN KABUPATEN ACEH BESAR", "KIP", "11.06"),
        ("KIP KOTA BANDA ACEH", "KIP", "11.71"),
        ("KOMISI PEMILIHAN UMUM PROVINSI JAWA TENGAH", "KPU", "33"),
        ("KOMISI PEMILIHAN UMUM DAERAH", "", ""),
        ("KPU KABUPATEN ADMINISTRASI KEPULAUAN SERIBU", "KPU", "31.01"),
        ("KOMISI PEMILIHAN UMUM KOTA JAKARTA SELATAN", "KPU", "31.74"),
        ("KPU Provinsi DKI Jakarta", "KPU", "31"),
        ("KOMlSI PEMILIHAN UMUM KABUPATFN BANYUMAS", "KPU", "33.02"),
        ("KOMISIPEMILIHAN UMUM KABUPATEN NIAS BRAT", "KPU", "12.25"),
        ("KOMISI PEMILIHAN UMUM KABUPATEN NIAS NOMOR 3", "KPU", "12.04"),
        ("KOMISI PEMILIHAN UMUM KABUPATEN HULU SUNGAI UTAR A", "KPU", "63.08"),
    ],
)
def test_offices(text: str, short: str, kode: str) -> None:
    found = [
        (office.short, office.region.region.kode)
        for office in offices(capital_words(text), VOCABULARY)
        if office.region
    ]
    assert found == ([(short, kode)] if short else [])


@pytest.mark.parametrize(
    "text",
    [
        "Komisi Pemilihan Umum Kabupaten/Kota",
        "Komisi Pemilihan Umum Provinsi dan Komisi Pemilihan Umum Kabupaten/Kota Banyumas",
        "Peraturan Komisi Pemilihan Umum Nomor 8 Tahun 2019",
        "Pengadilan Negeri Kota",
        "",
    ],
)
def test_no_particular_office(text: str) -> None:
    assert [office for office in offices(capital_words(text), VOCABULARY) if office.region is not None] == []


def test_the_national_office_has_no_region() -> None:
    office = next(offices(capital_words("KOMISI PEMILIHAN UMUM REPUBLIK INDONESIA"), VOCABULARY))
    assert (office.kind, office.region) == ("Republik", None)


@pytest.mark.parametrize(("name", "kind"), [("BIMA", None), ("BANYUMAS", "Kota"), ("XYZ", "Kabupaten")])
def test_unsure_regions(name: str, kind: str | None) -> None:
    found = find_region([name], kind, VOCABULARY)  # type: ignore[arg-type]
    assert found is None or not found.sure


def test_between_two_names_neither_is_sure() -> None:
    """Half of one name and half of another: near both, sure of none."""
    found = find_region(["BANYUMANGI"], "Kabupaten", VOCABULARY)
    assert found is not None
    assert found.region.wilayah == "Kabupaten Banyuwangi"
    found = find_region(["BARITO"], "Kabupaten", VOCABULARY)
    assert found is None or not found.sure


@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    for office in offices(capital_words(text), VOCABULARY):
        assert office.short in ("KPU", "KIP")
