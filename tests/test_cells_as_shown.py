"""Cells of born-digital pages in which a word runs over a border, is struck out, or has exchanged letters."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from extract.model import GridCell
from lampiran.codes import ReasonCode
from tests.support.typed_pages import SIZE, XS, YS, cell, page, put, read, told_as

WIDE = "Pertanggungjawabannyasekretariat"


@pytest.fixture
def vera() -> str:
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    return "Vera"


def codes(found: GridCell) -> list[ReasonCode]:
    return [doubt.code for doubt in found.doubts]


def test_a_word_too_long_for_its_cell_stays_whole_and_is_doubted(tmp_path: Path) -> None:
    found = read(page(tmp_path, lambda canvas: put(canvas, 1, 1, WIDE)))
    assert cell(found, 1, 1).text == WIDE
    assert cell(found, 1, 2).text == ""
    assert codes(cell(found, 1, 1)) == [ReasonCode.MISPLACED]


def test_upright_words_too_long_for_their_cell_stay_whole(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, 2, 1, "Menyusun rencana kerja")
        for row, right, text in ((1, 60, "Penguatan"), (2, 30, "Pertanggungjawaban")):
            canvas.saveState()
            canvas.translate(XS[0] + right, SIZE[1] - YS[row + 1] + 4)
            canvas.rotate(90)
            canvas.setFont("Helvetica", 9)
            canvas.drawString(0, 0, text)
            canvas.restoreState()

    found = read(page(tmp_path, draw))
    assert [cell(found, row, 0).text for row in (1, 2)] == ["Penguatan", "Pertanggungjawaban"]
    assert codes(cell(found, 1, 0)) == []
    assert codes(cell(found, 2, 0)) == [ReasonCode.MISPLACED]


def test_words_of_neighbouring_cells_close_to_their_border_stay_apart(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        y = SIZE[1] - YS[1] - 14
        canvas.drawString(XS[1] - 0.4 - canvas.stringWidth("rapat", "Helvetica", 9), y, "rapat")
        canvas.drawString(XS[1] + 0.4, y, "sekali")

    found = read(page(tmp_path, draw))
    assert [cell(found, 1, col).text for col in (0, 1)] == ["rapat", "sekali"]
    assert not cell(found, 1, 0).doubts
    assert not cell(found, 1, 1).doubts


@pytest.mark.parametrize(
    ("above_foot", "struck"), [(2.5, True), (3.4, True), (-1.2, False)], ids=["middle", "upper", "underline"]
)
def test_a_line_through_a_short_word_strikes_it(tmp_path: Path, above_foot: float, struck: bool) -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, 1, 2, "TW II")
        x, y = XS[2] + 4, SIZE[1] - YS[1] - 14 + above_foot
        canvas.line(x, y, x + 26, y)

    found = cell(read(page(tmp_path, draw)), 1, 2)
    assert found.text == "TW II"
    assert codes(found) == ([ReasonCode.WORD_STRUCK] if struck else [])


def test_a_rule_that_print_lies_on_strikes_nothing(tmp_path: Path) -> None:
    found = read(page(tmp_path, lambda canvas: put(canvas, 1, 2, "Mei 2024", down=68)))
    assert ReasonCode.WORD_STRUCK not in codes(cell(found, 1, 2))


DIGITS = "Nomor 17 tahun 2024, 35 berkas, 9 kotak, pukul 08.46 dan 12.53, kode 90717"


def turned_digits(by: int) -> dict[str, str]:
    """Each digit told as its neighbour; those that are changed first are no changed ones."""
    order = "876543210" if by > 0 else "123456789"
    return {digit: chr(ord(digit) + by) for digit in order}


@pytest.mark.parametrize("by", [1, -1])
def test_exchanged_digits_are_told_by_their_shapes(tmp_path: Path, vera: str, by: int) -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, 2, 0, DIGITS[:37], font=vera, size=7)
        put(canvas, 2, 0, DIGITS[37:], font=vera, size=7, down=30)

    assert read(page(tmp_path, draw)).usable
    (tmp_path / "other").mkdir()
    assert not read(page(tmp_path / "other", draw, told_as(turned_digits(by)))).usable


@pytest.mark.parametrize("size", [6, 8, 12])
@pytest.mark.parametrize("font", ["Helvetica-Bold", "Times-Roman", "Courier-Bold"])
def test_shapes_of_ordinary_fonts_fit_their_letters(tmp_path: Path, font: str, size: int) -> None:
    def draw(canvas: Canvas) -> None:
        for row, text in enumerate((DIGITS, "Wahyu menyerahkan foto, lux, kunci", "ZINTUS KELVIN MURNI JFC")):
            for part in range(3):
                put(canvas, row, part, text[part * 20 : part * 20 + 20], font=font, size=size, down=40)

    assert read(page(tmp_path, draw)).usable


def test_print_set_twice_does_not_belie_its_letters(tmp_path: Path, vera: str) -> None:
    def draw(canvas: Canvas) -> None:
        for beside in (0.0, 1.3):
            canvas.setFont(vera, 8)
            canvas.drawString(XS[0] + 4 + beside, SIZE[1] - YS[2] - 14, "Nomor 17 hilir, 35 mil, 2 unit")

    found = read(page(tmp_path, draw))
    assert found.usable
    assert cell(found, 2, 0).text == "Nomor 17 hilir, 35 mil, 2 unit"
