"""The weights and levels of matching, by name: the table ``match_weights.csv``.

Scores and likenesses run from 0 to 1; costs are in the same units, so that evidence can outweigh order.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dictionaries.named_values import named_values

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
    return named_values(Path(__file__).parent / FILE, "weight")


def is_context(score: float) -> bool:
    """Whether a cell with this score is near enough to official wording to be repaired by it."""
    return score >= weight("context.from")
