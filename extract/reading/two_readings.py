"""Two readings of a cell made one: a text layer's and the picture's.

The readings are aligned word by word. Where they differ, the picture's word stands, because it was read from
what is printed. The layer's stands where the picture's looks misread and its own does not, where the picture
was hardly readable, or where the page's layer is as good as print and so more likely right. The confidence of
the chosen word is lowered by how likely the other was. Words that only one reading has stand where nothing
else was read in their place; the picture's only if the layer may well have left them out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from dictionaries.lexicon import lexicon
from dictionaries.marks import BULLET, LETTER, NUMBER, is_mark
from extract.engines.engine import OcrLine, PixelWord, bounding_rect
from extract.geometry import PixelRect
from extract.grid.placing import PlacedWord, lines_of
from extract.reading.layer_suspects import SEEN, pixel_rect, suspicious
from extract.reading.reading_alignment import Chunk, align_words, passages, respaced
from extract.reading.trust_levels import CERTAIN, EVEN, FLOOR, LIKELY
from extract.sizes import PARTLY
from lampiran.records import Word

_KEPT = 0.4
"""Chance from which a word is kept that only the picture has: a scrap too many does less harm than a printed
word too few, and either is flagged. The layer's own words are kept wherever they lie on ink that no other
word covers."""
_READ_ALIKE = 0.97
"""Chance of words that two engines read alike: a layer that says otherwise is not of this print."""
_AS_PRINT = 0.993
"""Quality from which a page's layer outweighs a reading that is less sure."""
_PAUSES = ".,;:"
"""Marks that OCR mixes up; some engines cannot print them all."""
_LOST_MARKS = (NUMBER, LETTER, BULLET)
"""Kinds of list marks that layers lose."""
_SAME_PLACE = 0.5
"""Share of a word's place that other words cover when they are another reading of its ink; share of its
height that it has in common with the words of its line."""


@dataclass(frozen=True, slots=True)
class LayerQuality:
    """How good a page's layer is.

    Attributes:
        right: The chance that a word is right, 0 to 1, apart from closing commas and the like.
        marks: The chance that these are right.
        telling: The share of its wrong words that look wrong, 0 to 1.
        missing: The share of printed words that it leaves out, 0 to 1.
    """

    right: float
    marks: float
    telling: float
    missing: float


def merge_readings(
    layer: Sequence[PixelWord], read: Sequence[PixelWord], quality: LayerQuality
) -> list[OcrLine]:
    """The lines of a cell from two readings.

    Args:
        layer: The layer's words in reading order, confidence being the chance that each is right.
        read: The picture's.
        quality: Of the layer on the page.
    """
    return list(lines_by_position(_chosen_words(list(layer_chunks(layer, read)), quality)))


def layer_chunks(layer: Sequence[PixelWord], read: Sequence[PixelWord]) -> Iterator[Chunk]:
    """The chunks of the two readings, the layer's first; blanks moved where one plainly has them wrong."""
    for alike, first, second in passages(_moved_onto(layer, read), read):
        if alike:
            yield Chunk(first, second)
            continue
        for chunk in align_words(first, second):
            if chunk.first and chunk.second and not _same_place(chunk):
                yield Chunk(chunk.first, ())
                yield Chunk((), chunk.second)
                continue
            yield respaced(chunk)


def _moved_onto(layer: Sequence[PixelWord], read: Sequence[PixelWord]) -> Sequence[PixelWord]:
    """The layer's words, moved to where the picture has the words that both read alike.

    Scanners lay their words over the picture before they set it straight, or after.
    """
    pairs = [
        (one.box, two.box)
        for alike, first, second in passages(layer, read)
        if alike
        for one, two in zip(first, second, strict=True)
    ]
    if not pairs:
        return layer
    across = round(median(two.x0 + two.x1 - one.x0 - one.x1 for one, two in pairs) / 2)
    down = round(median(two.y0 + two.y1 - one.y0 - one.y1 for one, two in pairs) / 2)
    return [replace(word, box=_shifted(word.box, across, down)) for word in layer]


