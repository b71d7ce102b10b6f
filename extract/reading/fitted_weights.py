"""The fitted weights of what speaks for a reading: ``weights.csv``, made by ``python -m bench.reading``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dictionaries.named_values import grouped_values

WEIGHTS_FILE = Path(__file__).with_name("weights.csv")
_HEADING = ("table", "name", "weight")


@dataclass(frozen=True, slots=True)
class ReadingWeights:
    """What ``extract.reading.reading_evidence`` decides with.

    Attributes:
        trust: Weight of each signal in the log-odds that a word which Tesseract alone read is right.
        preference: Weight of each signal in the log-odds that the second of two differing readings is right.
        agreement: Share of right words among those that both engines read alike, by kind of word.
    """

    trust: Mapping[str, float]
    preference: Mapping[str, float]
    agreement: Mapping[str, float]


@lru_cache(maxsize=1)
def reading_weights() -> ReadingWeights:
    """The weights in use."""
    with WEIGHTS_FILE.open(encoding="utf-8", newline="") as stream:
        return parse_weights(stream)


def parse_weights(lines: Iterable[str]) -> ReadingWeights:
    """Reads a weights file.

    Raises:
        KeyError: If a table is missing.
        ValueError: If a weight is not a number.
    """
    tables = grouped_values(lines, "weight")
    return ReadingWeights(tables["trust"], tables["preference"], tables["agreement"])


def format_weights(weights: ReadingWeights, made_by: Iterable[str]) -> str:
    """The text of a weights file.

    Args:
        weights: To be written.
        made_by: Lines for its head that say how they were made.
    """
    rows = [
        (table, name, str(weight))
        for table in ("trust", "preference", "agreement")
        for name, weight in sorted(getattr(weights, table).items())
    ]
    head = [f"# {line}".rstrip() for line in made_by]
    return "\n".join([*head, *(",".join(row) for row in (_HEADING, *rows))]) + "\n"
