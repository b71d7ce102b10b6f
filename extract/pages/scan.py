"""A page that is a picture: set straight, cleaned, its tables found, read.

The steps in order: work size, quarter turns, skew, even paper, rules, grid; then either the words of a text
layer are put into the grid or the reading engine reads cell by cell, and once the rest of the page with the
tables painted white.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.engines.engine import CellText, OcrLine
from extract.geometry import Gray, PageFrame
from extract.grid.ink.gutters import find_aligned_table
from extract.grid.ink.ruled_tables import PixelTable, find_tables
from extract.grid.ink.ruling_lines import Rules, find_rules, find_runs
from extract.grid.placing import gathered, into_lines, place_words
from extract.grid.scanned_level_rules import find_level_rows
from extract.model import GridCell, PageTable, TextLine
from extract.pictures.clean import cleaned, flattened, without_edges
from extract.pictures.images import PageImage
from extract.pictures.orient import upright
from extract.pictures.screens import unscreened
from extract.pictures.skew import squared, straightened
from extract.reading.cell_reading import read_scattered_lines, read_table
from extract.reading.layer_and_picture import read_table_with_layer
from extract.reading.layer_suspects import known_words
from extract.words.line_wrap import join_lines
from lampiran.records import Box, Word
from lampiran.settings import Settings

_FEW, _MANY = 0.02, 0.4
"""Shares of the cells whose borders may be badly seen."""
_LARGER = 1.02
"""By how much a table's area is larger that has one more outer rule."""


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


def prepare(image: PageImage, settings: Settings) -> PreparedPage:
    """Sets a page picture straight, cleans it and finds its tables."""
    sized = image.at_work_size()
    sheet = unscreened(replace(sized, gray=without_edges(sized.gray, sized.dpi)))
    turned, rotation = upright(sheet, settings)
    straight, skew = straightened(turned)
    straight = squared(straight)
    flat = flattened(straight.gray, straight.dpi, straight.bilevel)
    clean = replace(straight, gray=cleaned(flat, straight.dpi, straight.bilevel))
    rules, tables = page_tables(flat, straight.dpi, straight.bilevel)
    if not tables:
        aligned = find_level_rows(clean.gray, rules) or find_aligned_table(clean.gray, rules)
        tables = (aligned,) if aligned else ()
    return PreparedPage(clean, tables, rotation, round(skew, 3))


def page_tables(flat: Gray, dpi: float, bilevel: bool) -> tuple[Rules, tuple[PixelTable, ...]]:
    """The rules and ruled tables of an upright page with even paper.

    A black-and-white scan leaves rows of specks of a thin rule. They are looked for where whole rules do
    not make up sound tables; where these give the same grid they are the better ones: specks are found in
    joined cells too. On a grey page rules printed dotted are looked for only where few cells are sound, and
    taken only where they make up much sounder tables. A table that reaches farther by its specks lost its
    outer rule to the scan.
    """
    runs = find_runs(flat, dpi)
    rules = find_rules(runs, dpi)
    tables = find_tables(rules, flat)
    doubtful = _doubtful(tables)
    if tables and doubtful <= (_FEW if bilevel else _MANY):
        return rules, tables
    dotted = find_rules(runs, dpi, dotted=True)
    finer = find_tables(dotted, flat)
    better = _places(finer) > _places(tables) or (
        _places(finer) == _places(tables) and _covered(finer) > _LARGER * _covered(tables)
    )
    if tables and not bilevel:
        better = better and _doubtful(finer) < doubtful / 2
    return (dotted, finer) if better else (rules, tables)


def _doubtful(tables: Sequence[PixelTable]) -> float:
    """Share of the cells whose borders are badly seen."""
    cells = sum(len(table.cells) for table in tables)
    return sum(table.unsound * len(table.cells) for table in tables) / max(1, cells)


def _covered(tables: Sequence[PixelTable]) -> int:
    return sum(table.rect.width * table.rect.height for table in tables)


def _places(tables: Sequence[PixelTable]) -> int:
    return sum(table.n_rows * table.n_cols for table in tables)


def read_by_engine(
    prepared: PreparedPage, page: int, settings: Settings
) -> tuple[tuple[PageTable, ...], tuple[TextLine, ...]]:
    """Reads the cells of all tables, then what stands outside them.

    Raises:
        MissingRequirement: If no reading engine is installed.
    """
    image, frame = prepared.image, prepared.image.frame
    rects = [place.rect for table in prepared.tables for place in table.cells]
    texts = iter(read_table(image.gray, rects, settings, dpi=image.dpi) if rects else [])
    tables = tuple(
        _page_table(table, [_cell(next(texts), frame) for _ in table.cells], frame, page)
        for table in prepared.tables
    )
    lines = read_scattered_lines(_without_tables(prepared), settings, dpi=image.dpi)
    return tables, tuple(_text_line(_words(line, frame)) for line in lines)


