"""Which words could be meant by a string that was read.

By spelling: words within a small noise cost, found by undoing listed confusions and by a near-string
search. By context: words that the phrase library expects beside the neighbours. By parting: two words
that lost the blank between them.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, cached_property, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from dictionaries.function_words import Role, words_of
from dictionaries.lexicon import Lexicon, lexicon
from normalize.language.noise import NoiseModel, noise_model
from normalize.language.noise_values import noise_value
from normalize.language.phrases import PhraseLibrary, phrase_library
from normalize.language.tokens import SCRAP

Candidate = tuple[str, float]
"""A word and the cost of reading it as what was seen."""

MAX_COST = noise_value("cost.candidate-most")
"""Noise cost of a word that is proposed for what was read, at most."""
_MOST_KEPT = 6
"""Words that are proposed for one that was read, the cheapest of them."""
_MOST_UNDONE = 2
"""Confusions in one word that are looked for."""
_SHORT_PARTS = frozenset({"di", "ke", "zi", "sk", "it", "ti", "rb", "se", "os", "dan"})

_LENGTHS_IN_CONTEXT, _LENGTHS_ALONE = (4, 7), (6, 11)
"""Letters from which words may differ in two letters, and in three: where neighbours call for them or not."""


class CandidateFinder:
    """Finds candidates in a lexicon and a library; answers are remembered, so keep one a process."""

    def __init__(self, words: Lexicon, model: NoiseModel, library: PhraseLibrary) -> None:
        self.lexicon = words
        self.model = model
        self.library = library
        self.by_spelling = lru_cache(maxsize=100_000)(self._by_spelling)
        self.by_context = lru_cache(maxsize=200_000)(self._by_context)
        self.parted = lru_cache(maxsize=50_000)(self._parted)

    def _by_spelling(self, seen: str) -> tuple[Candidate, ...]:
        """Words that may have been read as ``seen`` (lower case; may hold one blank), cheapest first."""
        found = self._reached(seen)
        found |= self._nearest(seen)
        return self._priced(seen, found)

    def _by_context(self, seen: str, left: str, right: str) -> tuple[Candidate, ...]:
        """Words expected between the neighbours that look like ``seen``, cheapest first."""
        cutoff = edits_of(len(seen), _LENGTHS_IN_CONTEXT)
        found = {
            word
            for word, _, _ in process.extract(
                seen,
                self.library.expected(left, right),
                scorer=Levenshtein.distance,
                processor=None,
                score_cutoff=cutoff,
                limit=None,
            )
        }
        found.discard(seen)
        return self._priced(seen, {word for word in found if not self.lexicon.is_variant(word)})

    def _parted(self, seen: str) -> tuple[Candidate, ...]:
        """Two known words (with a blank) that make up ``seen``, likeliest first."""
        found: list[tuple[float, str]] = []
        for cut in range(2, len(seen) - 1):
            left, right = seen[:cut], seen[cut:]
            if self._is_part(left) and self._is_part(right) and left not in words_of(Role.WRITTEN_TOGETHER):
                attested = noise_value("part.attested") if (left, right) in self.library.pairs else 0.0
                rarer = min(self.lexicon.frequency(left), self.lexicon.frequency(right))
                # A doubled word has lost its hyphen, not a blank: bersama-sama.
                hyphen = "-" if left.endswith(right) else " "
                found.append((rarer + attested, f"{left}{hyphen}{right}"))
        found.sort(reverse=True)
        pairs = self.library.pairs
        seen_pair, unseen_pair = noise_value("cost.lost-blank"), noise_value("cost.lost-blank-unseen")
        return tuple(
            (words, seen_pair if tuple(words.split()) in pairs else unseen_pair) for _, words in found[:2]
        )

    def _is_part(self, word: str) -> bool:
        if len(word) <= SCRAP:
            return word in _SHORT_PARTS
        common = noise_value("part.zipf-short" if len(word) == SCRAP + 1 else "part.zipf")
        return self.lexicon.is_acronym(word) or self.lexicon.frequency(word) >= common

    def _priced(self, seen: str, words: set[str]) -> tuple[Candidate, ...]:
        priced = sorted((self.model.cost(seen, word), word) for word in words if word != seen)
        return tuple((word, cost) for cost, word in priced[:_MOST_KEPT] if cost <= MAX_COST)

    def _reached(self, seen: str) -> set[str]:
        """Target words that ``seen`` becomes when up to two listed confusions are undone.

        Goes through ``seen`` from the left and follows only beginnings that some target word has.
        """
        found: set[str] = set()
        ways = [(0, "", 0)]
        while ways:
            place, begun, undone = ways.pop()
            if place == len(seen):
                if begun in self._targets:
                    found.add(begun)
            elif begun + seen[place] in self._beginnings:
                ways.append((place + 1, begun + seen[place], undone))
            if undone == _MOST_UNDONE:
                continue
            for length, groups in self._groups.items():
                # A group that runs over the end finds a shorter slice, which no group of its length has.
                for meant in groups.get(seen[place : place + length], ()):
                    if begun + meant in self._beginnings:
                        ways.append((place + length, begun + meant, undone + 1))
        return found

    def _nearest(self, seen: str) -> set[str]:
        distance = edits_of(len(seen), _LENGTHS_ALONE)
        pool = self._by_length.get(len(seen), ())
        near = process.extract(
            seen, pool, scorer=Levenshtein.distance, processor=None, score_cutoff=distance, limit=8
        )
        return {word for word, _, _ in near}

    @cached_property
    def _targets(self) -> frozenset[str]:
        return frozenset(self.lexicon.targets())

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset(word[:end] for word in self._targets for end in range(len(word) + 1))

    @cached_property
    def _by_length(self) -> dict[int, tuple[str, ...]]:
        """Target words by the length of strings read for them (up to two letters more or less)."""
        pools: defaultdict[int, list[str]] = defaultdict(list)
        for word in sorted(self._targets):
            if len(word) > SCRAP:
                for length in range(len(word) - 2, len(word) + 3):
                    pools[length].append(word)
        return {length: tuple(pool) for length, pool in pools.items()}

    @cached_property
    def _groups(self) -> dict[int, dict[str, tuple[str, ...]]]:
        groups: defaultdict[int, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for seen, meant in self.model.costs:
            groups[len(seen)][seen].append(meant)
        return {
            length: {seen: tuple(meant) for seen, meant in found.items()} for length, found in groups.items()
        }


def edits_of(letters: int, lengths: tuple[int, int]) -> int:
    """In how many letters words of a length may differ: one, from each of the two lengths on one more."""
    return 1 + sum(letters >= length for length in lengths)


def lead(rank: int, near: tuple[Candidate, ...]) -> float:
    """How much dearer the next best word is than the best of some; 0 for all others."""
    if rank:
        return 0.0
    return (near[1][1] if len(near) > 1 else MAX_COST) - near[0][1]


@cache
def finder() -> CandidateFinder:
    """The project's finder, one a process."""
    return CandidateFinder(lexicon(), noise_model(), phrase_library())
