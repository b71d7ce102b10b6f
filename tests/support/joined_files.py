"""Born-digital decrees of made-up offices, and several of them joined in one file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf

from samples.generator.contoh import to_decree
from samples.generator.decree import Decree
from samples.generator.layout import Layout
from samples.generator.made_up import Plan, Traits, make_plan
from samples.generator.printing import print_decree

LAYOUT = Layout("joined", landscape=True, table_size=9.0)
PLAIN = Traits(rows=8, missing=0.0, empty=0.0, typos=0.0)


def made_up(seed: int, traits: Traits = PLAIN, **facts: Any) -> Decree:
    """A decree of another office for each seed; ``facts`` replace what its head says."""
    plan = make_plan(seed, traits)
    truth = {**plan.truth, "document": {**plan.truth["document"], **facts}}
    return to_decree(Plan(truth, *_rest(plan)), LAYOUT, seed)


def _rest(plan: Plan) -> tuple[Any, ...]:
    return plan.traits, plan.headings, plan.starts, plan.shared, plan.lines


def printed(decree: Decree, path: Path, layout: Layout = LAYOUT) -> Path:
    """Prints a decree."""
    print_decree(decree, layout, path, ink=False)
    return path


def unsigned(decree: Decree) -> Decree:
    """The decree without what stands under its table."""
    return replace(decree, closing=())


def joined(path: Path, *parts: tuple[Path, Sequence[int] | None]) -> Path:
    """Joins files, or some of their pages (counted from 1), in one file."""
    with pikepdf.new() as whole:
        for part, pages in parts:
            with pikepdf.open(part) as file:
                chosen = range(1, len(file.pages) + 1) if pages is None else pages
                whole.pages.extend([file.pages[number - 1] for number in chosen])
        whole.save(path)
    return path


def page_count(path: Path) -> int:
    """The number of a file's pages."""
    with pikepdf.open(path) as file:
        return len(file.pages)
