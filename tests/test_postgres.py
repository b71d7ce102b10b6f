"""What only a server can do wrong, and several programs on one database at a time, on either backend."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from lampiran.errors import DatabaseUnavailable
from load import Database
from tests.support import databases, loading


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
        assert len(db.query("SELECT * FROM rencana_aksi")) == 14
