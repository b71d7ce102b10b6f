"""The names that head a plan's columns, as printed by different offices, and the kolom each one means.

``headers.csv`` is data a person edits: a new wording is a new line. ``weight`` says how strongly a
heading speaks for the table being a ZI action plan; headings of other tables (attendance lists,
evaluation forms) weigh against it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path

from rapidfuzz import fuzz, process

from dictionaries._tables import Finding, Table, read_table
from dictionaries.unprinted import plain
from lampiran.errors import DictionaryError
from lampiran.language import told
from lampiran.records import KOLOM

FILE = "headers.csv"
COLUMNS = ("header", "kolom", "weight")
FURTHER = (
    "anggaran",
    "aspek",
    "capaian_persen",
    "dokumentasi",
    "kendala",
    "keterangan",
    "kode",
    "output",
    "penanggung_jawab",
    "petunjuk",
    "realisasi",
    "sasaran",
    "satuan",
    "status",
    "target",
    "tautan_bukti",
    "tercapai",
    "tidak_tercapai",
    "tindak_lanjut",
    "verifikasi",
)
"""Stable names of further columns: the database uses them whatever each office prints over such a column."""
KINDS = ("no", "area", *KOLOM, *FURTHER, "extra", "other")
_LETTER_FOR = str.maketrans({"0": "O", "1": "I", "|": "I", "5": "S"})
_PERCENT = re.compile(r"(?<![^\W_])(?:[YJ9][O06]|[O0]/[O0])(?![^\W_])")
_SHORT = 4
_CUTOFF = 76.0
_SHORT_CUTOFF = 99.0


@dataclass(frozen=True, slots=True)
class HeaderName:
    """One wording of a heading; ``kolom``: ``no``, ``area``, a plan column, ``extra`` or ``other``.

    ``nama``: the stable name of an ``extra`` column (:data:`FURTHER`); empty if it keeps its printed name.
    """

    header: str
    kolom: str
    weight: float
    nama: str = ""


@dataclass(frozen=True, slots=True)
class HeaderMatch:
    """What a printed heading was taken for; ``score`` 0..100 is the likeness of the letters."""

    name: HeaderName
    score: float


@lru_cache(maxsize=8192)
def squeeze(text: str) -> str:
    """Capital letters and ``%`` alone: what survives of a heading whatever a reader did to its blanks.

    Digits that readers put for letters become letters, what they make of a percent sign becomes one again;
    markup tags are dropped.
    """
    bare = _PERCENT.sub("%", re.sub(r"<[^>]*>", "", plain(text)).upper()).translate(_LETTER_FOR)
    return re.sub(r"[^A-Z%]", "", bare)


def is_same_heading(text: str, header: str) -> bool:
    """Whether a text is a heading letter by letter, blanks, case and dots aside (nothing misread)."""
    return bare_heading(text) == bare_heading(header)


def bare_heading(text: str) -> str:
    """A heading without blanks, dots, commas, slashes and hyphens, case folded."""
    return re.sub(r"[\s.,/-]", "", plain(text)).casefold()


class HeaderNames:
    """All known headings; :meth:`find` looks one up by likeness."""

    def __init__(self, names: tuple[HeaderName, ...]) -> None:
        self.names = names
        self._by_letters = {squeeze(name.header): name for name in names}
        self._letters = list(self._by_letters)

    def find(self, text: str) -> HeaderMatch | None:
        """The known heading most like the text, or None where none is like enough.

        Headings of up to four letters must agree letter by letter: ``NO`` is like too many things.
        """
        letters = squeeze(text)
        if not letters:
            return None
        if letters in self._by_letters:
            return HeaderMatch(self._by_letters[letters], 100.0)
        if len(letters) <= _SHORT:
            return None
        found = process.extractOne(letters, self._letters, scorer=fuzz.ratio, score_cutoff=_CUTOFF)
        if found is None or (len(found[0]) <= _SHORT and found[1] < _SHORT_CUTOFF):
            return None
        return HeaderMatch(self._by_letters[found[0]], float(found[1]))


def check_headers(directory: Path) -> list[Finding]:
    """What is wrong with ``headers.csv`` in a directory; empty when it can be used."""
    return _read(directory)[1]


@lru_cache(maxsize=4)
def load_header_names(directory: Path | None = None) -> HeaderNames:
    """Reads and validates the headings; the package's own when ``directory`` is None.

    Raises:
        DictionaryError: If the file is missing or contradicts itself; names the line.
    """
    if directory is not None:
        table, findings = _read(directory)
    else:
        with as_file(files("dictionaries").joinpath(FILE)) as path:
            table, findings = _read(path.parent)
    if findings:
        raise DictionaryError(
            told("The dictionaries cannot be used: {0}.", findings[0]),
            "Type 'lampiran dictionary check' to see all.",
        )
    return HeaderNames(
        tuple(_name(line["header"], line["kolom"], float(line["weight"])) for line in table.lines)
    )


def _name(header: str, kolom: str, weight: float) -> HeaderName:
    return (
        HeaderName(header, "extra", weight, kolom) if kolom in FURTHER else HeaderName(header, kolom, weight)
    )


def _read(directory: Path) -> tuple[Table, list[Finding]]:
    table, findings = read_table(directory / FILE, COLUMNS)
    seen: dict[str, int] = {}
    for line in table.lines:
        problems = []
        letters = squeeze(line["header"])
        if not letters:
            problems.append("the heading has no letters")
        elif letters in seen:
            problems.append(f"the heading stands on line {seen[letters]} already")
        if line["kolom"] not in KINDS:
            problems.append(f"kolom {line['kolom']!r} is none of {', '.join(KINDS)}")
        if not re.fullmatch(r"-?(0|1|0?\.\d+)", line["weight"]):
            problems.append(f"weight {line['weight']!r} is no number between -1 and 1")
        seen.setdefault(letters, line.number)
        findings += [Finding(FILE, line.number, "error", problem) for problem in problems]
    return table, findings
