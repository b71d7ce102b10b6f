"""Draws the pictures of `docs/ink.md`: three made-up odd pages and what the audit sees on them.

Run it in the checkout: ``python -m docs.ink``.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from extract.audit.page import audit
from extract.audit.picture import audit_picture
from extract.geometry import PageFrame
from extract.pictures.images import PageImage
from samples.generator.handwriting import handwritten
from tests.support.audited_pages import DPI, HEIGHT, SCALE, WIDTH, XS, AuditedPage, cell_box, printed_page

FOLDER = Path(__file__).parent
_SMALLER = 0.6
_COLOURS = 32


def struck_and_noted() -> tuple[AuditedPage, PageImage]:
    """A scan: words struck through with a pen, a note in an empty cell, a stamp."""
    page = printed_page(without=((2, 4), (4, 3), (4, 2), (3, 3), (3, 2)))
    first, second = (word.box for word in page.words[2 * 5 + 2][:2] if word.box is not None)
    middle = (first.y0 + first.y1) / 2
    page.line(first.x0 - 3, middle + 2, second.x1 + 7, middle - 2)
    note = handwritten("7/9-22", 22, 2, np.random.default_rng(1))
    y, x = round((cell_box(2, 4).y0 + 10) * SCALE), round((cell_box(2, 4).x0 + 10) * SCALE)
    part = page.gray[y : y + note.shape[0], x : x + note.shape[1]]
    part[:] = np.minimum(part, 255 - note[: part.shape[0], : part.shape[1]])
    centre = (round(XS[3] * SCALE), round(cell_box(4, 2).y0 * SCALE))
    for radius, thick in ((88, 4), (62, 2)):
        cv2.circle(page.gray, centre, radius, (90,), thick)
    return page, page.image()


def hidden_and_typed_over() -> tuple[AuditedPage, PageImage]:
    """A file: white words that nobody sees, a date typed into a cell as a remark, a month told by a tint."""
    page = printed_page(without=((1, 4), (2, 4), (3, 4), (4, 4)))
    page.write(1, 4, "Desember 2019", grey=255)
    page.write(2, 4, "Mei 2024", read=False)
    page.fill(cell_box(4, 4), 170)
    return page, page.image()


def cut_off() -> tuple[AuditedPage, PageImage]:
    """A scan whose last column runs off the glass."""
    page = printed_page()
    gray = np.ascontiguousarray(page.gray[:, : round((XS[4] + 31) * SCALE)])
    return page, PageImage(gray, PageFrame.plain(page.gray.shape, WIDTH, HEIGHT), DPI)


def main() -> None:
    """Writes the three pictures beside this file."""
    for name, (page, image), kind in (
        ("ink-struck", struck_and_noted(), "scan"),
        ("ink-hidden", hidden_and_typed_over(), "digital"),
        ("ink-cut", cut_off(), "scan"),
    ):
        reading = page.reading("digital" if kind == "digital" else "scan")
        picture, _ = audit_picture(audit(reading, image))
        at = (round(40 * SCALE), round(40 * SCALE))
        cv2.putText(picture, "CONTOH", at, cv2.FONT_HERSHEY_SIMPLEX, 1.6, (150, 150, 150), 3, cv2.LINE_AA)
        shown = picture[: round(405 * SCALE)]
        small = Image.fromarray(
            cv2.resize(shown, None, fx=_SMALLER, fy=_SMALLER, interpolation=cv2.INTER_AREA)
        )
        small.quantize(_COLOURS).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
