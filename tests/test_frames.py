"""Frames for notebooks: the views with right types; the example notebook runs as it stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

import dictionaries
import lampiran
from lampiran.app.frames import Frames
from lampiran.errors import DatabaseUnavailable, UsageError
from load import Database
from load.views import VIEWS
from tests.support import databases, loading, queries_doc

NOTEBOOK = Path(__file__).parent.parent / "docs" / "notebook.ipynb"


@pytest.fixture(scope="module", params=databases.BACKENDS)
def frames(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Frames]:
    address = databases.fresh(request.param, tmp_path_factory.mktemp("frames"))
    with Database.open(address) as database:
        database.vocabulary_sync(dictionaries.load_vocabulary())
        database.save(loading.outcome(loading.plan(head=loading.decree("1.000", 2025))))
        database.save(loading.unread("kosong.pdf"))
    with lampiran.open(address) as opened:
        yield opened


def test_every_view_is_a_frame_with_the_views_values(frames: Frames) -> None:
    for name in VIEWS:
        frame = getattr(frames, name)
        stored = frames.sql(f"SELECT * FROM {name}")  # noqa: S608
        assert len(frame) == len(stored)
        assert list(frame) == list(stored) or not len(stored)
        assert set(map(str, frame.dtypes)) <= {"string", "Int64", "boolean", "float64"}
    assert set(VIEWS) <= set(dir(frames))
    assert frames.views == tuple(VIEWS)


def test_codes_stay_text_and_whole_numbers_whole(frames: Frames) -> None:
    first, second = frames.rencana_aksi.to_dict("records")
    assert first["kode_wilayah"] == "35.10"
    assert first["nomor_sk"] == "1.000"
    assert first["bulan"] == "8,9,10"
    assert first["tahun_target"] == 2025
    assert second["tahun_target"] is None
    assert str(frames.rencana_aksi["tahun_target"].dtype) == "Int64"
    assert first["needs_review"] is True
    assert [*frames.rencana_aksi.query("needs_review")["urutan"]] == [1]
    assert frames.kalender["bulan"].sum() == 8 + 9 + 10


def test_an_empty_text_is_missing(frames: Frames) -> None:
    document = frames.frame("document", file="kosong.pdf")
    assert document.loc[0, "engine"] is pd.NA
    plans = frames.frame("mutu", file="kosong.pdf")
    assert plans.loc[0, "edisi"] is pd.NA
    assert plans.loc[0, "tahun"] is pd.NA


def test_conditions_reach_the_database(frames: Frames) -> None:
    assert len(frames.frame("rencana_aksi", urutan=2, wilayah="Kabupaten Banyuwangi")) == 1
    assert len(frames.frame("rencana_aksi", tahun_target=None)) == 1
    nothing = frames.frame("rencana_aksi", wilayah="'; DROP TABLE documents; --")
    assert nothing.empty
    assert str(nothing["urutan"].dtype) == "Int64"
    assert frames.sql("SELECT COUNT(*) AS n FROM documents WHERE file <> :file", file="x")["n"][0] == 2


def test_sql_changes_nothing(frames: Frames) -> None:
    for change in ("DELETE FROM documents", "UPDATE documents SET status = 'ok'", "DROP VIEW cell"):
        with pytest.raises(UsageError, match="would change the database"):
            frames.sql(change)
    assert frames.sql("SELECT COUNT(*) AS n FROM documents")["n"][0] == 2
    assert list(frames.sql("SELECT file FROM documents WHERE file = 'x'").columns) == ["file"]


def test_a_notebook_sees_what_is_there(frames: Frames) -> None:
    said = repr(frames)
    assert "documents: 1 failed, 1 ok" in said
    assert "plan rows: 2, 1 of them to be checked" in said
    assert "rencana_aksi, cell" in said
    assert {name for name in dir(frames) if name not in VIEWS} == {
        *("close", "frame", "open", "read", "sql", "views")
    }


def test_files_are_read_without_a_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    sample = Path(__file__).parent.parent / "samples" / "banyuwangi_2025.txt"
    with lampiran.read(sample) as found:
        assert len(found.rencana_aksi) == 86
        assert list(found.document["status"]) == ["ok"]
        assert found.sql("SELECT count(*) AS n FROM vocabulary")["n"][0] > 100
    assert not list(tmp_path.iterdir())
    with pytest.raises(UsageError, match=r"nothing\.pdf"):
        lampiran.read(tmp_path / "nothing.pdf")


def test_wrong_names_are_refused_with_the_right_ones(frames: Frames) -> None:
    with pytest.raises(AttributeError, match="rencana_aksi"):
        _ = frames.rencana
    with pytest.raises(UsageError, match="no view"):
        frames.frame("documents")
    with pytest.raises(UsageError, match="no column 'urutan; --'"):
        frames.frame("rencana_aksi", **{"urutan; --": 1})


def test_a_database_that_does_not_exist_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnavailable, match="no database"):
        lampiran.open(tmp_path / "a.db")
    assert not list(tmp_path.iterdir())


def test_the_example_notebook_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    queries_doc.fill(str(tmp_path / "lampiran.db")).close()
    monkeypatch.chdir(tmp_path)
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    space: dict[str, object] = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), cell["id"], "exec"), space)  # noqa: S102 - our notebook
    share = space["share"]
    assert isinstance(share, pd.DataFrame)
    assert list(share.columns) == [1, 2, 3, 4, 5, 6]
    shared = space["shared"]
    assert isinstance(shared, pd.Index)
    assert len(shared) > 20
