"""What a run ends with: a line a file, totals, problems; as a table for people or JSON for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from lampiran.app.causes import Cause, cause_of
from lampiran.app.console import messages, say, warnings
from lampiran.app.terminal import shown
from lampiran.codes import NO_PLAN, ProblemCode
from lampiran.errors import ExitCode
from lampiran.language import Told, counted, in_both, in_language, joined, told
from lampiran.records import Outcome
from load.run_log import Counts

SHOWN = 5
"""How many names a remark lists; ``--json`` has all."""
OTHER_DOCUMENTS = frozenset(
    {
        ".doc",
        ".docm",
        ".xlsm",
        ".odt",
        ".rtf",
        ".xls",
        ".ods",
        ".ppt",
        ".pptx",
        ".htm",
        ".html",
        ".ps",
        ".xps",
    }
    | {".djvu", ".bmp", ".gif", ".webp", ".heic", ".zip", ".rar", ".7z"}
)
"""Endings under which somebody may have saved or packed a decree; such files are named one by one."""
PROGRAM = "program code"
NAMED = 20
"""How many files of one cause are named; the view ``document`` has all."""
_WORST_FIRST = {"failed": 0, "partial": 1, "skipped": 2}


@dataclass
class FileLine:
    """What one file came to, or one of several decrees in it."""

    file: str
    status: str
    reason: str
    pages: int
    rows: int
    flagged: int
    seconds: float
    codes: tuple[ProblemCode, ...] = ()
    """Of the problems that made it what it is."""
    page_from: int | None = None
    page_to: int | None = None

    @staticmethod
    def of(outcome: Outcome) -> FileLine:
        """Sums up an outcome."""
        document = outcome.document
        rows = document.rows if document else ()
        return FileLine(
            file=outcome.file,
            status=outcome.status,
            reason=outcome.reason,
            pages=len(document.raw.pages) if document else 0,
            rows=len(rows),
            flagged=sum(row.needs_review for row in rows),
            seconds=round(outcome.seconds, 2),
            codes=_codes(outcome),
            page_from=document.raw.page_from if document else None,
            page_to=document.raw.page_to if document else None,
        )


def _codes(outcome: Outcome) -> tuple[ProblemCode, ...]:
    if outcome.document is None or outcome.status == "ok":
        return ()
    problems = (*outcome.document.raw.problems, *outcome.document.problems)
    wanted = [problem for problem in problems if problem.lost or problem.code in NO_PLAN]
    return tuple(dict.fromkeys(problem.code for problem in wanted))


@dataclass
class Summary:
    """The closing account of a run."""

    engine: str
    done: str = "Read with"
    lines: list[FileLine] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    unchanged_bad: list[FileLine] = field(default_factory=list)
    """Of the unchanged: those that an earlier run could not read completely."""
    copies: list[str] = field(default_factory=list)
    """Files with the same content as another one that was read in this run."""
    other_kinds: list[str] = field(default_factory=list)
    """Files in folders that are of no kind the program reads."""
    closed: list[str] = field(default_factory=list)
    """Folders that could not be opened, each with the reason."""
    no_files: list[str] = field(default_factory=list)
    """What lies in folders and is no file: links that lead nowhere, pipes, devices."""
    links: list[str] = field(default_factory=list)
    """Links that lead out of a folder and were not followed."""
    notes: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def exit_code(self) -> ExitCode:
        """:attr:`ExitCode.INCOMPLETE` when a document, read now or earlier, or a folder was not read well."""
        missed = self.unchanged_bad or self.closed or self.no_files
        fine = not missed and all(line.status == "ok" for line in self.lines)
        return ExitCode.OK if fine else ExitCode.INCOMPLETE

    def to_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "engine": self.engine,
            "seconds": round(self.seconds, 2),
            "files": [vars(line) for line in self.lines],
            "unchanged": self.unchanged,
            "copies": self.copies,
            "other_kinds": self.other_kinds,
            "closed": self.closed,
            "no_files": self.no_files,
            "links": self.links,
            "notes": self.notes,
            "exit_code": int(self.exit_code),
        }

    def counts(self) -> Counts:
        """For the list of runs."""

        def of(status: str) -> int:
            return sum(line.status == status for line in self.lines)

        return Counts(
            files=self._files() + len(self.unchanged) + len(self.copies),
            ok=of("ok"),
            partial=of("partial"),
            failed=of("failed"),
            skipped=of("skipped"),
            unchanged=len(self.unchanged) + len(self.copies),
            pages=sum(line.pages for line in self.lines),
            row_count=sum(line.rows for line in self.lines),
            flagged=sum(line.flagged for line in self.lines),
        )

    def _files(self) -> int:
        return len({line.file for line in self.lines})

    def named(self, line: FileLine) -> Told:
        """A line's file, with its pages where the file holds several decrees."""
        beside = sum(other.file == line.file for other in (*self.lines, *self.unchanged_bad))
        if beside < 2 or line.page_from is None:
            return _named(line.file)
        return told("{0}, pages {1}-{2}", line.file, line.page_from, line.page_to)

    def table(self) -> Table:
        """For people: a line a file and the sums."""
        title = shown(in_language(joined(" ", [in_both(self.done), in_both(self.engine)])))
        table = Table(title=title, title_justify="left", show_footer=True)
        files = in_language(counted(self._files(), "file"))
        table.add_column(in_language("file"), footer=files, overflow="fold")
        table.add_column(in_language("status"), footer="")
        for name in ("pages", "rows", "flagged"):
            total = sum(getattr(line, name) for line in self.lines)
            table.add_column(in_language(name), justify="right", footer=in_language(told("{0:,}", total)))
        in_all = in_language(told("{0:,.1f} in all", self.seconds))
        table.add_column(in_language("seconds"), justify="right", footer=in_all)
        for line in sorted(self.lines, key=lambda line: (line.file, line.page_from or 0)):
            table.add_row(
                Text(shown(in_language(self.named(line)))),
                in_language(line.status),
                in_language(told("{0:,}", line.pages)),
                in_language(told("{0:,}", line.rows)),
                in_language(told("{0:,}", line.flagged)),
                in_language(told("{0:,.1f}", line.seconds)),
            )
        return table

    def by_cause(self) -> list[tuple[Cause, list[FileLine]]]:
        """The files that are not ``ok``, read now or earlier, by cause; the commonest cause first."""
        groups: dict[Cause, list[FileLine]] = {}
        bad = [line for line in (*self.lines, *self.unchanged_bad) if line.status != "ok"]
        for line in sorted(bad, key=lambda line: (_WORST_FIRST.get(line.status, 3), line.file)):
            groups.setdefault(cause_of(line.codes, line.reason), []).append(line)
        return sorted(groups.items(), key=lambda group: -len(group[1]))

    def problems(self) -> list[Told]:
        """What is not ``ok``: a heading a cause, with what to do, and its files."""
        said: list[Told] = []
        for cause, lines in self.by_cause():
            said.append(joined(": ", [counted(len(lines), "file"), cause.sentence]))
            for line in lines[:NAMED]:
                reason = [line.reason] if cause.codes else []
                said.append(told("    {0}", joined(": ", [in_both(line.status), self.named(line), *reason])))
            if len(lines) > NAMED:
                more = len(lines) - NAMED
                said.append(told("    and {0} more; the view document names all of them", more))
        return said

    def remarks(self) -> list[Told]:
        """A sentence for each thing to know besides: versions of decrees, and files that were not read."""
        said = [in_both(note) for note in self.notes]
        if self.unchanged:
            count = len(self.unchanged)
            said.append(told("{0:,} unchanged, passed over (--force reads them again).", count))
        if self.copies:
            said.append(told("Read once, being the same as another file: {0}.", _some(self.copies)))
        documents, others = parted(self.other_kinds)
        if documents:
            said.append(told("Not read; save it as PDF if it is a decree: {0}.", _some(documents)))
        if others:
            said.append(
                told(
                    "Not read, being neither PDF, picture, Excel or Word file nor transcript: {0}.",
                    _some(others),
                )
            )
        if self.no_files:
            said.append(told("Not read, being no files: {0}.", _some(self.no_files)))
        if self.links:
            links = _some(self.links)
            said.append(told("Not followed, leading out of the folder: {0} (see --follow-links).", links))
        said.extend(
            told("Not searched: {0}. Check its rights, then run again.", folder) for folder in self.closed
        )
        return said

    def show(self, console: Console | None = None) -> None:
        """Prints the table, then the problems and remarks; with ``--quiet`` the problems alone.

        Args:
            console: Where to print all of it instead of stderr.
        """
        loud, console = console or warnings(), console or messages()
        console.print(self.table())
        for sentence in self.problems():
            say(loud, sentence)
        for sentence in self.remarks():
            say(console, sentence)


