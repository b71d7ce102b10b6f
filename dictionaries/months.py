"""The months by their full Indonesian names: the first that ``bulan.csv`` has for each."""

from __future__ import annotations

from functools import cache

from dictionaries.vocabulary import load_vocabulary


@cache
def month_names() -> tuple[str, ...]:
    """January to December."""
    names: dict[int, str] = {}
    for name, number in load_vocabulary().months:
        names.setdefault(number, name)
    return tuple(names[number] for number in sorted(names))
