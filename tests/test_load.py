"""Loading: what goes in comes out, twice changes nothing, a document is stored whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, event

import dictionaries
from lampiran.codes import ProblemCode, ReasonCode
from lampiran.errors import DatabaseUnavailable, ExitCode
from lampiran.records import Box, CellPart, Outcome, PageText, Problem, RawCell, Reason, Step, Word, replay
from load import Database
from load.part_texts import split_text
from tests.support import databases, loading

HYPHEN = Step(10, 12, "- ", "", "hyphen", 1.0)
PHRASE = Step(0, 15, "aaa bbb ccc ddd", "xxx yyy zzz qqq", "phrase", 1.0)


@pytest.fixture(params=databases.BACKENDS)
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    address = databases.fresh(request.param, tmp_path)
    with Database.open(address, now="2026-01-02T03:04:05Z") as database:
        yield database


def dump(path: Path) -> str:
    with sqlite3.connect(path) as connection:
        text = "\n".join(connection.iterdump())
    connection.close()
    return text


def test_a_document_comes_back_as_it_went_in(db: Database) -> None:
    problem = Problem(ProblemCode.PAGE_LOST, ("crashed",), 9, lost=True)
    saved = loading.outcome(status="partial", reason="page 9", problems=(problem,))
    db.save(saved)
    key = db.documents()[0].document_id
    assert db.load_outcome(key) == saved
    assert db.load_plan_document(key) == saved.document


def test_a_file_of_which_nothing_was_read_comes_back_too(db: Database) -> None:
    for saved in (loading.unread("kosong.pdf", ""), loading.unread("terkunci.pdf", None)):
        db.save(saved)
        key = next(line.document_id for line in db.documents() if line.file == saved.file)
        assert db.load_outcome(key) == saved


def test_how_doubtful_the_borders_of_a_cell_are_comes_back(db: Database) -> None:
    doubtful = replace(loading.part("Rapat"), border_doubt=0.75)
    cell = loading.repaired("indikator", (doubtful, loading.part("koordinasi", 4)))
    db.save(loading.outcome(loading.plan(rows=[loading.row(1, (cell,))])))
    stored = db.load_plan_document(db.documents()[0].document_id).rows[0].cells[0]
    assert [part.border_doubt for part in stored.parts] == [0.75, 0.0]


def test_reasons_come_back_with_their_values(db: Database) -> None:
    told = (
        Reason(ReasonCode.PERHAPS_WORD, ("tata", "a\x00ta")),
        Reason(ReasonCode.TIME_UNCLEAR),
        Reason(ReasonCode.TOLD, ("a stray mark",)),
    )
    cell = replace(loading.repaired("indikator", (loading.part("ata"),), review=True), reasons=told)
    db.save(loading.outcome(loading.plan(rows=[loading.row(1, (cell,))])))
    stored = db.load_plan_document(db.documents()[0].document_id).rows[0].cells[0]
    assert stored.reasons == (Reason(ReasonCode.PERHAPS_WORD, ("tata", "a\ufffdta")), *told[1:])


def test_a_correction_names_its_rule_or_nothing(db: Database) -> None:
    hyphen = replace(HYPHEN, rule="hyphen.at-line-end")
    case = Step(0, 1, "l", "L", "case", 0.9)
    cell = loading.repaired("indikator", (loading.part("laporan ev- aluasi"),), hyphen, case)
    document = loading.plan(rows=[loading.row(1, (cell,))])
    page = PageText(1, "Teks", (Step(0, 4, "teks", "Teks", "case", 0.9, rule="letters.case"),))
    first = replace(document.raw.pages[0], text="teks")
    raw = replace(document.raw, pages=(first, *document.raw.pages[1:]))
    db.save(loading.outcome(replace(document, raw=raw, page_texts=(page,))))
    lines = db.query("SELECT kolom, rule, method FROM correction ORDER BY method, kolom")
    assert [tuple(line.values()) for line in lines] == [
        ("indikator", None, "case"),
        ("page 1", "letters.case", "case"),
        ("indikator", "hyphen.at-line-end", "hyphen"),
    ]
    restored = db.load_plan_document(db.documents()[0].document_id)
    assert restored.rows[0].cells[0].steps == (hyphen, case)
    assert restored.page_texts == (page,)


def test_a_document_that_is_not_there_is_a_key_error(db: Database) -> None:
    with pytest.raises(KeyError):
        db.load_plan_document("0123456789abcdef")


def test_a_confidence_a_hair_above_one_is_no_reason_to_lose_a_document(db: Database) -> None:
    cell = replace(loading.repaired("indikator", (loading.part("Rapat"),)), confidence=1.0000000002)
    db.save(loading.outcome(loading.plan(rows=[loading.row(1, (cell,))])))
    assert db.query("SELECT confidence FROM cell")[0]["confidence"] == 1.0


def test_text_that_no_database_stores_is_replaced_in_place(db: Database) -> None:
    cell = loading.repaired(
        "indikator", (loading.part("a\x00b \ud800 c"),), Step(0, 1, "a", "A", "case", 1.0)
    )
    db.save(loading.outcome(loading.plan(rows=[loading.row(1, (cell,))])))
    stored = db.load_plan_document(db.documents()[0].document_id).rows[0].cells[0]
    assert stored.raw == "a\ufffdb \ufffd c"
    assert replay(stored.raw, stored.steps) == stored.text


def test_saving_twice_changes_not_a_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    for now in ("2026-01-01T00:00:00Z", "2026-02-02T00:00:00Z"):
        with Database.open(path, now=now) as db:
            db.vocabulary_sync(dictionaries.load_vocabulary())
            slower = replace(loading.outcome(), seconds=float(now[6]))
            db.save(slower, "f1")
            db.save(loading.unread("kosong.pdf", ""), "f1")
            db.save(loading.unread("terkunci.pdf", None), "f1")
        if now.startswith("2026-01"):
            first, first_dump = path.read_bytes(), dump(path)
    assert dump(path) == first_dump
    assert path.read_bytes() == first
    assert "2026-02-02" not in first_dump


def test_new_content_of_the_same_file_replaces_all_of_it(db: Database) -> None:
    db.save(loading.outcome(), "f1")
    one_row = loading.plan(rows=loading.two_rows()[:1])
    db.save(loading.outcome(one_row), "f2")
    assert [line.rows for line in db.documents()] == [1]
    key = db.documents()[0].document_id
    assert db.load_plan_document(key) == one_row
    for table in ("plan_rows", "document_words"):
        assert db.query(f"SELECT count(*) AS n FROM {table}")[0]["n"] == 1  # noqa: S608


def test_an_unchanged_file_is_current_until_anything_it_depends_on_changes(db: Database) -> None:
    outcome = loading.outcome()
    db.save(outcome, "f1")
    assert db.is_current(outcome.sha256, outcome.file, "f1")
    assert not db.is_current(outcome.sha256, outcome.file, "f2")
    assert not db.is_current(loading.sha256("other"), outcome.file, "f1")
    assert not db.is_current("", outcome.file, "f1")


def test_a_failed_file_is_tried_again(db: Database) -> None:
    db.save(loading.unread("kosong.pdf"), "f1")
    assert not db.is_current(loading.sha256("x"), "kosong.pdf", "f1")


def test_every_file_has_a_line_with_its_status_and_reason(db: Database) -> None:
    db.save(loading.outcome())
    db.save(loading.unread("kosong.pdf", ""))
    db.save(loading.unread("terkunci.pdf", None))
    db.save(Outcome("rapat.pdf", loading.sha256("r"), "skipped", "No plan table.", 1.0))
    lines = db.query('SELECT file, status, reason, "rows" FROM document ORDER BY file')
    assert [tuple(line.values()) for line in lines] == [
        ("contoh.pdf", "ok", None, 2),
        ("kosong.pdf", "failed", "The file is empty.", 0),
        ("rapat.pdf", "skipped", "No plan table.", 0),
        ("terkunci.pdf", "failed", "The file is empty.", 0),
    ]


def test_a_file_that_became_readable_loses_its_old_line(db: Database) -> None:
    db.save(loading.unread("contoh.pdf", None))
    db.save(loading.outcome())
    assert [line.status for line in db.documents()] == ["ok"]


@pytest.mark.parametrize("way", ["saved", "asked"])
def test_the_same_content_under_two_names_is_one_document(db: Database, way: str) -> None:
    outcome = loading.outcome()
    db.save(outcome, "f1")
    for _ in range(2):
        if way == "saved":
            db.save(replace(outcome, file="salinan.pdf"), "f1")
        else:
            assert db.is_current(outcome.sha256, "salinan.pdf", "f1")
    lines = db.query('SELECT document_id, file, status, reason, "rows" FROM document ORDER BY file')
    assert [(line["file"], line["status"], line["rows"]) for line in lines] == [
        ("contoh.pdf", "ok", 2),
        ("salinan.pdf", "skipped", 0),
    ]
    assert lines[1]["reason"] == "Same content as contoh.pdf."
    assert lines[0]["document_id"] != lines[1]["document_id"]
    assert db.query("SELECT count(*) AS n FROM rencana_aksi")[0]["n"] == 2


@pytest.mark.parametrize("name", ["latin\udce9.pdf", "nul\x00.pdf"])
def test_a_name_that_no_database_stores_is_stored_with_a_mark(db: Database, name: str) -> None:
    outcome = replace(loading.outcome(), file=name)
    for _ in range(2):
        db.save(outcome, "f1")
    assert db.is_current(outcome.sha256, name, "f1")
    (line,) = db.documents()
    assert line.file == f"{name.split('.')[0][:-1]}\ufffd.pdf"


def test_a_document_that_cannot_be_stored_leaves_nothing_behind(db: Database) -> None:
    broken = loading.plan()
    late = replace(broken.rows[1], indikator_ids=("90.P.1.i.b",), confidence=7.0)
    with pytest.raises(Exception, match="confidence"):
        db.save(loading.outcome(replace(broken, rows=(broken.rows[0], late))))
    assert db.documents() == []
    assert db.query("SELECT count(*) AS n FROM pages")[0]["n"] == 0


def test_rows_that_do_not_pair_are_refused(db: Database) -> None:
    document = loading.plan()
    with pytest.raises(ValueError, match="do not pair"):
        db.save(loading.outcome(replace(document, rows=document.rows[:1])))


def test_a_cell_that_normalising_dropped_is_kept_as_read(db: Database) -> None:
    document = loading.plan()
    first = document.rows[0]
    db.save(
        loading.outcome(replace(document, rows=(replace(first, cells=first.cells[:-1]), document.rows[1])))
    )
    stored = db.load_plan_document(db.documents()[0].document_id).rows[0].cells[-1]
    assert (stored.kolom, stored.text, stored.needs_review) == ("% Target", "100", True)


def test_problems_of_the_run_are_kept_by_stage(db: Database) -> None:
    lost = Problem(ProblemCode.PAGE_LOST, ("crashed",), 9, lost=True)
    db.save(loading.outcome(problems=(lost,), status="partial"))
    lines = db.query("SELECT message, details FROM problems ORDER BY position")
    assert list(lines[2].values()) == ["crashed", '["crashed"]']
    assert lines[1]["message"] == "the heading 'V Area' stands over rows of area 6"
    lines = db.query("SELECT stage, code, page, lost FROM problems ORDER BY position")
    assert [tuple(line.values()) for line in lines] == [
        ("extract", "header-guessed", 3, 0),
        ("normalize", "area-heading-differs", None, 0),
        ("run", "page-lost", 9, 1),
    ]


def test_vocabulary_follows_the_dictionaries(db: Database) -> None:
    vocabulary = dictionaries.load_vocabulary()
    db.vocabulary_sync(vocabulary)
    shorter = replace(vocabulary, version="v2", indikator=vocabulary.indikator[:3], crosswalk=(), lke=())
    assert db.query("SELECT count(*) AS n FROM vocabulary")[0]["n"] == len(vocabulary.indikator)
    assert db.query("SELECT count(*) AS n FROM crosswalk WHERE old_id = '' OR new_id = ''")[0]["n"] == 0
    db.vocabulary_sync(shorter)
    assert db.query("SELECT count(*) AS n FROM vocabulary")[0]["n"] == 3


def test_what_is_no_database_of_ours_is_refused_with_advice(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("this is a long enough text that is certainly no database " * 50)
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE songs (name TEXT)")
    other.close()
    cases = {
        "text.db": "is not a database",
        "other.db": "another program",
        "missing/a.db": "no folder",
        ".": "is a folder",
        "mysql+nosuch://host/name": "not supported",
    }
    for address, message in cases.items():
        place = address if "://" in address else tmp_path / address
        with pytest.raises(DatabaseUnavailable, match=message) as caught:
            Database.open(place)
        assert caught.value.next_step
        assert caught.value.exit_code is ExitCode.MISSING


def test_a_missing_database_is_only_made_when_asked(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnavailable, match="no database"):
        Database.open(tmp_path / "a.db", create=False)
    assert not (tmp_path / "a.db").exists()


def test_a_database_that_may_not_be_written_is_said_so(tmp_path: Path) -> None:
    address = f"sqlite:///file:{tmp_path / 'a.db'}?mode=ro&uri=true"
    (tmp_path / "a.db").touch()
    with pytest.raises(DatabaseUnavailable, match="cannot be written"):
        Database.open(address)
    Database.open(tmp_path / "a.db").close()
    with pytest.raises(DatabaseUnavailable, match="cannot be written"):
        Database.open(address)
    with Database.open(address, create=False) as readable:
        assert readable.documents() == []


def test_a_full_disk_stores_nothing_of_a_document_and_says_what_to_do(tmp_path: Path) -> None:
    with Database.open(tmp_path / "a.db") as database:

        @event.listens_for(database.engine, "begin")
        def full(connection: Connection) -> None:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

        with pytest.raises(DatabaseUnavailable, match=r"a\.db: the disk is full") as caught:
            for number in range(50):
                database.save(replace(loading.outcome(), sha256=loading.sha256(str(number))))
        assert "Free some space" in caught.value.next_step
        lines = database.query(
            "SELECT d.rows AS rows, count(r.urutan) AS there FROM document d "
            "LEFT JOIN plan_rows r ON r.document_id = d.document_id GROUP BY d.document_id"
        )
        assert all(line["rows"] == line["there"] for line in lines)


@pytest.mark.parametrize(
    ("raw_parts", "steps", "parts"),
    [
        (["satu dua", "tiga"], [], ["satu dua", "tiga"]),
        (["satu", "", "tiga"], [], ["satu", "", "tiga"]),
        (["", "tiga"], [], ["", "tiga"]),
        # a repair before the border moves it
        (["Ke a tim", "kedua"], [Step(0, 4, "Ke a", "Kerja", "noise", 1.0)], ["Kerja tim", "kedua"]),
        # a word joined over the page break stays whole in the earlier part
        (
            ["mensosiali-", "sasikan hasil"],
            [HYPHEN],
            ["mensosialisasikan", "hasil"],
        ),
        (["mensosiali-", "sasikan"], [HYPHEN], ["mensosialisasikan", ""]),
        # a whole phrase replaced: cut in proportion, at a blank
        (
            ["aaa bbb", "ccc ddd"],
            [PHRASE],
            ["xxx yyy", "zzz qqq"],
        ),
        # all of the first part taken away
        (["x", "ada"], [Step(0, 2, "x ", "", "stray", 1.0)], ["", "ada"]),
        ([], [], []),
    ],
)
def test_a_text_is_split_where_its_parts_meet(
    raw_parts: list[str], steps: list[Step], parts: list[str]
) -> None:
    text = replay(" ".join(part for part in raw_parts if part), steps)
    assert split_text(text, raw_parts, steps) == parts


words_of = st.lists(st.text("abc-", min_size=1, max_size=6), max_size=5).map(" ".join)


@given(raws=st.lists(words_of, min_size=1, max_size=4), data=st.data())
def test_parts_joined_are_the_text_whatever_the_repairs(raws: list[str], data: st.DataObject) -> None:
    parts = tuple(CellPart(1, Box(0, 0, 1, 1), raw, 1.0, (Word("w", None, 1.0),)) for raw in raws)
    raw = RawCell("indikator", parts).raw
    steps: list[Step] = []
    text = raw
    for _ in range(data.draw(st.integers(0, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        after = data.draw(words_of)
        steps.append(Step(start, end, text[start:end], after, "m", 1.0))
        text = replay(text, steps[-1:])
    split = split_text(text, raws, steps)
    assert " ".join(part for part in split if part) == text


def test_saving_what_was_read_back_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Database.open(path, now="2026-01-01T00:00:00Z") as db:
        db.save(loading.outcome(), "f1")
    before = path.read_bytes()
    with Database.open(path, now="2026-02-02T00:00:00Z") as db:
        db.save(db.load_outcome(db.documents()[0].document_id), "f1")
    assert path.read_bytes() == before
