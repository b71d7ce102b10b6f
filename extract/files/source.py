"""Opening a file: what it is by content, whether it can be read, how many pages it has.

Whatever is wrong is reported here, once, in words a person understands. pikepdf (qpdf) distinguishes causes
that the other PDF libraries report alike; those libraries read the pages. Nothing is kept open: a
:class:`~extract.model.Source` is a note of what was found, small enough to be sent to workers.
"""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from typing import Literal

import pikepdf
from PIL import Image, UnidentifiedImageError

from extract.files.file_names import openable
from extract.files.office_package import check_package, office_kind
from extract.files.opened import said
from extract.files.plain_text import decoded
from extract.model import Source
from lampiran.codes import ProblemCode
from lampiran.errors import (
    DamagedDocument,
    EmptyDocument,
    EncryptedDocument,
    PageTooLarge,
    UnknownFormat,
    system_reason,
)
from lampiran.language import told
from lampiran.records import Problem
from lampiran.settings import Settings, Thresholds

SourceKind = Literal["pdf", "image", "transcript", "xlsx", "docx"]

_IMAGE_STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_RESCAN = "Save or scan it at 200 to 300 dpi."
_HEAD_BYTES = 1024
"""PDF viewers accept the ``%PDF`` mark anywhere in the first kilobyte."""
_TAIL_BYTES = 2 * _HEAD_BYTES
"""Writers put the end mark in the last kilobyte; some add bytes after it."""
_SNIFFED_BYTES = 64 * _HEAD_BYTES
"""How much of a file is looked at to tell text from other content."""
_HOLE = re.compile(rb"\0{4,}")
_PAGE_LIST = re.compile("[Pp]ages tree")
"""qpdf leaves out what is no page, and copies a page that is listed twice."""
_AT_ONCE = 1024 * _HEAD_BYTES
_LETTER_HEIGHT = 792.0
"""Points; viewers show a page without a usable box as Letter."""


def content_hash(path: Path) -> str:
    """SHA-256 of a file's content in hex; empty where the file cannot be read at all.

    No more is read than the file's size when it is opened: some files, as of the system's log, never end.
    """
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            left = os.fstat(stream.fileno()).st_size
            while left > 0 and (part := stream.read(min(left, _AT_ONCE))):
                digest.update(part)
                left -= len(part)
    except OSError:
        return ""
    return digest.hexdigest()


def open_source(path: Path, settings: Settings) -> Source:
    """Opens and checks a file.

    Args:
        path: A PDF, a page image (multi-page TIFF too), an Excel or Word file, or a ``.txt`` transcript;
        judged by its content,
            whatever its ending says.
        settings: Passwords and size limits.

    Raises:
        EmptyDocument: No bytes, or no pages.
        UnknownFormat: Neither PDF nor page image nor text.
        EncryptedDocument: A password is needed that was not given.
        DamagedDocument: Broken beyond repair, or unreadable.
        PageTooLarge: No page is small enough to be read.
    """
    kind = _kind(path)
    sha256 = content_hash(path)
    if kind == "pdf":
        password, pages, problems = _check_pdf(path, settings)
    elif kind == "image":
        password, pages, problems = "", *_check_image(path, settings.thresholds)
    elif kind in ("xlsx", "docx"):
        password, pages, problems = "", 1, check_package(path)
    else:
        password, pages, problems = "", 1, _check_text(path)
    return Source(str(path), path.name, sha256, kind, pages, password, problems)


def _kind(path: Path) -> SourceKind:
    try:
        with path.open("rb") as stream:
            # What has no size may wait for content for ever.
            head = stream.read(_SNIFFED_BYTES) if os.fstat(stream.fileno()).st_size else b""
    except FileNotFoundError:
        raise DamagedDocument("The file does not exist (any more).") from None
    except OSError as error:
        raise DamagedDocument(
            told("The file cannot be read: {0}.", system_reason(error)), "Check that you may open it."
        ) from error
    if not head.strip(b"\0 \t\r\n\f\xef\xbb\xbf\xff\xfe"):
        raise EmptyDocument("The file is empty.", "Fetch or scan it again.")
    if b"%PDF-" in head[:_HEAD_BYTES]:
        return "pdf"
    if head.startswith(_IMAGE_STARTS):
        return "image"
    if (office := office_kind(path, head)) is not None:
        return office
    if path.suffix.lower() == ".txt" and decoded(head) is not None:
        return "transcript"
    if path.suffix.lower() == ".pdf":
        raise UnknownFormat("This is not a PDF, whatever its name says.", "Open it and save it as PDF.")
    if path.suffix.lower() in (".xlsx", ".docx"):
        raise UnknownFormat(
            "This is no Excel or Word file, whatever its name says.", "Open it and save it anew."
        )
    if path.suffix.lower() == ".txt":
        raise UnknownFormat("This is not text, or much of it is damaged.", "Fetch it again.")
    raise UnknownFormat("This is neither a PDF, a page image, an Excel or Word file, nor a text transcript.")


