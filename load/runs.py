"""What was done with a database, and when: a line for each run, written when it starts and when it ends."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import Engine, RowMapping, insert, select, update

from lampiran.errors import DatabaseUnavailable
from load.opening import querying, writing
from load.reference import Run
from load.table_base import table_of

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


@dataclass
class RunNote:
    """A run under way; whoever runs it sets the counts before it ends."""

    counts: Counts = field(default_factory=Counts)


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
    engine: Engine,
    command: str,
    version: str,
    reader: str,
    dictionary_version: str,
    settings: Mapping[str, object],
) -> Iterator[RunNote]:
    """Notes a run: that it starts, and in the end how it ended, by an interrupt or an error too.

    Args:
        engine: An open database.
        command: What runs.
        version: Of the program.
        reader: The OCR engines.
        dictionary_version: Of the dictionaries.
        settings: What was asked for; plain values.

    Raises:
        DatabaseUnavailable: If the start cannot be noted. An end that cannot be is left open.
    """
    note, key = RunNote(), uuid.uuid4().hex[:16]
    line = {
        "id": key,
        "command": command,
        "outcome": "running",
        "started_at": _now(),
        "version": version,
        "engine": reader,
        "dictionary_version": dictionary_version,
        "settings": json.dumps(dict(settings), ensure_ascii=False),
    }
    with writing(engine) as connection:
        connection.execute(insert(RUNS), line | asdict(note.counts))
    outcome: RunOutcome = "failed"
    try:
        yield note
        outcome = "finished"
    except KeyboardInterrupt:
        outcome = "stopped"
        raise
    finally:
        with suppress(DatabaseUnavailable), writing(engine) as connection:
            facts = {"outcome": outcome, "finished_at": _now()} | asdict(note.counts)
            connection.execute(update(RUNS).where(RUNS.c.id == key).values(facts))


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
