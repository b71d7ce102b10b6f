"""Filled bands of a page: headers and area headings on dark or grey grounds become dark print on paper.

A band's edges are borders of its cells even if no rule is drawn, so a thin rim of it stays as the rule. Light
tints are not changed here: ``clean.flattened`` divides by their grey.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.geometry import WHITE, Gray
from extract.pictures.blots import blots
from extract.sizes import WHOLE

_BAND = 178
"""Share of the paper's grey, in 255ths, below which a filled area is a band."""
_SHADE = 0.72
"""Share of the paper's grey below which a pixel may be a band's."""
_FADED = WHOLE * WHITE
"""Share of the paper's grey, in 255ths, up to which a dark band may fade towards its ends."""
_GENTLE, _ALONG = 26, 15
"""How fast it may fade: 255ths of the paper's grey, within so many pixels of the small copy."""
_FILLED = 0.5
"""Share of a band that is dark although print stands in it, at least."""
_GREY_GROUND = 35.0
"""Grey of a band's ground from which on its print may be darker than the ground."""
_STEP = 9.0
"""Grey levels between two bands that lie on each other."""
_INK = 0.6
"""Share of a band's grey below which print on it is dark print."""
_SOLID_RIM = 0.8
"""Share of its length that a band is filled along its rims, where no print reaches, unlike bold type."""


