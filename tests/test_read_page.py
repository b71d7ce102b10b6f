"""Pages between text and picture, and pages of odd sizes: each is read from what shows its content."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extract.files.source import open_source
from extract.model import PageReading
from extract.pages.read import read_page
from lampiran.settings import Settings
from tests.support.drawn_pages import DPI, WORDS, XS, YS, Drawn

SETTINGS = Settings(cache_dir=None, quality="fast")
POINT = 72 / DPI


def read(path: Path) -> PageReading:
    return read_page(open_source(path, SETTINGS), 1, SETTINGS)


def ruled_by_a_picture(path: Path, *, rules: bool = True, scale: float = 1.0) -> Path:
    """A page of text over a picture of its table's rules; or the rules drawn, without a picture."""
    page = Drawn(size=(1240, 1754))
    canvas = Canvas(str(path), pagesize=(1754 * POINT * scale, 1240 * POINT * scale))
    canvas.scale(scale, scale)
    if rules:
        canvas.drawImage(
            ImageReader(Image.fromarray(page.page(text=False))), 0, 0, 1754 * POINT, 1240 * POINT
        )
    canvas.setFont("Helvetica", 6)
    for row, col, _, _ in page.cells():
        x, y = XS[col] * POINT, (1240 - YS[row]) * POINT
        if not rules:
            canvas.rect(x, y, (XS[col + 1] - XS[col]) * POINT, (YS[row] - YS[row + 1]) * POINT)
        canvas.drawString(x + 4, y - 12, WORDS[(row + col) % len(WORDS)])
    canvas.save()
    return path


def test_words_are_put_between_the_rules_that_a_picture_shows(tmp_path: Path) -> None:
    found = read(ruled_by_a_picture(tmp_path / "a.pdf"))
    (table,) = found.tables
    assert found.kind == "digital" and table.ruled
    assert (table.n_rows, table.n_cols) == (len(YS) - 1, len(XS) - 1)
    texts = {(cell.row, cell.col): cell.text for cell in table.cells}
    assert texts == {(r, c): WORDS[(r + c) % len(WORDS)] for r in range(5) for c in range(5)}
    assert all(cell.confidence == 1.0 for cell in table.cells)


@pytest.mark.parametrize("scale", [0.25, 4.0])
def test_boxes_of_a_scaled_page_follow_its_unit(tmp_path: Path, scale: float) -> None:
    usual = read(ruled_by_a_picture(tmp_path / "a.pdf", rules=False))
    scaled = read(ruled_by_a_picture(tmp_path / "b.pdf", rules=False, scale=scale))
    # Points of the page as shown for each of the reading's own.
    factor = scale / scaled.unit
    assert (scaled.width, scaled.height) == pytest.approx(
        (usual.width * factor, usual.height * factor), rel=0.001
    )
    (table,), (other,) = usual.tables, scaled.tables
    assert [cell.text for cell in other.cells] == [cell.text for cell in table.cells]
    for cell, same in zip(table.cells, other.cells, strict=True):
        assert cell.box is not None and same.box is not None
        wanted = [value * factor for value in (cell.box.x0, cell.box.y0, cell.box.x1, cell.box.y1)]
        assert [same.box.x0, same.box.y0, same.box.x1, same.box.y1] == pytest.approx(wanted, abs=0.3 * factor)
        for word, twin in zip(cell.words, same.words, strict=True):
            assert word.box is not None and twin.box is not None
            assert twin.box.x0 == pytest.approx(word.box.x0 * factor, abs=0.3 * factor)
    assert other.x_edges == pytest.approx([x * factor for x in table.x_edges], abs=0.3 * factor)


def test_what_lies_outside_the_crop_box_is_not_read(tmp_path: Path) -> None:
    path = ruled_by_a_picture(tmp_path / "a.pdf", rules=False)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].cropbox = [0, 0, 330 * POINT * 2, 1240 * POINT]
        pdf.save()
    found = read(path)
    texts = " ".join(cell.text for table in found.tables for cell in table.cells)
    assert found.width == pytest.approx(660 * POINT, abs=0.5)
    assert "Penyusunan" in texts
    assert all(
        word.box is None or word.box.x0 < found.width
        for t in found.tables
        for c in t.cells
        for word in c.words
    )
