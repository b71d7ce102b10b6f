"""Printing of the samples: every word in its cell, lines and pages broken as word processors do."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pdfplumber
import pypdfium2 as pdfium
import pytest

from extract.words.line_wrap import join_lines
from samples.generator.contoh import make_decree
from samples.generator.decree import Block
from samples.generator.degrade import render
from samples.generator.fonts import FAMILIES, face
from samples.generator.made_up import Traits, draw_traits
from samples.generator.making import make_sample
from samples.generator.named_layouts import LAYOUTS
from samples.generator.press import PlacedWord, Rect
from samples.generator.printed_rows import plan_row
from samples.generator.printing import print_decree
from samples.generator.public_plans import COLUMNS, SOURCES, load_decree, parse_body
from samples.generator.table_pages import column_edges, fit_words
from samples.generator.typeset import Setting, plain, set_lines
from tests.support.sample_pages import SHORT, printed_texts, same

# --- setting lines ---------------------------------------------------------------------------------


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("width", [60.0, 95.0, 240.0])
def test_wrapped_lines_join_to_the_text(family: str, width: float) -> None:
    text = "Melaksanakan kaji ulang SOP/standar layanan masing-masing bagian 2020-2024, lalu (jika perlu) 5 R"
    lines = set_lines(text, Setting(face(family), 9.0, width))
    assert join_lines(line.text for line in lines) == text
    assert all(line.width <= width + 0.01 for line in lines)
    assert [line.last for line in lines] == [False] * (len(lines) - 1) + [True]


def test_a_word_wider_than_the_column_is_squeezed_not_cut() -> None:
    word = "pengaduan.masyarakat@contoh.go.id"
    lines = set_lines(f"alamat {word} resmi", Setting(face("times"), 10.0, 70.0))
    placed = [w for line in lines for w in line.words if w.text == word]
    assert len(placed) == 1
    assert placed[0].squeeze < 1.0
    assert placed[0].width == pytest.approx(70.0)


def test_hyphenation_cuts_long_words_between_syllables() -> None:
    setting = Setting(face("times"), 10.0, 64.0, hyphens=True)
    lines = [line.text for line in set_lines("telah mensosialisasikan pembangunan", setting)]
    assert any(line.endswith("-") for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == "telahmensosialisasikanpembangunan"


def test_italics_marks_choose_the_font_and_are_not_printed() -> None:
    (line,) = set_lines("unit <i>role model</i>, lalu", Setting(face("times"), 10.0, 300.0))
    assert [word.text for word in line.words] == ["unit", "role", "model,", "lalu"]
    assert [word.font for word in line.words] == [
        "Times-Roman",
        "Times-Italic",
        "Times-Italic",
        "Times-Roman",
    ]
    assert plain("unit <i>role\nmodel</i>") == "unit role model"


def test_unknown_kind_of_block_is_an_error() -> None:
    with pytest.raises(KeyError):
        parse_body("X|||what is this")


# --- printing --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_word_is_printed_once_in_every_layout(name: str, tmp_path: Path) -> None:
    layout = LAYOUTS[name]
    decree = make_decree(5, layout, Traits(extra="% REALISASI", merged_targets=True, rows=24))
    printed = print_decree(decree, replace(layout, hyphens=False, repeat_row=False), tmp_path / "print.pdf")
    texts = printed_texts(printed)
    expected = {
        (row.urutan, decree.columns[cell.col].kolom): plain(cell.text)
        for row in decree.rows
        if row.kind == "row"
        for cell in row.cells
    }
    assert expected.keys() == texts.keys()
    for key, text in expected.items():
        assert same(" ".join(filter(None, texts[key])), text), key


def test_cut_rows_go_on_at_the_top_of_the_next_page(tmp_path: Path) -> None:
    layout = LAYOUTS["bookman-portrait"]
    printed = print_decree(make_decree(2, layout, Traits(rows=40)), layout, tmp_path / "print.pdf")
    tails = [cell for cell in printed.cells if cell.part > 1 and cell.kind == "row"]
    assert tails
    for cell in tails:
        if cell.kolom in ("no", "target_waktu") and cell.words:
            # Short cells stand whole in the first piece unless they are longer than that piece.
            head = [c for c in printed.cells if (c.urutan, c.kolom, c.part) == (cell.urutan, cell.kolom, 1)]
            assert head[0].words
    whole = replace(layout, cut_rows=False)
    uncut = print_decree(make_decree(2, whole, Traits(rows=40)), whole, tmp_path / "whole.pdf")
    assert not [cell for cell in uncut.cells if cell.part > 1 and cell.kind == "row"]


@pytest.mark.parametrize(("stem", "layout", "tables", "rows"), [
    ("banyumas_2022", "bookman-landscape", 17, 70),
    ("banyuwangi_2025", "arial-landscape", 16, 86),
])  # fmt: skip
def test_decrees_keep_the_page_breaks_of_their_transcripts(
    stem: str, layout: str, tables: int, rows: int, tmp_path: Path
) -> None:
    decree = load_decree(stem, LAYOUTS[layout])
    printed = print_decree(decree, LAYOUTS[layout], tmp_path / "print.pdf")
    assert len(printed.table_pages) == tables
    assert len(decree.truth["rows"]) == rows
    on_pages: dict[int, list[int]] = {}
    for cell in printed.cells:
        if cell.kind == "row" and cell.urutan not in on_pages.setdefault(cell.page, []):
            on_pages[cell.page].append(cell.urutan)
    sheets = json.loads((SOURCES / f"{stem}.json").read_text(encoding="utf-8"))["sheets"]
    wanted = [[row["urutan"] for row in sheet["rows"] if row["kind"] == "row"] for sheet in sheets]
    assert list(on_pages.values()) == wanted
    # A table page that is too full would print below the foot.
    assert all(cell.box[3] < printed.sizes[cell.page - 1][1] - 30 for cell in printed.cells)


def test_the_last_banyuwangi_row_but_one_is_printed_twice(tmp_path: Path) -> None:
    layout = LAYOUTS["arial-landscape"]
    printed = print_decree(load_decree("banyuwangi_2025", layout), layout, tmp_path / "print.pdf")
    pages = sorted({cell.page for cell in printed.cells if cell.urutan == 85})
    assert len(pages) == 2
    twice = printed_texts(printed)[85, "indikator"]
    assert twice[0] == twice[1] == "Telah membangun database pelayanan yang terintegrasi"


def test_same_arguments_same_bytes(tmp_path: Path) -> None:
    layout = LAYOUTS["times-letter"]
    files = [tmp_path / name / "x.pdf" for name in "abc"]
    for path, seed in zip(files, (4, 4, 5), strict=True):
        path.parent.mkdir()
        make_sample(make_decree(3, layout, SHORT), layout, "poor150", path, seed=seed)
    first, again, other = (path.read_bytes() for path in files)
    assert first == again
    assert first != other


# --- nothing that no real document shows -----------------------------------------------------------


def overlap(a: Rect, b: Rect) -> bool:
    """Whether two words' boxes share more than the blank that their line boxes hold."""
    return a[0] < b[2] - 0.5 and b[0] < a[2] - 0.5 and a[1] < b[3] - 1.5 and b[1] < a[3] - 1.5


