"""Pages that are odd without showing anything else: read as if they were not."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.files.source import open_source
from extract.model import PageReading
from extract.pages.read import read_page
from lampiran.settings import Settings
from samples.generator.contoh import make_decree
from samples.generator.making import DIGITAL, Sample, make_sample
from samples.generator.named_layouts import LAYOUTS
from samples.generator.odd_pages import DRAWN_KINDS, SCANNED_KINDS, make_odd

SETTINGS = Settings(cache_dir=None, quality="fast")
LAYOUT = LAYOUTS["arial-landscape"]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    path = tmp_path_factory.mktemp("odd") / "good.pdf"
    return make_sample(make_decree(77, LAYOUT), LAYOUT, DIGITAL, path, seed=77)


@pytest.fixture(scope="module")
def usual(sample: Sample) -> PageReading:
    return read(sample.path, sample.printed.table_pages[0])


def read(path: Path, page: int) -> PageReading:
    return read_page(open_source(path, SETTINGS), page, SETTINGS)


def cells(reading: PageReading) -> list[tuple[int, int, str]]:
    return [(cell.row, cell.col, cell.text) for table in reading.tables for cell in table.cells]


@pytest.mark.parametrize("kind", DRAWN_KINDS)
def test_odd_pages_of_text_are_read_like_the_usual_one(
    sample: Sample, usual: PageReading, kind: str, tmp_path: Path
) -> None:
    odd = make_odd(sample.path, kind, tmp_path / "odd.pdf", scanned=False)
    found = read(odd, sample.printed.table_pages[0])
    assert found.kind == "digital"
    assert cells(found) == cells(usual)
    doubted = [cell.doubts for table in found.tables for cell in table.cells if cell.doubts]
    assert not doubted


def test_what_is_not_shown_is_counted(sample: Sample, usual: PageReading, tmp_path: Path) -> None:
    odd = make_odd(sample.path, "white-words", tmp_path / "odd.pdf", scanned=False)
    assert read(odd, sample.printed.table_pages[0]).words_unseen > 30
    assert usual.words_unseen == 0


def test_an_unknown_kind_is_refused(sample: Sample, tmp_path: Path) -> None:
    assert len(SCANNED_KINDS) + len(DRAWN_KINDS) > 12
    with pytest.raises(KeyError):
        make_odd(sample.path, "upside-down", tmp_path / "odd.pdf", scanned=False)
