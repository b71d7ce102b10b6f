"""A person's answers become decisions: each is applied, or it is said why not.

Months, items of evidence and codes of regions follow from what a person writes: this is the one place that
knows both how to understand a wording (``normalize``) and where decisions are kept (``load``).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, select

from lampiran.codes import Act
from lampiran.language import Told, in_both, told
from load import Database
from load.cell_decisions import replaced
from load.deciding import content_of, mark_of, open_items, record, with_head
from load.decision_places import anchor_of
from load.decisions import Decision, decree_key, id_of, of_plain, taken_back
from load.models import Cell, Document, Page, PlanRow
from load.opening import writing
from load.reference import PeopleCorrection
from load.review_tables import DecisionPlace
from load.table_base import table_of
from load.table_lines import Line, clean
from review.values import Refused, understood

DOCUMENTS, ROWS, CELLS = table_of(Document), table_of(PlanRow), table_of(Cell)
PAGES, PLACES, DECISIONS = table_of(Page), table_of(DecisionPlace), table_of(PeopleCorrection)
LONGEST = 40_000
"""Letters that an answer may have."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person says about a thing to settle.

    Attributes:
        item: Of ``pemeriksaan``.
        act: What is decided.
        value: The right wording: of the doubted word, or of the whole where ``whole`` or there is no word.
        whole: Whether the value is of the whole cell though a word was doubted.
        note: For the office, or for whoever looks later.
        mark: Of the thing as it was shown (:func:`load.deciding.mark_of`); None: not compared.
    """

    item: str
    act: Act
    value: str = ""
    whole: bool = False
    note: str = ""
    mark: str | None = None


class Outcome(StrEnum):
    """What became of an answer."""

    APPLIED = "applied"
    UNCHANGED = "unchanged"
    STALE = "stale"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of an answer, and why; ``decision`` is the id of what was stored."""

    item: str
    outcome: Outcome
    why: Told
    decision: str = ""


