"""One PDF kept open for its next page, and single pages of it as files of their own.

The libraries that show and read pages take time that grows with a file's length to open it: of 5,000 pages,
longer than reading one. So a worker opens a file once, and hands them one page at a time.
"""

from __future__ import annotations

from functools import lru_cache

import pikepdf
import pypdfium2 as pdfium  # type: ignore[import-untyped]

from extract.files.file_names import openable
from extract.files.plain_page import PlainPage, plain_page
from extract.model import Source
from lampiran.errors import DamagedDocument


def opened_pdf(source: Source) -> pikepdf.Pdf:
    """The file, kept open until another one is asked for.

    Raises:
        DamagedDocument: If it cannot be opened (any more).
    """
    try:
        return _opened(source.path, source.sha256, source.password)
    except (pikepdf.PdfError, OSError) as error:
        raise DamagedDocument("The PDF cannot be opened.", "Fetch or scan it again.") from error


@lru_cache(maxsize=1)
def _opened(path: str, sha256: str, password: str) -> pikepdf.Pdf:
    del sha256  # another content under the same path is another file
    return pikepdf.open(openable(path), password=password)


@lru_cache(maxsize=1)
def single_page(source: Source, page: int) -> PlainPage:
    """This page alone, made plain, without a password; ``page`` from 1.

    Raises:
        DamagedDocument: If there is no such page, or it cannot be taken out.
    """
    try:
        return plain_page(opened_pdf(source), page)
    except (pikepdf.PdfError, pdfium.PdfiumError, IndexError, ValueError, TypeError, RuntimeError) as error:
        raise DamagedDocument("The page is damaged.", "Fetch or scan the file again.") from error
