"""Feeds the lines of a prepared plan to the row builder, and counts where their words went."""

from __future__ import annotations

from collections.abc import Container, Iterable

from dictionaries.numerals import split_heading
from extract.columns.naming import AREA, NO
from extract.plan.area_rows import HeadingKind, judge_heading, make_heading
from extract.plan.plan_lines import PlanLine
from extract.plan.plan_pages import PlanPages
from extract.plan.rows import RowBuilder
from lampiran.faults import attempt
from lampiran.records import KOLOM, AreaHeading


def make_rows(plan: PlanPages) -> RowMaker:
    """Makes the rows of a plan that went through all passes (:func:`extract.plan.plan_passes.prepare`).

    A line with which that fails, by a fault of the program, becomes page text: all is done anew without it.
    """
    before, failing = plan.copied(), set[int]()
    while True:
        maker = RowMaker(plan)
        failed = maker.take_all(failing)
        if failed is None:
            return maker
        failing.add(failed)
        plan = before.copied()


class RowMaker:
    """Takes the items of a plan one by one.

    Attributes:
        plan: The plan; its tallies count the words of the rows.
        builder: Has the rows, and the decisions that made them.
        areas: The area headings in order.
        number_words: Words of the number column by page.
    """

    def __init__(self, plan: PlanPages) -> None:
        self.plan = plan
        columns = (*(["komponen"] if plan.banded else []), *plan.columns)
        self.builder = RowBuilder(columns, plan.habits, banded=plan.banded)
        self.areas: list[AreaHeading] = []
        self.number_words: dict[int, int] = {}
        self._core = tuple(name for name in plan.columns if name in KOLOM and name != "komponen")
        self._pending: AreaHeading | None = None

    def take_all(self, failing: Container[int]) -> int | None:
        """Takes all items but those that are known to fail; the place of another one that does, if any."""
        items = self.plan.items
        for place, item in enumerate(items):
            if place in failing:
                self._leave_out(item)
            elif not attempt(
                "rows of the plan",
                self._taken,
                item,
                items[place + 1 :],
                otherwise=False,
                page=item.page,
                lost=True,
            ):
                return place
        self.builder.close()
        return None

    def _taken(self, item: PlanLine | AreaHeading, rest: Iterable[PlanLine | AreaHeading]) -> bool:
        self.take(item, rest)
        return True

    def _leave_out(self, item: PlanLine | AreaHeading) -> None:
        if isinstance(item, PlanLine):
            self.plan.leave_out(item)

    def take(self, item: PlanLine | AreaHeading, rest: Iterable[PlanLine | AreaHeading]) -> None:
        """Takes the next item; ``rest`` are those after it."""
        if isinstance(item, AreaHeading):
            self._pending = item
        else:
            following = (other for other in rest if isinstance(other, PlanLine) and other.filled)
            self._take_line(item, next(following, None))

    def _take_line(self, line: PlanLine, following: PlanLine | None) -> None:
        tally = self.plan.tally(line.page)
        kind: HeadingKind = "none"
        if line.level:
            kind = "none" if line.level == "row" else "area" if line.level == "area" else "komponen"
        elif line.filled and not self.builder.would_join(line):
            banded = self.plan.banded
            kind = judge_heading(line, following, self.builder.state, self._core, banded=banded)
        if self._pending is not None and line.filled:
            # A heading over the table counts only where the table does not print its own.
            if kind != "area":
                self._open_area(self._pending)
            self._pending = None
        if AREA in line.cells:
            self._take_area_cell(line)
        if kind == "area":
            self._open_area(make_heading(line))
            tally.in_headers += line.word_count
        elif kind == "remark" or line.filled == [NO]:
            self.plan.leave_out(line)
        elif kind == "komponen":
            self.builder.open_komponen(line)
            self._count(line)
        else:
            torn = line.starts_page and line.page in self.plan.after_gap
            self.builder.add(line, adjacent=line.page - 1 in self.plan.pages, torn=torn)
            self._count(line)

    def _count(self, line: PlanLine) -> None:
        for cell in line.cells.values():
            self.plan.tally(cell.part.page).in_cells += len(cell.part.words)
        number = line.cells.get(NO)
        words = len(number.part.words) if number else 0
        self.number_words[line.page] = self.number_words.get(line.page, 0) + words

    def _take_area_cell(self, line: PlanLine) -> None:
        """Some plans give the area a column of its own: a filled cell there opens an area."""
        part = line.cells.pop(AREA).part
        self.plan.tally(line.page).in_headers += len(part.words)
        if part.raw:
            number, name = split_heading(part.raw)
            if self.areas and (self.areas[-1].number, self.areas[-1].text) == (number, name):
                return  # printed again in each row
            self._open_area(AreaHeading(number, name, line.page, part.box, part.confidence))

    def _open_area(self, heading: AreaHeading) -> None:
        self.areas.append(heading)
        self.builder.open_area(len(self.areas) - 1, heading.number)
