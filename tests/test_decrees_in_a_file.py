"""A file with several decrees becomes several documents, each with its own head, pages and rows."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from lampiran.app.cli import main
from lampiran.app.pipeline import read_document
from lampiran.records import Outcome
from lampiran.settings import Settings
from load import Database
from samples.generator.decree import Block, Decree
from tests.support import loading
from tests.support.joined_files import joined, made_up, page_count, printed, unsigned

SETTINGS = Settings(cache_dir=None)
Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Decree]]:
    """Three offices' decrees in one file; the second has no signature under its table."""
    folder = tmp_path_factory.mktemp("three")
    decrees = [made_up(1, tahun_sk=2023), made_up(2, tahun_sk=2024), made_up(3, tahun_sk=2025)]
    files = [
        printed(unsigned(decree) if place == 1 else decree, folder / f"{place}.pdf")
        for place, decree in enumerate(decrees)
    ]
    return joined(folder / "gabungan.pdf", *((file, None) for file in files)), decrees


def lines(path: Path, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as connection:
        return connection.execute(query).fetchall()


def heads(outcome: Outcome) -> list[tuple[str, str]]:
    documents = [one.document for one in outcome.each()]
    return [(found.head.lembaga, found.head.nomor_sk) for found in documents if found]


def spans(outcome: Outcome) -> list[tuple[int | None, int | None]]:
    raws = [one.document.raw for one in outcome.each() if one.document]
    return [(raw.page_from, raw.page_to) for raw in raws]


def test_each_office_has_its_own_document(
    three: tuple[Path, list[Decree]], tmp_path: Path, capsys: Capture
) -> None:
    file, decrees = three
    db = tmp_path / "plans.db"
    assert main(["run", str(file), "--db", str(db), "--workers", "1", "--json"]) == 0
    summary = json.loads(capsys.readouterr().out)
    assert [line["page_from"] for line in summary["files"]] == [1, 5, 9]
    found = lines(
        db, "SELECT status, page_from, page_to, pages, rows, file FROM document ORDER BY document_id"
    )
    assert found == [
        ("ok", 1, 4, 4, 8, file.name),
        ("ok", 5, 8, 4, 8, file.name),
        ("ok", 9, 12, 4, 8, file.name),
    ]
    truths = [decree.truth["document"] for decree in decrees]
    facts = lines(
        db,
        "SELECT lembaga, nomor_sk, tahun_sk, min(urutan), max(urutan), min(page_first) "
        "FROM rencana_aksi GROUP BY document_id ORDER BY document_id",
    )
    assert [fact[:5] for fact in facts] == [
        (truth["lembaga"], truth["nomor_sk"], truth["tahun_sk"], 1, 8) for truth in truths
    ]
    assert [fact[5] for fact in facts] == [3, 7, 11]
    astray = "SELECT count(*) FROM document WHERE words_read <> words_in_cells + words_outside"
    assert lines(db, astray) == [(0,)]


def test_a_second_run_passes_the_file_over(
    three: tuple[Path, list[Decree]], tmp_path: Path, capsys: Capture
) -> None:
    db = tmp_path / "plans.db"
    command = ["run", str(three[0]), "--db", str(db), "--workers", "1", "--json"]
    assert main(command) == 0
    before = lines(db, "SELECT * FROM document ORDER BY document_id")
    capsys.readouterr()
    assert main(command) == 0
    again = json.loads(capsys.readouterr().out)
    assert (again["files"], again["unchanged"]) == ([], [three[0].name])
    assert main(["renormalize", "--db", str(db), "--workers", "1"]) == 0
    assert lines(db, "SELECT * FROM document ORDER BY document_id") == before
    capsys.readouterr()
    assert main(["explain", three[0].name, "1", "indikator", "--db", str(db)]) == 2
    refused = " ".join(capsys.readouterr().err.split())
    assert "3 documents are called" in refused and f"({three[0].name}, 5-8, ok)" in refused
    assert main(["explain", str(before[1][0]), "1", "indikator", "--db", str(db)]) == 0


def test_show_prints_every_decree(three: tuple[Path, list[Decree]], capsys: Capture) -> None:
    assert main(["show", str(three[0]), "--format", "json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    numbers = [one["document"]["nomor_sk"] for one in (shown, *shown["others"])]
    assert numbers == [decree.truth["document"]["nomor_sk"] for decree in three[1]]
    assert main(["show", str(three[0]), "--format", "csv"]) == 0
    text = capsys.readouterr().out
    assert [line.split(",")[0] for line in text.splitlines()[:2]] == ["part", "1"]


def test_a_decree_alone_is_one_document(tmp_path: Path) -> None:
    outcome = read_document(printed(made_up(1), tmp_path / "satu.pdf"), SETTINGS)
    assert (outcome.status, outcome.others, spans(outcome)) == ("ok", (), [(1, 4)])


def test_an_annex_with_its_head_on_every_page_is_one_document(tmp_path: Path) -> None:
    decree = made_up(1)
    first = printed(decree, tmp_path / "a.pdf")
    repeated = [
        printed(replace(decree, rows=half), tmp_path / f"{at}.pdf") for at, half in enumerate(halves(decree))
    ]
    pages = [(file, range(3, page_count(file) + 1)) for file in repeated]
    outcome = read_document(joined(tmp_path / "b.pdf", (first, range(1, 3)), *pages), SETTINGS)
    assert (outcome.others, len(outcome.document.rows if outcome.document else ())) == ((), 8)


def halves(decree: Decree) -> list[tuple[object, ...]]:
    rows = decree.rows
    middle = next(at for at, row in enumerate(rows) if row.urutan == 5)
    return [rows[:middle], rows[middle:]]


def test_cited_decrees_are_no_decrees_of_the_file(tmp_path: Path) -> None:
    cited = "KEPUTUSAN KOMISI PEMILIHAN UMUM KABUPATEN BIMA\nNOMOR 99 TAHUN 2019\nTENTANG TATA KERJA"
    decree = made_up(1)
    body = list(decree.body)
    at = next(place for place, block in enumerate(body) if block.label == "Mengingat")
    body[at : at + 1] = [
        replace(body[at], text=cited.replace("\n", " ")),
        Block("page"),
        Block("para", cited.title()),
    ]
    outcome = read_document(printed(replace(decree, body=tuple(body)), tmp_path / "a.pdf"), SETTINGS)
    assert (outcome.status, outcome.others) == ("ok", ())


def test_two_decrees_of_one_office_with_one_number_in_two_years(tmp_path: Path) -> None:
    one = made_up(1)
    known = one.truth["document"]
    same = {name: known[name] for name in ("lembaga", "wilayah", "nomor_sk")}
    other = made_up(4, **same, tahun_sk=2018)
    files = [printed(decree, tmp_path / f"{at}.pdf") for at, decree in enumerate((one, other))]
    outcome = read_document(joined(tmp_path / "c.pdf", *((file, None) for file in files)), SETTINGS)
    assert [found.document.head.tahun_sk for found in outcome.each() if found.document] == [2025, 2018]


def test_pages_that_may_be_of_either_decree_make_both_partial(tmp_path: Path) -> None:
    """The second decree lacks its first page: whose the page before its annex is, nothing says."""
    files = [printed(made_up(seed), tmp_path / f"{seed}.pdf") for seed in (1, 2)]
    outcome = read_document(joined(tmp_path / "d.pdf", (files[0], None), (files[1], (2, 3, 4))), SETTINGS)
    assert spans(outcome) == [(1, 5), (6, 7)]
    assert [found.status for found in outcome.each()] == ["partial", "partial"]
    assert all("is not sure: look at pages 5" in found.reason for found in outcome.each())


def test_a_rerun_with_fewer_decrees_removes_the_others(tmp_path: Path) -> None:
    with Database.open(tmp_path / "plans.db") as database:
        parts = [loading.decree_part(number) for number in (1, 2, 3)]
        database.save_file([(one, "f1") for one in parts])
        assert database.is_current(parts[0].sha256, parts[0].file, "f1")
        before = [line.document_id for line in database.documents()]
        assert before == [before[0], f"{before[0]}-002", f"{before[0]}-003"]
        database.save_file([(parts[0], "f1"), (parts[1], "f2")])
        assert [line.document_id for line in database.documents()] == before[:2]
        assert not database.is_current(parts[0].sha256, parts[0].file, "f1")
        assert database.query("SELECT count(*) AS n FROM plan_rows")[0]["n"] == 2 * len(
            parts[0].document.rows
        )
        assert [database.load_outcome(key).part for key in before[:2]] == [1, 2]
