"""The things to settle of one document while decisions are applied: what is open, what is settled by whom."""

from __future__ import annotations

from collections.abc import Iterator

from dictionaries.sentences import sentence
from lampiran.codes import DoubtKind, ReviewCode
from load.decisions import Decision
from load.review_lines import LATER, plain_line
from load.table_lines import Line

Place = tuple[int | None, str | None]
"""Row and column."""


class ReviewItems:
    """Lines of ``pemeriksaan`` under way.

    Args:
        key: The document's id.
        lines: As the machine's doubts have them; changed in place.
    """

    def __init__(self, key: str, lines: list[Line]) -> None:
        self._key = key
        self.lines = lines

    def mark(self, decision: Decision, urutan: int | None, state: str) -> None:
        """Notes what became of the things that a decision is about."""
        for line in self._about(decision, urutan):
            line |= {
                "state": state,
                "settled": int(state == "settled"),
                "settled_by": decision.corrected_by if state == "settled" else None,
            }

    def add_conflict(self, decision: Decision, urutan: int | None, reading: str, page: int | None) -> None:
        """A thing to settle: the reading disagrees with what the person saw."""
        values = decision.after or decision.before, reading
        code = ReviewCode.CONFLICT
        line = plain_line(
            decision.scope,
            code,
            (sentence(code, values), sentence(code, values, "id")),
            DoubtKind.LETTERS,
            urutan=urutan,
            kolom=decision.kolom,
            page=page,
            raw=reading,
            text=values[0],
            other_reading=reading,
        )
        self._add(decision, line | {"state": "conflict"})

    def add_lost(self, decision: Decision) -> None:
        """A thing to settle: the place of a decision is not found."""
        code, values = ReviewCode.LOST, (decision.kolom, decision.after or decision.before or decision.note)
        sentences = sentence(code, values), sentence(code, values, "id")
        line = plain_line("document", code, sentences, DoubtKind.PLACE, page=decision.page)
        self._add(decision, line | {"raw": decision.raw or None, "text": decision.after or None})

    def _add(self, decision: Decision, line: Line) -> None:
        item = decision.id[::-1][:16]
        self.lines.append({"document_id": self._key, "position": len(self.lines), "item": item, **line})

    def count(self, decision: Decision, urutan: int | None) -> None:
        """Counts a decision, whatever became of it, for who decides about the same thing."""
        for line in self._about(decision, urutan):
            line["version"] += 1

    def _about(self, decision: Decision, urutan: int | None) -> Iterator[Line]:
        for line in self.lines:
            if concerns(decision, urutan, line):
                yield line

    def open_cells(self) -> set[Place]:
        """The cells with something left to settle but marks; a sample only if asked about."""
        return {
            place
            for line, place in self._unsettled()
            if line["kind"] not in LATER or (line["kind"] == DoubtKind.SAMPLE and line["state"] != "open")
        }

    def open_marks(self) -> set[Place]:
        """The cells with marks left to settle."""
        return {place for line, place in self._unsettled() if line["kind"] == DoubtKind.MARKS}

    def _unsettled(self) -> Iterator[tuple[Line, Place]]:
        for line in self.lines:
            if line["scope"] == "cell" and not line["settled"]:
                yield line, (line["urutan"], line["kolom"])

    def open_rows(self) -> set[int | None]:
        """The rows with a note left to settle."""
        return {line["urutan"] for line in self.lines if line["scope"] == "row" and not line["settled"]}


def concerns(decision: Decision, urutan: int | None, line: Line) -> bool:
    """Whether a decision is about a thing to settle; without word and code it is about all of its cell."""
    if decision.act == "not-plan":
        return bool(urutan is not None and line["urutan"] == urutan)
    if line["scope"] != decision.scope or line["urutan"] != urutan:
        return False
    if decision.scope == "document":
        return bool(line["code"] == decision.code and line["text"] == (decision.before or None))
    if line["kolom"] != decision.kolom:
        return False
    if decision.word:
        return bool(line["word"] == decision.word)
    return not decision.code or bool(line["code"] == decision.code)
