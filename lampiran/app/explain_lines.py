"""An explanation in sentences and lists, in the user's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import cache

from dictionaries.sentences import sentence, told_sentence
from lampiran.app.explain import Explanation, derived_values, is_office_file, is_transcript
from lampiran.codes import Method, Note
from lampiran.language import Told, in_both, in_language, joined, told
from lampiran.records import CellPart, PlanCell, Step
from normalize.rules.registry import every_rule

_WIDTH = 12
"""Of the column of labels."""
_LONG = 80
"""Of a text with more letters than this only what differs is said."""
_NEAR = 2
"""So many equal words in a row are said, of more only the first and the last."""

WHY_LETTERS = {
    Method.PHRASE: "Several words together are an expression of decrees.",
    Method.PHRASE_WORD: "The words around it are an expression of decrees that has this word.",
    Method.CONTEXT: "It is no known word; this one is like it and often stands beside these words.",
    Method.LEXICON: "It is no known word; this one is like it as readers misread letters.",
    Method.READER: "It is no known word; another reader read this one.",
    Method.CASE: "It is a known word but for capitals and small letters.",
    Method.NAME: "It is like a name that the document has elsewhere.",
    Method.INITIALS: "The letters are the initials of words that stand beside it.",
}
"""Why letters are repaired, by how the repair was found; these repairs have no rule of their own."""


def lines_of(found: Explanation) -> Iterator[Told]:
    """The explanation, line by line."""
    row, cell = found.row, found.cell
    yield told("{0}, row {1}, {2}", found.document.raw.file, row.urutan, found.asked)
    if found.asked != cell.kolom:
        yield from _derived(found)
    yield _line("raw", repr(cell.raw))
    if cell.shared:
        yield _line("", in_both("printed in an earlier row and covering this one too"))
    for part in cell.parts:
        yield from _part_lines(part, len(cell.parts) > 1)
    if is_office_file(found.document.raw):
        yield _line("picture", in_both("none: the document is an Excel or Word file"))
    elif is_transcript(found.document.raw):
        yield _line("picture", in_both("none: the document is a transcript"))
    yield _line("steps", in_both("" if cell.steps else "none"))
    for number, step in enumerate(cell.steps, start=1):
        yield from _step_lines(number, step)
    for made in found.corrections:
        yield Told(f"  {made.by}, {made.at}: {made.before!r} -> {made.after!r}  ({made.act}, {made.state})")
    changed = len(cell.text) > _LONG and bool(cell.steps)
    yield _line("text", differing_words(cell.raw, cell.text) if changed else repr(cell.text))
    if found.settled is not None:
        yield _line("settled", repr(found.settled))
    exact = told("{0:.2f}; with its marks {1:.2f}", cell.confidence, cell.confidence_exact)
    yield _line("confidence", exact)
    yield _line("review", _listed(in_both(_needed(cell)), map(told_sentence, cell.reasons)))


def _needed(cell: PlanCell) -> str:
    """Whether a person should look, in words that have a translation."""
    if cell.needs_review:
        return "needed"
    return "of marks only" if cell.marks_doubtful else "not needed"


def _derived(found: Explanation) -> Iterator[Told]:
    row, schedule = found.row, found.row.schedule
    value = derived_values(row)[found.asked]
    yield _line("value", told("{0!r}, from the column {1}", value, found.cell.kolom))
    if found.cell.kolom == "indikator":
        near = [told("{0} ({1:.2f})", name, score) for name, score in row.candidates]
        yield _line("candidates", joined(", ", near) if near else in_both("no others close"))
    if found.cell.kolom == "target_waktu":
        certain = in_both("certain" if schedule.certain else "not certain")
        rest = [told("left over: {0!r}", schedule.rest)] if schedule.rest else []
        yield _line("understood", joined(", ", [certain, *rest]))
    notes = [_note(note) for note in row.notes]
    yield _line("row", _listed(told("confidence {0:.2f}", row.confidence), notes))


def _note(note: Note) -> Told:
    return Told(sentence(note), sentence(note, language="id"))


def _line(label: str, text: str) -> Told:
    """A label in its column, and what it labels; without a label, a further line of the one before."""

    def heading(word: str) -> str:
        return (f"{word}:" if word else "").ljust(_WIDTH)

    said = told("{0}{1}", Told(heading(label), heading(in_language(label, "id"))), text)
    return Told(said.rstrip(), said.indonesian.rstrip())


def _listed(first: Told, sentences: Iterable[Told]) -> Told:
    listed = list(sentences)
    return joined(": ", [first, joined(", ", listed)]) if listed else first


def _part_lines(part: CellPart, several: bool) -> Iterator[Told]:
    where = told("page {0}", part.page)
    if part.box:
        box = part.box
        corners = f"{box.x0:.1f} {box.y0:.1f} {box.x1:.1f} {box.y1:.1f}"
        where = told("page {0}, box {1} (points from the top left)", part.page, corners)
    yield _line("where", where)
    if several:
        yield _line("", repr(part.raw))
    for reading in part.readings:
        yield told(
            "  read by {0} ({1:.2f}): {2}", reading.engine, reading.confidence, _read(reading.text, part)
        )


def _read(text: str, part: CellPart) -> str:
    """A reading; of a long one that differs from what was taken, only where it differs."""
    if len(text) <= _LONG:
        return repr(text)
    return in_both("the same") if text == part.raw else differing_words(part.raw, text)


def differing_words(one: str, other: str) -> str:
    """The words in which two texts differ, each with a word before and after: ``… a [b -> c] d …``."""
    mine, theirs = one.split(), other.split()
    pieces: list[str] = []
    for tag, i0, i1, j0, j1 in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            shown = mine[i0:i1]
            before, after = shown[:1] if i0 else [], shown[-1:] if i1 < len(mine) else []
            pieces += shown if len(shown) <= _NEAR else [*before, "\N{HORIZONTAL ELLIPSIS}", *after]
        else:
            pieces.append(f"[{' '.join(mine[i0:i1])} -> {' '.join(theirs[j0:j1])}]")
    return " ".join(pieces)


def _step_lines(number: int, step: Step) -> Iterator[Told]:
    how = f"{step.rule}, {step.method}" if step.rule else step.method
    place = f"{step.start}-{step.end}"
    yield told(
        "  {0}. {1}: {2!r} -> {3!r}  ({4}, {5:.2f})", number, place, step.before, step.after, how, step.score
    )
    if reason := because(step):
        yield told("     {0}", in_both(reason))


def because(step: Step) -> str:
    """Why the rule of a step does what it does; empty where no rule made it."""
    return _becauses().get(step.rule, "")


@cache
def _becauses() -> dict[str, str]:
    """Why each rule does what it does, by its id."""
    letters = {f"letters.{method}": because for method, because in WHY_LETTERS.items()}
    return letters | {rule.id: rule.because for rule in every_rule()}
