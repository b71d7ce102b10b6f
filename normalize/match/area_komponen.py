"""Area and komponen of each row: numbers as the decree counts, ids of the vocabulary.

Headings lie (one plan heads area VI with area V's name, another has no heading VI at all), so the rows'
indicators decide, then the neighbours, and the heading's number and name only where nothing else is known.
Komponen numbers are read as a sequence: ``i, ii, d, iv`` counts one to four, and an empty or misread number
is the next one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from dictionaries import Vocabulary
from dictionaries.lexicon import lexicon
from dictionaries.numerals import plausible_values
from lampiran.codes import Note, ProblemCode
from lampiran.records import Problem, RawDocument, RawRow
from normalize.language.tokens import SHORT, lower_words
from normalize.match.coverage import Coverage, area_evidence, starts_of_komponen
from normalize.match.match_scores import komponen_index, komponen_order
from normalize.match.weights import weight

MAX_KOMPONEN = 20
"""No area has more komponen."""


@dataclass(frozen=True, slots=True)
class PlanPlace:
    """Where a row stands in the plan; None where that is unknown.

    ``doubts``: why a person should look (:attr:`Note.AREA_UNKNOWN`, :attr:`Note.KOMPONEN_DIFFERS`).
    """

    area_no: int | None
    komponen_no: int | None
    komponen_id: str | None
    doubts: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class _Block:
    """Consecutive rows of one komponen: ``first`` .. ``last`` (row places, both included)."""

    first: int
    last: int


def place_rows(
    raw: RawDocument, coverage: Coverage, vocabulary: Vocabulary
) -> tuple[list[PlanPlace], list[Problem]]:
    """Area and komponen of all rows, and what is odd about the area headings."""
    areas = _row_areas(raw, coverage, vocabulary)
    starts = starts_of_komponen(raw.rows, vocabulary)
    blocks = _blocks(raw.rows, starts, areas)
    ids = [_komponen_id(raw.rows, block, areas[block.first], coverage, vocabulary) for block in blocks]
    owned = [_owned(block, coverage, vocabulary) for block in blocks]
    leaders = continued_blocks(
        [_name(raw.rows[block.first]) for block in blocks],
        [raw.rows[block.first].no for block in blocks],
        [areas[block.first] for block in blocks],
        ids,
        owned,
    )
    ids = [ids[leader] if ids[at] is None else ids[at] for at, leader in enumerate(leaders)]
    heads = sorted(set(leaders))
    found = _komponen_numbers(
        raw.rows, [blocks[at] for at in heads], areas, [ids[at] for at in heads], vocabulary
    )
    by_head = dict(zip(heads, found, strict=True))
    numbers = [by_head[leader] for leader in leaders]
    places: list[PlanPlace] = []
    for block, komponen_id, number in zip(blocks, ids, numbers, strict=True):
        for row in range(block.first, block.last + 1):
            place = PlanPlace(areas[row], number, komponen_id)
            places.append(replace(place, doubts=_doubts(place, coverage.covers[row].ids, vocabulary)))
    return places, _heading_problems(raw, areas, vocabulary)


def _doubts(place: PlanPlace, ids: tuple[str, ...], vocabulary: Vocabulary) -> tuple[Note, ...]:
    doubts = []
    if place.area_no is None:
        doubts.append(Note.AREA_UNKNOWN)
    own = {vocabulary.indikator_by_id[item].komponen_id for item in ids}
    if place.komponen_id and own and place.komponen_id not in own:
        doubts.append(Note.KOMPONEN_DIFFERS)
    return tuple(doubts)


def _row_areas(raw: RawDocument, coverage: Coverage, vocabulary: Vocabulary) -> list[int | None]:
    known: list[int | None] = [
        vocabulary.indikator_by_id[cover.guess].area_no if cover.guess else None for cover in coverage.covers
    ]
    headings = _heading_areas(raw, vocabulary)
    areas = list(known)
    for place, row in enumerate(raw.rows):
        if areas[place] is not None:
            continue
        before = next((at for at in range(place - 1, -1, -1) if known[at]), None)
        after = next((at for at in range(place + 1, len(known)) if known[at]), None)
        near = [at for at in (before, after) if at is not None and raw.rows[at].area == row.area]
        found = {known[at] for at in near}
        if len(found) == 2:  # the change of area has no heading: the komponen decides the side
            carried = not any(other.starts_komponen for other in raw.rows[near[0] + 1 : place + 1])
            areas[place] = known[near[0] if carried else near[1]]
        elif found:
            areas[place] = found.pop()
        else:
            areas[place] = headings[row.area] if row.area is not None else None
    return areas


def _heading_areas(raw: RawDocument, vocabulary: Vocabulary) -> list[int | None]:
    evidence = area_evidence(raw, vocabulary)
    return [
        int(line.argmax()) + 1 if line.max(initial=0.0) >= weight("heading.enough") else None
        for line in evidence
    ]


def _heading_problems(raw: RawDocument, areas: Sequence[int | None], vocabulary: Vocabulary) -> list[Problem]:
    problems = []
    said = _heading_areas(raw, vocabulary)
    for number, heading in enumerate(raw.areas):
        counts = Counter(
            area for row, area in zip(raw.rows, areas, strict=True) if row.area == number and area
        )
        if not counts:
            continue
        shown = f"{heading.number} {heading.text}".strip()
        if len(counts) > 1:
            listed = ", ".join(map(str, sorted(counts)))
            problems.append(Problem(ProblemCode.AREA_HEADING_MISSING, (shown, listed), heading.page))
        elif said[number] not in counts:
            area = str(next(iter(counts)))
            problems.append(Problem(ProblemCode.AREA_HEADING_DIFFERS, (shown, area), heading.page))
    return problems


def _blocks(
    rows: Sequence[RawRow], starts: Sequence[bool | None], areas: Sequence[int | None]
) -> list[_Block]:
    begins = []
    for place, row in enumerate(rows):
        new_name = place > 0 and _name(row) != _name(rows[place - 1])
        fresh = starts[place] if starts[place] is not None else new_name
        if place == 0 or fresh or areas[place] != areas[place - 1]:
            begins.append(place)
    ends = [*begins, len(rows)][1:]
    return [_Block(first, last - 1) for first, last in zip(begins, ends, strict=True)]


def _komponen_id(
    rows: Sequence[RawRow], block: _Block, area: int | None, coverage: Coverage, vocabulary: Vocabulary
) -> str | None:
    if coverage.edisi is None:
        return None
    order = komponen_order(vocabulary, coverage.edisi)
    scores = komponen_index(vocabulary, coverage.edisi).scores([_name(rows[block.first])])[0].copy()
    covers = coverage.covers[block.first : block.last + 1]
    own = Counter(vocabulary.indikator_by_id[cover.ids[0]].komponen_id for cover in covers if cover.ids)
    for place, komponen_id in enumerate(order):
        if area is not None and vocabulary.komponen_by_id[komponen_id].area_no != area:
            scores[place] = 0.0
        else:
            scores[place] += weight("komponen.rows") * own[komponen_id] / len(covers)
    best, second = (int(place) for place in np.argsort(-scores, kind="stable")[:2])
    margin = scores[best] - scores[second]
    clear = scores[best] >= weight("komponen.enough") and margin >= weight("komponen.margin")
    if clear or (own[order[best]] and not _name(rows[block.first])):
        return order[best]
    return None


def _owned(block: _Block, coverage: Coverage, vocabulary: Vocabulary) -> str | None:
    """The komponen that all matched rows of the block belong to."""
    covers = coverage.covers[block.first : block.last + 1]
    own = {vocabulary.indikator_by_id[item].komponen_id for cover in covers for item in cover.ids}
    return own.pop() if len(own) == 1 else None


def continued_blocks(
    names: Sequence[str],
    marks: Sequence[str],
    areas: Sequence[int | None],
    ids: Sequence[str | None],
    owned: Sequence[str | None],
) -> list[int]:
    """For each block the block whose komponen it continues: usually itself.

    A stamp or a speck in the komponen column does not begin a komponen: where no name or number was read, the
    rows belong with the neighbour whose indicators they are, else with the block before.

    Args:
        names: The printed name of each block, as read.
        marks: Its printed number.
        areas: Its area.
        ids: Its komponen by name and rows, None where that is not clear.
        owned: The komponen that all its matched rows belong to, if one.
    """
    leaders = list(range(len(names)))
    for at in leaders:
        before = leaders[at - 1] if at and areas[at - 1] == areas[at] else None
        after = at + 1 if at + 1 < len(names) and areas[at + 1] == areas[at] else None
        if plausible_values(marks[at]):
            continue
        if before is not None and ids[at] is not None and ids[at] == ids[before]:
            leaders[at] = before
        elif ids[at] is None and _is_scrap(names[at]):
            same = [near for near in (before, after) if near is not None and owned[at] == ids[near]]
            near = [place for place in (before, after) if place is not None]
            if owned[at] is None or same:
                leaders[at] = (same or near or [at])[0]
    # A block led by the next one is led by what leads that.
    return [leaders[leader] for leader in leaders]


def _is_scrap(name: str) -> bool:
    """Whether no word of a komponen's name was read."""
    return not any(len(word) >= SHORT and lexicon().known(word) for word in lower_words(name))


