"""A plan on a form that nobody described, known by what its columns hold; and columns that a person names.

One sign alone never makes a plan: school plans have evidence, evaluation forms have official wording. A plan
has a column of times, and beside it official indikator, or komponen or areas under a title that says what
the table is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dictionaries.headers import load_header_names
from dictionaries.likeness import names_area
from dictionaries.numerals import ordinals
from extract.columns.contents import FEWEST_CELLS, column_likeness, holds_times
from extract.columns.form_header import heading_paths
from extract.columns.header import Header, fit_columns
from extract.columns.headings import Grid
from extract.columns.naming import AREA, NO, unnamed
from extract.sizes import PATTERN, SEVERAL
from lampiran.records import KOLOM

_TITLE = re.compile(
    r"(?:RENCANA\s+(?:AKSI|KERJA)|RENAKSI|PROGRAM\s+KERJA)(?=.{0,200}(?:ZONA\s+INTEGRITAS|\bZI\b|\bWBK\b|REFORMASI\s+BIROKRASI))",
    re.IGNORECASE | re.DOTALL,
)
"""What stands over a plan."""
_MOSTLY = 0.7
"""Share of a column's texts from which on it holds areas or numbers."""
_LONG = 12
"""Letters of a text that may be an action or a document, at least (mean of a column)."""
_HEADING = 40
"""Letters of a heading, at most."""


def has_title(texts: Sequence[str]) -> bool:
    """Whether the text round the tables calls them a plan of action."""
    return any(_TITLE.search(text) for text in texts)


def header_by_roles(grids: Sequence[Grid], *, titled: bool) -> Header | None:
    """The columns of a plan among tables without a known header; None if none is plainly a plan.

    Args:
        grids: In document order.
        titled: Whether a title over them says that they are a plan.
    """
    for grid in grids:
        table = grid.table
        if not table.ruled or table.n_cols < PATTERN:
            continue
        shape = Header(tuple(map(str, range(table.n_cols))), 0, -1, "plan", x_edges=table.x_edges)
        alike = [other for other in grids if fit_columns(shape, other.table) == shape.columns]
        last = head_rows(grid) - 1
        roles = _roles(alike)
        if not _is_plan(roles, alike, titled=titled):
            continue
        paths = heading_paths(grid, 0, last) if last >= 0 else ((),) * table.n_cols
        texts = tuple(" ".join(path) for path in paths)
        columns = _named(roles, texts, _wordy(alike, table.n_cols))
        return Header(columns, 0, last, "plan", columns, table.x_edges, texts)
    return None


def named_header(grid: Grid, found: Header | None, columns: Sequence[str]) -> Header:
    """The header of a table whose columns a person named; ``found`` is what its headings said."""
    if found is not None:
        return replace(found, columns=tuple(columns), kind="plan", guessed=(), form="")
    last = head_rows(grid) - 1
    paths = heading_paths(grid, 0, last) if last >= 0 else ((),) * grid.table.n_cols
    return Header(tuple(columns), 0, last, "plan", (), grid.table.x_edges, tuple(map(" ".join, paths)))


def head_rows(grid: Grid) -> int:
    """How many grid rows at the top hold headings: short texts over several columns, no numbers, no area."""
    first = [cell for cell in grid.starting(0) if cell.text.strip()]
    if len(first) < min(PATTERN, grid.table.n_cols) - 1:
        return 0
    if any(len(cell.text) > _HEADING or names_area(cell.text) for cell in first):
        return 0
    if any(ordinals(cell.text) for cell in first):
        return 0
    return max(cell.row_span for cell in first)


def _roles(grids: Sequence[Grid]) -> dict[str, int]:
    """Which column plainly holds what."""
    found: dict[str, int] = {}
    for col in range(grids[0].table.n_cols):
        texts = _texts(grids, col)
        role = _role(texts)
        if role and role not in found:
            found[role] = col
    return found


def _role(texts: Sequence[str]) -> str:
    filled = [text for text in texts if text.strip()]
    if len(filled) < PATTERN:
        return ""
    if sum(map(names_area, filled)) >= _MOSTLY * len(filled):
        return AREA
    if sum(bool(ordinals(text)) for text in filled) >= _MOSTLY * len(filled):
        return NO
    if holds_times(filled[1:], PATTERN) or holds_times(filled, PATTERN):
        return "target_waktu"
    for kolom in ("indikator", "komponen"):
        if len(filled) >= FEWEST_CELLS and column_likeness(kolom, filled).likely:
            return kolom
    return ""


def _is_plan(roles: dict[str, int], grids: Sequence[Grid], *, titled: bool) -> bool:
    if "target_waktu" not in roles:
        return False
    bands = sum(names_area(cell.text) for grid in grids for cell in grid.table.cells)
    areas = AREA in roles or bands >= SEVERAL
    if "indikator" in roles:
        return areas or titled or "komponen" in roles
    return titled and areas


def _named(roles: dict[str, int], texts: Sequence[str], wordy: Sequence[int]) -> tuple[str, ...]:
    """A name for each column: what it holds, else what its heading says, else what a plan still lacks."""
    names = [""] * len(texts)
    for role, col in roles.items():
        names[col] = role
    for col, text in enumerate(texts):
        match = load_header_names().find(text) if not names[col] and text else None
        if match is not None and match.name.kolom not in ("other", "area", *names):
            names[col] = match.name.nama or (match.name.kolom if match.name.kolom in KOLOM else "")
            names[col] = "" if names.count(names[col]) > 1 else names[col]
    lacking = [kolom for kolom in ("langkah_aksi", "bukti_fisik") if kolom not in names]
    for col in wordy:
        if not names[col] and lacking:
            names[col] = lacking.pop(0)
    own = [
        name or " ".join(text.split()) or unnamed(col)
        for col, (name, text) in enumerate(zip(names, texts, strict=True))
    ]
    return tuple(name if own.index(name) == col else f"{name} ({col + 1})" for col, name in enumerate(own))


def _wordy(grids: Sequence[Grid], n_cols: int) -> list[int]:
    """The columns that hold longer texts."""
    found = []
    for col in range(n_cols):
        texts = [text for text in _texts(grids, col) if text.strip()]
        if len(texts) >= PATTERN and sum(map(len, texts)) >= _LONG * len(texts):
            found.append(col)
    return found


def _texts(grids: Sequence[Grid], col: int) -> list[str]:
    return [cell.text for grid in grids for cell in grid.table.cells if (cell.col, cell.col_span) == (col, 1)]
