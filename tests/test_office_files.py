"""Excel and Word files: the same rows as a PDF, addresses as places, hostile files refused with a reason."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from openpyxl.styles import PatternFill

from lampiran.app.cli import main
from lampiran.app.pipeline import read_document
from lampiran.records import Outcome, PlanRow
from lampiran.settings import Settings
from load import Database

HEADER = ["NO", "KOMPONEN", "INDIKATOR", "LANGKAH AKSI", "BUKTI FISIK", "TARGET WAKTU"]
ROWS: list[list[Any]] = [
    ["I", "MANAJEMEN PERUBAHAN", "", "", "", ""],
    [1, "Penyusunan Tim Kerja", "Unit kerja telah membentuk tim", "Rapat membentuk tim", "SK Tim", "Januari"],
    [
        "",
        "",
        "Penentuan anggota tim dilakukan",
        "Seleksi anggota",
        "Berita acara\nFoto",
        datetime(2026, 3, 1),
    ],
    [2, "Rencana Pembangunan", "Terdapat dokumen rencana kerja", "Menyusun rencana", "Dokumen", "TW II"],
]


def workbook(path: Path, change: Any = None) -> Path:
    """A plan under a title, its komponen merged over two rows."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Rencana"
    page.append(["CONTOH RENCANA AKSI ZONA INTEGRITAS"])
    page.append([])
    for row in (HEADER, *ROWS):
        page.append(row)
    page["F6"].number_format = "mmm-yy"
    page.merge_cells("B5:B6")
    page.merge_cells("A1:F1")
    if change is not None:
        change(book)
    book.save(path)
    return path


def read(path: Path) -> Outcome:
    return read_document(path, Settings())


def rows_of(outcome: Outcome) -> tuple[PlanRow, ...]:
    assert outcome.document is not None, outcome.reason
    return outcome.document.rows


def codes(outcome: Outcome) -> set[str]:
    assert outcome.document is not None
    return {problem.code for problem in outcome.document.raw.problems}


def test_a_sheet_is_read_like_a_page(tmp_path: Path) -> None:
    outcome = read(workbook(tmp_path / "plan.xlsx"))
    first, second, third = rows_of(outcome)
    assert (outcome.status, first.area_no, third.komponen_no) == ("ok", 1, 2)
    assert first.text("komponen") == second.text("komponen") == "Penyusunan Tim Kerja"
    assert (second.text("bukti_fisik"), second.text("target_waktu")) == ("Berita acara Foto", "Maret 2026")
    assert [row.schedule.bulan for row in (first, second, third)] == [(1,), (3,), (4, 5, 6)]
    assert outcome.document is not None and "CONTOH RENCANA AKSI" in outcome.document.raw.pages[0].text
    (part,) = next(cell for cell in second.cells if cell.kolom == "indikator").parts
    assert (part.box, part.readings[0].engine) == (None, "xlsx Rencana!C6")


