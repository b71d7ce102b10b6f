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

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from dictionaries.lexicon import lexicon
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
    suspicious,
    weigh_cell,
    word_chance,
)  # fmt: skip
from extract.vote import Chunk, align, respaced
from extract.wrap import join_lines
from lampiran.records import Reading, Word
from lampiran.settings import Settings

LAYER = "text layer"
GOOD = 0.985
"""Quality from which a page's unsuspicious cells are taken unread: below, one cell in twenty has a wrong word
that looks right."""
_FEW = 0.34
"""Share of a page's cells up to which the second reader reads every line of those read again."""
_NEITHER = 0.97
"""How often at least one of two differing readings is right."""
_LEAST, _MOST = 0.02, 0.995
_KEPT = 0.5
"""Chance from which a word is kept that only one of the two has."""
_SHORT, _SHORT_ALONE, _ODD_ALONE = 3, 0.7, 0.5
"""What is left of the chance of short and of odd words that only the picture has: never enough to be sure."""
_SAME_PLACE = 0.5
"""Share of a word's place that others cover when it is another reading of their ink."""


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


def page_quality(texts: Sequence[str]) -> float:
    """The chance that a word of a page's layer is right, from all its words."""
    lex = lexicon()
    return quality(sum(suspicious(text, lex) for text in texts), len(texts))


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
    words = _merged(list(_chunks(layer.words, read.words)))
    readings = read.readings or (Reading(name, read.text, round(read.confidence, 3)),)
    return CellText(
        tuple(_lines(words)), (*readings, layer.reading), unread=layer.evidence.inked and not words
    )


def _chunks(layer: Sequence[PixelWord], read: Sequence[PixelWord]) -> Iterator[Chunk]:
    """The two readings side by side, the layer's first; blanks settled where one plainly has them wrong."""
    lex = lexicon()
    for step in Levenshtein.opcodes([w.text for w in layer], [w.text for w in read]):
        first = tuple(layer[step.src_start : step.src_end])
        second = tuple(read[step.dest_start : step.dest_end])
        if step.tag == "equal":
            yield Chunk(first, second)
            continue
        for chunk in align(first, second):
            yield Chunk(respaced(chunk.first, chunk.second, lex), respaced(chunk.second, chunk.first, lex))


def _merged(chunks: Sequence[Chunk]) -> list[PixelWord]:
    """The words of two aligned readings that stand.

    Words that only one reading has are kept where nothing that stands covers their ink: what both readers
    saw but read too differently to be paired must count once, and neither side may lose a word.
    """
    chosen = {at: list(_better(chunk)) for at, chunk in enumerate(chunks) if chunk.first and chunk.second}
    chunks = [chunk if at in chosen else _alone(chunk) for at, chunk in enumerate(chunks)]
    lone = [at for at in range(len(chunks)) if at not in chosen]
    standing = [word for words in chosen.values() for word in words]
    dropped: list[PixelWord] = []
    for at in sorted(lone, key=lambda at: -_chance(_one_side(chunks[at]))):
        for word in _one_side(chunks[at]):
            if _covered(word.box, standing):
                continue
            if word.confidence < _KEPT:
                dropped.append(word)
                continue
            chosen.setdefault(at, []).append(word)
            standing.append(word)
    words = [word for at in sorted(chosen) for word in chosen[at]]
    # What was left out may have been print all the same: its neighbour, and so its cell, is less sure.
    for word in dropped:
        if words:
            near = min(range(len(words)), key=lambda i: _gap(words[i].box, word.box))
            sure = min(words[near].confidence, 1 - word.confidence)
            words[near] = replace(words[near], confidence=sure)
    return _in_order(words)


def _in_order(words: list[PixelWord]) -> list[PixelWord]:
    """The words in reading order: as aligned, or by their places where that runs up the cell again."""
    if all(after.box.y1 > before.box.y0 for before, after in pairwise(words)):
        return words
    placed = [PlacedWord(Word(w.text, None, w.confidence), *_corners(w.box)) for w in words]
    return [
        PixelWord(found.word.text, pixel_rect(found), found.word.confidence)
        for line in lines_of(placed)
        for found in line
    ]


def _corners(box: PixelRect) -> tuple[float, float, float, float]:
    return float(box.x0), float(box.y0), float(box.x1), float(box.y1)


def _alone(chunk: Chunk) -> Chunk:
    """A chunk that only one reading has; what the picture alone shows may be a stamp's or a pen's ink."""
    lex = lexicon()
    weights = [
        _ODD_ALONE if suspicious(word.text, lex) else _SHORT_ALONE if len(word.text) <= _SHORT else 1.0
        for word in chunk.second
    ]
    second = [
        replace(word, confidence=weight * word.confidence)
        for word, weight in zip(chunk.second, weights, strict=True)
    ]
    return Chunk(chunk.first, tuple(second))


def _one_side(chunk: Chunk) -> Sequence[PixelWord]:
    return chunk.first or chunk.second


def _covered(box: PixelRect, words: Sequence[PixelWord]) -> bool:
    """Whether most of a word's place is that of others."""
    shared = sum(_overlap(box, word.box) for word in words)
    return shared >= _SAME_PLACE * box.width * box.height


def _overlap(a: PixelRect, b: PixelRect) -> int:
    wide, high = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
    return max(wide, 0) * max(high, 0)


def _gap(a: PixelRect, b: PixelRect) -> int:
    """Distance of the middles, pixels, doubled."""
    return abs(a.x0 + a.x1 - b.x0 - b.x1) + abs(a.y0 + a.y1 - b.y0 - b.y1)


def _better(chunk: Chunk) -> Sequence[PixelWord]:
    """The reading of a chunk that is more likely right."""
    if chunk.agreed:
        # Both are readers of one print and can err alike: agreement never makes certain.
        return [
            replace(b, confidence=min(_MOST, 1 - (1 - _held(a.confidence)) * (1 - _held(b.confidence))))
            for a, b in zip(chunk.first, chunk.second, strict=True)
        ]
    layer, read = _chance(chunk.first), _chance(chunk.second)
    odds = read / (1 - read), layer / (1 - layer)
    chosen = chunk.second if odds[0] >= odds[1] else chunk.first
    sure = _NEITHER * max(odds) / sum(odds)
    return [replace(word, confidence=sure) for word in chosen]


def _chance(words: Sequence[PixelWord]) -> float:
    """The chance that all of some words are right."""
    return _held(min((word.confidence for word in words), default=_LEAST))


def _held(chance: float) -> float:
    return min(max(chance, _LEAST), _MOST)


def _lines(words: Sequence[PixelWord]) -> Iterator[Line]:
    """Words in reading order cut into lines: where one stands lower than, or left of, the one before."""
    line: list[PixelWord] = []
    for word in words:
        if line and (word.box.x0 < line[-1].box.x0 or _below(line[-1].box, word.box)):
            yield Line(tuple(line))
            line = []
        line.append(word)
    if line:
        yield Line(tuple(line))


def _below(before: PixelRect, after: PixelRect) -> bool:
    overlap = min(before.y1, after.y1) - max(before.y0, after.y0)
    return overlap < 0.4 * min(before.height, after.height)
