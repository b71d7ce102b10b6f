"""One page of a PDF as a file of its own that every library shows alike.

What a viewer shows is the truth, and each library leaves out something else of it: one does not know layers,
another no annotations, a third no ``/UserUnit``. So a page is made plain before anything reads it:

- its boxes are what is shown: the crop box within the media box;
- layers that are switched off are taken out;
- annotations and form fields become part of its content, as on paper;
- a page of an unbelievable size (a quarter of a sheet, or 72-fold) gets the size of a sheet of paper.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import pikepdf
import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped]

from extract.files.layers import without_hidden_layers
from extract.geometry import POINTS_PER_INCH

Corners = tuple[float, float, float, float]

LETTER_SHEET: Corners = (0.0, 0.0, 612.0, 792.0)
"""Points; viewers show a page without a usable box as Letter."""
SHEET_LONG = (7.0 * POINTS_PER_INCH, 24.0 * POINTS_PER_INCH)
"""Longer side of a sheet of paper, points: between A5 and A2."""
A4_LONG = 842.0
"""Longer side of A4, points."""
_USUAL_LETTER = 10.0
"""Usual size of letters, points."""
_LETTERS = (5.0, 24.0)
"""Sizes of letters, points, with which a page's size is believed, however large it is."""
_SCAN_DPI = (100.0, 700.0)
"""Resolutions of scanners: a picture within these makes a large page believable."""
_LEAST_SIDE = 1.0
"""A box with a shorter side (points) shows nothing."""
_UNPAINTED = frozenset({"/Link", "/Popup"})
_HIDDEN, _NO_VIEW = 2, 32
"""Flags of an annotation that is not shown on the screen."""


@dataclass(frozen=True, slots=True)
class PlainPage:
    """A page as a file of its own.

    ``unit``: points of the page as a viewer shows it for each point of this file; 1 for believable pages.
    ``warnings``: what qpdf said when the page was taken out.
    """

    data: bytes
    unit: float = 1.0
    warnings: tuple[str, ...] = ()


def plain_page(whole: pikepdf.Pdf, number: int) -> PlainPage:
    """Makes one page of a file plain; ``number`` from 1.

    Raises:
        pikepdf.PdfError, IndexError, ValueError, TypeError, RuntimeError: As the library does on pages that
            are missing or damaged.
    """
    with pikepdf.new() as single:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", pikepdf.PageCopyWarning)  # the form is carried below
            single.pages.append(whole.pages[number - 1])
        page = single.pages[0]
        box = shown_box(page)
        page.mediabox = page.cropbox = pikepdf.Array(box)
        unit = _user_unit(page)
        if "/UserUnit" in page:
            del page.obj["/UserUnit"]
        painted = _painted_annotations(page)
        without_hidden_layers(single, whole)
        _carry_form(single, painted, whole)
        data = _saved(single)
    if painted:
        data = _flattened(data)
    long_side = max(box[2] - box[0], box[3] - box[1]) * unit
    if unit == 1.0 and SHEET_LONG[0] <= long_side <= SHEET_LONG[1]:
        return PlainPage(data)
    factor = unit * _believed(data, long_side, unit)
    return PlainPage(_scaled(data, factor), unit / factor) if factor != 1.0 else PlainPage(data, unit)


def shown_box(page: pikepdf.Page) -> Corners:
    """The corners of what is shown, in the page's own units: the crop box within the media box."""
    media = _corners(page.mediabox) if "/MediaBox" in page else None
    if media is None:
        return LETTER_SHEET
    crop = _corners(page.cropbox)
    if crop is None:
        return media
    both = (
        max(crop[0], media[0]),
        max(crop[1], media[1]),
        min(crop[2], media[2]),
        min(crop[3], media[3]),
    )
    return both if _shows(both) else media


def _corners(box: pikepdf.Object) -> Corners | None:
    try:
        x0, y0, x1, y1 = (float(value) for value in list(box))
    except (TypeError, ValueError):
        return None
    found = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    return found if _shows(found) else None


def _shows(box: Corners) -> bool:
    return box[2] - box[0] >= _LEAST_SIDE and box[3] - box[1] >= _LEAST_SIDE


def _user_unit(page: pikepdf.Page) -> float:
    try:
        unit = float(page.obj.get("/UserUnit", 1))
    except (TypeError, ValueError):
        return 1.0
    return unit if unit > 0 else 1.0