@pytest.mark.parametrize("seed", [301, 302])
@pytest.mark.parametrize("name", LAYOUTS)
def test_words_stand_inside_their_cells_and_apart(name: str, seed: int, tmp_path: Path) -> None:
    traits = replace(draw_traits(seed), rows=30, extra="TINDAKLANJUT", merged_targets=True, other_tables=True)
    printed = print_decree(make_decree(seed, LAYOUTS[name], traits), LAYOUTS[name], tmp_path / "print.pdf")
    pages: dict[int, list[PlacedWord]] = {}
    for word in printed.running:
        pages.setdefault(word.page, []).append(word)
    for cell in printed.cells:
        assert cell.box[3] < printed.sizes[cell.page - 1][1] - 20
        for word in cell.words:
            pages.setdefault(word.page, []).append(word)
            assert cell.box[0] < word.box[0] < word.box[2] < cell.box[2] + 0.1, (word, cell.box)
            assert cell.box[1] < word.box[1] < word.box[3] < cell.box[3] + 0.1, (word, cell.box)
    for number, words in pages.items():
        width, height = printed.sizes[number - 1]
        assert all(20 < word.box[0] < word.box[2] < width - 20 for word in words)
        assert all(10 < word.box[1] < word.box[3] < height - 20 for word in words)
        words.sort(key=lambda word: word.box[1])
        for i, word in enumerate(words):
            for other in words[i + 1 :]:
                if other.box[1] > word.box[3]:
                    break
                assert not overlap(word.box, other.box), (word, other)


