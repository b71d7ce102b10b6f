"""Ctrl-C at any moment: the run ends soon, says so, and leaves no process and no half-stored document.

``LAMPIRAN_INTERRUPTS=200`` tries as many moments; the usual run tries a few.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import psutil
import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals go to process groups")

TRIES = int(os.environ.get("LAMPIRAN_INTERRUPTS", "4"))
ROOT = Path(__file__).parent.parent
LAST = 8.0
"""Seconds: from the program's start to well into the pages."""


def start(db: Path, samples: Path, workers: int) -> subprocess.Popen[str]:
    files = [str(samples / "banyumas_2022_digital.pdf"), str(samples / "banyumas_2022.txt")]
    command = [sys.executable, "-m", "lampiran", "run", *files, "--db", str(db), "--workers", str(workers)]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )


def left(group: int) -> list[int]:
    """Processes of the group that still run five seconds later; Python's resource tracker ends late."""
    deadline = time.monotonic() + 5.0
    while (found := _running(group)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return found


def _running(group: int) -> list[int]:
    found = []
    for process in psutil.process_iter():
        with suppress(ProcessLookupError, psutil.Error):
            if os.getpgid(process.pid) == group and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process.pid)
    return found


@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("attempt", range(TRIES))
def test_an_interrupt_ends_the_run_and_a_second_ends_it_at_once(
    attempt: int, tmp_path: Path, samples: Path
) -> None:
    rng = random.Random(attempt)
    db = tmp_path / "plans.db"
    run = start(db, samples, workers=1 + attempt % 2)
    time.sleep(rng.uniform(1.0, LAST))
    with suppress(ProcessLookupError):
        os.killpg(run.pid, signal.SIGINT)
        if attempt % 4 >= 2:
            time.sleep(rng.uniform(0.05, 1.0))
            os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate(timeout=30)
    assert run.returncode in (0, 130), said
    assert "Traceback" not in said
    assert left(run.pid) == []
    if db.exists():
        with closing(sqlite3.connect(db)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_stopped_worker_does_not_keep_the_program(tmp_path: Path, samples: Path) -> None:
    run = start(tmp_path / "plans.db", samples, workers=1)
    workers: list[psutil.Process] = []
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not workers:
        time.sleep(0.2)
        children = psutil.Process(run.pid).children()
        workers = [child for child in children if "spawn_main" in " ".join(child.cmdline())]
    workers[0].suspend()
    os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate(timeout=30)
    assert run.returncode == 130, said
    assert left(run.pid) == []
