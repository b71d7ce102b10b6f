"""How good a document is against its truth: counts that can be added up, and the rates they give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, NamedTuple

from rapidfuzz.distance import LCSseq, Levenshtein

from lampiran.app.accuracy.alignment import align, similarities
from lampiran.app.accuracy.truth_files import Truth, TruthRow, folded
from lampiran.records import DocumentHead, PlanCell, PlanDocument, PlanRow
from normalize.language.tokens import bare

LEAST_ALIKE = 0.5
"""Rows less alike than this are two rows; chance similarity of Indonesian sentences is 0.3 to 0.45."""


@dataclass
class Tally:
    """What was counted. Rates of nothing counted are None.

    A true row that was not found counts all its cells, ids and numbers as wrong; a found row that is not
    true counts its filled cells as accepted and wrong, or as flagged where the row is flagged.
    """

    rows_true: int = 0
    rows_found: int = 0
    rows_matched: int = 0
    cells: int = 0
    cells_exact: int = 0
    cells_found: int = 0
    cells_flagged: int = 0
    cells_accepted_wrong: int = 0
    raw_cells: int = 0
    raw_cells_exact: int = 0
    letters: int = 0
    letters_wrong: int = 0
    raw_letters: int = 0
    raw_letters_wrong: int = 0
    indikator: int = 0
    indikator_id_right: int = 0
    indikator_ids_right: int = 0
    indikator_wrong: int = 0
    bulan: int = 0
    bulan_right: int = 0
    tahun: int = 0
    tahun_right: int = 0
    area: int = 0
    area_right: int = 0
    komponen: int = 0
    komponen_right: int = 0
    head: int = 0
    head_right: int = 0
    clean_words: int = 0
    clean_words_altered: int = 0

    def add(self, other: Tally) -> None:
        """Adds another tally's counts to this one's."""
        for item in fields(self):
            setattr(self, item.name, getattr(self, item.name) + getattr(other, item.name))

    def rates(self) -> dict[str, float | None]:
        """The figures that ``docs/accuracy.md`` defines, shares from 0 to 1 unless the name says ``per_``."""
        return {
            "row_recall": _share(self.rows_matched, self.rows_true),
            "row_precision": _share(self.rows_matched, self.rows_found),
            "exact_cells": _share(self.cells_exact, self.cells),
            "exact_raw_cells": _share(self.raw_cells_exact, self.raw_cells),
            "character_accuracy": _accuracy(self.letters_wrong, self.letters),
            "raw_character_accuracy": _accuracy(self.raw_letters_wrong, self.raw_letters),
            "indikator_id": _share(self.indikator_id_right, self.indikator),
            "indikator_ids": _share(self.indikator_ids_right, self.indikator),
            "indikator_wrong": _share(self.indikator_wrong, self.indikator),
            "bulan": _share(self.bulan_right, self.bulan),
            "tahun_target": _share(self.tahun_right, self.tahun),
            "area_no": _share(self.area_right, self.area),
            "komponen_no": _share(self.komponen_right, self.komponen),
            "head_fields": _share(self.head_right, self.head),
            "accepted_wrong_per_1000": _share(self.cells_accepted_wrong, self.cells_found, 1_000),
            "flagged": _share(self.cells_flagged, self.cells_found),
            "false_changes_per_10000": _share(self.clean_words_altered, self.clean_words, 10_000),
        }


@dataclass(frozen=True)
class Fault:
    """Something that differs from the truth; ``urutan`` is the truth's, or the found row's if none fits."""

    urutan: int | None
    what: str
    expected: str
    found: str
    flagged: bool = False


class Judged(NamedTuple):
    """A cell, whether it is exact, and whether it is but for its marks."""

    cell: PlanCell
    exact: bool
    letters: bool


@dataclass
class Score:
    """The tally of a document and the faults behind it; ``judged`` feeds reliability curves."""

    tally: Tally = field(default_factory=Tally)
    faults: list[Fault] = field(default_factory=list)
    judged: list[Judged] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """Rates, counts and faults as plain values."""
        faults = [asdict(fault) for fault in self.faults]
        return {"rates": self.tally.rates(), "counts": asdict(self.tally), "faults": faults}


def score(document: PlanDocument, truth: Truth) -> Score:
    """Measures a document against its truth."""
    result = Score()
    _score_head(result, document.head, truth.head)
    found_keys = [folded(f"{row.text('indikator')} {row.text('langkah_aksi')}") for row in document.rows]
    pairs = align(similarities([row.key for row in truth.rows], found_keys), LEAST_ALIKE)
    partner = dict(pairs)
    for index, true_row in enumerate(truth.rows):
        row = document.rows[partner[index]] if index in partner else None
        _score_row(result, true_row, row)
    matched = set(partner.values())
    tally = result.tally
    tally.rows_true, tally.rows_found, tally.rows_matched = len(truth.rows), len(document.rows), len(pairs)
    for index, row in enumerate(document.rows):
        if index not in matched:
            _score_invented(result, row)
    return result


def _share(part: int, whole: int, scale: int = 1) -> float | None:
    return part * scale / whole if whole else None


def _accuracy(wrong: int, whole: int) -> float | None:
    return max(0.0, 1 - wrong / whole) if whole else None


def _score_head(result: Score, head: DocumentHead, true_head: Mapping[str, Any]) -> None:
    for name in DocumentHead.__dataclass_fields__:
        if name == "doubts" or name not in true_head:
            continue
        expected, found = _plain(true_head[name]), _plain(getattr(head, name))
        result.tally.head += 1
        if folded(expected) == folded(found):
            result.tally.head_right += 1
        else:
            result.faults.append(Fault(None, name, expected, found, name in head.doubts))


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


def _score_row(result: Score, true_row: TruthRow, row: PlanRow | None) -> None:
    if row is None:
        result.faults.append(Fault(true_row.urutan, "row", true_row.key, ""))
    cells = {cell.kolom.casefold(): cell for cell in row.cells} if row else {}
    for kolom, readings in true_row.readings.items():
        _score_cell(result, true_row.urutan, kolom, readings, cells.get(kolom.casefold()), row is not None)
    for kolom in dict.fromkeys((*true_row.readings, *true_row.raw)):
        _score_raw(result.tally, true_row, kolom, cells.get(kolom.casefold()), row is not None)
    _score_facts(result, true_row, row)


def _score_cell(
    result: Score, urutan: int, kolom: str, readings: tuple[str, ...], cell: PlanCell | None, row_found: bool
) -> None:
    tally, text = result.tally, cell.text if cell else ""
    flagged = bool(cell and cell.needs_review)
    exact = row_found and folded(text) in {folded(reading) for reading in readings}
    nearest = _nearest(text, readings)
    letters = row_found and bare(text) in map(bare, readings)
    tally.cells += 1
    tally.cells_exact += exact
    tally.letters += len(nearest)
    tally.letters_wrong += Levenshtein.distance(_collapsed(text), nearest)
    if not row_found:
        return
    tally.cells_found += 1
    tally.cells_flagged += flagged
    if cell:
        result.judged.append(Judged(cell, exact, letters))
        clean, altered = _false_changes(cell, nearest)
        tally.clean_words += clean
        tally.clean_words_altered += altered
    if not exact:
        tally.cells_accepted_wrong += not (letters or flagged)
        result.faults.append(Fault(urutan, kolom, nearest, text, flagged))


def _score_raw(tally: Tally, true_row: TruthRow, kolom: str, cell: PlanCell | None, row_found: bool) -> None:
    """Judges the reading before repair."""
    readings = true_row.right_raw(kolom)
    raw = cell.raw if cell else ""
    nearest = _nearest(raw, readings)
    tally.raw_cells += 1
    tally.raw_cells_exact += row_found and folded(raw) in {folded(reading) for reading in readings}
    tally.raw_letters += len(nearest)
    tally.raw_letters_wrong += Levenshtein.distance(_collapsed(raw), nearest)


def _score_facts(result: Score, true_row: TruthRow, row: PlanRow | None) -> None:
    tally, facts = result.tally, true_row.facts
    for name, counted, right in (
        ("area_no", "area", "area_right"),
        ("komponen_no", "komponen", "komponen_right"),
        ("bulan", "bulan", "bulan_right"),
        ("tahun_target", "tahun", "tahun_right"),
    ):
        if name not in facts:
            continue
        expected = tuple(facts[name]) if name == "bulan" else facts[name]
        found = _fact(row, name) if row else None
        is_right = row is not None and found == expected
        setattr(tally, counted, getattr(tally, counted) + 1)
        setattr(tally, right, getattr(tally, right) + is_right)
        if row and not is_right:
            result.faults.append(Fault(true_row.urutan, name, str(expected), str(found), row.needs_review))
    if "indikator_ids" in facts:
        _score_ids(result, true_row.urutan, tuple(facts["indikator_ids"]), row)


def _fact(row: PlanRow, name: str) -> Any:
    schedule = {"bulan": row.schedule.bulan, "tahun_target": row.schedule.tahun}
    return schedule[name] if name in schedule else getattr(row, name)


def _score_ids(result: Score, urutan: int, expected: tuple[str, ...], row: PlanRow | None) -> None:
    tally = result.tally
    tally.indikator += 1
    if row is None:
        return
    found = row.indikator_ids
    tally.indikator_id_right += found[:1] == expected[:1]
    tally.indikator_wrong += bool(set(found) - set(expected))
    if set(found) == set(expected):
        tally.indikator_ids_right += 1
    else:
        fault = Fault(urutan, "indikator_ids", ";".join(expected), ";".join(found), row.needs_review)
        result.faults.append(fault)


def _score_invented(result: Score, row: PlanRow) -> None:
    result.faults.append(Fault(row.urutan, "invented row", "", row.text("indikator"), row.needs_review))
    filled = sum(1 for cell in row.cells if cell.text)
    result.tally.cells_found += filled
    if row.needs_review:
        result.tally.cells_flagged += filled
    else:
        result.tally.cells_accepted_wrong += filled


def _collapsed(text: str) -> str:
    return " ".join(text.split())


def _nearest(text: str, readings: Iterable[str]) -> str:
    """The right reading that the text comes closest to, blanks collapsed."""
    collapsed = _collapsed(text)
    return min(
        (_collapsed(reading) for reading in readings), key=lambda r: Levenshtein.distance(collapsed, r)
    )


def _false_changes(cell: PlanCell, truth: str) -> tuple[int, int]:
    """Words of the truth that had been read right, and how many of them the repair took away."""
    true_words = folded(truth).split()
    read_right = _kept(true_words, folded(cell.raw).split())
    if cell.raw == cell.text:
        return len(read_right), 0
    return len(read_right), len(read_right - _kept(true_words, folded(cell.text).split()))


def _kept(true_words: list[str], words: list[str]) -> set[int]:
    """Places of the true words that stand in ``words`` too, in order."""
    kept: set[int] = set()
    for block in LCSseq.opcodes(true_words, words):
        if block.tag == "equal":
            kept.update(range(block.src_start, block.src_end))
    return kept
