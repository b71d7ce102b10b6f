"""Making a scan easy to read: even paper, no black edges, dark print on white everywhere.

Two results of one page: :func:`flattened` keeps everything that is darker than its paper (faint rules too),
:func:`cleaned` is for the reading engines: pale show-through gone, specks gone. Black-and-white scans
are hardly touched: every filter tried on them read worse.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.blots import AREA, blots
from extract.geometry import Gray

_SHRINK = 8
_BAND = 170
"""Share of the paper's grey, in 255ths, below which a filled area is a dark band."""


_FILLED = 0.5
"""Share of a band that is dark though print stands in it."""
_GREY_GROUND = 35.0
_STEP = 9.0
_SOLID_RIM = 0.8
"""A band is filled along its rims, where no print reaches; a line of bold type is not."""


def flattened(gray: Gray, dpi: float, bilevel: bool = False) -> Gray:
    """The page with even white paper; dark bands with light print turned round.

    Args:
        gray: Rows x columns.
        dpi: Its resolution.
        bilevel: A black-and-white scan: its paper is white already.
    """
    even = _bands_light(gray, dpi)
    return even if bilevel else _divided(even, dpi)


def cleaned(flat: Gray, dpi: float, bilevel: bool = False) -> Gray:
    """The flattened page ready for reading.

    Grey between paper and ink is stretched: what is nearly paper (noise, print that shows through
    from the back) becomes white, ink becomes black. Specks of a few pixels go.
    """
    if bilevel:
        return flat
    ink = _ink_level(flat)
    white = ink + (255.0 - ink) * 0.85
    black = ink
    table = np.clip((np.arange(256, dtype=np.float32) - black) / max(white - black, 1.0), 0, 1) * 255
    stretched = cv2.LUT(flat, table.astype(np.uint8))
    return _without_specks(np.asarray(stretched, dtype=np.uint8), dpi)


def _divided(gray: Gray, dpi: float) -> Gray:
    """Divides by the paper's own grey, estimated on a small copy as the local near-maximum."""
    small = _small(gray, _SHRINK)
    reach = max(3, round(0.12 * dpi / _SHRINK)) | 1
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((reach, reach), np.uint8)), 5)
    paper = cv2.GaussianBlur(paper, (0, 0), reach / 2)
    large = _large(np.asarray(paper, dtype=np.uint8), _SHRINK, gray.shape, cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(gray, cv2.max(large, np.array([40.0])), scale=250), dtype=np.uint8)


def _ink_level(flat: Gray) -> float:
    """How dark the print is: the darker part of what is clearly not paper."""
    sample = flat[::2, ::2]
    dark = sample[sample < 190]
    if dark.size < 200:
        return 60.0
    return float(np.clip(np.percentile(dark, 25), 0, 150))


def _without_specks(gray: Gray, dpi: float) -> Gray:
    ink = np.asarray(gray < 200, dtype=np.uint8)
    most = max(1, round(4 * (dpi / 200) ** 2))
    labels, stats = blots(ink)
    small = stats[:, AREA] <= most
    small[0] = False
    if not small.any():
        return gray
    out = gray.copy()
    out[np.take(small, labels)] = 255
    return out


def without_edges(gray: Gray, dpi: float) -> Gray:
    """Paints white what is dark round the sheet: black scanner edges, the table under a photographed page.

    Must come before the page is turned or straightened: what it looks for touches the picture's rim.
    """
    shrink = max(1, round(dpi / 50))
    small = _small(gray, shrink)
    paper = float(np.percentile(small, 80))
    dark = np.asarray(small < np.clip(0.58 * paper, 60, 130), dtype=np.uint8)
    dark = np.asarray(cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)), dtype=np.uint8)
    rim = cv2.copyMakeBorder(dark, 1, 1, 1, 1, cv2.BORDER_REPLICATE)
    count, labels = cv2.connectedComponents(rim, connectivity=4)
    touching = np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]))
    edge = np.isin(labels, touching[touching > 0])[1:-1, 1:-1]
    if count == 1 or not edge.any():
        return gray
    grown = cv2.dilate(edge.astype(np.uint8), np.ones((3, 3), np.uint8))
    full = _large(np.asarray(grown, dtype=np.uint8), shrink, gray.shape, cv2.INTER_NEAREST)
    return np.where(full > 0, np.uint8(255), gray)


