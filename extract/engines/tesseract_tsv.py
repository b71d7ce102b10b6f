"""Tesseract's page segmentation modes and its tab-separated answer (TSV), whichever way it is called."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from enum import IntEnum

from extract.engines.engine import OcrLine, PixelWord
from extract.geometry import PixelRect

_WORD_LEVEL = "5"
"""Value of the first TSV field in lines that hold a word."""
_FIELDS = 12
"""Fields of a complete TSV line."""


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
    for fields in _rows(tsv):
        if fields[0] != _WORD_LEVEL or not fields[11].strip():
            continue
        x, y, width, height = (int(value) for value in fields[6:10])
        box = PixelRect(x + dx, y + dy, x + dx + width, y + dy + height)
        word = PixelWord(fields[11].strip(), box, min(max(float(fields[10]) / 100, 0.0), 1.0))
        lines.setdefault(tuple(fields[1:5]), []).append(word)
    return [OcrLine(tuple(words)) for words in lines.values()]


def _rows(tsv: str) -> Iterable[list[str]]:
    rows = csv.reader(tsv.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return (fields for fields in rows if len(fields) >= _FIELDS)
