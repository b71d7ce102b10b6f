"""Which indicators each row of a plan covers, and by which edition the plan is written.

The document is aligned with every edition (:mod:`normalize.match.sequence`); the better alignment decides the
edition, because rows and komponen that only one edition has cannot be placed in the other. The legal basis
that the decree cites is no evidence: plans cite both regulations. Then each row's best indicator is accepted,
accepted for review, or left open with its candidates: unmatched rather than wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from dictionaries import Vocabulary
from dictionaries.numerals import plausible_values
from lampiran.faults import attempt
from lampiran.records import RawDocument, RawRow
from normalize.match.comparer import comparer_for, list_letter
from normalize.match.joint_rows import joint_indicators
from normalize.match.match_scores import (
    Scores,
    area_index,
    indikator_index,
    indikator_order,
    komponen_index,
)
from normalize.match.sequence import RowAlignment, RowEvidence, Unit, align_rows
from normalize.match.weights import level, weight

EMPTY_VALUES = frozenset({"", "-", "\N{EN DASH}", "\N{EM DASH}", "."})

CANDIDATES = 3
"""Nearest indicators that are kept where the row is not sure."""
ENOUGH_ROWS = 12
"""Rows from which the share of those that begin a komponen says something."""
NEW_FORM, IN_USE = 2021, 2024
"""The year of the new edition's form, and the year from which plans hardly follow an older one."""


@dataclass(frozen=True, slots=True)
class Cover:
    """What was found for one row.

    Attributes:
        ids: Indicators the row covers, the chief one first; empty when unmatched.
        confidence: 0..1, how sure the ids are (or, unmatched with no candidate near, how sure that is).
        sure: Whether no person needs to look.
        candidates: The nearest ids with their wording scores, best first; kept where not sure.
        guess: The best id even if not accepted (its area and komponen are still evidence).
    """

    ids: tuple[str, ...]
    confidence: float
    sure: bool
    candidates: tuple[tuple[str, float], ...]
    guess: str | None


NOT_COVERED = Cover((), 0.0, False, (), None)
"""The cover of a row that could not be matched by a fault of the program."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was found for a document: its edition (None where open) and a cover for each row."""

    edisi: str | None
    edition_sure: bool
    covers: tuple[Cover, ...]


def find_coverage(raw: RawDocument, vocabulary: Vocabulary, year: int | None = None) -> Coverage:
    """Finds edition and indicators of all rows.

    Args:
        raw: The document as read.
        vocabulary: The official lists.
        year: The plan's year where known; only weighs when rows leave the edition open.
    """
    units, unit_of_row, texts, trust = _units(raw, vocabulary)
    found: list[tuple[float, str, RowEvidence, RowAlignment]] = []
    for edisi in vocabulary.editions:
        evidence = _evidence(raw, vocabulary, edisi, units, unit_of_row, texts, trust)
        alignment = align_rows(evidence, vocabulary, edisi)
        found.append((alignment.total + _year_prior(edisi, year), edisi, evidence, alignment))
    found.sort(key=lambda entry: -entry[0])
    best_total, edisi, evidence, alignment = found[0]
    sure = len(found) == 1 or best_total - found[1][0] >= weight("edition.margin")
    by_unit = _covers(evidence, alignment, vocabulary, edisi, texts)
    anything = any(cover.ids for cover in by_unit)
    if not sure:
        by_unit = [_opened(cover) for cover in by_unit]
    named = edisi if anything and sure else None
    return Coverage(named, sure, tuple(by_unit[unit] for unit in unit_of_row))


def starts_of_komponen(rows: Sequence[RawRow], vocabulary: Vocabulary) -> list[bool | None]:
    """Whether each row begins a komponen; None for all where the table does not show it.

    A komponen whose name is printed again (on the next page) does not begin anew. Where nearly every row
    begins one, the column holds something finer than komponen. Without names (a code counts them) numbers
    decide.
    """
    comparer = comparer_for(vocabulary)
    names = [comparer.plain(_text(row, "komponen")) for row in rows]
    unnamed = not any(names)
    if (unnamed and not any(row.no for row in rows)) or not any(row.starts_komponen for row in rows):
        return [None] * len(rows)
    starts: list[bool | None] = []
    for place, row in enumerate(rows):
        before = rows[place - 1]
        same = row.no == before.no if unnamed else names[place] == names[place - 1]
        again = place > 0 and same and row.area == before.area
        starts.append(row.starts_komponen and not again)
    if len(rows) >= ENOUGH_ROWS and sum(map(bool, starts)) > weight("komponen.every-row") * len(rows):
        return [None] * len(rows)
    return starts


