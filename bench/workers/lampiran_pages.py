"""Lampiran, one page at a time in one process: ``python -m bench.workers.lampiran_pages FILE.pdf QUALITY``.

Asked on stdin, answers on stdout, a JSON line each: a page number reads that page and tells the seconds it
took; ``rows`` joins the pages read so far and tells the plan rows.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any, cast

import cv2

from bench.measure import cpu_so_far
from extract.model import PageReading
from lampiran.app import pipeline
from lampiran.records import KOLOM, Outcome
from lampiran.settings import Quality, Settings


def main() -> None:
    """Answers until stdin ends.

    Raises:
        SystemExit: If the file cannot be opened, or gave no plan rows.
    """
    # As in the workers of a run; the environment keeps the other libraries to one thread.
    cv2.setNumThreads(1)
    path = Path(sys.argv[1])
    settings = Settings(quality=cast(Quality, sys.argv[2]), cache_dir=None)
    # Native libraries may print; only answers go to the real stdout.
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    source = pipeline.open_source(path, path.name, settings)
    if isinstance(source, Outcome):
        raise SystemExit(source.reason)
    readings: dict[int, list[PageReading]] = {}
    for line in sys.stdin:
        asked = line.strip()
        cpu, started = cpu_so_far(), time.perf_counter()
        if asked == "rows":
            answer = _rows(pipeline.finish(source, _in_order(readings), (), settings, 0.0))
        else:
            readings[int(asked)] = pipeline.read_page(source, int(asked), settings)
            answer = {}
        answer |= {"wall": time.perf_counter() - started, "cpu": cpu_so_far() - cpu}
        answers.write(json.dumps(answer) + "\n")


def _in_order(readings: dict[int, list[PageReading]]) -> list[PageReading]:
    return [reading for page in sorted(readings) for reading in readings[page]]


def _rows(outcome: Outcome) -> dict[str, Any]:
    document = outcome.document
    if document is None or not document.rows:
        raise SystemExit(f"{outcome.status}: {outcome.reason}")
    cells = [{cell.kolom: cell for cell in row.cells} for row in document.rows]
    printed = [cell.raw for row in document.rows for cell in row.cells if not cell.shared]
    return {
        "engine": document.raw.engine,
        "raw": [{kolom: row[kolom].raw for kolom in KOLOM if kolom in row} for row in cells],
        "repaired": [{kolom: row[kolom].text for kolom in KOLOM if kolom in row} for row in cells],
        "text": " ".join(printed),
    }


if __name__ == "__main__":
    main()
