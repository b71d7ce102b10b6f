# ruff: noqa: E501 - cases read best on a line of their own
"""Text layers: words with their places, and the judgement whether to trust them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.geometry import PageFrame, PixelRect
from extract.grid.table_model import Cell, PixelTable, Table
from extract.model import Source
from extract.pages.layer import judge_layer, known_share, layer_words
from extract.pages.scan import PreparedPage
from extract.pictures.images import PageImage
from lampiran.records import Box, Word

GOOD = (
    "Menyusun dokumen rencana kerja pembangunan Zona Integritas dan melaporkan hasil evaluasi kepada "
    "pimpinan secara berkala melalui rapat yang dihadiri seluruh pegawai pada bulan Januari 2024"
)
NOISY = (
    "Mcnyusurt dokumcn rencana kcrja pcmbangunan Zona Intcgritas dan mclaporkan hasil cvaluasi kcpada "
    "pimpinarr secara bcrkala mclalui rapat yarrg dihadiri scluruh pcgawai pada bulan Januari 2024"
)
SIDEWAYS = "l;1 'n rrj i:i 0) ..c {fJ bO >. oo (.) ~ ro -o tl :;j p. s:: .-< <l) E a u:i 8 ;::! z > -- J( vlq"


def laid(text: str, *, high: bool = False) -> list[Word]:
    """Words in rows of six on a page of 600 x 800 points; ``high`` ones are higher than wide."""
    words = []
    for number, word in enumerate(text.split()):
        x, y = 20 + 90 * (number % 6), 20 + 30 * (number // 6)
        long, short = 8.0 * len(word), 10.0
        box = Box(x, y, x + short, y + long) if high else Box(x, y, x + long, y + short)
        words.append(Word(word, box, 0.9))
    return words


@pytest.mark.parametrize(
    ("kind", "words", "grade"),
    [
        ("clean", laid(GOOD), "usable"),
        ("misread", laid(NOISY), "noisy"),
        ("gibberish", laid(SIDEWAYS), "useless"),
        ("turned", laid(GOOD, high=True), "useless"),
        ("letters apart", laid("P E R A T U R A N K E P A L A yang baik D A N benar"), "useless"),
        ("scanner's line", laid("Scanned by CamScanner - dipindai dengan aplikasi gratis untuk semua orang"), "useless"),
        ("watermark", laid("SALINAN RAHASIA " * 12), "useless"),
        ("page number", laid("- 12 -"), "useless"),
        ("nothing", [], "useless"),
    ],
)  # fmt: skip
def test_layers_are_judged_by_what_they_say_and_how_they_lie(
    kind: str, words: list[Word], grade: str
) -> None:
    verdict = judge_layer(words)
    assert verdict.grade == grade, (kind, verdict)
    assert verdict.usable is (grade == "usable")
    assert verdict.reason


def prepared(words: list[Word], rotation: int = 0, table: PixelTable | None = None) -> PreparedPage:
    """A white page with black blots at the words' places, one pixel a point."""
    gray = np.full((800, 600), 255, np.uint8)
    for word in words:
        if word.box:
            gray[int(word.box.y0) : int(word.box.y1), int(word.box.x0) : int(word.box.x1)] = 0
    image = PageImage(gray, PageFrame.plain(gray.shape, 600, 800), 72, False)
    return PreparedPage(image, (table,) if table else (), rotation, 0.0)


def test_words_must_lie_on_the_print() -> None:
    words = laid(GOOD)
    shifted = [
        Word(w.text, Box(w.box.x0, w.box.y0 + 400, w.box.x1, w.box.y1 + 400), 0.9) for w in words if w.box
    ]
    assert judge_layer(words, prepared(words)).usable
    assert judge_layer(shifted, prepared(words)).grade == "useless"


def test_print_that_lies_sideways_wants_words_that_do_too() -> None:
    high, flat = laid(GOOD, high=True), laid(GOOD)
    assert judge_layer(high, prepared(high, rotation=90)).usable
    assert judge_layer(flat, prepared(flat, rotation=90)).grade == "useless"


def test_a_layer_that_leaves_printed_cells_out_is_not_used() -> None:
    words = laid(GOOD)
    cells = tuple(Cell(row, 0, 1, 1, PixelRect(0, 30 * row, 600, 30 * row + 30)) for row in range(6))
    table = Table((0.0, 600.0), tuple(30.0 * row for row in range(7)), cells, PixelRect(0, 0, 600, 180))
    page = prepared(words, table=table)
    assert judge_layer(words, page).usable
    assert judge_layer(words[:13], page).grade == "noisy"


def test_invisible_words_keep_their_places(tmp_path: Path) -> None:
    path = tmp_path / "layer.pdf"
    canvas = Canvas(str(path), pagesize=(600, 800))
    text = canvas.beginText(100, 700)
    text.setTextRenderMode(3)
    text.setFont("Helvetica", 10)
    for line in ("Rencana aksi", "Kcrja a 2024"):
        text.textLine(line)
    canvas.drawText(text)
    canvas.save()
    words = layer_words(Source(str(path), "layer.pdf", "00", "pdf", 1), 1)
    assert [word.text for word in words] == ["Rencana", "aksi", "Kcrja", "a", "2024"]
    first = words[0].box
    assert first is not None
    assert first.x0 == pytest.approx(100, abs=1)
    assert first.y0 < 100 < first.y1 + 2
    assert words[0].confidence > words[2].confidence


def test_known_share_counts_words_of_three_letters_or_more() -> None:
    assert known_share(laid("di ke rencana xqzw 12 a")) == pytest.approx(0.5)
    assert known_share([]) == 0.0
