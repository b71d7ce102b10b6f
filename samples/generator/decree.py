"""What a decree says, ready for printing: text blocks, the plan's printed rows, and the truth about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Truth = dict[str, Any]
"""A truth record: ``document`` and ``rows`` (see ``samples/README.md`` for the names inside)."""

BlockKind = Literal["center", "clause", "para", "item", "annex-head", "sign", "space", "page", "mark"]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of running text.

    Attributes:
        kind: ``center``; ``clause`` (label, colon, marker, text: Menimbang, KESATU); ``para``; ``item`` (list
            entry at ``level``); ``annex-head`` (the small block at the right top of a Lampiran); ``sign``
            (signature at the right); ``mark`` (a line at the right top, as SALINAN); ``space``; ``page``.
        text: May hold ``<i>`` and line feeds.
        seal: Whether a stamp and a signature are put over a ``sign`` block.
    """

    kind: BlockKind
    text: str = ""
    label: str = ""
    marker: str = ""
    level: int = 0
    bold: bool = False
    seal: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed cell: text from column ``col`` over ``span`` columns.

    ``up`` merges the cell with the one above (no rule between, text stands in the first one).
    ``fill`` and ``ink`` are greys or RGB triples, 0 to 1. ``noisy`` is what a scanner read here.
    """

    text: str
    col: int
    span: int = 1
    up: bool = False
    bold: bool = False
    align: Literal["left", "center"] = "left"
    fill: tuple[float, float, float] | None = None
    ink: tuple[float, float, float] = (0.0, 0.0, 0.0)
    noisy: str | None = None


@dataclass(frozen=True, slots=True)
class PrintRow:
    """A printed table row; ``urutan`` numbers the plan row it belongs to (0: header or area heading).

    ``part`` counts the pieces of a plan row that fixed page breaks cut.
    """

    kind: Literal["row", "area", "header", "other"]
    cells: tuple[Cell, ...]
    urutan: int = 0
    part: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: ``kolom`` as in the truth (``no``, ``komponen`` … or the decree's own title)."""

    kolom: str
    title: str


@dataclass(frozen=True, slots=True)
class OtherTable:
    """A ruled table that is no plan, on a page of its own: an attendance or team list, say.

    ``before`` puts it ahead of the plan, else it ends the file. ``rows`` are texts, one a column.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    before: bool = False


@dataclass(frozen=True, slots=True)
class Decree:
    """All that is printed. ``sheets`` fixes which rows stand on which table page; None breaks automatically.

    ``headers`` and ``noisy_body`` are what a scanner read, per table page and for the running text.
    ``others`` are further tables in the file.
    """

    truth: Truth
    body: tuple[Block, ...]
    annex: tuple[Block, ...]
    title: str
    columns: tuple[Column, ...]
    rows: tuple[PrintRow, ...]
    closing: tuple[Block, ...]
    sheets: tuple[tuple[PrintRow, ...], ...] | None = None
    headers: tuple[tuple[str, ...], ...] = field(default=())
    noisy_body: str = ""
    others: tuple[OtherTable, ...] = ()
