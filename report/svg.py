"""Pictures of the page as SVG text: a grid of coloured fields, and bars; no script, no fonts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from report import colours

_LETTER = 6.4
"""Width of a letter of the labels, about, in units of the picture."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a grid: its colour, the sign or number on it, and what it says when pointed at."""

    fill: str
    text: str
    says: str
    ink: str = "#000000"


def amount(value: int, most: int, says: str) -> Field:
    """A field for an amount; none is white with a dash."""
    if not value:
        return Field("#FFFFFF", "–", says)
    number = colours.step(value, most)
    return Field(colours.AMOUNTS[number], str(value), says, colours.ink(number))


def grid(
    title: str,
    rows: Sequence[str],
    columns: Sequence[str],
    fields: Sequence[Sequence[Field]],
    size: tuple[int, int] = (34, 20),
    upright: bool = False,
) -> str:
    """A grid with labels at the left and above; ``upright`` labels stand from bottom to top."""
    wide, high = size
    left = 8 + round(_LETTER * max((len(row) for row in rows), default=0))
    top = 10 + (round(_LETTER * max((len(column) for column in columns), default=0)) if upright else 14)
    width, height = left + wide * len(columns) + 4, top + high * len(rows) + 4
    parts = [_open(title, width, height)]
    for place, column in enumerate(columns):
        x = left + wide * place + wide / 2
        turn = f' transform="rotate(-90 {x + 4:g} {top - 6})" text-anchor="start"' if upright else ""
        at = f'x="{x + 4 if upright else x:g}" y="{top - 6}"'
        parts.append(f"<text {at}{turn or MIDDLE}>{escape(column)}</text>")
    for line, (row, cells) in enumerate(zip(rows, fields, strict=True)):
        y = top + high * line
        parts.append(f'<text x="{left - 6}" y="{y + high / 2 + 4:g}" text-anchor="end">{escape(row)}</text>')
        for place, cell in enumerate(cells):
            x = left + wide * place
            parts.append(
                f'<g><title>{escape(cell.says)}</title><rect x="{x}" y="{y}" width="{wide}" height="{high}" '
                f'fill="{cell.fill}" stroke="#fff"/><text x="{x + wide / 2:g}" y="{y + high / 2 + 4:g}" '
                f'fill="{cell.ink}"{MIDDLE}>{escape(cell.text)}</text></g>'
            )
    return "".join([*parts, "</svg>"])


def bars(title: str, lines: Sequence[tuple[str, float | None, str]]) -> str:
    """Shares (0 to 1) as bars: label, share, and the number printed behind."""
    left = 8 + round(_LETTER * max((len(label) for label, _, _ in lines), default=0))
    full, high = 300, 26
    width, height = left + full + 150, high * len(lines) + 8
    parts = [_open(title, width, height)]
    for place, (label, value, number) in enumerate(lines):
        y = 4 + high * place
        length = full * (value or 0.0)
        parts.append(
            f'<text x="{left - 6}" y="{y + 15}" text-anchor="end">{escape(label)}</text>'
            f'<rect x="{left}" y="{y}" width="{full}" height="{high - 6}" fill="#EDEDED"/>'
            f'<rect x="{left}" y="{y}" width="{length:.1f}" height="{high - 6}" fill="{colours.BAR}"/>'
            f'<text x="{left + full + 8}" y="{y + 15}">{escape(number)}</text>'
        )
    return "".join([*parts, "</svg>"])


MIDDLE = ' text-anchor="middle"'


def _open(title: str, width: float, height: float) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}" font-family="Arial, Helvetica, sans-serif" font-size="12">'
        f"<title>{escape(title)}</title>"
    )
