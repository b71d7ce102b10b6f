"""Makes pages odd in ways that people report of real files, without changing what a reader of the page sees.

What is added is not shown, or stands outside the table; so the truth of the plan stays as it was.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

_UNSEEN = "kata yang tidak tampak pada halaman ini"
_PORTAL = (
    "Diunduh dari jdih.contoh.go.id pada 12 Maret 2024 pukul 10.15; salinan ini sesuai dengan naskah asli"
)
_SIGNED = (
    "Dokumen ini ditandatangani secara elektronik dengan sertifikat elektronik dari balai sertifikasi CONTOH"
)
_SHADOW = 0.9
"""Points between print and its shadow."""

Change = Callable[[pikepdf.Pdf, pikepdf.Page], None]
Corners = tuple[float, float, float, float]


def _box(page: pikepdf.Page) -> Corners:
    x0, y0, x1, y1 = (float(value) for value in list(page.mediabox))
    return x0, y0, x1, y1


def _resource(page: pikepdf.Page, kind: str, name: str, value: pikepdf.Object) -> None:
    resources = page.obj.get("/Resources", Dictionary())
    named = resources.get(kind, Dictionary())
    named[name] = value
    resources[kind] = named
    page.obj["/Resources"] = resources


def _added(pdf: pikepdf.Pdf, page: pikepdf.Page, content: str, *, below: bool = False) -> None:
    """Paints more on a page, over what it shows or below it."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    _resource(page, "/Font", "/FOdd", pdf.make_indirect(font))
    if not below:
        page.contents_add(b"q\n", prepend=True)
        page.contents_add(b"\nQ\n")
    page.contents_add(f"q {content} Q\n".encode("latin-1"), prepend=below)


def _line(text: str, x: float, y: float, size: float = 7.0) -> str:
    return f"BT /FOdd {size} Tf {x:.1f} {y:.1f} Td ({text}) Tj ET"


def _portal_line(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    x0, _, _, y1 = _box(page)
    _added(pdf, page, _line(_PORTAL, x0 + 20, y1 - 11))


def _signed_footer(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    x0, y0, _, _ = _box(page)
    _added(pdf, page, _line(_SIGNED, x0 + 20, y0 + 6))


def _turned_footer(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    _signed_footer(pdf, page)
    page.rotate(90, relative=True)


def _note(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    x0, y0, _, _ = _box(page)
    note = Dictionary(
        Type=Name.Annot,
        Subtype=Name.FreeText,
        Rect=Array([x0 + 20, y0 + 3, x0 + 300, y0 + 15]),
        Contents=String("CONTOH: sudah diperiksa bagian hukum"),
        DA=String("/Helv 8 Tf 0 g"),
        F=4,
    )
    page.obj["/Annots"] = Array([pdf.make_indirect(note)])


def _scaled(factor: float, unit: float = 1.0) -> Change:
    def change(_: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.contents_add(f"q {factor} 0 0 {factor} 0 0 cm\n".encode(), prepend=True)
        page.contents_add(b"\nQ\n")
        page.mediabox = page.cropbox = Array([value * factor for value in _box(page)])
        if unit != 1.0:
            page.obj["/UserUnit"] = unit

    return change


def _cropped(_: pikepdf.Pdf, page: pikepdf.Page) -> None:
    x0, y0, x1, y1 = _box(page)
    page.cropbox = Array([x0 + 9, y0 + 7, x1 - 8, y1 - 11])


def _unseen_lines(page: pikepdf.Page) -> str:
    x0, y0, _, y1 = _box(page)
    step = (y1 - y0) / 14
    return " ".join(_line(_UNSEEN, x0 + 120 + 17 * n, y0 + step * (n + 1), 9) for n in range(12))


def _layer_off(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    layers = pdf.Root.get("/OCProperties")
    if layers is None:
        group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Draf")))
        layers = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))
        pdf.Root["/OCProperties"] = layers
    _resource(page, "/Properties", "/Draf", pdf.Root.OCProperties.OCGs[0])
    _added(pdf, page, f"/OC /Draf BDC {_unseen_lines(page)} EMC")


def _white_words(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    _added(pdf, page, f"1 g {_unseen_lines(page)}", below=True)


def _photograph(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    rng = np.random.default_rng(9)
    soft = Image.fromarray(rng.uniform(120, 255, (18, 26)).astype(np.uint8)).resize(
        (900, 640), Image.Resampling.BICUBIC
    )
    grain = rng.normal(0, 9, (640, 900))
    stream = io.BytesIO()
    Image.fromarray(np.clip(np.asarray(soft) + grain, 110, 255).astype(np.uint8)).save(stream, "JPEG")
    picture = pdf.make_stream(stream.getvalue())
    picture.Type, picture.Subtype, picture.Filter = Name.XObject, Name.Image, Name.DCTDecode
    picture.Width, picture.Height, picture.BitsPerComponent = 900, 640, 8
    picture.ColorSpace = Name.DeviceGray
    _resource(page, "/XObject", "/Photo", picture)
    x0, y0, x1, y1 = _box(page)
    _added(pdf, page, f"{x1 - x0} 0 0 {y1 - y0} {x0} {y0} cm /Photo Do", below=True)


def _shadow(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    whole = pdf.make_stream(
        page.obj.Contents.read_bytes()
        if isinstance(page.obj.Contents, pikepdf.Stream)
        else b"\n".join(part.read_bytes() for part in page.obj.Contents)
    )
    whole.Type, whole.Subtype, whole.BBox = Name.XObject, Name.Form, Array(_box(page))
    whole.Resources = page.obj.Resources
    _resource(page, "/XObject", "/Again", pdf.make_indirect(whole))
    _added(pdf, page, f"1 0 0 1 {_SHADOW} -{_SHADOW} cm /Again Do", below=True)


_SCANNED: dict[str, Change] = {
    "portal-line": _portal_line,
    "signed-footer": _signed_footer,
    "turned-footer": _turned_footer,
    "note": _note,
    "cropped": _cropped,
    "quarter-size": _scaled(0.25),
    "pixels-as-points": _scaled(2.78),
}
_DRAWN: dict[str, Change] = {
    "quarter-size": _scaled(0.25),
    "eight-fold": _scaled(8.0),
    "user-unit": _scaled(0.1, 10.0),
    "cropped": _cropped,
    "layer-off": _layer_off,
    "white-words": _white_words,
    "photograph": _photograph,
    "shadow": _shadow,
    "note": _note,
}
SCANNED_KINDS, DRAWN_KINDS = tuple(_SCANNED), tuple(_DRAWN)
"""Kinds of odd pages made of scans, and of born-digital pages."""


def make_odd(good: Path, kind: str, path: Path, *, scanned: bool) -> Path:
    """Writes a good PDF with its pages made odd; returns ``path``.

    Args:
        good: A sample.
        kind: One of :data:`SCANNED_KINDS` or :data:`DRAWN_KINDS`.
        path: Where to write.
        scanned: Whether the sample's pages are pictures.

    Raises:
        KeyError: If the kind is unknown.
    """
    change = (_SCANNED if scanned else _DRAWN)[kind]
    with pikepdf.open(good) as pdf:
        for page in pdf.pages:
            change(pdf, page)
        pdf.save(path)
    return path
