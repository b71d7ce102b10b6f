"""Which way up a page lies: quarter turns that the file's ``/Rotate`` does not state.

Letters stand close in rows and rows stand apart, so the direction in which small blots line up shows whether
a page is sideways. Whether it is upside down shows in the letters that stick out of their lines: in
Indonesian some three times as many rise (b d h k l t, capitals) as sink (g j p q y). Where that vote is not
clearly for upright, a few pieces of text are read both ways.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.engines import get_engine
from extract.engines.engine import Engine, OcrLine
from extract.geometry import Gray, PixelRect, quarter_turn
from extract.pictures.blots import blots, mask_of
from extract.pictures.images import REDUCED_DPI, PageImage
from extract.pictures.masks import Mask
from extract.pictures.skew import reduced_ink
from extract.sizes import CLEAR, GAP, HAIR
from lampiran.settings import Settings

_LETTER_INCH = (CLEAR, GAP)
"""Longer side of a letter, inches."""
_CLEAR_VOTES = 4.5
"""Lead of rising over sinking letters, in standard deviations, from which on no reading is needed."""
_CLEAR_RATIO = 1.4
"""How many times as many as the others they must be, too."""
_SAMPLES = 4
"""Pieces of text that are read both ways, at most."""
_DECISIVE = 15.0
"""Lead in confidently read letters from which on no further piece is read."""


@dataclass(frozen=True, slots=True)
class Votes:
    """Letters that rise above and sink below the body of their lines."""

    rising: int
    sinking: int

    @property
    def clear(self) -> bool:
        """Whether the letters alone decide."""
        more, less = max(self.rising, self.sinking), min(self.rising, self.sinking)
        spread = float(np.sqrt(max(self.rising + self.sinking, 1)))
        return (more - less) / spread > _CLEAR_VOTES and more > _CLEAR_RATIO * max(less, 1)


def upright(image: PageImage, settings: Settings) -> tuple[PageImage, int]:
    """Turns the page so that it reads upright.

    Args:
        image: As a viewer shows it, roughly straight (within 6 degrees).
        settings: Which engine reads if the letters do not decide.

    Returns:
        The turned picture, and by how many degrees (0, 90, 180, 270) the text had been turned clockwise.
    """
    sideways = lies_sideways(image)
    candidate = turned(image, 1) if sideways else image
    flipped = _is_upside_down(candidate, settings)
    if flipped:
        candidate = turned(candidate, 2)
    undone = (1 if sideways else 0) + (2 if flipped else 0)
    return candidate, (360 - 90 * undone) % 360


def turned(image: PageImage, quarters: int) -> PageImage:
    """The picture turned clockwise by quarters."""
    gray = np.ascontiguousarray(np.rot90(image.gray, -quarters))
    return image.changed(gray, quarter_turn(quarters, image.gray.shape))


def _letters(ink: Mask, dpi: float) -> tuple[Mask, NDArray[np.int32]]:
    """Blots of the size of letters (their mask, and their left, top, width, height, area)."""
    labels, stats = blots(ink)
    low, high = _LETTER_INCH[0] * dpi, _LETTER_INCH[1] * dpi
    longest, shortest = stats[:, 2:4].max(axis=1), stats[:, 2:4].min(axis=1)
    good = (longest >= low) & (longest <= high) & (shortest >= HAIR * dpi)
    good[0] = False
    return mask_of(labels, good), np.asarray(stats[good], dtype=np.int32)


def lies_sideways(image: PageImage) -> bool:
    """Whether the lines of text run up or down the page."""
    dpi = min(REDUCED_DPI, image.dpi)
    keep, stats = _letters(reduced_ink(image), dpi)
    if len(stats) < 25:
        return False
    reach = round(0.5 * dpi) | 1
    along = cv2.boxFilter(keep, -1, (reach, 1), normalize=False)
    down = cv2.boxFilter(keep, -1, (1, reach), normalize=False)
    return cv2.norm(down, cv2.NORM_L2SQR) > cv2.norm(along, cv2.NORM_L2SQR)


def count_votes(image: PageImage) -> Votes:
    """Counts the letters that stick out of their lines; lines run along the page."""
    dpi = min(150.0, image.dpi)
    ink = reduced_ink(image, dpi)
    keep, stats = _letters(ink, dpi)
    height = stats[:, 3].astype(np.float64)
    stats = stats[(height < 0.22 * dpi) & (stats[:, 2] < 0.3 * dpi)]
    if len(stats) < 20:
        return Votes(0, 0)
    near = cv2.dilate(keep, np.ones((1, round(0.1 * dpi) | 1), np.uint8))
    _, labels = cv2.connectedComponents(near, connectivity=4)
    x = stats[:, 0] + stats[:, 2] // 2
    line_of = _line_of(np.asarray(labels, dtype=np.int32), stats, x)
    rising = sinking = 0
    for line in np.unique(line_of):
        members = stats[line_of == line]
        if len(members) >= 5:
            up, down = _line_votes(members)
            rising, sinking = rising + up, sinking + down
    return Votes(rising, sinking)


def _line_of(labels: NDArray[np.int32], stats: NDArray[np.int32], x: NDArray[np.int32]) -> NDArray[np.int32]:
    """The line each letter stands in: the connected row under its middle."""
    middle = stats[:, 1] + stats[:, 3] // 2
    found = labels[middle, x]
    for index in np.nonzero(found == 0)[0]:
        left, top, width, height = stats[index, :4]
        part = labels[top : top + height, left : left + width]
        found[index] = part.max()
    return np.asarray(found)


def _line_votes(members: NDArray[np.int32]) -> tuple[int, int]:
    tops, bottoms = members[:, 1].astype(float), (members[:, 1] + members[:, 3]).astype(float)
    slope = _slope(members)
    lean = slope * members[:, 0]
    tops, bottoms = tops - lean, bottoms - lean
    body_top, body_bottom = _middle(tops), _middle(bottoms)
    body = max(body_bottom - body_top, 3.0)
    out = max(1.5, 0.18 * body)
    large = members[:, 3] > 0.6 * body
    tall_up = (tops < body_top - out) & (np.abs(bottoms - body_bottom) < out) & large
    tall_down = (bottoms > body_bottom + out) & (np.abs(tops - body_top) < out) & large
    return int(tall_up.sum()), int(tall_down.sum())


def _middle(values: NDArray[np.float64]) -> float:
    """The (upper) median; faster than numpy's for a few numbers."""
    return float(np.sort(values)[len(values) // 2])


def _slope(members: NDArray[np.int32]) -> float:
    """How much the line leans, rise over run; 0 for short lines."""
    x = members[:, 0].astype(float)
    if len(x) < 8 or np.ptp(x) < 60:
        return 0.0
    x -= x.mean()
    return float(x @ (members[:, 1] + members[:, 3] / 2) / (x @ x))


def _is_upside_down(image: PageImage, settings: Settings) -> bool:
    votes = count_votes(image)
    # On coarse scans of small type the letters may vote the wrong way: no page is turned by them alone.
    if votes.clear and votes.rising > votes.sinking:
        return False
    engine = None
    upward = downward = 0.0
    for sample in _text_samples(image):
        engine = engine or get_engine(settings)
        upward += _letters_read(engine, sample)
        downward += _letters_read(engine, np.ascontiguousarray(sample[::-1, ::-1]))
        if max(upward, downward) > _DECISIVE + 2.5 * min(upward, downward):
            break
    lean = 1.0 + 0.1 * float(np.sign(votes.rising - votes.sinking))
    return downward > upward * lean


def _text_samples(image: PageImage) -> list[Gray]:
    """The page's densest pieces of text, some lines each."""
    dpi = min(REDUCED_DPI, image.dpi)
    keep, _ = _letters(reduced_ink(image), dpi)
    wide, high = round(2.2 * dpi), round(0.7 * dpi)
    density = cv2.boxFilter(keep.astype(np.float32), -1, (wide, high), borderType=cv2.BORDER_CONSTANT)
    scale = image.gray.shape[0] / keep.shape[0]
    found: list[Gray] = []
    for _ in range(_SAMPLES):
        _, top, _, (x, y) = cv2.minMaxLoc(density)
        if top < 0.01:
            break
        x0, y0 = max(0, x - wide // 2), max(0, y - high // 2)
        part = image.gray[
            round(y0 * scale) : round((y + high // 2) * scale),
            round(x0 * scale) : round((x + wide // 2) * scale),
        ]
        found.append(np.ascontiguousarray(part))
        density[max(0, y - high) : y + high, max(0, x - wide) : x + wide] = 0
    return found


def _letters_read(engine: Engine, sample: Gray) -> float:
    """How much like text a piece reads: letters of its words, weighted by the engine's confidence."""
    height, width = sample.shape
    (lines,) = engine.read_cells(sample, [PixelRect(0, 0, width, height)])
    return sum(_line_letters_read(line) for line in lines)


def _line_letters_read(line: OcrLine) -> float:
    letters_read = 0.0
    for word in line.words:
        letters = sum(1 for letter in word.text if letter.isalpha())
        if letters >= 3 and letters >= 0.8 * len(word.text):
            letters_read += letters * max(0.0, word.confidence - 0.4)
    return letters_read
