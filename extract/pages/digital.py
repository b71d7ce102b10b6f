"""Born-digital pages: characters and drawn lines as the program that made the page set them; no OCR.

Characters are put into cells first and joined to words there, so that texts of neighbouring cells never run
together. Pages whose print lies sideways are turned to reading direction for this; all boxes are those of the
page as a viewer shows it (``/Rotate`` and crop box applied).
"""

from __future__ import annotations

import io
import logging
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException
from pdfplumber.utils.text import extract_words

from extract.files.opened import single_page
from extract.grid.drawn.aligned_text import find_aligned_text
from extract.grid.drawn.drawn_tables import THICKEST, find_drawn_tables, segments_of_box
from extract.grid.drawn.level_rules import find_level_ruled
from extract.grid.model import PointTable, Segment
from extract.grid.placing import PlacedWord, into_lines
from extract.model import PageReading, Source
from extract.pages.page_contents import CellContent, joined_content, page_table, text_line
from extract.sizes import HARDLY
from extract.turning import Turn
from lampiran.codes import ProblemCode
from lampiran.errors import DamagedDocument
from lampiran.language import told
from lampiran.records import Box, Problem, Word

log = logging.getLogger(__name__)

ENGINE = "pdf text"
_FAULTS = (
    MalformedPDFException, PdfminerException, PDFException, PSException, OSError,
    ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError,
)  # fmt: skip
"""What the libraries raise on broken pages: their own errors, and those of their faults on odd input."""
_UNREADABLE = 0.3
"""Confidence of a word in a font that hides its letters."""
_FEWEST_BORDERS = 3
"""Upright borders of a table, the outer ones included; with fewer, columns are looked for by alignment."""
_DOUBLE = 0.7
"""Points between the two copies of a letter that a program sets twice to make it bold, at most."""
_MARKED = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)](?=[A-Z])")
_MARK_GAP = 0.03
"""Least gap between a list mark and its word, in heights of a letter; within words letters touch."""
_BULLETS = str.maketrans(dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d", "\N{BULLET}"))
_Chars = list[dict[str, Any]]


def read_digital_page(source: Source, page: int) -> PageReading:
    """Reads one page of a PDF from its text.

    Args:
        source: The file.
        page: From 1.

    Raises:
        DamagedDocument: If the page's content cannot be interpreted.
    """
    started = time.perf_counter()
    with opened_page(source, page) as opened:
        reading = _read(opened, page)
    return replace(reading, seconds=round(time.perf_counter() - started, 3))


@contextmanager
def opened_page(source: Source, page: int) -> Iterator[Page]:
    """Opens one page of a PDF and closes it again; errors of the libraries become our own.

    Raises:
        DamagedDocument: If the page's content cannot be interpreted, here or in the block.
    """
    try:
        with pdfplumber.open(io.BytesIO(single_page(source, page))) as pdf:
            opened = pdf.pages[0]
            try:
                yield opened
            finally:
                opened.close()
    except _FAULTS as fault:
        log.info("%s page %d: %s", source.file, page, fault)
        message = told("Page {0} is damaged: its content cannot be interpreted.", page)
        raise DamagedDocument(message, "Save the PDF anew or scan it.") from fault


def page_chars(page: Page) -> _Chars:
    """The characters of an opened page as a viewer shows it; doubles of bold letters dropped, blanks kept."""
    shown = _shown(page)
    left, top = shown.x0, shown.y0
    chars: _Chars = []
    seen: dict[tuple[str, int, int], float] = {}
    for char in page.chars:
        x0, y0, text = char["x0"] - left, char["top"] - top, char["text"]
        near = (seen.get((text, round(y0), round(x0) + step)) for step in (-1, 0, 1))
        if text.strip() and any(other is not None and abs(other - x0) < _DOUBLE for other in near):
            continue
        seen[text, round(y0), round(x0)] = x0
        moved = {"x0": x0, "x1": char["x1"] - left, "top": y0, "bottom": char["bottom"] - top}
        chars.append({**char, **moved})
    return chars


def shown_size(page: Page) -> tuple[float, float]:
    """Width and height of the page as a viewer shows it, points."""
    shown = _shown(page)
    return shown.x1 - shown.x0, shown.y1 - shown.y0


def char_turn(chars: _Chars) -> int:
    """Degrees (0, 90, 180, 270) by which most characters are turned clockwise on the shown page."""
    turns: Counter[int] = Counter()
    for char in chars:
        matrix = char.get("matrix")
        if matrix is None or not char["text"].strip():
            continue
        a, b = float(matrix[0]), float(matrix[1])
        # The matrix counts upwards: a positive b lifts the baseline, which is a turn anticlockwise.
        turns[(0 if a > 0 else 180) if abs(a) >= abs(b) else (270 if b > 0 else 90)] += 1
    return turns.most_common(1)[0][0] if turns else 0


def words_of_chars(chars: _Chars, turn: Turn) -> list[PlacedWord]:
    """Joins characters to words; places are in reading direction, boxes as shown."""
    placed = [_turned(char, turn) for char in chars]
    together = extract_words(placed, x_tolerance_ratio=0.16, y_tolerance=3, return_chars=True)
    words = [part for word in together for part in _mark_apart(word)]
    made = []
    for found in words:
        place = Box(found["x0"], found["top"], max(found["x0"], found["x1"]), found["bottom"])
        text = str(found["text"]).translate(_BULLETS).replace("\N{SOFT HYPHEN}", "-")
        confidence = _UNREADABLE if _is_unreadable(text) else 1.0
        word = Word(text, turn.shown(place), confidence)
        made.append(PlacedWord(word, place.x0, place.y0, place.x1, place.y1))
    return made


def _mark_apart(word: dict[str, Any]) -> list[dict[str, Any]]:
    """Parts a list mark from the word after it if less than a blank stands between them."""
    match, chars = _MARKED.match(word["text"]), word["chars"]
    if match is None or len(chars) != len(word["text"]):
        return [word]
    mark, rest = chars[: match.end()], chars[match.end() :]
    if rest[0]["x0"] - mark[-1]["x1"] < _MARK_GAP * (word["bottom"] - word["top"]):
        return [word]
    return [
        {**word, "text": match.group(), "x1": mark[-1]["x1"]},
        {**word, "text": word["text"][match.end() :], "x0": rest[0]["x0"]},
    ]


def _read(opened: Page, page: int) -> PageReading:
    width, height = shown_size(opened)
    chars = page_chars(opened)
    turn = Turn(char_turn(chars), width, height)
    drawn = _drawn(opened, turn)
    tables = find_drawn_tables(drawn.level, drawn.upright)
    if not any(len(table.xs) > _FEWEST_BORDERS for table in tables):
        size = (width, height) if turn.degrees % 180 == 0 else (height, width)
        found = _without_uprights(words_of_chars(chars, turn), drawn, size)
        tables = (found,) if found is not None else tables
    inside, outside = _sorted_chars(chars, tables, turn)
    made = tuple(
        page_table(table, [_content(cell, turn) for cell in cells], page, turn.shown, table.xs)
        for table, cells in zip(tables, inside, strict=True)
    )
    lines = into_lines(words_of_chars(outside, turn))
    words = [word for table in made for cell in table.cells for word in cell.words]
    words += [word for line in lines for word in line]
    return PageReading(
        page=page,
        width=width,
        height=height,
        kind="digital",
        engine=ENGINE,
        tables=made,
        outside=tuple(text_line(line) for line in lines),
        rotation=turn.degrees,
        problems=_unreadable(words, page),
    )


def _without_uprights(
    words: Sequence[PlacedWord], drawn: _Drawn, size: tuple[float, float]
) -> PointTable | None:
    """The table of a page without upright rules."""
    level = (*drawn.level, *drawn.edges)
    return find_level_ruled(words, level) or find_aligned_text(words, level, size)


def _shown(page: Page) -> Box:
    """What is shown, in the coordinates of pdfplumber's objects: the crop box within the media box."""
    crop, media = (sorted_box(box) for box in (page.cropbox, page.mediabox))
    left, top = max(crop.x0, media.x0), max(crop.y0, media.y0)
    return Box(left, top, max(left, min(crop.x1, media.x1)), max(top, min(crop.y1, media.y1)))


def sorted_box(corners: Sequence[float]) -> Box:
    """A box of four numbers, whichever corners they name."""
    x0, y0, x1, y1 = (float(value) for value in corners)
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What is drawn on a page, in reading direction: rules, and upper and lower edges of coloured areas."""

    level: list[Segment]
    upright: list[Segment]
    edges: list[Segment]


def _drawn(page: Page, turn: Turn) -> _Drawn:
    """The drawn rules; white ones count if they part coloured areas, invisible ones never."""
    shown = _shown(page)
    drawn = _Drawn([], [], [])
    things = [(thing, _thing_box(thing, shown, turn)) for thing in (*page.lines, *page.rects, *page.curves)]
    areas = [box for thing, box in things if thing.get("fill") and _is_coloured(thing, "non_stroking_color")]
    areas = [box for box in areas if min(box.x1 - box.x0, box.y1 - box.y0) > THICKEST]
    for box in areas:
        drawn.edges.extend((Segment(box.x0, box.x1, box.y0), Segment(box.x0, box.x1, box.y1)))
    for thing, box in things:
        if not _is_seen(thing) and not _parts_areas(thing, box, areas):
            continue
        outlined = bool(thing.get("stroke")) and thing["object_type"] != "curve"
        rows, cols = segments_of_box(box, outlined=outlined)
        drawn.level.extend(rows)
        drawn.upright.extend(cols)
    return drawn


def _thing_box(thing: dict[str, Any], shown: Box, turn: Turn) -> Box:
    return turn.reading(
        Box(
            thing["x0"] - shown.x0,
            thing["top"] - shown.y0,
            max(thing["x0"], thing["x1"]) - shown.x0,
            thing["bottom"] - shown.y0,
        )
    )


def _parts_areas(thing: dict[str, Any], box: Box, areas: Sequence[Box]) -> bool:
    """Whether a white rule stands on a coloured area, so that it is seen."""
    if not thing.get("stroke") and not thing.get("fill"):
        return False
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return any(
        area.x0 - 1 <= x <= area.x1 + 1 and area.y0 - 1 <= y <= area.y1 + 1 and area != box for area in areas
    )


def _is_seen(thing: dict[str, Any]) -> bool:
    if not thing.get("stroke") and not thing.get("fill"):
        return False
    return _is_coloured(thing, "stroking_color" if thing.get("stroke") else "non_stroking_color")


def _is_coloured(thing: dict[str, Any], which: str) -> bool:
    """Whether a colour is not white; unknown kinds of colour count as coloured."""
    colour = thing.get(which)
    if (
        not isinstance(colour, (tuple, list))
        or not colour
        or not all(isinstance(v, (int, float)) for v in colour)
    ):
        return True
    return any(v > 0.05 for v in colour) if len(colour) == 4 else any(v < 0.95 for v in colour)


def _sorted_chars(
    chars: _Chars, tables: Sequence[PointTable], turn: Turn
) -> tuple[list[list[_Chars]], _Chars]:
    """Puts each character into the cell around its middle, or outside all tables."""
    inside: list[list[_Chars]] = [[[] for _ in table.cells] for table in tables]
    outside: _Chars = []
    for char in chars:
        place = turn.reading(_char_box(char))
        x, y = (place.x0 + place.x1) / 2, (place.y0 + place.y1) / 2
        for number, table in enumerate(tables):
            index = _place_at(table, x, y)
            if index is not None:
                inside[number][index].append(char)
                break
        else:
            outside.append(char)
    return inside, outside


def _place_at(table: PointTable, x: float, y: float) -> int | None:
    box = table.box
    if not (box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1):
        return None
    return next(
        index
        for index, cell in enumerate(table.cells)
        if cell.box.x0 <= x <= cell.box.x1 and cell.box.y0 <= y <= cell.box.y1
    )


def _content(chars: _Chars, turn: Turn) -> CellContent:
    lines = into_lines(words_of_chars(chars, turn))
    return joined_content(lines, min((word.confidence for line in lines for word in line), default=1.0))


def _turned(char: dict[str, Any], turn: Turn) -> dict[str, Any]:
    place = turn.reading(_char_box(char))
    return {
        **char,
        "x0": place.x0,
        "x1": place.x1,
        "top": place.y0,
        "bottom": place.y1,
        "doctop": place.y0,
        "upright": True,
    }


def _char_box(char: dict[str, Any]) -> Box:
    x0, x1 = sorted((float(char["x0"]), float(char["x1"])))
    y0, y1 = sorted((float(char["top"]), float(char["bottom"])))
    return Box(x0, y0, x1, y1)


def _is_unreadable(text: str) -> bool:
    return "(cid:" in text or any("\ue000" <= letter <= "\uf8ff" or letter == "\ufffd" for letter in text)


def _unreadable(words: Sequence[Word], page: int) -> tuple[Problem, ...]:
    bad = sum(1 for word in words if word.confidence <= _UNREADABLE)
    if not words or bad <= HARDLY * len(words):
        return ()
    return (Problem(ProblemCode.UNREADABLE_FONT, (str(bad), str(len(words))), page, lost=True),)
