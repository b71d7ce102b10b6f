"""Masks and straight runs: the same as by OpenCV's own ways, which are slower."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.pictures.masks import bridged_along, closed_along, darker, lighter, opened_along


@pytest.mark.parametrize("length", [2, 3, 9, 10, 40, 60])
@pytest.mark.parametrize("width", [7, 50, 333])
def test_runs_are_those_that_morphology_finds(length: int, width: int) -> None:
    chance = np.random.default_rng(length * width)
    gray = chance.integers(0, 256, (300, width)).astype(np.uint8)
    dense = (chance.random((300, width)) < 0.95).astype(np.uint8)
    sparse = np.asarray(1 - dense, dtype=np.uint8)
    kernel = np.ones((1, length), np.uint8)
    closed = cv2.morphologyEx(gray, cv2.MORPH_CLOSE, kernel, borderValue=(255,))
    assert np.array_equal(closed_along(gray, length), closed)
    assert np.array_equal(opened_along(dense, length), cv2.morphologyEx(dense, cv2.MORPH_OPEN, kernel))
    assert np.array_equal(bridged_along(sparse, length), cv2.morphologyEx(sparse, cv2.MORPH_CLOSE, kernel))


@pytest.mark.parametrize("level", [0.5, 1, 22, 170, 199.3, 255])
def test_levels_are_those_of_a_comparison(level: float) -> None:
    gray = np.arange(256, dtype=np.uint8).reshape(16, 16)
    assert np.array_equal(darker(gray, level), gray < level)
    assert np.array_equal(lighter(gray, level), gray > level)
