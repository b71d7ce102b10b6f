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
from lampiran.language import in_language, told
from lampiran.settings import Settings
from load import Database
from load.pictures import database_file

NEEDED_FREE_MB = 500
OWN_PACKAGES = ("extract", "normalize", "load", "browse", "dictionaries", "lampiran")


_MISSING, _LIMITED, _FINE = _MARKS = told("MISSING"), told("limited"), told("ok")


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
            return _MISSING
        return _LIMITED if self.limited else _FINE


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
    width = max(len(in_language(mark)) for mark in _MARKS)
    for finding in findings:
        mark = in_language(finding.mark).ljust(width)
        say(console, told("{0}  {1}: {2}", mark, finding.about, finding.seen))
        if finding.advice and (finding.limited or not finding.ok):
            say(console, told("{0}  {1}", " " * width, finding.advice))
    return int(ExitCode.OK if all(finding.ok for finding in findings) else ExitCode.MISSING)


def _python() -> Finding:
    return Finding(
        True,
        told("program"),
        told("lampiran {0}, Python {1}, {2}", __version__, sys.version.split()[0], platform.system()),
    )


def _engine() -> Finding:
    settings = Settings()
    try:
        missing = extract.alone_because(settings)
        name = extract.describe_engine(settings)
    except LampiranError as error:
        return Finding(False, told("tesseract"), error.message, error.next_step)
    if missing is None:
        return Finding(True, told("tesseract"), told("{0}", name))
    seen = told("{0} {1}: scans are read more slowly, and more cells are flagged", missing.message, name)
    return Finding(True, told("tesseract"), seen, missing.next_step, limited=True)


def _second_engine() -> Finding:
    settings = Settings()
    try:
        engine = extract.second_engine(settings)
        notice = extract.one_engine_notice(settings)
    except LampiranError:
        return Finding(True, told("second engine"), told("not installed"), limited=True)
    if engine:
        return Finding(True, told("second engine"), told("{0}", engine.name))
    if extract.alone_because(settings) is not None:
        return Finding(True, told("second engine"), told("takes the place of Tesseract"), limited=True)
    advice = install_command("rapidocr", "onnxruntime")
    state = told("not installed") if notice else told("does not load")
    seen = told("{0}: doubtful lines are read by one engine only", state)
    return Finding(True, told("second engine"), seen, advice, limited=True)


def _parquet() -> Finding:
    """Whether ``lampiran export`` can write Parquet; a run does not need it."""
    there = importlib.util.find_spec("pyarrow") is not None
    seen = told("possible") if there else told("needs the package pyarrow")
    return Finding(True, told("export to .parquet"), seen)


def _packages() -> Finding:
    """Another distribution may own a package of the same name; pip overwrites such files in silence."""
    owners = importlib.metadata.packages_distributions()
    others = {
        name: sorted({owner for owner in owners.get(name, []) if owner.lower() != "lampiran"})
        for name in OWN_PACKAGES
    }
    clashes = [f"{name} ({', '.join(found)})" for name, found in others.items() if found]
    none = told("no clash with other installed packages")
    seen = told("also in other installed packages: {0}", "; ".join(clashes)) if clashes else none
    advice = told("Install Lampiran in a virtual environment of its own.")
    return Finding(not clashes, told("package names"), seen, advice)


def _dictionaries() -> Finding:
    try:
        vocabulary = dictionaries.load_vocabulary()
    except LampiranError as error:
        return Finding(False, told("dictionaries"), error.message, error.next_step)
    return Finding(True, told("dictionaries"), told("version {0}", vocabulary.version))


def _cache() -> Finding:
    folder = Settings().cache_dir or Path(tempfile.gettempdir())
    existing = next(place for place in (folder, *folder.parents) if place.exists())
    free = shutil.disk_usage(existing).free // 1_000_000
    writable = os.access(existing, os.W_OK)
    room = told("{0}, {1} MB free", folder, free)
    seen = room if writable else told("{0}, not writable", room)
    advice = told("Free {0} MB or set LAMPIRAN_CACHE to another folder.", NEEDED_FREE_MB)
    return Finding(free >= NEEDED_FREE_MB and writable, told("OCR cache"), seen, advice)


def _database(db: str) -> Finding:
    path = database_file(db)
    if path and not path.exists():  # examining it must not make it
        writable = path.parent.is_dir() and os.access(path.parent, os.W_OK)
        new = told("{0} is not there yet; its folder can be written", db)
        seen = new if writable else told("{0} is not there yet; its folder cannot be written", db)
        advice = told("Give a path in a folder that exists and can be written.")
        return Finding(writable, told("database"), seen, advice)
    try:
        with Database.open(db) as database:
            damage = database.damage()
    except LampiranError as error:
        return Finding(False, told("database"), error.message, error.next_step)
    if damage:
        advice = told("Restore a copy, or load the decrees anew.")
        return Finding(False, told("database"), told("{0} is damaged: {1}", db, damage), advice)
    return Finding(True, told("database"), told("{0} opens, is sound and can be written", db))
