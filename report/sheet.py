"""A sheet of the workbook: letterhead, title, tables beneath each other, and how it is printed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from report import colours

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

Paper = Literal["a4", "f4", "legal"]
PAPERS: dict[Paper, int] = {"a4": 9, "f4": 14, "legal": 5}
"""Excel's numbers; it has none for F4, Folio is its size but for 5 mm."""
Value = str | int | float | None
_LINE = 12.5
_HIGHEST = 400.0
_LETTERS, _LARGER = 1.2, 1.05
"""Letters of our font, and of the larger one of sentences, in the width of a digit of Excel's."""
_USUAL = 15.0
_ON_A_PAGE = 760.0
"""Points of rows on a page that is made three fifths as large: our letters stay readable."""
_HEIGHTS = {"office": 15, "title": 20, "made": 14}
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.6}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, its width in letters, and the name of its cells' format.

    ``hidden`` is for programs: it says to which cell of which document a filled-in line belongs.
    """

    head: str
    width: float
    form: str = "text"
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands over every sheet."""

    office: str
    title: str
    made: str


@dataclass(slots=True)
class Book:
    """The workbook under way; formats are made once each."""

    workbook: Workbook
    letterhead: Letterhead
    paper: Paper
    _forms: dict[str, Format] = field(default_factory=dict)
    _names: set[str] = field(default_factory=set)

    def form(self, name: str) -> Format:
        """A format by name; ``kind:…`` and ``step:n`` are the colours of kinds and amounts."""
        if name not in self._forms:
            self._forms[name] = self.workbook.add_format(_properties(name))
        return self._forms[name]

    def free_name(self, wanted: str) -> str:
        """A sheet's name that Excel takes: 31 letters, each name once."""
        plain = "".join(sign for sign in wanted if sign not in "[]:*?/\\'")[:31]
        name, number = plain, 2
        while name.casefold() in self._names:
            tail = f" {number}"
            name, number = plain[: 31 - len(tail)] + tail, number + 1
        self._names.add(name.casefold())
        return name


def _properties(name: str) -> dict[str, Any]:
    base: dict[str, Any] = {"font_size": 9, "valign": "top", "font_name": "Arial"}
    boxed = {**base, "border": 1, "border_color": "#BFBFBF"}
    kind, _, value = name.partition(":")
    if kind == "kind":
        return {**boxed, "align": "center", "bg_color": colours.KINDS[value]}
    if kind == "step":
        number = int(value)
        shown = {"bg_color": colours.AMOUNTS[number], "font_color": colours.ink(number)}
        return {**boxed, **shown, "align": "center", "num_format": "#,##0"}
    named: dict[str, dict[str, Any]] = {
        "office": {**base, "bold": True, "font_size": 11},
        "title": {**base, "bold": True, "font_size": 14},
        "made": {**base, "italic": True, "font_color": "#404040"},
        "section": {**base, "bold": True, "font_size": 11, "font_color": colours.HEAD},
        "note": {**base, "italic": True, "text_wrap": True},
        "sentence": {**base, "text_wrap": True, "font_size": 10},
        "head": {
            **boxed,
            "bold": True,
            "text_wrap": True,
            "valign": "vcenter",
            "align": "center",
            "bg_color": colours.HEAD,
            "font_color": "#FFFFFF",
        },
        "upright": {
            **boxed,
            "bold": True,
            "rotation": 90,
            "align": "center",
            "valign": "bottom",
            "bg_color": colours.HEAD,
            "font_color": "#FFFFFF",
        },
        "number_row": {**boxed, "align": "center", "italic": True, "bg_color": "#E7E6E6", "font_size": 8},
        "text": {**boxed, "text_wrap": True},
        "bold": {**boxed, "text_wrap": True, "bold": True, "bg_color": "#E7E6E6"},
        "center": {**boxed, "align": "center"},
        "whole": {**boxed, "num_format": "#,##0", "align": "right"},
        "decimal": {**boxed, "num_format": "0.00", "align": "right"},
        "percent": {**boxed, "num_format": "0.0%", "align": "right"},
        "fill_in": {**boxed, "text_wrap": True, "bg_color": "#FFF2CC", "locked": False},
        "choice": {**boxed, "text_wrap": True, "bg_color": "#FFF2CC", "bold": True, "locked": False},
        "code": {**base, "font_name": "Courier New", "font_size": 8, "text_wrap": True},
    }
    return named[name]


