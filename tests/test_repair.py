"""Repair puts right what is surely noise, keeps what authors write, and can replay every step."""

from __future__ import annotations

import csv
import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dictionaries import load_vocabulary
from lampiran.codes import ReasonCode
from lampiran.records import KOLOM, CellPart, RawCell, Reading, Reason
from lampiran.records import replay as replay_steps
from normalize.repair import Repaired, repair_cell, repair_text
from normalize.rules.registry import every_rule
from normalize.style.context import RepairContext
from normalize.style.document_style import DocumentStyle
from tests.support.noise_generator import make_noisy

CASES = Path(__file__).parent / "cases"
RULES = {rule.id for rule in every_rule()}
NOISY = DocumentStyle(noise=1.0)
CLEAN = DocumentStyle(noise=0.0)


def rows(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def repair(case: dict[str, str], text: str, document: DocumentStyle = NOISY) -> Repaired:
    phrases = ((case["phrase"], 0.95),) if case["phrase"] else ()
    return repair_text(text, RepairContext(case["kolom"], phrases, (), document))


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case, id=case["label"], marks=pytest.mark.xfail(case["expect"] != "fixed", reason=case["comment"])
        )
        for case in rows("repair.csv")
    ],
)
def test_noise_is_repaired(case: dict[str, str]) -> None:
    repaired = repair(case, case["original"])
    assert repaired.text == case["fixed"]
    assert replay_steps(case["original"], repaired.steps) == repaired.text
    assert all(step.method and 0.0 < step.score <= 1.0 for step in repaired.steps)
    assert all(step.rule in RULES or step.rule == f"letters.{step.method}" for step in repaired.steps)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["label"]) for case in rows("repair_kept.csv")])
def test_what_authors_write_is_kept(case: dict[str, str]) -> None:
    assert repair(case, case["text"]).text == case["text"]
    assert repair(case, case["text"], CLEAN).text == case["text"]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["label"]) for case in rows("repair.csv")])
def test_repairing_twice_changes_nothing_more(case: dict[str, str]) -> None:
    once = repair(case, case["original"]).text
    assert repair(case, once).text == once


def test_canonical_terms_stay() -> None:
    context = RepairContext(document=NOISY)
    vocabulary = load_vocabulary()
    terms = [item.statement for item in vocabulary.indikator] + [k.komponen for k in vocabulary.komponen]
    changed = [term for term in terms if repair_text(term, context).text != " ".join(term.split())]
    assert changed == []


def test_clean_text_of_a_noisy_document_is_left_alone() -> None:
    changed = [
        (row["text"], done.text)
        for row in rows("plan_text.csv")
        if (done := repair_text(row["text"], RepairContext(row["kolom"], document=NOISY))).text != row["text"]
    ]
    assert changed == []


