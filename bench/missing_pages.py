"""Measures whether a missing page is noticed: made-up plans with one random page taken out, and whole ones.

``python -m bench.missing_pages`` prints born-digital plans in all layouts, reads each page once, takes one
reading away and renumbers the rest, as if the sheet had stuck to the one before it in the scanner. A missing
page is told where the document is ``partial`` and a problem names the place of the gap.
"""

from __future__ import annotations

import argparse
import pickle
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from dictionaries import load_vocabulary
from extract import assemble, read_pages
from extract.model import PageReading, PageTable, Source
from lampiran.app.pipeline import judge, open_source
from lampiran.codes import PAGES_GONE, ProblemCode
from lampiran.records import Outcome, PlanDocument
from lampiran.settings import Settings
from normalize import normalize_document
from samples.generator.contoh import make_decree
from samples.generator.made_up import draw_traits
from samples.generator.making import DIGITAL, make_sample
from samples.generator.named_layouts import LAYOUTS

ROWS = (18, 45, 30, 60, 24)
"""Rows of the plans, in turn."""


@dataclass(frozen=True, slots=True)
class Read:
    """A made-up plan, read: its pages, and the layout it is printed in."""

    seed: int
    layout: str
    readings: tuple[PageReading, ...]
    plan_pages: tuple[int, ...]


def read_plan(seed: int, folder: Path) -> Read:
    """Prints and reads a plan; a stored reading in the folder is used again."""
    kept = folder / f"{seed}.pickle"
    if kept.exists():
        found: Read = pickle.loads(kept.read_bytes())  # noqa: S301 - written below
        return found
    name = sorted(LAYOUTS)[seed % len(LAYOUTS)]
    traits = replace(draw_traits(seed), rows=ROWS[seed % len(ROWS)], other_tables=False)
    path = folder / f"{seed}.pdf"
    sample = make_sample(make_decree(seed, LAYOUTS[name], traits), LAYOUTS[name], DIGITAL, path)
    source = open_source(path, path.name, Settings())
    if isinstance(source, Outcome):
        raise ValueError(source.reason)
    readings = tuple(
        reading
        for page in range(1, source.page_count + 1)
        for reading in read_pages(source, page, Settings())
    )
    done = Read(seed, name, readings, tuple(sample.printed.table_pages))
    kept.write_bytes(pickle.dumps(done))
    return done


def without(readings: Sequence[PageReading], page: int) -> list[PageReading]:
    """The readings without that page; the pages after it move up."""
    return [
        _moved(reading, reading.page - (reading.page > page)) for reading in readings if reading.page != page
    ]


def _moved(reading: PageReading, page: int) -> PageReading:
    tables: tuple[PageTable, ...] = tuple(replace(table, page=page) for table in reading.tables)
    problems = tuple(replace(problem, page=page) for problem in reading.problems)
    return replace(reading, page=page, tables=tables, problems=problems)


def document_of(readings: Sequence[PageReading]) -> PlanDocument:
    """The document that these pages make."""
    source = Source("plan.pdf", "plan.pdf", "0" * 64, "pdf", len(readings))
    return normalize_document(assemble(source, readings), load_vocabulary(), Settings())


def told_at(document: PlanDocument) -> set[int]:
    """The pages of a document before which one is said to be missing (after the last: one more)."""
    ends = (ProblemCode.PAGES_GONE_END, ProblemCode.PAGES_GONE_TOTAL)
    return {
        problem.page + (problem.code in ends)
        for problem in (*document.raw.problems, *document.problems)
        if problem.code in PAGES_GONE and problem.page is not None
    }


def judged(read: Read, chance: Random, *, any_page: bool) -> Iterator[tuple[str, str]]:
    """What is said of the whole plan, and of the plan without one page."""
    whole = document_of(read.readings)
    status = judge(whole)[0]
    yield "whole", f"{status}{' (gap told)' if told_at(whole) else ''}"
    pages = [reading.page for reading in read.readings] if any_page else list(read.plan_pages)
    if len(pages) < 2:
        return
    page = chance.choice(pages)
    document = document_of(without(read.readings, page))
    places = told_at(document)
    if page in places and len(places) == 1:
        verdict = "right page"
    elif page in places:
        verdict = "right page, and others"
    else:
        verdict = f"wrong page {judge(document)[0]}" if places else f"not told {judge(document)[0]}"
    place = "first" if page == pages[0] else "last" if page == pages[-1] else "inner"
    yield "without a page", verdict
    yield f"without its {place} page", verdict
    if verdict != "right page":
        sys.stderr.write(f"seed {read.seed} {read.layout}: page {page} of {pages}, told {sorted(places)}\n")


def main() -> None:
    """Measures and prints the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, default=100)
    parser.add_argument("--first", type=int, default=7_000, help="first seed")
    parser.add_argument("--keep", type=Path, help="a folder for the plans, to use again")
    parser.add_argument("--any-page", action="store_true", help="take out any page, not only one of the plan")
    options = parser.parse_args()
    counts: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for seed in range(options.first, options.first + options.plans):
            read = read_plan(seed, folder)
            chance = Random(f"page {seed}")  # noqa: S311 - repeatable on purpose
            counts.update(judged(read, chance, any_page=options.any_page))
    for (what, verdict), times in sorted(counts.items()):
        sys.stdout.write(f"{what}: {verdict}: {times}\n")


if __name__ == "__main__":
    main()
