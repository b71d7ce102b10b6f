"""Makes text noisy the way readers do: letter groups taken for one another, blanks and marks misplaced.

Noise is drawn from the classes of ``dictionaries/confusions.csv``. To see how repair fares with
confusions it was never told of, :func:`split_confusions` holds half of each class back: noise is drawn from
the held-back half alone, and the noise model is built from the other.
"""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

CONFUSIONS = Path(__file__).parents[2] / "dictionaries" / "confusions.csv"
BLANK = "\N{OPEN BOX}"
_SHORTEST = 4

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Noisy:
    """A text and what it was made from; ``hit`` are the places of the clean words that were damaged."""

    clean: str
    text: str
    hit: tuple[int, ...]


def confusions() -> dict[Pair, tuple[int, str]]:
    """Count and class of every listed confusion, by ``(seen, meant)``."""
    with CONFUSIONS.open(encoding="utf-8", newline="") as handle:
        return {
            (row["seen"].replace(BLANK, " "), row["meant"].replace(BLANK, " ")): (
                int(row["count"]),
                row["class"],
            )
            for row in csv.DictReader(handle)
        }


def split_confusions(seed: int) -> tuple[dict[Pair, int], dict[str, list[Pair]]]:
    """Counts of the half that the noise model may know, and by class the half that it may not."""
    by_class: defaultdict[str, list[Pair]] = defaultdict(list)
    listed = confusions()
    for pair, (_, kind) in listed.items():
        by_class[kind].append(pair)
    rng = random.Random(seed)
    told: dict[Pair, int] = {}
    held: dict[str, list[Pair]] = {}
    for kind, pairs in sorted(by_class.items()):
        rng.shuffle(pairs)
        half = len(pairs) // 2
        told.update({pair: listed[pair][0] for pair in pairs[half:]})
        held[kind] = pairs[:half]
    return told, held


def make_noisy(
    text: str, pairs: Mapping[str, Sequence[Pair]], rng: random.Random, share: float = 0.12
) -> Noisy:
    """Damages about ``share`` of the words, each once, by a class drawn evenly from those that fit it."""
    words = text.split()
    hit: list[int] = []
    damaged: list[str] = []
    for place, word in enumerate(words):
        seen = _damage(word, pairs, rng) if len(word) >= _SHORTEST and rng.random() < share else word
        if seen.lower() != word.lower():
            hit.append(place)
        damaged.append(seen)
    return Noisy(text, " ".join(damaged), tuple(hit))


def _damage(word: str, pairs: Mapping[str, Sequence[Pair]], rng: random.Random) -> str:
    """The word with one confusion applied inside it; unchanged where none fits."""
    fitting = {
        kind: [(seen, meant) for seen, meant in group if _places(word, meant)]
        for kind, group in sorted(pairs.items())
    }
    kinds = [kind for kind, group in fitting.items() if group]
    if not kinds:
        return word
    seen, meant = rng.choice(fitting[rng.choice(kinds)])
    place = rng.choice(_places(word, meant))
    return word[:place] + seen + word[place + len(meant) :]


def _places(word: str, meant: str) -> list[int]:
    """Where the group stands in the word; a group of nothing (a stray mark) fits between any two letters."""
    last = len(word) - max(1, len(meant))
    first = 1 if not meant else 0
    return [place for place in range(first, last + 1) if word[place : place + len(meant)] == meant]
