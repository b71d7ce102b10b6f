# ruff: noqa: E501 - a table in code reads best line by line
"""Whole plans in layouts that the usual form does not show, from PDF to rows: right, or flagged with a reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.lib import colors
from reportlab.platypus import Flowable, Paragraph

from extract.model import Source
from extract.pages.digital import read_digital_page
from extract.plan.assemble import assemble
from lampiran.codes import ProblemCode
from lampiran.records import RawDocument
from lampiran.settings import Settings
from tests.support.odd_plans import GRID, ITEMS, STYLE, TITLES, Item, Sheet, form_lines, widths, write

FORM = tuple(TITLES)
AIRY = (("BOTTOMPADDING", (0, 0), (-1, -1), 8),)
PALE, PALER = colors.Color(0.85, 0.9, 0.95), colors.Color(0.95, 0.97, 1)
Look = Sequence[tuple[object, ...]]


def read_all(path: Path) -> RawDocument:
    with pdfium.PdfDocument(str(path)) as pdf:
        count = len(pdf)
    source = Source(str(path), path.name, "00", "pdf", count)
    return assemble(
        source, [read_digital_page(source, page, Settings()).reading for page in range(1, count + 1)]
    )


def form(columns: Sequence[str] = FORM, items: Sequence[Item] = ITEMS, titles: Sequence[str] = ()) -> Sheet:
    sheet = Sheet()
    sheet.add(titles or [TITLES.get(name, name) for name in columns])
    form_lines(sheet, columns, items)
    return sheet


def assert_rows(document: RawDocument, items: Sequence[Item] = ITEMS, without: Sequence[str] = ()) -> None:
    """Every cell of every row, its komponen and its area; ``without``: columns that the plan has not."""
    assert len(document.rows) == len(items)
    names = [name for name in FORM[2:] if name not in without]
    for row, item in zip(document.rows, items, strict=True):
        cells = {name: cell.raw if (cell := row.cell(name)) else "" for name in names}
        assert cells == {name: item.cells[name] for name in names}
        komponen = row.cell("komponen")
        assert komponen is not None and komponen.raw.endswith(item.komponen[1])
        assert row.area is not None
        assert document.areas[row.area].text.endswith(item.area[1])
    assert not [problem for problem in document.problems if problem.lost]


@pytest.mark.parametrize(
    ("columns", "titles", "repeat"),
    [
        (FORM, (), 0),
        (FORM, (",N0", "K0MPONEN.", "lNDlKATOR", "LANGKAH AKSl", "BUKT1 FlSIK", "TARCET WAKTU"), 1),
        ([name for name in FORM if name != "indikator"], (), 1),
        ([name for name in FORM if name != "langkah_aksi"], (), 1),
        ([*FORM[:4], "target_waktu", "bukti_fisik"], (), 1),
    ],
    ids=["header once", "noisy header", "no indikator", "no action", "target before evidence"],
)
def test_columns_of_many_kinds(
    tmp_path: Path, columns: Sequence[str], titles: Sequence[str], repeat: int
) -> None:
    table = form(columns, titles=titles).table(widths(columns), repeat=repeat)
    document = read_all(write(tmp_path / "plan.pdf", [table], 260))
    assert len(document.pages) == 2
    assert_rows(document, without=[name for name in FORM if name not in columns])
    assert document.extra_columns == ()


def test_ten_columns_keep_their_names(tmp_path: Path) -> None:
    own = ("OUTPUT", "ANGGARAN (Rp)", "PIC", "% REALISASI")
    columns = (*FORM[:4], own[0], *FORM[4:], *own[1:])
    items = [replace(item, cells={**item.cells, **dict.fromkeys(own, "7 berkas")}) for item in ITEMS]
    sheet = form(columns, items)
    document = read_all(
        write(tmp_path / "plan.pdf", [sheet.table([26, 70, 100, 110, 60, 100, 70, 70, 60, 70])], 320)
    )
    assert_rows(document)
    names = ("output", "anggaran", "penanggung_jawab", "% REALISASI")
    assert document.extra_columns == names
    assert {cell.raw for row in document.rows for cell in row.cells if cell.kolom in names} == {"7 berkas"}


@pytest.mark.parametrize("height", [700.0, 260.0], ids=["one page", "over a page break"])
def test_areas_in_a_column_of_their_own(tmp_path: Path, height: float) -> None:
    columns = ("AREA PERUBAHAN", *FORM)
    sheet = Sheet(spans=[(1, 0, 4, 1), (5, 0, 3, 1)])
    sheet.add([TITLES.get(name, name) for name in columns])
    form_lines(sheet, columns, ITEMS, areas=False)
    for line, item in ((1, ITEMS[0]), (5, ITEMS[4])):
        sheet.lines[line][0] = " ".join(item.area)
    assert_rows(read_all(write(tmp_path / "plan.pdf", [sheet.table(widths(columns))], height)))


def banded(columns: Sequence[str], *, komponen: str = "", look: Look = (GRID,)) -> Flowable:
    """Areas as bands over all columns; komponen as bands too where a pattern for their text is given."""
    sheet = Sheet()
    sheet.add([TITLES[name] for name in columns])
    for number, item in enumerate(ITEMS):
        before = ITEMS[number - 1] if number else None
        if before is None or item.area != before.area:
            sheet.band(". ".join(item.area), len(columns))
        is_first = before is None or item.komponen != before.komponen
        if komponen and is_first:
            sheet.band(komponen.format(*item.komponen), len(columns))
        name = f"{item.komponen[0]}. {item.komponen[1]}" if "no" not in columns else item.komponen[1]
        line = {
            **item.cells,
            "no": item.komponen[0] if is_first else "",
            "komponen": name if is_first else "",
        }
        sheet.add(
            [line[column] if column != "no" or not komponen else "abcdefg"[number] for column in columns]
        )
    return sheet.table(widths(columns), look=look)


@pytest.mark.parametrize(
    ("columns", "komponen"),
    [
        (FORM, ""),
        (FORM[1:], ""),
        ([name for name in FORM if name != "komponen"], "{0}. {1}"),
        ([name for name in FORM if name != "komponen"], "{1}"),
        (FORM[2:], "{0}. {1}"),
    ],
    ids=["areas", "no number column", "numbered komponen", "komponen by name", "komponen, no number column"],
)
def test_bands(tmp_path: Path, columns: Sequence[str], komponen: str) -> None:
    document = read_all(write(tmp_path / "plan.pdf", [banded(columns, komponen=komponen)], 300))
    assert_rows(document)
    starts = [row.starts_komponen for row in document.rows]
    assert starts == [True, False, True, False, True, False, False]
    assert document.problems == ()


def test_a_table_for_each_area(tmp_path: Path) -> None:
    story: list[Flowable] = []
    for number in ("I", "II"):
        items = [item for item in ITEMS if item.area[0] == number]
        sheet = Sheet()
        sheet.add(list(TITLES.values()))
        form_lines(sheet, FORM, items, areas=False)
        story += [Paragraph("AREA " + " ".join(items[0].area), STYLE), sheet.table(widths(FORM))]
    assert_rows(read_all(write(tmp_path / "plan.pdf", story, 400)))


def test_lettered_indikators_are_rows_or_one_cell(tmp_path: Path) -> None:
    apart = [
        replace(item, cells={**item.cells, "indikator": f"{'abacabc'[n]}. {item.cells['indikator']}"})
        for n, item in enumerate(ITEMS)
    ]
    table = form(items=apart).table(widths(FORM))
    assert_rows(read_all(write(tmp_path / "apart.pdf", [table], 260)), apart)
    lines = [f"{'abc'[n]}. {item.cells['indikator']}" for n, item in enumerate(ITEMS[:3])]
    printed, read = (
        [replace(ITEMS[0], cells={**ITEMS[0].cells, "indikator": mark.join(lines)}), *ITEMS[3:]]
        for mark in ("<br/>", " ")
    )
    assert_rows(read_all(write(tmp_path / "one.pdf", [form(items=printed).table(widths(FORM))], 260)), read)


def test_a_header_of_three_levels(tmp_path: Path) -> None:
    sheet = Sheet(spans=[(0, 0, 3, 1), (0, 1, 3, 1), (0, 2, 3, 1), (0, 3, 1, 3), (1, 3, 1, 2)])
    for line in (
        ["NO", "KOMPONEN", "INDIKATOR", "RENCANA KERJA", "", ""],
        ["", "", "", "PELAKSANAAN", "", "TARGET"],
        ["", "", "", "LANGKAH AKSI", "BUKTI DUKUNG", "WAKTU"],
    ):
        sheet.add(line)
    form_lines(sheet, FORM, ITEMS)
    assert_rows(read_all(write(tmp_path / "plan.pdf", [sheet.table(widths(FORM), repeat=3)], 300)))


def test_empty_lines_at_the_end_are_no_rows(tmp_path: Path) -> None:
    sheet = form()
    for _ in range(4):
        sheet.add([""] * 6)
    assert_rows(read_all(write(tmp_path / "plan.pdf", [sheet.table(widths(FORM))], 300)))


@pytest.mark.parametrize(
    "look",
    [
        [("GRID", (0, 0), (-1, -1), 0.8, colors.Color(0.6, 0.75, 0.9))],
        [("BACKGROUND", (0, 0), (-1, -1), PALE), ("GRID", (0, 0), (-1, -1), 2.0, colors.white)],
    ],
    ids=["pale rules", "white rules on colour"],
)
def test_rules_of_any_colour(tmp_path: Path, look: Look) -> None:
    document = read_all(write(tmp_path / "plan.pdf", [form().table(widths(FORM), look=look)], 500))
    assert_rows(document)
    assert {row.notes for row in document.rows} == {()}


def unruled(kind: str) -> Callable[[], Flowable]:
    """The plan's table without upright rules."""
    bands = [("BACKGROUND", (0, n), (-1, n), PALE if n % 2 else PALER) for n in range(len(form().lines))]
    level = [("LINEBELOW", (0, 0), (-1, -1), 0.7, colors.black)]
    looks: dict[str, Look] = {"nothing drawn": AIRY, "level rules": level, "coloured bands": bands}
    if kind == "areas over the columns":
        return lambda: banded(FORM, look=AIRY)
    return lambda: form().table(widths(FORM), look=looks[kind])


