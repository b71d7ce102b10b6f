"""Rows cut by a fold of the paper: a false rule between two lines of one cell.

Between two rows of a table there is more room than between two lines of a cell. Where the text on both sides
of a border keeps the line pitch of its cell, in all columns, the border is a fold.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from dictionaries.marks import without_mark
from extract.plan.plan_lines import LineCell, PlanLine
from extract.sizes import SEVERAL

_CLOSEST, _WIDEST = 0.15, 1.15
"""How far below its last line a cell's next line stands, in line pitches."""


def cut_by_fold(above: Mapping[str, LineCell], line: PlanLine) -> bool:
    """Whether the border over a line within a page is a fold; a PDF's own text has no folds.

    Args:
        above: By column, the cell that ends above the line.
        line: The line.
    """
    pairs = [
        (cell, line.cells[kolom])
        for kolom, cell in above.items()
        if kolom in line.cells and line.text(kolom) and cell.text and cell.part.page == line.page
    ]
    feet = [(_line_feet(upper), _line_feet(lower)) for upper, lower in pairs]
    steps = (b - a for both in feet for lines in both for a, b in pairwise(lines))
    pitches = sorted(step for step in steps if step > 0.0)  # words without height have none
    from_picture = any(lower.part.confidence < 1.0 for _, lower in pairs)
    if (
        not from_picture
        or len(pairs) < SEVERAL
        or not pitches
        or not all(upper and lower for upper, lower in feet)
    ):
        return False
    if any(_is_new(upper.text, lower.text) for upper, lower in pairs):
        return False
    if all(without_mark(lower.text)[:1].isupper() for _, lower in pairs):
        return False  # some cell of a cut row continues in the middle of a sentence
    pitch = pitches[len(pitches) // 2]
    below = [(lower[0] - upper[-1]) / pitch for upper, lower in feet]
    return min(below) >= _CLOSEST and max(below) <= _WIDEST


def _is_new(above: str, below: str) -> bool:
    """Whether a sentence ends over the border and another, or a list's next item, begins under it.

    Some tables are set so tightly that their rows stand in the pitch of the lines.
    """
    start = without_mark(below)
    return above.rstrip().endswith((".", ";")) and start[:1].isupper()


def _line_feet(cell: LineCell) -> list[float]:
    """Lower edges of a cell's lines in reading direction, top to bottom."""
    places = [cell.turn.reading(word.box) for word in cell.part.words if word.box is not None]
    feet: list[float] = []
    for place in sorted(places, key=lambda place: place.y1):
        middle = (place.y0 + place.y1) / 2
        if feet and middle < feet[-1]:
            continue
        feet.append(place.y1)
    return feet
