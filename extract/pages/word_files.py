"""Word files: each table is a page of its own, with the text before it; places are table, row and column.

A Word file has no pages: where they break depends on the printer. Deleted text of tracked changes is left
out, inserted text is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from extract.model import PageReading, Source
from extract.pages.office_tables import BROKEN, OfficeCell, office_reading
from lampiran.errors import DamagedDocument, EmptyDocument

ENGINE = "docx"
_BROKEN = (*BROKEN, PackageNotFoundError)
_WHITE = frozenset({"", "auto", "FFFFFF"})


def read_word(source: Source) -> list[PageReading]:
    """Reads the tables of a Word file and the text between them.

    Raises:
        DamagedDocument: If it cannot be opened.
        EmptyDocument: If it holds no text.
    """
    try:
        document = docx.Document(source.path)
        blocks = list(document.iter_inner_content())
        readings = _readings(blocks)
    except _BROKEN as error:
        raise DamagedDocument("The Word file is damaged.", "Open it in Word and save it again.") from error
    if not any(reading.words_read for reading in readings):
        raise EmptyDocument("The Word file holds no text.", "Check the file.")
    return readings


def _readings(blocks: list[Paragraph | Table]) -> list[PageReading]:
    found: list[PageReading] = []
    before: list[str] = []
    tables = [block for block in blocks if isinstance(block, Table)]
    for block in blocks:
        if isinstance(block, Paragraph):
            before.append(_text(block._p))
            continue
        number = len(found) + 1
        cells = list(_cells(block, number))
        after: list[str] = []
        if number == len(tables):
            place = blocks.index(block)
            after = [_text(rest._p) for rest in blocks[place + 1 :] if isinstance(rest, Paragraph)]
        found.append(office_reading(number, ENGINE, cells, before=before, after=after))
        before = []
    return found or [office_reading(1, ENGINE, [], before=before)]


def _cells(table: Table, number: int) -> Iterator[OfficeCell]:
    """The cells of a table; those merged over rows once."""
    open_: dict[int, list[Any]] = {}
    done: list[list[Any]] = []
    for row, line in enumerate(table._tbl.tr_lst):
        col = line.grid_before
        for cell in line.tc_lst:
            span = cell.grid_span
            if cell.vMerge == "continue" and col in open_ and open_[col][1] == span:
                open_[col][2] += 1
                open_[col][3].append(cell)
            else:
                open_[col] = [(row, col), span, 1, [cell]]
                done.append(open_[col])
            col += span
    for (row, col), span, height, parts in done:
        text = "\n".join(filter(None, (_cell_text(part) for part in parts)))
        address = f"table {number}, row {row + 1}, column {col + 1}"
        yield OfficeCell(row, col, text, address, height, span, not text and _is_coloured(parts[0]))


def _cell_text(cell: Any) -> str:
    return "\n".join(filter(None, (_text(paragraph) for paragraph in cell.iter(qn("w:p")))))


def _text(paragraph: Any) -> str:
    """The text of a paragraph; what tracked changes deleted is not in ``w:t``."""
    said = []
    for piece in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr"), qn("w:noBreakHyphen")):
        if piece.tag == qn("w:t"):
            said.append(piece.text or "")
        else:
            said.append(
                "-" if piece.tag == qn("w:noBreakHyphen") else " " if piece.tag == qn("w:tab") else "\n"
            )
    return "".join(said).strip()


def _is_coloured(cell: Any) -> bool:
    shade = cell.find(f"{qn('w:tcPr')}/{qn('w:shd')}")
    return shade is not None and str(shade.get(qn("w:fill"), "")) not in _WHITE
