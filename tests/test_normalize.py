"""Whole documents: both transcripts against their truth, and what one document's parts hand each other."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import extract
from dictionaries import load_vocabulary
from lampiran.codes import Note, ProblemCode, ReasonCode
from lampiran.records import PlanDocument, RawDocument, Reason, replay
from lampiran.settings import Settings
from normalize import normalize_document
from normalize.rules.indikator_marks import counts_indicators
from tests.support.plan_rows import official_headings, official_rows, page, plan

VOCABULARY = load_vocabulary()
SETTINGS = Settings(cache_dir=None)
SAMPLES = Path(__file__).parent.parent / "samples"
DECREES = ["banyumas_2022", "banyuwangi_2025"]


@cache
def normalized(name: str) -> PlanDocument:
    source = extract.open_source(SAMPLES / f"{name}.txt", SETTINGS)
    readings = [
        reading
        for number in range(1, source.page_count + 1)
        for reading in extract.read_pages(source, number, SETTINGS)
    ]
    return normalize_document(extract.assemble(source, readings), VOCABULARY, SETTINGS)


def truth(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SAMPLES / "truth" / f"{name}.txt.json").read_text(encoding="utf-8"))
    return found


def simple(raw: RawDocument) -> PlanDocument:
    return normalize_document(raw, VOCABULARY, SETTINGS)


@pytest.mark.parametrize("name", DECREES)
def test_transcript_rows(name: str) -> None:
    document, wanted = normalized(name), truth(name)["rows"]
    assert len(document.rows) == len(wanted)
    for row, expected in zip(document.rows, wanted, strict=True):
        if "area_no" not in expected:
            continue
        assert (row.area_no, row.area) == (expected["area_no"], expected["area"])
        assert row.komponen_no == expected["komponen_no"]
        assert list(row.indikator_ids) == expected["indikator_ids"]
        assert list(row.schedule.bulan) == expected["bulan"]
        assert row.schedule.tahun == expected["tahun_target"]


@pytest.mark.parametrize("name", DECREES)
def test_transcript_head(name: str) -> None:
    head, wanted = normalized(name).head, truth(name)["document"]
    for field in ("lembaga", "wilayah", "provinsi", "nomor_sk", "tahun_sk", "tanggal_sk", "tentang"):
        assert getattr(head, field) == wanted[field], field
    assert head.doubts == ()
    assert head.tahun_rencana == wanted["tahun_sk"]


@pytest.mark.parametrize(("name", "edisi"), [(DECREES[0], "52/2014"), (DECREES[1], "90/2021")])
def test_transcript_edition(name: str, edisi: str) -> None:
    document = normalized(name)
    assert document.edisi == edisi
    assert document.dictionary_version == VOCABULARY.version
    assert all(item.startswith(edisi[:2]) for row in document.rows for item in row.indikator_ids)


@pytest.mark.parametrize("name", DECREES)
def test_every_cell_keeps_its_raw_and_its_steps(name: str) -> None:
    document = normalized(name)
    for row, raw in zip(document.rows, document.raw.rows, strict=True):
        assert [cell.kolom for cell in row.cells] == [cell.kolom for cell in raw.cells]
        for cell, before in zip(row.cells, raw.cells, strict=True):
            assert cell.raw == before.raw
            assert replay(cell.raw, cell.steps) == cell.text


def test_areas_without_given_ids_are_matched_one_after_the_other() -> None:
    """Areas 4 to 6 of the noisy transcript: each indicator of the form once, in order."""
    rows = [row for row in normalized("banyuwangi_2025").rows if (row.area_no or 0) >= 4]
    form = [
        item.indikator_id
        for item in VOCABULARY.indikator
        if item.edisi == "90/2021" and item.aspect == "pemenuhan" and item.area_no >= 4
    ]
    assert [row.indikator_ids for row in rows] == [(item,) for item in form]


def test_a_row_that_is_not_sure_says_why() -> None:
    rows, _ = official_rows(VOCABULARY, "90/2021")
    rows.insert(3, {"indikator": "Pelaksanaan senam pagi bersama", "target_waktu": "Juii 2024"})
    row = simple(plan(rows, official_headings(VOCABULARY))).rows[3]
    assert row.indikator_ids == ()
    assert row.needs_review
    assert Note.INDIKATOR_UNMATCHED in row.notes
    target = next(cell for cell in row.cells if cell.kolom == "target_waktu")
    assert target.needs_review
    assert Reason(ReasonCode.MONTHS_AFTER_REPAIR) in target.reasons


def test_a_range_with_one_end_lost_is_flagged() -> None:
    rows, _ = official_rows(VOCABULARY, "90/2021")
    rows[0]["target_waktu"] = "Agustus -"
    row = simple(plan(rows, official_headings(VOCABULARY))).rows[0]
    target = next(cell for cell in row.cells if cell.kolom == "target_waktu")
    assert row.schedule.bulan == (8,)
    assert row.needs_review
    assert Reason(ReasonCode.TIME_UNCLEAR) in target.reasons


def test_a_clean_row_needs_no_look() -> None:
    rows, _ = official_rows(VOCABULARY, "90/2021")
    document = simple(plan(rows, official_headings(VOCABULARY)))
    assert not any(row.needs_review for row in document.rows)
    assert min(row.confidence for row in document.rows) > 0.9
    assert document.problems == ()


def test_the_year_comes_from_the_schedules_where_the_head_is_silent() -> None:
    rows, _ = official_rows(VOCABULARY, "90/2021")
    assert simple(plan(rows, official_headings(VOCABULARY))).head.tahun_rencana == 2024
    for number, row in enumerate(rows):
        row["target_waktu"] = f"Maret {2021 + number % 4}"
    head = simple(plan(rows, official_headings(VOCABULARY))).head
    assert head.tahun_rencana is None
    assert "tahun_rencana" in head.doubts


def test_no_plan() -> None:
    raw = RawDocument("x.pdf", "0" * 64, (page(1, "Daftar hadir"),), (), ())
    document = simple(raw)
    assert (document.rows, document.edisi, document.problems) == ((), None, ())


def test_an_open_edition_is_a_problem_of_the_document() -> None:
    rows = [{"no": "1", "komponen": "Kegiatan", "indikator": "Pengadaan kendaraan operasional"}]
    document = simple(plan(rows))
    assert document.edisi is None
    assert [problem.code for problem in document.problems] == [ProblemCode.EDITION_UNKNOWN]
    assert not document.problems[0].lost


def test_lettered_indicators_lose_their_letter_by_a_step() -> None:
    rows, ids = official_rows(VOCABULARY, "90/2021")
    count = 0
    for row in rows:
        count = 1 if row.get("komponen") else count + 1
        row["indikator"] = f"{chr(96 + count)}. {row['indikator']}"
    document = simple(plan(rows, official_headings(VOCABULARY)))
    assert [row.indikator_ids for row in document.rows] == [(item,) for item in ids]
    cell = next(cell for cell in document.rows[1].cells if cell.kolom == "indikator")
    assert cell.raw.startswith("b. ")
    assert cell.text == VOCABULARY.indikator_by_id[ids[1]].statement
    assert [step.method for step in cell.steps] == ["list-mark"]
    assert replay(cell.raw, cell.steps) == cell.text


@pytest.mark.parametrize(
    ("texts", "counts"),
    [
        (["a. Satu", "b. Dua", "a. Tiga", "b. Empat"], True),
        (["1) Satu", "2) Dua", "3) Tiga"], True),
        (["a. Satu", "b. Dua", "", "d. Empat", "a. Lima", "b. Enam"], True),
        (["a. Satu", "Dua", "Tiga", "Empat"], False),
        (["d. Satu", "x. Dua", "p. Tiga"], False),
        (["Satu", "Dua"], False),
        ([], False),
    ],
)
def test_what_counts_as_list_marks(texts: list[str], counts: bool) -> None:
    assert counts_indicators(texts) == counts


def test_the_same_document_twice_gives_the_same() -> None:
    rows, _ = official_rows(VOCABULARY, "52/2014")
    raw = plan(rows, official_headings(VOCABULARY))
    assert simple(raw) == simple(raw)
