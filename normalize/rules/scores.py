"""How often each repair rule is right: ``scores.csv``, written by ``python -m bench.rules --write``.

Who adds a rule adds a line with a guess, its ``prior``, twice: ``stop.new,0.9,0.9,0,0,0``. What was measured
moves the score away from the guess, the farther the oftener the rule was judged.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, fields
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("scores.csv")


@dataclass(frozen=True, slots=True)
class Score:
    """One line of the file.

    Attributes:
        rule: Its id.
        prior: How sure its author thought its repairs, 0..1.
        score: How sure they are, 0..1: the prior and what was measured together.
        hits: How many repairs it made when it was last measured.
        right, wrong: How many of them led nearer to the truth, and farther away.
    """

    rule: str
    prior: float
    score: float
    hits: int = 0
    right: int = 0
    wrong: int = 0


@cache
def scores() -> Mapping[str, Score]:
    """The lines of the file by rule."""
    with FILE.open(encoding="utf-8", newline="") as handle:
        lines = list(csv.DictReader(handle))
    return {
        line["rule"]: Score(
            line["rule"],
            float(line["prior"]),
            float(line["score"]),
            int(line["hits"]),
            int(line["right"]),
            int(line["wrong"]),
        )
        for line in lines
    }


def score_of(rule: str) -> float:
    """The score of a rule.

    Raises:
        LookupError: If the file has no line for it.
    """
    found = scores().get(rule)
    if found is None:
        raise LookupError(f"{FILE.name} has no line for the rule {rule}; add one: {rule},0.9,0.9,0,0,0")
    return found.score


def write(lines: Iterable[Score], file: Path = FILE) -> None:
    """Writes the file anew, rules in order of their ids."""
    ordered = sorted(lines, key=lambda line: line.rule)  # before opening: they may be made from this file
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow([field.name for field in fields(Score)])
        writer.writerows(astuple(line) for line in ordered)
