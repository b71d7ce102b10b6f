from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from extract.geometry import Gray, PageFrame
from extract.grid.ink.gutters import find_aligned_table
from extract.grid.ink.ruled_tables import find_ruled_tables
from extract.grid.ink.ruling_lines import find_rules, find_runs
from extract.grid.placing import place_words
from extract.grid.table_model import PixelTable
from extract.pictures.clean import cleaned, flattened, without_edges
from lampiran.records import Word
from tests.support.drawn_pages import DPI, XS, YS, Drawn, grainy, lean, write
from tests.support.grid_checks import assert_drawn, covers_once, only_table, spans, tables_of


def test_a_plain_grid() -> None:
    drawn = Drawn()
    assert_drawn(only_table(drawn.page()), drawn)


@pytest.mark.parametrize(
    "joined",
    [
        [(0, 0, 1, 5)],  # a heading over the whole table
        [(1, 1, 1, 4)],  # number and heading
        [(2, 1, 2, 1)],  # a cell over two rows
        [(1, 4, 3, 1), (3, 0, 1, 2)],
        [(0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 1, 3)],  # a header in two levels
        [(1, 2, 2, 2)],
    ],
)
def test_joined_cells(joined: list[tuple[int, int, int, int]]) -> None:
    drawn = Drawn(spans=joined)
    page = drawn.page(text=False)
    for row, col, rows, cols in drawn.cells():
        words = "Penataan sistem manajemen" if cols > 2 else "kata"
        x = (drawn.xs[col] + drawn.xs[col + cols]) // 2 - 7 * len(words) if cols > 1 else drawn.xs[col] + 14
        y = (drawn.ys[row] + drawn.ys[row + rows]) // 2 + 10
        write(page, words, (x, y))
    assert_drawn(only_table(page), drawn)


def break_rule(page: Gray, length: int = 14) -> Gray:
    """Gaps in each rule, at places that have nothing to do with crossings."""
    for index, x in enumerate(XS):
        for y in range(YS[0] + 25 + 11 * index, YS[-1], 130):
            page[y : y + length, x - 4 : x + 5] = 255
    for index, y in enumerate(YS):
        for x in range(XS[0] + 40 + 17 * index, XS[-1], 190):
            page[y - 4 : y + 5, x : x + length] = 255
    return page


def double_rule(page: Gray) -> Gray:
    ghost = np.full_like(page, 255)
    ghost[4:, 3:] = np.maximum(page[:-4, :-3], 120)
    return np.minimum(page, ghost)


def shadow(page: Gray) -> Gray:
    """The table's left side lies in the black edge that the scanner left."""
    page[:, : XS[0] + 12] = 15
    return page


def uneven(page: Gray) -> Gray:
    light = np.linspace(0.55, 1.0, page.shape[1])[None, :] * np.linspace(1.0, 0.8, page.shape[0])[:, None]
    return (page * light).astype(np.uint8)


@pytest.mark.parametrize(
    "spoil",
    [
        break_rule,
        double_rule,
        uneven,
        grainy,
        lambda page: lean(page, 0.02),
        lambda page: lean(page, 2.1),
        lambda page: lean(page, -4.6),
        lambda page: grainy(break_rule(page)),
        lambda page: cv2.GaussianBlur(page, (5, 5), 0),
        lambda page: np.where(page < 128, 0, 255).astype(np.uint8),
    ],
    ids=["broken", "double", "uneven", "grain", "bit-skew", "skew", "strong-skew", "both", "blur", "bilevel"],
)
def test_spoilt_rules(spoil: Callable[[Gray], Gray]) -> None:
    drawn = Drawn(spans=[(1, 1, 1, 4)])
    page = drawn.page(text=False)
    for row, col, _, cols in drawn.cells():
        words = "Penataan tata laksana dan sistem manajemen" if cols > 1 else "kata"
        write(page, words, (drawn.xs[col] + 14, drawn.ys[row] + 38))
    table = only_table(spoil(page))
    assert spans(table) == drawn.cells()


@pytest.mark.parametrize("ink", [150, 190, 215])
def test_pale_rules(ink: int) -> None:
    drawn = Drawn(ink=ink)
    assert_drawn(only_table(grainy(drawn.page(text=False), 3.0)), drawn)


