"""``lampiran doctor``: is everything there that a run needs? Says what to install."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

import dictionaries
import extract
from lampiran import __version__
from lampiran.advice import install_command
from lampiran.app.console import say
from lampiran.errors import ExitCode, LampiranError
from lampiran.settings import Settings
from load import Database
from load.pictures import database_file

NEEDED_FREE_MB = 500
OWN_PACKAGES = ("extract", "normalize", "load", "browse", "dictionaries", "lampiran")


@dataclass(frozen=True)
class Finding:
    """One examined thing: all right or not, what was seen, what to do.

    ``limited``: a run works without it, but worse.
    """

    ok: bool
    about: str
    seen: str
    advice: str = ""
    limited: bool = False

    @property
    def mark(self) -> str:
        """What the finding comes to, in one word."""
        if not self.ok:
            return "MISSING"
        return "limited" if self.limited else "ok"


def doctor(
    db: Annotated[str, typer.Option("--db", help="A database to try as well.")] = "",
) -> int:
    """Examine this machine: Python, tesseract, language data, fast engines, disk, database."""
    checks: list[Callable[[], Finding]] = [
        *(_python, _engine, _second_engine, _packages, _dictionaries, _cache),
        _parquet,
    ]
    findings = [check() for check in checks]
    if db:
        findings.append(_database(db))
    console = Console()
    for finding in findings:
        say(console, f"{finding.mark:7}  {finding.about}: {finding.seen}")
        if finding.advice and finding.mark != "ok":
            say(console, f"         {finding.advice}")
    return int(ExitCode.OK if all(finding.ok for finding in findings) else ExitCode.MISSING)


def _python() -> Finding:
    return Finding(
        True, "program", f"lampiran {__version__}, Python {sys.version.split()[0]}, {platform.system()}"
    )


def _engine() -> Finding:
    settings = Settings()
    try:
        missing = extract.alone_because(settings)
        name = extract.describe_engine(settings)
    except LampiranError as error:
        return Finding(False, "tesseract", error.message, error.next_step)
    if missing is None:
        return Finding(True, "tesseract", name)
    seen = f"{missing.message} {name}: scans are read more slowly, and more cells are marked for checking"
    return Finding(True, "tesseract", seen, missing.next_step, limited=True)


def _second_engine() -> Finding:
    settings = Settings()
    try:
        engine = extract.second_engine(settings)
        notice = extract.one_engine_notice(settings)
    except LampiranError:
        return Finding(True, "second engine", "not installed", limited=True)
    if engine:
        return Finding(True, "second engine", engine.name)
    if extract.alone_because(settings) is not None:
        return Finding(True, "second engine", "takes the place of Tesseract", limited=True)
    advice = install_command("rapidocr", "onnxruntime")
    state = "not installed" if notice else "does not load"
    seen = f"{state}: doubtful lines are read by one engine only"
    return Finding(True, "second engine", seen, advice, limited=True)


def _parquet() -> Finding:
    """Whether ``lampiran export`` can write Parquet; a run does not need it."""
    there = importlib.util.find_spec("pyarrow") is not None
    return Finding(True, "export to .parquet", "possible" if there else "needs the package pyarrow")


def _packages() -> Finding:
    """Another distribution may own a package of the same name; pip overwrites such files in silence."""
    owners = importlib.metadata.packages_distributions()
    others = {
        name: sorted({owner for owner in owners.get(name, []) if owner.lower() != "lampiran"})
        for name in OWN_PACKAGES
    }
    clashes = [f"{name} (of {', '.join(found)})" for name, found in others.items() if found]
    return Finding(
        not clashes,
        "package names",
        "clash with " + "; ".join(clashes) if clashes else "no clash with other installed packages",
        "Install Lampiran in a virtual environment of its own.",
    )


def _dictionaries() -> Finding:
    try:
        vocabulary = dictionaries.load_vocabulary()
    except LampiranError as error:
        return Finding(False, "dictionaries", error.message, error.next_step)
    return Finding(True, "dictionaries", f"version {vocabulary.version}")


def _cache() -> Finding:
    folder = Settings().cache_dir or Path(tempfile.gettempdir())
    existing = next(place for place in (folder, *folder.parents) if place.exists())
    free = shutil.disk_usage(existing).free // 1_000_000
    writable = os.access(existing, os.W_OK)
    seen = f"{folder}, {free} MB free" + ("" if writable else ", not writable")
    return Finding(
        free >= NEEDED_FREE_MB and writable,
        "OCR cache",
        seen,
        f"Free {NEEDED_FREE_MB} MB or set LAMPIRAN_CACHE to another folder.",
    )


def _database(db: str) -> Finding:
    path = database_file(db)
    if path and not path.exists():  # examining it must not make it
        writable = path.parent.is_dir() and os.access(path.parent, os.W_OK)
        seen = f"{db} is not there yet; its folder {'can' if writable else 'cannot'} be written"
        return Finding(writable, "database", seen, "Give a path in a folder that exists and can be written.")
    try:
        with Database.open(db) as database:
            damage = database.damage()
    except LampiranError as error:
        return Finding(False, "database", error.message, error.next_step)
    if damage:
        return Finding(
            False, "database", f"{db} is damaged: {damage}", "Restore a copy, or load the decrees anew."
        )
    return Finding(True, "database", f"{db} opens, is sound and can be written")
