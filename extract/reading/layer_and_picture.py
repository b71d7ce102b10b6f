"""A text layer and the picture together: two readers of one page, the better reading wins by evidence.

A layer that is worth anything is another reader. The picture's cells are read as if there were none, and the
two readings are aligned word by word. Where they differ, the chance of either being right decides: the
picture's from the readers' own evidence, the layer's from how well it agrees on this page with what the
picture shows beyond doubt, and from how its words look. Wrong words that look right are found in no other
way, and how many of its wrong words look right tells how much their looks are worth.
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
from extract.reading.layer_suspects import (
    SEEN_IF_WRONG,
    CellEvidence,
    cell_quality,
    letter_width,
    pixel_rect,
    quality,
    weigh_cell,
    word_chance,
)
from extract.reading.text_lines import Ink, letter_size
from extract.reading.two_readings import LayerQuality, bare, joined, lines_from, side_by_side
from extract.words.line_wrap import join_lines
from lampiran.records import LAYER, Reading
from lampiran.settings import Settings

_SURE = 0.97
"""Confidence from which a word of the picture tells whether the layer is right there."""
_LOOKS, _WRONG = 20.0, 8.0
"""Words that the looks of a page's words count for when its quality is told; wrong words that what is usual
counts for when it is told how many of them look right."""
_LOST, _MARKS = 0.05, 0.8
"""Shares of printed words that layers usually leave out, and of closing marks that they have right."""
_MARK_SURE = 0.7
"""As above for marks: many readers cannot print them all, so that none is sure of them."""


@dataclass(frozen=True, slots=True)
class LayerCell:
    """A layer's words in one cell in reading order, confidence being the chance that each is right.

    ``inked`` tells whether the picture has any writing there.
    """

    words: tuple[PixelWord, ...]
    inked: bool

    @property
    def reading(self) -> Reading:
        """For the record."""
        sure = sum(word.confidence for word in self.words) / len(self.words) if self.words else 0.0
        return Reading(LAYER, join_lines(line.text for line in lines_from(self.words)), round(sure, 3))


def read_cells(
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
        MissingRequirement: If no reading engine is installed.
    """
    if not rects:
        return []
    read = read_table(image, rects, settings, dpi=dpi)
    placed = [[word for line in lines_of(words) for word in line] for words in cells]
    evidence = _evidence(placed, image, rects, dpi)
    good = layer_quality(zip(placed, evidence, read, strict=True))
    layer = [_layer_cell(words, seen, good) for words, seen in zip(placed, evidence, strict=True)]
    name = get_engine(settings).name
    return [fuse(mine, picture, name, good) for mine, picture in zip(layer, read, strict=True)]


def _evidence(
    cells: Sequence[Sequence[PlacedWord]], image: Gray, rects: Sequence[PixelRect], dpi: float
) -> list[CellEvidence]:
    sheet, inner = cell_sheet(image, rects, dpi)
    capital, _ = letter_size([Ink.of(sheet, rect) for rect in inner], dpi)
    pace = letter_width([word for words in cells for word in words])
    return [
        weigh_cell(words, sheet, rect, dpi, capital, pace) for words, rect in zip(cells, inner, strict=True)
    ]


def layer_quality(cells: Iterable[tuple[Sequence[PlacedWord], CellEvidence, CellText]]) -> LayerQuality:
    """The quality of a page's layer, from its looks and from the sure words of the picture.

    Args:
        cells: The layer's words, what speaks for and against them, and what the picture says, by cell.
    """
    words = odd = right = wrong = shown = lost = marks = marks_right = 0
    for placed, seen, read in cells:
        words, odd = words + len(placed), odd + sum(seen.odd)
        # A word's confidence carries here whether it looks odd.
        marked = [_pixel_word(word, float(is_odd)) for word, is_odd in zip(placed, seen.odd, strict=True)]
        for chunk in side_by_side(marked, read.words):
            sure = min((word.confidence for word in chunk.second), default=0.0)
            alike = bool(chunk.first) and bare(chunk.first) == bare(chunk.second)
            if (
                alike
                and sure >= _MARK_SURE
                and any(w.text != bare([w]) for w in (*chunk.first, *chunk.second))
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
    looks, both = quality(odd, words), right + wrong
    return LayerQuality(
        (right + looks * _LOOKS) / (both + _LOOKS),
        (marks_right + _MARKS * _WRONG) / (marks + _WRONG),
        (shown + SEEN_IF_WRONG * _WRONG) / (wrong + _WRONG),
        (lost + _LOST * _LOOKS) / (lost + both + _LOOKS),
    )


def _layer_cell(words: Sequence[PlacedWord], seen: CellEvidence, good: LayerQuality) -> LayerCell:
    """A cell's words with their chances."""
    here = cell_quality(seen, good.right)
    return LayerCell(
        tuple(
            _pixel_word(word, word_chance(odd, bare, here, good.telling))
            for word, odd, bare in zip(words, seen.odd, seen.bare, strict=True)
        ),
        seen.inked,
    )


def _pixel_word(word: PlacedWord, confidence: float) -> PixelWord:
    return PixelWord(word.word.text, pixel_rect(word), confidence)


def fuse(layer: LayerCell, read: CellText, name: str, good: LayerQuality) -> CellText:
    """A cell's final text.

    Args:
        layer: The layer's reading.
        read: The picture's.
        name: Of the first reader, for the record.
        good: Of the layer on the page.
    """
    lines = joined(layer.words, read.words, good)
    readings = read.readings or (Reading(name, read.text, round(read.confidence, 3)),)
    return CellText(tuple(lines), (*readings, layer.reading), unread=layer.inked and not lines)
