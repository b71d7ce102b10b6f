"""Counts what each rule did to documents with known truth, and whether it helped.

``python -m bench.rules`` reads those documents of the golden comparison (``bench.corpus``) whose truth is
known. It prints a line for each rule: how often it fired, in how many documents, how often it led nearer to
the truth or farther away, its score and the one that these counts give, and which rules wanted the same
places. Of suspicions and traits it says in how many cells they found something, and how many of these were
wrong (``right``: there was something to find) and how many were not. ``--write`` puts the counts of repairs
into ``normalize/rules/scores.csv``: a score is the share of right repairs, drawn towards the author's guess.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from fnmatch import fnmatch
from multiprocessing import get_context
from pathlib import Path

from bench.corpus import Place
from bench.known_truth import Known, known_documents
from bench.rule_counts import Counts, count, measured
from lampiran.app.pipeline import read_document
from lampiran.settings import Settings
from normalize.rules.registry import every_rule
from normalize.rules.rule import Repair, Rule, Suspicion, Trait
from normalize.rules.scores import score_of, write

_MOST_NAMED = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; returns the exit code."""
    options = _parser().parse_args(arguments)
    place = Place.chosen(options.corpus)
    known = [one for one in known_documents(place) if fnmatch(one.name, options.only or "*")]
    if not known:
        sys.stderr.write(f"no documents in {place.files}; make them: python -m bench.same --no-compare\n")
        return 2
    with _pool(options.workers) as executor:
        counts = _count_all(known, executor)
    sys.stdout.writelines(f"{line}\n" for line in _report(counts, len(known)))
    if options.write:
        write(measured(rule, counts) for rule in _ids(Repair))
    return 0


def _count_all(known: Sequence[Known], executor: Executor) -> Counts:
    counts = Counts()
    jobs = [executor.submit(_count_one, one) for one in known]
    for number, job in enumerate(as_completed(jobs), start=1):
        counts.add(job.result())
        if number % 20 == 0 or number == len(jobs):
            sys.stderr.write(f"rules: {number} of {len(jobs)} documents\n")
    return counts


def _count_one(known: Known) -> Counts:
    outcome = read_document(known.path, Settings(cache_dir=known.answers, **known.asked))
    if outcome.document is None:
        return Counts()
    return count(outcome.document.raw, known.truth())


def _report(counts: Counts, documents: int) -> Iterator[str]:
    repairs, others = _ids(Repair), [*_ids(Suspicion), *_ids(Trait)]
    letters = sorted(set(counts.hits) - {*repairs, *others})
    made = sum(counts.hits[rule] for rule in (*repairs, *letters))
    yield f"{documents} documents, {counts.cells} cells, {made} repairs"
    yield f"{'rule':42} {'hits':>6} {'docs':>5} {'right':>6} {'wrong':>6} {'score':>6} {'new':>6}  beside"
    for rule in (*repairs, *letters, *others):
        if counts.hits[rule]:
            yield _line(rule, counts, rule in repairs)
    rules = [*repairs, *others]
    idle = [rule for rule in rules if not counts.hits[rule]]
    yield f"{len(rules) - len(idle)} of {len(rules)} rules fired; idle: {', '.join(idle) or 'none'}"


def _line(rule: str, counts: Counts, scored: bool) -> str:
    score = f"{score_of(rule):6.3f} {measured(rule, counts).score:6.3f}" if scored else " " * 13
    beside = ", ".join(f"{other} {hits}" for other, hits in counts.beside(rule)[:_MOST_NAMED])
    figures = (
        f"{counts.hits[rule]:6} {counts.documents[rule]:5} {counts.right[rule]:6} {counts.wrong[rule]:6}"
    )
    return f"{rule:42} {figures} {score}  {beside}".rstrip()


def _ids(kind: type[Rule]) -> list[str]:
    return sorted(rule.id for rule in every_rule() if isinstance(rule, kind))


def _pool(workers: int) -> Executor:
    os.environ["OMP_THREAD_LIMIT"] = "1"
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.rules", description=__doc__.partition("\n")[0])
    add = parser.add_argument
    add("--only", default="", help="only documents whose name matches this, e.g. 'profiles/*'")
    add("--write", action="store_true", help="write normalize/rules/scores.csv")
    add("--corpus", type=Path, help="folder of the documents (default: $LAMPIRAN_SAME or .same)")
    add("--workers", type=int, default=os.cpu_count() or 1)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
