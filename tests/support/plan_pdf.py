"""A born-digital plan of two pages after a title page, small enough to be read in a second."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

HEADER = ("NO", "KOMPONEN", "INDIKATOR", "LANGKAH AKSI", "BUKTI FISIK", "TARGET WAKTU")
WIDTHS = (30, 130, 170, 170, 140, 90)
ROWS = (
    (
        "1",
        "Penyusunan Tim Kerja",
        "Unit kerja telah membentuk tim",
        "Rapat membentuk tim",
        "SK Tim",
        "Januari",
    ),
    ("", "", "Penentuan anggota tim dilakukan", "Seleksi anggota tim", "Berita acara; Foto", "Februari"),
    ("2", "Rencana Pembangunan", "Terdapat dokumen rencana kerja", "Menyusun rencana", "Dokumen", "Maret"),
)
"""Before the page break; as many again stand after it."""


def make_plan(path: Path, mark: str = "") -> Path:
    """Writes the plan; ``mark`` makes it another file."""
    style = ParagraphStyle("cell", fontName="Helvetica", fontSize=9, leading=11)
    head = f"KEPUTUSAN KETUA KOMISI PEMILIHAN UMUM KABUPATEN BANYUWANGI NOMOR 117 TAHUN 2025 {mark}"
    story: list[object] = [Paragraph(head, style), PageBreak()]
    for number, name in (("I", "MANAJEMEN PERUBAHAN"), ("II", "PENATAAN TATALAKSANA")):
        lines = [HEADER, (number, name, "", "", "", ""), *ROWS]
        cells = [[Paragraph(text, style) if text else "" for text in line] for line in lines]
        look = [("GRID", (0, 0), (-1, -1), 0.8, colors.black), ("SPAN", (1, 1), (-1, 1))]
        story += [Table(cells, colWidths=WIDTHS, style=look), PageBreak()]
    SimpleDocTemplate(str(path), pagesize=landscape(A4), invariant=1).build(story)
    return path
