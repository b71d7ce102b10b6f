"""Running suspicions and traits on a text; repairs run in the passes of :mod:`normalize.rules.rule`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from normalize.doubts import Doubt
from normalize.rules.rule import Suspicion, Trait
from normalize.style.context import RepairContext


def doubts(tables: Iterable[tuple[Suspicion, ...]], text: str, context: RepairContext) -> Iterator[Doubt]:
    """What looks wrong in a text, table by table; within a table from left to right.

    Args:
        tables: Rules that do not apply to the context are passed over.
        text: The text as repaired.
        context: What surrounds it.
    """
    for table in tables:
        found = [
            Doubt(place.start, place.end, rule.code, place.values, rule.weight, rule.id)
            for rule in table
            if rule.applies(context)
            for place in rule.places(text, context)
        ]
        yield from sorted(found, key=lambda doubt: doubt.start)


def amounts(traits: Iterable[Trait], text: str, context: RepairContext) -> dict[str, float]:
    """How much of each trait a text has, by name; of two rules for one trait the larger amount counts.

    Args:
        traits: Those for other kinds of page are left out; those for other columns, and those switched off,
            amount to nothing.
        text: The text as repaired.
        context: What surrounds it, with the cell as read.
    """
    found: dict[str, float] = {}
    for trait in traits:
        if context.document.kind in trait.kinds:
            found[trait.name] = max(found.get(trait.name, 0.0), trait.measure(text, context))
    return found