@pytest.mark.parametrize("dpi", [100, 150, 200])
def test_resolutions(dpi: int) -> None:
    drawn = Drawn()
    page = cv2.resize(drawn.page(), None, fx=dpi / DPI, fy=dpi / DPI, interpolation=cv2.INTER_AREA)
    table = only_table(np.asarray(page, dtype=np.uint8), float(dpi))
    assert spans(table) == drawn.cells()


@pytest.mark.parametrize("side", ["left", "right", "top", "bottom"])
def test_a_missing_outer_rule_is_inferred(side: str) -> None:
    drawn = Drawn()
    page = drawn.page(text=False)
    blank = {
        "left": (slice(0, None), slice(XS[0] - 4, XS[0] + 5)),
        "right": (slice(0, None), slice(XS[-1] - 4, XS[-1] + 5)),
        "top": (slice(YS[0] - 4, YS[0] + 5), slice(0, None)),
        "bottom": (slice(YS[-1] - 4, YS[-1] + 5), slice(0, None)),
    }
    page[blank[side]] = 255
    assert_drawn(only_table(page), drawn, within=9)


def test_a_table_side_in_the_scanner_s_shadow() -> None:
    drawn = Drawn()
    page = without_edges(shadow(drawn.page()), DPI)
    assert page[500, 20] == 255
    table = only_table(page)
    assert (table.n_rows, table.n_cols) == (5, 5)


def test_a_lost_side_between_two_printed_cells_is_put_back() -> None:
    drawn = Drawn()
    page = drawn.page()
    page[YS[1] + 3 : YS[2] - 2, XS[2] - 4 : XS[2] + 5] = 255
    page[YS[3] - 4 : YS[3] + 5, XS[1] + 3 : XS[2] - 2] = 255
    table = only_table(page)
    assert_drawn(table, drawn)
    # The cells on both sides of what was put back say that it was not seen, no others.
    assert {(c.row, c.col) for c in table.cells if c.doubt > 0.9} == {(1, 1), (1, 2), (2, 1), (3, 1)}
    assert all(c.doubt == 0 for c in table.cells if c.col > 2)


def test_a_faint_line_that_was_taken_for_no_border_leaves_a_doubt() -> None:
    drawn = Drawn(spans=[(2, 1, 2, 1)])
    page = drawn.page()
    assert all(cell.doubt == 0 for cell in only_table(page).cells)
    page[YS[3] - 1 : YS[3] + 2, XS[1] + 40 : XS[1] + 145] = 0
    table = only_table(page)
    assert spans(table) == drawn.cells()
    assert [(c.row, c.col) for c in table.cells if c.doubt > 0] == [(2, 1)]


def test_a_cell_over_two_columns_amid_rows_that_part_them_is_doubtful() -> None:
    drawn = Drawn(spans=[(3, 2, 1, 2)])
    table = only_table(drawn.page())
    assert spans(table) == drawn.cells()
    assert [(c.row, c.col) for c in table.cells if c.doubt > 0] == [(3, 2)]
    heading = Drawn(spans=[(1, 0, 1, 5), (3, 1, 1, 4)])
    assert all(c.doubt == 0 for c in only_table(heading.page()).cells)


def test_a_tall_cell_is_doubtful_where_the_page_lost_pieces_of_rules() -> None:
    drawn = Drawn(ys=(200, 260, 340, 420, 500, 580, 660), spans=[(2, 4, 2, 1)])
    page = drawn.page()
    assert all(cell.doubt == 0 for cell in only_table(page).cells)
    for x in (300, 640, 980, 1290):
        page[336:345, x : x + 60] = 255
        page[496:505, x + 20 : x + 80] = 255
    table = only_table(page)
    assert spans(table) == drawn.cells()
    assert [c.doubt for c in table.cells if c.row_span == 2] == [0.5]


def test_low_rows_between_joined_ones_keep_their_columns() -> None:
    drawn = Drawn(ys=(200, 236, 272, 308, 500), spans=[(1, 0, 1, 5)])
    page = drawn.page(text=False)
    for row, y in enumerate(drawn.ys[:-1]):
        for col in range(5 if row != 1 else 1):
            write(
                page,
                "NO" if row != 1 else "PENATAAN TATA LAKSANA DAN LAIN",
                (drawn.xs[col] + 12, y + 27),
                size=0.7,
            )
    assert_drawn(only_table(page), drawn)


