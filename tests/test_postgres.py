"""What only a server can do wrong, and several programs on one database at a time, on either backend."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from lampiran.errors import DatabaseUnavailable
from load import Database
from tests.support import databases, loading
from tests.support.plan_pdf import make_plan

ROOT = Path(__file__).parent.parent
needs_server = pytest.mark.skipif(len(databases.BACKENDS) < 2, reason="PostgreSQL is not installed")


def test_a_server_that_does_not_answer_is_said_so() -> None:
    with pytest.raises(DatabaseUnavailable, match="does not answer") as caught:
        Database.open("postgresql://nobody@127.0.0.1:1/none?connect_timeout=2")
    assert "running" in caught.value.next_step


def test_a_password_is_never_shown() -> None:
    with pytest.raises(DatabaseUnavailable) as caught:
        Database.open("postgresql://nobody:rahasia@127.0.0.1:1/none?connect_timeout=2")
    assert "rahasia" not in str(caught.value)


@pytest.mark.parametrize("backend", databases.BACKENDS[1:])
def test_a_user_who_may_only_read_is_told_before_the_first_page(backend: str, tmp_path: Path) -> None:
    address = databases.fresh(backend, tmp_path)
    Database.open(address).close()
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP ROLE IF EXISTS pembaca")
        connection.exec_driver_sql("CREATE ROLE pembaca LOGIN")
        connection.exec_driver_sql("GRANT SELECT ON ALL TABLES IN SCHEMA public TO pembaca")
    reader = address.replace("tester@", "pembaca@")
    with pytest.raises(DatabaseUnavailable, match="may not write"):
        Database.open(reader)
    with Database.open(reader, create=False) as db:
        assert db.documents() == []
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP OWNED BY pembaca")
        connection.exec_driver_sql("DROP ROLE pembaca")
    engine.dispose()


@pytest.mark.parametrize("backend", databases.BACKENDS[1:])
def test_tables_of_others_in_the_same_database_are_no_hindrance(backend: str, tmp_path: Path) -> None:
    address = databases.fresh(backend, tmp_path)
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE songs (name TEXT)")
    with Database.open(address) as db:
        assert db.documents() == []
    engine.dispose()


@pytest.mark.parametrize("backend", databases.BACKENDS)
def test_several_programs_may_write_at_a_time(backend: str, tmp_path: Path) -> None:
    address = databases.fresh(backend, tmp_path)

    def run(number: int) -> None:
        with Database.open(address, now="2026-01-01T00:00:00Z") as db:
            for shared in ("a", "b", "c"):
                db.save(loading.outcome(loading.plan(f"{shared}.pdf")))
            db.save(loading.outcome(loading.plan(f"own{number}.pdf")))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(run, range(4)))
    with Database.open(address) as db:
        assert [line.file for line in db.documents()] == [
            "a.pdf",
            "b.pdf",
            "c.pdf",
            *(f"own{number}.pdf" for number in range(4)),
        ]
        assert len(db.query("SELECT * FROM plan_rows")) == 14


@pytest.fixture(scope="module")
def own_server() -> Iterator[databases.Server]:
    made = databases.Server.make()
    yield made
    made.remove()


@needs_server
def test_a_server_that_was_started_anew_is_no_fault(own_server: databases.Server) -> None:
    with Database.open(own_server.address + "postgres") as db:
        db.save(loading.outcome(loading.plan("a.pdf")))
        own_server.stop()
        with pytest.raises(DatabaseUnavailable, match="does not answer"):
            db.save(loading.outcome(loading.plan("b.pdf")))
        with pytest.raises(DatabaseUnavailable, match="does not answer"):
            db.documents()
        own_server.start()
        db.save(loading.outcome(loading.plan("c.pdf")))
        assert [line.file for line in db.documents()] == ["a.pdf", "c.pdf"]


@needs_server
def test_a_server_stopped_in_mid_run_keeps_whole_documents_and_the_next_run_does_the_rest(
    own_server: databases.Server, tmp_path: Path
) -> None:
    for number in range(8):
        make_plan(tmp_path / f"plan{number}.pdf", str(number))
    engine = create_engine(own_server.address + "postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE midrun")
    engine.dispose()
    address = own_server.address + "midrun"
    command = [sys.executable, "-m", "lampiran", "run", str(tmp_path), "--db", address, "--workers", "1"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as run:
        while run.poll() is None and not stored(address):
            time.sleep(0.1)
        own_server.stop()
        _, said = run.communicate(timeout=120)
    assert run.returncode == 3, said
    assert "does not answer" in said
    assert "Traceback" not in said
    own_server.start()
    kept = stored(address)
    assert 0 < len(kept) < 8
    assert all(rows == 6 for rows in kept.values())
    again = subprocess.run(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, timeout=200, check=False)
    assert again.returncode == 0, again.stderr
    assert list(stored(address).values()) == [6] * 8


def stored(address: str) -> dict[str, int]:
    """Rows by file."""
    try:
        with Database.open(address, create=False) as db:
            return {str(line["file"]): line["n"] for line in db.query(ROWS)}
    except DatabaseUnavailable:
        return {}


ROWS = "SELECT file, count(*) AS n FROM rencana_aksi GROUP BY file ORDER BY file"
