"""Blots measured by runs are what OpenCV measures pixel by pixel."""

from __future__ import annotations

from typing import Literal

import cv2
import numpy as np
import pytest

from extract.pictures.blots import blots


@pytest.mark.parametrize("connectivity", [4, 8])
@pytest.mark.parametrize("share", [0.0, 0.02, 0.3, 0.5, 0.9, 1.0])
@pytest.mark.parametrize("shape", [(1, 1), (1, 40), (40, 1), (37, 91)])
def test_same_as_opencv(connectivity: Literal[4, 8], share: float, shape: tuple[int, int]) -> None:
    mask = np.asarray(np.random.default_rng(7).random(shape) < share, dtype=np.uint8)
    labels, stats = blots(mask, connectivity)
    _, wanted, measured, _ = cv2.connectedComponentsWithStats(
        mask, connectivity=connectivity, ltype=cv2.CV_32S
    )
    assert np.array_equal(labels, wanted)
    assert np.array_equal(stats[1:], measured[1:])
    assert stats[0, cv2.CC_STAT_AREA] == measured[0, cv2.CC_STAT_AREA]


def test_part_of_a_picture() -> None:
    page = np.zeros((50, 60), dtype=np.uint8)
    page[10:20, 5:50] = 1
    _, stats = blots(page[5:15, 20:40])
    assert stats[1:].tolist() == [[0, 5, 20, 5, 100]]


@pytest.mark.parametrize("shape", [(0, 7), (7, 0), (0, 0)])
def test_a_mask_without_pixels_has_no_blots(shape: tuple[int, int]) -> None:
    """A cell may lie beside the picture; OpenCV crashes on such a crop."""
    labels, stats = blots(np.zeros(shape, dtype=np.uint8))
    assert labels.shape == shape
    assert stats.tolist() == [[0, 0, shape[1], shape[0], 0]]
