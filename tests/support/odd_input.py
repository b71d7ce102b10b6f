"""Random odd pages for the tests of robustness: words, rules, grids and texts that nobody would print."""

from __future__ import annotations

from hypothesis import strategies as st

from extract.grid.placing import PlacedWord
from extract.grid.table_model import Segment
from extract.model import GridCell, PageReading, PageTable, TextLine
from extract.words.line_wrap import join_lines
from lampiran.records import Box, PageKind, Reading, Word
from tests.support.plan_pages import AREA, FIRST, HEADER, LAST, NEXT, NUMBERS

PRINTED = (
    *HEADER, *NUMBERS, *AREA, *FIRST, *NEXT, *LAST, "III.", "iv", "a.", "1)", "(2)", "-", "\N{BULLET}",
    "100%", "Setiap triwulan", "Jan s.d. Des 2024", "Januari-", "(", ")", "KEPUTUSAN", "NOMOR", "TENTANG",
    "LAMPIRAN", "Tahun 2024", "B01", "B12", "TW IV", "31 Februari 2024", "0", "00", "13",
    "99999999999999999999", "2024",
    "Kabupaten", "dan/atau", "http://x.y", "a" * 300, "di-", "/", "\u00bd", "\u00b2", "\u2463", "\u2167",
    "\u0663", "\u0967", "\u0130", "\u00df", "\ufb01", "\u200b", "\u00ad", "\x00", "\x1b", "\ud800", "\ue000",
    "\ufffd", "e\u0301", "\u202e", "\U0001f600", "\u4e00", "\u00a0", "\u2028", "|", "_", "~", "*", "**",
    "<b>", "&amp;", "\\", '"', "'",
)  # fmt: skip
"""What cells and words are made of: what plans print, and what no plan does."""

texts = st.lists(st.sampled_from(PRINTED) | st.text(max_size=6), max_size=6).map(" ".join)
places = st.sampled_from((-50.0, 0.0, 36.0, 36.5, 100.0, 300.0, 301.0, 595.0, 842.0, 900.0)) | st.floats(
    -100.0, 1000.0
)
spans = st.sampled_from((0.0, 0.4, 2.0, 9.0, 10.0, 40.0, 250.0, 700.0)) | st.floats(0.0, 900.0)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    x, y = draw(places), draw(places)
    return Box(x, y, x + draw(spans), y + draw(spans))


@st.composite
def placed_words(draw: st.DrawFn) -> list[PlacedWord]:
    """Words anywhere, or in columns and rows with some of them missing."""
    if draw(st.booleans()):
        found = draw(st.lists(st.tuples(texts, boxes()), max_size=30))
    else:
        lefts = sorted(draw(st.lists(places, min_size=1, max_size=6)))
        pitch = draw(st.sampled_from((0.0, 8.0, 12.0, 30.0)))
        rows = draw(st.integers(1, 12))
        found = [
            (text, Box(x, 60 + pitch * row, x + 5.0 * len(text[:20]), 60 + pitch * row + 10))
            for row in range(rows)
            for x in lefts
            for text in draw(st.lists(st.sampled_from(PRINTED), max_size=1))
        ]
    return [PlacedWord(Word(text, box, 1.0), box.x0, box.y0, box.x1, box.y1) for text, box in found]


@st.composite
def segments(draw: st.DrawFn) -> list[Segment]:
    """Rules anywhere, or from side to side at some places."""
    loose = draw(st.lists(st.tuples(places, spans, places), max_size=8))
    across = draw(st.lists(places, max_size=8))
    found = [(start, length, at) for start, length, at in loose] + [(36.0, 700.0, at) for at in across]
    return [Segment(start, start + length, at) for start, length, at in found]


@st.composite
def words(draw: st.DrawFn, text: str, place: Box | None) -> tuple[Word, ...]:
    """The words of a text: in their cell, anywhere, or without boxes."""
    made = []
    for number, word in enumerate(text.split()):
        box = None
        if place is not None and draw(st.integers(0, 9)):
            x, y = place.x0 + 30.0 * (number % 4), place.y0 + 12.0 * (number // 4)
            box = Box(x, y, x + draw(st.sampled_from((0.0, 28.0))), y + draw(st.sampled_from((0.0, 10.0))))
        elif place is not None:
            box = draw(boxes() | st.none())
        made.append(Word(word, box, draw(st.sampled_from((0.0, 0.4, 0.96, 1.0)))))
    return tuple(made)


@st.composite
def tables(draw: st.DrawFn, page: int, boxed: bool) -> PageTable:
    """A grid of which each place is covered once, with merged cells; often with a plan's header."""
    width, height = draw(st.integers(1, 8)), draw(st.integers(1, 7))
    headed = draw(st.booleans())
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(height):
        for col in range(width):
            if (row, col) in taken:
                continue
            wide = draw(st.sampled_from((1, 1, 1, 1, 2, width)))
            while wide > 1 and (col + wide > width or any((row, col + n) in taken for n in range(wide))):
                wide -= 1
            high = min(draw(st.sampled_from((1, 1, 1, 1, 1, 2, 3))), height - row)
            place = (row, col, high, wide)
            taken |= {(row + down, col + right) for down in range(high) for right in range(wide)}
            text = HEADER[col] if headed and row == 0 and col < len(HEADER) else draw(texts)
            cells.append(draw(_cells(place, text, boxed)))
    edges = tuple(120.0 * n for n in range(width + 1)) if boxed or draw(st.booleans()) else ()
    box = Box(0, 60, 120.0 * width, 60 + 40.0 * height) if boxed else None
    return PageTable(page, height, width, tuple(cells), box, draw(st.booleans()), edges)


@st.composite
def _cells(draw: st.DrawFn, place: tuple[int, int, int, int], text: str, boxed: bool) -> GridCell:
    row, col, high, wide = place
    left, top = 120.0 * col, 60 + 40.0 * row
    box = Box(left, top, left + 120.0 * wide, top + 40.0 * high) if boxed else None
    read = draw(words(text, box))
    other = (Reading("other", draw(texts), 0.5),) if draw(st.integers(0, 4)) == 0 else ()
    confidence, doubt = draw(st.sampled_from((0.0, 0.5, 0.97, 1.0))), draw(st.sampled_from((0.0, 0.0, 1.0)))
    joined = join_lines([" ".join(word.text for word in read)])
    return GridCell(row, col, box, joined, confidence, read, other, high, wide, doubt)


@st.composite
def readings(draw: st.DrawFn) -> list[PageReading]:
    """The pages of a document; some may be missing."""
    kind: PageKind = draw(st.sampled_from(("scan", "digital", "transcript", "scan+text")))
    numbers = draw(st.lists(st.integers(1, 5), min_size=1, max_size=4, unique=True))
    boxed = kind != "transcript" and draw(st.booleans())
    made = []
    for page in sorted(numbers):
        found = tuple(draw(tables(page, boxed)) for _ in range(draw(st.integers(0, 2))))
        lines = []
        for text in draw(st.lists(texts, max_size=4)):
            box = draw(boxes()) if boxed else None
            lines.append(TextLine(text, draw(words(text, box)), box))
        turn = draw(st.sampled_from((0, 0, 90, 180, 270)))
        made.append(PageReading(page, 842.0, 595.0, kind, "test", found, tuple(lines), turn))
    return made
