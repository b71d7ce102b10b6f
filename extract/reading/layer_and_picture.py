"""A text layer and the picture together: two readings of one page, the better word wins by evidence.

A layer that is worth anything is one more reading. The picture's cells are read as if there were none, and
the two readings are aligned word by word. Where they differ, the chance of either being right decides: the
picture's from the engines' own evidence, the layer's from how well it agrees on this page with what the
picture shows beyond doubt, and from how its words look. Only this comparison finds wrong words that look
right, and how many there are shows how far the looks of the others can be trusted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.engines import get_engine
from extract.engines.engine import CellText, PixelWord
from extract.geometry import Gray, PixelRect
from extract.grid.placing import PlacedWord, lines_of
from extract.reading.cell_crops import cell_sheet
from extract.reading.cell_reading import read_table
from extract.reading.ink_lines import CellInk, letter_size
from extract.reading.layer_suspects import (
    SEEN_IF_WRONG,
    LayerDoubts,
    cell_quality,
    compare_with_ink,
    letter_width,
    pixel_rect,
    quality_by_looks,
    word_chance,
)
from extract.reading.two_readings import (
    LayerQuality,
    layer_chunks,
    lines_by_position,
    merge_readings,
    without_closing_marks,
)
from extract.words.line_wrap import join_lines
from lampiran.records import LAYER, Reading
from lampiran.settings import Settings

_SURE = 0.97
"""Confidence from which a word of the picture shows whether the layer is right there."""
_LOOKS, _WRONG = 20.0, 8.0
"""How many words the looks of a page's words count for when its quality is estimated; how many wrong words
the usual share counts for when it is estimated how many of them look right."""
_LOST, _MARKS = 0.05, 0.8
"""Shares of printed words that layers usually leave out, and of closing marks that they have right."""
_MARK_SURE = 0.7
"""As above for marks: many engines cannot print them all, so none is sure of them."""


@dataclass(frozen=True, slots=True)
class LayerCell:
    """A layer's words in one cell in reading order, confidence being the chance that each is right.

    ``inked`` says whether the picture has any writing there.
    """

    words: tuple[PixelWord, ...]
    inked: bool

    @property
    def reading(self) -> Reading:
        """For the record."""
        sure = sum(word.confidence for word in self.words) / len(self.words) if self.words else 0.0
        return Reading(LAYER, join_lines(line.text for line in lines_by_position(self.words)), round(sure, 3))


def read_table_with_layer(
    cells: Sequence[Sequence[PlacedWord]],
    image: Gray,
    rects: Sequence[PixelRect],
    settings: Settings,
    *,
    dpi: float,
) -> list[CellText]:
    """The text of each cell of a page, from its layer and from the picture.

    Args:
        cells: The layer's words in each cell.
        image: Cleaned grey page picture, upright and straight.
        rects: The cells, in pixels.
        settings: Engine, quality and cache folder.
        dpi: Resolution of the picture.

    Returns:
        One answer a cell.

    Raises:
        MissingRequirement: If no OCR engine is installed.
    """
    if not rects:
        return []
    read = read_table(image, rects, settings, dpi=dpi)
    placed = [[word for line in lines_of(words) for word in line] for words in cells]
    doubts = _doubts(placed, image, rects, dpi)
    quality = layer_quality(zip(placed, doubts, read, strict=True))
    layer = [_layer_cell(words, seen, quality) for words, seen in zip(placed, doubts, strict=True)]
    name = get_engine(settings).name
    return [merge_cell(mine, picture, name, quality) for mine, picture in zip(layer, read, strict=True)]


def _doubts(
    cells: Sequence[Sequence[PlacedWord]], image: Gray, rects: Sequence[PixelRect], dpi: float
) -> list[LayerDoubts]:
    sheet, inner = cell_sheet(image, rects, dpi)
    capital, _ = letter_size([CellInk.of(sheet, rect) for rect in inner], dpi)
    pace = letter_width([word for words in cells for word in words])
    return [
        compare_with_ink(words, sheet, rect, dpi, capital, pace)
        for words, rect in zip(cells, inner, strict=True)
    ]


def layer_quality(cells: Iterable[tuple[Sequence[PlacedWord], LayerDoubts, CellText]]) -> LayerQuality:
    """The quality of a page's layer, from its looks and from the sure words of the picture.

    Args:
        cells: The layer's words, what speaks against them, and what the picture says, by cell.
    """
    words = odd = right = wrong = shown = lost = marks = marks_right = 0
    for placed, seen, read in cells:
        words, odd = words + len(placed), odd + sum(seen.odd)
        # Here a word's confidence says whether it looks odd.
        marked = [_pixel_word(word, float(is_odd)) for word, is_odd in zip(placed, seen.odd, strict=True)]
        for chunk in layer_chunks(marked, read.words):
            sure = min((word.confidence for word in chunk.second), default=0.0)
            alike = bool(chunk.first) and without_closing_marks(chunk.first) == without_closing_marks(
                chunk.second
            )
            if (
                alike
                and sure >= _MARK_SURE
                and any(w.text != without_closing_marks([w]) for w in (*chunk.first, *chunk.second))
            ):
                marks, marks_right = marks + 1, marks_right + chunk.agreed
            if sure < _SURE:
                continue
            if not chunk.first:
                lost += len(chunk.second)
            elif alike:
                right += len(chunk.first)
            else:
                wrong += len(chunk.first)
                shown += sum(word.confidence > 0 for word in chunk.first)
    looks, both = quality_by_looks(odd, words), right + wrong
    return LayerQuality(
        (right + looks * _LOOKS) / (both + _LOOKS),
        (marks_right + _MARKS * _WRONG) / (marks + _WRONG),
        (shown + SEEN_IF_WRONG * _WRONG) / (wrong + _WRONG),
        (lost + _LOST * _LOOKS) / (lost + both + _LOOKS),
    )


def _layer_cell(words: Sequence[PlacedWord], doubts: LayerDoubts, quality: LayerQuality) -> LayerCell:
    """A cell's words with their chances."""
    here = cell_quality(doubts, quality.right)
    return LayerCell(
        tuple(
            _pixel_word(word, word_chance(odd, bare, here, quality.telling))
            for word, odd, bare in zip(words, doubts.odd, doubts.bare, strict=True)
        ),
        doubts.inked,
    )


def _pixel_word(word: PlacedWord, confidence: float) -> PixelWord:
    return PixelWord(word.word.text, pixel_rect(word), confidence)


def merge_cell(layer: LayerCell, read: CellText, name: str, quality: LayerQuality) -> CellText:
    """A cell's final text.

    Args:
        layer: The layer's reading.
        read: The picture's.
        name: Of the first engine, for the record.
        quality: Of the layer on the page.
    """
    lines = merge_readings(layer.words, read.words, quality)
    readings = read.readings or (Reading(name, read.text, round(read.confidence, 3)),)
    return CellText(tuple(lines), (*readings, layer.reading), unread=layer.inked and not lines)
