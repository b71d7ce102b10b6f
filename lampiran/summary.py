"""What a run ends with: a line a file, totals, problems; as a table for people or JSON for programs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rich.table import Table

from lampiran.errors import ExitCode
from lampiran.records import Outcome


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
    lines: list[FileLine] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    unchanged_bad: list[FileLine] = field(default_factory=list)
    """Of the unchanged: those that an earlier run could not read completely."""
    notes: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def exit_code(self) -> ExitCode:
        """:attr:`ExitCode.INCOMPLETE` when any document, read now or earlier, is not ``ok``."""
        fine = not self.unchanged_bad and all(line.status == "ok" for line in self.lines)
        return ExitCode.OK if fine else ExitCode.INCOMPLETE

    def to_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "engine": self.engine,
            "seconds": round(self.seconds, 2),
            "files": [vars(line) for line in self.lines],
            "unchanged": self.unchanged,
            "notes": self.notes,
            "exit_code": int(self.exit_code),
        }

    def table(self) -> Table:
        """For people: a line a file and the sums."""
        table = Table(title=f"Read with {self.engine}", title_justify="left", show_footer=True)
        table.add_column(
            "file", footer=f"{len(self.lines)} file{'s' if len(self.lines) != 1 else ''}", overflow="fold"
        )
        table.add_column("status", footer="")
        for name in ("pages", "rows", "flagged"):
            total = sum(getattr(line, name) for line in self.lines)
            table.add_column(name, justify="right", footer=str(total))
        table.add_column("seconds", justify="right", footer=f"{self.seconds:.1f} in all")
        for line in sorted(self.lines, key=lambda line: line.file):
            table.add_row(
                line.file,
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
