"""What a person notes for the report: remarks on regions, and which file of a decree counts."""

from __future__ import annotations

from pathlib import Path

import pytest

import dictionaries
from lampiran.app.cli import main
from load import Database
from tests.support import loading


def test_remarks_are_kept_and_taken_away(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db = str(tmp_path / "a.db")
    loading.loaded(db, loading.outcome(loading.plan()))
    noted = ["--db", db, "--tahun", "2025", "--by", "Sari"]
    assert main(["report", "remark", "Kab. Jember", "menyusul", "--waiting", *noted]) == 0
    loading.loaded(db, loading.outcome(loading.plan("lain.pdf")))
    with Database.open(db) as database:
        database.vocabulary_sync(dictionaries.load_vocabulary())
        asked = "SELECT catatan, menunggu, diterima FROM kelengkapan WHERE wilayah = 'Kabupaten Jember'"
        assert tuple(database.query(asked)[0].values()) == ("menyusul", 1, None)
    assert main(["report", "remark", "Kabupaten Jember", "--received", "2025-02-30", *noted]) == 2
    assert main(["report", "remark", "Kabupaten Jember", "--received", "2025-02-28", *noted]) == 0
    with Database.open(db) as database:
        assert tuple(database.query(asked)[0].values()) == (None, 0, "2025-02-28")
    assert main(["report", "remark", "Kabupaten Jember", *noted]) == 0
    with Database.open(db) as database:
        assert tuple(database.query(asked)[0].values()) == (None, 0, None)


def test_a_file_is_chosen_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db = str(tmp_path / "a.db")
    loading.loaded(db, loading.outcome(loading.plan("a.pdf")), loading.outcome(loading.plan("map/b.pdf")))
    assert main(["report", "choose", "b.pdf", "--db", db, "--by", "Sari"]) == 0
    assert "map/b.pdf counts for its decree instead of a.pdf." in capsys.readouterr().err
    with Database.open(db) as database:
        asked = database.query("SELECT file, status, reason FROM document ORDER BY file")
    assert [tuple(line.values()) for line in asked] == [
        ("a.pdf", "superseded", "Superseded by map/b.pdf (chosen by a person)."),
        ("map/b.pdf", "ok", None),
    ]