def area_evidence(raw: RawDocument, vocabulary: Vocabulary) -> Scores:
    """For each area heading (lines) how much number and name speak for each area, 0..1."""
    names = area_index(vocabulary).scores([heading.text for heading in raw.areas])
    least, by_name = weight("heading.name-from"), weight("heading.name")
    evidence = np.clip((names - least) / (1.0 - least), 0.0, 1.0) * by_name
    for line, heading in enumerate(raw.areas):
        for number, plausible in plausible_values(heading.number).items():
            if number <= len(vocabulary.areas):
                evidence[line, number - 1] += (1.0 - by_name) * plausible
    result: Scores = evidence.astype(np.float32)
    return result


def _units(raw: RawDocument, vocabulary: Vocabulary) -> tuple[tuple[Unit, ...], list[int], list[str], float]:
    """Groups rows that share one indicator cell; returns units, unit of each row, texts, trust in the text.

    A table without an indicator column is matched by its actions, with less trust.
    """
    has_indicators = any(_text(row, "indikator") for row in raw.rows)
    kolom, trust = ("indikator", 1.0) if has_indicators else ("langkah_aksi", weight("actions.wording"))
    starts = starts_of_komponen(raw.rows, vocabulary)
    headed = len(raw.areas) > 1
    units: list[Unit] = []
    texts: list[str] = []
    unit_of_row: list[int] = []
    for place, row in enumerate(raw.rows):
        cell = row.cell(kolom)
        text = _text(row, kolom)
        if not (cell is not None and cell.shared and units and text == texts[-1]):
            new_area = place > 0 and row.area != raw.rows[place - 1].area
            letter = list_letter(text)
            units.append(Unit(letter, starts[place], new_area if headed and place else None))
            texts.append(text)
        unit_of_row.append(len(units) - 1)
    return tuple(units), unit_of_row, texts, trust


def _evidence(
    raw: RawDocument,
    vocabulary: Vocabulary,
    edisi: str,
    units: tuple[Unit, ...],
    unit_of_row: list[int],
    texts: list[str],
    trust: float,
) -> RowEvidence:
    first_row = [unit_of_row.index(unit) for unit in range(len(units))]
    wording = trust * indikator_index(vocabulary, edisi).scores(texts)
    names = [_text(raw.rows[row], "komponen") for row in first_row]
    least = weight("komponen.name-from")
    komponen = np.clip((komponen_index(vocabulary, edisi).scores(names) - least) / (1.0 - least), 0.0, 1.0)
    headings = np.vstack([area_evidence(raw, vocabulary), np.zeros((1, len(vocabulary.areas)))])
    headed = [raw.rows[row].area for row in first_row]
    area = headings[[len(raw.areas) if number is None else number for number in headed]]
    return RowEvidence(units, wording, komponen.astype(np.float32), area.astype(np.float32))


def _covers(
    evidence: RowEvidence, alignment: RowAlignment, vocabulary: Vocabulary, edisi: str, texts: list[str]
) -> list[Cover]:
    order = indikator_order(vocabulary, edisi)
    claimed = {
        column: unit
        for unit, column in enumerate(alignment.best)
        if column >= 0 and evidence.wording[unit, column] >= level("accept")[0]
    }
    covers = []
    for unit, column in enumerate(alignment.best):
        if column < 0:
            covers.append(_unmatched(evidence, unit, order))
            continue
        taken = frozenset(other for other, owner in claimed.items() if owner != unit)
        given = evidence, alignment, vocabulary, edisi, texts[unit], unit, column, taken
        covers.append(attempt("indicator of a row", _matched, *given, otherwise=NOT_COVERED))
    return covers


