"""The tools that are measured, each in a process of its own, and what they found on the pages."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.accuracy import Row, plan_rows
from bench.measure import TIME_LIMIT, Cost, MemoryWatch, ToolFailed, environment, run

ROOT = Path(__file__).resolve().parent.parent
OTHER_PYTHON = ROOT / ".venv-bench" / "bin" / "python"
"""Environment of the other tools; ``bench/setup.sh`` makes it."""
RAW = "tesseract"
OTHERS = {"OCRmyPDF + pdfplumber": "ocrmypdf_tables.py", "img2table + tesseract": "img2table_tables.py"}


@dataclass(frozen=True, slots=True)
class Found:
    """What a tool found: plan rows as read, all that it read, and (Lampiran) the rows as repaired."""

    rows: Sequence[Row]
    text: str
    repaired: Sequence[Row] = ()
    engine: str = ""


def raw_tesseract(picture: Path) -> tuple[Cost, str]:
    """One tesseract process on the picture of a page, model load included: the floor.

    Raises:
        ToolFailed: If it fails.
    """
    return run(["tesseract", str(picture), "stdout", "-l", "ind", "--psm", "11"])


def other_tool(name: str, pdf: Path, scratch: Path) -> tuple[Cost, Found]:
    """One of ``OTHERS`` on a whole file, start-up included.

    Raises:
        ToolFailed: If it fails or is not installed.
    """
    out = scratch / f"{Path(OTHERS[name]).stem}.json"
    script = Path(__file__).parent / "workers" / OTHERS[name]
    cost, _ = run([str(OTHER_PYTHON), str(script), str(pdf), str(out)])
    told = json.loads(out.read_text(encoding="utf-8"))
    return cost, Found(plan_rows(told["tables"]), told["text"])


def pool(pdf: Path, quality: str, workers: int, times: int) -> dict[str, float]:
    """Lampiran with so many warm workers reading the file's pages so many times: pages, wall, cpu, peak.

    Raises:
        ToolFailed: If it fails.
    """
    worker = ["bench.workers.lampiran_pool", str(pdf), quality, str(workers), str(times)]
    cost, said = run([sys.executable, "-m", *worker], _own_environment())
    return {**json.loads(said), "peak": cost.peak}


def _own_environment() -> dict[str, str]:
    return environment(PYTHONPATH=str(ROOT))


def lampiran(pdf: Path, quality: str) -> Reader:
    """Lampiran on one file, OCR cache off, one page at a time."""
    return Reader([sys.executable, "-m", "bench.workers.lampiran_pages", str(pdf), quality])


class Reader:
    """A process that reads pages when asked (see ``workers.lampiran_pages``); for a ``with`` block.

    Attributes:
        cold: Seconds from starting it to the first page read: imports, models, word lists and the page.

    Raises:
        ToolFailed: On entering the block, if it does not get as far as a first page.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self.cold = 0.0
        self._command = command
        self._stack = ExitStack()

    def __enter__(self) -> Reader:
        started = time.perf_counter()
        with ExitStack() as stack:
            # A file, not a pipe: nobody reads along, and a full pipe would stop the process.
            self._complaints = stack.enter_context(tempfile.TemporaryFile())
            self._process = stack.enter_context(
                subprocess.Popen(
                    self._command,
                    env=_own_environment(),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=self._complaints,
                    text=True,
                )
            )
            stack.callback(self._process.kill)
            self._watch = stack.enter_context(MemoryWatch(self._process.pid))
            self.read(1)
            self._stack = stack.pop_all()
        self.cold = time.perf_counter() - started
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @property
    def peak(self) -> int:
        """Most bytes of memory so far."""
        return self._watch.peak

    def read(self, page: int) -> Cost:
        """Reads a page anew.

        Raises:
            ToolFailed: If the process has died.
        """
        told = self._ask(str(page))
        return Cost(told["wall"], told["cpu"])

    def rows(self) -> Found:
        """Joins what was read.

        Raises:
            ToolFailed: If there are no rows.
        """
        told = self._ask("rows")
        return Found(told["raw"], told["text"], told["repaired"], told["engine"])

    def _ask(self, what: str) -> dict[str, Any]:
        process = self._process
        assert process.stdin is not None and process.stdout is not None  # noqa: S101 - for the type checker
        try:
            process.stdin.write(what + "\n")
            process.stdin.flush()
            answer = process.stdout.readline()
        except BrokenPipeError:
            answer = ""
        if not answer:
            process.wait(TIME_LIMIT)
            self._complaints.seek(0)
            complaints = self._complaints.read().decode(errors="replace").splitlines()
            raise ToolFailed(f"asked for {what}: {(complaints or ['ended without a word'])[-1]}")
        told: dict[str, Any] = json.loads(answer)
        return told
