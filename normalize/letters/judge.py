"""Is this word noise, and is that the word that was printed? The weighing of evidence for one repair.

Every repair has a noise *cost* (how unlike a misreading it is) and an *allowance* (how much it may cost). The
allowance is the tolerance of what was read (:mod:`normalize.letters.tolerance`) plus what the evidence adds
(:mod:`normalize.letters.repair_evidence`). A repair is made where the cost does not exceed the allowance.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from lampiran.codes import Method
from normalize.language.candidates import CandidateFinder
from normalize.letters.cell_words import CellWords
from normalize.letters.judge_weights import value
from normalize.letters.repair_evidence import Change, Evidence, evidence, is_by_wording, support
from normalize.letters.tolerance import is_lone_letter_of_text, is_odd, tolerance
from normalize.style.context import RepairContext

_DECIMALS = 9
"""Of a margin; so the order of adding evidence changes nothing."""


@dataclass(frozen=True, slots=True)
class WordProposal:
    """Tokens ``first..last`` should read ``word``.

    Attributes:
        first: First token.
        last: Last token, inclusive.
        word: What would be printed there, in lower case.
        cost: Its noise cost.
        margin: Allowance less cost; not negative: there is enough evidence.
        method: What decided.
        evidence: What was weighed; empty where a rule of its own made the proposal.
    """

    first: int
    last: int
    word: str
    cost: float
    margin: float
    method: Method
    evidence: tuple[Evidence, ...] = ()

    @property
    def score(self) -> float:
        """How sure the repair is, 0..1."""
        odds = value("score.start") + value("score.margin") * self.margin
        return 1.0 / (1.0 + math.exp(-odds))


class Judge(CellWords):
    """Weighs repairs of one cell's text."""

    def __init__(self, finder: CandidateFinder, context: RepairContext, text: str) -> None:
        super().__init__(finder, context, text)
        self._tolerances: dict[int, float | None] = {}

    def tolerance(self, place: int) -> float | None:
        """The noise cost that a change of this word may have before any evidence; None: leave it as it is."""
        if place not in self._tolerances:
            self._tolerances[place] = tolerance(place, self)
        return self._tolerances[place]

    def span_tolerance(self, first: int, last: int) -> float | None:
        """The tolerance of one or two words; None where one must not be touched or neither looks wrong."""
        places = range(first, last + 1)
        found = [self._piece_tolerance(place) for place in places]
        if last > first and not any(self.is_suspicious(place) for place in places):
            return None
        allowed = [one for one in found if one is not None]
        return max(allowed) if len(allowed) == len(found) else None

    def _piece_tolerance(self, place: int) -> float | None:
        """As :meth:`tolerance`; a lone letter is a piece of something, whatever else it could be."""
        token = self.tokens[place]
        if len(token.text) == 1 and token.text.isalpha() and not token.protected:
            return value("tolerance.lone-letter")
        return self.tolerance(place)

    def is_suspicious(self, place: int) -> bool:
        """Whether the word is unknown or looks wrong, and may be touched at all."""
        token = self.tokens[place]
        if self.tolerance(place) is None:
            return False
        if len(token.lower) == 1:
            return is_lone_letter_of_text(token, self)
        return self.looks_wrong(place)

    def looks_wrong(self, place: int) -> bool:
        """Whether the word is unknown, or known and odd."""
        word = self.tokens[place].lower
        return not self.lexicon.known(word) or is_odd(word, self)

    def weigh(self, change: Change, allowed: float) -> WordProposal:
        """Weighs a change.

        Args:
            change: What might be read instead.
            allowed: Tolerance of what was read.
        """
        supported = support(change, self)
        found = evidence(change, supported, self)
        margin = round(allowed + sum(one.points for one in found) - change.cost, _DECIMALS)
        method = Method.CONTEXT if supported >= value("level.support.some") else Method.LEXICON
        if change.wording and is_by_wording(change, supported):
            method = Method.PHRASE
        return WordProposal(change.first, change.last, change.word, change.cost, margin, method, tuple(found))
