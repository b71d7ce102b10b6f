"""Prints running text: the decree's title pages, the annex's head and chapters, the signature."""

from __future__ import annotations

from dataclasses import dataclass

from samples.generator.decree import Block
from samples.generator.fonts import face
from samples.generator.press import Press
from samples.generator.typeset import Line, Setting, set_lines

_LABEL = 84.0
_COLON = 10.0
_MARKER = 22.0


@dataclass(frozen=True, slots=True)
class Column:
    """The column that text runs in: paper size, margins (left, top, right, bottom), typeface."""

    paper: tuple[float, float]
    margins: tuple[float, float, float, float]
    family: str
    size: float
    leading: float
    catchwords: bool = False
    seal_words: str = ""
    seal_shift: float = 0.0
    ink: bool = True

    @property
    def width(self) -> float:
        """Room for a line."""
        return self.paper[0] - self.margins[0] - self.margins[2]

    def setting(self, width: float, *, bold: bool = False) -> Setting:
        """How to set a text of that width."""
        return Setting(face(self.family), self.size, width, bold=bold, break_slash=False)


def print_blocks(press: Press, blocks: tuple[Block, ...], column: Column) -> None:
    """Prints blocks from where the pen stands, turning pages as needed."""
    for block in blocks:
        if block.kind == "page":
            press.new_page(column.paper, column.margins[1])
        elif block.kind == "space":
            press.y += column.size * column.leading
        elif block.kind == "sign":
            _print_sign(press, block, column)
        else:
            _print_text(press, block, column)


def _print_text(press: Press, block: Block, column: Column) -> None:
    """Prints a block of lines; labels and markers stand on its first line."""
    indent, marker_x = _indents(block, column)
    lines = set_lines(block.text, column.setting(column.width - indent, bold=block.bold))
    left = column.margins[0]
    for index, line in enumerate(lines):
        _make_room(press, column, line)
        if index == 0:
            _print_label(press, block, column, left + marker_x)
        x = left + indent
        room = column.width - indent
        if block.kind == "center":
            x = left + (column.width - line.width) / 2
        spread = room if block.kind in ("clause", "para", "item") else 0.0
        press.running.extend(press.line(line, column.size, x, press.y, spread_to=spread))
        press.y += column.size * column.leading
    if block.kind in ("clause", "para"):
        press.y += 0.35 * column.size


def _indents(block: Block, column: Column) -> tuple[float, float]:
    """Left edges of text and marker, from the column's left."""
    if block.kind == "clause":
        start = _LABEL + _COLON
        return (start + (_MARKER if block.marker else 0.0), start)
    if block.kind == "item":
        start = _MARKER * block.level
        return (start + _MARKER, start)
    if block.kind == "annex-head":
        return (0.46 * column.width, 0.0)
    if block.kind == "mark":
        return (0.8 * column.width, 0.0)
    return (0.0, 0.0)


def _print_label(press: Press, block: Block, column: Column, marker_x: float) -> None:
    pieces = []
    if block.label:
        pieces = [(block.label, column.margins[0]), (":", column.margins[0] + _LABEL)]
    if block.marker:
        pieces.append((block.marker, marker_x))
    for text, x in pieces:
        for line in set_lines(text, column.setting(_LABEL)):
            press.running.extend(press.line(line, column.size, x, press.y))


def _make_room(press: Press, column: Column, line: Line) -> None:
    """Turns the page when the line does not fit; prints the catchword under the last line."""
    if press.y + column.size * column.leading <= column.paper[1] - column.margins[3]:
        return
    if column.catchwords:
        text = " ".join(word.text for word in line.words[:2]) + "..."
        setting = column.setting(column.width)
        for catch in set_lines(text, setting):
            x = column.paper[0] - column.margins[2] - catch.width
            press.line(catch, column.size, x, press.y + 0.6 * column.size)
    press.new_page(column.paper, column.margins[1])


def _print_sign(press: Press, block: Block, column: Column) -> None:
    """The signature at the right half, kept on one page; the seal overlaps its left and what is above."""
    width = 0.5 * column.width
    lines = [line for part in block.text.split("\n") for line in _or_blank(part, column, width, block)]
    height = len(lines) * column.size * 1.2
    if press.y + height > column.paper[1] - column.margins[3]:
        press.new_page(column.paper, column.margins[1])
    # The seal reaches up over what stands on this page, not beyond its top.
    shift = min(column.seal_shift, max(press.y - column.margins[1], 0.0))
    x = column.margins[0] + 0.5 * column.width
    top = press.y
    for line in lines:
        press.running.extend(press.line(line, column.size, x, press.y))
        press.y += column.size * 1.2
    if block.seal and column.ink:
        press.seal(x + 8, top + 0.5 * height - shift, column.seal_words)


def _or_blank(part: str, column: Column, width: float, block: Block) -> list[Line]:
    return set_lines(part, column.setting(width, bold=block.bold)) or [Line((), 0.0)]
