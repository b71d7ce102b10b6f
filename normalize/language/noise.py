"""How likely one string is a misreading of another: an edit cost weighted by what OCR engines confuse.

``dictionaries/confusions.csv`` lists groups of letters that engines take for one another, with counts. A
frequent confusion is cheap, letters of like shape cost less than unlike ones, and any other edit costs 1. So
the cost separates noise from an author's spelling: authors drop, double and swap letters, which is dear here.

Costs are computed without regard to case.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path

from dictionaries._tables import read_table
from dictionaries.lexicon import FOLDER
from lampiran.errors import DictionaryError
from lampiran.language import told
from normalize.language.noise_values import noise_value

MAX_GROUP = 4
"""Letters of a group that is learnt as a confusion; longer ones are other words."""
STRAY = noise_value("cost.sign")
"""Cost of a sign that is neither letter nor digit, put into a word: whatever sign it is."""
HOPELESS = noise_value("cost.hopeless")
"""Cost of what is no misreading; no cost is higher."""
_LETTER, _THIN_LETTER = noise_value("cost.letter"), noise_value("cost.thin-letter")
_ALIKE_LETTER, _DIGIT = noise_value("cost.alike-letter"), noise_value("cost.digit")
_ACCENT, _FOREIGN = noise_value("cost.accent"), noise_value("cost.foreign-letter")
_LONGEST_GAP = 6
"""Letters by which what was read and what is meant may differ in length."""
THIN_LETTERS = frozenset("ijltfr1|!'.,:;`")
_SHAPES = ("aoecds", "nhumrbk", "ijltfr1", "gqy9", "vyuw", "bhk6p", "szr5", "pq", "ceo0", "aug")
_ALIKE = frozenset((a, b) for shape in _SHAPES for a in shape for b in shape if a != b)
_VOWELS = frozenset("aeiou")
_SAME_SOUND = frozenset(
    pair for a, b in ("ck", "fv", "fp", "iy", "kq", "jy", "xk") for pair in ((a, b), (b, a))
)


class NoiseModel:
    """The weighted edit cost.

    Args:
        counts: How often ``seen`` was read where ``meant`` is printed, by ``(seen, meant)`` in lower case.
    """

    def __init__(self, counts: dict[tuple[str, str], int]) -> None:
        self.costs = {pair: _cost_of(count) for pair, count in counts.items()}
        lengths = {(len(seen), len(meant)) for seen, meant in counts}
        self._lengths = tuple(sorted(lengths))
        self.cost = lru_cache(maxsize=200_000)(self._cost)

    @classmethod
    def from_file(cls, path: Path) -> NoiseModel:
        """Reads ``confusions.csv``.

        Raises:
            DictionaryError: If the file is missing, malformed, or holds a count below 1.
        """
        # Blanks carry meaning here ("a blank read for rj"), so the file marks them with an underscore.
        table, findings = read_table(path, ("seen", "meant", "count", "class"))
        if findings:
            raise DictionaryError(
                told("The dictionaries cannot be used: {0}.", f"dictionaries/{findings[0]}"),
                "Type 'lampiran dictionary check' to see all.",
            )
        counts: dict[tuple[str, str], int] = {}
        for line in table.lines:
            if not line["count"].isdigit() or line["count"] == "0":
                raise DictionaryError(
                    told("dictionaries/{0}, line {1}: count must be 1 or more.", path.name, line.number)
                )
            pair = (_unmark(line["seen"]), _unmark(line["meant"]))
            counts[pair] = int(line["count"])
        return cls(counts)

    def _cost(self, seen: str, meant: str) -> float:
        """The least cost of reading ``meant`` as ``seen``; 0 for the same, :data:`HOPELESS` at most."""
        seen, meant = seen.lower(), meant.lower()
        if seen == meant:
            return 0.0
        if abs(len(seen) - len(meant)) > _LONGEST_GAP:
            return HOPELESS
        seen, meant = _trim(seen, meant)
        rows, columns = len(seen) + 1, len(meant) + 1
        best = [[HOPELESS] * columns for _ in range(rows)]
        best[0][0] = 0.0
        for i in range(rows):
            for j in range(columns):
                if i or j:
                    best[i][j] = min(self._arrivals(best, seen, meant, i, j), default=HOPELESS)
        return min(best[-1][-1], HOPELESS)

    def _arrivals(self, best: list[list[float]], seen: str, meant: str, i: int, j: int) -> Iterator[float]:
        for a, b in self._lengths:
            if a <= i and b <= j:
                cost = self.costs.get((seen[i - a : i], meant[j - b : j]))
                if cost is not None:
                    yield best[i - a][j - b] + cost
        if i:
            yield best[i - 1][j] + _single(seen[i - 1])
        if j:
            yield best[i][j - 1] + _single(meant[j - 1])
        if i and j:
            yield best[i - 1][j - 1] + _pair(seen[i - 1], meant[j - 1])


def learn(pairs: Iterable[tuple[str, str]]) -> Counter[tuple[str, str]]:
    """Counts the letter groups that differ in ``(seen, meant)`` words, e.g. from people's corrections.

    Only words that differ in one short place teach anything; the rest is left out.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for seen, meant in pairs:
        inner = differing(seen.lower(), meant.lower())
        if inner != ("", "") and max(map(len, inner)) <= MAX_GROUP:
            counts[inner] += 1
    return counts


