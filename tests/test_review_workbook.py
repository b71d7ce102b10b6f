"""The workbook: pictures, drop-downs, keys; each answer applied or refused with a reason, once."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from lampiran.app.cli import main
from lampiran.codes import ReasonCode
from lampiran.records import PagePicture, Reason
from load import Database
from load.pictures import PageStore
from review.workbook import AT, HEAD_ROW, NAME_CELL, SHEET
from tests.support import loading
from tests.support.pictures import png_page

HOSTILE = ('=HYPERLINK("http://x")', "<script>alert(1)</script>", "\u202eterbalik", "a" * 40_000)


def hostile_plan(file: str = "jahat.pdf", head_year: int = 2024) -> loading.PlanDocument:
    """A row for each hostile text, each doubted as a whole."""
    made = []
    for urutan, text in enumerate(HOSTILE, start=1):
        cells = [
            loading.repaired(
                "indikator", (loading.part(f"Indikator nomor {urutan} dari rencana", top=90.0 * urutan),)
            ),
            loading.repaired("langkah_aksi", (loading.part(text, top=90.0 * urutan),)),
        ]
        cells[1] = replace(cells[1], needs_review=True, reasons=(Reason(ReasonCode.BORDERS_UNSEEN),))
        raw, clean = loading.row(urutan, tuple(cells))
        made.append((raw, replace(clean, notes=(), candidates=())))
    return loading.plan(file, made, head=loading.decree("9", head_year, doubts=()))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with a plan whose pages have pictures, and a hostile one."""
    path = tmp_path / "rencana.db"
    plan = loading.plan()
    with Database.open(path) as db:
        db.save(loading.outcome(plan))
        db.save(loading.outcome(hostile_plan()))
    with PageStore(tmp_path / "rencana.pages.db", write=True) as store:
        store.put(plan.raw.sha256, [PagePicture(3, 935.4, 609.4, png_page(935, 609))])
    return path


def told(path: Path, sql: str) -> list[tuple[object, ...]]:
    with Database.open(path, create=False) as db:
        return [tuple(line.values()) for line in db.query(sql)]


def export(path: Path, *more: str) -> Path:
    to = path.with_name("periksa.xlsx")
    assert main(["review", "export", "--db", str(path), str(to), *more]) == 0
    return to


def answer(book: Path, fill: Callable[[Worksheet], None], name: str = "Sari") -> None:
    work = openpyxl.load_workbook(book)
    sheet = work[SHEET]
    sheet.cell(NAME_CELL[0] + 1, NAME_CELL[1] + 1).value = name
    fill(sheet)
    work.save(book)


def rows(sheet: Worksheet) -> dict[tuple[str, str], int]:
    """Row numbers by what is proposed and by column."""
    return {
        (str(sheet.cell(row, AT["Usulan"] + 1).value), str(sheet.cell(row, AT["Kolom"] + 1).value)): row
        for row in range(HEAD_ROW + 2, sheet.max_row + 1)
    }


def put(sheet: Worksheet, row: int, **given: str) -> None:
    for heading, value in given.items():
        sheet.cell(row, AT[heading] + 1).value = value


def test_the_workbook_shows_words_and_keeps_hostile_texts_as_text(path: Path) -> None:
    book = export(path)
    with zipfile.ZipFile(book) as packed:
        assert len([name for name in packed.namelist() if name.startswith("xl/media/")]) >= 2
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<sheetProtection" in sheet
    work = openpyxl.load_workbook(book)
    found = [work[SHEET].cell(row, AT["Isi lengkap"] + 1).value for row in rows(work[SHEET]).values()]
    assert set(HOSTILE[:3]) <= set(found)
    unlocked = {
        heading
        for heading, place in AT.items()
        if not work[SHEET].cell(HEAD_ROW + 2, place + 1).protection.locked
    }
    assert unlocked == {"Keputusan", "Jawaban", "Catatan"}


