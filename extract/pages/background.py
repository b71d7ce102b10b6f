"""Pictures behind a page of text: letterheads, photographs, patterns; no print that words must explain."""

from __future__ import annotations

import pypdfium2 as pdfium  # type: ignore[import-untyped]

from extract.files.rescue import shown_page
from extract.model import Source
from extract.pictures.images import PAGE_SHARE, PageImage, covered_share, render
from lampiran.settings import Settings


def without_background(source: Source, page: int, picture: PageImage, settings: Settings) -> PageImage:
    """The page as shown but for pictures that cover most of it; ``picture`` itself where there are none.

    Args:
        source: The file.
        page: From 1; a page of text (see ``extract.pages.page_kind``).
        picture: The page as shown.
        settings: Size limits.
    """
    with shown_page(source, page) as shown:
        behind = [
            obj
            for obj in shown.get_objects(max_depth=1)
            if isinstance(obj, pdfium.PdfImage) and covered_share(shown, obj) > PAGE_SHARE
        ]
        for obj in behind:
            shown.remove_obj(obj)
        return render(shown, picture.dpi, settings) if behind else picture
