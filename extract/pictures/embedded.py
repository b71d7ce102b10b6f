"""The one picture that a scanned page embeds: taken as it is where the page shows nothing else.

It has its own resolution and is there in milliseconds. But a file's picture is only a claim about the page:
it may be cropped, covered, typed over, or decoded otherwise by a viewer. So it is compared with a rendering.
"""

from __future__ import annotations

import cv2
import numpy as np
import pypdfium2 as pdfium  # type: ignore[import-untyped]

from extract.geometry import WHITE, Gray, Matrix, scaling, shift
from extract.pictures.gray import Pixels, luminance
from extract.pictures.rendering import rendered, to_view
from extract.pictures.same_page import COMPARED_DPI, shows_the_same

_HAIR = 0.01
"""Share of a pixel by which a picture may overlap the next one without filling it."""
_SLANT = 0.002
"""A picture that slants by less is straight."""


def embedded_picture(page: pdfium.PdfPage, picture: pdfium.PdfImage) -> tuple[Pixels, Matrix] | None:
    """The shown part of a picture, turned as on the page, with the way from its pixels to points.

    None if the page shows something else, or the picture stands aslant.
    """
    try:
        pixels = np.array(picture.get_bitmap().to_numpy(), dtype=np.uint8)
    except pdfium.PdfiumError:
        return None
    matrix = to_view(page) @ _unit_matrix(picture) @ _from_pixels(pixels.shape)
    pixels, matrix, straight = _set_upright(pixels, matrix)
    if not straight:
        return None
    width, height = page.get_size()
    pixels, matrix = _shown_part(pixels, matrix, width, height)
    if not pixels.size:
        return None
    shown = luminance(rendered(page, COMPARED_DPI))
    way = scaling(shown.shape[1] / width, shown.shape[0] / height) @ matrix
    return (pixels, matrix) if shows_the_same(shown, _placed(luminance(pixels), way, shown.shape)) else None


def _shown_part(pixels: Pixels, matrix: Matrix, width: float, height: float) -> tuple[Pixels, Matrix]:
    """The part of an upright picture that lies on the page, whole pixels; ``matrix`` leads to points."""
    left, top = (max(0, int(-matrix[axis, 2] / matrix[axis, axis])) for axis in (0, 1))
    right = min(pixels.shape[1], int(np.ceil((width - matrix[0, 2]) / matrix[0, 0])))
    bottom = min(pixels.shape[0], int(np.ceil((height - matrix[1, 2]) / matrix[1, 1])))
    part = pixels[top : max(top, bottom), left : max(left, right)]
    return np.ascontiguousarray(part), matrix @ shift(left, top)


def _placed(gray: Gray, way: Matrix, shape: tuple[int, ...]) -> Gray:
    """White paper of a shape (rows, columns) with nothing but the picture; ``way`` leads to its pixels."""
    height, width = shape
    x0, y0 = (int(np.floor(way[axis, 2] + _HAIR)) for axis in (0, 1))
    x1, y1 = (int(np.ceil(way[axis, 2] + way[axis, axis] * gray.shape[1 - axis] - _HAIR)) for axis in (0, 1))
    sheet = np.full((height, width), WHITE, dtype=np.uint8)
    shown = _reduced(gray, (max(1, x1 - x0), max(1, y1 - y0)))
    part = shown[max(0, -y0) : max(0, height - y0), max(0, -x0) : max(0, width - x0)]
    sheet[max(0, y0) : max(0, y0) + part.shape[0], max(0, x0) : max(0, x0) + part.shape[1]] = part
    return sheet


def _reduced(gray: Gray, size: tuple[int, int]) -> Gray:
    """A picture made much smaller (columns x rows); by halves first, which makes averaging areas faster."""
    while gray.shape[1] >= 4 * size[0] and gray.shape[0] >= 4 * size[1]:
        height, width = gray.shape[0] // 2, gray.shape[1] // 2
        part = gray[: 2 * height, : 2 * width]
        gray = np.asarray(cv2.resize(part, (width, height), interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return np.asarray(cv2.resize(gray, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _set_upright(pixels: Pixels, matrix: Matrix) -> tuple[Pixels, Matrix, bool]:
    """Undoes quarter turns and mirrorings; the last value is whether the picture is straight then."""
    if abs(matrix[0, 0]) < abs(matrix[0, 1]):
        pixels = pixels.swapaxes(0, 1)
        matrix = matrix[:, [1, 0, 2]]
    height, width = pixels.shape[:2]
    if matrix[0, 0] < 0:
        pixels = pixels[:, ::-1]
        matrix = matrix @ np.array([[-1.0, 0.0, width], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    if matrix[1, 1] < 0:
        pixels = pixels[::-1]
        matrix = matrix @ np.array([[1.0, 0.0, 0.0], [0.0, -1.0, height], [0.0, 0.0, 1.0]])
    slant = max(abs(matrix[0, 1]), abs(matrix[1, 0])) / max(min(matrix[0, 0], matrix[1, 1]), 1e-9)
    return np.ascontiguousarray(pixels), matrix, bool(slant < _SLANT)


def _from_pixels(shape: tuple[int, ...]) -> Matrix:
    """From pixels to the unit square that a picture is drawn in (origin at the bottom left)."""
    return np.array([[1 / shape[1], 0.0, 0.0], [0.0, -1 / shape[0], 1.0], [0.0, 0.0, 1.0]])


def _unit_matrix(picture: pdfium.PdfImage) -> Matrix:
    a, b, c, d, e, f = picture.get_matrix().get()
    return np.array([[a, c, e], [b, d, f], [0.0, 0.0, 1.0]])
