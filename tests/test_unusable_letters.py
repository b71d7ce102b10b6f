"""Letters that a file does not tell: blanks by their ink, cells and pages read from the picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from extract.engines.engine import CellText, OcrLine, PixelWord
from extract.geometry import Gray, PixelRect
from extract.model import Source
from extract.pages import pictured_cells
from extract.pages.page_characters import page_characters
from extract.pages.page_objects import opened_page, page_objects
from extract.pages.unusable_letters import text_is_usable
from lampiran.codes import ReasonCode
from lampiran.settings import Settings
from tests.support.typed_pages import cell, page, put, read, told_as

TEXT = "Penyusunan rencana kerja tahunan bersama seluruh kepala subbagian umum"


@pytest.fixture
def vera() -> str:
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    return "Vera"


@pytest.mark.parametrize("code", ["\x03", "\x00", "\ufffd", "\ue020"])
def test_codes_without_ink_are_blanks(tmp_path: Path, vera: str, code: str) -> None:
    source = page(
        tmp_path, lambda canvas: put(canvas, 1, 0, "Tim kerja inti", font=vera), told_as({" ": code})
    )
    found = cell(read(source), 1, 0)
    assert (found.text, found.doubts) == ("Tim kerja inti", ())


@pytest.mark.parametrize("code", ["\x03", "\x00", "\ud835", "\ufffd", "\ue020", "\u200b"])
def test_cells_whose_letters_are_not_told_are_read_from_the_picture(
    tmp_path: Path, vera: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[PixelRect] = []

    def engine(image: Gray, rects: Sequence[PixelRect], settings: Settings, *, dpi: float) -> list[CellText]:
        asked.extend(rects)
        words = (PixelWord("Tim", rects[0], 0.9), PixelWord("kerja", rects[0], 0.9))
        return [CellText((OcrLine(words),))]

    monkeypatch.setattr(pictured_cells, "read_table", engine)
    source = page(tmp_path, lambda canvas: put(canvas, 1, 0, "Tim kerja", font=vera), told_as({"e": code}))
    found = read(source)
    got = cell(found, 1, 0)
    assert (len(asked), got.text) == (1, "Tim kerja")
    assert [doubt.code for doubt in got.doubts] == [ReasonCode.READ_FROM_PICTURE]
    assert got.readings[-1].engine == "pdf text"
    assert got.readings[-1].text not in ("", "Tim kerja")
    assert cell(found, 0, 0).doubts == ()
    assert found.usable


def test_cells_are_flagged_where_the_picture_says_nothing(
    tmp_path: Path, vera: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictured_cells, "read_table", lambda image, rects, settings, dpi: [CellText()])
    source = page(tmp_path, lambda canvas: put(canvas, 1, 0, "Tim kerja", font=vera), told_as({"e": "\x03"}))
    (doubt,) = cell(read(source), 1, 0).doubts
    assert (doubt.code, doubt.values) == (ReasonCode.LETTERS_HIDDEN, ("k\ufffdrja",))


def shifted(by: int) -> dict[str, str]:
    letters = [chr(code) for code in (*range(65, 91), *range(97, 123))]
    return {letter: chr(ord(letter) + by) for letter in reversed(letters) if by > 0} or {
        letter: chr(ord(letter) + by) for letter in letters
    }


def usable(source: Source) -> bool:
    with opened_page(source, 1) as opened:
        objects = page_objects(opened)
    assert text_is_usable(objects.chars) == page_characters(objects, None).usable
    return page_characters(objects, None).usable


@pytest.mark.parametrize("by", [1, -1, 3])
def test_shifted_letters_are_told_by_their_widths(tmp_path: Path, vera: str, by: int) -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(3):
            put(canvas, number, 0, TEXT[number * 20 : number * 20 + 35], down=40, font=vera)

    assert usable(page(tmp_path, draw))
    (tmp_path / "shifted").mkdir()
    assert not usable(page(tmp_path / "shifted", draw, told_as(shifted(by))))


def test_shifted_small_letters_are_told_beside_sound_capitals(tmp_path: Path, vera: str) -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(3):
            put(canvas, number, 0, TEXT[number * 20 : number * 20 + 35], down=40, font=vera)
            for col in (1, 2):
                put(canvas, number, col, "RENCANA KERJA BUKTI FISIK"[col * 9 - 9 :], down=50, font=vera)

    assert usable(page(tmp_path, draw))
    (tmp_path / "shifted").mkdir()
    small = {letter: other for letter, other in shifted(3).items() if letter.islower()}
    assert not usable(page(tmp_path / "shifted", draw, told_as(small)))


@pytest.mark.parametrize("font", ["Times-Roman", "Helvetica-Bold", "Courier", "Times-BoldItalic"])
def test_ordinary_fonts_are_usable(tmp_path: Path, font: str) -> None:
    def draw(canvas: Canvas) -> None:
        for down in (20, 32, 44, 56):
            put(canvas, 1, 0, TEXT, down=down, font=font)

    assert usable(page(tmp_path, draw))
