"""Aligns the words a scanner read with the words that were printed, one, two or none to one.

A scanner splits words (``Ke a`` for Kerja), runs them together, drops and invents them. The dearest fault
is a wrong pairing, so pairs are weighed by how many letters differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

# Steps of the alignment: printed words taken, read words taken, and what the step costs beyond its letters.
_STEPS = ((1, 1, 0.0), (1, 2, 0.3), (2, 1, 0.3), (1, 3, 0.6), (3, 1, 0.6), (1, 0, 1.0), (0, 1, 1.0))
_BAND = 60


@dataclass(frozen=True, slots=True)
class Pair:
    """Printed words ``first`` up to (not including) ``last``, and what was read there (may be empty)."""

    first: int
    last: int
    read: tuple[str, ...]


def align_words(printed: Sequence[str], read: Sequence[str]) -> list[Pair]:
    """The cheapest alignment of both sequences, in order; words read out of nothing stand alone."""
    table: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    n, m = len(printed), len(read)
    slope = m / n if n else 0.0
    for i in range(n + 1):
        # Long texts: only a band about the diagonal is tried.
        low, high = max(0, int(i * slope) - _BAND), min(m, int(i * slope) + _BAND)
        for j in range(low, high + 1):
            best = min(
                (
                    (table[i - a, j - b][0] + extra + _cost(printed[i - a : i], read[j - b : j]), (a, b))
                    for a, b, extra in _STEPS
                    if (i - a, j - b) in table
                ),
                default=None,
            )
            if best is not None:
                table[i, j] = best
    return _walk_back(table, n, m, read)


def _walk_back(
    table: dict[tuple[int, int], tuple[float, tuple[int, int]]], n: int, m: int, read: Sequence[str]
) -> list[Pair]:
    pairs: list[Pair] = []
    i, j = n, m
    while (i, j) != (0, 0):
        a, b = table[i, j][1]
        pairs.append(Pair(i - a, i, tuple(read[j - b : j])))
        i, j = i - a, j - b
    pairs.reverse()
    return pairs


def _cost(printed: Sequence[str], read: Sequence[str]) -> float:
    """Share of letters that differ; 0 for equal, 1 for nothing in common."""
    if not printed or not read:
        return 0.0
    return 2.0 * Levenshtein.normalized_distance("".join(printed).lower(), "".join(read).lower())
