"""Writes what a reader should find in a sample: rows as printed, where they stand, and what may differ."""

from __future__ import annotations

import json
from pathlib import Path

from samples.generator.decree import Decree, Truth
from samples.generator.degrade import Scan
from samples.generator.printing import Printed
from samples.generator.typeset import plain


def scan_truth(
    decree: Decree, printed: Printed, file: str, scan: Scan | None = None, *, as_read: bool = False
) -> Truth:
    """The truth of a printed or scanned file.

    Pages count in the file. ``raw`` is what stands on the page, a komponen in its first row only; with
    ``as_read`` it is what the text layer says. ``geometry`` has a line for each piece of a plan row's cell:
    its box in points from the top left of the page as a viewer shows it.

    Args:
        decree: What was printed.
        printed: Where it stands.
        file: The file's name.
        scan: The degraded print; None for the born-digital file itself.
        as_read: Whether ``raw`` is the scanner's reading.
    """
    pages: dict[int, set[int]] = {}
    geometry = []
    for cell in printed.cells:
        if cell.kind != "row":
            continue
        pages.setdefault(cell.urutan, set()).add(cell.page)
        box = cell.box if scan is None else scan.box(cell.page, cell.box)
        geometry.append(
            {
                "urutan": cell.urutan,
                "kolom": cell.kolom,
                "part": cell.part,
                "page": cell.page,
                "box": [round(edge, 1) for edge in box],
            }
        )
    raw = _raw(decree, as_read=as_read)
    rows = [
        {**row, "pages": sorted(pages[row["urutan"]]), "raw": raw[row["urutan"]]}
        for row in decree.truth["rows"]
    ]
    sizes = printed.sizes if scan is None else scan.sizes
    document = {**decree.truth["document"], "file": file, "pages": len(sizes)}
    return {**decree.truth, "document": document, "rows": rows, "geometry": geometry}


def _raw(decree: Decree, *, as_read: bool) -> dict[int, dict[str, str]]:
    """By plan row and column: the printed or read text, pieces joined; a row printed twice counts once."""
    texts: dict[int, dict[str, list[str]]] = {}
    for row in decree.rows:
        if row.kind != "row" or (row.part == 1 and row.urutan in texts):
            continue
        columns = texts.setdefault(row.urutan, {})
        for cell in row.cells:
            text = cell.noisy if as_read and cell.noisy is not None else plain(cell.text)
            columns.setdefault(decree.columns[cell.col].kolom, []).append(text)
    return {
        urutan: {kolom: " ".join(filter(None, pieces)) for kolom, pieces in columns.items()}
        for urutan, columns in texts.items()
    }


def transcript_truth(source: Truth, file: str) -> Truth:
    """The truth of a transcript: pages count its table pages, ``raw`` is what it says."""
    on: dict[int, set[int]] = {}
    for number, sheet in enumerate(source["sheets"], start=1):
        for row in sheet["rows"]:
            if row["kind"] == "row":
                on.setdefault(row["urutan"], set()).add(number)
    rows = [{**row, "pages": sorted(on[row["urutan"]])} for row in source["rows"]]
    head = {key: value for key, value in source.items() if key not in ("document", "rows", "sheets", "title")}
    document = {**source["document"], "file": file, "pages": len(source["sheets"])}
    return {**head, "document": document, "rows": rows}


def write_truth(truth: Truth, path: Path) -> None:
    """Writes a truth file, one row or box a line, so that a change shows as one line in a diff."""
    parts = []
    for key, value in truth.items():
        if isinstance(value, list) and value:
            lines = ",\n".join("  " + json.dumps(item, ensure_ascii=False) for item in value)
            parts.append(f' "{key}": [\n{lines}\n ]')
        else:
            parts.append(f' "{key}": {json.dumps(value, ensure_ascii=False)}')
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")
