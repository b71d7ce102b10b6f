"""Characters of born-digital pages: those that are seen, once each, with the letters that the ink shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extract.model import Source
from lampiran.codes import ProblemCode, ReasonCode
from lampiran.records import HIDDEN
from tests.support.typed_pages import SIZE, XS, YS, cell, page, put, read, words


def hide(kind: str, canvas: Canvas) -> None:
    """Puts *Desember 2019* into a cell so that nobody sees it."""
    place = (XS[1] + 2, SIZE[1] - YS[1] - 20, 100, 16)
    if kind == "white":
        canvas.setFillGray(1)
    elif kind == "nearly white":
        canvas.setFillGray(0.98)
    elif kind == "clipped":
        clip = canvas.beginPath()
        clip.rect(0, 0, 20, 20)
        canvas.clipPath(clip, stroke=0)
    elif kind == "on a rule":
        canvas.setFillGray(1)
        put(canvas, 1, 1, "Desember 2019", down=2.5)
        return
    put(canvas, 1, 1, "Desember 2019", size=0.05 if kind == "no size" else 9)
    if kind == "box":
        canvas.setFillGray(1)
        canvas.rect(*place, stroke=0, fill=1)
    elif kind == "picture":
        photo = np.full((40, 250, 3), 90, dtype=np.uint8)
        photo[::5] = 200
        canvas.drawImage(ImageReader(Image.fromarray(photo)), *place)


@pytest.mark.parametrize(
    "kind", ["white", "nearly white", "clipped", "on a rule", "no size", "box", "picture"]
)
def test_a_letter_without_ink_is_not_there(tmp_path: Path, kind: str) -> None:
    found = read(page(tmp_path, lambda canvas: hide(kind, canvas)))
    assert words(found) == ["Rapat", "pleno", "Surat", "tugas"]
    assert found.reading.words_unseen == 2
    (problem,) = found.reading.problems
    assert (problem.code, problem.values, problem.lost) == (
        ProblemCode.WORDS_UNSEEN,
        ("2", "Desember"),
        False,
    )


def test_hidden_words_stay_traceable(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, 1, 1, "Januari 2020")
        canvas.setFillGray(1)
        put(canvas, 1, 1, "Desember 2019", down=30)

    found = cell(read(page(tmp_path, draw)), 1, 1)
    assert found.text == "Januari 2020"
    assert [(reading.engine, reading.text) for reading in found.readings] == [
        ("pdf text", "Januari 2020"), (HIDDEN, "Desember 2019"),
    ]  # fmt: skip
    assert found.doubts == ()


def visible(kind: str, canvas: Canvas) -> None:
    """Puts *Desember - 2019* into a cell, oddly but to be seen."""
    place = (XS[1] + 2, SIZE[1] - YS[1] - 20, 100, 16)
    if kind == "pale":
        canvas.setFillGray(0.8)
    elif kind == "white on dark":
        canvas.setFillGray(0.2)
        canvas.rect(*place, stroke=0, fill=1)
        canvas.setFillGray(1)
    put(canvas, 1, 1, "Desember - 2019")
    if kind == "under a signature":
        canvas.setFillGray(0.5)
        ink = np.zeros((40, 250, 4), dtype=np.uint8)
        ink[18:22] = (0, 0, 160, 255)
        canvas.drawImage(ImageReader(Image.fromarray(ink)), *place, mask="auto")
    elif kind == "under a glass":
        canvas.setFillColorRGB(1, 1, 0, alpha=0.4)
        canvas.rect(*place, stroke=0, fill=1)


@pytest.mark.parametrize("kind", ["pale", "white on dark", "under a signature", "under a glass"])
def test_letters_that_are_seen_stay(tmp_path: Path, kind: str) -> None:
    found = read(page(tmp_path, lambda canvas: visible(kind, canvas)))
    assert cell(found, 1, 1).text == "Desember - 2019"
    assert (found.reading.words_unseen, found.reading.problems) == (0, ())


def test_a_pale_page_is_compared_with_itself(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "pale.pdf"), pagesize=SIZE)
    canvas.setFillGray(0.9)
    canvas.setFont("Helvetica", 9)
    canvas.drawString(40, 200, "Rapat pleno i - l . 1")
    canvas.save()
    found = read(Source(str(tmp_path / "pale.pdf"), "pale.pdf", "00", "pdf", 1))
    assert [line.text for line in found.reading.outside] == ["Rapat pleno i - l . 1"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Desember 2019", "Juni 2021"),
        ("Mei 2019", "Agustus dan September 2021"),
        ("Desember 2019", "Desember 2021"),
        ("Januari - Maret", "April"),
    ],
)
@pytest.mark.parametrize("way", ["box", "white print"])
def test_text_over_hidden_text_is_read_alone(tmp_path: Path, old: str, new: str, way: str) -> None:
    def draw(canvas: Canvas) -> None:
        if way == "white print":
            canvas.setFillGray(1)
        put(canvas, 1, 1, old)
        if way == "box":
            canvas.setFillGray(1)
            canvas.rect(XS[1] + 1, SIZE[1] - YS[1] - 22, 120, 18, stroke=0, fill=1)
        canvas.setFillGray(0)
        put(canvas, 1, 1, new, down=14.5)

    found = read(page(tmp_path, draw))
    assert cell(found, 1, 1).text == new
    assert found.reading.words_unseen == len(old.split())


def test_two_texts_in_one_place_that_are_both_seen_are_doubted(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, 1, 1, "Desember 2019")
        put(canvas, 1, 1, "September 2021", down=16)

    found = read(page(tmp_path, draw))
    assert [doubt.code for doubt in cell(found, 1, 1).doubts] == [ReasonCode.LETTERS_HIDDEN]
    assert cell(found, 0, 0).doubts == ()


@pytest.mark.parametrize("step", [(0.9, 0.0), (1.6, 0.0), (1.2, 1.1), (0.0, 1.5), (-0.8, -0.8)])
@pytest.mark.parametrize("way", ["lines", "words over lines", "letters"])
def test_letters_printed_several_times_are_read_once(
    tmp_path: Path, step: tuple[float, float], way: str
) -> None:
    text = "Aliran illegal 1122 .... baa"

    def line(canvas: Canvas, x: float, y: float, pieces: Sequence[str]) -> None:
        for piece in pieces:
            canvas.drawString(x, y, piece)
            x += canvas.stringWidth(piece, "Helvetica", 9)

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        x, y = XS[0] + 8, SIZE[1] - YS[1] - 20
        if way == "letters":
            for letter in text:
                canvas.drawString(x, y, letter)
                canvas.drawString(x + step[0], y - step[1], letter)
                x += canvas.stringWidth(letter, "Helvetica", 9)
            return
        line(canvas, x, y, [text])
        for times in (1, 2):
            pieces = re.split(r"(?<= )", text) if way == "words over lines" else [text]
            line(canvas, x + times * step[0], y - times * step[1], pieces)

    assert cell(read(page(tmp_path, draw)), 1, 0).text == text


@pytest.mark.parametrize("text", ["maaf 11 22 iil ll", "Ya Ya Ya", "..........", "- - -", "saat"])
def test_doubled_letters_of_real_words_stay(tmp_path: Path, text: str) -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, 1, 0, text)
        put(canvas, 1, 0, text, down=14 + 9.5)
        for number, letter in enumerate(text):
            canvas.drawString(XS[1] + 4 + 6 * number, SIZE[1] - YS[1] - 14, letter)

    found = read(page(tmp_path, draw))
    assert cell(found, 1, 0).text.replace(" ", "") == (text + text).replace(" ", "")
    assert cell(found, 1, 1).text.replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("line", "mark", "text"),
    [
        ("Desember 2019", "1)", "Desember 2019¹⁾"),
        ("tahun 2019", "12", "tahun 2019¹²"),
        ("Tim Kerja", "a)", "Tim Kerjaᵃ⁾"),
        ("luas 12 m", "2", "luas 12 m²"),
        ("peringkat 1", "st", "peringkat 1st"),
    ],
)
def test_raised_marks_are_superscripts(tmp_path: Path, line: str, mark: str, text: str) -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, 1, 0, line)
        x = XS[0] + 4 + canvas.stringWidth(line, "Helvetica", 9)
        canvas.setFont("Helvetica", 5.5)
        canvas.drawString(x, SIZE[1] - YS[1] - 14 + 3.5, mark)

    assert cell(read(page(tmp_path, draw)), 1, 0).text == text


@pytest.mark.parametrize(("size", "rise", "text"), [(7.5, 3.0, "Mei 2024¹"), (8.5, 1.0, "Mei 20241")])
def test_marks_hardly_smaller_are_raised_if_they_stand_high(
    tmp_path: Path, size: float, rise: float, text: str
) -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, 1, 0, "Mei 2024")
        x = XS[0] + 4 + canvas.stringWidth("Mei 2024", "Helvetica", 9)
        canvas.setFont("Helvetica", size)
        canvas.drawString(x, SIZE[1] - YS[1] - 14 + rise, "1")

    assert cell(read(page(tmp_path, draw)), 1, 0).text == text


def test_small_print_on_the_line_is_not_raised(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, 1, 0, "Tim")
        put(canvas, 1, 1, "1", size=5.5)
        x = XS[0] + 4 + canvas.stringWidth("Tim", "Helvetica", 9)
        canvas.setFont("Helvetica", 5.5)
        canvas.drawString(x, SIZE[1] - YS[1] - 14, "2")

    found = read(page(tmp_path, draw))
    assert (cell(found, 1, 0).text, cell(found, 1, 1).text) == ("Tim2", "1")


def turned(canvas: Canvas, row: int, col: int, degrees: int, text: str) -> None:
    """Sets lines into a cell, turned clockwise by 90 or 270 degrees."""
    canvas.saveState()
    canvas.translate((XS[col] + XS[col + 1]) / 2, SIZE[1] - (YS[row] + YS[row + 1]) / 2)
    canvas.rotate(-degrees)
    canvas.setFont("Helvetica", 9)
    for number, line in enumerate(text.split("\n")):
        canvas.drawCentredString(0, 8 - 11 * number, line)
    canvas.restoreState()


def test_each_cell_is_read_in_its_own_direction(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        turned(canvas, 1, 0, 270, "Tim Kerja\nKomponen")
        turned(canvas, 1, 1, 90, "TARGET\nWAKTU")
        put(canvas, 1, 2, "Januari s.d. Maret")
        turned(canvas, 2, 0, 270, "Foto")
        put(canvas, 2, 0, "1.")

    found = read(page(tmp_path, draw))
    assert cell(found, 1, 0).text == "Tim Kerja Komponen"
    assert cell(found, 1, 1).text == "TARGET WAKTU"
    assert cell(found, 1, 2).text == "Januari s.d. Maret"
    assert cell(found, 2, 0).text == "1. Foto"
    for word in cell(found, 1, 0).words + cell(found, 1, 1).words:
        assert word.box is not None
        assert word.box.y1 - word.box.y0 > word.box.x1 - word.box.x0
    first, last = cell(found, 1, 0).words[0].box, cell(found, 1, 0).words[-1].box
    assert first is not None
    assert last is not None
    assert first.x0 < last.x0
