"""Search finds what was meant, where it stands, and follows everything that happens to documents."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA
from sqlalchemy import text

from lampiran.app.cli import main
from lampiran.errors import MissingRequirement, UsageError
from lampiran.records import KOLOM, Outcome
from load import Database, search_index
from load.search import Hit, _edits, _pieces, search
from tests.support import databases, loading

ROWS = (
    ("Penyusunan Tim Kerja", "Unit telah membentuk tim", "Rapat tim", "SK Tim Kerja", "Januari", "100"),
    ("Akuntabilitas", "Pengukuran kinerja unit", "Evaluasi kinerja", "Laporan kinerja; - Foto", "Mei", ""),
    ("Akuntabilitas", "Rencana aksi", "Kineja pegawai dinilai", "'; DROP TABLE documents; --", "Juni", ""),
    ("Pelayanan", "Survei", "Survei kepuasan masyarakat", '=HYPERLINK("x")', "Juli 2025", "kwartal"),
)


def plan(file: str, rows: tuple[tuple[str, ...], ...] = ROWS, nomor: str = "117", **facts: object) -> Outcome:
    columns = (*KOLOM, "% Target")
    made = [
        loading.row(
            number,
            tuple(
                loading.repaired(kolom, (loading.part(found, number + 2),))
                for kolom, found in zip(columns, row, strict=True)
            ),
        )
        for number, row in enumerate(rows, start=1)
    ]
    document = loading.plan(file, made, loading.decree(nomor, 2025, doubts=(), **facts))
    pages = (
        *document.raw.pages,
        replace(loading.page(9, plan=False), text="Menimbang: bahwa\nreformasi birokrasi"),
    )
    return loading.outcome(replace(document, raw=replace(document.raw, pages=pages)))


@pytest.fixture(params=databases.BACKENDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return databases.fresh(request.param, tmp_path)


@pytest.fixture
def db(address: str) -> Iterator[Database]:
    with Database.open(address, now="2026-01-01T00:00:00Z") as database:
        database.save(plan("a.pdf"))
        yield database


def places(db: Database, question: str) -> list[tuple[int | None, str | None, int]]:
    return [(hit.urutan, hit.kolom, hit.page) for hit in search(db.engine, question).hits]


def test_a_misspelt_word_finds_what_was_meant_after_what_was_typed(db: Database) -> None:
    found = search(db.engine, "kineja")
    assert [(hit.urutan, hit.similar) for hit in found.hits] == [(3, False), (2, True)]
    assert found.meant == {"kineja": ("kinerja",)}
    assert found.hits[1].matched == ("kinerja",)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("survei", (4, "indikator", 6)),
        ("SURVEI kepuasan", (4, "langkah_aksi", 6)),
        ("masyarakt kepuassan", (4, "langkah_aksi", 6)),
        ("penyusnan tim", (1, "komponen", 3)),
        ("kwartl", (4, "% Target", 6)),
        ("foto", (2, "bukti_fisik", 4)),
        ("evalu", (2, "langkah_aksi", 4)),
        ("DROP TABLE documents; --", (3, "bukti_fisik", 5)),
        ("hyperlink", (4, "bukti_fisik", 6)),
        ("birokrsi", (None, None, 9)),
        ("2025", (4, "target_waktu", 6)),
        ("unit, kinerja", (2, "indikator", 4)),
    ],
)
def test_all_columns_and_page_texts_are_searched(
    db: Database, question: str, first: tuple[int | None, str | None, int]
) -> None:
    assert places(db, question)[0] == first


@pytest.mark.parametrize("question", ["hujan", "kinerja hujan", "xkinerjaxx", "2024", "ni", "enerji"])
def test_nothing_is_found_where_nothing_is_alike(db: Database, question: str) -> None:
    assert places(db, question) == []


@pytest.mark.parametrize("question", ["", " - ;", '"*"', "'"])
def test_a_question_without_words_is_refused(db: Database, question: str) -> None:
    with pytest.raises(UsageError, match="no word"):
        search(db.engine, question)


@pytest.mark.parametrize(
    "question", ['kinerja" OR "x', "kinerja*)", "NOT kinerja", "kinerja & !x | y:*", "a' b\\"]
)
def test_marks_of_query_languages_are_only_marks(db: Database, question: str) -> None:
    search(db.engine, question)
    assert db.query("SELECT COUNT(*) AS n FROM documents")[0]["n"] == 1


def test_saving_again_changes_nothing_and_new_content_replaces_the_old(db: Database) -> None:
    lines = db.query("SELECT * FROM search_texts ORDER BY id")
    db.save(plan("a.pdf"))
    assert db.query("SELECT * FROM search_texts ORDER BY id") == lines
    db.save(plan("a.pdf", (("Baru", "Anggaran", "Menyusun", "Dokumen", "Mei", ""),)))
    assert places(db, "anggaran") == [(1, "indikator", 3)]
    assert places(db, "survei") == []
    assert search(db.engine, "survai").meant == {}


def test_what_was_superseded_or_deleted_is_not_found(db: Database) -> None:
    with Database.open(
        db.engine.url.render_as_string(hide_password=False), now="2026-02-02T00:00:00Z"
    ) as later:
        later.save(plan("b.pdf", tanggal_sk="2025-12-01"))
    assert {hit.file for hit in search(db.engine, "kineja").hits} == {"b.pdf"}
    with db.engine.begin() as connection:
        connection.execute(text("DELETE FROM documents"))
    assert search(db.engine, "kinerja").hits == ()
    assert db.query("SELECT COUNT(*) AS n FROM search_texts")[0]["n"] == 0


def test_the_index_of_sqlite_is_sound_after_all_this(tmp_path: Path) -> None:
    with Database.open(tmp_path / "a.db") as db:
        for number in range(6):
            db.save(plan(f"{number % 3}.pdf", ROWS[number % 4 :], nomor=str(number % 3)))
        with db.engine.begin() as connection:
            connection.execute(text("DELETE FROM documents WHERE file = '1.pdf'"))
            for name in ("search_texts_fts", "search_words_fts"):
                check = f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)"  # noqa: S608
                connection.execute(text(check))
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("VACUUM")
            connection.exec_driver_sql("BEGIN")
        assert {hit.file for hit in search(db.engine, "survei").hits} == {"0.pdf", "2.pdf"}


def test_a_database_filled_without_trigrams_gets_its_index_when_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_index, "sqlite_can", lambda: False)
    with Database.open(tmp_path / "a.db") as db:
        db.save(plan("a.pdf"))
        with pytest.raises(MissingRequirement, match="SQLite 3.34"):
            search(db.engine, "kineja")
    monkeypatch.undo()
    with Database.open(tmp_path / "a.db") as db:
        assert [hit.urutan for hit in search(db.engine, "kineja").hits] == [3, 2]
        db.save(plan("b.pdf", nomor="2"))
        assert len(search(db.engine, "kineja").hits) == 4
    assert search_index.sqlite_can((3, 33, 9)) is False


def test_postgresql_without_the_extension_searches_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = databases.fresh("postgresql", tmp_path)
    monkeypatch.setattr(search_index, "_has_trigrams", lambda _: False)
    with Database.open(address) as db:
        db.save(plan("a.pdf"))
        assert [hit.urutan for hit in search(db.engine, "kineja").hits] == [3, 2]


def test_the_limit_holds_and_more_is_said(db: Database) -> None:
    found = search(db.engine, "akuntabilitas", limit=1)
    assert (len(found.hits), found.more) == (1, True)
    found = search(db.engine, "kineja", limit=2)
    assert (len(found.hits), found.more) == (2, False)
    found = search(db.engine, "kineja", limit=1)
    assert (len(found.hits), found.more) == (1, True)


def test_common_words_come_before_other_misspellings(tmp_path: Path) -> None:
    noise = tuple((f"kinerj{letter}", "x", "x", "x", "x", "") for letter in "bcdefghijklmnop")
    common = (("a", "kinerja satu", "kinerja", "x", "x", ""), ("a", "kinerja dua", "x", "x", "x", ""))
    with Database.open(tmp_path / "a.db") as db:
        db.save(plan("a.pdf", (*noise, *common)))
        assert search(db.engine, "kinerjz").meant["kinerjz"][0] == "kinerja"


def test_a_long_text_is_cut_round_what_was_found(tmp_path: Path) -> None:
    long = " ".join(["kata"] * 60 + ["pengaduan"] + ["lain"] * 60)
    with Database.open(tmp_path / "a.db") as db:
        db.save(plan("a.pdf", (("a", long, "b", "c", "d", ""),)))
        (hit,) = search(db.engine, "pengadaun").hits
    assert hit.snippet.startswith("… kata")
    assert hit.snippet.endswith("lain …")
    assert "pengaduan" in hit.snippet
    assert len(hit.snippet) < 180


@given(st.data())
def test_pieces_are_never_all_destroyed_by_the_misspellings_that_are_forgiven(data: st.DataObject) -> None:
    word = data.draw(st.text("abcde", min_size=6, max_size=14))
    edits = _edits(word)
    other = word
    for _ in range(edits):
        place = data.draw(st.integers(0, len(other)))
        kind = data.draw(st.sampled_from(("insert", "delete", "change")))
        letter = data.draw(st.sampled_from("xyz"))
        other = other[:place] + ("" if kind == "delete" else letter) + other[place + (kind != "insert") :]
    assert OSA.distance(word, other) <= edits
    assert any(piece in other for piece in _pieces(word, edits))


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    address = str(tmp_path / "a.db")
    with Database.open(address) as db:
        db.save(plan("a.pdf"))
    assert main(["search", "kineja", "--db", address, "--limit", "1"]) == 0
    shown = capsys.readouterr()
    assert "Kabupaten Banyuwangi 2025 · a.pdf · row 3, langkah_aksi · page 5" in shown.out
    assert "there are more" in shown.err
    assert main(["search", "kineja", "--db", address, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [hit["urutan"] for hit in answer["hits"]] == [3, 2]
    assert set(answer["hits"][0]) == set(Hit.__slots__)
    assert main(["search", "hujan", "--db", address]) == 0
    assert "Nothing found for 'hujan'." in capsys.readouterr().err
    assert main(["search", "--", "--", "--db", address]) == 2
