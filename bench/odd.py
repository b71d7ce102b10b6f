"""How odd pages are read: each document of the corpus's group ``odd`` against its truth, as a Markdown table.

    python -m bench.odd [PATTERN] [--corpus FOLDER]

What is missing of the group is made. A wrong cell is told if it is flagged, or if its row is missing and the
document is not given out as whole; any other is silent. A cell that differs in marks only
never counts as silent (as in ``lampiran evaluate``): it stands with the told ones.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.corpus import Place, make_one, matches
from bench.known_truth import Known, known_documents
from bench.recipes import recipes
from lampiran.app.accuracy.scoring import Tally, score
from lampiran.app.accuracy.truth_files import Truth
from lampiran.app.pipeline import read_document
from lampiran.records import Outcome
from lampiran.settings import Settings

GROUP = "odd/"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one document was read.

    Attributes:
        name: Its name in the group.
        status: Its status.
        rows, rows_right: Rows there are, and those found.
        cells: Cells there are; each is right, told or silent.
        right, told, silent: How many are.
        flagged: Cells of rows found that are flagged, right ones included.
    """

    name: str
    status: str
    rows: int
    rows_right: int
    cells: int
    right: int
    told: int
    silent: int
    flagged: int


def verdict(name: str, outcome: Outcome, truth: Truth) -> Verdict:
    """Judges what was read of one document.

    Args:
        name: Its name in the group.
        outcome: What was read.
        truth: What it says.
    """
    every = sum(len(row.readings) for row in truth.rows)
    whole = outcome.status == "ok"
    if outcome.document is None:
        silent = every if whole else 0
        return Verdict(name, outcome.status, len(truth.rows), 0, every, 0, every - silent, silent, 0)
    tally = score(outcome.document, truth).tally
    silent = tally.cells_accepted_wrong + (_cells_of_missing_rows(tally) if whole else 0)
    right = min(tally.cells_exact, tally.cells)
    return Verdict(
        name,
        outcome.status,
        tally.rows_true,
        tally.rows_matched,
        tally.cells,
        right,
        max(0, tally.cells - right - silent),
        silent,
        tally.cells_flagged,
    )


def _cells_of_missing_rows(tally: Tally) -> int:
    return tally.cells - tally.cells_found


def markdown(verdicts: Sequence[Verdict]) -> str:
    """The verdicts as a table, the sum last."""
    lines = [
        "| odd page | status | rows found | cells right | told | silent | flagged |",
        "|---|---|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {one.name} | {one.status} | {one.rows_right} of {one.rows} | {one.right} of {one.cells} "
        f"| {one.told} | {one.silent} | {one.flagged} |"
        for one in verdicts
    ]
    rows, found, cells, right, told, silent, flagged = (
        sum(getattr(one, name) for one in verdicts)
        for name in ("rows", "rows_right", "cells", "right", "told", "silent", "flagged")
    )
    lines.append(f"| all | | {found} of {rows} | {right} of {cells} | {told} | {silent} | {flagged} |")
    return "\n".join(lines) + "\n"


def _documents(place: Place, pattern: str) -> Iterator[Known]:
    """The documents that are meant; missing ones are made."""
    for name, recipe in recipes().items():
        if name.startswith(GROUP) and matches(name, pattern) and not (place.files / name).exists():
            make_one(recipe, place.files / name)
    for known in known_documents(place):
        if known.name.startswith(GROUP) and matches(known.name, pattern):
            yield known


def _judged(known: Known) -> Verdict:
    outcome = read_document(known.path, Settings(cache_dir=known.answers, **known.asked))
    return verdict(known.name.removeprefix(GROUP).removesuffix(".pdf"), outcome, known.truth())


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; returns the exit code (1: something was wrong and silent)."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pattern", nargs="?", default="", help="part of the names that are meant")
    parser.add_argument("--corpus", type=Path, help="folder of the corpus (default: as for bench.same)")
    given = parser.parse_args(arguments)
    verdicts = []
    for known in _documents(Place.chosen(given.corpus), given.pattern):
        verdicts.append(_judged(known))
        sys.stderr.write(f"{verdicts[-1]}\n")
    sys.stdout.write(markdown(verdicts))
    return int(any(one.silent for one in verdicts))


if __name__ == "__main__":
    raise SystemExit(main())
