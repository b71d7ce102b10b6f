"""The database as the rest of the program sees it: open, save, ask, close."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, RowMapping, delete, insert, select, text, update

from dictionaries import Vocabulary
from lampiran.codes import NO_PLAN, ProblemCode
from lampiran.language import Told, told
from lampiran.records import Outcome, PlanDocument
from load import deciding, saving, versions, vocabulary
from load import table_lines as lines
from load.models import Document, Problem
from load.opening import open_engine, querying, writing
from load.restoring import Stored
from load.table_base import table_of

DOCUMENTS = table_of(Document)


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A stored document in short; ``same_as`` is the id it repeats under another file name."""

    document_id: str
    file: str
    sha256: str
    status: str
    reason: str
    rows: int
    fingerprint: str
    same_as: str | None
    page_from: int | None = None
    page_to: int | None = None

    @property
    def content_id(self) -> str:
        """The id of the document that holds the content."""
        return self.same_as or self.document_id


class Database:
    """An open database; use as a context manager or call :meth:`close`.

    All documents saved through one opening get the same ``loaded_at``: the time of the run.
    """

    def __init__(self, engine: Engine, now: str | None = None) -> None:
        self.engine = engine
        self.changes = 0
        """How many times something was stored that was not there already."""
        self.now = now or datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    @classmethod
    def open(cls, address: str | Path, create: bool = True, now: str | None = None) -> Self:
        """Opens a database and brings it to this program's schema.

        Args:
            address: A path (SQLite) or an SQLAlchemy URL.
            create: Whether to make it where there is none.
            now: ISO time to note as ``loaded_at`` instead of the clock's.

        Raises:
            DatabaseUnavailable: If it cannot be opened or written, is not this program's, or is newer.
        """
        return cls(open_engine(address, create), now)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes all connections."""
        self.engine.dispose()

    def save(self, outcome: Outcome, fingerprint: str = "") -> list[str]:
        """Stores what became of one document, in one transaction; the same content replaces what was there.

        Saving again what is stored already changes nothing, not even ``loaded_at``.

        Args:
            outcome: The result of a run.
            fingerprint: What it depended on besides the file; see :meth:`is_current`.

        Returns:
            What the person who runs the program should be told, in sentences.

        Raises:
            DatabaseUnavailable: If the database is full, locked or gone; nothing of the document is stored.
        """
        with writing(self.engine) as connection:
            return self._save(connection, outcome, fingerprint)

    def save_file(self, outcomes: Sequence[tuple[Outcome, str]]) -> list[str]:
        """Stores all decrees of a file in one transaction; those that it held by an earlier run are removed.

        Args:
            outcomes: Of each decree in order, with its fingerprint; see :meth:`save`.

        Returns:
            What the person who runs the program should be told, in sentences.

        Raises:
            DatabaseUnavailable: If the database is full, locked or gone; nothing of the file is stored.
        """
        with writing(self.engine) as connection:
            notes = self._remove_beyond(connection, outcomes[0][0].sha256, len(outcomes))
            for outcome, fingerprint in outcomes:
                notes += self._save(connection, outcome, fingerprint)
            return notes

    def _remove_beyond(self, connection: Connection, sha256: str, count: int) -> list[str]:
        """Removes the later decrees of a file that is now known to hold only so many."""
        notes: list[str] = []
        known = self._contents(connection, sha256) if sha256 else ()
        for line in (line for line in known if line["part"] > count):
            saving.remove(connection, line["id"])
            self.changes += 1
            notes += versions.settle(connection, [line["version_key"]], saved="")
        return notes

    def _save(self, connection: Connection, outcome: Outcome, fingerprint: str) -> list[str]:
        outcome = replace(outcome, file=lines.clean(outcome.file))
        known = self._content(connection, outcome.sha256, outcome.part) if outcome.sha256 else None
        if known is None:
            known = self._line(connection, outcome.sha256, outcome.file, outcome.part)
        if outcome.sha256:
            _forget_unread(connection, outcome.file)
        if known and known["file"] != outcome.file and outcome.part == 1:
            self._note_name(connection, known, outcome.file)
        key = str(known["id"]) if known else saving.new_id(outcome)
        content = saving.prepare(key, outcome)
        digest = content.digest(fingerprint)
        if known and known["digest"] == digest:
            return []
        content = deciding.with_decisions(connection, content, outcome.sha256 if outcome.part == 1 else "")
        line = content.facts | {"fingerprint": fingerprint, "digest": digest, "loaded_at": self.now}
        line["version_key"] = versions.key_of(line)
        if known:
            line["superseded_by"] = known["superseded_by"] if line["version_key"] else None
            connection.execute(update(DOCUMENTS).where(DOCUMENTS.c.id == key).values(line))
        else:
            line |= {"id": key, "file": outcome.file, "sha256": outcome.sha256}
            connection.execute(insert(DOCUMENTS), line | {"first_loaded_at": self.now})
        saving.write_content(connection, content, replacing=known is not None)
        self.changes += 1
        earlier = known["version_key"] if known else None
        return versions.settle(connection, (earlier, line["version_key"]), key)

    def is_current(self, sha256: str, file: str, fingerprint: str) -> bool:
        """Whether this content is stored as a run with this fingerprint would store it.

        Failed documents never are: they are tried again. A new file name for a current content gets its
        line in ``document`` here, because nobody will save it.
        """
        if not sha256:
            return False
        file = lines.clean(file)
        with querying(self.engine) as connection:
            known = self._contents(connection, sha256)
            stale = [
                line for line in known if line["status"] == "failed" or line["fingerprint"] != fingerprint
            ]
            if stale or not known:
                return False
            if known[0]["file"] == file or self._line(connection, sha256, file):
                return True
        with writing(self.engine) as connection:
            self._note_name(connection, known[0], file)
        return True

    def documents(self) -> list[DocumentLine]:
        """All stored documents, by file name."""
        query = select(DOCUMENTS).order_by(DOCUMENTS.c.file, DOCUMENTS.c.id)
        with querying(self.engine) as connection:
            return [_document_line(line) for line in connection.execute(query).mappings()]

    def problem_codes(self) -> dict[str, tuple[ProblemCode, ...]]:
        """By document id, the problems that made a document incomplete or left it without rows."""
        problems = table_of(Problem)
        query = select(problems.c.document_id, problems.c.code, problems.c.lost)
        found: dict[str, dict[ProblemCode, None]] = {}
        with querying(self.engine) as connection:
            for document_id, code, lost in connection.execute(query.order_by(problems.c.position)):
                if lost or code in NO_PLAN:
                    found.setdefault(document_id, {})[ProblemCode(code)] = None
        return {document_id: tuple(codes) for document_id, codes in found.items()}

    def load_plan_document(self, document_id: str) -> PlanDocument:
        """The normalised document, as it was saved.

        Raises:
            KeyError: If there is no such document.
        """
        with querying(self.engine) as connection:
            return Stored(connection, document_id).plan_document()

    def load_outcome(self, document_id: str) -> Outcome:
        """What was saved of a file, whatever became of it; normalise its document again and save it back.

        Raises:
            KeyError: If there is no such document.
        """
        with querying(self.engine) as connection:
            return Stored(connection, document_id).outcome()

    def vocabulary_sync(self, current: Vocabulary) -> None:
        """Makes the vocabulary tables say what the dictionaries say; nothing is written if they do.

        Raises:
            DatabaseUnavailable: If the database cannot be written.
        """
        with writing(self.engine) as connection:
            vocabulary.sync(connection, current)

    def damage(self) -> str:
        """What SQLite's quick check finds wrong; empty where the file is sound (or a server keeps it).

        Raises:
            DatabaseUnavailable: If the file is too damaged to be checked.
        """
        if self.engine.dialect.name != "sqlite":
            return ""
        with querying(self.engine) as connection:
            found = str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one())
        return "" if found == "ok" else found

    def query(self, sql: str, **values: Any) -> Sequence[RowMapping]:
        """Answers a question in SQL; values stand in it as ``:name``."""
        with querying(self.engine) as connection:
            return connection.execute(text(sql), values).mappings().all()

    @staticmethod
    def _contents(connection: Connection, sha256: str) -> Sequence[RowMapping]:
        """The decrees stored of a content, in order."""
        query = select(DOCUMENTS).where(DOCUMENTS.c.sha256 == sha256, DOCUMENTS.c.same_as.is_(None))
        return connection.execute(query.order_by(DOCUMENTS.c.part)).mappings().all()

    def _content(self, connection: Connection, sha256: str, part: int) -> RowMapping | None:
        return next((line for line in self._contents(connection, sha256) if line["part"] == part), None)

    @staticmethod
    def _line(connection: Connection, sha256: str, file: str, part: int = 1) -> RowMapping | None:
        own = (DOCUMENTS.c.sha256 == sha256, DOCUMENTS.c.file == file, DOCUMENTS.c.part == part)
        return connection.execute(select(DOCUMENTS).where(*own)).mappings().one_or_none()

    def _note_name(self, connection: Connection, known: RowMapping, file: str) -> None:
        """A line for another file with the same bytes, unless it has one."""
        if self._line(connection, known["sha256"], file):
            return
        reason = told("Same content as {0}.", known["file"])
        outcome = Outcome(file, known["sha256"], "skipped", reason, 0.0)
        line = lines.document_line(outcome) | {
            "id": saving.copy_id(known["sha256"], file),
            "file": file,
            "sha256": known["sha256"],
            "same_as": known["id"],
            "fingerprint": "",
            "digest": "",
            "loaded_at": self.now,
            "first_loaded_at": self.now,
        }
        connection.execute(insert(DOCUMENTS), line)
        self.changes += 1


def _document_line(line: RowMapping) -> DocumentLine:
    reason = Told(line["reason"], line["reason_indonesian"])
    key, file, sha256, status = line["id"], line["file"], line["sha256"], line["status"]
    rows, fingerprint, same_as = line["row_count"], line["fingerprint"], line["same_as"]
    span = line["page_from"], line["page_to"]
    return DocumentLine(key, file, sha256, status, reason, rows, fingerprint, same_as, *span)


def _forget_unread(connection: Connection, file: str) -> None:
    """Drops the line of a file that could not be read at all earlier and now can."""
    connection.execute(delete(DOCUMENTS).where(DOCUMENTS.c.file == file, DOCUMENTS.c.sha256 == ""))
