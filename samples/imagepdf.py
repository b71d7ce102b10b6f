"""Writes page images as a PDF directly: one image covers each page, its coding kept as a scanner would.

Grey and colour go in as JPEG, black and white as CCITT G4, ``mixed raster`` as a pale JPEG ground with a
sharp CCITT mask over it. Pages may be cut into strips, as some scanners do to save memory.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import cv2
import numpy as np
import pikepdf
from PIL import Image as Pillow
from PIL.TiffImagePlugin import TiffImageFile

from samples.effects import Image, bilevel

Coding = Literal["jpeg", "ccitt", "mrc"]


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A page image and how to store it.

    Attributes:
        image: Grey or RGB pixels.
        dpi: Resolution; gives the page's size.
        coding: How it is stored.
        quality: JPEG quality, 1 to 100.
        rotate: The page's ``/Rotate`` entry.
        strips: Into how many images the page is cut from top to bottom.
        layer: PDF drawing operators put over the image, and the fonts they name (a text layer).
    """

    image: Image
    dpi: int
    coding: Coding = "jpeg"
    quality: int = 50
    rotate: int = 0
    strips: int = 1
    layer: bytes = b""


def write_image_pdf(pages: Iterable[ScannedPage], path: Path, *, producer: str = "") -> None:
    """Writes the pages; the same pages give the same bytes."""
    with pikepdf.new() as pdf:
        font = None
        for scanned in pages:
            if scanned.layer and font is None:
                font = pdf.make_indirect(
                    pikepdf.Dictionary(
                        Type=pikepdf.Name.Font,
                        Subtype=pikepdf.Name.Type1,
                        BaseFont=pikepdf.Name.Helvetica,
                        Encoding=pikepdf.Name.WinAnsiEncoding,
                    )
                )
            _add_page(pdf, scanned, font)
        if producer:
            pdf.docinfo["/Producer"] = producer
        pdf.save(path, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _add_page(pdf: pikepdf.Pdf, scanned: ScannedPage, font: pikepdf.Object | None) -> None:
    height, width = scanned.image.shape[:2]
    points = (width * 72 / scanned.dpi, height * 72 / scanned.dpi)
    page = pdf.add_blank_page(page_size=points)
    images = pikepdf.Dictionary()
    operators = []
    for name, stream, (top, bottom) in _streams(pdf, scanned):
        images[f"/{name}"] = stream
        low = points[1] - bottom * 72 / scanned.dpi
        tall = (bottom - top) * 72 / scanned.dpi
        operators.append(f"q {points[0]:.3f} 0 0 {tall:.3f} 0 {low:.3f} cm /{name} Do Q")
    page.obj.Resources = pikepdf.Dictionary(XObject=images)
    if font is not None and scanned.layer:
        page.obj.Resources.Font = pikepdf.Dictionary(F1=font)
    page.obj.Contents = pdf.make_stream("\n".join(operators).encode() + b"\n" + scanned.layer)
    if scanned.rotate:
        page.obj.Rotate = scanned.rotate


def _streams(pdf: pikepdf.Pdf, scanned: ScannedPage) -> list[tuple[str, pikepdf.Stream, tuple[int, int]]]:
    """Named image objects with the rows of pixels they cover."""
    height = scanned.image.shape[0]
    if scanned.coding == "mrc":
        coarse = cv2.resize(scanned.image, None, fx=0.33, fy=0.33, interpolation=cv2.INTER_AREA)
        ground = cv2.GaussianBlur(cv2.dilate(coarse, np.ones((5, 5), np.uint8)), (0, 0), 2)
        small = np.asarray(ground, dtype=np.uint8)
        mask = _ccitt(pdf, bilevel(scanned.image, 140), mask=True)
        return [("Ground", _jpeg(pdf, small, 30), (0, height)), ("Ink", mask, (0, height))]
    edges = [round(height * i / scanned.strips) for i in range(scanned.strips + 1)]
    streams = []
    for index, (top, bottom) in enumerate(zip(edges, edges[1:], strict=False)):
        part = scanned.image[top:bottom]
        stream = _ccitt(pdf, part) if scanned.coding == "ccitt" else _jpeg(pdf, part, scanned.quality)
        streams.append((f"Im{index}", stream, (top, bottom)))
    return streams


def _jpeg(pdf: pikepdf.Pdf, image: Image, quality: int) -> pikepdf.Stream:
    pixels = cv2.cvtColor(image, cv2.COLOR_RGB2BGR) if image.ndim == 3 else image
    _, data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_OPTIMIZE, 1])
    space = pikepdf.Name.DeviceRGB if image.ndim == 3 else pikepdf.Name.DeviceGray
    return _image_stream(pdf, data.tobytes(), image, space, 8, pikepdf.Name.DCTDecode)


def _ccitt(pdf: pikepdf.Pdf, image: Image, *, mask: bool = False) -> pikepdf.Stream:
    height, width = image.shape
    buffer = io.BytesIO()
    # One strip: a PDF image takes one run of CCITT data. Tag 278 is RowsPerStrip.
    Pillow.fromarray(image).convert("1", dither=Pillow.Dither.NONE).save(
        buffer, "TIFF", compression="group4", tiffinfo={278: height}
    )
    with Pillow.open(buffer) as tiff:
        if not isinstance(tiff, TiffImageFile):
            raise TypeError(f"expected a TIFF image, got {tiff.format}")
        offset, length = tiff.tag_v2[273][0], tiff.tag_v2[279][0]
    data = buffer.getvalue()[offset : offset + length]
    stream = _image_stream(pdf, data, image, pikepdf.Name.DeviceGray, 1, pikepdf.Name.CCITTFaxDecode)
    stream.DecodeParms = pikepdf.Dictionary(K=-1, Columns=width, Rows=height, BlackIs1=True)
    if mask:
        del stream.ColorSpace
        stream.ImageMask = True
    return stream


def _image_stream(
    pdf: pikepdf.Pdf, data: bytes, image: Image, space: pikepdf.Object, bits: int, coding: pikepdf.Object
) -> pikepdf.Stream:
    return pikepdf.Stream(
        pdf,
        data,
        pikepdf.Dictionary(
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=image.shape[1],
            Height=image.shape[0],
            ColorSpace=space,
            BitsPerComponent=bits,
            Filter=coding,
        ),
    )
