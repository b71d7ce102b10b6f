"""An explanation as data: ``lampiran explain --json``."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from dictionaries.sentences import sentence, told_sentence
from lampiran.app.explain import DERIVED, Explanation, derived_values
from lampiran.app.explain_lines import because
from lampiran.codes import KIND_OF
from lampiran.records import CellPart, Reason, Step


def to_json(found: Explanation) -> dict[str, Any]:
    """Everything that :func:`lampiran.app.explain_lines.lines_of` says, under the names of the database."""
    row, cell = found.row, found.cell
    value = derived_values(row)[found.asked] if found.asked in DERIVED else cell.text
    return {
        "file": found.document.raw.file,
        "sha256": found.document.raw.sha256,
        "urutan": row.urutan,
        "kolom": cell.kolom,
        "asked": found.asked,
        "value": value,
        "raw": cell.raw,
        "text": cell.text,
        "shared": cell.shared,
        "parts": [_part(part) for part in cell.parts],
        "steps": [_step(step) for step in cell.steps],
        "corrections": [asdict(made) for made in found.corrections],
        "confidence": cell.confidence,
        "needs_review": cell.needs_review,
        "reasons": [_reason(reason) for reason in cell.reasons],
        "row": {
            "confidence": row.confidence,
            "notes": [{"code": str(note), "reason": sentence(note)} for note in row.notes],
            "candidates": [{"indikator_id": name, "score": score} for name, score in row.candidates],
        },
    }


def _part(part: CellPart) -> dict[str, Any]:
    return {
        "page": part.page,
        "box": asdict(part.box) if part.box else None,
        "raw": part.raw,
        "confidence": part.confidence,
        "readings": [asdict(reading) for reading in part.readings],
    }


def _step(step: Step) -> dict[str, Any]:
    return asdict(step) | {"because": because(step)}


def _reason(reason: Reason) -> dict[str, Any]:
    told = told_sentence(reason)
    return {
        "code": str(reason.code),
        "kind": str(KIND_OF[reason.code]),
        "reason": str(told),
        "reason_indonesian": told.indonesian,
    }