def _komponen_numbers(
    rows: Sequence[RawRow],
    blocks: Sequence[_Block],
    areas: Sequence[int | None],
    ids: Sequence[str | None],
    vocabulary: Vocabulary,
) -> list[int]:
    numbers: list[int] = []
    printed_last = 0
    rows_counted = _counts_rows(rows)
    first = 0
    while first < len(blocks):
        last = first
        while last + 1 < len(blocks) and areas[blocks[last + 1].first] == areas[blocks[first].first]:
            last += 1
        marks = ["" if rows_counted else rows[blocks[at].first].no for at in range(first, last + 1)]
        official = [_official_number(item, vocabulary) for item in ids[first : last + 1]]
        names = [_name(rows[blocks[at].first]) for at in range(first, last + 1)]
        loose = [item is None and _is_scrap(name) for item, name in zip(official, names, strict=True)]
        counted = count_up(marks, official, loose)
        # Some plans count their komponen through all areas.
        shift = counted[0] - 1 if first and counted[0] == printed_last + 1 else 0
        printed_last = counted[-1]
        numbers.extend(number - shift for number in counted)
        first = last + 1
    return numbers


def _counts_rows(rows: Sequence[RawRow]) -> bool:
    """Whether the NO column numbers the rows, not the komponen: it keeps counting within one komponen."""
    within = [
        (before.no, row.no)
        for before, row in zip(rows, rows[1:], strict=False)
        if row.starts_komponen and _name(row) and _name(row) == _name(before)
    ]
    counting = sum(before != after and bool(after) for before, after in within)
    return counting >= weight("number.counts-rows") * len(rows) > 0


