"""Plans on other forms than the KPU's own: ten kinds of table, each drawn as a PDF with its truth.

    python -m samples.generator.form_archetypes --out DIR

Every kind is drawn three times, with other headings, rows and looks. All three were seen while the forms
were described: they tell whether a change breaks something, not how unseen plans come out. The sheets are
marked CONTOH; what they plan is made up.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from samples.generator.form_items import (
    MONTHS,
    ROMAN,
    SMALL,
    YEAR,
    Block,
    Item,
    Sheet,
    area_of,
    items,
    komponen_of,
    starts,
    truth,
)

VARIANTS = (0, 1, 2)


def _plain(rows: Sequence[Item], heads: Sequence[str], widths: Sequence[float], extra: str) -> Block:
    """The KPU's six columns, with one more if wanted."""
    block = Block(widths)
    block.add(*heads)
    for first, last in starts(rows, area_of):
        block.add(ROMAN[rows[first].area_no - 1], rows[first].area.upper())
        for n in range(first, last + 1):
            item = rows[n]
            opens = n == first or komponen_of(item) != komponen_of(rows[n - 1])
            texts = [item.indikator, item.langkah_aksi, item.bukti_fisik, item.target_waktu]
            lead = [str(item.komponen_no), item.komponen] if opens else ["", ""]
            block.add(*lead, *texts, *([f"{item.amount}0%"] if extra else []))
    return block


def kpu(rows: Sequence[Item], variant: int) -> Sheet:
    """1: the six columns."""
    heads = (
        ("NO", "KOMPONEN", "INDIKATOR", "LANGKAH AKSI", "BUKTI FISIK", "TARGET WAKTU"),
        ("No.", "Komponen", "Indikator", "Rencana Aksi", "Bukti Dukung", "Waktu Pelaksanaan"),
        ("NO", "KOMPONEN PENGUNGKIT", "URAIAN INDIKATOR", "KEGIATAN", "EVIDEN", "JADWAL"),
    )[variant]
    block = _plain(rows, heads, (30, 120, 170, 170, 150, 100), "")
    return Sheet("RENCANA AKSI", (block,), tuple(truth(item) for item in rows))


def percent(rows: Sequence[Item], variant: int) -> Sheet:
    """2: six columns and one more."""
    last = ("% Target", "TINDAKLANJUT", "Progres")[variant]
    time = ("TARGET DAN WAKTU", "Target Waktu", "KURUN WAKTU")[variant]
    heads = ("No", "KOMPONEN", "INDIKATOR", "LANGKAH AKSI", "BUKTI FISIK", time, last)
    block = _plain(rows, heads, (30, 115, 165, 160, 145, 95, 50), last)
    return Sheet("DOKUMEN RENCANA KERJA", (block,), tuple(truth(item) for item in rows))


def process(rows: Sequence[Item], variant: int) -> Sheet:
    """3: komponen and documents in one column, times as codes, bands with area and titles."""
    group = ("Keterangan", "KETERANGAN", "Ket.")[variant]
    aim, time = (
        ("Target Prioritas", "Kurun Waktu"),
        ("TARGET PRIORITAS", "KURUN WAKTU"),
        ("Prioritas", "Waktu"),
    )[variant]
    head = ("Proses", "PROSES", "Proses / Dokumen")[variant]
    block = Block((40, 400, 150, 150), head=2)
    block.add("No", head, group)
    block.add("", "", aim, time)
    block.deep(0, 0, 1)
    block.deep(1, 0, 1)
    block.group(0, 2, 3)
    facts, number = [], 0
    for first, last in starts(rows, area_of):
        area = rows[first]
        row = block.add(chr(ord("A") + area.area_no - 1), area.area.upper(), aim, time)
        block.fills.append((row, 0, 3, colors.HexColor("#9dc3e6")))
        for n in range(first, last + 1):
            item = rows[n]
            if n == first or komponen_of(item) != komponen_of(rows[n - 1]):
                block.add(ROMAN[item.komponen_no - 1], item.komponen)
                number = 0
            number += 1
            code = ", ".join(f"B{month:02d}" for month in item.bulan)
            block.add(str(number), item.bukti_fisik, f"{item.amount} dokumen", code)
            facts.append(truth(item, indikator="", langkah_aksi="", target_waktu=code))
    return Sheet("RENCANA AKSI", (block,), tuple(facts))