def bands_light(gray: Gray, dpi: float) -> Gray:
    """Makes bands darker than the paper dark print on paper, whether their print is light or dark."""
    shrink = max(1, round(dpi / 50))
    small = reduced(gray, shrink)
    paper = cv2.blur(cv2.dilate(small, np.ones((27, 27), np.uint8)), (21, 21))
    share = np.asarray(cv2.divide(small, cv2.max(paper, np.array([40.0])), scale=WHITE), dtype=np.uint8)
    dark = np.asarray(cv2.blur(share, (25, 1)) < _BAND, dtype=np.uint8)
    dark = np.asarray(cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((4, 15), np.uint8)), dtype=np.uint8)
    _, stats = blots(dark, 4)
    height, width = gray.shape
    out = gray
    found = [(x, y, w, h) for x, y, w, h, area in stats[1:].tolist() if area >= 0.6 * w * h and w >= 25]
    for first, upper, last, lower, faded in _whole(found, share):
        x, y, w, h = first, upper, last - first, lower - upper
        top, bottom = max(0, (y - 3) * shrink), min(height, (y + h + 3) * shrink)
        left, right = max(0, (x - 6) * shrink), min(width, (x + w + 6) * shrink)
        white = float(paper[min(y + h // 2, paper.shape[0] - 1), min(x + w // 2, paper.shape[1] - 1)])
        part = gray[top:bottom, left:right]
        if float((part < _SHADE * white).mean()) > _FILLED * h / (h + 6):
            out = gray.copy() if out is gray else out
            _turn_band(out[top:bottom, left:right], white, round(0.7 * dpi), faded=faded)
    return out


def _whole(bands: list[tuple[int, int, int, int]], share: Gray) -> list[tuple[int, int, int, int, bool]]:
    """Follows bands to both sides where they fade and their ground gets lighter little by little.

    Pieces of one band become one.

    Args:
        bands: Left, top, width and height of each on the small page.
        share: The small page in shares of the paper's grey.

    Returns:
        Left, top, right and bottom of the bands, and whether each was found to be longer.
    """
    whole: list[tuple[int, int, int, int, bool]] = []
    for x, y, w, h in bands:
        strip = np.sort(share[y : y + h], axis=0)  # above and below its print there is only ground
        ground = cv2.medianBlur(np.ascontiguousarray(strip[h // 5][None, :]), _ALONG)[0].astype(np.int64)
        gentle = np.abs(ground - np.roll(ground, _ALONG)) < _GENTLE
        goes_on = (ground < _FADED) & gentle & np.roll(gentle, -_ALONG)
        first = _followed(goes_on[::-1], ground[::-1], len(ground) - x)
        first, last = len(ground) - first, _followed(goes_on, ground, x + w)
        faded = last - first > w + _ALONG
        top, bottom = y, y + h
        for other in [o for o in whole if o[0] < last and o[2] > first and o[1] < bottom and o[3] > top]:
            whole.remove(other)
            first, top = min(first, other[0]), min(top, other[1])
            last, bottom, faded = max(last, other[2]), max(bottom, other[3]), True
        whole.append((first, top, last, bottom, faded))
    return whole


def _followed(goes_on: NDArray[np.bool_], ground: NDArray[np.int64], place: int) -> int:
    """Where a band ends that reaches a place, in the direction of rising places.

    At its very end the grey changes fast, so the last bit is taken if it is as grey as what came before.
    """
    while place < len(ground) and goes_on[place]:
        place += 1
    usual = ground[place - 1]
    for _ in range(_ALONG):
        if place < len(ground) and ground[place] < min(_FADED, usual + _GENTLE):
            place += 1
    return place


def _turn_band(part: Gray, white: float, chunk: int, *, faded: bool = False) -> None:
    """Turns a band's ground into paper, in place; a thin dark rim stays as the rule round the cell.

    This is done in chunks along the band, each with its own upper and lower end: bands may lean a little.

    Args:
        part: The band with the paper or the rules around it.
        white: The paper's grey.
        chunk: Length of a chunk, pixels.
        faded: Whether its grey changes along it.
    """
    level = float(np.median(part[part < _SHADE * white]))
    along = _ground_along(part, white, chunk) if faded else np.full((1, 1), level)
    dark = part < (np.maximum(along, level) + white) / 2
    top, bottom = _longest_run(dark.mean(axis=1) > 0.45, chunk // 12)
    if bottom == top:
        return
    left, right = _longest_run(dark[top:bottom].mean(axis=0) > 0.25, chunk // 25)
    rim = max(2, chunk // 45)
    stretches = _chunks(left + rim, right - rim, chunk)
    filled = [dark[:, start:end].mean(axis=1) for start, end in stretches]
    ends = [_ends(rows, chunk // 12) for rows in filled]
    if not ends:
        return
    top, bottom = (round(float(place)) for place in np.median(ends, axis=0))
    pieces, solid = [], []
    reach = chunk // 18  # a double rule leaves a line of paper just inside the band
    for (start, end), rows, (first, last) in zip(stretches, filled, ends, strict=True):
        solid.append(min(_solid(rows[first : first + reach]), _solid(rows[last - reach : last])))
        first = first if abs(first - top) < chunk // 15 else top
        last = last if abs(last - bottom) < chunk // 15 else bottom
        pieces.append((first + rim, last - rim, start, end))
    if right - left < 1.4 * chunk or float(np.median(solid)) < _SOLID_RIM:
        return
    usual = float(np.percentile(part[top:bottom, left:right], 25))
    even = np.clip(part.astype(np.float32) - along + usual, 0, WHITE).astype(np.uint8) if faded else part
    ground = _ground(even[:, left:right])
    dark_print = _print_is_darker([part[a:b, c:d] for a, b, c, d in pieces], usual, white)
    for first, last, start, end in pieces:
        inner = part[first:last, start:end]
        if inner.shape[0] > 8 and inner.size:
            lighter = float(np.percentile(inner, 25)) - usual
            shift = along[:, start:end] - usual if faded else lighter
            own = np.clip(ground[first:last] + shift, 0, WHITE)
            inner[:] = _lifted(inner, white) if dark_print else _turned(inner, own, white)


def _ground_along(part: Gray, white: float, chunk: int) -> NDArray[np.float32]:
    """The grey of a band's ground column by column (1 x columns); that of paper behind the band's end."""
    middle = part[part.shape[0] // 3 : max(part.shape[0] // 3 + 1, 2 * part.shape[0] // 3)]
    columns = np.percentile(middle, 25, axis=0).astype(np.float32)[None, :]
    smooth = cv2.blur(columns, (chunk // 4 | 1, 1), borderType=cv2.BORDER_REPLICATE)
    return np.asarray(np.minimum(smooth, _FADED / WHITE * white), dtype=np.float32)


def _print_is_darker(pieces: Sequence[Gray], ground: float, white: float) -> bool:
    """Whether a grey band's print is dark: of the pixels that are not ground most are darker than it."""
    if ground <= _GREY_GROUND:
        return False
    shades = np.concatenate([piece.ravel() for piece in pieces])
    if not shades.size:
        return False
    return float((shades < _INK * ground).mean()) > float((shades > (ground + white) / 2).mean())


def _ends(filled: NDArray[np.float64], gap: int) -> tuple[int, int]:
    """First and after-last row of a band, given its rows' filled shares, without print beside it."""
    first, last = _longest_run(filled > 0.45, gap)
    full = np.nonzero(filled[first:last] > _SOLID_RIM)[0]
    return (first + int(full[0]), first + int(full[-1]) + 1) if len(full) > 1 else (first, last)


def _solid(filled: NDArray[np.float64]) -> float:
    """How well the best two neighbouring rows are filled, given the filled shares of rows."""
    return float(np.minimum(filled[:-1], filled[1:]).max(initial=0.0))


def _ground(part: Gray) -> NDArray[np.float32]:
    """The band's own grey row by row (rows x 1): print is lighter and rarely fills a row, rules are thin."""
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


def _lifted(part: Gray, white: float) -> Gray:
    """Makes dark print on a grey ground dark print on paper; most of a band is ground."""
    ground = max(1.0, float(np.median(part)))
    darkest = min(float(np.percentile(part, 0.5)), 0.5 * ground)
    ink = (ground - part.astype(np.float32)) / (ground - darkest)
    return np.asarray(white * (1 - np.clip((ink - 0.2) / 0.6, 0, 1)), dtype=np.uint8)


def _turned(part: Gray, ground: NDArray[np.float32], white: float) -> Gray:
    """Makes light print on dark grounds dark print on paper.

    Bands of two greys may lie on each other; their border becomes a rule. What is darker than a grey ground
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


def reduced(gray: Gray, shrink: int) -> Gray:
    """A copy reduced by a whole number; its last row and column may reach beyond the picture.

    Whole numbers are some ten times as fast as other factors.
    """
    height, width = gray.shape
    whole = cv2.copyMakeBorder(gray, 0, -height % shrink, 0, -width % shrink, cv2.BORDER_REPLICATE)
    size = (whole.shape[1] // shrink, whole.shape[0] // shrink)
    return np.asarray(cv2.resize(whole, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def enlarged(small: Gray, shrink: int, shape: tuple[int, int], way: int) -> Gray:
    """The reverse of :func:`reduced`: enlarged and cut to ``shape`` (rows, columns)."""
    size = (small.shape[1] * shrink, small.shape[0] * shrink)
    return np.asarray(cv2.resize(small, size, interpolation=way)[: shape[0], : shape[1]], dtype=np.uint8)
