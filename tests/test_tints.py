"""Bands and tinted cells of a scan become dark print on paper, and their edges stay borders."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.pictures.clean import flattened
from tests.support.drawn_pages import DPI, XS, YS, Drawn, write
from tests.support.grid_checks import only_table, spans


@pytest.mark.parametrize(("paper", "double"), [(255, False), (190, False), (255, True)])
def test_a_dark_band_with_light_print_is_turned_round(paper: int, double: bool) -> None:
    drawn = Drawn(spans=[(1, 0, 1, 5)])
    page = np.minimum(drawn.page(text=False), paper).astype(np.uint8)
    cv2.rectangle(page, (XS[0], YS[1]), (XS[-1], YS[2]), (50,), -1)
    if double:  # the line of paper within a double rule
        page[[YS[1], YS[2]], XS[0] : XS[-1]] = paper
    write(page, "PENATAAN SISTEM MANAJEMEN SDM", (XS[0] + 30, YS[1] + 75), paper, 1.2)
    flat = flattened(page, DPI)
    band = flat[YS[1] + 10 : YS[2] - 10, XS[0] + 10 : XS[-1] - 10]
    assert np.median(band) > 220
    assert (band < 100).mean() > 0.02
    assert spans(only_table(page)) == drawn.cells()


def test_bold_print_is_no_band() -> None:
    page = np.full((600, 1400), 250, dtype=np.uint8)
    for thick, top in ((8, 150), (12, 300)):
        cv2.putText(page, "PENGUATAN AKUNTABILITAS", (100, top), cv2.FONT_HERSHEY_TRIPLEX, 1.6, (10,), thick)
    assert ((flattened(page, DPI) < 128) != (page < 128)).mean() < 0.002


@pytest.mark.parametrize(("ground", "ink", "grain"), [(120, 20, 0), (150, 40, 8), (95, 10, 6)])
def test_dark_print_on_a_middling_band_is_kept_dark(ground: int, ink: int, grain: int) -> None:
    drawn = Drawn(spans=[(1, 0, 1, 5)], ink=ground)
    page = drawn.page(text=False)
    cv2.rectangle(page, (XS[0], YS[1]), (XS[-1], YS[2]), (ground,), -1)
    write(page, "PENATAAN SISTEM MANAJEMEN SDM", (XS[0] + 30, YS[1] + 75), ink, 1.2)
    noise = np.random.default_rng(7).normal(0, grain, page.shape) if grain else 0
    page = np.clip(page + noise, 0, 255).astype(np.uint8)
    flat = flattened(page, DPI)
    band = flat[YS[1] + 10 : YS[2] - 10, XS[0] + 10 : XS[-1] - 10]
    printed = page[YS[1] + 10 : YS[2] - 10, XS[0] + 10 : XS[-1] - 10] < (ground + ink) / 2
    assert np.median(band[~printed]) > 220
    assert ((band < 128) == printed).mean() > 0.98
    assert spans(only_table(page)) == drawn.cells()


def test_a_line_of_print_close_under_a_band_is_not_taken_for_it() -> None:
    drawn = Drawn(spans=[(1, 0, 1, 5)], ink=120)
    page = drawn.page(text=False)
    cv2.rectangle(page, (XS[0], YS[1]), (XS[-1], YS[2]), (120,), -1)
    for left in XS[:-1]:
        cv2.putText(page, "MMMMMM", (left + 4, YS[2] + 26), cv2.FONT_HERSHEY_TRIPLEX, 0.8, (0,), 5)
    assert spans(only_table(page)) == drawn.cells()


def test_hairline_rules_of_a_tinted_header_are_found() -> None:
    drawn = Drawn(rule=1, ink=110)
    page = drawn.page()
    header = page[YS[0] : YS[1], XS[0] : XS[-1]]
    header[:] = np.minimum(header, 178)
    assert spans(only_table(page)) == drawn.cells()
    inside = flattened(page, DPI)[YS[0] + 15 : YS[1] - 15, XS[0] + 15 : XS[-1] - 15]
    assert np.median(inside) > 225


def test_a_dark_band_that_faded_in_patches_is_turned_round_whole() -> None:
    drawn = Drawn(spans=[(1, 0, 1, 5)])
    page = drawn.page(text=False)
    cv2.rectangle(page, (XS[0], YS[1]), (XS[-1], YS[2]), (0,), -1)
    write(page, "PENATAAN SISTEM MANAJEMEN SDM", (XS[0] + 60, YS[1] + 75), 255, 1.2)
    print_ = page[YS[1] : YS[2], XS[0] : XS[-1]] > 128
    ink = 140 + 50 * np.sin(np.arange(page.shape[1]) / 170)  # 90 to 190 grey
    faded = 250 - (250 - ink)[None, :] * (255 - page.astype(np.float64)) / 255
    page = np.clip(faded + np.random.default_rng(5).normal(0, 4, page.shape), 0, 255).astype(np.uint8)
    band = flattened(page, DPI)[YS[1] : YS[2], XS[0] : XS[-1]]
    inside = (slice(12, -12), slice(12, -12))
    assert ((band < 128) == print_)[inside].mean() > 0.98
    assert spans(only_table(page)) == drawn.cells()


def test_a_tint_beside_a_dark_cell_keeps_its_dark_print() -> None:
    drawn = Drawn()
    page = drawn.page(text=False)
    cv2.rectangle(page, (XS[0], YS[1]), (XS[2], YS[2]), (60,), -1)
    cv2.rectangle(page, (XS[2], YS[1]), (XS[-1], YS[2]), (205,), -1)
    write(page, "KOMPONEN", (XS[1] + 30, YS[1] + 75), 255, 1.2)
    write(page, "Bukti fisik", (XS[2] + 30, YS[1] + 75), 0, 1.2)
    flat = flattened(page, DPI)[YS[1] + 10 : YS[2] - 10]
    for left, right, printed in ((XS[1], XS[2], page > 150), (XS[2], XS[3], page < 100)):
        place = (slice(None), slice(left + 10, right - 10))
        assert ((flat[place] < 128) == printed[YS[1] + 10 : YS[2] - 10][place]).mean() > 0.97
