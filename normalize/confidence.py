"""How likely a repaired cell is right, 0..1, and why a person should look at it.

The chance comes from a logistic model of what is known about the cell: how sure its repairs were, how much
looks wrong and was left, how sure the readers were of its words and whether they agree, what odd marks it has
(where the pages were read by OCR; text layers alone and transcripts say nothing of that), and how noisy the
document is. How the weights were fitted, on what, and how well the chances hold: ``docs/accuracy.md``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from lampiran.codes import Method, ReasonCode
from lampiran.records import LAYER, RawCell, Reason, Step, Word
from normalize.doubts import Doubt
from normalize.language.tokens import bare
from normalize.passes import TRAITS
from normalize.rules.runners import amounts
from normalize.style.context import RepairContext
from normalize.style.habits import unsureness

_GUESSED = frozenset(
    {
        Method.PHRASE,
        Method.CONTEXT,
        Method.LEXICON,
        Method.PHRASE_WORD,
        Method.READER,
        Method.CASE,
        Method.NAME,
        Method.INITIALS,
    }
)
"""Methods that choose a word; the others follow rules that hardly fail."""
_UNSURE_REPAIR = 0.7
_SERIOUS = 0.3
"""A repair less sure, or a doubt graver, than this is reason enough for a look, whatever the chance."""
_MISPLACED = 0.8
"""The chance of a born-digital cell that may belong elsewhere, at most."""
_COPY = 0.97
"""A wording from this score on is a copy of the vocabulary's."""
_MOST_UNREAD = 4.0
_MOST_WORN = 0.3
_MARKS = ".,;:()"
_LEAST_PART = 4
"""Letters from which a piece of the text's letters is no chance."""

WEIGHTS: Mapping[str, float] = {
    "start": 8.60,
    "absent": -8.08,
    "bare": -2.70,
    "borders": -1.19,
    "capitals": -7.93,
    "clauses": -2.19,
    "codes": -5.22,
    "copy": 0.92,
    "doubts": -12.46,
    "ell": -2.72,
    "empty": -3.40,
    "gap": -5.75,
    "glued": -2.78,
    "guesses": -3.47,
    "heading": -5.00,
    "inner": -1.96,
    "length": -0.45,
    "lost": -3.00,
    "lower": -3.22,
    "missed": -2.11,
    "mixed": -0.83,
    "nearly": -0.25,
    "noise": -2.95,
    "open": -4.67,
    "order": -0.25,
    "percent": -5.65,
    "quoted": -1.83,
    "range": -3.00,
    "scan": -2.16,
    "separators": -0.59,
    "shape": -1.82,
    "slash": -6.50,
    "stops": -6.42,
    "stray": -2.30,
    "tail": -3.44,
    "twice": -3.12,
    "unlike": -5.41,
    "unmarked": -5.16,
    "unread": -0.25,
    "unruled": -5.00,
    "worn": -10.56,
    "worst": -3.03,
}
"""Log-odds of a cell being right: the start, and what each trait adds to it."""

CURVE: tuple[tuple[float, float], ...] = (
    (0.0, 0.0),
    (0.049, 0.087),
    (0.29, 0.391),
    (0.513, 0.663),
    (0.711, 0.663),
    (0.861, 0.779),
    (0.934, 0.916),
    (0.966, 0.951),
    (0.987, 0.975),
    (0.997, 0.998),
    (1.0, 1.0),
)
"""What the model says, and which share of such cells was right in documents it had not seen."""

_TELLING: Mapping[str, ReasonCode] = {
    "absent": ReasonCode.CELL_ABSENT,
    "borders": ReasonCode.BORDERS_UNSEEN,
    "codes": ReasonCode.MONTHS_UNLIKE,
    "ell": ReasonCode.SMALL_ELL,
    "empty": ReasonCode.CELL_UNREAD,
    "gap": ReasonCode.CELL_EMPTY,
    "glued": ReasonCode.BLANK_MISSING,
    "heading": ReasonCode.HEADING_INSIDE,
    "nearly": ReasonCode.NEAR_WORDING,
    "open": ReasonCode.OPEN_BRACKET,
    "order": ReasonCode.ITEM_ORDER,
    "percent": ReasonCode.PERCENT_SIGN,
    "shape": ReasonCode.UNLIKE_COLUMN,
    "slash": ReasonCode.SLASH_MISSING,
    "stray": ReasonCode.STRAY_MARK,
    "tail": ReasonCode.STRAY_MARK_LAST,
    "twice": ReasonCode.WORDS_TWICE,
    "unmarked": ReasonCode.ITEM_UNMARKED,
    "unruled": ReasonCode.TABLE_UNRULED,
}
"""What to tell a person of a trait that speaks most against a cell."""


