"""What the cells of one column have in common: amounts and codes; those that have not are doubtful."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from lampiran.other_tables import OtherCell

_FEWEST = 4
"""Filled cells of a column that can show a shape, at least."""
_MOST = 0.75
"""Share of them that have it, at least."""
_SHORTEST_CODE = 3
"""Signs of a code, at least."""
_AMOUNT = re.compile(r"(?:Rp\.?\s?)?-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+|,-)?\s?%?")
_BLANK = frozenset(("", "-", "–"))


def unlike_column(cells: Sequence[OtherCell]) -> set[tuple[int, int]]:
    """The places (row, column) of cells without the shape that nearly all of their column's have."""
    columns: dict[int, list[OtherCell]] = {}
    for cell in cells:
        if cell.col_span == 1 and cell.heading and cell.text.strip() not in _BLANK:
            columns.setdefault(cell.col, []).append(cell)
    return {(cell.row, cell.col) for column in columns.values() for cell in _unlike(column)}


def _unlike(column: Sequence[OtherCell]) -> list[OtherCell]:
    if len(column) < _FEWEST:
        return []
    amounts = [_AMOUNT.fullmatch(cell.text.strip()) is not None for cell in column]
    if sum(amounts) >= _MOST * len(column):
        return [cell for cell, fits in zip(column, amounts, strict=True) if not fits]
    shapes = [_shape(cell.text) for cell in column]
    shape, count = Counter(shapes).most_common(1)[0]
    if count < _MOST * len(column) or not _is_code(shape):
        return []
    return [cell for cell, own in zip(column, shapes, strict=True) if own != shape]


def _shape(text: str) -> str:
    """The text with ``A`` for each run of letters and ``9`` for each run of digits."""
    return re.sub(r"[^\W\d_]+", "A", re.sub(r"\d+", "9", text.strip()))


def _is_code(shape: str) -> bool:
    """Whether a shape is a code's: digits and separators or letters, without blanks."""
    return "9" in shape and len(shape) >= _SHORTEST_CODE and not re.search(r"\s", shape)
