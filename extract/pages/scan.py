"""A page that is a picture: set straight, cleaned, its tables found, read.

Then either the words of a text layer are put into the tables, or the OCR engine reads cell by cell, and the
rest of the page at once with the tables painted white.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from extract.geometry import WHITE, Gray, PageFrame, PixelRect
from extract.grid.ink.gutters import find_aligned_table
from extract.grid.ink.ruled_tables import find_ruled_tables
from extract.grid.ink.ruling_lines import Rules, Runs, find_rules, find_runs
from extract.grid.placing import into_lines, place_words, words_by_cell
from extract.grid.scanned_level_rules import find_level_rows
from extract.grid.table_model import PixelTable
from extract.model import PageTable, TextLine
from extract.pages.page_contents import (
    CellContent,
    cell_content,
    joined_content,
    page_table,
    text_line,
    words_of_line,
)
from extract.pictures.clean import cleaned, flattened, without_edges
from extract.pictures.images import PageImage
from extract.pictures.orient import upright
from extract.pictures.screens import unscreened
from extract.pictures.skew import squared, straightened
from extract.reading.cell_reading import read_scattered_lines, read_table
from extract.reading.layer_and_picture import read_table_with_layer
from extract.reading.layer_suspects import known_words
from extract.sizes import WORD
from lampiran.faults import attempt
from lampiran.records import Box, Word
from lampiran.settings import Settings

_FEW, _MANY = 0.02, 0.4
"""Largest share of badly bordered cells with which whole rules will do: black-and-white, grey scans."""
_LARGER = 1.02
"""By how much a table's area is larger if it has one more outer rule."""


@dataclass(frozen=True, slots=True, eq=False)
class PreparedPage:
    """A page set straight and cleaned, with its tables.

    Attributes:
        image: Dark print on white; its frame leads back to the shown page.
        tables: In its pixels.
        rotation: Degrees (0, 90, 180, 270) by which the print had been turned clockwise.
        skew: Degrees by which lines leant (positive: falling to the right) once upright.
    """

    image: PageImage
    tables: tuple[PixelTable, ...]
    rotation: int
    skew: float


def _without_edges(image: PageImage) -> PageImage:
    return replace(image, gray=without_edges(image.gray, image.dpi))


_SHEET_PASSES: tuple[tuple[str, Callable[[PageImage], PageImage]], ...] = (
    # First: all sizes in pixels are for at most 200 dpi.
    ("page brought to size", PageImage.at_work_size),
    # Before turning: black edges are known by touching the rim of the picture.
    ("black edges removed", _without_edges),
    # Before looking for ink: on a screen there are dots everywhere.
    ("screen removed", unscreened),
)
"""What is done to a picture before its lines are looked for.

Then it is turned upright, because the lean is measured on level lines; straightened; and squared last,
because perspective is measured by the lean that is left.
"""


def prepare(image: PageImage, settings: Settings) -> PreparedPage:
    """Sets a page picture straight, cleans it and finds its tables."""
    sheet = image
    for name, changed in _SHEET_PASSES:
        sheet = attempt(name, changed, sheet, otherwise=sheet)
    turned, rotation = attempt("page turned upright", upright, sheet, settings, otherwise=(sheet, 0))
    leaning, skew = attempt("page straightened", straightened, turned, otherwise=(turned, 0.0))
    straight = attempt("page squared", squared, leaning, otherwise=leaning)
    kind = straight.dpi, straight.bilevel
    flat = attempt("paper flattened", flattened, straight.gray, *kind, otherwise=straight.gray)
    clean = replace(straight, gray=attempt("page cleaned", cleaned, flat, *kind, otherwise=flat))
    nothing = (_no_rules(flat, straight.dpi), ())
    rules, tables = attempt("tables by rules", page_tables, flat, *kind, otherwise=nothing, lost=True)
    if not tables:
        aligned = find_level_rows(clean.gray, rules) or find_aligned_table(clean.gray, rules)
        tables = (aligned,) if aligned else ()
    return PreparedPage(clean, tables, rotation, round(skew, 3))


def page_tables(flat: Gray, dpi: float, bilevel: bool) -> tuple[Rules, tuple[PixelTable, ...]]:
    """The rules and ruled tables of an upright page with even paper.

    Black-and-white scanners leave rows of specks of a thin rule. They are looked for if whole rules do not
    form sound tables. If they give the same grid, the whole rules are better, because specks are found within
    cells too. On a grey page dotted rules are looked for only if few cells are sound, and used only if they
    form much sounder tables. A table that is larger with specks lost its outer rule to the scan.
    """
    if min(flat.shape) < round(WORD * dpi):
        return _no_rules(flat, dpi), ()  # a strip in which no row of a table has room
    runs = find_runs(flat, dpi)
    rules = find_rules(runs, dpi)
    tables = find_ruled_tables(rules, flat)
    doubtful = _doubtful(tables)
    if tables and doubtful <= (_FEW if bilevel else _MANY):
        return rules, tables
    whole = (rules, tables)
    dotted, finer = attempt("tables by dotted rules", _dotted_tables, runs, flat, dpi, otherwise=whole)
    better = _places(finer) > _places(tables) or (
        _places(finer) == _places(tables) and _covered(finer) > _LARGER * _covered(tables)
    )
    if tables and not bilevel:
        better = better and _doubtful(finer) < doubtful / 2
    return (dotted, finer) if better else (rules, tables)


