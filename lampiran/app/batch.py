"""Many documents on many cores: pages are the unit of work, documents the unit of result.

Work is spread over pages, so that one long file uses all cores; a document's pages are handed out before
the next file is opened, and results are joined as soon as the last page is in. Any
``concurrent.futures.Executor`` serves: a process pool at home, ``dask.distributed`` on a cluster.

A worker that dies (out of memory, a crash in a native library) breaks every task of a process pool. The pool
is then made anew and the tasks that were under way are tried again one at a time: only the one that
kills its worker again is given up, as a lost page or a failed file.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2

import extract
from extract.model import PageReading, Source
from lampiran.app import pipeline
from lampiran.app.inputs import Input
from lampiran.app.progress import Listener, Silent
from lampiran.errors import DocumentError
from lampiran.records import Outcome, Problem
from lampiran.settings import Settings

log = logging.getLogger(__name__)

DIED = "The process that read this died, probably for want of memory; try it alone with --workers 1."


def _worker_start() -> None:
    """In each worker: the parent says when to stop, nobody outlives it; one thread a native library."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    # Threads for single filters gain little, and those of several workers get into each other's way.
    cv2.setNumThreads(1)


def _end_with_parent() -> None:
    """A parent that was killed calls nothing off: its workers would wait, and hold memory, for ever."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def process_pool(workers: int) -> Executor:
    """A pool of fresh (spawned) processes: native libraries do not survive a fork."""
    return ProcessPoolExecutor(
        max_workers=workers, mp_context=multiprocessing.get_context("spawn"), initializer=_worker_start
    )


@dataclass
class _Work:
    """A document under way, in the parent process."""

    path: Path
    label: str
    source: Source | None = None
    readings: dict[int, list[PageReading]] = field(default_factory=dict)
    lost: list[Problem] = field(default_factory=list)
    pending: int = 0
    seconds: float = 0.0


@dataclass(frozen=True)
class _Task:
    """One call under way: what to do, for which document, and for which page (0: not a page)."""

    work: _Work
    kind: str
    page: int = 0
    retried: bool = False


@dataclass(frozen=True)
class Stages:
    """The three calls a worker makes; functions of a module, so that they can be sent to processes."""

    open_source: Callable[[Path, str, Settings], Source | Outcome] = pipeline.open_source
    read_page: Callable[[Source, int, Settings], list[PageReading]] = pipeline.read_page
    finish: Callable[[Source, Sequence[PageReading], Sequence[Problem], Settings, float], Outcome] = (
        pipeline.finish
    )


def _timed(
    read_page: Callable[[Source, int, Settings], list[PageReading]],
    source: Source,
    page: int,
    settings: Settings,
) -> tuple[list[PageReading], float]:
    started = time.perf_counter()
    return read_page(source, page, settings), time.perf_counter() - started


class Batch:
    """Reads files with a pool of workers and yields an outcome for each, in the order they finish.

    Args:
        settings: For every worker.
        workers: How many calls may be under way at once.
        make_executor: Makes the executor (again, after a worker died).
        is_current: Asked once a file's content is known, and not under way; True passes the file over.
        listener: Told about progress.
        stages: What a worker does.
    """

    def __init__(
        self,
        settings: Settings,
        workers: int,
        make_executor: Callable[[], Executor],
        is_current: Callable[[str, str], bool] = lambda sha256, file: False,
        listener: Listener | None = None,
        stages: Stages | None = None,
    ) -> None:
        self._settings = settings
        self._stages = stages or Stages()
        self._workers = workers
        self._make_executor = make_executor
        self._is_current = is_current
        self._listener = listener or Silent()
        self._ready: deque[_Task] = deque()
        self._suspects: deque[_Task] = deque()
        self._under_way: dict[Future[Any], _Task] = {}
        self._copies: dict[str, list[tuple[_Work, Source]]] = {}

    def run(self, inputs: Iterable[Input]) -> Iterator[Outcome]:
        """Reads all files; an outcome for each that is not passed over."""
        waiting = deque(_Work(entry.path, entry.label) for entry in inputs)
        self._listener.found(len(waiting))
        executor = self._make_executor()
        try:
            while waiting or self._ready or self._suspects or self._under_way:
                executor = self._submit(executor, waiting)
                done, _ = wait(self._under_way, return_when=FIRST_COMPLETED)
                broken = False
                for future in done:
                    task = self._under_way.pop(future)
                    outcome, died = self._take(task, future)
                    broken = broken or died
                    if outcome:
                        yield outcome
                        self._listener.finished(outcome)  # not before it is stored
                        self._take_up_copies(outcome.sha256)
                if broken:
                    executor = self._replace(executor)
        finally:
            # A pool that is done is waited for: Python's own end would write to pipes that it is closing.
            self._close(executor, wait=not self._under_way)

    def _submit(self, executor: Executor, waiting: deque[_Work]) -> Executor:
        """Keeps the workers busy; after a death, suspects run one at a time with nothing beside them."""
        if self._suspects:
            if not self._under_way:
                executor = self._send(executor, self._suspects.popleft())
            return executor
        while len(self._under_way) < 2 * self._workers and (self._ready or waiting):
            task = self._ready.popleft() if self._ready else _Task(waiting.popleft(), "open")
            executor = self._send(executor, task)
        return executor

    def _send(self, executor: Executor, task: _Task) -> Executor:
        try:
            future = self._call(executor, task)
        except BrokenProcessPool:
            self._suspects.append(task)
            return self._replace(executor)
        self._under_way[future] = task
        return executor

    def _call(self, executor: Executor, task: _Task) -> Future[Any]:
        work, settings, stages = task.work, self._settings, self._stages
        if work.source is None:
            return executor.submit(stages.open_source, work.path, work.label, settings)
        if task.kind == "page":
            return executor.submit(_timed, stages.read_page, work.source, task.page, settings)
        ordered = [reading for page in sorted(work.readings) for reading in work.readings[page]]
        return executor.submit(stages.finish, work.source, ordered, tuple(work.lost), settings, work.seconds)

    def _close(self, executor: Executor, *, wait: bool) -> None:
        """Calls off what is under way; by hand, because not every executor's shutdown can (dask's cannot)."""
        for future in self._under_way:
            future.cancel()
        executor.shutdown(wait=wait)

    def _replace(self, executor: Executor) -> Executor:
        """A new executor; what was under way in the broken one is tried again, alone."""
        log.warning("a worker died; starting it again")
        self._close(executor, wait=False)
        for task in self._under_way.values():
            self._suspects.append(_Task(task.work, task.kind, task.page, retried=True))
        self._under_way.clear()
        return self._make_executor()

    def _take(self, task: _Task, future: Future[Any]) -> tuple[Outcome | None, bool]:
        """Takes in a finished call; returns an outcome if the document is through, and "a worker died"."""
        try:
            result = future.result()
        except (BrokenProcessPool, MemoryError) as error:
            died = isinstance(error, BrokenProcessPool)
            if task.retried:
                return self._give_up(task, DIED), died
            self._suspects.append(_Task(task.work, task.kind, task.page, retried=True))
            return None, died
        except DocumentError as error:
            return self._give_up(task, str(error)), False
        except Exception as error:
            if type(error).__name__ == "KilledWorker":  # dask's own name for a task that killed its worker
                return self._give_up(task, DIED), False
            log.error("%s: %s %s failed: %r", task.work.label, task.kind, task.page or "", error)
            log.debug("Where it failed:", exc_info=error)
            return self._give_up(task, f"Unexpected fault: {type(error).__name__}: {error}"), False
        return self._accept(task, result), False

    def _accept(self, task: _Task, result: Any) -> Outcome | None:
        work = task.work
        if task.kind == "finish":
            assert isinstance(result, Outcome)  # noqa: S101 - narrows the type for the checker
            return result
        if task.kind == "page":
            work.readings[task.page], seconds = result
            work.seconds += seconds
            self._page_in(work)
            return None
        if isinstance(result, Outcome):
            return None if self._known(result.sha256, result.file) else result
        self._take_up(work, result)
        return None

    def _take_up(self, work: _Work, source: Source) -> None:
        """Hands out a file's pages, unless its content is known or under way under another name.

        Such a copy waits until the other is through, and stored by whom it was yielded to.
        """
        if source.sha256 in self._copies:
            self._copies[source.sha256].append((work, source))
        elif not self._known(source.sha256, source.file):
            self._copies[source.sha256] = []
            work.source = source
            work.pending = source.page_count
            self._listener.opened(source.file, source.page_count)
            self._ready.extend(_Task(work, "page", page) for page in range(1, source.page_count + 1))

    def _take_up_copies(self, sha256: str) -> None:
        for work, source in self._copies.pop(sha256, ()):
            self._take_up(work, source)

    def _known(self, sha256: str, file: str) -> bool:
        if not self._is_current(sha256, file):
            return False
        self._listener.unchanged(file)
        return True

    def _page_in(self, work: _Work) -> None:
        self._listener.page_done(work.label)
        work.pending -= 1
        if work.pending == 0:
            self._ready.appendleft(_Task(work, "finish"))

    def _give_up(self, task: _Task, reason: str) -> Outcome | None:
        work = task.work
        if task.kind == "page":
            work.lost.append(pipeline.page_lost(task.page, reason))
            self._page_in(work)
            return None
        sha256 = work.source.sha256 if work.source else extract.content_hash(work.path)
        return Outcome(work.label, sha256, "failed", reason, work.seconds)
