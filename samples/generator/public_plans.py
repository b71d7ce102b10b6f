"""Loads the plans of two public decrees from ``sources/`` as decrees ready for printing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from samples.generator.decree import Block, BlockKind, Column, Decree, PrintRow, Truth
from samples.generator.layout import Layout
from samples.generator.printed_rows import area_row, plan_row

SOURCES = Path(__file__).with_name("sources")
SHIPPED = Path(__file__).parents[1]
PLANS: tuple[str, ...] = ("banyumas_2022", "banyuwangi_2025")
COLUMNS: tuple[Column, ...] = (
    Column("no", "NO"),
    Column("komponen", "KOMPONEN"),
    Column("indikator", "INDIKATOR"),
    Column("langkah_aksi", "LANGKAH AKSI"),
    Column("bukti_fisik", "BUKTI FISIK"),
    Column("target_waktu", "TARGET WAKTU"),
)
_KINDS: dict[str, tuple[BlockKind, dict[str, Any]]] = {
    "C": ("center", {"bold": True}),
    "c": ("center", {}),
    "K": ("clause", {}),
    "P": ("para", {}),
    "1": ("item", {"level": 0}),
    "2": ("item", {"level": 1}),
    "R": ("annex-head", {}),
    "S": ("sign", {"seal": True}),
    "s": ("sign", {}),
    "M": ("mark", {"bold": True}),
    "V": ("space", {}),
    "B": ("page", {}),
}


def load_decree(stem: str, layout: Layout) -> Decree:
    """Loads one of ``PLANS``; the layout decides how area headings are set.

    Raises:
        FileNotFoundError: If there is no such plan in ``sources/``.
    """
    source: dict[str, Any] = json.loads((SOURCES / f"{stem}.json").read_text(encoding="utf-8"))
    sections = parse_body((SOURCES / f"{stem}.body.md").read_text(encoding="utf-8"))
    sheets = tuple(_sheet(sheet["rows"], layout) for sheet in source["sheets"])
    # Only a plan whose scanner's words are kept cell by cell has headers in its sheets.
    noisy = "header" in source["sheets"][0]
    return Decree(
        truth={key: value for key, value in source.items() if key not in ("sheets", "title")},
        body=sections["body"],
        annex=sections["annex"],
        title=source["title"],
        columns=COLUMNS,
        rows=tuple(row for sheet in sheets for row in sheet),
        closing=sections["closing"],
        sheets=sheets,
        headers=tuple(tuple(sheet["header"]) for sheet in source["sheets"] if "header" in sheet),
        noisy_body=_outside_table(transcript(stem)) if noisy else "",
    )


def transcript(stem: str) -> str:
    """The transcript of a decree as another OCR tool made it, noise included."""
    return (SHIPPED / f"{stem}.txt").read_text(encoding="utf-8")


def _outside_table(text: str) -> str:
    """A transcript's running text: tab-separated table lines and bold marks left out."""
    return "\n".join(line for line in text.splitlines() if "\t" not in line).replace("**", "")


def source_truth(stem: str) -> Truth:
    """The plan's truth as the sources have it: ``raw`` is the transcript's reading, pages are not given."""
    source: Truth = json.loads((SOURCES / f"{stem}.json").read_text(encoding="utf-8"))
    return source


def _sheet(rows: Sequence[dict[str, Any]], layout: Layout) -> tuple[PrintRow, ...]:
    return tuple(_printed(row, layout) for row in rows)


def _printed(row: dict[str, Any], layout: Layout) -> PrintRow:
    if row["kind"] == "area":
        noisy = row.get("noisy")
        return area_row(row["number"], row["name"], COLUMNS, layout, tuple(noisy) if noisy else None)
    return plan_row(row["urutan"], row["cells"], COLUMNS, part=row["part"], noisy=row.get("noisy"))


def parse_body(text: str) -> dict[str, tuple[Block, ...]]:
    """Reads running text in the notation that the head of ``sources/*.body.md`` explains.

    Returns:
        Blocks of the sections ``body``, ``annex``, ``chapter``, ``closing``; a section not opened is empty.

    Raises:
        KeyError: If a line's kind is unknown.
    """
    sections: dict[str, list[Block]] = {"body": [], "annex": [], "chapter": [], "closing": []}
    here = sections["body"]
    for line in text.splitlines():
        if line.startswith("=== "):
            here = sections[line[4:].strip()]
        elif line.strip() and not line.startswith("#"):
            here.append(_block(line))
    return {name: tuple(blocks) for name, blocks in sections.items()}


def _block(line: str) -> Block:
    fields = line.split("|", 3)
    kind, options = _KINDS[fields[0].strip()]
    if len(fields) == 1:
        return Block(kind, **options)
    _, label, marker, words = fields
    return Block(kind, words.replace("//", "\n"), label=label, marker=marker, **options)
