"""The page for review: what it shows and takes, who may ask, and a person at the keyboard."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lampiran.app.cli import main
from lampiran.codes import Act, Note, ReasonCode
from lampiran.errors import MissingRequirement
from lampiran.records import PagePicture, PlanDocument, Reason
from load import Database
from load.pictures import PageStore
from review.answers import Answer, settle
from review.server import POLICY, Server, open_server
from tests.support import loading
from tests.support.browser import ENTER, MISSING, Browser, browser
from tests.support.pictures import png_page

WORDS = ("Tirn", "siniar", "dasbor")
HOSTILE = "<script>document.title = 'jahat'</script>"


def plan(file: str = "rencana.pdf") -> PlanDocument:
    """Four rows: three doubted words, a hostile text, a doubted time, empty cells, an unsure indikator."""
    made = []
    for urutan in range(1, 5):
        action = f"Menyusun {WORDS[urutan - 1]} ke-{urutan}" if urutan < 4 else HOSTILE
        top = 100.0 * urutan
        cells = [
            loading.repaired("indikator", (loading.part(f"Unit telah melakukan hal ke-{urutan}", top=top),)),
            loading.repaired("langkah_aksi", (loading.part(action, top=top),)),
            loading.repaired("bukti_fisik", (loading.part("" if urutan in (2, 3) else "SK", top=top),)),
            loading.repaired("target_waktu", (loading.part("Agustus", top=top),)),
        ]
        word = (
            Reason(ReasonCode.UNKNOWN_WORD, (WORDS[urutan - 1],))
            if urutan < 4
            else Reason(ReasonCode.MISPLACED)
        )
        cells[1] = replace(cells[1], needs_review=True, reasons=(word,))
        if urutan in (2, 3):
            cells[2] = replace(cells[2], needs_review=True, reasons=(Reason(ReasonCode.CELL_EMPTY),))
        if urutan == 1:
            cells[3] = replace(cells[3], needs_review=True, reasons=(Reason(ReasonCode.TIME_UNCLEAR),))
        raw, clean = loading.row(urutan, tuple(cells), ("90.P.1.i.a",), months=(8,))
        notes = (Note.INDIKATOR_UNSURE,) if urutan == 4 else ()
        made.append((raw, replace(clean, notes=notes, candidates=(("90.P.1.i.b", 0.8),) if notes else ())))
    document = loading.plan(file, made, head=loading.decree("117", 2025, doubts=("nomor_sk",)))
    pages = tuple(replace(page, rotation=0) for page in document.raw.pages)
    return replace(document, raw=replace(document.raw, pages=pages, problems=()), problems=())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "rencana.db"
    loading.loaded(path, loading.outcome(plan()))
    with PageStore(tmp_path / "rencana.pages.db", write=True) as store:
        store.put(plan().raw.sha256, [PagePicture(3, 935.4, 609.4, png_page(935, 609))])
    return path


@pytest.fixture
def server(path: Path) -> Iterator[Server]:
    with Server(path) as made:
        thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield made
        made.shutdown()
        thread.join(10)


def ask(
    server: Server, path: str, body: Any = None, method: str = "", **headers: str
) -> tuple[int, Any, dict[str, str]]:
    """Status, content and headers of an answer."""
    port = server.server_address[1]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    sent = None if body is None else json.dumps(body) if not isinstance(body, str) else body
    usual = {"Host": f"127.0.0.1:{port}"} | ({"Content-Type": "application/json"} if sent is not None else {})
    if sent is not None:
        usual["X-Lampiran-Token"] = server.token
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method or ("GET" if sent is None else "POST"), path, sent, usual | given)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    kind = answer.getheader("Content-Type", "")
    return (
        answer.status,
        json.loads(content) if kind == "application/json" else content,
        dict(answer.getheaders()),
    )


def told(path: Path, sql: str) -> list[tuple[object, ...]]:
    with Database.open(path, create=False) as db:
        return [tuple(line.values()) for line in db.query(sql)]


def test_sheets_queue_heads_and_progress_are_told(server: Server) -> None:
    words = ask(server, "/api/next?mode=kata")[1]
    assert (words["left"], [thing["word"] for thing in words["things"]]) == (3, ["Tirn", "dasbor", "siniar"])
    assert [thing["text"] for thing in ask(server, "/api/next?mode=angka")[1]["things"]] == ["Agustus"]
    assert ask(server, "/api/next?mode=antrean")[1]["left"] == 8
    heads = ask(server, "/api/next?mode=kepala")[1]
    assert (heads["things"][0]["kolom"], heads["head"]["tahun_sk"]) == ("nomor_sk", 2025)
    found = ask(server, "/api/progress")[1]
    assert (found["documents"][0]["things"], found["groups"][0]["things"]) == (9, 2)


def test_pictures_of_words_cells_and_pages_are_sent(server: Server) -> None:
    thing = ask(server, "/api/next?mode=kata")[1]["things"][0]
    for address in (f"/kata/{thing['item']}", f"/sel/{thing['item']}", f"/halaman/{thing['document_id']}/3"):
        status, content, headers = ask(server, address)
        assert (status, headers["Content-Type"], content[:4]) == (200, "image/png", b"\x89PNG")
    for address in ("/kata/0123456789abcdef", f"/halaman/{thing['document_id']}/99"):
        assert ask(server, address)[0] == 404


def test_answers_groups_and_undo_are_taken(server: Server, path: Path) -> None:
    things = ask(server, "/api/next?mode=kata")[1]["things"]
    answers = [{"item": thing["item"], "mark": thing["mark"], "act": "confirm"} for thing in things[1:]]
    answers.append({"item": things[0]["item"], "mark": things[0]["mark"], "act": "correct", "value": "Tim"})
    results = ask(server, "/api/settle", {"by": "Sari", "answers": answers})[1]["results"]
    assert [result["done"] for result in results] == [True] * 3
    assert ask(server, "/api/next?mode=kata")[1]["left"] == 0
    assert told(path, "SELECT langkah_aksi FROM rencana_aksi WHERE urutan = 1") == [("Menyusun Tim ke-1",)]
    again = ask(server, "/api/settle", {"by": "Budi", "answers": [{**answers[2], "value": "Tirai"}]})[1][
        "results"
    ]
    assert (again[0]["done"], again[0]["why"]) == (False, "Sari sudah memutuskan hal ini sementara itu.")
    group = ask(server, "/api/progress")[1]["groups"][0]
    wanted = {"by": "Sari", "document": group["document_id"], "kolom": "bukti_fisik", "code": "cell-empty"}
    merged = ask(server, "/api/group", wanted | {"how": "above"})[1]["results"]
    assert told(path, "SELECT bukti_fisik FROM rencana_aksi ORDER BY urutan") == [("SK",)] * 4
    undone = ask(server, "/api/undo", {"by": "Sari", "decisions": [one["decision"] for one in merged]})[1]
    assert [result["outcome"] for result in undone["results"]] == ["applied"] * 2
    assert told(path, "SELECT bukti_fisik FROM rencana_aksi ORDER BY urutan")[1:3] == [(None,)] * 2


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "jahat.example"}, 403),
        ({"Host": "127.0.0.1:1"}, 403),
        ({"Origin": "http://jahat.example"}, 403),
        ({"X_Lampiran_Token": "ditebak"}, 403),
        ({"Content_Type": "text/plain"}, 400),
        ({"Content_Length": "9000000"}, 400),
    ],
)
def test_strangers_are_refused_and_change_nothing(
    server: Server, path: Path, headers: dict[str, str], status: int
) -> None:
    thing = ask(server, "/api/next?mode=kata")[1]["things"][0]
    body = {"by": "Sari", "answers": [{"item": thing["item"], "mark": thing["mark"], "act": "confirm"}]}
    assert ask(server, "/api/settle", body, **headers)[0] == status
    assert told(path, "SELECT count(*) FROM people_corrections") == [(0,)]


@pytest.mark.parametrize(
    ("address", "body"),
    [
        ("/api/settle", []),
        ("/api/settle", {"by": ""}),
        (
            "/api/settle",
            {"by": "S", "answers": [{"item": "../../etc", "act": "confirm", "mark": "0123456789"}]},
        ),
        ("/api/settle", {"by": "S", "answers": [{"item": "0" * 16, "act": "not-plan", "mark": "0" * 10}]}),
        ("/api/settle", "{"),
        ("/api/undo", {"by": "S", "decisions": ["'; DROP TABLE documents"]}),
        ("/api/group", {"by": "S", "document": "ab", "kolom": "x", "code": "y", "how": "z"}),
        ("/api/not-plan", {"by": "S", "document": "ab", "urutan": 1}),
    ],
)
def test_what_the_page_never_sends_is_refused(server: Server, path: Path, address: str, body: Any) -> None:
    assert ask(server, address, body)[0] in (400, 503)
    assert told(path, "SELECT count(*) FROM people_corrections") == [(0,)]


@pytest.mark.parametrize(
    "address", ["/../load/models.py", "/static/review.js", "/api", "/review.html", "/halaman"]
)
def test_no_address_leads_to_files(server: Server, address: str) -> None:
    assert ask(server, address)[0] in (400, 404)


def test_the_page_may_run_its_own_script_and_nothing_else(server: Server) -> None:
    status, content, headers = ask(server, "/")
    assert (status, headers["Content-Security-Policy"]) == (200, POLICY)
    assert "unsafe" not in POLICY
    assert b"<script src=" in content
    assert content.count(b"<script") == 1


def test_a_port_that_is_taken_is_told(server: Server, path: Path) -> None:
    with pytest.raises(MissingRequirement, match="taken"):
        open_server(path, server.server_address[1])
    with open_server(path, None) as other:
        assert other.address.startswith("http://127.0.0.1:")


def test_the_command_says_what_it_cannot_serve(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "--db", "postgresql://localhost/x", "--no-open"]) == 2
    assert "works on SQLite files" in capsys.readouterr().err
    assert main(["review", "--db", str(tmp_path / "nichts.db"), "--no-open"]) == 3


@pytest.fixture
def window(server: Server, tmp_path: Path) -> Iterator[Browser]:
    if MISSING:
        pytest.skip(f"{MISSING} is not installed")
    with browser(tmp_path / "profil") as opened:
        opened.open(server.address)
        opened.wait("document.querySelector('dialog[open] input')")
        opened.keys(*"Sari", ENTER)
        ready(opened, 1)
        yield opened


def ready(window: Browser, times: int) -> None:
    """Waits until the page has shown so many screens."""
    window.wait(f"Number(document.body.dataset.ready) >= {times}")


def test_a_person_settles_words_figures_cells_and_a_head_by_keyboard(window: Browser, path: Path) -> None:
    assert window.script("return document.querySelectorAll('.tile').length") == 3
    window.keys("a", ENTER)  # Tirn is wrong
    window.wait("document.activeElement.tagName === 'INPUT'")
    window.keys(*"Tim", ENTER)
    ready(window, 2)
    window.keys("2")
    ready(window, 3)
    window.keys(ENTER)  # Agustus
    ready(window, 4)
    window.keys("3")
    ready(window, 5)
    for shown in (6, 7):  # two empty cells are right
        window.keys(ENTER)
        ready(window, shown)
    window.wait("document.querySelector('ol.candidates li')")
    window.keys("Shift+1")  # another indikator
    ready(window, 8)
    assert HOSTILE in window.script("return document.body.innerText")
    window.keys(ENTER)
    ready(window, 9)
    assert window.script("return document.title") == "Lampiran: pemeriksaan"
    window.keys("4")
    ready(window, 10)
    window.keys("e")
    window.wait("document.activeElement.tagName === 'TEXTAREA'")
    window.keys(*"118", ENTER)
    ready(window, 11)
    settled = "SELECT settled, count(*) FROM pemeriksaan WHERE kind <> 'sample' GROUP BY settled"
    assert told(path, settled) == [(1, 9)]
    shown = told(path, "SELECT nomor_sk, langkah_aksi, indikator_id FROM rencana_aksi ORDER BY urutan")
    assert shown[0] == ("118", "Menyusun Tim ke-1", "90.P.1.i.a")
    assert shown[3] == ("118", HOSTILE, "90.P.1.i.b")
    window.keys("z")
    ready(window, 12)
    assert told(path, "SELECT DISTINCT nomor_sk FROM rencana_aksi") == [("117",)]
    names = told(path, "SELECT DISTINCT corrected_by FROM correction WHERE method = 'person'")
    assert names == [("Sari",)]


def test_two_windows_on_one_word_lose_nothing(window: Browser, server: Server, path: Path) -> None:
    with Database.open(path) as db:
        item = str(db.query("SELECT item FROM pemeriksaan WHERE word = 'Tirn'")[0]["item"])
        settle(db, [Answer(item, Act.CORRECT, "Tim")], "Budi")
    window.keys(ENTER)
    ready(window, 2)
    assert "Budi sudah memutuskan" in window.script("return document.getElementById('message').textContent")
    assert told(path, "SELECT langkah_aksi FROM rencana_aksi WHERE urutan = 1") == [("Menyusun Tim ke-1",)]
