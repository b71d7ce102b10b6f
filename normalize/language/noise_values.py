"""Costs and levels of noise, by name: the table ``noise_values.csv``."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

FILE = "noise_values.csv"


def noise_value(name: str) -> float:
    """The value of a name.

    Raises:
        KeyError: If the table has no such line.
    """
    return noise_values()[name]


@cache
def noise_values() -> dict[str, float]:
    """All values by name."""
    with (Path(__file__).parent / FILE).open(encoding="utf-8", newline="") as stream:
        return {line["name"]: float(line["value"]) for line in csv.DictReader(stream)}
