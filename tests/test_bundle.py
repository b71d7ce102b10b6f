"""The offline bundle: what goes into it, that its scripts do the same on every system, and what they do."""

from __future__ import annotations

import importlib.util
import re
import shutil
import sqlite3
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
SCRIPTS = ROOT / "scripts" / "bundle"
LOCK = (ROOT / "requirements" / "engines.lock").read_text("utf-8")


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"bundle_test_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


bundle = _module(ROOT / "scripts" / "bundle.py")
install = _module(SCRIPTS / "pasang.py")
drop = _module(SCRIPTS / "jalankan.py")
SYSTEMS = {system.name: system for system in bundle.SYSTEMS}


def _names(system: str, python: str) -> dict[str, str]:
    lines = list(bundle.requirements_for(LOCK, SYSTEMS[system].environment(python)))
    assert all(";" not in line and line.count("--hash=sha256:") >= 1 for line in lines)
    pairs = [line.split(" ")[0].split("==") for line in lines]
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def test_each_system_gets_the_packages_that_the_lock_means_for_it() -> None:
    windows, linux = _names("windows", "3.12"), _names("linux", "3.12")
    assert windows.keys() - linux.keys() == {"colorama"}
    assert linux.keys() <= windows.keys()
    assert {"tesserocr", "rapidocr", "onnxruntime", "pandas"} <= linux.keys()
    assert _names("linux", "3.11")["numpy"] != linux["numpy"]


def test_what_is_too_heavy_stays_out() -> None:
    assert not {"pyarrow", "wordfreq", "matplotlib", "mypy"} & _names("windows", "3.13").keys()


@pytest.mark.parametrize("path", sorted((ROOT / "requirements").glob("*")), ids=lambda path: str(path.name))
def test_requirements_name_no_address(path: Path) -> None:
    assert "://" not in path.read_text("utf-8")


def _batch_commands(name: str) -> list[str]:
    """The programs that a batch file runs, with their arguments, as a shell script writes them."""
    text = (SCRIPTS / name).read_text("ascii")
    lines = [line for line in text.splitlines() if line.startswith('"%')]
    for batch, shell in (
        ("%~dp0", "$here/"),
        ("uv.exe", "uv"),
        (r"%LAMPIRAN_HOME%\env\Scripts\python.exe", "$LAMPIRAN_HOME/env/bin/python"),
        ("%*", '"$@"'),
    ):
        lines = [line.replace(batch, shell) for line in lines]
    return lines


@pytest.mark.parametrize(("batch", "shell"), [("Pasang.bat", "pasang.sh"), ("Jalankan.bat", "jalankan.sh")])
def test_batch_files_run_what_the_shell_scripts_run(batch: str, shell: str) -> None:
    text = (SCRIPTS / shell).read_text("utf-8")
    commands = [line for line in text.splitlines() if line.startswith('"$')]
    assert len(commands) == 1
    assert _batch_commands(batch) == commands


@pytest.mark.parametrize("name", ["Pasang.bat", "Jalankan.bat"])
def test_batch_files_quote_every_path(name: str) -> None:
    text = (SCRIPTS / name).read_text("ascii")
    for line in text.splitlines():
        bare = re.sub(r'"[^"]*"', "", line)
        assert not re.search(r"%~dp0|%LAMPIRAN_HOME%|%LOCALAPPDATA%", bare), line
    assert "exit /b %KODE%" in text
    assert "LAMPIRAN_HOME=%LOCALAPPDATA%\\Lampiran" in text


def test_texts_of_a_bundle(tmp_path: Path) -> None:
    wheel = tmp_path / "lampiran-9.9.9-py3-none-any.whl"
    wheel.write_bytes(b"wheel")
    for system in SYSTEMS.values():
        folder = tmp_path / system.name
        folder.mkdir()
        bundle.add_texts(system, ("3.11", "3.14"), wheel, folder)
        assert {"LICENSE", "NOTICE.md", "requirements.txt", *system.scripts} == {
            path.name for path in folder.iterdir()
        }
        last = (folder / "requirements.txt").read_text("utf-8").splitlines()[-1]
        assert re.fullmatch(r"lampiran==9\.9\.9 --hash=sha256:[0-9a-f]{64}", last)
        for name in system.scripts:
            data = (folder / name).read_bytes()
            assert b"PYTHON_" not in data
            assert (b"\r\n" in data) == (system.name == "windows")
    assert b'--python ">=3.11,<3.15"' in (tmp_path / "windows" / "Pasang.bat").read_bytes()
    assert b'--python ">=3.11,<3.15"' in (tmp_path / "linux" / "pasang.sh").read_bytes()


