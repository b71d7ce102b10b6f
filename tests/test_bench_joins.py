"""The fitter of join weights: what the truth says of decisions, and what it prints and writes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import extract.plan
from bench import joins
from extract.plan.find_plan import find_plan
from extract.plan.plan_passes import prepare
from extract.plan.row_maker import make_rows
from extract.plan.signals import FILE
from lampiran.app.accuracy.truth_files import Truth, TruthRow
from lampiran.records import KOLOM
from tests.support.plan_pages import AREA, FIRST, HEADER, LAST, NEXT, reading, table

SAMPLES = Path(__file__).parent.parent / "samples"
REST = ["", "", "", "bersama seluruh kepala subbagian", "", ""]


def truth(*rows: list[str]) -> Truth:
    made = [
        TruthRow(number, {kolom: (text,) for kolom, text in zip(KOLOM, row[1:], strict=True)})
        for number, row in enumerate(rows, 1)
    ]
    return Truth("plan.pdf.json", {}, tuple(made))


def known(pages: list[list[list[str]]], true: Truth) -> list[joins.Case]:
    readings = [reading(number, table(number, [HEADER, *rows])) for number, rows in enumerate(pages, 1)]
    plan = prepare(find_plan(readings))
    lines = plan.lines
    return list(joins.known_decisions("plan.pdf", lines, make_rows(plan).builder.decisions, true))


def test_the_truth_says_which_lines_join() -> None:
    whole = [*FIRST[:3], f"{FIRST[3]} {REST[3]}", *FIRST[4:]]
    (joined, fresh) = known([[AREA, FIRST], [REST], [LAST]], truth(whole, LAST))
    assert (joined.joins, fresh.joins) == (True, False)
    assert joined.points > 0 > fresh.points
    assert joined.seen["text.begins-small"] == 1.0


def test_a_line_unlike_all_true_rows_is_not_judged() -> None:
    assert known([[AREA, FIRST], [LAST]], truth(FIRST, ["", "", "Zxqv jkwy", "qqq", "zzz", ""])) == []


def test_decisions_settled_by_one_signal_are_not_judged() -> None:
    assert known([[AREA, FIRST, NEXT]], truth(FIRST, NEXT)) == []


def test_the_weights_are_right_on_the_shipped_transcripts(capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(SAMPLES / f"{name}.txt") for name in ("banyumas_2022", "banyuwangi_2025")]
    assert joins.main([*files, "--truth", str(SAMPLES / "truth")]) == 0
    printed = capsys.readouterr().out
    assert "wrong: 0 by the weights in use, 0 fitted" in printed
    assert "wording.whole-is-official" in printed


def test_without_truth_nothing_is_fitted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert joins.main([str(SAMPLES / "banyumas_2022.txt"), "--truth", str(tmp_path)]) == 1
    assert "no banyumas_2022.txt.json" in capsys.readouterr().err


def test_only_weights_seen_often_enough_are_written(tmp_path: Path) -> None:
    table_file = tmp_path / FILE
    shutil.copy(Path(extract.plan.__file__).parent / FILE, table_file)
    before = table_file.read_text(encoding="utf-8")
    pages = [[AREA, FIRST], [REST], [LAST]]
    few = known(pages, truth([*FIRST[:3], f"{FIRST[3]} {REST[3]}", *FIRST[4:]], LAST))
    assert joins.write(joins.Sheet.of(few), table_file) == 0
    assert table_file.read_text(encoding="utf-8") == before
    many = few * 20
    assert joins.write(joins.Sheet.of(many), table_file) > 0
    assert len(table_file.read_text(encoding="utf-8").splitlines()) == len(before.splitlines())
