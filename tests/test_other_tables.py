"""Ruled tables that are no plan are kept: joined over pages, merged and empty cells too."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

from extract.plan.column_shapes import unlike_column
from lampiran.app.cli import main
from lampiran.app.pipeline import read_document
from lampiran.other_tables import OtherCell, OtherTable
from lampiran.settings import Settings
from load import Database
from tests.support import loading
from tests.support.plan_pdf import HEADER, ROWS, WIDTHS

STYLE = ParagraphStyle("cell", fontName="Helvetica", fontSize=9, leading=11)
SETTINGS = Settings(cache_dir=None)
Capture = pytest.CaptureFixture[str]
LEVELS = (
    ["No", "Uraian", "Anggaran", "", "Ket."],
    ["", "", "Pagu", "Realisasi", ""],
)
LEVEL_SPANS = [
    ("SPAN", (0, 0), (0, 1)),
    ("SPAN", (1, 0), (1, 1)),
    ("SPAN", (2, 0), (3, 0)),
    ("SPAN", (4, 0), (4, 1)),
]


def grid(lines: list[list[str]], spans: list[tuple[object, ...]] | None = None) -> Table:
    look = [("GRID", (0, 0), (-1, -1), 0.8, "black"), *(spans or [])]
    cells = [[Paragraph(text, STYLE) if text else "" for text in line] for line in lines]
    return Table(cells, colWidths=[480 / len(lines[0])] * len(lines[0]), style=look)


def amounts(first: int, count: int) -> list[list[str]]:
    return [
        [str(number), f"Belanja bahan {number}", f"{number}.500.000", f"{number}.250.000", ""]
        for number in range(first, first + count)
    ]


def written(path: Path, *story: object) -> Path:
    SimpleDocTemplate(str(path), pagesize=A4, invariant=1).build(list(story))
    return path


def tables_of(path: Path) -> tuple[OtherTable, ...]:
    document = read_document(path, SETTINGS).document
    assert document is not None
    return document.raw.tables


def test_a_table_with_two_levels_and_a_merged_cell_is_kept_whole(tmp_path: Path) -> None:
    lines = [*LEVELS, *amounts(1, 4), ["", "Jumlah", "10.000.000", "9.000.000", ""]]
    (table,) = tables_of(written(tmp_path / "a.pdf", grid(lines, [*LEVEL_SPANS, ("SPAN", (0, 6), (1, 6))])))
    assert table.headings == ("No", "Uraian", "Anggaran > Pagu", "Anggaran > Realisasi", "Ket.")
    assert (table.rows, table.columns, table.page_first, table.page_last) == (7, 5, 1, 1)
    by_place = {(cell.row, cell.col): cell for cell in table.cells}
    assert (by_place[3, 3].text, by_place[3, 3].heading) == ("1.500.000", "Anggaran > Pagu")
    assert (by_place[1, 3].col_span, by_place[1, 1].row_span, by_place[7, 1].col_span) == (2, 2, 2)
    assert by_place[3, 5].text == "" and by_place[3, 5].box is not None
    assert not any(cell.doubtful for cell in table.cells)


@pytest.mark.parametrize("repeated", [True, False])
def test_a_table_goes_on_on_the_next_page(tmp_path: Path, *, repeated: bool) -> None:
    first = grid([*LEVELS, *amounts(1, 4)], LEVEL_SPANS)
    second = grid([*LEVELS, *amounts(5, 3)], LEVEL_SPANS) if repeated else grid(amounts(5, 3))
    (table,) = tables_of(written(tmp_path / "a.pdf", first, PageBreak(), second))
    assert (table.rows, table.page_first, table.page_last) == (9, 1, 2)
    last = [cell for cell in table.cells if cell.row == 9]
    assert [cell.text for cell in last] == ["7", "Belanja bahan 7", "7.500.000", "7.250.000", ""]
    assert {cell.page for cell in last} == {2} and last[1].heading == "Uraian"


def test_another_title_begins_another_table(tmp_path: Path) -> None:
    first, second = grid([*LEVELS, *amounts(1, 4)], LEVEL_SPANS), grid(amounts(5, 3))
    story = [first, PageBreak(), Paragraph("Daftar lain", STYLE), second]
    assert [table.rows for table in tables_of(written(tmp_path / "a.pdf", *story))] == [6, 3]


@pytest.mark.parametrize(
    "lines",
    [
        [["KOMISI PEMILIHAN UMUM", "Jl. Contoh No. 1"], ["KABUPATEN CONTOH", "Telp. (0123) 456"]],
        [["Mengetahui,", "Disetujui oleh,"], ["Ketua", "Sekretaris"], ["NIP 1970", "NIP 1980"]],
        [["Diterima tgl.", "4 Mei"], ["No. Agenda", "12"]],
        [["satu kotak saja", ""], ["", ""]],
    ],
)
def test_letterheads_signatures_and_stamps_are_no_tables(tmp_path: Path, lines: list[list[str]]) -> None:
    assert tables_of(written(tmp_path / "a.pdf", Paragraph("Surat", STYLE), grid(lines))) == ()


def test_the_plan_itself_is_no_other_table(tmp_path: Path) -> None:
    plan = [list(HEADER), ["I", "MANAJEMEN PERUBAHAN", "", "", "", ""], *map(list, ROWS)]
    look = [("GRID", (0, 0), (-1, -1), 0.8, "black"), ("SPAN", (1, 1), (-1, 1))]
    cells = [[Paragraph(text, STYLE) if text else "" for text in line] for line in plan]
    story = [Table(cells, colWidths=[width * 0.7 for width in WIDTHS], style=look), PageBreak()]
    path = written(tmp_path / "a.pdf", *story, grid([*LEVELS, *amounts(1, 4)], LEVEL_SPANS))
    document = read_document(path, SETTINGS).document
    assert document is not None and len(document.rows) == 3
    assert [(table.number, table.page_first) for table in document.raw.tables] == [(1, 2)]


def column(*texts: str) -> list[OtherCell]:
    return [OtherCell(row, 1, text, 1.0, 1, None, "Kode") for row, text in enumerate(texts, start=2)]


@pytest.mark.parametrize(
    ("texts", "rows"),
    [
        (("1.000", "2.500", "3.OOO", "12.000"), {4}),
        (("A.1.02", "A.2.03", "A.3.l4", "B.1.11"), {4}),
        (("1.000", "2.500", "-", "3.000", "4.000"), set()),
        (("Rapat", "Surat 2", "Foto", "Berita acara"), set()),
        (("1.000", "2.OOO"), set()),
    ],
)
def test_cells_without_the_shape_of_their_column(texts: tuple[str, ...], rows: set[int]) -> None:
    assert {row for row, _ in unlike_column(column(*texts))} == rows


def test_tables_are_stored_shown_and_exported(tmp_path: Path, capsys: Capture) -> None:
    path = written(tmp_path / "a.pdf", grid([*LEVELS, *amounts(1, 4)], LEVEL_SPANS))
    db, book = tmp_path / "a.db", tmp_path / "a.xlsx"
    assert main(["run", str(path), "--db", str(db), "--workers", "1"]) == 4
    assert main(["export", "--tables", "--db", str(db), "--to", str(book)]) == 0
    assert main(["export", "--tables", "--db", str(db), "--to", str(tmp_path / "a.csv")]) == 2
    sheet = load_workbook(book)["tabel 1"]
    assert [str(merged) for merged in sheet.merged_cells.ranges if "C1" in str(merged)] == ["C1:D1"]
    assert [cell.value for cell in sheet[3]] == ["1", "Belanja bahan 1", "1.500.000", "1.250.000", None]
    capsys.readouterr()
    main(["show", str(path), "--tables", "--format", "json"])
    (shown,) = json.loads(capsys.readouterr().out)["tables"]
    assert shown["headings"][2] == "Anggaran > Pagu" and shown["rows"][2][1] == "Belanja bahan 1"
    with Database.open(db) as database:
        (line,) = database.query("SELECT * FROM other_table")
        assert (line["rows"], line["columns"]) == (6, 5)
        empty = database.query('SELECT text FROM other_cell WHERE "row" = 3 AND "col" = 5')
        assert empty[0]["text"] is None


def test_stored_tables_come_back_as_they_were(tmp_path: Path) -> None:
    cells = (
        OtherCell(1, 1, "No", 1.0, 3, None),
        OtherCell(1, 2, "", 0.5, 3, None, "No", 2, 1, doubtful=True),
    )
    table = OtherTable(1, 3, 4, ("No", ""), 2, 2, cells)
    plan = loading.plan()
    plan = replace(plan, raw=replace(plan.raw, tables=(table,)))
    with Database.open(tmp_path / "a.db") as database:
        database.save(loading.outcome(plan))
        assert database.load_plan_document(database.documents()[0].document_id).raw.tables == (table,)
        database.save(loading.outcome(replace(plan, raw=replace(plan.raw, tables=()))))
        assert database.query("SELECT count(*) AS n FROM other_cell")[0]["n"] == 0
