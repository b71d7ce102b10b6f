"""The head of the decree: who, what number, when, about what; the head wins over the body."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dictionaries import load_vocabulary
from lampiran.records import DocumentHead
from normalize.head.decree import parse_head
from normalize.head.values import (
    as_year,
    clean_number,
    find_date,
    find_year,
    is_plausible,
    mend,
    month_of,
)
from tests.support.plan_rows import page

VOCABULARY = load_vocabulary()

DECREE = """\
SALINAN
KOMISI PEMILIHAN UMUM
KABUPATEN KUDUS
KEPUTUSAN KOMISI PEMILIHAN UMUM
KABUPATEN KUDUS
NOMOR 37 TAHUN 2023
TENTANG
RENCANA AKSI PEMBANGUNAN ZONA INTEGRITAS
DI LINGKUNGAN KOMISI PEMILIHAN UMUM
KABUPATEN KUDUS TAHUN 2023
KETUA KOMISI PEMILIHAN UMUM KABUPATEN KUDUS,
Menimbang : a. bahwa berdasarkan Surat Nomor 120/PW.1/33/2022 tanggal 1 Maret 2022 perlu ditetapkan;
Mengingat : 1. Undang-Undang Nomor 28 Tahun 1999 tentang Penyelenggaraan Negara;
2. Peraturan Komisi Pemilihan Umum Nomor 8 Tahun 2019 tentang Tata Kerja KPU Kabupaten/Kota;
MEMUTUSKAN:
Menetapkan : KEPUTUSAN KOMISI PEMILIHAN UMUM KABUPATEN KUDUS TENTANG RENCANA AKSI PEMBANGUNAN ZONA
INTEGRITAS DI LINGKUNGAN KOMISI PEMILIHAN UMUM KABUPATEN KUDUS TAHUN 2023.
Ditetapkan di Kudus
pada tanggal 14 Februari 2023
KETUA KOMISI PEMILIHAN UMUM
KABUPATEN KUDUS,
ttd.
NAMA KETUA"""
ANNEX = """\
LAMPIRAN
KEPUTUSAN KOMISI PEMILIHAN UMUM
KABUPATEN KUDUS
NOMOR 37 TAHUN 2023
TANGGAL 14 FEBRUARI 2023
TENTANG
RENCANA AKSI PEMBANGUNAN ZONA INTEGRITAS
DI LINGKUNGAN KOMISI PEMILIHAN UMUM
KABUPATEN KUDUS TAHUN 2023
RENCANA AKSI PEMBANGUNAN ZONA INTEGRITAS KPU KABUPATEN KUDUS TAHUN 2023"""
EXPECTED = DocumentHead(
    lembaga="KPU Kabupaten Kudus",
    wilayah="Kabupaten Kudus",
    kode_wilayah="33.19",
    provinsi="Jawa Tengah",
    nomor_sk="37",
    tahun_sk=2023,
    tanggal_sk="2023-02-14",
    tentang="RENCANA AKSI PEMBANGUNAN ZONA INTEGRITAS DI LINGKUNGAN KOMISI PEMILIHAN UMUM KABUPATEN KUDUS "
    "TAHUN 2023",
    tahun_rencana=2023,
)


def head(*texts: str) -> DocumentHead:
    return parse_head([page(number, text) for number, text in enumerate(texts, start=1)], VOCABULARY)


def changed(text: str, changes: Sequence[tuple[str, str]]) -> str:
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def test_decree_and_annex() -> None:
    assert head(DECREE, ANNEX) == EXPECTED


def test_a_subject_that_does_not_end_with_its_year_ends_where_the_title_begins() -> None:
    ending = "KABUPATEN KUDUS TAHUN 2023"
    annex = changed(ANNEX, [(f"{ending}\nRENCANA", f"{ending} SEBAGAI PEDOMAN\nRENCANA")])
    assert head(annex).tentang == f"{EXPECTED.tentang} SEBAGAI PEDOMAN"


def test_a_subject_keeps_the_bracket_after_its_year() -> None:
    annex = changed(ANNEX, [("TAHUN 2023\nRENCANA", "TAHUN 2023\n(PERUBAHAN KEDUA)\nRENCANA")])
    assert head(annex).tentang == f"{EXPECTED.tentang} (PERUBAHAN KEDUA)"


def test_decree_alone_and_annex_alone() -> None:
    assert head(DECREE) == EXPECTED
    assert head(ANNEX) == EXPECTED


@pytest.mark.parametrize(
    "changes",
    [
        [
            (
                "KEPUTUSAN KOMISI PEMILIHAN UMUM\nKABUPATEN KUDUS",
                "KEPUTUSAN KOMISI PEMILIHAN UMUM KABUPATEN KUDUS",
            )
        ],
        [("SALINAN\nKOMISI PEMILIHAN UMUM\nKABUPATEN KUDUS\n", "")],
        [("KEPUTUSAN KOMISI", "**KEPUTUSAN KOMISI"), ("NOMOR 37 TAHUN 2023", "NOMOR : 37 Tahun 2023**")],
        [("KETUA KOMISI PEMILIHAN UMUM KABUPATEN KUDUS,", "DENGAN RAHMAT TUHAN")],
        [("Ditetapkan di Kudus\npada tanggal", "Ditetapkan di : Jekulo\nPada Tanggal :")],
        [("Ditetapkan di Kudus\npada", "Ditetapkan di Kudus pada")],
    ],
)
def test_layouts(changes: list[tuple[str, str]]) -> None:
    assert head(changed(DECREE, changes), ANNEX) == EXPECTED


@pytest.mark.parametrize(
    "changes",
    [
        [("NOMOR 37 TAHUN 2023", "NOMOR 3 7 TAHUN 2O23")],
        [("NOMOR 37 TAHUN 2023", "N0MOR 37 TABUN 202 3")],
        [("14 Februari 2023", "l4 Februart 2O23")],
        [("14 Februari 2023", "14 Pebruari 202 3")],
        [("KABUPATEN KUDUS\nNOMOR", "KABUPATFN KUDLS\nNOMOR")],
        [("KEPUTUSAN KOMISI PEMILIHAN UMUM\nKAB", "KEPUTUSAN KOM1SI PEMILlHAN UMUM\nKAB")],
        [("TENTANG\nRENCANA AKSI PEMBANGUNAN", "TENTANO\nRENCANA AKSI PEMBARIGUNAN")],
        [("NOMOR 37 TAHUN 2023", "N O M O R 37 TAHUN 2023")],
    ],
)
def test_noise_in_the_head(changes: list[tuple[str, str]]) -> None:
    assert head(changed(DECREE, changes), ANNEX) == EXPECTED


def test_another_offices_name_left_in_the_body_does_not_count() -> None:
    body = DECREE.replace(
        "Menetapkan : KEPUTUSAN KOMISI PEMILIHAN UMUM KABUPATEN KUDUS",
        "Menetapkan : KEPUTUSAN KOMISI PEMILIHAN UMUM KABUPATEN PATI",
    )
    assert head(body, ANNEX).lembaga == "KPU Kabupaten Kudus"
    assert "wilayah" not in head(body, ANNEX).doubts


def test_kip_in_aceh_and_the_kota_of_a_pair() -> None:
    aceh = head(
        changed(
            DECREE,
            [
                ("KOMISI PEMILIHAN UMUM", "KOMISI INDEPENDEN PEMILIHAN"),
                ("KABUPATEN KUDUS", "KABUPATEN ACEH BESAR"),
            ],
        )
    )
    assert (aceh.lembaga, aceh.kode_wilayah, aceh.provinsi) == ("KIP Kabupaten Aceh Besar", "11.06", "Aceh")
    bima = head(changed(DECREE, [("KABUPATEN KUDUS", "KOTA BIMA")]))
    assert (bima.lembaga, bima.kode_wilayah) == ("KPU Kota Bima", "52.72")


def test_a_region_that_cannot_be_read_is_doubted() -> None:
    found = head(changed(DECREE, [("KABUPATEN KUDUS", "KABUPATEN #~"), ("Kudus", "#~")]))
    assert found.wilayah == ""
    assert "wilayah" in found.doubts


def test_numbers_that_differ_between_head_and_annex_are_doubted() -> None:
    found = head(DECREE, ANNEX.replace("NOMOR 37", "NOMOR 31"))
    assert found.nomor_sk == "37"
    assert "nomor_sk" in found.doubts


def test_a_date_without_its_day_is_no_date() -> None:
    found = head(changed(DECREE, [("14 Februari 2023", "   Februari 2023")]))
    assert found.tanggal_sk is None
    assert "tanggal_sk" in found.doubts


def test_a_date_under_the_stamp_is_found_but_doubted() -> None:
    found = head(changed(DECREE, [("Ditetapkan di Kudus\npada tanggal", "kan di Ku\nnggal")]))
    assert found.tanggal_sk == "2023-02-14"
    assert "tanggal_sk" in found.doubts


def test_an_office_that_is_no_election_office() -> None:
    text = (
        "KEPUTUSAN KEPALA BALAI BESAR PELATIHAN PETERNAKAN\nNOMOR 12/KPTS/2024\nTENTANG\n"
        "RENCANA AKSI ZONA INTEGRITAS TAHUN 2024\nKEPALA BALAI,"
    )
    found = head(text)
    assert found.lembaga == "BALAI BESAR PELATIHAN PETERNAKAN"
    assert (found.nomor_sk, found.tahun_sk, found.wilayah) == ("12/KPTS/2024", 2024, "")


def test_a_plan_without_a_decree() -> None:
    found = head("LAMPIRAN\nTARGET PRIORITAS\nAKSI PEMBANGUNAN ZONA INTEGRITAS BALAI PATP")
    assert found.lembaga == "BALAI PATP"
    assert "lembaga" in found.doubts
    assert (found.nomor_sk, found.tentang) == ("", "")


@pytest.mark.parametrize("text", ["", "\n\n", "Daftar hadir\nNO NAMA JABATAN"])
def test_nothing_to_read(text: str) -> None:
    found = head(text)
    assert (found.lembaga, found.nomor_sk, found.tahun_sk, found.tanggal_sk) == ("", "", None, None)


@given(st.lists(st.text(max_size=200), max_size=3))
def test_no_text_raises(texts: list[str]) -> None:
    head(*texts)


@pytest.mark.parametrize(
    ("printed", "number", "year"),
    [
        ("NOMOR 117 TAHUN 2025", "117", 2025),
        ("NOMOR : 16 Tahun 2022", "16", 2022),
        ("Nomor : 12/PR.03-Kpt/3302/2022", "12/PR.03-Kpt/3302/2022", 2022),
        ("NOMOR 12 /PR.03 -Kpt/ 3302/2022 TAHUN 2022", "12/PR.03-Kpt/3302/2022", 2022),
        ("NOMOR 1 17 TAHUN 202 5", "117", 2025),
        ("NOMOR l6 TAHUN 2O22", "16", 2022),
        ("NOMO R : 108 Tahun 2025", "108", 2025),
        ("NOMOR 153 Tohun 2022", "153", 2022),
        ("NOMOR 45/HK.03.1-Kpt/3510/KPU-Kab/IX/2021", "45/HK.03.1-Kpt/3510/KPU-Kab/IX/2021", 2021),
        ("NOMOR 16.a TAHUN 2022", "16.a", 2022),
        ("NOMOR TAHUN 2022", "", 2022),
        ("NOMOR", "", None),
    ],
)
def test_decree_numbers(printed: str, number: str, year: int | None) -> None:
    assert clean_number(printed) == (number, year)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("27 April 2022", "2022-04-27"),
        (": 1 Nopember 2O21", "2021-11-01"),
        ("29 Septcmber 2025", "2025-09-29"),
        ("3 1 Desember 2024", "2024-12-31"),
        ("14-02-2023", "2023-02-14"),
        ("31 Februari 2023", None),
        ("Februari 2023", None),
        ("14 Februari", None),
        ("", None),
    ],
)
def test_dates(text: str, date: str | None) -> None:
    assert find_date(text, VOCABULARY) == date


@pytest.mark.parametrize(
    ("printed", "year"),
    [("2022", 2022), ("2O22", 2022), ("202 1", 2021), ("ZO22", 2022), ("OOOO", None), ("1998", None)],
)
def test_years(printed: str, year: int | None) -> None:
    assert as_year(printed) == year


def test_the_last_year_phrase_counts() -> None:
    assert find_year("PERATURAN TAHUN 2019 TENTANG RENCANA TAHUN 2024") == 2024
    assert find_year("RENCANA 2024") is None


@pytest.mark.parametrize(
    ("text", "copies", "mended", "plain"),
    [
        ("RENCANA AKSI PEMBARIGUNAN", ["RENCANA AKSI PEMBANGUNAN"], "RENCANA AKSI PEMBANGUNAN", True),
        ("RENCANA KER JA", ["RENCANA KERJA"], "RENCANA KERJA", True),
        ("RENCANA AKSI PEMBARIGUNAN", [], "RENCANA AKSI PEMBARIGUNAN", False),
        ("AKSI 18ry UMUM", ["AKSI KOMISI UMUM", "AKSI KOMISI UMUM"], "AKSI KOMISI UMUM", True),
        ("AKSI 18ry UMUM", ["AKSI KOMISI UMUM"], "AKSI 18ry UMUM", False),
        ("RENCANA AKSI", ["PENETAPAN RENCANA KERJA"], "RENCANA AKSI", True),
    ],
)
def test_mending_a_subject(text: str, copies: list[str], mended: str, plain: bool) -> None:
    assert mend(text, copies) == (mended, plain)


@pytest.mark.parametrize(
    ("number", "plausible", "month"),
    [
        ("37", True, None),
        ("266/PW.02-Kpt/6104/KPU-Kab/V/2024", True, 5),
        ("117/HK.03.1-Kpt/3311/KPU-Kab/XI/2021", True, 11),
        ("1234/SDM.13-SD/04/2021", True, None),
        ("77IPW.02-Kpt/3217/KPU-KabiVIIN/2021", False, None),
        ("466/PW.02-Kpt)/SOS/KPU-Kab/V2025", False, None),
    ],
)
def test_numbers_are_told_from_misread_ones(number: str, plausible: bool, month: int | None) -> None:
    assert is_plausible(number) is plausible
    assert month_of(number) == month


def _with(text: str, **replaced: str) -> str:
    for old, new in replaced.items():
        text = text.replace({"number": "37 TAHUN 2023", "day": "14 Februari 2023"}[old], new)
    return text


def test_a_month_in_the_number_that_is_not_the_dates_makes_both_doubtful() -> None:
    decree = _with(DECREE, number="37/PW.02-Kpt/3319/KPU-Kab/III/2023")
    head = parse_head([page(1, decree)], VOCABULARY)
    assert {"tanggal_sk", "nomor_sk"} <= set(head.doubts)
    agreeing = _with(DECREE, number="37/PW.02-Kpt/3319/KPU-Kab/II/2023")
    assert not parse_head([page(1, agreeing)], VOCABULARY).doubts


def test_of_two_prints_of_the_number_the_plausible_one_is_taken_and_doubted() -> None:
    good = "37/PW.02-Kpt/3319/KPU-Kab/II/2023"
    misread = _with(DECREE, number="37IPW.02-Kpt/3319/KPU-Kab/II/2023")
    annex = ANNEX.replace("37 TAHUN 2023", good)
    head = parse_head([page(1, misread), page(2, annex)], VOCABULARY)
    assert head.nomor_sk == good
    assert "nomor_sk" in head.doubts


@pytest.mark.parametrize(
    ("signature", "doubtful"),
    [
        ("Ditetapkan di Kudus\nggal 14 Februari 2023", False),
        ("apkan di Kudus\npada tanggal 14 Februari 2023", False),
        ("Ditetapkan di Kudus\n4 Februari 2023", True),
    ],
)
def test_a_date_whose_beginning_a_stamp_may_hide_is_doubted(signature: str, doubtful: bool) -> None:
    decree = DECREE.replace("Ditetapkan di Kudus\npada tanggal 14 Februari 2023", signature)
    head = parse_head([page(1, decree)], VOCABULARY)
    assert ("tanggal_sk" in head.doubts) is doubtful
    assert head.tanggal_sk == ("2023-02-04" if doubtful else "2023-02-14")


def test_a_year_that_is_none_is_mended_from_the_copy_and_the_rest_kept() -> None:
    mended = mend("RENCANA AKSI TAHUN 2925 (CONTOH)", ["RENCANA AKSI TAHUN 2025"])
    assert mended == ("RENCANA AKSI TAHUN 2025 (CONTOH)", True)