def _small(gray: Gray, shrink: int) -> Gray:
    """A copy of a whole number of pixels to one; its last row and column may reach beyond the picture.

    Whole numbers are some ten times as fast as those near them.
    """
    height, width = gray.shape
    whole = cv2.copyMakeBorder(gray, 0, -height % shrink, 0, -width % shrink, cv2.BORDER_REPLICATE)
    size = (whole.shape[1] // shrink, whole.shape[0] // shrink)
    return np.asarray(cv2.resize(whole, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _large(small: Gray, shrink: int, shape: tuple[int, int], way: int) -> Gray:
    """The reverse of :func:`_small`: enlarged and cut to ``shape`` (rows, columns)."""
    size = (small.shape[1] * shrink, small.shape[0] * shrink)
    return np.asarray(cv2.resize(small, size, interpolation=way)[: shape[0], : shape[1]], dtype=np.uint8)


def _bands_light(gray: Gray, dpi: float) -> Gray:
    """Turns dark bands with light print into light ones with dark print."""
    shrink = max(1, round(dpi / 50))
    small = _small(gray, shrink)
    paper = cv2.blur(cv2.dilate(small, np.ones((27, 27), np.uint8)), (21, 21))
    share = cv2.divide(small, cv2.max(paper, np.array([40.0])), scale=255)
    dark = np.asarray(cv2.blur(share, (25, 1)) < _BAND, dtype=np.uint8)
    dark = np.asarray(cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((4, 15), np.uint8)), dtype=np.uint8)
    _, stats = blots(dark, 4)
    height, width = gray.shape
    out = gray
    for x, y, w, h, area in stats[1:].tolist():
        if area < 0.6 * w * h or w < 25:
            continue
        top, bottom = max(0, (y - 3) * shrink), min(height, (y + h + 3) * shrink)
        left, right = max(0, (x - 6) * shrink), min(width, (x + w + 6) * shrink)
        white = float(paper[min(y + h // 2, paper.shape[0] - 1), min(x + w // 2, paper.shape[1] - 1)])
        part = gray[top:bottom, left:right]
        if float((part < 0.65 * white).mean()) > _FILLED * h / (h + 6):
            out = gray.copy() if out is gray else out
            _turn_band(out[top:bottom, left:right], white, round(0.7 * dpi))
    return out


def _turn_band(part: Gray, white: float, chunk: int) -> None:
    """Turns a dark band round, in place; a thin dark rim stays as the rule round the cell.

    Done in chunks along the band, each with its own upper and lower end: bands may lean a little.

    Args:
        part: The band with paper or rules round it.
        white: The paper's grey.
        chunk: Length of a chunk, pixels.
    """
    level = float(np.median(part[part < 0.65 * white]))
    dark = part < (level + white) / 2
    top, bottom = _longest_run(dark.mean(axis=1) > 0.45, chunk // 12)
    if bottom == top:
        return
    left, right = _longest_run(dark[top:bottom].mean(axis=0) > 0.25, chunk // 25)
    rim = max(2, chunk // 45)
    pieces, solid = [], []
    for start, end in _chunks(left + rim, right - rim, chunk):
        first, last = _longest_run(dark[:, start:end].mean(axis=1) > 0.45, chunk // 12)
        first = first if abs(first - top) < chunk // 15 else top
        last = last if abs(last - bottom) < chunk // 15 else bottom
        pieces.append((first + rim, last - rim, start, end))
        filled = dark[:, start:end].mean(axis=1)
        reach = chunk // 18  # a double rule leaves a line of paper just inside the band
        solid.append(min(_solid(filled[first : first + reach]), _solid(filled[last - reach : last])))
    if not solid or right - left < 1.4 * chunk or float(np.median(solid)) < _SOLID_RIM:
        return
    ground = _ground(part[:, left:right])
    usual = float(np.percentile(part[top:bottom, left:right], 25))
    for first, last, start, end in pieces:
        inner = part[first:last, start:end]
        if inner.shape[0] > 8 and inner.size:
            lighter = float(np.percentile(inner, 25)) - usual
            inner[:] = _turned(inner, np.clip(ground[first:last] + lighter, 0, 255), white)


def _solid(filled: NDArray[np.float64]) -> float:
    """How well the best two neighbouring rows are filled, of the shares of some rows."""
    return float(np.minimum(filled[:-1], filled[1:]).max(initial=0.0))


def _ground(part: Gray) -> NDArray[np.float32]:
    """The band's own grey row by row (rows x 1): print is brighter and seldom fills a row, rules are thin."""
    rows = np.percentile(part, 30, axis=1).astype(np.uint8)[:, None]
    return np.asarray(cv2.medianBlur(np.ascontiguousarray(rows), 11), dtype=np.float32)


def _chunks(start: int, end: int, length: int) -> list[tuple[int, int]]:
    """Cuts a stretch into pieces of about one length."""
    count = max(1, (end - start) // length)
    borders = [start + round((end - start) * i / count) for i in range(count + 1)]
    return [(a, b) for a, b in zip(borders[:-1], borders[1:], strict=True) if b > a]


def _longest_run(flags: np.ndarray[tuple[int], np.dtype[np.bool_]], gap: int) -> tuple[int, int]:
    """First and after-last place of the longest run of true values, gaps up to ``gap`` bridged."""
    places = np.nonzero(flags)[0]
    if not len(places):
        return 0, 0
    breaks = np.nonzero(np.diff(places) > gap + 1)[0]
    firsts = np.concatenate([[0], breaks + 1])
    lasts = np.concatenate([breaks, [len(places) - 1]])
    best = int(np.argmax(places[lasts] - places[firsts]))
    return int(places[firsts[best]]), int(places[lasts[best]]) + 1


def _turned(part: Gray, ground: NDArray[np.float32], white: float) -> Gray:
    """Light print on dark grounds as dark print on paper.

    Bands of two greys may lie on each other; where they meet stays a rule. What is darker than a grey ground
    is a black rule.
    """
    shade = part.astype(np.float32)
    bright = np.maximum(float(np.percentile(part, 99.5)), ground + 0.5 * (white - ground))
    ink = (shade - ground) / np.maximum(bright - ground, 1.0)
    ink = np.maximum(ink, np.where(ground > _GREY_GROUND, (ground - shade) / np.maximum(ground, 1.0), 0.0))
    steps = np.abs(np.roll(ground, -3, axis=0) - np.roll(ground, 3, axis=0))[3:-3, 0] > _STEP
    ink[3:-3][steps] = 1.0
    sharp = np.clip((ink - 0.2) / 0.6, 0, 1)  # the ground is grainy, print is not
    return np.asarray(white * (1 - sharp), dtype=np.uint8)
