"""Reading the province's report back: tables of its sheets, tables and lists of its page."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from openpyxl import Workbook


def table(book: Workbook, name: str, first_head: str) -> list[dict[str, Any]]:
    """A sheet's table by its heads; ends at the first empty line."""
    rows = list(book[name].iter_rows(values_only=True))
    head = next(place for place, row in enumerate(rows) if row[0] == first_head)
    lines = []
    for row in rows[head + 1 :]:
        if all(value is None for value in row):
            break
        lines.append(dict(zip(rows[head], row, strict=True)))
    return lines


def sentences(book: Workbook) -> list[str]:
    column = [row[0] for row in book["Ringkasan"].iter_rows(values_only=True)]
    return [text for text in column if isinstance(text, str)]


class _Tables(HTMLParser):
    """The rows of all tables by section, and the items of lists."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, list[list[str]]] = {}
        self.items: list[str] = []
        self._section, self._text = "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "section":
            self._section = dict(attrs)["id"] or ""
        if tag == "tr":
            self.rows.setdefault(self._section, []).append([])
        if tag in ("td", "th", "li"):
            self._text = ""

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.rows[self._section][-1].append(self._text.strip())
        if tag == "li":
            self.items.append(self._text.strip())

    def handle_data(self, data: str) -> None:
        self._text += data


def read(page: str) -> _Tables:
    parser = _Tables()
    parser.feed(page)
    return parser
