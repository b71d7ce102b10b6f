"""The formula that closes a decree, where it stands in ruled rows under the plan's last one.

A plan made in a spreadsheet is printed with its grid, and so are the rows that say where and when the
decree was issued and who signed. They are not part of the plan.
"""

from __future__ import annotations

from collections.abc import Sequence

from dictionaries.function_words import Role, words_of
from dictionaries.likeness import alike
from extract.plan.plan_lines import PlanLine

_MOST_COLUMNS = 2
"""Columns that a row of the formula fills."""
_MOST_ROWS = 12
"""Rows at the plan's end in which the formula begins, at most."""


def closing_lines(lines: Sequence[PlanLine]) -> list[PlanLine]:
    """The lines from the closing formula to the plan's end; none where the plan continues after it.

    Args:
        lines: The plan's lines in order.
    """
    start = max(0, len(lines) - _MOST_ROWS)
    opened = next((at for at in range(start, len(lines)) if _opens(lines[at])), len(lines))
    closing = list(lines[opened:])
    return closing if all(len(line.filled) <= _MOST_COLUMNS for line in closing) else []


def _opens(line: PlanLine) -> bool:
    """Whether the first words of a line open the formula, noise allowed."""
    if len(line.filled) not in range(1, _MOST_COLUMNS + 1):
        return False
    begins = line.text(line.filled[0]).lower()
    return any(alike(begins[: len(opening)], opening).sure for opening in words_of(Role.CLOSING))
