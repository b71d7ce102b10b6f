"""Repair of a cell: from the text as read to the text as printed, each change a recorded step.

Surely noise is put right, what the author wrote is kept, and the rest is flagged. First come markup, blanks,
digits and marks (:data:`normalize.passes.PASSES`), then letters (:mod:`normalize.letters.examine`); both are
repeated until nothing changes, because one repaired word is context for the next.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from lampiran.doubt_kinds import doubt_marks, need_review
from lampiran.records import HIDDEN, PlanCell, RawCell, Step
from normalize.confidence import estimate
from normalize.doubts import Doubt
from normalize.edits import apply_edits
from normalize.language.candidates import CandidateFinder, finder
from normalize.letters.examine import Findings, examine
from normalize.passes import PASSES, SUSPICIONS
from normalize.rules.runners import doubts
from normalize.style.context import RepairContext
from normalize.style.readers import Readers

MAX_ROUNDS = 8
_NOTHING = Findings((), ())


@dataclass(frozen=True, slots=True)
class Repaired:
    """A repaired text: ``replay(raw, steps) == text``; ``doubts`` have their places in ``text``."""

    text: str
    steps: tuple[Step, ...]
    doubts: tuple[Doubt, ...]


def repair_text(raw: str, context: RepairContext, candidates: CandidateFinder | None = None) -> Repaired:
    """Repairs a text of any kind; see :func:`repair_cell`.

    Args:
        raw: The text as read.
        context: What surrounds it.
        candidates: Where candidates come from; the project's own when None.
    """
    text, steps = raw, list[Step]()
    found = _NOTHING
    for _ in range(MAX_ROUNDS):
        before = text
        for one in PASSES:
            text, made = one.run(text, context)
            steps += made
        if context.document.kind != "digital":
            found = examine(text, context, candidates or finder())
            on = (edit for edit in found.edits if edit.rule not in context.rules_off)
            text, made = apply_edits(text, on)
            steps += made
        if text == before:
            break
    return Repaired(text, tuple(steps), (*found.doubts, *doubts(SUSPICIONS, text, context)))


def repair_cell(cell: RawCell, context: RepairContext) -> PlanCell:
    """Repairs one cell of the plan.

    Letters of born-digital pages are left alone: nothing was misread there, whatever looks wrong is the
    author's.

    Args:
        cell: The cell as read.
        context: Column, matched phrases, row, document.

    Returns:
        The cell with text, steps, confidence, and the reasons why a person should look, if any.
    """
    context = replace(context, readings=other_readings(cell), readers=readers_of(cell, context))
    repaired = repair_text(cell.raw, context)
    judged = estimate(cell, repaired.text, repaired.steps, repaired.doubts, context)
    return PlanCell(
        kolom=cell.kolom,
        raw=cell.raw,
        text=repaired.text,
        confidence=judged.chance,
        needs_review=need_review(judged.reasons),
        steps=repaired.steps,
        reasons=judged.reasons,
        shared=cell.shared,
        parts=cell.parts,
        marks_doubtful=doubt_marks(judged.reasons),
        confidence_exact=judged.exact,
    )


def readers_of(cell: RawCell, context: RepairContext) -> Readers:
    """Who read the cell; of pages that this program did not read, nobody."""
    document = context.document
    return Readers.of(cell, document.differing) if document.kind == "scan" else Readers()


def other_readings(cell: RawCell) -> tuple[str, ...]:
    """Readings of the whole cell that differ from the chosen one; a part not read is taken as chosen."""
    engines = dict.fromkeys(reading.engine for part in cell.parts for reading in part.readings)
    engines.pop(HIDDEN, None)
    found: list[str] = []
    for engine in engines:
        texts = [
            next((reading.text for reading in part.readings if reading.engine == engine), part.raw)
            for part in cell.parts
        ]
        found.append(" ".join(text for text in texts if text))
    return tuple(text for text in dict.fromkeys(found) if text and text != cell.raw)
