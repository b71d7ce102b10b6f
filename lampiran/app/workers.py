"""Worker processes under watch: one that takes too long or too much memory is ended, and no other.

The pool of the standard library gives up all its workers when one dies, and cannot end one that hangs.
Here each worker has a pipe of its own and a thread that feeds it, so that any worker can be killed at any
moment: only the call it was busy with fails. A further thread looks at the clock and at the workers' memory.
On a busy computer a call that had little of the processor gets more than its seconds.

Workers ignore Ctrl-C (the parent decides what it means) and end with their parent, however that ends.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import queue
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any

import psutil

from lampiran.errors import OverLimit, WorkerDied
from lampiran.language import told

LOOKS_A_SECOND = 5
"""How often the watch looks. A process can take a few hundred megabytes between two looks."""
_BUSY_SHARE, _BUSY_TIMES = 0.5, 5.0
"""A call over its seconds goes on until it had this share of them from the processor, which takes longer on a
busy computer; or until so many times as many have passed."""
_MEGABYTE = 1024 * 1024

_SPAWN = multiprocessing.get_context("spawn")
"""Fresh processes: native libraries do not survive a fork."""


@dataclass
class _Call:
    """A call that waits for a worker or is under way."""

    future: Future[Any]
    function: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    seconds: float | None


@dataclass
class _Worker:
    """A process and our end of its pipe.

    ``since`` is when its present call began (None: it waits), ``worked`` its processor seconds until then,
    ``ready`` whether it has started.
    """

    process: multiprocessing.process.BaseProcess
    pipe: Connection
    since: float | None = None
    worked: float = 0.0
    seconds: float | None = None
    ready: bool = False
    verdict: Exception | None = field(default=None)

    @staticmethod
    def start(initializer: Callable[[], None] | None) -> _Worker:
        ours, theirs = _SPAWN.Pipe()
        process = _SPAWN.Process(target=_work, args=(theirs, initializer), daemon=True)
        _without_interrupts()
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def call(self, call: _Call) -> tuple[bool, Any]:
        """Runs one call; the answer, and whether it is a result (else an exception).

        Raises:
            OSError, EOFError: If the process has ended.
        """
        if not self.ready:
            with self._within(_START_SECONDS):
                self.ready = self.pipe.recv()
        with self._within(call.seconds):
            self.pipe.send((call.function, call.args, call.kwargs))
            answer: tuple[bool, Any] = self.pipe.recv()
        return answer

    @contextlib.contextmanager
    def _within(self, seconds: float | None) -> Iterator[None]:
        """Lets the watch end what the process does meanwhile."""
        self.worked = self._processor_seconds()
        self.seconds, self.since = seconds, time.monotonic()
        try:
            yield
        finally:
            self.since = None

    def judge(self, most_bytes: int | None) -> None:
        """Ends the process if its call breaks a limit."""
        since, seconds = self.since, self.seconds
        if since is None or self.verdict is not None:
            return
        if seconds is not None and self._is_late(time.monotonic() - since, seconds):
            self.verdict = OverLimit(
                told("Reading it took longer than {0:.0f} seconds.", seconds), _TRY_SECONDS
            )
        elif most_bytes is not None and self._bytes() > most_bytes:
            megabytes = most_bytes // _MEGABYTE
            message = told("Reading it took more than {0:,} MB of memory.", megabytes)
            self.verdict = OverLimit(message, _TRY_MEMORY)
        if self.verdict is not None:
            self.kill()

    def _is_late(self, passed: float, seconds: float) -> bool:
        """Whether a call had its seconds, on a busy computer those of the processor."""
        if passed <= seconds:
            return False
        with contextlib.suppress(psutil.Error):
            if psutil.Process(self.process.pid).status() == psutil.STATUS_STOPPED:
                return True
        worked = self._processor_seconds() - self.worked
        return worked > _BUSY_SHARE * seconds or passed > _BUSY_TIMES * seconds

    def _processor_seconds(self) -> float:
        return sum(_processor_seconds(process) for process in self._family())

    def _bytes(self) -> int:
        return sum(_resident(process) for process in self._family())

    def _family(self) -> list[psutil.Process]:
        """The process and the programs it runs."""
        with contextlib.suppress(psutil.Error):
            own = psutil.Process(self.process.pid)
            return [own, *own.children(recursive=True)]
        return []

    def kill(self) -> None:
        """Ends the process at once, and the programs it runs."""
        with contextlib.suppress(psutil.Error):
            for child in psutil.Process(self.process.pid).children(recursive=True):
                with contextlib.suppress(psutil.Error):
                    child.kill()
        self.process.kill()

    def close(self) -> None:
        """Lets a waiting process end by itself, and sees that it has."""
        with contextlib.suppress(OSError):
            self.pipe.send(None)
        self.process.join(_PATIENCE)
        self.kill()
        self.process.join(_PATIENCE)
        self.pipe.close()


_START_SECONDS = 60.0
"""Seconds that a process has for starting: it imports what the calls need, which is no cost of the first."""
_PATIENCE = 5.0
"""Seconds that a worker has for ending by itself."""
_TRY_SECONDS = "Try it alone with a higher --page-seconds."
_TRY_MEMORY = "Try it alone with a higher --memory."


class WatchedPool(Executor):
    """A pool of worker processes whose calls are bounded in time and memory.

    Args:
        workers: How many processes.
        most_bytes: Memory that a worker may have while it is busy; None for any.
        initializer: Called once in each new process.
    """

    def __init__(
        self,
        workers: int,
        most_bytes: int | None = None,
        initializer: Callable[[], None] | None = None,
    ) -> None:
        self._most_bytes = most_bytes
        self._initializer = initializer
        self._calls: queue.SimpleQueue[_Call | None] = queue.SimpleQueue()
        self._alive: list[_Worker] = []
        self._closed = threading.Event()
        self._threads = [threading.Thread(target=self._serve, daemon=True) for _ in range(workers)]
        for thread in (*self._threads, threading.Thread(target=self._watch, daemon=True)):
            thread.start()

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Runs a call without a limit of time; see :meth:`submit_within`."""
        return self.submit_within(None, function, *args, **kwargs)

    def submit_within(
        self, seconds: float | None, function: Callable[..., Any], /, *args: Any, **kwargs: Any
    ) -> Future[Any]:
        """Runs a call that may take so many seconds.

        The future raises :class:`lampiran.errors.OverLimit` if the call broke a limit, and
        :class:`lampiran.errors.WorkerDied` if its process ended for another reason.

        Raises:
            RuntimeError: If the pool is shut down.
        """
        if self._closed.is_set():
            raise RuntimeError("the pool is shut down")
        future: Future[Any] = Future()
        self._calls.put(_Call(future, function, args, kwargs, seconds))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Ends the workers: when the calls handed in are done, or at once (``wait`` False).

        Either way no worker process is left when this returns.
        """
        self._closed.set()
        if cancel_futures or not wait:
            self._call_off()
        for _ in self._threads:
            self._calls.put(None)
        while any(thread.is_alive() for thread in self._threads):
            if not wait:
                for worker in list(self._alive):
                    worker.kill()
            for thread in self._threads:
                thread.join(1.0 / LOOKS_A_SECOND)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Waits for what is under way; after an error, or an interrupt, ends it."""
        self.shutdown(wait=error is None)

    def _call_off(self) -> None:
        with contextlib.suppress(queue.Empty):
            while True:
                call = self._calls.get_nowait()
                if call is not None:
                    call.future.cancel()

    def _serve(self) -> None:
        """One worker's thread: hands it call after call, and replaces it when it has died."""
        worker: _Worker | None = None
        while (call := self._calls.get()) is not None:
            if not call.future.set_running_or_notify_cancel():
                continue
            try:
                worker = self._living(worker)
                worker = self._answer(worker, call)
            except Exception as error:  # no process could be started
                call.future.set_exception(error)
                worker = None
        if worker is not None:
            worker.close()
            self._alive.remove(worker)

    def _living(self, worker: _Worker | None) -> _Worker:
        """This worker, or a new one where there is none or it died while it waited."""
        if worker is not None:
            if worker.process.is_alive():
                return worker
            self._bury(worker)
        worker = _Worker.start(self._initializer)
        self._alive.append(worker)
        return worker

    def _answer(self, worker: _Worker, call: _Call) -> _Worker | None:
        """Sets the call's result; the worker, or None if it did not survive the call."""
        try:
            fine, answer = worker.call(call)
        except (OSError, EOFError):
            self._bury(worker)
            call.future.set_exception(worker.verdict or WorkerDied())
            return None
        except Exception as error:  # the call, or its answer, cannot be pickled
            call.future.set_exception(error)
            return worker
        if fine:
            call.future.set_result(answer)
        else:
            call.future.set_exception(answer)
        return worker

    def _bury(self, worker: _Worker) -> None:
        worker.kill()
        worker.process.join(_PATIENCE)
        worker.pipe.close()
        self._alive.remove(worker)

    def _watch(self) -> None:
        while any(thread.is_alive() for thread in self._threads):
            for worker in list(self._alive):
                worker.judge(self._most_bytes)
            time.sleep(1.0 / LOOKS_A_SECOND)


