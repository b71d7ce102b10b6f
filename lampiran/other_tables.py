"""Records of the ruled tables of a document that are no plan: kept as they stand, nothing repaired."""

from __future__ import annotations

from dataclasses import dataclass

from lampiran.boxes import Box


@dataclass(frozen=True, slots=True)
class OtherCell:
    """A cell by its first row and column, both counted from 1; the heading's rows count too.

    ``heading`` is the column's, empty in the heading itself and where there is none. ``doubtful``: the text
    has not the shape of its column's, or reading it was not sure.
    """

    row: int
    col: int
    text: str
    confidence: float
    page: int
    box: Box | None
    heading: str = ""
    row_span: int = 1
    col_span: int = 1
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class OtherTable:
    """A table, its pieces on several pages joined; ``number`` counts the tables of a document from 1.

    ``headings`` has one for each column: the levels from top to bottom, ``>`` between them.
    """

    number: int
    page_first: int
    page_last: int
    headings: tuple[str, ...]
    rows: int
    columns: int
    cells: tuple[OtherCell, ...]
