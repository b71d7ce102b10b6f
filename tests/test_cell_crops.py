"""Cells without their rules, their lines, and marks told by shape."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extract.geometry import Gray, PixelRect
from extract.reading.cell_crops import cell_sheet, ink_box, inside_rules, written_pieces
from extract.reading.cell_sides import without_rules
from extract.reading.ink_lines import CellInk, letter_size, split_lines
from extract.reading.stroke_marks import plain_mark
from tests.support.written_pages import DPI, softened, written_table

ROW = (("Penyusunan tim\nkerja", "rapat", "", "-"),)
WIDTHS = (300, 200, 160, 100)


def test_rules_end_at_their_inner_edge() -> None:
    page, rects = written_table(ROW, WIDTHS)
    for rect in rects:
        found, beyond = inside_rules(page, rect, DPI)
        assert beyond is None
        assert 2 <= found.x0 - rect.x0 <= 4
        assert 1 <= rect.x1 - found.x1 <= 4
        assert found.crop(page)[:, 0].min() > 200


@pytest.mark.parametrize("shift", [-4, -2, 2, 4])
def test_rectangles_a_little_off_lose_no_letter_and_keep_no_rule(shift: int) -> None:
    page, rects = written_table(ROW, WIDTHS)
    sheet, inner = cell_sheet(page, rects, DPI)
    moved = [PixelRect(r.x0 + shift, r.y0 + shift, r.x1 + shift, r.y1 + shift) for r in rects]
    sheet_off, inner_off = cell_sheet(page, moved, DPI)
    for right, off in zip(inner, inner_off, strict=True):
        assert ink_box(sheet, right, DPI) == ink_box(sheet_off, off, DPI)


def test_broken_rules_go_letters_stay() -> None:
    page, rects = written_table((("ill lil",),), (260,))
    rect = rects[0]
    page[rect.y0 + 20 : rect.y0 + 30, rect.x0 - 3 : rect.x0 + 4] = 255
    page[rect.y0 - 3 : rect.y0 + 4, rect.x0 + 40 : rect.x0 + 120] = 255
    cleared = without_rules(rect.crop(page), DPI)
    assert cleared[:8].min() > 200
    assert cleared[:, :8].min() > 200
    before = (inside_rules(page, rect, DPI)[0].crop(page) < 128).sum()
    assert (cleared < 128).sum() == pytest.approx(before, rel=0.02)


@pytest.mark.parametrize("bend", [0, 3])
def test_small_letters_close_to_rules_stay_whole(bend: int) -> None:
    """Rules two pixels from the print, straight or bent: they go, the letters next to them do not."""
    words = "monitoring keterbukaan informasi\nkepada perencanaan kebutuhan\nmenu akan nama unit kerja"
    blank = Image.new("L", (420, 90), 255)
    font = ImageFont.load_default(size=15)
    ImageDraw.Draw(blank).text((24, 20), words, font=font, fill=0, spacing=1)
    left, top, right, bottom = (
        int(edge) for edge in ImageDraw.Draw(blank).textbbox((24, 20), words, font=font, spacing=1)
    )
    ruled = blank.copy()
    draw = ImageDraw.Draw(ruled)
    for place in range(left - 4, right + 5):
        shift = round(bend * np.sin(np.pi * (place - left + 4) / (right - left + 9)))
        for y in (top - 4 - shift, bottom + 4 - shift + bend):
            draw.rectangle((place, y, place, y + 1), fill=60)
    for place in range(top - 4, bottom + 5):
        shift = round(bend * np.sin(np.pi * (place - top + 4) / (bottom - top + 9)))
        for x in (left - 4 - shift, right + 4 - shift + bend):
            draw.rectangle((x, place, x + 1, place), fill=60)
    cell = PixelRect(left - 4, top - 4, right + 5, bottom + 5)
    page, wanted = (softened(np.array(picture), sigma=1.0) for picture in (ruled, blank))
    sheet, inner = cell_sheet(page, [cell], 150.0)
    assert (inner[0].crop(sheet) < 128).sum() == pytest.approx((wanted < 128).sum(), rel=0.02)
    assert ink_box(sheet, inner[0], 150.0) == ink_box(wanted, PixelRect(0, 0, 420, 90), 150.0)


@pytest.mark.parametrize("level", [True, False])
def test_letters_in_line_that_hang_together_by_their_rims_are_no_rule(level: bool) -> None:
    cell = np.full((60, 200), 255, dtype=np.uint8)
    for start in range(3, 60, 16):
        cell[start - 3 : start + 13, 5] = 210
        cell[start : start + 12, 5] = 20
    kept = cell.copy()
    cell[:, 1] = 120
    cell, kept = (cell, kept) if level else (cell.T.copy(), kept.T.copy())
    cleared = without_rules(cell, 150.0)
    assert (cleared == kept).all()


def test_a_second_thinner_rule_inside_the_first_goes_too() -> None:
    page, rects = written_table(ROW, WIDTHS)
    rect = rects[0]
    page[rect.y0 + 8, rect.x0 : rect.x1] = 120
    sheet, inner = cell_sheet(softened(page), rects, DPI)
    assert sheet[rect.y0 : rect.y0 + 12, rect.x0 : rect.x1].min() > 150
    assert ink_box(sheet, inner[0], DPI) is not None


def _capital(sheet: Gray, cells: list[PixelRect]) -> float:
    return letter_size([CellInk.of(sheet, cell) for cell in cells], DPI)[0]


def test_empty_cells_have_no_ink_even_with_specks() -> None:
    page, rects = written_table(ROW, WIDTHS)
    page[rects[2].y0 + 40, rects[2].x0 + 60 : rects[2].x0 + 62] = 0
    sheet, inner = cell_sheet(page, rects, DPI)
    assert [ink_box(sheet, rect, DPI) is not None for rect in inner] == [True, True, False, True]


@pytest.mark.parametrize("lines", [1, 2, 5])
@pytest.mark.parametrize("degrees", [0.0, 0.3])
def test_lines_are_counted(lines: int, degrees: float) -> None:
    words = ("Pimpinan yang terlibat", "langsung pada saat", "penyusunan", "jagung", "dan -")
    page, rects = written_table((("\n".join(words[:lines]),),), (420,))
    turn = cv2.getRotationMatrix2D((page.shape[1] / 2, page.shape[0] / 2), degrees, 1)
    leaning = np.asarray(cv2.warpAffine(page, turn, page.shape[::-1], borderValue=(255,)), dtype=np.uint8)
    sheet, inner = cell_sheet(softened(leaning), rects, DPI)
    found = split_lines(CellInk.of(sheet, inner[0]), DPI, _capital(sheet, inner))
    assert len(found) == lines
    assert all(a.rect.y0 < b.rect.y0 for a, b in zip(found, found[1:], strict=False))


def test_touching_lines_are_cut_and_each_keeps_its_own_letters() -> None:
    page, rects = written_table((("gygy gygy\nhbhb hbhb",),), (300,))
    sheet, inner = cell_sheet(page, rects, DPI)
    close = sheet.copy()
    box = ink_box(sheet, inner[0], DPI)
    assert box is not None
    middle = (box.y0 + box.y1) // 2
    # The second line moved up until the tails of the first run between its letters.
    gap = 10
    close[middle - gap : -gap] = np.minimum(close[middle - gap : -gap], sheet[middle:])
    close[middle : inner[0].y1] = sheet[middle + gap : inner[0].y1 + gap]
    found = split_lines(CellInk.of(close, inner[0]), DPI, _capital(sheet, inner))
    assert len(found) == 2


def test_a_stroke_across_the_lines_does_not_make_one_of_them() -> None:
    """Beside short lines a stamp's ring has more ink between them than the lines have."""
    sheet = np.full((160, 300), 255, dtype=np.uint8)
    for top in (20, 60, 100):
        for left in range(20, 100, 20):
            sheet[top : top + 20, left : left + 12] = 0
    sheet[10:150, 200:270] = 0
    found = split_lines(CellInk.of(sheet, PixelRect(0, 0, 300, 160)), DPI, 20.0)
    assert len(found) == 3


