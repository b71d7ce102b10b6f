"""The answers of a workbook that came back: each line is applied, or it is said why not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from lampiran.codes import Act
from lampiran.errors import UsageError
from lampiran.language import Told, in_both, told
from load import Database
from load.opening import querying
from review.answers import Answer, Outcome, settle
from review.things import by_items
from review.workbook import ACTS, AT, HEAD_ROW, NAME_CELL, SHEET

_KEY = re.compile(r"[0-9a-f]{16}-[0-9a-f]{10}")
LARGEST = 200 * 1024 * 1024
"""Bytes of a workbook: thousands of pictures take a few megabytes."""


@dataclass(frozen=True, slots=True)
class LineResult:
    """What became of a line of the workbook, by its row number."""

    row: int
    outcome: Outcome
    why: Told


@dataclass(frozen=True, slots=True)
class _Given:
    row: int
    key: str
    act: str
    value: str
    note: str
    formula: bool


def apply_workbook(database: Database, path: Path, by: str = "") -> list[LineResult]:
    """Applies the answers of a workbook, in one transaction.

    Args:
        database: Opened for writing.
        path: The workbook.
        by: Who answered; empty: the name in the workbook.

    Raises:
        UsageError: If it is no workbook of ``review export``, or nobody's name is given.
    """
    named, lines = _read(path)
    name = by.strip() or named
    results: list[LineResult] = []
    answers: list[tuple[int, Answer]] = []
    with querying(database.engine) as connection:
        known = by_items(connection, sorted({line.key[:16] for line in lines if _KEY.fullmatch(line.key)}))
    for line in lines:
        if not _KEY.fullmatch(line.key):
            results.append(LineResult(line.row, Outcome.REFUSED, in_both("The key of this line is damaged.")))
            continue
        act = _act(line, known[line.key[:16]].proposal if line.key[:16] in known else "")
        if isinstance(act, Told):
            results.append(LineResult(line.row, Outcome.REFUSED, act))
            continue
        mark = line.key[17:]
        answers.append((line.row, Answer(line.key[:16], act, line.value, note=line.note, mark=mark)))
    if answers and not name:
        raise UsageError(
            "The workbook does not say who answered.", "Fill in the name in it, or give --by NAME."
        )
    if answers:
        settled = settle(database, [answer for _, answer in answers], name)
        results += [
            LineResult(row, done.outcome, done.why) for (row, _), done in zip(answers, settled, strict=True)
        ]
    return sorted(results, key=lambda result: result.row)


def _act(line: _Given, proposal: str) -> Act | Told:
    if line.formula:
        return in_both("The answer is a formula.")
    if not line.act:
        if not line.value:
            return Act.ASK
        return Act.CONFIRM if line.value == proposal else Act.CORRECT
    act = ACTS.get(line.act)
    if act is None:
        return told("There is no decision {0!r}.", line.act)
    if act is Act.CORRECT and not line.value:
        return in_both("The right value is missing.")
    return act


def _read(path: Path) -> tuple[str, list[_Given]]:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        if path.stat().st_size > LARGEST:
            raise UsageError(told("{0} is too large to be a workbook of review export.", path))
        book = openpyxl.load_workbook(path, read_only=True)
    except FileNotFoundError as error:
        raise UsageError(told("There is no file {0}.", path)) from error
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise UsageError(told("{0} is no Excel workbook (.xlsx).", path)) from error
    try:
        if SHEET not in book.sheetnames:
            raise UsageError(told("{0} was not written by review export: it has no sheet {1}.", path, SHEET))
        return _lines(book[SHEET].iter_rows(), path)
    finally:
        book.close()


def _lines(rows: Iterator[tuple[Any, ...]], path: Path) -> tuple[str, list[_Given]]:
    name, found, headed = "", [], False
    for number, row in enumerate(rows):
        if number == NAME_CELL[0]:
            name = _text(row, NAME_CELL[1])
        elif number == HEAD_ROW:
            headed = [_text(row, place) for place in AT.values()] == list(AT)
        elif number > HEAD_ROW:
            key, act, value, note = (
                _text(row, AT[heading]) for heading in ("Kunci", "Keputusan", "Jawaban", "Catatan")
            )
            formula = any(getattr(cell, "data_type", "") == "f" for cell in row)
            if act or value or note:
                found.append(_Given(number + 1, key, act, value, note, formula))
    if not headed:
        raise UsageError(told("{0} was not written by review export: its headings differ.", path))
    return name, found


def _text(row: tuple[Any, ...], place: int) -> str:
    value = row[place].value if place < len(row) else None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()
