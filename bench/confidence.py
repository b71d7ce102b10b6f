"""Fits the models of ``normalize.confidence`` to documents with known truth, and shows how well they hold.

    python -m bench.confidence DB TRUTH [DB TRUTH ...] [--office office200 clean300 ...] [--write]

Each ``DB`` was made by ``lampiran run``, ``TRUTH`` is the folder of truth files of its documents, which
are normalised again from their stored raw cells: a database stays good when only the normalizer changed.
There are two: of the chance that letters, digits and place are right, and that the marks are too. Printed for
each: the chances against the shares of right cells and what each threshold flags and lets through, all
cross-validated (each document judged by weights fitted without it), then the models: weights fitted to all,
and the curves that the cross-validated chances make. Chances here are those of the weights alone, before the
curve. ``normalize/confidence_model.csv`` changes only with ``--write``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

import normalize
from dictionaries import load_vocabulary
from lampiran.app.accuracy.scoring import score
from lampiran.app.accuracy.truth_files import read_truth
from lampiran.doubt_kinds import need_review
from lampiran.records import PlanCell, RawCell, Step
from lampiran.settings import Settings, Thresholds
from load import Database
from normalize import confidence
from normalize.confidence import letter_traits
from normalize.confidence_model import (
    MODEL_FILE,
    ConfidenceModel,
    ConfidenceModels,
    Curve,
    confidence_models,
    format_models,
)
from normalize.doubts import Doubt
from normalize.style.agreement import Seen
from normalize.style.context import RepairContext

BANDS = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98, 0.99, 1.001)
LIMITS = (0.85, 0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.98, 0.985)
FOLDS = 6
RIDGE = 1.0
"""Pull of each weight (not the start) towards what it is now: traits seen seldom keep it."""
EITHER_WAY = frozenset({"start", "copy", "length", "scan"})
"""Traits that may speak for a cell; each of the others costs it something, however few cases there are."""
LEAST = -0.25
LIGHT = 0.33
"""How much a cell counts that no second reader looked at."""

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Case:
    """A cell with known truth.

    Attributes:
        document: Its file.
        traits: What speaks for and against it.
        letters: Whether its letters and digits are right.
        exact: Whether its marks are too.
        flagged: Whether a person should look at it whatever its chance.
        weight: How much it counts.
    """

    document: str
    traits: dict[str, float]
    letters: bool
    exact: bool
    flagged: bool
    weight: float


def cases(db: Path, truths: Path) -> Iterator[Case]:
    """The cells of all documents of a database that have a truth file."""
    vocabulary = load_vocabulary()
    settings = Settings(thresholds=Thresholds(review_below=0.0))
    with Database.open(str(db), create=False) as database:
        for line in database.documents():
            truth = truths / f"{line.file}.json"
            stored = database.load_outcome(line.document_id).document if line.rows else None
            if stored is None or not truth.exists():
                continue
            seen: dict[tuple[str, int], dict[str, float]] = {}
            with patch("normalize.confidence.traits", _noting(seen)):
                plan = normalize.normalize_document(stored.raw, vocabulary, settings)
            weight = 1.0 if any(_twice_read(cell) for row in plan.rows for cell in row.cells) else LIGHT
            for cell, exact, letters in score(plan, read_truth(truth)).judged:
                found = seen.get((cell.kolom, id(cell.parts)))
                if found is not None:
                    yield Case(line.file, found, letters, exact, need_review(cell.reasons), weight)


def _twice_read(cell: PlanCell) -> bool:
    return any(len(part.readings) > 1 for part in cell.parts)


def _noting(seen: dict[tuple[str, int], dict[str, float]]) -> Callable[..., dict[str, float]]:
    """``traits`` that also notes what it finds, by column and the cell's parts."""
    plain = confidence.traits

    def noted(
        cell: RawCell,
        text: str,
        steps: Sequence[Step],
        doubts: Sequence[Doubt],
        context: RepairContext,
        words: Sequence[Seen],
    ) -> dict[str, float]:
        found = plain(cell, text, steps, doubts, context, words)
        seen[cell.kolom, id(cell.parts)] = found
        return found

    return noted


