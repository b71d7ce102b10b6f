"""Edits of a text and their record as steps.

A pass proposes edits on one and the same text; :func:`apply_edits` carries them out from left to right
and records each with its place in the text *as it stood then*, so that replaying gives the same text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lampiran.codes import Method
from lampiran.records import Step

LETTERS = "letters."
"""How the ids of repairs of letters begin; their method follows."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters ``start:end`` of the text should read ``after``.

    ``method`` is the sort of repair, ``score`` how sure it is (0..1), ``rule`` the id of what proposes it.
    """

    start: int
    end: int
    after: str
    method: Method
    score: float
    rule: str


def edit_of_letters(start: int, end: int, after: str, method: Method, score: float) -> Edit:
    """An edit of letters; their proposals are told apart by method alone."""
    return Edit(start, end, after, method, score, LETTERS + method)


def apply_edits(text: str, edits: Iterable[Edit]) -> tuple[str, list[Step]]:
    """Carries the edits out; of two that overlap the surer one wins, edits that change nothing drop out."""
    steps: list[Step] = []
    shift = 0
    for edit in _without_overlaps(edits):
        start, end = edit.start + shift, edit.end + shift
        before = text[start:end]
        if before == edit.after:
            continue
        text = text[:start] + edit.after + text[end:]
        shift += len(edit.after) - (end - start)
        score = round(edit.score, 3)
        steps.append(Step(start, end, before, edit.after, edit.method, score, edit.rule))
    return text, steps


def _without_overlaps(edits: Iterable[Edit]) -> list[Edit]:
    chosen: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (-e.score, e.start, e.end)):
        if all(edit.end <= other.start or other.end <= edit.start for other in chosen):
            chosen.append(edit)
    return sorted(chosen, key=lambda e: e.start)
