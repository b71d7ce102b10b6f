"""Turns lines into plan rows: carries komponen down, shares merged cells, joins what page breaks cut.

The builder takes the lines of the whole plan in order. A line is a new row unless the evidence says that
it continues the row before it (:mod:`extract.plan.row_joins`). What was joined, shared or doubted is noted
on the row, so that a person can check it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dictionaries.numerals import ordinals, split_heading
from extract.columns.naming import AREA, NO
from extract.plan.area_rows import AreaState
from extract.plan.plan_habits import PlanHabits
from extract.plan.plan_lines import LineCell, PlanLine
from extract.plan.row_joins import (
    DOUBT,
    MAIN,
    Seam,
    continues_row,
    join_signs,
    komponen_signs,
    merged_cell_continues,
)
from extract.plan.row_values import Draft, Value, doubted_parts, extend
from extract.plan.signals import Signs, total
from lampiran.codes import Note
from lampiran.records import RawCell, RawRow


@dataclass(frozen=True, slots=True)
class JoinDecision:
    """Whether a line was taken for the rest of the row above, and why.

    ``row``: place (from 0) among the rows of the row above; ``signs``: what spoke for and against it.
    """

    line: PlanLine
    row: int
    signs: Signs
    joins: bool


class RowBuilder:
    """Takes the plan's lines one by one and keeps the rows made so far in :attr:`drafts`.

    Args:
        columns: Names of the plan's columns beside NO, in printed order.
        habits: How the plan is printed.
        banded: Whether komponen stand as bands; the numbers before the rows then count these.
    """

    def __init__(self, columns: Sequence[str], habits: PlanHabits, *, banded: bool = False) -> None:
        self._habits = habits
        self._banded = banded
        self.columns = [column for column in columns if column not in (NO, AREA)]
        self.drafts: list[Draft] = []
        self.decisions: list[JoinDecision] = []
        self.state = AreaState()
        self.area: int | None = None
        self._komponen: Value | None = None
        self._komponen_no = ""
        self._komponen_fresh = False
        self._reprinted = False
        self._after_heading = False

    def open_area(self, index: int, number: str) -> None:
        """An area heading was printed: what follows belongs to it."""
        self._close_komponen()
        self.state.note_area(number)
        self.area = index
        self._komponen, self._komponen_no = None, ""
        self._after_heading = True

    def open_komponen(self, line: PlanLine) -> None:
        """A komponen's name stands on a line of its own; its rows follow."""
        self._close_komponen()
        self._start_komponen(line)
        self._komponen_fresh = True

    def close(self) -> None:
        """The plan ends; a komponen that never got a row becomes one, so that nothing is lost."""
        self._close_komponen()

    def add(self, line: PlanLine, *, adjacent: bool = True, torn: bool = False) -> None:
        """Adds a line that is data.

        Args:
            line: The line; its area cells and column titles are dealt with already.
            adjacent: Whether the page before it was read (a missing page speaks against joining).
            torn: Whether a page is missing right before it, so that nothing can be joined.
        """
        self._add(line, adjacent=adjacent, torn=torn)
        if line.repeated_on is not None and self.drafts:
            self.drafts[-1].page_last = line.repeated_on
            self.drafts[-1].note(Note.PRINTED_TWICE)

    def would_join(self, line: PlanLine) -> bool:
        """Whether a page's first line that names no number is a tail of what the page before printed.

        Such a line must not be taken for a heading, however few cells it fills.
        """
        if not line.starts_page or not self.drafts or self._after_heading or line.text(NO):
            return False
        if line.filled == ["komponen"]:
            return total(komponen_signs(self._seam(self.drafts[-1]), line)) > 0
        return "komponen" not in line.filled and continues_row(join_signs(self._seam(self.drafts[-1]), line))

    def _seam(self, previous: Draft, adjacent: bool = True) -> Seam:
        values = {kolom: value for kolom, (value, _) in previous.values.items()}
        return Seam(values, self._komponen, self.columns, self._habits, adjacent)

    def _add(self, line: PlanLine, *, adjacent: bool, torn: bool) -> None:
        previous = self.drafts[-1] if self.drafts and not self._after_heading else None
        if previous is not None and not self._komponen_fresh:
            if not line.filled:
                self._take_blank(previous, line)
                return
            if self._is_split_cell(line):
                self._extend(previous, line, Note.SPLIT_CELL)
                return
            signs = join_signs(self._seam(previous, adjacent), line)
            joins, sure = continues_row(signs), abs(total(signs)) >= DOUBT
            if joins and torn:
                joins, sure = False, False
            self.decisions.append(JoinDecision(line, len(self.drafts) - 1, signs, joins))
            if joins:
                doubtful = not sure or not line.starts_page
                self._extend(previous, line, Note.JOINED_TAIL, *([Note.DOUBTFUL_JOIN] if doubtful else []))
            else:
                self._new_row(line, previous, doubtful=line.starts_page and not sure)
            return
        if line.filled:
            self._new_row(line, previous, doubtful=False)

    def rows(self) -> tuple[RawRow, ...]:
        """The rows made so far as records, numbered from 1."""
        return tuple(self._record(number, draft) for number, draft in enumerate(self.drafts, start=1))

    def _record(self, number: int, draft: Draft) -> RawRow:
        cells = tuple(
            RawCell(kolom, doubted_parts(value, doubted=kolom in draft.doubted), shared)
            for kolom, (value, shared) in draft.values.items()
        )
        return RawRow(
            urutan=number,
            area=draft.area,
            no=draft.no,
            starts_komponen=draft.starts_komponen,
            cells=cells,
            page_first=draft.page_first,
            page_last=draft.page_last,
            notes=tuple(dict.fromkeys(draft.notes)),
        )

    def _take_blank(self, previous: Draft, line: PlanLine) -> None:
        """A blank ruled row at a page's top is the end of a merged cell; elsewhere it means nothing."""
        if line.starts_page and not line.covered:
            previous.note(Note.JOINED_TAIL)

    def _is_split_cell(self, line: PlanLine) -> bool:
        """A rule through some columns only: everything filled here continues under merged main cells."""
        mains = [kolom for kolom in MAIN if kolom in self.columns]
        merged = [kolom for kolom in mains if kolom in line.covered]
        return bool(merged) and not any(line.text(kolom) for kolom in (*mains, "komponen", NO))

    def _extend(self, draft: Draft, line: PlanLine, *notes: Note) -> None:
        """Joins a line's cells to a row; a merged cell's value grows for all rows that share it."""
        for kolom, cell in line.cells.items():
            if kolom == NO or not cell.text:
                continue
            if kolom == "komponen" and self._komponen is not None:
                extend(self._komponen, cell)
            elif kolom in draft.values:
                held, shared = draft.values[kolom]
                if not held.raw and not shared:
                    draft.values[kolom] = (Value([cell.part], cell), False)
                else:
                    extend(held, cell)
            else:
                draft.values[kolom] = (Value([cell.part], cell), False)
        draft.page_last = line.page
        draft.doubted |= line.doubted
        draft.note(*notes)

    def _new_row(self, line: PlanLine, previous: Draft | None, *, doubtful: bool) -> None:
        notes: list[Note] = [Note.DOUBTFUL_BREAK] if doubtful else []
        starts = self._take_komponen(line, notes) or self._komponen_fresh
        self._komponen_fresh = False
        if not line.ruled:
            notes.append(Note.NO_RULES)
        last = max([line.page, *(cell.part.page for cell in line.cells.values())])
        draft = Draft(self.area, self._komponen_no, starts, {}, line.page, last, notes, set(line.doubted))
        for kolom in self.columns:
            draft.values[kolom] = self._value(kolom, line, previous, draft)
        self.drafts.append(draft)
        self._after_heading = False

    def _value(self, kolom: str, line: PlanLine, previous: Draft | None, draft: Draft) -> tuple[Value, bool]:
        """The value of one column of a new row, and whether it is shared with the row above."""
        cell = line.cells.get(kolom)
        if kolom == "komponen":
            if self._komponen is None:
                return Value([cell.part] if cell else []), False
            return self._komponen, not draft.starts_komponen and not self._reprinted
        held = previous.values.get(kolom) if previous else None
        if cell is None and kolom in line.covered and held is not None:
            if previous is not None and kolom in previous.doubted:
                draft.doubted.add(kolom)
            return held[0], True
        if cell is not None and held is not None:
            goes_on = merged_cell_continues(line, kolom, held[0], self._habits.pairs)
            usual = line.starts_page or kolom in self._habits.merged
            if goes_on == "surely" or (goes_on == "likely" and usual):
                self._carry(kolom, held[0], cell, draft, sure=goes_on == "surely")
                return held[0], True
            if goes_on == "perhaps" and kolom in self._habits.merged:
                draft.doubted.add(kolom)
        return Value([cell.part] if cell else [], cell), False

    def _carry(self, kolom: str, held: Value, cell: LineCell, draft: Draft, *, sure: bool) -> None:
        """Continues a merged cell over the page break; what is not sure is noted for a person."""
        draft.note(Note.JOINED_MERGED, *(() if sure and cell.text else (Note.DOUBTFUL_JOIN,)))
        earlier = [other for other in self.drafts if other.values.get(kolom, (None,))[0] is held]
        if cell.text:
            extend(held, cell)
        else:
            held.last = replace(cell, row_span=max(2, cell.row_span))
        if not sure:
            draft.doubted.add(kolom)
            for other in earlier if cell.text else ():
                other.doubted.add(kolom)

    def _take_komponen(self, line: PlanLine, notes: list[Note]) -> bool:
        """Starts or continues the komponen as the line says; True where a new one starts."""
        cell = line.cells.get("komponen")
        self._reprinted = False
        if line.komponen_no:
            return self._counted_komponen(line)
        if self._habits.repeats and cell is not None and self._komponen is not None:
            self._reprinted = bool(cell.text) and cell.text == self._komponen.raw
            if self._reprinted:
                self._komponen = Value([cell.part], cell)
                return False
        if cell is None or not cell.text:
            return self._unread_komponen(line, notes)
        if line.starts_page and self._komponen is not None and self.drafts and not self._after_heading:
            points = total(komponen_signs(self._seam(self.drafts[-1]), line))
            if points > 0:
                extend(self._komponen, cell)
                notes.append(Note.JOINED_KOMPONEN)
                if points < DOUBT:
                    notes.append(Note.DOUBTFUL_JOIN)
                return False
        self._start_komponen(line)
        return True

    def _counted_komponen(self, line: PlanLine) -> bool:
        """Starts the komponen whose number a code names, if it is another one than before."""
        if line.komponen_no == self._komponen_no:
            return False
        self._komponen, self._komponen_no = Value([]), line.komponen_no
        self.state.note_komponen(self._komponen_no)
        return True

    def _unread_komponen(self, line: PlanLine, notes: list[Note]) -> bool:
        """A komponen number without a name: the name was not read, but a new komponen begins."""
        follows = {
            (after.value - before.value, after.style == before.style)
            for before in ordinals(self._komponen_no)
            for after in ordinals(line.text(NO))
        }
        if (
            not (self._banded or self._habits.rows_numbered)
            and "komponen" in self.columns
            and "komponen" not in line.covered
            and (1, True) in follows
        ):
            self._start_komponen(line)
            notes.append(Note.KOMPONEN_UNREAD)
            return True
        return False

    def _start_komponen(self, line: PlanLine) -> None:
        cell = line.cells.get("komponen")
        self._komponen = Value([cell.part] if cell else [], cell)
        leading = split_heading(line.text("komponen"))[0]
        self._komponen_no = leading if self._habits.rows_numbered else line.text(NO) or leading
        self.state.note_komponen(self._komponen_no)

    def _close_komponen(self) -> None:
        if not self._komponen_fresh or self._komponen is None:
            return
        page = self._komponen.parts[-1].page if self._komponen.parts else 0
        values = {kolom: (Value([]), False) for kolom in self.columns}
        values["komponen"] = (self._komponen, False)
        draft = Draft(self.area, self._komponen_no, True, values, page, page, [Note.KOMPONEN_ONLY])
        self.drafts.append(draft)
        self._komponen_fresh = False
