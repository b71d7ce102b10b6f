"""Born-digital pages: rules of every kind, merged cells, wrapped lines, turned and cropped pages."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from extract.grid.drawn.drawn_tables import find_drawn_tables, segments_of_box
from extract.grid.table_model import Segment
from extract.model import PageReading, PageTable, Source
from extract.pages.digital import read_digital_page
from extract.plan.assemble import assemble
from extract.turning import Turn
from lampiran.errors import DamagedDocument
from lampiran.records import Box
from lampiran.settings import Settings

WIDTH, HEIGHT = landscape(A4)
XS = (40, 70, 190, 330, 500, 660, 780)
YS = (80, 110, 140, 200, 260)
TEXTS = {
    (0, 0): ["NO"], (0, 1): ["KOMPONEN"], (0, 2): ["INDIKATOR"], (0, 3): ["LANGKAH AKSI"],
    (0, 4): ["BUKTI FISIK"], (0, 5): ["TARGET WAKTU"],
    (1, 0): ["I MANAJEMEN PERUBAHAN"],
    (2, 0): ["1"], (2, 1): ["Tim Kerja"], (2, 2): ["Tim telah dibentuk"],
    (2, 3): ["Menyusun dan mensosiali-", "sasikan SK Tim/", "Kelompok Kerja"],
    (2, 4): ["- SK Tim", "- Foto"], (2, 5): ["Januari s/d", "Mei 2024"],
    (3, 2): ["Anggota dipilih"], (3, 3): ["Menetapkan"], (3, 4): ["Berita acara"],
}  # fmt: skip
"""Lines by grid row and column; row 1 is one cell, the target of rows 2 and 3 is one cell."""


def source(path: Path) -> Source:
    return Source(str(path), path.name, "00", "pdf", 1)


def sides() -> Iterable[tuple[float, float, float, float]]:
    """The rules between all neighbouring cells that are not merged."""
    for number, y in enumerate(YS):
        yield XS[0], y, XS[5] if number == 3 else XS[6], y
    for number, x in enumerate(XS):
        inner = 0 < number < len(XS) - 1
        yield x, YS[0], x, YS[1]
        if not inner:
            yield x, YS[1], x, YS[2]
        yield x, YS[2], x, YS[4]


def draw(path: Path, how: str = "lines") -> Path:
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), pageCompression=0)
    canvas.setFont("Helvetica", 9)
    canvas.drawString(300, HEIGHT - 50, "RENCANA AKSI ZONA INTEGRITAS")
    for x0, y0, x1, y1 in sides():
        if how == "lines":
            canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)
        else:
            # As word processors do: a thin filled rectangle for every piece of every side.
            pieces = 4
            for n in range(pieces):
                left, top = x0 + (x1 - x0) * n / pieces, y0 + (y1 - y0) * n / pieces
                canvas.rect(
                    left - 0.25, HEIGHT - top - 0.25 - (y1 - y0) / pieces,
                    (x1 - x0) / pieces + 0.5, (y1 - y0) / pieces + 0.5, stroke=0, fill=1,
                )  # fmt: skip
    if how == "shaded":
        canvas.setFillGray(0.8)
        canvas.rect(XS[0] + 8, HEIGHT - YS[2] + 6, 300, 20, stroke=0, fill=1)
        canvas.setFillGray(0)
    for (row, col), lines in TEXTS.items():
        for number, line in enumerate(lines):
            canvas.drawString(XS[col] + 3, HEIGHT - YS[row] - 12 - 12 * number, line)
    canvas.showPage()
    canvas.save()
    return path


def cell_texts(table: PageTable) -> dict[tuple[int, int], str]:
    return {(cell.row, cell.col): cell.text for cell in table.cells if cell.text}


def assert_boxes_on_ink(path: Path, reading: PageReading) -> None:
    """Each word's box, as the reading gives it, holds dark pixels of the page that a viewer draws."""
    document = pdfium.PdfDocument(str(path))
    scale = 2
    image = document[0].render(scale=scale, grayscale=True).to_numpy()
    document.close()
    assert (reading.width, reading.height) == pytest.approx(
        (image.shape[1] / scale, image.shape[0] / scale), abs=1
    )
    words = [word for table in reading.tables for cell in table.cells for word in cell.words]
    for word in words + [word for line in reading.outside for word in line.words]:
        box = word.box
        assert box is not None
        part = image[int(box.y0 * scale) : int(box.y1 * scale), int(box.x0 * scale) : int(box.x1 * scale)]
        assert part.size, word.text
        assert int(part.min()) < 128, word.text


