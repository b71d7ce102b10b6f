"""The lines of ``pemeriksaan``: one for each thing that a person should settle in a document.

A cell has a line for each reason of its doubt; a cell that is printed once and stands in several rows is
asked about once. Notes on rows, doubts about the head and problems of the document have a line each.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dictionaries.sentences import sentence
from lampiran.codes import DoubtKind, Note, ReasonCode, ReviewCode
from lampiran.doubt_kinds import kind_of
from lampiran.records import KOLOM, HeadField, Reason, Word
from load import word_blocks
from load.models import Cell, CellPart, DocumentWords, PlanRow, Problem, Step
from load.stored_codes import notes_of, reasons_of, told
from load.table_lines import Line, Lines
from load.word_places import Spot, other_reading, place_of

_WORD_AT: Mapping[ReasonCode, int | None] = {
    ReasonCode.PERHAPS_WORD: 1,
    ReasonCode.UNSURE_REPAIR: 1,
    ReasonCode.OTHER_READER: None,
    ReasonCode.ODD_YEAR: 0,
    ReasonCode.TOLD: None,
}
"""Which value of a reason is the doubted word; the first one where nothing is said."""
_CANDIDATE_AT: Mapping[ReasonCode, int] = {
    ReasonCode.PERHAPS_WORD: 0,
    ReasonCode.VOCABULARY_DIFFERS: 1,
    ReasonCode.UNSURE_REPAIR: 0,
    ReasonCode.OTHER_READER: 0,
}
"""Which value of a reason might stand in the word's place."""

NOTE_KOLOM: Mapping[Note, str] = {
    Note.INDIKATOR_UNSURE: "indikator_id",
    Note.INDIKATOR_UNMATCHED: "indikator_id",
    Note.KOMPONEN_DIFFERS: "indikator_id",
    Note.AREA_UNKNOWN: "area_no",
    Note.KOMPONEN_UNREAD: "komponen_id",
    Note.KOMPONEN_ONLY: "baris",
    Note.DOUBTFUL_JOIN: "baris",
    Note.DOUBTFUL_BREAK: "baris",
    Note.JOINED_MERGED: "baris",
    Note.NO_RULES: "baris",
}
"""The notes that a person should settle, and what of the row each is about (``baris``: the row itself)."""
LATER = (DoubtKind.MARKS, DoubtKind.SAMPLE)
"""Kinds that are offered after all else and leave no cell in need of a look."""
SAMPLE_SIZE = 5
"""Cells without doubts that are offered of a document, to learn how many of them are wrong."""
_DIGIT_FIELDS: frozenset[HeadField] = frozenset(("nomor_sk", "tahun_sk", "tanggal_sk", "tahun_rencana"))


@dataclass(frozen=True, slots=True)
class Asked:
    """A thing to settle as it is found: ``values`` are of the sentence, ``key`` tells equal ones apart."""

    line: Line
    key: tuple[object, ...]


def review_lines(key: str, sha256: str, facts: Line, lines: Lines) -> list[Line]:
    """All things to settle in a document, in its order: problems, head, then row by row.

    Doubts about marks alone, and a sample of cells without doubts, stand last.

    Args:
        key: The document's id.
        sha256: Its content's, or its id where it has none.
        facts: Its line in ``documents``.
        lines: Its content.
    """
    seen: Counter[tuple[object, ...]] = Counter()
    made = []
    for position, asked in enumerate(sorted(_all(facts, lines), key=_rank)):
        seen[asked.key] += 1
        told_apart = repr((sha256 or key, *asked.key, seen[asked.key]))
        item = hashlib.sha256(told_apart.encode()).hexdigest()[:16]
        made.append({"document_id": key, "position": position, "item": item, **asked.line})
    return made


def _rank(asked: Asked) -> int:
    kind = asked.line["kind"]
    return 1 + LATER.index(kind) if kind in LATER else 0


def _all(facts: Line, lines: Lines) -> Iterator[Asked]:
    yield from map(_of_problem, lines[Problem])
    for field in json.loads(facts["doubts"]):
        yield _of_head(field, facts)
    cells = _CellsOf(lines)
    for row in lines[PlanRow]:
        for note in notes_of(row["notes"]):
            if note in NOTE_KOLOM:
                yield _of_note(note, row, cells.spot(row["urutan"]))
        yield from cells.asked(row["urutan"])
    yield from cells.sample()


