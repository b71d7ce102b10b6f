"""A comparison as text: what differs document by document, then sums by field and by rule."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby, islice

from bench.differences import Comparison, Difference
from bench.golden import Json, written

DOCUMENTS = 8
PLACES = 6
"""Documents, and places of each, that are shown where not everything is asked for."""
ITEMS = 6
SUMS = 20
AROUND = 30
"""Characters shown before and after what differs in a text."""
LONGEST = 160


def report(found: Comparison, *, everything: bool = False) -> str:
    """The whole report, ending in one line that says it all."""
    lines = [
        *_notes(found, everything),
        *_documents(found, everything),
        *_sums(found, everything),
        _verdict(found),
    ]
    return "\n".join(lines) + "\n"


def _notes(found: Comparison, everything: bool) -> Iterator[str]:
    for title, names in (
        ("only before, not compared", found.only_before),
        ("only after, not compared", found.only_after),
        ("another file than before, not compared", found.other_bytes),
        ("new field", found.new_fields),
        ("gone field", found.gone_fields),
        ("form changed", found.changed_form),
    ):
        if names:
            more = "" if everything or len(names) <= ITEMS else f" … {len(names) - ITEMS} more"
            yield f"{title}: {', '.join(names if everything else names[:ITEMS])}{more}"
    if found.ignored:
        yield "ignored: " + ", ".join(f"{name} ({count})" for name, count in found.ignored.most_common())


def _documents(found: Comparison, everything: bool) -> Iterator[str]:
    shown = 0
    for name, group in groupby(found.differences, key=lambda difference: difference.document):
        differences = list(group)
        shown += 1
        if not everything and shown > DOCUMENTS:
            continue
        yield f"\n{name}"
        places = [(place, list(each)) for place, each in groupby(differences, key=lambda d: d.place)]
        for place, each in islice(places, None if everything else PLACES):
            yield from _place(place, each)
        if not everything and len(places) > PLACES:
            yield f"  … {len(places) - PLACES} more places in this document"
    if not everything and shown > DOCUMENTS:
        yield f"\n… {shown - DOCUMENTS} more documents (--all shows everything)"


def _place(place: str, differences: list[Difference]) -> Iterator[str]:
    if place:
        yield f"  {place}"
    indent = "    " if place else "  "
    for difference in differences:
        name = difference.field.removeprefix("cell.").removeprefix("row.")
        if isinstance(difference.before, list) and isinstance(difference.after, list):
            yield f"{indent}{name}"
            yield from (f"{indent}  - {_brief(item)}" for item in difference.before)
            yield from (f"{indent}  + {_brief(item)}" for item in difference.after)
        else:
            yield f"{indent}{name}: {change(difference.before, difference.after)}"


def change(before: Json, after: Json) -> str:
    """Before and after on one line; of long texts only what is round the change."""
    if not isinstance(before, str) or not isinstance(after, str):
        return f"{_brief(before)} → {_brief(after)}"
    shorter = min(len(before), len(after))
    same = next((i for i in range(shorter) if before[i] != after[i]), shorter)
    tail = next((i for i in range(shorter - same) if before[-1 - i] != after[-1 - i]), shorter - same)
    return f"{_cut(before, same, tail)} → {_cut(after, same, tail)}"


def _cut(text: str, same: int, tail: int) -> str:
    start, end = max(0, same - AROUND), len(text) - max(0, tail - AROUND)
    middle = text[start:end]
    if len(middle) > LONGEST:
        middle = f"{middle[: LONGEST // 2]} … {middle[-LONGEST // 2 :]}"
    return f"'{'…' if start else ''}{middle}{'…' if end < len(text) else ''}'"


def _brief(value: Json) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict) and {"before", "after", "start"} <= value.keys():
        score = f" {value['score']}" if "score" in value else ""
        return f"{_rule(value)}{score}: {value['before']!r} → {value['after']!r} at {value['start']}"
    text = f"'{value}'" if isinstance(value, str) else written(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _rule(step: dict[str, Json]) -> str:
    return str(step.get("rule") or step.get("method") or "?")


def _sums(found: Comparison, everything: bool) -> Iterator[str]:
    fields = Counter(difference.field for difference in found.differences)
    yield from _sum("by field", [f"{count:6} {name}" for name, count in fields.most_common()], everything)
    gone, come = _items(found.differences, "before"), _items(found.differences, "after")
    both = (gone + come).most_common()
    lines = [f"{-gone[name]:6} {come[name]:+6} {name}" for name, _ in both]
    yield from _sum("by rule and reason (gone, come)", lines, everything)


def _items(differences: list[Difference], side: str) -> Counter[str]:
    """Steps by rule, reasons and notes by their wording without what they quote."""
    counted: Counter[str] = Counter()
    for difference in differences:
        kind = difference.field.rpartition(".")[2]
        items = getattr(difference, side)
        if kind in ("steps", "reasons", "notes") and isinstance(items, list):
            counted.update(f"{kind.rstrip('s')} {_class(item)}" for item in items)
    return counted


def _class(item: Json) -> str:
    if isinstance(item, dict):
        return str(item.get("rule") or item.get("method") or item.get("code") or "?")
    return re.sub(r"'[^']*'|\d+", "…", str(item))


def _sum(title: str, lines: list[str], everything: bool) -> Iterator[str]:
    if not lines:
        return
    yield f"\n{title}"
    yield from (f"  {line}" for line in (lines if everything else lines[:SUMS]))
    if not everything and len(lines) > SUMS:
        yield f"  … {len(lines) - SUMS} more"


def _verdict(found: Comparison) -> str:
    if not found.compared:
        return "no document was compared"
    if found.same:
        return f"the same: {found.compared} documents"
    documents = len({difference.document for difference in found.differences})
    return f"\n{len(found.differences)} differences in {documents} of {found.compared} documents"
