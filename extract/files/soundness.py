"""Whether a page's data are whole: what the libraries mend in silence is found here and said.

PDF and picture libraries show what they can of a damaged file: half a compressed stream is half a page of
text, a JPEG with a hole is grey below it. A page of which something was mended may have lost rows, so it must
not pass for whole. Packed streams are checked to their checksum; JPEG and fax data by libjpeg-turbo and
libtiff with their warnings taken as errors.
"""

from __future__ import annotations

import logging
import os
import re
import tempfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pikepdf
import simplejpeg
from PIL import Image

from extract.files.opened import opened_pdf, said, single_page
from extract.model import Source

_SIGNS = ("corrupt", "premature", "bogus", "invalid", "unexpected end")
"""Words by which libjpeg speaks of damaged data, and not of a kind of JPEG that is not supported."""
_PACKED = frozenset({"/FlateDecode", "/LZWDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/RunLengthDecode"})
"""Filters that qpdf can undo."""
_PLACE_ONLY = re.compile(
    r"^file is damaged|^Attempting to reconstruct|^expected (n n|\d+ \d+) obj|xref"
    r"|^expected endstream|recover(ed|ing)? stream length",
    re.IGNORECASE,
)
"""Warnings that an object has another place or length than the file says: it was found, or counts as missing,
and what is in it is checked."""
_DEEPEST = 50
"""Levels of a page tree."""
_NO_FAX_CODE = bytes(3)
"""No fax code has more than 21 zero bits in a row; a decoder takes more for the picture's end."""
_OWN_WORDS = ("a part of its content is missing", "a picture or form is missing", "a font is missing")
log = logging.getLogger(__name__)
_AT_ONCE = 1 << 20
"""Bytes unpacked at a time."""
_SMALL = 8
"""Pixels: JPEG data are checked whole but unpacked to a thumbnail, which is many times faster."""


def page_damage(source: Source, page: int) -> str:
    """What of a page's data is damaged, in a few words; empty where all is whole.

    Args:
        source: A PDF or image file.
        page: From 1.
    """
    if source.kind == "pdf":
        opened, taken = opened_pdf(source), single_page(source, page)
        return _pdf_damage(opened.pdf, page, opened.warnings, taken.warnings)
    return _image_damage(source.path, page)


def _pdf_damage(pdf: pikepdf.Pdf, page: int, at_opening: Sequence[str], of_page: Sequence[str]) -> str:
    said(pdf)  # what it said of the page is known
    try:
        shown = pdf.pages[page - 1].obj
        for stream in _streams(shown):
            damage = _stream_damage(stream)
            if damage:
                return damage
        if shown.get("/Contents") is None:
            return "its content is missing" if at_opening or of_page or _means_to_show(shown) else ""
        damage = _missing(shown) if at_opening or of_page else ""
        if damage:
            return damage
    except (pikepdf.PdfError, IndexError, ValueError, TypeError, RuntimeError) as error:
        return f"its objects are damaged ({_short(error)})"
    warnings = [*of_page, *said(pdf)]
    mended = [warning for warning in warnings if not _PLACE_ONLY.search(warning)]
    return f"it was mended ({_short(mended[0])})" if mended else ""


def _means_to_show(page: pikepdf.Object) -> bool:
    """Whether a page without content has fonts or pictures of its own: an empty page needs none."""
    own = page.get("/Resources")
    return isinstance(own, pikepdf.Dictionary) and any(
        _values(own.get(kind)) for kind in ("/Font", "/XObject")
    )


def _missing(page: pikepdf.Object) -> str:
    """What a page of a mended file lacks: objects that could not be found count as absent, without a word."""
    waiting, seen = [(page, _resources(page))], set()
    while waiting:
        holder, resources = waiting.pop()
        for instruction in pikepdf.parse_content_stream(holder, "Do Tf"):
            kind = "/XObject" if str(instruction.operator) == "Do" else "/Font"
            name = str(instruction.operands[0]) if len(instruction.operands) else ""
            named = resources.get(kind) if isinstance(resources, pikepdf.Dictionary) else None
            item = named.get(name) if isinstance(named, pikepdf.Dictionary) and name else None
            if item is None:
                return f"its {'picture' if kind == '/XObject' else 'font'} {name} is missing"
            if kind == "/XObject" and item.get("/Subtype") == "/Form" and item.objgen not in seen:
                seen.add(item.objgen)
                waiting.append((item, item.get("/Resources") or resources))
    return ""


def _resources(page: pikepdf.Object) -> pikepdf.Object | None:
    """A page's own resources, or those that it has from the folders of its page tree."""
    for _ in range(_DEEPEST):
        own = page.get("/Resources")
        if own is not None:
            return own
        above = page.get("/Parent")
        if not isinstance(above, pikepdf.Dictionary):
            break
        page = above
    return None


def _streams(page: pikepdf.Object) -> Iterator[pikepdf.Stream]:
    """The page's own content, then all that its resources name, each once.

    Raises:
        ValueError: If an object that must be there is missing.
    """
    seen: set[tuple[int, int]] = set()
    contents = page.get("/Contents")
    parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    for part in parts if contents is not None else ():
        if not isinstance(part, pikepdf.Stream):
            raise ValueError("a part of its content is missing")
        yield part
    yield from _named(_resources(page), seen)