def fit(x: Numbers, right: Numbers, weight: Numbers, before: Numbers, free: Flags) -> Numbers:
    """Weights of a logistic regression, pulled towards earlier ones, by Newton's method.

    Args:
        x: Cases x traits; the first trait is the start.
        right: 1 where the cell is right, else 0.
        weight: How much each case counts.
        before: The earlier weights.
        free: The traits whose weights are sought; the others keep the earlier ones.
    """
    ridge = np.full(x.shape[1], RIDGE)
    ridge[0] = 1e-6
    found = before.copy()
    for _ in range(60):
        chance = _chances(x, found)
        slope = x.T @ ((right - chance) * weight) - ridge * (found - before)
        bend = (x.T * (chance * (1 - chance) * weight)) @ x + np.diag(ridge)
        step = np.zeros(len(found))
        step[free] = np.linalg.solve(bend[np.ix_(free, free)], slope[free])
        found += step * min(1.0, 4.0 / max(1e-9, float(np.abs(step).max())))
        if float(np.abs(step).max()) < 1e-6:
            break
    return found


def _chances(x: Numbers, weights: Numbers) -> Numbers:
    return np.asarray(1 / (1 + np.exp(-np.clip(x @ weights, -30, 30))))


@dataclass(frozen=True)
class Sheet:
    """Cases as arrays for one of the two models.

    Attributes:
        model: The model as it is now.
        names: The traits in column order, ``start`` first.
        documents: The file of each case.
        x: Cases x traits.
        right: What the model should tell.
        flagged: Whether a person should look whatever the chance.
        weight: How much each case counts.
    """

    model: ConfidenceModel
    names: tuple[str, ...]
    documents: NDArray[np.str_]
    x: Numbers
    right: Numbers
    flagged: Flags
    weight: Numbers

    @classmethod
    def of(cls, found: Sequence[Case], *, exact: bool) -> Sheet:
        """Lays cases side by side."""
        rows = [case.traits if exact else letter_traits(case.traits) for case in found]
        names = ("start", *sorted({name for row in rows for name in row} - {"start"}))
        models = confidence_models()
        return cls(
            models.exact if exact else models.letters,
            names,
            np.array([case.document for case in found]),
            np.array([[row.get(name, 0.0) for name in names] for row in rows]),
            np.array([float(case.exact if exact else case.letters) for case in found]),
            np.array([case.flagged for case in found]),
            np.array([case.weight for case in found]),
        )

    def fitted(self, which: Flags | slice = slice(None)) -> Numbers:
        """Weights fitted to some of the cases; a trait that speaks against a cell never speaks for it."""
        today = self.model.weights
        before = np.array([today.get(name, 0.0) for name in self.names])
        x, right, weight = self.x[which], self.right[which], self.weight[which]
        either = np.array([name in EITHER_WAY for name in self.names])
        free = np.ones(len(self.names), dtype=bool)
        while True:
            found = fit(x, right, weight, np.where(free, before, LEAST), free)
            wrong = (found > LEAST) & ~either & free
            if not wrong.any():
                return found
            free &= ~wrong

    def crossed(self) -> Numbers:
        """The chance of each case by weights fitted without its document."""
        chance = np.zeros(len(self.right))
        documents = sorted(set(self.documents.tolist()))
        for fold in range(min(FOLDS, len(documents))):
            held = np.isin(self.documents, documents[fold::FOLDS])
            chance[held] = _chances(self.x[held], self.fitted(~held))
        return chance


