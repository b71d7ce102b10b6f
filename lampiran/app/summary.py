"""What a run ends with: a line a file, totals, problems; as a table for people or JSON for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from lampiran.app.console import counted, say
from lampiran.errors import ExitCode
from lampiran.records import Outcome

SHOWN = 5
"""How many names a remark lists; ``--json`` has all."""
OTHER_DOCUMENTS = frozenset(
    {
        ".doc",
        ".docx",
        ".odt",
        ".rtf",
        ".xls",
        ".xlsx",
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


@dataclass
class FileLine:
    """What one file came to."""

    file: str
    status: str
    reason: str
    pages: int
    rows: int
    flagged: int
    seconds: float

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
        )


@dataclass
class Summary:
    """The closing account of a run."""

    engine: str
    done: str = "Read"
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

    def table(self) -> Table:
        """For people: a line a file and the sums."""
        table = Table(title=f"{self.done} with {self.engine}", title_justify="left", show_footer=True)
        table.add_column("file", footer=counted(len(self.lines), "file"), overflow="fold")
        table.add_column("status", footer="")
        for name in ("pages", "rows", "flagged"):
            total = sum(getattr(line, name) for line in self.lines)
            table.add_column(name, justify="right", footer=str(total))
        table.add_column("seconds", justify="right", footer=f"{self.seconds:.1f} in all")
        for line in sorted(self.lines, key=lambda line: line.file):
            table.add_row(
                Text(line.file),
                line.status,
                str(line.pages),
                str(line.rows),
                str(line.flagged),
                f"{line.seconds:.1f}",
            )
        return table

    def problems(self) -> list[str]:
        """A sentence for each file that is not ``ok``, worst first."""
        rank = {"failed": 0, "partial": 1, "skipped": 2}
        bad = [line for line in (*self.lines, *self.unchanged_bad) if line.status != "ok"]
        bad.sort(key=lambda line: (rank.get(line.status, 3), line.file))
        return [f"{line.status}: {line.file}: {line.reason}" for line in bad]

    def remarks(self) -> list[str]:
        """A sentence for each thing to know besides: versions of decrees, and files that were not read."""
        said = list(self.notes)
        if self.unchanged:
            said.append(f"{len(self.unchanged)} unchanged, passed over (--force reads them again).")
        if self.copies:
            said.append(f"Read once, being the same as another file: {_some(self.copies)}.")
        documents, others = parted(self.other_kinds)
        if documents:
            said.append(f"Not read; save it as PDF if it is a decree: {_some(documents)}.")
        if others:
            said.append(f"Not read, being neither PDF, picture nor transcript: {_some(others)}.")
        if self.no_files:
            said.append(f"Not read, being no files: {_some(self.no_files)}.")
        if self.links:
            said.append(f"Not followed, leading out of the folder: {_some(self.links)} (see --follow-links).")
        said.extend(f"Not searched: {folder}. Check its rights, then run again." for folder in self.closed)
        return said

    def show(self, console: Console) -> None:
        """Prints the table, then the problems and remarks."""
        console.print(self.table())
        for sentence in (*self.problems(), *self.remarks()):
            say(console, sentence)


def parted(labels: Sequence[str]) -> tuple[list[str], list[str]]:
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


def _group(folder: PurePosixPath, kind: str, paths: Sequence[PurePosixPath]) -> str:
    if kind == PROGRAM:
        return f"{folder}: {PROGRAM}, {counted(len(paths), 'file')}"
    if len(paths) == 1:
        return str(paths[0])
    count = f"{len(paths)} {kind or 'without an ending'}"
    return count if folder == PurePosixPath() else f"{folder}: {count}"


def _some(names: Sequence[str]) -> str:
    """The first names of a list, and how many more there are."""
    more = f"; and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return "; ".join(names[:SHOWN]) + more
