"""The words of one cell, and what lists, the phrase library, the row and the document know of them."""

from __future__ import annotations

from functools import cached_property

from normalize.language.candidates import CandidateFinder
from normalize.language.months import schedule_words
from normalize.language.phrases import is_common
from normalize.language.tokens import SHORT, lower_words, tokenize
from normalize.letters.judge_weights import value
from normalize.style.context import RepairContext
from normalize.style.printing import SEEN_OFTEN
from normalize.style.readers import Place

OFFICIAL = ("komponen", "indikator")
"""Columns of official wording, where an unknown word is rarely the author's, and hardly a name."""


class CellWords:
    """The words of one cell's text.

    Attributes:
        finder: Finds words that look alike; with it go its lexicon and its phrase library.
        context: What is known around the cell.
        text: As read.
        tokens: Its words.
    """

    def __init__(self, finder: CandidateFinder, context: RepairContext, text: str) -> None:
        self.finder = finder
        self.lexicon = finder.lexicon
        self.library = finder.library
        self.context = context
        self.document = context.document
        self.text = text
        self.tokens = tokenize(text)

    @cached_property
    def row_words(self) -> frozenset[str]:
        """The words of the row's other cells."""
        return frozenset(word for text in self.context.row for word in lower_words(text))

    @cached_property
    def agreed(self) -> frozenset[Place]:
        """The places of words that two readers have alike."""
        return self.context.readers.agreed(self.text)

    @cached_property
    def scrap_share(self) -> float:
        """How far the cell's words are scraps of cut words, 0..1; few unknown words are normal."""
        words = [token.lower for token in self.tokens if token.text.isalpha() and not token.protected]
        unknown = sum(not self.lexicon.known(word) for word in words)
        share = unknown / len(words) if len(words) > SHORT else 0.0
        spare = value("share.scraps.spare")
        return max(0.0, share - spare) / (1.0 - spare)

    @property
    def is_time(self) -> bool:
        """Whether the cell holds a time: few words, most of them months."""
        return self.context.kolom == "target_waktu"

    @property
    def is_noisy(self) -> bool:
        """Whether the document as a whole was misread."""
        return self.document.noise >= value("level.noisy")

    def is_plan_word(self, word: str) -> bool:
        """Whether the word belongs to the language of plans."""
        return bool(
            self.lexicon.domain_count(word)
            or self.library.words[word]
            or self.lexicon.is_acronym(word)
            or self.lexicon.kind(word) == "umum"
            or word in schedule_words()
        )

    def is_expected(self, word: str) -> bool:
        """Whether the word is known, and belongs to the language of plans or stands in several cells."""
        if not self.lexicon.known(word):
            return False
        return self.is_plan_word(word) or self.document.cells_with[word] >= SEEN_OFTEN

    def is_authors_choice(self, word: str) -> bool:
        """Whether authors write so: a variant spelling, an English term in use, a place, a name."""
        return bool(self.lexicon.kind(word) in ("ragam", "inggris")) or (
            word in self.document.names or self.lexicon.is_place(word)
        )

    def is_plainly_misread(self, word: str) -> bool:
        """Whether a plain misreading leads from a known word to this one."""
        near = self.finder.by_spelling(word)
        return bool(near) and near[0][1] <= value("cost.plain")

    def neighbours(self, first: int, last: int) -> tuple[list[str], list[str]]:
        """Up to two words of the same clause before ``first`` (nearest last) and after ``last``."""
        before: list[str] = []
        place = first
        while place > 0 and len(before) < 2 and not self.tokens[place].opens:
            place -= 1
            before.insert(0, self.tokens[place].lower)
        after: list[str] = []
        for token in self.tokens[last + 1 : last + 3]:
            if token.opens:
                break
            after.append(token.lower)
        return before, after

    def nearest(self, place: int) -> tuple[str, str]:
        """The words of the same clause on both sides of a word; empty at the clause's ends."""
        before, after = self.neighbours(place, place)
        return (before[-1] if before else ""), (after[0] if after else "")

    def library_support(self, first: int, last: int, word: str) -> float:
        """How strongly the phrase library calls for the word(s) in this place, 0..1."""
        before, after = self.neighbours(first, last)
        words = word.split()
        if len(words) == 1:
            return self.library.support(before, word, after)
        inner = value("share.library.pair") if tuple(words) in self.library.pairs else 0.0
        return min(1.0, inner + self.library.support(before, words[0], words[1:] + after))

    def document_support(self, first: int, last: int, word: str) -> float:
        """How strongly the rest of the document calls for the word beside its neighbours, 0..1."""
        before, after = self.neighbours(first, last)
        left = self.document.pairs[before[-1], word] if before else 0
        right = self.document.pairs[word, after[0]] if after else 0
        strength = 0.0
        for count, neighbour in ((left, before[-1:]), (right, after[:1])):
            if count >= SEEN_OFTEN:
                kind = "common-neighbour" if is_common(neighbour[0]) else "neighbour"
                strength += value(f"share.document.{kind}")
        return strength