def _matched(
    evidence: RowEvidence,
    alignment: RowAlignment,
    vocabulary: Vocabulary,
    edisi: str,
    text: str,
    unit: int,
    column: int,
    taken: frozenset[int],
) -> Cover:
    """The cover of a row that was matched with a column, and perhaps with others that no row has taken."""
    chosen = joint_indicators(vocabulary, edisi, text, column, taken)
    has_tail = len(chosen) == 1 and _has_tail(vocabulary, edisi, text, column)
    return _cover(evidence, alignment, unit, chosen, indikator_order(vocabulary, edisi), has_tail)


def _has_tail(vocabulary: Vocabulary, edisi: str, text: str, column: int) -> bool:
    """Whether the text is much longer than every wording of the indicator."""
    index = indikator_index(vocabulary, edisi)
    longest = max(len(index.wordings[line]) for line in np.flatnonzero(index.owners == column))
    return len(index.comparer.plain(text)) > weight("row.longer") * longest


def _cover(
    evidence: RowEvidence,
    alignment: RowAlignment,
    unit: int,
    chosen: tuple[int, ...],
    order: tuple[str, ...],
    has_tail: bool,
) -> Cover:
    like = float(evidence.wording[unit, list(chosen)].max())
    margin = alignment.margin(unit, chosen)
    others = np.delete(evidence.wording[unit], list(chosen)).max(initial=0.0)
    plain_like, plain_margin = level("plain")
    plain = like >= plain_like or like - float(others) >= plain_margin
    sure = _reaches("sure", like, margin) and plain and not has_tail
    confidence = _confidence(like, margin)
    ids = tuple(order[column] for column in chosen)
    candidates = () if sure else _candidates(evidence, unit, order)
    if _reaches("accept", like, margin) or _reaches("far", like, margin):
        return Cover(ids, confidence, sure, candidates, ids[0])
    return Cover((), weight("open.least"), False, candidates, ids[0])


def _reaches(name: str, like: float, margin: float) -> bool:
    """Whether likeness and margin reach a named level."""
    least_like, least_margin = level(name)
    return like >= least_like and margin >= least_margin


def _confidence(like: float, margin: float) -> float:
    share, steep = weight("confidence.wording"), weight("confidence.margin")
    by_margin = weight("confidence.no-margin") + steep * max(margin, 0.0)
    strength = min(1.0, 1.0 - share + share * like) * min(1.0, by_margin)
    return 1.0 - weight("confidence.lost") * (1.0 - strength) ** 2


def _unmatched(evidence: RowEvidence, unit: int, order: tuple[str, ...]) -> Cover:
    """A row that covers nothing official. Sure only where the cell is empty or nothing is near."""
    best = float(evidence.wording[unit].max(initial=0.0))
    sure = best == 0.0
    below, above, least = weight("open.below"), weight("open.from"), weight("open.least")
    confidence = float(np.clip(1.0 - (best - below) / (above - below), least, 1.0))
    return Cover((), confidence, sure, () if sure else _candidates(evidence, unit, order), None)


def _candidates(evidence: RowEvidence, unit: int, order: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
    line = evidence.wording[unit]
    nearest = np.argsort(-line, kind="stable")[:CANDIDATES]
    least = weight("candidate.least")
    return tuple((order[column], round(float(line[column]), 3)) for column in nearest if line[column] > least)


def _opened(cover: Cover) -> Cover:
    """The same cover where the edition is open: ids become candidates."""
    candidates = cover.candidates or tuple((item, cover.confidence) for item in cover.ids)
    most = min(cover.confidence, weight("confidence.edition-open"))
    return replace(cover, ids=(), sure=False, candidates=candidates, confidence=most)


def _year_prior(edisi: str, year: int | None) -> float:
    """A plan cannot follow a form that was not there yet, and rarely one replaced for two years."""
    issued = int(edisi.rpartition("/")[2])
    if year is None:
        return 0.0
    if year < issued:
        return weight("edition.too-early")
    return weight("edition.replaced") if issued >= NEW_FORM and year >= IN_USE else 0.0


def _text(row: RawRow, kolom: str) -> str:
    cell = row.cell(kolom)
    raw = " ".join(cell.raw.split()) if cell is not None else ""
    return "" if raw in EMPTY_VALUES else raw