def parted(labels: Sequence[str]) -> tuple[list[str], list[Told]]:
    """Files of other kinds as people want to hear of them.

    Args:
        labels: Their paths below the folder that was given.

    Returns:
        The names of those that may be decrees; and the others, counted by folder and ending:
        ``truth: 5 .json``. A Python package counts as one thing with all that lies in it.
    """
    paths = [PurePosixPath(label) for label in labels]
    documents = [str(path) for path in paths if path.suffix.lower() in OTHER_DOCUMENTS]
    packages = {path.parent for path in paths if path.name == "__init__.py"} - {PurePosixPath()}
    groups: dict[tuple[PurePosixPath, str], list[PurePosixPath]] = {}
    for path in paths:
        if path.suffix.lower() not in OTHER_DOCUMENTS:
            package = next((folder for folder in reversed(path.parents) if folder in packages), None)
            place = (package, PROGRAM) if package else (path.parent, path.suffix.lower())
            groups.setdefault(place, []).append(path)
    return documents, [_group(folder, kind, group) for (folder, kind), group in groups.items()]


def _group(folder: PurePosixPath, kind: str, paths: Sequence[PurePosixPath]) -> Told:
    if kind == PROGRAM:
        return told("{0}: {1}, {2}", folder, in_both(PROGRAM), counted(len(paths), "file"))
    if len(paths) == 1:
        return Told(str(paths[0]))
    count = told("{0} {1}", len(paths), kind or in_both("without an ending"))
    return count if folder == PurePosixPath() else told("{0}: {1}", folder, count)


def _some(names: Sequence[str]) -> Told:
    """The first names of a list, and how many more there are."""
    more = [told("and {0} more", len(names) - SHOWN)] if len(names) > SHOWN else []
    return joined("; ", [*map(_named, names[:SHOWN]), *more])


def _named(name: str) -> Told:
    """A file's name is no sentence to be looked up."""
    return name if isinstance(name, Told) else Told(name)
