"""What a run keeps: each document in the database, its page pictures beside it; and what is there already."""

from __future__ import annotations

import logging
from dataclasses import replace

from lampiran.app.batch import FAULT
from lampiran.app.summary import FileLine, Summary
from lampiran.codes import PASSING
from lampiran.errors import LampiranError
from lampiran.records import Outcome
from load import Database
from load.pictures import PageStore

log = logging.getLogger(__name__)


def _may_pass(outcome: Outcome) -> bool:
    """Whether something was lost for a reason that the next run may not meet."""
    document = outcome.document
    return document is not None and any(problem.code in PASSING for problem in document.raw.problems)


class Keeper:
    """Stores the outcomes of one run and writes its account.

    Args:
        database: Where documents are kept.
        pictures: Where page pictures are kept, if they are.
        fingerprint: What the outcomes depend on besides their files.
        force: Whether what is there already from earlier runs is read again.
        summary: The account.
    """

    def __init__(
        self, database: Database, pictures: PageStore | None, fingerprint: str, force: bool, summary: Summary
    ) -> None:
        self._database = database
        self._pictures = pictures
        self._fingerprint = fingerprint
        self._force = force
        self._summary = summary
        self._kept: set[str] = set()

    def is_current(self, sha256: str, file: str) -> bool:
        """Whether a file need not be read: its content was, by an earlier run or under another name."""
        own = sha256 in self._kept
        if self._force and not own:
            return False
        if not self._database.is_current(sha256, file, self._fingerprint):
            return False
        if self._pictures and not self._pictures.has(sha256):
            return False
        (self._summary.copies if own else self._summary.unchanged).append(file)
        return True

    def keep(self, outcome: Outcome) -> None:
        """Stores an outcome; one that cannot be stored, by a fault of the program, is stored as failed.

        Raises:
            DatabaseUnavailable: If the database is full, locked or gone.
        """
        try:
            notes = self._store(outcome)
        except LampiranError:
            raise
        except Exception as error:
            log.info("%s: storing it failed", outcome.file, exc_info=error)
            outcome = replace(outcome, status="failed", reason=FAULT, document=None, pictures=(), others=())
            notes = self._store(outcome)
        self._kept.add(outcome.sha256)
        self._summary.notes.extend(notes)
        self._summary.lines.extend(map(FileLine.of, outcome.each()))

    def _store(self, outcome: Outcome) -> list[str]:
        # Pictures first: should the program be stopped between the two, the next run does both again.
        if self._pictures and outcome.sha256:
            self._pictures.put(outcome.sha256, outcome.pictures)
        # Without a fingerprint the next run takes the document for one of other settings and reads it anew.
        return self._database.save_file(
            [(one, "" if _may_pass(one) else self._fingerprint) for one in outcome.each()]
        )

    def close(self) -> None:
        """Adds to the account which of the unchanged files an earlier run could not read completely."""
        known = set(self._summary.unchanged)
        codes = self._database.problem_codes()
        self._summary.unchanged_bad.extend(
            FileLine(
                line.file,
                line.status,
                line.reason,
                0,
                line.rows,
                0,
                0.0,
                codes.get(line.document_id, ()),
                line.page_from,
                line.page_to,
            )
            for line in self._database.documents()
            if line.file in known and line.same_as is None and line.status not in ("ok", "superseded")
        )
