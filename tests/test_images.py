from __future__ import annotations

import io
from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pytest
from PIL import Image

from extract.files.source import open_source
from extract.geometry import PageFrame, PixelRect, quarter_turn, rotation, scaling, shift
from extract.pictures.gray import to_gray
from extract.pictures.images import PageImage, load_image
from extract.pictures.orient import turned
from extract.pictures.skew import reduced_ink, skew_angle, squared, straightened, turned_by
from lampiran.errors import PageTooLarge
from lampiran.records import Box
from lampiran.settings import Settings, Thresholds
from tests.support.drawn_pages import Drawn, Gray, write

SETTINGS = Settings(cache_dir=None)
A4 = (595.0, 842.0)


def marked_page() -> Gray:
    """A page that looks different in each of the eight ways it can be turned and mirrored."""
    page = np.full((842, 595), 255, dtype=np.uint8)
    cv2.rectangle(page, (40, 60), (300, 90), (0,), -1)
    cv2.rectangle(page, (40, 60), (60, 400), (0,), -1)
    return page


def encode(image: Image.Image, coding: str) -> bytes:
    stream = io.BytesIO()
    image.save(stream, **{"jpeg": {"format": "JPEG", "quality": 90}, "jpx": {"format": "JPEG2000"}}[coding])
    return stream.getvalue()


