"""What the content of a born-digital page sets and draws, object by object, in the order it is painted.

All places are those of the page as a viewer shows it (``/Rotate`` and crop box applied), points from the top
left.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pdfplumber
from pdfminer.layout import LTChar, LTComponent, LTContainer, LTCurve, LTImage, LTLine, LTRect
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdftypes import resolve_all
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from extract.files.opened import single_page
from extract.model import Source
from lampiran.errors import DamagedDocument
from lampiran.language import told
from lampiran.records import Box

log = logging.getLogger(__name__)

_FAULTS = (
    MalformedPDFException, PdfminerException, PDFException, PSException, OSError,
    ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError,
)  # fmt: skip
"""What the libraries raise on broken pages: their own errors, and those of their faults on odd input."""
Char = dict[str, Any]
"""A character: ``text``, its box (``x0 top x1 bottom``), ``matrix``, ``fontname``, ``size``, ``adv``,
``colour`` as the file has it."""
Chars = list[Char]


@dataclass(frozen=True, slots=True)
class DrawnThing:
    """A line, rectangle or curve.

    Attributes:
        box: Its place.
        curved: Whether it is neither a line nor a rectangle.
        stroke, fill: Whether its outline and its inside are painted.
        stroke_colour, fill_colour: As the file has them.
    """

    box: Box
    curved: bool
    stroke: bool
    fill: bool
    stroke_colour: Any
    fill_colour: Any


@dataclass(frozen=True, slots=True)
class Cover:
    """Something painted that may lie over what was set before it: a filled area or a picture.

    Attributes:
        box: Its place.
        after: How many characters of the page were set before it.
        picture: Whether it is a picture.
    """

    box: Box
    after: int
    picture: bool = False


@dataclass(frozen=True, slots=True)
class PageObjects:
    """The contents of a page.

    Attributes:
        width, height: Of the page as shown.
        chars: All characters, in the order they are set.
        drawn: Lines, rectangles and curves: each kind in the order it is painted.
        covers: Filled areas and pictures, in the order they are painted.
    """

    width: float
    height: float
    chars: Chars
    drawn: tuple[DrawnThing, ...]
    covers: tuple[Cover, ...]


@contextmanager
def opened_page(source: Source, page: int) -> Iterator[Page]:
    """Opens and interprets one page of a PDF, and closes it again; errors of the libraries become our own.

    Raises:
        DamagedDocument: If the page's content cannot be interpreted.
    """
    pdf, opened = _interpreted(source, page)
    try:
        yield opened
    finally:
        pdf.close()


def _interpreted(source: Source, page: int) -> tuple[PDF, Page]:
    """A page with its objects read: from here on no library reads the file, and what fails is our own fault.

    Raises:
        DamagedDocument: If its content cannot be interpreted.
    """
    try:
        pdf = pdfplumber.open(io.BytesIO(single_page(source, page).data))
        opened = pdf.pages[0]
        len(opened.layout)  # pdfplumber interprets the page when it is first asked for
        return pdf, opened
    except _FAULTS as fault:
        log.info("%s page %d: %s", source.file, page, fault)
        message = told("Page {0} is damaged: its content cannot be interpreted.", page)
        raise DamagedDocument(message, "Save the PDF anew or scan it.") from fault


def page_objects(page: Page) -> PageObjects:
    """What an opened page sets and draws."""
    shown = _shown(page)
    chars: Chars = []
    drawn: dict[type[LTComponent], list[DrawnThing]] = {LTLine: [], LTRect: [], LTCurve: []}
    covers: list[Cover] = []
    way = _Way(float(page.mediabox[0]) - shown.x0, float(page.height) + float(page.mediabox[1]) - shown.y0)
    for item in _items(page.layout):
        if isinstance(item, LTChar):
            chars.append(_char(item, way))
        elif isinstance(item, LTCurve):
            thing = _thing(item, way)
            drawn[type(item)].append(thing)
            if thing.fill:
                covers.append(Cover(thing.box, len(chars)))
        elif isinstance(item, LTImage):
            covers.append(Cover(way.box(item), len(chars), picture=True))
    things = (*drawn[LTLine], *drawn[LTRect], *drawn[LTCurve])
    return PageObjects(shown.x1 - shown.x0, shown.y1 - shown.y0, chars, things, tuple(covers))


@dataclass(frozen=True, slots=True)
class _Way:
    """From the coordinates of the page's objects, which count upwards, to the page as shown."""

    right: float
    top: float

    def box(self, item: LTComponent) -> Box:
        x0, y0, x1, y1 = item.bbox
        return Box(x0 + self.right, self.top - y1, max(x0, x1) + self.right, self.top - min(y0, y1))


def _items(container: LTContainer[Any]) -> Iterator[LTComponent]:
    for item in container:
        if isinstance(item, LTContainer):
            yield from _items(item)
        else:
            yield item


def _char(item: LTChar, way: _Way) -> Char:
    name = item.fontname
    top = way.top - item.y1
    return {
        "text": item.get_text(),
        "x0": item.x0 + way.right,
        "x1": item.x1 + way.right,
        "top": top,
        "bottom": way.top - item.y0,
        "doctop": top,
        "size": item.size,
        "adv": item.adv,
        "upright": item.upright,
        "matrix": item.matrix,
        "colour": item.graphicstate.ncolor,
        "fontname": name if isinstance(name, str) else str(name),
    }


def _thing(item: LTCurve, way: _Way) -> DrawnThing:
    return DrawnThing(
        box=way.box(item),
        curved=type(item) is LTCurve,
        stroke=bool(item.stroke),
        fill=bool(item.fill),
        stroke_colour=resolve_all(item.stroking_color),
        fill_colour=resolve_all(item.non_stroking_color),
    )


def _shown(page: Page) -> Box:
    """What is shown, in the coordinates of pdfplumber's pages: the crop box within the media box."""
    crop, media = (_sorted_box(box) for box in (page.cropbox, page.mediabox))
    left, top = max(crop.x0, media.x0), max(crop.y0, media.y0)
    return Box(left, top, max(left, min(crop.x1, media.x1)), max(top, min(crop.y1, media.y1)))


def _sorted_box(corners: Sequence[float]) -> Box:
    """A box of four numbers, whichever corners they name."""
    x0, y0, x1, y1 = (float(value) for value in corners)
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
