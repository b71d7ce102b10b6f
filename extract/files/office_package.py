"""Whether an Excel or Word file may be opened: what it is, and that it cannot exhaust the memory.

Both are zip files of XML. A few kilobytes can unpack to gigabytes, one merged cell can cover the whole
sheet, and an entity can stand for itself a million times; all of that is refused before a library opens the
file. Macros are never run: what is read are stored values alone.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path
from typing import Literal

from lampiran.codes import ProblemCode
from lampiran.errors import DamagedDocument, EncryptedDocument, PageTooLarge, UnknownFormat
from lampiran.language import told
from lampiran.records import Problem

OfficeKind = Literal["xlsx", "docx"]

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of Excel and Word before 2007 begin, and newer ones that are locked."""
ZIP = b"PK\x03\x04"
MOST_UNPACKED = 200_000_000
"""Bytes of all parts together."""
_MOST_PARTS = 5_000
_MOST_CELLS = 2_000_000
"""Cells that a sheet may reach over, or that merged cells may cover."""
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_PARTS = {"xl/workbook.xml": "xlsx", "word/document.xml": "docx"}
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_LETTERS = 26
_HEAD = 2_048


def office_kind(path: Path, head: bytes) -> OfficeKind | None:
    """The kind of an Office file by its content; None if it is none.

    Raises:
        EncryptedDocument: It is locked with a password.
        UnknownFormat: It is of an older kind.
        DamagedDocument: It is a zip file that cannot be opened.
    """
    if head.startswith(OLD_OFFICE):
        if _LOCKED in path.read_bytes():
            raise EncryptedDocument(
                "The file is locked with a password.", "Save it without a password and read it again."
            )
        raise UnknownFormat(
            "This is an Office file of an older kind (.xls, .doc).", "Save it as .xlsx or .docx."
        )
    if not head.startswith(ZIP):
        return None
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        if path.suffix.lower() in (".xlsx", ".docx", ".xlsm", ".docm"):
            raise DamagedDocument("The file is cut off or damaged.", "Fetch it again.") from error
        return None
    found = [kind for part, kind in _PARTS.items() if part in names]
    return "xlsx" if found == ["xlsx"] else "docx" if found == ["docx"] else None


def check_package(path: Path) -> tuple[Problem, ...]:
    """Checks an Office file before it is opened; what is told of it.

    Raises:
        PageTooLarge: It would take too much memory.
        DamagedDocument: It is broken, or its XML defines entities, which no office program writes.
    """
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
            size = sum(part.file_size for part in parts)
            if size > MOST_UNPACKED or len(parts) > _MOST_PARTS:
                raise PageTooLarge(
                    told("The file unpacks to {0:,.0f} MB; that is not read.", size / 1e6),
                    "Save only the sheets or pages with the plan.",
                )
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels")):
                    _check_part(package, part)
            macros = any(part.filename.lower().endswith("vbaproject.bin") for part in parts)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError) as error:
        raise DamagedDocument("The file is cut off or damaged.", "Fetch it again.") from error
    return (
        (
            Problem(
                ProblemCode.MACROS_LEFT,
            ),
        )
        if macros
        else ()
    )


def _check_part(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    with package.open(part) as stream:
        # The list of parts may lie about their size: no more is unpacked than it says.
        content = stream.read(part.file_size + 1)
    if len(content) > part.file_size or b"<!DOCTYPE" in content[:_HEAD] or b"<!ENTITY" in content[:_HEAD]:
        raise DamagedDocument(
            "The file's XML is not as an office program writes it.", "Save it again and retry."
        )
    if "worksheets/" in part.filename:
        covered = sum(_area(*match) for match in _MERGED.findall(content))
        if covered > _MOST_CELLS:
            raise PageTooLarge("A merged cell covers a whole sheet; that is not read.", "Undo that merging.")


def check_reach(rows: int, columns: int) -> None:
    """Refuses a sheet that reaches over too many cells.

    Raises:
        PageTooLarge: If it does.
    """
    if rows * columns > _MOST_CELLS:
        raise PageTooLarge(
            told("A sheet reaches over {0} rows and {1} columns; that is not read.", rows, columns),
            "Delete what stands far away from the table.",
        )


def _area(left: bytes, top: bytes, right: bytes, bottom: bytes) -> int:
    width = _column(right) - _column(left) + 1
    return max(width, 0) * max(int(bottom) - int(top) + 1, 0)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * _LETTERS + letter - ord("A") + 1
    return number
