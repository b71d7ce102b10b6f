"""Scans of the samples: what is spoilt, how it is stored, that truth knows where the print has gone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pdfplumber
import pikepdf
import pytest

from samples.generator import wear
from samples.generator.contoh import make_decree
from samples.generator.degrade import page_moves
from samples.generator.handwriting import handwritten
from samples.generator.making import make_sample
from samples.generator.named_layouts import LAYOUTS
from samples.generator.noisy_words import Spoiler
from samples.generator.printing import print_decree
from samples.generator.profiles import PROFILES
from samples.generator.public_plans import load_decree
from samples.generator.text_layer import LayerKind, layers
from samples.generator.word_alignment import align_words
from tests.support.sample_pages import COARSE, SHORT, made, shown

# --- degrading -------------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", PROFILES)
def test_every_profile_gives_pages_that_show_dark_print_on_light_paper(profile: str, tmp_path: Path) -> None:
    sample = made(profile, "times-portrait", tmp_path / "x.pdf")
    page = sample.printed.table_pages[0]
    picture = shown(sample.path, page)
    inner = picture[100:-100, 100:-100]
    assert np.median(inner) > 130
    assert (inner < np.median(inner) - 40).mean() > 0.01
    with pikepdf.open(sample.path) as pdf:
        assert len(pdf.pages) == len(sample.printed.sizes) == sample.truth["document"]["pages"]
        assert not pdf.pages[0].obj.Contents.read_bytes().count(b"Tj")


@pytest.mark.parametrize(
    ("profile", "filters", "bits"),
    [
        ("bw200", ["/CCITTFaxDecode"], 1),
        ("gray100", ["/DCTDecode"], 8),
        ("strips", ["/DCTDecode"] * 4, 8),
        ("mrc", ["/DCTDecode", "/CCITTFaxDecode"], None),
        ("jpx", ["/JPXDecode"], 8),
        ("flate", ["/FlateDecode"], 8),
        ("palette", ["/FlateDecode"], 8),
        ("inverted", ["/FlateDecode"], 1),
    ],
)
def test_images_are_stored_as_scanners_do(
    profile: str, filters: list[str], bits: int | None, tmp_path: Path
) -> None:
    sample = made(profile, "arial-landscape", tmp_path / "x.pdf")
    with pikepdf.open(sample.path) as pdf:
        images = list(pdf.pages[0].obj.Resources.XObject.values())
    assert sorted(str(image.Filter) for image in images) == sorted(filters)
    assert bits is None or {int(image.BitsPerComponent) for image in images} == {bits}


@pytest.mark.parametrize(
    ("profile", "landscape_shown", "rotate"),
    [
        ("office200", True, 0),
        ("sideways", False, 0),
        ("upside", True, 0),
        ("rotate90", True, 90),
        ("rotate270", True, 270),
    ],
)
def test_pages_lie_as_the_profile_says(
    profile: str, landscape_shown: bool, rotate: int, tmp_path: Path
) -> None:
    sample = made(profile, "arial-landscape", tmp_path / "x.pdf")
    page = sample.printed.table_pages[-1]
    with pikepdf.open(sample.path) as pdf:
        assert int(pdf.pages[page - 1].obj.get("/Rotate", 0)) == rotate
    height, width = shown(sample.path, page).shape
    assert (width > height) is landscape_shown


@pytest.mark.parametrize(
    "profile",
    [
        *("office200", "bw200", "sideways", "sideways-ccw", "upside", "rotate90", "rotate270", "phone"),
        *("skewed", "keystone", "photocopy", "thin", "gutter"),
    ],
)
def test_print_is_where_truth_says(profile: str, tmp_path: Path) -> None:
    """Nearly every word's moved box holds ink, and the cells printed empty hold hardly any."""
    sample = made(profile, "times-portrait", tmp_path / "x.pdf", seed=6)
    assert sample.scan is not None
    page = sample.printed.table_pages[0]
    picture = shown(sample.path, page, 144)
    dark = picture < np.median(picture) - 60

    def ink(box: tuple[float, ...], inset: float) -> float:
        x0, y0, x1, y1 = (round(2 * edge) for edge in box)
        margin = round(inset * (y1 - y0))
        part = dark[y0 + margin : y1 - margin, x0 + margin : x1 - margin]
        return float(part.mean()) if part.size else 0.0

    cells = [cell for cell in sample.printed.cells if cell.page == page and cell.kind == "row"]
    geometry = {(g["urutan"], g["kolom"], g["part"]): g["box"] for g in sample.truth["geometry"]}
    words = [word for cell in cells for word in cell.words if len(word.text) > 2]
    filled = [ink(sample.scan.box(page, word.box), 0.0) > 0.04 for word in words]
    empty = [ink(geometry[c.urutan, c.kolom, c.part], 0.35) < 0.02 for c in cells if not c.words]
    assert len(filled) > 40
    assert empty
    assert np.mean(filled) > 0.97
    assert np.mean(empty) > 0.9


