"""How likely a repaired cell is right, 0..1, and why a person should look at it.

The chance comes from a logistic model of what is known about the cell: how sure its repairs are, which doubts
remain, how sure the OCR engines were of its words and whether they agree, which odd marks it has, and how
noisy its document is. Engines and odd marks count only where the pages were read by OCR. The model is in
``confidence_model.csv``; ``docs/accuracy.md`` says what it was fitted to and how well its chances hold.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lampiran.codes import DoubtKind, Method, ReasonCode
from lampiran.doubt_kinds import kind_of, need_review
from lampiran.records import HIDDEN, LAYER, RawCell, Reason, Step
from normalize.confidence_model import confidence_models
from normalize.doubts import Doubt
from normalize.language.months import holds_second_time
from normalize.language.tokens import SHORT, bare
from normalize.passes import TRAITS
from normalize.rules.runners import amounts
from normalize.style.agreement import Seen, disputed, perhaps_others, words_seen
from normalize.style.context import RepairContext
from normalize.style.harmless import unread
from normalize.style.readers import places, runs
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
_UNREAD = 0.5
"""Below this confidence (0..1) of a cell without words, print was seen in it."""
_AFTER_YEAR = re.compile(r"\b(?:19|20)\d\d (?=[A-Z][a-z])")
"""After the year of one time, with no mark between, something else begins."""
_BEGINNING = 15
"""Letters by which the beginning of an official wording is known."""

_OF_STRANGE_LETTERS = ("capitals", "ell", "lower", "lost", "mixed", "tail-letter", "unlike")
"""Traits that say nothing against words that two readers have alike, or one is sure of."""
_READ_ALIKE = frozenset({DoubtKind.LETTERS, DoubtKind.DIGITS})
_STANDS = frozenset(
    {
        ReasonCode.CLOSE_READINGS,
        ReasonCode.PERHAPS_WORD,
        ReasonCode.VOCABULARY_DIFFERS,
        ReasonCode.MONTHS_TOUCH,
        ReasonCode.MONTHS_STOPPED,
        ReasonCode.UNSURE_WORD,
    }
)
"""Doubts that agreement does not settle: near misses, and numerals whose strokes were looked at already."""

_REASONS: Mapping[str, ReasonCode] = {
    "absent": ReasonCode.CELL_ABSENT,
    "borders": ReasonCode.BORDERS_UNSEEN,
    "codes": ReasonCode.MONTHS_UNLIKE,
    "ell": ReasonCode.SMALL_ELL,
    "empty": ReasonCode.CELL_UNREAD,
    "gap": ReasonCode.CELL_EMPTY,
    "heading": ReasonCode.HEADING_INSIDE,
    "nearly": ReasonCode.NEAR_WORDING,
    "order": ReasonCode.ITEM_ORDER,
    "shape": ReasonCode.UNLIKE_COLUMN,
    "twice": ReasonCode.WORDS_TWICE,
    "unruled": ReasonCode.TABLE_UNRULED,
}
"""The reason to show where this trait speaks most against a cell's letters, digits or place."""
_REASONS_OF_MARKS: Mapping[str, ReasonCode] = {
    "glued": ReasonCode.BLANK_MISSING,
    "open": ReasonCode.OPEN_BRACKET,
    "percent": ReasonCode.PERCENT_SIGN,
    "slash": ReasonCode.SLASH_MISSING,
    "stray": ReasonCode.STRAY_MARK,
    "tail": ReasonCode.STRAY_MARK_LAST,
    "unmarked": ReasonCode.ITEM_UNMARKED,
}
"""The reason to show where this trait speaks most against a cell's marks."""
_OF_MARKS = frozenset(
    {
        *_REASONS_OF_MARKS,
        "bare",
        "clauses",
        "inner",
        "length",
        "mark-doubts",
        "quoted",
        "range",
        "separators",
        "stops",
        "unread",
        "worn",
        "worst",
    }
)
"""Traits that say nothing about letters, digits or place; unsure readers are asked word by word instead."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is thought of a repaired cell.

    Attributes:
        chance: That letters, digits and place are right.
        exact: That the marks are too.
        reasons: Why a person should look, of any kind; none: nobody need.
    """

    chance: float
    exact: float
    reasons: tuple[Reason, ...]