@pytest.mark.parametrize("kind", ["level rules", "coloured bands"])
def test_a_header_over_the_first_of_level_rules_belongs_to_the_table(tmp_path: Path, kind: str) -> None:
    """With a title over each column the columns are sure; the line of text above is no header."""
    document = read_all(write(tmp_path / "plan.pdf", [unruled(kind)()], 500))
    assert_rows(document)
    assert {row.notes for row in document.rows} == {()}
    (page,) = document.pages
    assert page.words_read == page.words_in_cells + page.words_in_headers + page.words_outside


@pytest.mark.parametrize("kind", ["nothing drawn", "areas over the columns"])
def test_tables_without_rules_are_read_by_alignment_and_say_so(tmp_path: Path, kind: str) -> None:
    document = read_all(write(tmp_path / "plan.pdf", [unruled(kind)()], 500))
    assert_rows(document)
    assert all("no-rules" in row.notes for row in document.rows)
    assert all(part.border_doubt == 1.0 for row in document.rows for cell in row.cells for part in cell.parts)
    (page,) = document.pages
    assert page.words_read == page.words_in_cells + page.words_in_headers + page.words_outside


def test_what_alignment_does_not_find_is_said(tmp_path: Path) -> None:
    """Three lines are too few for columns to show; the page before makes it likely that they are rows."""
    document = read_all(write(tmp_path / "plan.pdf", [unruled("nothing drawn")()], 300))
    assert len(document.rows) < len(ITEMS)
    assert [(problem.code, problem.page) for problem in document.problems if problem.lost] == [
        (ProblemCode.PLAN_GAP_AFTER, 2)
    ]


def test_running_text_has_no_columns(tmp_path: Path) -> None:
    text = [Paragraph(" ".join(item.cells.values()), STYLE) for item in ITEMS * 4]
    document = read_all(write(tmp_path / "text.pdf", text))
    assert [problem.code for problem in document.problems] == [ProblemCode.NO_PLAN]