def _shifted(box: PixelRect, across: int, down: int) -> PixelRect:
    return PixelRect(box.x0 + across, box.y0 + down, box.x1 + across, box.y1 + down)


def _same_place(chunk: Chunk) -> bool:
    """Whether the two readings of a chunk share a place on their line."""
    one, two = (bounding_rect(word.box for word in side) for side in (chunk.first, chunk.second))
    if _is_below(one, two) or _is_below(two, one):
        return False
    shared = min(one.x1, two.x1) - max(one.x0, two.x0)
    return shared >= PARTLY * min(one.width, two.width)


def _chosen_words(chunks: Sequence[Chunk], quality: LayerQuality) -> list[PixelWord]:
    """The words of two aligned readings that stand.

    Words that only one reading has are kept where nothing that stands covers their ink: what both engines
    saw but read too differently to be paired must count once, and neither side may lose a word.
    """
    chosen = {
        at: list(_better_words(chunk, quality))
        for at, chunk in enumerate(chunks)
        if chunk.first and chunk.second
    }
    chunks = [
        chunk if at in chosen else _with_chance_of_print(chunk, quality.missing)
        for at, chunk in enumerate(chunks)
    ]
    lone = [at for at in range(len(chunks)) if at not in chosen]
    standing = [word for words in chosen.values() for word in words]
    dropped: list[tuple[PixelRect, float]] = []
    for at in sorted(lone, key=lambda at: -_least_chance(_only_side(chunks[at]))):
        for word in _only_side(chunks[at]):
            # What covers a word must be at least half as sure as the word itself.
            if _covered(word.box, [other for other in standing if other.confidence >= word.confidence / 2]):
                continue
            if word.confidence < (_KEPT if chunks[at].second else SEEN):
                dropped.append((word.box, 1 - word.confidence))
                continue
            chosen.setdefault(at, []).append(word)
            standing.append(word)
    words = [word for at in sorted(chosen) for word in chosen[at]]
    return _in_reading_order(_doubted_beside(words, dropped))


def _doubted_beside(words: list[PixelWord], dropped: Sequence[tuple[PixelRect, float]]) -> list[PixelWord]:
    """The words, those next to a dropped one no surer than the drop: it may have been printed all the same.

    Args:
        words: Those that stand.
        dropped: Place of each dropped word, and the chance that dropping it was right.
    """
    for box, sure in dropped:
        if words:
            near = min(range(len(words)), key=lambda i: _distance(words[i].box, box))
            words[near] = replace(words[near], confidence=min(words[near].confidence, sure))
    return words


def _in_reading_order(words: list[PixelWord]) -> list[PixelWord]:
    """The words as aligned, or by their places where that order runs upwards or back along a line."""
    if not any(_runs_back(before.box, after.box) for before, after in pairwise(words)):
        return words
    placed = [PlacedWord(Word(w.text, None, w.confidence), *_corners(w.box)) for w in words]
    return [
        PixelWord(found.word.text, pixel_rect(found), found.word.confidence)
        for line in lines_of(placed)
        for found in line
    ]


def _runs_back(before: PixelRect, after: PixelRect) -> bool:
    if after.y1 <= before.y0:
        return True
    return after.x1 <= before.x0 and not _is_below(before, after)


def _corners(box: PixelRect) -> tuple[float, float, float, float]:
    return float(box.x0), float(box.y0), float(box.x1), float(box.y1)


def _with_chance_of_print(chunk: Chunk, missing: float) -> Chunk:
    """A chunk that only one reading has; what the picture alone shows may be the ink of a stamp or a pen.

    Either the word is printed and the layer left it out, or it is not print: how often layers leave words out
    stands against how often engines make words of other ink.
    """
    return Chunk(
        chunk.first,
        tuple(replace(word, confidence=_chance_of_print(word, missing)) for word in chunk.second),
    )