def _official_number(komponen_id: str | None, vocabulary: Vocabulary) -> int | None:
    return vocabulary.komponen_by_id[komponen_id].komponen_no if komponen_id else None


def count_up(
    marks: Sequence[str], official: Sequence[int | None], loose: Sequence[bool] | None = None
) -> list[int]:
    """The rising numbers that best agree with what is printed.

    Args:
        marks: The printed marks of an area's komponen, in order; empty where none.
        official: The official number of each komponen where it is known; weighs only beside a print.
        loose: Blocks without a readable name, which may continue the komponen before; none by default.
    """
    n = len(marks)
    values = np.zeros((n, MAX_KOMPONEN + 1))
    for place, mark in enumerate(marks):
        found = plausible_values(mark)
        for number, plausible in found.items():
            if number <= MAX_KOMPONEN:
                values[place, number] = plausible
        wanted = official[place]
        if found and wanted is not None and wanted <= MAX_KOMPONEN:
            values[place, wanted] += weight("number.official")
    steps = np.full((MAX_KOMPONEN + 1, MAX_KOMPONEN + 1), -weight("number.not-rising"))
    for before in range(MAX_KOMPONEN + 1):
        for number in range(before + 1, MAX_KOMPONEN + 1):
            steps[before, number] = -weight("number.gap") * (number - before - 1)
    steps[:, 0] = -1e6
    steps_loose = steps.copy()
    np.fill_diagonal(steps_loose[1:, 1:], -weight("number.stay"))
    reached = steps[0] + (values[0] if n else 0.0)
    came = []
    for place in range(1, n):
        options = reached[:, None] + (steps_loose if loose and loose[place] else steps)
        came.append(options.argmax(axis=0))
        reached = options.max(axis=0) + values[place]
    if not n:
        return []
    numbers = [int(reached.argmax())]
    for back in reversed(came):
        numbers.append(int(back[numbers[-1]]))
    return numbers[::-1]


def _name(row: RawRow) -> str:
    cell = row.cell("komponen")
    return cell.raw if cell is not None else ""
