"""What kind of page this is: a picture, a picture with a text layer, or text set by a program.

What decides is where the print's ink comes from. A page is shown as it is, and once more with its text made
invisible: if most of the print is still there, it stands in a picture (or in outlines), and a few typed words
do not change that; if it is gone, the page is text, and a photograph behind it does not change that either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped]

from extract.geometry import POINTS_PER_INCH, Gray
from extract.pictures.gray import to_gray
from extract.pictures.images import FEW_WORDS, PAGE_SHARE, PageImage, page_image
from extract.pictures.printed_area import local_ink, printed_area
from extract.pictures.rendering import rendered, to_view
from extract.sizes import HARDLY, MOSTLY
from lampiran.records import Box, PageKind
from lampiran.settings import Settings

_LOOK_DPI = 75.0
"""Resolution that shows where print is."""
_PRINT_ELSEWHERE = 0.5
"""Share of a page's print that stands elsewhere than in its text, from which on the page is a picture."""
_STRAIGHT = 6
"""Path segments of a rule or a box, at most; outlines of letters have more."""
_OUTLINES = 20
"""So many shapes that are no rules may be letters."""
_INVISIBLE = pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE
_WITHOUT_INK = (_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP)
_DEEP = 8
"""Forms within forms are looked into so far."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What a page draws: visible text, whether anything else may be print, the share of its pictures."""

    visible: tuple[pdfium.PdfObject, ...]
    other_print: bool
    pictured: float


def page_kind(page: pdfium.PdfPage, settings: Settings) -> tuple[PageKind, PageImage | None]:
    """The kind of an opened page, and its picture where it is a scan.

    The page must not be used for its text afterwards: pieces of text may have been made invisible.

    Raises:
        PageTooLarge: If its picture is too large to unpack.
    """
    words = _words(page)
    if not words:
        return "scan", page_image(page, settings)
    drawn = _drawn(page)
    stamped = words < FEW_WORDS and drawn.pictured > PAGE_SHARE
    if drawn.visible and not stamped and not (drawn.other_print and _prints_elsewhere(page, drawn.visible)):
        return "digital", None
    return "scan+text", page_image(page, settings)


def pictured_share(page: pdfium.PdfPage) -> float:
    """The share of an opened page that its pictures cover together (overlaps counted twice)."""
    return _drawn(page).pictured


def _words(page: pdfium.PdfPage) -> int:
    textpage = page.get_textpage()
    try:
        return len(textpage.get_text_range().split())
    finally:
        textpage.close()


def _drawn(page: pdfium.PdfPage) -> _Drawn:
    visible, shapes, pictures = [], 0, 0.0
    width, height = page.get_size()
    for obj in page.get_objects(max_depth=_DEEP):
        if obj.type == pdfium_c.FPDF_PAGEOBJ_TEXT:
            if pdfium_c.FPDFTextObj_GetTextRenderMode(obj.raw) not in _WITHOUT_INK:
                visible.append(obj)
        elif obj.type == pdfium_c.FPDF_PAGEOBJ_PATH:
            shapes += pdfium_c.FPDFPath_CountSegments(obj.raw) > _STRAIGHT
        elif obj.type != pdfium_c.FPDF_PAGEOBJ_FORM:
            left, bottom, right, top = obj.get_bounds()
            pictures += abs(right - left) * abs(top - bottom)
    return _Drawn(tuple(visible), pictures > 0 or shapes >= _OUTLINES, pictures / max(1.0, width * height))


def _prints_elsewhere(page: pdfium.PdfPage, visible: Sequence[pdfium.PdfObject]) -> bool:
    """Whether most print is no text; text that only repeats print is left invisible then.

    Some programs leave the words they recognised visible, over the print itself.
    """
    shown = to_gray(rendered(page, _LOOK_DPI))
    modes = [pdfium_c.FPDFTextObj_GetTextRenderMode(piece.raw) for piece in visible]
    for piece in visible:
        pdfium_c.FPDFTextObj_SetTextRenderMode(piece.raw, _INVISIBLE)
    rest = to_gray(rendered(page, _LOOK_DPI))
    if printed_area(rest, _LOOK_DPI) < _PRINT_ELSEWHERE * printed_area(shown, _LOOK_DPI):
        return False
    repeats = _on_print(page, visible, rest)
    mostly = sum(repeats) > MOSTLY * len(repeats)
    for piece, mode, repeated in zip(visible, modes, repeats, strict=True):
        if not (mostly and repeated):
            pdfium_c.FPDFTextObj_SetTextRenderMode(piece.raw, mode)
    return True


def _on_print(page: pdfium.PdfPage, pieces: Sequence[pdfium.PdfObject], rest: Gray) -> list[bool]:
    """For each piece of text whether the page has print in its place without it."""
    ink = local_ink(rest, _LOOK_DPI)
    scale = _LOOK_DPI / POINTS_PER_INCH
    found = []
    for piece in pieces:
        box = _shown_bounds(page, piece)
        rows = slice(int(box.y0 * scale), int(np.ceil(box.y1 * scale)))
        part = ink[rows, int(box.x0 * scale) : int(np.ceil(box.x1 * scale))]
        found.append(part.size > 0 and float(part.mean()) >= HARDLY / 2)
    return found


def _shown_bounds(page: pdfium.PdfPage, piece: pdfium.PdfObject) -> Box:
    """Where an object lies on the page as shown, points, cut off at the page's edges."""
    x0, y0, x1, y1 = piece.get_bounds()
    corners = to_view(page) @ np.array([[x0, x1, x0, x1], [y0, y1, y1, y0], [1, 1, 1, 1]])
    width, height = page.get_size()
    xs, ys = np.clip(corners[0], 0, width), np.clip(corners[1], 0, height)
    return Box(float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max()))
