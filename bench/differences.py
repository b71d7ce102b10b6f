"""Where two runs differ: which document, row, cell and field, before and after.

Fields that only one run knows, and fields that are ignored, are listed once and not compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from bench.fields import changed_form, kinds_of, only_first, shown, without
from bench.golden import Golden, Json, written

ABSENT = None
"""What stands for a value that is not there."""
BY_PAGE = ("pages", "page_texts")
"""Lists with at most one item a page."""
AS_SETS = ("steps", "reasons", "problems", "notes", "readings")
"""Lists of which only what came and went is shown."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that differs.

    Attributes:
        document: Its name in the corpus.
        place: Where in the document: ``row 12 komponen``, ``page 3``; empty for the document's own fields.
        field: ``cell.text``, ``row.notes``, ``pages.words_read``, ``status`` …
        before, after: The values; of ``AS_SETS`` those that went and came.
    """

    document: str
    place: str
    field: str
    before: Json
    after: Json

    @property
    def other_number(self) -> bool:
        """Whether two lists differ in length: in a field whose form changed, that still says something."""
        both = isinstance(self.before, list) and isinstance(self.after, list)
        return both and len(self.before) != len(self.after)


@dataclass(slots=True)
class Comparison:
    """Two runs side by side.

    Attributes:
        compared: How many documents both have.
        only_before, only_after: Documents that one run alone has.
        other_bytes: Documents whose file is not the same in both; they are not compared.
        new_fields, gone_fields: Fields that one run alone knows.
        changed_form: Fields whose kind of value changed, ``cell.reasons: list of text -> list of record``.
        ignored: How many values differ in each ignored field.
        differences: All others.
    """

    compared: int = 0
    only_before: list[str] = field(default_factory=list)
    only_after: list[str] = field(default_factory=list)
    other_bytes: list[str] = field(default_factory=list)
    new_fields: list[str] = field(default_factory=list)
    gone_fields: list[str] = field(default_factory=list)
    changed_form: list[str] = field(default_factory=list)
    ignored: Counter[str] = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)

    @property
    def same(self) -> bool:
        """Whether nothing differs that counts."""
        return not self.differences


def compare(
    before: Mapping[str, Golden], after: Mapping[str, Golden], ignore: Sequence[str] = ()
) -> Comparison:
    """Compares the documents that both runs have.

    Args:
        before: Canonical documents by name.
        after: Those of the other run.
        ignore: Fields, by their last names (``confidence``, ``cell.reasons``), that do not count.
    """
    found = Comparison(only_before=sorted(before.keys() - after), only_after=sorted(after.keys() - before))
    both = sorted(before.keys() & after)
    found.other_bytes = [name for name in both if before[name].get("bytes") != after[name].get("bytes")]
    both = [name for name in both if name not in found.other_bytes]
    found.compared = len(both)
    kinds = kinds_of(before[name] for name in both), kinds_of(after[name] for name in both)
    gone, new = only_first(*kinds), only_first(*reversed(kinds))
    left_out = {*gone, *new, *_ignored_in_sets({*kinds[0], *kinds[1]}, ignore)}
    found.gone_fields, found.new_fields = list(map(shown, gone)), list(map(shown, new))
    found.changed_form = list(changed_form(*kinds))
    for name in both:
        if before[name] == after[name]:
            continue
        for difference in differences(name, without(before[name], left_out), without(after[name], left_out)):
            if is_meant(difference.field, ignore):
                found.ignored[difference.field] += 1
                if difference.other_number:
                    found.ignored[f"{difference.field}, another number of them"] += 1
            else:
                found.differences.append(difference)
    return found


def _ignored_in_sets(paths: Iterable[str], ignore: Sequence[str]) -> set[str]:
    """Ignored fields of records that are compared as a whole."""
    inside = {path for path in paths if set(path.split(".")[:-1]) & set(AS_SETS)}
    return {path for path in inside if is_meant(shown(path), ignore)}


def is_meant(name: str, asked: Iterable[str]) -> bool:
    """Whether a field is one of those asked for: their names stand in its path, one after the other."""
    return any(f".{each}." in f".{name}." for each in asked)


# --- what differs


def differences(document: str, before: Golden, after: Golden) -> Iterator[Difference]:
    """All differences of one document; rows are paired by what they say, not by their number."""
    if before.get("error") != after.get("error"):
        yield Difference(document, "", "error", before.get("error"), after.get("error"))
        return
    yield from _walk(_At(document, "", "outcome"), before.get("outcome"), after.get("outcome"))
    old, new = before.get("document"), after.get("document")
    if old is None or new is None:
        yield from _walk(_At(document, "", "document"), _rows_of(old), _rows_of(new))
        return
    for key in dict.fromkeys([*old, *new]):
        if key != "rows":
            yield from _walk(_At(document, "", key), old.get(key), new.get(key))
    yield from _rows(document, old.get("rows", []), new.get("rows", []))


def _rows_of(document: Golden | None) -> Json:
    return document if document is None else f"{len(document.get('rows', []))} rows"


def _rows(document: str, before: Sequence[Golden], after: Sequence[Golden]) -> Iterator[Difference]:
    pairs = _paired(before, after)
    numbered = all(old is not None and new is not None for old, new in pairs)
    for old, new in pairs:
        if old is None or new is None:
            number = (old or new or {}).get("urutan")
            yield Difference(document, f"row {number}", "row", _gist(old), _gist(new))
        elif old != new:
            yield from _row(document, old, new if numbered else _with_number(new, old["urutan"]))


def _with_number(row: Golden, urutan: int) -> Golden:
    """The row as if no row before it had come or gone."""
    as_read = (
        {**row["as_read"], "urutan": urutan} if "urutan" in row.get("as_read", {}) else row.get("as_read")
    )
    return {**row, "urutan": urutan, "as_read": as_read}


def _row(document: str, old: Golden, new: Golden) -> Iterator[Difference]:
    place = f"row {old.get('urutan')}"
    for key in dict.fromkeys([*old, *new]):
        if key != "cells":
            yield from _walk(_At(document, place, f"row.{key}"), old.get(key), new.get(key))
    mine, theirs = old.get("cells", {}), new.get("cells", {})
    for kolom in dict.fromkeys([*mine, *theirs]):
        at = _At(document, f"{place} {kolom}", "cell")
        if kolom in mine and kolom in theirs:
            yield from _walk(at, mine[kolom], theirs[kolom])
        else:
            yield Difference(document, at.place, "cell", _text(mine.get(kolom)), _text(theirs.get(kolom)))


@dataclass(frozen=True, slots=True)
class _At:
    document: str
    place: str
    field: str

    @property
    def last(self) -> str:
        return self.field.rpartition(".")[2]

    def below(self, key: str) -> _At:
        """A field of the record here."""
        return _At(self.document, self.place, shown(f"{self.field}.{key}"))

    def at(self, place: str) -> _At:
        """An item of the list here."""
        return _At(self.document, f"{self.place} {place}".lstrip(), self.field)


def _walk(at: _At, old: Json, new: Json) -> Iterator[Difference]:
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys([*old, *new]):
            yield from _walk(at.below(key), old.get(key), new.get(key))
    elif not isinstance(old, list) or not isinstance(new, list):
        yield Difference(at.document, at.place, at.field, old, new)
    elif at.last in AS_SETS:
        gone, come = _left(old, new), _left(new, old)
        # The same ones in another order differ too.
        yield Difference(at.document, at.place, at.field, *((gone, come) if gone or come else (old, new)))
    elif at.field in BY_PAGE:
        mine, theirs = ({item["page"]: item for item in items} for items in (old, new))
        for page in sorted({*mine, *theirs}):
            yield from _walk(at.at(f"page {page}"), mine.get(page), theirs.get(page))
    elif len(old) == len(new) and all(isinstance(item, dict) for item in (*old, *new)):
        for number, (mine, theirs) in enumerate(zip(old, new, strict=True), start=1):
            yield from _walk(at.at(f"{at.last.rstrip('s')} {number}"), mine, theirs)
    else:
        yield Difference(at.document, at.place, at.field, old, new)


def _left(items: Sequence[Json], others: Sequence[Json]) -> list[Json]:
    """The items that have no like among the others."""
    there = Counter(map(written, others))
    left = []
    for item in items:
        key = written(item)
        if there[key]:
            there[key] -= 1
        else:
            left.append(item)
    return left


def _paired(old: Sequence[Golden], new: Sequence[Golden]) -> list[tuple[Golden | None, Golden | None]]:
    """Rows of both runs beside each other; None where a row has no partner."""
    if len(old) == len(new):
        return list(zip(old, new, strict=True))
    pairs: list[tuple[Golden | None, Golden | None]] = []
    matcher = SequenceMatcher(None, list(map(_key, old)), list(map(_key, new)), autojunk=False)
    for _, i, j, k, m in matcher.get_opcodes():
        mine, theirs = old[i:j], new[k:m]
        both = min(len(mine), len(theirs))
        pairs += zip(mine[:both], theirs[:both], strict=True)
        pairs += [(row, None) for row in mine[both:]]
        pairs += [(None, row) for row in theirs[both:]]
    return pairs


def _key(row: Golden) -> str:
    return " ".join(_text(row.get("cells", {}).get(kolom)) for kolom in ("indikator", "langkah_aksi"))


def _gist(row: Golden | None) -> Json:
    return ABSENT if row is None else " | ".join(_text(cell) for cell in row.get("cells", {}).values())


def _text(cell: Any) -> str:
    return str(cell.get("text", "")) if isinstance(cell, dict) else ""
