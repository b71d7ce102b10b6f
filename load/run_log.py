"""What was done with a database, and when: a line for each run that changed it or did not finish."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from sqlalchemy import Engine, RowMapping, insert, select, update

from lampiran.errors import DatabaseUnavailable
from load.opening import querying, writing
from load.reference import Run
from load.table_base import table_of

if TYPE_CHECKING:
    from load.database import Database

RUNS = table_of(Run)

RunOutcome = Literal["running", "finished", "stopped", "failed"]


@dataclass(frozen=True, slots=True)
class Counts:
    """What a run came to: files by what became of them, and what the files it read hold."""

    files: int = 0
    ok: int = 0
    partial: int = 0
    failed: int = 0
    skipped: int = 0
    unchanged: int = 0
    pages: int = 0
    row_count: int = 0
    flagged: int = 0


class RunNote:
    """A run under way; whoever runs it sets the counts before it ends.

    The first change of the database puts it there: a run that finds nothing to do leaves the file as it is.

    Args:
        database: An open database.
        facts: What is known of the run when it starts.
    """

    def __init__(self, database: Database, facts: Mapping[str, str]) -> None:
        self.counts = Counts()
        self._database = database
        self._before = database.changes
        self._key = uuid.uuid4().hex[:16]
        self._facts = {"id": self._key, "outcome": "running", "started_at": _now(), **facts}
        self._is_there = False

    def stored(self) -> None:
        """Puts the run there if the database has changed since it started; call it after storing something.

        Raises:
            DatabaseUnavailable: If the database is full, locked or gone.
        """
        if not self._is_there and self._database.changes > self._before:
            self._put()

    def end(self, outcome: RunOutcome) -> None:
        """Says how the run ended; one that did not finish is put there even if it changed nothing.

        Raises:
            DatabaseUnavailable: If the database is full, locked or gone.
        """
        self.stored()
        if not self._is_there and outcome != "finished":
            self._put()
        if self._is_there:
            facts = {"outcome": outcome, "finished_at": _now()} | asdict(self.counts)
            with writing(self._database.engine) as connection:
                connection.execute(update(RUNS).where(RUNS.c.id == self._key).values(facts))

    def _put(self) -> None:
        with writing(self._database.engine) as connection:
            connection.execute(insert(RUNS), {**self._facts, **asdict(self.counts)})
        self._is_there = True


@dataclass(frozen=True, slots=True)
class RunLine:
    """A stored run; ``finished_at`` is None while it goes on, or when it ended without a word (power cut)."""

    command: str
    outcome: RunOutcome
    started_at: str
    finished_at: str | None
    version: str
    engine: str
    dictionary_version: str
    settings: Mapping[str, object]
    counts: Counts


@contextmanager
def noted(
    database: Database,
    command: str,
    version: str,
    reader: str,
    dictionary_version: str,
    settings: Mapping[str, object],
) -> Iterator[RunNote]:
    """Notes a run and how it ended, by an interrupt or an error too.

    Args:
        database: An open database.
        command: What runs.
        version: Of the program.
        reader: The OCR engines.
        dictionary_version: Of the dictionaries.
        settings: What was asked for; plain values.
    """
    asked = json.dumps(dict(settings), ensure_ascii=False)
    facts = {"command": command, "version": version, "engine": reader, "settings": asked}
    note = RunNote(database, facts | {"dictionary_version": dictionary_version})
    outcome: RunOutcome = "failed"
    try:
        yield note
        outcome = "finished"
    except KeyboardInterrupt:
        outcome = "stopped"
        raise
    finally:
        with suppress(DatabaseUnavailable):  # what cannot be noted is left open
            note.end(outcome)


def stored_runs(engine: Engine, most: int) -> list[RunLine]:
    """The latest runs, newest first.

    Args:
        engine: An open database.
        most: How many at most.
    """
    query = select(RUNS).order_by(RUNS.c.started_at.desc(), RUNS.c.id).limit(most)
    with querying(engine) as connection:
        lines = connection.execute(query).mappings().all()
    return [_run_line(line) for line in lines]


def _run_line(line: RowMapping) -> RunLine:
    return RunLine(
        command=line["command"],
        outcome=line["outcome"],
        started_at=line["started_at"],
        finished_at=line["finished_at"],
        version=line["version"],
        engine=line["engine"],
        dictionary_version=line["dictionary_version"],
        settings=json.loads(line["settings"]),
        counts=Counts(**{name: line[name] for name in asdict(Counts())}),
    )


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
