"""One PDF kept open for its next page, and single pages of it as files of their own.

The libraries that show and read pages take time that grows with a file's length to open it: of 5,000 pages,
longer than reading one. So a worker opens a file once, and hands them one page at a time.

qpdf mends what it can and says so once, when it first comes across it; so what it said is kept here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import pikepdf
import pypdfium2 as pdfium  # type: ignore[import-untyped]

from extract.files.file_names import openable
from extract.files.plain_page import PlainPage, plain_page
from extract.model import Source
from lampiran.errors import DamagedDocument


@dataclass(frozen=True, slots=True, eq=False)
class OpenedPdf:
    """An opened file, and what qpdf had to say on opening it."""

    pdf: pikepdf.Pdf
    warnings: tuple[str, ...]


def opened_pdf(source: Source) -> OpenedPdf:
    """The file, kept open until another one is asked for.

    Raises:
        DamagedDocument: If it cannot be opened (any more).
    """
    try:
        return _opened(source.path, source.sha256, source.password)
    except (pikepdf.PdfError, OSError) as error:
        raise DamagedDocument("The PDF cannot be opened.", "Fetch or scan it again.") from error


@lru_cache(maxsize=1)
def _opened(path: str, sha256: str, password: str) -> OpenedPdf:
    del sha256  # another content under the same path is another file
    pdf = pikepdf.open(openable(path), password=password)
    return OpenedPdf(pdf, said(pdf))


@lru_cache(maxsize=1)
def single_page(source: Source, page: int) -> PlainPage:
    """This page alone, made plain, without a password; ``page`` from 1.

    Raises:
        DamagedDocument: If there is no such page, or it cannot be taken out.
    """
    whole = opened_pdf(source).pdf
    said(whole)  # of pages before
    try:
        made = plain_page(whole, page)
    except (pikepdf.PdfError, pdfium.PdfiumError, IndexError, ValueError, TypeError, RuntimeError) as error:
        raise DamagedDocument("The page is damaged.", "Fetch or scan the file again.") from error
    return replace(made, warnings=said(whole))


def said(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """What qpdf has said since it was asked last, without the file's name and the object's."""
    name = str(pdf.filename)
    told = (str(warning).removeprefix(name) for warning in pdf.get_warnings())
    return tuple(text.partition(": ")[2] or text for text in told)
