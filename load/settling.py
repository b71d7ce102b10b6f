"""The one place where people's decisions are applied to what the machine made of a document.

What the machine had stays stored beside (``load.machine_lines``). A decision counts where the reading agrees
with what the person saw: the same print was read, or it says what the person said. Where it does not, the
person's value stands and the cell is flagged with both; a decision whose place is not found is told.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lampiran.codes import Act
from lampiran.records import KOLOM
from lampiran.records import Step as Repair
from load import cell_decisions as cells
from load.cell_decisions import CellState
from load.decision_places import Rows
from load.decisions import Decision, taken_back
from load.machine_lines import Kept, kept_rows
from load.models import BuktiItem, Cell, CellPart, PlanRow, RowIndikator, Step
from load.part_texts import split_text
from load.review_items import ReviewItems
from load.review_lines import NOTE_KOLOM, print_of, review_lines
from load.stored_codes import notes_of
from load.table_lines import Line, Lines

_NUMBERS = frozenset(("tahun_sk", "tahun_rencana"))
HEAD = frozenset(
    ("lembaga", "wilayah", "kode_wilayah", "provinsi", "nomor_sk", "tahun_sk", "tanggal_sk", "tentang")
    + ("tahun_rencana", "edisi")
)
"""Columns of ``documents`` that a person may set."""


@dataclass(slots=True)
class Settled:
    """A document after people's decisions: its lines, what is left to settle, where the decisions stand."""

    facts: Line
    lines: Lines
    review: list[Line] = field(default_factory=list)
    places: list[Line] = field(default_factory=list)
    kept: Kept = field(default_factory=Kept)
    cells: list[Line] = field(default_factory=list)
    rows: list[Line] = field(default_factory=list)


def settle(key: str, sha256: str, facts: Line, machine: Lines, decisions: Sequence[Decision]) -> Settled:
    """Applies decisions to a document.

    Args:
        key: The document's id.
        sha256: Its content's; empty where it has none.
        facts: Its line in ``documents``, as the machine has it.
        machine: Its content, as the machine has it; not changed.
        decisions: Of :func:`load.decisions.of_document`, oldest first.
    """
    review = review_lines(key, sha256, facts, machine)
    if not decisions:
        return Settled(facts, machine, review)
    return _Settling(key, sha256, facts, machine, review, decisions).result()