@pytest.mark.parametrize("how", ["lines", "rectangles", "shaded"])
def test_grid_merged_cells_and_wrapped_lines(tmp_path: Path, how: str) -> None:
    path = draw(tmp_path / "plan.pdf", how)
    reading = read_digital_page(source(path), 1, Settings()).reading
    (table,) = reading.tables
    assert (table.n_rows, table.n_cols) == (4, 6)
    spans = {
        (c.row, c.col): (c.row_span, c.col_span) for c in table.cells if (c.row_span, c.col_span) != (1, 1)
    }
    assert spans == {(1, 0): (1, 6), (2, 5): (2, 1)}
    texts = cell_texts(table)
    assert texts[2, 3] == "Menyusun dan mensosialisasikan SK Tim/Kelompok Kerja"
    assert texts[2, 4] == "- SK Tim - Foto"
    assert texts[2, 5] == "Januari s/d Mei 2024"
    assert [line.text for line in reading.outside] == ["RENCANA AKSI ZONA INTEGRITAS"]
    assert (reading.kind, reading.rotation, reading.problems) == ("digital", 0, ())
    assert_boxes_on_ink(path, reading)


def test_rows_of_a_drawn_page(tmp_path: Path) -> None:
    path = draw(tmp_path / "plan.pdf")
    document = assemble(source(path), [read_digital_page(source(path), 1, Settings()).reading])
    assert [(row.area, row.no, row.starts_komponen) for row in document.rows] == [
        (0, "1", True),
        (0, "1", False),
    ]
    targets = [row.cell("target_waktu") for row in document.rows]
    assert [(cell.raw, cell.shared) for cell in targets if cell] == [
        ("Januari s/d Mei 2024", False), ("Januari s/d Mei 2024", True),
    ]  # fmt: skip
    assert document.problems == ()


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_pages_shown_turned(tmp_path: Path, rotate: int) -> None:
    """``/Rotate`` turns the shown page; its print is read along its own direction."""
    path = draw(tmp_path / "flat.pdf")
    turned = tmp_path / "turned.pdf"
    with pikepdf.open(path) as pdf:
        pdf.pages[0].Rotate = rotate
        pdf.save(turned)
    flat, reading = (
        read_digital_page(source(path), 1, Settings()).reading,
        read_digital_page(source(turned), 1, Settings()).reading,
    )
    assert reading.rotation == rotate
    assert cell_texts(reading.tables[0]) == cell_texts(flat.tables[0])
    assert_boxes_on_ink(turned, reading)
    assert len(assemble(source(turned), [reading]).rows) == 2


def test_the_crop_box_is_where_the_page_begins(tmp_path: Path) -> None:
    path = draw(tmp_path / "flat.pdf")
    cropped = tmp_path / "cropped.pdf"
    with pikepdf.open(path) as pdf:
        pdf.pages[0].CropBox = [20, 30, WIDTH - 5, HEIGHT - 10]
        pdf.save(cropped)
    reading = read_digital_page(source(cropped), 1, Settings()).reading
    assert cell_texts(reading.tables[0]) == cell_texts(
        read_digital_page(source(path), 1, Settings()).reading.tables[0]
    )
    assert_boxes_on_ink(cropped, reading)


def test_letters_set_twice_are_read_once_and_neighbours_stay_apart(tmp_path: Path) -> None:
    path = tmp_path / "bold.pdf"
    canvas = Canvas(str(path), pagesize=(300, 200))
    for x in (20, 100.5, 181):
        canvas.line(x, 20, x, 180)
    for y in (20, 100, 180):
        canvas.line(20, y, 181, y)
    for shift in (0, 0.3):
        canvas.drawString(22 + shift, 150, "tebal llll")
    width = canvas.stringWidth("rapat")
    canvas.drawString(100 - width, 60, "rapat")
    canvas.drawString(101, 60, "sekali")
    canvas.save()
    texts = cell_texts(read_digital_page(source(path), 1, Settings()).reading.tables[0])
    assert texts == {(0, 0): "tebal llll", (1, 0): "rapat", (1, 1): "sekali"}


