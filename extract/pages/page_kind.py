"""What kind of page this is: a picture, a picture with a text layer, or text set by a program.

Each page is judged by what the PDF draws: how much of it pictures cover, and whether the text is visible,
invisible or covered. Visible text over a page-wide picture is usually real text over a letterhead, unless the
picture shows the same words itself: then it is an OCR layer that was left visible.
"""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped]

from extract.pictures.images import FEW_WORDS, PAGE_SHARE, PageImage, covering_share, page_image
from extract.pictures.ink import HALF
from extract.sizes import MOSTLY, PARTLY
from lampiran.records import Box, PageKind
from lampiran.settings import Settings

_FULL_PAGE = 60
"""Words from which on a page with a picture on part of it is set by a program."""
_INVISIBLE = (pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP)


@dataclass(frozen=True, slots=True)
class _Text:
    """How many words a page's text has, where its visible pieces stand (points), how many are invisible."""

    words: int
    visible: tuple[Box, ...]
    invisible: int


def page_kind(page: pdfium.PdfPage, settings: Settings) -> tuple[PageKind, PageImage | None]:
    """The kind of an opened page, and its picture where it is a scan.

    Raises:
        PageTooLarge: If its picture is too large to unpack.
    """
    covered = covering_share(page)
    text = _text(page)
    if text.words == 0:
        return "scan", page_image(page, settings)
    if covered < PAGE_SHARE and (covered < PARTLY or text.words >= _FULL_PAGE):
        return "digital", None
    picture = page_image(page, settings)
    if covered >= PAGE_SHARE and len(text.visible) > text.invisible and text.words >= FEW_WORDS:
        shown = _share_shown(text.visible, picture)
        if picture.embedded and shown < MOSTLY:
            return "digital", None
    return "scan+text", picture


def _text(page: pdfium.PdfPage) -> _Text:
    """Counts words and sorts the pieces of text into visible and not (under a picture, or without ink)."""
    textpage = page.get_textpage()
    try:
        words = len(textpage.get_text_range().split())
    finally:
        textpage.close()
    left, _, _, top = page.get_cropbox()
    pieces: list[Box] = []
    invisible = 0
    for obj in page.get_objects(max_depth=4):
        if obj.type == pdfium_c.FPDF_PAGEOBJ_IMAGE and _is_large(page, obj):
            invisible += len(pieces)
            pieces = []
        elif obj.type == pdfium_c.FPDF_PAGEOBJ_TEXT:
            if pdfium_c.FPDFTextObj_GetTextRenderMode(obj.raw) in _INVISIBLE:
                invisible += 1
            else:
                x0, y0, x1, y1 = obj.get_bounds()
                pieces.append(Box(x0 - left, top - y1, max(x0, x1) - left, top - min(y0, y1)))
    return _Text(words, tuple(pieces), invisible)


def _is_large(page: pdfium.PdfPage, picture: pdfium.PdfObject) -> bool:
    width, height = page.get_size()
    x0, y0, x1, y1 = picture.get_bounds()
    return bool((x1 - x0) * (y1 - y0) > PAGE_SHARE * width * height)


def _share_shown(pieces: tuple[Box, ...], picture: PageImage) -> float:
    """The share of text pieces at whose place the picture has ink."""
    chosen = pieces[:: max(1, len(pieces) // 60)]
    shown = 0
    for box in chosen:
        part = picture.frame.rect(box, picture.gray.shape).crop(picture.gray)
        shown += part.size > 0 and int(part.min()) < HALF
    return shown / max(len(chosen), 1)
