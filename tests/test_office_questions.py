"""The views for the office above, on both backends: regions, who has sent a plan, the official form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import dictionaries
from dictionaries.letter_topics import letter_topics
from load import Database
from load.remarks import Remark, set_remark
from report.figures import QUESTIONS, Scope, ask
from tests.support import databases, loading, province

REGION = next(region for region in dictionaries.load_vocabulary().regions if region.kode == "51.01")
IDS = ["90.P.1.i.a", "90.P.1.i.a", "90.P.2.i.a", "90.R.1.i.a"]


@pytest.fixture(params=databases.BACKENDS)
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    with Database.open(databases.fresh(request.param, tmp_path), now="2026-03-02T00:00:00Z") as database:
        database.vocabulary_sync(dictionaries.load_vocabulary())
        yield database


def states(db: Database, file: str) -> dict[str, tuple[object, ...]]:
    asked = (
        'SELECT c.indikator_id, c.keadaan, c."rows", c.bulan FROM cakupan_lke c '
        "JOIN document d ON d.document_id = c.document_id WHERE d.file = :file"
    )
    return {line["indikator_id"]: tuple(line.values())[1:] for line in db.query(asked, file=file)}


def test_regions_with_their_codes(db: Database) -> None:
    counts = db.query("SELECT jenis, COUNT(*) AS n, COUNT(kode_bps) AS bps FROM wilayah GROUP BY jenis")
    assert {line["jenis"]: (line["n"], line["bps"]) for line in counts} == {
        "Provinsi": (38, 0),
        "Kabupaten": (416, 0),
        "Kota": (98, 0),
    }
    (line,) = db.query("SELECT * FROM wilayah WHERE kode_wilayah = '51.01'")
    assert (line["provinsi"], line["kode_provinsi"]) == ("Bali", "51")


def test_the_form_in_its_order(db: Database) -> None:
    lines = db.query("SELECT * FROM lke ORDER BY urutan_lke")
    assert [line["id"] for line in lines[:4]] == ["90.A", "90.P", "90.P.1", "90.P.1.i"]
    weights = {line["id"]: line["bobot"] for line in lines}
    areas = [weights[f"90.{aspect}.{area}"] for aspect in "PR" for area in range(1, 7)]
    assert sum(areas) == weights["90.A"] == 60 and weights["90.H"] == 40
    for area in range(1, 7):
        parts = [bobot for key, bobot in weights.items() if key.startswith(f"90.P.{area}.") and bobot]
        assert sum(parts) == weights[f"90.P.{area}"]
    rows = [int(line["baris"].split("-")[0]) for line in lines if line["baris"]]
    assert (rows[0], rows[-1]) == (6, 202) and rows == sorted(set(rows))


def test_what_a_plan_holds_of_the_form(db: Database) -> None:
    db.save(loading.outcome(province.plan(REGION, 1, IDS, "90/2021", 2025, "a.pdf")))
    found = states(db, "a.pdf")
    assert len(found) == 110
    assert found["90.P.1.i.a"] == ("ada", 2, "3,4")
    assert found["90.P.1.i.b"] == ("belum", 0, None)
    assert found["90.R.1.i.a"][0] == "ada" and found["90.R.1.i.b"] == ("tidak diminta", 0, None)


def test_the_older_edition_through_the_crosswalk(db: Database) -> None:
    db.save(loading.outcome(province.plan(REGION, 1, ["52.I.1.a"], "52/2014", 2022, "a.pdf")))
    found = states(db, "a.pdf")
    assert found["90.P.1.i.a"][0] == "ada" and found["90.P.1.i.b"][0] == "belum"
    assert found["90.P.6.iii.a"][0] == "tidak diminta"


@pytest.mark.parametrize(("unmatched", "status"), [(1, "partial"), (2, "ok")])
def test_a_badly_read_plan_is_not_judged(db: Database, unmatched: int, status: str) -> None:
    ids = [*IDS, *[""] * unmatched]
    db.save(loading.outcome(province.plan(REGION, 1, ids, "90/2021", 2025, "a.pdf"), status))
    found = states(db, "a.pdf")
    assert found["90.P.1.i.a"][0] == "ada" and found["90.P.1.i.b"][0] == "belum dinilai"


def test_who_has_sent_a_plan(db: Database) -> None:
    plan = province.plan(REGION, 1, IDS, "90/2021", 2025, "a.pdf", doubtful=2)
    db.save(loading.outcome(plan))
    head = replace(plan.head, lembaga="Balai Contoh", kode_wilayah="", wilayah="", nomor_sk="9")
    db.save(loading.outcome(replace(plan, raw=replace(plan.raw, file="b.pdf", sha256="b" * 64), head=head)))
    set_remark(db.engine, Remark("51.02", 2025, "menyusul", waiting=True), "Sari", db.now)
    lines = db.query("SELECT * FROM kelengkapan WHERE provinsi = 'Bali' ORDER BY kode_wilayah")
    assert len(lines) == 10 and [line["jenis"] for line in lines[:2]] == ["Provinsi", "Kabupaten"]
    first, second = lines[1], lines[2]
    assert (first["keadaan"], first["file"], first["rows"], first["terbuka"]) == ("ada", "a.pdf", 4, 2)
    assert (second["keadaan"], second["catatan"], second["menunggu"]) == ("belum", "menyusul", 1)
    assert second["document_id"] is None
    outside = db.query("SELECT file, sebab FROM di_luar_hitungan")
    assert [tuple(line.values()) for line in outside] == [("b.pdf", "lembaga lain")]


def test_every_question_of_the_report_is_answered(db: Database) -> None:
    db.save(loading.outcome(province.plan(REGION, 1, IDS, "90/2021", 2025, "a.pdf", doubtful=1)))
    figures = ask(db, Scope("Bali", "KPU Provinsi Bali", 2025, "", "", 1), letter_topics())
    assert set(figures.lines) == set(QUESTIONS)
    assert (figures.totals["wilayah"], figures.totals["ada"], figures.totals["terbuka"]) == (9, 1, 1)
    calendar = {line["bulan"]: line["baris"] for line in figures["kalender"]}
    kept = db.query('SELECT bulan, SUM("rows") AS n FROM kalender GROUP BY bulan')
    assert calendar == {line["bulan"]: line["n"] for line in kept}
    assert len(figures["jatuh_tempo"]) == 2 * sum(
        any(month in (1, 2, 3) for month in province.months_of(1, number)) for number in range(1, 5)
    )
