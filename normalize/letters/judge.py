"""Is this word noise, and is that the word that was printed? The weighing of evidence for one repair.

Every repair has a noise *cost* (how unlike a misreading it is) and an *allowance* (how much cost the evidence
permits). The allowance starts with how the word that was read stands: unknown words may cost
something, words at home in plans next to nothing, names, numbers, authors' spellings and English terms
in use nothing at all. Evidence adds to it: the matched vocabulary phrase, neighbours the phrase library
knows, the row, the document, how noisy the document is. A repair is made where the allowance exceeds
the cost.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, cached_property

from dictionaries import load_vocabulary
from dictionaries.function_words import Role, words_of
from lampiran.codes import Method
from normalize.language.candidates import CandidateFinder
from normalize.language.noise import is_authors_slip, is_lost_letter, is_spelling_variant
from normalize.language.phrases import is_common
from normalize.language.tokens import is_mixed_case, is_roman, lower_words, tokenize
from normalize.letters.other_cells import is_outvoted, is_wording_elsewhere
from normalize.style.context import RepairContext
from normalize.style.document_style import SEEN_OFTEN

UNKNOWN = 0.45
UNKNOWN_CAPITALISED = 0.3
UNKNOWN_CAPITALS = -0.25
PULLED = 0.3
DERIVED = 0.2
KNOWN = 0.1
FREQUENT = -0.2
AT_HOME = -1.2
ACRONYM = -0.1

VOCABULARY = 0.9
LIBRARY = 0.75
SECOND_SOURCE = 0.25
DOCUMENT_PAIR = 0.15
CHEAP = 0.36
ELSEWHERE = 1.3
"""For a cheap misreading, where other cells have the same words around the other word."""
OUTVOTED = 1.05
"""One letter lost or put in at the most, where the document has the other word there throughout."""
IN_ROW = 0.15
IN_DOCUMENT = 0.1
ACRONYM_IN_DOCUMENT = 0.25
ACRONYM_OFTEN = 0.2
SCHEDULE = 0.8
CLEAN = -0.4
NOISY = 0.6
REPEATED = -0.5
NOISY_DOCUMENT = 0.5
OFFICIAL = ("komponen", "indikator")
"""Columns of official wording, where an unknown word is rarely the author's, and hardly a name."""
ALONE = 0.35
"""Where no other word is near, in a noisy document."""
SHORT = 4
LOST_LETTER = -0.45
VARIANT = -1.2
AUTHORS = -1.5
"""Slips that authors make are put right only where the document is otherwise misread as well."""
MISSPELT_ONCE = 0.55
"""A word read alike in several cells is the author's, unless the noise cost is below this."""
STRANGE = -0.15
"""Where nothing but its spelling speaks for a word that neither plans nor this document use."""
SCRAPS = -0.5
"""The same in a cell of unknown words alone, less where there are fewer: they are scraps of cut words."""
SPARE_UNKNOWN = 0.15
"""Cells with no more than this share of unknown words are hardly scraps."""
LEAST_SUPPORT = 0.5
"""Known words are doubted without a matched phrase only where the library's support is this strong."""

_DIGITLIKE = frozenset("oil0123456789")


@dataclass(frozen=True, slots=True)
class Proposal:
    """Tokens ``first..last`` should read ``word``; positive ``margin`` means enough evidence."""

    first: int
    last: int
    word: str
    cost: float
    margin: float
    method: Method

    @property
    def score(self) -> float:
        """How sure the repair is, 0..1."""
        return 1.0 / (1.0 + math.exp(-(1.4 + 4.0 * self.margin)))


@cache
def month_names() -> frozenset[str]:
    """The months as plans write them, in lower case."""
    return frozenset(load_vocabulary().month_numbers)


@cache
def schedule_words() -> frozenset[str]:
    """Words a schedule is made of: months and their company."""
    return words_of(Role.SCHEDULE) | month_names()


