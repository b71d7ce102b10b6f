"""Fits the weights of row joins to documents with known rows, and shows them beside those in use.

    python -m bench.joins --truth TRUTH FILE [FILE ...] [--write]

Each ``FILE`` is a decree or transcript, ``TRUTH`` the folder of truth files (``FILE.json``). Every decision
whether a line is the rest of the row above is collected with its signs; the truth says to which rows the line
and the one before belong. A logistic model over the signals is fitted, pulled towards the weights in use, and
judged on each document by weights fitted without it. Printed: the wrong decisions by the weights in use, in
full, and by the fitted ones; then for each signal how often it was seen, how often on a line that joins, and
both weights.
``--write`` puts the fitted weights into the table; :mod:`bench.same` then shows what they change.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process, utils

import extract.plan
from bench.confidence import fit
from extract.plan.find_plan import find_plan
from extract.plan.plan_lines import PlanLine
from extract.plan.plan_passes import prepare
from extract.plan.row_joins import MAIN
from extract.plan.row_maker import make_rows
from extract.plan.rows import JoinDecision
from extract.plan.signals import FILE, explained, signals, total
from lampiran.app.accuracy.truth_files import Truth, read_truth
from lampiran.app.pipeline import open_source, read_page
from lampiran.errors import DocumentError
from lampiran.records import Outcome
from lampiran.settings import Settings

Numbers = NDArray[np.float64]

SETTLED = frozenset({"line.under-merged-cell", "line.cell-printed-anew", "line.fold"})
"""Signals that settle a decision by themselves; they have no rivals to be weighed against."""
LIKE = 60.0
"""A line is judged only where its texts are this like (0 to 100) those of a true row."""
FEWEST = 5
"""Decisions that must show a signal before its fitted weight is written."""
MOST_SKIPPED = 3
"""True rows in a row that a document may have lost."""


@dataclass(frozen=True, slots=True)
class Case:
    """A decision whose right answer is known.

    Attributes:
        document: Its file.
        seen: How much of each signal was seen, by name.
        points: The sum by the weights in use.
        joins: Whether the line truly belongs to the row above.
        decision: What was decided.
    """

    document: str
    seen: dict[str, float]
    points: float
    joins: bool
    decision: JoinDecision


def cases(path: Path, truth: Truth, settings: Settings) -> Iterator[Case]:
    """The decisions of one document; those settled by a single signal, or unclear, are left out."""
    source = open_source(path, path.name, settings)
    if isinstance(source, Outcome):
        return
    readings = []
    for page in range(1, source.page_count + 1):
        try:
            readings += read_page(source, page, settings)
        except DocumentError as error:
            sys.stderr.write(f"{path.name}, page {page}: {error}\n")
    plan = prepare(find_plan(sorted(readings, key=lambda reading: reading.page)))
    lines = [line for line in plan.lines if any(line.text(kolom) for kolom in MAIN)]
    yield from known_decisions(path.name, lines, make_rows(plan).builder.decisions, truth)


def known_decisions(
    document: str, lines: Sequence[PlanLine], decisions: Sequence[JoinDecision], truth: Truth
) -> Iterator[Case]:
    """The decisions whose right answer the truth tells.

    Args:
        document: The name of their file.
        lines: The plan's lines that print a main column, in order.
        decisions: What was decided about some of them.
        truth: The true rows.
    """
    rows = true_rows(lines, truth)
    before = {id(line): rows[place - 1] for place, line in enumerate(lines) if place}
    here = {id(line): row for line, row in zip(lines, rows, strict=True)}
    for decision in decisions:
        first, second = before.get(id(decision.line)), here.get(id(decision.line))
        names = {sign.signal.name for sign in decision.signs}
        if first is None or second is None or names & SETTLED:
            continue
        seen: dict[str, float] = {}
        for sign in decision.signs:
            seen[sign.signal.name] = seen.get(sign.signal.name, 0.0) + sign.share
        yield Case(document, seen, total(decision.signs), first == second, decision)


def true_rows(lines: Sequence[PlanLine], truth: Truth) -> list[int | None]:
    """The place among the true rows of each line, rising; None where a line is like none of them."""
    if not lines or not truth.rows:
        return [None] * len(lines)
    like, starts = _likeness(lines, truth), _starts(lines, truth)
    n_lines, n_rows = like.shape
    reached, came = like[0] + starts[0], []
    reached[MOST_SKIPPED:] -= np.inf
    for line in range(1, n_lines):
        options = np.full((MOST_SKIPPED + 2, n_rows), -np.inf)
        for step in range(min(MOST_SKIPPED + 2, n_rows)):
            options[step, step:] = reached[: n_rows - step] + (starts[line, step:] if step else 0.0)
        came.append(options.argmax(axis=0))
        reached = options.max(axis=0) + like[line]
    places = [int(reached.argmax())]
    for steps in reversed(came):
        places.append(places[-1] - int(steps[places[-1]]))
    places.reverse()
    return [place if like[line, place] >= LIKE else None for line, place in enumerate(places)]


def _likeness(lines: Sequence[PlanLine], truth: Truth) -> Numbers:
    """How like the texts of each line are to a part of those of each true row, 0 to 100, long texts more."""
    weighed = np.zeros((len(lines), len(truth.rows)))
    letters = np.zeros((len(lines), 1))
    for kolom in MAIN:
        printed = [utils.default_process(line.text(kolom)) for line in lines]
        true = [utils.default_process((*row.readings.get(kolom, ()), "")[0]) for row in truth.rows]
        lengths = np.array([[len(text)] for text in printed], dtype=np.float64)
        weighed += lengths * process.cdist(printed, true, scorer=fuzz.partial_ratio, dtype=np.float64)
        letters += lengths
    return np.asarray(weighed / np.maximum(letters, 1.0))


def _starts(lines: Sequence[PlanLine], truth: Truth) -> Numbers:
    """How like each line is to the beginning of each true row, 0 to 100."""
    found = np.zeros((len(lines), len(truth.rows)))
    for kolom in MAIN:
        true = [utils.default_process((*row.readings.get(kolom, ()), "")[0]) for row in truth.rows]
        for place, line in enumerate(lines):
            printed = utils.default_process(line.text(kolom))
            found[place] += [fuzz.ratio(printed, text[: len(printed)]) for text in true]
    return found / len(MAIN)


@dataclass(frozen=True)
class Sheet:
    """Cases as arrays; ``names`` are the signals in column order."""

    names: tuple[str, ...]
    documents: NDArray[np.str_]
    x: Numbers
    joins: Numbers

    @classmethod
    def of(cls, found: Sequence[Case]) -> Sheet:
        """Lays cases side by side."""
        names = tuple(name for name in signals() if any(name in case.seen for case in found))
        return cls(
            names,
            np.array([case.document for case in found]),
            np.array([[case.seen.get(name, 0.0) for name in names] for case in found]),
            np.array([float(case.joins) for case in found]),
        )

    @property
    def in_use(self) -> Numbers:
        """The weights of the table."""
        return np.array([signals()[name].weight for name in self.names])

    def fitted(self, which: NDArray[np.bool_] | slice = slice(None)) -> Numbers:
        """Weights fitted to some of the cases."""
        x = np.hstack([np.zeros((len(self.joins), 1)), self.x])[which]
        before = np.concatenate([[0.0], self.in_use])
        free = np.array([False, *(True for _ in self.names)])
        return fit(x, self.joins[which], np.ones(len(x)), before, free)[1:]

    def crossed(self) -> Numbers:
        """The points of each case by weights fitted without its document."""
        points = np.zeros(len(self.joins))
        for document in sorted(set(self.documents.tolist())):
            held = self.documents == document
            points[held] = self.x[held] @ self.fitted(~held)
        return points


def report(found: Sequence[Case], sheet: Sheet) -> str:
    """What the weights in use and the fitted ones get wrong, and both beside each other."""
    joins = sheet.joins > 0
    wrong = [case for case in found if (case.points > 0) != case.joins]
    crossed = (sheet.crossed() > 0) != joins
    out = [
        f"{len(joins)} decisions of {len(set(sheet.documents.tolist()))} documents, {int(joins.sum())} joins",
        f"wrong: {len(wrong)} by the weights in use, {int(crossed.sum())} fitted without the document",
        *(line for case in wrong for line in _in_full(case)),
        "",
        f"{'signal':42} {'seen':>5} {'joins':>6} {'in use':>7} {'fitted':>7}",
    ]
    weights = zip(sheet.names, sheet.in_use, sheet.fitted(), strict=True)
    for column, (name, now, fresh) in enumerate(weights):
        shown = sheet.x[:, column] > 0
        out.append(f"{name:42} {shown.sum():5} {joins[shown].mean():6.0%} {now:7.1f} {fresh:7.1f}")
    return "\n".join(out) + "\n"


def _in_full(case: Case) -> Iterator[str]:
    line = case.decision.line
    truly = "joins" if case.joins else "is a row"
    yield f"  {case.document}, page {line.page}: truly {truly}: {line.printed()!r}"
    for sign in explained(case.decision.signs):
        yield f"    {sign}"


def write(sheet: Sheet, path: Path) -> int:
    """Puts fitted weights into the table; returns how many changed."""
    often = (sheet.x > 0).sum(axis=0) >= FEWEST
    fresh = {
        name: f"{weight:.1f}"
        for name, weight, enough in zip(sheet.names, sheet.fitted(), often, strict=True)
        if enough
    }
    with path.open(encoding="utf-8", newline="") as stream:
        lines = list(csv.DictReader(stream))
    changed: int = sum(fresh.get(line["signal"], line["weight"]) != line["weight"] for line in lines)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(lines[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({**line, "weight": fresh.get(line["signal"], line["weight"])} for line in lines)
    return changed


def main(arguments: Sequence[str] | None = None) -> int:
    """Reads the command line, fits and prints; 1 if no decision could be judged."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--truth", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args(arguments)
    found: list[Case] = []
    for path in dict.fromkeys(given.files):
        truth = given.truth / f"{path.name}.json"
        if truth.exists():
            found += cases(path, read_truth(truth), Settings())
        else:
            sys.stderr.write(f"{path.name}: no {truth.name}\n")
    if not found:
        sys.stderr.write("There is no decision to judge.\n")
        return 1
    sheet = Sheet.of(found)
    sys.stdout.write(report(found, sheet))
    if given.write:
        table = Path(extract.plan.__file__).parent / FILE
        sys.stdout.write(f"\n{write(sheet, table)} weights of {table.name} changed.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
