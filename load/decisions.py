"""People's decisions as they are stored: which there are for a decree, and a new one beside them.

A decision is never changed or removed; one that is taken back stands there with another that undoes it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from sqlalchemy import Connection, insert, or_, select

from lampiran.codes import Act
from load.models import Document
from load.reference import PeopleCorrection
from load.table_base import table_of

TABLE = table_of(PeopleCorrection)
DOCUMENTS = table_of(Document)


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's decision; see :class:`load.reference.PeopleCorrection` for what its values mean."""

    id: str
    sha256: str
    scope: str
    act: Act
    kolom: str
    corrected_by: str
    corrected_at: str
    lembaga: str = ""
    nomor_sk: str = ""
    tahun_sk: int | None = None
    urutan: int = 0
    area_no: int | None = None
    komponen_no: int | None = None
    raw: str = ""
    before: str = ""
    after: str = ""
    decree: str = ""
    code: str = ""
    word: str = ""
    word_after: str = ""
    page: int | None = None
    top: float | None = None
    anchor: str = ""
    note: str = ""
    derived: str = ""
    undoes: str | None = None

    @property
    def values(self) -> Mapping[str, Any]:
        """What follows from ``after``."""
        return json.loads(self.derived) if self.derived else {}

    @property
    def neighbours(self) -> Mapping[str, str]:
        """What the other cells of the row say, by column."""
        return json.loads(self.anchor) if self.anchor else {}


COLUMNS = tuple(field.name for field in fields(Decision))


def of_plain(plain: Mapping[Any, Any]) -> Decision:
    """A decision from its columns; what a later release knows beside them is left out.

    Raises:
        ValueError: If the act is not known.
        TypeError: If something is missing.
    """
    known = {name: plain[name] for name in COLUMNS if name in plain}
    return Decision(**{**known, "act": Act(known["act"])})


def plain_of(decision: Decision) -> dict[str, Any]:
    """Its columns."""
    return {**asdict(decision), "act": str(decision.act)}


def id_of(plain: Iterable[object]) -> str:
    """An id for a new decision: of what it says, by whom and when."""
    return hashlib.sha256(repr(tuple(plain)).encode()).hexdigest()[:24]


def add(connection: Connection, decisions: Sequence[Decision]) -> int:
    """Stores decisions; one that is there already is passed over. Returns how many are new."""
    if not decisions:
        return 0
    wanted = {decision.id: decision for decision in decisions}
    there = select(TABLE.c.id).where(TABLE.c.id.in_(list(wanted)))
    known = set(connection.execute(there).scalars())
    new = [plain_of(decision) for key, decision in wanted.items() if key not in known]
    if new:
        connection.execute(insert(TABLE), new)
    return len(new)


def all_of(connection: Connection) -> list[Decision]:
    """All decisions, oldest first."""
    lines = connection.execute(select(TABLE).order_by(TABLE.c.corrected_at, TABLE.c.id)).mappings()
    return [of_plain(line) for line in lines]


def decree_key(facts: Mapping[Any, Any], transcript: bool) -> str:
    """What all scans of one decree share: region, number, year; empty where the head is not sure of them."""
    doubted = set(json.loads(facts["doubts"])) & {"wilayah", "nomor_sk", "tahun_sk"}
    region = facts["kode_wilayah"] or facts["wilayah"] or facts["lembaga"]
    if doubted or not region or not facts["nomor_sk"] or facts["tahun_sk"] is None:
        return ""
    parts = (region, facts["nomor_sk"], str(facts["tahun_sk"]), "transcript" if transcript else "")
    return "|".join(" ".join(part.casefold().split()) for part in parts)


def of_document(connection: Connection, sha256: str, decree: str, key: str) -> list[Decision]:
    """The decisions about a document and about other scans of its decree, oldest first.

    Args:
        connection: An open connection.
        sha256: The document's content; empty where it has none.
        decree: Its :func:`decree_key`; empty: only its own content counts.
        key: Its id, which stands for the content where it has none.
    """
    about = [TABLE.c.sha256 == (sha256 or key)]
    if decree:
        scans = select(TABLE.c.sha256).where(TABLE.c.decree == decree)
        about.append(or_(TABLE.c.decree == decree, TABLE.c.sha256.in_(scans)))
    query = select(TABLE).where(or_(*about)).order_by(TABLE.c.corrected_at, TABLE.c.id)
    found = [of_plain(line) for line in connection.execute(query).mappings()]
    undoing = [decision.id for decision in found]
    if undoing:
        more = select(TABLE).where(TABLE.c.undoes.in_(undoing), TABLE.c.id.not_in(undoing))
        found += [of_plain(line) for line in connection.execute(more).mappings()]
    return found


def taken_back(decisions: Iterable[Decision]) -> set[str]:
    """The ids of decisions that were undone, and of those that undid them."""
    undone: set[str] = set()
    for decision in decisions:
        if decision.act is Act.UNDO and decision.undoes:
            undone |= {decision.undoes, decision.id}
    return undone
