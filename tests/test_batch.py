"""The batch goes on whatever one file does, and loses nothing in silence."""

from __future__ import annotations

import logging
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from lampiran.batch import Batch, Stages, process_pool
from lampiran.inputs import Input
from lampiran.records import Outcome
from lampiran.settings import Settings
from tests import faulty_stages

STAGES = Stages(faulty_stages.open_source, faulty_stages.read_page, faulty_stages.finish)
SETTINGS = Settings(cache_dir=None)


class PlainExecutor(ThreadPoolExecutor):
    """Threads with the bare ``shutdown`` that dask's executor has."""

    def shutdown(self, wait: bool = True) -> None:  # type: ignore[override]
        super().shutdown(wait)


def threads(workers: int) -> Executor:
    return PlainExecutor(workers)


def run_batch(names: list[str], processes: bool = False, **options: object) -> dict[str, Outcome]:
    make = partial(process_pool if processes else threads, 2)
    batch = Batch(SETTINGS, 2, make, stages=STAGES, **options)  # type: ignore[arg-type]
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


def test_a_bug_on_one_page_is_recorded_with_its_name(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        outcomes = run_batch(["buggy-3", "good-2"])
    assert outcomes["buggy-3"].status == "partial"
    assert "ZeroDivisionError" in outcomes["buggy-3"].reason
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
