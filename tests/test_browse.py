"""Browsing: every page answers, rows lead to their place, nothing is written, nothing fetched."""

from __future__ import annotations

import asyncio
import re
import resource
import socket
import sqlite3
import threading
import time
import urllib.request
from contextlib import closing
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest

from browse import server, site
from browse.full_text import marked
from browse.question_forms import QUESTIONS
from browse.row_places import ShownPage, find_place
from browse.site import ReadOnly, make_site, metadata
from browse.view_layout import FACETS, HIDDEN
from lampiran.app.cli import main
from lampiran.codes import Act
from lampiran.errors import MissingRequirement
from load import Database
from load.view_words import VIEW_WORDS, column_words
from load.views import VIEWS
from review.answers import Answer, settle
from tests.support import loading, queries_doc
from tests.support.plan_pdf import make_plan


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a pictured plan, two transcripts and a nasty document; its path is nasty too."""
    path = tmp_path_factory.mktemp("lihat") / "rencana 100%? #1.db"
    plan = make_plan(path.parent / "plan.pdf")
    assert main(["run", str(plan), "--db", str(path), "--workers", "1"]) == 0
    with queries_doc.fill(str(path)) as database:
        head = loading.decree("9", 2024, wilayah="<script>alert(1)</script>", kode_wilayah="99.99")
        database.save(loading.outcome(loading.plan("<b>jahat</b>.pdf", head=head)))
        doubted = database.query("SELECT item FROM pemeriksaan WHERE scope = 'head'")[0]["item"]
        settle(database, [Answer(doubted, Act.CONFIRM)], "Sari")
    return path


def get(db: Path, *addresses: str, host: str = "127.0.0.1", **more: str) -> list[httpx.Response]:
    async def ask() -> list[httpx.Response]:
        site = make_site(db)
        headers = {"Host": host, **more}
        return [
            await site.client.get(address, headers=headers, follow_redirects=True) for address in addresses
        ]

    return asyncio.run(ask())


def one(db: Path, sql: str) -> tuple[str | int, ...]:
    with closing(sqlite3.connect(db)) as connection:
        found: tuple[str | int, ...] = connection.execute(sql).fetchone()
    return found


def hrefs(page: httpx.Response) -> list[str]:
    return [unescape(link) for link in re.findall(r'(?:href|src)="([^"]+)"', page.text)]


def test_every_page_that_the_start_page_leads_to_answers(db: Path) -> None:
    (start,) = get(db, "/")
    links = [link for link in dict.fromkeys(hrefs(start)) if not link.startswith("#")]
    assert len([link for link in links if "/tanya_" in link]) == len(QUESTIONS)
    assert len([link for link in links if link.split("?")[0].split("/")[-1] in VIEWS]) >= len(VIEWS)
    for link, answer in zip(links, get(db, *links), strict=True):
        assert answer.status_code == 200, link
        assert 'class="message-error' not in answer.text, link


def test_views_and_columns_are_described_in_words(db: Path) -> None:
    assert list(VIEW_WORDS) and set(VIEW_WORDS) == set(VIEWS)
    with Database.open(db, create=False) as database:
        for view in VIEW_WORDS:
            lines = database.query(f"SELECT * FROM {view} LIMIT 1")  # noqa: S608
            assert [name for name in lines[0] if not column_words(view, name)] == [], view
            assert {*FACETS.get(view, ()), *HIDDEN.get(view, ())} <= set(lines[0]), view
    (rows,) = get(db, "/lampiran/rencana_aksi")
    assert "Klik nomor urutan untuk melihat tempatnya" in rows.text
    (page,) = get(db, "/lampiran/mutu")
    assert "Mutu pembacaan" in page.text
    assert "Sel yang perlu dilihat orang" in page.text


def test_tables_behind_the_views_are_not_offered(db: Path) -> None:
    (listed,) = get(db, "/lampiran.json")
    shown = [table["name"] for table in listed.json()["tables"] if not table["hidden"]]
    assert shown == []
    assert {view["name"] for view in listed.json()["views"]} == set(VIEWS)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_question_answers_whatever_is_typed(db: Path, question: object) -> None:
    assert hasattr(question, "name") and hasattr(question, "example")
    nasty = {
        name: "'; DROP TABLE documents; --" for name in ("provinsi", "wilayah", "tahun", "kata", "bulan")
    }
    addresses = [
        f"/lampiran/{question.name}?{urlencode(values)}"
        for values in (question.example, nasty, {"wilayah": "%", "urutan": "2"})
    ]
    for page in get(db, *addresses):
        assert page.status_code == 200
        assert "message-error" not in page.text
    assert one(db, "SELECT COUNT(*) FROM documents") == (4,)


def test_the_questions_give_the_answers_of_the_documentation(db: Path) -> None:
    parts = {"wilayah": "Banyumas", "tahun": "2022", "_shape": "array"}
    cakupan, kosong, bukti = get(
        db,
        f"/lampiran/tanya_cakupan.json?{urlencode(parts)}",
        f"/lampiran/tanya_kosong.json?{urlencode(parts)}",
        f"/lampiran/tanya_bukti.json?{urlencode(parts | {'kata': 'survei'})}",
    )
    documented = {
        sql.split("FROM ")[1].split()[0]: answer
        for sql, answer in queries_doc.blocks(queries_doc.PAGE.read_text())
    }
    for line in cakupan.json():
        cells = (line["wilayah"], line["edisi"], line["area_no"], line["tercakup"], line["dari_semua"])
        assert "| " + " | ".join(map(str, cells)) + " |" in documented["cakupan"]
    assert len(cakupan.json()) == 6
    assert len(kosong.json()) == documented["kosong"].count("\n") - 1
    assert [line["urutan"] for line in bukti.json()] != []


def test_a_row_leads_to_its_place_on_the_page(db: Path) -> None:
    (document_id,) = one(db, "SELECT document_id FROM document WHERE file = 'plan.pdf'")
    (table,) = get(db, "/lampiran/rencana_aksi?file=plan.pdf")
    links = [link for link in hrefs(table) if link.startswith("/-/halaman/")]
    assert links == [f"/-/halaman/{document_id}/{urutan}" for urutan in range(1, 7)]
    (place,) = get(db, links[1])
    assert "Penentuan anggota tim dilakukan" in place.text
    assert links[0] in hrefs(place) and links[2] in hrefs(place)
    assert place.text.count('class="box"') == 5
    (address,) = re.findall(r'<image href="([^"]+)"', place.text)
    (picture,) = get(db, address)
    assert picture.headers["content-type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    where = f"document_id = '{document_id}' AND urutan = 2 AND kolom = 'indikator'"
    (box,) = one(db, f"SELECT x0 FROM cell WHERE {where}")  # noqa: S608
    assert f'class="box" x="{box}"' in place.text


def test_a_row_of_a_transcript_says_that_there_is_no_picture(db: Path) -> None:
    (document_id,) = one(db, "SELECT document_id FROM document WHERE file = 'banyuwangi_2025.txt'")
    (place,) = get(db, f"/-/halaman/{document_id}/2")
    assert place.status_code == 200
    assert "tidak disimpan" in place.text
    assert "Ke a &rarr; Kerja" in place.text
    assert "<image" not in place.text


def test_a_flagged_cell_says_why_in_indonesian(db: Path) -> None:
    (document_id,) = one(db, "SELECT document_id FROM document WHERE file = '<b>jahat</b>.pdf'")
    (place,) = get(db, f"/-/halaman/{document_id}/1")
    assert "perlu dilihat" in place.text
    assert "kata “HYPERLINK” tidak dikenal" in place.text


@pytest.mark.parametrize(
    "address",
    [
        "/-/halaman/none/1",
        "/-/halaman/{id}/999999",
        "/-/gambar/{id}/1.png",
        "/-/gambar/{id}/2.png/../../../../etc/passwd",
        "/-/gambar/..%2f..%2fetc%2fpasswd/2.png",
        "/-/gambar/{id}/..%2f2.png",
        "/-/gambar/{id}'%20OR%201=1/2.png",
        "/lampiran-assets/../site.py",
        "/lampiran-assets/..%2fsite.py",
        "/lampiran.db",
        "/lampiran/nothing",
    ],
)
def test_there_is_nothing_else_to_be_had(db: Path, address: str) -> None:
    (document_id,) = one(db, "SELECT document_id FROM document WHERE file = 'plan.pdf'")
    (answer,) = get(db, address.format(id=document_id))
    assert answer.status_code in (403, 404)
    assert "root:" not in answer.text and "def " not in answer.text


def test_what_a_decree_says_is_text(db: Path) -> None:
    (document_id,) = one(db, "SELECT document_id FROM document WHERE file LIKE '<b>%'")
    pages = get(
        db,
        "/lampiran/rencana_aksi",
        f"/-/halaman/{document_id}/1",
        "/-/cari?kata=%3Cscript%3E",
        "/lampiran/document",
    )
    for page in pages:
        assert "<script>alert" not in page.text and "<b>jahat" not in page.text
    assert "&lt;script&gt;alert" in pages[0].text


def test_search_forgives_and_marks(db: Path) -> None:
    found, nothing, empty, odd = get(
        db, "/-/cari?kata=kineja", "/-/cari?kata=zzzzzz", "/-/cari", "/-/cari?kata=%22%22"
    )
    assert "<mark>kinerja</mark>" in found.text
    assert any(link.startswith("/-/halaman/") for link in hrefs(found))
    assert "Tidak ditemukan" in nothing.text
    assert empty.status_code == 200
    assert "message-error" in odd.text
    assert marked("a <b> a", ("a",)) == "<mark>a</mark> &lt;b&gt; <mark>a</mark>"


def test_only_this_computer_is_answered_and_pages_load_nothing_from_elsewhere(db: Path) -> None:
    (refused,) = get(db, "/", host="evil.example")
    assert refused.status_code == 403
    (local,) = get(db, "/lampiran/rencana_aksi", host="localhost:8017")
    assert local.status_code == 200
    policy = local.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "http" not in policy
    for page in get(
        db, "/", "/lampiran", "/lampiran/rencana_aksi", "/lampiran?sql=select+1", "/lampiran/tanya_mutu"
    ):
        elsewhere = [link for link in hrefs(page) if re.match(r"\w+:|//", link)]
        assert [link for link in elsewhere if not link.startswith("http://127.0.0.1/")] == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Referer": "http://127.0.0.1/lampiran"}, 200),
        ({"Referer": "http://127.0.0.1:8888/other"}, 403),
        ({"Referer": "https://evil.example/"}, 403),
    ],
)
def test_pages_of_other_sites_are_not_answered(db: Path, headers: dict[str, str], status: int) -> None:
    (answer,) = get(db, "/lampiran?sql=select+1", **headers)
    assert answer.status_code == status


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT zeroblob(1000000000)",
        "SELECT group_concat(a.text) FROM cell a, cell b, cell c, cell d, cell e",
        "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c",
        "WITH RECURSIVE c(x) AS (SELECT randomblob(9e4) UNION SELECT randomblob(9e4) FROM c) SELECT x FROM c",
        "SELECT " + "1+" * 5_000 + "1",
    ],
)
def test_no_question_takes_the_machine(db: Path, sql: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(site.SETTINGS, "sql_time_limit_ms", 1_000)
    before, started = peak_memory(), time.monotonic()
    (answer,) = get(db, f"/lampiran.json?{urlencode({'sql': sql})}")
    assert answer.status_code in (200, 400, 500)  # 200: cut off after the most lines that are shown
    assert time.monotonic() - started < 20
    assert peak_memory() - before < 1_000


def peak_memory() -> float:
    """Megabytes that this process has had at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def test_the_database_cannot_be_written(db: Path) -> None:
    before = db.read_bytes()
    sql = [
        "DELETE FROM documents",
        "ATTACH 'x' AS y",
        "PRAGMA journal_mode=WAL",
        "WITH a AS (SELECT 1) DELETE FROM pages",
    ]
    for answer in get(db, *(f"/lampiran?{urlencode({'sql': query})}" for query in sql)):
        assert answer.status_code == 400
    with pytest.raises(PermissionError):
        make_site(db).get_database("lampiran").connect(write=True)
    connection = ReadOnly(make_site(db), path=str(db)).connect()
    with closing(connection), pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM documents")
    assert db.read_bytes() == before


