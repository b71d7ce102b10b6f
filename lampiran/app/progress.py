"""What a batch tells while it works; the bar lives in the parent process and writes to stderr only."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Protocol

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from lampiran.app.console import counted, say
from lampiran.records import Outcome

EVERY_SECONDS = 60.0
"""Between two lines on the pace of a batch."""


class Listener(Protocol):
    """Is told what happens, in the parent process."""

    def found(self, files: int) -> None:
        """So many files will be read."""

    def opened(self, file: str, pages: int) -> None:
        """A file was opened and has so many pages to read."""

    def page_done(self, file: str) -> None:
        """One page was read (or lost)."""

    def finished(self, outcome: Outcome) -> None:
        """One document is through."""

    def unchanged(self, file: str) -> None:
        """A file was passed over: the database already holds it as it would come out now."""


class Silent:
    """A listener that says nothing."""

    def found(self, files: int) -> None:
        """Says nothing."""

    def opened(self, file: str, pages: int) -> None:
        """Says nothing."""

    def page_done(self, file: str) -> None:
        """Says nothing."""

    def finished(self, outcome: Outcome) -> None:
        """Says nothing."""

    def unchanged(self, file: str) -> None:
        """Says nothing."""


class Bar:
    """A progress bar over pages, with time left; without a terminal, a plain line a minute.

    Pages of files not yet opened are estimated by those already opened, so that the time left is
    meant for the whole folder from the start.
    """

    def __init__(self, console: Console | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._console = console or Console(file=sys.stderr)
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("pages"),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
            console=self._console,
            disable=not self._console.is_terminal,
        )
        self._task = self._progress.add_task("reading", total=None)
        self._files = 0
        self._opened = 0
        self._closed = 0
        self._pages = 0
        self._pages_done = 0
        self._started = self._said = clock()
        self._clock = clock

    def __enter__(self) -> Bar:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def found(self, files: int) -> None:
        """Keeps the number of files for the estimate."""
        self._files = files

    def opened(self, file: str, pages: int) -> None:
        """Counts the pages in."""
        self._opened += 1
        self._pages += pages
        self._estimate()

    def page_done(self, file: str) -> None:
        """Moves the bar."""
        self._progress.update(self._task, advance=1, description=file[:32])
        self._pages_done += 1
        if not self._console.is_terminal and self._clock() - self._said >= EVERY_SECONDS:
            self._said = self._clock()
            say(self._console, self._pace())

    def _pace(self) -> str:
        """How far the batch is, how fast it goes, and how long it may still take."""
        rate = self._pages_done / (self._clock() - self._started)
        total = self._all_pages()
        left = (total - self._pages_done) / rate / 60
        return f"{self._pages_done} of about {total} pages, {rate:.1f} a second, about {left:.0f} min left"

    def finished(self, outcome: Outcome) -> None:
        """Says what became of the document."""
        self._closed += 1
        rows = f"{counted(len(outcome.document.rows), 'row')}, " if outcome.document else ""
        reason = f": {outcome.reason}" if outcome.reason else ""
        self._say(outcome.file, f"{outcome.status}, {rows}{outcome.seconds:.1f} s{reason}")

    def unchanged(self, file: str) -> None:
        """Says that the file was passed over."""
        self._closed += 1
        self._say(file, "in the database already, passed over")

    def _say(self, file: str, what: str) -> None:
        say(self._console, f"[{self._closed}/{self._files}] {file}: {what}")

    def _estimate(self) -> None:
        self._progress.update(self._task, total=self._all_pages())

    def _all_pages(self) -> int:
        """Pages of the opened files, and as many a file for those not yet opened."""
        unopened = max(0, self._files - self._opened)
        return self._pages + round(unopened * self._pages / max(self._opened, 1))
