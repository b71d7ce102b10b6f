"""The weights and levels of matching, by name: the table ``match_weights.csv``.

Scores and likenesses run from 0 to 1; costs are in the same units, so that evidence can outweigh order.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

FILE = "match_weights.csv"


def weight(name: str) -> float:
    """The weight of a name of the table."""
    return weights()[name]


def level(name: str) -> tuple[float, float]:
    """The likeness and the margin of a named level (``accept``, ``far``, ``sure``, ``plain``)."""
    return weight(f"{name}.wording"), weight(f"{name}.margin")


@cache
def weights() -> dict[str, float]:
    """All weights by name."""
    with (Path(__file__).parent / FILE).open(encoding="utf-8", newline="") as stream:
        return {line["name"]: float(line["weight"]) for line in csv.DictReader(stream)}
