"""Reading the cells of a page picture: from rectangles to text with words, boxes and confidence.

The picture is already cleaned (``extract.pictures.clean``) and the grid known. Here the area of each cell
within its rules is found; cells without ink are never read; the others are read in passes, see
:data:`READING_PASSES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain, count

from extract.engines import get_engine, second_engine
from extract.engines.engine import CellText, LineEngine, OcrLine, PixelWord, bounding_rect
from extract.engines.tessdata import LANGUAGE
from extract.geometry import Gray, PixelRect
from extract.reading.cell_crops import cell_sheet, ink_box, written_pieces
from extract.reading.cell_text import cell_text
from extract.reading.dash_shapes import hyphen_width
from extract.reading.missing_signs import with_missing_signs
from extract.reading.ocr_cache import LINES, Cache, answer_key, open_cache, picture_hash
from extract.reading.reread import WrittenLine, read_with_model, second_readings, words_by_line
from extract.reading.written_page import WrittenPage
from lampiran.faults import attempt
from lampiran.settings import Settings

_MALAY = "msa"
"""Tesseract's Malay model knows most Indonesian words and ``;``, and makes other mistakes."""
_MARGIN = 0.04
"""Inches of white kept around a cell's writing."""


def read_table(
    image: Gray,
    rects: Sequence[PixelRect],
    settings: Settings,
    *,
    dpi: float = 200.0,
    cache: Cache | None = None,
) -> list[CellText]:
    """Reads the cells of a page.

    Args:
        image: Cleaned grey page picture, upright and straight.
        rects: The cells, in pixels; their rules may lie inside or outside.
        settings: Engine, quality and cache folder.
        dpi: Resolution of the picture.
        cache: Where answers are recorded; by default what the settings say.

    Returns:
        One answer a rectangle, in the same order.

    Raises:
        MissingRequirement: If no OCR engine is installed.
    """
    indices, readings = read_in_passes(image, rects, settings, dpi=dpi, cache=cache)
    answers = [CellText()] * len(rects)
    for index, answer in zip(indices, _texts(readings), strict=True):
        answers[index] = answer
    return answers


def read_in_passes(
    image: Gray, rects: Sequence[PixelRect], settings: Settings, *, dpi: float, cache: Cache | None = None
) -> tuple[list[int], Readings]:
    """What the engines read in the cells that hold writing, before a text is chosen.

    Args:
        image: As for :func:`read_table`, like all others.
        rects: The cells.
        settings: Engine, quality and cache folder.
        dpi: Resolution of the picture.
        cache: Where answers are recorded; by default what the settings say.

    Returns:
        The cells that hold writing by their place in ``rects``, and their readings.
    """
    sheet, inner = cell_sheet(image, rects, dpi)
    boxes = [ink_box(sheet, rect, dpi) for rect in inner]
    areas = {
        index: _area(box, rect, dpi)
        for index, (box, rect) in enumerate(zip(boxes, inner, strict=True))
        if box is not None
    }
    store = cache or open_cache(settings)
    page = WrittenPage(sheet, list(areas.values()), dpi, settings, store)
    readings = Readings(page, second_engine(settings), settings, store)
    for name, read in READING_PASSES:
        readings = attempt(name, read, readings, otherwise=readings)
    return list(areas), readings


@dataclass(frozen=True, slots=True, eq=False)
class Readings:
    """What has been read of a page's cells so far.

    Attributes:
        page: The cells that hold writing.
        second: The second engine; None if there is none.
        settings: Quality.
        cache: Where answers are recorded.
        first: Tesseract's lines in each cell.
        cells: The lines of ink of each cell with Tesseract's words on them.
        again: The second engine's words by line; lines are counted through all cells.
    """

    page: WrittenPage
    second: LineEngine | None
    settings: Settings
    cache: Cache
    first: Sequence[tuple[OcrLine, ...]] = ()
    cells: Sequence[Sequence[WrittenLine]] = ()
    again: Mapping[int, tuple[PixelWord, ...]] = field(default_factory=dict)


def _by_first_engine(readings: Readings) -> Readings:
    everything = range(len(readings.page.pictures))
    return replace(readings, first=readings.page.read(everything, LANGUAGE))


def _signs_by_other_models(readings: Readings) -> Readings:
    if readings.second is not None or readings.settings.quality == "fast":
        return readings
    page = readings.page
    return replace(readings, first=with_missing_signs(readings.first, page.engine.languages, page.read))


def _on_lines_of_ink(readings: Readings) -> Readings:
    pairs = zip(readings.first, readings.page.pictures, strict=True)
    return replace(readings, cells=[words_by_line(lines, pictures) for lines, pictures in pairs])


