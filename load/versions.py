"""Versions of a decree: read from several files, scanned anew, or amended; one of them counts.

Two documents are versions of one decree when office, number and year agree and none of the three is in
doubt; an amendment ("Perubahan atas Keputusan … Nomor 16 Tahun 2022") counts to the decree that it amends.
Of several files of one decree the best counts: complete before incomplete, then the one with fewer doubts,
then born-digital before scanned before typed off, then the one read later. An amendment takes the place of
what it amends unless only the older one is complete. A person's choice goes before all of this.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, RowMapping, func, select, update

from lampiran.language import Told, in_both, told
from lampiran.records import DocumentHead
from load.models import Cell, Document, Page
from load.reference import DocumentChoice
from load.table_base import table_of

DOCUMENTS, PAGES, CELLS = table_of(Document), table_of(Page), table_of(Cell)
_AMENDS = re.compile(r"\bperubahan\b.{0,60}?\batas\b.{0,200}?\bnomor\s+(\S+)\s+tahun\s+(\d{4})\b", re.DOTALL)
FULL = 0.9
"""A file with less than this share of the rows of the fullest one of its decree is not complete."""


class Why(StrEnum):
    """Why another file counts, as stored."""

    CHOSEN = "chosen"
    AMENDED = "amended"
    COMPLETE = "complete"
    DOUBTS = "doubts"
    DIGITAL = "digital"
    LATER = "later"
    ALIKE = "alike"


_BECAUSE = {
    Why.CHOSEN: "a person chose it",
    Why.COMPLETE: "it is more complete",
    Why.DOUBTS: "it has fewer doubts",
    Why.DIGITAL: "its text needed less reading",
    Why.ALIKE: "both are alike",
}


@dataclass(frozen=True, slots=True)
class Version:
    """A document as one of the versions of its decree.

    Attributes:
        decree: Its own number and year, also where it amends another.
        kind: 2 born-digital, 1 scanned, 0 typed off (a transcript).
        doubts: Flagged cells, and doubtful fields of the head.
    """

    id: str
    file: str
    decree: str
    tanggal: str
    ok: bool
    rows: int
    doubts: int
    kind: int
    run: str
    chosen: bool
    superseded_by: str | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which version takes another's place, and why."""

    by: Version
    why: Why


def key_of(facts: Mapping[str, Any]) -> str | None:
    """What all versions of a decree share; None where there are no rows or the head does not tell for sure.

    Args:
        facts: The document's line in ``documents``, as people settled it.
    """
    return _key(_head(facts)) if facts["row_count"] else None


def _key(head: DocumentHead) -> str | None:
    doubted = set(head.doubts) & {"lembaga", "nomor_sk", "tahun_sk"}
    if doubted or not head.lembaga or not head.nomor_sk or head.tahun_sk is None:
        return None
    amended = _AMENDS.search(head.tentang.casefold())
    nomor, tahun = amended.groups() if amended else (head.nomor_sk, str(head.tahun_sk))
    return "|".join(
        " ".join(part.casefold().split()) for part in (head.lembaga, head.kode_wilayah, nomor, tahun)
    )


def settle(connection: Connection, keys: Iterable[str | None], saved: str) -> list[str]:
    """Decides anew which versions of the decrees are current.

    Args:
        connection: In the transaction that changed a document.
        keys: The version keys that the change may have touched.
        saved: The id of the changed document.

    Returns:
        Sentences about what the changed document did to others, or others to it.
    """
    notes: list[str] = []
    for key in dict.fromkeys(key for key in keys if key):
        found = _versions(connection, key)
        verdicts = judge(found)
        for version in found:
            verdict = verdicts.get(version.id)
            _note(connection, version.id, verdict)
            if verdict and saved in (verdict.by.id, version.id) and verdict.by.id != version.superseded_by:
                notes.append(_sentence(verdict, version))
        notes.extend(_undecided(found, verdicts, saved))
    return notes


def settle_all(connection: Connection) -> None:
    """Finds the versions among all stored documents, for a database that did not know of versions."""
    lines = connection.execute(select(DOCUMENTS).where(DOCUMENTS.c.row_count > 0)).mappings().all()
    keys: list[str | None] = []
    for line in lines:
        key = _key(_head(line))
        keys.append(key)
        connection.execute(update(DOCUMENTS).where(DOCUMENTS.c.id == line["id"]).values(version_key=key))
    settle(connection, keys, saved="")


def judge(found: list[Version]) -> dict[str, Verdict]:
    """By id, what takes the place of each version that does not count."""
    files: dict[str, list[Version]] = {}
    for version in found:
        files.setdefault(version.decree, []).append(version)
    best = {decree: _best(group) for decree, group in files.items()}
    verdicts = {
        other.id: Verdict(best[decree], _reason(best[decree], other, group))
        for decree, group in files.items()
        for other in group
        if other is not best[decree]
    }
    if len(files) < 2:
        return verdicts
    dates = {decree: max(version.tanggal for version in group) for decree, group in files.items()}
    newest = max(best, key=lambda decree: (best[decree].chosen, dates[decree], best[decree].run))
    champion = best[newest]
    for decree, one in best.items():
        if decree != newest and (champion.chosen or champion.ok or not one.ok):
            verdict = Verdict(champion, Why.CHOSEN if champion.chosen else Why.AMENDED)
            verdicts |= {version.id: verdict for version in files[decree]}
    return verdicts


