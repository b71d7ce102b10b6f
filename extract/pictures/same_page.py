"""Whether two pictures of a page show the same, block by block.

A mean over the page cannot tell: one typed digit changes it less than a scanner's rim. So the page is laid
out in blocks of twelve points, and each is asked how much ink one picture has that the other has not.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.geometry import POINTS_PER_INCH, Gray

COMPARED_DPI = 50.0
"""Resolution at which pictures are compared: near their own, resampling alone makes differences."""
_BLOCK = 12.0
"""Points: a line of print."""
_DIFFERS = 40
"""Grey levels by which a pixel of one picture must be darker than all near it in the other."""
_ONE_SIDED, _CLEAN = 0.02, 0.01
"""Share of a block's pixels that one picture has more, and the other at most, where something was painted."""
_MUCH = 0.10
"""Share of a block's pixels from which on a difference is no misplacement by half a pixel."""


def shows_the_same(first: Gray, second: Gray) -> bool:
    """Whether neither picture has ink that the other has not.

    Args:
        first: At :data:`COMPARED_DPI`, dark print on white; rows x columns.
        second: Of the same page and shape.
    """
    more, less = _blocks(_darker(first, second)), _blocks(_darker(second, first))
    painted = (more >= _ONE_SIDED) & (less < _CLEAN)
    hidden = (less >= _ONE_SIDED) & (more < _CLEAN)
    return not bool((painted | hidden | (np.maximum(more, less) >= _MUCH)).any())


def _darker(one: Gray, other: Gray) -> NDArray[np.bool_]:
    """Where a picture is darker than the other is anywhere near."""
    near = cv2.erode(other, np.ones((3, 3), np.uint8)).astype(np.int16)
    return np.asarray(near - one.astype(np.int16) > _DIFFERS)


def _blocks(mask: NDArray[np.bool_]) -> NDArray[np.float32]:
    """The share of each block's pixels that are set; blocks overlap by half, so that none is cut."""
    side = max(2, round(_BLOCK * COMPARED_DPI / POINTS_PER_INCH))
    return np.asarray(cv2.blur(mask.astype(np.float32), (side, side)), dtype=np.float32)
