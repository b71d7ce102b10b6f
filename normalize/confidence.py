"""How likely a repaired cell is right, 0..1, and why a person should look."""

from __future__ import annotations

import math
from collections.abc import Sequence

from lampiran.records import RawCell, Step
from normalize.context import RepairContext
from normalize.tokens import lower_words
from normalize.wording import Doubt

BASE = 0.995
_LETTER_METHODS = frozenset({"phrase", "context", "lexicon", "phrase-word", "reader", "case"})


def estimate(
    cell: RawCell, text: str, steps: Sequence[Step], doubts: Sequence[Doubt], context: RepairContext
) -> tuple[float, tuple[str, ...]]:
    """The chance that the text is what is printed, and the reasons for a look (none: no look needed)."""
    chance = BASE
    for step in steps:
        if step.method in _LETTER_METHODS:
            chance *= step.score
    for doubt in doubts:
        chance *= 1.0 - doubt.weight
    chance *= math.prod(part.confidence for part in cell.parts) if cell.parts and lower_words(text) else 1.0
    if chance >= context.thresholds.review_below:
        return round(chance, 4), ()
    unsure = [f"{s.before!r} became {s.after!r}" for s in steps if s.score < context.thresholds.review_below]
    unsure += [doubt.reason for doubt in sorted(doubts, key=lambda d: -d.weight)]
    reasons = tuple(dict.fromkeys(unsure))
    return round(chance, 4), reasons or ("low confidence of the reader",)
