"""The things to settle as an Excel workbook: a line each, with pictures, our proposal, room for an answer.

Everything but the answers is protected. Texts of decrees are written as text, never as formulas. Each line
carries a key of its own, so that it may be copied, moved, or come back from another program.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lampiran.codes import Act
from load import Database
from load.export_xlsx import CELL_LETTERS, CUT
from load.opening import querying
from load.workbooks import new_workbook
from review.pictures import Pictures
from review.things import KIND_WORDS, Thing, things

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

SHEET, CHOICES = "Pemeriksaan", "Pilihan"
NAME_CELL = (1, 2)
"""Row and column, from 0, of the cell that asks for the reviewer's name."""
HEAD_ROW = 4
COLUMNS: tuple[tuple[str, float], ...] = (
    ("No", 5),
    ("Wilayah", 16),
    ("Berkas", 18),
    ("Hal.", 5),
    ("Baris", 6),
    ("Kolom", 12),
    ("Jenis", 8),
    ("Alasan", 28),
    ("Gambar kata", 18),
    ("Gambar sel", 42),
    ("Usulan", 24),
    ("Isi lengkap", 34),
    ("Pembaca lain", 20),
    ("Keputusan", 13),
    ("Jawaban", 26),
    ("Catatan", 22),
    ("Kunci", 4),
)
"""Headings and widths, in letters."""
AT = {heading: place for place, (heading, _) in enumerate(COLUMNS)}
ACTS = {
    "Benar": Act.CONFIRM,
    "Perbaiki": Act.CORRECT,
    "Tulisan asli": Act.AUTHOR,
    "Tanyakan": Act.ASK,
}
"""What stands in the column Keputusan, and what it means."""
_ANSWERS = ("Keputusan", "Jawaban", "Catatan")
_WORD_SIZE, _CELL_SIZE = (125, 60), (295, 74)
"""Pixels that a picture may take."""
_HEIGHT = 60
"""Points of a line: room for its pictures; taller ones pile up in LibreOffice."""
_LEGAL = 5
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in a workbook."""

    lines: int
    pictures: int


def export_workbook(database: Database, address: str | Path, to: Path, kabupaten: str = "") -> Written:
    """Writes what is left to settle.

    Args:
        database: An open database.
        address: Where it is; page pictures are looked for beside it.
        to: The workbook.
        kabupaten: Only regions that have this in their name.

    Raises:
        OSError: If the file cannot be written.
    """
    with querying(database.engine) as connection, Pictures(address) as pictures:
        like = f"%{kabupaten.casefold()}%"
        found = list(things(connection, "l.settled = 0 AND LOWER(d.wilayah) LIKE :like", {"like": like}))
        with new_workbook(to) as book:
            return _Writing(book, pictures).write(found)


def key_of(thing: Thing) -> str:
    """Names the thing and the state in which it was shown."""
    return f"{thing.item}-{thing.mark}"


class _Writing:
    def __init__(self, book: Workbook, pictures: Pictures) -> None:
        self._pictures = pictures
        self._sheet: Worksheet = book.add_worksheet(SHEET)
        self._choices: Worksheet = book.add_worksheet(CHOICES)
        base: dict[str, Any] = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#BFBFBF"}
        self._cell = book.add_format(base)
        self._head = book.add_format({**base, "bold": True, "bg_color": "#D9E2EC"})
        self._open = book.add_format({**base, "locked": False, "bg_color": "#FFF8DC", "num_format": "@"})
        self._title = book.add_format({"bold": True, "font_size": 14})
        self._plain = book.add_format({"font_color": "#404040"})
        self._count = 0

    def write(self, found: Sequence[Thing]) -> Written:
        sheet = self._sheet
        sheet.write_string(0, 0, "Pemeriksaan rencana aksi Zona Integritas", self._title)
        sheet.write_string(NAME_CELL[0], 0, "Nama pemeriksa:", self._plain)
        sheet.write_blank(*NAME_CELL, None, self._open)
        sheet.write_string(
            2,
            0,
            "Isi kolom kuning: pilih keputusan; bila salah, tulis yang benar pada kolom Jawaban (kata yang "
            "diragukan saja, atau seluruh isi bila tidak ada kata). Baris tanpa keputusan dan tanpa jawaban "
            "dilewati.",
            self._plain,
        )
        for place, (heading, width) in enumerate(COLUMNS):
            sheet.set_column(place, place, width, None, {"hidden": heading == "Kunci"})
            sheet.write_string(HEAD_ROW, place, heading, self._head)
        for number, thing in enumerate(found, start=1):
            self._line(HEAD_ROW + number, number, thing)
        last = HEAD_ROW + max(1, len(found))
        decided = {"validate": "list", "source": list(ACTS), "error_title": "Keputusan"}
        sheet.data_validation(HEAD_ROW + 1, AT["Keputusan"], last, AT["Keputusan"], decided)
        sheet.freeze_panes(HEAD_ROW + 1, 0)
        sheet.set_landscape()
        sheet.set_paper(_LEGAL)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEAD_ROW)
        sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True, "objects": True})
        sheet.autofilter(HEAD_ROW, 0, last, AT["Catatan"])
        self._choices.hide()
        self._choices.protect()
        return Written(len(found), self._count)

    def _line(self, row: int, number: int, thing: Thing) -> None:
        sheet = self._sheet
        sheet.set_row(row, _HEIGHT)
        texts = {
            "No": str(number),
            "Wilayah": thing.wilayah,
            "Berkas": thing.file,
            "Hal.": thing.page,
            "Baris": thing.urutan,
            "Kolom": thing.kolom,
            "Jenis": KIND_WORDS.get(thing.kind, thing.kind),
            "Alasan": thing.reason_indonesian,
            "Usulan": thing.proposal,
            "Isi lengkap": thing.text,
            "Pembaca lain": thing.other_reading,
            "Kunci": key_of(thing),
        }
        for heading, place in AT.items():
            value = texts.get(heading)
            form = self._open if heading in _ANSWERS else self._cell
            sheet.write_string(row, place, stored("" if value is None else str(value)), form)
        self._pick(row, [value for value, _ in thing.candidates])
        box, cell = thing.box, thing.cell_box
        if thing.page is not None and box is not None and cell is not None:
            on = (thing.sha256, thing.page, thing.rotation or 0)
            if thing.word:
                self._picture(row, "Gambar kata", self._pictures.cut(*on, box, 4), _WORD_SIZE)
            framed = box if thing.word else None
            self._picture(row, "Gambar sel", self._pictures.cut(*on, cell, 3, framed), _CELL_SIZE)

    def _picture(self, row: int, heading: str, image: bytes | None, size: tuple[int, int]) -> None:
        if image is None:
            return
        width, height = _size(image)
        scale = min(1.0, size[0] / width, size[1] / height)
        self._sheet.insert_image(
            row,
            AT[heading],
            f"{heading}.png",
            {
                "image_data": io.BytesIO(image),
                "x_scale": scale,
                "y_scale": scale,
                "x_offset": 2,
                "y_offset": 2,
                "object_position": 1,
                "description": f"{heading}, baris {row + 1}",
            },
        )
        self._count += 1

    def _pick(self, row: int, candidates: Iterable[str]) -> None:
        values = [stored(value) for value in candidates if value]
        if not values:
            return
        for place, value in enumerate(values):
            self._choices.write_string(row, place, value)
        last = chr(ord("A") + min(len(values), 26) - 1)
        source = f"={CHOICES}!$A${row + 1}:${last}${row + 1}"
        free = {"validate": "list", "source": source, "show_error": False}
        self._sheet.data_validation(row, AT["Jawaban"], row, AT["Jawaban"], free)


def stored(text: str) -> str:
    """A text as a cell can hold it: no control characters, not too long."""
    plain = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
    return plain if len(plain) <= CELL_LETTERS // 2 else plain[: CELL_LETTERS // 2] + CUT


def _size(png: bytes) -> tuple[int, int]:
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