def test_the_longest_path_is_that_of_windows(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a-1-py3-none-any.whl", "w") as wheel:
        wheel.writestr("a/b.py", "")
        wheel.writestr("a/" + "c" * 200 + ".py", "")
    path = bundle.longest_path(tmp_path)
    assert path.startswith("C:\\Users\\")
    assert path.endswith("c.py")
    assert len(path) > bundle.LONGEST_PATH


def test_packages_come_from_the_bundle_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(install, "BUNDLE", tmp_path / "a stick")
    make, fill = install.steps(tmp_path / "rumah saya" / "env")
    assert make[-1] == str(tmp_path / "rumah saya" / "env")
    assert {"--offline", "--no-index", "--require-hashes", "--no-build", "--no-deps"} <= set(fill)
    assert fill[fill.index("--find-links") + 1] == str(tmp_path / "a stick" / "wheels")


UV = """#!/bin/sh
# Stands for uv: keeps its arguments, makes an environment whose Python is that of the tests.
printf '%s\\n' "$*" >> "{log}"
case "$1" in
venv)
    for last; do :; done
    mkdir -p "$last/bin"
    printf '#!/bin/sh\\nexport PYTHONPATH="{root}"\\nexec "{python}" "$@"\\n' > "$last/bin/python"
    chmod +x "$last/bin/python"
    ;;
esac
exit {code}
"""


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bundle's folder, with a blank in its name, and a home for the installation."""
    folder = tmp_path / "a stick"
    (folder / "tessdata").mkdir(parents=True)
    (folder / "tessdata" / "ind.traineddata").write_bytes(b"data")
    monkeypatch.setattr(install, "BUNDLE", folder)
    monkeypatch.setenv("LAMPIRAN_HOME", str(tmp_path / "rumah saya"))
    return folder


def _with_uv(stick: Path, code: int) -> Path:
    log = stick / "log.txt"
    text = UV.format(log=log, root=ROOT, python=sys.executable, code=code)
    (stick / "uv").write_text(text, "utf-8")
    (stick / "uv").chmod(0o755)
    return log


def test_installing_puts_all_in_its_place(stick: Path, capfd: pytest.CaptureFixture[str]) -> None:
    log = _with_uv(stick, 0)
    assert install.main() == 0
    environment = stick.parent / "rumah saya" / "env"
    assert (environment / "share" / "tessdata" / "ind.traineddata").read_bytes() == b"data"
    assert [line.split()[0] for line in log.read_text("utf-8").splitlines()] == ["venv", "pip"]
    said = capfd.readouterr().out
    assert "ok       program: lampiran" in said
    assert "Selesai" in said


def test_an_installation_that_fails_ends_there(stick: Path, capfd: pytest.CaptureFixture[str]) -> None:
    log = _with_uv(stick, 7)
    assert install.main() == 7
    assert len(log.read_text("utf-8").splitlines()) == 1
    assert "gagal" in capfd.readouterr().out


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LAMPIRAN_NO_BROWSER", "1")
    monkeypatch.setenv("LAMPIRAN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


@pytest.mark.usefixtures("reading")
def test_a_dropped_folder_is_read_whatever_its_name(tmp_path: Path) -> None:
    name = "SK & lain-lain (100% 'asli'), \\ dengan garis"
    folder = tmp_path / name / ("bertingkat " * 9) / ("dan panjang " * 12)
    folder.mkdir(parents=True)
    assert len(str(folder)) > 259
    shutil.copy(ROOT / "samples" / "banyuwangi_2025.txt", folder / "rencana aksi 2025.txt")
    assert drop.main([str(folder)]) == 0
    with sqlite3.connect(folder / "lampiran.db") as database:
        assert database.execute("SELECT file, status FROM document").fetchall() == [
            ("rencana aksi 2025.txt", "ok")
        ]
        assert database.execute("SELECT count(*) > 0 FROM rencana_aksi").fetchone() == (1,)
    database.close()


@pytest.mark.usefixtures("reading")
def test_dropping_what_cannot_be_read_says_so(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "kosong.pdf").touch()
    assert drop.main([str(tmp_path / "kosong.pdf")]) == 4
    assert (tmp_path / "lampiran.db").exists()
    assert "empty" in capfd.readouterr().err
    assert drop.main([]) == 2
    assert "Tarik folder" in capfd.readouterr().out


def test_a_drive_that_was_dropped_is_taken_as_meant() -> None:
    assert drop.place('/media/stick"') == Path("/media/stick")
    assert drop.place("/media/a stick") == Path("/media/a stick")
    assert drop.place("here").is_absolute()


def test_the_database_goes_where_it_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.pdf").touch()
    assert drop.database_for(tmp_path) == tmp_path / "lampiran.db"
    assert drop.database_for(tmp_path / "a.pdf") == tmp_path / "lampiran.db"

    def refused(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(drop.tempfile, "TemporaryFile", refused)
    assert drop.database_for(tmp_path) == Path.home() / "lampiran.db"


def test_the_browser_opens_after_reading(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("LAMPIRAN_NO_BROWSER", raising=False)
    calls: list[list[str]] = []

    class Done:
        returncode = 4

    def called(words: list[str], **_: object) -> Done:
        calls.append(words[3:])
        return Done()

    monkeypatch.setattr(drop.subprocess, "run", called)
    assert drop.main([str(tmp_path)]) == 4
    database = str(tmp_path / "lampiran.db")
    assert calls == [["run", str(tmp_path), "--db", database], ["browse", "--db", database]]
    calls.clear()
    Done.returncode = 3
    assert drop.main([str(tmp_path)]) == 3
    assert [words[0] for words in calls] == ["run"]
