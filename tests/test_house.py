"""The figures of the house: each sort of hand-set number is counted where it stands, and only there."""

import ast
import shutil

import pytest

from bench import house

NUMBERS = '''
"""A module."""
_FEWEST = 3
"""Rows."""
_SIZES = (1.5, 2)
_POINTS = {"a": 4.0, "b": -1}
NAME = "no number"
SURE = True
TABLE = (Rule(id="stop.loose", because="Why.", score=0.9, right=("a",), wrong=("b",)),)


class Levels:
    likely: int = 65
    pages: int = 0


def near(value):
    limit = 17
    return 0 < value < 80
'''


def figures(text):
    lines = [line.split("|") for line in text.splitlines() if line.startswith("|")]
    return {cells[1].strip(): cells[2].strip() for cells in lines}


def test_numbers_are_counted_wherever_they_stand():
    found = figures(
        house.report({"extract/a.py": NUMBERS, "normalize/scores.csv": "rule,score\na,1\nb,2\n"}, "x")
    )
    assert found["constants of modules (numbers and tuples of numbers)"] == "3"
    assert found["… of these without a line of documentation"] == "2"
    assert found["numbers in dictionaries and nested tuples of modules"] == "2"
    assert found["numbers in calls at module level (tables of rules)"] == "1"
    assert found["numbers in class bodies (fields, members), but -1, 0 and 1"] == "1"
    assert found["all these together"] == "7"
    assert found["bare numbers in comparisons, but -1, 0 and 1"] == "1"
    assert found["hand-set numbers in CSV tables"] == "2"
    assert found["all hand-set numbers, in code and tables"] == "9"
    assert found["fitted numbers in CSV tables"] == "0"
    assert found["rules with an id / with examples"] == "1 / 1"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("name,weight\na,1\nb,2\n", (2, 0)),
        ("# Weights.\n# Written by `python -m bench.reading --write`.\nname,weight\na,1\nb,2\n", (2, 2)),
        ("# Weights, fitted by eye.\nname,weight\na,1\n", (1, 0)),
        ("rule,score,measured\na,0.9,0\nb,0.8,1\n", (2, 1)),
    ],
)
def test_a_table_is_fitted_only_if_a_program_wrote_or_measured_it(text, numbers):
    assert house.table_numbers(text) == numbers


@pytest.mark.parametrize(
    ("pattern", "is_mark"),
    [
        (r"^\s*\(?([a-z]|\d{1,2})[.)]\s", True),
        (r"^\s*[-\N{BULLET}*]\s", True),
        (r"[a-z](?![.)])", False),
        (r"\b(?:19|20)\d\d\b", False),
        (r"[A-Z] ?[-\N{EN DASH}] ?[A-Z]", False),
    ],
)
def test_a_pattern_of_list_marks_is_told_by_its_text(pattern, is_mark):
    assert house.list_marks(ast.parse(f"P = re.compile({pattern!r})")) == int(is_mark)


def test_names_with_two_meanings_are_listed():
    text = house.report({"extract/marks.py": "class Line: ...", "normalize/marks.py": "class Line: ..."}, "x")
    assert "- `marks.py`: extract/marks.py, normalize/marks.py" in text
    assert "- `Line`: extract/marks.py, normalize/marks.py" in text


def test_a_commit_can_be_measured(capsys):
    if not shutil.which("git") or not (house.ROOT / ".git").exists():
        pytest.skip("not a checkout")
    assert house.main(["--at", "HEAD"]) == 0
    assert int(figures(capsys.readouterr().out)["extract"]) > 0