def estimate(
    cell: RawCell, text: str, steps: Sequence[Step], doubts: Sequence[Doubt], context: RepairContext
) -> Judgement:
    """How likely the text is what is printed, and the reasons for a look."""
    seen = words_seen(cell, text, context.readers) if context.readers.words else []
    unsettled = [doubt for doubt in doubts if not _is_settled(doubt, text, context)]
    found = traits(cell, text, steps, unsettled, context, seen)
    # A word put in only because the official wording has it is no surer than that repair.
    replaced = min((step.score for step in steps if step.method == Method.PHRASE_WORD), default=1.0)
    # Of print set by a program every border is known: what is doubted is where a cell's text belongs.
    misplaced = context.document.kind == "digital" and any(part.border_doubt > 0 for part in cell.parts)
    shown = [reason for part in cell.parts for reason in part.doubts]
    most = min(replaced, _MISPLACED if misplaced else 1.0, _SHOWN_OTHERWISE if shown else 1.0)
    models, below = confidence_models(), context.thresholds.review_below
    chance = round(min(most, models.letters.chance(letter_traits(found))), 4)
    exact = round(min(chance, models.exact.chance(found)), 4)
    reasons = [*shown, *([Reason(ReasonCode.MISPLACED)] if misplaced else [])]
    reasons += [Reason(ReasonCode.CELL_UNREAD)] if _is_unread(cell, text, context) else []
    reasons += [Reason(ReasonCode.BORDERS_UNSEEN)] if _runs_together(cell, text, context) else []
    reasons += _unsure_repairs(cell, text, steps, context)
    limits = {True: exact, False: chance}
    serious = [d for d in unsettled if d.weight >= _SERIOUS_DOUBT or limits[_of_marks(d)] < below]
    reasons += [doubt.reason for doubt in sorted(serious, key=lambda doubt: -doubt.weight)]
    reasons += _disputed_words(cell, text, seen)
    reasons += [Reason(ReasonCode.PERHAPS_WORD, pair) for pair in perhaps_others(seen, context.document)]
    if chance < below and not need_review(reasons):
        reasons.append(_least_sure(cell, text, found, seen, context))
    if exact < below <= chance and not reasons:
        reasons.append(_odd_mark(found))
    return Judgement(chance, exact, tuple(dict.fromkeys(reasons)))


def _is_unread(cell: RawCell, text: str, context: RepairContext) -> bool:
    """Whether a scan's cell has ink, but no reader saw words there; of an empty one the reader is certain."""
    if text or context.document.kind != "scan" or cell.kolom in context.document.blank_columns:
        return False
    return any(part.confidence < _UNREAD for part in cell.parts)


def _runs_together(cell: RawCell, text: str, context: RepairContext) -> bool:
    """Whether a cell holds two: a second time, or by doubtful borders a second official wording."""
    of_times = cell.kolom == "target_waktu"
    if of_times and holds_second_time(text):
        return True
    if not any(part.border_doubt > 0 for part in cell.parts):
        return False
    if of_times:
        return _AFTER_YEAR.search(text) is not None
    begins = [phrase[:_BEGINNING] for phrase, _ in context.phrases if len(phrase) > _BEGINNING]
    starts = (match.start() for begin in begins for match in re.finditer(re.escape(begin), text))
    return any(place > 0 and text[:place].rstrip()[-1:] not in _MARKS for place in starts)


def _disputed_words(cell: RawCell, text: str, seen: Sequence[Seen]) -> Iterator[Reason]:
    """The first of the words that the readers do not have alike, or what another reader has for it."""
    apart = disputed(seen)
    if not apart:
        return
    missed = _missed(cell, text.split())
    if missed and apart[0].contested:
        yield Reason(ReasonCode.OTHER_READER, (missed[0],))
    else:
        yield Reason(ReasonCode.UNSURE_WORD, (apart[0].word,))


def _of_marks(doubt: Doubt) -> bool:
    return kind_of(doubt.reason) is DoubtKind.MARKS


def _is_settled(doubt: Doubt, text: str, context: RepairContext) -> bool:
    """Whether two readers have alike what is doubted for its letters or digits."""
    if doubt.code in _STANDS or kind_of(doubt.reason) not in _READ_ALIKE:
        return False
    alike = context.readers.agreed if doubt.code == ReasonCode.UNKNOWN_WORD else context.readers.alike
    inside = [place for place in places(text) if place[0] < doubt.end and doubt.start < place[1]]
    return bool(inside) and alike(text).issuperset(inside)


def _unsure_repairs(
    cell: RawCell, text: str, steps: Sequence[Step], context: RepairContext
) -> Iterator[Reason]:
    """Repairs that are hardly sure, unless two readers have what they made; and words that no reader has."""
    had = {text[start:end].casefold() for start, end in context.readers.alike(text)}
    for step in steps:
        made = runs(step.after)
        if step.score < _UNSURE_REPAIR and not (made and had.issuperset(made)):
            yield Reason(ReasonCode.UNSURE_REPAIR, (step.before, step.after))
    for words in unread(cell.raw, steps, context):
        yield Reason(ReasonCode.UNSURE_REPAIR, words)


