from __future__ import annotations

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw, ImageFont

from extract.geometry import Gray, PageFrame
from extract.pictures.images import PageImage, render
from extract.pictures.orient import Votes, count_votes, lies_sideways, turned, upright
from lampiran.settings import Settings
from tests.support.sample_pages import made

SETTINGS = Settings(cache_dir=None)
PROSE = (
    "bahwa dalam rangka pembangunan zona integritas menuju wilayah bebas",
    "dari korupsi dan wilayah birokrasi bersih dan melayani perlu disusun",
    "rencana kerja yang memuat langkah aksi, bukti fisik dan jadwal",
    "pelaksanaan oleh setiap penanggung jawab pada satuan kerja;",
)


def as_image(gray: Gray, dpi: float = 150.0) -> PageImage:
    height, width = gray.shape
    return PageImage(gray, PageFrame.plain(gray.shape, width * 72 / dpi, height * 72 / dpi), dpi)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[PageImage]:
    """A text page, a table page and the last page of a scanned decree, upright."""
    sample = made("office200", "times-portrait", tmp_path_factory.mktemp("orient") / "a.pdf")
    with pdfium.PdfDocument(sample.path) as document:
        numbers = (0, sample.printed.table_pages[0] - 1, len(document) - 1)
        return [render(document[number], 150.0, SETTINGS) for number in numbers]


@pytest.mark.ocr
@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
@pytest.mark.parametrize("which", [0, 1, 2])
def test_every_way_up_is_found(pages: list[PageImage], which: int, quarters: int) -> None:
    page, found = upright(turned(pages[which], quarters), SETTINGS)
    assert found == 90 * quarters
    assert np.array_equal(page.gray, pages[which].gray)


def prose(size: int, lines: int, capitals: bool = False) -> PageImage:
    sheet = Image.new("L", (1240, 900), 255)
    font = ImageFont.load_default(size)
    draw = ImageDraw.Draw(sheet)
    for number in range(lines):
        text = PROSE[number % len(PROSE)]
        draw.text((120, 90 + number * 2 * size), text.upper() if capitals else text, 0, font=font)
    return as_image(np.asarray(sheet, dtype=np.uint8))


def test_rising_letters_outnumber_sinking_ones() -> None:
    page = prose(22, 16)
    votes, over = count_votes(page), count_votes(turned(page, 2))
    assert votes.rising >= 1.5 * votes.sinking
    assert over.sinking >= 1.5 * over.rising


def test_capitals_do_not_vote() -> None:
    assert not count_votes(prose(22, 12, capitals=True)).clear


@pytest.mark.ocr
@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_capitals_are_read_both_ways(quarters: int) -> None:
    assert upright(turned(prose(24, 8, capitals=True), quarters), SETTINGS)[1] == 90 * quarters


def test_sideways_is_told_by_lines_of_letters() -> None:
    page = prose(22, 10)
    assert not lies_sideways(page)
    assert lies_sideways(turned(page, 1))


def test_blank_and_nearly_blank_pages_stay_as_they_are() -> None:
    blank = np.full((1200, 900), 255, dtype=np.uint8)
    assert upright(as_image(blank), SETTINGS)[1] == 0
    blank[600:620, 300:330] = 0
    assert upright(as_image(blank), SETTINGS)[1] == 0


@pytest.mark.ocr
def test_letters_alone_turn_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Coarse print of small type makes the letters vote the wrong way; reading has the last word."""
    page = prose(24, 12)
    monkeypatch.setattr("extract.pictures.orient.count_votes", lambda _: Votes(rising=50, sinking=250))
    assert upright(page, SETTINGS)[1] == 0
    assert upright(turned(page, 2), SETTINGS)[1] == 180