def _no_rules(flat: Gray, dpi: float) -> Rules:
    blank = np.zeros_like(flat)
    return Rules((), (), blank, blank, dpi)


def _dotted_tables(runs: Runs, flat: Gray, dpi: float) -> tuple[Rules, tuple[PixelTable, ...]]:
    rules = find_rules(runs, dpi, dotted=True)
    return rules, find_ruled_tables(rules, flat)


def _doubtful(tables: Sequence[PixelTable]) -> float:
    """Share of the cells with badly seen borders."""
    cells = sum(len(table.cells) for table in tables)
    return sum(table.unsound * len(table.cells) for table in tables) / max(1, cells)


def _covered(tables: Sequence[PixelTable]) -> int:
    return sum(table.box.width * table.box.height for table in tables)


def _places(tables: Sequence[PixelTable]) -> int:
    return sum(table.n_rows * table.n_cols for table in tables)


def read_by_engine(
    prepared: PreparedPage, page: int, settings: Settings
) -> tuple[tuple[PageTable, ...], tuple[TextLine, ...]]:
    """Reads the cells of all tables, then the text outside them.

    Raises:
        MissingRequirement: If no OCR engine is installed.
    """
    image, frame = prepared.image, prepared.image.frame
    rects = [cell.box for table in prepared.tables for cell in table.cells]
    texts = iter(read_table(image.gray, rects, settings, dpi=image.dpi) if rects else [])
    tables = tuple(
        _made(table, [cell_content(next(texts), frame) for _ in table.cells], frame, page)
        for table in prepared.tables
    )
    lines = read_scattered_lines(_without_tables(prepared), settings, dpi=image.dpi)
    return tables, tuple(text_line(words_of_line(line, frame)) for line in lines)


def read_without_tables(
    prepared: PreparedPage, settings: Settings
) -> tuple[tuple[PageTable, ...], tuple[TextLine, ...]]:
    """Reads a page of which the tables could not be read: all of it is lines of text.

    Raises:
        MissingRequirement: If no OCR engine is installed.
    """
    return read_by_engine(replace(prepared, tables=()), 0, settings)


def read_by_layer(
    prepared: PreparedPage, words: Sequence[Word], page: int
) -> tuple[tuple[PageTable, ...], tuple[TextLine, ...]]:
    """Puts the words of the page's text layer into its tables and lines."""
    frame = prepared.image.frame
    placement = place_words(words, prepared.tables, frame)
    tables = tuple(
        _made(table, [_layer_cell(lines) for lines in cells], frame, page)
        for table, cells in zip(prepared.tables, placement.cells, strict=True)
    )
    return tables, tuple(text_line(line) for line in placement.outside)


def read_by_both(
    prepared: PreparedPage, words: Sequence[Word], page: int, settings: Settings
) -> tuple[tuple[PageTable, ...], tuple[TextLine, ...]]:
    """Reads the picture and takes the better of its words and the text layer's, cell by cell.

    Outside the tables the reading with more known words is taken.

    Raises:
        MissingRequirement: If no OCR engine is installed.
    """
    image, frame = prepared.image, prepared.image.frame
    inside, outside = words_by_cell(words, prepared.tables, frame)
    rects = [cell.box for table in prepared.tables for cell in table.cells]
    layer = [cell for cells in inside for cell in cells]
    texts = iter(read_table_with_layer(layer, image.gray, rects, settings, dpi=image.dpi))
    tables = tuple(
        _made(table, [cell_content(next(texts), frame) for _ in table.cells], frame, page)
        for table in prepared.tables
    )
    read = read_scattered_lines(_without_tables(prepared), settings, dpi=image.dpi)
    lines = tuple(words_of_line(line, frame) for line in read)
    if known_words(lines) < known_words(into_lines(outside)):
        lines = into_lines(outside)
    return tables, tuple(text_line(line) for line in lines)


def _without_tables(prepared: PreparedPage) -> Gray:
    """The page's picture with its tables painted white."""
    rest = prepared.image.gray
    if prepared.tables:
        rest = rest.copy()
        for table in prepared.tables:
            table.box.shrunk(-round(0.02 * prepared.image.dpi)).crop(rest)[:] = WHITE
    return rest


def _layer_cell(lines: tuple[tuple[Word, ...], ...]) -> CellContent:
    scores = [word.confidence for line in lines for word in line]
    return joined_content(lines, (min(scores) + sum(scores) / len(scores)) / 2 if scores else 1.0)


def _made(table: PixelTable, contents: Sequence[CellContent], frame: PageFrame, page: int) -> PageTable:
    def shown(rect: PixelRect) -> Box:
        return frame.box(rect.x0, rect.y0, rect.x1, rect.y1)

    return page_table(table, contents, page, shown, _x_points(table, frame))


def _x_points(table: PixelTable, frame: PageFrame) -> tuple[float, ...]:
    """The column borders as distances from the left edge of the page as it *reads*, in points.

    On a page that lies sideways the shown page's x runs along the columns; to compare columns of two pages,
    their places across the reading direction are needed.
    """
    scale = (frame.width * frame.height / _area(frame)) ** 0.5
    return tuple(x * scale for x in table.xs)


def _area(frame: PageFrame) -> float:
    """How many pixels cover the shown page."""
    corners = [frame.to_pixels(x, y) for x, y in ((0, 0), (frame.width, 0), (0, frame.height))]
    (x0, y0), (x1, y1), (x2, y2) = corners
    return max(abs((x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)), 1.0)
