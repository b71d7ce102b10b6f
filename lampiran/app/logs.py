"""What is written down besides what is said: the log file, and how much is said at all.

Worker processes write to the same file; what was asked for reaches them through the environment.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from lampiran.app.terminal import shown_lines
from lampiran.errors import MissingRequirement, system_reason
from lampiran.language import told

VARIABLE = "LAMPIRAN_LOG"
"""The environment variable that names a log file where no option does."""
_FOR_WORKERS = "_LAMPIRAN_ASKED"
_OWN = frozenset({"lampiran", "extract", "normalize", "load", "browse", "dictionaries"})
_NOISY = ("pdfminer", "PIL", "matplotlib", "alembic", "sqlalchemy", "asyncio")
_said = logging.getLogger("lampiran.said")


@dataclass(frozen=True)
class _Asked:
    """What the user asked for."""

    verbose: bool = False
    quiet: bool = False
    file: str = ""


_asked = _Asked()


def start() -> None:
    """Begins a command: nothing asked for yet but a log file by the environment.

    Raises:
        MissingRequirement: If the file cannot be written.
    """
    _ask(_Asked(file=os.environ.get(VARIABLE, "")))


def ask(*, verbose: bool = False, quiet: bool = False, file: Path | None = None) -> None:
    """Asks for more or less to be said, or for a log file; what was asked for before stays.

    Raises:
        MissingRequirement: If the file cannot be written.
    """
    named = str(file.absolute()) if file else _asked.file
    _ask(replace(_asked, verbose=verbose or _asked.verbose, quiet=quiet or _asked.quiet, file=named))


def in_worker() -> None:
    """Sets up logging in a worker process as in its parent; without the file if that cannot be opened."""
    asked = _Asked(**json.loads(os.environ.get(_FOR_WORKERS, "{}")))
    try:
        _ask(asked)
    except MissingRequirement:
        _ask(replace(asked, file=""))


def is_quiet() -> bool:
    """Whether only what is wrong is to be said."""
    return _asked.quiet


def file() -> str:
    """The log file's path; empty without one."""
    return _asked.file


def said(sentence: str) -> None:
    """Writes down what was said to the user."""
    _said.info("%s", sentence)


def _ask(asked: _Asked) -> None:
    global _asked
    _asked = asked
    os.environ[_FOR_WORKERS] = json.dumps(asdict(asked))
    root = logging.getLogger()
    for handler in list(root.handlers):
        if isinstance(handler, _Screen | _File):
            root.removeHandler(handler)
            handler.close()
    screen = _Screen(sys.stderr)
    screen.setLevel(logging.DEBUG if asked.verbose else logging.WARNING)
    screen.setFormatter(_Plain("%(name)s: %(message)s"))
    screen.addFilter(lambda record: _is_for_the_screen(record.name, asked.verbose))
    root.addHandler(screen)
    if asked.file:
        root.addHandler(_opened(asked.file))
    root.setLevel(logging.DEBUG if asked.verbose or asked.file else logging.WARNING)
    for noisy in _NOISY:
        logging.getLogger(noisy).setLevel(logging.ERROR)


def _is_for_the_screen(name: str, verbose: bool) -> bool:
    """Not what the user has just read; of libraries nothing but on demand."""
    return name != _said.name and (verbose or name.partition(".")[0] in _OWN)


def _opened(name: str) -> _File:
    try:
        written = _File(name, encoding="utf-8", errors="replace")
    except OSError as error:
        raise MissingRequirement(
            told("The log file {0} cannot be written: {1}.", name, system_reason(error)),
            "Give another path with --log-file.",
        ) from error
    written.setFormatter(_Plain("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"))
    return written


class _Screen(logging.StreamHandler):  # type: ignore[type-arg]
    pass


class _File(logging.FileHandler):
    pass


class _Plain(logging.Formatter):
    """Leaves nothing in a line that a terminal would obey."""

    def format(self, record: logging.LogRecord) -> str:
        return shown_lines(super().format(record))
