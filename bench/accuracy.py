"""How right a tool's rows are: against the truth, in order, by the same measure as ``lampiran evaluate``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lampiran.app.accuracy.alignment import align, similarities
from lampiran.app.accuracy.scoring import LEAST_ALIKE
from lampiran.app.accuracy.truth_files import Truth, folded
from lampiran.records import KOLOM

Table = Sequence[Sequence[str | None]]
"""A table as a tool gives it: rows of cells."""
Row = Mapping[str, str]
"""A plan row: text by column."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Counts against a truth.

    Attributes:
        rows_true, rows_found: Plan rows there are, and those that the tool has a row for.
        rows_given: Rows that the tool gave.
        cells, exact: Cells there are; those exactly right (``lampiran.app.accuracy.truth_files.folded``).
        words, words_found: Printed words of the table, and those found anywhere in what the tool read.
    """

    rows_true: int
    rows_found: int
    rows_given: int
    cells: int
    exact: int
    words: int
    words_found: int


def judge(rows: Sequence[Row], text: str, truth: Truth) -> Accuracy:
    """Compares rows with the truth.

    Args:
        rows: What the tool found, in order; the cells before any repair, unless that is what is judged.
        text: All that it read on the pages.
        truth: The rows there are.
    """
    keys = [folded(f"{row.get('indikator', '')} {row.get('langkah_aksi', '')}") for row in rows]
    partner = dict(align(similarities([row.key for row in truth.rows], keys), LEAST_ALIKE))
    cells = exact = 0
    for index, true_row in enumerate(truth.rows):
        found = rows[partner[index]] if index in partner else None
        for kolom in KOLOM:
            cells += 1
            right = {folded(reading) for reading in true_row.right_raw(kolom)}
            exact += found is not None and folded(found.get(kolom, "")) in right
    printed = Counter(word for row in truth.rows for word in _words(row.raw.values()))
    seen = printed & Counter(_words([text]))
    return Accuracy(len(truth.rows), len(partner), len(rows), cells, exact, printed.total(), seen.total())


def _words(texts: Iterable[str]) -> list[str]:
    """Words without case and without the marks at their ends, which tools split off or keep."""
    bare = (word.strip(".,;:()\"'").casefold() for text in texts for word in text.split())
    return [word for word in bare if word]


def plan_rows(tables: Iterable[Table]) -> list[Row]:
    """Plan rows of other tools' tables, as somebody who copies them into a spreadsheet would take them.

    The first six columns are NO to TARGET WAKTU; where a table has more, empty ones are dropped first. Header
    rows and headings that fill a row are left out, and a komponen is filled down. Rows cut by a page break
    stay cut.
    """
    rows: list[Row] = []
    komponen = ""
    for table in tables:
        for cells in _six_columns(table):
            if _is_heading(cells):
                continue
            texts = dict(zip(("no", *KOLOM), cells, strict=False))
            komponen = texts.get("komponen") or komponen
            rows.append({**texts, "komponen": komponen})
    return rows


def _six_columns(table: Table) -> list[list[str]]:
    rows = [[" ".join((cell or "").split()) for cell in row] for row in table]
    width = max(map(len, rows), default=0)
    padded = [row + [""] * (width - len(row)) for row in rows]
    if width <= 1 + len(KOLOM):
        return padded
    filled = [column for column in range(width) if any(row[column] for row in padded)]
    return [[row[column] for column in filled] for row in padded]


def _is_heading(cells: Sequence[str]) -> bool:
    """The header, its row of numbers, an area heading repeated over the columns it spans, or nothing."""
    filled = [folded(cell) for cell in cells if cell]
    if not filled or "komponen" in filled or filled == [str(n) for n in range(1, len(filled) + 1)]:
        return True
    return len(filled) >= 3 and len(set(filled[1:])) == 1