def test_a_list_mark_set_close_to_its_word_stands_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica", 10)
    width = canvas.stringWidth("(1)", "Helvetica", 10)
    for y, gap in ((700, 1.0), (650, 0.0)):
        canvas.drawString(72, y, "(1)")
        canvas.drawString(72 + width + gap, y, "Menyusun rencana")
    canvas.save()
    found = [line.text for line in read_digital_page(source(path), 1, Settings()).reading.outside]
    assert found == ["(1) Menyusun rencana", "(1)Menyusun rencana"]


def test_fonts_that_hide_their_letters_are_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "hidden.pdf"
    canvas = Canvas(str(path), pagesize=(300, 200), pageCompression=0)
    canvas.setFont("Helvetica", 10)
    canvas.drawString(20, 100, "satu dua tiga")
    canvas.save()
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        font = next(iter(pdf.pages[0].Resources.Font.values()))
        cmap = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <61> <7a> <e061> endbfrange endcmap"  # noqa: E501
        font.ToUnicode = pdf.make_stream(cmap)
        pdf.save(path)
    reading = read_digital_page(source(path), 1, Settings()).reading
    assert [problem.code for problem in reading.problems] == ["unreadable-font"]
    assert all(word.confidence < 0.5 for line in reading.outside for word in line.words)


def test_a_page_that_cannot_be_interpreted_is_damaged(tmp_path: Path) -> None:
    path = draw(tmp_path / "plan.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].Rotate = pikepdf.Name.Broken
        pdf.save(path)
    with pytest.raises(DamagedDocument):
        read_digital_page(source(path), 1, Settings())


def test_shipped_digital_sample(samples: Path) -> None:
    path = samples / "banyumas_2022_digital.pdf"
    reading = read_digital_page(source(path), 7, Settings()).reading
    assert [(table.n_cols, table.n_rows > 3) for table in reading.tables] == [(6, True)]
    assert_none_lost(reading)


def assert_none_lost(reading: PageReading) -> None:
    document = assemble(Source("x", "x", "00", "pdf", 0), [reading])
    (page,) = document.pages
    assert page.words_read == page.words_in_cells + page.words_in_headers + page.words_outside
    assert page.words_read == reading.words_read > 100


@pytest.mark.parametrize(
    ("box", "outlined", "level", "upright"),
    [
        (Box(0, 10, 100, 10.5), False, 1, 0),
        (Box(10, 0, 10.5, 100), False, 0, 1),
        (Box(0, 0, 100, 20), True, 2, 2),
        (Box(0, 0, 100, 20), False, 0, 0),
    ],
)
def test_what_draws_a_rule(box: Box, outlined: bool, level: int, upright: int) -> None:
    rows, cols = segments_of_box(box, outlined=outlined)
    assert (len(rows), len(cols)) == (level, upright)


def test_a_missing_outer_rule_and_gaps_leave_the_grid_whole() -> None:
    level = [Segment(0, 148, 10), Segment(151, 300, 10.4), Segment(0, 300, 50)]
    upright = [Segment(10, 90, x) for x in (0, 100, 200)]
    (table,) = find_drawn_tables(level, upright)
    assert (table.xs, table.ys[-1]) == ((0, 100, 200, 300), 90)
    assert len(table.cells) == 6


def test_a_frame_of_one_cell_is_no_table() -> None:
    level, upright = segments_of_box(Box(0, 0, 200, 100), outlined=True)
    assert find_drawn_tables(level, upright) == ()


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_turning_there_and_back(degrees: int) -> None:
    turn = Turn(degrees, 600, 900)
    box = Box(10, 20, 110, 50)
    assert turn.shown(turn.reading(box)) == box


def test_print_turned_clockwise_reads_from_its_left() -> None:
    """On a page turned by 90 degrees the first line runs down the right edge."""
    assert Turn(90, 600, 900).reading(Box(560, 40, 580, 300)) == Box(40, 20, 300, 40)
