"""Forms: what a plan's table looks like, one TOML file a form in ``dictionaries/forms/``.

A form lists its columns: the heading of each (several spellings; ``GROUP > HEADING`` where the same heading
stands under several groups) and the kolom it means. It fits a table if all its *needed* columns are there
and none of its *never* headings is. Beyond that a form can say how codes are built (``code``) and what
``B03`` means (``codes``).
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Literal

from rapidfuzz import fuzz

from dictionaries._tables import Finding
from dictionaries.headers import FURTHER, squeeze
from lampiran.errors import DictionaryError
from lampiran.language import told
from lampiran.records import KOLOM

FOLDER = "forms"
PROCESS = "proses"
"""A column that holds the names of komponen and, under each, the documents that are its rows."""
NAMES = ("no", "area", PROCESS, *KOLOM, *FURTHER)
"""Names that a form may give a column; further ones must be made of small letters and ``_``."""
Codes = Literal["", "month", "quarter"]

_KEYS = frozenset({"about", "never", "code", "codes", "column"})
_OF_COLUMN = frozenset({"kolom", "heading", "needed"})
_LIKE = 88.0
"""Likeness of letters from which on a printed heading is the form's."""
_SHORT = 4
"""Headings of so few letters must agree letter by letter."""
_PARTS = frozenset({"area", "komponen", "indikator"})
"""What the parts of a code may be named."""

HeadingPath = tuple[str, ...]
"""What is printed over a column, from the topmost group to its own heading."""


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of a form: its kolom, its headings as paths, and whether a table must have it."""

    kolom: str
    headings: tuple[HeadingPath, ...]
    needed: bool = False

    def is_headed(self, printed: HeadingPath) -> bool:
        """Whether what is printed over a column, top to bottom, is one of the headings."""
        return any(_agrees(path, printed) for path in self.headings)

    def printed(self) -> str:
        """Its first heading, as in the file."""
        return " > ".join(self.headings[0])


@dataclass(frozen=True, slots=True)
class PlanForm:
    """A form; see the module."""

    name: str
    about: str
    columns: tuple[FormColumn, ...]
    never: tuple[str, ...] = ()
    code: str = ""
    codes: Codes = ""


@dataclass(frozen=True, slots=True)
class Fit:
    """How a form fits the headings of a table.

    Attributes:
        form: The form.
        columns: The kolom of each grid column, empty where the form does not name it.
        missing: Needed headings that are not there.
        against: Headings that rule the form out.
    """

    form: PlanForm
    columns: tuple[str, ...]
    missing: tuple[str, ...] = ()
    against: tuple[str, ...] = ()

    @property
    def fits(self) -> bool:
        """Whether the table is of that form."""
        return not self.missing and not self.against

    @property
    def named(self) -> int:
        """How many columns the form names."""
        return sum(map(bool, self.columns))


def fit(form: PlanForm, printed: Sequence[HeadingPath]) -> Fit:
    """Lays a form beside the headings of a table (a path a grid column)."""
    named = [""] * len(printed)
    missing = []
    for column in form.columns:
        place = next((n for n, path in enumerate(printed) if not named[n] and column.is_headed(path)), None)
        if place is not None:
            named[place] = column.kolom
        elif column.needed:
            missing.append(column.printed())
    against = tuple(
        text for path in printed for text in path if any(_is(text, heading) for heading in form.never)
    )
    return Fit(form, tuple(named), tuple(missing), tuple(dict.fromkeys(against)))


def best_fit(printed: Sequence[HeadingPath]) -> Fit | None:
    """The form that fits and names most columns; None if none fits."""
    fits = [found for form in load_forms() if (found := fit(form, printed)).fits]
    return max(fits, key=lambda found: found.named, default=None)


def check_forms(directory: Path) -> list[Finding]:
    """What is wrong with the forms in a folder of dictionaries; a folder without forms is in order."""
    return [finding for path in _paths(directory) for finding in _read(path)[1]]


def read_form(path: Path) -> PlanForm:
    """Reads one form file.

    Raises:
        DictionaryError: If it cannot be used; says why.
    """
    form, findings = _read(path)
    if form is None or findings:
        raise DictionaryError(
            told("The dictionaries cannot be used: {0}.", findings[0]),
            "Type 'lampiran dictionary check' to see all.",
        )
    return form


@cache
def load_forms() -> tuple[PlanForm, ...]:
    """The package's forms, by name.

    Raises:
        DictionaryError: If one of them cannot be used; says which and why.
    """
    with as_file(files("dictionaries").joinpath(FOLDER)) as folder:
        return tuple(read_form(path) for path in _paths(folder.parent))


def forms_version() -> str:
    """A short hash over the package's forms; what was read with others is read anew."""
    return hashlib.sha256(repr(load_forms()).encode()).hexdigest()[:12]


