"""The batch goes on whatever one file does, and loses nothing in silence."""

from __future__ import annotations

import logging
import subprocess
import sys
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import pytest

from lampiran.app.batch import Batch, Stages, process_pool
from lampiran.app.inputs import Input
from lampiran.records import Outcome
from lampiran.settings import Settings
from tests.support import faulty_stages

STAGES = Stages(faulty_stages.open_source, faulty_stages.read_page, faulty_stages.finish)
SETTINGS = Settings(cache_dir=None)


class PlainExecutor(ThreadPoolExecutor):
    """Threads with the bare ``shutdown`` that dask's executor has."""

    def shutdown(self, wait: bool = True) -> None:  # type: ignore[override]
        super().shutdown(wait)


def threads(workers: int) -> Executor:
    return PlainExecutor(workers)


def run_batch(names: list[str], processes: bool = False, **options: object) -> dict[str, Outcome]:
    executor = process_pool(2, SETTINGS) if processes else threads(2)
    batch = Batch(SETTINGS, 2, executor, stages=STAGES, **options)  # type: ignore[arg-type]
    outcomes = list(batch.run([Input(Path("/nowhere") / name, name) for name in names]))
    assert len({outcome.file for outcome in outcomes}) == len(outcomes)
    return {outcome.file: outcome for outcome in outcomes}


def test_pages_of_every_file_arrive_in_order() -> None:
    outcomes = run_batch(["long-25", "short-1", "other-7"])
    assert outcomes["long-25"].reason == ",".join(str(page) for page in range(1, 26))
    assert {outcome.status for outcome in outcomes.values()} == {"ok"}


def test_a_lost_page_makes_its_document_partial_and_no_other() -> None:
    outcomes = run_batch(["torn-3", "good-2", "locked-4"])
    assert (outcomes["torn-3"].status, outcomes["torn-3"].reason) == ("partial", "the picture is cut off")
    assert outcomes["good-2"].status == "ok"
    assert (outcomes["locked-4"].status, outcomes["locked-4"].reason) == ("failed", "It needs a password.")


def test_a_bug_on_one_page_is_no_reason_but_stands_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        outcomes = run_batch(["buggy-3", "good-2"])
    assert outcomes["buggy-3"].status == "partial"
    assert "(ZeroDivisionError)" in outcomes["buggy-3"].reason
    assert "division" not in outcomes["buggy-3"].reason
    assert outcomes["good-2"].status == "ok"
    assert "division by zero" in caplog.text


def test_a_page_that_kills_its_worker_is_given_up_alone() -> None:
    outcomes = run_batch(["killer-4", "good-6", "fine-3"], processes=True)
    assert outcomes["killer-4"].status == "partial"
    assert "died" in outcomes["killer-4"].reason
    assert outcomes["good-6"].reason == "1,2,3,4,5,6"
    assert outcomes["fine-3"].status == "ok"


def test_a_file_that_kills_its_worker_on_opening_fails_alone() -> None:
    outcomes = run_batch(["good-3", "deadly-1", "fine-2"], processes=True)
    assert outcomes["deadly-1"].status == "failed"
    assert "died" in outcomes["deadly-1"].reason
    assert (outcomes["good-3"].status, outcomes["fine-2"].status) == ("ok", "ok")


def test_known_content_is_passed_over_before_any_page_is_read() -> None:
    outcomes = run_batch(
        ["torn-3", "good-2", "locked-1"], is_current=lambda sha256, file: file in {"torn-3", "locked-1"}
    )
    assert list(outcomes) == ["good-2"]


class Shelf:
    """Says what was stored, as a database does."""

    def __init__(self) -> None:
        self.stored: set[str] = set()
        self.passed_over: list[str] = []

    def is_current(self, sha256: str, file: str) -> bool:
        if sha256 in self.stored:
            self.passed_over.append(file)
        return sha256 in self.stored


@pytest.mark.parametrize(("name", "read"), [("good", 1), ("torn", 1), ("dud", 3)])
def test_a_content_is_read_once_in_a_run_unless_it_failed(name: str, read: int) -> None:
    shelf = Shelf()
    names = [f"{name}=same-5", f"{name}/b=same-5", "other-2", f"{name}/c=same-5"]
    batch = Batch(SETTINGS, 2, threads(2), shelf.is_current, stages=STAGES)
    outcomes = []
    for outcome in batch.run([Input(Path("/nowhere") / name, name) for name in names]):
        outcomes.append(outcome.file)
        if outcome.status != "failed":
            shelf.stored.add(outcome.sha256)
    assert len(outcomes) == read + 1
    assert sorted([*outcomes, *shelf.passed_over]) == sorted(names)


def test_workers_do_not_outlive_a_parent_that_was_killed() -> None:
    code = (
        "import os, time\nfrom lampiran.app.batch import process_pool\n"
        "from lampiran.settings import Settings\npool = process_pool(2, Settings())\n"
        "print(pool.submit(os.getpid).result(), flush=True)\ntime.sleep(120)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        assert int(parent.stdout.readline())
        parent.kill()
        # The pipe is at its end only when everyone who could write into it has gone.
        assert parent.communicate(timeout=60) == (b"", None)


def test_a_pool_that_is_done_is_waited_for() -> None:
    """Else Python's end may write to pipes which the pool is closing: "Bad file descriptor"."""
    waited = []

    class Recording(PlainExecutor):
        def shutdown(self, wait: bool = True) -> None:  # type: ignore[override]
            waited.append(wait)
            super().shutdown(wait)

    batch = Batch(SETTINGS, 2, Recording(2), stages=STAGES)
    assert list(batch.run([Input(Path("/nowhere/a"), "a")]))
    assert waited == [True]
