"""Golden comparison: does this checkout make of every document what another commit made of it?

``python -m bench.same`` reads the whole corpus with the code as it stands and compares with the stored run
of the nearest commit before it. Exit code 0: the same; 1: something differs; 2: it could not be compared.
"""

from __future__ import annotations

import argparse
import logging
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import cv2

import bench.base
import lampiran
from bench import runs
from bench.corpus import CASES, ROOT, Document, Place, make, matches
from bench.differences import compare
from bench.golden import Golden, read
from bench.listing import report
from bench.runs import NoRun, Run

SAME, DIFFERENT, FAILED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; returns the exit code."""
    options = _parser().parse_args(arguments)
    place = Place.chosen(options.corpus)
    try:
        if options.list:
            return _list(place, options.only)
        return _compare(options, place)
    except (NoRun, BrokenProcessPool, bench.base.NotMade) as error:
        tell(str(error))
        return FAILED


def _list(place: Place, only: str) -> int:
    sys.stdout.writelines(f"{document.name}\n" for document in place.documents(only))
    return SAME


def _compare(options: argparse.Namespace, place: Place) -> int:
    name = "" if options.no_compare else _base_name(options, place)
    if not options.no_make and not options.run:
        with _pool(options.workers) as executor:
            if options.remake:
                place.forget(options.remake)
            make(place, executor, options.cases, tell)
    base = _base(name, options, place)
    after = runs.load(options.run, place.runs) if options.run else _run(options, place, base)
    if base is None:
        return SAME
    tell(f"comparing {base.name} (before) with {after.name} (after)")
    found = compare(_kept(base, options.only), _kept(after, options.only), options.ignore)
    sys.stdout.write(report(found, everything=options.all))
    if not found.compared:
        return FAILED
    return SAME if found.same else DIFFERENT


def _kept(run: Run, only: str) -> dict[str, Golden]:
    return {name: golden for name, golden in run.documents.items() if matches(name, only)}


def _base_name(options: argparse.Namespace, place: Place) -> str:
    """The stored run to compare with; empty where it is to be made."""
    stored = runs.names(place.runs)
    try:
        return runs.find(options.base, ROOT, stored) if options.base else runs.nearest(ROOT, stored)
    except NoRun:
        if options.make_base:
            return ""
        raise


def _base(name: str, options: argparse.Namespace, place: Place) -> Run | None:
    if options.no_compare:
        return None
    last = "HEAD" if runs.is_dirty(ROOT) else "HEAD~1"
    made = name or bench.base.make_base(options.base or last, place, options.workers, tell)
    return runs.load(made, place.runs)


def _run(options: argparse.Namespace, place: Place, base: Run | None) -> Run:
    """Reads the corpus with this checkout; stores the run unless it is of some documents only."""
    if Path(lampiran.__file__).resolve().parents[1] != ROOT.resolve():
        raise NoRun(f"start it in {ROOT}: the program would be taken from {lampiran.__file__}")
    name = options.name or runs.present(ROOT)
    with _pool(options.workers) as executor:
        documents = place.documents(options.only)
        run = Run(name, *_read_all(documents, place, executor, base.seconds if base else {}))
    if not options.only:
        tell(f"stored as {runs.store(run, place.runs)}")
    return run


def _read_all(
    documents: Sequence[Document], place: Place, executor: Executor, expected: dict[str, float]
) -> tuple[dict[str, Golden], dict[str, float]]:
    """Each document's result and seconds of work; the longest are begun first."""
    started = time.perf_counter()
    order = sorted(documents, key=lambda d: expected.get(d.name, d.path.stat().st_size / 1e6), reverse=True)
    jobs = {executor.submit(_timed, d.path, place.answers(d.name), d.asked): d.name for d in order}
    found: dict[str, tuple[Golden, float]] = {}
    for number, job in enumerate(as_completed(jobs), start=1):
        found[jobs[job]] = job.result()
        if number % 20 == 0 or number == len(jobs):
            tell(f"read {number} of {len(jobs)} documents in {time.perf_counter() - started:.0f} s")
    names = sorted(found)
    return {name: found[name][0] for name in names}, {name: found[name][1] for name in names}


def _timed(path: Path, answers: Path, asked: dict[str, Any]) -> tuple[Golden, float]:
    started = time.process_time()
    return read(path, answers, asked), round(time.process_time() - started, 2)


def _pool(workers: int) -> Executor:
    os.environ["OMP_THREAD_LIMIT"] = "1"
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_worker_start)


def _worker_start() -> None:
    """In each worker: one thread, no chatter of libraries, an end when the parent ends."""
    logging.disable(logging.WARNING)
    cv2.setNumThreads(1)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(FAILED)


def tell(line: str) -> None:
    """Says how far it is, on stderr."""
    sys.stderr.write(f"same: {line}\n")
    sys.stderr.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.same", description=__doc__.partition("\n")[0])
    add = parser.add_argument
    add("--base", default="", help="commit or stored run to compare with (default: the nearest one stored)")
    add("--make-base", action="store_true", help="make the base's run where it is missing")
    add("--only", default="", help="only documents whose name holds or matches this; nothing is stored")
    add(
        "--ignore",
        nargs="+",
        action="extend",
        default=[],
        metavar="FIELD",
        help="e.g. confidence, cell.reasons",
    )
    add("--all", action="store_true", help="show every difference")
    add("--list", action="store_true", help="list the documents")
    add("--run", default="", metavar="NAME", help="compare this stored run instead of reading")
    add("--as", dest="name", default="", metavar="NAME", help="store the run under this name")
    add("--no-compare", action="store_true", help="only read and store")
    add("--no-make", action="store_true", help="make no missing documents")
    add("--remake", default="", metavar="PATTERN", help="make these documents anew, or all with '*'")
    add("--corpus", type=Path, help="folder of documents and runs (default: $LAMPIRAN_SAME or .same)")
    add("--cases", type=Path, default=CASES, help="further PDFs to take in (default: %(default)s)")
    add("--workers", type=int, default=os.cpu_count() or 1)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
