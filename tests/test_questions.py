"""The views that answer questions, on three small plans whose answers can be counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import dictionaries
from lampiran.records import PlanRow, RawRow
from load import Database
from tests.support import databases, loading

Pair = tuple[RawRow, PlanRow]


def row(
    urutan: int, ids: tuple[str, ...], months: tuple[int, ...], bukti: str = "SK; Foto", area: int = 1
) -> Pair:
    texts = {"indikator": f"Indikator {urutan}", "langkah_aksi": "Rapat", "bukti_fisik": bukti}
    cells = tuple(loading.repaired(kolom, (loading.part(text),)) for kolom, text in texts.items())
    return loading.row(urutan, cells, ids, months=months, area_no=area)


@pytest.fixture(params=databases.BACKENDS)
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    with Database.open(databases.fresh(request.param, tmp_path), now="2026-03-02T00:00:00Z") as database:
        database.vocabulary_sync(dictionaries.load_vocabulary())
        new = [
            row(1, ("90.P.1.i.a", "90.P.1.i.b"), (1, 2)),
            row(2, ("90.P.1.i.a",), (2, 12), bukti="-"),
            row(3, (), (), bukti="Laporan"),
        ]
        old = [row(1, ("52.I.1.a",), (3,)), row(2, ("52.II.1.a",), (3, 4), area=2)]
        head = loading.decree("117", 2025, doubts=())
        banyumas = replace(
            head,
            lembaga="KPU Kabupaten Banyumas",
            wilayah="Kabupaten Banyumas",
            kode_wilayah="33.02",
            provinsi="Jawa Tengah",
            nomor_sk="16",
            tahun_sk=2022,
            tahun_rencana=None,
        )
        database.save(loading.outcome(loading.plan("baru.pdf", new, head)))
        database.save(loading.outcome(loading.plan("banyumas.pdf", old, banyumas, edisi="52/2014")))
        database.save(loading.unread("kosong.pdf", ""))
        yield database


@pytest.fixture
def superseded(db: Database) -> Database:
    """With an older scan of the first decree besides, whose rows must show in no answer."""
    older = Database(db.engine, now="2026-01-01T00:00:00Z")
    rows = [row(1, ("90.P.6.i.a",), (7,), area=6)]
    notes = older.save(
        loading.outcome(loading.plan("lama.pdf", rows, loading.decree("117", 2025, doubts=())))
    )
    assert notes == [
        "baru.pdf and lama.pdf are the same decree: baru.pdf counts, because it is more complete."
    ]
    return db


def test_cakupan_has_a_line_for_each_region_and_indikator(superseded: Database) -> None:
    db = superseded
    lines = db.query("SELECT * FROM cakupan WHERE kode_wilayah = '35.10'")
    assert len(lines) == 87
    covered = {line["indikator_id"]: line for line in lines if line["covered"]}
    assert sorted(covered) == ["90.P.1.i.a", "90.P.1.i.b"]
    first = covered["90.P.1.i.a"]
    assert (first["rows"], first["bulan"], first["tahun"], first["edisi"]) == (2, "1,2,12", 2025, "90/2021")
    assert (covered["90.P.1.i.b"]["rows"], covered["90.P.1.i.b"]["bulan"]) == (1, "1,2")
    empty = next(line for line in lines if not line["covered"])
    assert (empty["rows"], empty["bulan"]) == (0, None)
    assert len(db.query("SELECT * FROM cakupan WHERE tahun = 2022")) == 81


def test_kosong_lists_what_the_edition_has_and_the_plan_has_not(superseded: Database) -> None:
    db = superseded
    lines = db.query("SELECT * FROM kosong WHERE provinsi = 'Jawa Timur'")
    missing = {line["indikator_id"]: line["unmatched_rows"] for line in lines}
    assert len(missing) == 85
    assert not missing.keys() & {"90.P.1.i.a", "90.P.1.i.b"}
    assert not any(name.startswith("90.R") for name in missing)
    # One row of area 1 has no indikator: what is missing there may be that row.
    assert (missing["90.P.1.ii.a"], missing["90.P.6.i.a"]) == (1, 0)


def test_kalender_counts_rows_by_month_and_area(superseded: Database) -> None:
    asked = 'SELECT wilayah, bulan, area_no, "rows" FROM kalender ORDER BY wilayah, bulan, area_no'
    lines = superseded.query(asked)
    assert [tuple(line.values()) for line in lines] == [
        ("Kabupaten Banyumas", 3, 1, 1),
        ("Kabupaten Banyumas", 3, 2, 1),
        ("Kabupaten Banyumas", 4, 2, 1),
        ("Kabupaten Banyuwangi", 1, 1, 1),
        ("Kabupaten Banyuwangi", 2, 1, 2),
        ("Kabupaten Banyuwangi", 12, 1, 1),
    ]


def test_bukti_lists_items(superseded: Database) -> None:
    asked = "SELECT urutan, item, bukti FROM bukti WHERE kode_wilayah = '35.10' ORDER BY urutan, item"
    assert [tuple(line.values()) for line in superseded.query(asked)] == [
        (1, 1, "SK"),
        (1, 2, "Foto"),
        (3, 1, "Laporan"),
    ]


def test_evidence_that_was_not_split_is_one_item(tmp_path: Path) -> None:
    raw, clean = row(1, (), (), bukti="SK; Foto")
    with Database.open(tmp_path / "a.db") as db:
        db.save(loading.outcome(loading.plan(rows=[(raw, replace(clean, bukti_items=()))])))
        assert [line["bukti"] for line in db.query("SELECT bukti FROM bukti")] == ["SK; Foto"]


def test_perbandingan_puts_old_and_new_edition_side_by_side(superseded: Database) -> None:
    asked = (
        "SELECT wilayah, tahun, edisi, indikator_id, urutan FROM perbandingan "
        "WHERE padanan_id = '90.P.1.i.a' ORDER BY tahun, wilayah, urutan"
    )
    assert [tuple(line.values()) for line in superseded.query(asked)] == [
        ("Kabupaten Banyumas", 2022, "52/2014", "52.I.1.a", 1),
        ("Kabupaten Banyuwangi", 2025, "90/2021", "90.P.1.i.a", 1),
        ("Kabupaten Banyuwangi", 2025, "90/2021", "90.P.1.i.a", 2),
    ]


def test_perbandingan_keeps_what_the_new_edition_dropped_and_doubles_what_it_split(tmp_path: Path) -> None:
    vocabulary = dictionaries.load_vocabulary()
    dropped = next(pair.old_id for pair in vocabulary.crosswalk if not pair.new_id)
    split = [pair for pair in vocabulary.crosswalk if pair.kind == "split"]
    rows = [row(1, (dropped,), ()), row(2, (split[0].old_id,), ())]
    with Database.open(tmp_path / "a.db") as db:
        db.vocabulary_sync(vocabulary)
        db.save(loading.outcome(loading.plan(rows=rows, edisi="52/2014")))
        found = {(line["urutan"], line["padanan_id"]) for line in db.query("SELECT * FROM perbandingan")}
    assert found == {(1, dropped)} | {(2, pair.new_id) for pair in split}


def test_mutu_has_a_line_for_each_document_whatever_became_of_it(superseded: Database) -> None:
    lines = {line["file"]: line for line in superseded.query("SELECT * FROM mutu")}
    assert {file: line["status"] for file, line in lines.items()} == {
        "baru.pdf": "ok",
        "banyumas.pdf": "ok",
        "kosong.pdf": "failed",
        "lama.pdf": "superseded",
    }
    line = lines["baru.pdf"]
    assert (line["rows"], line["rows_flagged"], line["rows_unmatched"]) == (3, 0, 1)
    assert (line["cells"], line["cells_flagged"], line["repairs"]) == (9, 0, 0)
    assert line["confidence"] == pytest.approx(0.95)
    assert line["words_read"] == line["words_in_cells"] + line["words_outside"] == 232
    assert lines["kosong.pdf"]["confidence"] is None
