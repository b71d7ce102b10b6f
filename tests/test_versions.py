"""Versions of a decree: which of them counts, and that nothing is hidden on a guess."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lampiran.records import PlanDocument
from load import Database
from load.table_lines import document_line
from load.versions import key_of
from tests.support import databases, loading
from tests.support.loading import decree, outcome, plan


@pytest.fixture(params=databases.BACKENDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return databases.fresh(request.param, tmp_path)


def version_key(document: PlanDocument) -> str | None:
    transcript = all(page.kind == "transcript" for page in document.raw.pages)
    return key_of(document_line(outcome(document)), transcript)


def run(address: str, day: int, *documents: PlanDocument, status: str = "ok") -> list[str]:
    """One run of the program on a day; what it says."""
    with Database.open(address, now=f"2026-03-{day:02}T00:00:00Z") as db:
        return [note for document in documents for note in db.save(outcome(document, status))]


def statuses(address: str) -> dict[str, str]:
    with Database.open(address) as db:
        return {line["file"]: line["status"] for line in db.query("SELECT file, status FROM document")}


def shown(address: str) -> list[str]:
    """Files whose rows the views show."""
    with Database.open(address) as db:
        files = {line.document_id: line.file for line in db.documents()}
        seen = [
            {files[line["document_id"]] for line in db.query(f"SELECT document_id FROM {view}")}  # noqa: S608
            for view in ("rencana_aksi", "cell", "correction")
        ]
    assert seen[0] == seen[1] == seen[2]
    return sorted(seen[0])


def test_a_new_scan_supersedes_the_old_one_which_stays(address: str) -> None:
    assert run(address, 1, plan("lama.pdf")) == []
    assert run(address, 2, plan("baru.pdf")) == ["baru.pdf is a newer version of lama.pdf and supersedes it."]
    assert statuses(address) == {"lama.pdf": "superseded", "baru.pdf": "ok"}
    assert shown(address) == ["baru.pdf"]
    with Database.open(address) as db:
        line = db.query("SELECT reason, \"rows\" FROM document WHERE file = 'lama.pdf'")[0]
        assert (line["reason"], line["rows"]) == ("Superseded by baru.pdf.", 2)
        old = next(line for line in db.documents() if line.file == "lama.pdf")
        assert len(db.load_plan_document(old.document_id).rows) == 2


def test_the_newest_of_three_counts_and_the_order_of_reading_again_does_not_matter(address: str) -> None:
    for day, name in enumerate(("a.pdf", "b.pdf", "c.pdf"), start=1):
        run(address, day, plan(name))
    run(address, 9, replace(plan("a.pdf"), dictionary_version="d2"))
    assert statuses(address) == {"a.pdf": "superseded", "b.pdf": "superseded", "c.pdf": "ok"}


def test_an_amendment_supersedes_the_decree_that_it_amends(address: str) -> None:
    about = "PERUBAHAN ATAS KEPUTUSAN KPU KABUPATEN BANYUWANGI NOMOR 117 TAHUN 2025 TENTANG RENCANA AKSI"
    amended = decree("203", 2025, tentang=about, tanggal_sk="2025-12-01", doubts=())
    original = decree("117", 2025, tanggal_sk="2025-09-29", doubts=())
    # The amendment is found first, the original only loaded later: the decree's date tells.
    run(address, 1, plan("perubahan.pdf", head=amended))
    assert run(address, 2, plan("asli.pdf", head=original)) == [
        "perubahan.pdf is a newer version of asli.pdf and supersedes it."
    ]
    assert shown(address) == ["perubahan.pdf"]


def test_files_of_one_run_with_the_same_date_all_stay(address: str) -> None:
    notes = run(address, 1, plan("a.pdf"), plan("b.pdf"))
    assert notes == ["b.pdf and a.pdf are the same decree, first read in one run: both are counted."]
    assert shown(address) == ["a.pdf", "b.pdf"]
    run(address, 2, plan("c.pdf"))
    assert shown(address) == ["c.pdf"]


def test_of_many_files_of_one_decree_each_is_told_once(address: str) -> None:
    notes = run(address, 1, *(plan(f"{name}.pdf") for name in "abcd"))
    assert notes == [
        f"{name}.pdf and a.pdf are the same decree, first read in one run: both are counted."
        for name in "bcd"
    ]


def test_an_incomplete_new_scan_does_not_hide_a_complete_one(address: str) -> None:
    run(address, 1, plan("utuh.pdf"))
    notes = run(address, 2, plan("terpotong.pdf"), status="partial")
    assert notes == [
        "terpotong.pdf and utuh.pdf are the same decree, first read in one run: both are counted."
    ]
    assert statuses(address) == {"utuh.pdf": "ok", "terpotong.pdf": "partial"}
    run(address, 3, plan("terpotong2.pdf"), status="partial")
    assert statuses(address)["terpotong.pdf"] == "superseded"


def test_a_document_whose_head_is_put_right_leaves_its_wrong_family(address: str) -> None:
    run(address, 1, plan("a.pdf"))
    run(address, 2, plan("b.pdf"))
    assert shown(address) == ["b.pdf"]
    run(address, 3, plan("b.pdf", head=decree("118", 2025)))
    assert shown(address) == ["a.pdf", "b.pdf"]


def test_a_document_that_fails_when_read_again_supersedes_nothing(address: str) -> None:
    run(address, 1, plan("a.pdf"))
    run(address, 2, plan("b.pdf"))
    with Database.open(address) as db:
        db.save(loading.unread("b.pdf", "b.pdf"))
    assert statuses(address) == {"a.pdf": "ok", "b.pdf": "failed"}


@pytest.mark.parametrize(
    "facts",
    [
        {"nomor_sk": ""},
        {"tahun_sk": None},
        {"lembaga": ""},
        {"doubts": ("nomor_sk",)},
        {"doubts": ("lembaga", "tentang")},
    ],
)
def test_what_is_not_sure_is_nobodys_version(facts: dict[str, object]) -> None:
    assert version_key(plan(head=replace(decree("117", 2025), **facts))) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "facts",
    [
        {"nomor_sk": "118"},
        {"tahun_sk": 2024},
        {"lembaga": "KPU Kabupaten Banyumas", "kode_wilayah": "33.02"},
        {"tentang": "PERUBAHAN ATAS KEPUTUSAN NOMOR 16 TAHUN 2022 TENTANG RENCANA AKSI"},
    ],
)
def test_other_decrees_are_no_versions(facts: dict[str, object]) -> None:
    assert version_key(plan(head=decree("117", 2025, **facts))) != version_key(plan(head=decree("117", 2025)))


def test_letter_case_and_blanks_make_no_other_decree() -> None:
    other = decree("117", 2025, lembaga="KPU  KABUPATEN Banyuwangi")
    assert version_key(plan(head=other)) == version_key(plan(head=decree("117", 2025)))


def test_a_transcript_stands_beside_a_scan() -> None:
    scan = plan()
    pages = tuple(replace(page, kind="transcript") for page in scan.raw.pages)
    transcript = replace(scan, raw=replace(scan.raw, pages=pages))
    assert version_key(transcript) not in (None, version_key(scan))


def test_a_plan_without_rows_is_no_version() -> None:
    assert version_key(plan(rows=[])) is None
