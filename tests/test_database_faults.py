"""Databases that are damaged, busy or somebody else's: a sentence and exit code 3, never a traceback."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from lampiran.app.cli import main
from lampiran.errors import DatabaseUnavailable
from load import Database
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
