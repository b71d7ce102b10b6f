"""Words that both OCR engines read in made-up scans, and which of them are right.

A scan and its truth come from ``samples.generator``. Only cells that stand on one page are used: there the
truth says exactly what is printed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Any, Literal

from rapidfuzz.distance import Levenshtein

from dictionaries.lexicon import lexicon
from extract import open_source, second_engine
from extract.engines.engine import LineEngine, PixelWord
from extract.files.rescue import shown_page
from extract.geometry import PixelRect
from extract.model import Source
from extract.pages.page_kind import page_kind
from extract.pages.scan import prepare
from extract.reading.cell_reading import read_in_passes
from extract.reading.line_vote import line_chunks
from extract.reading.ocr_cache import open_cache
from extract.reading.reading_alignment import align_words, passages
from extract.reading.reading_evidence import agreement_kind, preference_signals, text_of, trust_signals
from extract.reading.reread import line_readings
from lampiran.records import Box
from lampiran.settings import Settings
from samples.generator.contoh import make_decree
from samples.generator.made_up import draw_traits
from samples.generator.making import make_sample, save_truth
from samples.generator.named_layouts import LAYOUTS

PROFILES = ("clean300", "office200", "bw200", "poor150", "photocopy", "worn", "jpeg12", "faded")
"""Kinds of scan, from good to bad."""
ROWS = 14
"""Plan rows of a made-up decree: two or three table pages."""
SEED = 5000
"""First seed of the made-up decrees; no sample and no other measurement uses these."""
_SLACK = 6.0
"""Points by which the middle of a found cell may lie outside the printed one."""

Table = Literal["trust", "preference", "agreement"]


@dataclass(frozen=True, slots=True)
class Judged:
    """A decision with known truth.

    Attributes:
        document: The scan's file.
        table: The weights it is about.
        signals: What is weighed; for ``agreement`` the kind of word, as its only signal.
        right: Whether the word is right; for ``preference`` whether the second reading is.
    """

    document: str
    table: Table
    signals: Mapping[str, float]
    right: bool


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line as each engine read it by itself."""

    first: tuple[PixelWord, ...]
    second: tuple[PixelWord, ...]


def make_scans(folder: Path, count: int) -> None:
    """Makes decrees of all layouts and kinds of scan in turn, each with its truth in ``truth/``."""
    folder.mkdir(parents=True, exist_ok=True)
    layouts = list(LAYOUTS.values())
    for number in range(count):
        profile, layout = PROFILES[number % len(PROFILES)], layouts[number % len(layouts)]
        seed = SEED + number
        traits = replace(draw_traits(seed), rows=ROWS, other_tables=False, long_rows=0.0)
        decree = make_decree(seed, layout, traits)
        decree = replace(decree, body=decree.body[:1], closing=())
        sample = make_sample(decree, layout, profile, folder / f"{seed}-{profile}.pdf", seed=seed)
        save_truth(sample, folder / "truth")


def judged_words(pdf: Path, truth: Path, settings: Settings) -> Iterator[Judged]:
    """All decisions about the words of one scan.

    Raises:
        ValueError: If the second engine is not installed.
    """
    engine = second_engine(settings)
    if engine is None:
        raise ValueError("the second engine is not installed")
    source = open_source(pdf, settings)
    printed = _printed_cells(json.loads(truth.read_text(encoding="utf-8")))
    for page in range(1, source.page_count + 1):
        for text, lines in _read_cells(source, page, printed.get(page, ()), engine, settings):
            yield from judged_cell(pdf.name, lines, text)


def _printed_cells(truth: Mapping[str, Any]) -> dict[int, list[tuple[Box, str]]]:
    """Place and text of each cell that stands on one page, by page."""
    raw = {row["urutan"]: row["raw"] for row in truth["rows"]}
    places: dict[tuple[int, str], list[tuple[int, Box]]] = {}
    for place in truth["geometry"]:
        key = place["urutan"], place["kolom"]
        places.setdefault(key, []).append((place["page"], Box(*place["box"])))
    found: dict[int, list[tuple[Box, str]]] = {}
    for (urutan, kolom), pieces in places.items():
        text = raw.get(urutan, {}).get(kolom, "")
        if len(pieces) == 1 and text:
            page, box = pieces[0]
            found.setdefault(page, []).append((box, text))
    return found