def form_named(name: str) -> PlanForm | None:
    """The form of a name."""
    return next((form for form in load_forms() if form.name == name), None)


def _paths(directory: Path) -> list[Path]:
    return sorted((directory / FOLDER).glob("*.toml"))


def _read(path: Path) -> tuple[PlanForm | None, list[Finding]]:
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return None, [Finding(path.name, 0, "error", str(error))]
    problems = _problems(said)
    if problems:
        return None, [Finding(path.name, 0, "error", problem) for problem in problems]
    columns = tuple(
        FormColumn(column["kolom"], tuple(map(_path, column["heading"])), bool(column.get("needed", False)))
        for column in said["column"]
    )
    never, codes = tuple(said.get("never", ())), said.get("codes", "")
    return PlanForm(path.stem, said["about"], columns, never, said.get("code", ""), codes), []


def _problems(said: dict[str, Any]) -> list[str]:
    """What a form file says that cannot be used."""
    problems = [
        f"{key!r} is unknown; known are {', '.join(sorted(_KEYS))}" for key in said if key not in _KEYS
    ]
    if not isinstance(said.get("about"), str) or not said["about"].strip():
        problems.append("'about' must say in words what form this is")
    if not _are_texts(said.get("never", [])):
        problems.append("'never' must be a list of headings")
    if said.get("codes", "") not in ("", "month", "quarter"):
        problems.append("'codes' must be month or quarter")
    columns = said.get("column", [])
    if not isinstance(columns, list) or not all(isinstance(column, dict) for column in columns):
        return [*problems, "columns are written as [[column]]"]
    if sum(bool(column.get("needed")) for column in columns) < 2:
        problems.append("at least two columns must be needed: one heading never tells a plan")
    for number, column in enumerate(columns, 1):
        problems += [f"column {number}: {problem}" for problem in _column_problems(column)]
    return problems + _code_problems(said.get("code", ""))


def _column_problems(column: dict[str, Any]) -> list[str]:
    problems = [f"{key!r} is unknown" for key in column if key not in _OF_COLUMN]
    kolom = column.get("kolom", "")
    if not isinstance(kolom, str) or (kolom not in NAMES and not re.fullmatch(r"[a-z][a-z_]*", kolom)):
        problems.append(f"kolom {kolom!r} must be made of small letters and _")
    headings = column.get("heading", [])
    if not headings or not _are_texts(headings):
        problems.append("'heading' must be a list of headings")
    elif not all(part and squeeze(part) for heading in headings for part in _path(heading)):
        problems.append("a heading has no letters")
    if not isinstance(column.get("needed", False), bool):
        problems.append("'needed' must be true or false")
    return problems


def _code_problems(code: Any) -> list[str]:
    if not isinstance(code, str):
        return ["'code' must be a pattern"]
    try:
        parts = set(re.compile(code).groupindex)
    except re.error as error:
        return [f"the pattern of the code is wrong: {error}"]
    if code and "area" not in parts:
        return ["the pattern of the code names no part (?P<area>...)"]
    return [f"the code's part {part!r} is unknown" for part in sorted(parts - _PARTS)]


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def _path(heading: str) -> HeadingPath:
    return tuple(part.strip() for part in heading.split(">"))


def _agrees(path: HeadingPath, printed: HeadingPath) -> bool:
    """Whether the last heading is printed lowest, and its groups above it in order."""
    if not printed or not (
        _is(printed[-1], path[-1]) or (len(path) == 1 and squeeze(" ".join(printed)) == squeeze(path[0]))
    ):
        return False
    above = iter(printed[:-1])
    return all(any(_is(text, group) for text in above) for group in path[:-1])


@lru_cache(maxsize=65536)
def _is(text: str, heading: str) -> bool:
    one, other = squeeze(text), squeeze(heading)
    if min(len(one), len(other)) <= _SHORT:
        return one == other and bool(one)
    return fuzz.ratio(one, other) >= _LIKE