class Sheet:
    """A sheet under way; tables share its grid of columns."""

    def __init__(self, book: Book, name: str, says: str, columns: Sequence[Column]) -> None:
        self.book = book
        self.columns = columns
        self.name = book.free_name(name)
        self.sheet: Any = book.workbook.add_worksheet(self.name)
        self.row = 0
        self._higher = 0.0
        for place, column in enumerate(columns):
            self.sheet.set_column(place, place, column.width, None, {"hidden": column.hidden})
        for form, text in (
            ("office", book.letterhead.office),
            ("title", f"{book.letterhead.title} — {name}"),
            ("made", book.letterhead.made),
        ):
            self.sheet.write_string(self.row, 0, text, book.form(form))
            self.sheet.set_row(self.row, _HEIGHTS[form])
            self.row += 1
        if says:
            self.wide(says, "note")
        self.row += 1
        self._print()

    @property
    def width(self) -> float:
        """Letters from side to side."""
        return sum(column.width for column in self.columns if not column.hidden)

    def _print(self) -> None:
        sheet = self.sheet
        sheet.set_landscape()
        sheet.set_paper(PAPERS[self.book.paper])
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(**_MARGINS)
        office = self.book.letterhead.office.replace("&", "&&")
        sheet.set_footer(f"&L&8{office}&C&8&A&R&8Halaman &P dari &N")
        sheet.hide_gridlines(2)

    def wide(self, text: str, form: str) -> None:
        """A text from side to side."""
        last = len(self.columns) - 1
        if last:
            self.sheet.merge_range(self.row, 0, self.row, last, text, self.book.form(form))
        else:
            self.sheet.write_string(self.row, 0, text, self.book.form(form))
        self._fit([(text, self.width)], _LARGER)
        self.row += 1

    def section(self, text: str) -> None:
        """A heading over what follows."""
        self.row += 1
        self.sheet.write_string(self.row, 0, text, self.book.form("section"))
        self.row += 1

    def heads(
        self,
        titles: Sequence[str] = (),
        *,
        upright_from: int | None = None,
        numbered: bool = False,
        repeated: bool = False,
    ) -> None:
        """The heads of a table, the columns' own by default; ``repeated`` stand on every page.

        Args:
            titles: Other titles than the columns' own.
            upright_from: The first column whose title stands upright.
            numbered: Whether a row (1), (2), … follows, as in official tables.
            repeated: Whether the row is repeated on every printed page, frozen, and filtered by.
        """
        titles = titles or [column.head for column in self.columns]
        first = self.row
        for place, text in enumerate(titles):
            upright = upright_from is not None and place >= upright_from
            self.sheet.write_string(first, place, text, self.book.form("upright" if upright else "head"))
        if upright_from is not None:
            self.sheet.set_row(first, 100)
        else:
            self._fit([(text, column.width) for text, column in zip(titles, self.columns, strict=False)])
        self.row += 1
        if numbered:
            for place in range(len(titles)):
                self.sheet.write_string(self.row, place, f"({place + 1})", self.book.form("number_row"))
            self.row += 1
        if repeated:
            self.sheet.repeat_rows(first, self.row - 1)
            self.sheet.freeze_panes(self.row, 0)

    def line(self, values: Sequence[Value], forms: Sequence[str] = ()) -> None:
        """A row of a table; ``forms`` stand for the columns' own formats."""
        names = list(forms) or [column.form for column in self.columns[: len(values)]]
        texts = []
        for place, (value, name) in enumerate(zip(values, names, strict=True)):
            form = self.book.form(name)
            if value is None or value == "":
                self.sheet.write_blank(self.row, place, None, form)
            elif isinstance(value, str):
                self.sheet.write_string(self.row, place, value[:32_000], form)
                texts.append((value, self.columns[place].width))
            else:
                self.sheet.write_number(self.row, place, value, form)
        self._fit(texts)
        self.row += 1

    def lines(self, rows: Iterable[Sequence[Value]]) -> int:
        """Many rows; returns how many."""
        first = self.row
        for values in rows:
            self.line(values)
        return self.row - first

    def compact(self) -> None:
        """Lets what is written so far print on as few pages as can be read."""
        height = self.row * _USUAL + self._higher
        self.sheet.fit_to_pages(1, math.ceil(height / _ON_A_PAGE))

    def filter(self, head: int, columns: int) -> None:
        """A filter over the rows from a table's head to here."""
        if self.row > head + 1:
            self.sheet.autofilter(head, 0, self.row - 1, columns - 1)

    def _fit(self, texts: Iterable[tuple[str, float]], letters: float = _LETTERS) -> None:
        """Makes the row high enough; not every program does so by itself."""
        lines = max((_printed_lines(text, letters * width) for text, width in texts), default=1)
        if lines > 1:
            height = min(lines * _LINE + 2, _HIGHEST)
            self._higher += height - _USUAL
            self.sheet.set_row(self.row, height)


def _printed_lines(text: str, letters: float) -> int:
    """Lines that a text takes where so many letters stand in one."""
    return sum(max(1, math.ceil(len(line) / letters)) for line in text.split("\n"))


def text_height(text: str, width: float) -> float:
    """Points that a text takes in a column of a table."""
    return _printed_lines(text, _LETTERS * width) * _LINE + 2
