"""Marks before indicators: whether a document counts them, and how they are taken off."""

from __future__ import annotations

from dictionaries import load_vocabulary
from lampiran.records import PlanCell, replay
from lampiran.settings import Settings
from normalize import normalize_document
from normalize.rules.indikator_marks import counts_indicators, printed_number, without_mark
from normalize.style.context import RepairContext
from tests.support.plan_pages import read


def test_misread_marks_of_indicators_still_count() -> None:
    texts = ["a. Telah ada tim", "o. Sudah ada rencana", "c. Ada target", "a. Ada SOP", "0. SOP diterapkan"]
    assert counts_indicators(texts)


def test_signs_that_are_no_marks_do_not_count() -> None:
    assert not counts_indicators(["x. Telah ada tim", "q. Sudah ada rencana", "z. Ada target"])


def test_the_mark_goes_by_a_step_that_can_be_switched_off() -> None:
    cell = PlanCell("indikator", "a. Telah ada tim", "a. Telah ada tim", 1.0, False)
    done = without_mark(cell, RepairContext("indikator"))
    assert done.text == replay(cell.text, done.steps) == "Telah ada tim"
    kept = RepairContext("indikator", rules_off=frozenset({"list.indikator-mark"}))
    assert without_mark(cell, kept) == cell


def test_the_mark_is_kept_as_the_indicators_number() -> None:
    assert [printed_number(text) for text in ("a. Telah", "(2) Ada", "Telah ada")] == ["a", "2", ""]
    rows = [
        ["1", "Tim Kerja", "a. Tim telah dibentuk", "Rapat", "SK", "Mei"],
        ["", "", "b. Anggota telah dipilih", "Seleksi", "Notula", "Juni"],
        ["2", "Rencana", "a. Terdapat rencana kerja", "Menyusun", "Dokumen", "Juli"],
    ]
    marked = normalize_document(read(rows), load_vocabulary(), Settings())
    assert [row.indikator_no for row in marked.rows] == ["a", "b", "a"]
    assert marked.rows[0].text("indikator") == "Tim telah dibentuk"
    plain = normalize_document(
        read([[*row[:2], row[2][3:], *row[3:]] for row in rows]), load_vocabulary(), Settings()
    )
    assert [row.indikator_no for row in plain.rows] == ["", "", ""]
