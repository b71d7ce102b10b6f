"""One PDF kept open for its next page, and single pages of it as files of their own.

The libraries that show and read pages take time that grows with a file's length to open it: of 5,000 pages,
longer than reading one. So a worker opens a file once, and hands them one page at a time.
"""

from __future__ import annotations

import io
from functools import lru_cache

import pikepdf

from extract.files.file_names import openable
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
def single_page(source: Source, page: int) -> bytes:
    """A PDF without a password that holds this page alone, with the layers of its file; ``page`` from 1.

    Raises:
        DamagedDocument: If there is no such page, or it cannot be taken out.
    """
    whole = opened_pdf(source)
    stream = io.BytesIO()
    try:
        with pikepdf.new() as single:
            single.pages.append(whole.pages[page - 1])
            layers = whole.Root.get("/OCProperties")
            if layers is not None:
                single.Root.OCProperties = single.copy_foreign(whole.make_indirect(layers))
            single.save(stream, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    except (pikepdf.PdfError, IndexError, ValueError, TypeError, RuntimeError) as error:
        raise DamagedDocument("The page is damaged.", "Fetch or scan the file again.") from error
    return stream.getvalue()
