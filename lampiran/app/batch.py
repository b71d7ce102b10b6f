"""Many documents on many cores: pages are the unit of work, documents the unit of result.

Work is spread over pages, so that one long file uses all cores; a document's pages are handed out before
the next file is opened, and results are joined as soon as the last page is in. Any
``concurrent.futures.Executor`` serves: a process pool at home, ``dask.distributed`` on a cluster.

A call that takes too long or too much memory is ended by the pool (:mod:`lampiran.app.workers`) and loses
its page. A call whose worker died is tried once more, because what killed it may have passed. Other executors
cannot end a call; where none comes back for long, those under way are given up, and the second time the run.
"""

from __future__ import annotations

import logging
import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import cv2

import extract
from extract.model import PageReading, Source
from lampiran.app import interrupts, logs, pipeline
from lampiran.app.inputs import Input
from lampiran.app.progress import Listener, Silent
from lampiran.app.workers import WatchedPool
from lampiran.codes import ProblemCode
from lampiran.errors import DocumentError, MissingRequirement, OverLimit, WorkerDied, system_reason
from lampiran.language import told
from lampiran.records import Outcome, Problem
from lampiran.settings import Settings

log = logging.getLogger(__name__)

DIED = "The process that read this died, probably for want of memory; try it alone with --workers 1."
FAULT = "The program failed at this. Run again with --log-file FILE and send that file with your report."
POLL_SECONDS = 0.5
"""Seconds between two looks for an interrupt while nothing finishes."""
USUAL_PAGES = 100
"""Pages of a file up to which joining it has the usual seconds; a longer one has more."""
PATIENCE = 2
"""How many times the seconds that a call may take a cluster may be silent."""


def _worker_start() -> None:
    """In each worker: one thread a native library, and the parent's log file."""
    logs.in_worker()
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    # Threads for single filters gain little, and those of several workers get into each other's way.
    cv2.setNumThreads(1)


