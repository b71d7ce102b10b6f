"""How plans on other forms come out: ten archetypes, born digital, read and laid beside their truth.

    python -m bench.forms [--only 3.0 3.1] [--faults]

A wrong cell counts as told if the cell or its row is flagged, or the document is not ``ok``.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lampiran.app.pipeline import read_document
from lampiran.records import KOLOM, Outcome, PlanRow
from lampiran.settings import Settings
from samples.generator.form_archetypes import ARCHETYPES, VARIANTS, draw, sheet

CHECKED = ("area_no", "komponen_no", *KOLOM, "bulan")


@dataclass(frozen=True, slots=True)
class Fault:
    """A value that is not what the sheet says; ``told`` says whether a person is sent to it."""

    row: int
    kolom: str
    wanted: Any
    found: Any
    told: bool


@dataclass(frozen=True, slots=True)
class Score:
    """What came of one sheet."""

    name: str
    status: str
    wanted: int
    found: int
    faults: tuple[Fault, ...]


def score(outcome: Outcome, truth: Sequence[dict[str, Any]], name: str) -> Score:
    """Lays the rows of an outcome beside the truth, in order; None in the truth is not compared."""
    rows = outcome.document.rows if outcome.document else ()
    faults = [
        Fault(number, kolom, facts[kolom], found, outcome.status != "ok" or _flagged(row, kolom))
        for number, (facts, row) in enumerate(zip(truth, rows, strict=False), 1)
        for kolom in CHECKED
        if facts[kolom] is not None and not _same(facts[kolom], found := _value(row, kolom))
    ]
    return Score(name, outcome.status, len(truth), len(rows), tuple(faults))


def _value(row: PlanRow, kolom: str) -> Any:
    if kolom == "bulan":
        return row.schedule.bulan
    return row.text(kolom) if kolom in KOLOM else getattr(row, kolom)


def _flagged(row: PlanRow, kolom: str) -> bool:
    time = "target_waktu" if kolom == "bulan" else kolom
    return row.needs_review or any(cell.needs_review for cell in row.cells if cell.kolom == time)


def _same(wanted: Any, found: Any) -> bool:
    if isinstance(wanted, str) and isinstance(found, str):
        return _plain(found) == _plain(wanted)
    return bool(wanted == found)


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def measure(numbers: Sequence[tuple[int, int]], folder: Path) -> list[Score]:
    """Draws and reads some archetypes (number, variant)."""
    scores = []
    for number, variant in numbers:
        made = sheet(number, variant)
        path = draw(folder / f"form_{number:02d}_{variant}.pdf", made, variant)
        scores.append(score(read_document(path, Settings()), made.rows, f"{number}.{variant}"))
    return scores


def main() -> None:
    """Prints one line a sheet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--faults", action="store_true")
    asked = parser.parse_args()
    numbers = [(n, v) for n in range(1, len(ARCHETYPES) + 1) for v in VARIANTS]
    if asked.only:
        numbers = [(n, v) for n, v in numbers if f"{n}.{v}" in asked.only or str(n) in asked.only]
    with tempfile.TemporaryDirectory() as folder:
        for one in measure(numbers, Path(folder)):
            untold = sum(not fault.told for fault in one.faults)
            sys.stdout.write(
                f"{one.name:>5} {one.status:8} rows {one.found:2}/{one.wanted} "
                f"wrong {len(one.faults):3} untold {untold:3}\n"
            )
            for fault in one.faults if asked.faults else ():
                sys.stdout.write(f"      {fault}\n")


if __name__ == "__main__":
    main()
