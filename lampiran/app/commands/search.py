"""``lampiran search``: where do the plans speak of something, misspelt or not."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from lampiran.app.commands.options import DbOption, JsonOption
from lampiran.app.console import say
from load import Database
from load.search import Found, Hit
from load.search import search as find


def search(
    question: Annotated[str, typer.Argument(help="One or more words; all must occur, in any order.")],
    db: DbOption,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000, help="Most hits.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """Search all columns and page texts; words that look alike are found too."""
    with Database.open(db, create=False) as database:
        found = find(database.engine, question, limit)
    if as_json:
        hits = [asdict(hit) for hit in found.hits]
        answer = {"hits": hits, "meant": found.meant, "more": found.more}
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=1))
        return
    console = Console()
    for hit in found.hits:
        _print(console, hit)
    _close(Console(stderr=True), found, question)


def _print(console: Console, hit: Hit) -> None:
    where = f"row {hit.urutan}, {hit.kolom}" if hit.urutan is not None else "outside the table"
    year = f" {hit.tahun}" if hit.tahun else ""
    who = f"{hit.wilayah or hit.lembaga or '(unknown office)'}{year}"
    head = f"{who} · {hit.file} · {where} · page {hit.page}"
    console.print(Text(head, style="bold"))
    snippet = Text("    " + hit.snippet)
    snippet.highlight_words(hit.matched, style="bold yellow", case_sensitive=True)
    console.print(snippet)


def _close(console: Console, found: Found, question: str) -> None:
    """What to know of the answer besides the hits."""
    if not found.hits:
        say(console, f"Nothing found for {question!r}.")
    for word, others in found.meant.items():
        if any(hit.similar for hit in found.hits):
            say(console, f"{word}: taken also for {', '.join(others)}.")
    if found.more:
        say(console, f"First {len(found.hits)} hits; there are more (--limit).")
