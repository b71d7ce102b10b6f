"""``target_waktu`` in all its forms: the table is ``cases/schedule.csv``, one form a line."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dictionaries import load_vocabulary
from lampiran.records import Schedule
from normalize.schedule.parse import parse_schedule

VOCABULARY = load_vocabulary()
TABLE = Path(__file__).parent / "cases" / "schedule.csv"
CASES = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
MONTHS = [name for name, _ in VOCABULARY.months]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"] or "empty")
def test_form(case: dict[str, str]) -> None:
    expected = Schedule(
        bulan=tuple(map(int, case["bulan"].split())),
        tahun=int(case["tahun"]) if case["tahun"] else None,
        rest=case["rest"],
        certain=case["certain"] == "1",
    )
    assert parse_schedule(case["text"], VOCABULARY) == expected


def test_the_table_is_large_enough() -> None:
    assert len(CASES) >= 80
    assert sum(case["kind"] == "negative" for case in CASES) >= 20


@pytest.mark.parametrize(("name", "month"), VOCABULARY.months)
def test_every_name_of_the_dictionary_is_known(name: str, month: int) -> None:
    assert parse_schedule(f"{name} 2024", VOCABULARY) == Schedule((month,), 2024, "", True)


def test_markup_of_transcripts_does_not_count() -> None:
    assert parse_schedule("<i>Maret</i> 2024", VOCABULARY) == Schedule((3,), 2024)


@given(st.text(max_size=60))
def test_no_text_raises_and_months_are_months(text: str) -> None:
    schedule = parse_schedule(text, VOCABULARY)
    assert all(1 <= month <= 12 for month in schedule.bulan)
    assert list(schedule.bulan) == sorted(set(schedule.bulan))


@given(st.integers(1, 12), st.integers(1, 12), st.sampled_from(["-", " - ", " s/d ", " sampai dengan "]))
def test_a_range_names_all_months_between(first: int, last: int, sign: str) -> None:
    full = [next(name for name, number in VOCABULARY.months if number == month) for month in (first, last)]
    schedule = parse_schedule(f"{full[0]}{sign}{full[1]} 2024", VOCABULARY)
    if first <= last:
        assert schedule == Schedule(tuple(range(first, last + 1)), 2024)
    else:
        assert not schedule.certain
