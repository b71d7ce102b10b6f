"""The words of made-up plans: actions, evidence and schedules put together by a small grammar.

Own wording throughout: nothing is taken from the decrees in ``sources/``, so that a program that learned
theirs by heart gains nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from dictionaries.months import month_names

_OBJECTS: dict[int, tuple[str, ...]] = {
    1: (
        "susunan tim kerja ZI",
        "kelompok kerja enam area",
        "target prioritas tahun berjalan",
        "papan kampanye Zona Integritas di lobi kantor",
        "rapat berkala tim ZI",
        "agen perubahan tiap subbagian",
        "nilai dasar ASN BerAKHLAK",
        "apel pagi dan yel-yel kantor",
        "kertas kerja penilaian mandiri",
    ),
    2: (
        "peta proses bisnis",
        "SOP pencalonan dan logistik",
        "SOP tata naskah dinas",
        "aplikasi persuratan Srikandi",
        "presensi daring pegawai",
        "daftar informasi publik",
        "ruang layanan e-PPID",
        "uji coba tanda tangan elektronik",
    ),
    3: (
        "peta jabatan dan analisis beban kerja",
        "usulan formasi CPNS/PPPK",
        "jadwal rotasi staf",
        "pelatihan jarak jauh 20 JP",
        "matriks kesenjangan kompetensi",
        "sasaran kinerja pegawai (SKP)",
        "penghargaan pegawai terbaik bulanan",
        "data nominatif pada MyASN",
    ),
    4: (
        "perjanjian kinerja sekretaris",
        "rencana kerja tahunan",
        "RKA-K/L dan revisi DIPA",
        "indikator kinerja utama",
        "laporan kinerja instansi (LKjIP)",
        "capaian e-Monev Bappenas",
        "kertas kerja SAKIP",
    ),
    5: (
        "unit pengendali gratifikasi",
        "spanduk anti pungli",
        "peta risiko kegiatan tahapan",
        "kartu kendali SPIP",
        "kotak saran dan nomor WhatsApp aduan",
        "tata cara pelaporan WBS",
        "pernyataan bebas benturan kepentingan",
        "tindak lanjut temuan Inspektorat",
    ),
    6: (
        "standar layanan data pemilih",
        "maklumat pelayanan",
        "meja layanan terpadu",
        "loket ramah disabilitas",
        "survei kepuasan masyarakat",
        "inovasi layanan Rumah Pintar Pemilu",
        "kanal SP4N-LAPOR!",
        "jam layanan istirahat bergilir",
    ),
}
_VERBS = (
    "Menyiapkan",
    "Menetapkan",
    "Memutakhirkan",
    "Mengkaji ulang",
    "Mengumumkan",
    "Mendokumentasikan",
    "Menyempurnakan",
    "Menginventarisasi",
    "Membahas",
    "Mengusulkan",
)
_TAILS = (
    "",
    "",
    "melalui rapat pleno rutin",
    "bersama seluruh kepala subbagian",
    "dan melaporkannya kepada KPU Provinsi {provinsi}",
    "di lingkungan Sekretariat {lembaga}",
    "paling sedikit satu kali dalam setahun",
    "dengan melibatkan perwakilan masyarakat/pemangku kepentingan",
    "sesuai hasil evaluasi tahun {lalu}",
    "untuk tahapan Pemilu/Pemilihan",
)
_EVIDENCE = (
    "SK Ketua {lembaga} tentang {hal}",
    "Notula, undangan, dan daftar hadir pembahasan {hal}",
    "Foto kegiatan {hal}",
    "Tangkapan layar publikasi {hal}",
    "Laporan {hal} tahun {tahun}",
    "Berita acara {hal}",
    "Surat tugas dan lembar disposisi",
    "Rekapitulasi {hal} (100%)",
    "Formulir F-03 {hal}",
    "Nota dinas Nomor {nomor}/SDM.12-ND/{tahun}",
    "Dokumen {hal} yang disahkan",
    "-",
)
_TYPOS = {"risiko": "resiko", "analisis": "analisa", "Rekapitulasi": "Rekapitulsi", "publik": "public"}
MONTHS = month_names()
"""Months in order, as written in full."""
_RECURRENCES = {
    "Setiap triwulan": 3,
    "Tiap bulan": 1,
    "setiap 3 bulan sekali": 3,
    "Setiap semester": 6,
    "per triwulan": 3,
    "setiap bulan": 1,
    "Setiap minggu": 1,
    "setiap tahun": 0,
}
"""Recurrences, and after how many months each falls due again; once a year names no month (0)."""
_SHORT = ("Jan", "Pebruari", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sept", "Okt", "Nopember", "Des")


@dataclass(frozen=True, slots=True)
class Setting:
    """What the sentences mention: the office, its province, the year of the plan; how often authors err."""

    lembaga: str
    provinsi: str
    tahun: int
    typos: float = 0.0

    def fill(self, text: str, rng: Random, hal: str = "") -> str:
        """Puts the office's particulars into a pattern."""
        filled = text.format(
            lembaga=self.lembaga,
            provinsi=self.provinsi,
            tahun=self.tahun,
            lalu=self.tahun - 1,
            nomor=rng.randint(11, 899),
            hal=hal,
        )
        if rng.random() < self.typos:
            for right, wrong in _TYPOS.items():
                filled = filled.replace(right, wrong)
        return filled


def action(area_no: int, setting: Setting, rng: Random) -> tuple[str, str]:
    """An action for an area, and the matter it is about (for its evidence)."""
    hal = rng.choice(_OBJECTS[area_no])
    parts = [_sentence(hal, setting, rng)]
    if rng.random() < 0.3:
        more = rng.sample(_OBJECTS[area_no], rng.randint(1, 2))
        parts.extend(_sentence(other, setting, rng) for other in more)
    return _listed(parts, rng), hal


