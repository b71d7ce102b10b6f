"""Costs and levels of noise, by name: the table ``noise_values.csv``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dictionaries.named_values import named_values

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
    return named_values(Path(__file__).parent / FILE)