def test_underlines_and_large_type_are_no_rules() -> None:
    drawn = Drawn()
    page = drawn.page()
    cv2.putText(page, "RENCANA AKSI", (300, 180), cv2.FONT_HERSHEY_TRIPLEX, 1.9, (0,), 4)
    cv2.line(page, (XS[1] + 20, 330), (XS[2] - 20, 330), (0,), 2)  # underlined words within a cell
    assert_drawn(only_table(page), drawn)


def test_two_tables_on_a_page() -> None:
    upper = Drawn(ys=(100, 180, 260, 340))
    lower = Drawn(xs=(300, 600, 1200), ys=(600, 680, 760, 900))
    page = np.minimum(upper.page(), lower.page())
    first, second = tables_of(page)
    assert_drawn(first, upper)
    assert_drawn(second, lower)


def test_frames_and_pages_without_tables() -> None:
    page = np.full((1000, 1400), 255, dtype=np.uint8)
    assert tables_of(page) == ()
    cv2.rectangle(page, (100, 100), (1300, 900), (0,), 3)
    write(page, "sebuah bingkai", (300, 500))
    assert tables_of(page) == ()
    cv2.line(page, (100, 90), (1300, 90), (0,), 3)
    assert tables_of(page) == ()


def test_cleaning_drops_what_shows_through_and_keeps_print() -> None:
    page = np.full((600, 900), 235, dtype=np.uint8)
    write(page, "laporan hasil evaluasi", (100, 200), 30, 1.2)
    write(page, "tembus dari belakang", (100, 400), 190, 1.2)
    page[500, 500] = 20
    clean = cleaned(flattened(uneven(page), DPI), DPI)
    assert clean[300:].min() > 180
    assert clean[150:210].min() < 40
    assert np.array_equal(cleaned(page, DPI, bilevel=True), page)


def test_black_edges_go_and_print_beside_them_stays() -> None:
    page = Drawn().page()
    page[:, -40:] = 10
    page[:30, :] = 25
    clean = without_edges(page, DPI)
    assert clean[:20].min() == 255 and clean[:, -30:].min() == 255
    assert np.array_equal(clean[100:900, 100:1550], page[100:900, 100:1550])


def test_words_end_in_exactly_one_place() -> None:
    table = only_table(Drawn(spans=[(1, 1, 1, 4)]).page())
    frame = PageFrame.plain((1000, 1654), 1654.0, 1000.0)
    rng = np.random.default_rng(3)
    words = []
    for index in range(300):
        x, y = float(rng.uniform(0, 1600)), float(rng.uniform(0, 980))
        words.append(Word(str(index), frame.box(x, y, x + 40, y + 18), 0.9))
    words.append(Word("lost", None, 0.5))
    placed = place_words(words, [table], frame)
    texts = [w.text for cell in placed.cells[0] for line in cell for w in line]
    outside = [w.text for line in placed.outside for w in line]
    assert sorted(texts + outside) == sorted(w.text for w in words)
    assert "lost" in outside


def test_words_are_put_in_reading_order() -> None:
    table = only_table(Drawn().page())
    frame = PageFrame.plain((1000, 1654), 1654.0, 1000.0)
    cell = next(c for c in table.cells if (c.row, c.col) == (3, 2))
    x, y = cell.box.x0 + 10, cell.box.y0 + 20
    spots = {"d": (0, 42), "b": (90, 3), "a": (0, 0), "c": (180, -2), "e": (80, 40)}
    words = [
        Word(t, frame.box(x + dx, y + dy, x + dx + 60, y + dy + 20), 1.0) for t, (dx, dy) in spots.items()
    ]
    placed = place_words(words, [table], frame).cells[0][table.cells.index(cell)]
    assert [[w.text for w in line] for line in placed] == [["a", "b", "c"], ["d", "e"]]


def aligned(page: Gray) -> PixelTable | None:
    flat = flattened(page, DPI)
    rules = find_rules(find_runs(flat, DPI), DPI)
    assert find_ruled_tables(rules, flat) == ()
    return find_aligned_table(cleaned(flat, DPI), rules)