def _painted_annotations(page: pikepdf.Page) -> Sequence[pikepdf.Object]:
    """The annotations that a viewer paints; the others are taken off the page."""
    found = page.obj.get("/Annots")
    listed = list(found) if isinstance(found, pikepdf.Array) else []
    shown = [item for item in listed if isinstance(item, pikepdf.Dictionary) and _is_painted(item)]
    if found is not None:
        page.obj["/Annots"] = pikepdf.Array(shown)
    return shown


def _is_painted(annotation: pikepdf.Dictionary) -> bool:
    flags = annotation.get("/F", 0)
    hidden = isinstance(flags, int) and bool(flags & (_HIDDEN | _NO_VIEW))
    return not hidden and str(annotation.get("/Subtype")) not in _UNPAINTED


def _carry_form(single: pikepdf.Pdf, painted: Sequence[pikepdf.Object], whole: pikepdf.Pdf) -> None:
    """Gives the page a form of its own, which holds the fonts of what is typed into fields and notes."""
    if not painted:
        return
    form = whole.Root.get("/AcroForm")
    kept = pikepdf.Dictionary()
    if isinstance(form, pikepdf.Dictionary):
        # Without its fields, which lead to all other pages.
        for name in ("/DR", "/DA", "/NeedAppearances"):
            if name in form:
                kept[name] = form[name]
    own = single.copy_foreign(whole.make_indirect(kept))
    if "/DR" not in own:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        own["/DR"] = pikepdf.Dictionary(Font=pikepdf.Dictionary(Helv=single.make_indirect(font)))
    fields = [item for item in painted if item.get("/Subtype") == pikepdf.Name.Widget]
    own["/Fields"] = pikepdf.Array(fields)
    single.Root.AcroForm = own


def _saved(pdf: pikepdf.Pdf) -> bytes:
    stream = io.BytesIO()
    pdf.save(stream, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return stream.getvalue()


def _flattened(data: bytes) -> bytes:
    """The page with its annotations and fields painted into its content; as it is where that fails."""
    document = pdfium.PdfDocument(data)
    try:
        document.init_forms()
        page = document[0]
        done = pdfium_c.FPDFPage_Flatten(page.raw, pdfium_c.FLAT_NORMALDISPLAY)
        page.close()
        if done != pdfium_c.FLATTEN_SUCCESS:
            return data
        stream = io.BytesIO()
        document.save(stream)
        return stream.getvalue()
    finally:
        document.close()


def _believed(data: bytes, long_side: float, unit: float) -> float:
    """By what factor a page of this size (points, as shown) must be scaled to be a sheet of paper."""
    document = pdfium.PdfDocument(data)
    try:
        page = document[0]
        letters = _letter_sizes(page)
        pictures = (obj for obj in page.get_objects(max_depth=4) if isinstance(obj, pdfium.PdfImage))
        resolutions = [_resolution(picture) / unit for picture in pictures]
        page.close()
    finally:
        document.close()
    if letters:
        usual = median(letters) * unit
        return 1.0 if _LETTERS[0] <= usual <= _LETTERS[1] else _USUAL_LETTER / usual
    scanned = any(_SCAN_DPI[0] <= dpi <= _SCAN_DPI[1] for dpi in resolutions)
    if SHEET_LONG[0] <= long_side <= SHEET_LONG[1] or (long_side > SHEET_LONG[1] and scanned):
        return 1.0
    return A4_LONG / long_side


def _letter_sizes(page: pdfium.PdfPage) -> list[float]:
    """Heights of the letters of visible text, in the page's units."""
    sizes = []
    for obj in page.get_objects(max_depth=4):
        if obj.type != pdfium_c.FPDF_PAGEOBJ_TEXT:
            continue
        mode = pdfium_c.FPDFTextObj_GetTextRenderMode(obj.raw)
        if mode != pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE:
            _, bottom, _, top = obj.get_bounds()
            sizes.append(abs(top - bottom))
    return [size for size in sizes if size > 0]


def _resolution(picture: pdfium.PdfImage) -> float:
    """Pixels per inch of the page's units, the finer direction."""
    left, bottom, right, top = picture.get_bounds()
    wide, high = picture.get_px_size()
    sides = (wide / max(right - left, 1e-3), high / max(top - bottom, 1e-3))
    return float(max(sides) * POINTS_PER_INCH)


def _scaled(data: bytes, factor: float) -> bytes:
    """The page with everything on it larger by a factor."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[0]
        page.contents_add(f"q {factor:.8f} 0 0 {factor:.8f} 0 0 cm\n".encode(), prepend=True)
        page.contents_add(b"\nQ")
        box = pikepdf.Array([float(value) * factor for value in page.mediabox])
        page.mediabox = page.cropbox = box
        return _saved(pdf)
