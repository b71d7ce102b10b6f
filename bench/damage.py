"""Damaged files: does each end with a status and a reason, in bounded time and memory, and is no loss silent?

    python -m bench.damage --count 400

Whole files (a born-digital plan, a scanned page, its picture as PNG and JPEG, a transcript) are damaged by
chance, each in one way, and read in one run. A PDF or picture that ends as ``ok`` must have all rows of the
whole one; a transcript holds nothing to tell by what it lost, so its lost rows are only counted.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from bench.measure import MemoryWatch
from bench.measured_pages import make_pages
from load import Database
from samples.generator.contoh import make_decree
from samples.generator.made_up import Traits
from samples.generator.making import make_transcript
from samples.generator.named_layouts import LAYOUTS

LAYOUT, SEED = "times-portrait", 5
MEGABYTE = 1024 * 1024


def flip(content: bytearray, rng: random.Random) -> None:
    """A few bytes are others."""
    for _ in range(rng.choice((1, 4, 32))):
        content[rng.randrange(len(content))] = rng.randrange(256)


def blank(content: bytearray, rng: random.Random) -> None:
    """A block is zeros, as a disk fault leaves it."""
    start = rng.randrange(len(content))
    length = min(rng.choice((16, 512, 4096)), len(content) - start)
    content[start : start + length] = bytes(length)


def cut(content: bytearray, rng: random.Random) -> None:
    """The end is missing, as after a broken download."""
    del content[rng.randrange(1, len(content)) :]


def drop(content: bytearray, rng: random.Random) -> None:
    """A block is gone."""
    start = rng.randrange(len(content))
    del content[start : start + rng.choice((1, 64, 2048))]


def repeat(content: bytearray, rng: random.Random) -> None:
    """A block stands twice."""
    start = rng.randrange(len(content))
    content[start:start] = content[start : start + rng.choice((64, 2048))]


def renumber(content: bytearray, rng: random.Random) -> None:
    """A number of the file's own structure is another: a length, a size, an offset."""
    numbers = list(re.finditer(rb"(?<=[ /\[])-?\d+(?=[ /\]\r\n>])", content))
    if numbers:
        found = rng.choice(numbers)
        other = rng.choice((0, -1, 1, 7, 65_536, 10**9, int(found[0]) + 1))
        content[slice(*found.span())] = str(other).encode()
    else:
        flip(content, rng)


DAMAGES: tuple[Callable[[bytearray, random.Random], None], ...] = (flip, blank, cut, drop, repeat, renumber)


@dataclass(frozen=True, slots=True)
class Whole:
    """A file without damage and the rows that it has."""

    path: Path
    rows: int


def whole_files(folder: Path) -> list[Whole]:
    """One file of each kind."""
    digital = make_pages(folder / "digital", "digital", count=3, seed=SEED, layout=LAYOUT)
    scan = make_pages(folder / "scan", "bw200", count=1, seed=SEED, layout=LAYOUT)
    png = scan.pictures[0]
    jpeg = png.with_suffix(".jpg")
    with Image.open(png) as picture:
        picture.save(jpeg, quality=80, dpi=(200, 200))
    text = folder / "plan.txt"
    truth = make_transcript(make_decree(SEED, LAYOUTS[LAYOUT], Traits()), LAYOUTS[LAYOUT], text)
    rows = len(scan.truth.rows)
    return [
        Whole(digital.pdf, len(digital.truth.rows)),
        Whole(scan.pdf, rows),
        Whole(png, rows),
        Whole(jpeg, rows),
        Whole(text, len(truth["rows"])),
    ]


def damage_all(wholes: Sequence[Whole], folder: Path, count: int, seed: int) -> dict[str, int]:
    """Writes so many damaged files; their names and the rows each had when it was whole."""
    folder.mkdir(parents=True, exist_ok=True)
    rows: dict[str, int] = {}
    for number in range(count):
        rng = random.Random(f"{seed}/{number}")  # noqa: S311 - repeatable on purpose
        # Half of them are born-digital: they are read fastest and break in the most ways.
        whole = wholes[0] if number % 2 else wholes[number // 2 % len(wholes)]
        how = rng.choice(DAMAGES)
        content = bytearray(whole.path.read_bytes())
        how(content, rng)
        name = f"{number:04d}-{how.__name__}{whole.path.suffix}"
        (folder / name).write_bytes(content)
        rows[name] = whole.rows
    return rows


def run(folder: Path, db: Path, workers: int) -> tuple[float, int, int]:
    """Reads a folder; seconds, peak memory in bytes, exit code."""
    command = [sys.executable, "-m", "lampiran", "run", str(folder), "--db", str(db), "--no-keep-pages"]
    command += ["--workers", str(workers)]
    started = time.perf_counter()
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process, MemoryWatch(process.pid) as watch:
        code = process.wait()
    return time.perf_counter() - started, watch.peak, code


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; 1 if a loss was silent, a file has no status, or the run failed."""
    parser = argparse.ArgumentParser(prog="python -m bench.damage", description=__doc__)
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1, help="more are faster, but a file takes longer")
    parser.add_argument("--keep", type=Path, help="keep the damaged files and the database in this folder")
    options = parser.parse_args(arguments)
    folder = options.keep or Path(tempfile.mkdtemp())
    rows = damage_all(whole_files(folder / "whole"), folder / "damaged", options.count, options.seed)
    seconds, peak, code = run(folder / "damaged", folder / "plans.db", options.workers)
    with Database.open(folder / "plans.db", create=False) as database:
        lines = database.documents()
        slowest = database.query("SELECT file, seconds FROM document ORDER BY seconds DESC LIMIT 3")
    short = [line for line in lines if line.status == "ok" and line.rows < rows[line.file]]
    silent = [line for line in short if not line.file.endswith(".txt")]
    unexplained = [line.file for line in lines if line.status != "ok" and not line.reason]
    missing = sorted(set(rows) - {line.file for line in lines})
    say = sys.stdout.write
    say(f"files {len(rows)}, exit code {code}, {seconds:.0f} s, peak {peak / MEGABYTE:,.0f} MB in all\n")
    say(f"status: {dict(Counter(line.status for line in lines))}\n")
    say(f"slowest: {[(line['file'], line['seconds']) for line in slowest]}\n")
    say(f"no line: {missing}\nno reason: {unexplained}\nrows lost, ok: {len(silent)}")
    say(f" (and {len(short) - len(silent)} transcripts)\n")
    for line in silent:
        say(f"  {line.file}: {line.rows} of {rows[line.file]} rows\n")
    if not options.keep:
        shutil.rmtree(folder)
    return int(bool(silent or unexplained or missing or code not in (0, 4)))


if __name__ == "__main__":
    sys.exit(main())
