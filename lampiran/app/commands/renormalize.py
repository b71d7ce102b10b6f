"""``lampiran renormalize``: repairs and matches again from the stored raw cells, without OCR."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from typing import Annotated

import typer

from dictionaries import load_vocabulary
from lampiran import __version__
from lampiran.app import interrupts, pipeline
from lampiran.app.batch import POLL_SECONDS, process_pool
from lampiran.app.commands.options import DEFAULT_DB, DbOption
from lampiran.app.fingerprint import with_dictionary
from lampiran.app.progress import Meter
from lampiran.app.summary import FileLine, Summary
from lampiran.errors import ExitCode
from lampiran.language import told
from lampiran.records import Outcome
from lampiran.settings import Settings
from load import Database, DocumentLine
from load.run_log import noted


def renormalize(
    db: DbOption = DEFAULT_DB,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Processes at work; default: the machine's cores.")
    ] = None,
) -> int:
    """Repair and match all documents of a database again, with the dictionaries as they are now."""
    started = time.perf_counter()
    version = load_vocabulary().version
    count = workers or os.cpu_count() or 1
    settings = Settings()
    summary = Summary(engine=told("dictionaries {0}", version), done="Normalised with")
    with Database.open(db, create=False) as database:
        database.vocabulary_sync(load_vocabulary())
        lines = [line for line in database.documents() if line.rows and line.same_as is None]
        with (
            noted(database, "renormalize", __version__, "", version, {"workers": count}) as note,
            process_pool(count, settings) as executor,
            Meter("documents") as meter,
        ):
            meter.expect(len(lines))
            try:
                for line, outcome in _normalised(database, executor, lines, 2 * count, settings):
                    fingerprint = with_dictionary(line.fingerprint, version)
                    summary.notes.extend(database.save(outcome, fingerprint))
                    summary.lines.append(FileLine.of(outcome))
                    note.stored()
                    meter.advance(about=outcome.file)
            finally:
                note.counts = summary.counts()
    summary.seconds = time.perf_counter() - started
    summary.show()
    return int(ExitCode.OK)


def _normalised(
    database: Database, executor: Executor, lines: list[DocumentLine], at_once: int, settings: Settings
) -> Iterator[tuple[DocumentLine, Outcome]]:
    """Normalises documents on the workers, so many at once; in the order they finish."""
    under_way: dict[Future[Outcome], DocumentLine] = {}
    waiting = list(reversed(lines))
    while waiting or under_way:
        while waiting and len(under_way) < at_once:
            line = waiting.pop()
            stored = database.load_outcome(line.document_id)
            under_way[executor.submit(pipeline.renormalize, stored, settings)] = line
        done, _ = wait(under_way, POLL_SECONDS, return_when=FIRST_COMPLETED)
        interrupts.check()
        for future in done:
            yield under_way.pop(future), future.result()
