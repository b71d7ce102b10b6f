"""``target_waktu`` understood: months, year, and what is left over.

How forms are read:

- A range names all months between; over the new year it wraps (``Desember 2021 - Februari 2022``). A list
  names each. ``TW II`` is April to June, ``Semester I`` January to June, ``akhir TW II`` June.
- A recurrence is due at the end of each period: ``setiap triwulan`` and ``setiap 3 bulan sekali`` in 3, 6, 9
  and 12, ``setiap semester`` in 6 and 12, ``setiap bulan``, weekly and daily in every month, ``setiap tahun``
  in none that the cell names. Months named beside it win: ``setiap bulan (Agustus-Desember)`` is 8 to 12.
- The year is the last one written beside a month, else the last one written.
- The rest keeps everything else, in the cell's own words: weeks, days, ``paling lambat``, the recurrence.
- Spreadsheets write ``2025-10``, ``Mar-25`` and ``Maret '25``; a year of two digits counts only there.
- What cannot be (month 13, 31 February, a range that runs backwards within a year, a range with one end lost,
  one of two recurrences, a word that may be two months) leaves ``certain`` False; nothing is made up for it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dictionaries import Vocabulary
from dictionaries.function_words import Role, words_of
from lampiran.records import Schedule
from normalize.schedule.time_words import ALL_MONTHS, Item, scan

_NOTHING = frozenset({"", "-", "--", "\N{EN DASH}", "\N{EM DASH}", "."})
_MARKUP = re.compile(r"</?[a-zA-Z]{1,3}>")
_CODE = re.compile(r"\bB ?(0[1-9]|1[0-2])\b")
_LEAP_YEAR = 2024
"""A year whose months are all as long as they can be."""


@dataclass(slots=True)
class _Reading:
    """What has been understood so far."""

    named: set[int] = field(default_factory=set)
    recurring: set[int] = field(default_factory=set)
    recurs: bool = False
    years: list[int] = field(default_factory=list)
    years_of_months: list[int] = field(default_factory=list)
    certain: bool = True


def parse_schedule(text: str, vocabulary: Vocabulary) -> Schedule:
    """Understands a ``target_waktu`` cell; see the module for how forms are read.

    Args:
        text: The cell, repaired or raw.
        vocabulary: Gives the names of months.
    """
    clean = " ".join(_MARKUP.sub(" ", text).split())
    if clean in _NOTHING:
        return Schedule()
    items = _with_edges(_bullets_as_lists(clean, list(scan(clean, vocabulary))))
    reading = _Reading()
    place = 0
    while place < len(items):
        place = _take(items, place, reading)
    _check_days(items, clean, reading)
    reading.certain &= not _two_recurrences(items, clean)
    years = reading.years_of_months or reading.years
    year = years[-1] if years else None
    rest = _rest(clean, items, year)
    months = reading.named or reading.recurring
    if not months and not reading.recurs:
        words = re.findall(r"[^\W\d_]+", rest.lower())
        explained = bool(words) or bool(reading.years)
        reading.certain &= explained and words_of(Role.NO_MONTH).issuperset(words)
    return Schedule(tuple(sorted(months)), year, rest, reading.certain)


def with_codes_as_quarters(schedule: Schedule, text: str) -> Schedule:
    """The schedule where codes such as ``B03`` in the text mean the quarters that end with these months."""
    ends = {int(month) for month in _CODE.findall(text)}
    months = {month for end in ends for month in range(max(1, end - 2), end + 1)}
    return replace(schedule, bulan=tuple(sorted(months | set(schedule.bulan)))) if ends else schedule


def _take(items: Sequence[Item], place: int, reading: _Reading) -> int:
    """Understands the item at ``place`` (and, for a range, those up to its end); returns the next place."""
    item = items[place]
    if item.odd and (item.kind != "word" or _beside_month(items, place)):
        reading.certain = False
    if item.year is not None:
        beside = item.kind == "month" or _follows_month(items, place)
        (reading.years_of_months if beside else reading.years).append(item.year)
    if item.kind == "every":
        reading.recurring.update(item.months)
        reading.recurs = True
    elif item.kind == "period":
        reading.named.update(item.months)
    elif item.kind == "range" and _one_end_lost(items, place):
        reading.certain = False
    if item.kind != "month":
        return place + 1
    reading.named.update(item.months)
    _from_month(items, place, reading)
    other = _range_end(items, place)
    if other is not None and item.months and items[other].months:
        _fill(items, place, other, reading)
        return other
    return place + 1


def _fill(items: Sequence[Item], place: int, other: int, reading: _Reading) -> None:
    """Names the months of the range from the month at ``place`` to the one at ``other``."""
    first, last = items[place].months[0], items[other].months[-1]
    year, end_year = _year_of(items, place, other), _year_of(items, other, len(items))
    if year is not None and end_year is not None and end_year - year >= 1:
        whole = end_year - year > 1 or last >= first
        reading.named.update(ALL_MONTHS if whole else [*range(first, 13), *range(1, last + 1)])
    elif last >= first:
        reading.named.update(range(first, last + 1))
    elif year is not None and end_year is not None:
        reading.certain = False  # both ends in one year, backwards
    else:
        reading.named.update([*range(first, 13), *range(1, last + 1)])
        reading.certain = False


def _year_of(items: Sequence[Item], place: int, before: int) -> int | None:
    """The year written with the month at ``place``, looked for up to ``before`` or another month."""
    if items[place].year is not None:
        return items[place].year
    for item in items[place + 1 : before]:
        if item.kind == "year":
            return item.year
        if item.kind not in ("skip", "number"):
            return None
    return None


def _range_end(items: Sequence[Item], place: int) -> int | None:
    """Where the month stands to which a range leads from the month at ``place``; None without one."""
    seen = False
    for other in range(place + 1, len(items)):
        kind = items[other].kind
        if kind == "range" and not seen:
            seen = True
        elif kind == "month":
            return other if seen else None
        elif (kind == "year" and seen) or kind not in ("skip", "number", "year", "edge"):
            return None
    return None


def _one_end_lost(items: Sequence[Item], place: int) -> bool:
    """Whether a month stands on one side of the range sign at ``place`` only."""
    near = [items[at].kind for at in (place - 1, place + 1) if 0 <= at < len(items)]
    if near == ["number", "number"]:  # days: 10 - 15 Maret
        return False
    passed = ("skip", "number", "year", "edge")
    before = next((item.kind for item in reversed(items[:place]) if item.kind not in passed), None)
    after = next((item.kind for item in items[place + 1 :] if item.kind not in passed), None)
    dated = ("month", "period")
    return (before in dated) != (after in dated) and place > 0


def _beside_month(items: Sequence[Item], place: int) -> bool:
    """Whether a word that may have been a month stands where a month would: by a month, a year, or alone."""
    others = [item for item in items if item.kind != "skip" and item is not items[place]]
    before = [item.kind for item in items[:place] if item.kind not in ("skip", "list", "range")]
    after = [item.kind for item in items[place + 1 :] if item.kind not in ("skip", "list", "range")]
    return not others or before[-1:] == ["month"] or after[:1] in (["month"], ["year"])


def _follows_month(items: Sequence[Item], place: int) -> bool:
    for item in reversed(items[:place]):
        if item.kind in ("month", "period"):
            return True
        if item.kind not in ("skip", "number", "year", "range", "list", "every") and not item.kept:
            return False
    return False


def _from_month(items: Sequence[Item], place: int, reading: _Reading) -> None:
    """``setiap bulan mulai Agustus``: from that month to the end of the year."""
    before = [item.kind for item in items[:place] if item.kind not in ("skip", "number")]
    if before[-1:] == ["from"] and reading.recurs and items[place].months:
        start = items[place].months[0]
        reading.named.update(month for month in reading.recurring if month >= start)


def _bullets_as_lists(text: str, items: list[Item]) -> list[Item]:
    """In a cell that begins with a dash, dashes before months are bullets, not ranges."""
    if not items or items[0].kind != "range" or text[: items[0].end].strip(" -\N{EN DASH}\N{EM DASH}"):
        return items
    dashes = [at for at, item in enumerate(items) if item.kind == "range" and not text[item.start].isalpha()]
    bullets = [
        at
        for at in dashes
        if at + 1 < len(items) and items[at + 1].kind in ("month", "number", "word", "every")
    ]
    two_ways = len(bullets) == 2 and all(items[at + 1].kind == "month" for at in bullets)
    return [
        replace(item, kind="list", odd=two_ways) if at in bullets else item for at, item in enumerate(items)
    ]


def _with_edges(items: list[Item]) -> list[Item]:
    """``akhir TW II`` names the last month of the period that follows, ``awal`` the first."""
    result = list(items)
    for place, item in enumerate(items):
        after = place + 1
        if (
            item.kind == "edge"
            and after < len(items)
            and items[after].kind == "period"
            and items[after].months
        ):
            months = items[after].months
            edge = months[-1] if item.months == (12,) else months[0]
            result[after] = replace(items[after], months=(edge,))
    return result


def _check_days(items: Sequence[Item], text: str, reading: _Reading) -> None:
    """A day that its month does not have makes the date impossible."""
    for before, item in zip(items, items[1:], strict=False):
        if before.kind == "number" and item.kind == "month" and len(item.months) == 1:
            day = int(text[before.start : before.end])
            if (
                len(text[before.start : before.end]) <= 2
                and not 1 <= day <= monthrange(_LEAP_YEAR, item.months[0])[1]
            ):
                reading.certain = False


def _two_recurrences(items: Sequence[Item], text: str) -> bool:
    """Whether one of two recurrences is meant, and it is not said which: ``triwulanan/semesteran``."""
    return any(
        first.kind == third.kind == "every"
        and first.months != third.months
        and text[sign.start : sign.end].lower() in ("/", "atau", "dan/atau")
        for first, sign, third in zip(items, items[1:], items[2:], strict=False)
    )


def _rest(text: str, items: Sequence[Item], year: int | None) -> str:
    """The pieces that say more than months and ``year``, with the connectors between them."""
    pieces: list[str] = []
    last_end = -1
    for place, item in enumerate(items):
        other_year = item.kind == "year" and item.year != year
        keep = (
            item.kept
            or other_year
            or (item.kind in ("skip", "list", "range") and _between_kept(items, place))
        )
        if not keep:
            continue
        glued = item.start == last_end
        pieces.append(("" if glued or not pieces else " ") + text[item.start : item.end])
        last_end = item.end
    return "".join(pieces).strip(" ,;:/&-\N{EN DASH}.")


def _between_kept(items: Sequence[Item], place: int) -> bool:
    before = items[place - 1].kept if place else False
    after = items[place + 1].kept if place + 1 < len(items) else False
    return before and after