def _resident(process: psutil.Process) -> int:
    with contextlib.suppress(psutil.Error):
        return int(process.memory_info().rss)
    return 0


def _processor_seconds(process: psutil.Process) -> float:
    with contextlib.suppress(psutil.Error):
        times = process.cpu_times()
        return float(times.user + times.system)
    return 0.0


def _without_interrupts() -> None:
    """Blocks Ctrl-C in this thread, so that processes it starts are born without it.

    They ignore it later, but an interrupt during their start would end them with a traceback. Python's own
    resource tracker, which every process needs, unblocks it when it starts, so it must run before.
    """
    if hasattr(signal, "pthread_sigmask"):
        resource_tracker.ensure_running()
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _work(pipe: Connection, initializer: Callable[[], None] | None) -> None:
    """In the worker: answers calls until the parent says to end, or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if initializer is not None:
        initializer()
    with contextlib.suppress(OSError, EOFError):
        pipe.send(True)
        while (call := pipe.recv()) is not None:
            function, args, kwargs = call
            try:
                answer = (True, function(*args, **kwargs))
            except Exception as error:
                answer = (False, error)
            _reply(pipe, answer)


def _reply(pipe: Connection, answer: tuple[bool, Any]) -> None:
    """Sends an answer; one that cannot be sent becomes an error that says so."""
    try:
        pipe.send(answer)
    except (OSError, EOFError):
        raise
    except Exception as error:
        pipe.send((False, RuntimeError(f"its answer cannot be sent: {type(error).__name__}: {error}")))


def _end_with_parent() -> None:
    """A parent that was killed calls nothing off: its workers would wait, and keep their memory, for ever."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)
