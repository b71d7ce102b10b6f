"""Whatever stands on a page: no pass of extraction or normalising fails, and no word is lost.

Pages are random. The run of the suite is short and always the same; ``LAMPIRAN_ODD=2000`` tries so many
pages a test, other ones each time.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeVar

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dictionaries import load_vocabulary
from extract.columns.header import find_headers
from extract.columns.headings import Grid
from extract.geometry import Gray, PageFrame
from extract.grid.drawn.aligned_text import find_aligned_text
from extract.grid.drawn.drawn_tables import find_drawn_tables
from extract.grid.drawn.level_rules import find_level_ruled
from extract.grid.ink.gutters import find_aligned_table
from extract.grid.placing import PlacedWord
from extract.grid.scanned_level_rules import find_level_rows
from extract.grid.table_model import PointTable, Segment, Table
from extract.model import PageReading, PageTable
from extract.pages.scan import _SHEET_PASSES, page_tables
from extract.pictures.clean import cleaned, flattened
from extract.pictures.images import PageImage, is_bilevel
from extract.pictures.skew import squared, straightened
from extract.plan.assemble import assemble
from extract.plan.table_passes import COLUMN_PASSES, TABLE_PASSES
from extract.turning import Turn
from lampiran.codes import ProblemCode
from lampiran.records import RawDocument, Word, replay
from lampiran.settings import Settings
from normalize import normalize_document
from tests.support import odd_input as odd
from tests.support.plan_pages import HEADER, source

LONG = int(os.environ.get("LAMPIRAN_ODD", "0"))
T = TypeVar("T")


def tried(times: int) -> settings:
    """How often a test is tried, so that the suite's time is bounded."""
    return settings(
        max_examples=LONG or times,
        deadline=None,
        derandomize=not LONG,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


def covers_each_place_once(table: Table[T] | PageTable) -> bool:  # type: ignore[type-var]
    held = Counter(
        (cell.row + down, cell.col + right)
        for cell in table.cells
        for down in range(cell.row_span)
        for right in range(cell.col_span)
    )
    return held == Counter((row, col) for row in range(table.n_rows) for col in range(table.n_cols))


def words_of(tables: Iterable[PageTable]) -> Counter[Word]:
    return Counter(word for table in tables for cell in table.cells for word in cell.words)


@tried(100)
@given(level=odd.segments(), upright=odd.segments(), words=odd.placed_words())
def test_tables_of_drawn_pages(level: list[Segment], upright: list[Segment], words: list[PlacedWord]) -> None:
    found: list[PointTable | None] = list(find_drawn_tables(level, upright))
    found.append(find_level_ruled(words, level))
    found.append(find_aligned_text(words, level, (842.0, 595.0)))
    for table in found:
        if table is not None:
            assert covers_each_place_once(table)
            assert list(table.xs) == sorted(table.xs)
            assert list(table.ys) == sorted(table.ys)


@st.composite
def pictures(draw: st.DrawFn) -> tuple[Gray, float]:
    """Boxes of ink on paper, some of them as thin as rules; the smallest picture is one pixel."""
    height, width = draw(st.integers(1, 300)), draw(st.integers(1, 300))
    gray = np.full((height, width), draw(st.sampled_from((255, 250, 128, 0))), np.uint8)
    ends = st.integers(0, 300)
    for top, left, tall, wide, ink in draw(
        st.lists(
            st.tuples(ends, ends, st.sampled_from((1, 2, 10, 300)), st.sampled_from((1, 2, 30, 300)), ends),
            max_size=25,
        )
    ):
        gray[top : top + tall, left : left + wide] = min(ink, 255)
    return gray, draw(st.sampled_from((20.0, 50.0, 75.0, 200.0)))


@tried(40)
@given(drawn=pictures())
def test_tables_of_pictures(drawn: tuple[Gray, float]) -> None:
    gray, dpi = drawn
    height, width = gray.shape
    image = PageImage(gray, PageFrame.plain(gray.shape, width, height), dpi, is_bilevel(gray))
    for _, change in _SHEET_PASSES:
        image = change(image)
    leaning, _ = straightened(image)
    straight = squared(leaning)
    flat = flattened(straight.gray, straight.dpi, straight.bilevel)
    clean = cleaned(flat, straight.dpi, straight.bilevel)
    rules, tables = page_tables(flat, straight.dpi, straight.bilevel)
    for table in (*tables, find_level_rows(clean, rules), find_aligned_table(clean, rules)):
        assert table is None or covers_each_place_once(table)


@tried(60)
@given(pages=odd.readings())
def test_passes_over_tables_keep_the_words(pages: list[PageReading]) -> None:
    placed = [(table, reading) for reading in pages for table in reading.tables]
    tables = [table for table, _ in placed]
    turns = [Turn(reading.rotation, reading.width, reading.height) for _, reading in placed]
    words = words_of(tables)
    for step in TABLE_PASSES:
        tables = step.run(tables, turns)
        assert words_of(tables) == words, step.name
        assert all(map(covers_each_place_once, tables)), step.name
    for table, turn in zip(tables, turns, strict=True):
        find_headers(Grid(table))
        columns = (*HEADER, "lain", "lain 2")[: table.n_cols]
        for column_step in COLUMN_PASSES:
            mended = column_step.run(table, columns, turn, 0)
            assert words_of([mended]) == words_of([table]), column_step.name
            assert covers_each_place_once(mended), column_step.name


def assembled(pages: Sequence[PageReading]) -> RawDocument:
    document = assemble(source(max(reading.page for reading in pages), pages[0].kind), pages)
    assert not [problem for problem in document.problems if problem.code == ProblemCode.WORDS_ASTRAY]
    for page, reading in zip(document.pages, sorted(pages, key=lambda each: each.page), strict=True):
        assert page.words_read == reading.words_read
    assert [row.urutan for row in document.rows] == list(range(1, len(document.rows) + 1))
    return document


@tried(40)
@given(pages=odd.readings())
def test_rows_of_odd_pages_hold_their_words(pages: list[PageReading]) -> None:
    assembled(pages)


@tried(25)
@given(pages=odd.readings())
def test_odd_documents_are_normalised(pages: list[PageReading]) -> None:
    raw = assembled(pages)
    document = normalize_document(raw, load_vocabulary(), Settings(cache_dir=None))
    assert len(document.rows) == len(raw.rows)
    for row, read in zip(document.rows, raw.rows, strict=True):
        assert [cell.raw for cell in row.cells] == [cell.raw for cell in read.cells]
        assert all(replay(cell.raw, cell.steps) == cell.text for cell in row.cells)
        assert all(0.0 <= cell.confidence <= 1.0 for cell in row.cells)
        assert all(1 <= month <= 12 for month in row.schedule.bulan)
    for page in document.page_texts:
        before = next(record.text for record in raw.pages if record.page == page.page)
        assert replay(before, page.steps) == page.text


def test_the_short_run_is_the_same_each_time() -> None:
    if LONG:
        pytest.skip("a long run was asked for")
    assert tried(5).derandomize
