"""What long work tells while it goes on; the bar lives in the parent process and writes to stderr only."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import Protocol, Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from lampiran.app.console import messages, say
from lampiran.app.terminal import shown
from lampiran.language import Told, counted, in_both, in_language, joined, told
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


class Pace:
    """How far a batch is, how fast it goes, and how long it may still take.

    Args:
        noun: What is counted, in the plural.
        clock: Gives seconds.
    """

    def __init__(self, noun: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.done = 0
        self.total = 0
        self._noun = noun
        self._clock = clock
        self._started = self._said = clock()

    def is_due(self) -> bool:
        """Whether a line is due; once a minute."""
        due = self._clock() - self._said >= EVERY_SECONDS
        if due:
            self._said = self._clock()
        return due

    def rate(self) -> Told:
        """How fast it goes; counted by the minute where it is less than one a second."""
        rate = self._a_second()
        return told("{0:,.1f} a second", rate) if rate >= 1 else told("{0:,.1f} a minute", rate * 60)

    def line(self) -> Told:
        """A sentence on the pace."""
        rate = self._a_second()
        left = _long(max(self.total - self.done, 0) / rate if rate else 0.0)
        return told(
            "{0:,} of about {1:,} {2}, {3}, about {4} left",
            self.done,
            self.total,
            in_both(self._noun),
            self.rate(),
            left,
        )

    def _a_second(self) -> float:
        return self.done / max(self._clock() - self._started, 0.001)


def _long(seconds: float) -> Told:
    """A length of time as people say it."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return told("{0:.0f} s", seconds)
    hours, minutes = divmod(minutes, 60)
    return told("{0} h {1} min", hours, minutes) if hours else told("{0} min", minutes)


class Meter:
    """A progress bar with time left; without a terminal, a plain line a minute; with ``--quiet``, nothing.

    Args:
        noun: What is counted, in the plural.
        console: Where to say it; default: stderr.
        clock: Gives seconds.
    """

    def __init__(
        self, noun: str, console: Console | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.console = console or messages()
        self.pace = Pace(noun, clock)
        self._bar = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn(in_language(noun)),
            TextColumn("{task.fields[rate]}"),
            TimeElapsedColumn(),
            TextColumn(in_language("left")),
            TimeRemainingColumn(),
            console=self.console,
            disable=not self.console.is_terminal or self.console.quiet,
        )
        self._task = self._bar.add_task("", total=None, rate="")

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def expect(self, total: int) -> None:
        """So many are there in all, as far as is known."""
        self.pace.total = total
        self._bar.update(self._task, total=total)

    def advance(self, by: int = 1, about: str = "") -> None:
        """So many more are done."""
        self.pace.done += by
        rate = in_language(self.pace.rate())
        self._bar.update(self._task, advance=by, description=shown(about)[:32], rate=rate)
        if not self.console.is_terminal and self.pace.is_due():
            say(self.console, self.pace.line())


class Bar(Meter):
    """Progress over the pages of a batch.

    Pages of files not yet opened are estimated by those already opened, so that the time left is
    meant for the whole folder from the start.
    """

    def __init__(self, console: Console | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__("pages", console, clock)
        self._files = 0
        self._closed = 0
        self._open: set[str] = set()
        self._opened = 0
        self._unread = 0
        self._pages = 0

    def found(self, files: int) -> None:
        """Keeps the number of files for the estimate."""
        self._files = files

    def opened(self, file: str, pages: int) -> None:
        """Counts the pages in."""
        self._open.add(file)
        self._opened += 1
        self._pages += pages
        self._estimate()

    def page_done(self, file: str) -> None:
        """Moves the bar."""
        self.advance(about=file)

    def finished(self, outcome: Outcome) -> None:
        """Says what became of the document, or of each one in the file."""
        self._close(outcome.file)
        for one in outcome.each():
            self._say_outcome(one)

    def _say_outcome(self, outcome: Outcome) -> None:
        status = in_both(outcome.status)
        what = told("{0}, {1:.1f} s", status, outcome.seconds)
        if outcome.document:
            rows = counted(len(outcome.document.rows), "row")
            what = told("{0}, {1}, {2:.1f} s", status, rows, outcome.seconds)
        self._say(outcome.file, joined(": ", [what, *([outcome.reason] if outcome.reason else [])]))

    def unchanged(self, file: str) -> None:
        """Says that the file was passed over."""
        self._close(file)
        self._say(file, told("in the database already, passed over"))

    def _close(self, file: str) -> None:
        """Takes a file off the estimate; one that never was opened has no pages to read."""
        self._closed += 1
        if file not in self._open:
            self._unread += 1
            self._estimate()
        self._open.discard(file)

    def _say(self, file: str, what: str) -> None:
        say(self.console, told("[{0}/{1}] {2}: {3}", self._closed, self._files, file, what))

    def _estimate(self) -> None:
        """Pages of the opened files, and as many a file for those not yet opened."""
        waiting = max(0, self._files - self._opened - self._unread)
        self.expect(self._pages + round(waiting * self._pages / max(self._opened, 1)))
