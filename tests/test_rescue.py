"""What is left of a cut-off PDF is read; what is lost is said."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from extract.files.rescue import rebuilt_bytes
from extract.files.source import open_source
from extract.pages.read import read_page
from lampiran.app.cli import main
from lampiran.settings import Settings

SAMPLES = Path(__file__).parent.parent / "samples"


@pytest.fixture
def cut(tmp_path: Path) -> Path:
    """A born-digital decree of which the last third is missing."""
    whole = (SAMPLES / "banyumas_2022_digital.pdf").read_bytes()
    path = tmp_path / "cut.pdf"
    path.write_bytes(whole[: len(whole) * 2 // 3])
    return path


def test_a_whole_file_is_not_rebuilt(samples: Path) -> None:
    assert rebuilt_bytes(open_source(samples / "banyumas_2022_digital.pdf", Settings())) is None


def test_pages_before_the_cut_are_read(cut: Path) -> None:
    settings = Settings(cache_dir=None)
    source = open_source(cut, settings)
    assert any(problem.code == "cut-off" and problem.lost for problem in source.problems)
    assert "KOMISI PEMILIHAN UMUM" in " ".join(line.text for line in read_page(source, 1, settings).outside)


def test_a_cut_off_file_is_partial_with_its_rows(cut: Path, tmp_path: Path) -> None:
    db = tmp_path / "x.db"
    assert main(["run", str(cut), "--db", str(db)]) == 4
    with closing(sqlite3.connect(db)) as connection:
        ((status, reason, rows),) = connection.execute("SELECT status, reason, rows FROM document")
    assert status == "partial"
    assert "cut off" in reason
    assert rows > 5  # the content of later pages is gone
