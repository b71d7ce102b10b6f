"""Validation of the dictionary files: unique keys, no alias that points nowhere, numbers that are numbers.

:func:`check` lists everything that is wrong, for the person who edits the files; loading refuses on the
first error. A warning does not stop the program.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from dictionaries._tables import CsvLine, Finding, Level, Table, read_table
from dictionaries._wordlists import check_wordlists
from dictionaries.function_words import check_function_words
from dictionaries.headers import check_headers
from dictionaries.plan_forms import check_forms
from dictionaries.sentences import check_sentences

COLUMNS: dict[str, tuple[str, ...]] = {
    "area.csv": ("area_no", "area"),
    "area_alias.csv": ("area_no", "alias"),
    "komponen.csv": ("komponen_id", "edisi", "aspect", "area_no", "komponen_no", "komponen"),
    "komponen_alias.csv": ("komponen_id", "alias"),
    "indikator.csv": (
        "indikator_id",
        "edisi",
        "area_no",
        "komponen_id",
        "letter",
        "aspect",
        "official",
        "statement",
        "narrative",
    ),
    "indikator_alias.csv": ("indikator_ids", "alias"),
    "crosswalk.csv": ("old_id", "new_id", "kind"),
    "bulan.csv": ("name", "bulan"),
    "padanan.csv": ("phrase", "stands_for"),
    "lke.csv": ("edisi", "level", "id", "nomor", "nama", "bobot", "baris"),
    "wilayah.csv": ("kode", "wilayah", "alias"),
}
"""The vocabulary's files with the columns each must have; other columns are for the editor."""

CROSSWALK_KINDS = frozenset({"same", "reworded", "merged", "split", "dropped", "new"})
_REGION_CODE = re.compile(r"\d\d(\.\d\d)?")


def check(directory: Path | None = None) -> list[Finding]:
    """Everything wrong or doubtful in the dictionary files, by file and line.

    Args:
        directory: Where the CSV files are; the package's own folder when None.
    """
    folder = (directory or Path(__file__).parent).resolve()
    findings = [
        *read_all(folder)[1],
        *check_headers(folder),
        *check_forms(folder),
        *check_wordlists(folder),
        *check_function_words(folder),
        *check_sentences(folder),
    ]
    return sorted(findings, key=lambda finding: (finding.file, finding.line))


def read_all(directory: Path) -> tuple[dict[str, Table], list[Finding]]:
    """Reads and validates the vocabulary's files: tables by file name, and what is wrong with them."""
    tables: dict[str, Table] = {}
    findings: list[Finding] = []
    for name, columns in COLUMNS.items():
        tables[name], wrong = read_table(directory / name, columns)
        findings.extend(wrong)
    if not any(finding.line <= 1 for finding in findings):
        findings.extend(_contents(tables))
    return tables, findings


def _contents(tables: dict[str, Table]) -> Iterator[Finding]:
    areas = {line["area_no"] for line in tables["area.csv"].lines}
    komponen = {line["komponen_id"]: line for line in tables["komponen.csv"].lines}
    indikator = {line["indikator_id"]: line for line in tables["indikator.csv"].lines}
    yield from _unique(tables["area.csv"], "area_no")
    yield from _unique(tables["komponen.csv"], "komponen_id")
    yield from _unique(tables["indikator.csv"], "indikator_id")
    yield from _unique(tables["bulan.csv"], "name")
    yield from _unique(tables["padanan.csv"], "phrase")
    yield from _unique(tables["wilayah.csv"], "kode")
    yield from _filled(tables)
    yield from _numbers(tables)
    for name in ("area_alias.csv", "komponen.csv", "indikator.csv"):
        yield from _known(tables[name], "area_no", areas)
    yield from _known(tables["komponen_alias.csv"], "komponen_id", komponen)
    yield from _known(tables["indikator.csv"], "komponen_id", komponen)
    yield from _places(tables["indikator.csv"], komponen)
    yield from _indikator_aliases(tables["indikator_alias.csv"], indikator)
    yield from _other_aliases(tables)
    yield from _crosswalk(tables["crosswalk.csv"], indikator)
    yield from _regions(tables["wilayah.csv"])
    yield from _lke(tables["lke.csv"], areas, komponen, indikator)


def _finding(table: Table, line: CsvLine, message: str, level: Level = "error") -> Finding:
    return Finding(table.file, line.number, level, message)


def _unique(table: Table, column: str) -> Iterator[Finding]:
    counts = Counter(line[column].casefold() for line in table.lines)
    for line in table.lines:
        if counts[line[column].casefold()] > 1:
            yield _finding(table, line, f"{column} {line[column]!r} stands in the file more than once")


def _filled(tables: dict[str, Table]) -> Iterator[Finding]:
    may_be_empty = {
        ("indikator.csv", "narrative"),
        ("wilayah.csv", "alias"),
        ("crosswalk.csv", "old_id"),
        ("crosswalk.csv", "new_id"),
        ("lke.csv", "nama"),
        ("lke.csv", "bobot"),
        ("lke.csv", "baris"),
    }
    for name, columns in COLUMNS.items():
        for line in tables[name].lines:
            for column in columns:
                if not line[column] and (name, column) not in may_be_empty:
                    yield _finding(tables[name], line, f"{column} is empty")


def _numbers(tables: dict[str, Table]) -> Iterator[Finding]:
    limits: tuple[tuple[str, str, int], ...] = (
        ("area.csv", "area_no", 6),
        ("komponen.csv", "komponen_no", 99),
        ("bulan.csv", "bulan", 12),
    )
    for name, column, highest in limits:
        for line in tables[name].lines:
            value = line[column]
            if value and not (value.isascii() and value.isdigit() and 1 <= int(value) <= highest):
                yield _finding(tables[name], line, f"{column} {value!r} is not a number from 1 to {highest}")


