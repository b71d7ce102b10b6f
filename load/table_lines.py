"""An outcome as table lines: one dict a line, its keys in the order of the columns."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from dictionaries.sentences import said
from lampiran.codes import ReasonCode
from lampiran.language import Told, in_language
from lampiran.other_tables import OtherTable
from lampiran.records import (
    Box,
    CellPart,
    DocumentHead,
    Outcome,
    PlanCell,
    PlanDocument,
    PlanRow,
    RawDocument,
    RawRow,
    Reason,
)
from lampiran.records import Step as RepairStep
from load import word_blocks as words
from load.models import (
    AreaHeading,
    BuktiItem,
    Cell,
    DocumentWords,
    Page,
    PageStep,
    Problem,
    RowIndikator,
    Step,
)
from load.models import CellPart as PartLine
from load.models import PlanRow as RowLine
from load.other_tables import OtherCellLine, OtherTableLine, cell_lines, table_line
from load.part_texts import split_text
from load.stored_codes import reason_lists, value_lists
from load.table_base import Base

Line = dict[str, Any]
Lines = dict[type[Base], list[Line]]

_LEFT_OUT = (Reason(ReasonCode.NOT_NORMALISED),)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def clean(text: str) -> str:
    """The text with what no database stores (NUL, lone surrogates) replaced one to one by U+FFFD."""
    if isinstance(text, Told):
        return Told(_UNSTORABLE.sub("\ufffd", text), _UNSTORABLE.sub("\ufffd", text.indonesian))
    return _UNSTORABLE.sub("\ufffd", text)


def document_line(outcome: Outcome) -> Line:
    """What the ``documents`` table says of an outcome, apart from keys and times."""
    plan = outcome.document
    head = plan.head if plan else DocumentHead()
    pages = plan.raw.pages if plan else ()
    table_pages = [page for page in pages if page.has_plan]
    in_headers = sum(page.words_in_headers for page in table_pages)
    return {
        "status": outcome.status,
        "reason": str.__str__(clean(outcome.reason)),
        "reason_indonesian": clean(in_language(outcome.reason, "id")),
        "seconds": round(outcome.seconds, 2),
        "engine": clean(plan.raw.engine) if plan else "",
        "dictionary_version": plan.dictionary_version if plan else "",
        "pages": len({page.page for page in pages}),
        "table_pages": len({page.page for page in table_pages}),
        "row_count": len(plan.rows) if plan else 0,
        "words_read": sum(page.words_read for page in table_pages),
        "words_in_cells": sum(page.words_in_cells for page in table_pages),
        "words_in_headers": in_headers,
        "words_outside": in_headers + sum(page.words_outside for page in table_pages),
        "lembaga": clean(head.lembaga),
        "wilayah": clean(head.wilayah),
        "kode_wilayah": head.kode_wilayah,
        "provinsi": clean(head.provinsi),
        "nomor_sk": clean(head.nomor_sk),
        "tahun_sk": head.tahun_sk,
        "tanggal_sk": head.tanggal_sk,
        "tentang": clean(head.tentang),
        "tahun_rencana": head.tahun_rencana,
        "edisi": plan.edisi if plan else None,
        "doubts": _json(head.doubts),
        "extra_columns": _json(plan.raw.extra_columns if plan else ()),
        "ink_unexplained": sum(page.ink_unexplained for page in table_pages),
        "words_unseen": sum(page.words_unseen for page in pages),
        "part": outcome.part,
        "page_from": plan.raw.page_from if plan else None,
        "page_to": plan.raw.page_to if plan else None,
    }


def _json(value: Any) -> str:
    if not value:
        return "[]"
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _box(box: Box | None) -> Line:
    if box is None:
        return {"x0": None, "y0": None, "x1": None, "y1": None}
    return {"x0": float(box.x0), "y0": float(box.y0), "x1": float(box.x1), "y1": float(box.y1)}


def _share(value: float) -> float:
    """A confidence as a plain number; a hair beyond 0 or 1, as sums of floats give, is put right."""
    return float(value) if not -1e-6 < value < 1 + 1e-6 else min(1.0, max(0.0, float(value)))


def content_lines(key: str, outcome: Outcome) -> Lines:
    """The lines of all tables that hold a document's content.

    Raises:
        ValueError: If clean and raw rows do not pair.
    """
    lines: Lines = defaultdict(list)
    lines[Problem] = list(_problem_lines(key, outcome))
    plan = outcome.document
    if plan is None:
        return lines
    lines[Page] = list(_page_lines(key, plan))
    lines[PageStep] = list(_page_step_lines(key, plan))
    lines[AreaHeading] = list(_area_lines(key, plan.raw))
    packed = words.pack(plan.raw)
    if packed:
        lines[DocumentWords].append({"document_id": key, "data": packed})
    for table in plan.raw.tables:
        lines[OtherTableLine].append(table_line(key, _cleaned(table)))
        lines[OtherCellLine].extend(cell_lines(key, _cleaned(table)))
    for raw, row in _paired(plan):
        _add_row(lines, key, raw, row)
    return lines


def _cleaned(table: OtherTable) -> OtherTable:
    cells = (replace(cell, text=clean(cell.text), heading=clean(cell.heading)) for cell in table.cells)
    return replace(table, headings=tuple(map(clean, table.headings)), cells=tuple(cells))


def _paired(plan: PlanDocument) -> Iterator[tuple[RawRow, PlanRow]]:
    raw_rows = {row.urutan: row for row in plan.raw.rows}
    numbers = [row.urutan for row in plan.rows]
    if sorted(numbers) != sorted(raw_rows) or len(numbers) != len(plan.raw.rows):
        raise ValueError(f"{plan.raw.file}: clean rows {numbers[:5]}… do not pair with the raw rows")
    return ((raw_rows[row.urutan], row) for row in plan.rows)


def _problem_lines(key: str, outcome: Outcome) -> Iterator[Line]:
    plan = outcome.document
    stages = (
        ("extract", plan.raw.problems if plan else ()),
        ("normalize", plan.problems if plan else ()),
        ("run", outcome.problems),
    )
    found = [(stage, problem) for stage, problems in stages for problem in problems]
    for position, (stage, problem) in enumerate(found):
        yield {
            "document_id": key,
            "position": position,
            "stage": stage,
            "code": str(problem.code),
            "message": clean(said(problem)),
            "page": problem.page,
            "lost": int(problem.lost),
            "details": _json(value_lists(map(clean, problem.values))),
        }


def _page_lines(key: str, plan: PlanDocument) -> Iterator[Line]:
    repaired = {page.page: page.text for page in plan.page_texts}
    for page in plan.raw.pages:
        yield {
            "document_id": key,
            "page": page.page,
            "width": float(page.width),
            "height": float(page.height),
            "kind": page.kind,
            "engine": clean(page.engine),
            "has_plan": int(page.has_plan),
            "text": clean(page.text),
            "words_read": page.words_read,
            "words_in_cells": page.words_in_cells,
            "words_in_headers": page.words_in_headers,
            "words_outside": page.words_outside,
            "rotation": page.rotation,
            "skew": float(page.skew),
            "seconds": page.seconds,
            "repaired": clean(repaired.get(page.page, page.text)),
            "ink_unexplained": page.ink_unexplained,
            "words_unseen": page.words_unseen,
        }


def _page_step_lines(key: str, plan: PlanDocument) -> Iterator[Line]:
    for page in plan.page_texts:
        for line in _step_lines(page.steps):
            yield {"document_id": key, "page": page.page, **line}


def _step_lines(steps: Iterable[RepairStep]) -> Iterator[Line]:
    for number, step in enumerate(steps, start=1):
        yield {
            "step": number,
            "span_start": step.start,
            "span_end": step.end,
            "before": clean(step.before),
            "after": clean(step.after),
            "method": str(step.method),
            "score": float(step.score),
            "rule": step.rule or None,
        }


def _area_lines(key: str, raw: RawDocument) -> Iterator[Line]:
    for position, area in enumerate(raw.areas):
        yield {
            "document_id": key,
            "position": position,
            "number": clean(area.number),
            "text": clean(area.text),
            "page": area.page,
            **_box(area.box),
            "confidence": _share(area.confidence),
        }


def _add_row(lines: Lines, key: str, raw: RawRow, row: PlanRow) -> None:
    lines[RowLine].append(_row_line(key, raw, row))
    for number, indikator_id in enumerate(row.indikator_ids, start=1):
        lines[RowIndikator].append(
            {"document_id": key, "urutan": row.urutan, "position": number, "indikator_id": indikator_id}
        )
    for number, item in enumerate(row.bukti_items, start=1):
        lines[BuktiItem].append(
            {"document_id": key, "urutan": row.urutan, "item": number, "text": clean(item)}
        )
    for position, cell, printed in _cells(raw, row):
        place = {"document_id": key, "urutan": row.urutan, "position": position}
        lines[Cell].append({**place, **_cell_line(cell), "printed": int(printed)})
        lines[PartLine].extend(_part_lines(place, cell))
        lines[Step].extend({**place, **line} for line in _step_lines(cell.steps))


def _row_line(key: str, raw: RawRow, row: PlanRow) -> Line:
    schedule = row.schedule
    return {
        "document_id": key,
        "urutan": row.urutan,
        "heading": raw.area,
        "no": clean(raw.no),
        "starts_komponen": int(raw.starts_komponen),
        "raw_notes": _json(raw.notes),
        "area_no": row.area_no,
        "area": clean(row.area),
        "komponen_no": row.komponen_no,
        "komponen_id": row.komponen_id,
        "indikator_id": row.indikator_id,
        "indikator_ids": ";".join(row.indikator_ids),
        "indikator_no": clean(row.indikator_no),
        "komponen": clean(row.text("komponen")),
        "indikator": clean(row.text("indikator")),
        "langkah_aksi": clean(row.text("langkah_aksi")),
        "bukti_fisik": clean(row.text("bukti_fisik")),
        "target_waktu": clean(row.text("target_waktu")),
        "bulan": ",".join(map(str, schedule.bulan)),
        "bulan_bits": sum(1 << (month - 1) for month in set(schedule.bulan)),
        "tahun_target": schedule.tahun,
        "schedule_rest": clean(schedule.rest),
        "schedule_certain": int(schedule.certain),
        "page_first": row.page_first,
        "page_last": row.page_last,
        "confidence": _share(row.confidence),
        "needs_review": int(row.needs_review or any(cell.needs_review for cell in row.cells)),
        "notes": _json(row.notes),
        "candidates": _json(row.candidates),
    }


def _cells(raw: RawRow, row: PlanRow) -> Iterator[tuple[int, PlanCell, bool]]:
    """Position, cell and "stands in the printed table"; the raw row's order, then what was supplied.

    A cell that normalising left out is kept as read: nothing is lost.
    """
    clean_cells = {cell.kolom: cell for cell in row.cells}
    for position, cell in enumerate(raw.cells):
        made = clean_cells.pop(cell.kolom, None)
        if made is None:
            lowest = min((part.confidence for part in cell.parts), default=0.0)
            made = PlanCell(
                cell.kolom, cell.raw, cell.raw, lowest, True, reasons=_LEFT_OUT, confidence_exact=lowest
            )
        if made.parts is not cell.parts or made.shared != cell.shared:
            made = replace(made, parts=cell.parts, shared=cell.shared)
        yield position, made, True
    for position, made in enumerate(clean_cells.values(), start=len(raw.cells)):
        yield position, made, False


def _cell_line(cell: PlanCell) -> Line:
    return {
        "kolom": clean(cell.kolom),
        "raw": clean(cell.raw),
        "text": clean(cell.text),
        "confidence": _share(cell.confidence),
        "needs_review": int(cell.needs_review),
        "reasons": _reasons(cell.reasons),
        "shared": int(cell.shared),
        "marks_doubtful": int(cell.marks_doubtful),
        "confidence_exact": _share(cell.confidence_exact),
    }


def _reasons(reasons: Iterable[Reason]) -> str:
    return _json([[*map(clean, reason)] for reason in reason_lists(reasons)])


def _part_lines(place: Line, cell: PlanCell) -> Iterator[Line]:
    texts = split_text(cell.text, [part.raw for part in cell.parts], cell.steps)
    for number, (part, text) in enumerate(zip(cell.parts, texts, strict=True), start=1):
        yield {
            **place,
            "part": number,
            "page": part.page,
            **_box(part.box),
            "raw": clean(part.raw),
            "text": clean(text),
            "confidence": _share(part.confidence),
            "readings": _json(_readings(part)),
            "border_doubt": _share(part.border_doubt),
            "doubts": _reasons(part.doubts),
        }


def _readings(part: CellPart) -> Iterable[tuple[str, str, float]]:
    return [(clean(reading.engine), clean(reading.text), reading.confidence) for reading in part.readings]
