"""Versions of a decree: the same decree scanned anew, or amended; the newer supersedes the older.

Two documents are versions of one decree when office, number and year agree and none of the three is in
doubt; an amendment ("Perubahan atas Keputusan … Nomor 16 Tahun 2022") counts to the decree that it amends.
A document is superseded by one that is newer (by the decree's date, then by the run that first loaded it)
and no less complete. Of files loaded in one run with the same date none is newer: all stay current, and
the run says so. Transcripts stand beside scans and are versions of each other only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, update

from lampiran.language import told
from lampiran.records import DocumentHead
from load.models import Document, Page
from load.table_base import table_of

DOCUMENTS = table_of(Document)
_AMENDS = re.compile(r"\bperubahan\b.{0,60}?\batas\b.{0,200}?\bnomor\s+(\S+)\s+tahun\s+(\d{4})\b", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Version:
    """A document as one of the versions of its decree."""

    id: str
    file: str
    tanggal: str
    complete: bool
    run: str
    superseded_by: str | None

    def supersedes(self, other: Version) -> bool:
        """Whether this one takes the other's place."""
        newer = (self.tanggal, self.run) > (other.tanggal, other.run)
        return newer and (self.complete or not other.complete)


def key_of(facts: Mapping[str, Any], transcript: bool) -> str | None:
    """What all versions of a decree share; None where there are no rows or the head does not tell for sure.

    Args:
        facts: The document's line in ``documents``, as people settled it.
        transcript: Whether it is another tool's text.
    """
    return _key(_head(facts), transcript) if facts["row_count"] else None


def _key(head: DocumentHead, transcript: bool) -> str | None:
    doubted = set(head.doubts) & {"lembaga", "nomor_sk", "tahun_sk"}
    if doubted or not head.lembaga or not head.nomor_sk or head.tahun_sk is None:
        return None
    amended = _AMENDS.search(head.tentang.casefold())
    nomor, tahun = amended.groups() if amended else (head.nomor_sk, str(head.tahun_sk))
    parts = (head.lembaga, head.kode_wilayah, nomor, tahun, "transcript" if transcript else "")
    return "|".join(" ".join(part.casefold().split()) for part in parts)


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
        for version in found:
            rivals = [other for other in found if other.supersedes(version)]
            by = max(rivals, key=lambda other: (other.tanggal, other.run, other.file), default=None)
            if (by.id if by else None) != version.superseded_by:
                _note(connection, version.id, by.id if by else None)
            if by and saved in (by.id, version.id) and by.id != version.superseded_by:
                notes.append(told("{0} is a newer version of {1} and supersedes it.", by.file, version.file))
        notes.extend(_undecided(found, saved))
    return notes


def settle_all(connection: Connection) -> None:
    """Finds the versions among all stored documents, for a database that did not know of versions."""
    transcripts = select(Page.document_id).where(Page.kind != "transcript")
    paged = set(connection.execute(transcripts.distinct()).scalars())
    lines = connection.execute(select(DOCUMENTS).where(DOCUMENTS.c.row_count > 0)).mappings().all()
    keys: list[str | None] = []
    for line in lines:
        key = _key(_head(line), line["id"] not in paged)
        keys.append(key)
        connection.execute(update(DOCUMENTS).where(DOCUMENTS.c.id == line["id"]).values(version_key=key))
    settle(connection, keys, saved="")


def _head(line: Mapping[Any, Any]) -> DocumentHead:
    doubts = tuple(json.loads(line["doubts"]))
    names = ("lembaga", "kode_wilayah", "nomor_sk", "tahun_sk", "tentang")
    return DocumentHead(**{name: line[name] for name in names}, doubts=doubts)


def _versions(connection: Connection, key: str) -> list[Version]:
    query = select(DOCUMENTS).where(
        DOCUMENTS.c.version_key == key, DOCUMENTS.c.status.in_(("ok", "partial")), DOCUMENTS.c.row_count > 0
    )
    return [
        Version(
            line["id"],
            line["file"],
            line["tanggal_sk"] or "",
            line["status"] == "ok",
            line["first_loaded_at"],
            line["superseded_by"],
        )
        for line in connection.execute(query.order_by(DOCUMENTS.c.file)).mappings()
    ]


def _undecided(found: list[Version], saved: str) -> list[str]:
    """What to say when the saved document stands beside others that it neither supersedes nor follows.

    One of the others is enough: it was said of these when they were saved.
    """
    mine = next((version for version in found if version.id == saved), None)
    if mine is None:
        return []
    equals = [
        other
        for other in found
        if other.id != saved and not other.supersedes(mine) and not mine.supersedes(other)
    ]
    return [
        told(
            "{0} and {1} are the same decree, first read in one run: both are counted.", mine.file, other.file
        )
        for other in equals[:1]
    ]


def _note(connection: Connection, document_id: str, by: str | None) -> None:
    connection.execute(update(DOCUMENTS).where(DOCUMENTS.c.id == document_id).values(superseded_by=by))
