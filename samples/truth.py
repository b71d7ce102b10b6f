"""Writes what a reader should find in a sample: rows as printed, where they stand, and what may differ."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from samples.decree import Truth
from samples.degrade import Scan
from samples.printing import Printed

_KOLOM = ("komponen", "indikator", "langkah_aksi", "bukti_fisik", "target_waktu")


def scan_truth(truth: Truth, printed: Printed, file: str, scan: Scan | None = None) -> Truth:
    """The truth of a printed or scanned file.

    Pages count in the file. ``raw`` is what stands on the page (a reader without errors would read it): a
    komponen only in its first row. ``geometry`` has a line for each piece of a cell of a plan row: its box in
    points from the top left of the page as a viewer shows it.

    Args:
        truth: Document and rows; see ``samples/README.md``.
        printed: The print.
        file: The file's name.
        scan: The degraded print; None for the born-digital file itself.
    """
    cells = [cell for cell in printed.cells if cell.kind == "row"]
    geometry = []
    pages: dict[int, set[int]] = {}
    raw: dict[tuple[int, str], list[str]] = {}
    for cell in cells:
        box = cell.box if scan is None else scan.box(cell.page, cell.box)
        pages.setdefault(cell.urutan, set()).add(cell.page)
        raw.setdefault((cell.urutan, cell.kolom), []).append(" ".join(word.text for word in cell.words))
        geometry.append(
            {
                "urutan": cell.urutan,
                "kolom": cell.kolom,
                "part": cell.part,
                "page": cell.page,
                "box": [round(edge, 1) for edge in box],
            }
        )
    rows = [_row(row, sorted(pages[row["urutan"]])) for row in truth["rows"]]
    sizes = printed.sizes if scan is None else scan.sizes
    return {
        **{key: value for key, value in truth.items() if key not in ("document", "rows", "title", "sheets")},
        "document": {**truth["document"], "file": file, "pages": len(sizes)},
        "rows": rows,
        "geometry": geometry,
    }


def _row(row: dict[str, Any], pages: list[int]) -> dict[str, Any]:
    return {**{key: value for key, value in row.items() if key != "raw"}, "pages": pages}


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
