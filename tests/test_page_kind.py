"""Kinds of pages by their ink: pictures, words over them, photographs, outlines."""

from __future__ import annotations

import io

import cv2
import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extract.geometry import Gray
from extract.pages.page_kind import page_kind
from extract.pictures.images import PageImage, render
from extract.pictures.printed_area import printed_area
from extract.pictures.same_page import COMPARED_DPI, shows_the_same
from lampiran.records import PageKind
from lampiran.settings import Settings

SETTINGS = Settings(cache_dir=None)
WIDE, HIGH = 842.0, 595.0
LINES = [f"Menyusun dan menetapkan rencana kerja pembangunan zona integritas nomor {n}" for n in range(30)]


def print_lines(canvas: Canvas, mode: int = 0, lines: list[str] = LINES) -> None:
    text = canvas.beginText(40, HIGH - 60)
    text.setFont("Helvetica", 10)
    text.setTextRenderMode(mode)
    for line in lines:
        text.textLine(line)
    canvas.drawText(text)


def drawn(*layers: object) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(WIDE, HIGH))
    for layer in layers:
        if isinstance(layer, Image.Image):
            canvas.drawImage(ImageReader(layer), 0, 0, WIDE, HIGH)
        else:
            layer(canvas)  # type: ignore[operator]
    canvas.save()
    return stream.getvalue()


def kind_of(data: bytes) -> tuple[PageKind, PageImage | None]:
    with pdfium.PdfDocument(data) as document:
        return page_kind(document[0], SETTINGS)


def picture_of(data: bytes) -> Image.Image:
    with pdfium.PdfDocument(data) as document:
        return Image.fromarray(render(document[0], 150, SETTINGS).gray)


def scanned() -> Image.Image:
    return picture_of(drawn(print_lines))


def photograph(dark: float) -> Image.Image:
    """Soft shapes, texture and grain, as a photograph has; ``dark`` 0 is white."""
    rng = np.random.default_rng(5)
    shapes = rng.uniform(0, 255, (20, 30)).astype(np.float32)
    soft = cv2.resize(shapes, (1200, 850), interpolation=cv2.INTER_CUBIC)
    rough = cv2.resize(rng.uniform(-70, 70, (140, 200)).astype(np.float32), (1200, 850))
    grey = (soft + rough + rng.normal(0, 12, soft.shape)) * dark + 255 * (1 - dark)
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))


def footer(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 7)
    words = "Dokumen ini telah ditandatangani secara elektronik dengan sertifikat dari balai sertifikasi"
    canvas.drawString(40, 20, f"{words} elektronik dan salinan ini sesuai dengan aslinya")


def ink_in(image: PageImage | None, top: float) -> int:
    assert image is not None
    return int((image.gray[int(image.gray.shape[0] * top) :] < 128).sum())


@pytest.mark.parametrize("lines", [footer, lambda canvas: canvas.drawString(60, 400, "7 Juli 2025")])
def test_words_over_a_scan_do_not_make_it_text(lines: object) -> None:
    data = drawn(scanned(), lines)
    kind, image = kind_of(data)
    assert kind == "scan+text"
    assert image is not None and not image.embedded, "what was typed over the picture must be read"


def test_a_footer_over_a_scan_is_in_the_picture() -> None:
    assert ink_in(kind_of(drawn(scanned(), footer))[1], 0.93) > 100
    assert ink_in(kind_of(drawn(scanned()))[1], 0.93) == 0


@pytest.mark.parametrize("dark", [0.2, 0.5])
def test_a_photograph_behind_text_does_not_make_it_a_scan(dark: float) -> None:
    assert kind_of(drawn(photograph(dark), print_lines))[0] == "digital"


def test_a_letterhead_behind_text_does_not_make_it_a_scan() -> None:
    head = picture_of(drawn(lambda canvas: print_lines(canvas, lines=LINES[:3])))

    def body(canvas: Canvas) -> None:
        for number, line in enumerate(LINES):
            canvas.drawString(40, 400 - 12 * number, line)

    assert kind_of(drawn(head, body))[0] == "digital"


def test_recognised_words_left_visible_over_the_print_are_not_read_twice() -> None:
    """Printed a little off, they would make every letter fat."""
    page = scanned()

    def off(canvas: Canvas) -> None:
        canvas.translate(0.7, -0.5)
        print_lines(canvas)

    kind, image = kind_of(drawn(page, off))
    assert kind == "scan+text"
    assert image is not None
    plain = kind_of(drawn(page))[1]
    assert plain is not None
    assert abs(ink_in(image, 0) - ink_in(plain, 0)) < 0.05 * ink_in(plain, 0)


def test_an_invisible_layer_leaves_the_picture_as_it_is() -> None:
    kind, image = kind_of(drawn(scanned(), lambda canvas: print_lines(canvas, mode=3)))
    assert kind == "scan+text"
    assert image is not None and image.embedded


def test_letters_drawn_as_outlines_are_a_picture() -> None:
    def outlines(canvas: Canvas) -> None:
        for n in range(400):
            path = canvas.beginPath()
            x, y = 40 + 9 * (n % 80), HIGH - 60 - 14 * (n // 80)
            path.moveTo(x, y)
            for dx, dy in ((5, 0), (5, 2), (2, 2), (2, 4), (5, 4), (5, 7), (0, 7)):
                path.lineTo(x + dx, y + dy)
            path.close()
            canvas.drawPath(path, stroke=0, fill=1)

    assert kind_of(drawn(outlines, footer))[0] == "scan+text"
    assert kind_of(drawn(print_lines, footer))[0] == "digital"


def sheet(*, dpi: float = COMPARED_DPI) -> Gray:
    rng = np.random.default_rng(2)
    page = np.full((int(HIGH * dpi / 72), int(WIDE * dpi / 72)), 255, dtype=np.uint8)
    page[50:300:8, 40:500] = rng.choice([60, 255], size=page[50:300:8, 40:500].shape)
    return page


def test_the_same_page_is_the_same() -> None:
    page = sheet()
    softer = cv2.GaussianBlur(page, (3, 3), 0.4)
    assert shows_the_same(page, page)
    assert shows_the_same(page, np.asarray(np.clip(softer.astype(int) + 8, 0, 255), dtype=np.uint8))


@pytest.mark.parametrize("moved", [(0, 1), (1, 0)])
def test_half_a_point_of_misplacement_is_no_difference(moved: tuple[int, int]) -> None:
    page = sheet()
    assert shows_the_same(page, np.roll(page, moved, axis=(0, 1)))


@pytest.mark.parametrize("mark", [(slice(350, 356), slice(100, 104)), (slice(380, 382), slice(200, 230))])
def test_one_digit_more_is_a_difference(mark: tuple[slice, slice]) -> None:
    page = sheet()
    typed = page.copy()
    typed[mark] = 40
    assert not shows_the_same(page, typed)
    assert not shows_the_same(typed, page)


def test_letters_are_told_from_photographs_and_rules() -> None:
    with pdfium.PdfDocument(drawn(print_lines)) as document:
        letters = printed_area(render(document[0], 75, SETTINGS).gray, 75)
    photo = np.asarray(photograph(0.6).resize((877, 620)))
    assert letters > 2000
    assert printed_area(photo, 75) < 0.1 * letters
    ruled = np.full((620, 877), 255, dtype=np.uint8)
    ruled[::40] = 0
    ruled[:, ::100] = 0
    assert printed_area(ruled, 75) == 0
    assert printed_area(np.full((50, 50), 255, dtype=np.uint8), 75) == 0
