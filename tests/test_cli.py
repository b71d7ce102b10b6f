"""The command line as a user meets it: exit codes, what is said where, what stands in the database."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from lampiran.app.cli import COMMANDS, command, main, program
from lampiran.errors import ExitCode

ROOT = Path(__file__).parent.parent


def query(db: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(db)) as connection:
        return connection.execute(sql).fetchall()


def dump(db: Path) -> list[str]:
    with closing(sqlite3.connect(db)) as connection:
        return list(connection.iterdump())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one good transcript and every kind of bad file."""
    folder = tmp_path_factory.mktemp("bad")
    shutil.copy(ROOT / "samples" / "banyuwangi_2025.txt", folder)
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "letter.pdf").write_bytes(b"Dear all, this is no PDF at all.\x00\x01\x02")
    digital = ROOT / "samples" / "banyumas_2022_digital.pdf"
    (folder / "cut.pdf").write_bytes(digital.read_bytes()[: digital.stat().st_size // 2])
    with pikepdf.open(digital) as pdf:
        pdf.save(folder / "locked.pdf", encryption=pikepdf.Encryption(owner="o", user="rahasia"))
    (folder / "memo.txt").write_text("Catatan rapat\nTidak ada tabel di sini.\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def loaded(folder: Path) -> Iterator[tuple[Path, int]]:
    db = folder / "plans.db"
    code = main(["run", str(folder), "--db", str(db), "--workers", "2"])
    yield db, code


def test_every_bad_file_gets_a_reason_and_the_rest_is_loaded(loaded: tuple[Path, int]) -> None:
    db, code = loaded
    assert code == 4
    lines = {
        file: (status, reason)
        for file, status, reason in query(db, "SELECT file, status, reason FROM document")
    }
    assert lines["banyuwangi_2025.txt"] == ("ok", None)
    assert lines["empty.pdf"][0] == "failed"
    assert "empty" in lines["empty.pdf"][1]
    assert lines["letter.pdf"][0] == "failed"
    assert "PDF" in lines["letter.pdf"][1]
    assert lines["locked.pdf"][0] == "failed"
    assert "password" in lines["locked.pdf"][1]
    assert lines["cut.pdf"][0] in ("partial", "failed")
    assert lines["cut.pdf"][1]
    assert lines["memo.txt"][0] == "skipped"
    assert "plan" in lines["memo.txt"][1]
    (rows,) = query(db, "SELECT count(*) FROM rencana_aksi WHERE file = 'banyuwangi_2025.txt'")[0]
    assert rows == 86


def test_running_again_changes_nothing(
    loaded: tuple[Path, int], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db, _ = loaded
    before = dump(db)
    assert main(["run", str(folder), "--db", str(db), "--workers", "1"]) == 4
    assert dump(db) == before
    assert "plans.db" not in capsys.readouterr().err, "the database lies among the files, but is none to read"


def test_the_right_password_opens_a_locked_file(folder: Path, tmp_path: Path) -> None:
    db = tmp_path / "p.db"
    assert main(["run", str(folder / "locked.pdf"), "--db", str(db), "--password", "rahasia"]) == 0
    assert query(db, "SELECT status, rows FROM document") == [("ok", 70)]


def test_known_noise_is_repaired_and_raw_still_shows_it(loaded: tuple[Path, int]) -> None:
    db, _ = loaded
    for raw, text in (
        ("Ke a ZI", "Kerja ZI"),
        ("DeRember", "Desember"),
        ("Kartu Kendall", "Kartu Kendali"),
        ("(TOP)", "(SOP)"),
        ("lembar money", "lembar monev"),
        ("Agusttls", "Agustus"),
    ):
        found = query(db, f"SELECT text FROM cell WHERE raw LIKE '%{raw}%'")  # noqa: S608
        assert found, raw
        assert all(text in str(value) for (value,) in found), (raw, found)


def test_wrong_usage_is_2_and_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["run", str(tmp_path / "absent.pdf"), "--db", str(tmp_path / "x.db")]) == 2
    assert "absent.pdf" in capsys.readouterr().err
    assert main(["run", "--no-such-option"]) == 2
    assert main(["no-such-command"]) == 2
    assert not (tmp_path / "x.db").exists()


def test_ctrl_c_is_130_and_says_what_became_of_the_work(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("lampiran.app.commands.doctor._python", interrupted)
    assert main(["doctor"]) == 130
    assert "What was finished is saved" in capsys.readouterr().err


def test_being_told_to_end_is_like_ctrl_c() -> None:
    code = (
        "import os, signal, sys\nfrom lampiran.app.cli import entry\n"
        "from lampiran.app.commands import doctor\n"
        "doctor._python = lambda: os.kill(os.getpid(), signal.SIGTERM)\nsys.argv = ['lampiran', 'doctor']\n"
        "entry()"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert ran.returncode == 130, ran.stderr
    assert "What was finished is saved" in ran.stderr


def test_show_can_be_read_in_a_narrow_window_and_marks_doubtful_cells(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert main(["show", str(ROOT / "samples" / "banyuwangi_2025.txt")]) == 0
    lines = capsys.readouterr().out.splitlines()
    table = [line.split("│") for line in lines if line.startswith("│")]
    assert max(map(len, lines[-50:])) <= 80
    assert [cells[1].strip() for cells in table if cells[1].strip()] == [str(n) for n in range(1, 87)]
    assert any(cells[2].strip() == "langkah_aksi" for cells in table)
    assert {cells[4].strip() for cells in table} == {"", "?"}


@pytest.mark.parametrize("form", ["table", "json"])
def test_show_prints_a_file_whose_name_is_no_unicode(form: str, tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/t\xe9ks.txt"
    shutil.copy(ROOT / "samples" / "banyumas_2022.txt", os.fsdecode(path))
    shown = subprocess.run(
        [sys.executable, "-m", "lampiran", "show", os.fsdecode(path), "--format", form],
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        timeout=100,
    )
    assert shown.returncode == 0, shown.stderr
    text = shown.stdout.decode("utf-8")  # strictly: what stands for the odd byte must not be printed
    assert "t\ufffdks.txt" in text


def test_show_says_why_there_are_no_rows_in_every_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "kosong.pdf").touch()
    for form in ("table", "json", "csv"):
        assert main(["show", str(tmp_path / "kosong.pdf"), "--format", form]) == 4
        shown = capsys.readouterr()
        assert "The file is empty" in (shown.err if form == "csv" else shown.out)


@pytest.mark.parametrize("group", [[], ["dictionary"]])
def test_without_a_command_the_help_is_shown_and_no_complaint(
    group: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(group) == 2
    shown = capsys.readouterr()
    assert "Usage: lampiran" in shown.out + shown.err
    assert "lampiran: " not in shown.err


def test_show_takes_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    assert main(["show", str(tmp_path)]) == 2
    assert "lampiran run takes folders" in capsys.readouterr().err


def test_doctor_does_not_make_the_database_it_examines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["doctor", "--db", str(tmp_path / "new.db")]) == 0
    assert "not there yet" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []
    assert main(["doctor", "--db", str(tmp_path / "no" / "new.db")]) == 3


def test_an_unwritable_database_is_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db = tmp_path / "folder.db"
    db.mkdir()
    assert main(["run", str(ROOT / "samples" / "banyumas_2022.txt"), "--db", str(db)]) == 3
    assert "folder.db" in capsys.readouterr().err


def test_run_json_is_data_on_stdout_and_messages_on_stderr(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = ROOT / "samples" / "banyumas_2022.txt"
    assert main(["run", str(source), "--db", str(tmp_path / "x.db"), "--json"]) == 0
    captured = capsys.readouterr()
    summary = json.loads(captured.out)
    assert summary["exit_code"] == 0
    assert [(line["file"], line["rows"]) for line in summary["files"]] == [("banyumas_2022.txt", 70)]
    assert "banyumas_2022.txt" in captured.err


@pytest.mark.parametrize("form", ["json", "csv", "table"])
def test_show_prints_the_rows_and_writes_nothing(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = ROOT / "samples" / "banyumas_2022.txt"
    monkeypatch.chdir(tmp_path)
    assert main(["show", str(source), "--format", form]) == 0
    out = capsys.readouterr().out
    if form == "json":
        shown = json.loads(out)
        assert shown["document"]["wilayah"] == "Kabupaten Banyumas"
        assert len(shown["rows"]) == 70
    elif form == "csv":
        assert len(list(csv.DictReader(io.StringIO(out)))) == 70
    else:
        assert "Kabupaten Banyumas" in out
    assert list(tmp_path.iterdir()) == []


def test_evaluate_measures_against_truth(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db = tmp_path / "x.db"
    main(["run", str(ROOT / "samples" / "banyumas_2022.txt"), "--db", str(db)])
    capsys.readouterr()
    assert main(["evaluate", "--db", str(db), "--truth", str(ROOT / "samples" / "truth"), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["all"]["rates"]["row_recall"] == 1.0
    assert result["all"]["rates"]["row_precision"] == 1.0


def test_dictionary_check_finds_a_planted_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dictionary", "check"]) == 0
    copy = tmp_path / "dictionaries"
    shutil.copytree(ROOT / "dictionaries", copy)
    with (copy / "indikator_alias.csv").open("a", encoding="utf-8") as stream:
        stream.write("99.P.9.ix.z,tidak ada,\n")
    capsys.readouterr()
    assert main(["dictionary", "check", "--dir", str(copy)]) == 3
    assert "99.P.9.ix.z" in capsys.readouterr().out


def test_doctor_says_what_it_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    assert "tesseract" in capsys.readouterr().out


def commands() -> Iterator[tuple[str, Any]]:
    """All commands that can be typed, with the words that call them."""
    yield "lampiran", program()
    for word in COMMANDS:
        yield f"lampiran {word}", command(word)
        for second, below in getattr(command(word), "commands", {}).items():
            yield f"lampiran {word} {second}", below


def test_the_help_lists_each_command_with_the_first_line_of_its_own_help() -> None:
    for word, summary in COMMANDS.items():
        own = command(word).help.splitlines()[0]
        assert own == summary or own.startswith(f"{summary} "), word
    listed = {path.stem for path in (ROOT / "lampiran" / "app" / "commands").glob("[a-z]*.py")}
    assert listed - {"options"} == set(COMMANDS)


@pytest.mark.parametrize("word", ["--version", "--help"])
def test_what_needs_no_library_imports_none(word: str) -> None:
    """A second of waiting for a line of text makes a program feel broken."""
    heavy = ("cv2", "numpy", "onnxruntime", "pandas", "pdfplumber", "pikepdf", "sqlalchemy", "datasette")
    code = (
        "import sys\nfrom lampiran.app.cli import main\n"
        f"assert main([{word!r}]) == 0\nprint([name for name in {heavy!r} if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"
    assert ran.stderr == ""


def test_every_command_option_and_exit_code_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name, one in commands():
        if not hasattr(one, "commands"):
            assert f"`{name}" in readme, f"the README does not name '{name}'"
        for parameter in one.params:
            for spelling in (*parameter.opts, *parameter.secondary_opts):
                if spelling.startswith("--") and spelling != "--help":
                    assert re.search(rf"{spelling}\b", readme), (
                        f"the README does not name '{name} {spelling}'"
                    )
    for code in ExitCode:
        assert re.search(rf"^\| {int(code)} \|", readme, re.MULTILINE), f"exit code {code}"


@pytest.mark.parametrize(
    "page", sorted((ROOT / "docs").glob("*.md")) + sorted(ROOT.glob("README*.md")), ids=lambda page: page.name
)
def test_what_the_pages_tell_to_type_exists(page: Path) -> None:
    """Commands and options in the pages' code: an old spelling would send a reader astray."""
    known = dict(commands())
    text = page.read_text(encoding="utf-8")
    typed = re.findall(r"(?:^ {4}|`)(?:\.venv/bin/)?(lampiran [a-z][^`\n]*)", text, re.MULTILINE)
    for line in typed:
        words = line.split()
        name = max((known for known in known if line == known or line.startswith(f"{known} ")), key=len)
        assert name != "lampiran", line
        options = {spelling for one in known[name].params for spelling in (*one.opts, *one.secondary_opts)}
        assert {word for word in words if word.startswith("--")} <= options | {"--help"}, line
    for path in re.findall(
        r"`((?:lampiran|extract|normalize|load|browse|samples|bench|scripts|tests)/[a-z_/.]+)`", text
    ):
        assert (ROOT / path).exists(), path


def test_renormalize_takes_up_changed_dictionaries_without_reading_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = tmp_path / "x.db"
    source = ROOT / "samples" / "banyuwangi_2025.txt"
    assert main(["run", str(source), "--db", str(db)]) == 0
    before = query(db, "SELECT * FROM rencana_aksi ORDER BY urutan")
    reasons = "SELECT urutan, kolom, reasons FROM cells ORDER BY urutan, position"
    why = query(db, reasons)
    assert any(told != "[]" for _, _, told in why)
    with closing(sqlite3.connect(db)) as connection, connection:
        connection.execute("UPDATE cells SET text = 'spoilt' WHERE kolom = 'indikator'")
        connection.execute("UPDATE cells SET reasons = '[\"a sentence of an older release\"]'")
        connection.execute("UPDATE documents SET digest = ''")
    assert main(["renormalize", "--db", str(db), "--workers", "1"]) == 0
    assert query(db, "SELECT * FROM rencana_aksi ORDER BY urutan") == before
    assert query(db, reasons) == why
    unchanged = dump(db)
    assert main(["run", str(source), "--db", str(db)]) == 0
    assert dump(db) == unchanged
