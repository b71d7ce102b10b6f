"""A fault of the program costs the step it happens in, says so, and never costs the document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import pytest

import normalize.document
import normalize.match.coverage
from dictionaries import load_vocabulary
from dictionaries.sentences import said
from extract.plan import find_plan, plan_passes, row_maker, table_passes
from extract.plan.assemble import assemble
from lampiran import faults
from lampiran.app.pipeline import read_document
from lampiran.codes import ProblemCode, ReasonCode
from lampiran.errors import DamagedDocument, MissingRequirement, PageTooLarge
from lampiran.records import RawDocument
from lampiran.settings import Settings
from load import Database
from normalize import normalize_document
from tests.support.faults import fail, failing_at, told
from tests.support.plan_pages import AREA, FIRST, HEADER, LAST, NEXT, read, reading, source, table, texts
from tests.support.plan_rows import official_headings, official_rows, plan

SETTINGS = Settings(cache_dir=None)


@pytest.fixture(autouse=True)
def _as_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    """Faults are recorded, as when the program is used."""
    monkeypatch.delenv(faults.SWITCH, raising=False)


# The guard itself.


def test_a_step_that_fails_is_left_out_and_told(caplog: pytest.LogCaptureFixture) -> None:
    with faults.gathered(page=3) as found:
        assert faults.attempt("sums", lambda a, b: a + b, 1, 2, otherwise=0) == 3
        assert faults.attempt("a pass", fail, otherwise="as before") == "as before"
        assert faults.attempt("a pass", fail, otherwise="as before") == "as before"
        assert faults.attempt("another", fail, otherwise=None, page=7, lost=True) is None
    assert told(found.problems) == [
        ("program-fault", "a pass", 3, False),
        ("program-fault-lost", "another", 7, True),
    ]
    assert caplog.text.count("IndexError: list index out of range") == 2
    assert "Please report it" in said(found.problems[0])
    assert "something may be missing" in said(found.problems[1])


@pytest.mark.parametrize(
    "error",
    [DamagedDocument("cut"), MissingRequirement("no engine"), PageTooLarge("vast"), MemoryError(), OSError()],
)
def test_what_is_no_fault_of_the_program_is_raised(error: Exception) -> None:
    def refuse() -> NoReturn:
        raise error

    with faults.gathered() as found, pytest.raises(type(error)):
        faults.attempt("a pass", refuse, otherwise=None)
    assert found.problems == ()


def test_a_fault_that_nobody_gathers_is_raised() -> None:
    with pytest.raises(IndexError):
        faults.attempt("a pass", fail, otherwise=None)


def test_in_development_faults_are_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(faults.SWITCH, faults.RAISE)
    with faults.gathered(), pytest.raises(IndexError):
        faults.attempt("a pass", fail, otherwise=None)


def test_a_function_may_be_a_step() -> None:
    guarded = faults.step("finder", ())(fail)
    with faults.gathered(2) as found:
        assert guarded([], key=1) == ()
    assert told(found.problems) == [("program-fault", "finder", 2, False)]


# Passes over tables, lines and rows.

ROWS = [FIRST, NEXT, LAST]
LATER = ["3", "Evaluasi", "Ada laporan", "Menyusun laporan", "Laporan", "Juli 2024"]


def document() -> RawDocument:
    return read([AREA, *ROWS], [LATER])


@pytest.mark.parametrize("place", range(len(table_passes.TABLE_PASSES)))
def test_a_pass_over_tables_that_fails_leaves_them(place: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, steps = document(), list(table_passes.TABLE_PASSES)
    steps[place] = replace(steps[place], run=fail)
    monkeypatch.setattr(table_passes, "TABLE_PASSES", tuple(steps))
    found = document()
    assert texts(found) == texts(whole)
    assert told(found.problems) == [("program-fault", steps[place].name, None, False)]


def test_a_pass_over_single_tables_costs_one_table(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def second_fails(page: Any, turn: Any) -> Any:
        seen.append(page.page)
        return fail() if page.page == 2 else page

    step = table_passes.TablePass.by_table("a pass", "because", second_fails)
    monkeypatch.setattr(table_passes, "TABLE_PASSES", (step,))
    readings = [reading(number, table(number, [HEADER, *ROWS])) for number in (1, 2, 3)]
    found = assemble(source(3), readings)
    assert seen == [1, 2, 3]
    assert told(found.problems) == [("program-fault", "a pass", 2, False)]


@pytest.mark.parametrize("place", range(len(plan_passes.PLAN_PASSES)))
def test_a_pass_over_lines_that_fails_halfway_is_undone(place: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, steps = document(), list(plan_passes.PLAN_PASSES)

    def half(plan: Any) -> NoReturn:
        plan.lines[0].cells.clear()
        plan.lines[1].doubted.add("indikator")
        plan.remove(plan.lines[:2])
        plan.tally(1).text.append((0.0, "x"))
        fail()

    steps[place] = replace(steps[place], run=half)
    monkeypatch.setattr(plan_passes, "PLAN_PASSES", tuple(steps))
    found = document()
    assert texts(found) == texts(whole)
    assert found.pages == whole.pages
    assert told(found.problems) == [("program-fault", steps[place].name, None, False)]


def test_a_line_of_which_no_row_can_be_made_is_page_text(monkeypatch: pytest.MonkeyPatch) -> None:
    heading = row_maker.judge_heading

    def fails(line: Any, *args: Any, **kwargs: Any) -> Any:
        return fail() if line.text("indikator") == NEXT[2] else heading(line, *args, **kwargs)

    monkeypatch.setattr(row_maker, "judge_heading", fails)
    found = document()
    assert [row[1] for row in texts(found)] == [FIRST[2], LAST[2], "Ada laporan"]
    assert NEXT[3] in found.pages[0].text
    assert told(found.problems) == [("program-fault-lost", "rows of the plan", 1, True)]
    assert not [p for p in found.problems if p.code == ProblemCode.WORDS_ASTRAY]


def test_a_table_whose_lines_cannot_be_sorted_is_page_text(monkeypatch: pytest.MonkeyPatch) -> None:
    make_line = find_plan.make_line

    def fails(grid: Any, row: int, *args: Any) -> Any:
        return fail() if grid.table.page == 2 and row == 2 else make_line(grid, row, *args)

    monkeypatch.setattr(find_plan, "make_line", fails)
    found = read([AREA, *ROWS], [LATER, NEXT], [LATER])
    assert [row.page_first for row in found.rows] == [1, 1, 1, 3]
    assert NEXT[3] in found.pages[1].text
    assert not found.pages[1].has_plan
    assert ("program-fault-lost", "lines of a table", 2, True) in told(found.problems)
    assert not [p for p in found.problems if p.code == ProblemCode.WORDS_ASTRAY]


def test_a_document_without_any_plan_finding_keeps_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.plan.assemble.find_plan", fail)
    found = document()
    assert found.rows == ()
    assert all(page.words_outside == page.words_read > 0 for page in found.pages)
    assert FIRST[2] in found.pages[0].text
    assert told(found.problems) == [("program-fault-lost", "plan of the tables", None, True)]


# Normalising.


def normalized(monkeypatch: pytest.MonkeyPatch, target: str, fault: Callable[..., Any] = fail) -> Any:
    vocabulary = load_vocabulary()
    rows, _ = official_rows(vocabulary, "90/2021")
    monkeypatch.setattr(target, fault)
    return normalize_document(plan(rows, official_headings(vocabulary)), vocabulary, SETTINGS)


def test_a_cell_that_cannot_be_repaired_stays_as_read_and_is_flagged(monkeypatch: pytest.MonkeyPatch) -> None:
    fault = failing_at(normalize.document.repair_cell, 4)
    found = normalized(monkeypatch, "normalize.document.repair_cell", fault)
    left = [
        cell
        for row in found.rows
        for cell in row.cells
        if any(reason.code == ReasonCode.NOT_NORMALISED for reason in cell.reasons)
    ]
    assert [(cell.text, cell.steps, cell.needs_review) for cell in left] == [(left[0].raw, (), True)]
    assert told(found.problems) == [("program-fault", "repair of a cell", None, False)]
    assert left[0].confidence <= 0.5


def test_a_row_that_cannot_be_matched_stays_open(monkeypatch: pytest.MonkeyPatch) -> None:
    fault = failing_at(normalize.match.coverage.joint_indicators, 3)
    found = normalized(monkeypatch, "normalize.match.coverage.joint_indicators", fault)
    open_rows = [row for row in found.rows if not row.indikator_ids]
    assert len(open_rows) == 1
    assert open_rows[0].needs_review
    assert "indikator-unmatched" in open_rows[0].notes
    assert told(found.problems) == [("program-fault", "indicator of a row", None, False)]


@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("parse_head", "head of the decree"),
        ("find_coverage", "indicators of the rows"),
        ("place_rows", "areas and komponen"),
        ("_phrases", "wordings"),
        ("counts_indicators", "marks of indicators"),
        ("parse_schedule", "time of a row"),
        ("split_items", "items of evidence"),
        ("repair_pages", "texts of the pages"),
        ("DocumentStyle.observe", "style of the document"),
    ],
)
def test_no_part_of_normalising_costs_the_document(
    name: str, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = normalized(monkeypatch, f"normalize.document.{name}")
    assert len(found.rows) == len(found.raw.rows) > 80
    assert [cell.raw for row in found.rows for cell in row.cells] == [
        cell.raw for row in found.raw.rows for cell in row.cells
    ]
    assert (ProblemCode.PROGRAM_FAULT, step, None, False) in told(found.problems)
    if name in ("find_coverage", "place_rows", "parse_schedule"):
        assert all(row.needs_review for row in found.rows)
    if name == "parse_head":
        assert set(found.head.doubts) >= {"lembaga", "nomor_sk", "tentang"}


def test_the_database_tells_of_a_fault_and_keeps_the_cell(
    tmp_path: Path, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = failing_at(normalize.document.repair_cell, 7)
    monkeypatch.setattr("normalize.document.repair_cell", fault)
    outcome = read_document(samples / "banyumas_2022.txt", SETTINGS)
    assert outcome.status == "ok"
    database = Database.open(tmp_path / "a.db")
    database.save(outcome, "f")
    (problem,) = database.query("SELECT * FROM problems WHERE code = 'program-fault'")
    assert (problem["stage"], problem["page"], problem["lost"]) == ("normalize", None, 0)
    assert "repair of a cell" in problem["message"]
    left = database.query("SELECT raw, text, needs_review FROM cell WHERE confidence <= 0.5 AND raw = text")
    assert any(cell["raw"] and cell["needs_review"] for cell in left)
    database.close()
