"""Born-digital pages: characters and drawn lines as the program that made the page set them.

Characters are put into cells first and joined to words there, so that texts of neighbouring cells never run
together. Pages whose print lies sideways are turned to reading direction for this; all boxes are those of the
page as a viewer shows it (``/Rotate`` and crop box applied). What the page does not show is left out; cells
whose letters the file does not tell are read from its picture.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.grid.drawn.aligned_text import find_aligned_text
from extract.grid.drawn.drawn_tables import find_drawn_tables
from extract.grid.drawn.level_rules import find_level_ruled
from extract.grid.placing import PlacedWord
from extract.grid.table_model import PointTable
from extract.model import PageReading, Source
from extract.pages.characters import (
    char_box,
    char_turn,
    is_unreadable,
    lines_of_chars,
    placed_words,
)
from extract.pages.drawn_rules import DrawnRules, coloured_areas, drawn_rules
from extract.pages.letter_ink import letter_ink
from extract.pages.page_characters import PageCharacters, page_characters
from extract.pages.page_contents import CellContent, joined_content, page_table, text_line
from extract.pages.page_objects import Char, Chars, PageObjects, opened_page, page_objects
from extract.pages.pictured_cells import PicturedCell, read_from_picture
from extract.pages.pictured_rules import pictured_tables
from extract.pages.struck_words import first_struck
from extract.pages.whole_words import Home, kept_whole
from extract.pictures.images import PageImage
from extract.sizes import HARDLY
from extract.turning import Turn
from lampiran.codes import ProblemCode, ReasonCode
from lampiran.records import HIDDEN, Box, Problem, Reading, Reason, Word
from lampiran.settings import Settings

ENGINE = "pdf text"
_FEWEST_BORDERS = 3
"""Upright borders of a table, the outer ones included; with fewer, columns are looked for by alignment."""


@dataclass(frozen=True, slots=True)
class DigitalPage:
    """A born-digital page.

    Attributes:
        reading: What was read.
        picture: The page as shown, grey; None where it is too large to be shown.
        usable: Whether the file tells its letters; if not, the page should be read from its picture.
    """

    reading: PageReading
    picture: PageImage | None
    usable: bool


def read_digital_page(source: Source, page: int, settings: Settings) -> DigitalPage:
    """Reads one page of a PDF from its text.

    Args:
        source: The file.
        page: From 1.
        settings: Engine and quality, for cells that have to be read from the picture; size limits.

    Raises:
        DamagedDocument: If the page's content cannot be interpreted.
    """
    started = time.perf_counter()
    with opened_page(source, page) as opened:
        objects = page_objects(opened)
    ink = letter_ink(source, page, objects.chars, settings)
    text = page_characters(objects, ink)
    turn = Turn(char_turn(text.shown), objects.width, objects.height)
    drawn = drawn_rules(objects.drawn, turn)
    grids = _tables(objects, text, drawn, turn)
    if text.shown and not any(table.ruled for table in grids):
        grids = pictured_tables(source, page, turn, settings) or grids
    placed = _placed(text, grids, turn)
    contents = [[_content(*cell, turn) for cell in cells] for cells in placed.cells]
    wanted = _to_be_pictured(placed, turn) if text.usable else []
    fills = coloured_areas(objects.drawn, turn)
    contents = [_with_shades(table, its, fills) for table, its in zip(placed.tables, contents, strict=True)]
    pictured, reader = read_from_picture(source, page, wanted, settings)
    for cell, content in pictured:
        contents[cell.table][cell.index] = _preferred(content, contents[cell.table][cell.index])
    tables = tuple(
        page_table(table, _struck_told(table, its, drawn, turn), page, turn.shown, table.xs)
        for table, its in zip(placed.tables, contents, strict=True)
    )
    outside = tuple(text_line(line) for line in lines_of_chars(placed.outside, turn))
    hidden = _hidden_words(placed, turn)
    reading = PageReading(
        page=page,
        width=objects.width,
        height=objects.height,
        kind="digital",
        engine=" + ".join((ENGINE, *([reader] if pictured else []))),
        tables=tables,
        outside=outside,
        rotation=turn.degrees,
        words_unseen=len(hidden),
    )
    problems = (*_unreadable(reading), *_unseen(hidden, page))
    reading = replace(reading, seconds=round(time.perf_counter() - started, 3), problems=problems)
    return DigitalPage(reading, ink.picture if ink else None, text.usable)


@dataclass(frozen=True, slots=True)
class _Placed:
    """The characters of a page by place.

    Attributes:
        tables: Its tables.
        cells: For each table and cell what is shown there, and what is hidden.
        outside, hidden_outside: The same outside all tables.
    """

    tables: tuple[PointTable, ...]
    cells: list[list[tuple[Chars, Chars]]]
    outside: Chars
    hidden_outside: Chars


def _placed(text: PageCharacters, tables: tuple[PointTable, ...], turn: Turn) -> _Placed:
    shown, outside = _sorted_chars(text.shown, tables, turn)
    hidden, hidden_outside = _sorted_chars(text.hidden, tables, turn)
    cells = [list(zip(*its, strict=True)) for its in zip(shown, hidden, strict=True)]
    return _Placed(tables, cells, outside, hidden_outside)


def _to_be_pictured(placed: _Placed, turn: Turn) -> list[PicturedCell]:
    """The cells with letters that the file does not tell."""
    return [
        PicturedCell(number, index, turn.shown(placed.tables[number].cells[index].box), char_turn(shown))
        for number, cells in enumerate(placed.cells)
        for index, (shown, _) in enumerate(cells)
        if any("unknown" in char for char in shown)
    ]


def _hidden_words(placed: _Placed, turn: Turn) -> list[Word]:
    places = [*(hidden for cells in placed.cells for _, hidden in cells), placed.hidden_outside]
    return [word for chars in places for line in lines_of_chars(chars, turn) for word in line]


def _tables(
    objects: PageObjects, text: PageCharacters, drawn: DrawnRules, turn: Turn
) -> tuple[PointTable, ...]:
    tables = find_drawn_tables(drawn.level, drawn.upright)
    if any(len(table.xs) > _FEWEST_BORDERS for table in tables):
        return tables
    width, height = objects.width, objects.height
    size = (width, height) if turn.degrees % 180 == 0 else (height, width)
    found = _without_uprights(placed_words(text.shown, turn), drawn, size)
    return (found,) if found is not None else tables


def _without_uprights(
    words: Sequence[PlacedWord], drawn: DrawnRules, size: tuple[float, float]
) -> PointTable | None:
    """The table of a page without upright rules."""
    level = (*drawn.level, *drawn.edges)
    return find_level_ruled(words, level) or find_aligned_text(words, level, size)


def _sorted_chars(chars: Chars, tables: Sequence[PointTable], turn: Turn) -> tuple[list[list[Chars]], Chars]:
    """Puts each character into the cell around its middle, or that of its word, or outside all tables."""
    inside: list[list[Chars]] = [[[] for _ in table.cells] for table in tables]
    outside: Chars = []
    homes, astray = kept_whole(chars, [_home(char, tables, turn) for char in chars])
    for index, (char, home) in enumerate(zip(chars, homes, strict=True)):
        its = outside if home is None else inside[home[0]][home[1]]
        its.append({**char, "astray": True} if index in astray else char)
    return inside, outside


def _home(char: Char, tables: Sequence[PointTable], turn: Turn) -> Home:
    place = turn.reading(char_box(char))
    x, y = (place.x0 + place.x1) / 2, (place.y0 + place.y1) / 2
    for number, table in enumerate(tables):
        index = _place_at(table, x, y)
        if index is not None:
            return number, index
    return None


def _place_at(table: PointTable, x: float, y: float) -> int | None:
    box = table.box
    if not (box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1):
        return None
    return next(
        index
        for index, cell in enumerate(table.cells)
        if cell.box.x0 <= x <= cell.box.x1 and cell.box.y0 <= y <= cell.box.y1
    )


def _content(chars: Chars, hidden: Chars, turn: Turn) -> CellContent:
    """What a cell shows; what it has besides is kept as a further reading."""
    lines = lines_of_chars(chars, turn)
    content = joined_content(lines, min((word.confidence for line in lines for word in line), default=1.0))
    doubtful = _first_doubtful(chars, turn)
    if doubtful:
        content = replace(content, doubts=(Reason(ReasonCode.LETTERS_HIDDEN, (doubtful,)),))
    if any("astray" in char for char in chars):
        content = replace(content, doubts=(*content.doubts, Reason(ReasonCode.MISPLACED)))
    unseen = joined_content(lines_of_chars(hidden, turn), 0.0).text
    if unseen:
        own = Reading(ENGINE, content.text, content.confidence)
        content = replace(content, readings=(own, Reading(HIDDEN, unseen, 0.0)))
    return content


def _with_shades(table: PointTable, contents: list[CellContent], fills: Sequence[Box]) -> list[CellContent]:
    """The contents, with empty cells marked that a coloured area covers."""
    return [
        replace(content, shaded=True)
        if not content.words and any(_covers(fill, cell.box) for fill in fills)
        else content
        for cell, content in zip(table.cells, contents, strict=True)
    ]


def _covers(fill: Box, cell: Box) -> bool:
    """Whether an area covers a cell's middle and at least half of its width and height."""
    x, y = (cell.x0 + cell.x1) / 2, (cell.y0 + cell.y1) / 2
    width = min(fill.x1, cell.x1) - max(fill.x0, cell.x0)
    height = min(fill.y1, cell.y1) - max(fill.y0, cell.y0)
    inside = fill.x0 <= x <= fill.x1 and fill.y0 <= y <= fill.y1
    return inside and 2 * width >= cell.x1 - cell.x0 and 2 * height >= cell.y1 - cell.y0


