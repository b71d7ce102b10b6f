"""Writes page images as a PDF directly: one image covers each page, its coding kept as a scanner would.

Grey and colour go in as JPEG or JPEG 2000, losslessly deflated or with a palette; black and white as CCITT
G4, or deflated with its bits the other way round; ``mixed raster`` as a pale JPEG ground with a sharp CCITT
mask over it. Pages may be cut into strips, as some scanners do to save memory.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import cv2
import numpy as np
import pikepdf
from PIL import Image as Pillow
from PIL.TiffImagePlugin import TiffImageFile

from samples.generator.effects import Image, bilevel

Coding = Literal["jpeg", "ccitt", "mrc", "jpx", "flate", "palette", "inverted"]
BLACK_AND_WHITE: tuple[Coding, ...] = ("ccitt", "inverted")


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
        stream = _coded(pdf, part, scanned)
        streams.append((f"Im{index}", stream, (top, bottom)))
    return streams


def _coded(pdf: pikepdf.Pdf, image: Image, scanned: ScannedPage) -> pikepdf.Stream:
    if scanned.coding == "ccitt":
        return _ccitt(pdf, image)
    if scanned.coding == "jpx":
        return _jpx(pdf, image, scanned.quality)
    if scanned.coding == "flate":
        return _deflated(pdf, image.tobytes(), image, _space(image), 8)
    if scanned.coding == "palette":
        return _palette(pdf, image)
    if scanned.coding == "inverted":
        # Ones are black here, as the Decode entry says; most files have it the other way round.
        bits = np.packbits(image < 128, axis=1)
        stream = _deflated(pdf, bits.tobytes(), image, pikepdf.Name.DeviceGray, 1)
        stream.Decode = pikepdf.Array([1, 0])
        return stream
    return _jpeg(pdf, image, scanned.quality)


def _space(image: Image) -> pikepdf.Object:
    return pikepdf.Name.DeviceRGB if image.ndim == 3 else pikepdf.Name.DeviceGray


def _deflated(
    pdf: pikepdf.Pdf, data: bytes, image: Image, space: pikepdf.Object, bits: int
) -> pikepdf.Stream:
    return _image_stream(pdf, zlib.compress(data, 6), image, space, bits, pikepdf.Name.FlateDecode)


def _palette(pdf: pikepdf.Pdf, image: Image) -> pikepdf.Stream:
    """Sixteen greys or colours by number, as scanning programs store pages to save room."""
    reduced = Pillow.fromarray(image).convert("RGB").quantize(16, dither=Pillow.Dither.NONE)
    colours = bytes(reduced.getpalette() or ())[: 16 * 3].ljust(16 * 3, b"\xff")
    space = pikepdf.Array([pikepdf.Name.Indexed, pikepdf.Name.DeviceRGB, 15, pikepdf.String(colours)])
    return _deflated(pdf, reduced.tobytes(), image, space, 8)


def _jpx(pdf: pikepdf.Pdf, image: Image, quality: int) -> pikepdf.Stream:
    """JPEG 2000; ``quality`` says how far it shrinks, from 100 (to a half) down to 1 (to a hundredth)."""
    buffer = io.BytesIO()
    ratio = 2 * 50 ** ((100 - quality) / 99)
    Pillow.fromarray(image).save(buffer, "JPEG2000", quality_mode="rates", quality_layers=[ratio])
    return _image_stream(pdf, buffer.getvalue(), image, _space(image), 8, pikepdf.Name.JPXDecode)


def _jpeg(pdf: pikepdf.Pdf, image: Image, quality: int) -> pikepdf.Stream:
    pixels = cv2.cvtColor(image, cv2.COLOR_RGB2BGR) if image.ndim == 3 else image
    _, data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_OPTIMIZE, 1])
    return _image_stream(pdf, data.tobytes(), image, _space(image), 8, pikepdf.Name.DCTDecode)


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
