"""What people, folders and worn machines add to a page: stamps, notes, folds, shadows, streaks, screens.

Images, sizes and chance as in :mod:`samples.generator.effects`. Only the look changes; print stays where it
is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pillow

from samples.generator.effects import Box, Image, Rng, scrawl
from samples.generator.handwriting import handwritten

Mask = NDArray[np.float32]
Ink = tuple[int, int, int]
Dither = Literal["", "screen", "diffused"]

_INKS: tuple[Ink, ...] = ((96, 70, 190), (40, 62, 170), (186, 44, 52))
_PEN: Ink = (38, 48, 140)
_RING = "KOMISI PEMILIHAN UMUM * CONTOH * "
_FONT = cv2.FONT_HERSHEY_DUPLEX
_BOXES = (
    ("SALINAN SESUAI", "DENGAN ASLINYA"),
    ("TELAH DIPERIKSA", "TGL ........"),
    ("ARSIP", "SUBBAG HUKUM"),
)
# Thresholds of an 8 x 8 ordered screen, grown by the usual recursion.
_SCREEN = np.array([[0, 2], [3, 1]])
for _ in range(2):
    _SCREEN = np.block([[4 * _SCREEN, 4 * _SCREEN + 2], [4 * _SCREEN + 3, 4 * _SCREEN + 1]])


def weigh_strokes(image: Image, amount: float) -> Image:
    """Thickens dark strokes by ``amount`` pixels on each side (below 0: thins them), fractions included."""
    whole, part = divmod(abs(amount), 1.0)
    spread = cv2.erode if amount > 0 else cv2.dilate
    steps = [np.ones((3, 3), np.uint8)] * int(whole)
    for kernel in steps:
        image = np.asarray(spread(image, kernel), dtype=np.uint8)
    more = spread(image, cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3)))
    return np.asarray(cv2.addWeighted(image, 1.0 - part, more, part, 0.0), dtype=np.uint8)


def stamp_cells(image: Image, boxes: Sequence[Box], rng: Rng, dpi: int, count: int) -> Image:
    """Puts office stamps, round or square, over cells (boxes in pixels)."""
    for _ in range(count if boxes else 0):
        mask = _round_stamp(dpi) if rng.random() < 0.6 else _box_stamp(_BOXES[int(rng.integers(3))], dpi)
        ink = _INKS[int(rng.integers(len(_INKS)))]
        # Rubber prints unevenly.
        worn = cv2.resize(
            rng.random((6, 6)).astype(np.float32), mask.shape[::-1], interpolation=cv2.INTER_CUBIC
        )
        mask = _turned(mask, rng.uniform(-25, 25)) / 255.0 * np.clip(0.45 + 0.7 * worn, 0, 1)
        image = _ink_in(image, np.asarray(mask, dtype=np.float32), _place(boxes, rng), ink)
    return image


def write_notes(image: Image, boxes: Sequence[Box], rng: Rng, dpi: int, count: int) -> Image:
    """Writes dates, ticks and initials by pen over cells (boxes in pixels)."""
    for _ in range(count if boxes else 0):
        at = _place(boxes, rng)
        kind = rng.integers(3)
        if kind == 0:
            image = scrawl(image, rng, at, dpi)
            continue
        text = f"{rng.integers(1, 29)}/{rng.integers(1, 13)}-{rng.integers(20, 27)}" if kind == 1 else "v"
        size = rng.uniform(0.10, 0.19) * dpi
        mask = _turned(handwritten(text, size, max(1, dpi // 80), rng), rng.uniform(-12, 12))
        image = _ink_in(image, np.asarray(mask / 255.0, dtype=np.float32), at, _PEN)
    return image


def fold(image: Image, rng: Rng, count: int, dpi: int) -> Image:
    """Creases from folding: a soft shadow across the page with a thin line where print has flaked off."""
    height, width = image.shape[:2]
    out = image.astype(np.float32)
    for _ in range(count):
        upright = bool(rng.random() < 0.35)
        length, breadth = (height, width) if upright else (width, height)
        place = breadth * rng.choice([0.33, 0.5, 0.67]) + rng.normal(0, 0.02 * breadth)
        along = np.arange(length, dtype=np.float32)
        line = place + rng.uniform(-0.01, 0.01) * along + np.interp(along, *_wander(rng, length, dpi / 120))
        away = np.arange(breadth, dtype=np.float32)[:, None] - line[None, :]
        shadow = 0.22 * np.exp(-((away / (0.03 * dpi)) ** 2)) * np.where(away > 0, 1.0, 0.4)
        flaked = np.exp(-((away / (0.006 * dpi)) ** 2)) * (rng.random(length) < 0.7)
        if upright:
            shadow, flaked = shadow.T, flaked.T
        if out.ndim == 3:
            shadow, flaked = shadow[:, :, None], flaked[:, :, None]
        out = out * (1.0 - shadow) + (235.0 - out).clip(0) * 0.8 * flaked
    return np.clip(out, 0, 255).astype(np.uint8)


def gutter_shadow(image: Image, rng: Rng, strength: float, dpi: int) -> Image:
    """The shadow where the page of a bound volume lifts off the glass: along its left or right edge."""
    width = image.shape[1]
    reach = dpi * rng.uniform(0.25, 0.7)
    gain = 1.0 - strength * np.exp(-np.arange(width, dtype=np.float32) / reach)
    if rng.random() < 0.5:
        gain = gain[::-1]
    shade = gain[None, :, None] if image.ndim == 3 else gain[None, :]
    return np.asarray(np.clip(image * shade, 0, 255), dtype=np.uint8)


def streaks(image: Image, rng: Rng, count: int, dpi: int) -> Image:
    """Lines over the whole page along the paper's way, dark or pale, from dirt on a feeder's glass."""
    out: Mask = image.astype(np.float32)
    upright = bool(rng.random() < 0.5)
    lanes = out if upright else out.swapaxes(0, 1)
    length, breadth = lanes.shape[:2]
    for _ in range(count):
        at = int(rng.integers(round(0.03 * breadth), round(0.97 * breadth)))
        thick = max(1, round(rng.uniform(0.4, 2.2) * dpi / 200))
        target = float(rng.choice([70.0, 130.0, 170.0, 252.0]))
        force = np.interp(np.arange(length), *_wander(rng, length, 0.25)) + rng.uniform(0.35, 0.8)
        force = np.clip(force, 0.0, 0.9)[:, None]
        strip = lanes[:, at : at + thick]
        force = force[:, :, None] if strip.ndim == 3 else force
        strip += force * (target - strip)
    return np.clip(out, 0, 255).astype(np.uint8)


def resave(image: Image, quality: int) -> Image:
    """The page after a JPEG of that quality: the blocks and ringing of an earlier save."""
    _, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
    kind = cv2.IMREAD_COLOR if image.ndim == 3 else cv2.IMREAD_GRAYSCALE
    return np.asarray(cv2.imdecode(data, kind), dtype=np.uint8)


def dithered(image: Image, kind: Dither) -> Image:
    """Greys as patterns of black dots: an ordered ``screen``, or errors ``diffused`` to the neighbours."""
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY) if image.ndim == 3 else image
    if kind == "diffused":
        return np.array(Pillow.fromarray(grey).convert("1").convert("L"), dtype=np.uint8)
    height, width = grey.shape
    tiles = np.tile(_SCREEN, (height // 8 + 1, width // 8 + 1))[:height, :width]
    return np.where(grey > 4.0 * tiles + 2.0, 255, 0).astype(np.uint8)


def _place(boxes: Sequence[Box], rng: Rng) -> tuple[float, float]:
    """A point inside one of the boxes."""
    x0, y0, x1, y1 = boxes[int(rng.integers(len(boxes)))]
    return (float(rng.uniform(x0, x1)), float(rng.uniform(y0, y1)))


def _wander(rng: Rng, length: int, size: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Knots of a slow random line over ``length`` for ``np.interp``."""
    return np.linspace(0, length, 9), rng.normal(0, size, 9)


