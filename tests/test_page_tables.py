"""Which of a page's rules make up its tables: whole ones, or rows of specks too."""

from __future__ import annotations

import numpy as np
import pytest

from extract.geometry import Gray, PixelRect
from extract.grid.ink.ruling_lines import Rules
from extract.grid.table_model import Cell, PixelTable, Table
from extract.pages.scan import page_tables
from tests.support.drawn_pages import DPI


@pytest.mark.parametrize(
    ("bilevel", "whole", "dotted", "taken"),
    [
        (False, 0.6, 0.0, True),
        (False, 0.6, 0.4, False),
        (False, 0.25, 0.0, False),
        (True, 0.25, 0.3, True),
        (True, 0.0, 0.0, False),
    ],
)
def test_dotted_rules_are_taken_where_whole_ones_make_no_sound_table(
    monkeypatch: pytest.MonkeyPatch, bilevel: bool, whole: float, dotted: float, taken: bool
) -> None:
    """``whole`` and ``dotted``: share of the cells badly seen by either kind of rules."""

    def found(rules: Rules, _: Gray) -> tuple[PixelTable, ...]:
        rows, share = (6, dotted) if rules.dotted else (4, whole)
        cells = tuple(Cell(row, 0, 1, 1, PixelRect(0, row, 1, row + 1)) for row in range(rows))
        return (
            Table(
                (0.0, 1.0), tuple(map(float, range(rows + 1))), cells, PixelRect(0, 0, 1, rows), unsound=share
            ),
        )

    monkeypatch.setattr("extract.pages.scan.find_ruled_tables", found)
    rules, (table,) = page_tables(np.full((200, 200), 255, np.uint8), DPI, bilevel)
    assert rules.dotted is taken
    assert table.n_rows == (6 if taken else 4)


@pytest.mark.parametrize(("reach", "taken"), [(1.3, True), (1.0, False)])
def test_dotted_rules_are_taken_where_they_lead_to_an_outer_rule_farther_out(
    monkeypatch: pytest.MonkeyPatch, reach: float, *, taken: bool
) -> None:
    def found(rules: Rules, _: Gray) -> tuple[PixelTable, ...]:
        width = round(100 * reach) if rules.dotted else 100
        cells = tuple(Cell(row, 0, 1, 1, PixelRect(0, row, width, row + 1)) for row in range(4))
        return (
            Table(
                (0.0, float(width)), (0.0, 1.0, 2.0, 3.0, 4.0), cells, PixelRect(0, 0, width, 40), unsound=0.3
            ),
        )

    monkeypatch.setattr("extract.pages.scan.find_ruled_tables", found)
    rules, _ = page_tables(np.full((200, 200), 255, np.uint8), DPI, bilevel=True)
    assert rules.dotted is taken
