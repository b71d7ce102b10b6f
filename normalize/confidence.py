"""How likely a repaired cell is right, 0..1, and why a person should look at it.

The chance comes from a logistic model of what is known about the cell: how sure its repairs were, how much
looks wrong and was left, how sure the readers were of its words and whether they agree, what odd marks it has
(where the pages were read by OCR; text layers and transcripts say nothing about that), and how noisy the
document is. How the weights were fitted, on what, and how well the chances hold: ``docs/accuracy.md``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from lampiran.records import RawCell, Step, Word
from normalize.context import RepairContext
from normalize.oddities import oddities
from normalize.wording import Doubt

_GUESSED = frozenset({"phrase", "context", "lexicon", "phrase-word", "reader", "case", "name", "initials"})
"""Methods that choose a word; the others follow rules that hardly fail."""
_UNSURE_REPAIR = 0.7
_SERIOUS = 0.3
"""A repair less sure, or a doubt graver, than this is reason enough for a look, whatever the chance."""
_COPY = 0.97
"""A wording from this score on is a copy of the vocabulary's."""
_SUREST = 0.995
_LEAST_SURE = 0.02
"""Confidences of words are believed within these bounds only."""
_MOST_UNREAD = 4.0
_MARKS = ".,;:()"

WEIGHTS: Mapping[str, float] = {
    "start": 6.15,
    "guesses": -1.27,
    "doubts": -6.93,
    "noise": -1.03,
    "copy": 0.62,
    "scan": -2.59,
    "unread": -0.85,
    "missed": -1.9,
    "empty": -2.83,
    "bare": -5.25,
    "capitals": -1.76,
    "clauses": -2.87,
    "lost": -4.25,
    "lower": -2.82,
    "mixed": -0.47,
    "range": -2.94,
    "separators": -2.62,
    "stops": -4.07,
    "stray": -3.93,
    "tail": -2.79,
    "twice": -4.25,
    "unlike": -5.05,
}
"""Log-odds of a cell being right: the start, and what each trait adds to it."""


def estimate(
    cell: RawCell, text: str, steps: Sequence[Step], doubts: Sequence[Doubt], context: RepairContext
) -> tuple[float, tuple[str, ...]]:
    """The chance that the text is what is printed, and the reasons for a look (none: no look needed)."""
    found = traits(cell, text, steps, doubts, context)
    # A whole word put in on the wording's word alone is worth no more than that repair's own score.
    replaced = min((step.score for step in steps if step.method == "phrase-word"), default=1.0)
    chance = round(min(replaced, _chance(found)), 4)
    below = context.thresholds.review_below
    reasons = [f"{step.before!r} became {step.after!r}" for step in steps if step.score < _UNSURE_REPAIR]
    serious = [doubt for doubt in doubts if doubt.weight >= _SERIOUS or chance < below]
    reasons += [doubt.reason for doubt in sorted(serious, key=lambda doubt: -doubt.weight)]
    if chance < below and not reasons:
        reasons.append(_least_sure(cell, text, context))
    return chance, tuple(dict.fromkeys(reasons))


def traits(
    cell: RawCell, text: str, steps: Sequence[Step], doubts: Sequence[Doubt], context: RepairContext
) -> dict[str, float]:
    """What speaks for and against a cell, as numbers of like size; the names are those of the weights."""
    scan = context.document.kind == "scan"
    found = {
        "start": 1.0,
        "guesses": -sum(math.log(max(0.01, step.score)) for step in steps if step.method in _GUESSED),
        "doubts": -sum(math.log(max(0.01, 1.0 - doubt.weight)) for doubt in doubts),
        "noise": 0.0 if scan else context.document.noise,
        "copy": float(bool(context.phrases) and context.phrases[0][1] >= _COPY),
    }
    if not scan:
        return found
    unread = [-math.log(min(max(word.confidence, _LEAST_SURE), _SUREST)) for word in _read_words(cell)]
    found |= {
        "scan": 1.0,
        "unread": min(_MOST_UNREAD, sum(unread)),
        "empty": float(not text and bool(cell.parts) and cell.kolom not in context.document.blank_columns),
        "missed": math.log1p(len(_missed(cell, text.split()))),
    }
    return found | oddities(text, context)


def _chance(found: Mapping[str, float]) -> float:
    odds = sum(WEIGHTS[name] * value for name, value in found.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))


def _read_words(cell: RawCell) -> list[Word]:
    """The cell's words with the reader's confidence; a part without words counts as one."""
    words: list[Word] = []
    for part in cell.parts:
        words += part.words or ([Word(part.raw, part.box, part.confidence)] if part.raw else [])
    return words


def _missed(cell: RawCell, words: Sequence[str]) -> list[str]:
    """Words of the second reader that the text has nowhere."""
    have = {word.strip(_MARKS).lower() for word in words}
    second = [word for part in cell.parts for reading in part.readings[1:] for word in reading.text.split()]
    return [word for word in second if word.strip(_MARKS).lower() not in have]


def _least_sure(cell: RawCell, text: str, context: RepairContext) -> str:
    missed = _missed(cell, text.split())
    if missed:
        return f"another reader has {missed[0]!r}"
    words = _read_words(cell) if context.document.kind == "scan" else []
    if not words:
        return "much was repaired" if text else "nothing was read"
    worst = min(words, key=lambda word: word.confidence)
    return f"the reader was not sure of {worst.text!r}"
