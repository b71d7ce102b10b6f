"""One page with its ink in colours: what each piece of print was taken for."""

from __future__ import annotations

from extract.audit.page import audit
from extract.audit.picture import Legend, Pixels, audit_picture
from extract.model import Source
from extract.pages.read import read_with_picture
from lampiran.errors import PageTooLarge, UsageError
from lampiran.language import told
from lampiran.settings import Settings


def audited_page(source: Source, page: int, settings: Settings) -> tuple[Pixels, list[Legend]]:
    """Reads a page and draws its audit.

    Args:
        source: The file.
        page: From 1.
        settings: As for a run.

    Returns:
        Rows x columns x 3 (red, green, blue), and what the colours mean.

    Raises:
        UsageError: If the file has no pictures of pages, or no such page.
        DocumentError: If the page cannot be read.
        MissingRequirement: If an OCR engine is needed and none is installed.
    """
    if source.kind == "transcript":
        raise UsageError("A transcript has no picture of its pages.", "Give a PDF or a page image.")
    if not 1 <= page <= source.page_count:
        raise UsageError(
            told("There is no page {0}.", page), told("The file has pages 1 to {0}.", source.page_count)
        )
    reading, picture = read_with_picture(source, page, settings)
    if picture is None:
        raise PageTooLarge("The page is too large to be drawn.")
    return audit_picture(audit(reading, picture))