def _read_cells(
    source: Source, page: int, printed: Sequence[tuple[Box, str]], engine: LineEngine, settings: Settings
) -> Iterator[tuple[str, list[ReadLine]]]:
    """The printed text of each cell of a page, and its lines as the engines read them."""
    if not printed:
        return
    with shown_page(source, page) as shown:
        _, image = page_kind(shown, settings)
    if image is None:
        return
    prepared = prepare(image, settings)
    picture = prepared.image
    rects = [cell.box for table in prepared.tables for cell in table.cells]
    if not rects:
        return
    indices, readings = read_in_passes(picture.gray, rects, settings, dpi=picture.dpi)
    lines = [line for cell in readings.cells for line in cell]
    second = line_readings(
        {number: line.picture for number, line in enumerate(lines)}, engine, open_cache(settings)
    )
    starts = accumulate(map(len, readings.cells), initial=0)
    for index, cell, start in zip(indices, readings.cells, starts, strict=False):
        rect = rects[index]
        text = _text_at(picture.frame.box(rect.x0, rect.y0, rect.x1, rect.y1), printed)
        if text:
            yield text, [ReadLine(line.first, second[start + at]) for at, line in enumerate(cell)]


def _text_at(box: Box, printed: Sequence[tuple[Box, str]]) -> str:
    """The text of the printed cell that has its middle in a found one and the other way round; or nothing."""
    found = [text for place, text in printed if _holds_middle(place, box) and _holds_middle(box, place)]
    return found[0] if len(found) == 1 else ""


def _holds_middle(outer: Box, inner: Box) -> bool:
    x, y = (inner.x0 + inner.x1) / 2, (inner.y0 + inner.y1) / 2
    return outer.x0 - _SLACK <= x <= outer.x1 + _SLACK and outer.y0 - _SLACK <= y <= outer.y1 + _SLACK


def judged_cell(document: str, lines: Sequence[ReadLine], text: str) -> Iterator[Judged]:
    """All decisions about the words of one cell.

    Args:
        document: The scan's file.
        lines: The cell as the engines read it.
        text: What is printed in it.
    """
    right = _right_words(lines, text)
    lex = lexicon()
    for line in lines:
        for word in line.first:
            yield Judged(document, "trust", trust_signals(word, lex), id(word) in right)
    for number, line in enumerate(lines):
        yield from _judged_line(document, lines, number, line, text, right)


def _right_words(lines: Sequence[ReadLine], text: str) -> set[int]:
    """The first engine's right words of a cell, by identity; a word may be cut at the end of a line."""
    words = [word for line in lines for word in line.first]
    line_of = {id(word): number for number, line in enumerate(lines) for word in line.first}
    nowhere = PixelRect(0, 0, 1, 1)
    right: set[int] = set()
    for alike, read, printed in passages(words, [PixelWord(token, nowhere, 1.0) for token in text.split()]):
        if alike:
            right.update(map(id, read))
            continue
        for chunk in align_words(read, printed):
            cut = len({line_of[id(word)] for word in chunk.first}) > 1
            if chunk.agreed or (cut and _joined(chunk.first) == _joined(chunk.second)):
                right.update(map(id, chunk.first))
    return right


def _joined(words: Sequence[PixelWord]) -> str:
    return "".join(word.text for word in words)


def _judged_line(
    document: str, lines: Sequence[ReadLine], number: int, line: ReadLine, text: str, right: set[int]
) -> Iterator[Judged]:
    """Decisions between the two engines' words of a line."""
    lex = lexicon()
    if not line.first or not line.second:
        return
    chunks = list(line_chunks(line.first, line.second))
    before = " ".join(text_of(other.first) for other in lines[:number] if other.first)
    after = " ".join(text_of(other.first) for other in lines[number + 1 :] if other.first)
    texts = [text_of(chunk.first) for chunk in chunks]
    for at, chunk in enumerate(chunks):
        if chunk.agreed:
            for one, two in zip(chunk.first, chunk.second, strict=True):
                kind = agreement_kind(one.text, max(one.confidence, two.confidence))
                yield Judged(document, "agreement", {kind: 1.0}, id(one) in right)
            continue
        faults = [
            _faults((before, *texts[:at], text_of(words), *texts[at + 1 :], after), text)
            for words in (chunk.first, chunk.second)
        ]
        if faults[0] != faults[1]:
            signals = preference_signals(chunk.first, chunk.second, lex)
            yield Judged(document, "preference", signals, faults[1] < faults[0])


def _faults(parts: Sequence[str], text: str) -> int:
    """Letters and blanks by which a cell read so differs from what is printed."""
    return Levenshtein.distance(" ".join(filter(None, parts)), text)