def levels(rows: Sequence[Item], variant: int) -> Sheet:
    """4: each level a column that is printed again in every row."""
    heads = (
        ("Aspek", "Area", "Pilar", "Sub Pilar", "Pertanyaan", "Uraian", "Dokumen", "Waktu", "PIC"),
        (
            "ASPEK",
            "KELOMPOK",
            "AREA",
            "KOMPONEN",
            "INDIKATOR",
            "URAIAN KEGIATAN",
            "DATA DUKUNG",
            "WAKTU",
            "PJ",
        ),
        (
            "Aspek",
            "Area",
            "Pilar",
            "Sub Pilar",
            "Soal",
            "Rincian",
            "Dokumen Pendukung",
            "Target Bulan",
            "Tim Kerja",
        ),
    )[variant]
    block = Block((50, 50, 80, 90, 150, 130, 130, 70, 50))
    block.add(*heads)
    facts = []
    for item in rows:
        place = f"{item.area_no}. {item.area}", f"{SMALL[item.komponen_no - 1]}. {item.komponen}"
        facts.append(truth(item, komponen=place[1]))
        texts = (f"{item.letter}. {item.indikator}", item.langkah_aksi, item.bukti_fisik, item.target_waktu)
        block.add("A. Pengungkit", "I. Pemenuhan", *place, *texts, item.person)
    return Sheet("RENCANA KERJA", (block,), tuple(facts))


