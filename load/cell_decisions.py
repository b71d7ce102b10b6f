"""What decisions make of one cell, one after another, and what a row has that a person added."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lampiran.codes import Act
from lampiran.records import KOLOM
from load.decisions import Decision
from load.table_lines import Line
from load.word_places import letters


def plain(text: str) -> str:
    """Without differences of blanks and capitals."""
    return " ".join(text.split()).casefold()


@dataclass(slots=True)
class CellState:
    """A cell under way: what was read, what the machine made of it, what counts by now.

    ``text`` starts as the machine's.
    """

    raw: str
    machine: str
    text: str = field(default="")

    def __post_init__(self) -> None:
        self.text = self.machine

    def take(self, decision: Decision) -> bool:
        """Applies a decision; returns whether the reading agrees with what the person saw.

        What was read may differ in blanks; what a person said stands in any case.
        """
        same_print = bool(decision.raw or not self.raw) and plain(decision.raw) == plain(self.raw)
        if decision.word:
            return self._take_word(decision, same_print)
        said = decision.before if decision.act is Act.CONFIRM else decision.after
        seen = {letters(decision.before), letters(decision.after)}
        agreed = same_print or letters(self.machine) in seen or letters(self.raw) in seen
        self.text = said
        return agreed

    def _take_word(self, decision: Decision, same_print: bool) -> bool:
        """A decision about a word leaves the others as they are, whoever settled them."""
        right = decision.word if decision.act is Act.CONFIRM else decision.word_after or decision.word
        changed = replaced(self.text, decision.word, right)
        if changed is not None:
            self.text = changed
            return True
        if right and replaced(self.text, right, right) is not None:
            return True
        self.text = decision.after
        return same_print


def replaced(text: str, word: str, by: str) -> str | None:
    """The text with the first standing of a word replaced; None where it does not stand there alone."""
    pattern = r"\s+".join(map(re.escape, word.split()))
    edges = (r"(?<!\w)" if word[:1].isalnum() else ""), (r"(?!\w)" if word[-1:].isalnum() else "")
    found = re.search(edges[0] + pattern + edges[1], text)
    return text[: found.start()] + by + text[found.end() :] if found else None


def schedule_columns(values: Mapping[str, Any]) -> Line:
    """The columns of ``plan_rows`` that say when, from what was understood of a person's wording."""
    months = [int(month) for month in values["bulan"] if 1 <= int(month) <= 12]
    return {
        "bulan": ",".join(map(str, months)),
        "bulan_bits": sum(1 << (month - 1) for month in set(months)),
        "tahun_target": values.get("tahun_target"),
        "schedule_rest": str(values.get("rest", "")),
        "schedule_certain": int(bool(values.get("certain", True))),
    }


def added_row(document_id: str, urutan: int, decision: Decision, texts: Mapping[str, str]) -> Line:
    """The line of a row that a person added."""
    values = decision.values
    ids = [name for name in str(values.get("indikator_ids", "")).split(";") if name]
    page = decision.page or 1
    return {
        "document_id": document_id,
        "urutan": urutan,
        "heading": None,
        "no": "",
        "starts_komponen": 0,
        "raw_notes": "[]",
        "area_no": decision.area_no,
        "area": str(values.get("area", "")),
        "komponen_no": decision.komponen_no,
        "komponen_id": values.get("komponen_id") or None,
        "indikator_id": ids[0] if ids else None,
        "indikator_ids": ";".join(ids),
        **{name: texts.get(name, "") for name in KOLOM},
        **schedule_columns({"bulan": [], **values}),
        "page_first": page,
        "page_last": page,
        "confidence": 1.0,
        "needs_review": 0,
        "notes": json.dumps([]),
        "candidates": json.dumps([]),
    }


def added_cell(document_id: str, urutan: int, position: int, kolom: str, text: str) -> Line:
    """The line of a cell of a row that a person added; nothing of it was read."""
    return {
        "document_id": document_id,
        "urutan": urutan,
        "position": position,
        "kolom": kolom,
        "raw": "",
        "text": text,
        "confidence": 1.0,
        "needs_review": 0,
        "reasons": "[]",
        "shared": 0,
        "printed": 0,
    }