def image_pdf(
    path: Path,
    image: Image.Image,
    coding: str = "flate",
    *,
    matrix: tuple[float, ...] = (595, 0, 0, 842, 0, 0),
    rotate: int = 0,
    decode: list[int] | None = None,
    more: bytes = b"",
    box: tuple[float, float, float, float] = (0, 0, *A4),
) -> Path:
    """A PDF of one page with one picture on it."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        page = pdf.pages[0]
        page.MediaBox = list(box)
        filters = {"jpeg": "/DCTDecode", "jpx": "/JPXDecode", "flate": None}
        data = image.tobytes() if coding == "flate" else encode(image, coding)
        picture = pdf.make_stream(data)
        picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        picture.Width, picture.Height = image.size
        picture.BitsPerComponent = 1 if image.mode == "1" else 8
        picture.ColorSpace = pikepdf.Name.DeviceRGB if image.mode == "RGB" else pikepdf.Name.DeviceGray
        if filters[coding]:
            picture.Filter = pikepdf.Name(filters[coding])
        if decode:
            picture.Decode = decode
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=picture))
        drawn = "q " + " ".join(str(v) for v in matrix) + " cm /Im0 Do Q "
        page.Contents = pdf.make_stream(drawn.encode() + more)
        if rotate:
            page.Rotate = rotate
        pdf.save(path)
    return path


def load(path: Path) -> PageImage:
    return load_image(open_source(path, SETTINGS), 1, SETTINGS)


def looks_like(image: PageImage, wanted: Gray) -> bool:
    height, width = wanted.shape
    shown = cv2.resize(image.gray, (width, height), interpolation=cv2.INTER_AREA)
    return float(np.abs(shown.astype(int) - wanted).mean()) < 6


@pytest.mark.parametrize("coding", ["flate", "jpeg", "jpx"])
@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_the_embedded_picture_is_taken_as_it_is(tmp_path: Path, coding: str, mode: str) -> None:
    page = marked_page()
    image = load(image_pdf(tmp_path / "a.pdf", Image.fromarray(page).convert(mode), coding))
    assert image.embedded
    assert image.gray.shape == page.shape
    assert looks_like(image, page)
    assert image.dpi == pytest.approx(72, abs=0.5)


def test_black_and_white_and_inverted(tmp_path: Path) -> None:
    page = marked_page()
    plain = load(image_pdf(tmp_path / "a.pdf", Image.fromarray(page).convert("1")))
    negative = Image.fromarray(255 - page).convert("1")
    inverted = load(image_pdf(tmp_path / "b.pdf", negative, decode=[1, 0]))
    for image in (plain, inverted):
        assert image.bilevel
        assert looks_like(image, page)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize(
    "matrix",
    [
        (595, 0, 0, 842, 0, 0),
        (0, 842, -595, 0, 595, 0),  # drawn turned by a quarter
        (-595, 0, 0, -842, 595, 842),  # upside down
        (595, 0, 0, -842, 0, 842),  # mirrored
    ],
)
def test_turned_and_mirrored_pictures_come_as_shown(
    tmp_path: Path, rotate: int, matrix: tuple[float, ...]
) -> None:
    path = image_pdf(tmp_path / "a.pdf", Image.fromarray(marked_page()), matrix=matrix, rotate=rotate)
    image = load(path)
    with pikepdf.open(path) as pdf:
        assert int(pdf.pages[0].get("/Rotate", 0)) == rotate
    import pypdfium2 as pdfium

    with pdfium.PdfDocument(path) as document:
        shown = to_gray(document[0].render(scale=1).to_numpy())
    assert image.embedded
    assert looks_like(image, shown)
    ys, xs = np.nonzero(image.gray < 100)
    box = image.frame.box(float(xs.min()), float(ys.min()), float(xs.max() + 1), float(ys.max() + 1))
    ys, xs = np.nonzero(shown < 100)
    assert (box.x0, box.y0, box.x1, box.y1) == pytest.approx(
        (xs.min(), ys.min(), xs.max() + 1, ys.max() + 1), abs=2
    )


def test_a_crop_box_moves_the_origin(tmp_path: Path) -> None:
    page = marked_page()
    path = image_pdf(
        tmp_path / "a.pdf", Image.fromarray(page), matrix=(595, 0, 0, 842, 100, 50), box=(100, 50, 695, 892)
    )
    image = load(path)
    assert image.frame.to_points(0, 0) == pytest.approx((0, 0), abs=0.01)
    assert looks_like(image, page)


@pytest.mark.parametrize(
    "more",
    [
        b"0 g 100 100 300 200 re f ",  # something is painted over the picture
        b"q 300 0 0 421 295 421 cm /Im0 Do Q ",  # a second picture
    ],
)
def test_what_else_is_on_the_page_is_not_lost(tmp_path: Path, more: bytes) -> None:
    image = load(image_pdf(tmp_path / "a.pdf", Image.fromarray(marked_page()), more=more))
    assert not image.embedded


def test_image_files(tmp_path: Path) -> None:
    page = Image.fromarray(marked_page())
    page.save(tmp_path / "a.png", dpi=(50, 50))
    stated = load(tmp_path / "a.png")
    assert stated.dpi == pytest.approx(50, abs=0.1)
    assert (stated.frame.width, stated.frame.height) == pytest.approx((595 * 72 / 50, 842 * 72 / 50), abs=1)
    page.convert("RGB").save(tmp_path / "b.jpg", dpi=(300, 300))  # would be a page of three inches
    assert load(tmp_path / "b.jpg").dpi == pytest.approx(72, abs=0.5)
    first, second = page, page.rotate(180)
    first.save(tmp_path / "c.tif", save_all=True, append_images=[second], dpi=(72, 72))
    source = open_source(tmp_path / "c.tif", SETTINGS)
    assert looks_like(load_image(source, 2, SETTINGS), np.asarray(second))


def test_a_phone_s_turn_mark_is_obeyed(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(marked_page()).save(tmp_path / "a.jpg", exif=exif)
    assert looks_like(load(tmp_path / "a.jpg"), np.rot90(marked_page(), -1))


def test_transparent_pictures_lie_on_white(tmp_path: Path) -> None:
    Image.new("RGBA", (600, 800), (0, 0, 0, 0)).save(tmp_path / "a.png")
    assert load(tmp_path / "a.png").gray.min() == 255


def test_too_many_pixels_are_refused(tmp_path: Path) -> None:
    path = image_pdf(tmp_path / "a.pdf", Image.fromarray(marked_page()))
    few = Settings(cache_dir=None, thresholds=Thresholds(max_page_pixels=100_000))
    with pytest.raises(PageTooLarge, match="million pixels"):
        load_image(open_source(path, few), 1, few)


def test_a_coloured_stamp_fades_over_print_but_coloured_print_stays() -> None:
    page = np.full((400, 1200, 3), 255, dtype=np.uint8)
    for top in range(40, 200, 30):
        cv2.putText(
            page, "laporan hasil rapat evaluasi", (20, top), cv2.FONT_HERSHEY_SIMPLEX, 1, (0, 0, 0), 2
        )
    cv2.circle(page, (250, 110), 80, (180, 60, 60), 6)
    cv2.putText(page, "tulisan biru", (20, 370), cv2.FONT_HERSHEY_SIMPLEX, 1, (200, 40, 40), 2)
    gray = to_gray(page)
    assert gray[107:113, 326:334].mean() > 150  # the ring between the lines
    assert gray[340:380].min() < 100
    assert gray[20:200].min() < 30


def test_frames_lead_back_through_every_change() -> None:
    frame = PageFrame.plain((842, 595), 595.0, 842.0)
    shape = (842, 595)
    for change in (
        scaling(2.5, 2.5),
        shift(30, -12),
        rotation(3.7, shape),
        quarter_turn(1, shape),
        quarter_turn(3, shape),
        quarter_turn(2, shape) @ rotation(-1, shape),
    ):
        moved = change @ np.array([120.0, 300.0, 1.0])
        assert frame.after(change).to_points(moved[0], moved[1]) == pytest.approx((120, 300))
        assert frame.after(change).to_pixels(120, 300) == pytest.approx((moved[0], moved[1]))
    assert frame.box(-20, 10, 100, 2000) == Box(0, 10, 100, 842)


def test_rectangles() -> None:
    rect = PixelRect(10, 20, 40, 30)
    assert (rect.width, rect.height) == (30, 10)
    assert rect.shrunk(8) == PixelRect(18, 25, 32, 25)
    assert rect.holds(10, 29) and not rect.holds(40, 25)


def text_page() -> PageImage:
    page = Drawn(xs=(100, 900), ys=(100, 101), size=(1400, 1000)).page(text=False)
    for top in range(200, 1300, 45):
        write(page, "Penataan sistem manajemen sumber daya", (110, top))
    return PageImage(page, PageFrame.plain(page.shape, 360.0, 504.0), 200.0)


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize("degrees", [-4.7, -1.3, -0.2, 0.4, 2.2, 4.9])
def test_skew_is_found_and_undone(ruled: bool, degrees: float) -> None:
    if ruled:
        page = Drawn().page()
        image = PageImage(page, PageFrame.plain(page.shape, 595.4, 360.0), 200.0)
    else:
        image = text_page()
    leaning = turned_by(image, degrees)
    straight, angle = straightened(leaning)
    assert angle == pytest.approx(degrees, abs=0.1)
    assert abs(skew_angle(reduced_ink(straight))) < 0.08
    middle = straight.frame.to_pixels(image.frame.width / 2, image.frame.height / 2)
    assert straight.frame.to_points(*middle) == pytest.approx((image.frame.width / 2, image.frame.height / 2))


def test_blank_pages_have_no_skew() -> None:
    blank = np.full((1000, 800), 255, dtype=np.uint8)
    assert skew_angle(np.zeros_like(blank)) == 0.0
    image = PageImage(blank, PageFrame.plain(blank.shape, 300, 375), 200.0)
    assert straightened(image)[0] is image


def test_perspective_is_squared_up() -> None:
    page = Drawn(
        xs=(100, 400, 700, 1000, 1300, 1550), ys=tuple(range(100, 1500, 100)), size=(1600, 1654)
    ).page()
    bent = np.array([[0, 0], [1654, 30], [40, 1600], [1620, 1570]], np.float32)
    flat = np.array([[0, 0], [1654, 0], [0, 1600], [1654, 1600]], np.float32)
    way = cv2.getPerspectiveTransform(flat, bent)
    photo = np.asarray(cv2.warpPerspective(page, way, (1654, 1600), borderValue=(255,)), dtype=np.uint8)
    image = PageImage(photo, PageFrame.plain(photo.shape, 595.0, 576.0), 200.0)
    square = squared(straightened(image)[0])
    ink = reduced_ink(square)
    upper, lower = skew_angle(ink[: len(ink) // 2]), skew_angle(ink[len(ink) // 2 :])
    assert abs(upper) < 0.1 and abs(lower) < 0.1
    # A corner of the table still leads back to its place on the photo.
    x, y = (way @ np.array([100, 100, 1]))[:2] / (way @ np.array([100, 100, 1]))[2]
    px, py = square.frame.to_pixels(x * 595 / 1654, y * 576 / 1600)
    around = square.gray[round(py) - 4 : round(py) + 5, round(px) - 4 : round(px) + 5]
    assert around.min() < 100


def test_squaring_leaves_straight_pages_alone() -> None:
    image = text_page()
    assert squared(image) is image


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_turning_keeps_places(quarters: int) -> None:
    image = text_page()
    side = turned(image, quarters)
    assert side.gray.shape == (image.gray.shape if quarters == 2 else image.gray.shape[::-1])
    x, y = side.frame.to_pixels(40.0, 36.0)
    old = image.gray[round(36 * 200 / 72) - 2 : round(36 * 200 / 72) + 3, 111 - 2 : 111 + 3]
    new = side.gray[round(y) - 2 : round(y) + 3, round(x) - 2 : round(x) + 3]
    assert abs(int(old.min()) - int(new.min())) < 30


@pytest.mark.parametrize(("dpi", "wanted"), [(300.0, 200.0), (200.0, 200.0), (150.0, 150.0), (72.0, 200.0)])
def test_work_size(dpi: float, wanted: float) -> None:
    page = np.full((600, 400), 255, dtype=np.uint8)
    image = PageImage(page, PageFrame.plain(page.shape, 400 * 72 / dpi, 600 * 72 / dpi), dpi).at_work_size()
    assert image.dpi == wanted
    assert image.gray.shape[1] == pytest.approx(400 * wanted / dpi, abs=1)
    corner = image.frame.to_points(image.gray.shape[1], image.gray.shape[0])
    assert corner == pytest.approx((400 * 72 / dpi, 600 * 72 / dpi))


@pytest.mark.parametrize("bits", [8, 12, 16])
def test_deep_greys_are_scaled_by_their_own_white(tmp_path: Path, bits: int) -> None:
    page = marked_page()
    deep = (page.astype(np.uint32) * (2**bits - 1) // 255).astype(np.uint16)
    Image.fromarray(deep).save(tmp_path / "a.tif")
    assert looks_like(load(tmp_path / "a.tif"), page)
