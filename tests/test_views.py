"""The views are a contract: names, columns, and what stands in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import dictionaries
from lampiran.records import PageText, Step
from load import Database, views
from load.opening import writing
from load.views import VIEWS
from tests.support import databases, loading

CONTRACT = {
    "rencana_aksi": "document_id file sha256 lembaga wilayah kode_wilayah provinsi nomor_sk tahun_sk "
    "tanggal_sk tahun_rencana edisi urutan area_no area komponen_no komponen_id komponen indikator_id "
    "indikator_ids indikator_no indikator langkah_aksi bukti_fisik target_waktu bulan tahun_target "
    "page_first page_last confidence needs_review settled_kolom",
    "cell": "document_id urutan kolom raw text confidence needs_review page x0 y0 x1 y1 part shared "
    "marks_doubtful confidence_exact settled_by",
    "correction": "document_id urutan kolom raw repaired rule method score corrected_by corrected_at",
    "document": "document_id file sha256 status reason pages table_pages rows words_read words_in_cells "
    "words_outside seconds engine dictionary_version loaded_at words_in_headers "
    "ink_unexplained words_unseen reason_indonesian page_from page_to",
    "pemeriksaan": "document_id file wilayah urutan kolom kind code reason reason_indonesian word page x0 y0 "
    "x1 y1 raw text other_reading candidates scope item settled state settled_by",
    "page_text": "document_id page has_plan kind raw text",
    "other_table": "document_id table_no page_first page_last headings rows columns",
    "other_cell": "document_id table_no row col heading text confidence page x0 y0 x1 y1 row_span col_span "
    "needs_review",
    "vocabulary": "indikator_id edisi area_no komponen_id komponen indikator",
    "crosswalk": "old_id new_id kind",
}


@pytest.fixture(params=databases.BACKENDS)
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    address = databases.fresh(request.param, tmp_path)
    with Database.open(address, now="2026-01-02T03:04:05Z") as database:
        database.vocabulary_sync(dictionaries.load_vocabulary())
        database.save(loading.outcome(), "f1")
        yield database


@pytest.mark.parametrize("view", CONTRACT)
def test_a_view_has_exactly_the_columns_of_the_contract(db: Database, view: str) -> None:
    lines = db.query(f"SELECT * FROM {view}")  # noqa: S608
    assert set(lines[0]) == set(CONTRACT[view].split())


def test_rencana_aksi_is_one_line_a_row(db: Database) -> None:
    first, second = db.query("SELECT * FROM rencana_aksi ORDER BY document_id, urutan")
    assert (first["komponen"], first["indikator"]) == (
        "Penyusunan Tim Kerja",
        "Unit telah membentuk tim untuk ZI",
    )
    assert (first["indikator_id"], first["indikator_ids"]) == ("90.P.1.i.a", "90.P.1.i.a;90.P.1.i.b")
    assert (first["bulan"], first["tahun_target"]) == ("8,9,10", 2025)
    assert (first["page_first"], first["page_last"], first["needs_review"]) == (3, 4, 1)
    assert (first["kode_wilayah"], first["tanggal_sk"]) == ("35.10", "2025-09-29")
    assert (second["bulan"], second["tahun_target"], second["needs_review"]) == (None, None, 0)
    assert second["langkah_aksi"] is None


def test_unmatched_is_null(tmp_path: Path) -> None:
    cell = loading.repaired("indikator", (loading.part("Rapat"),))
    with Database.open(tmp_path / "b.db") as db:
        rows = [loading.row(1, (cell,), area_no=None, komponen_no=None)]
        db.save(loading.outcome(loading.plan(rows=rows)))
        line = db.query(
            "SELECT area_no, komponen_no, komponen_id, indikator_id, indikator_ids FROM rencana_aksi"
        )
    assert tuple(line[0].values()) == (None, None, None, None, None)


def test_cell_has_a_line_for_each_part(db: Database) -> None:
    lines = db.query("SELECT * FROM cell WHERE urutan = 1 AND kolom = 'indikator' ORDER BY part")
    assert [(line["part"], line["page"], line["raw"], line["text"]) for line in lines] == [
        (1, 3, "Unit telah membentuk tim", "Unit telah membentuk tim"),
        (2, 4, "untuk ZI", "untuk ZI"),
    ]
    assert (lines[1]["x0"], lines[1]["y0"], lines[1]["x1"], lines[1]["y1"]) == (50.0, 40.0, 200.25, 80.0)


def test_cell_shows_shared_and_partless_and_extra_cells_too(db: Database) -> None:
    lines = db.query("SELECT * FROM cell WHERE urutan = 2")
    cells = {line["kolom"]: line for line in lines}
    assert len(lines) == 6
    assert (cells["komponen"]["text"], cells["komponen"]["shared"]) == ("Penyusunan Tim Kerja", 1)
    assert (cells["langkah_aksi"]["text"], cells["langkah_aksi"]["page"]) == (None, None)
    assert cells["bukti_fisik"]["text"] == "-"
    assert "% Target" in cells


def test_correction_is_one_line_a_repair(db: Database) -> None:
    line = db.query("SELECT * FROM correction WHERE urutan = 1")[0]
    assert (line["kolom"], line["raw"], line["repaired"]) == ("komponen", "Ke a", "Kerja")
    assert (line["method"], line["score"], line["corrected_by"]) == ("noise", 0.97, "machine")
    assert line["corrected_at"] == "2026-01-02T03:04:05Z"


def test_repairs_of_page_text_are_corrections_too(tmp_path: Path) -> None:
    step = Step(9, 16, "halaman", "Halaman", "case", 0.9)
    text = PageText(1, "LAMPIRAN Halaman 1", (step,))
    plan = replace(loading.plan(), page_texts=(text,))
    with Database.open(tmp_path / "d.db") as db:
        db.save(loading.outcome(plan))
        assert db.load_plan_document(db.documents()[0].document_id) == plan
        (line,) = db.query("SELECT * FROM correction WHERE urutan IS NULL")
        assert (line["kolom"], line["raw"], line["repaired"]) == ("page 1", "halaman", "Halaman")
        pages = db.query("SELECT page, raw, text FROM page_text ORDER BY page")
        assert [line["text"] for line in pages] == [
            "LAMPIRAN Halaman 1",
            "LAMPIRAN halaman 3",
            "LAMPIRAN halaman 4",
        ]
        assert pages[0]["raw"] == "LAMPIRAN halaman 1"


def test_the_words_of_table_pages_add_up(db: Database) -> None:
    line = db.query("SELECT * FROM document")[0]
    assert (line["pages"], line["table_pages"], line["rows"]) == (3, 2, 2)
    assert (line["words_read"], line["words_in_cells"], line["words_outside"]) == (232, 200, 32)
    assert line["words_in_headers"] == 12


def test_the_crosswalk_says_null_where_there_is_no_counterpart(db: Database) -> None:
    kinds = {line["kind"] for line in db.query("SELECT kind FROM crosswalk WHERE old_id IS NULL")}
    assert kinds == {"new"}
    assert db.query("SELECT count(*) AS n FROM vocabulary WHERE edisi = '52/2014'")[0]["n"] == 81


def test_views_are_renewed_when_the_program_brings_other_ones(tmp_path: Path) -> None:
    with Database.open(tmp_path / "c.db") as db:
        db.save(loading.outcome())
        with db.engine.begin() as connection:
            connection.exec_driver_sql("DROP VIEW cell")
            connection.exec_driver_sql("CREATE VIEW cell AS SELECT 1 AS old")
            connection.exec_driver_sql("UPDATE lampiran_meta SET value = 'old' WHERE key = 'views'")
    with Database.open(tmp_path / "c.db") as db:
        assert len(db.query("SELECT raw FROM cell")) == 13


def test_a_value_that_looks_like_sql_is_just_text(db: Database) -> None:
    line = db.query(
        "SELECT urutan FROM rencana_aksi WHERE langkah_aksi = :t", t="Membentuk tim; DROP TABLE documents"
    )
    assert line[0]["urutan"] == 1


def test_views_outlive_a_migration_that_changes_none_of_them(tmp_path: Path) -> None:
    address = databases.fresh("sqlite", tmp_path)
    with Database.open(address) as database, writing(database.engine) as connection:
        for table in ("search_texts_fts", "search_words_fts", "search_texts", "search_words"):
            connection.exec_driver_sql(f"DROP TABLE {table}")
        views.drop(connection)
        databases.take_back(connection, "0002")
    with Database.open(address) as database:
        for view in VIEWS:
            assert database.query(f"SELECT COUNT(*) AS n FROM {view}")[0]["n"] == 0  # noqa: S608
