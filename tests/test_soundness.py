"""Damage that libraries mend in silence is found: no page of which something is missing passes for whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image

from extract import open_source, read_pages
from extract.files.soundness import page_damage
from lampiran.codes import ProblemCode
from lampiran.settings import Settings
from tests.support.plan_pdf import make_plan

SETTINGS = Settings(cache_dir=None)


def picture() -> Image.Image:
    rows = np.tile(np.arange(256, dtype=np.uint8), (400, 2))
    rows[::7, ::3] = 0
    return Image.fromarray(rows)


def hole(content: bytes, length: int = 600) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes(length) + content[middle + length :]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return make_plan(tmp_path / "plan.pdf")


def with_spoilt_content(path: Path) -> Path:
    """A copy with a hole in the packed content of its first page."""
    with pikepdf.open(path) as pdf:
        pdf.pages[0].contents_coalesce()
        packed = path.with_name("packed.pdf")
        pdf.save(packed)
    with pikepdf.open(packed) as pdf:
        raw = pdf.pages[0].Contents.read_raw_bytes()
    content = packed.read_bytes()
    assert content.count(raw) == 1
    packed.write_bytes(content.replace(raw, hole(raw, 40)))
    return packed


def with_lost_font(path: Path) -> Path:
    """A copy whose first page names a font that is no font."""
    changed = path.with_name("changed.pdf")
    with pikepdf.open(path) as pdf:
        fonts = pdf.pages[0].Resources.Font
        fonts[next(iter(fonts.keys()))] = pdf.make_indirect(pikepdf.Array([]))
        pdf.save(changed)
    return changed


@pytest.mark.parametrize("spoil", [with_spoilt_content, with_lost_font])
def test_a_page_that_a_library_would_mend_is_told(plan: Path, spoil: Callable[[Path], Path]) -> None:
    source = open_source(spoil(plan), SETTINGS)
    assert page_damage(source, 1)
    (reading,) = read_pages(source, 1, SETTINGS)
    assert [problem.code for problem in reading.problems if problem.lost] == [ProblemCode.PAGE_DAMAGED]


def test_a_blank_page_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "blank.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].Contents = pikepdf.Stream(pdf, b"")
        pdf.save(path, compress_streams=True)
    assert page_damage(open_source(path, SETTINGS), 1) == ""


def test_whole_files_are_not_doubted(plan: Path, samples: Path) -> None:
    for path in (plan, *sorted(samples.glob("*.pdf"))):
        source = open_source(path, SETTINGS)
        assert [page_damage(source, page) for page in range(1, min(source.page_count, 4) + 1)] == [""] * min(
            source.page_count, 4
        )


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_a_jpeg_with_a_hole_is_told(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "page.jpg"
    picture().convert(mode).save(path, quality=90)
    assert page_damage(open_source(path, SETTINGS), 1) == ""
    path.write_bytes(hole(path.read_bytes()))
    assert "damaged" in page_damage(open_source(path, SETTINGS), 1)


@pytest.mark.parametrize("length", [4, 300])
def test_a_fax_with_a_hole_is_told(tmp_path: Path, length: int) -> None:
    path = tmp_path / "page.tif"
    picture().convert("1").save(path, compression="group4")
    assert page_damage(open_source(path, SETTINGS), 1) == ""
    content = path.read_bytes()
    path.write_bytes(content[:1000] + b"\x13" * length + content[1000 + length :])
    assert "damaged" in page_damage(open_source(path, SETTINGS), 1)


def test_a_png_with_a_flipped_byte_is_told(tmp_path: Path) -> None:
    path = tmp_path / "page.png"
    picture().save(path)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))
    assert "damaged" in page_damage(open_source(path, SETTINGS), 1)