MARKS = ["-", "i", "ii", "iii"]


@pytest.mark.parametrize("mark", MARKS)
def test_plain_marks_are_told_by_shape(mark: str) -> None:
    assert _mark(mark) == mark


@pytest.mark.parametrize("word", ["1", "2", "a", "iv", "vi", "L", "Mei", "=", ".", "/", "4", "7", "ji"])
def test_other_marks_are_left_to_the_engines(word: str) -> None:
    assert _mark(word) == ""


def _mark(text: str) -> str:
    page, rects = written_table(((text, "Kabupaten Hijau"),), (160, 300))
    sheet, inner = cell_sheet(page, rects, DPI)
    capital = _capital(sheet, inner)
    (line,) = split_lines(CellInk.of(sheet, inner[0]), DPI, capital)
    return plain_mark(line.picture, capital)


def test_the_shortest_dash_is_ink_a_speck_of_its_size_is_none() -> None:
    page = np.full((60, 200), 255, dtype=np.uint8)
    page[30:32, 20:24] = 0
    whole = PixelRect(0, 0, 200, 60)
    assert ink_box(page, whole, DPI) is None
    page[30:32, 20:26] = 0
    assert ink_box(page, whole, DPI) == PixelRect(20, 30, 26, 32)


def test_pieces_of_a_page_with_print() -> None:
    page = np.full((1000, 700), 255, dtype=np.uint8)
    page[50:70, 300:400] = 0
    page[80:100, 100:600] = 0
    page[900:920, 340:360] = 0
    page[500, 500] = 0  # a speck
    assert written_pieces(page, 200.0) == [PixelRect(80, 30, 620, 120), PixelRect(320, 880, 380, 940)]


def test_a_blank_page_has_no_pieces() -> None:
    assert written_pieces(np.full((300, 300), 255, dtype=np.uint8), 200.0) == []
