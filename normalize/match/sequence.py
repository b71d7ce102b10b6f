"""Which indicators a plan's rows cover: the whole document aligned with the official list at once.

Plans follow the official order almost always. A row's wording alone leaves near-duplicates open; its place
between its neighbours, its komponen and its area settle them. The alignment is dynamic programming over
(row, last indicator reached): a step forward is free, skipping costs little, going back costs more, a row
may cover nothing. RowEvidence can override order, because every cost is finite.

What is accepted needs a *margin*: how much worse the best alignment becomes if the row is given any other
indicator, or none. Nothing is accepted on order alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from dictionaries import Vocabulary
from normalize.match.match_scores import Scores, indikator_order, komponen_order
from normalize.match.weights import weight


@dataclass(frozen=True, slots=True)
class Unit:
    """One indicator cell of the plan (a merged cell covers several rows, and is one unit).

    ``starts_komponen`` and ``starts_area`` say whether the table begins a komponen or area here; None where
    the table does not show it.
    """

    letter: str = ""
    starts_komponen: bool | None = None
    starts_area: bool | None = None


@dataclass(frozen=True, slots=True)
class RowEvidence:
    """Scores (0..1) of units against the indicators, komponen and areas of one edition, and the units."""

    units: tuple[Unit, ...]
    wording: Scores
    komponen: Scores
    area: Scores


@dataclass(frozen=True, slots=True)
class RowAlignment:
    """The best alignment of a document with one edition.

    Attributes:
        total: Its score; comparable between editions of the same document.
        best: Units; the indicator (column) of each in the best alignment, -1 for nothing.
        path_scores: Units x (indicators + 1): the best total when the unit is given that indicator; the last
            column is "nothing".
    """

    total: float
    best: tuple[int, ...]
    path_scores: Scores

    def margin(self, unit: int, chosen: Sequence[int]) -> float:
        """How much the total falls when the unit gets none of the chosen indicators."""
        line = self.path_scores[unit]
        others = np.delete(line, list(chosen))
        return float(line[list(chosen)].max() - others.max())


@dataclass(frozen=True, slots=True)
class _Places:
    """Where each indicator of an edition stands, as arrays in indicator order."""

    komponen: Scores
    area: Scores
    letters: tuple[str, ...]
    reform: Scores
    steps: Scores
    same_komponen: Scores
    same_area: Scores


@lru_cache(maxsize=8)
def _places(vocabulary: Vocabulary, edisi: str) -> _Places:
    order = [vocabulary.indikator_by_id[item] for item in indikator_order(vocabulary, edisi)]
    komponen_place = {item: place for place, item in enumerate(komponen_order(vocabulary, edisi))}
    area_place = {area.area_no: place for place, area in enumerate(vocabulary.areas)}
    komponen = np.array([komponen_place[item.komponen_id] for item in order])
    area = np.array([area_place[item.area_no] for item in order])
    reform = np.array([item.aspect == "reform" for item in order], dtype=np.float32)
    return _Places(
        komponen=komponen,
        area=area,
        letters=tuple(item.letter for item in order),
        reform=reform,
        steps=_step_costs(komponen, area),
        same_komponen=(komponen[:, None] == komponen[None, :]).astype(np.float32),
        same_area=(area[:, None] == area[None, :]).astype(np.float32),
    )


def _step_costs(komponen: Scores, area: Scores) -> Scores:
    """Cost of going from indicator ``i`` (line) to ``j`` (column), by order alone."""
    n = len(komponen)
    costs = np.zeros((n, n), dtype=np.float32)
    for i in range(n):
        for j in range(n):
            costs[i, j] = _step_cost(j - i, int(komponen[j] - komponen[i]), int(area[j] - area[i]))
    return costs


def _step_cost(indicators: int, komponen: int, areas: int) -> float:
    if areas < 0:
        return weight("step.back-to-area")
    if areas > 0:
        return weight("step.skip-area") * (areas - 1)
    if komponen < 0:
        return weight("step.back-in-area")
    if komponen > 0:
        return weight("step.skip-komponen") * (komponen - 1)
    if indicators == 0:
        return weight("step.repeat")
    if indicators < 0:
        return weight("step.back-in-komponen")
    return weight("step.skip-indikator") * (indicators - 1)


def align_rows(evidence: RowEvidence, vocabulary: Vocabulary, edisi: str) -> RowAlignment:
    """Aligns a document's units with the indicators of an edition.

    ``path_scores`` come from a forward and a backward pass, so that every alternative of every unit is
    scored with the best possible rest of the document.
    """
    places = _places(vocabulary, edisi)
    scores, nothing = _unit_scores(evidence, places)
    n_units, n = scores.shape
    if n_units == 0:
        return RowAlignment(0.0, (), np.zeros((0, n + 1), dtype=np.float32))
    reached = np.zeros((n_units, n), dtype=np.float32)  # unit is given j
    held = np.zeros((n_units, n), dtype=np.float32)  # unit is given nothing, j was the last one before
    before: Scores | None = None
    for unit in range(n_units):
        steps = _steps(places, evidence.units[unit])
        came = np.zeros(n, dtype=np.float32) if before is None else (before[:, None] - steps).max(axis=0)
        reached[unit] = scores[unit] + came
        held[unit] = nothing[unit] + (0.0 if before is None else before)
        before = np.maximum(reached[unit], held[unit])
    path_scores = np.empty((n_units, n + 1), dtype=np.float32)
    after = np.zeros(n, dtype=np.float32)
    for unit in range(n_units - 1, -1, -1):
        path_scores[unit, :n] = reached[unit] + after
        path_scores[unit, n] = (held[unit] + after).max()
        steps = _steps(places, evidence.units[unit])
        after = np.maximum(nothing[unit] + after, ((scores[unit] + after)[None, :] - steps).max(axis=1))
    chosen = path_scores.argmax(axis=1)
    best = tuple(int(column) if column < n else -1 for column in chosen)
    return RowAlignment(float(path_scores.max()), best, path_scores)


def _unit_scores(evidence: RowEvidence, places: _Places) -> tuple[Scores, Scores]:
    """Score of each unit with each indicator, and with nothing."""
    komponen = weight("row.komponen") * evidence.komponen
    area = weight("row.area") * evidence.area
    scores = evidence.wording + komponen[:, places.komponen] + area[:, places.area]
    verbatim = evidence.wording >= weight("row.verbatim-from")
    scores = scores - weight("row.reform") * places.reform[None, :] + weight("row.verbatim") * verbatim
    for line, unit in enumerate(evidence.units):
        if unit.letter:
            scores[line] += weight("row.letter") * np.array(
                [letter == unit.letter for letter in places.letters]
            )
    nothing = weight("row.nothing") + komponen.max(axis=1, initial=0.0) + area.max(axis=1, initial=0.0)
    return scores.astype(np.float32), nothing.astype(np.float32)


def _steps(places: _Places, unit: Unit) -> Scores:
    """Step costs into this unit: order, and what the table says about komponen and area beginning here."""
    costs = places.steps
    for starts, same in ((unit.starts_komponen, places.same_komponen), (unit.starts_area, places.same_area)):
        if starts is not None:
            broken = same if starts else 1.0 - same
            costs = costs + weight("step.table-disagrees") * broken
    return costs
