"""What one file may cost: content that unfolds without end is one document's failure, and nobody else's."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bench.measure import MemoryWatch
from extract import content_hash, open_source
from lampiran.app import pipeline
from lampiran.app.batch import Batch, Stages, process_pool
from lampiran.app.inputs import Input
from lampiran.app.keeping import Keeper
from lampiran.app.summary import Summary
from lampiran.codes import ProblemCode
from lampiran.errors import EmptyDocument
from lampiran.records import Outcome
from lampiran.settings import Limits, Settings
from load import Database
from tests.support import faulty_stages, loading
from tests.support.bombs import BOMBS
from tests.support.plan_pdf import make_plan

MEGABYTE = 1024 * 1024
TIGHT = Settings(cache_dir=None, limits=Limits(page_seconds=5, document_seconds=20, memory_mb=700))
TRIED = list(BOMBS) if os.environ.get("LAMPIRAN_BOMBS") == "all" else list(BOMBS)[::3]
"""Every third kind; all of them, which takes minutes, with ``LAMPIRAN_BOMBS=all``."""
PARENT_MB = 400
"""What the process that hands out the work may take."""
BETWEEN_LOOKS_MB = 400
"""What a process may take before the watch looks again."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a run over a folder gave and cost."""

    outcomes: dict[str, Outcome]
    seconds: float
    peak: int


def read_all(paths: Sequence[Path], settings: Settings, stages: Stages | None = None) -> Read:
    started = time.monotonic()
    with MemoryWatch(os.getpid()) as watch:
        batch = Batch(settings, 1, process_pool(1, settings), stages=stages)
        outcomes = {o.file: o for o in batch.run([Input(path, path.name) for path in paths])}
    return Read(outcomes, time.monotonic() - started, watch.peak)


@pytest.fixture(scope="module")
def all_bombs(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """One run over all of them and a sound plan."""
    folder = tmp_path_factory.mktemp("bombs")
    for name in TRIED:
        BOMBS[name](folder / name)
    return read_all([*(folder / name for name in TRIED), make_plan(folder / "plan.pdf")], TIGHT)


@pytest.mark.timeout(1_800)
@pytest.mark.parametrize("name", TRIED)
def test_what_unfolds_without_end_costs_its_own_document_only(name: str, all_bombs: Read) -> None:
    outcome = all_bombs.outcomes[name]
    assert outcome.status in ("failed", "partial", "skipped")
    assert outcome.reason
    assert "Unexpected fault" not in outcome.reason
    assert all_bombs.outcomes["plan.pdf"].status == "ok"


def test_what_unfolds_without_end_costs_no_more_than_the_limits(all_bombs: Read) -> None:
    assert all_bombs.peak < (TIGHT.limits.memory_mb + PARENT_MB + BETWEEN_LOOKS_MB) * MEGABYTE
    # Three calls a file, each with its limit; on a busy computer each may take several times as long.
    assert all_bombs.seconds < 5 * len(TRIED) * 45


def test_a_file_without_end_is_an_empty_one(tmp_path: Path) -> None:
    endless = Path("/proc/self/mountinfo")
    if not endless.is_file():
        pytest.skip("only Linux shows such files")
    # What the system makes up while it is read has no size; some of it waits for more for ever.
    assert content_hash(endless) == content_hash(empty(tmp_path))
    with pytest.raises(EmptyDocument):
        open_source(endless, TIGHT)


def empty(tmp_path: Path) -> Path:
    path = tmp_path / "empty.txt"
    path.write_bytes(b"")
    return path


def test_a_page_that_is_too_large_is_not_even_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = open_source(make_plan(tmp_path / "plan.pdf"), TIGHT)
    tried: list[int] = []
    monkeypatch.setattr("extract.read_pages", lambda source, page, settings: tried.append(page) or [])
    refused = replace(pipeline.page_lost(2, "278", ProblemCode.PAGE_TOO_LARGE))
    for page in (1, 2, 3):
        assert pipeline.read_page(replace(source, problems=(refused,)), page, TIGHT) == []
    assert tried == [1, 3]


def test_a_file_that_changes_while_it_is_read_is_not_stored(tmp_path: Path) -> None:
    path = make_plan(tmp_path / "plan.pdf")
    source = open_source(path, TIGHT)
    readings = [reading for page in (1, 2, 3) for reading in pipeline.read_page(source, page, TIGHT)]
    assert pipeline.finish(source, readings, (), TIGHT, 0.0).status == "ok"
    path.write_bytes(path.read_bytes() + b"\n")
    changed = pipeline.finish(source, readings, (), TIGHT, 0.0)
    assert (changed.status, changed.reason, changed.document) == ("failed", pipeline.FILE_CHANGED, None)


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="nothing can be stopped here")
def test_a_stopped_worker_costs_its_page_only() -> None:
    stages = Stages(faulty_stages.open_source, faulty_stages.read_page, faulty_stages.finish)
    settings = replace(TIGHT, limits=Limits(page_seconds=2, document_seconds=20))
    read = read_all([Path("/nowhere/stopped-3"), Path("/nowhere/good-2")], settings, stages)
    assert read.outcomes["stopped-3"].status == "partial"
    assert "longer than 2 seconds" in read.outcomes["stopped-3"].reason
    assert read.outcomes["good-2"].status == "ok"


@pytest.mark.parametrize(
    ("code", "again"),
    [
        (ProblemCode.PAGE_DIED, True),
        (ProblemCode.PAGE_OVER_LIMIT, True),
        (ProblemCode.PAGE_UNREACHABLE, True),
        (ProblemCode.PAGE_LOST, False),
        (ProblemCode.PAGE_DAMAGED, False),
    ],
)
def test_what_was_lost_for_a_passing_reason_is_read_again(
    code: ProblemCode, again: bool, tmp_path: Path
) -> None:
    whole = loading.plan()
    lost = replace(whole, raw=replace(whole.raw, problems=(pipeline.page_lost(2, "alasan", code),)))
    outcome = replace(loading.outcome(lost), status="partial", reason="halaman 2")
    with Database.open(tmp_path / "x.db") as database:
        Keeper(database, None, "f1", False, Summary(engine="none")).keep(outcome)
        next_run = Keeper(database, None, "f1", False, Summary(engine="none"))
        assert next_run.is_current(outcome.sha256, outcome.file) is not again
        next_run.keep(replace(loading.outcome(whole), sha256=outcome.sha256))
        assert [line.status for line in database.documents()] == ["ok"]
        assert Keeper(database, None, "f1", False, Summary(engine="none")).is_current(
            outcome.sha256, outcome.file
        )
