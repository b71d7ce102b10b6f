"""img2table + tesseract: tables of a PDF as JSON. ``python img2table_tables.py FILE.pdf OUT.json``."""

import json
import sys
from pathlib import Path

from img2table.document import PDF  # type: ignore[import-not-found]
from img2table.ocr import TesseractOCR  # type: ignore[import-not-found]


def main() -> None:
    """Writes the tables of all pages, and all their words, to OUT."""
    document = PDF(src=sys.argv[1], pdf_text_extraction=False)
    # Keep all that was read: its own limit of 50 drops right words too (2 cells in 215 fewer exact).
    found = document.extract_tables(ocr=TesseractOCR(lang="ind", psm=11), min_confidence=1)
    tables = [
        [[cell.value for cell in row] for row in table.content.values()]
        for _, page in sorted(found.items())
        for table in page
    ]
    # A cell that spans columns is given once for each of them.
    words = " ".join(value for table in tables for row in table for value in dict.fromkeys(row) if value)
    Path(sys.argv[2]).write_text(json.dumps({"tables": tables, "text": words}), encoding="utf-8")


if __name__ == "__main__":
    main()
