from __future__ import annotations

import pickle
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Literal

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image
from rapidfuzz import fuzz

from extract.files.source import open_source
from extract.model import PageReading, PageTable
from extract.pages.page_kind import page_kind
from extract.pages.read import read_page, read_pages
from extract.pictures.images import load_image
from lampiran.errors import DamagedDocument
from lampiran.records import Box
from lampiran.settings import Settings
from samples.generator.contoh import make_decree
from samples.generator.image_pdf import ScannedPage, write_image_pdf
from samples.generator.making import Sample, make_sample
from samples.generator.named_layouts import LAYOUTS
from tests.support.drawn_pages import Drawn, write
from tests.support.sample_pages import SHORT, made

SETTINGS = Settings(cache_dir=None, quality="fast")
pytestmark = pytest.mark.ocr


def read(path: Path, page: int = 1, settings: Settings = SETTINGS) -> PageReading:
    return read_page(open_source(path, settings), page, settings)


def texts(table: PageTable) -> list[str]:
    return [" ".join(cell.text.split()) for cell in table.cells]


def alike(found: list[str], wanted: list[str]) -> float:
    return sum(fuzz.ratio(a, b, processor=str.lower) for a, b in zip(found, wanted, strict=True)) / len(
        wanted
    )


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return made("office200", "arial-landscape", tmp_path_factory.mktemp("pages") / "scan.pdf")


@pytest.fixture(scope="module")
def reading(sample: Sample) -> PageReading:
    return read(sample.path, sample.printed.table_pages[0])


def overlap(a: Box, b: tuple[float, float, float, float]) -> float:
    wide, high = min(a.x1, b[2]) - max(a.x0, b[0]), min(a.y1, b[3]) - max(a.y0, b[1])
    if wide <= 0 or high <= 0:
        return 0.0
    both = (a.x1 - a.x0) * (a.y1 - a.y0) + (b[2] - b[0]) * (b[3] - b[1])
    return wide * high / (both - wide * high)


def test_a_scanned_table_page(sample: Sample, reading: PageReading) -> None:
    assert reading.kind == "scan"
    assert reading.rotation == 0
    (table,) = reading.tables
    page = sample.printed.table_pages[0]
    assert sample.scan is not None
    wanted = [cell for cell in sample.printed.cells if cell.page == page]
    assert len(table.cells) == len(wanted)
    for cell in wanted:
        place = sample.scan.box(page, cell.box)
        best = max(table.cells, key=lambda c: overlap(c.box, place) if c.box else 0.0)
        assert best.box is not None and overlap(best.box, place) > 0.75
        words = " ".join(word.text for word in cell.words)
        assert fuzz.ratio(best.text, words, processor=str.lower) > 80, (best.text, words)


def test_words_lie_in_their_cells_and_lines(reading: PageReading) -> None:
    for table in reading.tables:
        for cell in table.cells:
            assert cell.box is not None
            for word in cell.words:
                assert word.box is not None
                x, y = (word.box.x0 + word.box.x1) / 2, (word.box.y0 + word.box.y1) / 2
                assert cell.box.x0 - 2 <= x <= cell.box.x1 + 2 and cell.box.y0 - 2 <= y <= cell.box.y1 + 2
            assert " ".join(w.text for w in cell.words).replace(" ", "") == cell.text.replace(" ", "")
    top = min(table.box.y0 for table in reading.tables if table.box)
    assert any("KEPUTUSAN" in line.text for line in reading.outside)
    assert all(line.box and line.box.y0 < top for line in reading.outside if "KEPUTUSAN" in line.text)


def test_readings_travel_between_processes(reading: PageReading, sample: Sample) -> None:
    assert pickle.loads(pickle.dumps(reading)) == reading  # noqa: S301 - our own bytes
    again = read(sample.path, reading.page)
    assert replace(again, seconds=0) == replace(reading, seconds=0)


@pytest.mark.parametrize("quarters", [1, 2, 3])
@pytest.mark.parametrize("rotate_entry", [False, True])
def test_turned_copies_read_alike(
    tmp_path: Path, reading: PageReading, sample: Sample, quarters: int, rotate_entry: bool
) -> None:
    upright = load_image(open_source(sample.path, SETTINGS), reading.page, SETTINGS)
    width, height = upright.frame.width, upright.frame.height
    path = tmp_path / "turned.pdf"
    turned = Image.fromarray(np.ascontiguousarray(np.rot90(upright.gray, -quarters)))
    size = (height, width) if quarters % 2 else (width, height)
    turned.save(path, resolution=turned.width * 72 / size[0], quality=95)
    if rotate_entry:
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            pdf.pages[0].Rotate = (360 - 90 * quarters) % 360
            pdf.save()
    found = read(path)
    assert found.rotation == (0 if rotate_entry else 90 * quarters)
    assert (found.width > found.height) == (size[0] > size[1]) or rotate_entry
    (table,), (first,) = found.tables, reading.tables
    assert [(c.row, c.col, c.row_span, c.col_span) for c in table.cells] == [
        (c.row, c.col, c.row_span, c.col_span) for c in first.cells
    ]
    assert alike(texts(table), texts(first)) > 97
    if rotate_entry:
        assert table.box is not None and first.box is not None
        assert overlap(table.box, (first.box.x0, first.box.y0, first.box.x1, first.box.y1)) > 0.97


