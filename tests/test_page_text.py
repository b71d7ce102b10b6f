"""Running text: what a page prints outside the plan. Our own sentences, misread by hand."""

from __future__ import annotations

import pytest

from lampiran.records import PageKind, PageRecord, replay
from normalize.page_text import repair_pages

CLEAN = """KOMISI PEMILIHAN UMUM
KABUPATEN LEBONG
Menimbang : bahwa dalam rangka pelaksanaan reformasi birokrasi di lingkungan instansi pemerintah;
Mengingat : Peraturan Menteri Dalam Negeri Nomor 80 Tahun 2015 tentang Produk Hukum Daerah
(Berita Negara Republik Indonesia Tahun 2015 Nomor 2036);
MEMUTUSKAN:
Keputusan ini mulai berlaku pada tanggal ditetapkan.
Ditetapkan di Tubei
Kasubbag Hukum dan SDM
DEWI RATNASARI"""

REPAIRED = {
    "letters": ("Peraturari Menteri Dalam Negeri", "Peraturan Menteri Dalam Negeri"),
    "capitals": ("KOMISI PEMTLIHAN UMUM", "KOMISI PEMILIHAN UMUM"),
    "lost letters": ("Tata Ke a Sekretariat Jenderal", "Tata Kerja Sekretariat Jenderal"),
    "a blank too many": ("KEEM PAT\nKeputusan ini mulai berlaku", "KEEMPAT\nKeputusan ini mulai berlaku"),
    "a blank lost": ("pada tanggalditetapkan.", "pada tanggal ditetapkan."),
    "a bracket": ("(Lembaran Negara Tahun 2014 Nomor 6}", "(Lembaran Negara Tahun 2014 Nomor 6)"),
    "a number cut": ("Tambahan Lembaran Negara Nomor 5 494)", "Tambahan Lembaran Negara Nomor 5494)"),
    "a year cut": ("Nomor 7 Tahun 201 9 tentang", "Nomor 7 Tahun 2019 tentang"),
    "a blank before a slash": ("Nomor 12/HK.03 /2024", "Nomor 12/HK.03/2024"),
    "case": ("KeputuSan ini berlaku", "Keputusan ini berlaku"),
    "a doubled word": ("kerja keras dan upaya bersamasama", "kerja keras dan upaya bersama-sama"),
    "a name in another order": (
        "Menteri Pendayagunaan Negara Aparatur dan Reformasi Birokrasi",
        "Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi",
    ),
    "what the document prints elsewhere": (
        "di lingkungan istansi pemerintah",
        "di lingkungan instansi pemerintah",
    ),
}

KEPT = [
    "Teknis Penyelenggaran Pemilu",  # a doubled letter left out: the author's
    "unit kerja lainya",
    "secara kongkret dan efesien",
    "Pergantian Antar Waktu (SIPAW) dan Layanan DUMAS",
    "SRI HARYANTI\nMUHAMMAD IQBAL SYAHPUTRA\nAnak Agung Gde Putra",
    "Ditetapkan di Tutuyan",
    "Nomor 314/ORT.07-Kpt/01/KPU/V/2021",
    "Menteri Aparatur Negara dan Birokrasi Pemerintah Nomor 25",
    "Badan Pengawas Pemilihan Umum, Dewan Kehormatan Penyelenggara Pemilihan Umum",
    "Road Map dan Grand Design Reformasi Birokrasi",
    "sekretariat@kpulebong.go.id",
    "1 2 3 4\n10 20 30",
    "penerima\tEselon IV\tGolongan III/d",
    "Anggota: Sudarno\nAnggota: Sudarmo\nAnggota: Sudarmo",
]


def page(text: str, kind: PageKind = "scan", number: int = 1) -> PageRecord:
    words = len(text.split())
    return PageRecord(number, 600.0, 900.0, kind, "test", False, text, words, 0, 0, words)


def repaired(text: str, kind: PageKind = "scan") -> str:
    """The first page's text after repair; a second page is a clean decree."""
    pages = (page(text, kind), page(CLEAN, kind, 2))
    found = {one.page: one for one in repair_pages(pages, {}, ("KPU Kabupaten Lebong", "Bengkulu"))}
    assert 2 not in found
    if 1 not in found:
        return text
    assert replay(text, found[1].steps) == found[1].text
    return found[1].text


@pytest.mark.parametrize("label", REPAIRED)
def test_noise_is_repaired(label: str) -> None:
    read, printed = REPAIRED[label]
    assert repaired(read) == printed


@pytest.mark.parametrize("text", KEPT)
def test_what_may_be_printed_so_stays(text: str) -> None:
    assert repaired(text) == text


@pytest.mark.parametrize("label", REPAIRED)
def test_born_digital_pages_are_left_alone(label: str) -> None:
    assert repair_pages((page(REPAIRED[label][0], "digital"),), {}, ()) == ()


def test_a_misspelling_that_stands_twice_is_the_authors() -> None:
    text = "di lingkungan istansi pemerintah\nseluruh istansi pemerintah"
    assert repaired(text) == text


def test_lines_stay_lines() -> None:
    assert repaired("tanggai ditetapkan\n\nKOMISI PEMTLIHAN") == "tanggal ditetapkan\n\nKOMISI PEMILIHAN"


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("KEPUTUSAN KOMIsI PEMILIHAN", "KEPUTUSAN KOMISI PEMILIHAN"),
        ('tidak ter"pisahkan dari Keputusan', "tidak terpisahkan dari Keputusan"),
        ("perlu men3tapkan Keputusan", "perlu menetapkan Keputusan"),
    ],
)
def test_what_no_writer_spells_so_is_put_right(read: str, printed: str) -> None:
    assert repaired(read) == printed