def test_placement_is_known_without_rendering(tmp_path: Path) -> None:
    sample = made("poor150", "times-letter", tmp_path / "x.pdf", seed=8)
    assert sample.scan is not None
    foretold = page_moves(sample.printed, replace(PROFILES["poor150"], dpi=COARSE), 8)
    assert all(np.allclose(a, b) for a, b in zip(foretold, sample.scan.moves, strict=True))


# --- wear ------------------------------------------------------------------------------------------


def striped() -> np.ndarray:
    """White paper with black strokes of five pixels every forty."""
    page = np.full((400, 600), 255, np.uint8)
    for x in range(20, 600, 40):
        page[20:380, x : x + 5] = 0
    return page


@pytest.mark.parametrize(("amount", "width"), [(1.0, 7.0), (0.5, 6.0), (-1.0, 3.0), (-0.5, 4.0), (2.0, 9.0)])
def test_strokes_grow_by_the_amount_on_each_side(amount: float, width: float) -> None:
    row = wear.weigh_strokes(striped(), amount)[200].astype(float)
    assert (255 - row).sum() / 255 / 15 == pytest.approx(width, abs=0.05)


@pytest.mark.parametrize("kind", ["screen", "diffused"])
def test_dither_shows_grey_by_its_share_of_black_dots(kind: wear.Dither) -> None:
    for grey in (30, 128, 200):
        dots = wear.dithered(np.full((160, 160), grey, np.uint8), kind)
        assert set(np.unique(dots)) <= {0, 255}
        assert dots.mean() == pytest.approx(grey, abs=4)


@pytest.mark.parametrize("shape", [(400, 600), (400, 600, 3)])
def test_stamps_and_notes_darken_cells_and_hide_nothing(shape: tuple[int, ...]) -> None:
    page = np.full(shape, 250, np.uint8)
    page[:, 300:310] = 20
    cells = [(200.0, 150.0, 400.0, 250.0)]
    rng = np.random.default_rng(1)
    for marked in (wear.stamp_cells(page, cells, rng, 100, 3), wear.write_notes(page, cells, rng, 100, 6)):
        assert (marked <= page).all() or (marked[:, :300] <= page[:, :300]).all()
        changed = np.argwhere((marked != page).reshape(400, 600, -1).any(axis=2))
        assert 100 < len(changed) < 0.2 * 400 * 600
        assert abs(changed.mean(axis=0) - [200, 300]).max() < 100
    assert (wear.stamp_cells(page, [], rng, 100, 3) == page).all()
    assert (wear.write_notes(page, [], rng, 100, 3) == page).all()


def test_handwriting_stays_on_its_slip() -> None:
    for seed in range(20):
        slip = handwritten("28/12-26", 30.0, 2, np.random.default_rng(seed))
        border = np.concatenate([slip[0], slip[-1], slip[:, 0], slip[:, -1]])
        assert slip.max() == 255
        assert border.max() == 0


@pytest.mark.parametrize("shape", [(400, 600), (400, 600, 3)])
def test_folds_streaks_and_gutter_leave_most_of_the_page_alone(shape: tuple[int, ...]) -> None:
    page = np.full(shape, 240, np.uint8)
    changes = {
        "fold": wear.fold(page, np.random.default_rng(2), 1, 100),
        "streaks": wear.streaks(page, np.random.default_rng(2), 3, 100),
        "gutter": wear.gutter_shadow(page, np.random.default_rng(2), 0.7, 100),
    }
    for name, spoilt in changes.items():
        assert spoilt.shape == page.shape
        touched = (np.abs(spoilt.astype(int) - page) > 12).mean()
        assert 0.002 < touched < 0.35, name
    columns = changes["gutter"].reshape(400, 600, -1)[0, :, 0]
    assert min(columns[0], columns[-1]) < 90
    assert columns[300] > 225


@pytest.mark.parametrize("profile", ["worn", "stamped", "halftone"])
def test_wear_is_fixed_by_the_seed(profile: str, tmp_path: Path) -> None:
    first, again = (made(profile, "times-letter", tmp_path / f"{name}.pdf", seed=5) for name in "ab")
    other = made(profile, "times-letter", tmp_path / "c.pdf", seed=6)
    assert first.path.read_bytes() == again.path.read_bytes() != other.path.read_bytes()


