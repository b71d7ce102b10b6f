"""Fits the weights of ``extract/reading/weights.csv`` to made-up scans with known truth.

    python -m bench.reading FOLDER [--make 32] [--workers 2] [--write]

``FOLDER`` holds scans and, in ``truth/``, their truth, as ``samples.generator`` makes them; ``--make N``
makes them where there are none. Both OCR engines read every line of every cell. Printed for each table: how
many words, how many of them right, and the log-loss of today's weights beside that of new ones, each scan
judged by weights fitted without it; then the new weights fitted to all. Nothing changes without ``--write``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.confidence import Flags, Numbers, fit
from bench.read_words import PROFILES, Judged, Table, judged_words, make_scans
from extract.reading.fitted_weights import WEIGHTS_FILE, ReadingWeights, format_weights, reading_weights
from lampiran.settings import Settings

FOLDS = 6
REREAD_BELOW = 0.93
"""Trust below which lines are read again; shown: how many words that are, and how many of the wrong ones."""
MOST, LEAST = 0.995, 0.5
"""Bounds of the chance that two engines are right together: a few words prove neither certainty nor less."""
PRIOR = 20.0
"""Words that today's chance counts for when a kind of agreed word is counted."""
BLUR = 1e-3
"""Chances nearer to 0 and 1 are judged as this near, so that one word does not decide a log-loss."""


@dataclass(frozen=True)
class Sheet:
    """Decisions of one table as arrays: decisions x signals; ``bias`` stands first where there is one."""

    names: tuple[str, ...]
    documents: NDArray[np.str_]
    x: Numbers
    right: Numbers

    @classmethod
    def of(cls, found: Sequence[Judged], names: Sequence[str]) -> Sheet:
        """Lays decisions side by side."""
        ordered = tuple(sorted(names, key=lambda name: (name != "bias", name)))
        return cls(
            ordered,
            np.array([one.document for one in found]),
            np.array([[one.signals.get(name, 0.0) for name in ordered] for one in found]),
            np.array([float(one.right) for one in found]),
        )

    def folds(self) -> list[Flags]:
        """Which decisions each fold holds back; a document is held back whole."""
        documents = sorted(set(self.documents.tolist()))
        return [np.isin(self.documents, documents[at::FOLDS]) for at in range(min(FOLDS, len(documents)))]


def regression(sheet: Sheet, before: Numbers, which: Flags) -> Numbers:
    """Weights fitted to some decisions, pulled towards today's."""
    free = np.ones(len(before), dtype=bool)
    rows = int(which.sum())
    return fit(sheet.x[which], sheet.right[which], np.ones(rows), before, free)


def shares(sheet: Sheet, before: Numbers, which: Flags) -> Numbers:
    """The share of right words of each kind, pulled towards today's chance."""
    kinds, right = sheet.x[which], sheet.right[which]
    found = (kinds.T @ right + PRIOR * before) / (kinds.sum(axis=0) + PRIOR)
    return np.asarray(np.clip(found, LEAST, MOST))


def logistic(x: Numbers, weights: Numbers) -> Numbers:
    """Chances from log-odds."""
    return np.asarray(1 / (1 + np.exp(-(x @ weights))))


def by_kind(x: Numbers, weights: Numbers) -> Numbers:
    """Chances by kind of word."""
    return np.asarray(x @ weights)


def log_loss(chance: Numbers, right: Numbers) -> float:
    """Mean negative logarithm of the chance given to what is true; 0 is perfect."""
    held = np.clip(chance, BLUR, 1 - BLUR)
    return float(-np.mean(right * np.log(held) + (1 - right) * np.log(1 - held)))


METHODS = {
    "trust": (regression, logistic),
    "preference": (regression, logistic),
    "agreement": (shares, by_kind),
}
TABLES: tuple[Table, ...] = ("trust", "preference", "agreement")