def _check_pdf(path: Path, settings: Settings) -> tuple[str, int, tuple[Problem, ...]]:
    for password in ("", *settings.passwords):
        try:
            with pikepdf.open(openable(path), password=password) as pdf:
                return password, *_check_pages(pdf, path, settings.thresholds)
        except pikepdf.PasswordError:
            continue
        except pikepdf.PdfError as error:
            raise DamagedDocument("The PDF is damaged beyond repair.", "Fetch or scan it again.") from error
        except OSError as error:
            raise DamagedDocument(told("The file cannot be read: {0}.", system_reason(error))) from error
    raise EncryptedDocument(
        "The PDF is locked with a password.",
        "Give it with --password." if not settings.passwords else "None of the passwords given opens it.",
    )


def _check_pages(pdf: pikepdf.Pdf, path: Path, limits: Thresholds) -> tuple[int, tuple[Problem, ...]]:
    try:
        sizes = [_longest_side(page) for page in pdf.pages]
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise DamagedDocument("The PDF's list of pages is damaged.", "Fetch or scan it again.") from error
    warnings = said(pdf)
    cut = _cut_off(pdf, path, " ".join(warnings).lower())
    if any(_PAGE_LIST.search(warning) for warning in warnings):
        cut = (*cut, Problem(ProblemCode.PAGE_LIST_DAMAGED, lost=True))
    if not sizes:
        if cut:
            raise DamagedDocument("The PDF is cut off and no page is left.", "Fetch or scan it again.")
        raise EmptyDocument("The PDF has no pages.")
    large = [number for number, size in enumerate(sizes, 1) if size > limits.max_page_points]
    if len(large) == len(sizes):
        raise PageTooLarge(
            told(
                "The page is {0:,.0f} inches long; more than {1:,.0f} is not read.",
                max(sizes) / 72,
                limits.max_page_points / 72,
            )
        )
    return len(sizes), (*cut, *(_too_large(number, sizes[number - 1]) for number in large))


def _longest_side(page: pikepdf.Page) -> float:
    """The longest side in points."""
    try:
        box = [float(v) for v in page.mediabox]
        unit = float(page.obj.get("/UserUnit", 1))
    except (AttributeError, KeyError, ValueError, TypeError):
        return _LETTER_HEIGHT
    if len(box) != 4:
        return _LETTER_HEIGHT
    return max(abs(box[2] - box[0]), abs(box[3] - box[1])) * unit


def _too_large(page: int, size: float) -> Problem:
    return Problem(ProblemCode.PAGE_TOO_LARGE, (f"{size / 72:,.0f}",), page, lost=True)


def _cut_off(pdf: pikepdf.Pdf, path: Path, warnings: str) -> tuple[Problem, ...]:
    """Whether the file was cut off, so that pages may be missing.

    A whole PDF ends with ``%%EOF``. qpdf rebuilds a file that was cut off from the objects that are left and
    says so only in its warnings. A harmless flaw (a wrong offset that it could mend) warns as well, so
    rebuilding alone proves nothing: there must also be fewer pages than the file counts, or no end mark.
    """
    counted = _counted_pages(pdf)
    found = len(pdf.pages)
    if counted > found:
        return (Problem(ProblemCode.CUT_OFF_PAGES, (str(counted), str(found)), lost=True),)
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - _TAIL_BYTES))
        tail = stream.read()
    if b"%%EOF" not in tail and (b"startxref" not in tail or "recover" in warnings or "damaged" in warnings):
        return (Problem(ProblemCode.CUT_OFF, lost=True),)
    return ()


def _counted_pages(pdf: pikepdf.Pdf) -> int:
    try:
        return int(pdf.Root.Pages.Count)
    except (AttributeError, KeyError, TypeError, ValueError):
        return 0


def _check_text(path: Path) -> tuple[Problem, ...]:
    """Whether there is a hole in it, as a disk fault leaves it; a stray zero byte is none."""
    holes = _HOLE.findall(path.read_bytes())
    longest = max(map(len, holes), default=0)
    return (Problem(ProblemCode.TEXT_DAMAGED, (str(longest),), lost=True),) if holes else ()


def _check_image(path: Path, limits: Thresholds) -> tuple[int, tuple[Problem, ...]]:
    try:
        with Image.open(path) as image:
            pages = int(getattr(image, "n_frames", 1))
            large: list[Problem] = []
            for page in range(pages):
                image.seek(page)
                if image.width * image.height > limits.max_page_pixels:
                    large.append(_too_many_pixels(page + 1, image.size))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PageTooLarge("The image has more pixels than a page can have.", _RESCAN) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise DamagedDocument("The image is damaged.", "Fetch or scan it again.") from error
    if len(large) == pages:
        width, height = large[0].values
        message = told("The image has {0} x {1} pixels: more than a page can have.", width, height)
        raise PageTooLarge(message, _RESCAN)
    return pages, tuple(large)


def _too_many_pixels(page: int, size: tuple[int, int]) -> Problem:
    width, height = map(str, size)
    return Problem(ProblemCode.PAGE_TOO_LARGE_PICTURE, (width, height), page, lost=True)


def refuse_large(pixels: int, limits: Thresholds) -> None:
    """Refuses a picture before it is unpacked.

    Raises:
        PageTooLarge: If it has more pixels than the limit.
    """
    if pixels > limits.max_page_pixels:
        raise PageTooLarge(
            told("The page's picture has {0:,.0f} million pixels; that is not read.", pixels / 1e6),
            _RESCAN,
        )
