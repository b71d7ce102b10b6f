"""What repairs of letters are weighed by, by name: the table ``judge_weights.csv``.

The first part of a name says what the value is:
    tolerance: noise cost that a change of such a word may have before any evidence.
    evidence: what a sign adds to it; negative where it speaks against the change.
    share: how much of a piece of evidence counts.
    level: from where on a question is answered with yes.
    cost: noise costs (:mod:`normalize.language.noise`), and the most that some repairs may cost.
    score: how sure a repair is.
    doubt: weight of a doubt, 0..1.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dictionaries.named_values import named_values

FILE = "judge_weights.csv"


def value(name: str) -> float:
    """The value of a name.

    Raises:
        KeyError: If the table has no such line.
    """
    return values()[name]


@cache
def values() -> dict[str, float]:
    """All values by name, in the order of the table."""
    return named_values(Path(__file__).parent / FILE)
