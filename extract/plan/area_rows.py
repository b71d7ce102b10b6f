"""Tells the rows that open an area (or a komponen) from the rows of the plan.

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
from extract.plan.plan_lines import Line
from lampiran.records import AreaHeading, Box

HeadingKind = Literal["area", "komponen", "remark", "none"]

_NEEDED = 2.5


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


def heading_words(line: Line) -> tuple[str, str]:
    """Number and text of a line read as a heading; the number may stand alone or before the name."""
    number = line.text(NO)
    rest = " ".join(line.text(kolom) for kolom in line.filled if kolom != NO)
    if ordinals(number):
        return number, rest
    return split_heading(f"{number} {rest}".strip())


def judge_heading(
    line: Line, following: Line | None, state: AreaState, core: tuple[str, ...], *, banded: bool = False
) -> HeadingKind:
    """What a line is that prints nothing but a number and a name.

    Args:
        line: The line in question.
        following: The next line that prints anything, None at the plan's end.
        state: The headings so far.
        core: The plan's columns beside NO and KOMPONEN; a heading leaves them empty, unless its one
            text runs over them.
        banded: Whether the plan prints its komponen as bands: an area's band is followed by another.

    Returns:
        ``area``, ``komponen`` (a name on a line of its own), ``remark`` (text that is no part of the
        plan) or ``none`` (an ordinary row).
    """
    if not _could_be_heading(line, core):
        return "none"
    number, text = heading_words(line)
    if banded and is_band(line):
        opens_bands = following is not None and is_band(following)
        return "area" if area_likeness(text).sure or opens_bands else "komponen"
    area, komponen = area_likeness(text), likeness("komponen", text)
    points = _name_points(area, komponen) + _number_points(number, state)
    points += _next_points(following)
    letters = [letter for letter in text if letter.isalpha()]
    if letters and sum(letter.isupper() for letter in letters) > 0.8 * len(letters):
        points += 1.0
    if line.widest * 2 >= line.n_cols:
        points += 1.0
    if not text:
        points -= 2.0
    if points >= _NEEDED:
        return "area"
    if not text:
        return "none"
    opens_next = following is not None and not following.text("komponen") and bool(following.filled)
    alone = line.filled in (["komponen"], [NO, "komponen"])
    if opens_next and alone and (komponen.maybe or number):
        return "komponen"
    spread = line.widest >= 3 or not set(line.filled) <= {NO, "komponen"}
    return "remark" if spread and not number and not komponen.maybe else "none"


def make_heading(line: Line) -> AreaHeading:
    """The area heading that a line prints."""
    number, text = heading_words(line)
    pieces = [piece.part for piece in line.pieces.values() if piece.text]
    return AreaHeading(
        number=number,
        text=text,
        page=line.page,
        box=Box.around(part.box for part in pieces if part.box is not None),
        confidence=min((part.confidence for part in pieces), default=0.0),
    )


def _could_be_heading(line: Line, core: tuple[str, ...]) -> bool:
    filled = [kolom for kolom in line.filled if kolom != AREA]
    if not filled or any(kolom in line.covered for kolom in core):
        return False
    if set(filled) <= {NO, "komponen"}:
        return True
    if len(filled) == 1 and line.pieces[filled[0]].col_span * 2 >= line.n_cols:
        return True
    # A scanner's false rules may cut one heading into several cells: together they read as an area.
    return len(filled) > 1 and filled[0] in (NO, "komponen") and area_likeness(heading_words(line)[1]).sure


def _name_points(area: NameLikeness, komponen: NameLikeness) -> float:
    if komponen.sure and komponen > area:
        return -3.0
    if area.sure and komponen < area:
        return 4.5
    if area.likely:
        return 3.0
    return 1.5 if area.maybe and area > komponen else 0.0


def _number_points(number: str, state: AreaState) -> float:
    readings = ordinals(number.strip())
    if not readings:
        return 0.0
    points = 1.0 if any(reading.value == state.count + 1 for reading in readings) else 0.0
    styles = {reading.style for reading in readings}
    if state.styles and not styles & set(state.styles):
        points -= 2.0
    elif state.styles:
        points += 0.5
    if not styles & set(state.styles) and styles & set(state.komponen_styles):
        points -= 1.0
    return points


def _next_points(following: Line | None) -> float:
    if following is None:
        return -1.0
    number = following.text(NO) or split_heading(following.text("komponen"))[0]
    if any(reading.value == 1 for reading in ordinals(number)):
        return 2.0 + (1.0 if following.text("komponen") else 0.0)
    return 1.0 if following.text("komponen") else -2.0
