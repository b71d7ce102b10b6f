"""Cut-off and damaged PDFs made readable again: qpdf rebuilds what the page libraries refuse to open.

What is lost stays lost (:func:`extract.files.source.open_source` has reported it); the remaining pages are
read. A file that opens undamaged is read from disk; only a rebuilt one is held in memory.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium  # type: ignore[import-untyped]

from extract.files.file_names import openable
from extract.files.opened import single_page
from extract.model import Source
from lampiran.errors import DamagedDocument

log = logging.getLogger(__name__)


def open_pdf(source: Source) -> pdfium.PdfDocument:
    """Opens a PDF for rendering, rebuilt if need be; close it.

    Raises:
        DamagedDocument: If it cannot be opened even so.
    """
    rebuilt = rebuilt_bytes(source)
    try:
        if rebuilt is not None:
            return pdfium.PdfDocument(rebuilt)
        return pdfium.PdfDocument(openable(source.path), password=source.password or None)
    except pdfium.PdfiumError as error:
        raise DamagedDocument("The PDF cannot be opened.", "Fetch or scan it again.") from error


@contextmanager
def shown_page(source: Source, page: int) -> Iterator[pdfium.PdfPage]:
    """One page of a PDF, opened for rendering and closed again; ``page`` counts from 1.

    Raises:
        DamagedDocument: If the file or the page cannot be opened, or pdfium fails in the block.
    """
    document = pdfium.PdfDocument(single_page(source, page).data)
    try:
        shown = document[0]
        try:
            yield shown
        finally:
            shown.close()
    except pdfium.PdfiumError as error:
        raise DamagedDocument("The page is damaged.", "Fetch or scan the file again.") from error
    finally:
        document.close()


def rebuilt_bytes(source: Source) -> bytes | None:
    """The file rebuilt and without its password, where it does not open as it is; else None."""
    return _rebuilt(source.path, source.sha256, source.password)


@lru_cache(maxsize=1)
def _rebuilt(path: str, sha256: str, password: str) -> bytes | None:
    try:
        pdfium.PdfDocument(openable(path), password=password or None).close()
    except pdfium.PdfiumError:
        log.info("%s (%s) does not open as it is; rebuilding it", Path(path).name, sha256[:8])
    else:
        return None
    out = io.BytesIO()
    try:
        with pikepdf.open(openable(path), password=password) as pdf:
            pdf.save(out)
    except (pikepdf.PdfError, OSError) as error:
        raise DamagedDocument("The PDF is damaged beyond repair.", "Fetch or scan it again.") from error
    return out.getvalue()