def _named(resources: pikepdf.Object | None, seen: set[tuple[int, int]]) -> Iterator[pikepdf.Stream]:
    """Pictures, forms and font files of a resource dictionary, and of the forms' own."""
    if not isinstance(resources, pikepdf.Dictionary):
        return
    for item in _values(resources.get("/XObject")):
        if not isinstance(item, pikepdf.Stream):
            raise ValueError("a picture or form is missing")
        if item.objgen in seen:
            continue
        seen.add(item.objgen)
        yield item
        yield from _named(item.get("/Resources"), seen)
    for font in _values(resources.get("/Font")):
        if not isinstance(font, pikepdf.Dictionary):
            raise ValueError("a font is missing")
        to_letters = font.get("/ToUnicode")
        if isinstance(to_letters, pikepdf.Stream) and to_letters.objgen not in seen:
            seen.add(to_letters.objgen)
            yield to_letters


def _values(dictionary: pikepdf.Object | None) -> list[pikepdf.Object]:
    return [item for _, item in dictionary.items()] if isinstance(dictionary, pikepdf.Dictionary) else []


def _stream_damage(stream: pikepdf.Stream) -> str:
    filters = stream.get("/Filter")
    names = [str(name) for name in filters] if isinstance(filters, pikepdf.Array) else [str(filters or "")]
    if names == ["/DCTDecode"]:
        return _jpeg_damage(stream.read_raw_bytes())
    if names == ["/CCITTFaxDecode"]:
        if _NO_FAX_CODE in stream.read_raw_bytes().rstrip(b"\0"):
            return "its picture is damaged (a hole in its fax code)"
        return _tiff_damage(lambda: pikepdf.PdfImage(stream).as_pil_image())
    if names == ["/FlateDecode"]:
        return _flate_damage(stream.read_raw_bytes())
    if filters is None or set(names) <= _PACKED:
        stream.read_bytes()
    return ""


def _flate_damage(content: bytes) -> str:
    """Unpacks without keeping anything, so that a stream that unpacks to gigabytes costs no memory."""
    if not content.strip():
        return ""  # a blank page's content
    unpacking, checksum, rest = zlib.decompressobj(wbits=-zlib.MAX_WBITS), 1, content[2:]
    try:
        while rest and not unpacking.eof:
            part = unpacking.decompress(rest, _AT_ONCE)
            checksum, rest = zlib.adler32(part, checksum), unpacking.unconsumed_tail
    except zlib.error as error:
        return f"its packed data are damaged ({_short(error)})"
    if not unpacking.eof:
        return "its packed data are cut off"
    stored = unpacking.unused_data[:4]
    # Some programs leave the checksum out, which every viewer accepts.
    wrong = len(stored) == 4 and int.from_bytes(stored, "big") != checksum
    return "its packed data are damaged (checksum)" if wrong else ""


def _jpeg_damage(content: bytes) -> str:
    try:
        space = simplejpeg.decode_jpeg_header(content)[2]
        simplejpeg.decode_jpeg(
            content,
            colorspace="CMYK" if space == "CMYK" else "GRAY",
            strict=True,
            min_height=_SMALL,
            min_width=_SMALL,
        )
    except ValueError as error:
        if any(sign in str(error).lower() for sign in _SIGNS):
            return f"its picture is damaged ({_short(error)})"
    return ""


def _tiff_damage(picture: Callable[[], Image.Image]) -> str:
    """Unpacks a fax-coded picture; libtiff tells of bad code words on stderr alone."""
    try:
        with _said_on_stderr() as said:
            picture().load()
    except (OSError, ValueError, SyntaxError, RuntimeError, pikepdf.PdfError) as error:
        return f"its picture is damaged ({_short(error)})"
    return f"its picture is damaged ({_short(said[0])})" if said else ""


@contextmanager
def _said_on_stderr() -> Iterator[list[str]]:
    """What native libraries write on the process's own stderr meanwhile, line by line."""
    said: list[str] = []
    usual = os.dup(2)
    try:
        with tempfile.TemporaryFile() as stream:
            os.dup2(stream.fileno(), 2)
            try:
                yield said
            finally:
                os.dup2(usual, 2)
                stream.seek(0)
                said += stream.read().decode(errors="replace").splitlines()
    finally:
        os.close(usual)


def _frame(path: str, page: int) -> Image.Image:
    image = Image.open(path)
    image.seek(page - 1)
    return image


def _image_damage(path: str, page: int) -> str:
    with Image.open(path) as image:
        kind = image.format
    if kind == "JPEG" and page == 1:
        return _jpeg_damage(Path(path).read_bytes())
    if kind == "TIFF":
        return _tiff_damage(lambda: _frame(path, page))
    if kind == "PNG":
        try:
            with Image.open(path) as image:
                image.verify()
        except (OSError, SyntaxError, ValueError) as error:
            return f"its picture is damaged ({_short(error)})"
    return ""


def _short(error: object) -> str:
    """What is damaged in words of our own; what a library says of it goes to the log."""
    if str(error) in _OWN_WORDS:
        return str(error)
    log.info("damage: %s", error)
    return "--log-file writes down how"
