"""Views as an Excel workbook: one sheet a view, head frozen, filters on, every text as text.

Lines go to the file as they come (constant memory); a view longer than a sheet goes on in a further one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lampiran.errors import MissingRequirement
from load.viewing import Column, Line, ViewReading

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

SHEET_ROWS = 1_048_576
"""Rows of an Excel sheet, its head included."""
CELL_LETTERS = 32_767
"""Letters of an Excel cell, counted as UTF-16; more are refused by Excel."""
CUT = " […]"

_LONG_TEXT = frozenset(
    (
        "komponen",
        "indikator",
        "langkah_aksi",
        "bukti_fisik",
        "bukti",
        "padanan",
        "raw",
        "repaired",
        "text",
        "reason",
    )
)
_WIDE, _NARROWEST, _WIDEST = 48.0, 7.0, 42.0
_WIDTHS = {"sha256": 12.0}
"""Nobody reads a hash; it is there to be copied."""
_LINE_HEIGHT, _HIGHEST = 13.5, 409.0
"""Points a line of text takes; the highest row Excel allows."""
_A4 = 9
_MEASURED = 200
"""Column widths are taken from so many lines: the rest has gone to the file by the time they are known."""

DESCRIPTIONS = {
    "rencana_aksi": "Rencana aksi: satu baris untuk setiap baris rencana, urut seperti di lampiran",
    "cell": "Sel: teks terbaca dan teks diperbaiki, dengan tempatnya di halaman",
    "document": "Berkas: setiap berkas yang pernah dibaca, status dan alasannya",
    "correction": "Perbaikan oleh mesin atau orang: sebelum, sesudah, cara, skor",
    "cakupan": "Cakupan: indikator mana yang ada di rencana mana",
    "kosong": "Kosong: indikator edisi yang tidak ada di rencana",
    "kalender": "Kalender: banyaknya baris per bulan dan area",
    "bukti": "Bukti fisik, satu baris untuk setiap bukti",
    "perbandingan": "Perbandingan: indikator yang sama berdampingan antarwilayah dan antartahun",
    "mutu": "Mutu bacaan setiap dokumen",
    "vocabulary": "Kosakata: indikator resmi kedua edisi",
    "crosswalk": "Padanan indikator edisi lama dan baru",
}


@dataclass(slots=True)
class _Formats:
    head: Format
    cell: Format
    wrapped: Format
    share: Format
    doubtful: Format


@dataclass(slots=True)
class _Account:
    """What has been written so far: (view, sheet, lines), and the cells that had to be cut."""

    sheets: list[tuple[str, str, int]] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)

    def lines(self) -> dict[str, int]:
        totals: dict[str, int] = {}
        for view, _, count in self.sheets:
            totals[view] = totals.get(view, 0) + count
        return totals

    def notes(self) -> list[str]:
        notes = []
        for view, total in self.lines().items():
            names = [name for of, name, _ in self.sheets if of == view]
            if len(names) > 1:
                notes.append(
                    f"{view} has {total:,} lines, more than a sheet holds; it is split: {', '.join(names)}."
                )
        if self.cut:
            notes.append(
                f"{len(self.cut)} texts are longer than an Excel cell and end with{CUT}: "
                f"{', '.join(self.cut[:5])}."
            )
        return notes


def write_workbook(
    path: Path, readings: Iterable[ViewReading], sheet_rows: int = SHEET_ROWS
) -> tuple[dict[str, int], list[str]]:
    """Writes one sheet a view and a last one that explains them.

    Args:
        path: The file.
        readings: The views; each is read to its end before the next is asked for.
        sheet_rows: Rows that a sheet holds, head included.

    Returns:
        The lines of each view, and sentences on what did not fit.

    Raises:
        MissingRequirement: If xlsxwriter is not installed.
        OSError: If the file cannot be written.
    """
    try:
        from xlsxwriter import Workbook
        from xlsxwriter.exceptions import FileCreateError
    except ImportError as error:
        raise MissingRequirement(
            "Excel files need the package xlsxwriter.", "Type: .venv/bin/pip install xlsxwriter"
        ) from error
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    workbook = Workbook(str(path), options)
    formats = _formats(workbook)
    account = _Account()
    for reading in readings:
        _write_view(workbook, formats, reading, sheet_rows, account)
    _write_contents(workbook, formats, account)
    try:
        workbook.close()
    except FileCreateError as error:
        raise OSError(f"the workbook could not be completed ({error})") from error
    return account.lines(), account.notes()


def _formats(workbook: Workbook) -> _Formats:
    top = {"valign": "top", "font_size": 10}
    return _Formats(
        head=workbook.add_format(
            {"bold": True, "valign": "vcenter", "bg_color": "#1F3864", "font_color": "white", "font_size": 10}
        ),
        cell=workbook.add_format(top),
        wrapped=workbook.add_format({**top, "text_wrap": True}),
        share=workbook.add_format({**top, "num_format": "0.00"}),
        doubtful=workbook.add_format({"bg_color": "#FFE699"}),
    )


def _write_view(
    workbook: Workbook, formats: _Formats, reading: ViewReading, sheet_rows: int, account: _Account
) -> None:
    sheet = _Sheet(workbook, formats, reading, 1, account)
    for line in reading.lines():
        if sheet.row == sheet_rows - 1:
            sheet.finish()
            sheet = _Sheet(workbook, formats, reading, sheet.number + 1, account)
        sheet.add(line)
    sheet.finish()


class _Sheet:
    """A sheet under way."""

    def __init__(
        self, workbook: Workbook, formats: _Formats, reading: ViewReading, number: int, account: _Account
    ) -> None:
        self.number = number
        self.row = 0
        self._view = reading.view
        self._columns = reading.columns
        self._account = account
        self._name = reading.view if number == 1 else f"{reading.view}_{number}"
        self._sheet: Worksheet = workbook.add_worksheet(self._name)
        self._doubtful = formats.doubtful
        self._wraps = [column.name in _LONG_TEXT for column in reading.columns]
        self._formats = [_format_of(column, formats) for column in reading.columns]
        # A filter's button hides the end of its head: two letters more.
        self._widths = [len(column.name) + 3.0 for column in reading.columns]
        for place, column in enumerate(reading.columns):
            self._sheet.write_string(0, place, column.name, formats.head)

    def add(self, line: Line) -> None:
        """Writes the next line."""
        self.row += 1
        # Not every program fits rows to wrapped text by itself.
        lines = max(
            (_printed_lines(value) for value, wraps in zip(line, self._wraps, strict=True) if wraps),
            default=1,
        )
        if lines > 1:
            self._sheet.set_row(self.row, min(lines * _LINE_HEIGHT, _HIGHEST))
        for place, (column, value) in enumerate(zip(self._columns, line, strict=True)):
            if value is None or value == "":
                continue
            if column.kind == "text":
                self._sheet.write_string(self.row, place, self._fitting(value, column), self._formats[place])
            else:
                self._sheet.write_number(self.row, place, value, self._formats[place])
            if self.row <= _MEASURED:
                shown = len(value) if isinstance(value, str) else 6
                self._widths[place] = max(self._widths[place], shown + 1.0)

    def _fitting(self, value: str, column: Column) -> str:
        if len(value) * 2 <= CELL_LETTERS or len(value.encode("utf-16-le")) // 2 <= CELL_LETTERS:
            return value
        self._account.cut.append(f"{self._name} row {self.row + 1} {column.name}")
        room = (CELL_LETTERS - len(CUT)) * 2
        return value.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore") + CUT

    def finish(self) -> None:
        """Sets what needs the number of lines: widths, filter, frozen head."""
        for place, column in enumerate(self._columns):
            widest = _WIDTHS.get(column.name, _WIDEST)
            width = _WIDE if self._wraps[place] else max(_NARROWEST, min(self._widths[place], widest))
            self._sheet.set_column(place, place, width)
            if column.name == "needs_review":
                mark = {"type": "cell", "criteria": "==", "value": 1, "format": self._doubtful}
                self._sheet.conditional_format(1, place, max(self.row, 1), place, mark)
        self._sheet.autofilter(0, 0, max(self.row, 1), len(self._columns) - 1)
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_landscape()
        self._sheet.set_paper(_A4)
        self._sheet.repeat_rows(0)
        self._account.sheets.append((self._view, self._name, self.row))


def _printed_lines(text: str | None) -> int:
    """Lines that a text takes in a wide column: words are not cut, so not quite all of a line is used."""
    return math.ceil(len(text or "") / (0.92 * _WIDE)) or 1


def _format_of(column: Column, formats: _Formats) -> Format:
    if column.name in _LONG_TEXT:
        return formats.wrapped
    return formats.share if column.kind == "number" else formats.cell


def _write_contents(workbook: Workbook, formats: _Formats, account: _Account) -> None:
    """The last sheet: what the others are, with links."""
    sheet: Any = workbook.add_worksheet("keterangan")
    for place, (title, width) in enumerate((("lembar", 18), ("baris", 12), ("isi", 90))):
        sheet.write_string(0, place, title, formats.head)
        sheet.set_column(place, place, width)
    rows = [(name, count, DESCRIPTIONS.get(view, "")) for view, name, count in account.sheets]
    for row, (name, count, description) in enumerate(rows, start=1):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", formats.cell, name)
        sheet.write_number(row, 1, count, formats.cell)
        sheet.write_string(row, 2, description, formats.cell)
    for row, note in enumerate(account.notes(), start=len(rows) + 2):
        sheet.write_string(row, 0, note, formats.cell)
    sheet.freeze_panes(1, 0)
