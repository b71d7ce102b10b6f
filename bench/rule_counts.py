"""What the rules did to documents with known truth: how often each fired, and whether it helped.

A repair is right if the cell is nearer to the truth after it than before, wrong if it is farther away. A
suspicion or trait counts once a cell; it is right if the repaired cell differs from the truth, wrong if there
was nothing to point to. What fired in running text, and in cells that no true row has, is counted but not
judged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from unittest.mock import patch

from rapidfuzz.distance import Levenshtein

import normalize
from dictionaries import load_vocabulary
from lampiran.app.accuracy.alignment import align, similarities
from lampiran.app.accuracy.scoring import LEAST_ALIKE
from lampiran.app.accuracy.truth_files import Truth, folded
from lampiran.records import PlanCell, PlanDocument, RawCell, RawDocument, Step
from lampiran.settings import Settings
from normalize.confidence import Judgement, estimate
from normalize.doubts import Doubt
from normalize.edits import Edit, apply_edits
from normalize.passes import TRAITS
from normalize.rules.scores import Score, scores
from normalize.style.context import RepairContext

PRIOR_WEIGHT = 20
"""The author's guess counts as much as so many judged repairs: a few hits hardly move a score."""


@dataclass
class Counts:
    """Counts by rule; they can be added up.

    Attributes:
        hits: Repairs made, cells doubted, cells with a trait.
        right, wrong: Repairs that led nearer to the truth, and farther away; doubts and traits of cells that
            were wrong, and that were not.
        documents: Documents in which the rule fired.
        overlaps: How often two rules wanted the same place, by both ids in order.
        cells: Cells looked at.
    """

    hits: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    documents: Counter[str] = field(default_factory=Counter)
    overlaps: Counter[tuple[str, str]] = field(default_factory=Counter)
    cells: int = 0

    def add(self, other: Counts) -> None:
        """Adds another's counts to this one's."""
        self.hits += other.hits
        self.right += other.right
        self.wrong += other.wrong
        self.documents += other.documents
        self.overlaps += other.overlaps
        self.cells += other.cells

    def beside(self, rule: str) -> list[tuple[str, int]]:
        """The rules that wanted the same places as this one, the commonest first."""
        found: Counter[str] = Counter()
        for pair, count in self.overlaps.items():
            if rule in pair:
                found[pair[pair[0] == rule]] += count
        return found.most_common()


def count(raw: RawDocument, truth: Truth | None) -> Counts:
    """Normalises a document and counts what its rules did.

    Args:
        raw: The document as read.
        truth: What it says; without it nothing is judged.
    """
    counts, noted = Counts(), _NotingDoubts()
    noting = patch("normalize.rules.rule.apply_edits", _Noting(counts.overlaps))
    with noting, patch("normalize.repair.estimate", noted):
        document = normalize.normalize_document(raw, load_vocabulary(), Settings(cache_dir=None))
    readings = true_readings(document, truth) if truth is not None else {}
    for number, row in enumerate(document.rows):
        for cell in row.cells:
            if not cell.shared:
                counts.cells += 1
                true = readings.get((number, cell.kolom.casefold()), ())
                _judge(cell, true, counts)
                _judge_doubts(cell, noted.rules[cell.kolom, cell.raw], true, counts)
    for page in document.page_texts:
        counts.hits.update(step.rule for step in page.steps)
    counts.documents.update(counts.hits.keys())
    return counts


def measured(rule: str, counts: Counts) -> Score:
    """The rule's line for the scores file."""
    prior = scores()[rule].prior
    right, wrong = counts.right[rule], counts.wrong[rule]
    return Score(rule, prior, shrunk(prior, right, wrong), counts.hits[rule], right, wrong)


def shrunk(prior: float, right: int, wrong: int) -> float:
    """The share of right ones, drawn towards the author's guess, 0..1."""
    return round((prior * PRIOR_WEIGHT + right) / (PRIOR_WEIGHT + right + wrong), 3)


class _Noting:
    """``apply_edits`` that also notes which rules want the same place."""

    def __init__(self, overlaps: Counter[tuple[str, str]]) -> None:
        self._overlaps = overlaps

    def __call__(self, text: str, edits: Iterable[Edit]) -> tuple[str, list[Step]]:
        wanted = list(edits)
        changes = (edit for edit in wanted if text[edit.start : edit.end] != edit.after)
        self._overlaps.update(_overlapping(sorted(changes, key=lambda edit: (edit.start, edit.end))))
        return apply_edits(text, wanted)


class _NotingDoubts:
    """``estimate`` that also notes which suspicions and traits found something in a cell.

    Attributes:
        rules: Their ids, by the cell's column and raw text.
    """

    def __init__(self) -> None:
        self.rules: dict[tuple[str, str], frozenset[str]] = {}

    def __call__(
        self, cell: RawCell, text: str, steps: Sequence[Step], doubts: Sequence[Doubt], context: RepairContext
    ) -> Judgement:
        with_raw = replace(context, raw=cell.raw)
        counted = {trait.id for trait in TRAITS if trait.measure(text, with_raw) > 0.0}
        self.rules[cell.kolom, cell.raw] = frozenset({doubt.rule for doubt in doubts if doubt.rule} | counted)
        return estimate(cell, text, steps, doubts, context)


def _overlapping(wanted: Sequence[Edit]) -> Iterator[tuple[str, str]]:
    for place, one in enumerate(wanted):
        for other in wanted[place + 1 :]:
            if other.start > one.end:
                break
            same = (one.start, one.end) == (other.start, other.end)
            if one.rule != other.rule and (same or other.start < one.end):
                first, second = sorted((one.rule, other.rule))
                yield first, second


def true_readings(document: PlanDocument, truth: Truth) -> dict[tuple[int, str], tuple[str, ...]]:
    """The right readings by the place of the row and the column."""
    keys = [folded(f"{row.text('indikator')} {row.text('langkah_aksi')}") for row in document.rows]
    pairs = align(similarities([row.key for row in truth.rows], keys), LEAST_ALIKE)
    return {
        (found, kolom.casefold()): readings
        for true, found in pairs
        for kolom, readings in truth.rows[true].readings.items()
    }


def _judge(cell: PlanCell, readings: Sequence[str], counts: Counts) -> None:
    text = cell.raw
    for step in cell.steps:
        after = text[: step.start] + step.after + text[step.end :]
        counts.hits[step.rule] += 1
        if readings:
            gain = distance(text, readings) - distance(after, readings)
            if gain:
                (counts.right if gain > 0 else counts.wrong)[step.rule] += 1
        text = after


def _judge_doubts(cell: PlanCell, rules: Iterable[str], readings: Sequence[str], counts: Counts) -> None:
    for rule in rules:
        counts.hits[rule] += 1
        if readings:
            (counts.right if distance(cell.text, readings) else counts.wrong)[rule] += 1


def distance(text: str, readings: Sequence[str]) -> int:
    """Letters in which a text differs from the nearest of the right readings."""
    return min(Levenshtein.distance(text, reading) for reading in readings)
