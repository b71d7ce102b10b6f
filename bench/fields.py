"""Which fields the documents of a run have, and the kinds of their values.

A field is a path without numbers: ``document.rows.cells.*.text``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from bench.golden import Golden, Json

BY_NAME = frozenset({"cells"})
"""Records whose names are data (a table's columns), not fields."""

Kinds = dict[str, set[str]]
"""Kinds of value by field."""


def kinds_of(documents: Iterable[Golden]) -> Kinds:
    """The fields of a run and the kinds of their values."""
    kinds: Kinds = defaultdict(set)
    for document in documents:
        _add_kinds(document, "", kinds)
    return kinds


def _add_kinds(value: Json, path: str, kinds: Kinds) -> None:
    kinds[path].add(_kind(value))
    if isinstance(value, dict):
        for key, item in value.items():
            _add_kinds(item, _below(path, key), kinds)
    elif isinstance(value, list):
        for item in value:
            _add_kinds(item, path, kinds)


def _below(path: str, key: str) -> str:
    """The field of a record's entry."""
    last = path.rpartition(".")[2]
    return f"{path}.*" if last in BY_NAME else f"{path}.{key}".lstrip(".")


def _kind(value: Json) -> str:
    names = {dict: "record", list: "list", str: "text", bool: "yes or no", int: "number", float: "number"}
    return names.get(type(value), "nothing")


def only_first(kinds: Kinds, others: Kinds) -> list[str]:
    """Fields that only the first run knows, though records that could hold them are in both."""
    found = []
    for path in kinds.keys() - others:
        holder, _, name = path.rpartition(".")
        if name != "*" and holder in others and "record" in kinds[holder] & others[holder]:
            found.append(path)
    return sorted(found)


def changed_form(kinds: Kinds, others: Kinds) -> Iterator[str]:
    """Fields whose kind of value is another in each run, each with both kinds."""
    for path in sorted(kinds.keys() & others):
        old, new = kinds[path] - {"nothing"}, others[path] - {"nothing"}
        # A list adds no more than that it may be empty.
        if old - {"list"} and new - {"list"} and not (old - {"list"}) & (new - {"list"}):
            yield f"{shown(path)}: {_listed(old)} -> {_listed(new)}"


def _listed(kinds: set[str]) -> str:
    rest = " or ".join(sorted(kinds - {"list"}))
    return f"list of {rest}" if "list" in kinds else rest


def shown(path: str) -> str:
    """A field as reports write it."""
    bare = path.removeprefix("document.").removeprefix("outcome.")
    return (
        bare.replace("rows.cells.*", "cell")
        if bare.startswith("rows.cells.*")
        else bare.replace("rows.", "row.")
    )


def without(value: Json, fields: set[str], path: str = "") -> Json:
    """The value without those fields."""
    if isinstance(value, dict):
        kept = {key: item for key, item in value.items() if _below(path, key) not in fields}
        return {key: without(item, fields, _below(path, key)) for key, item in kept.items()}
    return [without(item, fields, path) for item in value] if isinstance(value, list) else value
