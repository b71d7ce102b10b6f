"""What the figures say, in sentences, and the words that the workbook and the page share."""

from __future__ import annotations

from collections import Counter
from datetime import date

from dictionaries.months import month_names
from report.figures import Figures, Row

MONTHS = month_names()
SIGNS = {"ada": "✓", "belum": "–", "belum dinilai": "?", "tidak diminta": "·"}
"""A sign besides the colour: prints in grey must tell them apart."""
MEANINGS = {
    "ada": "ada dalam rencana",
    "belum": "belum ada dalam rencana",
    "belum dinilai": "belum dapat dinilai: rencana belum cukup terbaca",
    "tidak diminta": "tidak diminta edisi LKE yang diikuti, atau bukan Pemenuhan",
}
ROMAN = ("I", "II", "III", "IV")
MOST_LACKED = 5
"""How many of the indicators lacked by most are told in sentences."""


def day(value: date) -> str:
    """``1 Desember 2026``."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def printed_day(iso: str | None) -> str:
    """An ISO date as printed; empty for none."""
    return day(date.fromisoformat(iso)) if iso else ""


def share(part: int, whole: int) -> float | None:
    """A share, None of nothing."""
    return part / whole if whole else None


def percent(part: int, whole: int) -> str:
    """``87,5 %``; a dash for a share of nothing."""
    value = share(part, whole)
    return "–" if value is None else f"{100 * value:.1f} %".replace(".", ",")


def thousands(value: int) -> str:
    """``1.941``."""
    return f"{value:,}".replace(",", ".")


def title(figures: Figures) -> str:
    """What the report is called."""
    where = f" · {figures.scope.wilayah}" if figures.scope.wilayah else ""
    return f"Laporan Rencana Aksi Zona Integritas Tahun {figures.scope.tahun}{where}"


def judged(line: Row) -> int:
    """How many plans can be judged on an indicator, or how many indicators of an area."""
    return int(line["ada"]) + int(line["belum"])


def received(figures: Figures) -> str:
    """Who has sent a plan."""
    totals = figures.totals
    return (
        f"{totals['ada']} dari {totals['wilayah']} kabupaten/kota sudah memiliki rencana tahun "
        f"{figures.scope.tahun}; {totals['belum']} belum."
    )


def must_answer(figures: Figures) -> list[tuple[str, str]]:
    """Who must answer, and what: regions without a plan, or marked as waited for."""
    lines = []
    for line in figures["kelengkapan"]:
        note = line["catatan"] or ""
        if line["keadaan"] == "belum":
            lines.append((line["wilayah"], "Rencana belum diterima" + (f" ({note})" if note else "")))
        elif line["menunggu"]:
            lines.append((line["wilayah"], f"Menunggu jawaban{': ' + note if note else ''}"))
    return lines


def lacked(figures: Figures) -> list[str]:
    """The indicators that most plans lack, a sentence each."""
    asked = [line for line in figures["indikator"] if line["belum"]]
    asked.sort(key=lambda line: (-line["belum"], line["urutan_lke"]))
    return [lacked_by(line) for line in asked[:MOST_LACKED]]


def lacked_by(line: Row) -> str:
    """How many plans lack an indikator: ``12 dari 29 kabupaten/kota belum memuat …``."""
    wording = str(line["indikator"]).rstrip(" .?")
    lacking = f"{line['belum']} dari {judged(line)} kabupaten/kota yang rencananya dapat dinilai"
    return f"{lacking} belum memuat “{wording}” ({line['nomor']})."


def weakest_area(figures: Figures) -> str:
    """Which area is covered least."""
    names = area_names(figures)
    asked = [line for line in figures["area"] if line["aspect"] == "pemenuhan" and judged(line)]
    if not asked:
        return "Cakupan belum dapat dinilai: belum ada rencana yang cukup terbaca."
    least = min(asked, key=lambda line: (line["ada"] / judged(line), line["area_no"]))
    told = percent(least["ada"], judged(least))
    return f"Area yang paling sedikit tercakup: {names[least['area_no']]} ({told})."


def busiest(figures: Figures) -> str:
    """Which month has most, and which has none."""
    counts: Counter[int] = Counter()
    for line in figures["kalender"]:
        counts[line["bulan"]] += line["baris"]
    if not counts:
        return "Belum ada rencana dengan bulan pelaksanaan yang terbaca."
    month, most = min(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    idle = [MONTHS[number - 1] for number in range(1, 13) if not counts[number]]
    rest = f" Tanpa kegiatan: {', '.join(idle)}." if idle else ""
    return f"Bulan terpadat: {MONTHS[month - 1]}, {thousands(most)} kegiatan.{rest}"


def due(figures: Figures) -> str:
    """What is promised for the quarter."""
    lines = figures["jatuh_tempo"]
    regions = len({line["kode_wilayah"] for line in lines})
    return f"{thousands(len(lines))} bukti dari {regions} kabupaten/kota dijanjikan untuk {quarter(figures)}."


def quarter(figures: Figures) -> str:
    """``triwulan IV 2025``."""
    return f"triwulan {ROMAN[figures.scope.quarter - 1]} {figures.scope.tahun}"


def surveys(figures: Figures) -> str:
    """How many plans hold the surveys that the letter asks for."""
    plans = figures.received
    often = sum(survey_months(figures, line["kode_wilayah"]) >= 3 for line in plans)
    return (
        f"{often} dari {len(plans)} rencana menjadwalkan survei persepsi paling sedikit tiga kali setahun "
        "(Surat 2410)."
    )


def survey_months(figures: Figures, kode: str) -> int:
    """In how many different months a plan has surveys."""
    answer = figures.topics.get((kode, "survei"))
    return answer.months if answer else 0


def still_open(figures: Figures) -> str:
    """What a person should still look at."""
    totals = figures.totals
    if not totals["terbuka"]:
        return "Tidak ada sel yang masih perlu diperiksa."
    return f"{thousands(totals['terbuka'])} sel di {totals['berisi_keraguan']} rencana masih perlu diperiksa."


def outside(figures: Figures) -> str:
    """What counts nowhere; empty for nothing."""
    lines = figures["di_luar"]
    if not lines:
        return ""
    kinds = Counter(line["sebab"] for line in lines)
    told = ", ".join(f"{count} karena {kind}" for kind, count in sorted(kinds.items()))
    return f"Tidak ikut dihitung: {len(lines)} rencana ({told})."


def copies(figures: Figures) -> str:
    """How many files repeat a decree; empty for none."""
    count = figures["berkas_lain"][0]["berkas"]
    return f"{count} berkas lain memuat keputusan yang sama dan tidak dihitung dua kali." if count else ""


def findings(figures: Figures) -> list[str]:
    """All of it, in the order of the summary."""
    told = [
        received(figures),
        *lacked(figures),
        weakest_area(figures),
        busiest(figures),
        due(figures),
        surveys(figures),
        still_open(figures),
        outside(figures),
        copies(figures),
    ]
    return [sentence for sentence in told if sentence]


def area_names(figures: Figures) -> dict[int, str]:
    """The areas' names by number."""
    return {
        int(line["id"].rpartition(".")[2]): line["nama"]
        for line in figures["lke"]
        if line["level"] == "area" and line["id"].startswith("90.P.")
    }


def state(line: Row) -> str:
    """What stands in the column "keadaan" of who has sent a plan."""
    if line["keadaan"] == "belum":
        return "menunggu" if line["menunggu"] else "belum ada"
    if line["menunggu"]:
        return "ada, menunggu jawaban"
    return "ada, perlu diperiksa" if line["terbuka"] else "ada, beres"


def unjudged(figures: Figures, kode: str) -> int:
    """How many indicators cannot be judged in a region's plan."""
    return sum(
        line["keadaan"] == "belum dinilai" for line in figures["cakupan"] if line["kode_wilayah"] == kode
    )
