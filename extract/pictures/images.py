"""The picture of a page as grey pixels, with the way back to the page's points.

Where one embedded picture covers a page it is taken as it is (its own resolution, a few milliseconds);
where a page is painted from several (strips, a mask over a background), it is rendered. The choice is
checked: an embedded picture is compared with a rendering of the page, block by block, and where they differ
(odd colour spaces, something typed or drawn over it) the rendering is read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium  # type: ignore[import-untyped]
from numpy.typing import NDArray
from PIL import Image, ImageOps

from extract.files.rescue import shown_page
from extract.files.source import refuse_large
from extract.geometry import POINTS_PER_INCH, WHITE, Gray, Matrix, PageFrame, scaling
from extract.model import Source
from extract.pictures.embedded import embedded_picture
from extract.pictures.gray import Pixels, is_bilevel, to_gray
from extract.pictures.rendering import rendered
from lampiran.errors import DamagedDocument
from lampiran.settings import Settings

WORK_DPI = 200.0
"""Resolution at which pages are read, at most: at 200 the engines read better than at 300, for 40 % less."""
REDUCED_DPI = 100.0
"""Resolution that is enough to find where lines of print lie, but not to read them."""
_LEAST_DPI = 110.0
"""Below this resolution letters are too small for the engines, and the picture is enlarged."""
PAGE_SHARE = 0.6
"""A picture that covers more of a page than this share is the page; a smaller one stands on it."""
FEW_WORDS = 12
"""Fewer words than this are no text of a page, but a stamp, a footer or a watermark."""
_A4_LONG = 11.69
"""Longer side of an A4 sheet, inches."""
_SHEET_LONG = (7.0, 24.0)
"""Longer side of a sheet of paper, inches: between A5 and A2."""


@dataclass(frozen=True, slots=True, eq=False)
class PageImage:
    """A page's picture.

    Attributes:
        gray: Rows x columns, 0 black to 255 white.
        frame: The way from its pixels to points.
        dpi: Pixels per inch.
        bilevel: Whether the scan is pure black and white (before any rescaling).
        embedded: Whether it is one picture taken out of the page, so that nothing drawn over it is in it.
    """

    gray: Gray
    frame: PageFrame
    dpi: float
    bilevel: bool = False
    embedded: bool = False

    def changed(self, gray: Gray, change: Matrix, dpi: float | None = None) -> PageImage:
        """The picture after its pixels were moved by ``change`` (old to new pixels)."""
        return replace(self, gray=gray, frame=self.frame.after(change), dpi=dpi or self.dpi)

    def at_work_size(self) -> PageImage:
        """The picture at the resolution that is read: at most 200 dpi, tiny pictures enlarged."""
        target = WORK_DPI if self.dpi > WORK_DPI * 1.03 or self.dpi < _LEAST_DPI else self.dpi
        if target == self.dpi:
            return self
        factor = target / self.dpi
        height, width = self.gray.shape
        size = (max(1, round(width * factor)), max(1, round(height * factor)))
        way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
        gray = cv2.resize(self.gray, size, interpolation=way)
        change = scaling(size[0] / width, size[1] / height)
        return self.changed(np.asarray(gray, dtype=np.uint8), change, target)


def load_image(source: Source, page: int, settings: Settings) -> PageImage:
    """The picture of one page of a PDF or an image file, upright as a viewer shows it.

    Args:
        source: Of kind ``pdf`` or ``image``.
        page: From 1.
        settings: Size limits.

    Raises:
        PageTooLarge: If the picture is too large to unpack.
        DamagedDocument: If the page cannot be shown.
    """
    if source.kind == "image":
        return _from_file(Path(source.path), page, settings)
    with shown_page(source, page) as shown:
        return page_image(shown, settings)


def page_image(page: pdfium.PdfPage, settings: Settings) -> PageImage:
    """The picture of an opened PDF page: its embedded picture where that covers the page, else a rendering.

    Raises:
        PageTooLarge: If the picture is too large to unpack.
        pypdfium2.PdfiumError: If the page cannot be shown.
    """
    pictures = [obj for obj in page.get_objects(max_depth=4) if isinstance(obj, pdfium.PdfImage)]
    for picture in pictures:
        refuse_large(int(np.prod(picture.get_px_size())), settings.thresholds)
    dpi = max((_picture_dpi(picture) for picture in pictures), default=WORK_DPI)
    large = [picture for picture in pictures if covered_share(page, picture) > 0.02]
    if len(large) == 1 and large[0].level == 0 and covered_share(page, large[0]) > PAGE_SHARE:
        embedded = embedded_picture(page, large[0])
        if embedded is not None:
            return _page_image(page, *embedded)
    return render(page, min(max(dpi, 150.0), WORK_DPI), settings)


def _page_image(page: pdfium.PdfPage, pixels: Pixels, matrix: Matrix) -> PageImage:
    gray = to_gray(pixels)
    dpi = POINTS_PER_INCH / float(np.sqrt(abs(matrix[0, 0] * matrix[1, 1])))
    return PageImage(gray, PageFrame.of(matrix, *page.get_size()), dpi, is_bilevel(gray), embedded=True)


def render(page: pdfium.PdfPage, dpi: float, settings: Settings) -> PageImage:
    """Renders the page at ``dpi``.

    Raises:
        PageTooLarge: If that makes too many pixels.
    """
    width, height = page.get_size()
    refuse_large(int(width * height * (dpi / POINTS_PER_INCH) ** 2), settings.thresholds)
    gray = to_gray(rendered(page, dpi))
    return PageImage(gray, PageFrame.plain(gray.shape, width, height), dpi, is_bilevel(gray))


def covered_share(page: pdfium.PdfPage, picture: pdfium.PdfImage) -> float:
    """The share of an opened page that a picture covers; more than 1 if it reaches out of the page."""
    width, height = page.get_size()
    left, bottom, right, top = picture.get_bounds()
    return float(abs(right - left) * abs(top - bottom) / max(width * height, 1.0))


def _picture_dpi(picture: pdfium.PdfImage) -> float:
    """Pixels per inch on the page, the finer direction."""
    a, b, c, d, _, _ = picture.get_matrix().get()
    wide, high = picture.get_px_size()
    return float(max(wide / max(np.hypot(a, b), 1.0), high / max(np.hypot(c, d), 1.0)) * POINTS_PER_INCH)


def _from_file(path: Path, page: int, settings: Settings) -> PageImage:
    try:
        with Image.open(path) as image:
            image.seek(page - 1)
            refuse_large(image.width * image.height, settings.thresholds)
            shown = ImageOps.exif_transpose(image)
            dpi = _file_dpi(image, shown.size)
            if shown.mode in ("RGBA", "LA", "PA", "P"):
                shown = Image.alpha_composite(Image.new("RGBA", shown.size, "white"), shown.convert("RGBA"))
            deep = shown.mode.startswith(("I", "F"))
            pixels = _eight_bit(np.asarray(shown)) if deep else np.asarray(shown.convert("RGB"))[:, :, ::-1]
    except EOFError as error:
        raise DamagedDocument("The image has no such page.") from error
    except (OSError, ValueError, SyntaxError) as error:
        raise DamagedDocument("The image is damaged.", "Fetch or scan it again.") from error
    gray = to_gray(np.ascontiguousarray(pixels))
    height, width = gray.shape
    frame = PageFrame.plain(gray.shape, width * POINTS_PER_INCH / dpi, height * POINTS_PER_INCH / dpi)
    return PageImage(gray, frame, dpi, is_bilevel(gray))


def _eight_bit(pixels: NDArray[np.generic]) -> Pixels:
    """Reduces 12-bit, 16-bit and other deep pictures to a byte a pixel.

    White is the largest number of as many bits as the picture uses: scanners of twelve bits store sixteen.
    """
    deep = pixels.astype(np.float32)
    bits = max(8, int(np.ceil(np.log2(max(float(deep.max()), 1.0) + 1))))
    return np.asarray(deep * (WHITE / (2.0**bits - 1)), dtype=np.float32).clip(0, WHITE).astype(np.uint8)


def _file_dpi(image: Image.Image, size: tuple[int, int]) -> float:
    """The resolution that an image file states, if that makes a sheet of paper; else that of an A4 sheet.

    Phones and screen shots state 72 or 96 whatever the picture shows.
    """
    stated = image.info.get("dpi", (0, 0))
    dpi = float(max(stated)) if isinstance(stated, tuple) and stated else 0.0
    long_side = max(size)
    if dpi > 0 and _SHEET_LONG[0] <= long_side / dpi <= _SHEET_LONG[1]:
        return dpi
    return long_side / _A4_LONG
