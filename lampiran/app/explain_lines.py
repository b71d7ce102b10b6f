"""An explanation in sentences and lists, in the user's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from dictionaries.sentences import sentence, told_sentence
from lampiran.app.explain import Explanation, is_transcript
from lampiran.codes import Method, Note
from lampiran.language import Told, in_both, in_language, joined, told
from lampiran.records import CellPart, Step
from normalize.rules.registry import every_rule

_WIDTH = 12
"""Of the column of labels."""

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
    if is_transcript(found.document.raw):
        yield _line("picture", in_both("none: the document is a transcript"))
    yield _line("steps", in_both("" if cell.steps else "none"))
    for number, step in enumerate(cell.steps, start=1):
        yield from _step_lines(number, step)
    for made in found.corrections:
        yield Told(f"  {made.by}, {made.at}: {made.before!r} -> {made.after!r}  ({made.act}, {made.state})")
    yield _line("text", repr(cell.text))
    if found.settled is not None:
        yield _line("settled", repr(found.settled))
    yield _line("confidence", told("{0:.2f}", cell.confidence))
    needed = in_both("needed" if cell.needs_review else "not needed")
    yield _line("review", _listed(needed, map(told_sentence, cell.reasons)))


def _derived(found: Explanation) -> Iterator[Told]:
    row, schedule = found.row, found.row.schedule
    values = {
        "komponen_no": row.komponen_no,
        "komponen_id": row.komponen_id,
        "indikator_id": row.indikator_id,
        "indikator_ids": ";".join(row.indikator_ids),
        "bulan": ",".join(map(str, schedule.bulan)),
        "tahun_target": schedule.tahun,
    }
    yield _line("value", told("{0!r}, from the column {1}", values[found.asked], found.cell.kolom))
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
        yield told("  read by {0} ({1:.2f}): {2!r}", reading.engine, reading.confidence, reading.text)


def _step_lines(number: int, step: Step) -> Iterator[Told]:
    how = f"{step.rule}, {step.method}" if step.rule else step.method
    place = f"{step.start}-{step.end}"
    yield told(
        "  {0}. {1}: {2!r} -> {3!r}  ({4}, {5:.2f})", number, place, step.before, step.after, how, step.score
    )
    if because := _because().get(step.rule or ""):
        yield told("     {0}", in_both(because))


@cache
def _because() -> dict[str, str]:
    """Why each rule does what it does, by its id."""
    letters = {f"letters.{method}": because for method, because in WHY_LETTERS.items()}
    return letters | {rule.id: rule.because for rule in every_rule()}
