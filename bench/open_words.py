"""Words that no dictionary of the program has, and plans made of them: what repair must leave alone.

Villages, teams and applications get names of Indonesian syllables; beside them stand acronyms, derived
words, loans, roman numerals, codes, addresses and dates. Names and acronyms that the lexicon happens to know
are drawn anew. A stock is a set of such words with its own sentences. One is for working on rules, the other
for judging them: do not look at the cells of the second while changing a rule.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from dictionaries.lexicon import lexicon
from dictionaries.numerals import ROMAN
from normalize.language.tokens import lower_words

_MOST_TRIES = 50
"""Draws of a name until one is in no list."""
_LETTERS = "ABDEGHIJKLMNOPRSTUW"


@dataclass(frozen=True, slots=True)
class Stock:
    """A stock of words.

    Attributes:
        name: Its name.
        syllables: What names are made of.
        endings: Last syllables of names.
        derived: Derived and rare words.
        loans: Loan words of offices.
        mild: Sentences with a made-up word here and there, by column.
        hard: Sentences full of them, by column.
    """

    name: str
    syllables: tuple[str, ...]
    endings: tuple[str, ...]
    derived: tuple[str, ...]
    loans: tuple[str, ...]
    mild: Mapping[str, tuple[str, ...]]
    hard: Mapping[str, tuple[str, ...]]


class Writer:
    """Writes the cells of plans from a stock; the same seed, the same cells."""

    def __init__(self, stock: Stock, seed: int) -> None:
        self._stock = stock
        self._rng = Random(f"{stock.name}/{seed}")  # noqa: S311 - repeatable on purpose
        self._makers: Mapping[str, Callable[[], str]] = {
            "name": self.name,
            "app": self._application,
            "acronym": self._acronym,
            "derived": lambda: self._rng.choice(stock.derived),
            "loan": lambda: self._rng.choice(stock.loans),
            "roman": lambda: ROMAN[self._rng.randint(1, 13)],
            "quarter": lambda: ROMAN[self._rng.randint(1, 4)],
            "half": lambda: ROMAN[self._rng.randint(1, 2)],
            "number": lambda: str(self._rng.randint(2, 480)),
            "two": lambda: f"{self._rng.randint(1, 28):02}",
            "year": lambda: str(self._rng.randint(2021, 2026)),
        }

    def rows(self, count: int, *, hard: bool) -> list[dict[str, str]]:
        """So many plan rows, text by column."""
        sentences = self._stock.hard if hard else self._stock.mild
        return [
            {kolom: self._filled(self._rng.choice(frames)) for kolom, frames in sentences.items()}
            for _ in range(count)
        ]

    def name(self) -> str:
        """A name of two or three syllables that no list has."""
        for _ in range(_MOST_TRIES):
            parts = [self._rng.choice(self._stock.syllables) for _ in range(self._rng.randint(1, 2))]
            made = "".join(parts) + self._rng.choice(self._stock.endings)
            if not lexicon().known(made):
                return made.capitalize()
        raise ValueError(f"every name of the stock {self._stock.name!r} is a known word")

    def _application(self) -> str:
        name = self.name()
        return self._rng.choice((f"Si{name.lower()}", f"e-{name}", f"SI-{name.upper()}", f"{name.upper()}KU"))

    def _acronym(self) -> str:
        for _ in range(_MOST_TRIES):
            made = "".join(self._rng.choice(_LETTERS) for _ in range(self._rng.randint(3, 5)))
            if not lexicon().known(made):
                return made
        raise ValueError("every acronym is a known word")

    def _filled(self, frame: str) -> str:
        pieces = frame.split("{")
        text = pieces[0]
        for piece in pieces[1:]:
            kind, _, rest = piece.partition("}")
            text += self._makers[kind]() + rest
        return text


def unknown_share(rows: list[dict[str, str]]) -> float:
    """Which share of the words is in no list, 0..1; numbers are not counted."""
    words = [word for row in rows for text in row.values() for word in lower_words(text) if word.isalpha()]
    return sum(not lexicon().known(word) for word in words) / len(words)
