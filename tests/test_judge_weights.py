"""The table of what repairs of letters are weighed by: each value is used and explained."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

import normalize.letters
from normalize import page_text
from normalize.language.candidates import finder
from normalize.letters.judge import Judge
from normalize.letters.judge_weights import FILE, value, values
from normalize.letters.repair_evidence import Change, Evidence
from normalize.style.context import RepairContext
from normalize.style.document_style import DocumentStyle

FOLDER = Path(normalize.letters.__file__).parent
CODE = "".join(path.read_text(encoding="utf-8") for path in (*FOLDER.glob("*.py"), Path(page_text.__file__)))


def test_each_value_is_used() -> None:
    unused = {
        name
        for name in values()
        if f'"{name}"' not in CODE and f'"{name.removeprefix("evidence.")}"' not in CODE
    }
    assert unused == {
        "share.document.neighbour",
        "share.document.common-neighbour",
    }  # Put together from parts.


def test_each_name_in_the_code_has_a_value() -> None:
    kinds = "tolerance|evidence|share|level|cost|score|doubt"
    assert set(re.findall(rf'"((?:{kinds})\.[a-z.-]+[a-z])"', CODE)) <= set(values())
    assert {f"evidence.{name}" for name in re.findall(r'Evidence\("([a-z.-]+)"', CODE)} <= set(values())


def test_each_value_has_one_line_of_meaning() -> None:
    with (FOLDER / FILE).open(encoding="utf-8", newline="") as stream:
        assert all(len(line["meaning"]) > 10 for line in csv.DictReader(stream))


def test_a_proposal_says_what_was_weighed() -> None:
    judge = Judge(finder(), RepairContext("indikator", document=DocumentStyle(noise=1.0)), "penilaian kineja")
    change = Change(1, 1, "kinerja", cost=0.5, wording=1.0)
    allowed = judge.tolerance(1)
    assert allowed == value("tolerance.unknown")
    proposal = judge.weigh(change, allowed)
    assert Evidence("wording.matched") in proposal.evidence
    points = sum(one.points for one in proposal.evidence)
    assert proposal.margin == pytest.approx(allowed + points - 0.5)


def test_a_word_of_plans_is_hardly_changed_and_a_name_never() -> None:
    judge = Judge(finder(), RepairContext("indikator"), "kinerja penilaiam jakarta")
    assert judge.tolerance(0) == value("tolerance.of-plans")
    assert judge.tolerance(1) == value("tolerance.unknown")
    assert judge.tolerance(2) is None