def plain_line(scope: str, code: str, sentences: tuple[str, str], kind: DoubtKind, **more: Any) -> Line:
    """A line on which nothing is decided yet; ``sentences`` in English and Indonesian."""
    plain = dict.fromkeys(
        ("urutan", "kolom", "word", "page", "x0", "y0", "x1", "y1", "raw", "text", "other_reading")
    )
    reason, reason_indonesian = sentences
    return {
        "scope": scope,
        **plain,
        "kind": str(kind),
        "code": str(code),
        "reason": reason,
        "reason_indonesian": reason_indonesian,
        "candidates": None,
        "settled": 0,
        "state": "open",
        "settled_by": None,
        "version": 0,
        **{name: value for name, value in more.items() if value not in ("", ())},
    }


def _of_problem(problem: Line) -> Asked:
    code, values = told(problem["code"], problem["message"], problem["details"])
    sentences = sentence(code, values, "en"), sentence(code, values, "id")
    kind = DoubtKind.MISSING if problem["lost"] else DoubtKind.PLACE
    line = plain_line("document", code, sentences, kind, page=problem["page"])
    return Asked(line, ("document", problem["code"], problem["page"], problem["message"]))


def _of_head(field: HeadField, facts: Line) -> Asked:
    code = ReviewCode.HEAD_UNSURE
    sentences = sentence(code, (field,), "en"), sentence(code, (field,), "id")
    kind = DoubtKind.DIGITS if field in _DIGIT_FIELDS else DoubtKind.LETTERS
    value = facts[field]
    text = "" if value is None else str(value)
    return Asked(
        plain_line("head", code, sentences, kind, kolom=field, raw=text, text=text, page=1), ("head", field)
    )


def _of_note(note: Note, row: Line, spot: Spot) -> Asked:
    kolom = NOTE_KOLOM[note]
    kind = DoubtKind.MISSING if note is Note.KOMPONEN_UNREAD else DoubtKind.PLACE
    nearest = row["candidates"] if kolom == "indikator_id" and row["candidates"] != "[]" else None
    value = {
        "indikator_id": row["indikator_ids"],
        "area_no": row["area_no"],
        "komponen_id": row["komponen_id"],
    }
    text = value.get(kolom)
    line = plain_line(
        "row",
        note,
        (sentence(note), sentence(note, language="id")),
        kind,
        urutan=row["urutan"],
        kolom=kolom,
        page=spot.page or row["page_first"],
        raw=row["indikator"],
        text=None if text is None else str(text),
        candidates=nearest,
        **_corners(spot),
    )
    return Asked(line, ("row", note, row["page_first"], row["indikator"], row["langkah_aksi"]))