def is_authors_slip(seen: str, meant: str) -> bool:
    """Whether people type so: a vowel for another, two letters swapped, one left out or put in."""
    seen, meant = differing(seen.lower(), meant.lower())
    if not (seen + meant).isalpha():
        return False
    if len(seen) == len(meant) == 1:
        return seen in _VOWELS and meant in _VOWELS
    return len(seen) + len(meant) == 1 or (len(seen) == 2 and seen == meant[::-1])


def is_lost_letter(seen: str, meant: str) -> bool:
    """Whether just one broad letter is lost or put in: people do that, OCR engines hardly ever."""
    inner = "".join(differing(seen.lower(), meant.lower()))
    return len(inner) == 1 and inner.isalpha() and inner not in THIN_LETTERS


def is_spelling_variant(seen: str, meant: str) -> bool:
    """Whether the two spell one sound in two ways (``publikasi``, ``publicasi``): a writer's matter."""
    seen, meant = seen.lower(), meant.lower()
    # At the start of a word writers do not waver.
    return seen[:1] == meant[:1] and differing(seen, meant) in _SAME_SOUND


@cache
def noise_model() -> NoiseModel:
    """The project's noise model, one a process."""
    return NoiseModel.from_file(FOLDER / "confusions.csv")


def _cost_of(count: int) -> float:
    lowered = noise_value("cost.confusion") - noise_value("cost.confusion-doubling") * math.log2(1 + count)
    return max(noise_value("cost.confusion-least"), lowered)


def _unmark(group: str) -> str:
    return group.replace("\N{OPEN BOX}", " ").lower()


def _single(letter: str) -> float:
    """Cost of a letter put in or lost."""
    if not letter.isalnum() and letter != " ":
        return STRAY
    return _THIN_LETTER if letter in THIN_LETTERS else _LETTER


def _pair(seen: str, meant: str) -> float:
    if seen == meant:
        return 0.0
    if (seen, meant) in _ALIKE:
        return _ALIKE_LETTER
    if not seen.isascii():
        return _ACCENT if unicodedata.normalize("NFD", seen)[0] == meant else _FOREIGN
    return _DIGIT if seen.isdigit() else _LETTER


def differing(seen: str, meant: str) -> tuple[str, str]:
    """What is left of both when the letters they share at both ends are taken off."""
    start = 0
    while start < min(len(seen), len(meant)) and seen[start] == meant[start]:
        start += 1
    end = 0
    while end < min(len(seen), len(meant)) - start and seen[-1 - end] == meant[-1 - end]:
        end += 1
    return seen[start : len(seen) - end], meant[start : len(meant) - end]


def _trim(seen: str, meant: str) -> tuple[str, str]:
    """As :func:`differing`, but leaves two shared letters at either end: groups may reach into them."""
    inner_seen, inner_meant = differing(seen, meant)
    start = 0
    while start < min(len(seen), len(meant)) and seen[start] == meant[start]:
        start += 1
    left = max(0, start - 2)
    tail = min(2, len(seen) - start - len(inner_seen))
    return seen[left : start + len(inner_seen) + tail], meant[left : start + len(inner_meant) + tail]
