"""All rules there are, gathered from the tables of this package."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Collection, Iterator
from functools import cache

import normalize.rules
from lampiran.errors import UsageError
from lampiran.language import told
from normalize.edits import LETTERS
from normalize.rules.rule import Rule


@cache
def every_rule() -> tuple[Rule, ...]:
    """The rules of all modules of this package, each once, by module and in the order of its tables."""
    found: dict[int, Rule] = {}
    for module in pkgutil.iter_modules(normalize.rules.__path__):
        named = vars(importlib.import_module(f"normalize.rules.{module.name}"))
        for value in named.values():
            found |= {id(rule): rule for rule in _rules_in(value)}
    return tuple(found.values())


def check_ids(ids: Collection[str]) -> None:
    """Makes sure that these rules exist; repairs of letters are called ``letters.`` and a method.

    Raises:
        UsageError: If there is no such rule.
    """
    known = {rule.id for rule in every_rule()} if ids else set()
    unknown = sorted(name for name in ids if name not in known and not name.startswith(LETTERS))
    if unknown:
        where = "The view correction names the rule of each repair."
        raise UsageError(told("There is no rule {0}.", ", ".join(map(repr, unknown))), where)


def _rules_in(value: object) -> Iterator[Rule]:
    if isinstance(value, Rule):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _rules_in(item)