def measured_curve(chance: Numbers, right: Numbers) -> Curve:
    """Mean chance and share of right cells of each band, between (0, 0) and (1, 1); a share never falls."""
    found = [(0.0, 0.0)]
    for low, high in pairwise(BANDS):
        inside = (chance >= low) & (chance < high)
        if inside.any():
            share = max(float(right[inside].mean()), found[-1][1])
            found.append((float(chance[inside].mean()), share))
    return (*found, (1.0, 1.0))


def _tell_bands(chance: Numbers, right: Numbers) -> None:
    sys.stdout.write("chance        cells   mean  right\n")
    for low, high in pairwise(BANDS):
        inside = (chance >= low) & (chance < high)
        if inside.any():
            mean, share = chance[inside].mean(), right[inside].mean()
            sys.stdout.write(f"{low:.2f}-{min(high, 1):.2f} {inside.sum():10d}  {mean:.3f}  {share:.3f}\n")


def _tell_limits(sheet: Sheet, chance: Numbers, which: Flags) -> None:
    sys.stdout.write("threshold  flagged  accepted-wrong per 1,000\n")
    for limit in LIMITS:
        flagged = (sheet.flagged | (chance < limit))[which]
        wrong = (~flagged & (sheet.right[which] == 0)).mean() * 1000
        sys.stdout.write(f"{limit:9.3f}  {flagged.mean():7.1%}  {wrong:.1f}\n")


def main(arguments: Sequence[str] | None = None) -> None:
    """Reads the command line, fits, prints and perhaps writes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("places", nargs="+", metavar="DB TRUTH")
    parser.add_argument("--office", nargs="*", default=["office200", "clean300"], help="parts of file names")
    parser.add_argument("--leave-out", nargs="*", default=[], help="parts of file names")
    parser.add_argument("--write", action="store_true", help=f"write the new model into {MODEL_FILE.name}")
    given = parser.parse_args(arguments)
    if len(given.places) % 2:
        parser.error("databases and truth folders come in pairs")
    found = [
        replace(case, document=f"{db}:{case.document}")
        for db, truths in zip(given.places[::2], given.places[1::2], strict=True)
        for case in cases(Path(db), Path(truths))
    ]
    kept = [case for case in found if not any(part in case.document for part in given.leave_out)]
    models = ConfidenceModels(
        *(_fitted_and_told(Sheet.of(kept, exact=exact), given.office, exact=exact) for exact in (False, True))
    )
    text = format_models(models, made_by(kept))
    sys.stdout.write(f"\n{text}")
    if given.write:
        MODEL_FILE.write_text(text, encoding="utf-8")


def _fitted_and_told(sheet: Sheet, parts: Sequence[str], *, exact: bool) -> ConfidenceModel:
    """Fits a model and prints how well it holds."""
    sys.stdout.write(f"\n{'exact, with marks' if exact else 'letters, digits and place'}\n")
    chance = sheet.crossed()
    _tell_bands(chance, sheet.right)
    office = np.array([any(part in name for part in parts) for name in sheet.documents])
    for title, which in (("all", np.ones(len(office), dtype=bool)), (" ".join(parts), office)):
        sys.stdout.write(f"\n{title}: {which.sum()} cells\n")
        if which.any():
            _tell_limits(sheet, chance, which)
    weights = dict(zip(sheet.names, (float(weight) for weight in sheet.fitted()), strict=True))
    return ConfidenceModel({**sheet.model.weights, **weights}, measured_curve(chance, sheet.right))


def made_by(found: Sequence[Case]) -> list[str]:
    """The head of a model file."""
    documents = len({case.document for case in found})
    return [
        "Models of confidence, not meant to be edited.",
        "Written by `python -m bench.confidence --write`.",
        "",
        "letters: of the chance that letters, digits and place are right; exact: that the marks are too.",
        "weight: log-odds of that; a logistic regression, pulled towards the weights before,",
        f"fitted to {len(found)} cells of {documents} documents.",
        "curve: chance by the weights, and the share of such cells that was right; each document was judged",
        "by weights fitted without it.",
    ]


if __name__ == "__main__":
    main()
