"""The words that times are written with."""

from __future__ import annotations

import re
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


_PERIODS = ("TW", "Triwulan", "Tribulan", "Caturwulan", "Semester", "Setiap", "Tiap")
"""What begins a time besides a month's name."""


def holds_second_time(text: str) -> bool:
    """Whether another time begins where one ended and nothing joins the two: cells that ran together.

    A time ends with a year, or with a period that recurs (*setiap triwulan*).
    """
    return _second_time().search(text) is not None


@cache
def _second_time() -> re.Pattern[str]:
    begins = "|".join((*_PERIODS, *sorted(name.capitalize() for name in month_names())))
    ends = r"(?<!\btahun )\b(?:19|20)\d\d|\b(?i:setiap|tiap) (?i:triwulan|tribulan|caturwulan|semester|tw)"
    return re.compile(rf"(?:{ends}) (?=(?:{begins})\b)")
