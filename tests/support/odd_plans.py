# ruff: noqa: E501 - a row of a plan reads best on a line of its own
"""Small born-digital plans in layouts of many kinds (CONTOH: none is a real decree), and their rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table
from reportlab.platypus.tables import TableStyle

STYLE = ParagraphStyle("cell", fontName="Helvetica", fontSize=8, leading=10)
GRID = ("GRID", (0, 0), (-1, -1), 0.7, colors.black)
TITLES = {
    "no": "NO",
    "komponen": "KOMPONEN",
    "indikator": "INDIKATOR",
    "langkah_aksi": "LANGKAH AKSI",
    "bukti_fisik": "BUKTI FISIK",
    "target_waktu": "TARGET WAKTU",
}
WIDTHS = {"no": 26, "komponen": 90, "indikator": 150, "target_waktu": 80}
Span = tuple[int, int, int, int]
Place = tuple[int, int]


@dataclass(frozen=True)
class Item:
    """A plan row: area and komponen with their numbers, and the cells."""

    area: tuple[str, str]
    komponen: tuple[str, str]
    cells: dict[str, str]


def _items() -> tuple[Item, ...]:
    tim, rencana, sop = ("1", "Tim Kerja"), ("2", "Rencana Pembangunan Zona Integritas"), ("1", "SOP")
    one, two = ("I", "MANAJEMEN PERUBAHAN"), ("II", "PENATAAN TATALAKSANA")
    lines = (
        (one, tim, "Unit kerja telah membentuk tim untuk melakukan pembangunan Zona Integritas",
         "Menyusun surat keputusan tim bersama seluruh kepala subbagian", "SK Tim Zona Integritas", "Januari 2025"),
        (one, tim, "Penentuan anggota tim dipilih melalui prosedur yang jelas",
         "Menetapkan mekanisme pemilihan anggota tim", "Berita acara pemilihan", "Februari 2025"),
        (one, rencana, "Terdapat dokumen rencana kerja pembangunan Zona Integritas",
         "Membahas rencana kerja dalam rapat pleno", "Dokumen rencana kerja", "Maret s/d Mei 2025"),
        (one, rencana, "Terdapat mekanisme untuk mensosialisasikan pembangunan WBK/WBBM",
         "Memasang spanduk di lobi kantor", "Foto spanduk", "Setiap triwulan"),
        (two, sop, "SOP mengacu pada peta proses bisnis instansi", "Menyelaraskan SOP dengan peta proses bisnis",
         "Peta proses bisnis", "Juni 2025"),
        (two, sop, "Prosedur operasional tetap telah diterapkan", "Menerapkan prosedur pada setiap layanan",
         "Laporan penerapan SOP", "Juli 2025"),
        (two, sop, "Prosedur operasional tetap telah dievaluasi", "Melakukan evaluasi penerapan SOP",
         "Laporan evaluasi SOP", "Desember 2025"),
    )  # fmt: skip
    names = ("indikator", "langkah_aksi", "bukti_fisik", "target_waktu")
    return tuple(
        Item(area, komponen, dict(zip(names, cells, strict=True))) for area, komponen, *cells in lines
    )


ITEMS = _items()


@dataclass
class Sheet:
    """A table in the making: its lines, merged places (row, column, rows, columns) and shaded lines."""

    lines: list[list[str]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    bands: list[int] = field(default_factory=list)

    def add(self, line: Sequence[str]) -> None:
        """A line as it is."""
        self.lines.append(list(line))

    def band(self, text: str, width: int, start: int = 0) -> None:
        """A line with one text over all columns from ``start`` on."""
        self.spans.append((len(self.lines), start, 1, width - start))
        self.bands.append(len(self.lines))
        self.add([*[""] * start, text, *[""] * (width - start - 1)])

    def table(
        self, widths: Sequence[float], *, repeat: int = 1, look: Sequence[tuple[object, ...]] = (GRID,)
    ) -> Table:
        """The table to be printed."""
        commands: list[tuple[object, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP"), *look]
        commands += [("SPAN", (c, r), (c + w - 1, r + h - 1)) for r, c, h, w in self.spans]
        cells = [[Paragraph(text, STYLE) if text else "" for text in line] for line in self.lines]
        made = Table(cells, colWidths=list(widths), repeatRows=repeat, splitInRow=1)
        made.setStyle(TableStyle(commands))
        return made


def widths(columns: Sequence[str]) -> list[float]:
    """Column widths that fill a page."""
    fixed = [float(WIDTHS.get(name, 0)) for name in columns]
    room = (770.0 - sum(fixed)) / max(1, fixed.count(0.0))
    return [width or room for width in fixed]


def form_lines(sheet: Sheet, columns: Sequence[str], items: Sequence[Item], *, areas: bool = True) -> None:
    """The plan in the usual form: area lines, number and name of a komponen in its first line."""
    area = komponen = None
    for item in items:
        if areas and item.area != area:
            sheet.add([*item.area, *[""] * (len(columns) - 2)])
        first = item.komponen != komponen or item.area != area
        area, komponen = item.area, item.komponen
        line = {**item.cells, "no": komponen[0] if first else "", "komponen": komponen[1] if first else ""}
        sheet.add([line.get(name, "") for name in columns])


def write(path: Path, story: Sequence[Flowable], height: float = 595.0) -> Path:
    """Prints a story on landscape pages of a height in points."""
    page = (landscape(A4)[0], height)
    margins = {"leftMargin": 34, "rightMargin": 34, "topMargin": 30, "bottomMargin": 30}
    title = Paragraph("CONTOH: RENCANA AKSI ZONA INTEGRITAS KPU KABUPATEN BANYUWANGI TAHUN 2025", STYLE)
    SimpleDocTemplate(str(path), pagesize=page, invariant=1, **margins).build([title, *story])
    return path
