"""Does a table speak of a plan's matters? Areas, times, and the official wording of komponen and indikator.

Asked of two kinds of table: of one whose columns have names already (are its rows the plan's?), and of one
that was left out (does it hold what may be lost?). The second question has no columns to go by, and a summary
of the areas or a calendar must not count, so it asks for official wording and times both.
"""

from __future__ import annotations

from collections.abc import Sequence

from dictionaries.likeness import likeness, names_area
from extract.columns.contents import is_time
from extract.columns.headings import Grid
from extract.model import PageTable
from extract.plan.plan_lines import make_line
from extract.sizes import PARTLY, PATTERN, SEVERAL

_SENTENCE = 12
"""Letters of a text that may be an indikator, at least."""


def speaks_of_plan(grid: Grid, columns: Sequence[str], start: int = 0) -> bool:
    """Whether the rows from ``start`` on are a plan's, under the given column names (one a grid column)."""
    lines = [make_line(grid, row, columns) for row in range(start, grid.table.n_rows)]
    filled = [line for line in lines if line.filled]
    if any(names_area(line.printed().replace("\t", " ")) for line in filled):
        return True
    named = sum(
        any(likeness(kolom, line.text(kolom)).likely for kolom in ("komponen", "indikator"))
        or (is_time(line.text("target_waktu")) and len(line.filled) >= PATTERN)
        for line in filled
    )
    return named >= max(SEVERAL, PARTLY * len(filled))


def holds_plan_matter(table: PageTable) -> bool:
    """Whether the cells of a table left out hold official wording and times."""
    texts = [cell.text for cell in table.cells if cell.text]
    if sum(map(is_time, texts)) < SEVERAL:
        return False
    sentences = [text for text in texts if sum(map(str.isalpha, text)) >= _SENTENCE]
    return sum(likeness("indikator", text).likely for text in sentences) >= SEVERAL
