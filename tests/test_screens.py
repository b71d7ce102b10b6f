from __future__ import annotations

import numpy as np
import pytest

from extract.geometry import PageFrame
from extract.pictures.images import PageImage
from extract.pictures.screens import unscreened
from tests.support.drawn_pages import DPI, Drawn, write
from tests.support.grid_checks import spans, tables_of


def picture(gray: np.ndarray[tuple[int, int], np.dtype[np.uint8]], *, bilevel: bool) -> PageImage:
    return PageImage(gray, PageFrame.plain(gray.shape, 595.0, 360.0), DPI, bilevel)


@pytest.mark.parametrize("regular", [True, False])
def test_a_screen_of_dots_becomes_grey_and_its_table_is_found(regular: bool) -> None:
    drawn = Drawn()
    page = drawn.page()
    dots = np.zeros(page.shape, dtype=bool)
    if regular:
        dots[::5, ::5] = True
    else:
        dots = np.random.default_rng(3).random(page.shape) < 0.04
    page[dots] = 0
    soft = unscreened(picture(page, bilevel=True))
    assert not soft.bilevel
    assert len(np.unique(soft.gray)) > 20
    (table,) = tables_of(soft.gray)
    assert spans(table) == drawn.cells()


def test_pages_without_a_screen_stay_as_they_are() -> None:
    page = Drawn().page()
    page[np.random.default_rng(3).random(page.shape) < 0.0005] = 0
    for image in (picture(page, bilevel=True), picture(page, bilevel=False)):
        assert unscreened(image) is image
    full = Drawn().page()
    for line in range(40, 1000, 30):
        write(full, "baris penuh tulisan rapat kerja dokumen laporan tim " * 2, (20, line), size=0.7)
    image = picture(np.where(full < 128, 0, 255).astype(np.uint8), bilevel=True)
    assert unscreened(image) is image
    scrap = picture(np.zeros((40, 40), np.uint8), bilevel=True)
    assert unscreened(scrap) is scrap