def process_pool(workers: int, settings: Settings) -> Executor:
    """A pool of fresh processes, each bounded in memory by the settings."""
    return WatchedPool(workers, settings.limits.memory_mb * 1024 * 1024, _worker_start)


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
        executor: Where calls run; shut down at the end of :meth:`run`.
        is_current: Asked once a file's content is known, and not under way; True passes the file over.
        listener: Told about progress.
        stages: What a worker does.
    """

    def __init__(
        self,
        settings: Settings,
        workers: int,
        executor: Executor,
        is_current: Callable[[str, str], bool] = lambda sha256, file: False,
        listener: Listener | None = None,
        stages: Stages | None = None,
    ) -> None:
        self._settings = settings
        self._stages = stages or Stages()
        self._workers = workers
        self._executor = executor
        self._is_current = is_current
        self._listener = listener or Silent()
        self._ready: deque[_Task] = deque()
        self._under_way: dict[Future[Any], _Task] = {}
        self._copies: dict[str, list[tuple[_Work, Source]]] = {}
        self._last_answer, self._stalled = time.monotonic(), False

    def run(self, inputs: Iterable[Input]) -> Iterator[Outcome]:
        """Reads all files; an outcome for each that is not passed over.

        Raises:
            MissingRequirement: If a cluster does not answer any more.
        """
        waiting = deque(_Work(entry.path, entry.label) for entry in inputs)
        self._listener.found(len(waiting))
        try:
            while waiting or self._ready or self._under_way:
                self._submit(waiting)
                done, _ = wait(self._under_way, POLL_SECONDS, return_when=FIRST_COMPLETED)
                interrupts.check()
                if done:
                    self._last_answer, self._stalled = time.monotonic(), False
                for future in done or self._given_up():
                    outcome = self._take(self._under_way.pop(future), future)
                    if outcome:
                        yield outcome
                        self._listener.finished(outcome)  # not before it is stored
                        self._take_up_copies(outcome.sha256)
        finally:
            # A pool that is done is waited for: Python's own end would write to pipes that it is closing.
            self._close(wait=not self._under_way)

    def _submit(self, waiting: deque[_Work]) -> None:
        """Keeps the workers busy."""
        while len(self._under_way) < 2 * self._workers and (self._ready or waiting):
            task = self._ready.popleft() if self._ready else _Task(waiting.popleft(), "open")
            self._under_way[self._call(task)] = task

    def _call(self, task: _Task) -> Future[Any]:
        work, settings, stages, limits = task.work, self._settings, self._stages, self._settings.limits
        if work.source is None:
            return self._within(limits.document_seconds, stages.open_source, work.path, work.label, settings)
        if task.kind == "page":
            return self._within(
                limits.page_seconds, _timed, stages.read_page, work.source, task.page, settings
            )
        readings = [reading for page in sorted(work.readings) for reading in work.readings[page]]
        lost, seconds = tuple(work.lost), work.seconds
        allowed = limits.document_seconds * max(1.0, work.source.page_count / USUAL_PAGES)
        return self._within(allowed, stages.finish, work.source, readings, lost, settings, seconds)

    def _within(self, seconds: float, function: Callable[..., Any], *args: Any) -> Future[Any]:
        """Hands a call in; its time is bounded where the executor can do that."""
        if isinstance(self._executor, WatchedPool):
            return self._executor.submit_within(seconds, function, *args)
        return self._executor.submit(function, *args)

    def _given_up(self) -> list[Future[Any]]:
        """Calls that an executor other than our own pool has not answered for long, now with an error.

        Raises:
            MissingRequirement: If it has not answered any call since the last ones were given up.
        """
        limits = self._settings.limits
        patience = PATIENCE * max(limits.page_seconds, limits.document_seconds)
        if isinstance(self._executor, WatchedPool) or time.monotonic() - self._last_answer < patience:
            return []
        if self._stalled:
            raise MissingRequirement(
                "The cluster does not answer any more. What was finished is saved.",
                "See that its workers run, then type the same command again.",
            )
        self._stalled, self._last_answer = True, time.monotonic()
        for future in list(self._under_way):
            future.cancel()
            lost: Future[Any] = Future()
            lost.set_exception(OverLimit(told("No worker answered within {0:.0f} seconds.", patience)))
            self._under_way[lost] = self._under_way.pop(future)
        return list(self._under_way)

    def _close(self, *, wait: bool) -> None:
        """Calls off what is under way; by hand, because not every executor's shutdown can (dask's cannot)."""
        for future in self._under_way:
            future.cancel()
        self._executor.shutdown(wait=wait)

    def _take(self, task: _Task, future: Future[Any]) -> Outcome | None:
        """Takes in a finished call; returns an outcome if the document is through."""
        try:
            result = future.result()
        except (WorkerDied, MemoryError):
            if task.retried:
                return self._give_up(task, DIED, ProblemCode.PAGE_DIED)
            self._ready.append(replace(task, retried=True))
            return None
        except OverLimit as error:
            return self._give_up(task, error.message, ProblemCode.PAGE_OVER_LIMIT)
        except DocumentError as error:
            return self._give_up(task, error.sentence)
        except OSError as error:
            return self._give_up(task, system_reason(error), ProblemCode.PAGE_UNREACHABLE)
        except Exception as error:
            if type(error).__name__ == "KilledWorker":  # dask's own name for a task that killed its worker
                return self._give_up(task, DIED, ProblemCode.PAGE_DIED)
            log.info("%s: %s %s failed", task.work.label, task.kind, task.page or "", exc_info=error)
            if task.kind == "page":
                return self._give_up(task, type(error).__name__, ProblemCode.PROGRAM_FAULT_LOST)
            return self._give_up(task, FAULT)
        return self._accept(task, result)

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

    def _give_up(self, task: _Task, reason: str, code: ProblemCode = ProblemCode.PAGE_LOST) -> Outcome | None:
        work = task.work
        if task.kind == "page":
            why = "" if code is ProblemCode.PAGE_DIED else reason
            work.lost.append(pipeline.page_lost(task.page, why, code))
            self._page_in(work)
            return None
        if work.source:
            sha256 = work.source.sha256
        else:  # a file that took too long to open might take as long here, where nobody ends it
            sha256 = "" if code is ProblemCode.PAGE_OVER_LIMIT else extract.content_hash(work.path)
        return Outcome(work.label, sha256, "failed", reason, work.seconds)
