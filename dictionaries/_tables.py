"""Reading the CSV files of ``dictionaries/`` as a person leaves them after editing in a spreadsheet.

Spreadsheets write a byte-order mark, semicolons where the system's decimal sign is a comma, and blank lines
at the end; all three are accepted. What is wrong becomes a :class:`Finding` with file and line, so that
``lampiran dictionary check`` can list everything at once.
"""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from lampiran.errors import DictionaryError
from lampiran.language import told

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong (``error``: the program refuses to start) or doubtful (``warning``) in a file.

    ``line`` counts from 1, the header being line 1; 0 means the file as a whole.
    """

    file: str
    line: int
    level: Level
    message: str

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{place}: {self.message}"


@dataclass(frozen=True, slots=True)
class CsvLine:
    """One data line: its number in the file and its values by column name, blanks trimmed."""

    number: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values[column]


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file as read."""

    file: str
    columns: tuple[str, ...]
    lines: tuple[CsvLine, ...]


def read_table(path: Path, columns: tuple[str, ...] = ()) -> tuple[Table, list[Finding]]:
    """Reads one CSV file.

    Args:
        path: The file.
        columns: Columns that must be there; further ones (comments) are kept.

    Returns:
        The table (without the lines that could not be understood) and what is wrong with it.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Table(path.name, columns, ()), [Finding(path.name, 0, "error", "the file is missing")]
    except UnicodeDecodeError:
        advice = "the file is not UTF-8; save it as 'CSV UTF-8'"
        return Table(path.name, columns, ()), [Finding(path.name, 0, "error", advice)]
    header_line = text.split("\n", 1)[0]
    delimiter = ";" if header_line.count(";") > header_line.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header = tuple(name.strip() for name in next(reader, []))
    findings = [
        Finding(path.name, 1, "error", f"column {name!r} is missing")
        for name in columns
        if name not in header
    ]
    if findings:
        return Table(path.name, header, ()), findings
    lines: list[CsvLine] = []
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            message = (
                f"{len(cells)} values, but the header has {len(header)} columns (a comma without quotes?)"
            )
            findings.append(Finding(path.name, reader.line_num, "error", message))
            continue
        values = {name: " ".join(cell.split()) for name, cell in zip(header, cells, strict=True)}
        lines.append(CsvLine(reader.line_num, values))
    return Table(path.name, header, tuple(lines)), findings


SENTENCES = "sentences.csv"
"""What the program says to people; nothing that it reads depends on it."""


def content_hash(directory: Path) -> str:
    """A short hash over the directory's CSV files, names and bytes; line ends and sentences do not count.

    Raises:
        DictionaryError: If the directory has no CSV files.
    """
    files = sorted(path for path in directory.glob("*.csv") if path.name != SENTENCES)
    if not files:
        raise DictionaryError(
            told("There are no dictionary files in {0}.", directory), "Install the program again."
        )
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:12]
