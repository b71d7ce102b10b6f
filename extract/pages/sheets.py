"""Excel files: each shown sheet is a page, its cells are the table; addresses are the place of what was read.

Values are those that Excel stored, written as it shows them. Hidden sheets are left out, hidden rows and
columns are read; both are told.
"""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from dictionaries import load_vocabulary
from extract.files.office_package import check_reach
from extract.model import PageReading, Source
from extract.pages.office_tables import BROKEN, OfficeCell, office_reading
from lampiran.codes import ProblemCode
from lampiran.errors import DamagedDocument, EmptyDocument, UnknownFormat
from lampiran.records import Problem

ENGINE = "xlsx"
_HEAD = 4_096
"""Bytes of the stored texts in which an export of this program shows its first headings."""
_BROKEN = (*BROKEN, InvalidFileException, IndexError)
_WHITE = frozenset({"00000000", "FFFFFFFF", "00FFFFFF"})


def read_sheets(source: Source) -> list[PageReading]:
    """Reads all shown sheets of a workbook.

    Raises:
        DamagedDocument: If it cannot be opened.
        EmptyDocument: If no shown sheet holds anything.
        PageTooLarge: If a sheet reaches over too many cells.
    """
    _refuse_own(source)
    values, formulas = _opened(source.path, data_only=True), _opened(source.path, data_only=False)
    shown = [sheet for sheet in values.worksheets if sheet.sheet_state == "visible"]
    hidden = [sheet.title for sheet in values.worksheets if sheet.sheet_state != "visible"]
    readings: list[PageReading] = []
    for sheet in shown:
        check_reach(sheet.max_row, sheet.max_column)
        found = _reading(len(readings) + 1, sheet, formulas[sheet.title])
        if found.words_read:
            readings.append(found)
    if not readings:
        raise EmptyDocument("No shown sheet of the file holds anything.", "Check the file.")
    if hidden:
        told = Problem(ProblemCode.SHEETS_HIDDEN, (", ".join(hidden),))
        first = readings[0]
        readings[0] = replace(first, problems=(*first.problems, told))
    return readings


def _refuse_own(source: Source) -> None:
    """An export of this program that lies among the decrees is no decree."""
    with zipfile.ZipFile(source.path) as package:
        names = set(package.namelist())
        first = package.read("xl/sharedStrings.xml")[:_HEAD] if "xl/sharedStrings.xml" in names else b""
        core = package.read("docProps/core.xml") if "docProps/core.xml" in names else b""
    if b"<dc:creator>Lampiran</dc:creator>" in core or (b"document_id" in first and b"urutan" in first):
        raise UnknownFormat("This workbook was made by this program from a database; it is no decree.")


def _opened(path: str, *, data_only: bool) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # extensions that openpyxl leaves out
            return openpyxl.load_workbook(Path(path), data_only=data_only, keep_links=False)
    except _BROKEN as error:
        raise DamagedDocument("The Excel file is damaged.", "Open it in Excel and save it again.") from error


def _reading(page: int, sheet: Worksheet, formulas: Worksheet) -> PageReading:
    cells = list(_cells(sheet))
    title, cells = _titles(cells)
    problems = []
    unknown = _without_value(sheet, formulas)
    if unknown:
        problems.append(
            Problem(ProblemCode.FORMULA_UNKNOWN, (str(len(unknown)), unknown[0]), page, lost=True)
        )
    rows = sum(bool(size.hidden) for size in sheet.row_dimensions.values())
    columns = sum(bool(size.hidden) for size in sheet.column_dimensions.values())
    if rows or columns:
        problems.append(Problem(ProblemCode.CELLS_HIDDEN, (str(rows), str(columns)), page))
    return office_reading(page, ENGINE, cells, before=title, problems=tuple(problems))


def _cells(sheet: Worksheet) -> Iterator[OfficeCell]:
    """The cells of a sheet that show anything, merged ones once."""
    spans = {
        (area.min_row, area.min_col): (area.size["rows"], area.size["columns"])
        for area in sheet.merged_cells.ranges
    }
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, MergedCell):
                continue
            text, place = _shown(cell), (cell.row, cell.column)
            height, width = spans.get(place, (1, 1))
            shaded = not text and _is_coloured(cell)
            if text or shaded or place in spans:
                address = f"{sheet.title}!{cell.coordinate}"
                yield OfficeCell(cell.row - 1, cell.column - 1, text, address, height, width, shaded)


def _titles(cells: list[OfficeCell]) -> tuple[list[str], list[OfficeCell]]:
    """The lines above the table (rows with one text alone at the top), and the other cells."""
    rows: dict[int, list[OfficeCell]] = {}
    for cell in cells:
        if cell.text:
            rows.setdefault(cell.row, []).append(cell)
    first = next((row for row, its in sorted(rows.items()) if len(its) > 1), None)
    if first is None:
        return [cell.text for its in rows.values() for cell in its], []
    title = [cell.text for row, its in sorted(rows.items()) if row < first for cell in its]
    return title, [cell for cell in cells if cell.row >= first]


def _without_value(sheet: Worksheet, formulas: Worksheet) -> list[str]:
    """Addresses of formulas whose value the file does not hold."""
    return [
        f"{sheet.title}!{cell.coordinate}"
        for row in formulas.iter_rows()
        for cell in row
        if getattr(cell, "data_type", "") == "f" and sheet[cell.coordinate].value is None
    ]


def _shown(cell: Any) -> str:
    """A value as the sheet shows it: months by name, percentages with their sign."""
    value, shape = cell.value, str(cell.number_format or "").lower()
    if value is None:
        return ""
    if isinstance(value, (datetime, date)):
        month = _month_name(value.month)
        return (
            f"{value.day} {month} {value.year}"
            if "d" in shape or "y" not in shape
            else f"{month} {value.year}"
        )
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, bool):
        return "v" if value else ""
    if isinstance(value, (int, float)):
        return f"{value * 100:g}%" if "%" in shape else f"{value:.15g}"
    return str(value).strip()


def _month_name(number: int) -> str:
    return next(name for name, value in load_vocabulary().months if value == number).title()


def _is_coloured(cell: Any) -> bool:
    fill = cell.fill
    if fill is None or fill.fill_type != "solid":
        return False
    colour = fill.fgColor
    return not (colour.type == "rgb" and colour.rgb in _WHITE) and not (
        colour.type == "theme" and colour.theme == 0
    )
