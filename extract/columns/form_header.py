"""A header that a form describes (``dictionaries/forms/``): headings are paths of groups."""

from __future__ import annotations

from dataclasses import dataclass

from dictionaries.likeness import names_area
from dictionaries.plan_forms import Fit, HeadingPath, best_fit, fit, load_forms
from extract.columns.headings import Grid
from extract.model import PageTable

_MOST_LEVELS = 3
"""Grid rows of a header, at most."""
_FEWEST_CELLS = 3
"""Cells with print in a header, at least; a title has one."""


@dataclass(frozen=True, slots=True)
class FormHeader:
    """A form that fits the grid rows up to ``last``."""

    fit: Fit
    last: int
    paths: tuple[HeadingPath, ...]


def find_form(grid: Grid, row: int) -> FormHeader | None:
    """The form whose header begins in a grid row; None if none fits there."""
    best: FormHeader | None = None
    if any(names_area(cell.text) for cell in grid.starting(row)):
        return None  # an area's heading stands over the header
    for last in range(row, min(row + _MOST_LEVELS, grid.table.n_rows)):
        paths = heading_paths(grid, row, last)
        if sum(bool(path) for path in paths) < _FEWEST_CELLS:
            continue
        found = best_fit(paths)
        if found is not None and (best is None or found.named > best.fit.named):
            best = FormHeader(found, last, paths)
    return best


def heading_paths(grid: Grid, first: int, last: int) -> tuple[HeadingPath, ...]:
    """What is printed over each grid column in some grid rows, from the topmost group down."""
    found = []
    for col in range(grid.table.n_cols):
        cells = dict.fromkeys(grid.at(row, col) for row in range(first, last + 1))
        found.append(tuple(cell.text for cell in cells if cell is not None and cell.text.strip()))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Verdicts:
    """How all forms fit a table: its headings as printed, and the fits."""

    printed: str
    fits: tuple[Fit, ...]


def form_verdicts(table: PageTable) -> Verdicts | None:
    """How the forms fit a table, in the rows where they fit best; None if no headings stand at its top."""
    grid = Grid(table)
    best: Verdicts | None = None
    for first in range(min(_MOST_LEVELS, table.n_rows)):
        for last in range(first, min(first + _MOST_LEVELS, table.n_rows)):
            paths = heading_paths(grid, first, last)
            if sum(bool(path) for path in paths) < _FEWEST_CELLS:
                continue
            fits = tuple(fit(form, paths) for form in load_forms())
            if best is None or _worth(fits) > _worth(best.fits):
                best = Verdicts(" | ".join(" > ".join(path) for path in paths), fits)
    return best


def _worth(fits: tuple[Fit, ...]) -> tuple[bool, int]:
    """Whether any form fits, and how many columns the best one names."""
    return any(one.fits for one in fits), max((one.named for one in fits), default=0)
