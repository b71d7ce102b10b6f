"""Signs from the layout: does the printed text of a cell look unfinished at its end?"""

from __future__ import annotations

from dictionaries.marks import leading_mark
from extract.plan.plan_lines import LineCell
from extract.plan.signals import Signs, seen
from extract.sizes import MOSTLY
from lampiran.records import Box

_BLANK = 0.3
"""Width of a blank, in line heights; two of them stand between a text and its cell's right border."""
_ROOM, _NO_ROOM = 1.15, 0.9
"""The next word surely would have fitted if there was so many times the room it needs; surely not below."""
_LINES_LEFT = 2.5
"""A cell has empty lines at its foot from so many line heights on."""


def layout_signs(before: LineCell, after: LineCell) -> Signs:
    """Signs from the printed places; none where boxes are unknown.

    A text that continues fills its cell to the bottom and its last line to the edge: where the next word
    would have fitted easily, or lines stayed empty, the text had ended.
    """
    if before.part.box is None:
        return ()
    box = before.turn.reading(before.part.box)
    words = _places(before)
    following = _places(after)
    if not words or not following:
        return ()
    line_height = sorted(word.y1 - word.y0 for word in words)[len(words) // 2]
    bottom = max(word.y1 for word in words)
    last_line = [word for word in words if word.y1 > bottom - MOSTLY * line_height]
    widest = max(word.x1 for word in words)
    room = max(widest, box.x1 - 2 * _BLANK * line_height) - max(word.x1 for word in last_line)
    needed = following[0].x1 - following[0].x0 + _BLANK * line_height
    signs: Signs = ()
    if room > _ROOM * needed and not leading_mark(after.text):
        signs += seen("layout.word-had-room")
    elif room < _NO_ROOM * needed:
        signs += seen("layout.word-had-no-room")
    if box.y1 - bottom > _LINES_LEFT * line_height:
        signs += seen("layout.lines-left")
    return signs


def _places(cell: LineCell) -> list[Box]:
    """The places of its words in reading direction."""
    return [cell.turn.reading(word.box) for word in cell.part.words if word.box is not None]
