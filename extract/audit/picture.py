"""The audit drawn: a page's ink in colours that say what explains it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.audit.page import Audit
from extract.audit.stamps import stamps
from extract.geometry import Gray, PixelRect
from extract.pictures.masks import Mask

Colour = tuple[int, int, int]
"""Red, green, blue."""
Pixels = NDArray[np.uint8]
"""Rows x columns x 3."""

WORD: Colour = (40, 90, 60)
RULE: Colour = (150, 165, 190)
PICTURE: Colour = (150, 90, 190)
REST: Colour = (200, 180, 120)
NOTHING: Colour = (225, 30, 40)
PALE: Colour = (245, 150, 20)
STRUCK: Colour = (0, 110, 220)
CUT: Colour = (200, 0, 150)
_GROUND = 0.25
"""How much of the page's own greys stays visible where there is no ink."""
_FRAME = 3
"""Pixels of the frame round a doubted word or cell."""


@dataclass(frozen=True, slots=True)
class Legend:
    """What a colour means, and how many things of the page have it (None: not counted)."""

    meaning: str
    colour: str
    count: int | None


def audit_picture(found: Audit) -> tuple[Pixels, list[Legend]]:
    """The page with its ink coloured, rows x columns x 3 (red, green, blue), and what the colours mean.

    Args:
        found: The audit of the page.
    """
    ink = found.ink
    canvas = np.repeat(_faded(found.sheet.gray)[:, :, None], 3, axis=2)
    _paint(canvas, ink.dark, REST)
    _paint(canvas, ink.filled & ink.dark, RULE)
    _paint(canvas, ink.rules & ink.dark, RULE)
    _paint(canvas, ink.print & ink.words, WORD)
    drawn = stamps(ink.left, found.unit)
    for rect in drawn:
        _paint(rect.crop(canvas), rect.crop(ink.left), PICTURE)
    for piece in found.pieces:
        _paint(piece.rect.crop(canvas), piece.rect.crop(ink.left), NOTHING)
    pale = _chosen(found.word_rects, found.pale_words())
    struck = _chosen(found.word_rects, found.struck_words())
    tinted = [found.cell_rects[index] for index in found.tinted]
    cut = [
        rect
        for (number, cell), rect in zip(found.cells, found.cell_rects, strict=True)
        if any(side.table == number and side.holds(cell, found.tables[number]) for side in found.cuts)
    ]
    for rects, colour in ((pale, PALE), (struck, STRUCK), (tinted, NOTHING), (cut, CUT)):
        for rect in rects:
            cv2.rectangle(canvas, (rect.x0 - 2, rect.y0 - 2), (rect.x1 + 1, rect.y1 + 1), colour, _FRAME)
    return canvas, [
        Legend("words", "green", len(found.words)),
        Legend("print in no word, tinted empty cells", "red", len(found.pieces) + len(tinted)),
        Legend("words that hardly stand out", "orange", len(pale)),
        Legend("words struck through", "blue", len(struck)),
        Legend("cells cut by the picture's edge", "pink", len(cut)),
        Legend("stamps and drawings", "violet", len(drawn)),
        Legend("rules and filled areas", "grey", None),
        Legend("specks and rests of rules", "sand", None),
    ]


def _faded(gray: Gray) -> Gray:
    return np.asarray(255 - _GROUND * (255 - gray.astype(np.float32)), dtype=np.uint8)


def _paint(canvas: Pixels, mask: Mask, colour: Colour) -> None:
    canvas[mask.astype(np.bool_)] = colour


def _chosen(rects: Sequence[PixelRect], flags: Sequence[bool]) -> list[PixelRect]:
    return [rect for rect, flag in zip(rects, flags, strict=True) if flag]
