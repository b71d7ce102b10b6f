"""Marks before indicators: whether a document counts them, and how they are taken off."""

from __future__ import annotations

from lampiran.records import PlanCell, replay
from normalize.rules.indikator_marks import counts_indicators, without_mark
from normalize.style.context import RepairContext


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
