"""Decisions come in, documents follow: whoever decides or saves, what counts is worked out here.

A document's decisions are those about its own content and those about other scans of its decree. When a head
is settled, it may turn out to be a scan of a decree that people decided about before.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select, update

from lampiran.codes import Act
from load import saving, versions
from load.decisions import Decision, add, decree_key, of_document, taken_back
from load.machine_lines import read_machine
from load.models import Document, Page
from load.reference import PeopleCorrection
from load.review_tables import ReviewLine
from load.saving import CONTENT, Prepared
from load.settling import HEAD, settle
from load.table_base import table_of
from load.table_lines import Line

DOCUMENTS = table_of(Document)
DECISIONS = table_of(PeopleCorrection)
REVIEW_LINES = table_of(ReviewLine)


def with_decisions(connection: Connection, content: Prepared, sha256: str) -> Prepared:
    """The content of a document as people's decisions have it, with what is left to settle.

    Args:
        connection: In the transaction that saves it.
        content: As the machine made it.
        sha256: Of the document's bytes; empty where it has none, or shares them (:func:`content_of`).
    """
    facts = {**content.facts, "sha256": sha256}
    found = decisions_about(connection, content.key, sha256, facts, is_transcript(content))
    result = settle(content.key, sha256, facts, content.lines, found)
    told = {name: value for name, value in result.facts.items() if name in content.facts}
    return saving.settled(content, replace(result, facts=told))


def content_of(document: Mapping[Any, Any]) -> str:
    """The hash of a document's bytes; empty where its id stands for them: a later decree of a file."""
    return str(document["sha256"]) if document["part"] == 1 else ""


def is_transcript(content: Prepared) -> bool:
    """Whether the document is another tool's text."""
    return all(page["kind"] == "transcript" for page in content.lines[Page])


def decisions_about(
    connection: Connection, key: str, sha256: str, facts: Line, transcript: bool
) -> list[Decision]:
    """The decisions that concern a document, oldest first."""
    if not connection.execute(select(DECISIONS.c.id).limit(1)).first():
        return []
    own = of_document(connection, sha256, "", key)
    decree = decree_key(with_head(facts, own), transcript)
    return of_document(connection, sha256, decree, key) if decree else own


def with_head(facts: Line, decisions: Sequence[Decision]) -> Line:
    """A document's line with its head as people settled it."""
    undone = taken_back(decisions)
    settled = dict(facts)
    doubts = json.loads(facts["doubts"])
    for decision in decisions:
        if decision.scope != "head" or decision.id in undone or decision.act is Act.ASK:
            continue
        given = {decision.kolom: decision.after, **decision.values}
        settled |= {name: value for name, value in given.items() if name in HEAD and value}
        doubts = [doubt for doubt in doubts if doubt not in given]
    return {**settled, "doubts": json.dumps(doubts)}


def renew(connection: Connection, document_id: str) -> None:
    """Works out anew what counts in a stored document and what is left to settle in it.

    Raises:
        KeyError: If there is no such document.
    """
    document, lines = read_machine(connection, document_id, CONTENT)
    stored = saving.facts_of(document)
    content = with_decisions(connection, Prepared(document_id, stored, lines), content_of(document))
    before, key = document["version_key"], versions.key_of(content.facts)
    values: dict[str, Any] = {**content.facts, "version_key": key}
    connection.execute(update(DOCUMENTS).where(DOCUMENTS.c.id == document_id).values(values))
    saving.write_content(connection, content, replacing=True)
    if key != before:
        versions.settle(connection, (before, key), document_id)


def renew_all(connection: Connection) -> None:
    """For a database that has no lines to settle yet, or others than this program would make."""
    ids = connection.execute(select(DOCUMENTS.c.id).where(DOCUMENTS.c.same_as.is_(None))).scalars().all()
    decided = connection.execute(select(DECISIONS.c.id).limit(1)).first() is not None
    for document_id in ids:
        if decided:
            renew(connection, document_id)
            continue
        document, lines = read_machine(connection, document_id, CONTENT)
        content = Prepared(document_id, saving.facts_of(document), lines)
        saving.write_review(connection, with_decisions(connection, content, content_of(document)), True)


def record(connection: Connection, decisions: Sequence[Decision]) -> int:
    """Stores decisions and lets the documents that they concern follow; returns how many were new."""
    added = add(connection, decisions)
    if added:
        for document_id in concerned(connection, decisions):
            renew(connection, document_id)
    return added


def concerned(connection: Connection, decisions: Sequence[Decision]) -> list[str]:
    """The documents that decisions are about: by their content, or as scans of the decree."""
    contents = {decision.sha256 for decision in decisions}
    decrees = {decision.decree.rpartition("|")[0] for decision in decisions if decision.decree}
    names = ("id", "sha256", "part", "doubts", "kode_wilayah", "wilayah", "lembaga", "nomor_sk", "tahun_sk")
    query = select(*(DOCUMENTS.c[name] for name in names)).where(DOCUMENTS.c.same_as.is_(None))
    found = []
    for line in connection.execute(query).mappings():
        decree = decree_key(line, transcript=False).rpartition("|")[0]
        if (content_of(line) or line["id"]) in contents or (decree and decree in decrees):
            found.append(str(line["id"]))
    return found


def mark_of(line: Mapping[str, Any]) -> str:
    """Tells a state of a thing to settle from another: what it says, and how often it was decided about."""
    told_apart = f"{line['item']}\0{line['version']}\0{line['text'] or ''}"
    return hashlib.sha256(told_apart.encode()).hexdigest()[:10]


def open_items(connection: Connection, items: Sequence[str]) -> dict[str, Line]:
    """Lines of ``pemeriksaan`` by item; of several documents with one item, the current one's."""
    query = (
        select(REVIEW_LINES, DOCUMENTS.c.superseded_by)
        .join(DOCUMENTS, DOCUMENTS.c.id == REVIEW_LINES.c.document_id)
        .where(REVIEW_LINES.c.item.in_(list(items)))
    )
    found: dict[str, Line] = defaultdict(dict)
    for line in connection.execute(query).mappings():
        if not found[line["item"]] or line["superseded_by"] is None:
            found[line["item"]] = dict(line)
    return dict(found)
