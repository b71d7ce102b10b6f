"""``lampiran dictionary``: checks of the vocabulary that people edit."""

from __future__ import annotations

import csv
import io
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer

import dictionaries
from dictionaries.lexicon import FOLDER
from lampiran.app.commands.options import DEFAULT_DB, DbOption
from lampiran.app.console import messages, say
from lampiran.app.terminal import write
from lampiran.errors import ExitCode
from lampiran.language import told
from load import Database
from normalize.suggest import Settled
from normalize.suggest import suggest as suggestions

app = typer.Typer(help="The vocabulary in dictionaries/.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """The vocabulary in dictionaries/."""


@app.command("check")
def check(
    directory: Annotated[
        Path | None, typer.Option("--dir", help="Another folder of CSV files than the installed one.")
    ] = None,
) -> int:
    """Check the CSV files: keys, references, spelling of codes. Exit code 3 if any is wrong."""
    findings = dictionaries.check(directory)
    for finding in findings:
        write(str(finding))
    if findings:
        say(messages(), told("{0} findings.", len(findings)))
        return int(ExitCode.MISSING)
    vocabulary = dictionaries.load_vocabulary(directory)
    say(messages(), told("The dictionaries are in order (version {0}).", vocabulary.version))
    return int(ExitCode.OK)


@app.command("suggest")
def suggest(
    db: DbOption = DEFAULT_DB,
    least: Annotated[
        int, typer.Option("--least", min=1, help="In how many documents a wording or word must stand.")
    ] = 2,
) -> int:
    """Propose aliases, phrases, words and confusions from a database, as CSV lines to review."""
    with Database.open(db, create=False) as database:
        lines = [line for line in database.documents() if line.rows and line.same_as is None]
        people = database.query("SELECT raw, repaired FROM correction WHERE corrected_by <> 'machine'")
        corrections = [(line["raw"] or "", line["repaired"] or "") for line in people]
        documents = (database.load_plan_document(line.document_id) for line in lines)
        found = suggestions(documents, corrections, dictionaries.load_vocabulary(), least, _settled(database))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for file, proposals in groupby(found, key=lambda proposal: proposal.file):
        with (FOLDER / file).open(encoding="utf-8-sig", newline="") as stream:
            header = next(csv.reader(stream))
        text.write(f"# {file}\n")
        writer.writerow(header)
        writer.writerows(proposal.values for proposal in proposals)
    if found:
        write(text.getvalue())
    say(messages(), told("{0} proposals from {1} documents; nothing was written.", len(found), len(lines)))
    return int(ExitCode.OK)


def _settled(database: Database) -> Settled:
    """The matches and words that people settled and that count."""
    lines = database.query(
        "SELECT kolom, scope, act, word, raw, before, after FROM keputusan_pemeriksa WHERE state = 'applied'"
    )
    matches = [
        (str(line["after"] or line["before"]), str(line["raw"]))
        for line in lines
        if line["scope"] == "row"
        and line["kolom"] == "indikator_id"
        and line["raw"]
        and line["act"] in ("confirm", "correct")
        and (line["after"] or line["before"])
    ]
    words = [
        str(line["word"])
        for line in lines
        if line["scope"] == "cell"
        and line["word"]
        and line["act"] in ("confirm", "author")
        and line["before"] == line["after"]
    ]
    return Settled(tuple(matches), tuple(words))
