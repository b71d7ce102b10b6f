"""Runs a program and takes what it cost: wall time, processor time, and the memory of all its processes."""

from __future__ import annotations

import os
import resource
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SAMPLE_EVERY = 0.05
"""Seconds between two looks at the memory; looking costs well under a millisecond."""
TIME_LIMIT = 1800.0
_PROC = Path("/proc")
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


class ToolFailed(Exception):
    """A program ended badly or took too long; the message ends with what it last said."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run cost: seconds of wall time, user + system seconds, bytes of memory at the peak.

    ``peak`` is the sum over the process and all below it (pages they share count in each); 0: not known.
    """

    wall: float
    cpu: float
    peak: int = 0


class MemoryWatch:
    """Looks at a process tree's resident memory from a thread of its own while the ``with`` block runs.

    Where there is no ``/proc`` (macOS), ``peak`` stays 0.
    """

    def __init__(self, pid: int) -> None:
        self.peak = 0
        self._pid = pid
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> MemoryWatch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while True:
            self.peak = max(self.peak, tree_memory(self._pid))
            if self._over.wait(SAMPLE_EVERY):
                return


def tree_memory(pid: int) -> int:
    """Resident bytes of a process and all below it; a process that is gone counts nothing."""
    return sum(_resident(one) for one in _tree(pid))


def _tree(pid: int) -> Iterator[int]:
    yield pid
    # Children are listed by the thread that started them.
    for listed in _PROC.glob(f"{pid}/task/*/children"):
        try:
            children = listed.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from _tree(int(child))


def _resident(pid: int) -> int:
    try:
        return int((_PROC / str(pid) / "statm").read_text().split()[1]) * _PAGE_BYTES
    except (OSError, IndexError):
        return 0


def environment(**more: str) -> dict[str, str]:
    """The environment that every tool gets: one thread for each native library, and ``more``."""
    one = {"OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    return {**os.environ, **one, **more}


def run(command: Sequence[str], env: Mapping[str, str] | None = None) -> tuple[Cost, str]:
    """Runs a program to its end.

    Args:
        command: Program and arguments.
        env: Its environment; that of :func:`environment` when None.

    Returns:
        What it cost, and what it wrote to stdout.

    Raises:
        ToolFailed: If it is not there, exits with another code than 0, or takes too long.
    """
    before, started = cpu_of_children(), time.perf_counter()
    try:
        process = subprocess.Popen(
            command, env=env or environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
    except OSError as error:
        raise ToolFailed(f"{command[0]}: {error.strerror}") from error
    with process, MemoryWatch(process.pid) as watch:
        try:
            said, complaints = process.communicate(timeout=TIME_LIMIT)
        except subprocess.TimeoutExpired:
            process.kill()
            raise ToolFailed(f"{command[0]}: longer than {TIME_LIMIT:.0f} s") from None
    wall = time.perf_counter() - started
    if process.returncode:
        raise ToolFailed(f"{command[0]}: exit code {process.returncode}: {_last_line(complaints)}")
    return Cost(wall, cpu_of_children() - before, watch.peak), said


def _last_line(text: str) -> str:
    """What a program said last; of a Python traceback that is the error itself."""
    lines = text.strip().splitlines()
    return lines[-1] if lines else "it said nothing"


def cpu_of_children() -> float:
    """User + system seconds of all processes this one has started and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def cpu_so_far() -> float:
    """User + system seconds of this process and those it started."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime + cpu_of_children()