def _by_second_engine(readings: Readings) -> Readings:
    quality, capital = readings.settings.quality, readings.page.capital
    again = second_readings(readings.cells, readings.second, quality, capital, readings.cache)
    return replace(readings, again=again)


def _by_malay_model(readings: Readings) -> Readings:
    page = readings.page
    if not readings.again or readings.settings.quality != "best" or _MALAY not in page.engine.languages:
        return readings
    read = partial(page.read, language=_MALAY)
    return replace(readings, cells=read_with_model(readings.cells, readings.again, read))


READING_PASSES: tuple[tuple[str, Callable[[Readings], Readings]], ...] = (
    # Tesseract reads every cell: what follows judges its words.
    ("cells by the first engine", _by_first_engine),
    # ``;`` and ``%``, where no second engine can read them; compares whole cells, so it comes before lines.
    ("signs by other models", _signs_by_other_models),
    # The second engine reads single lines, so words go to the lines of ink first.
    ("words put on lines of ink", _on_lines_of_ink),
    # Lines of doubtful trust; what is still doubtful it looks at twice.
    ("lines by the second engine", _by_second_engine),
    # Only cells that both engines leave in doubt, so it comes last.
    ("lines by the Malay model", _by_malay_model),
)
"""How the cells of a page are read, each pass with what those before it found."""


def _texts(readings: Readings) -> Iterator[CellText]:
    """The final text of each cell, from one engine or two."""
    page, second = readings.page, readings.second
    names = (page.engine.name, second.name if second else "")
    number = count()
    words_read = chain((line.first for line in chain.from_iterable(readings.cells)), readings.again.values())
    ranges = any(word.text == "-" for words in words_read for word in words[1:])
    lines = list(chain.from_iterable(page.pictures))
    hyphen = hyphen_width(lines, page.capital) if second is not None and ranges else None
    for cell in readings.cells:
        again = [readings.again.get(next(number)) for _ in cell]
        found = attempt("text of a cell", cell_text, cell, again, page.capital, names, hyphen, otherwise=None)
        yield found or _as_first_read(cell)


def _as_first_read(cell: Sequence[WrittenLine]) -> CellText:
    """What Tesseract read, for a cell whose text could not be chosen; none of it is trusted."""
    lines = (tuple(replace(word, confidence=0.0) for word in line.first) for line in cell)
    return CellText(tuple(OcrLine(words) for words in lines if words))


def _area(box: PixelRect, rect: PixelRect, dpi: float) -> PixelRect:
    """The writing with a narrow margin, within the cell."""
    margin = round(_MARGIN * dpi)
    return PixelRect(
        max(rect.x0, box.x0 - margin),
        max(rect.y0, box.y0 - margin),
        min(rect.x1, box.x1 + margin),
        min(rect.y1, box.y1 + margin),
    )


def read_scattered_lines(
    image: Gray, settings: Settings, *, dpi: float = 200.0, cache: Cache | None = None
) -> list[OcrLine]:
    """Reads a whole page as scattered text, top to bottom.

    Only the pieces that hold print are handed to the engine: around a table that is a line or two, and
    looking for them on a blank sheet takes longer than reading them.

    Args:
        image: Cleaned grey page picture; tables already read should be painted white.
        settings: Engine and cache folder.
        dpi: Resolution of the picture.
        cache: Where answers are recorded; by default what the settings say.

    Raises:
        MissingRequirement: If no OCR engine is installed.
    """
    engine = get_engine(settings)
    store = cache or open_cache(settings)
    pieces = written_pieces(image, dpi)
    if not pieces:
        return []
    if engine.costs_per_call:
        pieces = [bounding_rect(pieces)]
    key = answer_key(picture_hash(image), engine.name, "page", pieces)

    def read(_: str) -> tuple[OcrLine, ...]:
        return tuple(line for piece in pieces for line in _moved(engine.read_page(piece.crop(image)), piece))

    return list(store.answers([key], LINES, read)[key])


def _moved(lines: Sequence[OcrLine], piece: PixelRect) -> Iterator[OcrLine]:
    """Lines read in a piece of the page, where they stand on the page."""
    for line in lines:
        yield OcrLine(tuple(replace(word, box=_shifted(word.box, piece)) for word in line.words))


def _shifted(box: PixelRect, piece: PixelRect) -> PixelRect:
    return PixelRect(box.x0 + piece.x0, box.y0 + piece.y0, box.x1 + piece.x0, box.y1 + piece.y0)
