"""Spoils words the way scanners' OCR does, at a given rate; the kinds are those seen in public decrees."""

from __future__ import annotations

import numpy as np

# Kind of noise -> (printed, read) pairs; a pair applies where the printed letters occur in the word.
_CONFUSIONS: tuple[tuple[str, str], ...] = (
    ("rj", " "),
    ("rj", "ij"),
    ("dii", "d\N{LATIN SMALL LETTER U WITH DIAERESIS}"),
    ("dii", "dti"),
    ("n", "ri"),
    ("m", "rn"),
    ("rn", "m"),
    ("l", "i"),
    ("i", "l"),
    ("l", "t"),
    ("i", "t"),
    ("c", "e"),
    ("s", "R"),
    ("s", "c"),
    ("G", "Ci"),
    ("O", "0"),
    ("0", "O"),
    ("u", "tl"),
    ("a", "\N{LATIN SMALL LETTER A WITH ACUTE}"),
    ("e", "\N{EURO SIGN}"),
    ("h", "b"),
    ("S", "T"),
    ("K", "P"),
)
_PULLED: dict[str, str] = {"monev": "money", "Desember": "December", "SOP": "TOP", "Kendali": "Kendall"}


class Spoiler:
    """Spoils words one by one; the same seed and words give the same noise."""

    def __init__(self, rate: float, seed: int) -> None:
        """Takes the share of words to spoil and the seed of chance."""
        self._rate = rate
        self._rng = np.random.default_rng(seed)

    def __call__(self, word: str) -> str:
        """The word as read; mostly as printed."""
        if self._rng.random() >= self._rate or len(word) < 3:
            return word
        if word in _PULLED:
            return _PULLED[word]
        kind = self._rng.random()
        if kind < 0.7:
            return self._confuse(word)
        if kind < 0.8:
            cut = int(self._rng.integers(1, len(word)))
            return f"{word[:cut]} {word[cut:]}"
        if kind < 0.9:
            at = int(self._rng.integers(len(word)))
            return word[:at] + word[at].swapcase() + word[at + 1 :]
        at = int(self._rng.integers(1, len(word)))
        return word[:at] + "',.:;"[int(self._rng.integers(5))] + word[at:]

    def _confuse(self, word: str) -> str:
        fitting = [pair for pair in _CONFUSIONS if pair[0] in word]
        if not fitting:
            return word
        printed, read = fitting[int(self._rng.integers(len(fitting)))]
        return word.replace(printed, read, 1)