def estimate(
    cell: RawCell, text: str, steps: Sequence[Step], doubts: Sequence[Doubt], context: RepairContext
) -> tuple[float, tuple[Reason, ...]]:
    """The chance that the text is what is printed, and the reasons for a look (none: no look needed)."""
    found = traits(cell, text, steps, doubts, context)
    # A whole word put in on the wording's word alone is worth no more than that repair's own score.
    replaced = min((step.score for step in steps if step.method == Method.PHRASE_WORD), default=1.0)
    # Of print set by a program every border is known: what is doubted is where a cell's text belongs.
    misplaced = context.document.kind == "digital" and any(part.border_doubt > 0 for part in cell.parts)
    chance = round(min(replaced, _chance(found), _MISPLACED if misplaced else 1.0), 4)
    below = context.thresholds.review_below
    reasons = [Reason(ReasonCode.MISPLACED)] if misplaced else []
    unsure = [step for step in steps if step.score < _UNSURE_REPAIR]
    reasons += [Reason(ReasonCode.UNSURE_REPAIR, (step.before, step.after)) for step in unsure]
    serious = [doubt for doubt in doubts if doubt.weight >= _SERIOUS or chance < below]
    reasons += [doubt.reason for doubt in sorted(serious, key=lambda doubt: -doubt.weight)]
    if chance < below and not reasons:
        reasons.append(_least_sure(cell, text, found, context))
    return chance, tuple(dict.fromkeys(reasons))


def traits(
    cell: RawCell, text: str, steps: Sequence[Step], doubts: Sequence[Doubt], context: RepairContext
) -> dict[str, float]:
    """What speaks for and against a cell, as numbers of like size; the names are those of the weights."""
    scan = context.document.kind == "scan"
    missing = not text and cell.kolom not in context.document.blank_columns
    found = {
        "start": 1.0,
        "guesses": -sum(math.log(max(0.01, step.score)) for step in steps if step.method in _GUESSED),
        "doubts": -sum(math.log(max(0.01, 1.0 - doubt.weight)) for doubt in doubts),
        "noise": 0.0 if scan else context.document.noise,
        "unruled": float(context.unruled),
        "copy": float(bool(context.phrases) and context.phrases[0][1] >= _COPY),
        "gap": float(context.document.kind == "transcript" and missing),
        "borders": max((part.border_doubt for part in cell.parts), default=0.0),
    }
    odd = amounts(TRAITS, text, replace(context, raw=cell.raw))
    if not scan:
        return found | odd
    unread = unsureness(cell)
    found |= {
        "scan": 1.0,
        "unread": min(_MOST_UNREAD, sum(unread)),
        "worst": max(unread, default=0.0),
        "worn": min(_MOST_WORN, context.document.habits.unsure),
        "length": math.log1p(len(unread)),
        "empty": float(missing and bool(cell.parts)),
        "absent": float(missing and not cell.parts),
        "missed": math.log1p(len(_missed(cell, text.split()))),
    }
    return found | odd


def _chance(found: Mapping[str, float]) -> float:
    odds = sum(WEIGHTS[name] * value for name, value in found.items())
    return _measured(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds)))))


def _measured(chance: float) -> float:
    """The chance as measured: between two points of the curve in proportion."""
    after = next(at for at, (said, _) in enumerate(CURVE) if at and chance <= said)
    (low, low_right), (high, high_right) = CURVE[after - 1], CURVE[after]
    return low_right + (high_right - low_right) * (chance - low) / (high - low)


def _read_words(cell: RawCell) -> list[Word]:
    """The cell's words with the reader's confidence; a part without words counts as one."""
    words: list[Word] = []
    for part in cell.parts:
        words += part.words or ([Word(part.raw, part.box, part.confidence)] if part.raw else [])
    return words


def _missed(cell: RawCell, words: Sequence[str]) -> list[str]:
    """Words of the second reader that the text has nowhere, however it parts or hyphenates them.

    A text layer does not count: its page's quality has been weighed word by word.
    """
    have = {word.strip(_MARKS).lower() for word in words}
    letters = bare("".join(words))
    readings = [reading for part in cell.parts for reading in part.readings[1:] if reading.engine != LAYER]
    second = [word for reading in readings for word in reading.text.split()]
    found = [word for word in second if word.strip(_MARKS).lower() not in have]
    return [word for word in found if len(bare(word)) < _LEAST_PART or bare(word) not in letters]


def _least_sure(cell: RawCell, text: str, found: Mapping[str, float], context: RepairContext) -> Reason:
    heaviest = min(_TELLING, key=lambda name: WEIGHTS[name] * found.get(name, 0.0))
    if found.get(heaviest, 0.0) > 0.0:
        return Reason(_TELLING[heaviest])
    missed = _missed(cell, text.split())
    if missed:
        return Reason(ReasonCode.OTHER_READER, (missed[0],))
    words = _read_words(cell) if context.document.kind == "scan" else []
    if not words:
        return Reason(ReasonCode.MUCH_REPAIRED if text else ReasonCode.NOTHING_READ)
    worst = min(words, key=lambda word: word.confidence)
    return Reason(ReasonCode.UNSURE_WORD, (worst.text,))
