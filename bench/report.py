"""The measured figures as Markdown, for ``docs/benchmark.md``."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from bench.accuracy import Accuracy
from bench.comparison import PoolResult, Result
from bench.measure import ToolFailed, run
from bench.tools import OTHER_PYTHON, RAW

MEGABYTE = 1_000_000
MOST_TIMES_RAW = {"fast": 0.8, "normal": 1.3, "best": 3.0}
"""How many times a raw tesseract process Lampiran may take for a page."""
LEAST_GAIN = 1.8
LEAST_DIGITAL = 6.0
MOST_MEGABYTES = 900
"""Memory of a process that reads a long file, joining included."""
_HEADER = (
    "tool", "s/page", "with start-up", "cpu s/page", "× tesseract", "× cpu", "peak MB",
    "rows found", "exact cells", "… repaired", "words read",
)  # fmt: skip
_OURS = ("lampiran", "tesserocr", "rapidocr", "onnxruntime", "opencv-python-headless")
_THEIRS = ("ocrmypdf", "pdfplumber", "img2table", "pypdfium2")


@dataclass
class Figures:
    """Everything one run measured.

    ``options`` names what it was asked for; ``profiles`` holds the tools' results by scan profile; ``long``
    is a long file's number of pages and the bytes of memory that reading it took.
    """

    options: str
    profiles: dict[str, list[Result]] = field(default_factory=dict)
    pools: dict[str, PoolResult] = field(default_factory=dict)
    digital: Result | None = None
    long: tuple[int, int] | None = None
    load_before: float = 0.0
    load_after: float = 0.0


def markdown(figures: Figures) -> str:
    """The whole report: machine and versions, a table for each profile, the ratios against their limits."""
    parts = [_circumstances(figures)]
    for profile, results in figures.profiles.items():
        rows_true = next((r.accuracy.rows_true for r in results if r.accuracy), 0)
        pages = results[0].pages
        parts.append(f"### {profile}: {pages} pages, {rows_true} rows\n\n{tool_table(results)}")
    if figures.digital is not None:
        parts.append(f"### born-digital, the same pages\n\n{tool_table([figures.digital])}")
    parts.append(f"### Limits\n\n{limits_table(figures)}")
    return "\n\n".join(parts) + "\n"


def tool_table(results: Sequence[Result]) -> str:
    """A line for each tool; tools that failed stand below with the reason."""
    raw = next((result for result in results if result.tool == RAW), None)
    lines = [_line(result, raw) for result in results if not result.problem]
    failed = [f"{r.tool}: no result ({' '.join(r.problem.split())})" for r in results if r.problem]
    return "\n\n".join([_table(_HEADER, lines), *failed])


def _line(result: Result, raw: Result | None) -> tuple[str, ...]:
    ratios = ("–", "–")
    if raw is not None:
        ratios = (
            f"{result.seconds() / raw.seconds():.2f}",
            f"{result.seconds('cpu') / raw.seconds('cpu'):.2f}",
        )
    accuracy = result.accuracy
    makes_rows = accuracy is not None and result.tool != RAW
    return (
        result.tool,
        f"{result.seconds():.2f}",
        f"{result.with_startup():.2f}",
        f"{result.seconds('cpu'):.2f}",
        *ratios,
        f"{result.peak / MEGABYTE:.0f}" if result.peak else "–",
        _rows_found(accuracy) if accuracy and makes_rows else "–",
        _exact(accuracy) if makes_rows else "–",
        _exact(result.repaired),
        _percent(accuracy.words_found, accuracy.words) if accuracy else "–",
    )


def _rows_found(accuracy: Accuracy) -> str:
    more = accuracy.rows_given - accuracy.rows_found
    return f"{_percent(accuracy.rows_found, accuracy.rows_true)}" + (f" (+{more} others)" if more else "")


def _exact(accuracy: Accuracy | None) -> str:
    return _percent(accuracy.exact, accuracy.cells) if accuracy else "–"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"


def limits_table(figures: Figures) -> str:
    """What was asked for against what was measured, met or not."""
    lines: list[tuple[str, ...]] = []
    for profile, results in figures.profiles.items():
        raw = next((result for result in results if result.tool == RAW), None)
        for quality, most in MOST_TIMES_RAW.items():
            name = f"Lampiran --quality {quality}"
            ours = next((r for r in results if r.tool == name and not r.problem), None)
            if raw is not None and ours is not None:
                ratio, cpu = ours.seconds() / raw.seconds(), ours.seconds("cpu") / raw.seconds("cpu")
                shown = f"{ratio:.2f} × (processor time {cpu:.2f} ×)"
                limit = f"≤ {most} × raw tesseract"
                lines.append((f"{profile}: {quality}", limit, shown, _met(ratio <= most)))
    for profile, pool in figures.pools.items():
        shown = f"{pool.gain():.2f} × (a page costs {pool.dearer():.2f} × the processor time)"
        met = _met(pool.gain() >= LEAST_GAIN)
        lines.append((f"{profile}: two workers", f"≥ {LEAST_GAIN} × one", shown, met))
    if figures.digital is not None:
        rate, cpu = 1 / figures.digital.seconds(), 1 / figures.digital.seconds("cpu")
        shown = f"{rate:.1f} pages/s (by processor time {cpu:.1f})"
        limit = f"≥ {LEAST_DIGITAL:.0f} pages/s a core"
        lines.append(("born-digital", limit, shown, _met(rate >= LEAST_DIGITAL)))
    if figures.long is not None:
        count, peak = figures.long[0], figures.long[1] / MEGABYTE
        limit = f"≤ {MOST_MEGABYTES} MB a worker"
        lines.append((f"a file of {count} pages", limit, f"{peak:.0f} MB", _met(peak <= MOST_MEGABYTES)))
    return _table(("what", "limit", "measured", "met"), lines)


def _met(is_met: bool) -> str:
    return "yes" if is_met else "**no**"


def _table(header: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    rule = ["---", *["---:"] * (len(header) - 1)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (header, rule, *lines))


def _circumstances(figures: Figures) -> str:
    lines = [
        f"Date: {datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        f"Machine: {processor()}, {os.cpu_count()} cores, {platform.system()}; "
        f"load average {figures.load_before:.1f} before, {figures.load_after:.1f} after",
        f"Run: {figures.options}",
        f"Versions: {', '.join(versions())}",
    ]
    engines = {r.engine for results in figures.profiles.values() for r in results if r.engine}
    lines += [f"Lampiran's engines: {'; '.join(sorted(engines))}"] if engines else []
    return "\n".join(f"- {line}" for line in lines)


def processor() -> str:
    """The processor's name, as far as the system tells."""
    facts = Path("/proc/cpuinfo")
    if facts.exists():
        for line in facts.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def versions() -> list[str]:
    """Names and versions of what was measured, as far as installed."""
    found = [f"Python {platform.python_version()}", *_own_versions(), *_other_versions()]
    first = _first_line(["tesseract", "--version"])
    return [first, *found] if first else found


def _own_versions() -> list[str]:
    named = []
    for name in _OURS:
        try:
            named.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            named.append(f"no {name}")
    return named


def _other_versions() -> list[str]:
    names = f"[n + ' ' + version(n) for n in {_THEIRS}]"
    script = f"from importlib.metadata import version; print(*{names}, sep=', ')"
    told = _first_line([str(OTHER_PYTHON), "-c", script])
    return [told] if told else []


def _first_line(command: Sequence[str]) -> str:
    try:
        return run(command)[1].splitlines()[0]
    except (ToolFailed, IndexError, subprocess.SubprocessError):
        return ""
