"""Small files that would cost gigabytes or hours if nobody watched: each ends as one document that failed."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf

_MEGABYTE = 1024 * 1024


def form_that_draws_itself(path: Path) -> None:
    """A form that draws itself twice, on a page that draws it."""
    with pikepdf.new() as pdf:
        form = pdf.make_stream(b"q /F Do Q q /F Do Q BT /T 9 Tf (kata) Tj ET ")
        _as_form(form)
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form), Font=_fonts())
        _page(pdf, b"/F Do", form)
        pdf.save(path)


def forms_that_double(path: Path) -> None:
    """Thirty forms, each of which draws the next one twice: a billion words."""
    with pikepdf.new() as pdf:
        inner = pdf.make_stream(b"BT /T 9 Tf (kata) Tj ET ")
        _as_form(inner)
        inner.Resources = pikepdf.Dictionary(Font=_fonts())
        for _ in range(30):
            outer = pdf.make_stream(b"q 1 0 0 1 3 3 cm /F Do Q q 1 0 0 1 5 5 cm /F Do Q ")
            _as_form(outer)
            outer.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=inner), Font=_fonts())
            inner = outer
        _page(pdf, b"/F Do", inner)
        pdf.save(path)


def content_of_gigabytes(path: Path) -> None:
    """A page whose content unpacks to two gigabytes of words."""
    _packed_page(path, _unfolding(b"(kata) Tj 1 0 Td \n", 2048), ["/FlateDecode"])


def content_packed_twice(path: Path) -> None:
    """A page whose content unpacks to megabytes, and these to gigabytes."""
    _packed_page(
        path, zlib.compress(_unfolding(b"0 0 m 9 9 l S\n", 2048), 9), ["/FlateDecode", "/FlateDecode"]
    )


def deep_content(path: Path) -> None:
    """A page whose content nests lists a million deep."""
    _packed_page(path, zlib.compress(b"[" * 1_000_000 + b"<<" * 1_000_000), ["/FlateDecode"])


def deep_states(path: Path) -> None:
    """A page that saves its state a million times and never restores it."""
    _packed_page(path, zlib.compress(b"q 1 0 0 1 1 1 cm " * 1_000_000), ["/FlateDecode"])


def deep_objects(path: Path) -> None:
    """A resource that is a list in a list, a hundred thousand deep."""
    path.write_bytes(_bare(b"[" * 100_000 + b"]" * 100_000))


def ring_of_pages(path: Path) -> None:
    """A page tree that holds itself."""
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
        b"2 0 obj <</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"
    )


def picture_of_gigapixels(path: Path) -> None:
    """A page whose picture has ten billion pixels in a few kilobytes."""
    with pikepdf.new() as pdf:
        picture = pdf.make_stream(zlib.compress(zlib.compress(bytes(_MEGABYTE))))
        picture.Filter = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
        picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        picture.Width = picture.Height = 100_000
        picture.ColorSpace, picture.BitsPerComponent = pikepdf.Name.DeviceGray, 8
        _page(pdf, b"595 0 0 842 0 0 cm /F Do", picture)
        pdf.save(path)


def ragged_table(path: Path) -> None:
    """A transcript of 2,000 lines, one of which has 500 fields."""
    path.write_text("a\tb\n" * 1_999 + "x\t" * 500 + "y\n", encoding="utf-8")


def line_of_tabs(path: Path) -> None:
    """A transcript of one line with 40,000 tabs."""
    path.write_text("judul\n" + "\t" * 40_000 + "x\n", encoding="utf-8")


def endless_table(path: Path) -> None:
    """A transcript of a hundred thousand rows of a plan."""
    head = "NO\tKOMPONEN\tINDIKATOR\tLANGKAH AKSI\tBUKTI FISIK\tTARGET WAKTU\n"
    row = "1\tPenyusunan tim\tUnit kerja telah membentuk tim\tRapat\tSK Tim\tJanuari\n"
    path.write_text(head + row * 100_000, encoding="utf-8")


def endless_line(path: Path) -> None:
    """A transcript of thirty megabytes without an end of line."""
    path.write_text("kata " * (6 * _MEGABYTE), encoding="utf-8")


def endless_lines(path: Path) -> None:
    """A transcript of four million short lines."""
    path.write_text("kata kata\n" * 4_000_000, encoding="utf-8")


BOMBS: dict[str, Callable[[Path], None]] = {
    "form_that_draws_itself.pdf": form_that_draws_itself,
    "forms_that_double.pdf": forms_that_double,
    "content_of_gigabytes.pdf": content_of_gigabytes,
    "content_packed_twice.pdf": content_packed_twice,
    "deep_content.pdf": deep_content,
    "deep_states.pdf": deep_states,
    "deep_objects.pdf": deep_objects,
    "ring_of_pages.pdf": ring_of_pages,
    "picture_of_gigapixels.pdf": picture_of_gigapixels,
    "ragged_table.txt": ragged_table,
    "line_of_tabs.txt": line_of_tabs,
    "endless_table.txt": endless_table,
    "endless_line.txt": endless_line,
    "endless_lines.txt": endless_lines,
}


def _as_form(stream: pikepdf.Stream) -> None:
    stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    stream.BBox = [0, 0, 595, 842]


def _fonts() -> pikepdf.Dictionary:
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    return pikepdf.Dictionary(T=font)


def _page(pdf: pikepdf.Pdf, content: bytes, drawn: pikepdf.Object | None = None) -> None:
    pdf.add_blank_page(page_size=(595, 842))
    page = pdf.pages[0]
    page.Contents = pdf.make_stream(content)
    page.Resources = pikepdf.Dictionary(Font=_fonts())
    if drawn is not None:
        page.Resources.XObject = pikepdf.Dictionary(F=drawn)


def _unfolding(text: bytes, megabytes: int) -> bytes:
    """So many megabytes of a text, packed; without the checksum at the end, which viewers do without."""
    packing = zlib.compressobj(9)
    head = packing.compress(b"BT /T 9 Tf ") + packing.flush(zlib.Z_FULL_FLUSH)
    piece = packing.compress(text * (_MEGABYTE // len(text))) + packing.flush(zlib.Z_FULL_FLUSH)
    return head + piece * megabytes


def _packed_page(path: Path, packed: bytes, filters: list[str]) -> None:
    with pikepdf.new() as pdf:
        _page(pdf, b"")
        stream = pikepdf.Stream(pdf, b"")
        stream.write(packed, filter=pikepdf.Array([pikepdf.Name(name) for name in filters]))
        pdf.pages[0].Contents = stream
        pdf.save(path, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def _bare(value: bytes) -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
        b"2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]>> endobj\n"
        b"3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</ExtGState 4 0 R>>>> endobj\n"
        b"4 0 obj " + value + b" endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"
    )
