"""``lampiran search``: where do the plans speak of something, misspelt or not."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from lampiran.app.commands.options import DEFAULT_DB, DbOption, JsonOption
from lampiran.app.console import messages, say
from lampiran.app.terminal import shown, write
from lampiran.language import in_language, told
from load import Database
from load.search import Found, Hit
from load.search import search as find


def search(
    question: Annotated[
        str, typer.Argument(metavar="WORDS", help="One or more words; all must occur, in any order.")
    ],
    db: DbOption = DEFAULT_DB,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000, help="Most hits.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """Search all columns and page texts; words that look alike are found too."""
    with Database.open(db, create=False) as database:
        found = find(database.engine, question, limit)
    if as_json:
        hits = [asdict(hit) for hit in found.hits]
        answer = {"hits": hits, "meant": found.meant, "more": found.more}
        write(json.dumps(answer, ensure_ascii=False, indent=1))
        return
    console = Console()
    for hit in found.hits:
        _print(console, hit)
    _close(messages(), found, question)


def _print(console: Console, hit: Hit) -> None:
    where = told("row {0}, {1}", hit.urutan, hit.kolom) if hit.urutan else told("outside the table")
    year = f" {hit.tahun}" if hit.tahun else ""
    who = hit.wilayah or hit.lembaga or told("(unknown office)")
    head = told("{0}{1} · {2} · {3} · page {4}", who, year, hit.file, where, hit.page)
    console.print(Text(shown(in_language(head)), style="bold"))
    snippet = Text("    " + shown(hit.snippet))
    snippet.highlight_words(hit.matched, style="bold yellow", case_sensitive=True)
    console.print(snippet)


def _close(console: Console, found: Found, question: str) -> None:
    """What to know of the answer besides the hits."""
    if not found.hits:
        say(console, told("Nothing found for {0!r}.", question))
    for word, others in found.meant.items():
        if any(hit.similar for hit in found.hits):
            say(console, told("{0}: taken also for {1}.", word, ", ".join(others)))
    if found.more:
        say(console, told("First {0} hits; there are more (--limit).", len(found.hits)))
