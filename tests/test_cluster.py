"""A dask cluster that loses workers, has none, or never answers: the run ends as said, in bounded time."""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest

from lampiran.app.batch import PATIENCE, Batch, Stages
from lampiran.app.inputs import Input
from lampiran.errors import MissingRequirement
from lampiran.settings import Limits, Settings
from load import Database
from tests.support import faulty_stages
from tests.support.plan_pdf import make_plan

ROOT = Path(__file__).parent.parent
SETTINGS = Settings(cache_dir=None, limits=Limits(page_seconds=0.5, document_seconds=0.5))
STAGES = Stages(faulty_stages.open_source, faulty_stages.read_page, faulty_stages.finish)


class Silent(Executor):
    """A cluster that takes calls and answers those that ``answered`` picks."""

    def __init__(self, answered: Callable[[tuple[Any, ...]], bool]) -> None:
        self.answered = answered

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if self.answered(args):
            future.set_result(function(*args, **kwargs))
        return future


def run(executor: Executor, *names: str) -> Iterator[tuple[str, str, str]]:
    batch = Batch(SETTINGS, 2, executor, stages=STAGES)
    for outcome in batch.run([Input(Path("/nowhere") / name, name) for name in names]):
        yield outcome.file, outcome.status, outcome.reason


def test_a_cluster_that_never_answers_ends_the_run() -> None:
    started = time.monotonic()
    outcomes = run(Silent(lambda args: False), "a-1", "b-1", "c-1", "d-1", "e-1", "f-1")
    seen = []
    with pytest.raises(MissingRequirement, match="does not answer"):
        seen.extend(outcomes)
    assert time.monotonic() - started < 4 * PATIENCE * SETTINGS.limits.page_seconds + 2


def test_a_page_that_a_cluster_never_finishes_is_lost_and_no_other() -> None:
    cluster = Silent(lambda args: not (len(args) == 4 and args[2] == 2 and args[1].file == "b-3"))
    outcomes = {file: (status, reason) for file, status, reason in run(cluster, "a-1", "b-3", "c-2")}
    assert {file: status for file, (status, _) in outcomes.items()} == {
        "a-1": "ok", "b-3": "partial", "c-2": "ok",
    }  # fmt: skip
    assert "No worker answered" in outcomes["b-3"][1]


def has_dask() -> bool:
    return importlib.util.find_spec("distributed") is not None


needs_dask = pytest.mark.skipif(not has_dask(), reason="dask.distributed is not installed")


@contextlib.contextmanager
def program(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextlib.contextmanager
def cluster(workers: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler on loopback with so many workers; its address and the workers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    with contextlib.ExitStack() as stack:
        command = ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port))
        stack.enter_context(program(*command, "--no-dashboard"))
        rest = ("--nthreads", "1", "--no-nanny", "--no-dashboard")
        yield (
            address,
            [
                stack.enter_context(program("distributed.cli.dask_worker", address, *rest))
                for _ in range(workers)
            ],
        )


def reading(address: str, folder: Path, db: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "lampiran", "run", str(folder), "--db", str(db), "--workers", "2"]
    return subprocess.Popen(
        [*command, "--cluster", address],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
    )


@needs_dask
def test_a_cluster_without_workers_is_said_so(tmp_path: Path) -> None:
    make_plan(tmp_path / "plan.pdf")
    with cluster(0) as (address, _), reading(address, tmp_path, tmp_path / "x.db") as process:
        _, said = process.communicate(timeout=90)
    assert process.returncode == 3, said
    assert "has no workers" in said
    assert "Traceback" not in said


def kill_once_something_is_stored(worker: subprocess.Popen[bytes], db: Path) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and not stored(db):
        time.sleep(0.2)
    worker.kill()


@needs_dask
def test_one_of_two_workers_killed_costs_no_page(tmp_path: Path) -> None:
    for number in range(6):
        make_plan(tmp_path / f"plan{number}.pdf", str(number))
    db = tmp_path / "x.db"
    with cluster(2) as (address, workers), reading(address, tmp_path, db) as process:
        kill_once_something_is_stored(workers[0], db)
        _, said = process.communicate(timeout=240)
    assert process.returncode == 0, said
    assert stored(db) == ["ok"] * 6


@needs_dask
def test_all_workers_killed_keeps_what_was_finished(tmp_path: Path) -> None:
    for number in range(6):
        make_plan(tmp_path / f"plan{number}.pdf", str(number))
    db = tmp_path / "x.db"
    with cluster(1) as (address, workers), reading(address, tmp_path, db) as process:
        kill_once_something_is_stored(workers[0], db)
        time.sleep(5)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert set(stored(db)) == {"ok"}


def stored(db: Path) -> list[str]:
    if not db.exists():
        return []
    with Database.open(db, create=False) as database:
        return [line.status for line in database.documents()]
