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


def rewritten(path: Path) -> Path:
    """A copy whose objects stand in the open, each under its number."""
    changed = path.with_name("open.pdf")
    with pikepdf.open(path) as pdf:
        pdf.save(changed, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return changed


def with_renumbered(path: Path, pick: Callable[[pikepdf.Pdf], pikepdf.Object]) -> Path:
    """A copy in which an object stands under a number that nothing refers to."""
    changed = rewritten(path)
    with pikepdf.open(changed) as pdf:
        number = pick(pdf).objgen[0]
    content = changed.read_bytes()
    assert content.count(b"\n%d 0 obj" % number) == 1
    changed.write_bytes(content.replace(b"\n%d 0 obj" % number, b"\n%d 7 obj" % number))
    return changed


def with_lost_content(path: Path) -> Path:
    return with_renumbered(path, lambda pdf: pdf.pages[0].Contents)


def with_no_such_content(path: Path) -> Path:
    """A copy whose first page refers to an object that was never there."""
    changed = rewritten(path)
    with pikepdf.open(changed) as pdf:
        number = pdf.pages[0].Contents.objgen[0]
    content = changed.read_bytes()
    assert content.count(b"/Contents %d 0 R" % number) == 1
    changed.write_bytes(content.replace(b"/Contents %d 0 R" % number, b"/Contents %d 3 R" % number))
    return changed


def with_unfound_font(path: Path) -> Path:
    return with_renumbered(path, lambda pdf: next(iter(pdf.pages[0].Resources.Font.values())))


@pytest.mark.parametrize("spoil", [with_spoilt_content, with_lost_font, with_lost_content, with_unfound_font])
def test_a_page_that_a_library_would_mend_is_told(plan: Path, spoil: Callable[[Path], Path]) -> None:
    source = open_source(spoil(plan), SETTINGS)
    assert page_damage(source, 1)
    (reading,) = read_pages(source, 1, SETTINGS)
    assert [problem.code for problem in reading.problems if problem.lost] == [ProblemCode.PAGE_DAMAGED]


def test_a_list_of_pages_that_names_something_else_is_told(plan: Path) -> None:
    path = rewritten(plan)
    content = path.read_bytes()
    with pikepdf.open(path) as pdf:
        numbers = [page.objgen[0] for page in pdf.pages]
        other = pdf.pages[0].Contents.objgen[0]
    last = b"%d 0 R ]" % numbers[-1]
    assert content.count(last) == 1
    for named in (other, numbers[0]):
        path.write_bytes(content.replace(last, b"%d 0 R ]" % named))
        codes = [problem.code for problem in open_source(path, SETTINGS).problems if problem.lost]
        assert codes == [ProblemCode.PAGE_LIST_DAMAGED]


def test_a_file_whose_objects_are_found_elsewhere_is_whole(plan: Path) -> None:
    path = rewritten(plan)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\n% catatan\n", 1))
    source = open_source(path, SETTINGS)
    assert source.problems == ()
    assert [page_damage(source, page) for page in range(1, source.page_count + 1)] == [""] * source.page_count


def test_a_hole_in_a_transcript_is_told_and_a_stray_zero_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"kata\0 kata " * 5 + b"\0" * 5 + b"kata " * 200)
    (problem,) = open_source(path, SETTINGS).problems
    assert (problem.code, problem.values, problem.lost) == (ProblemCode.TEXT_DAMAGED, ("5",), True)
    for whole in (b"kata\0 kata " * 5 + b"kata " * 200, ("kata\n" * 9).encode("utf-16")):
        path.write_bytes(whole)
        assert open_source(path, SETTINGS).problems == ()


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