class _CellsOf:
    """A document's cells with their parts, words and repairs."""

    def __init__(self, lines: Lines) -> None:
        self._rows: dict[int, list[Line]] = defaultdict(list)
        self._parts: dict[tuple[int, int], list[Line]] = defaultdict(list)
        self._steps: dict[tuple[int, int], list[Line]] = defaultdict(list)
        self._packed = [line["data"] for line in lines[DocumentWords]]
        for cell in lines[Cell]:
            self._rows[cell["urutan"]].append(cell)
        for part in lines[CellPart]:
            self._parts[part["urutan"], part["position"]].append(part)
        for step in lines[Step]:
            self._steps[step["urutan"], step["position"]].append(step)
        self._printed = {
            print_of(cell, self._parts[cell["urutan"], cell["position"]])
            for cell in lines[Cell]
            if not cell["shared"]
        }

    @cached_property
    def _words(self) -> dict[tuple[int, int], dict[int, tuple[Word, ...]]]:
        """Unpacked only where a cell is doubted: it takes longer than all else."""
        found: dict[tuple[int, int], dict[int, tuple[Word, ...]]] = defaultdict(dict)
        for data in self._packed:
            for (urutan, position, number), words in word_blocks.unpack(data).items():
                found[urutan, position][number] = words
        return found

    def spot(self, urutan: int) -> Spot:
        """Where the row's own print begins: its indikator, or else its first cell with a place."""
        own = [cell for cell in self._rows[urutan] if not cell["shared"]]
        own.sort(key=lambda cell: cell["kolom"] != "indikator")
        spots = (place_of(None, self._parts[urutan, cell["position"]], {}, ()) for cell in own)
        return next((spot for spot in spots if spot.box), Spot(None, None))

    def asked(self, urutan: int) -> Iterator[Asked]:
        """What is asked about the cells of a row; a doubt about marks alone is asked about too."""
        for cell in self._rows[urutan]:
            parts = self._parts[urutan, cell["position"]]
            repeats = cell["shared"] and print_of(cell, parts) in self._printed
            if (cell["needs_review"] or cell["marks_doubtful"]) and not repeats:
                yield from self._of_cell(cell, parts)

    def sample(self) -> Iterator[Asked]:
        """A few cells that are not flagged, always the same ones of one reading; only such as can be seen."""
        found = []
        for cell in (cell for row in self._rows.values() for cell in row):
            flagged = cell["needs_review"] or cell["marks_doubtful"]
            spot = place_of(None, self._parts[cell["urutan"], cell["position"]], {}, ())
            if flagged or cell["shared"] or not cell["text"] or cell["kolom"] not in KOLOM or not spot.box:
                continue
            told_apart = (cell["kolom"], spot.page, round(spot.box.x0), round(spot.box.y0), cell["raw"])
            drawn = hashlib.sha256(repr(told_apart).encode()).hexdigest()
            found.append((drawn, told_apart, cell, spot))
        for _, told_apart, cell, spot in sorted(found, key=lambda one: one[0])[:SAMPLE_SIZE]:
            line = plain_line(
                "cell",
                ReviewCode.SAMPLE,
                (sentence(ReviewCode.SAMPLE), sentence(ReviewCode.SAMPLE, language="id")),
                DoubtKind.SAMPLE,
                urutan=cell["urutan"],
                kolom=cell["kolom"],
                page=spot.page,
                raw=cell["raw"],
                text=cell["text"],
                **_corners(spot),
            )
            yield Asked(line, ("sample", *told_apart))

    def _of_cell(self, cell: Line, parts: list[Line]) -> Iterator[Asked]:
        place = cell["urutan"], cell["position"]
        spot = place_of(None, parts, {}, ())
        corner = (round(spot.box.x0), round(spot.box.y0)) if spot.box else (cell["urutan"],)
        seen: Counter[str] = Counter()
        for reason in reasons_of(cell["reasons"]) or (Reason(ReasonCode.NOT_NORMALISED),):
            word = word_of(reason)
            found = place_of(word, parts, self._words[place], self._steps[place], seen[word or ""])
            seen[word or ""] += 1
            line = plain_line(
                "cell",
                reason.code,
                (sentence(reason.code, reason.values), sentence(reason.code, reason.values, "id")),
                kind_of(reason),
                urutan=cell["urutan"],
                kolom=cell["kolom"],
                word=word,
                page=found.page,
                raw=cell["raw"],
                text=cell["text"],
                other_reading=other_reading(word, parts),
                candidates=_candidates(reason),
                **_corners(found),
            )
            yield Asked(
                line, ("cell", cell["kolom"], spot.page, corner, cell["raw"], reason.code, *reason.values)
            )


def _corners(spot: Spot) -> Line:
    box = spot.box
    return {} if box is None else {"x0": box.x0, "y0": box.y0, "x1": box.x1, "y1": box.y1}


def print_of(cell: Line, parts: Iterable[Line]) -> tuple[object, ...]:
    """What cells share that are one and the same print: column, raw text, pages and boxes."""
    return cell["kolom"], cell["raw"], *((part["page"], part["x0"], part["y0"]) for part in parts)


def word_of(reason: Reason) -> str | None:
    """The doubted word that a reason names."""
    at = _WORD_AT.get(reason.code, 0)
    return reason.values[at] or None if at is not None and at < len(reason.values) else None


def _candidates(reason: Reason) -> str | None:
    at = _CANDIDATE_AT.get(reason.code)
    if at is None or at >= len(reason.values) or not reason.values[at]:
        return None
    return json.dumps([[reason.values[at], None]], ensure_ascii=False)
