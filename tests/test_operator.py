"""What an operator relies on: a usual database, a list of runs, a log file, quiet, no tricks in names."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from lampiran.app.causes import CAUSES, cause_of
from lampiran.app.cli import main
from lampiran.app.commands.explain import asked_for
from lampiran.app.progress import Bar
from lampiran.app.summary import FileLine, Summary
from lampiran.codes import ProblemCode
from lampiran.errors import DatabaseUnavailable, UsageError, system_reason
from lampiran.language import told
from lampiran.records import Outcome, Problem
from load import Database
from load.export import export
from load.run_log import Counts, noted, stored_runs
from tests.support import databases, loading

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LAMPIRAN_DB", raising=False)


def test_commands_take_the_database_of_the_folder_the_environment_or_the_option(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["status"]) == 3
    assert "There is no database lampiran.db." in capsys.readouterr().err
    loading.loaded("lampiran.db")
    assert main(["status"]) == 0
    assert capsys.readouterr().out.startswith("lampiran.db: 1 document")
    loading.loaded("lain.db", loading.outcome(), loading.unread("rusak.pdf"))
    monkeypatch.setenv("LAMPIRAN_DB", "lain.db")
    assert main(["status"]) == 0
    assert capsys.readouterr().out.startswith("lain.db: 2 documents, 1 ok, 1 failed")
    assert main(["status", "--db", "lampiran.db"]) == 0
    assert capsys.readouterr().out.startswith("lampiran.db:")


def test_explain_takes_the_database_like_the_others_and_in_front_as_before(
    capsys: pytest.CaptureFixture[str],
) -> None:
    loading.loaded("lampiran.db")
    said = []
    for arguments in (
        ["contoh.pdf", "1", "komponen"],
        ["contoh.pdf", "1", "komponen", "--db", "lampiran.db"],
        ["lampiran.db", "contoh.pdf", "1", "komponen"],
    ):
        assert main(["explain", *arguments]) == 0
        said.append(capsys.readouterr().out)
    assert said[0] == said[1] == said[2]
    assert "contoh.pdf, row 1, komponen" in said[0]


@pytest.mark.parametrize(
    ("words", "given"),
    [
        (["a.pdf", "1"], False),
        (["a.db", "a.pdf", "1", "bulan"], True),
        (["a.pdf", "satu", "bulan"], False),
        ([], False),
    ],
)
def test_explain_says_what_it_takes(words: list[str], given: bool) -> None:
    with pytest.raises(UsageError) as caught:
        asked_for(words, "lampiran.db", given)
    assert "lampiran explain plan.pdf 12 langkah_aksi" in caught.value.next_step


def test_explain_says_that_a_transcript_has_no_picture(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(ROOT / "samples" / "banyumas_2022.txt"), "--workers", "1"]) == 0
    capsys.readouterr()
    assert main(["explain", "banyumas_2022.txt", "1", "indikator"]) == 0
    assert re.search(r"^picture: +none: the document is a transcript$", capsys.readouterr().out, re.MULTILINE)
    assert main(["explain", "banyumas_2022.txt", "1", "indikator", "--to", "a.png"]) == 2
    assert "banyumas_2022.txt is a transcript; it has no picture." in capsys.readouterr().err


def test_a_run_is_noted_with_its_settings_and_what_came_of_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("masuk").mkdir()
    Path("masuk/kosong.pdf").touch()
    Path("masuk/memo.txt").write_text("Catatan rapat\n", encoding="utf-8")
    arguments = ["run", "masuk", "--workers", "1", "--quality", "fast", "--no-keep-pages"]
    assert main(arguments) == 4
    before = Path("lampiran.db").read_bytes()
    assert main(arguments) == 4
    assert main(["renormalize", "--workers", "1"]) == 0
    assert Path("lampiran.db").read_bytes() == before, "a run that finds nothing to do changes nothing"
    Path("masuk/surat.txt").write_text("Catatan lain\n", encoding="utf-8")
    assert main(arguments) == 4
    capsys.readouterr()
    assert main(["status", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["documents"], answer["failed"], answer["skipped"]) == (3, 1, 2)
    counts = {
        (run["counts"]["files"], run["counts"]["skipped"], run["counts"]["unchanged"])
        for run in answer["runs"]
    }
    assert counts == {(2, 1, 0), (3, 1, 1)}
    for run in answer["runs"]:
        assert (run["command"], run["outcome"]) == ("run", "finished")
        assert (run["settings"]["quality"], run["settings"]["workers"]) == ("fast", 1)
        assert run["version"] and run["engine"] and run["dictionary_version"]
        assert run["started_at"] <= run["finished_at"]
    monkeypatch.setenv("LAMPIRAN_LANG", "id")
    assert main(["status", "--limit", "1"]) == 0
    said = capsys.readouterr().out
    assert "lampiran.db: 3 dokumen, 1 gagal, 2 dilewati, 0 baris" in said
    assert "selesai" in said
    assert said.count("lampiran 0") == 1


@pytest.fixture(params=databases.BACKENDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    with Database.open(databases.fresh(request.param, tmp_path)) as opened:
        yield opened


def test_a_run_that_was_stopped_or_failed_says_so(database: Database) -> None:
    facts = ("run", "1", "reader", "d", {"workers": 1})
    with pytest.raises(KeyboardInterrupt), noted(database, *facts) as note:
        note.counts = Counts(files=3, ok=2)
        raise KeyboardInterrupt
    with pytest.raises(DatabaseUnavailable), noted(database, *facts):
        raise DatabaseUnavailable("x")
    with noted(database, *facts) as note:
        note.stored()
        assert all(run.finished_at for run in stored_runs(database.engine, 9))
        database.save(loading.outcome())
        note.stored()
        (going,) = [run for run in stored_runs(database.engine, 9) if run.finished_at is None]
        assert going.outcome == "running"
    runs = stored_runs(database.engine, 9)
    assert sorted(run.outcome for run in runs) == ["failed", "finished", "stopped"]
    (stopped,) = [run for run in runs if run.outcome == "stopped"]
    assert (stopped.counts, stopped.settings) == (Counts(files=3, ok=2), {"workers": 1})
    assert len(stored_runs(database.engine, 2)) == 2
    assert database.query("SELECT count(*) AS n FROM run WHERE outcome = 'stopped' AND ok = 2")[0]["n"] == 1


def test_a_run_that_was_killed_is_left_open(capsys: pytest.CaptureFixture[str]) -> None:
    with Database.open("lampiran.db") as database, noted(database, "run", "1", "r", "d", {}):
        database.save(loading.outcome())
    with closing(sqlite3.connect("lampiran.db")) as connection, connection:
        connection.execute("UPDATE runs SET outcome = 'running', finished_at = NULL")
    assert main(["status"]) == 0
    assert "still at work, or ended without a word" in capsys.readouterr().out


def test_reasons_are_stored_in_both_languages(database: Database) -> None:
    limit = told("Reading it took more than {0:,} MB of memory.", 1500)
    lost = (Problem(ProblemCode.PAGE_OVER_LIMIT, (limit,), 2, lost=True),)
    failed = Outcome(
        "a.pdf", "", "failed", told("The file cannot be read: {0}.", told("access is denied")), 0.0
    )
    database.save(failed)
    database.save(loading.outcome(status="partial", problems=lost))
    lines = {
        line["file"]: line for line in database.query("SELECT file, reason, reason_indonesian FROM document")
    }
    assert lines["a.pdf"]["reason"] == "The file cannot be read: access is denied."
    assert lines["a.pdf"]["reason_indonesian"] == "Berkas tidak dapat dibaca: aksesnya ditolak."
    (known,) = [line for line in database.documents() if line.file == "a.pdf"]
    assert known.reason.indonesian == "Berkas tidak dapat dibaca: aksesnya ditolak."  # type: ignore[attr-defined]
    (plan,) = [line for line in database.documents() if line.rows]
    (stored,) = database.load_outcome(plan.document_id).problems
    assert stored.values[0] == limit
    assert stored.values[0].indonesian == limit.indonesian  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("error", "english", "indonesian"),
    [
        (PermissionError(errno.EACCES, "x"), "access is denied", "aksesnya ditolak"),
        (OSError(errno.ENOSPC, "x"), "the disk is full", "disk penuh"),
        (
            OSError(errno.ENOSYS, "x"),
            f"error {errno.ENOSYS} of the operating system",
            f"nomor {errno.ENOSYS}",
        ),
        (OSError("x"), "the operating system gave no reason", "tidak menyebutkan alasannya"),
    ],
)
def test_the_systems_reasons_are_said_in_words(error: OSError, english: str, indonesian: str) -> None:
    reason = system_reason(error)
    assert reason == english
    assert reason.indonesian.endswith(indonesian)


def line(file: str, status: str, reason: str, *codes: ProblemCode) -> FileLine:
    return FileLine(file, status, reason, 0, 0, 0, 0.0, codes)


def test_problems_are_grouped_by_cause_the_commonest_first_with_what_to_do() -> None:
    summary = Summary(engine="none")
    empty = "The file is empty. Fetch or scan it again."
    summary.lines += [
        line("ok.pdf", "ok", ""),
        line("b.pdf", "failed", empty),
        line("a.pdf", "failed", empty),
    ]
    summary.lines.append(
        line("c.pdf", "partial", "page 3: lost", ProblemCode.WORDS_ASTRAY, ProblemCode.PAGE_LOST)
    )
    summary.unchanged_bad.append(line("d.pdf", "skipped", "nothing", ProblemCode.NO_PLAN_BARE))
    assert summary.problems() == [
        f"2 files: {empty}",
        "    failed: a.pdf",
        "    failed: b.pdf",
        "1 file: Parts of the file are missing or damaged. Fetch or scan the file again, then run the same "
        "command.",
        "    partial: c.pdf: page 3: lost",
        "1 file: No action plan was found. If the file does hold one, check that its pages are whole; "
        "otherwise there is nothing to do.",
        "    skipped: d.pdf: nothing",
    ]


def test_a_long_list_of_one_cause_is_cut_and_says_where_all_stand() -> None:
    summary = Summary(engine="none")
    summary.lines += [line(f"{number:03}.pdf", "failed", "The file is empty.") for number in range(50)]
    said = summary.problems()
    assert len(said) == 22
    assert said[-1] == "    and 30 more; the view document names all of them"


def test_no_problem_has_two_causes() -> None:
    codes = [code for cause in CAUSES for code in cause.codes]
    assert len(codes) == len(set(codes))
    assert cause_of((), "Why.").what == "Why."
    assert cause_of((ProblemCode.EDITION_UNKNOWN,), "Why.").what == "Why."


def test_renormalize_and_export_tell_how_far_they_are(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    loading.loaded("lampiran.db")
    monkeypatch.setattr("lampiran.app.progress.EVERY_SECONDS", 0.0)
    assert main(["renormalize", "--workers", "1"]) == 0
    assert re.search(
        r"^1 of about 1 documents, \S+ a (?:second|minute), about 0 s left$", capsys.readouterr().err, re.M
    )
    assert main(["export", "--to", "a.csv"]) == 0
    assert re.search(r"^2 of about 2 lines, \S+ a second, about 0 s left$", capsys.readouterr().err, re.M)


def test_the_estimate_leaves_out_what_has_no_pages_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    text = io.StringIO()
    with Bar(Console(file=text, width=200), clock=lambda: now[0]) as bar:
        bar.found(4)
        bar.unchanged("lama.pdf")
        bar.finished(Outcome("kosong.pdf", "", "failed", "The file is empty.", 0.0))
        bar.opened("a.pdf", 30)
        for _ in range(13):
            now[0] += 5.0
            bar.page_done("a.pdf")
        monkeypatch.setenv("LAMPIRAN_LANG", "id")
        for _ in range(12):
            now[0] += 5.0
            bar.page_done("a.pdf")
    paces = [line for line in text.getvalue().splitlines() if line[0] != "["]
    assert paces == [
        "12 of about 60 pages, 12.0 a minute, about 4 min left",
        "24 dari sekitar 60 halaman, 12,0 per menit, tersisa sekitar 3 menit",
    ]


def test_the_bar_of_a_terminal_tells_rate_and_time_left() -> None:
    text = io.StringIO()
    console = Console(file=text, width=140, force_terminal=True, color_system=None)
    with Bar(console) as bar:
        bar.found(1)
        bar.opened("a\x1b[31m.pdf", 3)
        for _ in range(3):
            bar.page_done("a\x1b[31m.pdf")
    assert "3/3 pages" in text.getvalue()
    assert "a second" in text.getvalue()
    assert "\x1b[31m" not in text.getvalue()


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_no_name_beside_an_export_can_be_foreseen() -> None:
    loading.loaded("lampiran.db")
    Path("rahasia").write_text("lama")
    for name in (".a.csv.unfinished", ".a.csv.tmp", "a.csv.tmp", "a.csv~", ".datapackage.json.tmp"):
        Path(name).symlink_to("rahasia")
    before = set(Path().iterdir())
    with Database.open("lampiran.db") as database:
        export(database.engine, Path("a.csv"))
        assert Path("a.csv").stat().st_mode & 0o777 == 0o666 & ~_umask()
        Path("a.csv").chmod(0o600)
        export(database.engine, Path("a.csv"))
        assert Path("a.csv").stat().st_mode & 0o777 == 0o600
    assert Path("rahasia").read_text() == "lama"
    assert set(Path().iterdir()) - before == {Path("a.csv"), Path("datapackage.json")}


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_completion_prints_a_script_and_how_to_use_it(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    said = capsys.readouterr()
    assert "_LAMPIRAN_COMPLETE" in said.out
    assert "lampiran" in said.err
    assert main(["completion", "tcsh"]) == 2


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("lampiran re", {"renormalize", "report", "review"}),
        ("lampiran export --t", {"--to", "--tables"}),
        ("lampiran run --quality ", {"fast", "normal", "best"}),
        ("lampiran dictionary ", {"check", "suggest"}),
    ],
)
def test_a_shell_is_told_commands_options_and_choices(typed: str, expected: set[str]) -> None:
    words = typed.split(" ")
    asked = {"_LAMPIRAN_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": str(len(words) - 1)}
    ran = subprocess.run(
        [sys.executable, "-c", "from lampiran.app.cli import entry; entry()"],
        env=os.environ | asked | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert set(ran.stdout.split()) == expected, ran.stderr
