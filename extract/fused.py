"""A text layer and the picture together: doubtful cells are read again, the better reading wins by evidence.

A layer that is worth anything is another reader. Where all its words look right and lie on the ink, and no
ink is left over, it is taken without reading. Cells with anything doubtful are cut from the picture and read,
all of a page in one go; the two readings are aligned word by word. Where they differ, the chance of either
being right decides: the layer's from its quality on the page and in the cell, the picture's from the readers'
own evidence. A layer with many suspicious words also has wrong words that look right, so all cells of its
page are read.

Crops are read at the page's own resolution: enlarged ones were read worse (the second reader scales each
line itself).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extract.cells import read_table
from extract.crops import cell_sheet
from extract.engines import get_engine
from extract.engines.base import CellText, Line, PixelWord
from extract.geometry import Gray, PixelRect
from extract.lines import capital_height
from extract.placing import PlacedWord, lines_of
from extract.suspects import (
    CellEvidence,
    cell_quality,
    letter_width,
    pixel_rect,
    quality,
    suspects,
    weigh_cell,
    word_chance,
)
from extract.two_readings import joined
from extract.wrap import join_lines
from lampiran.records import Reading
from lampiran.settings import Settings

LAYER = "text layer"
GOOD = 0.985
"""Quality from which a page's unsuspicious cells are taken unread: below, one cell in twenty has a wrong word
that looks right."""
_FEW = 0.34
"""Share of a page's cells up to which the second reader reads every line of those read again."""


@dataclass(frozen=True, slots=True)
class LayerCell:
    """A layer's reading of one cell: its words line by line, their chances, and what the picture says."""

    lines: tuple[tuple[PixelWord, ...], ...]
    evidence: CellEvidence

    @property
    def words(self) -> tuple[PixelWord, ...]:
        """All words in reading order, confidence being the chance that they are right."""
        return tuple(word for line in self.lines for word in line)

    @property
    def reading(self) -> Reading:
        """For the record."""
        words = self.words
        sure = sum(word.confidence for word in words) / len(words) if words else 0.0
        return Reading(
            LAYER, join_lines(" ".join(w.text for w in line) for line in self.lines), round(sure, 3)
        )


def page_quality(passages: Iterable[Sequence[PlacedWord]]) -> float:
    """The chance that a word of a page's layer is right, from the words of each cell and those outside."""
    odd = [
        odd
        for words in passages
        for odd in suspects([word.word.text for line in lines_of(words) for word in line])
    ]
    return quality(sum(odd), len(odd))


def read_cells(
    cells: Sequence[Sequence[PlacedWord]],
    image: Gray,
    rects: Sequence[PixelRect],
    settings: Settings,
    *,
    dpi: float,
    good: float,
) -> tuple[list[CellText], int]:
    """The text of each cell of a page from its layer and, where that is doubtful, from the picture too.

    Args:
        cells: The layer's words in each cell.
        image: Cleaned grey page picture, upright and straight.
        rects: The cells, in pixels.
        settings: Engine, quality and cache folder.
        dpi: Resolution of the picture.
        good: Quality of the layer on the page, see :func:`page_quality`.

    Returns:
        One answer a cell, and how many were read from the picture.

    Raises:
        MissingRequirement: If no reading engine is installed and one is needed.
    """
    layer = _layer_cells(cells, image, rects, dpi, good)
    again = [i for i, cell in enumerate(layer) if good < GOOD or cell.evidence.doubtful]
    again = [i for i in again if layer[i].evidence.inked or layer[i].lines]
    if len(again) <= _FEW * sum(cell.evidence.inked for cell in layer) and settings.quality == "normal":
        settings = replace(settings, quality="best")
    found = read_table(image, [rects[i] for i in again], settings, dpi=dpi) if again else []
    name = get_engine(settings).name if again else ""
    read = dict(zip(again, found, strict=True))
    return [fuse(cell, read.get(i), name) for i, cell in enumerate(layer)], len(again)


def _layer_cells(
    cells: Sequence[Sequence[PlacedWord]], image: Gray, rects: Sequence[PixelRect], dpi: float, good: float
) -> list[LayerCell]:
    """Each cell's words with their chances."""
    sheet, inner = cell_sheet(image, rects, dpi)
    capital = capital_height(sheet, inner, dpi)
    pace = letter_width([word for words in cells for word in words])
    out = []
    for words, rect in zip(cells, inner, strict=True):
        lines = lines_of(words)
        seen = weigh_cell([word for line in lines for word in line], sheet, rect, dpi, capital, pace)
        here = cell_quality(seen, good)
        chances = iter(word_chance(odd, bare, here) for odd, bare in zip(seen.odd, seen.bare, strict=True))
        placed = tuple(
            tuple(PixelWord(word.word.text, pixel_rect(word), next(chances)) for word in line)
            for line in lines
        )
        out.append(LayerCell(placed, seen))
    return out


def fuse(layer: LayerCell, read: CellText | None, name: str) -> CellText:
    """A cell's final text.

    Args:
        layer: The layer's reading.
        read: The picture's; None where it was not asked.
        name: Of the first reader, for the record.
    """
    if read is None:
        return CellText(tuple(Line(line) for line in layer.lines), (layer.reading,))
    lines = joined(layer.words, read.words)
    readings = read.readings or (Reading(name, read.text, round(read.confidence, 3)),)
    return CellText(tuple(lines), (*readings, layer.reading), unread=layer.evidence.inked and not lines)
