"""The phrase library: which words stand beside which in plans.

Plans are template text; offices copy one another and the regulation. The library keeps the neighbourhoods
of words in the vocabulary's wording and in ``dictionaries/phrases.csv``: a word that the library expects
between two others is strong evidence where the word that was read looks like it, and no evidence where
it does not. Phrases are context for repair, never a replacement for what an office wrote.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from dictionaries import load_vocabulary
from dictionaries._tables import read_table
from dictionaries.function_words import Role, words_of
from dictionaries.lexicon import FOLDER
from lampiran.errors import DictionaryError
from lampiran.language import told
from normalize.language.tokens import tokenize

_SLASH = re.compile(r"([^\W\d_]{3,})\s?/\s?(?=([^\W\d_]{3,}))")
EDGE = "\N{PILCROW SIGN}"
"""Stands for the beginning and the end of a clause."""


class PhraseLibrary:
    """Word neighbourhoods of a set of phrases; each distinct phrase counts once.

    ``slashed`` are the words that stand side by side with a slash between them only.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self.words: Counter[str] = Counter()
        self.pairs: Counter[tuple[str, str]] = Counter()
        self.triples: Counter[tuple[str, str, str]] = Counter()
        after: defaultdict[str, set[str]] = defaultdict(set)
        before: defaultdict[str, set[str]] = defaultdict(set)
        slashes: Counter[tuple[str, str]] = Counter()
        for phrase in dict.fromkeys(phrases):
            slashes.update(_SLASH.findall(phrase.lower()))
            for clause in clauses(phrase):
                self._count(clause, after, before)
        self.slashed = frozenset(pair for pair, count in slashes.items() if count >= self.pairs[pair])
        self.after = {word: tuple(found) for word, found in after.items()}
        self.before = {word: tuple(found) for word, found in before.items()}

    def _count(self, clause: Sequence[str], after: dict[str, set[str]], before: dict[str, set[str]]) -> None:
        self.words.update(clause)
        padded = (EDGE, *clause, EDGE)
        self.pairs.update(zip(padded, padded[1:], strict=False))
        self.triples.update(zip(padded, padded[1:], padded[2:], strict=False))
        for left, right in zip(padded, padded[1:], strict=False):
            after[left].add(right)
            before[right].add(left)

    def attested(self, left: str, word: str, right: str) -> bool:
        """Whether the word is known beside a neighbour; common or missing neighbours do not count."""
        return (not _says_little(left) and (left, word) in self.pairs) or (
            not _says_little(right) and (word, right) in self.pairs
        )

    def support(self, before: Sequence[str], word: str, after: Sequence[str]) -> float:
        """How strongly the neighbours call for the word, 0..1.

        Args:
            before: Words before it, nearest last.
            word: The word in question.
            after: Words after it, nearest first.
        """
        left, right = (before[-1] if before else EDGE), (after[0] if after else EDGE)
        support = self._beside((left, word), left) + self._beside((word, right), right)
        if (left, word, right) in self.triples:
            support += 0.2
        if len(before) > 1 and (before[-2], left, word) in self.triples:
            support += 0.15
        if len(after) > 1 and (word, right, after[1]) in self.triples:
            support += 0.15
        return min(1.0, support)

    def _beside(self, pair: tuple[str, str], neighbour: str) -> float:
        if pair not in self.pairs:
            return 0.0
        return 0.1 if _says_little(neighbour) else 0.3

    def expected(self, left: str, right: str) -> tuple[str, ...]:
        """Words that the library has seen after ``left`` or before ``right``."""
        return (*self.after.get(left, ()), *self.before.get(right, ()))


def clauses(text: str) -> list[list[str]]:
    """The words of the text in lower case, clause by clause."""
    found: list[list[str]] = []
    for token in tokenize(text):
        if token.opens:
            found.append([])
        found[-1].append(token.lower)
    return found


def vocabulary_wording() -> list[str]:
    """All wording of the vocabulary: areas, komponen, indikator and their aliases."""
    vocabulary = load_vocabulary()
    wording = [name for area in vocabulary.areas for name in (area.area, *area.aliases)]
    wording += [name for item in vocabulary.komponen for name in (item.komponen, *item.aliases)]
    wording += [text for item in vocabulary.indikator for text in item.wordings]
    wording += [joint.alias for joint in vocabulary.joint_aliases]
    return wording


def phrase_file(path: Path = FOLDER / "phrases.csv", without: str = "") -> list[str]:
    """The phrases of ``phrases.csv``, leaving out those whose source is ``without`` (for measuring).

    Raises:
        DictionaryError: If the file is missing or malformed.
    """
    table, findings = read_table(path, ("phrase", "source"))
    if findings:
        raise DictionaryError(
            told("The dictionaries cannot be used: {0}.", f"dictionaries/{findings[0]}"),
            "Type 'lampiran dictionary check' to see all.",
        )
    return [line["phrase"] for line in table.lines if line["source"] != without or not without]


@cache
def decree_phrases(path: Path = FOLDER / "decree_phrases.csv") -> tuple[tuple[str, str], ...]:
    """The language of decrees around the plan: phrases with their source (``nama``: an official name).

    Raises:
        DictionaryError: If the file is missing or malformed.
    """
    table, findings = read_table(path, ("phrase", "source"))
    if findings:
        raise DictionaryError(
            told("The dictionaries cannot be used: {0}.", f"dictionaries/{findings[0]}"),
            "Type 'lampiran dictionary check' to see all.",
        )
    return tuple((line["phrase"], line["source"]) for line in table.lines)


@cache
def phrase_library() -> PhraseLibrary:
    """The project's library, one a process."""
    return PhraseLibrary([*vocabulary_wording(), *phrase_file()])


def is_common(word: str) -> bool:
    """Whether the word stands beside nearly everything."""
    return word in words_of(Role.COMMON)


def _says_little(neighbour: str) -> bool:
    return neighbour == EDGE or neighbour in words_of(Role.COMMON)
