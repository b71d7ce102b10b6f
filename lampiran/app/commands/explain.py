"""``lampiran explain``: where one value comes from, step by step, with a picture of its place."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from PIL import Image

from lampiran.app import explain as provenance
from lampiran.app.commands.options import DEFAULT_DB, DbOption, JsonOption, PasswordOption
from lampiran.app.console import messages, say
from lampiran.app.explain_json import to_json
from lampiran.app.explain_lines import lines_of
from lampiran.app.terminal import shown, write
from lampiran.errors import UsageError, system_reason
from lampiran.language import in_language, told
from lampiran.records import PageRecord, RawDocument
from lampiran.settings import Settings
from load import Database
from load.pictures import PageStore

PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp")


def explain(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="DOCUMENT URUTAN KOLOM",
            help="The document's id or file name; the row's number; the column, such as bulan.",
        ),
    ],
    db: DbOption = DEFAULT_DB,
    to: Annotated[
        Path | None, typer.Option("--to", help="Write the place on the page as a picture to this file.")
    ] = None,
    source: Annotated[
        Path | None,
        typer.Option(
            "--source",
            help="The document's file; default: the kept page pictures, or the file if it lies near.",
        ),
    ] = None,
    password: PasswordOption = None,
    as_json: JsonOption = False,
) -> None:
    """Explain a value: as read, by whom, each repair with its score, confidence, page and box."""
    given = getattr(ctx.get_parameter_source("db"), "name", "") == "COMMANDLINE"
    db, document, urutan, kolom = asked_for(words, db, given)
    if to and to.suffix.lower() not in PICTURES:
        raise UsageError(told("{0} is no name of a picture.", to.name), "Use an ending such as .png.")
    with Database.open(db, create=False) as database:
        explanation = provenance.explain(database, document, urutan, kolom)
    if as_json:
        write(json.dumps(to_json(explanation), ensure_ascii=False, indent=1))
    else:
        for line in lines_of(explanation):
            write(shown(in_language(line)))
    if to is None:
        return
    raw = explanation.document.raw
    if provenance.is_office_file(raw):
        raise UsageError(told("{0} is an Excel or Word file; it has no picture.", raw.file))
    if provenance.is_transcript(raw):
        raise UsageError(told("{0} is a transcript; it has no picture.", raw.file))
    settings = Settings(passwords=tuple(password or ()))
    try:
        with _pictures(db, raw, source, settings) as picture_of:
            written = provenance.write_crops(explanation, picture_of, to)
    except OSError as error:
        raise UsageError(
            told("{0} cannot be written: {1}.", to, system_reason(error)), "Give another path with --to."
        ) from error
    for path in written:
        say(messages(), told("Written: {0}", path))


def asked_for(words: Sequence[str], db: str, given: bool) -> tuple[str, str, int, str]:
    """Database, document, row and column; four words begin with the database, as in earlier releases.

    Args:
        words: As typed.
        db: The database by ``--db``, or the usual one.
        given: Whether ``--db`` was typed.

    Raises:
        UsageError: If the words are too few or too many, or the row is no number.
    """
    if len(words) == 4 and not given:
        db, *words = words
    if len(words) != 3:
        raise UsageError(
            "explain takes a document, a row's number and a column.",
            "Example: lampiran explain plan.pdf 12 langkah_aksi --db plans.db",
        )
    document, urutan, kolom = words
    if not urutan.isdecimal():
        raise UsageError(
            told("{0!r} is no row's number.", urutan),
            "Example: lampiran explain plan.pdf 12 langkah_aksi --db plans.db",
        )
    return db, document, int(urutan), kolom


@contextmanager
def _pictures(
    db: str, raw: RawDocument, source: Path | None, settings: Settings
) -> Iterator[Callable[[PageRecord], Image.Image]]:
    """Where page pictures come from: the file named, the kept ones, or the file if it lies near."""
    store = None if source else PageStore.beside(db)
    try:
        if store and store.pages(raw.sha256):
            yield lambda page: provenance.page_kept(store, raw, page)
        else:
            file = source or _beside(db, raw.file)
            yield lambda page: provenance.page_of_file(raw, page, file, settings)
    finally:
        if store:
            store.close()


def _beside(db: str, file: str) -> Path:
    """The document's file where nobody said where it is: in the working folder or beside the database."""
    folders = [Path()] if "://" in db else [Path(), Path(db).parent]
    found = next((folder / file for folder in folders if (folder / file).is_file()), None)
    if found is None:
        raise UsageError(told("The file {0} is not here.", file), "Say where it is: --source FILE.")
    return found
