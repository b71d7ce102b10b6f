"""Workers under watch: what breaks a limit, dies, hangs or is stopped ends alone."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import Future
from typing import Any

import psutil
import pytest

from lampiran.app.workers import WatchedPool
from lampiran.errors import OverLimit, WorkerDied

MEGABYTE = 1024 * 1024


def hold(megabytes: int, seconds: float) -> int:
    block = b"x" * (megabytes * MEGABYTE)
    time.sleep(seconds)
    return len(block)


def work(seconds: float) -> None:
    until = time.process_time() + seconds
    while time.process_time() < until:
        sum(range(1_000))


def die() -> None:
    os._exit(3)


def stop() -> None:
    os.kill(os.getpid(), signal.SIGSTOP)


def fail() -> None:
    raise ValueError("no such thing")


def unsendable() -> Any:
    return lambda: None


@pytest.fixture(scope="module")
def pool() -> Iterator[WatchedPool]:
    with WatchedPool(1, 400 * MEGABYTE) as made:
        yield made


def failure(future: Future[Any]) -> BaseException | None:
    return future.exception(timeout=60)


def test_a_call_over_its_time_is_ended_and_the_next_is_answered(pool: WatchedPool) -> None:
    slow, next_one = pool.submit_within(1.0, time.sleep, 600), pool.submit(os.getpid)
    error = failure(slow)
    assert isinstance(error, OverLimit)
    assert "1 seconds" in str(error)
    assert next_one.result(60) != os.getpid()


def test_a_call_that_had_little_of_the_processor_gets_more_time(pool: WatchedPool) -> None:
    assert pool.submit_within(1.0, time.sleep, 2.5).result(60) is None
    assert isinstance(failure(pool.submit_within(1.0, work, 600.0)), OverLimit)
    started = time.monotonic()
    assert isinstance(failure(pool.submit_within(0.5, time.sleep, 600)), OverLimit)
    assert time.monotonic() - started < 30


def test_a_call_over_its_memory_is_ended(pool: WatchedPool) -> None:
    error = failure(pool.submit(hold, 900, 600))
    assert isinstance(error, OverLimit)
    assert "400 MB" in str(error)
    assert pool.submit(hold, 50, 0).result(60) == 50 * MEGABYTE


def test_a_worker_that_died_fails_its_call_only(pool: WatchedPool) -> None:
    dead, alive = pool.submit(die), pool.submit(os.getpid)
    assert isinstance(failure(dead), WorkerDied)
    assert alive.result(60)


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="nothing can be stopped here")
def test_a_stopped_worker_is_ended(pool: WatchedPool) -> None:
    assert isinstance(failure(pool.submit_within(1.0, stop)), OverLimit)


def test_errors_come_back_and_what_cannot_be_sent_is_an_error(pool: WatchedPool) -> None:
    assert isinstance(failure(pool.submit(fail)), ValueError)
    assert "cannot be sent" in str(failure(pool.submit(unsendable)))
    assert failure(pool.submit(lambda: None)) is not None
    assert pool.submit(os.getpid).result(60)


def test_a_worker_killed_while_it_waits_is_replaced(pool: WatchedPool) -> None:
    pid = pool.submit(os.getpid).result(60)
    psutil.Process(pid).kill()
    time.sleep(0.5)
    assert pool.submit(os.getpid).result(60) != pid


def test_ending_at_once_leaves_no_process() -> None:
    pool = WatchedPool(2)
    pids = {pool.submit(os.getpid).result(60)}
    calls = [pool.submit(time.sleep, 600) for _ in range(5)]
    started = time.monotonic()
    pool.shutdown(wait=False)
    assert time.monotonic() - started < 10
    assert all(call.cancelled() or call.exception(1) for call in calls)
    assert not any(psutil.pid_exists(pid) for pid in pids)
    with pytest.raises(RuntimeError):
        pool.submit(os.getpid)
