"""Evidence for decisions about lines, as named signals with weights: the table ``join_weights.csv``.

A decision (does this line continue the row above? is it an area's heading?) is the sum of the weights of all
signals seen, positive for yes. The signals seen are kept, so that a decision can be explained and the weights
can be fitted to plans with known rows (``python -m bench.joins``).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = "join_weights.csv"


@dataclass(frozen=True, slots=True)
class Signal:
    """One kind of evidence.

    Attributes:
        decision: What it is evidence for: ``join`` (to the row above) or ``heading`` (of an area).
        name: Its name; the part before the dot says where it is seen.
        weight: What it adds; negative where it speaks against.
        meaning: What was seen, in one line.
    """

    decision: str
    name: str
    weight: float
    meaning: str


@dataclass(frozen=True, slots=True)
class Sign:
    """A signal that was seen.

    Attributes:
        signal: The signal.
        kolom: The column in which it was seen; empty for the line as a whole.
        share: How much of its weight counts.
    """

    signal: Signal
    kolom: str = ""
    share: float = 1.0

    @property
    def points(self) -> float:
        """What it adds to the decision."""
        return self.share * self.signal.weight

    def __str__(self) -> str:
        place = f" ({self.kolom})" if self.kolom else ""
        return f"{self.points:+.2f} {self.signal.name}{place}: {self.signal.meaning}"


Signs = tuple[Sign, ...]


def seen(name: str) -> Signs:
    """The sign of a signal that was seen, to be added to others."""
    return (Sign(signals()[name]),)


def in_column(signs: Iterable[Sign], kolom: str, share: float = 1.0) -> Signs:
    """The signs as seen in a column, of which a share counts."""
    return tuple(Sign(sign.signal, kolom, share) for sign in signs)


def total(signs: Iterable[Sign]) -> float:
    """The sum of all signs: positive for yes. Rounded, so that the order of the signs does not matter."""
    return round(sum(sign.points for sign in signs), 6)


def explained(signs: Iterable[Sign]) -> list[str]:
    """The signs as lines of text, the weightiest first."""
    return [str(sign) for sign in sorted(signs, key=lambda sign: -abs(sign.points))]


@cache
def signals() -> dict[str, Signal]:
    """All signals by name, in the order of the table."""
    with (Path(__file__).parent / FILE).open(encoding="utf-8", newline="") as stream:
        lines = csv.DictReader(stream)
        found = [
            Signal(line["decision"], line["signal"], float(line["weight"]), line["meaning"]) for line in lines
        ]
    return {signal.name: signal for signal in found}
