"""One page made plain: what every library then sees is what a viewer shows."""

from __future__ import annotations

import io

import pdfplumber
import pikepdf
import pypdfium2 as pdfium
import pytest
from pikepdf import Array, Dictionary, Name, String
from reportlab.pdfgen.canvas import Canvas

from extract.files.plain_page import PlainPage, plain_page

WIDE, HIGH = 595.0, 842.0


def new_page(
    text: str = "Isi halaman ini", size: tuple[float, float] = (WIDE, HIGH), letter: int = 12
) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=size)
    canvas.setFont("Helvetica", letter)
    for line in range(6):
        canvas.drawString(letter * 3, size[1] - letter * (4 + 2 * line), text)
    canvas.save()
    return stream.getvalue()


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def words(page: PlainPage) -> list[str]:
    with pdfplumber.open(io.BytesIO(page.data)) as pdf:
        return [word["text"] for word in pdf.pages[0].extract_words()]


def shown(page: PlainPage) -> tuple[float, float]:
    with pdfium.PdfDocument(page.data) as document:
        wide, high = document[0].get_size()
    return wide * page.unit, high * page.unit


def font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))


def appearance(pdf: pikepdf.Pdf, text: str) -> pikepdf.Stream:
    stream = pdf.make_stream(f"BT /F1 10 Tf 2 4 Td ({text}) Tj ET".encode())
    stream.Type, stream.Subtype, stream.BBox = Name.XObject, Name.Form, Array([0, 0, 120, 16])
    stream.Resources = Dictionary(Font=Dictionary(F1=font(pdf)))
    return stream


def with_annotation(appears: bool = True, **more: object) -> pikepdf.Pdf:
    pdf = opened(new_page())
    about: dict[str, object] = {
        "Type": Name.Annot, "Subtype": Name.FreeText, "Rect": Array([300, 300, 420, 316]),
        "Contents": String("Desember"), "DA": String("/Helv 10 Tf 0 g"), "F": 4, **more,
    }  # fmt: skip
    if appears:
        about["AP"] = Dictionary(N=appearance(pdf, "Desember"))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(Dictionary(**about))])
    return pdf


@pytest.mark.parametrize("appears", [True, False])
def test_a_typed_note_is_part_of_the_page(appears: bool) -> None:
    assert words(plain_page(with_annotation(appears), 1)).count("Desember") == 1


@pytest.mark.parametrize("flags", [2, 32])
def test_a_note_that_is_not_shown_is_not(flags: int) -> None:
    assert "Desember" not in words(plain_page(with_annotation(F=flags), 1))


@pytest.mark.parametrize("subtype", ["/Link", "/Popup"])
def test_links_and_popups_are_not_painted(subtype: str) -> None:
    assert "Desember" not in words(plain_page(with_annotation(Subtype=Name(subtype)), 1))


def with_field(page: int, pages: int, needs: bool) -> pikepdf.Pdf:
    """A form with a filled field on one page; whether its appearance must be made."""
    pdf = opened(new_page())
    others = opened(new_page("Halaman lain"))
    for _ in range(pages - 1):
        pdf.pages.append(others.pages[0])
    about = {
        "Type": Name.Annot, "Subtype": Name.Widget, "FT": Name.Tx, "T": String("a"), "V": String("Triwulan"),
        "Rect": Array([300, 300, 420, 316]), "DA": String("/F1 10 Tf 0 g"), "F": 4,
    }  # fmt: skip
    field = pdf.make_indirect(Dictionary(**about))
    if not needs:
        field.AP = Dictionary(N=appearance(pdf, "Triwulan"))
    pdf.pages[page - 1].obj.Annots = Array([field])
    pdf.Root.AcroForm = pdf.make_indirect(
        Dictionary(
            Fields=Array([field]),
            DR=Dictionary(Font=Dictionary(F1=font(pdf))),
            DA=String("/F1 10 Tf 0 g"),
            NeedAppearances=needs,
        )
    )
    return pdf


@pytest.mark.parametrize("needs", [True, False])
def test_a_filled_field_is_part_of_its_page(needs: bool) -> None:
    pdf = with_field(2, 3, needs)
    assert words(plain_page(pdf, 2)).count("Triwulan") == 1
    assert "Triwulan" not in words(plain_page(pdf, 1))


LAYERED = b"""BT /F1 12 Tf 50 700 Td (tampak) Tj ET
/OC /L1 BDC BT /F1 12 Tf 50 600 Td (draf) Tj ET 50 500 100 1 re f EMC
/Fm Do BT /F1 12 Tf 50 400 Td (akhir) Tj ET"""


