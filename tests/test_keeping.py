"""What a run stores and how it accounts for it, whatever a document holds and however its file is called."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from lampiran.app.inputs import find_inputs
from lampiran.app.keeping import Keeper
from lampiran.app.progress import Bar
from lampiran.app.summary import FileLine, Summary, parted
from lampiran.records import Outcome
from load import Database
from tests.support import loading


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database.open(tmp_path / "x.db") as opened:
        yield opened


def keeper(database: Database, force: bool = False) -> tuple[Keeper, Summary]:
    summary = Summary(engine="none")
    return Keeper(database, None, "f1", force, summary), summary


def shown(summary: Summary) -> str:
    text = io.StringIO()
    summary.show(Console(file=text, width=80))
    return text.getvalue()


def keep_line(summary: Summary, outcome: Outcome) -> None:
    summary.lines.append(FileLine.of(outcome))


def test_a_document_that_cannot_be_stored_stops_no_other(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    plan = loading.plan()
    broken = replace(plan, rows=(replace(plan.rows[0], confidence=7.0), *plan.rows[1:]))
    keep, summary = keeper(database)
    with caplog.at_level(logging.INFO):
        keep.keep(replace(loading.outcome(broken), file="rusak.pdf", sha256=loading.sha256("r")))
    keep.keep(loading.outcome())
    assert [(line.file, line.status) for line in database.documents()] == [
        ("contoh.pdf", "ok"),
        ("rusak.pdf", "failed"),
    ]
    assert database.documents()[1].reason.startswith("The program failed at this.")
    assert "confidence" in caplog.text
    assert summary.exit_code == 4
    assert "rusak.pdf" in caplog.text


@pytest.mark.parametrize("force", [False, True])
def test_a_copy_read_in_the_same_run_is_passed_over_and_named(database: Database, force: bool) -> None:
    keep, summary = keeper(database, force)
    outcome = loading.outcome()
    assert not keep.is_current(outcome.sha256, outcome.file)
    keep.keep(outcome)
    assert keep.is_current(outcome.sha256, "salinan.pdf")
    keep.close()
    assert (summary.copies, summary.unchanged, int(summary.exit_code)) == (["salinan.pdf"], [], 0)
    assert "salinan.pdf" in shown(summary)
    again, account = keeper(database, force)
    assert again.is_current(outcome.sha256, outcome.file) is not force
    assert account.unchanged == ([] if force else [outcome.file])


def test_an_account_names_every_file_as_it_is_called() -> None:
    names = ["a [bold]b.pdf", "c[/d].pdf", "e :smile: f.pdf"]
    summary = Summary(engine="none")
    bar_says = io.StringIO()
    bar = Bar(Console(file=bar_says, width=60, force_terminal=True, color_system=None))
    with bar:
        bar.found(len(names))
        for name in names:
            outcome = Outcome(name, "", "failed", "The file is empty. " * 8, 0.0)
            bar.opened(name, 1)
            bar.page_done(name)
            bar.finished(outcome)
            keep_line(summary, outcome)
    for name in names:
        assert name in shown(summary)
        assert name in bar_says.getvalue()


def test_a_sentence_is_one_line_however_wide_the_screen_is() -> None:
    summary = Summary(engine="none")
    keep_line(summary, Outcome("a.pdf", "", "failed", "Kata " * 40 + "akhir.", 0.0))
    assert any(line.endswith("akhir.") and line.count("Kata") == 40 for line in shown(summary).splitlines())


def test_what_was_not_read_is_named_and_a_shut_folder_is_no_success() -> None:
    others = [f"surat {number}.odt" for number in range(8)]
    summary = Summary(engine="none", other_kinds=others, closed=["rahasia: Permission denied"])
    told = shown(summary)
    assert "surat 0.odt" in told
    assert "and 3 more" in told
    assert "rahasia: Permission denied" in told
    assert summary.exit_code == 4
    assert json.loads(json.dumps(summary.to_dict()))["other_kinds"] == others


def test_a_decree_in_another_format_is_named_among_files_that_are_only_counted() -> None:
    others = ["README.md", "__init__.py", "truth/a.json", "truth/b.JSON", "SK 16/keputusan.ODT", "a", "b"]
    others += [f"alat/kode/{name}" for name in ("__init__.py", "a.py", "sub/b.py", "sub/data.csv")]
    documents, rest = parted(others)
    assert documents == ["SK 16/keputusan.ODT"]
    assert rest == [
        "README.md",
        "__init__.py",
        "truth: 2 .json",
        "2 without an ending",
        "alat/kode: program code, 4 files",
    ]
    lines = shown(Summary(engine="none", other_kinds=others)).splitlines()
    assert "Not read; save it as PDF if it is a decree: SK 16/keputusan.ODT." in lines


def test_the_samples_name_no_module_of_their_generator() -> None:
    found = find_inputs([Path(__file__).parent.parent / "samples"])
    said = shown(Summary(engine="none", other_kinds=list(found.other_kinds)))
    assert "generator: program code, " in said
    assert "degrade.py" not in said


def test_where_there_is_no_terminal_a_line_a_minute_tells_the_pace() -> None:
    now = [0.0]
    text = io.StringIO()
    with Bar(Console(file=text, width=200), clock=lambda: now[0]) as bar:
        bar.found(2)
        bar.opened("a.pdf", 100)
        for _ in range(80):
            now[0] += 1.0
            bar.page_done("a.pdf")
    (line,) = text.getvalue().splitlines()
    assert line == "60 of about 200 pages, 1.0 a second, about 2 min left"