def _known(table: Table, column: str, known: Iterable[str]) -> Iterator[Finding]:
    names = frozenset(known)
    for line in table.lines:
        if line[column] and line[column] not in names:
            yield _finding(table, line, f"{column} {line[column]!r} points nowhere")


def _places(table: Table, komponen: dict[str, CsvLine]) -> Iterator[Finding]:
    """An indicator must agree with its komponen in edition, area and aspect."""
    for line in table.lines:
        parent = komponen.get(line["komponen_id"])
        for column in ("edisi", "area_no", "aspect"):
            if parent is not None and parent[column] != line[column]:
                message = (
                    f"{column} {line[column]!r}, but komponen {line['komponen_id']} has {parent[column]!r}"
                )
                yield _finding(table, line, message)


def _indikator_aliases(table: Table, indikator: dict[str, CsvLine]) -> Iterator[Finding]:
    seen: dict[tuple[str, str], CsvLine] = {}
    official = {
        (line["edisi"], _key(line[column])): indikator_id
        for indikator_id, line in indikator.items()
        for column in ("statement", "narrative")
        if line[column]
    }
    for line in table.lines:
        ids = line["indikator_ids"].replace(" ", "").split(";")
        lost = [indikator_id for indikator_id in ids if indikator_id not in indikator]
        if lost:
            yield _finding(table, line, f"indikator_ids {'; '.join(lost)!r} points nowhere")
            continue
        if len({indikator[indikator_id]["komponen_id"] for indikator_id in ids}) > 1:
            yield _finding(table, line, "the indicators belong to different komponen")
        key = (indikator[ids[0]]["edisi"], _key(line["alias"]))
        if key in seen:
            yield _finding(table, line, f"the alias stands in line {seen[key].number} too")
        seen[key] = line
        if key in official:
            owner = official[key]
            level: Level = "warning" if [owner] == ids else "error"
            yield _finding(table, line, f"the alias is the official wording of {owner}", level)


def _other_aliases(tables: dict[str, Table]) -> Iterator[Finding]:
    """An alias of an area or komponen twice, or one that means two komponen of one edition and area."""
    for name, key in (("area_alias.csv", "area_no"), ("komponen_alias.csv", "komponen_id")):
        seen: dict[tuple[str, str], CsvLine] = {}
        scope: Callable[[str], str] = (lambda _: "") if key == "area_no" else _area_of_komponen
        for line in tables[name].lines:
            place = (scope(line[key]), _key(line["alias"]))
            if place in seen:
                yield _finding(tables[name], line, f"the alias stands in line {seen[place].number} too")
            seen[place] = line


def _area_of_komponen(komponen_id: str) -> str:
    return komponen_id.rpartition(".")[0]


def _crosswalk(table: Table, indikator: dict[str, CsvLine]) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for line in table.lines:
        if line["kind"] and line["kind"] not in CROSSWALK_KINDS:
            yield _finding(
                table, line, f"kind {line['kind']!r} is none of {', '.join(sorted(CROSSWALK_KINDS))}"
            )
        if not line["old_id"] and not line["new_id"]:
            yield _finding(table, line, "both ids are empty")
        for column in ("old_id", "new_id"):
            if line[column] and line[column] not in indikator:
                yield _finding(table, line, f"{column} {line[column]!r} points nowhere")
        pair = (line["old_id"], line["new_id"])
        if pair in seen:
            yield _finding(table, line, "the pair stands in the file more than once")
        seen.add(pair)


def _regions(table: Table) -> Iterator[Finding]:
    provinces = {line["kode"] for line in table.lines if len(line["kode"]) == 2}
    for line in table.lines:
        code = line["kode"]
        if not _REGION_CODE.fullmatch(code):
            advice = "(a spreadsheet that takes 33.10 for a number makes 33.1 of it: set the column to Text)"
            yield _finding(table, line, f"kode {code!r} is not of the form 33 or 33.02 {advice}")
        elif code[:2] not in provinces:
            yield _finding(table, line, f"kode {code!r} belongs to no province of the file")
        elif "." in code and not line["wilayah"].startswith(("Kabupaten ", "Kota ")):
            yield _finding(table, line, "the name must begin with 'Kabupaten' or 'Kota'")


def _lke(
    table: Table, areas: set[str], komponen: Iterable[str], indikator: Iterable[str]
) -> Iterator[Finding]:
    """A line of the form is known, or has a name of its own."""
    yield from _unique(table, "id")
    known: dict[str, frozenset[str]] = {"komponen": frozenset(komponen), "indikator": frozenset(indikator)}
    for line in table.lines:
        level, key = line["level"], line["id"]
        if level not in ("aspek", "area", "hasil", *known):
            yield _finding(table, line, f"level {level!r} is not known")
        elif key not in known.get(level, (key,)) or (level == "area" and key.rpartition(".")[2] not in areas):
            yield _finding(table, line, f"id {key!r} points nowhere")
        elif level in ("aspek", "hasil") and not line["nama"]:
            yield _finding(table, line, "nama is empty")
        if not re.fullmatch(r"(\d+(\.\d+)?)?", line["bobot"]):
            yield _finding(table, line, f"bobot {line['bobot']!r} is not a number")
        if not re.fullmatch(r"(\d+(-\d+)?)?", line["baris"]):
            yield _finding(table, line, f"baris {line['baris']!r} is not of the form 6 or 126-127")


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
