"""Tesseract's tab-separated answer (TSV) as lines of words."""

from __future__ import annotations

import csv
from collections.abc import Iterable

from extract.engines.engine import Line, PixelWord
from extract.geometry import PixelRect

_TSV_WORD = "5"


def lines_from_tsv(tsv: str, dx: int = 0, dy: int = 0) -> list[Line]:
    """Words of Tesseract's tab-separated answer, gathered into lines.

    Args:
        tsv: With or without the heading line.
        dx: Added to every box, to the right.
        dy: Added to every box, downwards.
    """
    lines: dict[tuple[str, ...], list[PixelWord]] = {}
    for fields in _rows(tsv):
        if fields[0] != _TSV_WORD or not fields[11].strip():
            continue
        x, y, width, height = (int(value) for value in fields[6:10])
        box = PixelRect(x + dx, y + dy, x + dx + width, y + dy + height)
        word = PixelWord(fields[11].strip(), box, min(max(float(fields[10]) / 100, 0.0), 1.0))
        lines.setdefault(tuple(fields[1:5]), []).append(word)
    return [Line(tuple(words)) for words in lines.values()]


def _rows(tsv: str) -> Iterable[list[str]]:
    reader = csv.reader(tsv.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return (fields for fields in reader if len(fields) > 11)