def turned_box(box: Box, quarters: int, width: float, height: float) -> tuple[float, float, float, float]:
    """Where a box of a page of that size lies once the page is turned clockwise by quarters."""
    x0, y0, x1, y1 = box.x0, box.y0, box.x1, box.y1
    for _ in range(quarters):
        x0, y0, x1, y1 = height - y1, x0, height - y0, x1
        width, height = height, width
    return x0, y0, x1, y1


@pytest.mark.parametrize("profile", ["poor150", "bw200"])
def test_turned_without_loss_every_text_and_box_is_the_same(tmp_path: Path, profile: str) -> None:
    sample = made(profile, "letter-landscape", tmp_path / "scan.pdf", seed=4)
    upright = load_image(open_source(sample.path, SETTINGS), sample.printed.table_pages[0], SETTINGS)
    coding: Literal["ccitt", "flate"] = "ccitt" if upright.bilevel else "flate"
    wanted: PageReading | None = None
    for quarters in range(4):
        image = np.ascontiguousarray(np.rot90(upright.gray, -quarters))
        path = tmp_path / f"{quarters}.pdf"
        write_image_pdf([ScannedPage(image, round(upright.dpi), coding)], path, producer="test")
        copies = [path]
        if quarters == 3:
            copies.append(tmp_path / "entry.pdf")
            with pikepdf.open(tmp_path / "0.pdf") as pdf:
                pdf.pages[0].Rotate = 90 * quarters
                pdf.save(copies[1])
        for copy in copies:
            found = read(copy)
            wanted = wanted or found
            assert found.rotation == 90 * quarters
            (table,), (first,) = found.tables, wanted.tables
            assert texts(table) == texts(first)
            for cell, like in zip(table.cells, first.cells, strict=True):
                assert cell.box is not None and like.box is not None
                assert overlap(cell.box, turned_box(like.box, quarters, wanted.width, wanted.height)) > 0.93
            in_cells = sum(len(cell.words) for cell in table.cells)
            assert found.words_read == in_cells + sum(len(line.words) for line in found.outside)


def test_born_digital_pages_need_no_reading(tmp_path: Path) -> None:
    looks = LAYOUTS["arial-landscape"]
    printed = make_sample(make_decree(2, looks, SHORT), looks, "digital", tmp_path / "a.pdf", seed=2)
    page = printed.printed.table_pages[0]
    found = read(printed.path, page)
    assert found.kind == "digital"
    assert found.tables and found.tables[0].n_cols == 6


