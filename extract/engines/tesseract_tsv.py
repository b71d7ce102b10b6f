"""Tesseract's page segmentation modes and its tab-separated answer (TSV), whichever way it is called."""

from __future__ import annotations

import csv
from enum import IntEnum

from extract.engines.engine import OcrLine, PixelWord
from extract.geometry import PixelRect

_FIELDS = (
    *("level", "page", "block", "paragraph", "line", "word"),
    *("left", "top", "width", "height", "confidence", "text"),
)
"""Names of the fields of a TSV line, in Tesseract's order."""
_WORD = "5"
"""Level of the lines that hold a word."""


class PageLayout(IntEnum):
    """Tesseract's codes (``--psm``) for what a picture holds."""

    COLUMN = 4
    BLOCK = 6
    LINE = 7
    SCATTERED = 11


def lines_from_tsv(tsv: str, dx: int = 0, dy: int = 0) -> list[OcrLine]:
    """Words of Tesseract's tab-separated answer, gathered into lines.

    Args:
        tsv: With or without the heading line.
        dx: Added to every box, to the right, pixels.
        dy: Added to every box, downwards, pixels.
    """
    lines: dict[tuple[str, ...], list[PixelWord]] = {}
    for fields in csv.DictReader(tsv.splitlines(), _FIELDS, delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (fields["text"] or "").strip()
        if fields["level"] != _WORD or not text:
            continue
        x, y, width, height = (int(fields[name]) for name in ("left", "top", "width", "height"))
        box = PixelRect(x + dx, y + dy, x + dx + width, y + dy + height)
        word = PixelWord(text, box, min(max(float(fields["confidence"]) / 100, 0.0), 1.0))
        place = tuple(fields[name] for name in ("page", "block", "paragraph", "line"))
        lines.setdefault(place, []).append(word)
    return [OcrLine(tuple(words)) for words in lines.values()]