class _Settling:
    def __init__(
        self,
        key: str,
        sha256: str,
        facts: Line,
        machine: Lines,
        review: list[Line],
        decisions: Sequence[Decision],
    ) -> None:
        self._key = key
        self._sha256 = sha256 or key
        self._machine = machine
        self._read = facts
        self._facts = dict(facts)
        self._kept_facts: Line = {}
        self._rows = Rows(machine)
        self._row_lines = {row["urutan"]: dict(row) for row in machine[PlanRow]}
        self._cell_lines = {(cell["urutan"], cell["kolom"]): dict(cell) for cell in machine[Cell]}
        self._states: dict[tuple[int, str], CellState] = {}
        self._ids: dict[int, tuple[str, ...]] = {}
        self._items: dict[int, list[str]] = {}
        self._gone: set[int] = set()
        self._added: Lines = defaultdict(list)
        self._touched: set[int] = set()
        self._author = {
            cells.plain(decision.word_after or decision.word)
            for decision in decisions
            if decision.act is Act.AUTHOR and (decision.word_after or decision.word)
        }
        self._open = ReviewItems(key, review)
        self._decisions = decisions
        self._places: list[Line] = []
        self._by: dict[tuple[int, str], str] = {}
        self._row_by: dict[tuple[int, str], None] = {}

    def result(self) -> Settled:
        undone = taken_back(self._decisions)
        for decision in self._decisions:
            urutan = self._place(decision)
            state = "undone" if decision.id in undone else self._apply(decision, urutan)
            self._note(decision, urutan, state)
        self._author_words()
        self._finish_cells()
        self._finish_rows()
        lines = self._lines()
        if self._gone or self._added[PlanRow]:
            self._set_fact("row_count", len(lines[PlanRow]))
        kept = kept_rows(self._machine, self._kept_facts, self._touched)
        return Settled(self._facts, lines, self._open.lines, self._places, kept, *self._said_by())

    # Where it stands, and what became of it.

    def _place(self, decision: Decision) -> int | None:
        if decision.scope in ("head", "document") or decision.act is Act.ADD_ROW:
            return None
        return self._rows.find(decision)

    def _note(self, decision: Decision, urutan: int | None, state: str) -> None:
        place = {"urutan": urutan, "kolom": decision.kolom, "state": state}
        self._places.append({"document_id": self._key, "decision_id": decision.id, **place})
        self._open.count(decision, urutan)

    def _apply(self, decision: Decision, urutan: int | None) -> str:
        if decision.act is Act.UNDO:
            return "undone"
        if decision.scope == "head":
            return self._head(decision)
        if decision.scope == "document":
            return self._document(decision)
        if decision.act is Act.ADD_ROW:
            return self._add_row(decision)
        if urutan is None or (decision.scope == "cell" and (urutan, decision.kolom) not in self._cell_lines):
            self._open.add_lost(decision)
            return "lost"
        return self._row(decision, urutan) if decision.scope == "row" else self._cell(decision, urutan)

    # Head and document.

    def _head(self, decision: Decision) -> str:
        name = decision.kolom
        if name not in HEAD or decision.act is Act.ASK:
            self._open.mark(decision, None, "asked")
            return "asked"
        read = "" if self._read[name] is None else str(self._read[name])
        given = {name: decision.after, **decision.values}
        for column, value in given.items():
            if column in HEAD and (decision.act is not Act.CONFIRM or value):
                self._set_fact(column, _typed(column, value))
        doubts = [doubt for doubt in json.loads(self._facts["doubts"]) if doubt not in given]
        self._set_fact("doubts", json.dumps(doubts, separators=(",", ":")))
        self._open.mark(decision, None, "settled")
        if decision.sha256 == self._sha256 or read in (decision.before, decision.after):
            return "applied"
        self._open.add_conflict(decision, None, read, 1)
        return "conflict"

    def _set_fact(self, column: str, value: Any) -> None:
        if self._facts[column] != value:
            self._kept_facts.setdefault(column, self._facts[column])
            self._facts[column] = value

    def _document(self, decision: Decision) -> str:
        state = "asked" if decision.act is Act.ASK else "settled"
        self._open.mark(decision, None, state)
        return "asked" if state == "asked" else "applied"

    # Rows.

    def _row(self, decision: Decision, urutan: int) -> str:
        if decision.act is Act.ASK:
            self._open.mark(decision, urutan, "asked")
            return "asked"
        if decision.act is Act.NOT_PLAN:
            self._gone.add(urutan)
            self._touched.add(urutan)
        elif decision.kolom == "indikator_id" and decision.after:
            self._ids[urutan] = tuple(decision.after.split(";"))
        elif decision.after and decision.kolom in ("area_no", "komponen_id"):
            given = {decision.kolom: decision.after, **decision.values}
            row = self._row_lines[urutan]
            row |= {name: _typed(name, value) for name, value in given.items() if name in row}
            self._touched.add(urutan)
        self._row_by[urutan, decision.kolom] = None
        self._open.mark(decision, urutan, "settled")
        return "applied"

    def _add_row(self, decision: Decision) -> str:
        """A missed row stands after all others: the numbers of the others are what decisions hang on."""
        number = max([*self._row_lines, *(row["urutan"] for row in self._added[PlanRow])], default=0) + 1
        texts = {name: str(text) for name, text in decision.values.get("cells", {}).items() if name in KOLOM}
        row = cells.added_row(self._key, number, decision, texts)
        self._added[PlanRow].append(row)
        for position, (kolom, text) in enumerate(texts.items()):
            self._added[Cell].append(cells.added_cell(self._key, number, position, kolom, text))
        for item, text in enumerate(decision.values.get("bukti_items", ()), start=1):
            self._added[BuktiItem].append(
                {"document_id": self._key, "urutan": number, "item": item, "text": text}
            )
        self._touched.add(number)
        return "applied"

    # Cells.

    def _cell(self, decision: Decision, urutan: int) -> str:
        place = urutan, decision.kolom
        if decision.act is Act.ASK:
            self._open.mark(decision, urutan, "asked")
            return "asked"
        line = self._cell_lines[place]
        state = self._states.setdefault(place, CellState(line["raw"], line["text"]))
        agreed = state.take(decision)
        if decision.kolom == "target_waktu" and "bulan" in decision.values:
            self._row_lines[urutan] |= cells.schedule_columns(decision.values)
            self._touched.add(urutan)
            agreed = agreed and state.text == decision.after  # or two decisions met, and nobody saw the whole
        if decision.kolom == "bukti_fisik" and state.text == decision.after:
            self._items[urutan] = list(decision.values.get("bukti_items", ()))
        self._by[urutan, decision.kolom] = decision.corrected_by
        self._open.mark(decision, urutan, "settled")
        if agreed:
            return "applied"
        self._open.add_conflict(decision, urutan, line["text"], self._row_lines[urutan]["page_first"])
        return "conflict"

    def _author_words(self) -> None:
        """What the author words so is right everywhere in the document."""
        for line in self._open.lines:
            word = line["word"]
            if (
                line["scope"] == "cell"
                and line["state"] == "open"
                and word
                and cells.plain(word) in self._author
            ):
                line |= {"state": "settled", "settled": 1}

    def _finish_cells(self) -> None:
        followers = self._followers()
        flagged, marked = self._open.open_cells(), self._open.open_marks()
        asked = {(line["urutan"], line["kolom"]) for line in self._open.lines if line["scope"] == "cell"}
        for place in asked | set(self._states):
            state = self._states.get(place)
            for urutan, kolom in (place, *followers.get(place, ())):
                line = self._cell_lines[urutan, kolom]
                after: Line = {"needs_review": int(place in flagged), "marks_doubtful": int(place in marked)}
                if state:
                    after |= {"text": state.text}
                if any(line[name] != value for name, value in after.items()):
                    line |= after
                    self._touched.add(urutan)
                if state and kolom == "bukti_fisik" and state.text != state.machine:
                    self._items.setdefault(urutan, [])

    def _followers(self) -> dict[tuple[int, str], list[tuple[int, str]]]:
        """The cells that share a print, by the one where it stands."""
        parts: dict[tuple[int, int], list[Line]] = defaultdict(list)
        for part in self._machine[CellPart]:
            parts[part["urutan"], part["position"]].append(part)
        first: dict[tuple[object, ...], tuple[int, str]] = {}
        found: dict[tuple[int, str], list[tuple[int, str]]] = defaultdict(list)
        for cell in self._machine[Cell]:
            place, printed = (
                (cell["urutan"], cell["kolom"]),
                print_of(cell, parts[cell["urutan"], cell["position"]]),
            )
            if not cell["shared"]:
                first[printed] = place
            elif printed in first:
                found[first[printed]].append(place)
        return found

    # All rows once more, and what is written.

    def _finish_rows(self) -> None:
        flagged_cells = {place[0] for place, line in self._cell_lines.items() if line["needs_review"]}
        open_rows = self._open.open_rows()
        doubted = {cell["urutan"] for cell in self._machine[Cell] if cell["needs_review"]}
        doubted |= {
            row["urutan"]
            for row in self._machine[PlanRow]
            if any(note in NOTE_KOLOM for note in notes_of(row["notes"]))
        }
        for urutan, row in self._row_lines.items():
            before = dict(row)
            for kolom in KOLOM:
                cell = self._cell_lines.get((urutan, kolom))
                if cell is not None and kolom in row:
                    row[kolom] = cell["text"]
            if urutan in self._ids:
                row["indikator_id"], row["indikator_ids"] = self._ids[urutan][0], ";".join(self._ids[urutan])
            if urutan in doubted or urutan in flagged_cells:
                row["needs_review"] = int(urutan in open_rows or urutan in flagged_cells)
            if row != before or urutan in self._items:
                self._touched.add(urutan)

    def _lines(self) -> Lines:
        made: Lines = defaultdict(list, self._machine)
        gone = self._gone

        def staying(lines: Iterable[Line]) -> list[Line]:
            return [line for line in lines if line["urutan"] not in gone]

        for model in (RowIndikator, BuktiItem, CellPart, Step):
            made[model] = staying(self._machine[model])
        made[PlanRow] = [*staying(self._row_lines.values()), *self._added[PlanRow]]
        made[Cell] = [*staying(self._cell_lines.values()), *self._added[Cell]]
        made[RowIndikator] = [line for line in made[RowIndikator] if line["urutan"] not in self._ids]
        for urutan, ids in self._ids.items():
            if urutan not in gone:
                made[RowIndikator] += [
                    {"document_id": self._key, "urutan": urutan, "position": number, "indikator_id": name}
                    for number, name in enumerate(ids, start=1)
                ]
        made[BuktiItem] = [line for line in made[BuktiItem] if line["urutan"] not in self._items]
        for urutan, items in self._items.items():
            made[BuktiItem] += [
                {"document_id": self._key, "urutan": urutan, "item": number, "text": text}
                for number, text in enumerate(items, start=1)
                if urutan not in gone
            ]
        made[BuktiItem] += self._added[BuktiItem]
        made[CellPart] = self._part_lines(made[CellPart])
        return made

    def _said_by(self) -> tuple[list[Line], list[Line]]:
        """The cells and the columns of rows that a person set or confirmed."""
        columns: Mapping[int, dict[str, None]] = defaultdict(dict)
        made = []
        for (urutan, kolom), name in self._by.items():
            if urutan not in self._gone:
                columns[urutan][kolom] = None
                place = {"document_id": self._key, "urutan": urutan, "kolom": kolom}
                made.append({**place, "settled_by": name})
        for urutan, kolom in self._row_by:
            if urutan not in self._gone:
                columns[urutan][kolom] = None
        rows = [
            {"document_id": self._key, "urutan": urutan, "settled": ",".join(names)}
            for urutan, names in columns.items()
        ]
        return made, rows

    def _part_lines(self, parts: Sequence[Line]) -> list[Line]:
        """The parts with their shares of the text that counts."""
        changed = {
            (line["urutan"], line["position"]): line["text"]
            for line, machine in zip(self._cell_lines.values(), self._machine[Cell], strict=True)
            if line["text"] != machine["text"]
        }
        if not changed:
            return list(parts)
        grouped: dict[tuple[int, int], list[Line]] = defaultdict(list)
        for part in parts:
            grouped[part["urutan"], part["position"]].append(part)
        made = []
        for place, group in grouped.items():
            if place not in changed:
                made += group
                continue
            raws = [part["raw"] for part in group]
            whole = " ".join(filter(None, raws))
            step = Repair(0, len(whole), whole, changed[place], "person", 1.0)
            texts = split_text(changed[place], raws, (step,))
            made += [{**part, "text": text} for part, text in zip(group, texts, strict=True)]
        return made


def _typed(column: str, value: Any) -> Any:
    if column in _NUMBERS or column == "area_no":
        return int(value) if str(value).isdigit() else None
    if column in ("tanggal_sk", "edisi", "komponen_id"):
        return value or None
    return "" if value is None else str(value)
