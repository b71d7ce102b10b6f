"""How likely a repaired cell is right, 0..1, and why a person should look at it.

The chance comes from a logistic model of what is known about the cell: how sure its repairs were, how much
looks wrong and was left, how sure the reader was of its words (where the pages were read by OCR; text
layers and transcripts say nothing about that), how many words could be wrong, and how noisy the document
is. The weights were fitted to 10,106 cells of 28 documents with known truth (7 scans of 6 qualities, 3 noisy
text layers, 18 transcripts with 0 to 10 % of the words misread). Fitted on one half of the documents, the
chances of the other half hold within 5 points in every band of the scale with 100 cells or more.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from lampiran.records import RawCell, Step, Word
from normalize.context import RepairContext
from normalize.wording import Doubt

_GUESSED = frozenset({"phrase", "context", "lexicon", "phrase-word", "reader", "case", "name", "initials"})
"""Methods that choose a word; the others follow rules that hardly fail."""
_SURE_WORD = 0.9
_UNSURE_REPAIR = 0.7
_SERIOUS = 0.3
"""A repair less sure, or a doubt graver, than this is reason enough for a look, whatever the chance."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds of a cell being right: the start, and what each piece of evidence takes off."""

    start: float = 9.26
    guesses: float = 3.56
    doubts: float = 8.0
    unsure_words: float = 0.77
    worst_word: float = 2.54
    words: float = 0.98
    scan: float = 1.91
    noise: float = 1.86


WEIGHTS = Weights()


def estimate(
    cell: RawCell, text: str, steps: Sequence[Step], doubts: Sequence[Doubt], context: RepairContext
) -> tuple[float, tuple[str, ...]]:
    """The chance that the text is what is printed, and the reasons for a look (none: no look needed)."""
    words = _read_words(cell) if context.document.kind == "scan" else []
    # A whole word put in on the wording's word alone is worth no more than that repair's own score.
    replaced = min((step.score for step in steps if step.method == "phrase-word"), default=1.0)
    chance = round(min(replaced, _chance(text, steps, doubts, words, context)), 4)
    below = context.thresholds.review_below
    reasons = [f"{step.before!r} became {step.after!r}" for step in steps if step.score < _UNSURE_REPAIR]
    serious = [doubt for doubt in doubts if doubt.weight >= _SERIOUS or chance < below]
    reasons += [doubt.reason for doubt in sorted(serious, key=lambda doubt: -doubt.weight)]
    if chance < below and not reasons:
        reasons.append(_least_sure(words))
    return chance, tuple(dict.fromkeys(reasons))


def _chance(
    text: str, steps: Sequence[Step], doubts: Sequence[Doubt], words: Sequence[Word], context: RepairContext
) -> float:
    unsure = [max(0.0, _SURE_WORD - word.confidence) for word in words]
    odds = (
        WEIGHTS.start
        - WEIGHTS.guesses * -sum(math.log(max(0.01, s.score)) for s in steps if s.method in _GUESSED)
        - WEIGHTS.doubts * -sum(math.log(max(0.01, 1.0 - doubt.weight)) for doubt in doubts)
        - WEIGHTS.unsure_words * sum(unsure)
        - WEIGHTS.worst_word * max(unsure, default=0.0)
        - WEIGHTS.words * math.log(1 + len(text.split()))
        - WEIGHTS.scan * (context.document.kind == "scan")
        - WEIGHTS.noise * context.document.noise
    )
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))


def _read_words(cell: RawCell) -> list[Word]:
    """The cell's words with the reader's confidence; a part without words counts as one."""
    words: list[Word] = []
    for part in cell.parts:
        words += part.words or ([Word(part.raw, part.box, part.confidence)] if part.raw else [])
    return words


def _least_sure(words: Sequence[Word]) -> str:
    if not words:
        return "much was repaired"
    worst = min(words, key=lambda word: word.confidence)
    return f"the reader was not sure of {worst.text!r}"
