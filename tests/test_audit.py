"""The audit of a page against its picture: what it must see, and what it must leave alone."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.audit.layer_fit import fitted_layer
from extract.audit.page import audit_page
from extract.audit.shares import is_unread, unexplained_share
from extract.geometry import PageFrame
from extract.model import GridCell, PageReading, PageTable
from extract.pictures.images import PageImage
from lampiran.codes import ProblemCode, ReasonCode
from lampiran.records import Box, PageKind, Reason, Word
from samples.generator.handwriting import handwritten
from tests.support.audited_pages import (
    DPI,
    HEIGHT,
    SCALE,
    TEXTS,
    WIDTH,
    XS,
    YS,
    AuditedPage,
    cell_box,
    codes,
    leaning,
    moved_cells,
    printed_page,
)

KINDS: tuple[PageKind, ...] = ("digital", "scan")
NOTHING: dict[tuple[int, int], list[str]] = {}
INK, PALE, STRUCK, EDGE = "ink-unexplained", "word-pale", "word-struck", "cut-by-edge"


def audited(page: AuditedPage, kind: PageKind = "scan") -> PageReading:
    return audit_page(page.reading(kind), page.image())


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_whose_print_is_all_read_has_no_doubts(kind: PageKind) -> None:
    found = audited(printed_page(without=((2, 1),)), kind)
    assert codes(found) == NOTHING
    assert found.problems == ()


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_typed_into_a_cell_that_was_read_as_empty_is_seen(kind: PageKind) -> None:
    page = printed_page(without=((2, 4),))
    page.write(2, 4, "Mei 2024", read=False)
    assert codes(audited(page, kind)) == {(2, 4): [INK]}


@pytest.mark.parametrize("kind", KINDS)
def test_a_lone_dash_in_an_empty_cell_is_seen(kind: PageKind) -> None:
    page = printed_page(without=((3, 4),))
    page.line(740, 240, 744, 240)
    assert codes(audited(page, kind)) == {(3, 4): [INK]}


def test_a_handwritten_note_in_an_empty_cell_is_seen() -> None:
    page = printed_page(without=((2, 3),))
    note = handwritten("7/9-22", 30, 2, np.random.default_rng(1))
    y, x = round(165 * SCALE), round(500 * SCALE)
    part = page.gray[y : y + note.shape[0], x : x + note.shape[1]]
    part[:] = np.minimum(part, 255 - note[: part.shape[0], : part.shape[1]])
    assert codes(audited(page)) == {(2, 3): [INK]}


def test_a_second_line_that_was_not_read_is_seen() -> None:
    page = printed_page()
    page.write(4, 3, "dan berita acara", read=False, at=36)
    assert codes(audited(page)) == {(4, 3): [INK]}


@pytest.mark.parametrize("grey", [255, 235])
def test_words_that_hardly_stand_out_are_named(grey: int) -> None:
    page = printed_page(without=((2, 4),))
    page.write(2, 4, "Desember 2019", grey=grey)
    (cell,) = (cell for cell in audited(page, "digital").tables[0].cells if cell.doubts)
    assert cell.doubts == (Reason(ReasonCode.WORD_PALE, ("Desember",)),)


def test_grey_print_on_a_page_of_grey_print_is_not_pale() -> None:
    page = AuditedPage().rule()
    for row in range(len(YS) - 1):
        for col, text in enumerate(TEXTS):
            page.write(row, col, text, grey=170)
    assert codes(audited(page)) == NOTHING


@pytest.mark.parametrize("thick", [1, 2, 3])
def test_a_word_struck_through_is_named(thick: int) -> None:
    page = printed_page()
    (word,) = (word for word in page.words[2 * 5 + 1] if word.text == "membentuk")
    assert word.box is not None
    y = word.box.y0 + 0.55 * (word.box.y1 - word.box.y0)
    page.line(word.box.x0, y, word.box.x1, y, thick)
    (cell,) = (cell for cell in audited(page).tables[0].cells if cell.doubts)
    assert (cell.row, cell.col) == (2, 1)
    assert cell.doubts == (Reason(ReasonCode.WORD_STRUCK, ("membentuk",)),)


@pytest.mark.parametrize("drop", [-5.0, -3.0, 3.0, 5.0])
def test_a_line_drawn_through_by_hand_is_seen(drop: float) -> None:
    page = printed_page()
    first, *_, last = page.words[2 * 5 + 2][:2]
    assert first.box is not None
    assert last.box is not None
    middle = (first.box.y0 + first.box.y1) / 2
    page.line(first.box.x0 - 3, middle - drop / 2, last.box.x1 + 6, middle + drop / 2)
    assert STRUCK in codes(audited(page)).get((2, 2), [])


@pytest.mark.parametrize("thick", [1, 2, 3])
def test_underlined_words_are_not_struck_through(thick: int) -> None:
    page = printed_page()
    for word in page.words[2 * 5 + 1]:
        assert word.box is not None
        page.line(word.box.x0, word.box.y1 - 0.5, word.box.x1, word.box.y1 - 0.5, thick)
    assert codes(audited(page, "digital")) == NOTHING


def test_a_shaded_header_and_a_shaded_column_say_nothing() -> None:
    page = printed_page(without=((3, 4), (4, 4)))
    page.fill(Box(XS[0], YS[0], XS[-1], YS[1]), 150)
    page.fill(Box(XS[4], YS[0], XS[5], YS[-1]), 200)
    assert codes(audited(page, "digital")) == NOTHING


def test_light_print_on_a_dark_band_says_nothing() -> None:
    page = printed_page(without=tuple((0, col) for col in range(5)))
    page.fill(Box(XS[0], YS[0], XS[-1], YS[1]), 60)
    for col, text in enumerate(("No", "Indikator", "Langkah aksi", "Bukti fisik", "Target")):
        page.write(0, col, text, grey=255)
    assert codes(audited(page, "digital")) == NOTHING


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_cell_with_a_tint_of_its_own_is_seen(kind: PageKind) -> None:
    page = printed_page(without=((3, 3), (3, 4), (2, 4)))
    page.fill(cell_box(3, 4), 160)
    assert codes(audited(page, kind)) == {(3, 4): [INK]}


def test_dotted_leaders_bold_rules_and_specks_say_nothing() -> None:
    page = printed_page(without=((2, 3),)).rule(thick=6)
    for x in np.arange(500, 680, 3.0):
        page.line(x, 240, x + 0.4, 240, 1)
    page.gray[700:702, 900:902] = 0
    assert codes(audited(page)) == NOTHING


def test_a_broken_rule_says_nothing() -> None:
    page = AuditedPage().rule()
    for x in range(round(XS[1] * SCALE), round(XS[4] * SCALE), 24):
        page.gray[round(YS[2] * SCALE) - 3 : round(YS[2] * SCALE) + 3, x : x + 9] = 255
    for row in range(len(YS) - 1):
        for col, text in enumerate(TEXTS):
            page.write(row, col, text)
    assert codes(audited(page)) == NOTHING


def test_a_round_stamp_across_cells_says_nothing() -> None:
    page = printed_page(without=((3, 3), (4, 3), (3, 2), (4, 2)))
    centre = (round(XS[3] * SCALE), round(YS[4] * SCALE))
    for radius, thick in ((90, 4), (62, 2)):
        cv2.circle(page.gray, centre, radius, (90,), thick)
    for angle in range(0, 360, 30):
        x, y = centre[0] + 76 * np.cos(np.deg2rad(angle)), centre[1] + 76 * np.sin(np.deg2rad(angle))
        page.print("K", x / SCALE - 3, y / SCALE - 5, 90)
    assert codes(audited(page)) == NOTHING


@pytest.mark.parametrize("degrees", [-1.5, -0.6, 0.6, 1.5])
def test_a_leaning_page_is_set_level_first(degrees: float) -> None:
    page = printed_page(without=((2, 4),))
    assert codes(audit_page(*leaning(page, degrees))) == NOTHING
    page.write(2, 4, "Mei 2024", read=False)
    assert codes(audit_page(*leaning(page, degrees))) == {(2, 4): [INK]}


@pytest.mark.parametrize("quarter", [90, 180, 270])
def test_a_page_that_lies_sideways_is_turned_first(quarter: int) -> None:
    page = printed_page(without=((2, 4),))
    page.write(2, 4, "Mei 2024", read=False)
    assert codes(audit_page(*lying(page, quarter))) == {(2, 4): [INK]}


def lying(page: AuditedPage, degrees: int) -> tuple[PageReading, PageImage]:
    """The page with its print turned clockwise on the shown page."""
    gray = np.ascontiguousarray(np.rot90(page.gray, -degrees // 90))
    wide, high = (HEIGHT, WIDTH) if degrees % 180 else (WIDTH, HEIGHT)

    def turned(box: Box) -> Box:
        if degrees == 90:
            return Box(HEIGHT - box.y1, box.x0, HEIGHT - box.y0, box.x1)
        if degrees == 180:
            return Box(WIDTH - box.x1, HEIGHT - box.y1, WIDTH - box.x0, HEIGHT - box.y0)
        return Box(box.y0, WIDTH - box.x1, box.y1, WIDTH - box.x0)

    reading = page.reading("scan")
    table = reading.tables[0]
    cells = moved_cells(table, turned)
    assert table.box is not None
    moved = replace(table, cells=cells, box=turned(table.box))
    frame = PageFrame.plain(gray.shape, wide, high)
    shown = replace(reading, tables=(moved,), width=wide, height=high, rotation=degrees)
    return shown, PageImage(gray, frame, DPI)


@pytest.mark.parametrize(("side", "edge", "column"), [("right", "right", 4), ("left", "left", 0)])
@pytest.mark.parametrize("quarter", [0, 90])
def test_a_column_that_runs_off_the_picture_is_flagged_whole_and_told_once(
    side: str, edge: str, column: int, quarter: int
) -> None:
    page = printed_page()
    middle = XS[4] + 29 if side == "right" else XS[0] + 11.5
    reading, image = lying(page, quarter) if quarter else (page.reading("scan"), page.image())
    cut = round(middle * SCALE)
    white = image.gray if not quarter else np.ascontiguousarray(np.rot90(image.gray, 1))
    white = white[:, :cut] if side == "right" else white[:, cut:]
    change = np.array([[1.0, 0.0, 0.0 if side == "right" else -cut], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    frame = PageFrame.plain(page.gray.shape, WIDTH, HEIGHT).after(change)
    if quarter:
        gray = np.ascontiguousarray(np.rot90(white, -1))
        points = np.array([[0.0, -1.0, HEIGHT], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
        pixels = np.array([[0.0, -1.0, float(white.shape[0])], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
        frame = PageFrame.of(points @ frame.array @ np.linalg.inv(pixels), HEIGHT, WIDTH)
        image = PageImage(gray, frame, DPI)
    else:
        image = PageImage(np.ascontiguousarray(white), frame, DPI)
    table = reading.tables[0]
    assert table.box is not None
    found = audit_page(reading, image)
    assert [(p.code, p.values, p.lost) for p in found.problems] == [
        (ProblemCode.COLUMN_CUT_OFF, (edge,), False)
    ]
    marked = codes(found)
    assert {place for place, reasons in marked.items() if EDGE in reasons} == {
        (row, column) for row in range(6)
    }
    assert all(marked[row, column] == [EDGE] for row in range(6))


def test_a_table_that_ends_at_the_edge_between_its_letters_is_not_cut() -> None:
    page = printed_page()
    cut = round(XS[-1] * SCALE)
    frame = PageFrame.plain(page.gray.shape, WIDTH, HEIGHT)
    image = PageImage(np.ascontiguousarray(page.gray[:, :cut]), frame, DPI)
    assert audit_page(page.reading("scan"), image).problems == ()


def test_share_of_print_outside_words_tells_a_page_whose_text_is_elsewhere() -> None:
    page = printed_page()
    assert unexplained_share(page.reading(), page.image()) == 0.0
    unread = replace(page.reading(), tables=())
    assert unexplained_share(unread, page.image()) > 0.95


def test_a_photograph_is_no_unexplained_print() -> None:
    page = printed_page()
    noise = np.random.default_rng(3).integers(0, 255, (60, 90), dtype=np.uint8)
    page.gray[900:1140, 200:560] = cv2.resize(noise, (360, 240), interpolation=cv2.INTER_CUBIC)
    assert unexplained_share(page.reading(), page.image()) < 0.05


def test_a_picture_of_print_without_a_table_is_unread_a_blank_page_is_not() -> None:
    bare = PageReading(1, WIDTH, HEIGHT, "scan", "test", (), ())
    page = printed_page()
    assert is_unread(bare, page.image())
    assert audit_page(bare, page.image()).problems[0].code == ProblemCode.PICTURE_UNREAD
    blank = replace(page.image(), gray=np.full_like(page.gray, 240))
    assert not is_unread(bare, blank)
    assert audit_page(bare, blank) == bare


PLACE = st.floats(-20, 230, allow_nan=False).map(lambda v: round(v, 1))
BOXES = st.tuples(PLACE, PLACE, PLACE, PLACE).map(
    lambda v: Box(min(v[0], v[2]), min(v[1], v[3]), max(v[0], v[2]), max(v[1], v[3]))
)


@settings(max_examples=40, deadline=None)
@given(
    boxes=st.lists(BOXES, max_size=30),
    cells=st.lists(BOXES, min_size=1, max_size=6),
    rotation=st.sampled_from([0, 90, 180, 270]),
    skew=st.floats(-5, 5),
    dpi=st.sampled_from([40.0, 100.0, 150.0, 300.0]),
    seed=st.integers(0, 5),
)
def test_no_page_breaks_the_audit(
    boxes: list[Box], cells: list[Box], rotation: int, skew: float, dpi: float, seed: int
) -> None:
    random = np.random.default_rng(seed)
    shape = (round(200 * dpi / 72), round(210 * dpi / 72))
    gray = np.full(shape, 250, np.uint8)
    for _ in range(seed * 4):
        x, y, wide, high = random.integers(0, 200, 4)
        gray[y : y + high // 8, x : x + wide] = random.integers(0, 255)
    words = tuple(Word(f"kata{number}", box, 0.9) for number, box in enumerate(boxes))
    grid = tuple(GridCell(0, col, box, "x", 0.9, words[col :: len(cells)]) for col, box in enumerate(cells))
    table = PageTable(1, 1, len(cells), grid, Box(0, 0, 210, 200))
    reading = PageReading(1, 210, 200, "scan", "test", (table,), (), rotation=rotation, skew=skew)
    image = PageImage(gray, PageFrame.plain(shape, 210, 200), dpi)
    found = audit_page(reading, image)
    assert found.words_read == reading.words_read
    fitted_layer(words, image, rotation, skew)
    assert 0.0 <= unexplained_share(reading, image) <= 1.0
    is_unread(reading, image)
