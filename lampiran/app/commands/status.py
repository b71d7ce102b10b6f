"""``lampiran status``: what a database holds, and what was done with it."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console

from lampiran.app.commands.options import DEFAULT_DB, DbOption, JsonOption
from lampiran.app.console import say
from lampiran.app.terminal import write
from lampiran.language import Told, counted, in_both, joined, told
from load import Database, DocumentLine
from load.run_log import Counts, RunLine, stored_runs

STATUSES = ("ok", "partial", "failed", "skipped")


def status(
    db: DbOption = DEFAULT_DB,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000, help="Most runs, newest first.")] = 10,
    as_json: JsonOption = False,
) -> None:
    """Show what a database holds, and the runs made on it: when, with which settings, what came of them."""
    with Database.open(db, create=False) as database:
        documents = [line for line in database.documents() if line.same_as is None]
        runs = stored_runs(database.engine, limit)
    if as_json:
        by_status = Counter(line.status for line in documents)
        answer = {
            "documents": len(documents),
            **{name: by_status[name] for name in STATUSES},
            "rows": sum(line.rows for line in documents),
            "runs": [asdict(run) for run in runs],
        }
        write(json.dumps(answer, ensure_ascii=False, indent=1))
        return
    console = Console()
    say(console, told("{0}: {1}", db, _held(documents)))
    if not runs:
        say(console, "No runs are noted.")
    for run in runs:
        for line in _run_lines(run):
            say(console, line)


def _held(documents: list[DocumentLine]) -> Told:
    by_status = Counter(line.status for line in documents)
    parts = [counted(len(documents), "document")]
    parts += [told("{0:,} {1}", by_status[name], in_both(name)) for name in STATUSES if by_status[name]]
    return joined(", ", [*parts, counted(sum(line.rows for line in documents), "row")])


def _run_lines(run: RunLine) -> list[Told]:
    """When and how it ended; what it came to; with what it worked."""
    began, ended = _time(run.started_at), _time(run.finished_at) if run.finished_at else None
    if ended is None:
        when = told("{0:%Y-%m-%d %H:%M}, still at work, or ended without a word (power cut, killed)", began)
    else:
        seconds = (ended - began).total_seconds()
        times = f"{began:%Y-%m-%d %H:%M} - {ended:%H:%M}"
        when = told("{0} ({1:,.0f} s), {2}", times, seconds, in_both(run.outcome))
    settings = ", ".join(f"{name}={value}" for name, value in run.settings.items() if value not in ("", None))
    with_what = [told("lampiran {0}", run.version), *([Told(run.engine)] if run.engine else [])]
    with_what += [told("dictionaries {0}", run.dictionary_version), Told(settings)]
    return [
        told("{0}  {1}", run.command, when),
        told("    {0}", _came_to(run.counts)),
        told("    {0}", joined("; ", with_what)),
    ]


def _came_to(counts: Counts) -> Told:
    facts = asdict(counts)
    parts = [counted(counts.files, "file")]
    parts += [
        told("{0:,} {1}", facts[name], in_both(name)) for name in (*STATUSES, "unchanged") if facts[name]
    ]
    if counts.row_count:
        flagged = told("{0:,} to check", counts.flagged)
        parts += [counted(counts.pages, "page"), counted(counts.row_count, "row"), flagged]
    return joined(", ", parts)


def _time(stored: str) -> datetime:
    """A stored time on this computer's clock."""
    return datetime.fromisoformat(stored).astimezone()
