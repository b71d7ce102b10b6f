"""The shipped decrees from file to database, OCR answers replayed from ``tests/recordings``.

``make recordings`` records them anew after the reading of pages has changed. Without a recording the page
is read for real: right all the same, only slower.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from lampiran.app.accuracy.evaluation import evaluate
from lampiran.app.cli import main
from lampiran.records import Box
from load import Database

ROOT = Path(__file__).parent.parent
FILES = (
    "banyumas_2022.pdf",
    "banyumas_2022.txt",
    "banyumas_2022_digital.pdf",
    "banyuwangi_2025.pdf",
    "banyuwangi_2025.txt",
)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """All shipped samples, read once."""
    path = tmp_path_factory.mktemp("samples") / "lampiran.db"
    code = main(["run", str(ROOT / "samples"), "--db", str(path), "--workers", "2"])
    assert code == 0
    yield path


@pytest.fixture(scope="module")
def rates(db: Path) -> dict[str, dict[str, Any]]:
    """The figures of docs/accuracy.md by file."""
    with Database.open(db, create=False) as database:
        result = evaluate(database, ROOT / "samples" / "truth")
    assert not result.without_document
    return {one.file: one.score.tally.rates() for one in result.documents}


def query(db: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(db)) as connection:
        return connection.execute(sql, values).fetchall()


def test_nothing_else_in_the_folder_is_taken_for_a_document(db: Path) -> None:
    assert sorted(file for (file,) in query(db, "SELECT file FROM document")) == sorted(FILES)


@pytest.mark.parametrize("file", FILES)
def test_every_row_is_found_and_none_invented(file: str, rates: dict[str, dict[str, Any]]) -> None:
    figures = rates[file]
    assert figures["row_recall"] == 1.0
    assert figures["row_precision"] == 1.0
    assert figures["area_no"] == 1.0
    assert figures["komponen_no"] == 1.0
    assert figures["bulan"] == 1.0
    assert figures["head_fields"] == 1.0
    assert figures["indikator_ids"] >= 0.98


@pytest.mark.parametrize(
    ("file", "exact"),
    [
        ("banyumas_2022.pdf", 0.97),
        ("banyumas_2022.txt", 0.99),
        ("banyumas_2022_digital.pdf", 0.99),
        ("banyuwangi_2025.pdf", 0.98),
        ("banyuwangi_2025.txt", 0.98),
    ],
)
def test_cells_are_exact(file: str, exact: float, rates: dict[str, dict[str, Any]]) -> None:
    assert rates[file]["exact_cells"] >= exact
    assert rates[file]["false_changes_per_10000"] <= 2


@pytest.mark.parametrize("file", FILES)
def test_every_word_on_a_table_page_is_accounted_for(file: str, db: Path) -> None:
    ((read, in_cells, outside),) = query(
        db, "SELECT words_read, words_in_cells, words_outside FROM document WHERE file = ?", file
    )
    assert read == in_cells + outside
    assert in_cells > 1500


def test_boxes_of_the_scan_lie_on_the_printed_cells(db: Path) -> None:
    """The printer noted where it put each cell; on the skewed scan that is the upright rectangle round it."""
    truth = json.loads((ROOT / "samples" / "truth" / "banyumas_2022.pdf.json").read_text(encoding="utf-8"))
    printed: dict[tuple[int, str, int], Box] = {}
    for place in truth["geometry"]:
        printed.setdefault((place["urutan"], place["kolom"], place["page"]), Box(*place["box"]))
    found = query(
        db,
        # The tables, not the view: another file of the decree counts.
        "SELECT c.urutan, c.kolom, p.page, p.x0, p.y0, p.x1, p.y1, p.raw FROM cells c"
        " JOIN cell_parts p USING (document_id, urutan, position) JOIN documents d ON d.id = c.document_id"
        " WHERE d.file = 'banyumas_2022.pdf' AND c.shared = 0",
    )
    compared = 0
    for urutan, kolom, page, x0, y0, x1, y1, raw in found:
        box = printed.get((urutan, kolom, page))
        if box is None or not raw:
            continue
        compared += 1
        centre_x, centre_y = (x0 + x1) / 2, (y0 + y1) / 2
        assert box.x0 - 6 <= centre_x <= box.x1 + 6, (urutan, kolom, page)
        assert box.y0 - 6 <= centre_y <= box.y1 + 6, (urutan, kolom, page)
    assert compared > 250


def test_running_again_leaves_the_file_as_it_is(db: Path) -> None:
    before = db.read_bytes()
    assert main(["run", str(ROOT / "samples"), "--db", str(db)]) == 0
    assert db.read_bytes() == before


@pytest.mark.ocr
def test_a_page_is_really_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No recordings: four pages of the scan, through the engines that are installed; the gap is told."""
    import pikepdf

    monkeypatch.delenv("LAMPIRAN_OCR_RECORDINGS", raising=False)
    with pikepdf.open(ROOT / "samples" / "banyumas_2022.pdf") as pdf:
        del pdf.pages[8:]
        del pdf.pages[1:5]
        pdf.save(tmp_path / "three.pdf")
    assert main(["show", str(tmp_path / "three.pdf"), "--format", "json"]) == 4
    shown = json.loads(capsys.readouterr().out)
    assert shown["document"]["nomor_sk"] == "16"
    assert shown["document"]["status"] == "partial"
    texts = " ".join(row["langkah_aksi"] for row in shown["rows"])
    assert len(shown["rows"]) >= 8
    assert "Menetapkan SK Tim Agen Perubahan" in texts
