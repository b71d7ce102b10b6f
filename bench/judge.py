"""Shows what the evidence of ``normalize.letters`` is worth: how often it was there for right proposals.

``python -m bench.judge`` reads those documents of the golden comparison (``bench.corpus``) whose truth is
known, and looks at each proposal to read a word of a cell as another one. A proposal is right if it leads
nearer to the truth, wrong if it leads farther away. Printed: how many proposals had enough evidence and how
many too little, and how many of both were right; then for each kind of evidence its weight, how many
proposals had it, and how many of these were right.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from unittest.mock import patch

import normalize
from bench.corpus import Place
from bench.known_truth import Known, known_documents
from bench.rule_counts import distance, true_readings
from dictionaries import load_vocabulary
from lampiran.app.accuracy.truth_files import Truth
from lampiran.app.pipeline import read_document
from lampiran.records import PlanCell, RawCell, RawDocument
from lampiran.settings import Settings
from normalize.doubts import Doubt
from normalize.edits import apply_edits
from normalize.letters.examine import choose, edit_of
from normalize.letters.judge import Judge, WordProposal
from normalize.letters.judge_weights import values
from normalize.repair import repair_cell
from normalize.style.context import RepairContext

Key = tuple[str, str]
"""A cell by its column and its text as read."""


@dataclass
class Tally:
    """Counts of judged proposals; they can be added up.

    Attributes:
        verdicts: Proposals by whether they had enough evidence, and whether they are right.
        seen: Evidence by name, and by whether the proposal is right.
    """

    verdicts: Counter[tuple[bool, bool]] = field(default_factory=Counter)
    seen: Counter[tuple[str, bool]] = field(default_factory=Counter)

    def add(self, other: Tally) -> None:
        """Adds another's counts to this one's."""
        self.verdicts += other.verdicts
        self.seen += other.seen


@dataclass
class _Noting:
    """Notes, for each cell, its proposals as texts before and after; each once."""

    proposals: defaultdict[Key, dict[tuple[str, str], WordProposal]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    cell: Key = ("", "")

    def repair(self, cell: RawCell, context: RepairContext) -> PlanCell:
        """As ``repair_cell``."""
        self.cell = (cell.kolom, cell.raw)
        return repair_cell(cell, context)

    def choose(
        self, proposals: Iterable[WordProposal], judge: Judge
    ) -> tuple[list[WordProposal], list[Doubt]]:
        """As ``choose``."""
        offered = list(proposals)
        for proposal in offered:
            after, _ = apply_edits(judge.text, [edit_of(proposal, judge)])
            self.proposals[self.cell].setdefault((judge.text, after), proposal)
        return choose(offered, judge)


def tally(raw: RawDocument, truth: Truth) -> Tally:
    """Normalises a document and judges the proposals for its cells.

    Args:
        raw: The document as read.
        truth: What it says.
    """
    noting = _Noting()
    with (
        patch("normalize.document.repair_cell", noting.repair),
        patch("normalize.letters.examine.choose", noting.choose),
    ):
        document = normalize.normalize_document(raw, load_vocabulary(), Settings(cache_dir=None))
    readings = true_readings(document, truth)
    found = Tally()
    for number, row in enumerate(document.rows):
        for cell in row.cells:
            wanted = readings.get((number, cell.kolom.casefold()), ())
            if wanted and not cell.shared:
                _judge(noting.proposals[cell.kolom, cell.raw], wanted, found)
    return found


def _judge(proposals: dict[tuple[str, str], WordProposal], wanted: Sequence[str], found: Tally) -> None:
    for (before, after), proposal in proposals.items():
        gain = distance(before, wanted) - distance(after, wanted)
        if gain:
            found.verdicts[proposal.margin >= 0.0, gain > 0] += 1
            found.seen.update({(one.name, gain > 0) for one in proposal.evidence if one.points})


def report(found: Tally) -> Iterator[str]:
    """The counts as lines of text."""
    counts = found.verdicts
    yield f"{counts.total()} proposals"
    for enough, title in ((True, "enough evidence"), (False, "too little")):
        yield f"{title:32} {counts[enough, True]:6} right {counts[enough, False]:6} wrong"
    yield f"{'evidence':32} {'weight':>6} {'seen':>6} {'right':>6} {'of them':>8}"
    for name, weight in values().items():
        kind, _, name = name.partition(".")
        right, wrong = found.seen[name, True], found.seen[name, False]
        if kind == "evidence":
            share = f"{right / (right + wrong):8.1%}" if right + wrong else ""
            yield f"{name:32} {weight:6.2f} {right + wrong:6} {right:6} {share}".rstrip()


def _tally_one(known: Known) -> Tally:
    outcome = read_document(known.path, Settings(cache_dir=known.answers, **known.asked))
    return tally(outcome.document.raw, known.truth()) if outcome.document is not None else Tally()


def main(arguments: Sequence[str] | None = None, read: Callable[[Known], Tally] = _tally_one) -> int:
    """Runs the command line; returns the exit code.

    Args:
        arguments: Of the command line.
        read: Reads a document and judges its proposals.
    """
    parser = argparse.ArgumentParser(prog="python -m bench.judge", description=__doc__.partition("\n")[0])
    parser.add_argument("--only", default="transcripts/*", help="documents whose name matches this")
    parser.add_argument(
        "--corpus", type=Path, help="folder of the documents (default: $LAMPIRAN_SAME or .same)"
    )
    options = parser.parse_args(arguments)
    place = Place.chosen(options.corpus)
    os.environ["OMP_THREAD_LIMIT"] = "1"
    found = Tally()
    for one in known_documents(place):
        if fnmatch(one.name, options.only):
            found.add(read(one))
    if not found.verdicts:
        sys.stderr.write(
            f"nothing to judge in {place.files}; make documents: python -m bench.same --no-compare\n"
        )
        return 2
    sys.stdout.writelines(f"{line}\n" for line in report(found))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
