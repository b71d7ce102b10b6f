"""Runs the tools on the same pages in turn and keeps what each cost and found.

The machine may have other work: tools that read page by page take turns on each page, so that what slows one
slows the next too, and ratios are taken of medians over the rounds.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from bench.accuracy import Accuracy, judge
from bench.measure import Cost, ToolFailed
from bench.measured_pages import Pages
from bench.tools import RAW, Found, Reader, lampiran, other_tool, pool, raw_tesseract

Tell = Callable[[str], None]


@dataclass
class Result:
    """One tool on one set of pages.

    Attributes:
        tool: Its name.
        costs: By page (0: the whole file, shared out evenly) what each round cost.
        pages: How many pages there are.
        startup: Seconds that starting takes, where they are not part of ``costs``.
        peak: Most bytes of memory.
        accuracy, repaired: How right it was as read, and after repair; None where it makes no rows.
        problem: Why there is no result; empty when there is one.
    """

    tool: str
    pages: int
    costs: dict[int, list[Cost]] = field(default_factory=dict)
    startup: float = 0.0
    peak: int = 0
    accuracy: Accuracy | None = None
    repaired: Accuracy | None = None
    engine: str = ""
    problem: str = ""

    def add(self, page: int, cost: Cost) -> None:
        """Keeps a round's cost of a page."""
        self.costs.setdefault(page, []).append(cost)
        self.peak = max(self.peak, cost.peak)

    def seconds(self, kind: Literal["wall", "cpu"] = "wall") -> float:
        """Seconds a page, ``wall`` or ``cpu``: the median over the rounds, the mean over the pages."""
        total = 0.0
        for costs in self.costs.values():
            total += statistics.median(cost.cpu if kind == "cpu" else cost.wall for cost in costs)
        return total / self.pages

    def with_startup(self) -> float:
        """Wall seconds a page when the program is started for just these pages."""
        return self.seconds() + self.startup / self.pages


@dataclass
class PoolResult:
    """Pages a second and processor seconds a page by number of workers, a figure for each round."""

    rates: dict[int, list[float]] = field(default_factory=dict)
    cpu: dict[int, list[float]] = field(default_factory=dict)
    peak: dict[int, float] = field(default_factory=dict)

    def add(self, workers: int, told: dict[str, float]) -> None:
        """Keeps a round's figures."""
        self.rates.setdefault(workers, []).append(told["pages"] / told["wall"])
        self.cpu.setdefault(workers, []).append(told["cpu"] / told["pages"])
        self.peak[workers] = max(self.peak.get(workers, 0.0), told["peak"])

    def rate(self, workers: int) -> float:
        """Pages a second, median over the rounds."""
        return statistics.median(self.rates[workers])

    def gain(self) -> float:
        """How many times as fast two workers are as one, median over the rounds."""
        return statistics.median(two / one for one, two in zip(self.rates[1], self.rates[2], strict=True))

    def dearer(self) -> float:
        """Processor time of a page with two workers over that with one: what sharing the machine costs."""
        return statistics.median(self.cpu[2]) / statistics.median(self.cpu[1])


def compare_pages(pages: Pages, qualities: Sequence[str], rounds: int, tell: Tell) -> list[Result]:
    """Raw tesseract and Lampiran at each quality, taking turns page by page.

    Args:
        pages: Scanned pages, with pictures.
        qualities: Of Lampiran.
        rounds: How often each page is read.
        tell: Gets a line about progress.
    """
    raw = Result(RAW, pages.count)
    results = {quality: Result(f"Lampiran --quality {quality}", pages.count) for quality in qualities}
    texts: dict[int, str] = {}
    with ExitStack() as stack:
        running: dict[str, Reader] = {}
        for quality, result in results.items():
            tell(f"{pages.profile}: starting {result.tool}")
            try:
                running[quality] = stack.enter_context(lampiran(pages.pdf, quality))
            except ToolFailed as error:
                result.problem = str(error)
        for turn in range(rounds):
            for page, picture in enumerate(pages.pictures, start=1):
                tell(f"{pages.profile}: round {turn + 1} of {rounds}, page {page} of {pages.count}")
                cost, texts[page] = raw_tesseract(picture)
                raw.add(page, cost)
                for quality, reader in running.items():
                    results[quality].add(page, reader.read(page))
        for quality, reader in running.items():
            _finish(results[quality], reader, pages)
    raw.accuracy = judge((), " ".join(texts.values()), pages.truth)
    return [raw, *results.values()]


def _finish(result: Result, reader: Reader, pages: Pages) -> None:
    result.startup = max(0.0, reader.cold - statistics.median(cost.wall for cost in result.costs[1]))
    try:
        found = reader.rows()
    except ToolFailed as error:
        result.problem = str(error)
        return
    result.peak = reader.peak
    result.engine = found.engine
    _judge(result, found, pages)


def _judge(result: Result, found: Found, pages: Pages) -> None:
    result.accuracy = judge(found.rows, found.text, pages.truth)
    if found.repaired:
        result.repaired = judge(found.repaired, found.text, pages.truth)


def compare_file(name: str, pages: Pages, scratch: Path, tell: Tell) -> Result:
    """Another tool on the whole file, once; a tool that fails says so in ``problem``."""
    tell(f"{pages.profile}: {name}")
    result = Result(name, pages.count)
    try:
        cost, found = other_tool(name, pages.pdf, scratch)
    except ToolFailed as error:
        result.problem = str(error)
        return result
    result.add(0, cost)
    _judge(result, found, pages)
    return result


def compare_pool(pages: Pages, quality: str, rounds: int, times: int, tell: Tell) -> PoolResult:
    """One worker against two, in turn.

    Raises:
        ToolFailed: If a pool fails.
    """
    result = PoolResult()
    for turn in range(rounds):
        for workers in (1, 2):
            tell(f"{pages.profile}: round {turn + 1} of {rounds}, {workers} worker(s)")
            result.add(workers, pool(pages.pdf, quality, workers, times))
    return result


def read_long(pdf: Path, count: int, tell: Tell) -> int:
    """Reads a long file's pages and joins them, normal quality, in one process; the most bytes of memory.

    Raises:
        ToolFailed: If it fails.
    """
    with lampiran(pdf, "normal") as reader:
        for page in range(1, count + 1):
            if page % 20 == 0:
                tell(f"long file: page {page} of {count}, {reader.peak // 1_000_000} MB at most so far")
            reader.read(page)
        reader.rows()
        return reader.peak


def read_digital(pages: Pages, rounds: int, tell: Tell) -> Result:
    """Born-digital pages, normal quality, one process.

    Raises:
        ToolFailed: If it fails.
    """
    tell(f"{pages.profile}: {rounds} rounds")
    result = Result("Lampiran, born-digital", pages.count)
    with lampiran(pages.pdf, "normal") as reader:
        for _ in range(rounds):
            for page in range(1, pages.count + 1):
                result.add(page, reader.read(page))
        _finish(result, reader, pages)
    return result
