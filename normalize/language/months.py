"""The words that times are written with."""

from __future__ import annotations

from functools import cache

from dictionaries import load_vocabulary
from dictionaries.function_words import Role, words_of


@cache
def month_names() -> frozenset[str]:
    """The months as plans write them, in lower case."""
    return frozenset(load_vocabulary().month_numbers)


@cache
def schedule_words() -> frozenset[str]:
    """Words a schedule is made of: months and their company."""
    return words_of(Role.SCHEDULE) | month_names()