def _best(group: list[Version]) -> Version:
    return max(group, key=lambda version: _rank(version, group))


def _rank(version: Version, group: list[Version]) -> tuple[bool, bool, bool, int, int, str]:
    full = version.rows >= FULL * max(other.rows for other in group)
    return version.chosen, version.ok, full, -version.doubts, version.kind, version.run


def _reason(best: Version, other: Version, group: list[Version]) -> Why:
    names = (Why.CHOSEN, Why.COMPLETE, Why.COMPLETE, Why.DOUBTS, Why.DIGITAL, Why.LATER)
    pairs = zip(names, _rank(best, group), _rank(other, group), strict=True)
    return next((why for why, mine, yours in pairs if mine != yours), Why.ALIKE)


def _sentence(verdict: Verdict, other: Version) -> Told:
    if verdict.why in (Why.AMENDED, Why.LATER):
        return told("{0} is a newer version of {1} and supersedes it.", verdict.by.file, other.file)
    because = in_both(_BECAUSE[verdict.why])
    return told(
        "{0} and {1} are the same decree: {0} counts, because {2}.", verdict.by.file, other.file, because
    )


def _head(line: Mapping[Any, Any]) -> DocumentHead:
    doubts = tuple(json.loads(line["doubts"]))
    names = ("lembaga", "kode_wilayah", "nomor_sk", "tahun_sk", "tentang")
    return DocumentHead(**{name: line[name] for name in names}, doubts=doubts)


def _versions(connection: Connection, key: str) -> list[Version]:
    query = select(DOCUMENTS).where(
        DOCUMENTS.c.version_key == key, DOCUMENTS.c.status.in_(("ok", "partial")), DOCUMENTS.c.row_count > 0
    )
    lines = connection.execute(query.order_by(DOCUMENTS.c.file)).mappings().all()
    if len(lines) < 2:
        return [_version(line, 0, frozenset(), frozenset()) for line in lines]
    ids = [line["id"] for line in lines]
    flagged = select(CELLS.c.document_id, func.count()).where(
        CELLS.c.document_id.in_(ids), CELLS.c.needs_review == 1
    )
    counts = {
        document_id: count for document_id, count in connection.execute(flagged.group_by(CELLS.c.document_id))
    }
    kinds: dict[str, set[str]] = {}
    pages = select(PAGES.c.document_id, PAGES.c.kind).where(PAGES.c.document_id.in_(ids)).distinct()
    for document_id, kind in connection.execute(pages):
        kinds.setdefault(document_id, set()).add(kind)
    choices = select(DocumentChoice.document_id).where(DocumentChoice.document_id.in_(ids))
    chosen = frozenset(connection.execute(choices).scalars())
    return [_version(line, counts.get(line["id"], 0), kinds.get(line["id"], set()), chosen) for line in lines]


def _version(
    line: RowMapping, flagged: int, kinds: set[str] | frozenset[str], chosen: frozenset[str]
) -> Version:
    return Version(
        id=line["id"],
        file=line["file"],
        decree=" ".join(f"{line['nomor_sk']}|{line['tahun_sk']}".casefold().split()),
        tanggal=line["tanggal_sk"] or "",
        ok=line["status"] == "ok",
        rows=line["row_count"],
        doubts=flagged + len(json.loads(line["doubts"])),
        kind=0 if "transcript" in kinds else 1 if kinds & {"scan", "scan+text"} else 2,
        run=line["first_loaded_at"],
        chosen=line["id"] in chosen,
        superseded_by=line["superseded_by"],
    )


def _undecided(found: list[Version], verdicts: dict[str, Verdict], saved: str) -> list[str]:
    """What to say when the saved document counts beside another of its decree.

    One of the others is enough: it was said of these when they were saved.
    """
    mine = next((version for version in found if version.id == saved and saved not in verdicts), None)
    others = [version for version in found if version.id != saved and version.id not in verdicts]
    if mine is None or not others:
        return []
    return [
        told(
            "{0} and {1} are an amendment and its decree, but only the older one is complete: "
            "both are counted.",
            mine.file,
            others[0].file,
        )
    ]


def _note(connection: Connection, document_id: str, verdict: Verdict | None) -> None:
    values = {
        "superseded_by": verdict.by.id if verdict else None,
        "superseded_why": verdict.why.value if verdict else "",
    }
    told_already = [DOCUMENTS.c[name].is_not_distinct_from(value) for name, value in values.items()]
    change = update(DOCUMENTS).where(DOCUMENTS.c.id == document_id)
    connection.execute(change.where(~(told_already[0] & told_already[1])).values(values))
