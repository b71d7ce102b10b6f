"""Finds the plan's header in a table and says which column is which.

A header is found by the likeness of its words to known headings, never by its place. Columns whose
heading is unreadable are named by their neighbours where only one name fits between them; columns the
form does not know keep their printed name. Tables of other kinds are recognised by their own headings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from dictionaries.headers import HeaderMatch, load_header_names, squeeze
from dictionaries.numerals import Ordinal, ordinals
from extract.columns.contents import MISREAD_NUMBER
from extract.columns.form_header import FormHeader, find_form
from extract.columns.headings import Grid, Heading, hangs_under_groups, is_level, opens_header, read_headings
from extract.columns.naming import AREA, NO, name_columns
from extract.model import PageTable
from extract.sizes import PATTERN
from lampiran.records import KOLOM

HeaderKind = Literal["plan", "weak", "other"]

_CORE = frozenset({"komponen", "indikator", "langkah_aksi", "bukti_fisik"})
_PLAN_WEIGHT, _WEAK_WEIGHT = 3.0, 1.7
"""Sums of the weights of known headings (``headers.csv``) that make a plan's header, and perhaps one."""
_MOST_LEVELS = 3
"""Grid rows of a header, at most."""
_MOST_MISSING = 2
"""Columns at the end that another table of the plan may lack, at most."""
_HEADING_LETTERS = 4
"""Characters of a heading that can be known again, at least."""
_SAME_EDGE = 0.35
"""Borders of two tables are the same when they differ by less than this share of a mean column."""
_DAMAGED = 60.0
"""Likeness from which a cell may be a heading printed again: damaged beyond what a name may be."""


@dataclass(frozen=True, slots=True)
class Header:
    """A header found: one name a grid column, and the grid rows it fills.

    Attributes:
        columns: ``no``, ``area``, a plan column, a printed name of the decree's own, or empty (unnamed).
        first, last: Its grid rows, counted from 0, both included.
        kind: ``plan``, ``weak`` (a plan only if its rows agree) or ``other`` (another kind of table).
        guessed: Columns named by their neighbours because their heading was unreadable.
        x_edges: The table's column borders, empty in transcripts.
        texts: What is printed over each column.
        form: The form that named them (``dictionaries/forms/``), if one did.
    """

    columns: tuple[str, ...]
    first: int
    last: int
    kind: HeaderKind
    guessed: tuple[str, ...] = ()
    x_edges: tuple[float, ...] = ()
    texts: tuple[str, ...] = ()
    form: str = ""


def find_header(grid: Grid, row: int) -> Header | None:
    """The header that begins in a grid row, with further levels and its number row; None if none does."""
    places = (grid.at(row, col) for col in range(grid.table.n_cols))
    if any(cell is not None and cell.row < row for cell in places):
        return None
    names = load_header_names()
    best: tuple[float, int, list[Heading]] | None = None
    for last in range(row, min(row + _MOST_LEVELS, grid.table.n_rows)):
        hangs = last > row and hangs_under_groups(grid, row, last, names)
        if last > row and not hangs and not is_level(grid, row, last, names):
            break
        if last > row and not opens_header(grid, row, last, names):
            break
        headings = read_headings(grid, row, last, names)
        weight = _weight([heading.match for heading in headings])
        if best is None or hangs or weight > best[0]:
            best = (weight, last, headings)
    if best is None:
        return None
    weight, last, headings = best
    kind = _kind(weight, [heading.match for heading in headings])
    columns, guessed = name_columns(headings)
    formed = find_form(grid, row) if kind != "other" else None
    if formed is not None and (kind != "plan" or (formed.last >= last and _names_more(formed, columns))):
        return _header_of(formed, grid, row)
    if kind is None:
        return None
    while last + 1 < grid.table.n_rows and is_number_row(grid, last + 1, after_header=True):
        last += 1
    texts = tuple(heading.text for heading in headings)
    return Header(columns, row, last, kind, guessed, grid.table.x_edges, texts)


def _names_more(formed: FormHeader, columns: Sequence[str]) -> bool:
    """Whether a form names all plan columns that the headings alone name, and further ones."""
    usual = set(KOLOM)
    return usual & set(columns) < usual & set(formed.fit.columns)


def _header_of(formed: FormHeader, grid: Grid, row: int) -> Header:
    """The header as a form describes it; columns that it does not name are named by their headings."""
    headings = read_headings(grid, row, formed.last, load_header_names())
    own, _ = name_columns(headings)
    named = {name for name in formed.fit.columns if name}
    columns = tuple(
        name or (f"{other} ({col + 1})" if other in named else other)
        for col, (name, other) in enumerate(zip(formed.fit.columns, own, strict=True))
    )
    last = formed.last
    while last + 1 < grid.table.n_rows and is_number_row(grid, last + 1, after_header=True):
        last += 1
    texts = tuple(" ".join(path) for path in formed.paths)
    return Header(columns, row, last, "plan", (), grid.table.x_edges, texts, formed.fit.form.name)


def find_headers(grid: Grid) -> dict[int, Header]:
    """All headers of a table by the grid row they begin in."""
    found: dict[int, Header] = {}
    row = 0
    while row < grid.table.n_rows:
        header = find_header(grid, row)
        if header is not None:
            found[row] = header
            row = header.last
        row += 1
    return found


