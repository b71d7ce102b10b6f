"""``lampiran explain``: where one value comes from, step by step, with a picture of its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from PIL import Image

from lampiran.app import explain as provenance
from lampiran.app.commands.options import PasswordOption
from lampiran.errors import UsageError
from lampiran.records import PageRecord, RawDocument
from lampiran.settings import Settings
from load import Database
from load.pictures import PageStore

PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp")


def explain(
    db: Annotated[str, typer.Argument(help="Database: a path (SQLite) or an SQLAlchemy URL.")],
    document: Annotated[str, typer.Argument(help="The document's id or file name.")],
    urutan: Annotated[int, typer.Argument(help="The row's number in the document.")],
    kolom: Annotated[str, typer.Argument(help="The column, such as langkah_aksi, bulan or indikator_id.")],
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
) -> None:
    """Explain a value: as read, by whom, each repair with its score, confidence, page and box."""
    if to and to.suffix.lower() not in PICTURES:
        raise UsageError(f"{to.name} is no name of a picture.", "Use an ending such as .png.")
    with Database.open(db, create=False) as database:
        explanation = provenance.explain(database, document, urutan, kolom)
    for line in explanation.lines():
        typer.echo(line)
    if to is None:
        return
    settings = Settings(passwords=tuple(password or ()))
    try:
        with _pictures(db, explanation.document.raw, source, settings) as picture_of:
            written = provenance.write_crops(explanation, picture_of, to)
    except OSError as error:
        raise UsageError(
            f"{to} cannot be written: {error.strerror or error}.", "Give another path with --to."
        ) from error
    for path in written:
        typer.echo(f"Written: {path}", err=True)


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
        raise UsageError(f"The file {file} is not here.", "Say where it is: --source FILE.")
    return found
