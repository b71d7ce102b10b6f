"""Two sequences laid side by side in order: Needleman-Wunsch on a table of similarities."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process


def similarities(left: Sequence[str], right: Sequence[str]) -> NDArray[np.float64]:
    """How alike each pair is, 0..1 (share of letters in common order); shape (len(left), len(right))."""
    if not left or not right:
        return np.zeros((len(left), len(right)))
    scores = process.cdist(left, right, scorer=fuzz.ratio, processor=None, dtype=np.float64)
    return np.asarray(scores, dtype=np.float64) / 100.0


def align(scores: NDArray[np.float64], least: float) -> list[tuple[int, int]]:
    """The pairing in order with the greatest sum of similarities; leaving an item alone costs nothing.

    Args:
        scores: Similarities, shape (n, m).
        least: Pairs less alike than this are never made.

    Returns:
        Pairs of indices, both ascending; of equally good pairings the one that pairs late items.
    """
    n, m = scores.shape
    best = np.zeros((n + 1, m + 1))
    for i in range(1, n + 1):
        for j in range(1, m + 1):
            paired = best[i - 1, j - 1] + scores[i - 1, j - 1] if scores[i - 1, j - 1] >= least else 0.0
            best[i, j] = max(paired, best[i - 1, j], best[i, j - 1])
    pairs: list[tuple[int, int]] = []
    i, j = n, m
    while i and j:
        score = scores[i - 1, j - 1]
        if score >= least and np.isclose(best[i, j], best[i - 1, j - 1] + score):
            pairs.append((i - 1, j - 1))
            i, j = i - 1, j - 1
        elif best[i - 1, j] >= best[i, j - 1]:
            i -= 1
        else:
            j -= 1
    return pairs[::-1]
