"""Schema for years of use: made new and migrated are the same, upgrading loses nothing, checks hold."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.exc import IntegrityError

import load
from dictionaries.sentences import said
from lampiran.codes import ProblemCode, ReasonCode
from lampiran.errors import DatabaseUnavailable
from lampiran.records import PlanDocument, Problem, Reason
from load import Database, upgrading, views
from load.opening import open_engine
from load.table_base import Base
from tests.support import databases, loading

FIRST_RELEASE = Path(__file__).parent / "data" / "first_release.sql"


@pytest.fixture(params=databases.BACKENDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return databases.fresh(request.param, tmp_path)


@pytest.fixture
def first_release(tmp_path: Path) -> Path:
    path = tmp_path / "first.db"
    with sqlite3.connect(path) as connection:
        connection.executescript(FIRST_RELEASE.read_text())
    connection.close()
    return path


def migrated(address: str) -> Engine:
    engine = create_engine(address if "://" in address else f"sqlite:///{address}")
    with engine.begin() as connection:
        upgrading.migrate(connection)
    return engine


def shape(engine: Engine) -> dict[str, object]:
    """Tables with columns, keys, checks and indexes, in an order that does not depend on history."""
    look = inspect(engine)
    return {
        table: {
            "columns": sorted((c["name"], str(c["type"]), c["nullable"]) for c in look.get_columns(table)),
            "key": look.get_pk_constraint(table),
            "foreign": sorted(map(str, look.get_foreign_keys(table))),
            "unique": sorted(map(str, look.get_unique_constraints(table))),
            "checks": sorted(map(str, look.get_check_constraints(table))),
            "indexes": sorted(
                (i["name"], i["column_names"], i["unique"], where(i)) for i in look.get_indexes(table)
            ),
        }
        for table in sorted(Base.metadata.tables)
    }


def where(index: Mapping[str, object]) -> str:
    options = index.get("dialect_options")
    assert options is None or isinstance(options, dict)
    return " ".join(f"{name}={value}" for name, value in sorted((options or {}).items()) if "where" in name)


def modelled(_item: object, name: str | None, *_details: object) -> bool:
    """Search indexes are made by hand: no model can say them (``load.search_index``)."""
    by_hand = ("search_texts_fts", "search_words_fts", "search_texts_words", "search_words_trigrams")
    return not (name or "").startswith(by_hand)


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
@pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based index")
def test_migrations_and_models_make_the_same_schema(address: str, tmp_path: Path) -> None:
    engine = migrated(address)
    with engine.connect() as connection:
        opts = {"compare_type": True, "include_object": modelled}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, Base.metadata) == []
    made_new = open_engine(databases.fresh(engine.dialect.name, tmp_path))
    assert shape(engine) == shape(made_new)
    made_new.dispose()
    engine.dispose()


def test_the_noted_head_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(load.__file__).parent / "migrations"))
    chain = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    assert chain == [upgrading.HEAD, *reversed(upgrading.OLDER)]


def test_upgrading_the_first_release_keeps_every_row_and_correction(first_release: Path) -> None:
    before = contents(first_release)
    with Database.open(first_release) as db:
        stored = db.load_plan_document(db.documents()[1].document_id)
        assert stored == as_first_stored(loading.plan("pertama.pdf"))
        person = db.query("SELECT * FROM correction WHERE corrected_by <> 'machine'")
        assert [(line["repaired"], line["corrected_by"]) for line in person] == [("SK Tim Kerja", "Sari")]
        rows = db.query("SELECT bukti_fisik, settled_kolom FROM rencana_aksi ORDER BY urutan")
        assert [tuple(line.values()) for line in rows] == [("SK Tim Kerja", "bukti_fisik"), ("-", None)]
        assert len(db.query("SELECT * FROM document")) == 3
        assert db.query("PRAGMA foreign_keys")[0]["foreign_keys"] == 1
        assert db.query("SELECT version_key FROM documents WHERE row_count > 0")[0]["version_key"]
    after = contents(first_release)
    assert before.keys() <= after.keys()
    for changed in ("lampiran_meta", "plan_rows", "cells", "cell_parts", "bukti_items"):
        before.pop(changed, None)  # the correction counts now; what the machine had is in ``stored``
    for table, lines in before.items():
        assert [line[: len(old)] for line, old in zip(after[table], lines, strict=True)] == lines


def as_first_stored(plan: PlanDocument) -> PlanDocument:
    """What the first release kept of a plan: sentences without values, its own notes, no single items."""
    reasons = (Reason(ReasonCode.TOLD, ("low-confidence",)),)
    rows = tuple(
        replace(
            row,
            bukti_items=(),
            notes=(),
            cells=tuple(
                replace(
                    cell,
                    reasons=reasons if cell.reasons else (),
                    confidence_exact=cell.confidence,
                    marks_doubtful=False,
                )
                for cell in row.cells
            ),
        )
        for row in plan.rows
    )
    faint, lies = (Problem(ProblemCode.TOLD, (told,)) for told in ("A rule is faint.", "The heading lies."))
    raw = replace(plan.raw, problems=(replace(faint, page=3),), page_from=1, page_to=4, tables=())
    return replace(plan, raw=raw, rows=rows, problems=(lies,))


def test_an_upgraded_database_goes_on_as_a_new_one(first_release: Path) -> None:
    with Database.open(first_release, now="2026-05-05T00:00:00Z") as db:
        newer = loading.plan("kedua.pdf")
        assert db.save(loading.outcome(newer)) == [
            "pertama.pdf and kedua.pdf are the same decree: pertama.pdf counts, because it has fewer doubts."
        ]
    with Database.open(first_release, now="2026-05-06T00:00:00Z") as db:
        assert db.save(loading.outcome(newer)) == []


def test_sentences_of_the_release_before_outlive_the_upgrade(address: str) -> None:
    """It stored sentences where codes and values stand now, and no rules."""
    with Database.open(address) as db:
        db.save(
            loading.outcome(status="partial", problems=(Problem(ProblemCode.PAGE_LOST, ("crashed",), 9),))
        )
        with db.engine.begin() as connection:
            views.drop(connection)
            databases.take_back(connection, "0005")
            connection.exec_driver_sql(
                """UPDATE cells SET reasons = '["unknown word ''x''","stray"]' WHERE needs_review = 1"""
            )
    with Database.open(address) as db:
        key = db.documents()[0].document_id
        stored = db.load_outcome(key)
        assert stored.document is not None
        (flagged,) = (cell for row in stored.document.rows for cell in row.cells if cell.needs_review)
        assert [said(reason) for reason in flagged.reasons] == ["unknown word 'x'", "stray"]
        assert stored.problems == (Problem(ProblemCode.TOLD, ("crashed",), 9),)
        assert said(stored.document.problems[0]) == "the heading 'V Area' stands over rows of area 6"
        assert {(line["rule"], line["method"]) for line in db.query("SELECT * FROM correction")} == {
            (None, "noise")
        }
        db.save(stored, "another")
        assert db.load_outcome(key) == stored


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(path) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        found = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for (name,) in names}  # noqa: S608
    connection.close()
    return found


def test_a_failed_upgrade_leaves_the_database_as_it_was(
    first_release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(first_release)

    def fail(connection: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(upgrading.versions, "settle_all", fail)
    with pytest.raises(RuntimeError):
        Database.open(first_release)
    assert contents(first_release) == before
    monkeypatch.undo()
    with Database.open(first_release) as db:
        assert len(db.query("SELECT * FROM rencana_aksi")) == 2


def test_a_newer_schema_is_refused_with_advice(address: str) -> None:
    with Database.open(address) as db, db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseUnavailable, match="newer version") as caught:
        Database.open(address)
    assert "make setup" in caught.value.next_step


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE plan_rows SET area_no = 7",
        "UPDATE plan_rows SET confidence = 1.5",
        "UPDATE plan_rows SET page_last = 1",
        "UPDATE cells SET needs_review = 2",
        "UPDATE cells SET raw = NULL",
        "UPDATE cell_parts SET x1 = 0",
        "UPDATE documents SET status = 'fine'",
        "UPDATE documents SET superseded_by = 'nobody'",
        "INSERT INTO bukti_items (document_id, urutan, item, text) VALUES ('nobody', 1, 1, 'x')",
        "INSERT INTO row_indikator (document_id, urutan, position, indikator_id) "
        "SELECT document_id, 99, 1, 'x' FROM plan_rows",
    ],
)
def test_values_out_of_range_and_lines_without_parent_are_refused(address: str, change: str) -> None:
    with Database.open(address) as db:
        db.save(loading.outcome())
        with pytest.raises(IntegrityError), db.engine.begin() as connection:
            connection.execute(text(change))


def test_deleting_a_document_takes_its_content_along_and_no_correction(address: str) -> None:
    with Database.open(address) as db:
        outcome = loading.outcome()
        db.save(outcome)
        with db.engine.begin() as connection:
            connection.execute(
                text(
                    "INSERT INTO people_corrections (id, sha256, lembaga, nomor_sk, tahun_sk, urutan, "
                    "area_no, komponen_no, kolom, raw, before, after, corrected_by, corrected_at) "
                    "VALUES ('k', :sha, 'KPU', '1', 2025, 1, 1, 1, "
                    "'indikator', 'a', 'a', 'b', 'Sari', '2026-01-01T00:00:00Z')"
                ),
                {"sha": outcome.sha256},
            )
            connection.execute(text("DELETE FROM documents"))
        for table in (
            "plan_rows",
            "cells",
            "cell_parts",
            "steps",
            "pages",
            "document_words",
            "row_indikator",
        ):
            assert db.query(f"SELECT count(*) AS n FROM {table}")[0]["n"] == 0  # noqa: S608
        assert db.query("SELECT count(*) AS n FROM people_corrections")[0]["n"] == 1
