"""First, do no harm: which repairs may change letters and digits, and which must not.

What is surely printed stays as it is: the text of a born-digital page, and words that two readers have
alike. Where one reader was sure of a word, neither a word list nor the words around it know better. Only the
official wording that stands in the very cell does. Numerals, codes, names and words in capitals become
nothing that no reader saw. Blanks, marks (raised ones of footnotes too) and case are not letters, and stay
with the rules. Nor are strokes and rings, which all readers mix up: rules may read ``Z1`` as ``ZI``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import LCSseq

from dictionaries.lexicon import lexicon
from dictionaries.unprinted import plain
from lampiran.codes import Method
from lampiran.records import Step
from normalize.edits import LETTERS, Edit
from normalize.language.months import schedule_words
from normalize.language.tokens import bare, is_roman
from normalize.style.context import RepairContext
from normalize.style.readers import Place, places, runs

OFFICIAL_WORDING = frozenset({Method.PHRASE, Method.PHRASE_WORD})
"""Methods that copy the official wording with which the cell was matched."""
_PLAIN = 0.99
"""From this score (0..1) on, a spelling leaves no other word."""
_LOOKS = str.maketrans({"1": "i", "l": "i", "|": "i", "!": "i", "0": "o"})
_OF_ITS_OWN = OFFICIAL_WORDING | {Method.NAME}
"""Methods with evidence that is no list of words and no habit of speech."""


def harmless(edits: Iterable[Edit], text: str, context: RepairContext) -> Iterator[Edit]:
    """The edits that change nothing that is surely printed."""
    return (edit for edit in edits if is_harmless(edit, text, context))


def is_harmless(edit: Edit, text: str, context: RepairContext) -> bool:
    """Whether the edit changes nothing that is surely printed."""
    if bare(plain(text[edit.start : edit.end])) == bare(plain(edit.after)):
        return True
    if context.document.kind == "digital":
        return False
    by_rule = not edit.rule.startswith(LETTERS)
    if by_rule and _looks(text[edit.start : edit.end]) == _looks(edit.after):
        return True
    start, end = _whole_words(text, edit.start, edit.end)
    made = text[start : edit.start] + edit.after + text[edit.end : end]
    changed = _changed(text, start, end, made)
    if edit.method not in OFFICIAL_WORDING and not context.readers.agreed(text).isdisjoint(changed):
        return False
    if by_rule or edit.method in _OF_ITS_OWN:
        return True
    return _is_proved(edit, text, changed, _new(text[start:end], made), context)


def _looks(text: str) -> str:
    return bare(text.casefold().translate(_LOOKS))


def _is_proved(
    edit: Edit, text: str, changed: Sequence[Place], new: Sequence[str], context: RepairContext
) -> bool:
    """Whether a proposal of letters may change these words; ``new`` is what would stand there instead."""
    words = [text[start:end] for start, end in changed]
    seen = bool(context.readers.words) and context.readers.have(" ".join(new), text)
    if any(map(_is_numeral, words)) and any(map(_is_numeral, new)):
        return seen
    if not context.readers.words or seen:
        return True
    if context.kolom == "target_waktu" and schedule_words().issuperset(word.casefold() for word in new):
        return True  # Times have few words, and those are known.
    if any(_is_mark_or_name(start, end, text) for start, end in changed):
        return False
    return edit.method == Method.READER or context.readers.vouched(text).isdisjoint(changed)


def _is_numeral(word: str) -> bool:
    return word.isdigit() or (word.isupper() and is_roman(word))


def _new(before: str, made: str) -> list[str]:
    """The words of what was made that did not stand there before."""
    had = runs(before)
    words = [made[start:end] for start, end in places(made)]
    return [word for word in words if word.casefold() not in had]


def _is_mark_or_name(start: int, end: int, text: str) -> bool:
    """Whether the word is a numeral, a code, in capitals, or a name inside a sentence."""
    word = text[start:end]
    if any(sign.isdigit() for sign in word) or (word.isupper() and len(word) > 1):
        return True
    inside = text[:start].rstrip(" ")[-1:].isalnum()
    return word.istitle() and inside and not lexicon().known(word)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The place with the rest of the words that it cuts."""
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return start, end


def _changed(text: str, start: int, end: int, made: str) -> list[Place]:
    """The places of the words in a piece of text that are no longer in what is made of it."""
    mine = [(start + first, start + last) for first, last in places(text[start:end])]
    equal = LCSseq.opcodes([text[a:b].casefold() for a, b in mine], runs(made))
    kept = {place for op in equal if op.tag == "equal" for place in range(op.src_start, op.src_end)}
    return [place for number, place in enumerate(mine) if number not in kept]


def unread(raw: str, steps: Sequence[Step], context: RepairContext) -> Iterator[tuple[str, str]]:
    """Words, before and after, that repair made and neither a reader nor an official wording has.

    Of transcripts, of which there is no picture to read again, only those for which a list of words speaks,
    and that not plainly.
    """
    text = raw
    official = {run for phrase, _ in context.phrases for run in runs(phrase)}
    found: list[tuple[str, str]] = []
    for step in steps:
        start, end = _whole_words(text, step.start, step.end)
        before = text[start:end]
        made = text[start : step.start] + step.after + text[step.end : end]
        new = _new(before, made)
        unproved = not official.issuperset(word.casefold() for word in new)
        if bare(before) != bare(made) and unproved and _is_unread(step, new, text, context):
            found.append((before, made))
        text = text[: step.start] + step.after + text[step.end :]
    last = set(runs(text))
    return ((before, made) for before, made in found if last.issuperset(runs(made)))


def _is_unread(step: Step, new: Sequence[str], text: str, context: RepairContext) -> bool:
    """Whether no reader had the new words, and no official wording put them there."""
    if step.method in OFFICIAL_WORDING or context.document.kind == "digital":
        return False
    if context.document.kind != "scan":
        return step.rule == LETTERS + Method.LEXICON and step.score < _PLAIN
    return not context.readers.have(" ".join(new), text)
