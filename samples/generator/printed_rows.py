"""Makes the printed rows of a plan: header, area headings and plan rows in a layout's manner."""

from __future__ import annotations

from collections.abc import Sequence

from samples.generator.decree import Cell, Column, PrintRow
from samples.generator.layout import Layout

_BLUE = (0.16, 0.32, 0.58)
_PALE = (0.74, 0.84, 0.94)
_BLACK = (0.0, 0.0, 0.0)
_WHITE = (1.0, 1.0, 1.0)
_PLANNED = ("langkah_aksi", "bukti_fisik", "target_waktu")
"""Columns that stand under a common title in a header of two levels."""
_DARK = 0.5
"""Greys below this carry white print."""
_CENTRED = ("no", "target_waktu")


def header_rows(columns: Sequence[Column], layout: Layout, noisy: Sequence[str] = ()) -> list[PrintRow]:
    """The header: titles, perhaps in two levels, and perhaps the row of column numbers."""
    fill = None if layout.shade >= 1.0 else (layout.shade,) * 3
    ink = _WHITE if layout.shade < _DARK else _BLACK
    # ``noisy`` knows the titles only, so a header with it is one level.
    group = [i for i, column in enumerate(columns) if column.kolom in _PLANNED]
    two_level = layout.two_level and len(group) > 1 and not noisy
    titles = [
        Cell(
            _title(column.title, layout),
            i,
            bold=True,
            align="center",
            fill=fill,
            ink=ink,
            noisy=noisy[i] if noisy else None,
        )
        for i, column in enumerate(columns)
    ]
    rows = [PrintRow("header", tuple(titles))]
    if two_level:
        first, after = group[0], group[-1] + 1
        text = "Rencana Aksi" if layout.title_case else "RENCANA AKSI"
        common = Cell(text, first, after - first, bold=True, align="center", fill=fill, ink=ink)
        top = [*titles[:first], common, *titles[after:]]
        below = [titles[i] if i in group else Cell("", i, up=True, fill=fill) for i in range(len(columns))]
        rows = [PrintRow("header", tuple(top)), PrintRow("header", tuple(below))]
    if layout.number_row:
        numbers = tuple(
            Cell(layout.numbers_as.format(i + 1), i, align="center", noisy=str(i + 1) if noisy else None)
            for i in range(len(columns))
        )
        rows.append(PrintRow("header", numbers))
    return rows


def _title(title: str, layout: Layout) -> str:
    """A column's title as the layout writes it."""
    text = title.title() if layout.title_case else title
    return text.replace(" ", "\n") if layout.title_lines else text


def area_row(
    number: str, name: str, columns: Sequence[Column], layout: Layout, noisy: tuple[str, str] | None = None
) -> PrintRow:
    """An area heading: number and name in the layout's manner.

    ``noisy`` is what a scanner read for number and name.
    """
    n = len(columns)
    noisy_number, noisy_name = noisy or (None, None)
    both_noisy = None if noisy is None else f"{noisy[0]} {noisy[1]}".strip()
    joined = f"{number} {name}".strip()
    dotted = f"{number.rstrip('.')}. {name}"
    style = layout.areas
    if style in ("one-cell", "dotted"):
        text = joined if style == "one-cell" else dotted
        return PrintRow("area", (Cell(text, 0, n, bold=True, noisy=both_noisy),))
    if style in ("band-dark", "band-black"):
        fill = _BLUE if style == "band-dark" else _BLACK
        return PrintRow("area", (Cell(joined, 0, n, bold=True, fill=fill, ink=_WHITE, noisy=both_noisy),))
    if style == "in-komponen":
        return PrintRow("area", (Cell("", 0), Cell(dotted, 1, n - 1, bold=True, noisy=both_noisy)))
    if style == "band-titles":
        return _band_of_titles(number, name, columns, layout)
    band = _PALE if style == "band-light" else None
    head = Cell(number, 0, bold=True, align="center", fill=band, noisy=noisy_number)
    if style == "two-cells":
        rest = tuple(Cell("", i, fill=band) for i in range(2, n))
        return PrintRow("area", (head, Cell(name, 1, bold=True, fill=band, noisy=noisy_name), *rest))
    return PrintRow("area", (head, Cell(name, 1, n - 1, bold=True, fill=band, noisy=noisy_name)))


def _band_of_titles(number: str, name: str, columns: Sequence[Column], layout: Layout) -> PrintRow:
    """A black band: the area's number and name over the first columns, the titles again over the others."""
    texts = [number, name, *(_title(column.title, layout) for column in columns[2:])]
    cells = (
        Cell(text, i, bold=True, align="left" if i == 1 else "center", fill=_BLACK, ink=_WHITE)
        for i, text in enumerate(texts)
    )
    return PrintRow("area", tuple(cells))


def plan_row(
    urutan: int,
    texts: Sequence[str],
    columns: Sequence[Column],
    *,
    part: int = 1,
    up: frozenset[int] = frozenset(),
    noisy: Sequence[str] | None = None,
) -> PrintRow:
    """A plan row (or, for ``part`` > 1, its tail after a page break).

    Args:
        urutan: Number of the plan row.
        texts: One printed text a column, empty where the cell is.
        columns: The table's columns.
        part: Which piece of the row this is.
        up: Columns whose cell is merged with the one above.
        noisy: What a scanner read, a text a column.
    """
    cells = tuple(
        Cell(
            text,
            i,
            up=i in up,
            align="center" if columns[i].kolom in _CENTRED else "left",
            noisy=noisy[i] if noisy is not None else None,
        )
        for i, text in enumerate(texts)
    )
    return PrintRow("row", cells, urutan, part)