def _struck_told(
    table: PointTable, contents: Sequence[CellContent], drawn: DrawnRules, turn: Turn
) -> list[CellContent]:
    """The contents of a table's cells, with a doubt where a drawn line strikes a word out."""
    found = []
    for cell, content in zip(table.cells, contents, strict=True):
        struck = first_struck(content.words, cell.box, drawn.level, turn)
        doubts = (Reason(ReasonCode.WORD_STRUCK, (struck,)),) if struck else ()
        found.append(replace(content, doubts=(*content.doubts, *doubts)))
    return found


def _first_doubtful(chars: Chars, turn: Turn) -> str:
    """The first word with letters that the file does not tell, or that another text is printed over."""
    if not any("unknown" in char or "mixed" in char for char in chars):
        return ""
    words = [word for line in lines_of_chars(chars, turn) for word in line]
    return next((word.text for word in words if is_unreadable(word.text)), words[0].text if words else "")


def _preferred(pictured: CellContent, own: CellContent) -> CellContent:
    """What a cell's picture says in place of the file's text; that where nothing was read."""
    if not pictured.text:
        return own
    doubts = (Reason(ReasonCode.READ_FROM_PICTURE),)
    others = own.readings or (Reading(ENGINE, own.text, own.confidence),)
    return replace(pictured, readings=pictured.readings + others, doubts=doubts)


def _unreadable(reading: PageReading) -> tuple[Problem, ...]:
    words = [word for table in reading.tables for cell in table.cells for word in cell.words]
    words += [word for line in reading.outside for word in line.words]
    bad = sum(is_unreadable(word.text) for word in words)
    if not words or bad <= HARDLY * len(words):
        return ()
    values = (str(bad), str(len(words)))
    return (Problem(ProblemCode.UNREADABLE_FONT, values, reading.page, lost=True),)


def _unseen(words: Sequence[Word], page: int) -> tuple[Problem, ...]:
    return (Problem(ProblemCode.WORDS_UNSEEN, (str(len(words)), words[0].text), page),) if words else ()
