"""``lampiran report``: the province's report, and what a person notes for it."""

from __future__ import annotations

import getpass
import re
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

import dictionaries
from lampiran.app.commands.options import DEFAULT_DB, DbOption
from lampiran.app.console import messages, say
from lampiran.errors import UsageError
from lampiran.language import told
from load import Database
from load.remarks import Remark, set_remark
from load.remarks import choose as choose_file

app = typer.Typer(help="Write the province's report: who has sent a plan, what is missing, what is due.")


class PaperChoice(StrEnum):
    """``--paper``."""

    a4 = "a4"
    f4 = "f4"
    legal = "legal"


YearOption = Annotated[
    int | None, typer.Option("--tahun", min=1990, max=2100, help="Year of the plans; default: the latest.")
]
ByOption = Annotated[str, typer.Option("--by", help="Your name; default: this computer's user.")]


@app.callback(invoke_without_command=True)
def report(
    context: typer.Context,
    to: Annotated[
        Path | None, typer.Option("--to", help="Folder for laporan.xlsx and laporan.html; made if missing.")
    ] = None,
    db: DbOption = DEFAULT_DB,
    provinsi: Annotated[
        str, typer.Option("--provinsi", help="Which province; default: every one with plans, a folder each.")
    ] = "",
    tahun: YearOption = None,
    kabupaten: Annotated[str, typer.Option("--kabupaten", help="Only this kabupaten or kota.")] = "",
    quarter: Annotated[
        int | None, typer.Option("--triwulan", min=1, max=4, help="Quarter (1-4); default: the current one.")
    ] = None,
    paper: Annotated[
        PaperChoice, typer.Option("--paper", help="What the workbook is printed on.")
    ] = PaperChoice.a4,
    by: Annotated[str, typer.Option("--by", help="Who prepared it, for the letterhead.")] = "",
) -> None:
    """Write the province's report: who has sent a plan, what is missing, what is due."""
    if context.invoked_subcommand is not None:
        return
    if to is None:
        raise UsageError("Where to? Give a folder with --to.", "Type: lampiran report --db DB --to DIR")
    from dictionaries.letter_topics import letter_topics
    from report.figures import ask
    from report.page import write_page
    from report.scope import scopes_of
    from report.workbook import write_workbook

    today = date.today()
    asked = quarter or (today.month + 2) // 3
    topics = letter_topics()
    with Database.open(db, create=False) as database:
        vocabulary = dictionaries.load_vocabulary()
        database.vocabulary_sync(vocabulary)
        scopes = scopes_of(database, vocabulary, provinsi, tahun, kabupaten, asked)
        for scope in scopes:
            folder = to if len(scopes) == 1 else to / re.sub(r"\W+", "-", scope.provinsi.lower())
            figures = ask(database, scope, topics)
            folder.mkdir(parents=True, exist_ok=True)
            write_workbook(folder / "laporan.xlsx", figures, topics, today, by, paper.value)
            write_page(folder / "laporan.html", figures, topics, today, by)
            totals = figures.totals
            say(
                messages(),
                told(
                    "{0} {1}: {2} of {3} regions have a plan. Written: {4}",
                    scope.provinsi,
                    scope.tahun,
                    totals["ada"],
                    totals["wilayah"],
                    folder,
                ),
            )


@app.command("remark")
def remark(
    kabupaten: Annotated[str, typer.Argument(metavar="KABUPATEN", help="The kabupaten or kota.")],
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The remark; empty takes it away.")] = "",
    tahun: Annotated[int, typer.Option("--tahun", min=1990, max=2100, help="Year of the plan.")] = 0,
    received: Annotated[
        str, typer.Option("--received", metavar="DATE", help="When the plan came: 2026-02-28.")
    ] = "",
    waiting: Annotated[bool, typer.Option("--waiting", help="The region's office must answer.")] = False,
    db: DbOption = DEFAULT_DB,
    by: ByOption = "",
) -> None:
    """Note something of a region and year for the report: "menyusul", when its plan came, who must answer."""
    from report.scope import find_region

    if not tahun:
        raise UsageError(
            "Which year? Give it with --tahun.", "Type: lampiran report remark KABUPATEN TEXT --tahun YEAR"
        )
    try:
        came = date.fromisoformat(received).isoformat() if received else None
    except ValueError as error:
        raise UsageError(
            told("{0!r} is no date.", received), "Write it as year-month-day: 2026-02-28."
        ) from error
    region = find_region(dictionaries.load_vocabulary(), kabupaten)
    with Database.open(db, create=False) as database:
        noted = Remark(region.kode, tahun, text.strip(), came, waiting)
        set_remark(database.engine, noted, by or _user(), database.now)
    say(messages(), told("Noted for {0}, {1}.", region.wilayah, tahun))


@app.command("choose")
def choose(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file, or the document's id.")],
    back: Annotated[bool, typer.Option("--back", help="Take the choice back.")] = False,
    db: DbOption = DEFAULT_DB,
    by: ByOption = "",
) -> None:
    """Let one file of a decree count, whatever the others are like."""
    with Database.open(db, create=False) as database:
        chosen = choose_file(database.engine, file, by or _user(), database.now, back)
    if not chosen.instead_of:
        say(messages(), told("{0} is the only file of its decree.", chosen.file))
    elif back:
        say(messages(), told("Of {0} and its other files, the best counts again.", chosen.file))
    else:
        others = ", ".join(chosen.instead_of)
        say(messages(), told("{0} counts for its decree instead of {1}.", chosen.file, others))


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"