def _round_stamp(dpi: int) -> Image:
    radius = round(0.62 * dpi)
    side = 2 * radius + 9
    centre = side // 2
    mask = np.zeros((side, side), np.uint8)
    for share, thick in ((1.0, 0.022), (0.93, 0.008), (0.62, 0.012)):
        cv2.circle(
            mask, (centre, centre), round(share * radius), 255, max(1, round(thick * dpi)), cv2.LINE_AA
        )
    middle = (centre - round(0.11 * dpi), centre + round(0.05 * dpi))
    cv2.putText(mask, "KPU", middle, _FONT, dpi / 330, 255, max(1, dpi // 70), cv2.LINE_AA)
    for index, letter in enumerate(_RING):
        ring = np.zeros_like(mask)
        at = (centre - round(0.04 * dpi), centre - round(0.7 * radius))
        cv2.putText(ring, letter, at, _FONT, dpi / 330, 255, max(1, dpi // 120), cv2.LINE_AA)
        mask = np.maximum(mask, _turned(ring, -360.0 * index / len(_RING)))
    return mask


def _box_stamp(lines: Sequence[str], dpi: int) -> Image:
    height, width = round(0.55 * dpi), round(1.7 * dpi)
    # Room above and below, so that a turned stamp keeps its corners.
    margin = round(0.5 * dpi)
    mask = np.zeros((height + 2 * margin, width + margin), np.uint8)
    left, top = margin // 2, margin
    thick = max(1, round(0.02 * dpi))
    cv2.rectangle(mask, (left, top), (left + width, top + height), (255,), thick, cv2.LINE_AA)
    for index, line in enumerate(lines):
        at = (left + round(0.1 * dpi), top + round((0.23 + 0.2 * index) * dpi))
        cv2.putText(mask, line, at, _FONT, dpi / 260, (255,), max(1, dpi // 100), cv2.LINE_AA)
    return mask


def _turned(mask: Image, degrees: float) -> Image:
    """The mask turned about its middle, corners cut."""
    height, width = mask.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(mask, matrix, (width, height)), dtype=np.uint8)


def _ink_in(image: Image, mask: Mask, at: tuple[float, float], ink: Ink) -> Image:
    """Prints the mask in see-through ink, its middle at the point; what falls off the page is lost."""
    out = image.copy()
    height, width = image.shape[:2]
    top, left = math.floor(at[1] - mask.shape[0] / 2), math.floor(at[0] - mask.shape[1] / 2)
    y0, y1 = max(top, 0), min(top + mask.shape[0], height)
    x0, x1 = max(left, 0), min(left + mask.shape[1], width)
    if y0 >= y1 or x0 >= x1:
        return out
    part = mask[y0 - top : y1 - top, x0 - left : x1 - left]
    dark = 1.0 - np.array(ink, np.float32) / 255.0
    # Grey scanners see a colour by its brightness.
    cover = part[:, :, None] * dark if image.ndim == 3 else part * float(dark @ [0.30, 0.59, 0.11])
    out[y0:y1, x0:x1] = np.clip(image[y0:y1, x0:x1] * (1.0 - cover), 0, 255).astype(np.uint8)
    return out
