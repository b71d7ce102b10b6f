"""The table of signals: each is used and explained, and decisions are their sums."""

from __future__ import annotations

import re
from pathlib import Path

import extract.plan
from extract.plan.find_plan import find_plan
from extract.plan.plan_passes import prepare
from extract.plan.row_joins import continues_row
from extract.plan.row_maker import make_rows
from extract.plan.rows import JoinDecision
from extract.plan.signals import Sign, explained, in_column, seen, signals, total
from tests.support.plan_pages import AREA, FIRST, HEADER, LAST, NEXT, reading, table

CODE = "".join(path.read_text(encoding="utf-8") for path in Path(extract.plan.__file__).parent.glob("*.py"))
PLACES = "line|komponen|indikator|target|time|text|list|wording|layout|heading"
NAMES = set(re.findall(rf'"((?:{PLACES})\.[a-z-]+)"', CODE))


def test_code_and_table_have_the_same_signals() -> None:
    assert set(signals()) == NAMES


def test_each_signal_has_a_weight_and_one_line_of_meaning() -> None:
    assert all(signal.weight and len(signal.meaning) > 10 for signal in signals().values())
    assert {signal.decision for signal in signals().values()} == {"join", "heading"}


def test_the_sum_does_not_depend_on_order() -> None:
    signs = [Sign(signal, share=share) for signal in signals().values() for share in (1.0, 0.5)]
    assert total(signs) == total(reversed(signs))
    assert total(()) == 0.0


def test_signs_of_an_own_column_count_by_half() -> None:
    once, half = seen("text.begins-small"), in_column(seen("text.begins-small"), "CATATAN", 0.5)
    assert total(half) == total(once) / 2
    assert explained(half) == ["+1.00 text.begins-small (CATATAN): the text begins with a small letter"]


def decisions(*pages: list[list[str]]) -> list[JoinDecision]:
    readings = [reading(number, table(number, [HEADER, *rows])) for number, rows in enumerate(pages, 1)]
    return make_rows(prepare(find_plan(readings))).builder.decisions


def test_a_decision_can_be_explained() -> None:
    rest = ["", "", "", "bersama seluruh kepala subbagian", "", ""]
    (joined, fresh) = decisions([AREA, FIRST], [rest, LAST])
    assert joined.joins
    assert {(sign.signal.name, sign.kolom) for sign in joined.signs} == {
        ("indikator.blank", ""),
        ("target.blank-after-time", ""),
        ("text.begins-small", "langkah_aksi"),
    }
    assert explained(joined.signs)[0].startswith("+2.00")
    assert not fresh.joins
    assert [sign.signal.name for sign in fresh.signs] == ["line.cell-printed-anew"]


def test_decisions_are_the_sums_of_their_signs() -> None:
    found = decisions([AREA, FIRST], [NEXT, ["", "", "", "dan notula", "", ""]], [LAST])
    assert [decision.joins for decision in found] == [False, True, False]
    assert [decision.joins for decision in found] == [total(decision.signs) > 0 for decision in found]
    assert [decision.joins for decision in found] == [continues_row(decision.signs) for decision in found]
