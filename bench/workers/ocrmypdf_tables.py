"""OCRmyPDF, then pdfplumber: tables of a scan as JSON. ``python ocrmypdf_tables.py FILE.pdf OUT.json``."""

import json
import sys
from pathlib import Path

import ocrmypdf  # type: ignore[import-not-found]
import pdfplumber

# A scan has no line objects, so pdfplumber's own way (rules) finds nothing; the text then has to do.
BY_TEXT = {"vertical_strategy": "text", "horizontal_strategy": "text"}


def main() -> None:
    """Writes the tables of all pages, and all their text, to OUT."""
    out = Path(sys.argv[2])
    searchable = out.with_suffix(".ocr.pdf")
    # Without Ghostscript: plain PDF instead of PDF/A, pages drawn by pypdfium2.
    ocrmypdf.ocr(
        sys.argv[1],
        searchable,
        language=["ind"],
        output_type="pdf",
        rasterizer="pypdfium",
        optimize=0,
        deskew=True,
        jobs=1,
        progress_bar=False,
    )
    tables, texts = [], []
    with pdfplumber.open(searchable) as pdf:
        for page in pdf.pages:
            tables += page.extract_tables() or page.extract_tables(BY_TEXT)
            texts.append(page.extract_text())
            page.close()
    out.write_text(json.dumps({"tables": tables, "text": "\n".join(texts)}), encoding="utf-8")


if __name__ == "__main__":
    main()
