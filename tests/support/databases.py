"""Empty databases for tests, on SQLite and on a PostgreSQL server started for the test run."""

from __future__ import annotations

import atexit
import functools
import itertools
import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

from sqlalchemy import Connection, create_engine, update

from load.upgrading import VERSION

_numbers = itertools.count(1)


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    if found:
        return found[-1].parent
    return Path(on_path).resolve().parent if on_path else None


BACKENDS = ("sqlite", "postgresql") if _programs() else ("sqlite",)
"""What tests run on; `make test` installs the server where there is apt-get (the test header says so)."""


def fresh(backend: str, tmp_path: Path) -> str:
    """The address of a new, empty database."""
    if backend == "sqlite":
        return str(tmp_path / f"lampiran{next(_numbers)}.db")
    name = f"lampiran{next(_numbers)}"
    engine = create_engine(server() + "postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return server() + name


_UNDONE = {
    "0002": ("ALTER TABLE cell_parts DROP COLUMN border_doubt",),
    "0004": ("ALTER TABLE pages DROP COLUMN repaired", "DROP TABLE page_steps"),
    "0005": (
        "ALTER TABLE steps DROP COLUMN rule",
        "ALTER TABLE page_steps DROP COLUMN rule",
        "ALTER TABLE problems DROP COLUMN details",
    ),
    "0007": ("DROP TABLE runs", "ALTER TABLE documents DROP COLUMN reason_indonesian"),
    "0006": (
        "ALTER TABLE cell_parts DROP COLUMN doubts",
        *(
            f"ALTER TABLE {table} DROP COLUMN {name}"
            for table in ("pages", "documents")
            for name in ("ink_unexplained", "words_unseen")
        ),
    ),
}
"""What takes a schema back to a revision from the next one listed (tables of search apart)."""


def take_back(connection: Connection, revision: str) -> None:
    """Makes the schema of an older release of this release's; its views must be gone."""
    for older in sorted(_UNDONE, reverse=True):
        if older >= revision:
            for change in _UNDONE[older]:
                connection.exec_driver_sql(change)
    connection.execute(update(VERSION).values(version_num=revision))


@functools.cache
def server() -> str:
    """Starts PostgreSQL on loopback once; the address without a database's name."""
    programs = _programs()
    assert programs is not None, "only called for the backends that are there"
    folder = Path(tempfile.mkdtemp(prefix="lampiran-pg-"))
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(folder, "postgres", "postgres")
    data = folder / "data"
    _run(
        programs / "initdb",
        "-D",
        data,
        "-U",
        "tester",
        "--auth=trust",
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync",
    )
    port = _free_port()
    options = f"-c listen_addresses=127.0.0.1 -p {port} -k {folder} -F"
    _run(programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")

    def stop() -> None:
        _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(stop)
    return f"postgresql://tester@127.0.0.1:{port}/"


def _run(*command: object) -> None:
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*prefix, *map(str, command)], check=True, cwd="/", stdout=subprocess.DEVNULL, timeout=120)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
