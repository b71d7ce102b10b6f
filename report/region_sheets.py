"""A sheet for each region, to be sent to it: what its plan lacks, its calendar, its open things."""

from __future__ import annotations

from report import wording
from report.figures import Figures, Row
from report.list_sheets import KEY, key_of, missing, open_cells
from report.scope import short_name
from report.sheet import Book, Column, Sheet

_COLUMNS = (
    Column("No.", 6, "center"),
    Column("", 16),
    Column("", 78),
    Column("", 14, "whole"),
    Column("", 50, "fill_in"),
    KEY,
)


def region(book: Book, figures: Figures, line: Row) -> None:
    """One region's sheet."""
    sheet = Sheet(book, short_name(line["wilayah"]), "", _COLUMNS)
    if line["document_id"] is None:
        sheet.wide(
            f"{line['wilayah']} belum memiliki rencana tahun {figures.scope.tahun}. "
            + (f"Catatan: {line['catatan']}." if line["catatan"] else "Mohon dikirimkan."),
            "sentence",
        )
        return
    decided = wording.printed_day(line["tanggal_sk"])
    sheet.wide(
        f"Rencana yang dihitung: {line['file']}"
        + (f", keputusan tanggal {decided}" if decided else "")
        + f"; {line['rows']} baris. Keadaan: {wording.state(line)}."
        + (f" Catatan: {line['catatan']}." if line["catatan"] else ""),
        "sentence",
    )
    _holes(sheet, figures, line)
    _calendar(sheet, figures, line)
    _open(sheet, figures, line)
    sheet.compact()


def _holes(sheet: Sheet, figures: Figures, line: Row) -> None:
    kode = line["kode_wilayah"]
    lines = missing(figures, kode)
    unjudged = wording.unjudged(figures, kode)
    sheet.section(f"Indikator yang belum ada dalam rencana: {len(lines)}")
    if unjudged:
        sheet.wide(f"{unjudged} indikator belum dapat dinilai: rencana belum cukup terbaca.", "note")
    if not lines:
        return
    sheet.heads(["No.", "Nomor LKE", "Indikator", "Baris area belum dikenali", "Penjelasan kantor"])
    sheet.lines(
        [number, hole["nomor"], hole["indikator"], hole["unmatched_rows"], None]
        for number, hole in enumerate(lines, start=1)
    )


def _calendar(sheet: Sheet, figures: Figures, line: Row) -> None:
    counts = {
        row["bulan"]: row["baris"]
        for row in figures["kalender"]
        if row["kode_wilayah"] == line["kode_wilayah"]
    }
    sheet.section("Kalender")
    if not counts:
        sheet.wide("Tidak ada bulan pelaksanaan yang terbaca.", "sentence")
        return
    sheet.heads(["", "Bulan", "Kegiatan", "Banyaknya"])
    most = max(counts.values())
    for month, name in enumerate(wording.MONTHS, start=1):
        count = counts.get(month, 0)
        bar = "█" * max(1, round(40 * count / most)) if count else "–"
        sheet.line(["", name, bar, count], ["text", "text", "text", "whole"])


def _open(sheet: Sheet, figures: Figures, line: Row) -> None:
    cells = open_cells(figures, line["document_id"])
    sheet.section(f"Perlu diperiksa: {len(cells)} sel")
    if not cells:
        return
    sheet.heads(["No.", "Baris, kolom", "Terbaca", "Halaman", "Teks yang benar", KEY.head])
    for number, cell in enumerate(cells, start=1):
        sheet.line(
            [number, f"{cell['urutan']}, {cell['kolom']}", cell["text"], cell["page"], None, key_of(cell)]
        )