def now() -> str:
    """The time, as decisions note it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def settle(database: Database, answers: Sequence[Answer], by: str, at: str | None = None) -> list[Result]:
    """Applies answers, in one transaction; those that cannot be applied are left out and say why.

    Args:
        database: Opened for writing.
        answers: Of one person.
        by: Their name.
        at: ISO time to note instead of the clock's.

    Raises:
        ValueError: If the name is empty.
        DatabaseUnavailable: If the database cannot be written; then nothing is applied.
    """
    name = " ".join(clean(by).split())
    if not name:
        raise ValueError("nobody decides")
    moment = at or now()
    with writing(database.engine) as connection:
        lines = open_items(connection, [answer.item for answer in answers])
        sheet = _Sheet(connection, name, moment)
        results = [sheet.take(answer, lines.get(answer.item)) for answer in answers]
        record(connection, sheet.made)
    return results


def undo(database: Database, decision_id: str, by: str, at: str | None = None) -> Result:
    """Takes a decision back; of several about one thing, the latest must go first."""
    with writing(database.engine) as connection:
        line = connection.execute(select(DECISIONS).where(DECISIONS.c.id == decision_id)).mappings().first()
        if line is None:
            return Result("", Outcome.REFUSED, in_both("There is no such decision."))
        decision = of_plain(line)
        others = [of_plain(other) for other in connection.execute(_about_same(decision)).mappings()]
        gone = taken_back(others)
        if decision.id in gone or decision.act is Act.UNDO:
            return Result("", Outcome.UNCHANGED, in_both("It was taken back already."))
        later = [
            other
            for other in others
            if other.id not in gone
            and (other.corrected_at, other.id) > (decision.corrected_at, decision.id)
            and (other.word == decision.word or not other.word or not decision.word)
        ]
        if later:
            return Result("", Outcome.REFUSED, in_both("Later decisions about it must be taken back first."))
        taken = {**dict(line), "act": Act.UNDO, "undoes": decision.id, "corrected_by": by.strip()}
        taken |= {"corrected_at": at or now(), "before": decision.after, "after": decision.before, "note": ""}
        taken["id"] = id_of(taken.values())
        record(connection, [of_plain(taken)])
    return Result("", Outcome.APPLIED, in_both("Taken back."), str(taken["id"]))


def _about_same(decision: Decision) -> Any:
    same = ("sha256", "scope", "kolom", "urutan")
    return select(DECISIONS).where(*(DECISIONS.c[name] == getattr(decision, name) for name in same))


def not_plan(database: Database, document_id: str, urutan: int, by: str, note: str = "") -> Result:
    """Takes a row out of the plan.

    Raises:
        KeyError: If there is no such row.
    """
    with writing(database.engine) as connection:
        sheet = _Sheet(connection, by.strip(), now())
        decision = sheet.of_row(document_id, urutan, Act.NOT_PLAN, note)
        record(connection, [decision])
    return Result("", Outcome.APPLIED, in_both("The row is no longer part of the plan."), decision.id)


def add_row(
    database: Database,
    document_id: str,
    page: int,
    cells: dict[str, str],
    by: str,
    *,
    area_no: int | None = None,
    indikator_id: str = "",
) -> Result:
    """Adds a row that the machine missed; it stands after the others.

    Raises:
        KeyError: If there is no such document.
        Refused: If a value cannot be.
    """
    with writing(database.engine) as connection:
        sheet = _Sheet(connection, by.strip(), now())
        decision = sheet.of_new_row(document_id, page, cells, area_no, indikator_id)
        record(connection, [decision])
    return Result("", Outcome.APPLIED, in_both("The row was added."), decision.id)


class _Sheet:
    """Answers of one person under way; knows the documents that they are about."""

    def __init__(self, connection: Connection, by: str, at: str) -> None:
        self._connection = connection
        self._by = by
        self._at = at
        self.made: list[Decision] = []
        self._documents: dict[str, Line] = {}
        self._transcripts: dict[str, bool] = {}
        self._rows: dict[str, dict[int, dict[str, Line]]] = {}
        self._active: dict[str, dict[tuple[object, ...], list[Decision]]] = {}
        self._texts: dict[tuple[str, int, str], str] = {}

    def take(self, answer: Answer, line: Line | None) -> Result:
        if line is None:
            return Result(answer.item, Outcome.STALE, in_both("It is no longer to be settled here."))
        value = clean(answer.value).strip()
        if len(value) > LONGEST:
            return Result(
                answer.item, Outcome.REFUSED, told("The answer is longer than {0} letters.", LONGEST)
            )
        if self._is_there(answer, value, line):
            return Result(answer.item, Outcome.UNCHANGED, in_both("It was settled so already."))
        if answer.mark is not None and answer.mark != mark_of(line):
            who = line["settled_by"]
            why = (
                told("{0} decided about it meanwhile.", who) if who else in_both("It has changed meanwhile.")
            )
            return Result(answer.item, Outcome.STALE, why)
        try:
            decision = self._decision(answer, value, line)
        except Refused as refused:
            return Result(answer.item, Outcome.REFUSED, refused.why)
        self.made.append(decision)
        return Result(answer.item, Outcome.APPLIED, in_both("Applied."), decision.id)

    def _is_there(self, answer: Answer, value: str, line: Line) -> bool:
        """Whether a decision says the same already: applying a file twice changes nothing."""
        place = (line["scope"], line["urutan"], line["kolom"] or "")
        for decision in reversed(self._decisions_of(line["document_id"]).get(place, [])):
            if decision.word and decision.word != line["word"]:
                continue
            if decision.code and decision.code != line["code"] and not decision.word:
                continue
            same = decision.act is answer.act and decision.note == answer.note.strip()
            said = decision.word_after if decision.word else decision.after
            return same and (answer.act in (Act.CONFIRM, Act.ASK) or not value or said == value)
        return False

    def _decision(self, answer: Answer, value: str, line: Line) -> Decision:
        scope, kolom, text = line["scope"], line["kolom"] or "", self._text(line)
        word = (line["word"] or "") if scope == "cell" and not answer.whole else ""
        if word and replaced(text, word, word) is None:
            word = ""
        word_after, after = "", text
        if answer.act in (Act.CORRECT, Act.AUTHOR):
            if scope == "document":
                raise Refused(in_both("A remark on the whole document can be confirmed or asked about only."))
            if answer.act is Act.CORRECT and not value and scope != "cell":
                raise Refused(in_both("The right value is missing."))
            if word:
                word_after = value or word
                after = replaced(text, word, word_after) or text
            elif value or answer.act is Act.CORRECT:
                after = value
        derived: dict[str, Any] = {}
        if answer.act in (Act.CORRECT, Act.AUTHOR):
            after, derived = understood(scope, kolom, after)
        elif answer.act is Act.CONFIRM and kolom == "target_waktu":
            derived = self._months(line)
        if scope == "cell":
            self._texts[line["document_id"], line["urutan"], kolom] = after
        whole_cell = scope == "cell" and not word and answer.act is not Act.CONFIRM
        return self._made(
            line["document_id"],
            scope=scope,
            act=answer.act,
            kolom=kolom,
            urutan=line["urutan"] or 0,
            raw=self._raw(line),
            before=(line["text"] or "") if scope != "cell" else text,
            after=after,
            code="" if word or whole_cell else line["code"],
            word=word,
            word_after=word_after,
            page=line["page"],
            note=clean(answer.note).strip(),
            derived=derived,
        )

    def _made(self, document_id: str, *, derived: dict[str, Any], **facts: Any) -> Decision:
        document = self._document(document_id)
        urutan, kolom = facts["urutan"], facts["kolom"]
        row = self._row(document_id, urutan)
        anchor = anchor_of({name: cell["raw"] for name, cell in row.items()}, kolom) if row else {}
        plain = {
            "sha256": content_of(document) or document_id,
            "corrected_by": self._by,
            "corrected_at": self._at,
            "lembaga": document["lembaga"],
            "nomor_sk": document["nomor_sk"],
            "tahun_sk": document["tahun_sk"],
            "decree": "",
            "anchor": json.dumps(anchor, ensure_ascii=False) if anchor else "",
            "derived": json.dumps(derived, ensure_ascii=False) if derived else "",
            **facts,
        }
        number = len(self.made)  # of decisions made in one moment, ids keep the order
        decision = of_plain({"id": f"{number:04}{id_of((*plain.values(), number))}", **plain})
        about = with_head(document, [decision]) if decision.scope == "head" else document
        return of_plain(
            {**plain, "id": decision.id, "decree": decree_key(about, self._transcripts[document_id])}
        )

    def of_row(self, document_id: str, urutan: int, act: Act, note: str) -> Decision:
        row = self._row(document_id, urutan)
        if not row:
            raise KeyError(urutan)
        page = self._connection.execute(
            select(ROWS.c.page_first).where(ROWS.c.document_id == document_id, ROWS.c.urutan == urutan)
        ).scalar_one()
        return self._made(
            document_id, scope="row", act=act, kolom="baris", urutan=urutan, page=page, note=note, derived={}
        )

    def of_new_row(
        self, document_id: str, page: int, cells: dict[str, str], area_no: int | None, indikator_id: str
    ) -> Decision:
        texts = {kolom: clean(text).strip() for kolom, text in cells.items() if text.strip()}
        derived: dict[str, Any] = {"cells": texts}
        for kolom in ("target_waktu", "bukti_fisik"):
            derived |= understood("cell", kolom, texts.get(kolom, ""))[1]
        if indikator_id:
            derived["indikator_ids"] = understood("row", "indikator_id", indikator_id)[0]
        if area_no is not None:
            derived |= understood("row", "area_no", str(area_no))[1]
        return self._made(
            document_id,
            scope="row",
            act=Act.ADD_ROW,
            kolom="baris",
            urutan=0,
            page=page,
            area_no=area_no,
            after=texts.get("langkah_aksi", ""),
            derived=derived,
        )

    # What the answers are about.

    def _document(self, document_id: str) -> Line:
        if document_id not in self._documents:
            query = select(DOCUMENTS).where(DOCUMENTS.c.id == document_id)
            found = self._connection.execute(query).mappings().one_or_none()
            if found is None:
                raise KeyError(document_id)
            kinds = select(PAGES.c.kind).where(PAGES.c.document_id == document_id).distinct()
            self._documents[document_id] = dict(found)
            read = set(self._connection.execute(kinds).scalars())
            self._transcripts[document_id] = read <= {"transcript"}
        return self._documents[document_id]

    def _row(self, document_id: str, urutan: int | None) -> dict[str, Line]:
        if document_id not in self._rows:
            rows: dict[int, dict[str, Line]] = defaultdict(dict)
            query = select(CELLS).where(CELLS.c.document_id == document_id).order_by(CELLS.c.position)
            for cell in self._connection.execute(query).mappings():
                rows[cell["urutan"]][cell["kolom"]] = dict(cell)
            self._rows[document_id] = rows
        return self._rows[document_id].get(urutan or 0, {})

    def _text(self, line: Line) -> str:
        """What stands there now, answers of this sheet included."""
        if line["scope"] != "cell":
            return line["text"] or ""
        place = (line["document_id"], line["urutan"], line["kolom"])
        cell = self._row(line["document_id"], line["urutan"]).get(line["kolom"])
        return self._texts.get(place, cell["text"] if cell else line["text"] or "")

    def _raw(self, line: Line) -> str:
        cell = self._row(line["document_id"], line["urutan"]).get(line["kolom"] or "")
        return cell["raw"] if cell and line["scope"] == "cell" else line["raw"] or ""

    def _months(self, line: Line) -> dict[str, Any]:
        here = (ROWS.c.document_id == line["document_id"], ROWS.c.urutan == line["urutan"])
        row = self._connection.execute(select(ROWS).where(*here)).mappings().one()
        months = [int(month) for month in row["bulan"].split(",") if month]
        names = {"tahun_target": row["tahun_target"], "rest": row["schedule_rest"]}
        return {"bulan": months, **names, "certain": bool(row["schedule_certain"])}

    def _decisions_of(self, document_id: str) -> dict[tuple[object, ...], list[Decision]]:
        if document_id not in self._active:
            query = (
                select(DECISIONS, PLACES.c.urutan.label("place"), PLACES.c.state)
                .join(PLACES, PLACES.c.decision_id == DECISIONS.c.id)
                .where(PLACES.c.document_id == document_id, PLACES.c.state != "undone")
                .order_by(DECISIONS.c.corrected_at, DECISIONS.c.id)
            )
            found: dict[tuple[object, ...], list[Decision]] = defaultdict(list)
            for line in self._connection.execute(query).mappings():
                found[line["scope"], line["place"], line["kolom"]].append(of_plain(line))
            self._active[document_id] = found
        return self._active[document_id]


def refused(results: Iterable[Result]) -> list[Result]:
    """Those that were not applied."""
    return [result for result in results if result.outcome in (Outcome.STALE, Outcome.REFUSED)]
