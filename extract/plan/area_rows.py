"""Distinguishes the rows that open an area (or a komponen) from the rows of the plan.

Headings lie: one plan heads area VI with area V's name, another heads an area by its purpose. So the name
is one sign among several: the number and its style, capitals, a cell over many columns, and above all what
comes next (after an area heading the komponen count starts again).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from dictionaries.likeness import NameLikeness, area_likeness, likeness
from dictionaries.numerals import ordinals, split_heading
from extract.columns.naming import AREA, NO
from extract.plan.komponen_bands import is_band
from extract.plan.plan_lines import PlanLine
from extract.plan.signals import Signs, seen, total
from extract.sizes import WHOLE
from lampiran.records import AreaHeading, Box

HeadingKind = Literal["area", "komponen", "remark", "none"]

_WIDE = 3
"""Grid columns of a cell that runs over several columns of the plan, at least."""


@dataclass(slots=True)
class AreaState:
    """What the headings so far have shown: how many, and in which style they are numbered."""

    count: int = 0
    styles: Counter[str] = field(default_factory=Counter)
    komponen_styles: Counter[str] = field(default_factory=Counter)

    def note_area(self, number: str) -> None:
        """Remembers an accepted area heading."""
        self.count += 1
        self.styles.update(ordinal.style for ordinal in ordinals(number))

    def note_komponen(self, number: str) -> None:
        """Remembers the number of a komponen."""
        self.komponen_styles.update(ordinal.style for ordinal in ordinals(number))


def heading_words(line: PlanLine) -> tuple[str, str]:
    """Number and text of a line read as a heading; the number may stand alone or before the name."""
    number = line.text(NO)
    rest = " ".join(line.text(kolom) for kolom in line.filled if kolom != NO)
    if ordinals(number):
        return number, rest
    return split_heading(f"{number} {rest}".strip())


def judge_heading(
    line: PlanLine,
    following: PlanLine | None,
    state: AreaState,
    core: tuple[str, ...],
    *,
    banded: bool = False,
) -> HeadingKind:
    """What a line with nothing but a number and a name is.

    Args:
        line: The line in question.
        following: The next line that prints anything, None at the plan's end.
        state: The headings so far.
        core: The plan's columns beside NO and KOMPONEN; a heading leaves them empty, unless its one
            text runs over them.
        banded: Whether the plan prints its komponen as bands: an area's band is followed by another.

    Returns:
        ``area``, ``komponen`` (a name on a line of its own), ``remark`` (text that is not part of the
        plan) or ``none`` (an ordinary row).
    """
    if not _could_be_heading(line, core):
        return "none"
    number, text = heading_words(line)
    if banded and is_band(line):
        opens_bands = following is not None and is_band(following)
        return "area" if area_likeness(text).sure or opens_bands else "komponen"
    area, komponen = area_likeness(text), likeness("komponen", text)
    signs = seen("heading.start") + _name_signs(area, komponen) + _number_signs(number, state)
    signs += _following_signs(following) + _look_signs(line, text)
    if total(signs) >= 0.0:
        return "area"
    if not text:
        return "none"
    opens_next = following is not None and not following.text("komponen") and bool(following.filled)
    alone = line.filled in (["komponen"], [NO, "komponen"])
    if opens_next and alone and (komponen.maybe or number):
        return "komponen"
    spread = line.widest >= _WIDE or not set(line.filled) <= {NO, "komponen"}
    return "remark" if spread and not number and not komponen.maybe else "none"


def make_heading(line: PlanLine) -> AreaHeading:
    """The area heading that a line prints."""
    number, text = heading_words(line)
    cells = [cell.part for cell in line.cells.values() if cell.text]
    return AreaHeading(
        number=number,
        text=text,
        page=line.page,
        box=Box.around(part.box for part in cells if part.box is not None),
        confidence=min((part.confidence for part in cells), default=0.0),
    )


def _could_be_heading(line: PlanLine, core: tuple[str, ...]) -> bool:
    filled = [kolom for kolom in line.filled if kolom != AREA]
    if not filled or any(kolom in line.covered for kolom in core):
        return False
    if set(filled) <= {NO, "komponen"}:
        return True
    if len(filled) == 1 and line.cells[filled[0]].col_span * 2 >= line.n_cols:
        return True
    # A scanner's false rules may cut one heading into several cells: together they read as an area.
    return len(filled) > 1 and filled[0] in (NO, "komponen") and area_likeness(heading_words(line)[1]).sure


def _look_signs(line: PlanLine, text: str) -> Signs:
    letters = [letter for letter in text if letter.isalpha()]
    signs: Signs = ()
    if letters and sum(letter.isupper() for letter in letters) > WHOLE * len(letters):
        signs += seen("heading.capitals")
    if line.widest * 2 >= line.n_cols:
        signs += seen("heading.wide")
    return signs if text else signs + seen("heading.no-text")


def _name_signs(area: NameLikeness, komponen: NameLikeness) -> Signs:
    if komponen.sure and komponen > area:
        return seen("heading.komponen")
    if area.sure and komponen < area:
        return seen("heading.area")
    if area.likely:
        return seen("heading.area-likely")
    return seen("heading.area-maybe") if area.maybe and area > komponen else ()


def _number_signs(number: str, state: AreaState) -> Signs:
    readings = ordinals(number.strip())
    if not readings:
        return ()
    styles = {reading.style for reading in readings}
    usual = bool(styles & set(state.styles))
    signs: Signs = ()
    if any(reading.value == state.count + 1 for reading in readings):
        signs += seen("heading.next-number")
    if state.styles:
        signs += seen("heading.same-style" if usual else "heading.other-style")
    if not usual and styles & set(state.komponen_styles):
        signs += seen("heading.komponen-style")
    return signs


def _following_signs(following: PlanLine | None) -> Signs:
    if following is None:
        return seen("heading.last-line")
    named = bool(following.text("komponen"))
    number = following.text(NO) or split_heading(following.text("komponen"))[0]
    if any(reading.value == 1 for reading in ordinals(number)):
        restarts = seen("heading.komponen-restarts")
        return restarts + seen("heading.named-komponen-restarts") if named else restarts
    return seen("heading.komponen-follows" if named else "heading.row-follows")
