"""``lampiran review``: a person settles what is doubtful, in the browser, in Excel, or by a file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from lampiran.app.commands.options import DEFAULT_DB, DbOption
from lampiran.app.console import messages, say, warnings
from lampiran.errors import ExitCode, UsageError
from lampiran.language import in_both, told
from load import Database
from load.pictures import database_file

app = typer.Typer(
    help="Settle what is doubtful, in the browser or in Excel; what a person decides is kept for good.",
    invoke_without_command=True,
)

WORKBOOK, DECISIONS = ".xlsx", ".json"


@app.callback()
def review(
    context: typer.Context,
    db: DbOption = DEFAULT_DB,
    port: Annotated[
        int | None,
        typer.Option("--port", min=0, max=65535, help="Port on 127.0.0.1 (8018, or a free one)."),
    ] = None,
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not start the browser.")] = False,
) -> None:
    """Settle what is doubtful, in the browser or in Excel; what a person decides is kept for good."""
    if context.invoked_subcommand is not None:
        return
    path = database_file(db)
    if path is None:
        raise UsageError(
            "The page for review works on SQLite files, and this database is none.",
            "Give --db a path; for PostgreSQL use lampiran review export and apply.",
        )
    Database.open(db, create=False).close()  # is it one of ours, and of this version?
    from review.server import serve  # not needed by export and apply

    def tell(address: str) -> None:
        say(warnings(), told("{0}: {1}   (Ctrl-C stops)", path.name, address))

    serve(path, port, tell, open_browser=not no_open)


@app.command("export")
def export(
    to: Annotated[Path, typer.Argument(metavar="FILE", help="The workbook (.xlsx), or decisions (.json).")],
    db: DbOption = DEFAULT_DB,
    kabupaten: Annotated[
        str, typer.Option("--kabupaten", help="Only of regions with this in their name.")
    ] = "",
    decisions: Annotated[
        bool, typer.Option("--decisions", help="The decisions that were made, for another database.")
    ] = False,
) -> None:
    """Write what is left to settle as a workbook, or the decisions made so far as a file."""
    wanted = DECISIONS if decisions else WORKBOOK
    if to.suffix.lower() != wanted:
        raise UsageError(told("The file must end in {0}.", wanted))
    with Database.open(db, create=False) as database:
        try:
            if decisions:
                from review.decision_files import export_decisions

                said = told("{0} decisions", export_decisions(database, to))
            else:
                from review.workbook import export_workbook

                written = export_workbook(database, db, to, kabupaten)
                said = told("{0} things to settle, {1} pictures", written.lines, written.pictures)
        except OSError as error:
            raise UsageError(told("{0} cannot be written.", to)) from error
    say(messages(), said)
    say(messages(), told("Written: {0}", to))


@app.command("apply")
def apply(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A workbook that came back, or decisions.")],
    db: DbOption = DEFAULT_DB,
    by: Annotated[str, typer.Option("--by", help="Who answered; else the name in the workbook.")] = "",
) -> int:
    """Apply the answers of a workbook, or decisions made on another database; twice changes nothing."""
    if file.suffix.lower() not in (WORKBOOK, DECISIONS):
        raise UsageError(told("{0} is neither a workbook (.xlsx) nor a file of decisions (.json).", file))
    with Database.open(db, create=False) as database:
        if file.suffix.lower() == DECISIONS:
            return _apply_decisions(database, file)
        return _apply_workbook(database, file, by)


def _apply_workbook(database: Database, file: Path, by: str) -> int:
    from review.answers import Outcome
    from review.workbook_answers import apply_workbook

    results = apply_workbook(database, file, by)
    left = [result for result in results if result.outcome in (Outcome.STALE, Outcome.REFUSED)]
    for result in left:
        say(warnings(), told("Line {0}: {1}", result.row, result.why))
    counts = Counter(result.outcome for result in results)
    applied, unchanged = counts[Outcome.APPLIED], counts[Outcome.UNCHANGED]
    say(messages(), told("{0} applied, {1} unchanged, {2} not applied", applied, unchanged, len(left)))
    return int(ExitCode.INCOMPLETE if left else ExitCode.OK)


def _apply_decisions(database: Database, file: Path) -> int:
    from review.decision_files import apply_decisions

    taken = apply_decisions(database, file)
    say(messages(), told("{0} decisions, {1} of them new", taken.decisions, taken.new))
    if taken.elsewhere:
        say(
            messages(),
            told("{0} are about decrees that are not here; they are kept.", taken.elsewhere),
        )
    trouble = {name: taken.states[name] for name in ("conflict", "lost") if taken.states.get(name)}
    if "conflict" in trouble:
        say(
            warnings(),
            told("{0} disagree with what is read here; the cells are flagged.", trouble["conflict"]),
        )
    if "lost" in trouble:
        say(warnings(), told("{0} did not find their place; the documents say so.", trouble["lost"]))
    if not taken.decisions:
        say(messages(), in_both("The file has no decisions."))
    return int(ExitCode.INCOMPLETE if trouble else ExitCode.OK)