def _chance_of_print(word: PixelWord, missing: float) -> float:
    # A star alone is more likely a scrap of a stamp than a lost mark.
    if is_mark(word.text, _LOST_MARKS) and word.text != "*":
        return LIKELY * word.confidence
    sure = _clipped(word.confidence)
    return sure * missing / (sure * missing + 1 - sure)


def _only_side(chunk: Chunk) -> Sequence[PixelWord]:
    return chunk.first or chunk.second


def _covered(box: PixelRect, words: Sequence[PixelWord]) -> bool:
    """Whether most of a word's place belongs to others."""
    shared = sum(_overlap(box, word.box) for word in words)
    return shared >= _SAME_PLACE * box.width * box.height


def _overlap(a: PixelRect, b: PixelRect) -> int:
    wide, high = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
    return max(wide, 0) * max(high, 0)


def _distance(a: PixelRect, b: PixelRect) -> int:
    """Distance of the middles in pixels, doubled."""
    return abs(a.x0 + a.x1 - b.x0 - b.x1) + abs(a.y0 + a.y1 - b.y0 - b.y1)


def _better_words(chunk: Chunk, quality: LayerQuality) -> Sequence[PixelWord]:
    """The reading of a chunk that is more likely right."""
    if chunk.agreed:
        # Both read the same print and can share an error: agreement never makes certain.
        return [
            replace(b, confidence=_clipped(1 - (1 - _clipped(a.confidence)) * (1 - _clipped(b.confidence))))
            for a, b in zip(chunk.first, chunk.second, strict=True)
        ]
    layer, read = _mean_chance(chunk.first), _mean_chance(chunk.second)
    if without_closing_marks(chunk.first) == without_closing_marks(chunk.second):
        return chunk.second if read >= quality.marks else chunk.first
    chosen, sure, other = chunk.second, read, layer
    if _layer_stands(chunk, layer, read, quality):
        chosen, sure, other = chunk.first, layer, read
    # They differ, so both cannot be right, but both may be wrong.
    sure = sure * (1 - other) / (1 - sure * other)
    return [replace(word, confidence=min(sure, word.confidence)) for word in chosen]


def _layer_stands(chunk: Chunk, layer: float, read: float, quality: LayerQuality) -> bool:
    if layer <= EVEN or read >= _READ_ALIKE or _looks_misread(chunk.first):
        return False
    return read < EVEN or _looks_misread(chunk.second) or (quality.right >= _AS_PRINT and layer > read)


def without_closing_marks(words: Sequence[PixelWord]) -> str:
    """The words without the closing marks that OCR mixes up."""
    return " ".join(word.text.rstrip(_PAUSES) for word in words)


def _looks_misread(words: Sequence[PixelWord]) -> bool:
    return any(suspicious(word.text, lexicon()) for word in words)


def _least_chance(words: Sequence[PixelWord]) -> float:
    """The chance that all of some words are right."""
    return _clipped(min((word.confidence for word in words), default=FLOOR))


def _mean_chance(words: Sequence[PixelWord]) -> float:
    """The share of some words' letters that is likely right: one bad word must not take good ones with it."""
    letters = sum(len(word.text) for word in words)
    return _clipped(sum(len(word.text) * word.confidence for word in words) / letters)


def _clipped(chance: float) -> float:
    return min(max(chance, FLOOR), CERTAIN)


def lines_by_position(words: Sequence[PixelWord]) -> Iterator[OcrLine]:
    """Words in reading order cut into lines: where one stands lower than, or left of, the one before."""
    line: list[PixelWord] = []
    for word in words:
        if line and (word.box.x0 < line[-1].box.x0 or _is_below(line[-1].box, word.box)):
            yield OcrLine(tuple(line))
            line = []
        line.append(word)
    if line:
        yield OcrLine(tuple(line))


def _is_below(before: PixelRect, after: PixelRect) -> bool:
    overlap = min(before.y1, after.y1) - max(before.y0, after.y0)
    return overlap < _SAME_PLACE * min(before.height, after.height)
