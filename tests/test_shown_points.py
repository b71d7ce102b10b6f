"""Plans on pages of unbelievable size: found like any other, with boxes in the page's own points."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from extract.files.source import open_source
from extract.pages.read import read_page
from extract.plan.assemble import assemble
from lampiran.records import Box, RawDocument
from lampiran.settings import Settings
from tests.support.odd_plans import widths, write
from tests.test_odd_plans import FORM, assert_rows, form

SETTINGS = Settings(cache_dir=None, quality="fast")


def read(path: Path) -> RawDocument:
    source = open_source(path, SETTINGS)
    return assemble(source, [read_page(source, n + 1, SETTINGS) for n in range(source.page_count)])


def scaled(path: Path, factor: float, to: Path) -> Path:
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            page.contents_add(f"q {factor} 0 0 {factor} 0 0 cm\n".encode(), prepend=True)
            page.contents_add(b"\nQ")
            page.mediabox = page.cropbox = pikepdf.Array([float(value) * factor for value in page.mediabox])
        pdf.save(to)
    return to


def boxes(document: RawDocument) -> list[Box]:
    parts = [part for row in document.rows for cell in row.cells for part in cell.parts]
    found = [*(part.box for part in parts), *(area.box for area in document.areas)]
    found += [word.box for part in parts for word in part.words]
    return [box for box in found if box is not None]


@pytest.mark.parametrize("factor", [1 / 72, 0.05, 20.0])
def test_a_plan_is_found_whatever_size_its_page_claims(tmp_path: Path, factor: float) -> None:
    usual = write(tmp_path / "usual.pdf", [form().table(widths(FORM))])
    document, wanted = read(scaled(usual, factor, tmp_path / "odd.pdf")), read(usual)
    assert_rows(document)
    assert [page.width for page in document.pages] == pytest.approx(
        [page.width * factor for page in wanted.pages], rel=1e-3
    )
    assert len(boxes(document)) == len(boxes(wanted)) > 50
    for box, other in zip(boxes(document), boxes(wanted), strict=True):
        expected = [value * factor for value in (other.x0, other.y0, other.x1, other.y1)]
        assert [box.x0, box.y0, box.x1, box.y1] == pytest.approx(expected, abs=0.5 * factor)