def test_one_who_writes_is_not_kept_from_it(db: Path) -> None:
    async def read_while_written() -> int:
        site = make_site(db)
        await site.client.get("/lampiran/rencana_aksi")
        with closing(sqlite3.connect(db, timeout=1)) as connection, connection:
            connection.execute("UPDATE documents SET seconds = seconds")
        return int((await site.client.get("/lampiran/rencana_aksi")).status_code)

    assert asyncio.run(read_while_written()) == 200


def test_large_databases_are_counted_on_asking(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert metadata(counted=False)["databases"]["lampiran"]["tables"]["kosong"]["facets"] == []
    monkeypatch.setattr("browse.site.MANY_DOCUMENTS", 1)
    (page,) = get(db, "/lampiran/kosong")
    assert "Hitung menurut" in page.text
    (link,) = [link for link in hrefs(page) if link.endswith("_facet=wilayah")]
    (counted,) = get(db, link)
    assert 'id="facet-wilayah"' in counted.text


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_page_that_lies_on_its_side_is_set_upright(rotation: int) -> None:
    """Print turned clockwise brings its top left corner to the page's next corner."""
    page = ShownPage(1, 600, 900, rotation, True, ())
    a, b, c, d, e, f = map(float, re.findall(r"-?[\d.]+", page.turn))
    x, y = {0: (0, 0), 90: (600, 0), 180: (600, 900), 270: (0, 900)}[rotation]
    assert (a * x + c * y + e, b * x + d * y + f) == (0, 0)
    middle = (a * 300 + c * 450 + e, b * 300 + d * 450 + f)
    assert middle == (page.upright[0] / 2, page.upright[1] / 2)


def test_a_superseded_document_has_no_place(db: Path) -> None:
    with closing(sqlite3.connect(db)) as connection:
        row = connection.execute("SELECT document_id, urutan FROM rencana_aksi LIMIT 1").fetchone()
        assert find_place(connection, db, *row) is not None
        connection.execute("UPDATE documents SET superseded_by = 'x' WHERE id = ?", (row[0],))
        assert find_place(connection, db, *row) is None


def test_the_server_listens_here_only_and_moves_where_its_port_is_taken() -> None:
    with socket.socket() as taken:
        taken.bind((server.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(MissingRequirement, match="taken"):
            server.listen(port)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(server, "USUAL_PORT", port)
            with server.listen(None) as other:
                assert other.getsockname()[0] == "127.0.0.1"
                assert other.getsockname()[1] != port


def test_serve_answers_over_the_network_and_stops(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    running: list[object] = []
    usual = server.uvicorn.Server

    class Stoppable(usual):  # type: ignore[misc, valid-type]
        def __init__(self, config: object) -> None:
            super().__init__(config)
            running.append(self)

        def install_signal_handlers(self) -> None:
            """Not from a thread."""

    monkeypatch.setattr(server.uvicorn, "Server", Stoppable)
    opened: list[str] = []
    monkeypatch.setattr(server.webbrowser, "open", opened.append)
    told: list[str] = []
    thread = threading.Thread(target=server.serve, args=(db, 0, told.append), daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not (running and getattr(running[0], "started", False)) and time.monotonic() < until:
        time.sleep(0.05)
    with urllib.request.urlopen(told[0] + "-/cari?kata=kinerja", timeout=10) as answer:  # noqa: S310
        assert b"<mark>" in answer.read()
    running[0].should_exit = True  # type: ignore[attr-defined]
    thread.join(20)
    assert not thread.is_alive()
    assert opened == told
    assert told[0].startswith("http://127.0.0.1:")


@pytest.mark.parametrize(
    ("address", "code", "said"),
    [
        ("postgresql://user@127.0.0.1:1/x", 2, "SQLite files"),
        ("none.db", 3, "no database"),
    ],
)
def test_the_command_says_what_it_cannot_show(
    address: str, code: int, said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    db = address if "://" in address else str(tmp_path / address)
    assert main(["browse", "--db", db, "--no-open"]) == code
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
