"""Databases that are damaged, busy or somebody else's: a sentence and exit code 3, never a traceback."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from lampiran.app.cli import main
from lampiran.errors import DatabaseUnavailable
from load import Database
from load.opening import _translated
from tests.support import loading


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A database whose head is sound and whose tables are not."""
    path = tmp_path / "plans.db"
    with Database.open(path) as database:
        for number in range(5):
            database.save(loading.outcome(loading.plan(), sha256=loading.sha256(str(number))))
    content = bytearray(path.read_bytes())
    middle = slice(len(content) // 3, -4096)
    content[middle] = b"\xa5" * len(content[middle])
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    "command",
    [
        ("search", "tim"),
        ("export", "--to", "x.csv"),
        ("renormalize", "--workers", "1"),
        ("explain", "contoh.pdf", "1", "indikator"),
    ],
)
def test_a_damaged_database_is_named(
    damaged: Path, tmp_path: Path, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    name, *rest = [str(tmp_path / part) if part == "x.csv" else part for part in command]
    database = [str(damaged)] if name == "explain" else ["--db", str(damaged)]
    arguments = [name, *database, *rest] if name == "explain" else [name, *rest, *database]
    code = main(arguments)
    said = capsys.readouterr().err
    assert code == 3, said
    assert "damaged" in said or "cannot be used" in said
    assert "Traceback" not in said


def test_doctor_finds_the_damage(damaged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--db", str(damaged)]) == 3
    assert "damaged" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("cause", "message"),
    [
        ("database disk image is malformed", "x.db is damaged."),
        ("database is locked", "x.db is being written by another program."),
        ("attempt to write a readonly database", "x.db cannot be written."),
        ("database or disk is full", "x.db: the disk is full."),
        ("disk I/O error", "The disk with x.db does not work."),
        ('connection to server at "h", port 1 failed: Connection refused', "server does not answer: x.db"),
        ('connection failed: FATAL: password authentication failed for user "u"', "lets nobody in"),
        ('connection failed: FATAL: database "x" does not exist', "The server has no such database: x.db"),
        ("permission denied for table documents", "may not write in the database: x.db"),
        ("something that nobody has met yet", "x.db cannot be used."),
    ],
)
def test_what_a_library_says_of_a_database_becomes_a_sentence(
    cause: str, message: str, caplog: pytest.LogCaptureFixture
) -> None:
    fault = OperationalError("SELECT 1", {}, sqlite3.OperationalError(cause))
    with caplog.at_level(logging.INFO):
        error = _translated(make_url("sqlite:///x.db"), fault)
    assert message in error.message
    assert error.next_step
    assert error.sentence.indonesian != error.sentence
    assert cause not in str(error)
    assert cause in caplog.text


def test_a_question_with_a_wrong_name_is_no_damage(tmp_path: Path) -> None:
    with (
        Database.open(tmp_path / "x.db") as database,
        pytest.raises(OperationalError, match="no such column"),
    ):
        database.query("SELECT no_such FROM document")


def test_a_database_of_views_alone_is_not_written_to(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE VIEW mine AS SELECT 1 AS one")
        connection.commit()
    before = path.read_bytes()
    with pytest.raises(DatabaseUnavailable, match="another program"):
        Database.open(path)
    assert path.read_bytes() == before
