"""Lampiran with a pool of workers: ``python -m bench.workers.lampiran_pool FILE.pdf QUALITY WORKERS TIMES``.

Reads all pages TIMES over with the pool that ``lampiran run`` uses, once every worker is warm, and prints the
seconds as JSON: ``wall``, and ``cpu`` used by the workers.
"""

from __future__ import annotations

import json
import os
import sys
import time
from concurrent.futures import Executor
from pathlib import Path
from typing import cast

from bench.measure import cpu_so_far
from extract.model import Source
from lampiran.app import pipeline
from lampiran.app.batch import process_pool
from lampiran.records import Outcome
from lampiran.settings import Quality, Settings


def read(source: Source, page: int, settings: Settings) -> tuple[int, float]:
    """Reads a page in a worker; tells which worker it was and the processor seconds it took."""
    before = cpu_so_far()
    pipeline.read_page(source, page, settings)
    return os.getpid(), cpu_so_far() - before


def main() -> None:
    """Measures and prints.

    Raises:
        SystemExit: If the file cannot be opened.
    """
    path, workers = Path(sys.argv[1]), int(sys.argv[3])
    settings = Settings(quality=cast(Quality, sys.argv[2]), cache_dir=None)
    source = pipeline.open_source(path, path.name, settings)
    if isinstance(source, Outcome):
        raise SystemExit(source.reason)
    pages = list(range(1, source.page_count + 1)) * int(sys.argv[4])
    with process_pool(workers, settings) as pool:
        _warm(pool, workers, source, settings)
        started = time.perf_counter()
        jobs = [pool.submit(read, source, page, settings) for page in pages]
        cpu = sum(job.result()[1] for job in jobs)
        wall = time.perf_counter() - started
    sys.stdout.write(json.dumps({"pages": len(pages), "wall": wall, "cpu": cpu}) + "\n")


def _warm(pool: Executor, workers: int, source: Source, settings: Settings) -> None:
    """Has pages read until every worker has read one."""
    seen: set[int] = set()
    while len(seen) < workers:
        jobs = [pool.submit(read, source, 1, settings) for _ in range(workers)]
        seen |= {job.result()[0] for job in jobs}


if __name__ == "__main__":
    main()
