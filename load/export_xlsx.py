"""Views as an Excel workbook: one sheet a view, head frozen, filters on, every text as text.

Lines go to the file as they come (constant memory); a view longer than a sheet goes on in a further one.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lampiran.language import told
from load.view_columns import Column
from load.view_words import VIEW_WORDS, column_words
from load.viewing import Line, ViewReading
from load.workbooks import new_workbook

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

SHEET_ROWS = 1_048_576
"""Rows of an Excel sheet, its head included."""
CELL_LETTERS = 32_767
"""Letters of an Excel cell, counted as UTF-16; more are refused by Excel."""
CUT = " […]"

_WRAPPED = {
    "area": 24.0,
    "komponen": 28.0,
    "indikator": 42.0,
    "langkah_aksi": 46.0,
    "bukti_fisik": 46.0,
    "target_waktu": 22.0,
    "bukti": 46.0,
    "padanan": 42.0,
    "raw": 46.0,
    "repaired": 46.0,
    "text": 46.0,
    "reason": 46.0,
    "reason_indonesian": 46.0,
}
"""Columns of running text, and how wide they are."""
_NARROWEST, _WIDEST = 7.0, 42.0
_WIDTHS = {"sha256": 12.0}
"""Nobody reads a hash; it is there to be copied."""
_LINE_HEIGHT, _HIGHEST = 13.5, 409.0
"""Points a line of text takes; the highest row Excel allows."""
_A4 = 9
_YELLOW = "#FFE699"
_MEASURED = 200
"""Column widths are taken from so many lines: the rest has gone to the file by the time they are known."""

_FOR_PROGRAMS = frozenset(("document_id", "sha256", "dictionary_version"))
"""Columns folded away at first: a reader has no use for them, a program that reads the file has."""
_ONE_PAGE = 260.0
"""Letters of all columns together that a page can still take side by side; a wider sheet is not fitted."""

Doubtful = Mapping[tuple[str, int], Collection[str]]
"""Which cells a person should look at: document id and row number to columns."""


@dataclass(slots=True)
class _Formats:
    head: Format
    cell: Format
    wrapped: Format
    share: Format
    doubtful: Format
    marked: Format


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
        notes: list[str] = []
        for view, total in self.lines().items():
            names = [name for of, name, _ in self.sheets if of == view]
            if len(names) > 1:
                notes.append(
                    told(
                        "{0} has {1:,} lines, more than a sheet holds; it is split: {2}.",
                        view,
                        total,
                        ", ".join(names),
                    )
                )
        if self.cut:
            notes.append(
                told(
                    "{0} texts are longer than an Excel cell and end with{1}: {2}.",
                    len(self.cut),
                    CUT,
                    ", ".join(self.cut[:5]),
                )
            )
        return notes


@dataclass(slots=True)
class _Book:
    """The workbook under way, and what all its sheets share."""

    workbook: Workbook
    formats: _Formats
    doubtful: Doubtful
    account: _Account = field(default_factory=_Account)


def write_workbook(
    path: Path, readings: Iterable[ViewReading], doubtful: Doubtful, sheet_rows: int = SHEET_ROWS
) -> tuple[dict[str, int], list[str]]:
    """Writes one sheet a view and a last one that explains them.

    Args:
        path: The file.
        readings: The views; each is read to its end before the next is asked for.
        doubtful: Cells to be marked, in every view that shows them.
        sheet_rows: Rows that a sheet holds, head included.

    Returns:
        The lines of each view, and sentences on what did not fit.

    Raises:
        MissingRequirement: If xlsxwriter is not installed.
        OSError: If the file cannot be written.
    """
    workbook = new_workbook(path, constant_memory=True)
    from xlsxwriter.exceptions import FileCreateError

    book = _Book(workbook, _formats(workbook), doubtful)
    for reading in readings:
        _write_view(book, reading, sheet_rows)
    _write_contents(book)
    try:
        workbook.close()
    except FileCreateError as error:
        cause = error.args[0] if error.args else None
        raise (cause if isinstance(cause, OSError) else OSError(str(error))) from error
    return book.account.lines(), book.account.notes()


def _formats(workbook: Workbook) -> _Formats:
    top = {"valign": "top", "font_size": 10}
    return _Formats(
        head=workbook.add_format(
            {"bold": True, "valign": "vcenter", "bg_color": "#1F3864", "font_color": "white", "font_size": 10}
        ),
        cell=workbook.add_format(top),
        wrapped=workbook.add_format({**top, "text_wrap": True}),
        share=workbook.add_format({**top, "num_format": "0.00"}),
        doubtful=workbook.add_format({"bg_color": _YELLOW}),
        marked=workbook.add_format({**top, "text_wrap": True, "bg_color": _YELLOW}),
    )


def _write_view(book: _Book, reading: ViewReading, sheet_rows: int) -> None:
    sheet = _Sheet(book, reading, 1)
    for line in reading.lines():
        if sheet.row == sheet_rows - 1:
            sheet.finish()
            sheet = _Sheet(book, reading, sheet.number + 1)
        sheet.add(line)
    sheet.finish()


class _Sheet:
    """A sheet under way."""

    def __init__(self, book: _Book, reading: ViewReading, number: int) -> None:
        self.number = number
        self.row = 0
        self._book = book
        self._view = reading.view
        self._columns = reading.columns
        self._name = reading.view if number == 1 else f"{reading.view}_{number}"
        self._sheet: Worksheet = book.workbook.add_worksheet(self._name)
        self._wraps = [_WRAPPED.get(column.name) for column in reading.columns]
        self._formats = [_format_of(column, book.formats) for column in reading.columns]
        self._places = {column.name: place for place, column in enumerate(reading.columns)}
        # A filter's button hides the end of its head: two letters more.
        self._widths = [len(column.name) + 3.0 for column in reading.columns]
        for place, column in enumerate(reading.columns):
            self._sheet.write_string(0, place, column.name, book.formats.head)
            self._explain_head(place, column.name)

    def _explain_head(self, place: int, name: str) -> None:
        words = column_words(self._view, name)
        if words:
            self._sheet.write_comment(0, place, words, {"x_scale": 1.6, "y_scale": 0.6, "author": ""})

    def add(self, line: Line) -> None:
        """Writes the next line."""
        self.row += 1
        # Not every program fits rows to wrapped text by itself.
        lines = max(
            (_printed_lines(value, width) for value, width in zip(line, self._wraps, strict=True) if width),
            default=1,
        )
        if lines > 1:
            self._sheet.set_row(self.row, min(lines * _LINE_HEIGHT, _HIGHEST))
        marked = self._marked(line)
        for place, (column, value) in enumerate(zip(self._columns, line, strict=True)):
            form = self._book.formats.marked if column.name in marked else self._formats[place]
            if value is None or value == "":
                if column.name in marked:
                    self._sheet.write_blank(self.row, place, None, form)
            elif column.kind == "text":
                self._sheet.write_string(self.row, place, self._fitting(value, column), form)
            else:
                self._sheet.write_number(self.row, place, value, form)
            if self.row <= _MEASURED and value is not None:
                shown = len(value) if isinstance(value, str) else 6
                self._widths[place] = max(self._widths[place], shown + 1.0)

    def _marked(self, line: Line) -> Collection[str]:
        """The columns of a line in which a cell of the decree stands that a person should look at."""
        if not {"document_id", "urutan"} <= self._places.keys():
            return ()
        return self._book.doubtful.get((line[self._places["document_id"]], line[self._places["urutan"]]), ())

    def _fitting(self, value: str, column: Column) -> str:
        if len(value) * 2 <= CELL_LETTERS or len(value.encode("utf-16-le")) // 2 <= CELL_LETTERS:
            return value
        self._book.account.cut.append(f"{self._name} row {self.row + 1} {column.name}")
        room = (CELL_LETTERS - len(CUT)) * 2
        return value.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore") + CUT

    def finish(self) -> None:
        """Sets what needs the number of lines: widths, filter, frozen head, how it is printed."""
        printed = 0.0
        for place, column in enumerate(self._columns):
            widest = _WIDTHS.get(column.name, _WIDEST)
            width = self._wraps[place] or max(_NARROWEST, min(self._widths[place], widest))
            folded = {"level": 1, "hidden": True} if column.name in _FOR_PROGRAMS else {}
            self._sheet.set_column(place, place, width, None, folded)
            printed += 0 if folded else width
        if "needs_review" in self._places:
            place = self._places["needs_review"]
            mark = {"type": "cell", "criteria": "==", "value": 1, "format": self._book.formats.doubtful}
            self._sheet.conditional_format(1, place, max(self.row, 1), place, mark)
        self._sheet.autofilter(0, 0, max(self.row, 1), len(self._columns) - 1)
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_landscape()
        self._sheet.set_paper(_A4)
        self._sheet.repeat_rows(0)
        if printed <= _ONE_PAGE:
            self._sheet.fit_to_pages(1, 0)
        self._book.account.sheets.append((self._view, self._name, self.row))


def _printed_lines(text: str | None, width: float) -> int:
    """Lines that a text takes in a column: words are not cut, so not quite all of a line is used."""
    return math.ceil(len(text or "") / (0.92 * width)) or 1


def _format_of(column: Column, formats: _Formats) -> Format:
    if column.name in _WRAPPED:
        return formats.wrapped
    return formats.share if column.kind == "number" else formats.cell


def _write_contents(book: _Book) -> None:
    """The last sheet: what the others are, with links."""
    formats, account = book.formats, book.account
    sheet: Any = book.workbook.add_worksheet("keterangan")
    for place, (title, width) in enumerate((("lembar", 18), ("baris", 12), ("isi", 90))):
        sheet.write_string(0, place, title, formats.head)
        sheet.set_column(place, place, width)
    for row, (view, name, count) in enumerate(account.sheets, start=1):
        words = VIEW_WORDS[view]
        sheet.write_url(row, 0, f"internal:'{name}'!A1", formats.cell, name)
        sheet.write_number(row, 1, count, formats.cell)
        sheet.write_string(row, 2, f"{words.title}. {words.says}", formats.wrapped)
    key = len(account.sheets) + 2
    sheet.write_string(key, 0, "kuning", formats.marked)
    sheet.write_string(key, 2, "Perlu dilihat orang: program tidak cukup yakin.", formats.wrapped)
    sheet.write_string(key + 1, 2, "Arti setiap kolom: arahkan penunjuk ke judulnya.", formats.wrapped)
    for row, note in enumerate(account.notes(), start=key + 3):
        sheet.write_string(row, 0, note, formats.cell)
    sheet.freeze_panes(1, 0)
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