def test_answers_are_applied_once_and_others_say_why_not(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = export(path)

    def fill(sheet: Worksheet) -> None:
        at = rows(sheet)
        put(sheet, at["HYPERLINK", "bukti_fisik"], Keputusan="Perbaiki", Jawaban="SK")
        put(sheet, at["90.P.1.i.b", "indikator_id"], Jawaban="90.P.9")
        put(sheet, at[HOSTILE[1], "langkah_aksi"], Keputusan="Benar")
        put(sheet, at[HOSTILE[2], "langkah_aksi"], Keputusan="Perbaiki")
        put(sheet, at[HOSTILE[0], "langkah_aksi"], Keputusan="Benar", Kunci="dikarang")

    answer(book, fill)
    capsys.readouterr()
    assert main(["review", "apply", "--db", str(path), str(book)]) == 4
    said = capsys.readouterr().err
    for expected in (
        "There is no indikator '90.P.9'",
        "right value is missing",
        "key of this line is damaged",
    ):
        assert expected in said
    assert "2 applied, 0 unchanged, 3 not applied" in said
    assert told(path, "SELECT bukti_fisik FROM rencana_aksi WHERE file = 'contoh.pdf' AND urutan = 1") == [
        ("=SK(1)",)
    ]
    before = path.read_bytes()
    assert main(["review", "apply", "--db", str(path), str(book)]) == 4
    assert "0 applied, 2 unchanged, 3 not applied" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_a_line_that_somebody_settled_meanwhile_is_told(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, other = export(path), path.with_name("lain.xlsx")
    shutil.copy(book, other)
    for file, value, name in ((book, "SK", "Sari"), (other, "ST", "Budi")):
        answer(
            file, lambda sheet, v=value: put(sheet, rows(sheet)["HYPERLINK", "bukti_fisik"], Jawaban=v), name
        )  # type: ignore[misc]
    assert main(["review", "apply", "--db", str(path), str(book)]) == 0
    capsys.readouterr()
    assert main(["review", "apply", "--db", str(path), str(other)]) == 4
    assert "Sari decided about it meanwhile." in capsys.readouterr().err
    assert told(path, "SELECT corrected_by FROM correction WHERE method = 'person'") == [("Sari",)]


def test_only_a_region_and_only_what_is_left(path: Path) -> None:
    assert len(rows(openpyxl.load_workbook(export(path, "--kabupaten", "banyuwangi"))[SHEET])) > 1
    assert not rows(openpyxl.load_workbook(export(path, "--kabupaten", "merauke"))[SHEET])


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.xlsx", b"nothing", "no Excel workbook"),
        ("x.txt", b"", "neither a workbook"),
        ("x.json", b"{}", "no file of decisions"),
        ("x.json", b'{"format": "lampiran-decisions-1", "decisions": [{"id": 1}]}', "Decision 1"),
    ],
)
def test_other_files_are_refused(
    path: Path, name: str, content: bytes, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = path.with_name(name)
    file.write_bytes(content)
    assert main(["review", "apply", "--db", str(path), str(file)]) == 2
    assert message in capsys.readouterr().err
    assert told(path, "SELECT count(*) FROM people_corrections") == [(0,)]


def test_nobody_is_asked_for(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = export(path)
    answer(book, lambda sheet: put(sheet, rows(sheet)["HYPERLINK", "bukti_fisik"], Jawaban="SK"), "")
    assert main(["review", "apply", "--db", str(path), str(book)]) == 2
    assert "does not say who answered" in capsys.readouterr().err
    assert main(["review", "apply", "--db", str(path), str(book), "--by", "Sari"]) == 0


def test_decisions_go_to_another_database(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, file, other = export(path), tmp_path / "keputusan.json", tmp_path / "lain.db"
    answer(book, lambda sheet: put(sheet, rows(sheet)["HYPERLINK", "bukti_fisik"], Jawaban="SK"))
    main(["review", "apply", "--db", str(path), str(book)])
    assert main(["review", "export", "--decisions", "--db", str(path), str(file)]) == 0
    with Database.open(other) as db:
        db.save(loading.outcome(hostile_plan()))
    capsys.readouterr()
    assert main(["review", "apply", "--db", str(other), str(file)]) == 0
    assert "1 are about decrees that are not here" in capsys.readouterr().err
    with Database.open(other) as db:  # the decree comes later
        db.save(loading.outcome(loading.plan()))
    assert told(other, "SELECT bukti_fisik FROM rencana_aksi WHERE settled_kolom = 'bukti_fisik'") == [
        ("=SK(1)",)
    ]
    assert main(["review", "apply", "--db", str(other), str(file)]) == 0
    assert "1 decisions, 0 of them new" in capsys.readouterr().err
    assert json.loads(file.read_text())["decisions"][0]["corrected_by"] == "Sari"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_in_between_changes_nothing(path: Path, tmp_path: Path) -> None:
    book = export(path)
    answer(book, lambda sheet: put(sheet, rows(sheet)["HYPERLINK", "bukti_fisik"], Jawaban="SK"))
    there = tmp_path / "libre"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(there), str(book)]
    subprocess.run(convert, check=True, timeout=120, capture_output=True)
    saved = there / book.name
    with zipfile.ZipFile(saved) as packed:
        assert [name for name in packed.namelist() if name.startswith("xl/media/")]
        assert b"sheetProtection" in packed.read("xl/worksheets/sheet1.xml")
        assert b"dataValidation" in packed.read("xl/worksheets/sheet1.xml")
    assert main(["review", "apply", "--db", str(path), str(saved)]) == 0
    assert told(path, "SELECT bukti_fisik FROM rencana_aksi WHERE settled_kolom = 'bukti_fisik'") == [
        ("=SK(1)",)
    ]
