"""What the pages of a document hold of its plan: lines in order, headers, where each page's words went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from extract.columns.header import Header
from extract.columns.naming import AREA, NO
from extract.model import PageTable
from extract.plan.plan_habits import PlanHabits
from extract.plan.plan_lines import UPRIGHT, PlanLine, rename_line
from extract.plan.spreads import side
from extract.turning import Turn
from lampiran.records import KOLOM, AreaHeading, Box, Problem


@dataclass(slots=True)
class PageTally:
    """Where the words of one page's tables went, and the table text that is no part of the plan.

    ``text``: top edge in points (0 where unknown) and what is printed there. ``middle``:
    where the left page ends if the sheet has two.
    """

    in_cells: int = 0
    in_headers: int = 0
    outside: int = 0
    has_plan: bool = False
    text: list[tuple[float, str]] = field(default_factory=list)
    turn: Turn = UPRIGHT
    middle: float | None = None

    def place(self, box: Box | None) -> tuple[int, float]:
        """What puts the things of a page in order: left page before right one, then from top to bottom."""
        return side(box, self.turn, self.middle), self.turn.reading(box).y0 if box else 0.0

    def leave_out(self, words: int, top: float, printed: str) -> None:
        """Counts words of a table as page text."""
        self.outside += words
        if printed:
            self.text.append((top, printed))


@dataclass(slots=True)
class PlanPages:
    """The plan's lines, in order, gathered from the pages (:func:`extract.plan.find_plan.find_plan`).

    Attributes:
        items: Lines of the plan; between them area headings that no plan line prints.
        headers: The plan's headers as found, first to last.
        pages: Tally by page number.
        problems: What a person should know about the tables.
        seen: What other tables were met, for the message when there is no plan: the names of a table's
            columns, or their number where it has no header of a plan.
        own_columns: Names of columns that no header names.
        banded: Whether komponen stand as bands; the numbers before the rows then count these.
        habits: How the plan is printed.
        others: Tables that are no part of the plan, as found.
        copies: Pages that are scanned twice, with the page each is a copy of.
        after_gap: Pages before which a page is missing, as their printed numbers say.
    """

    items: list[PlanLine | AreaHeading] = field(default_factory=list)
    headers: list[Header] = field(default_factory=list)
    pages: dict[int, PageTally] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    seen: Counter[str | int] = field(default_factory=Counter)
    own_columns: list[str] = field(default_factory=list)
    banded: bool = False
    habits: PlanHabits = PlanHabits()
    others: list[PageTable] = field(default_factory=list)
    copies: dict[int, int] = field(default_factory=dict)
    after_gap: set[int] = field(default_factory=set)

    @property
    def columns(self) -> tuple[str, ...]:
        """The plan's columns: the form's in the form's order, then the decree's own."""
        names = dict.fromkeys(name for header in self.headers for name in header.columns)
        own = [
            name
            for name in dict.fromkeys([*names, *self.own_columns])
            if name and name not in (NO, AREA, *KOLOM)
        ]
        return (*(name for name in KOLOM if name in names), *own)

    @property
    def lines(self) -> list[PlanLine]:
        """The lines alone."""
        return [item for item in self.items if isinstance(item, PlanLine)]

    def copied(self, *, lines: bool = True) -> PlanPages:
        """A copy that does not change with the plan; its lines are copies too unless that is not wanted."""
        return replace(
            self,
            items=[_copied(item) if lines else item for item in self.items],
            headers=list(self.headers),
            pages={page: replace(tally, text=list(tally.text)) for page, tally in self.pages.items()},
            problems=list(self.problems),
            seen=Counter(self.seen),
            own_columns=list(self.own_columns),
            others=list(self.others),
        )

    def tally(self, page: int) -> PageTally:
        """The tally of a page, made on first use."""
        return self.pages.setdefault(page, PageTally())

    def leave_out(self, line: PlanLine) -> None:
        """Counts the words of a line as page text."""
        self.tally(line.page).leave_out(line.word_count, line.top, line.printed())

    def remove(self, lines: Iterable[PlanLine]) -> None:
        """Takes lines out of the plan; their words become page text."""
        gone = set()
        for line in lines:
            self.leave_out(line)
            gone.add(id(line))
        self.items = [item for item in self.items if id(item) not in gone]

    def rename_columns(self, renamed: Mapping[str, str]) -> None:
        """Gives columns other names, in the headers and in all lines."""
        if not renamed:
            return
        self.headers = [
            replace(header, columns=tuple(renamed.get(name, name) for name in header.columns))
            for header in self.headers
        ]
        for line in self.lines:
            rename_line(line, renamed)


def _copied(item: PlanLine | AreaHeading) -> PlanLine | AreaHeading:
    if isinstance(item, AreaHeading):
        return item
    return replace(item, cells=dict(item.cells), doubted=set(item.doubted))