def read_by_layer(
    prepared: PreparedPage, words: Sequence[Word], page: int
) -> tuple[tuple[PageTable, ...], tuple[TextLine, ...]]:
    """Puts the words of the page's text layer into its tables and lines."""
    frame = prepared.image.frame
    placement = place_words(words, prepared.tables, frame)
    tables = tuple(
        _page_table(table, [_layer_cell(lines) for lines in cells], frame, page)
        for table, cells in zip(prepared.tables, placement.cells, strict=True)
    )
    return tables, tuple(_text_line(line) for line in placement.outside)


def read_by_both(
    prepared: PreparedPage, words: Sequence[Word], page: int, settings: Settings
) -> tuple[tuple[PageTable, ...], tuple[TextLine, ...]]:
    """Reads the picture and takes the better of its words and the text layer's, cell by cell.

    Outside the tables the reading with more known words stands.

    Raises:
        MissingRequirement: If no reading engine is installed.
    """
    image, frame = prepared.image, prepared.image.frame
    inside, outside = gathered(words, prepared.tables, frame)
    rects = [place.rect for table in prepared.tables for place in table.cells]
    layer = [cell for cells in inside for cell in cells]
    texts = iter(read_table_with_layer(layer, image.gray, rects, settings, dpi=image.dpi))
    tables = tuple(
        _page_table(table, [_cell(next(texts), frame) for _ in table.cells], frame, page)
        for table in prepared.tables
    )
    read = read_scattered_lines(_without_tables(prepared), settings, dpi=image.dpi)
    lines = tuple(_words(line, frame) for line in read)
    if known_words(lines) < known_words(into_lines(outside)):
        lines = into_lines(outside)
    return tables, tuple(_text_line(line) for line in lines)


def _without_tables(prepared: PreparedPage) -> Gray:
    """The page's picture with its tables painted white."""
    rest = prepared.image.gray
    if prepared.tables:
        rest = rest.copy()
        for table in prepared.tables:
            table.rect.shrunk(-round(0.02 * prepared.image.dpi)).crop(rest)[:] = 255
    return rest


@dataclass(frozen=True, slots=True)
class _Content:
    """What a cell holds, whoever read it."""

    text: str
    confidence: float
    words: tuple[Word, ...]
    reading: CellText | None = None


def _cell(found: CellText, frame: PageFrame) -> _Content:
    words = tuple(word for line in found.lines for word in _words(line, frame))
    return _Content(found.text, found.confidence, words, found)


def _layer_cell(lines: tuple[tuple[Word, ...], ...]) -> _Content:
    words = tuple(word for line in lines for word in line)
    scores = [word.confidence for word in words]
    confidence = (min(scores) + sum(scores) / len(scores)) / 2 if scores else 1.0
    text = join_lines(" ".join(word.text for word in line) for line in lines)
    return _Content(text, confidence, words)


def _page_table(table: PixelTable, contents: Sequence[_Content], frame: PageFrame, page: int) -> PageTable:
    cells = tuple(
        GridCell(
            row=place.row,
            col=place.col,
            box=frame.box(place.rect.x0, place.rect.y0, place.rect.x1, place.rect.y1),
            text=content.text,
            confidence=content.confidence,
            words=content.words,
            readings=content.reading.readings if content.reading else (),
            row_span=place.row_span,
            col_span=place.col_span,
            border_doubt=place.doubt,
        )
        for place, content in zip(table.cells, contents, strict=True)
    )
    outline = table.rect
    return PageTable(
        page=page,
        n_rows=table.n_rows,
        n_cols=table.n_cols,
        cells=cells,
        box=frame.box(outline.x0, outline.y0, outline.x1, outline.y1),
        ruled=table.ruled,
        x_edges=_x_points(table, frame),
    )


def _x_points(table: PixelTable, frame: PageFrame) -> tuple[float, ...]:
    """The column borders as distances from the page's left edge as it *reads*, in points.

    On a page that lies sideways the shown page's x runs along the columns; what compares one page's columns
    with another's is the place across the reading direction.
    """
    scale = (frame.width * frame.height / _area(frame)) ** 0.5
    return tuple(x * scale for x in table.x_edges)


def _area(frame: PageFrame) -> float:
    """How many pixels cover the shown page."""
    corners = [frame.to_pixels(x, y) for x, y in ((0, 0), (frame.width, 0), (0, frame.height))]
    (x0, y0), (x1, y1), (x2, y2) = corners
    return max(abs((x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)), 1.0)


def _words(line: OcrLine, frame: PageFrame) -> tuple[Word, ...]:
    return tuple(
        Word(word.text, frame.box(word.box.x0, word.box.y0, word.box.x1, word.box.y1), word.confidence)
        for word in line.words
    )


def _text_line(words: tuple[Word, ...]) -> TextLine:
    boxes = [word.box for word in words if word.box is not None]
    return TextLine(" ".join(word.text for word in words), words, Box.around(boxes))
