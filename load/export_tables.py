"""The other tables of a database as an Excel workbook: a sheet a table, merged cells merged, all as text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, RowMapping, text

from lampiran.errors import UsageError
from load.new_files import replacing
from load.viewing import snapshot
from load.workbooks import new_workbook

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_TABLES = """
SELECT t.document_id, t.table_no, t.page_first, t.page_last, t."rows", t."columns", d.file
FROM other_table t JOIN document d ON d.document_id = t.document_id
ORDER BY d.file, t.document_id, t.table_no
"""
_CELLS = """
SELECT "row", "col", text, row_span, col_span, heading, needs_review FROM other_cell
WHERE document_id = :document_id AND table_no = :table_no ORDER BY "row", "col"
"""
_LONGEST = 32_767
"""Letters of an Excel cell, at most."""
_NARROW, _WIDE = 8.0, 50.0
"""Letters that a column shows, at least and at most."""
_CONTENTS = "keterangan"


def export_tables(engine: Engine, path: Path) -> int:
    """Writes every other table to a sheet of its own, after one that lists them; the number of tables.

    Raises:
        UsageError: If the file is no workbook.
        MissingRequirement: If it cannot be written, or a package is missing.
    """
    if path.suffix.lower() != ".xlsx":
        raise UsageError("Other tables are written to a workbook only.", "Give a name that ends with .xlsx.")
    with replacing(path) as unfinished, snapshot(engine) as connection:
        tables = connection.execute(text(_TABLES)).mappings().all()
        workbook = new_workbook(unfinished)
        _write_contents(workbook, tables)
        for number, table in enumerate(tables, start=1):
            _write_table(workbook, f"tabel {number}", _cells(connection, table))
        workbook.close()
    return len(tables)


def _cells(connection: Connection, table: RowMapping) -> list[RowMapping]:
    place = {"document_id": table["document_id"], "table_no": table["table_no"]}
    return list(connection.execute(text(_CELLS), place).mappings().all())


def _write_contents(workbook: Workbook, tables: Sequence[RowMapping]) -> None:
    sheet: Any = workbook.add_worksheet(_CONTENTS)
    bold = workbook.add_format({"bold": True})
    heads = ("lembar", "berkas", "halaman", "baris", "kolom", "tabel ke")
    for place, (head, width) in enumerate(zip(heads, (12, 50, 12, 8, 8, 8), strict=True)):
        sheet.write_string(0, place, head, bold)
        sheet.set_column(place, place, width)
    for number, table in enumerate(tables, start=1):
        first, last = table["page_first"], table["page_last"]
        pages = str(first) if first == last else f"{first}-{last}"
        sheet.write_url(number, 0, f"internal:'tabel {number}'!A1", None, f"tabel {number}")
        sheet.write_string(number, 1, table["file"])
        sheet.write_string(number, 2, pages)
        for place, name in enumerate(("rows", "columns", "table_no"), start=3):
            sheet.write_number(number, place, table[name])


def _write_table(workbook: Workbook, name: str, cells: list[RowMapping]) -> None:
    sheet: Any = workbook.add_worksheet(name)
    look = {"text_wrap": True, "valign": "top", "border": 1}
    plain = workbook.add_format(look)
    doubtful = workbook.add_format({**look, "bg_color": "#FFE699"})
    widths: dict[int, float] = {}
    for cell in cells:
        row, col = cell["row"] - 1, cell["col"] - 1
        shown = (cell["text"] or "")[:_LONGEST]
        form = doubtful if cell["needs_review"] else plain
        if cell["row_span"] > 1 or cell["col_span"] > 1:
            last = row + cell["row_span"] - 1, col + cell["col_span"] - 1
            sheet.merge_range(row, col, *last, "", form)
        if shown:
            sheet.write_string(row, col, shown, form)
        else:
            sheet.write_blank(row, col, None, form)
        if cell["col_span"] == 1:
            widths[col] = max(widths.get(col, _NARROW), min(len(shown) + 2.0, _WIDE))
    for col, width in widths.items():
        sheet.set_column(col, col, width)