def long_list(area_no: int, setting: Setting, rng: Random) -> tuple[str, str]:
    """Twelve to thirty numbered actions for an area, and the matter of the first."""
    matters = [rng.choice(_OBJECTS[area_no]) for _ in range(rng.randint(12, 30))]
    steps = [f"{i}. {_sentence(hal, setting, rng)}" for i, hal in enumerate(matters, start=1)]
    return "\n".join(steps), matters[0]


def _sentence(hal: str, setting: Setting, rng: Random) -> str:
    return setting.fill(f"{rng.choice(_VERBS)} {hal} {rng.choice(_TAILS)}".strip(), rng)


def evidence(hal: str, setting: Setting, rng: Random) -> str:
    """Evidence for the matter: one document, a list of them, or a dash."""
    count = rng.choice((1, 1, 1, 2, 2, 3))
    kinds = rng.sample(_EVIDENCE[:-1], count) if count > 1 else [rng.choice(_EVIDENCE)]
    return _listed([setting.fill(kind, rng, hal) for kind in kinds], rng)


def _listed(parts: Sequence[str], rng: Random) -> str:
    """Joins parts as offices write lists; a line feed is a new line in the cell."""
    if len(parts) == 1:
        stop = rng.choice(("", "", "", "."))
        return parts[0] if parts[0] == "-" else parts[0] + stop
    style = rng.choice(("1)", "1.", "-", "a.", ";", "\n"))
    if style == ";":
        return "; ".join(parts) + rng.choice(("", ";"))
    if style == "\n":
        return "\n".join(parts)
    marks = {"1)": "{}) ", "1.": "{}. ", "-": "- ", "a.": "{}. "}[style]
    numbered = [marks.format("abcdef"[i] if style == "a." else i + 1) + part for i, part in enumerate(parts)]
    return ("\n" if style == "-" else rng.choice(("\n", ";\n"))).join(numbered)


@dataclass(frozen=True, slots=True)
class When:
    """A schedule as printed, its months (1 to 12; a recurrence: ends of its periods) and its written year."""

    text: str
    bulan: tuple[int, ...] = ()
    tahun: int | None = None


def schedule(year: int, rng: Random) -> When:
    """A schedule in one of the forms that plans use."""
    return rng.choice(_FORMS)(year, rng)


def _month(year: int, rng: Random) -> When:
    m = rng.randint(1, 12)
    return When(f"{_name(m, rng)} {year}", (m,), year)


def _week(year: int, rng: Random) -> When:
    m = rng.randint(1, 12)
    return When(f"{MONTHS[m - 1]} minggu ke-{rng.randint(1, 4)} tahun {year}", (m,), year)


def _span(year: int, rng: Random) -> When:
    first = rng.randint(1, 10)
    last = rng.randint(first + 1, 12)
    link = rng.choice((" - ", "-", " \N{EN DASH} ", " s/d ", " s.d. ", " sampai dengan "))
    lead = rng.choice(("", "", "", "Paling lambat ", "Per-bulan ("))
    end = ")" if lead.endswith("(") else ""
    written = rng.random() < 0.6 and not end
    text = f"{lead}{_name(first, rng)}{link}{_name(last, rng)}{end}" + (f" {year}" if written else "")
    return When(text, tuple(range(first, last + 1)), year if written else None)


def _list(year: int, rng: Random) -> When:
    months = sorted(rng.sample(range(1, 13), rng.randint(2, 4)))
    names = [MONTHS[m - 1] for m in months]
    if rng.random() < 0.5:
        text, written = f"{', '.join(names[:-1])} dan {names[-1]}", False
    else:
        text, written = f"{', '.join(names)} {year}", True
    return When(text, tuple(months), year if written else None)


def _date(year: int, rng: Random) -> When:
    m, d = rng.randint(1, 12), rng.randint(1, 28)
    return When(f"{rng.choice(('', 'Tercapai '))}{d} {MONTHS[m - 1]} {year}", (m,), year)


def _quarter(year: int, rng: Random) -> When:
    q = rng.randint(1, 4)
    name = rng.choice(("TW", "Triwulan"))
    written = rng.random() < 0.5
    text = f"{name} {('I', 'II', 'III', 'IV')[q - 1]}" + (f" {year}" if written else "")
    return When(text, tuple(range(3 * q - 2, 3 * q + 1)), year if written else None)


def _half(year: int, rng: Random) -> When:
    s = rng.randint(1, 2)
    return When(f"Semester {'I' * s} Tahun {year}", tuple(range(6 * s - 5, 6 * s + 1)), year)


def _codes(year: int, rng: Random) -> When:
    months = sorted(rng.sample(range(1, 13), rng.randint(1, 4)))
    codes = [f"B{m:02d}" for m in months]
    text = codes[0] if len(codes) == 1 else f"{', '.join(codes[:-1])} dan {codes[-1]}"
    return When(text, tuple(months))


def _again(year: int, rng: Random) -> When:
    text = rng.choice(tuple(_RECURRENCES))
    every = _RECURRENCES[text]
    return When(text, tuple(range(every, 13, every)) if every else ())


def _nothing(year: int, rng: Random) -> When:
    return When(rng.choice(("-", "")))


def _name(month: int, rng: Random) -> str:
    return _SHORT[month - 1] if rng.random() < 0.12 else MONTHS[month - 1]


_FORMS: tuple[Callable[[int, Random], When], ...] = (
    *(_month,) * 4,
    *(_span,) * 4,
    *(_list,) * 2,
    _week,
    _date,
    _quarter,
    _half,
    _codes,
    _again,
    _nothing,
)