def test_a_word_table_is_read_like_a_page(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("CONTOH RENCANA AKSI ZONA INTEGRITAS")
    made = document.add_table(0, len(HEADER))
    for row in (
        HEADER,
        *[[*row[:5], "Maret 2026" if isinstance(row[5], datetime) else row[5]] for row in ROWS],
    ):
        cells = made.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = str(text)
    made.cell(2, 1).merge(made.cell(3, 1)).text = "Penyusunan Tim Kerja"
    document.add_paragraph("Ditetapkan di Contohan")
    path = tmp_path / "plan.docx"
    document.save(str(path))
    first, second, third = rows_of(read(path))
    assert first.text("komponen") == second.text("komponen") == "Penyusunan Tim Kerja"
    assert second.text("bukti_fisik") == "Berita acara Foto" and second.schedule.bulan == (3,)
    (part,) = next(cell for cell in third.cells if cell.kolom == "indikator").parts
    assert part.readings[0].engine == "docx table 1, row 5, column 3"


def test_hidden_sheets_are_left_out_and_hidden_rows_read_and_told(tmp_path: Path) -> None:
    def hide(book: Any) -> None:
        other = book.create_sheet("Simpanan")
        for row in (HEADER, *ROWS):
            other.append(row)
        other.sheet_state = "hidden"
        book["Rencana"].row_dimensions[7].hidden = True

    outcome = read(workbook(tmp_path / "plan.xlsx", hide))
    assert len(rows_of(outcome)) == 3
    assert {"sheets-hidden", "cells-hidden"} <= codes(outcome)


def test_coloured_months_are_ticks(tmp_path: Path) -> None:
    def months(book: Any) -> None:
        page = book["Rencana"]
        page.delete_cols(6)
        for place, month in enumerate(["JAN", "FEB", "MAR", "APR"], 6):
            page.cell(3, place).value = month
        page.cell(5, 7).fill = PatternFill("solid", fgColor="FF70AD47")
        page.cell(6, 8).value = "v"
        page.cell(7, 9).fill = PatternFill("solid", fgColor="FF70AD47")

    rows = rows_of(read(workbook(tmp_path / "plan.xlsx", months)))
    assert [row.schedule.bulan for row in rows] == [(2,), (3,), (4,)]


def test_formulas_without_a_stored_value_are_told(tmp_path: Path) -> None:
    def formula(book: Any) -> None:
        book["Rencana"]["E5"] = '="SK "&B5'

    outcome = read(workbook(tmp_path / "plan.xlsx", formula))
    assert outcome.status == "partial" and "formula-unknown" in codes(outcome)


def rezip(source: Path, target: Path, changed: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename not in changed:
                new.writestr(part.filename, old.read(part.filename))
        for name, content in changed.items():
            new.writestr(name, content)
    return target


def hostile(tmp_path: Path, kind: str) -> Path:
    good = workbook(tmp_path / "good.xlsx")
    bad = tmp_path / "bad.xlsx"
    sheet = zipfile.ZipFile(good).read("xl/worksheets/sheet1.xml")
    if kind == "bomb":
        return rezip(good, bad, {"xl/media/big.xml": b"0" * 250_000_000})
    if kind == "entities":
        evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>' + sheet.split(b"?>", 1)[-1]
        return rezip(good, bad, {"xl/worksheets/sheet1.xml": evil})
    if kind == "merged":
        wide = sheet.replace(b'ref="B5:B6"', b'ref="B5:XFD1048576"')
        return rezip(good, bad, {"xl/worksheets/sheet1.xml": wide})
    if kind == "far":
        far = sheet.replace(
            b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        )
        return rezip(good, bad, {"xl/worksheets/sheet1.xml": far})
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    content = {
        "cut": good.read_bytes()[: good.stat().st_size // 2],
        "old": old,
        "locked": old + "EncryptedPackage".encode("utf-16-le"),
        "text": b"Bukan Excel\n" * 9,
        "broken": b"",
    }[kind]
    if kind == "broken":
        return rezip(good, bad, {"xl/workbook.xml": b"<workbook"})
    bad.write_bytes(content)
    return bad


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("bomb", "unpacks to"),
        ("entities", "XML is not as an office program writes it"),
        ("merged", "merged cell covers"),
        ("far", "reaches over"),
        ("cut", "cut off or damaged"),
        ("old", "older kind"),
        ("locked", "locked with a password"),
        ("text", "no Excel or Word file"),
        ("broken", "damaged"),
    ],
)
def test_hostile_files_get_a_reason_and_no_rows(kind: str, reason: str, tmp_path: Path) -> None:
    outcome = read(hostile(tmp_path, kind))
    assert outcome.status == "failed" and reason in outcome.reason


def test_macros_are_not_run_and_told(tmp_path: Path) -> None:
    good = workbook(tmp_path / "good.xlsx")
    outcome = read(rezip(good, tmp_path / "m.xlsx", {"xl/vbaProject.bin": b"macro"}))
    assert len(rows_of(outcome)) == 3 and "macros-left" in codes(outcome)


def test_a_run_loads_them_beside_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    workbook(folder / "plan.xlsx")
    (folder / "bad.xlsx").write_bytes(b"Bukan Excel\n" * 9)
    db = tmp_path / "a.db"
    assert main(["run", str(folder), "--db", str(db), "--workers", "1", "--json"]) == 4
    capsys.readouterr()
    with sqlite3.connect(db) as connection:
        found = dict(connection.execute("SELECT file, status FROM document").fetchall())
        rows = connection.execute("SELECT count(*) FROM rencana_aksi").fetchone()[0]
    assert (found, rows) == ({"plan.xlsx": "ok", "bad.xlsx": "failed"}, 3)
    assert main(["explain", found_id(db), "1", "indikator", "--db", str(db)]) == 0
    assert "xlsx Rencana!C5" in capsys.readouterr().out


def found_id(db: Path) -> str:
    with Database.open(str(db)) as database:
        return next(line.document_id for line in database.documents() if line.rows)


def test_an_export_of_the_program_is_no_decree(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db, made = tmp_path / "a.db", tmp_path / "export.xlsx"
    assert main(["run", str(workbook(tmp_path / "plan.xlsx")), "--db", str(db), "--workers", "1"]) == 0
    assert main(["export", "--db", str(db), "--to", str(made)]) == 0
    assert main(["show", str(made), "--format", "json"]) == 4
    document = json.loads(capsys.readouterr().out)["document"]
    assert document["status"] == "failed" and "made by this program" in document["reason"]
