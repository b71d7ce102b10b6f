"""A stored document back as the records it was made of, so that it can be normalised again or measured."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from lampiran.language import Told
from lampiran.records import (
    AreaHeading,
    Box,
    CellPart,
    DocumentHead,
    Outcome,
    PageRecord,
    PageText,
    PlanCell,
    PlanDocument,
    PlanRow,
    Problem,
    RawCell,
    RawDocument,
    RawRow,
    Reading,
    Schedule,
    Step,
)
from load import models, other_tables
from load import word_blocks as words
from load.machine_lines import read_machine
from load.saving import CONTENT
from load.stored_codes import notes_of, reasons_of, told
from load.table_base import Base
from load.table_lines import Line

Place = tuple[int, int]
"""``urutan`` and the cell's position in its row."""


class Stored:
    """All lines of one document as the machine made them, fetched at once; makes records of them.

    Args:
        connection: An open connection.
        key: The document's id.

    Raises:
        KeyError: If there is no such document.
    """

    def __init__(self, connection: Connection, key: str) -> None:
        self._document, self._tables = read_machine(connection, key, CONTENT)
        self._rows = self._lines(models.PlanRow)
        self._cells = _grouped(self._lines(models.Cell), "urutan")
        self._parts = self._read_parts()
        self._steps = self._read_steps()
        self._items = _grouped(self._lines(models.BuktiItem), "urutan")

    def raw_document(self) -> RawDocument:
        """What extraction found."""
        return RawDocument(
            file=self._document["file"],
            sha256=self._document["sha256"],
            pages=tuple(_page(line) for line in self._lines(models.Page)),
            areas=tuple(
                AreaHeading(line["number"], line["text"], line["page"], _box(line), line["confidence"])
                for line in self._lines(models.AreaHeading)
            ),
            rows=tuple(self._raw_row(line) for line in self._rows),
            extra_columns=tuple(json.loads(self._document["extra_columns"])),
            engine=self._document["engine"],
            problems=self._problems("extract"),
            part=self._document["part"],
            page_from=self._document["page_from"],
            page_to=self._document["page_to"],
            tables=other_tables.restored(
                self._lines(other_tables.OtherTableLine), self._lines(other_tables.OtherCellLine)
            ),
        )

    def plan_document(self) -> PlanDocument:
        """What normalising made of it, the raw document inside."""
        line = self._document
        head = DocumentHead(
            **{name: line[name] for name in DocumentHead.__dataclass_fields__ if name != "doubts"},
            doubts=tuple(json.loads(line["doubts"])),
        )
        return PlanDocument(
            raw=self.raw_document(),
            head=head,
            edisi=line["edisi"],
            rows=tuple(self._plan_row(line) for line in self._rows),
            dictionary_version=line["dictionary_version"],
            problems=self._problems("normalize"),
            page_texts=self._page_texts(),
        )

    def _page_texts(self) -> tuple[PageText, ...]:
        steps: dict[int, list[Step]] = defaultdict(list)
        for line in self._lines(models.PageStep):
            steps[line["page"]].append(_step(line))
        pages = self._lines(models.Page) if steps else ()
        return tuple(
            PageText(line["page"], line["repaired"], tuple(steps[line["page"]]))
            for line in pages
            if line["page"] in steps
        )

    def outcome(self) -> Outcome:
        """What became of the file; a file of which no page was read has no document."""
        line = self._document
        return Outcome(
            file=line["file"],
            sha256=line["sha256"],
            status=line["status"],
            reason=Told(line["reason"], line["reason_indonesian"]),
            seconds=line["seconds"],
            document=self.plan_document() if line["pages"] else None,
            problems=self._problems("run"),
        )

    def _lines(self, model: type[Base]) -> Sequence[Line]:
        """The document's lines of a table, in the order of its key."""
        return self._tables[model]

    def _problems(self, stage: str) -> tuple[Problem, ...]:
        return tuple(
            Problem(*told(line["code"], line["message"], line["details"]), line["page"], bool(line["lost"]))
            for line in self._lines(models.Problem)
            if line["stage"] == stage
        )

    def _read_parts(self) -> Mapping[Place, tuple[CellPart, ...]]:
        packed = self._lines(models.DocumentWords)
        known = words.unpack(packed[0]["data"]) if packed else {}
        parts: dict[Place, list[CellPart]] = defaultdict(list)
        for line in self._lines(models.CellPart):
            place = (line["urutan"], line["position"])
            parts[place].append(
                CellPart(
                    line["page"],
                    _box(line),
                    line["raw"],
                    line["confidence"],
                    known.get((*place, line["part"]), ()),
                    tuple(Reading(*reading) for reading in json.loads(line["readings"])),
                    line["border_doubt"],
                    reasons_of(line["doubts"]),
                )
            )
        return {place: tuple(found) for place, found in parts.items()}

    def _read_steps(self) -> Mapping[Place, tuple[Step, ...]]:
        steps: dict[Place, list[Step]] = defaultdict(list)
        for line in self._lines(models.Step):
            steps[_place(line)].append(_step(line))
        return {place: tuple(found) for place, found in steps.items()}

    def _raw_row(self, line: Line) -> RawRow:
        cells = [cell for cell in self._cells.get(line["urutan"], ()) if cell["printed"]]
        return RawRow(
            urutan=line["urutan"],
            area=line["heading"],
            no=line["no"],
            starts_komponen=bool(line["starts_komponen"]),
            cells=tuple(
                RawCell(cell["kolom"], self._parts.get(_place(cell), ()), bool(cell["shared"]))
                for cell in cells
            ),
            page_first=line["page_first"],
            page_last=line["page_last"],
            notes=notes_of(line["raw_notes"]),
        )

    def _plan_row(self, line: Line) -> PlanRow:
        return PlanRow(
            urutan=line["urutan"],
            area_no=line["area_no"],
            area=line["area"],
            komponen_no=line["komponen_no"],
            komponen_id=line["komponen_id"],
            indikator_ids=_split(line["indikator_ids"], ";"),
            schedule=Schedule(
                bulan=tuple(int(month) for month in _split(line["bulan"], ",")),
                tahun=line["tahun_target"],
                rest=line["schedule_rest"],
                certain=bool(line["schedule_certain"]),
            ),
            cells=tuple(self._plan_cell(cell) for cell in self._cells.get(line["urutan"], ())),
            page_first=line["page_first"],
            page_last=line["page_last"],
            confidence=line["confidence"],
            needs_review=bool(line["needs_review"]),
            notes=notes_of(line["notes"]),
            candidates=tuple((name, score) for name, score in json.loads(line["candidates"])),
            indikator_no=line["indikator_no"],
            bukti_items=tuple(item["text"] for item in self._items.get(line["urutan"], ())),
        )

    def _plan_cell(self, cell: Line) -> PlanCell:
        return PlanCell(
            kolom=cell["kolom"],
            raw=cell["raw"],
            text=cell["text"],
            confidence=cell["confidence"],
            needs_review=bool(cell["needs_review"]),
            steps=self._steps.get(_place(cell), ()),
            reasons=reasons_of(cell["reasons"]),
            shared=bool(cell["shared"]),
            parts=self._parts.get(_place(cell), ()),
            marks_doubtful=bool(cell["marks_doubtful"]),
            confidence_exact=cell["confidence_exact"],
        )


def _step(line: Line) -> Step:
    start, end = line["span_start"], line["span_end"]
    return Step(start, end, line["before"], line["after"], line["method"], line["score"], line["rule"] or "")


def _place(cell: Line) -> Place:
    return cell["urutan"], cell["position"]


def _grouped(lines: Sequence[Line], column: str) -> Mapping[Any, list[Line]]:
    groups: dict[Any, list[Line]] = defaultdict(list)
    for line in lines:
        groups[line[column]].append(line)
    return groups


def _split(text: str, separator: str) -> tuple[str, ...]:
    return tuple(text.split(separator)) if text else ()


def _box(line: Line) -> Box | None:
    return None if line["x0"] is None else Box(line["x0"], line["y0"], line["x1"], line["y1"])


def _page(line: Line) -> PageRecord:
    facts = {name: line[name] for name in PageRecord.__dataclass_fields__}
    return PageRecord(**{**facts, "has_plan": bool(line["has_plan"])})