def names_all_columns(grid: Grid) -> bool:
    """Whether a plan's header in a table has a plain, known heading over each column."""
    return any(
        header.kind == "plan" and not header.guessed and {NO, AREA, *KOLOM}.issuperset(header.columns)
        for header in find_headers(grid).values()
    )


def is_number_row(grid: Grid, row: int, *, after_header: bool = False) -> bool:
    """Whether a row counts the columns (``1 2 3 4 5 6``), perhaps partly misread.

    Right under a header one right number beyond the first column is enough (a lone ``1`` may be a row's
    own), and among three right ones a third may be letters; elsewhere half of them must agree.
    """
    cells = [cell for cell in grid.starting(row) if cell.text.strip()]
    hits = [
        cell.col
        for cell in cells
        if any(mark.value == cell.col + 1 and mark.style == "arabic" for mark in _marks(cell.text))
    ]
    lengths = [len(_bare(cell.text)) for cell in cells]
    misread = sum(length > 2 for length in lengths)
    if not cells or max(lengths) > MISREAD_NUMBER:
        return False
    if misread and not (after_header and len(hits) >= PATTERN and misread * 3 <= len(cells)):
        return False
    if after_header:
        return any(hits) and (len(hits) * 2 >= len(cells) or len(cells) >= PATTERN)
    return len(hits) >= PATTERN and len(hits) * 2 >= len(cells)


def repeats_header(grid: Grid, row: int, columns: Sequence[str], header: Header) -> bool:
    """Whether a row prints the plan's header again, too damaged to be found by itself."""
    cells = [cell for cell in grid.starting(row) if cell.text.strip()]
    printed = dict(zip(header.columns, header.texts, strict=True))
    alike = sum(
        fuzz.ratio(squeeze(cell.text), squeeze(printed.get(columns[cell.col], ""))) >= _DAMAGED
        for cell in cells
        if len(cell.text) >= _HEADING_LETTERS and columns[cell.col]
    )
    return alike >= PATTERN and alike * 2 > len(cells)


def columns_of_repeat(own: Header, fitted: Sequence[str] | None) -> tuple[str, ...]:
    """The columns of a repeated header: where only noise makes a name differ, the plan's counts."""
    if fitted is None or len(fitted) != len(own.columns):
        return own.columns
    sure = [name if name in (NO, AREA, *KOLOM) and name not in own.guessed else "" for name in own.columns]
    return tuple(
        name or (known if known not in sure else own.columns[index])
        for index, (name, known) in enumerate(zip(sure, fitted, strict=True))
    )


def fit_columns(header: Header, table: PageTable) -> tuple[str, ...] | None:
    """Names the columns of a table without header after the plan's; None if it is another table.

    With borders known, each column takes the name of the header column it overlaps most, once both
    tables are laid to the same left and right edge. Without borders the number of columns must agree
    (a transcript may have lost empty ones at the end).
    """
    if header.x_edges and table.x_edges:
        return _fit_by_edges(header, table)
    if table.n_cols == len(header.columns):
        return header.columns
    fewer = len(header.columns) - table.n_cols
    return header.columns[: table.n_cols] if 0 < fewer <= _MOST_MISSING and table.n_cols > PATTERN else None


def _fit_by_edges(header: Header, table: PageTable) -> tuple[str, ...] | None:
    theirs, ours = _unit(header.x_edges), _unit(table.x_edges)
    named: list[str] = []
    for left, right in zip(ours, ours[1:], strict=False):
        overlaps = [
            max(0.0, min(right, end) - max(left, start))
            for start, end in zip(theirs, theirs[1:], strict=False)
        ]
        best = max(range(len(overlaps)), key=overlaps.__getitem__)
        named.append(header.columns[best])
    shared = sum(
        min(abs(edge - other) for other in theirs) < _SAME_EDGE / len(header.columns) for edge in ours[1:-1]
    )
    missing = len(set(header.columns)) - len(set(named))
    agrees = shared * 3 >= 2 * max(len(ours) - 2, 1)
    return tuple(named) if agrees and missing <= _MOST_MISSING and len(named) >= PATTERN else None


def _unit(edges: Sequence[float]) -> list[float]:
    width = (edges[-1] - edges[0]) or 1.0
    return [(edge - edges[0]) / width for edge in edges]


def _marks(text: str) -> tuple[Ordinal, ...]:
    return ordinals(_bare(text))


def _bare(text: str) -> str:
    """Letters and digits alone: brackets and specks round a number do not count."""
    return "".join(letter for letter in text if letter.isalnum())


def _weight(matches: Sequence[HeaderMatch | None]) -> float:
    best: dict[str, float] = {}
    against = 0.0
    for match in matches:
        if match is None:
            continue
        name = match.name
        if name.kolom == "other":
            against += name.weight
        elif name.kolom == "extra":
            best[name.header] = name.weight
        else:
            best[name.kolom] = max(best.get(name.kolom, 0.0), name.weight)
    return sum(best.values()) + against


def _kind(weight: float, matches: Sequence[HeaderMatch | None]) -> HeaderKind | None:
    found = [match.name for match in matches if match is not None]
    core = {name.kolom for name in found} & _CORE
    if len(core) >= 2 and weight >= _PLAN_WEIGHT:
        return "plan"
    named = len({name.header for name in found if name.kolom != "extra"})
    others = sum(1 for name in found if name.kolom == "other")
    if others >= 2 or (others and named >= PATTERN):
        return "other"
    if core and len(found) >= PATTERN and weight >= _WEAK_WEIGHT:
        return "weak"
    return None