def layered(config: dict[str, object], membership: str = "") -> pikepdf.Pdf:
    """Text on no layer, on one, and in a form that stands on the same layer or not."""
    pdf = opened(new_page(""))
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Draf")))
    other = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Lain")))
    inner = appearance(pdf, "bentuk")
    inner.OC = group
    named: pikepdf.Object = group
    if membership:
        named = pdf.make_indirect(
            Dictionary(Type=Name.OCMD, OCGs=Array([group, other]), P=Name("/" + membership))
        )
    page = pdf.pages[0]
    page.obj.Resources = Dictionary(
        Font=Dictionary(F1=font(pdf)), XObject=Dictionary(Fm=inner), Properties=Dictionary(L1=named)
    )
    page.obj.Contents = pdf.make_stream(LAYERED)
    resolved = {name: Array([group]) if value == "group" else value for name, value in config.items()}
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group, other]), D=Dictionary(resolved))
    return pdf


@pytest.mark.parametrize(
    ("config", "seen"),
    [
        ({}, ["tampak", "draf", "bentuk", "akhir"]),
        ({"/OFF": "group"}, ["tampak", "akhir"]),
        ({"/BaseState": Name.OFF}, ["tampak", "akhir"]),
        ({"/BaseState": Name.OFF, "/ON": "group"}, ["tampak", "draf", "bentuk", "akhir"]),
    ],
)
def test_layers_that_are_off_are_taken_out(config: dict[str, object], seen: list[str]) -> None:
    pdf = layered(config)
    assert sorted(words(plain_page(pdf, 1))) == sorted(seen)


@pytest.mark.parametrize(
    ("membership", "seen"), [("AnyOn", True), ("AllOn", False), ("AnyOff", True), ("AllOff", False)]
)
def test_a_membership_of_groups_decides_by_its_policy(membership: str, seen: bool) -> None:
    pdf = layered({"/OFF": "group"}, membership)
    assert ("draf" in words(plain_page(pdf, 1))) is seen


def test_rules_on_a_hidden_layer_go_too() -> None:
    with pdfplumber.open(io.BytesIO(plain_page(layered({"/OFF": "group"}), 1).data)) as pdf:
        assert not pdf.pages[0].rects


@pytest.mark.parametrize(
    ("media", "crop", "size"),
    [
        ((0, 0, WIDE, HIGH), (0, 421, WIDE, HIGH), (WIDE, 421)),
        ((-50, -70, 545, 772), (-90, -90, 700, 900), (595, 842)),  # larger than the sheet
        ((0, 0, WIDE, HIGH), (100, 100, 400, 100), (WIDE, HIGH)),  # without height
        ((0, 0, WIDE, HIGH), (700, 900, 900, 999), (WIDE, HIGH)),  # beside the sheet
        ((WIDE, HIGH, 0, 0), None, (WIDE, HIGH)),  # corners the other way round
        ((0, 0, 0, 0), None, (612, 792)),
    ],
)
def test_the_boxes_are_what_is_shown(
    media: tuple[float, ...], crop: tuple[float, ...] | None, size: tuple[float, float]
) -> None:
    pdf = opened(new_page())
    pdf.pages[0].obj.MediaBox = Array(media)
    if crop:
        pdf.pages[0].obj.CropBox = Array(crop)
    assert shown(plain_page(pdf, 1)) == pytest.approx(size, abs=0.1)


@pytest.mark.parametrize(("size", "letter"), [((149, 210), 3), ((2380, 3368), 48), ((59, 84), 1)])
def test_a_page_of_an_unbelievable_size_becomes_a_sheet(size: tuple[float, float], letter: int) -> None:
    page = plain_page(opened(new_page(size=size, letter=letter)), 1)
    assert shown(page) == pytest.approx(size, abs=0.5)
    with pdfplumber.open(io.BytesIO(page.data)) as pdf:
        assert 6 <= pdf.pages[0].chars[0]["bottom"] - pdf.pages[0].chars[0]["top"] <= 16


def test_a_large_sheet_with_letters_of_the_usual_size_stays() -> None:
    page = plain_page(opened(new_page(size=(2000, 2800), letter=11)), 1)
    assert page.unit == 1.0


@pytest.mark.parametrize("unit", [10.0, 72.0])
def test_a_user_unit_counts(unit: float) -> None:
    pdf = opened(new_page(size=(WIDE / unit, HIGH / unit), letter=1))
    pdf.pages[0].obj.UserUnit = unit
    assert shown(plain_page(pdf, 1)) == pytest.approx((WIDE, HIGH), rel=0.01)


@pytest.mark.parametrize("unit", [0, -3, "x"])
def test_a_user_unit_that_is_none_does_not(unit: object) -> None:
    pdf = opened(new_page())
    pdf.pages[0].obj.UserUnit = String(unit) if isinstance(unit, str) else unit
    assert shown(plain_page(pdf, 1)) == pytest.approx((WIDE, HIGH))


def test_ordinary_pages_are_left_as_they_are() -> None:
    pdf = opened(new_page())
    page = plain_page(pdf, 1)
    assert page.unit == 1.0
    with opened(page.data) as plain:
        assert plain.pages[0].Contents.read_bytes() == pdf.pages[0].Contents.read_bytes()
