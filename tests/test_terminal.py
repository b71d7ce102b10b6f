"""What reaches the terminal and the log file: no tricks in names and texts, quiet, libraries' words."""

from __future__ import annotations

import logging
import os
import re
from pathlib import Path

import pytest

from lampiran.app import logs
from lampiran.app.cli import main
from lampiran.app.terminal import shown
from lampiran.errors import UsageError
from load import Database
from tests.support import loading

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LAMPIRAN_DB", raising=False)


TRICKS = "a\x1b]0;hijacked\x07\x1b[2Jb\u202ec\x9b31m"


def test_nothing_in_a_text_moves_the_cursor() -> None:
    assert shown(TRICKS) == "a\ufffd]0;hijacked\ufffd\ufffd[2Jb\ufffdc\ufffd31m"
    assert shown("satu\ttiga\nempat\r\n") == "satu tiga empat  "
    assert shown("Tata Laksana – “é” 100% ✓") == "Tata Laksana – “é” 100% ✓"


CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]")


@pytest.mark.skipif(os.name == "nt", reason="Windows allows no such names")
def test_control_characters_of_names_and_cells_never_reach_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "a\x1b[31mb\x07.pdf"
    Path("masuk").mkdir()
    (Path("masuk") / name).touch()
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "dumb")  # so that no colours of our own are among them
    assert main(["run", "masuk", "--workers", "1"]) == 4
    assert main(["run", f"tidak\x1b[2J{name}"]) == 2
    text = "Laporan " + TRICKS
    cell = loading.repaired("indikator", (loading.part(text),))
    loading.loaded("lampiran.db", loading.outcome(loading.plan("tipu.pdf", rows=[loading.row(1, (cell,))])))
    assert main(["explain", "tipu.pdf", "1", "indikator"]) == 0
    assert main(["search", "laporan"]) == 0
    assert main(["search", "laporan", "--json"]) == 0
    assert main(["explain", name, "1", "indikator"]) == 2
    said = capsys.readouterr()
    assert "hijacked" in said.out
    assert CONTROLS.findall(said.out + said.err) == []


def test_quiet_says_only_what_is_wrong_and_stands_before_or_after_the_command(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("masuk").mkdir()
    Path("masuk/kosong.pdf").touch()
    for arguments in (["--quiet", "run", "masuk"], ["run", "masuk", "-q"]):
        assert main([*arguments, "--workers", "1"]) == 4
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.splitlines() == [
            "1 file: The file is empty. Fetch or scan it again.",
            "    failed: kosong.pdf",
        ]
    assert main(["run", "masuk", "--workers", "1"]) == 4
    assert "[1/1] kosong.pdf" in capsys.readouterr().err


def test_the_log_file_has_what_was_said_and_why_from_the_workers_too(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("masuk").mkdir()
    Path("masuk/rusak.pdf").write_bytes(b"%PDF-1.7\n" + b"\0x" * 500)
    assert main(["run", "masuk", "--workers", "1", "--quiet", "--log-file", "a.log"]) == 4
    assert "Traceback" not in capsys.readouterr().err
    log = Path("a.log").read_text(encoding="utf-8")
    assert "rusak.pdf: failed" in log
    assert re.search(
        r"^\d{4}-\S+ \S+ (\d+) INFO lampiran\.app\.pipeline: rusak\.pdf cannot be opened", log, re.MULTILINE
    )
    assert "pikepdf" in log
    assert len({line.split()[2] for line in log.splitlines() if re.match(r"\d{4}-", line)}) == 2
    with Database.open("lampiran.db") as database:
        (line,) = database.documents()
        assert "pikepdf" not in line.reason
        assert "Error" not in line.reason
    assert main(["status", "--log-file", "nirgends/a.log"]) == 3
    assert "cannot be written: it is not there" in capsys.readouterr().err
    assert main(["status"]) == 0
    assert logs.file() == ""


def test_what_libraries_log_is_for_the_file_and_for_verbose(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def speak() -> None:
        logging.getLogger("pikepdf._core").warning("object 7 is odd\x1b[31m")
        logging.getLogger("load.pictures").warning("renamed")
        raise UsageError("x")

    monkeypatch.setattr("lampiran.app.commands.doctor._python", speak)
    assert main(["doctor", "--log-file", "d.log"]) == 2
    said = capsys.readouterr().err
    assert "object 7" not in said
    assert "load.pictures: renamed" in said
    assert "object 7 is odd\ufffd[31m" in Path("d.log").read_text(encoding="utf-8")
    assert main(["doctor", "--verbose"]) == 2
    assert "object 7 is odd\ufffd[31m" in capsys.readouterr().err


def test_only_one_way_leads_to_the_terminal() -> None:
    allowed = {"lampiran/app/cli.py", "lampiran/app/terminal.py"}
    written = re.compile(r"typer\.echo\(|std(?:out|err)\.write\(")
    found = {
        path.relative_to(ROOT).as_posix()
        for package in ("lampiran", "extract", "normalize", "load", "browse", "dictionaries")
        for path in (ROOT / package).rglob("*.py")
        if written.search(path.read_text(encoding="utf-8"))
    }
    assert found == allowed


def test_the_environment_names_a_log_file_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAMPIRAN_LOG", "b.log")
    assert main(["status"]) == 3
    assert "There is no database lampiran.db" in Path("b.log").read_text(encoding="utf-8")


def test_a_fault_of_the_program_is_reported_with_the_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise ZeroDivisionError("x\x1b[31m")

    monkeypatch.setattr("lampiran.app.commands.doctor._python", fail)
    assert main(["doctor"]) == 1
    said = capsys.readouterr().err
    assert "ZeroDivisionError" in said
    assert "\x1b" not in said
    assert "with the lines above" in said
    assert main(["doctor", "--log-file", "c.log"]) == 1
    assert "c.log" in capsys.readouterr().err
    assert "ZeroDivisionError" in Path("c.log").read_text(encoding="utf-8")
