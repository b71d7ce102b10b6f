"""Transcripts: page text with tables as tab-separated lines, as other OCR tools hand them over.

Each block of tab-separated lines is the table of one page. The text before a block belongs to its page, the
text after the last block to the last page. Markup that the transcribing tool added (``**``, list dashes) is
dropped outside tables; in cells everything stays as written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from dictionaries.marks import MARKDOWN, pattern
from extract.files.plain_text import decoded
from extract.model import GridCell, PageReading, PageTable, Source, TextLine
from extract.words.line_wrap import join_lines
from lampiran.errors import DamagedDocument, EmptyDocument, system_reason
from lampiran.language import told
from lampiran.records import Word

ENGINE = "transcript"
_CONFIDENCE = 1.0
"""A transcript states no confidences; its words are taken as they are."""
MOST_COLUMNS = 60
"""A block of lines with more columns is no table that anybody reads; its lines are kept as text."""
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,40}>")
_EMPHASIS = re.compile(r"\*{1,3}")
_LIST_DASH = re.compile(rf"^\s*{pattern((MARKDOWN,))}\s+(?!\d+\s*[-\N{{EN DASH}}]\s*$)")
"""A dash of the tool's own before a line; page numbers are printed between two dashes."""
_HEADING = re.compile(r"^\s*#{1,6}\s+")


@dataclass(slots=True)
class _Page:
    """A page in the making: the lines outside its table, and those of its table."""

    outside: list[str] = field(default_factory=list)
    table: list[str] = field(default_factory=list)


def read_transcript(source: Source) -> list[PageReading]:
    """Reads a transcript into one reading for each table page (a single one if it has no table).

    Raises:
        EmptyDocument: If the file holds no text.
        DamagedDocument: If the file is not text or cannot be read.
    """
    text = _decode(Path(source.path))
    if not text.strip():
        raise EmptyDocument("The transcript holds no text.", "Check the file.")
    return [_reading(number, page) for number, page in enumerate(_pages(text), start=1)]


def _decode(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise DamagedDocument(told("The transcript cannot be read: {0}.", system_reason(fault))) from fault
    text = decoded(content)
    if text is None:
        raise DamagedDocument("The file is not text.", "Give the PDF instead.")
    return text


def _pages(text: str) -> list[_Page]:
    """Cuts the text into pages; a single line between two table lines is a row that lost its tabs."""
    lines = text.replace("\f", "\n\n").splitlines()
    last_row = max((index for index, line in enumerate(lines) if "\t" in line), default=-1)
    pages = [_Page()]
    in_table = False
    for index, line in enumerate(lines):
        after = lines[index + 1] if index + 1 < len(lines) else ""
        is_table = "\t" in line or (in_table and bool(line.strip()) and "\t" in after)
        if is_table and not in_table and pages[-1].table:
            pages.append(_Page())
        if is_table:
            pages[-1].table.append(line)
        elif line.strip():
            if pages[-1].table and index < last_row:
                pages.append(_Page())
            pages[-1].outside.append(line)
        in_table = is_table
    return pages


def _reading(number: int, page: _Page) -> PageReading:
    table = _table(number, page.table) if page.table else None
    tables = (table,) if table else ()
    outside = (_clean(line) for line in (page.outside if table else [*page.outside, *page.table]))
    return PageReading(
        page=number,
        width=0.0,
        height=0.0,
        kind="transcript",
        engine=ENGINE,
        tables=tables,
        outside=tuple(TextLine(line, _words(line)) for line in outside if line),
    )


def _clean(line: str) -> str:
    bare = _LIST_DASH.sub("", _HEADING.sub("", _TAG.sub("", line)))
    return " ".join(_EMPHASIS.sub("", bare).split())


def _table(page: int, lines: list[str]) -> PageTable | None:
    """The lines as a table; None if it would have more than :data:`MOST_COLUMNS`."""
    rows = [line.split("\t") for line in lines]
    width = max(len(line.rstrip().split("\t")) for line in lines)
    if width > MOST_COLUMNS:
        return None
    cells = tuple(
        _cell(row, col, fields[col] if col < len(fields) else "")
        for row, fields in enumerate(rows)
        for col in range(width)
    )
    return PageTable(page=page, n_rows=len(rows), n_cols=width, cells=cells)


def _cell(row: int, col: int, written: str) -> GridCell:
    text = join_lines([written])
    return GridCell(row, col, None, text, _CONFIDENCE, _words(text))


def _words(text: str) -> tuple[Word, ...]:
    return tuple(Word(word, None, _CONFIDENCE) for word in text.split())