def traits(
    cell: RawCell,
    text: str,
    steps: Sequence[Step],
    doubts: Sequence[Doubt],
    context: RepairContext,
    seen: Sequence[Seen],
) -> dict[str, float]:
    """What speaks for and against a cell, as numbers of like size; the names are those of the weights.

    Args:
        cell: As read.
        text: As repaired.
        steps: The repairs.
        doubts: Those that remain.
        context: What surrounds the cell.
        seen: What the readers say for each word of a scan.
    """
    scan = context.document.kind == "scan"
    missing = not text and cell.kolom not in context.document.blank_columns
    found = {
        "start": 1.0,
        "guesses": -sum(math.log(max(_SMALLEST, step.score)) for step in steps if step.method in _GUESSED),
        "doubts": _weighed(doubt for doubt in doubts if not _of_marks(doubt)),
        "mark-doubts": _weighed(filter(_of_marks, doubts)),
        "noise": 0.0 if scan else context.document.noise,
        "unruled": float(context.unruled),
        "copy": float(bool(context.phrases) and context.phrases[0][1] >= COPY),
        "gap": float(context.document.kind == "transcript" and missing),
        "borders": max((part.border_doubt for part in cell.parts), default=0.0),
    }
    found |= amounts(TRAITS, text, replace(context, raw=cell.raw))
    # A lone letter or digit at the end is no mark.
    found["tail-letter"] = found.get("tail", 0.0) * float(text[-1:].isalnum())
    if not scan:
        return found
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
    return found | _traits_of_agreement(seen, context)


def _traits_of_agreement(seen: Sequence[Seen], context: RepairContext) -> dict[str, float]:
    """What the readers' agreement says about the letters of a scan's cell."""
    apart = [one for one in seen if not one.alike]
    strange = {} if disputed(seen) else dict.fromkeys(_OF_STRANGE_LETTERS, 0.0)
    if seen and seen[-1].alike:
        strange["tail-letter"] = 0.0
    contested = [one for one in apart if one.contested]
    lone = [one for one in apart if not one.contested]
    return strange | {
        "contested": math.log1p(len(contested)),
        "contested-codes": math.log1p(sum(one.is_code for one in contested)),
        "contested-unknown": math.log1p(sum(one.is_unknown for one in contested)),
        "contested-unsure": max((one.unsureness for one in contested), default=0.0),
        "lone": math.log1p(len(lone)),
        "lone-unsure": min(_MOST_UNREAD, sum(one.unsureness for one in lone)),
        "lone-codes": math.log1p(sum(one.is_code for one in lone)),
        "lone-unknown": math.log1p(sum(one.is_unknown for one in lone)),
        "lone-worst": max((one.unsureness for one in lone), default=0.0),
        "made": math.log1p(sum(one.chance == 0.0 for one in apart)),
        "worn-apart": min(_MOST_WORN, context.document.unsureness) * math.log1p(len(apart)),
    }


def letter_traits(found: Mapping[str, float]) -> dict[str, float]:
    """The traits without those that speak of marks."""
    return {name: value for name, value in found.items() if name not in _OF_MARKS}


def _weighed(doubts: Iterable[Doubt]) -> float:
    return -sum(math.log(max(_SMALLEST, 1.0 - doubt.weight)) for doubt in doubts)


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


def _least_sure(
    cell: RawCell, text: str, found: Mapping[str, float], seen: Sequence[Seen], context: RepairContext
) -> Reason:
    """What speaks most against the letters, digits or place of a cell."""
    weights = confidence_models().letters.weights
    heaviest = min(_REASONS, key=lambda name: weights.get(name, 0.0) * found.get(name, 0.0))
    if found.get(heaviest, 0.0) > 0.0 and weights.get(heaviest, 0.0) < 0.0:
        return Reason(_REASONS[heaviest])
    if found["tail-letter"]:
        return Reason(ReasonCode.DIGIT_LAST, (text.split()[-1],))
    missed = _missed(cell, text.split())
    if missed:
        return Reason(ReasonCode.OTHER_READER, (missed[0],))
    apart = [one for one in seen if not one.alike]
    if apart:
        return Reason(ReasonCode.UNSURE_WORD, (min(apart, key=lambda one: one.chance).word,))
    return Reason(ReasonCode.MUCH_REPAIRED if text else ReasonCode.NOTHING_READ)


def _odd_mark(found: Mapping[str, float]) -> Reason:
    """What speaks most against the marks of a cell."""
    weights = confidence_models().exact.weights
    heaviest = min(_REASONS_OF_MARKS, key=lambda name: weights.get(name, 0.0) * found.get(name, 0.0))
    known = found.get(heaviest, 0.0) > 0.0
    return Reason(_REASONS_OF_MARKS[heaviest] if known else ReasonCode.MARKS_UNSURE)