def test_titles_over_both_levels_of_a_header_stand_in_its_middle(tmp_path: Path) -> None:
    layout = replace(LAYOUTS["sans-landscape"], shade=1.0)
    # The first row of the second page goes on a merged cell of the page before: the header ends above it.
    printed = print_decree(make_decree(104, layout, Traits(rows=30)), layout, tmp_path / "print.pdf")
    page = printed.table_pages[1]
    header = [cell for cell in printed.cells if cell.page == page and cell.kind == "header"]
    first_row = min(cell.box[1] for cell in printed.cells if cell.page == page and cell.kind == "row")
    (komponen,) = [cell for cell in header if cell.kolom == "komponen" and cell.words]
    assert komponen.box[1] == min(cell.box[1] for cell in header)
    assert komponen.box[3] == first_row
    above, below = komponen.words[0].box[1] - komponen.box[1], komponen.box[3] - komponen.words[-1].box[3]
    assert above == pytest.approx(below)
    with pdfplumber.open(printed.path) as pdf:
        crop = pdf.pages[page - 1].crop(komponen.box)
        assert crop.extract_text() == "KOMPONEN"


def test_filled_cells_are_filled_before_their_text_is_printed(tmp_path: Path) -> None:
    layout = LAYOUTS["sans-landscape"]
    printed = print_decree(make_decree(104, layout, SHORT), layout, tmp_path / "print.pdf")
    page = printed.table_pages[0]
    with pdfium.PdfDocument(printed.path) as pdf:
        picture = render(pdf, page, 72, colour=False)
    for cell in printed.cells:
        if cell.page == page and cell.kind == "header":
            for word in cell.words:
                x0, y0, x1, y1 = (round(edge) for edge in word.box)
                assert picture[y0:y1, x0:x1].min() < 100, word.text


def test_long_words_get_wider_columns_or_smaller_type() -> None:
    layout = LAYOUTS["bookman-portrait"]
    edges = column_edges(COLUMNS, layout, 0.0, 400.0)
    long = plan_row(1, ("1", "Tim", "diimplementasikan", "Foto", "SK", "Mei"), COLUMNS)
    same_layout, wider = fit_words(edges, [long], replace(layout, table_size=9.5))
    assert wider[3] - wider[2] > edges[3] - edges[2]
    assert wider[2] - wider[1] < edges[2] - edges[1]
    assert (wider[0], wider[-1]) == (edges[0], pytest.approx(edges[-1]))
    assert same_layout.table_size == 9.5
    crowded = plan_row(1, ("1", *["diimplementasikan"] * 5), COLUMNS)
    assert fit_words(edges, [crowded], layout)[0].table_size < layout.table_size


def test_stamp_of_a_signature_that_begins_a_page_stays_on_it(tmp_path: Path) -> None:
    layout = LAYOUTS["bookman-landscape"]
    decree = make_decree(200, layout, Traits(rows=8))
    alone = replace(decree, closing=(Block("page"), *decree.closing))
    pictures = []
    for ink in (True, False):
        printed = print_decree(alone, layout, tmp_path / "print.pdf", ink=ink)
        with pdfium.PdfDocument(printed.path) as pdf:
            pictures.append(render(pdf, len(pdf), 72, colour=False).astype(int))
    stamped = np.argwhere(np.abs(pictures[0] - pictures[1]) > 40)
    assert len(stamped) > 300
    assert stamped[:, 0].min() > 10