def refit(found: Sequence[Judged], table: Table, today: Mapping[str, float]) -> dict[str, float]:
    """Prints how today's weights and new ones hold, and returns the new ones.

    Args:
        found: Decisions of all tables.
        table: The one to fit.
        today: Its weights now.
    """
    sheet = Sheet.of([one for one in found if one.table == table], list(today))
    before = np.array([today[name] for name in sheet.names])
    fitted, chances = METHODS[table]
    crossed = np.zeros(len(sheet.right))
    for held in sheet.folds():
        crossed[held] = chances(sheet.x[held], fitted(sheet, before, ~held))
    documents = len(set(sheet.documents.tolist()))
    say(f"\n{table}: {len(sheet.right)} words of {documents} scans, {sheet.right.mean():.2%} right")
    for title, chance in (("today", chances(sheet.x, before)), ("new, held back", crossed)):
        say(f"  {title:15} log-loss {log_loss(chance, sheet.right):.4f}  {_decision(table, chance, sheet)}")
    new = fitted(sheet, before, np.ones(len(sheet.right), dtype=bool))
    say("  weight            today     new  words")
    counts = (sheet.x != 0).sum(axis=0)
    for name, one, two, count in zip(sheet.names, before, new, counts, strict=True):
        say(f"  {name:15} {one:7.3f} {two:7.3f} {count:6d}")
    return dict(zip(sheet.names, (round(float(weight), 3) for weight in new), strict=True))


def _decision(table: Table, chance: Numbers, sheet: Sheet) -> str:
    """What the chances decide, in a phrase."""
    wrong = sheet.right == 0
    if table == "trust":
        low = chance < REREAD_BELOW
        return (
            f"below {REREAD_BELOW}: {low.mean():.1%} of the words, {low[wrong].mean():.1%} of the wrong ones"
        )
    if table == "preference":
        return f"better reading chosen: {((chance > 0.5) == ~wrong).mean():.2%}"
    return f"mean chance {chance.mean():.2%}"


def say(line: str) -> None:
    """Prints a line."""
    sys.stdout.write(f"{line}\n")


def scans(folder: Path) -> list[tuple[Path, Path]]:
    """The scans of a folder that have a truth, each with it."""
    pairs = [(pdf, folder / "truth" / f"{pdf.name}.json") for pdf in sorted(folder.glob("*.pdf"))]
    return [pair for pair in pairs if pair[1].exists()]


def _judged(pair: tuple[Path, Path], settings: Settings) -> list[Judged]:
    return list(judged_words(*pair, settings))


def main(arguments: Sequence[str] | None = None) -> None:
    """Reads the command line, fits, prints and perhaps writes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--make", type=int, default=0, metavar="N", help="scans to make if there are none")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument(
        "--write", action="store_true", help=f"write the new weights into {WEIGHTS_FILE.name}"
    )
    given = parser.parse_args(arguments)
    if given.make and not scans(given.folder):
        make_scans(given.folder, given.make)
    pairs = scans(given.folder)
    if not pairs:
        parser.error(f"{given.folder} holds no scans with truth; --make N makes some")
    with ProcessPoolExecutor(given.workers) as executor:
        answers = executor.map(partial(_judged, settings=Settings()), pairs)
        found = [one for answer in answers for one in answer]
    today = reading_weights()
    new = ReadingWeights(*(refit(found, table, getattr(today, table)) for table in TABLES))
    if given.write:
        words = sum(one.table == "trust" for one in found)
        WEIGHTS_FILE.write_text(format_weights(new, made_by(words, len(pairs))), encoding="utf-8")


def made_by(words: int, documents: int) -> list[str]:
    """The head of a weights file."""
    return [
        "Weights of what speaks for a reading, not meant to be edited.",
        "Written by `python -m bench.reading --write`.",
        "",
        f"Fitted to {words} words of {documents} made-up scans ({', '.join(PROFILES)}).",
        "trust, preference: logistic regressions, pulled towards the weights before them.",
        "agreement: shares of right words among those that both engines read alike, by kind of word.",
    ]


if __name__ == "__main__":
    main()
