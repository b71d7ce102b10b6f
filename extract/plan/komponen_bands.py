"""Plans without a komponen column, whose komponen stand as bands: a name over the columns, its rows below."""

from __future__ import annotations

from collections.abc import Sequence

from dictionaries.likeness import area_likeness, likeness
from dictionaries.numerals import ordinals, split_heading
from extract.columns.naming import NO
from extract.plan.plan_lines import PlanLine
from extract.sizes import SEVERAL


def take_name_bands(lines: Sequence[PlanLine], columns: Sequence[str]) -> bool:
    """Moves the bands of a plan to the ``komponen`` column if its names stand in bands; says whether.

    Args:
        lines: The plan's lines; bands among them are changed.
        columns: The names of its columns.
    """
    if "komponen" in columns:
        return False
    bands = [line for line in lines if is_band(line)]
    names = [(number, name) for number, name in map(_words, bands) if not area_likeness(name).sure]
    known = sum(likeness("komponen", name).maybe for _, name in names)
    counted = sum(bool(number) for number, _ in names)
    if len(names) < SEVERAL or (known == 0 and counted < SEVERAL):
        return False
    for line in bands:
        name = next(kolom for kolom in reversed(line.filled) if line.cells[kolom].col_span > 1)
        kept = {NO: line.cells[NO]} if name != NO and NO in line.cells else {}
        line.cells = {**kept, "komponen": line.cells[name]}
    return True


def is_band(line: PlanLine) -> bool:
    """Whether a line prints one text over at least half of the columns, perhaps a number before it."""
    filled = line.filled
    if len(filled) == 2 and filled[0] == NO and ordinals(line.text(NO)):
        filled = filled[1:]
    return len(filled) == 1 and line.cells[filled[0]].col_span * 2 >= line.n_cols


def _words(line: PlanLine) -> tuple[str, str]:
    """Number and name of a band."""
    return split_heading(" ".join(line.text(kolom) for kolom in line.filled))