def unruled_page(row_gap: int) -> Gray:
    """Five rows in five columns held together by blanks alone; the third column has three lines."""
    page = np.full((1400, 1654), 255, dtype=np.uint8)
    y = 200
    for _ in range(5):
        for line in range(3):
            for col, x in enumerate((150, 300, 640, 980, 1330)):
                if line < (1, 2, 3, 2, 1)[col]:
                    write(page, ("1", "komponen", "indikator kerja", "langkah aksi", "Januari")[col], (x, y))
            y += 40
        y += row_gap
    return page


@pytest.mark.parametrize("row_gap", [0, 45])
def test_a_table_without_rules_is_found_by_alignment_and_says_so(row_gap: int) -> None:
    table = aligned(unruled_page(row_gap))
    assert table is not None
    assert (table.n_rows, table.n_cols, table.ruled) == (5, 5, False)
    assert covers_once(table)
    assert table.cells[2].box.holds(700, 270) and not table.cells[7].box.holds(700, 270)


def test_rules_between_rows_help_where_upright_ones_are_missing() -> None:
    page = unruled_page(0)
    for index in range(6):
        cv2.line(page, (130, 168 + 120 * index), (1520, 168 + 120 * index), (0,), 3)
    table = aligned(page)
    assert table is not None and (table.n_rows, table.n_cols, table.ruled) == (5, 5, False)


@pytest.mark.parametrize("numbered", [False, True])
def test_running_text_is_no_table(numbered: bool) -> None:
    page = np.full((1400, 1654), 255, dtype=np.uint8)
    for index in range(25):
        if numbered and index % 3 == 0:
            write(page, f"{chr(97 + index // 3)}.", (110, 150 + 45 * index))
        words = (
            "bahwa pembangunan zona integritas",
            "menuju wilayah bebas dari korupsi",
            "perlu disusun rencana",
        )
        write(
            page,
            f"{words[index % 3]} {words[(index + 1) % 3][: 8 + 3 * (index % 7)]}",
            (200, 150 + 45 * index),
            size=1.0,
        )
    assert aligned(page) is None


def test_two_dark_bands_of_different_grey_stay_two_rows() -> None:
    drawn = Drawn(spans=[(1, 0, 1, 5)])
    page = grainy(np.minimum(drawn.page(text=False), 245), 5.0)
    for row, ground in ((0, 75), (1, 50)):
        page[YS[row] : YS[row + 1], XS[0] : XS[-1]] = grainy(
            np.full((YS[row + 1] - YS[row], XS[-1] - XS[0]), ground, np.uint8)
        )
    for x in XS:
        page[YS[0] : YS[1], x - 1 : x + 2] = 5
    for x in XS[:-1]:
        write(page, "JUDUL", (x + 14, YS[0] + 40), 250)
    write(page, "PENATAAN SISTEM MANAJEMEN SDM", (XS[0] + 30, YS[1] + 75), 250, 1.2)
    assert spans(only_table(cv2.GaussianBlur(page, (3, 3), 0))) == drawn.cells()


def test_pale_rules_that_black_and_white_left_as_specks() -> None:
    drawn = Drawn()
    rng = np.random.default_rng(5)
    page = np.full(drawn.size, 255, dtype=np.uint8)
    for y in YS:
        for x in np.nonzero(rng.random(XS[-1] - XS[0]) < 0.12)[0] + XS[0]:
            page[y : y + 2, x : x + 3] = 0
    for x in XS:
        for y in np.nonzero(rng.random(YS[-1] - YS[0]) < 0.12)[0] + YS[0]:
            page[y : y + 3, x : x + 2] = 0
    for row, col, _, _ in drawn.cells():
        write(page, "kata kerja", (drawn.xs[col] + 14, drawn.ys[row] + 38), size=0.6)
    assert find_ruled_tables(find_rules(find_runs(page, DPI), DPI), page) == ()
    rules = find_rules(find_runs(page, DPI), DPI, dotted=True)
    (table,) = find_ruled_tables(rules, page)
    assert spans(table) == drawn.cells()


@pytest.mark.parametrize("column", [1, 3])
def test_a_stamp_over_a_rule_does_not_join_cells(column: int) -> None:
    drawn = Drawn()
    page = drawn.page()
    cv2.circle(page, (XS[column], (YS[3] + YS[4]) // 2), 70, (40,), 5)
    cv2.putText(page, "KPU KAB", (XS[column] - 60, YS[3] + 95), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (40,), 3)
    assert_drawn(only_table(page), drawn)
