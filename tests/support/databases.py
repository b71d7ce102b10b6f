"""Empty databases for tests, on SQLite and on a PostgreSQL server started for the test run."""

from __future__ import annotations

import atexit
import contextlib
import functools
import itertools
import os
import shutil
import socket
import subprocess
import tempfile
from dataclasses import dataclass
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


_OLD_CORRECTIONS = """
CREATE TABLE people_corrections (
    id VARCHAR NOT NULL, sha256 VARCHAR NOT NULL, lembaga VARCHAR NOT NULL, nomor_sk VARCHAR NOT NULL,
    tahun_sk INTEGER, urutan INTEGER NOT NULL, area_no INTEGER, komponen_no INTEGER, kolom VARCHAR NOT NULL,
    raw VARCHAR NOT NULL, before VARCHAR NOT NULL, after VARCHAR NOT NULL, corrected_by VARCHAR NOT NULL,
    corrected_at VARCHAR NOT NULL,
    CONSTRAINT ck_people_corrections_corrected_by CHECK (corrected_by <> ''),
    CONSTRAINT pk_people_corrections PRIMARY KEY (id)
)
"""
"""As releases before review had it; these tests keep no corrections in it."""

_UNDONE = {
    "0002": ("ALTER TABLE cell_parts DROP COLUMN border_doubt",),
    "0004": ("ALTER TABLE pages DROP COLUMN repaired", "DROP TABLE page_steps"),
    "0005": (
        "ALTER TABLE steps DROP COLUMN rule",
        "ALTER TABLE page_steps DROP COLUMN rule",
        "ALTER TABLE problems DROP COLUMN details",
    ),
    "0008": (
        "ALTER TABLE cells DROP COLUMN marks_doubtful",
        "ALTER TABLE cells DROP COLUMN confidence_exact",
    ),
    "0010": (
        "DROP TABLE other_cells",
        "DROP TABLE other_tables",
        "DROP INDEX uq_documents_decree",
        "DROP INDEX uq_documents_content",
        *(f"ALTER TABLE documents DROP COLUMN {name}" for name in ("part", "page_from", "page_to")),
        "CREATE UNIQUE INDEX uq_documents_content ON documents (sha256) "
        "WHERE same_as IS NULL AND sha256 <> ''",
    ),
    "0011": (
        "DROP INDEX ix_documents_kode_wilayah",
        "DROP INDEX ix_crosswalk_items_new_id",
        "ALTER TABLE documents DROP COLUMN superseded_why",
        *(
            f"DROP TABLE {table}"
            for table in ("document_choices", "region_remarks", "region_items", "lke_items")
        ),
    ),
    "0012": ("ALTER TABLE plan_rows DROP COLUMN indikator_no",),
    "0013": tuple(
        f"DROP INDEX ix_documents_{column}_or_null" for column in ("kode_wilayah", "provinsi", "wilayah")
    ),
    "0007": ("DROP TABLE runs", "ALTER TABLE documents DROP COLUMN reason_indonesian"),
    "0009": (
        *(
            f"DROP TABLE {table}"
            for table in ("review_lines", "decision_places", "machine_lines", "settled_cells", "settled_rows")
        ),
        "DROP TABLE people_corrections",
        _OLD_CORRECTIONS,
        "CREATE INDEX ix_people_corrections_sha256 ON people_corrections (sha256)",
    ),
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


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server on loopback with a folder of its own."""

    programs: Path
    folder: Path
    port: int

    @classmethod
    def make(cls) -> Server:
        """Makes an empty server and starts it; ends with the test run."""
        programs = _programs()
        assert programs is not None, "only called for the backends that are there"
        folder = Path(tempfile.mkdtemp(prefix="lampiran-pg-"))
        if os.geteuid() == 0:  # the server refuses to run as root
            shutil.chown(folder, "postgres", "postgres")
        initdb = (programs / "initdb", "-D", folder / "data", "-U", "tester", "--auth=trust")
        _run(*initdb, "-E", "UTF8", "--locale=C", "--no-sync")
        made = cls(programs, folder, _free_port())
        made.start()
        atexit.register(made.remove)
        return made

    @property
    def address(self) -> str:
        """Without a database's name."""
        return f"postgresql://tester@127.0.0.1:{self.port}/"

    def start(self) -> None:
        """Starts it and waits until it answers."""
        options = f"-c listen_addresses=127.0.0.1 -p {self.port} -k {self.folder} -F"
        self._control("-w", "-l", self.folder / "log", "-o", options, "start")

    def stop(self) -> None:
        """Stops it at once, as a power cut would."""
        self._control("-m", "immediate", "stop")

    def remove(self) -> None:
        """Stops it if it runs, and removes its folder."""
        if not self.folder.exists():
            return
        with contextlib.suppress(subprocess.CalledProcessError):
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _control(self, *arguments: object) -> None:
        _run(self.programs / "pg_ctl", "-D", self.folder / "data", *arguments)


@functools.cache
def server() -> str:
    """Starts PostgreSQL once; the address without a database's name."""
    return Server.make().address


def _run(*command: object) -> None:
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*prefix, *map(str, command)], check=True, cwd="/", stdout=subprocess.DEVNULL, timeout=120)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