ALPHABET = st.sampled_from(list("abcdeijklmnoprstuyABIKPSTO 0125-/.,;:()<>i*\"'|€ü\N{NO-BREAK SPACE}\n"))
FRAGMENTS = st.sampled_from(
    [
        "Ke a",
        "kine",
        "a",
        "202 1",
        "masing- masing",
        "<i>web",
        "</i>",
        "WBK /WBBM",
        "monev",
        "money",
        "dt",
        "SOP",
    ]
    + [
        "pembarigunan",
        "AgustUS",
        "- ",
        "Desember",
        "**",
        "l0",
        "2O2O",
        "wil,ayah",
        "x@y.id",
        "Kendall",
        "ii)",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    text=st.one_of(st.text(ALPHABET, max_size=60), st.lists(FRAGMENTS, max_size=7).map(" ".join)),
    kolom=st.sampled_from(KOLOM),
    noise=st.sampled_from([0.0, 0.5, 1.0]),
)
def test_any_text_replays_and_settles(text: str, kolom: str, noise: float) -> None:
    context = RepairContext(kolom, document=DocumentStyle(noise=noise))
    repaired = repair_text(text, context)
    assert replay_steps(text, repaired.steps) == repaired.text
    assert repair_text(repaired.text, context).text == repaired.text


def cell(raw: str, confidence: float = 1.0, readings: tuple[Reading, ...] = ()) -> RawCell:
    return RawCell("bukti_fisik", (CellPart(1, None, raw, confidence, (), readings),))


def test_a_cell_keeps_raw_parts_and_column() -> None:
    raw = cell("SK Tim Ke a ZI")
    done = repair_cell(raw, RepairContext("bukti_fisik", document=NOISY))
    assert (done.kolom, done.raw, done.text, done.parts) == (
        "bukti_fisik",
        raw.raw,
        "SK Tim Kerja ZI",
        raw.parts,
    )
    assert done.confidence > 0.9


def test_an_empty_cell_stays_empty() -> None:
    done = repair_cell(RawCell("komponen", ()), RepairContext("komponen"))
    assert (done.text, done.steps) == ("", ())


def test_letters_of_born_digital_pages_are_the_authors() -> None:
    context = RepairContext("bukti_fisik", document=DocumentStyle(kind="digital", noise=0.0))
    assert repair_text("Tim Ke a pembarigunan WBK /WBBM", context).text == "Tim Ke a pembarigunan WBK/WBBM"
    assert repair_text("coaching atau mentoring , dll", context).text == "coaching atau mentoring , dll"


def test_an_unexplained_word_is_flagged_by_name() -> None:
    done = repair_cell(cell("Laporan xqwmprt kegiatan"), RepairContext("bukti_fisik", document=NOISY))
    assert done.text == "Laporan xqwmprt kegiatan"
    assert done.needs_review
    assert Reason(ReasonCode.UNKNOWN_WORD, ("xqwmprt",)) in done.reasons


def test_another_reader_settles_an_unknown_word() -> None:
    context = RepairContext("bukti_fisik", document=NOISY)
    alone = repair_cell(cell("Rekap xapnt pegawai"), context)
    both = repair_cell(
        cell("Rekap xapnt pegawai", readings=(Reading("b", "Rekap rapat pegawai", 0.9),)), context
    )
    assert alone.text == "Rekap xapnt pegawai"
    assert both.text == "Rekap rapat pegawai"
    assert [step.method for step in both.steps] == ["reader"]


def test_a_word_repeated_alike_is_the_authors() -> None:
    texts = ["Rapat kordinasi bulanan", "Laporan kordinasi kegiatan", "Undangan kordinasi pegawai"]
    document = replace(DocumentStyle.of_texts(texts, "scan"), noise=1.0)
    assert repair_text(texts[0], RepairContext("bukti_fisik", document=document)).text == texts[0]


def test_an_acronym_is_repaired_where_the_document_has_it() -> None:
    texts = ["Tindak lanjut WBS", "Laporan penerapan WBS", "Laporan WBIS"]
    document = replace(DocumentStyle.of_texts(texts, "scan"), noise=1.0)
    row = ("Tindak lanjut WBS",)
    assert repair_text(texts[2], RepairContext("bukti_fisik", (), row, document)).text == "Laporan WBS"
    assert repair_text(texts[2], RepairContext("bukti_fisik", document=NOISY)).text == texts[2]


def test_a_word_unlike_the_copied_sentence_is_replaced_and_flagged() -> None:
    document = DocumentStyle(noise=1.0, copies_vocabulary=0.95)
    phrase = "Pimpinan memantau pencapaian kinerja secara berkala"
    context = RepairContext("indikator", ((phrase, 0.9),), (), document)
    done = repair_cell(
        RawCell("indikator", (CellPart(1, None, phrase.replace("Pimpinan", "Rebana"), 0.97),)), context
    )
    assert done.text == phrase
    assert done.needs_review


def test_the_noise_of_a_document_is_seen() -> None:
    clean = [row["text"] for row in rows("plan_text.csv")]
    rng, pairs = random.Random(5), {"split": [("ri", "n"), ("rn", "m")], "thin": [("i", "l"), ("l", "i")]}
    noisy = [make_noisy(text, pairs, rng, 0.15).text for text in clean]
    assert DocumentStyle.of_texts(clean, "scan").noise < 0.2
    assert DocumentStyle.of_texts(noisy, "scan").noise > 0.9
    assert DocumentStyle.of_texts(noisy, "digital").noise == 0.0
