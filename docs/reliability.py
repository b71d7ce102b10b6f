"""Draws the reliability plot of ``docs/accuracy.md``: confidence against the share of cells that are right.

    python docs/reliability.py --to docs/reliability.png DB TRUTH [DB TRUTH ...]

Each ``DB`` is a database made by ``lampiran run``, ``TRUTH`` the folder of truth files of its documents.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl

from lampiran.app.accuracy.evaluation import evaluate
from load import Database

EDGES = (0.0, 0.3, 0.6, 0.8, 0.9, 0.95, 0.98, 1.0)
"""Bands of the scale; the last one holds 1.0 as well."""
FEWEST = 20
"""Bands with fewer cells are left out."""


def bands(judged: Sequence[tuple[float, bool]]) -> list[tuple[float, float, int]]:
    """Mean confidence, share of right cells and number of cells of each band."""
    found = []
    for low, high in zip(EDGES, EDGES[1:], strict=False):
        inside = [(p, right) for p, right in judged if low <= p < high or p == high == 1.0]
        if len(inside) >= FEWEST:
            mean = sum(p for p, _ in inside) / len(inside)
            found.append((mean, sum(right for _, right in inside) / len(inside), len(inside)))
    return found


def draw(judged: Sequence[tuple[float, bool]], to: Path) -> None:
    """Draws the plot as a small PNG file."""
    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(4.5, 4.5), dpi=90)
    axes.plot([0, 1], [0, 1], color="grey", linewidth=1)
    axes.fill_between([0, 1], [-0.05, 0.95], [0.05, 1.05], color="lightgrey", alpha=0.5)
    for mean, share, count in bands(judged):
        axes.plot(mean, share, "o", color="navy")
        axes.annotate(str(count), (mean, share), textcoords="offset points", xytext=(6, -10), fontsize=7)
    axes.set(
        xlim=(0, 1.02), ylim=(0, 1.02), xlabel="confidence (mean of the band)", ylabel="cells that are right"
    )
    figure.tight_layout()
    figure.savefig(to)


def main() -> None:
    """Reads the command line, measures and draws."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("places", nargs="+", metavar="DB TRUTH")
    parser.add_argument("--exact", action="store_true", help="of confidence_exact, which counts marks too")
    parser.add_argument("--to", type=Path, default=Path("reliability.png"))
    given = parser.parse_args()
    if len(given.places) % 2:
        parser.error("databases and truth folders come in pairs")
    judged: list[tuple[float, bool]] = []
    for db, truth in zip(given.places[::2], given.places[1::2], strict=True):
        with Database.open(db, create=False) as database:
            for document in evaluate(database, Path(truth)).documents:
                judged += [
                    (one.cell.confidence_exact, one.exact)
                    if given.exact
                    else (one.cell.confidence, one.letters)
                    for one in document.score.judged
                ]
    draw(judged, given.to)
    for mean, share, count in bands(judged):
        sys.stdout.write(f"{mean:.3f} {share:.3f} {count}\n")


if __name__ == "__main__":
    main()
