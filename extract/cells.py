"""Reading the cells of a page picture: from rectangles to text with words, boxes and confidence.

The picture is cleaned already (``extract.clean``) and the grid known. Here each cell's own area is found
(without the rules at its edges), empty cells are told by their ink and never read, and the rest goes to the
first reader.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from extract.cache import Cache, answer_key, open_cache, pack_lines, picture_hash, unpack_lines
from extract.engines import get_engine
from extract.engines.base import CellText, Engine, Line
from extract.geometry import Gray, PixelRect
from lampiran.settings import Settings

_DARK = 150
_RULE_REACH = 0.06
"""How far into a cell, in inches, its rules can reach (a rectangle follows the middle of its rules)."""
_RULE_SHARE = 0.55
_LEAST_INK = 0.00025
"""Ink below this many square inches (10 pixels at 200 dpi) is no writing."""


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
        MissingRequirement: If no reading engine is installed.
    """
    inner = [inside(image, rect, dpi) for rect in rects]
    written = [index for index, rect in enumerate(inner) if has_ink(image, rect, dpi)]
    lines = _read(
        image, [inner[index] for index in written], get_engine(settings), cache or open_cache(settings)
    )
    answers = [CellText()] * len(rects)
    for index, found in zip(written, lines, strict=True):
        answers[index] = CellText(found)
    return answers


def _read(image: Gray, rects: Sequence[PixelRect], engine: Engine, cache: Cache) -> list[tuple[Line, ...]]:
    key = answer_key(picture_hash(image), engine.name, "cells", rects)
    known = cache.get([key])
    if key in known:
        return [unpack_lines(cell) for cell in known[key]]
    lines = engine.read_cells(image, rects)
    cache.put({key: [pack_lines(cell) for cell in lines]})
    return lines


def read_page(image: Gray, settings: Settings, *, cache: Cache | None = None) -> list[Line]:
    """Reads a whole page as scattered text, top to bottom.

    Args:
        image: Cleaned grey page picture; tables already read should be painted white.
        settings: Engine and cache folder.
        cache: Where answers are recorded; by default what the settings say.

    Raises:
        MissingRequirement: If no reading engine is installed.
    """
    engine = get_engine(settings)
    store = cache or open_cache(settings)
    key = answer_key(picture_hash(image), engine.name, "page")
    known = store.get([key])
    if key in known:
        return list(unpack_lines(known[key]))
    lines = engine.read_page(image)
    store.put({key: pack_lines(lines)})
    return lines


def inside(image: Gray, rect: PixelRect, dpi: float) -> PixelRect:
    """The part of a cell within its rules.

    From each side the last row (column) of pixels that is mostly dark, within the reach of a rule, is
    the rule's inner edge. A column must be dark nearly all the way: letters are, too, in low cells.
    """
    height, width = image.shape
    x0, y0, x1, y1 = max(0, rect.x0), max(0, rect.y0), min(width, rect.x1), min(height, rect.y1)
    if x1 - x0 < 4 or y1 - y0 < 4:
        return PixelRect(x0, y0, max(x0, x1), max(y0, y1))
    dark = image[y0:y1, x0:x1] < _DARK
    reach = max(2, round(_RULE_REACH * dpi))
    top, bottom = _rule_ends(dark.mean(axis=1), min(reach, (y1 - y0) // 4), _RULE_SHARE)
    share = max(_RULE_SHARE, 0.9 if (y1 - y0) < 0.3 * dpi else 0.7)
    left, right = _rule_ends(
        dark[top : dark.shape[0] - bottom].mean(axis=0), min(reach, (x1 - x0) // 4), share
    )
    return PixelRect(x0 + left, y0 + top, x1 - right, y1 - bottom)


def _rule_ends(
    profile: np.ndarray[tuple[int], np.dtype[np.float64]], reach: int, share: float
) -> tuple[int, int]:
    """How many pixels the rules take at both ends of a darkness profile, a pixel of soft edge included."""
    first = np.flatnonzero(profile[:reach] > share)
    last = np.flatnonzero(profile[::-1][:reach] > share)
    return (int(first[-1]) + 2 if first.size else 0), (int(last[-1]) + 2 if last.size else 0)


def has_ink(image: Gray, rect: PixelRect, dpi: float) -> bool:
    """Whether anything is written in the rectangle: specks, and rule ends at its edges, do not count."""
    if rect.width < 3 or rect.height < 3:
        return False
    dark = np.asarray(rect.crop(image) < _DARK, dtype=np.uint8)
    if not dark.any():
        return False
    count, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8, ltype=cv2.CV_32S)
    least = _LEAST_INK * dpi * dpi
    edge = max(1, round(0.02 * dpi))
    return (
        any(
            area >= least / 2 and not _hugs_edge(x, y, w, h, rect, edge)
            for x, y, w, h, area in stats[1:count]
        )
        and int(dark.sum()) >= least
    )


def _hugs_edge(x: int, y: int, w: int, h: int, rect: PixelRect, edge: int) -> bool:
    """Whether a blot lies flat along one of the rectangle's sides, as the rest of a rule does."""
    beside = x + w <= edge or x >= rect.width - edge
    above = y + h <= edge or y >= rect.height - edge
    return bool(beside or above)