def captions(rows: Sequence[Item], variant: int) -> Sheet:
    """5: a table an area with its name above, two-level header, quarters as columns."""
    quarter = (("I", "II", "III", "IV"), ("TW I", "TW II", "TW III", "TW IV"), ("Q1", "Q2", "Q3", "Q4"))[
        variant
    ]
    over = ("Quarter", "Triwulan", "Jadwal")[variant]
    blocks, facts = [], []
    for first, last in starts(rows, area_of):
        area = rows[first]
        block = Block((25, 150, 25, 180, 130, 40, 32, 32, 32, 32, 60), f"{area.area_no}. {area.area}", head=2)
        block.add("Rencana Aksi", "", "Rincian Kegiatan", "", "Target", "", over, "", "", "", "Pic")
        block.add("No", "Uraian", "No", "Uraian", "Output", "jumlah", *quarter)
        for left, right in ((0, 1), (2, 3), (4, 5), (6, 9)):
            block.group(0, left, right)
        block.deep(10, 0, 1)
        for begin, end in starts(rows[first : last + 1], komponen_of):
            for n in range(first + begin, first + end + 1):
                item, opens = rows[n], n == first + begin
                planned = sorted({(month - 1) // 3 for month in item.bulan})
                marks = [str(item.amount) if q in planned else "" for q in range(4)]
                lead = [str(item.komponen_no), item.komponen] if opens else ["", ""]
                row = block.add(*lead, str(n - first - begin + 1), item.langkah_aksi, item.bukti_fisik,
                                str(item.amount), *marks, item.person)  # fmt: skip
                months = tuple(m for q in planned for m in (3 * q + 1, 3 * q + 2, 3 * q + 3))
                facts.append(truth(item, indikator="", bulan=months, target_waktu=None))
                if n == first + end:
                    block.deep(0, row - (end - begin), row)
                    block.deep(1, row - (end - begin), row)
        blocks.append(block)
    return Sheet("RENCANA AKSI", tuple(blocks), tuple(facts))


def area_column(rows: Sequence[Item], variant: int) -> Sheet:
    """6: the area in a column, no komponen, someone in charge."""
    heads = (
        (
            "No",
            "Area Perubahan",
            "Program/Kegiatan",
            "Indikator Keberhasilan",
            "Target",
            "Waktu Pelaksanaan",
            "Penanggung Jawab",
        ),
        ("NO", "AREA", "PROGRAM KEGIATAN", "INDIKATOR", "TARGET OUTPUT", "WAKTU", "PELAKSANA"),
        ("No", "Pokja", "Kegiatan", "Indikator Kegiatan", "Volume", "Jadwal Pelaksanaan", "PIC"),
    )[variant]
    block = Block((30, 120, 180, 200, 60, 110, 90))
    block.add(*heads)
    for first, last in starts(rows, area_of):
        for n in range(first, last + 1):
            item = rows[n]
            lead = [str(item.area_no), item.area] if n == first else ["", ""]
            texts = (item.langkah_aksi, item.indikator, f"{item.amount} dokumen", item.target_waktu)
            block.add(*lead, *texts, item.person)
    facts = tuple(truth(item, komponen="", komponen_no=None, bukti_fisik="") for item in rows)
    return Sheet("RENCANA KERJA", (block,), facts)


def pairs(rows: Sequence[Item], variant: int) -> Sheet:
    """7: programme and activity with pairs of target and result, money, a row of numbers."""
    names = (
        (
            "SASARAN",
            "PROGRAM",
            "KEGIATAN",
            "INDIKATOR",
            "OUTPUT",
            "BULAN KE-",
            "ANGGARAN",
            "STATUS CAPAIAN (V)",
        ),
        (
            "AREA PERUBAHAN",
            "PROGRAM",
            "KEGIATAN",
            "INDIKATOR",
            "KELUARAN",
            "BULAN KE",
            "ANGGARAN (Rp)",
            "STATUS",
        ),
        ("AREA", "KOMPONEN", "RENCANA AKSI", "INDIKATOR", "OUTPUT", "BULAN KE-", "BIAYA", "CAPAIAN"),
    )[variant]
    block = Block((22, 75, 75, 110, 125, 55, 50, 35, 35, 55, 45, 42, 42, 40), head=3)
    block.add("NO", *names[:5], "", names[5], "", names[6], "", names[7], "", "KETERANGAN")
    two = ("TARGET", "REALISASI")
    block.add("", "", "", "", "", *two, *two, *two, "TERCAPAI", "TIDAK TERCAPAI")
    block.add(*(str(n) for n in range(1, 15)))
    for left in (5, 7, 9, 11):
        block.group(0, left, left + 1)
    for col in (0, 1, 2, 3, 4, 13):
        block.deep(col, 0, 1)
    facts = []
    for n, item in enumerate(rows):
        new = n == 0 or area_of(item) != area_of(rows[n - 1])
        opens = n == 0 or komponen_of(item) != komponen_of(rows[n - 1])
        month = item.bulan[0]
        block.add(str(n + 1), item.area if new else "", item.komponen if opens else "", item.langkah_aksi,
                  item.indikator, f"{item.amount} dok", "", str(month), "",
                  f"{item.amount}.000.000", "", "", "")  # fmt: skip
        facts.append(truth(item, bukti_fisik=None, bulan=(month,), target_waktu=None))
    return Sheet("LAPORAN CAPAIAN RENCANA AKSI", (block,), tuple(facts))


def month_grid(rows: Sequence[Item], variant: int) -> Sheet:
    """8: twelve months as columns, ticked or shaded, beside quarters of amounts."""
    over = ("JADWAL KEGIATAN", "Jadwal Pelaksanaan (Bulan)", "WAKTU PELAKSANAAN")[variant]
    shaded, tick = variant != 1, ("", "v", "")[variant]
    labels = [str(n) for n in range(1, 13)] if variant == 0 else [m[:3].upper() for m in MONTHS]
    heads = (
        ("NO", "KOMPONEN", "INDIKATOR KEGIATAN", "RENCANA AKSI", "PENANGGUNG JAWAB"),
        ("NO", "KOMPONEN", "INDIKATOR", "LANGKAH AKSI", "PIC"),
        ("No", "KOMPONEN", "INDIKATOR", "KEGIATAN", "PELAKSANA"),
    )[variant]
    block = Block((22, 90, 160, 150, 62, 18, 18, 18, 18, *[19] * 12), head=3)
    block.add(*heads, "TARGET KEGIATAN", "", "", "", over)
    parts = [part for n in range(4) for part in (f"Trw {ROMAN[n]}", "", "")] if variant == 0 else labels
    block.add("", "", "", "", "", "Trw I", "Trw II", "Trw III", "Trw IV", *parts)
    if variant == 0:
        block.add(*[""] * 9, *labels)
    else:
        block.head = 2
    for col in range(5):
        block.deep(col, 0, block.head - 1)
    block.group(0, 5, 8)
    block.group(0, 9, 20)
    if variant == 0:
        for col in range(5, 9):
            block.deep(col, 1, 2)
        for quarter in range(4):
            block.group(1, 9 + 3 * quarter, 11 + 3 * quarter)
    facts = []
    for first, last in starts(rows, area_of):
        block.add(ROMAN[rows[first].area_no - 1], rows[first].area.upper())
        for n in range(first, last + 1):
            item = rows[n]
            opens = n == first or komponen_of(item) != komponen_of(rows[n - 1])
            lead = [str(item.komponen_no), item.komponen] if opens else ["", ""]
            marks = [tick if month in item.bulan else "" for month in range(1, 13)]
            amounts = [str(item.amount), "", "", ""]
            row = block.add(*lead, item.indikator, item.langkah_aksi, item.person, *amounts, *marks)
            if shaded:
                block.fills += [
                    (row, 8 + month, 8 + month, colors.HexColor("#70ad47")) for month in item.bulan
                ]
            facts.append(truth(item, bukti_fisik="", target_waktu=None))
    return Sheet("RENCANA AKSI", (block,), tuple(facts))


def label_bands(rows: Sequence[Item], variant: int) -> Sheet:
    """9: bands with labels for area and komponen, the header printed again for each komponen."""
    labels = (("Area Perubahan", "Kategori Penilaian"), ("AREA", "KOMPONEN"), ("Pokja", "Sub Komponen"))[
        variant
    ]
    heads = (
        ("Kegiatan", "Indikator Keberhasilan", "Data Dukung", "Target"),
        ("RENCANA AKSI", "INDIKATOR", "BUKTI DUKUNG", "TARGET WAKTU"),
        ("Langkah Kerja", "Indikator", "Daduk", "Jadwal"),
    )[variant]
    block = Block((190, 230, 190, 120), head=0)
    for n, item in enumerate(rows):
        if n == 0 or area_of(item) != area_of(rows[n - 1]):
            block.band(f"{labels[0]} : {item.area}")
        if n == 0 or komponen_of(item) != komponen_of(rows[n - 1]):
            block.band(f"{labels[1]} : {item.komponen}", colors.HexColor("#eeeeee"))
            block.add(*heads)
        block.add(item.langkah_aksi, item.indikator, item.bukti_fisik, item.target_waktu)
    return Sheet("RENCANA KERJA TAHUNAN", (block,), tuple(truth(item, komponen_no=None) for item in rows))


def codes(rows: Sequence[Item], variant: int) -> Sheet:
    """10: area and komponen in a code alone."""
    heads = (
        ("Kode", "Rencana Kerja", "Rencana Aksi", "Output", "PJK", "Target Bulan", "Bukti", "Progress"),
        ("KODE", "INDIKATOR", "RENCANA AKSI", "OUTPUT", "PJ", "BULAN", "LINK BUKTI DUKUNG", "PROGRES"),
        ("Kode", "Rencana Kerja", "Kegiatan", "Keluaran", "PIC", "Target Periode", "File", "Status"),
    )[variant]
    block = Block((60, 190, 160, 140, 60, 90, 50, 50))
    block.add(*heads)
    facts = []
    for item in rows:
        code = f"A.1.{ROMAN[item.area_no - 1]}.{SMALL[item.komponen_no - 1]}.{item.letter}"
        time = "; ".join(f"{YEAR}-{month:02d}" for month in item.bulan)
        block.add(code, item.indikator, item.langkah_aksi, item.bukti_fisik, item.person, time, "", "0%")
        facts.append(truth(item, komponen="", target_waktu=time))
    return Sheet("RENCANA AKSI", (block,), tuple(facts))


ARCHETYPES: tuple[Callable[[Sequence[Item], int], Sheet], ...] = (
    kpu, percent, process, levels, captions, area_column, pairs, month_grid, label_bands, codes,
)  # fmt: skip


def sheet(number: int, variant: int) -> Sheet:
    """An archetype (1 to 10) in one of its variants."""
    areas = ((1, 2, 3), (4, 5, 6), (3, 4, 5))[variant]
    return ARCHETYPES[number - 1](items(f"form {number}.{variant}", areas), variant)


def draw(path: Path, made: Sheet, variant: int = 0) -> Path:
    """Writes a sheet as a PDF of landscape pages."""
    font = ("Helvetica", "Times-Roman", "Helvetica")[variant]
    size = (8.0, 8.5, 7.5)[variant]
    plain = ParagraphStyle("cell", fontName=font, fontSize=size, leading=size * 1.2)
    big = ParagraphStyle("title", fontName=f"{font.split('-')[0]}-Bold", fontSize=11, leading=14, alignment=1)
    title = f"CONTOH - {made.title} PEMBANGUNAN ZONA INTEGRITAS TAHUN {YEAR}"
    story: list[Any] = [Paragraph(title, big), Spacer(1, 10)]
    for block in made.blocks:
        if block.caption:
            story.append(Paragraph(block.caption, plain))
        story += [_table(block, plain), Spacer(1, 12)]
    story.append(Paragraph(f"Ditetapkan di Contohan<br/>pada tanggal 5 Januari {YEAR}<br/>KETUA TIM", plain))
    SimpleDocTemplate(str(path), pagesize=landscape(A4), invariant=1).build(story)
    return path


def _table(block: Block, style: ParagraphStyle) -> Table:
    cells = [[Paragraph(text, style) if text else "" for text in row] for row in block.rows]
    scale = min(1.0, (landscape(A4)[0] - 60) / sum(block.widths))
    look: list[Any] = [("GRID", (0, 0), (-1, -1), 0.7, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    look += [("LEFTPADDING", (0, 0), (-1, -1), 2), ("RIGHTPADDING", (0, 0), (-1, -1), 2)]
    look += [("SPAN", (left, top), (right, bottom)) for top, left, bottom, right in block.spans]
    look += [("BACKGROUND", (left, row), (right, row), fill) for row, left, right, fill in block.fills]
    return Table(cells, [width * scale for width in block.widths], style=look, repeatRows=block.head)


def main() -> None:
    """Draws all archetypes with their truth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    folder: Path = parser.parse_args().out
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, len(ARCHETYPES) + 1):
        for variant in VARIANTS:
            made = sheet(number, variant)
            name = f"form_{number:02d}_{variant}"
            draw(folder / f"{name}.pdf", made, variant)
            text = json.dumps({"rows": made.rows}, ensure_ascii=False, indent=1)
            (folder / f"{name}.truth.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