# --- text layers -----------------------------------------------------------------------------------


def test_transcript_layer_puts_the_misread_words_where_they_were_read(tmp_path: Path) -> None:
    layout = LAYOUTS["arial-landscape"]
    decree = load_decree("banyuwangi_2025", layout)
    coarse = replace(PROFILES["gray100"], dpi=72)
    sample = make_sample(decree, layout, coarse, tmp_path / "x.pdf", layer="transcript")
    boxes = {
        (item["urutan"], item["kolom"]): (item["page"], item["box"])
        for item in sample.truth["geometry"]
        if item["part"] == 1
    }
    with pdfplumber.open(sample.path) as pdf:
        for urutan, kolom, word in (
            (2, "bukti_fisik", "Ke"),
            (7, "target_waktu", "DeRember"),
            (14, "indikator", "(TOP)"),
            (35, "target_waktu", "Agusttls"),
            (41, "indikator", "Rapor"),
            (52, "bukti_fisik", "Kendall"),
            (55, "indikator", "d\N{LATIN SMALL LETTER U WITH DIAERESIS}nformasikan"),
        ):
            page, box = boxes[urutan, kolom]
            crop = pdf.pages[page - 1].within_bbox((box[0] - 1, box[1] - 1, box[2] + 1, box[3] + 1))
            found = [item["text"] for item in crop.extract_words()]
            assert any(word in text for text in found), (urutan, kolom, found)
        text = " ".join(page.extract_text() for page in pdf.pages)
    assert "Pemilihari" in text
    assert sample.truth["rows"][6]["raw"]["target_waktu"] == "September-DeRember"
    assert sample.truth["rows"][6]["target_waktu"] == "September-Desember"


@pytest.mark.parametrize(
    ("printed", "read", "pairs"),
    [
        ("SK Tim Kerja", "SK Tim Ke a", [("SK", "SK"), ("Tim", "Tim"), ("Kerja", "Ke a")]),
        ("tujuan WBK/WBBM", "tujuan WBK /WBBM", [("tujuan", "tujuan"), ("WBK/WBBM", "WBK /WBBM")]),
        ("LANGKAH AKSI", "LANGKAHAKSI", [("LANGKAH AKSI", "LANGKAHAKSI")]),
        ("Kasubbag Teknis", "Teknis", [("Kasubbag", ""), ("Teknis", "Teknis")]),
        ("Nomor 6109", "Nomor 6 109", [("Nomor", "Nomor"), ("6109", "6 109")]),
        ("satu dua", "satu xxxxxx dua", [("satu", "satu"), ("", "xxxxxx"), ("dua", "dua")]),
    ],
)  # fmt: skip
def test_misread_words_find_the_words_they_stand_for(
    printed: str, read: str, pairs: list[tuple[str, str]]
) -> None:
    words = printed.split()
    found = [(" ".join(words[p.first : p.last]), " ".join(p.read)) for p in align_words(words, read.split())]
    assert found == pairs


@pytest.mark.parametrize(("kind", "known"), [("clean", True), ("sideways", False), ("footer", False)])
def test_layers_good_and_useless(kind: LayerKind, known: bool, tmp_path: Path) -> None:
    sample = made(
        "sideways" if kind == "sideways" else "gray100", "times-portrait", tmp_path / "x.pdf", layer=kind
    )
    with pdfplumber.open(sample.path) as pdf:
        pages = [page.extract_text() for page in pdf.pages]
    assert all(pages)
    assert ("Zona Integritas" in pages[0]) is known
    assert all(("CamScanner" in page) is (kind == "footer") for page in pages)


def test_spoiler_leaves_most_words_and_repeats_itself() -> None:
    words = ["kerja", "Desember", "pembangunan", "diimplementasikan", "ZI"] * 200
    read = [Spoiler(0.2, 3)(word) for word in words[:1]] and list(map(Spoiler(0.2, 3), words))
    assert read == list(map(Spoiler(0.2, 3), words))
    wrong = sum(a != b for a, b in zip(words, read, strict=True))
    assert 0.08 * len(words) < wrong < 0.22 * len(words)
    assert "ke a" in read or "keija" in read


def test_no_text_layer_where_the_file_turns_pages(tmp_path: Path) -> None:
    layout = LAYOUTS["times-portrait"]
    decree = make_decree(1, layout, SHORT)
    printed = print_decree(decree, layout, tmp_path / "print.pdf")
    with pytest.raises(ValueError, match="rotate90"):
        layers(decree, printed, PROFILES["rotate90"], 1, "clean")
