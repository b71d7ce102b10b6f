"""Raw plans for tests of the normalizer, written as short rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dictionaries import Indikator, Vocabulary
from lampiran.records import (
    KOLOM,
    AreaHeading,
    CellPart,
    PageRecord,
    RawCell,
    RawDocument,
    RawRow,
    Word,
)


def page(number: int, text: str, has_plan: bool = False) -> PageRecord:
    words = len(text.split())
    return PageRecord(number, 600.0, 900.0, "scan", "test", has_plan, text, words, 0, 0, words)


def cell(kolom: str, text: str, shared: bool = False) -> RawCell:
    words = tuple(Word(word, None, 1.0) for word in text.split())
    return RawCell(kolom, (CellPart(1, None, text, 1.0, words),), shared)


def plan(
    rows: Sequence[Mapping[str, str]],
    headings: Iterable[tuple[str, str]] = (),
    head: str = "",
    columns: Sequence[str] = KOLOM,
) -> RawDocument:
    """A raw document. A row's keys: the columns, ``no``, and ``area`` (place of its heading, kept on).

    A row that prints ``no`` or ``komponen`` begins a komponen; the others carry it on.
    """
    made: list[RawRow] = []
    area: int | None = None
    carried: tuple[str, str] = ("", "")
    for urutan, row in enumerate(rows, start=1):
        if "area" in row:
            area = int(row["area"])
        starts = bool(row.get("no") or row.get("komponen"))
        if starts:
            carried = (row.get("no", ""), row.get("komponen", ""))
        texts = {**row, "komponen": carried[1]}
        cells = tuple(
            cell(kolom, texts.get(kolom, ""), shared=kolom == "komponen" and not starts) for kolom in columns
        )
        made.append(RawRow(urutan, area, carried[0], starts, cells, 1, 1))
    areas = tuple(AreaHeading(number, text, 1, None, 1.0) for number, text in headings)
    pages = (page(1, head), page(2, "", has_plan=True)) if head else (page(1, "", has_plan=True),)
    return RawDocument("plan.pdf", "0" * 64, pages, areas, tuple(made))


def official_rows(
    vocabulary: Vocabulary, edisi: str, keep: Iterable[Indikator] | None = None
) -> tuple[list[dict[str, str]], list[str]]:
    """Rows that print an edition's pemenuhan indicators in order, and their ids."""
    items = [item for item in keep or vocabulary.indikator if item.edisi == edisi and item.aspect != "reform"]
    rows: list[dict[str, str]] = []
    before: Indikator | None = None
    for item in items:
        row = {"indikator": item.statement, "langkah_aksi": "Rapat", "target_waktu": "Maret 2024"}
        if before is None or before.komponen_id != item.komponen_id:
            komponen = vocabulary.komponen_by_id[item.komponen_id]
            row |= {"no": str(komponen.komponen_no), "komponen": komponen.komponen}
        if before is None or before.area_no != item.area_no:
            row["area"] = str(item.area_no - 1)
        rows.append(row)
        before = item
    return rows, [item.indikator_id for item in items]


def official_headings(vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """The six area headings as a plan prints them."""
    romans = ("I", "II", "III", "IV", "V", "VI")
    return [(roman, area.area.upper()) for roman, area in zip(romans, vocabulary.areas, strict=True)]
