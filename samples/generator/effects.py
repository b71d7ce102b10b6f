"""What scanners, copiers, cameras and years do to a page, as functions on pixel arrays.

Images are ``uint8``, grey (h, w) or RGB (h, w, 3), 0 black. Sizes are in pixels of the image unless said
otherwise. Every effect draws its chance from the generator it is given, so that a seed fixes the page.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Matrix = NDArray[np.float64]
Rng = np.random.Generator
Box = tuple[float, float, float, float]

cv2.setNumThreads(1)


def hurt_rules(
    image: Image, boxes: Sequence[Box], rng: Rng, share: float, dpi: int, *, may_drop: bool
) -> Image:
    """Breaks, greys or doubles that share of the cell sides (boxes in pixels), or drops them outright."""
    kinds = ("gap", "gap", "grey", "double", "drop" if may_drop else "gap")
    out = image.copy()
    reach = max(2, round(dpi / 80))
    for x0, y0, x1, y1 in boxes:
        for start, end, upright in (((x0, y0), (x1, y0), False), ((x0, y0), (x0, y1), True)):
            if rng.random() >= share:
                continue
            _hurt_side(out, start, end, rng, str(rng.choice(kinds)), reach, upright=upright)
    return out


def _hurt_side(
    out: Image,
    start: tuple[float, float],
    end: tuple[float, float],
    rng: Rng,
    kind: str,
    reach: int,
    *,
    upright: bool,
) -> None:
    """Changes one side in place; its ends stay, so that neighbouring cells keep their corners."""
    along = 1 if upright else 0
    first, last = round(start[along]) + 2 * reach, round(end[along]) - 2 * reach
    if last - first < 6 * reach:
        return
    if kind == "gap":
        length = int(rng.integers(2 * reach, max(3 * reach, (last - first) // 3)))
        first = int(rng.integers(first, last - length + 1))
        last = first + length
    at = round(start[1 - along])
    lo, hi = max(at - reach, 0), at + reach + 1
    strip = out[first:last, lo:hi] if upright else out[lo:hi, first:last]
    if strip.size == 0:
        return
    if kind in ("gap", "drop"):
        strip[:] = 255
    elif kind == "grey":
        strip[:] = np.maximum(strip, 150)
    else:
        shift = reach + 1
        ghost = (
            out[first:last, lo + shift : hi + shift] if upright else out[lo + shift : hi + shift, first:last]
        )
        if ghost.shape == strip.shape:
            ghost[:] = np.minimum(ghost, np.maximum(strip, 120))


def bleed_through(image: Image, back: Image, strength: float) -> Image:
    """Lets the other side of the sheet show through, mirrored, blurred and pale."""
    mirrored = cv2.flip(cv2.resize(back, (image.shape[1], image.shape[0])), 1)
    pale = 255.0 - strength * (255.0 - cv2.GaussianBlur(mirrored, (0, 0), 2.0).astype(np.float32))
    return np.asarray(np.minimum(image, pale.astype(np.uint8)), dtype=np.uint8)


def fade(image: Image, ink: float, paper: float) -> Image:
    """Maps black to ``ink`` and white to ``paper``."""
    scaled = ink + image.astype(np.float32) * ((paper - ink) / 255.0)
    return np.asarray(np.clip(scaled, 0, 255), dtype=np.uint8)


def uneven_ink(image: Image, rng: Rng, strength: float) -> Image:
    """Weakens the print in soft patches, as a drum low on toner does."""
    height, width = image.shape[:2]
    patches = rng.random((max(height // 180, 2), max(width // 180, 2))).astype(np.float32)
    mask = cv2.resize(patches, (width, height), interpolation=cv2.INTER_CUBIC)
    mask = np.asarray(np.clip(mask, 0, 1) * strength, dtype=np.float32)
    if image.ndim == 3:
        mask = mask[:, :, None]
    return np.clip(image + (255.0 - image) * mask, 0, 255).astype(np.uint8)


def turn_matrix(image: Image, degrees: float, shift: tuple[float, float]) -> Matrix:
    """Small rotation about the middle, then a shift; 3 x 3, pixels to pixels."""
    height, width = image.shape[:2]
    matrix = np.eye(3)
    matrix[:2] = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    matrix[0, 2] += shift[0]
    matrix[1, 2] += shift[1]
    return matrix


def tilt_matrix(image: Image, rng: Rng, strength: float) -> Matrix:
    """The perspective of a camera held freely: each corner moves inward by up to ``strength`` of the side."""
    height, width = image.shape[:2]
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    inward = rng.uniform(0.15, 1.0, (4, 2)) * strength * np.array([width, height])
    signs = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]])
    target = (source + signs * inward).astype(np.float32)
    return np.asarray(cv2.getPerspectiveTransform(source, target), dtype=np.float64)


def apply_matrix(image: Image, matrix: Matrix, ground: int) -> Image:
    """Moves the page by a 3 x 3 matrix; what comes in from outside has the grey ``ground``."""
    height, width = image.shape[:2]
    border = (ground,) * 3 if image.ndim == 3 else (ground,)
    moved = cv2.warpPerspective(
        image,
        matrix,
        (width, height),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=border,
    )
    return np.asarray(moved, dtype=np.uint8)


def warp(image: Image, rng: Rng, strength: float) -> Image:
    """Bends the page in a slow wave of up to ``strength`` pixels, as a sheet that does not lie flat."""
    height, width = image.shape[:2]
    yy, xx = np.mgrid[0:height, 0:width].astype(np.float32)
    phase = rng.uniform(0, 2 * np.pi, 2)
    dy = strength * np.sin(2 * np.pi * xx / width * rng.uniform(0.6, 1.2) + phase[0])
    dx = 0.5 * strength * np.sin(2 * np.pi * yy / height * rng.uniform(0.6, 1.2) + phase[1])
    bent = cv2.remap(
        image,
        xx + dx.astype(np.float32),
        yy + dy.astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(bent, dtype=np.uint8)


def light(image: Image, rng: Rng, strength: float) -> Image:
    """Darkens the page gently towards one side, and a little more along one edge (the fold of a book)."""
    height, width = image.shape[:2]
    angle = rng.uniform(0, 2 * np.pi)
    yy = np.linspace(-0.5, 0.5, height, dtype=np.float32)[:, None]
    xx = np.linspace(-0.5, 0.5, width, dtype=np.float32)[None, :]
    slope = (np.cos(angle) * xx + np.sin(angle) * yy + 0.7) / 1.4
    fold = np.exp(-((xx + 0.5) ** 2) / 0.004) * rng.uniform(0, 0.6)
    gain = 1.0 - strength * np.clip(slope + fold, 0, 1.5)
    if image.ndim == 3:
        gain = gain[:, :, None]
    return np.asarray(np.clip(image * gain, 0, 255), dtype=np.uint8)


def blur(image: Image, sigma: float) -> Image:
    """Softens by a Gaussian of ``sigma`` pixels."""
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma), dtype=np.uint8) if sigma > 0 else image


def noise(image: Image, rng: Rng, sigma: float) -> Image:
    """Adds grain; half of it is coarse, as after a scanner's own sharpening."""
    height, width = image.shape[:2]
    fine = rng.normal(0, sigma, (height, width)).astype(np.float32)
    coarse = cv2.resize(
        rng.normal(0, sigma, (height // 2 + 1, width // 2 + 1)).astype(np.float32), (width, height)
    )
    grain = 0.6 * fine + 0.7 * coarse
    if image.ndim == 3:
        grain = grain[:, :, None]
    return np.clip(image + grain, 0, 255).astype(np.uint8)


def specks(image: Image, rng: Rng, per_megapixel: float) -> Image:
    """Scatters dark dust of one to three pixels."""
    out = image.copy()
    height, width = image.shape[:2]
    for _ in range(int(rng.poisson(per_megapixel * height * width / 1e6))):
        x, y = int(rng.integers(width)), int(rng.integers(height))
        shade = int(rng.integers(0, 140))
        cv2.circle(out, (x, y), int(rng.integers(1, 3)) - 1, (shade,) * 3, -1)
    return out


def black_edges(image: Image, rng: Rng, dpi: int) -> Image:
    """Blackens a strip along one or two edges and a slanting corner, as where the lid stood open."""
    out = image.copy()
    height, width = image.shape[:2]
    for side in rng.choice(4, size=int(rng.integers(1, 3)), replace=False):
        near, far = (rng.uniform(0.01, 0.16) * dpi for _ in range(2))
        strips = {
            0: [(0, 0), (width, 0), (width, far), (0, near)],
            1: [(width, 0), (width, height), (width - far, height), (width - near, 0)],
            2: [(0, height), (width, height), (width, height - far), (0, height - near)],
            3: [(0, 0), (near, 0), (far, height), (0, height)],
        }
        cv2.fillPoly(out, [np.array(strips[int(side)], dtype=np.int32)], (int(rng.integers(0, 40)),) * 3)
    return out


def punch_holes(image: Image, dpi: int) -> Image:
    """Two holes at the left edge, 8 cm apart, seen as grey-black discs."""
    out = image.copy()
    height = image.shape[0]
    for offset in (-40, 40):
        centre = (round(12 / 25.4 * dpi), round(height / 2 + offset / 25.4 * dpi))
        cv2.circle(out, centre, round(2.8 / 25.4 * dpi), (45,) * 3, -1, cv2.LINE_AA)
    return out


def scrawl(image: Image, rng: Rng, at: tuple[float, float], dpi: int) -> Image:
    """An initial (paraf) in pen at a place in pixels."""
    out = image.copy()
    steps = rng.normal(0, 0.07 * dpi, (9, 2)).cumsum(axis=0)
    points = (np.array(at) + steps).astype(np.int32)
    ink = (60, 50, 130) if image.ndim == 3 else (70,)
    cv2.polylines(out, [points.reshape(-1, 1, 2)], False, ink, max(1, dpi // 90), cv2.LINE_AA)
    return out


def bilevel(image: Image, threshold: int) -> Image:
    """Black or white, nothing between."""
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY) if image.ndim == 3 else image
    return np.where(grey > threshold, 255, 0).astype(np.uint8)
