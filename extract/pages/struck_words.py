"""Words of a born-digital page that a drawn line strikes out, however short they are."""

from __future__ import annotations

from collections.abc import Sequence

from extract.grid.table_model import Segment
from extract.sizes import MOSTLY
from extract.turning import Turn
from lampiran.records import Box, Word

_HIGHEST, _LOWEST = 0.3, 0.76
"""Where a line crosses a word, in heights of its box from above; an underline lies lower."""


def first_struck(words: Sequence[Word], cell: Box, level: Sequence[Segment], turn: Turn) -> str:
    """The first word that a line strikes out, else nothing.

    Args:
        words: Of one cell.
        cell: The cell in reading direction; a line that runs out of it is a rule.
        level: The level lines of the page, in reading direction.
        turn: To the reading direction.
    """
    near = [
        line
        for line in level
        if cell.y0 < line.across < cell.y1 and cell.x0 - 1 <= line.start and line.end <= cell.x1 + 1
    ]
    if not near:
        return ""
    return next((word.text for word in words if _is_struck(word, near, turn)), "")


def _is_struck(word: Word, lines: Sequence[Segment], turn: Turn) -> bool:
    if word.box is None or not any(map(str.isalnum, word.text)):
        return False
    box = turn.reading(word.box)
    high, wide = box.y1 - box.y0, box.x1 - box.x0
    return any(
        _HIGHEST * high <= line.across - box.y0 <= _LOWEST * high
        and min(line.end, box.x1) - max(line.start, box.x0) > MOSTLY * wide
        for line in lines
    )