def near_months(finder: CandidateFinder, word: str) -> list[str]:
    """The months that the word is a cheap misreading of."""
    return [
        month
        for month in sorted(month_names())
        if len(month) >= 3 and 0 < finder.model.cost(word, month) <= CHEAP
    ]


class Judge:
    """Weighs repairs of one cell's text."""

    def __init__(self, finder: CandidateFinder, context: RepairContext, text: str) -> None:
        self.finder = finder
        self.lexicon = finder.lexicon
        self.library = finder.library
        self.context = context
        self.document = context.document
        self.text = text
        self.tokens = tokenize(text)
        self._standings: dict[int, float | None] = {}

    @cached_property
    def row_words(self) -> frozenset[str]:
        """The words of the row's other cells."""
        return frozenset(word for text in self.context.row for word in lower_words(text))

    @cached_property
    def _strangeness(self) -> float:
        """What speaks against a word from outside of plans: the more so, the more of the cell is scraps."""
        words = [token.lower for token in self.tokens if token.text.isalpha() and not token.protected]
        unknown = sum(not self.lexicon.known(word) for word in words)
        share = unknown / len(words) if len(words) > SHORT else 0.0
        return STRANGE + SCRAPS * max(0.0, share - SPARE_UNKNOWN) / (1.0 - SPARE_UNKNOWN)

    def standing(self, place: int) -> float | None:
        """What a repair of this word may cost before any evidence; None: it must not be touched."""
        if place not in self._standings:
            self._standings[place] = self._standing(place)
        return self._standings[place]

    def _standing(self, place: int) -> float | None:
        token = self.tokens[place]
        word = token.lower
        if token.protected or not any(mark.isalpha() for mark in word) or self.is_kept(word):
            return None
        if set(word) <= _DIGITLIKE and len(word) > 1:
            return None
        if word in schedule_words() and (len(word) <= SHORT or not self.lexicon.pulled(word)):
            return None
        if token.text.istitle() and place and self.tokens[place - 1].lower in words_of(Role.BEFORE_REGION):
            return None  # A region's name, or what is left of one; names are put right as names.
        if any(mark.isdigit() for mark in word) and (len(word) < SHORT or self._digit_share(word) > 0.3):
            return None
        if self.lexicon.is_acronym(word) and (token.text.isupper() or not self.lexicon.pulled(word)):
            return ACRONYM
        if not self.lexicon.known(word):
            return self._unknown(place)
        return self._known(word)

    def at_home(self, word: str) -> bool:
        """Whether the word belongs to the language of plans."""
        return bool(
            self.lexicon.domain_count(word)
            or self.library.words[word]
            or self.lexicon.is_acronym(word)
            or self.lexicon.kind(word) == "umum"
            or word in schedule_words()
        )

    def is_own(self, word: str) -> bool:
        """Whether the word is known and belongs to the language of plans, or stands in several cells."""
        if not self.lexicon.known(word):
            return False
        return self.at_home(word) or self.document.cells_with[word] >= SEEN_OFTEN

    def is_kept(self, word: str) -> bool:
        """Whether authors write so: a variant spelling, an English term in use, a place, a name."""
        return bool(self.lexicon.kind(word) in ("ragam", "inggris")) or (
            word in self.document.names or self.lexicon.is_place(word)
        )

    def is_suspicious(self, place: int) -> bool:
        """Whether the word is unknown or looks pulled to English, and may be touched at all."""
        standing = self.standing(place)
        token = self.tokens[place]
        if standing is None:
            return False
        if len(token.lower) == 1:
            is_mark = token.opens or self.text[token.end : token.end + 1] in (".", ")")
            return not (is_mark or is_roman(token.text))
        return not self.lexicon.known(token.lower) or self.is_odd(token.lower)

    def is_odd(self, word: str) -> bool:
        """Whether a known word looks wrong: pulled to English, or an unlisted form of a listed one."""
        if self.lexicon.pulled(word):
            return True
        if self.context.kolom == "target_waktu" and word not in schedule_words():
            return bool(near_months(self.finder, word))
        if self.lexicon.listed(word) or self.document.noise < NOISY_DOCUMENT:
            return False
        near = self.finder.by_spelling(word)
        return bool(near) and near[0][1] <= MISSPELT_ONCE

    def is_name_like(self, place: int) -> bool:
        """Whether the unknown word is likely a name: capitalised beside unknown ones, or after a cue."""
        token = self.tokens[place]
        if not token.text[:1].isupper() or token.text.isupper() or not token.text.isascii():
            return False
        if place and self.tokens[place - 1].lower in words_of(Role.BEFORE_NAME):
            return True
        if self.context.kolom in OFFICIAL and self.context.phrases and self.document.noise >= NOISY_DOCUMENT:
            return False
        beside = (*self.tokens[max(0, place - 1) : place], *self.tokens[place + 1 : place + 2])
        return any(
            other.text[:1].isupper()
            and not other.text.isupper()
            and not other.protected
            and len(other.lower) > 2
            and not self.lexicon.known(other.lower)
            and not self._is_plain_noise(other.lower)
            for other in beside
        )

    def weigh(
        self,
        first: int,
        last: int,
        word: str,
        cost: float,
        standing: float,
        *,
        phrase: float = 0.0,
        alone: float = 0.0,
    ) -> Proposal:
        """Weighs reading tokens ``first..last`` as ``word``.

        Args:
            first: First token.
            last: Last token, inclusive.
            word: What would be printed there, lower case (two words where a blank was lost).
            cost: Its noise cost.
            standing: What :meth:`standing` says of what was read.
            phrase: How strongly the matched vocabulary phrase says so, 0..1.
            alone: How much dearer the next best known word would be.
        """
        support = max(self.support(first, last, word), self.witness(first, last, word))
        vocabulary, library = VOCABULARY * phrase, LIBRARY * support
        allowance = standing + max(vocabulary, library) + SECOND_SOURCE * min(vocabulary, library)
        allowance += self._surroundings(first, last, word) + self._length(first, last, max(support, phrase))
        allowance += CLEAN + NOISY * self.document.noise + self._commonness(word)
        if self._letters(first, last) > SHORT:
            allowance += min(ALONE, ALONE * alone / 0.6) * self.document.noise
        if not phrase and support < LEAST_SUPPORT and not all(map(self.is_own, word.split())):
            allowance += self._strangeness
        seen = " ".join(token.lower for token in self.tokens[first : last + 1])
        if self._is_otherwise_elsewhere(first, last, seen, word, cost):
            allowance += ELSEWHERE
        if is_authors_slip(seen, word):
            allowance += AUTHORS * (1.0 - self.document.noise)
            if is_lost_letter(seen, word) and not (phrase or support >= LEAST_SUPPORT):
                allowance += LOST_LETTER
        if is_spelling_variant(seen, word):
            allowance += VARIANT
        alike = self.document.cells_with[seen]
        if cost > MISSPELT_ONCE and alike >= 2 and alike >= self.document.cells_with[word]:
            allowance += REPEATED
        if self.context.kolom == "target_waktu":
            allowance += SCHEDULE if set(word.split()) <= schedule_words() else CLEAN
        method = Method.CONTEXT if support >= 0.3 else Method.LEXICON
        if phrase and vocabulary >= library:
            method = Method.PHRASE
        return Proposal(first, last, word, cost, allowance - cost, method)

    def support(self, first: int, last: int, word: str) -> float:
        """How strongly the phrase library calls for the word(s) in this place, 0..1."""
        before, after = self.neighbours(first, last)
        words = word.split()
        if len(words) == 1:
            return self.library.support(before, word, after)
        inner = 0.4 if tuple(words) in self.library.pairs else 0.0
        return min(1.0, inner + self.library.support(before, words[0], words[1:] + after))

    def witness(self, first: int, last: int, word: str) -> float:
        """How strongly the rest of the document calls for the word beside its neighbours, 0..1."""
        before, after = self.neighbours(first, last)
        left = self.document.pairs[before[-1], word] if before else 0
        right = self.document.pairs[word, after[0]] if after else 0
        strength = 0.0
        for count, neighbour in ((left, before[-1:]), (right, after[:1])):
            if count >= SEEN_OFTEN:
                strength += 0.15 if is_common(neighbour[0]) else 0.45
        return strength

    def _is_otherwise_elsewhere(self, first: int, last: int, seen: str, word: str, cost: float) -> bool:
        """Whether other cells have the word in such a place, and not what was read."""
        beside = self.neighbours(first, last)
        if cost <= CHEAP and is_wording_elsewhere(self.document, *beside, seen, word):
            return True
        return cost <= OUTVOTED and is_outvoted(
            self.document, *beside, seen, word, at_home=self.at_home(seen)
        )

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

    def _known(self, word: str) -> float:
        if self.lexicon.pulled(word):
            return PULLED
        if not self.lexicon.listed(word):
            return DERIVED
        if self.lexicon.domain_count(word) >= 3 or self.library.words[word] >= 4:
            return AT_HOME
        if self.lexicon.domain_count(word) or self.lexicon.frequency(word) >= 5.0:
            return FREQUENT
        return KNOWN

    def _unknown(self, place: int) -> float | None:
        token = self.tokens[place]
        if token.text.isupper() and len(token.text) <= 6:
            return UNKNOWN_CAPITALS
        if self.is_name_like(place):
            return None
        capitalised = token.text[:1].isupper() and not token.opens and not is_mixed_case(token.text)
        return UNKNOWN_CAPITALISED if capitalised else UNKNOWN

    def _is_plain_noise(self, word: str) -> bool:
        near = self.finder.by_spelling(word)
        return bool(near) and near[0][1] <= MISSPELT_ONCE

    def _surroundings(self, first: int, last: int, word: str) -> float:
        """What row and document add: the word stands there too, beside the same words."""
        bonus = IN_ROW if word in self.row_words else 0.0
        if self.document.cells_with[word] >= 2:
            bonus += ACRONYM_IN_DOCUMENT if self.lexicon.is_acronym(word) else IN_DOCUMENT
            seen = self.tokens[first].lower
            if self.lexicon.is_acronym(word) and self.document.cells_with[seen] < SEEN_OFTEN - 1:
                bonus += ACRONYM_OFTEN if self.document.cells_with[word] >= SEEN_OFTEN else 0.0
        before, after = self.neighbours(first, last)
        if before and self.document.pairs[before[-1], word] >= 2:
            bonus += DOCUMENT_PAIR
        if after and self.document.pairs[word, after[0]] >= 2:
            bonus += DOCUMENT_PAIR
        return bonus

    def _length(self, first: int, last: int, support: float) -> float:
        letters = self._letters(first, last)
        if self.context.kolom == "target_waktu":
            return 0.0
        if letters < SHORT:
            return -0.3 if support >= LEAST_SUPPORT else -0.5
        return -0.15 if letters == SHORT else 0.2 if letters >= 2 * SHORT else 0.0

    def _letters(self, first: int, last: int) -> int:
        """How long the printed word is, roughly: a blank inside stands for the two letters that were lost."""
        return sum(len(token.lower) for token in self.tokens[first : last + 1]) + 2 * (last - first)

    def _commonness(self, word: str) -> float:
        if self.lexicon.is_acronym(word):
            return 0.0
        zipf = min(self.lexicon.frequency(part) for part in word.split())
        return max(-0.4, min(0.3, 0.2 * (zipf - 4.3)))

    @staticmethod
    def _digit_share(word: str) -> float:
        return sum(mark.isdigit() for mark in word) / len(word)