@pytest.fixture(scope="module")
def layered(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return made("office200", "times-portrait", tmp_path_factory.mktemp("layer") / "scan.pdf", layer="clean")


def test_a_good_text_layer_is_used_beside_the_picture(layered: Sample) -> None:
    page = layered.printed.table_pages[0]
    found = read(layered.path, page)
    assert (found.kind, found.engine.split(" + ")[0]) == ("scan", "text layer")
    words = [word for cell in layered.printed.cells if cell.page == page for word in cell.words]
    in_cells = [word for table in found.tables for cell in table.cells for word in cell.words]
    assert abs(len(in_cells) - len(words)) <= 0.03 * len(words)


class Losing:
    """Misreads some words of a layer and loses others, always the same ones."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, word: str) -> str:
        self.number += 1
        if self.number % 23 in (5, 6):
            return ""
        return word.replace("n", "ri", 1) if self.number % 17 == 3 else word


def test_words_that_a_layer_lost_or_misread_come_from_the_picture(tmp_path: Path) -> None:
    looks = LAYOUTS["times-portrait"]
    decree = make_decree(3, looks, SHORT)
    sample = make_sample(
        decree, looks, "office200", tmp_path / "a.pdf", seed=3, layer="noisy", spoil=Losing()
    )
    page = sample.printed.table_pages[0]
    printed = [word.text for cell in sample.printed.cells if cell.page == page for word in cell.words]
    shares = {}
    uses: tuple[Literal["auto", "trust"], ...] = ("auto", "trust")
    for use in uses:
        found = read(sample.path, page, Settings(cache_dir=None, quality="fast", text_layer=use))
        cells = [cell for table in found.tables for cell in table.cells]
        got = Counter(word.text for cell in cells for word in cell.words)
        shares[use] = sum((got & Counter(printed)).values()) / len(printed)
        assert found.words_read == sum(len(c.words) for c in cells) + sum(len(x.words) for x in found.outside)
        if use == "auto":
            assert found.engine.startswith("text layer + ")
            engines = {reading.engine for cell in cells for reading in cell.readings}
            assert "text layer" in engines and len(engines) > 1
            assert abs(sum(got.values()) - len(printed)) <= 0.03 * len(printed)
    assert shares["trust"] < 0.9 < 0.96 < shares["auto"], shares


def test_the_user_decides_about_text_layers(layered: Sample) -> None:
    page = layered.printed.table_pages[0]
    ignored = read(layered.path, page, replace(SETTINGS, text_layer="ignore"))
    trusted = read(layered.path, page, replace(SETTINGS, text_layer="trust"))
    assert (ignored.kind, trusted.kind) == ("scan", "scan+text")
    assert "text layer" not in ignored.engine
    assert trusted.engine == "text layer"
    assert alike(texts(ignored.tables[0]), texts(trusted.tables[0])) > 90


def test_a_layer_made_sideways_is_not_used(tmp_path: Path) -> None:
    sample = made("office200", "times-portrait", tmp_path / "a.pdf", layer="sideways")
    found = read(sample.path, sample.printed.table_pages[0])
    assert found.kind == "scan"
    assert "text layer" not in found.engine


def test_pages_without_tables_are_page_text(sample: Sample) -> None:
    found = read(sample.path, 1)
    assert found.tables == ()
    assert any("MEMUTUSKAN" in line.text or "Menimbang" in line.text for line in found.outside)


def test_image_files_and_transcripts(tmp_path: Path) -> None:
    drawn = Drawn(xs=(150, 460, 860), ys=(200, 300, 400))
    page = drawn.page(text=False)
    for row, col, words in ((0, 0, "NO"), (0, 1, "KOMPONEN"), (1, 0, "Januari"), (1, 1, "tim kerja")):
        write(page, words, (drawn.xs[col] + 30, drawn.ys[row] + 65), size=1.2)
    Image.fromarray(page).save(tmp_path / "page.png", dpi=(200, 200))
    found = read(tmp_path / "page.png")
    assert found.kind == "scan"
    assert alike(texts(found.tables[0]), ["NO", "KOMPONEN", "Januari", "tim kerja"]) > 90
    (tmp_path / "plan.txt").write_text("NO\tKOMPONEN\tINDIKATOR\n1\tTim Kerja\tSK\n", encoding="utf-8")
    pages = read_pages(open_source(tmp_path / "plan.txt", SETTINGS), 1, SETTINGS)
    assert pages[0].kind == "transcript"


def test_a_blank_page(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(tmp_path / "a.pdf")
    found = read(tmp_path / "a.pdf")
    assert (found.tables, found.outside, found.words_read) == ((), (), 0)


def test_a_page_that_is_not_there(sample: Sample) -> None:
    with pytest.raises(DamagedDocument):
        read(sample.path, 999)


@pytest.mark.parametrize(
    ("text", "picture", "kind"),
    [
        (b"BT /F1 12 Tf 72 700 Td (" + b"kata " * 20 + b") Tj ET", False, "digital"),
        (b"BT /F1 12 Tf 3 Tr 72 700 Td (" + b"kata " * 20 + b") Tj ET", True, "scan+text"),
        (b"", True, "scan"),
        (b"", False, "scan"),
        (b"BT /F1 12 Tf 72 20 Td (Scanned by App) Tj ET", True, "scan+text"),
        (
            b" ".join(b"BT /F1 9 Tf 40 %d Td (nomor surat keputusan) Tj ET" % y for y in range(40, 800, 9)),
            True,
            "digital",
        ),
    ],
)
def test_kinds_of_pages(tmp_path: Path, text: bytes, picture: bool, kind: str) -> None:
    path = tmp_path / "a.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(600, 800))
        page = pdf.pages[0]
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        content = b""
        if picture:
            stream = pdf.make_stream(b"\xf0" * (300 * 400))
            stream.Subtype, stream.Width, stream.Height = pikepdf.Name.Image, 300, 400
            stream.ColorSpace, stream.BitsPerComponent = pikepdf.Name.DeviceGray, 8
            page.Resources.XObject = pikepdf.Dictionary(Im0=stream)
            content = b"q 600 0 0 800 0 0 cm /Im0 Do Q "
        page.Contents = pdf.make_stream(content + text)
        pdf.save(path)
    with pdfium.PdfDocument(path) as document:
        assert page_kind(document[0], SETTINGS)[0] == kind
