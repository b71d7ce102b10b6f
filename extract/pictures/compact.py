"""Compact pictures of pages as a viewer shows them, to show where a value came from without its file.

Four shades of grey at 120 dpi keep print, stamps and pen strokes readable in some 30 to 60 kB a page.
Measured on office scans and born-digital pages, a PNG of four shades is two thirds of a WebP's size and made
in a fifth of its time: ruled print has hard edges, which WebP is bad at. The page is rendered anew, so that
the picture shows everything on it (stamps, notes, every strip of a scan) and boxes in points fit.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence

import numpy as np
import pypdfium2 as pdfium  # type: ignore[import-untyped]
from PIL import Image

from extract.files.rescue import open_pdf
from extract.geometry import POINTS_PER_INCH, WHITE, Gray
from extract.model import Source
from extract.pictures.images import load_image
from extract.pictures.ink import HALF, PAPER_SHARE
from lampiran.errors import DocumentError
from lampiran.records import PagePicture, PageRecord
from lampiran.settings import Settings

log = logging.getLogger(__name__)

PICTURE_DPI = 120.0
"""Pixels per inch of a page's picture; larger pages get fewer."""
LONGEST_SIDE = 2_400
"""Pixels of a picture's longer side, at most."""
_SHADES = 4
"""Greys of a picture: two bits a pixel."""


def page_pictures(source: Source, pages: Sequence[PageRecord], settings: Settings) -> tuple[PagePicture, ...]:
    """Makes pictures of pages; a page without a size, or that cannot be rendered, is left out.

    Args:
        source: A PDF or image file; a transcript has no pictures.
        pages: The pages wanted, with their sizes.
        settings: Size limits.
    """
    pages = [page for page in pages if page.width > 0 and page.height > 0]
    if source.kind not in ("pdf", "image") or not pages:
        return ()
    shades = _image_pages if source.kind == "image" else _pdf_pages
    made = ((page, compact(gray)) for page, gray in shades(source, pages, settings))
    return tuple(PagePicture(page.page, page.width, page.height, image) for page, image in made)


def compact(gray: Gray) -> bytes:
    """Makes a PNG of four greys; paper becomes white, unless the page is darker than paper can be.

    Args:
        gray: Rows x columns, 0 black to 255 white.
    """
    paper = float(np.percentile(gray[::4, ::4], PAPER_SHARE))
    stretch = WHITE / paper if paper >= HALF else 1.0
    top = _SHADES - 1
    table = np.clip(np.arange(WHITE + 1) * (stretch * top / WHITE) + 0.5, 0, top).astype(np.uint8)
    picture = Image.fromarray(table[gray], mode="P")
    picture.putpalette([shade * WHITE // top for shade in range(_SHADES) for _ in "rgb"])
    stream = io.BytesIO()
    picture.save(stream, "PNG", bits=top.bit_length(), compress_level=6)
    return stream.getvalue()


def _pdf_pages(
    source: Source, pages: Sequence[PageRecord], settings: Settings
) -> Iterator[tuple[PageRecord, Gray]]:
    try:
        document = open_pdf(source)
    except (DocumentError, OSError) as error:
        log.warning("%s: no page pictures: %s", source.file, error)
        return
    try:
        for page in pages:
            try:
                yield page, _painted(document, page)
            except (pdfium.PdfiumError, IndexError) as error:
                log.warning("%s: page %d: no picture: %s", source.file, page.page, error)
    finally:
        document.close()


def _painted(document: pdfium.PdfDocument, page: PageRecord) -> Gray:
    shown = document[page.page - 1]
    try:
        scale = _scale(max(shown.get_size()))
        # A copy: the bitmap's memory is freed with the page.
        return np.array(shown.render(scale=scale, grayscale=True).to_numpy(), dtype=np.uint8).squeeze()
    finally:
        shown.close()


def _image_pages(
    source: Source, pages: Sequence[PageRecord], settings: Settings
) -> Iterator[tuple[PageRecord, Gray]]:
    for page in pages:
        try:
            gray = load_image(source, page.page, settings).gray
        except DocumentError as error:
            log.warning("%s: page %d: no picture: %s", source.file, page.page, error)
            continue
        scale = _scale(max(page.width, page.height))
        size = (max(1, round(page.width * scale)), max(1, round(page.height * scale)))
        if size[0] < gray.shape[1]:
            resized = Image.fromarray(gray).resize(size, Image.Resampling.BOX)
            gray = np.asarray(resized, dtype=np.uint8)
        yield page, gray


def _scale(longest: float) -> float:
    """Pixels per point for a page whose longer side is ``longest`` points."""
    return min(PICTURE_DPI / POINTS_PER_INCH, LONGEST_SIDE / max(longest, 1.0))
