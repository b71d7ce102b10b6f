"""How likely a repaired cell is right, 0..1, and why a person should look at it.

The chance comes from a logistic model of what is known about the cell: how sure its repairs are, which doubts
remain, how sure the OCR engines were of its words and whether they agree, which odd marks it has, and how
noisy its document is. Engines and odd marks count only where the pages were read by OCR. The model is in
``confidence_model.csv``; ``docs/accuracy.md`` says what it was fitted to and how well its chances hold.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from lampiran.codes import Method, ReasonCode
from lampiran.records import HIDDEN, LAYER, RawCell, Reason, Step, Word
from normalize.confidence_model import confidence_model
from normalize.doubts import Doubt
from normalize.language.tokens import SHORT, bare
from normalize.passes import TRAITS
from normalize.rules.runners import amounts
from normalize.style.context import RepairContext
from normalize.style.harmless import unread
from normalize.style.value_shapes import unsureness

COPY = 0.97
"""A cell with this score (0..1) or more copies the official wording, but for a misread letter or mark."""
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
"""A repair with a lower score (0..1) is reason enough for a look, whatever the chance."""
_SERIOUS_DOUBT = 0.3
"""A doubt of this weight (0..1) or more is reason enough for a look, whatever the chance."""
_MISPLACED = 0.8
"""The chance of a born-digital cell that may belong elsewhere, at most."""
_SHOWN_OTHERWISE = 0.5
"""The chance of a cell against whose words the page as shown speaks, at most."""
_SMALLEST = 0.01
"""A repair or a word counts as at least this sure (0..1), so that one alone does not outweigh all else."""
_MOST_UNREAD = 4.0
"""The cell's summed unsureness of words (see ``unsureness``) counts up to here."""
_MOST_WORN = 0.3
"""The document's share of unsure words counts up to here; the fit saw no worse pages."""
_MARKS = ".,;:()"

_OF_UNSURE_LETTERS = ("unread", "worst")
_OF_STRANGE_LETTERS = frozenset({"capitals", "ell", "tail", "stray"})
"""Traits that say nothing against words that two readers have alike."""

_REASONS: Mapping[str, ReasonCode] = {
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
"""The reason to show where this trait speaks most against a cell."""


def estimate(
    cell: RawCell, text: str, steps: Sequence[Step], doubts: Sequence[Doubt], context: RepairContext
) -> tuple[float, tuple[Reason, ...]]:
    """The chance that the text is what is printed, and the reasons for a look (none: no look needed)."""
    found = traits(cell, text, steps, doubts, context)
    # A word put in only because the official wording has it is no surer than that repair.
    replaced = min((step.score for step in steps if step.method == Method.PHRASE_WORD), default=1.0)
    # Of print set by a program every border is known: what is doubted is where a cell's text belongs.
    misplaced = context.document.kind == "digital" and any(part.border_doubt > 0 for part in cell.parts)
    shown = [reason for part in cell.parts for reason in part.doubts]
    most = min(_MISPLACED if misplaced else 1.0, _SHOWN_OTHERWISE if shown else 1.0)
    chance = round(min(replaced, confidence_model().chance(found), most), 4)
    below = context.thresholds.review_below
    reasons = [*shown, *([Reason(ReasonCode.MISPLACED)] if misplaced else [])]
    unsure = [step for step in steps if step.score < _UNSURE_REPAIR]
    reasons += [Reason(ReasonCode.UNSURE_REPAIR, (step.before, step.after)) for step in unsure]
    reasons += [Reason(ReasonCode.UNSURE_REPAIR, words) for words in unread(cell.raw, steps, context)]
    serious = [doubt for doubt in doubts if doubt.weight >= _SERIOUS_DOUBT or chance < below]
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
        "guesses": -sum(math.log(max(_SMALLEST, step.score)) for step in steps if step.method in _GUESSED),
        "doubts": -sum(math.log(max(_SMALLEST, 1.0 - doubt.weight)) for doubt in doubts),
        "noise": 0.0 if scan else context.document.noise,
        "unruled": float(context.unruled),
        "copy": float(bool(context.phrases) and context.phrases[0][1] >= COPY),
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
        "worn": min(_MOST_WORN, context.document.unsureness),
        "length": math.log1p(len(unread)),
        "empty": float(missing and bool(cell.parts)),
        "absent": float(missing and not cell.parts),
        "missed": math.log1p(len(_missed(cell, text.split()))),
    }
    if context.readers.settle(text):
        found |= dict.fromkeys(_OF_UNSURE_LETTERS, 0.0)
        odd |= {name: 0.0 for name in odd if name in _OF_STRANGE_LETTERS}
    return found | odd


def _read_words(cell: RawCell) -> list[Word]:
    """The cell's words with the OCR engine's confidence; a part without words counts as one."""
    words: list[Word] = []
    for part in cell.parts:
        words += part.words or ([Word(part.raw, part.box, part.confidence)] if part.raw else [])
    return words


def _missed(cell: RawCell, words: Sequence[str]) -> list[str]:
    """Words of the second engine that the text does not have anywhere, however it parts or hyphenates them.

    A text layer does not count: its page's quality has been weighed word by word.
    """
    have = {word.strip(_MARKS).lower() for word in words}
    letters = bare("".join(words))
    others = (reading for part in cell.parts for reading in part.readings[1:])
    readings = [reading for reading in others if reading.engine not in (LAYER, HIDDEN)]
    second = [word for reading in readings for word in reading.text.split()]
    found = [word for word in second if word.strip(_MARKS).lower() not in have]
    return [word for word in found if len(bare(word)) < SHORT or bare(word) not in letters]


def _least_sure(cell: RawCell, text: str, found: Mapping[str, float], context: RepairContext) -> Reason:
    weights = confidence_model().weights
    heaviest = min(_REASONS, key=lambda name: weights[name] * found.get(name, 0.0))
    if found.get(heaviest, 0.0) > 0.0:
        return Reason(_REASONS[heaviest])
    missed = _missed(cell, text.split())
    if missed:
        return Reason(ReasonCode.OTHER_READER, (missed[0],))
    words = _read_words(cell) if context.document.kind == "scan" else []
    if not words:
        return Reason(ReasonCode.MUCH_REPAIRED if text else ReasonCode.NOTHING_READ)
    worst = min(words, key=lambda word: word.confidence)
    return Reason(ReasonCode.UNSURE_WORD, (worst.text,))
