"""``lampiran run``: files and folders into the database."""

from __future__ import annotations

import importlib
import json
import os
import time
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import replace
from typing import Annotated

import typer

import extract
from dictionaries import load_vocabulary
from lampiran import __version__
from lampiran.advice import install_command
from lampiran.app.batch import Batch, process_pool
from lampiran.app.commands.options import (
    DEFAULT_DB,
    ColumnsOption,
    DbOption,
    InputsArgument,
    JsonOption,
    PasswordOption,
    QualityChoice,
    QualityOption,
    TextLayerChoice,
    TextLayerOption,
    settings_of,
)
from lampiran.app.console import messages, say
from lampiran.app.fingerprint import fingerprint_of
from lampiran.app.inputs import find_inputs
from lampiran.app.keeping import Keeper
from lampiran.app.progress import Bar
from lampiran.app.summary import Summary
from lampiran.app.terminal import write
from lampiran.errors import MissingRequirement, UsageError
from lampiran.language import told
from lampiran.settings import Limits, Settings
from load import Database
from load.pictures import PageStore, database_file, pictures_path
from load.run_log import noted


def run(
    inputs: InputsArgument,
    db: DbOption = DEFAULT_DB,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Processes at work; default: the machine's cores.")
    ] = None,
    cluster: Annotated[
        str, typer.Option("--cluster", help="Address of a dask.distributed scheduler to work on instead.")
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="Read files again that have not changed.")] = False,
    text_layer: TextLayerOption = TextLayerChoice.auto,
    quality: QualityOption = QualityChoice.normal,
    password: PasswordOption = None,
    columns: ColumnsOption = "",
    keep_pages: Annotated[
        bool | None,
        typer.Option(
            "--keep-pages/--no-keep-pages",
            help="Keep a small picture of each plan page beside the database (default for SQLite).",
        ),
    ] = None,
    follow_links: Annotated[
        bool, typer.Option("--follow-links", help="Follow links in folders that lead out of them.")
    ] = False,
    page_seconds: Annotated[
        float, typer.Option("--page-seconds", min=1, help="Seconds that reading one page may take.")
    ] = Limits.page_seconds,
    memory: Annotated[
        int, typer.Option("--memory", min=300, help="Megabytes of memory that one worker may take.")
    ] = Limits.memory_mb,
    as_json: JsonOption = False,
) -> int:
    """Read files and folders (recursively) into the database; what is there already is passed over."""
    started = time.perf_counter()
    own = [path for path in (database_file(db), pictures_path(db)) if path]
    found = find_inputs(inputs, own, follow_links=follow_links)
    keep = keeps_pages(db, keep_pages)
    limits = Limits(page_seconds, max(page_seconds, Limits.document_seconds), memory)
    settings = replace(settings_of(text_layer, quality, password, columns), keep_pages=keep, limits=limits)
    extract.preflight(settings)
    vocabulary = load_vocabulary()
    engine = extract.describe_engine(settings)
    count = workers or os.cpu_count() or 1
    summary = Summary(
        engine=engine,
        other_kinds=list(found.other_kinds),
        closed=list(found.closed),
        no_files=list(found.no_files),
        links=list(found.links),
    )
    if notice := extract.one_engine_notice(settings):
        say(messages(), notice)
    asked = {"workers": count, "cluster": cluster, "force": force, "text_layer": text_layer.value}
    asked |= {
        "quality": quality.value,
        "columns": columns,
        "keep_pages": keep,
        "page_seconds": page_seconds,
        "memory": memory,
    }
    with Database.open(db) as database, _page_store(database, db, keep) as pictures, Bar() as bar:
        database.vocabulary_sync(vocabulary)
        fingerprint = fingerprint_of(settings, engine, vocabulary.version)
        keeper = Keeper(database, pictures, fingerprint, force, summary)
        executor = executor_for(count, cluster, settings)
        batch = Batch(settings, count, executor, keeper.is_current, bar)
        with noted(database, "run", __version__, engine, vocabulary.version, asked) as note:
            try:
                for outcome in batch.run(found.files):
                    keeper.keep(outcome)
                    note.stored()
            finally:
                note.counts = summary.counts()
            keeper.close()
    summary.seconds = time.perf_counter() - started
    summary.show()
    if as_json:
        write(json.dumps(summary.to_dict(), ensure_ascii=False, indent=1))
    return int(summary.exit_code)


def keeps_pages(db: str, asked: bool | None) -> bool:
    """Whether page pictures are kept: as asked, else wherever there is a place beside the database.

    Raises:
        UsageError: If they are asked for and the database is no file.
    """
    has_place = pictures_path(db) is not None
    if asked and not has_place:
        raise UsageError(
            "Page pictures are kept beside an SQLite file, and this database is none.",
            "Leave out --keep-pages, or give --db a path.",
        )
    return has_place if asked is None else asked


@contextmanager
def _page_store(database: Database, db: str, keep: bool) -> Iterator[PageStore | None]:
    """The database's page pictures, rid of those whose document it no longer has; None if none are kept."""
    store = PageStore.beside(db, write=True) if keep else None
    if store is None:
        yield None
        return
    with store:
        store.keep_only({line.sha256 for line in database.documents()})
        yield store


def executor_for(workers: int, cluster: str, settings: Settings) -> Executor:
    """A process pool, or the executor of a dask cluster.

    Raises:
        MissingRequirement: If dask.distributed is not installed or the scheduler does not answer.
    """
    if not cluster:
        return process_pool(workers, settings)
    try:
        distributed = importlib.import_module("distributed")  # optional: only --cluster needs it
    except ImportError as error:
        raise MissingRequirement(
            "--cluster needs dask.distributed, which is not installed.",
            install_command("distributed"),
        ) from error
    try:
        client = distributed.Client(cluster, timeout="10s")
    except OSError as error:
        raise MissingRequirement(
            told("The cluster at {0} does not answer.", cluster), "Is the scheduler running there?"
        ) from error
    try:
        client.wait_for_workers(1, timeout=10)
    except TimeoutError as error:
        raise MissingRequirement(
            told("The cluster at {0} has no workers.", cluster), told("Start them: dask worker {0}", cluster)
        ) from error
    executor: Executor = client.get_executor(pure=False)
    return executor
