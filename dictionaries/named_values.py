"""Tables of named numbers: CSV files with a line for each weight, cost or level."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path


def named_values(path: Path, column: str = "value") -> dict[str, float]:
    """The numbers of a table by their ``name``, in the table's order.

    Args:
        path: The CSV file.
        column: The one that holds the numbers.
    """
    with path.open(encoding="utf-8", newline="") as stream:
        return {line["name"]: float(line[column]) for line in csv.DictReader(stream)}


def grouped_values(lines: Iterable[str], column: str) -> dict[str, dict[str, float]]:
    """The numbers of several tables in one file, by ``table`` and ``name``; lines with ``#`` are remarks.

    Raises:
        ValueError: If a value is not a number.
    """
    tables: dict[str, dict[str, float]] = {}
    for line in csv.DictReader(line for line in lines if not line.startswith("#")):
        tables.setdefault(line["table"], {})[line["name"]] = float(line[column])
    return tables
