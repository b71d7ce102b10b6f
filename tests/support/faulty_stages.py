"""Stages for batch tests: files are described by their names, pages fail on demand. Importable in workers."""

from __future__ import annotations

import hashlib
import os
import signal
from collections.abc import Sequence
from pathlib import Path

from dictionaries.sentences import said
from extract.model import PageReading, Source
from lampiran.errors import DamagedDocument, EncryptedDocument
from lampiran.records import Outcome, Problem
from lampiran.settings import Settings


def open_source(path: Path, label: str, settings: Settings) -> Source | Outcome:
    """A file ``NAME-PAGES``; a name with "locked" cannot be opened, "deadly" kills the process.

    What stands after "=" is its content, otherwise its name is.
    """
    name, pages = label.rsplit("-", 1)
    if "deadly" in name:
        os._exit(9)
    if "locked" in name:
        return Outcome(label, _hash(label), "failed", str(EncryptedDocument("It needs a password.")), 0.0)
    return Source(str(path), label, _hash(label), "pdf", int(pages))


def read_page(source: Source, page: int, settings: Settings) -> list[PageReading]:
    """Page 2 of a "torn" file cannot be read, of "buggy" raises, of "killer" kills the worker, of "stopped"
    stops it.
    """
    if page == 2:
        if "torn" in source.file:
            raise DamagedDocument("the picture is cut off")
        if "killer" in source.file:
            os._exit(9)
        if "stopped" in source.file:
            os.kill(os.getpid(), signal.SIGSTOP)
        if "buggy" in source.file:
            raise ZeroDivisionError("division by zero")
    return [PageReading(page, 100, 100, "scan", "none", (), ())]


def finish(
    source: Source,
    readings: Sequence[PageReading],
    lost: Sequence[Problem],
    settings: Settings,
    seconds: float,
) -> Outcome:
    """``ok`` with the pages in the reason, ``partial`` with what was lost; a "dud" has failed."""
    if "dud" in source.file:
        return Outcome(source.file, source.sha256, "failed", "Nothing could be read.", seconds)
    pages = ",".join(str(reading.page) for reading in readings)
    reason = "; ".join(said(problem) for problem in lost)
    return Outcome(source.file, source.sha256, "partial" if lost else "ok", reason or pages, seconds)


def _hash(label: str) -> str:
    return hashlib.sha256(label.rpartition("=")[2].encode()).hexdigest()
