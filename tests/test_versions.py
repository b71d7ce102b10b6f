"""Versions of a decree: which of them counts, and that nothing is hidden on a guess."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lampiran.errors import UsageError
from lampiran.records import PlanDocument
from load import Database
from load.remarks import choose
from load.table_lines import document_line
from load.versions import key_of
from tests.support import databases, loading
from tests.support.loading import decree, outcome, plan


@pytest.fixture(params=databases.BACKENDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return databases.fresh(request.param, tmp_path)


def version_key(document: PlanDocument) -> str | None:
    return key_of(document_line(outcome(document)))


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
        assert (line["reason"], line["rows"]) == ("Superseded by baru.pdf (read later).", 2)
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


def of_kind(document: PlanDocument, kind: str) -> PlanDocument:
    pages = tuple(replace(page, kind=kind) for page in document.raw.pages)  # type: ignore[arg-type]
    return replace(document, raw=replace(document.raw, pages=pages))


def surer(document: PlanDocument) -> PlanDocument:
    """Without its flagged cell."""
    rows = tuple(
        replace(row, cells=tuple(replace(cell, needs_review=False) for cell in row.cells))
        for row in document.rows
    )
    return replace(document, rows=rows)


@pytest.mark.parametrize("order", [1, -1])
def test_files_of_one_run_count_once_in_any_order(address: str, order: int) -> None:
    documents = [of_kind(plan(f"{kind}.pdf"), kind) for kind in ("digital", "scan", "transcript")]
    run(address, 1, *documents[::order])
    assert shown(address) == ["digital.pdf"]
    assert statuses(address) == {
        "digital.pdf": "ok",
        "scan.pdf": "superseded",
        "transcript.pdf": "superseded",
    }
    with Database.open(address) as db:
        line = db.query("SELECT * FROM document WHERE file = 'scan.pdf'")[0]
    assert line["reason"] == "Superseded by digital.pdf (its text needed less reading)."
    assert line["reason_indonesian"] == "Digantikan oleh digital.pdf (teksnya lebih langsung)."


def test_status_goes_before_doubts_and_doubts_before_kind(address: str) -> None:
    run(address, 1, of_kind(plan("a.pdf"), "digital"))
    notes = run(address, 1, surer(of_kind(plan("b.pdf"), "transcript")))
    assert notes == ["b.pdf and a.pdf are the same decree: b.pdf counts, because it has fewer doubts."]
    notes = run(address, 2, surer(plan("c.pdf")), status="partial")
    assert notes == ["b.pdf and c.pdf are the same decree: b.pdf counts, because it is more complete."]
    assert shown(address) == ["b.pdf"]


def test_a_file_that_lacks_rows_does_not_count_though_it_has_fewer_doubts(address: str) -> None:
    run(address, 1, plan("utuh.pdf"))
    run(address, 2, surer(plan("separuh.pdf", rows=loading.two_rows()[:1])))
    assert shown(address) == ["utuh.pdf"]


def test_a_person_chooses_and_can_take_it_back(address: str) -> None:
    run(address, 1, plan("a.pdf"))
    run(address, 2, plan("b.pdf"))
    with Database.open(address, now="2026-03-03T00:00:00Z") as db:
        assert choose(db.engine, "a.pdf", "Sari", db.now).file == "a.pdf"
    assert shown(address) == ["a.pdf"]
    run(address, 4, plan("c.pdf"))
    assert shown(address) == ["a.pdf"]
    with Database.open(address) as db:
        assert choose(db.engine, "c.pdf", "Sari", db.now).instead_of == ("a.pdf", "b.pdf")
    assert shown(address) == ["c.pdf"]
    with Database.open(address) as db:
        choose(db.engine, "c.pdf", "Sari", db.now, back=True)
        with pytest.raises(UsageError, match="no plan x.pdf"):
            choose(db.engine, "x.pdf", "Sari", db.now)
    assert shown(address) == ["c.pdf"]


def test_an_incomplete_new_scan_does_not_hide_a_complete_one(address: str) -> None:
    run(address, 1, plan("utuh.pdf"))
    run(address, 2, plan("terpotong.pdf"), status="partial")
    assert statuses(address) == {"utuh.pdf": "ok", "terpotong.pdf": "superseded"}


def test_an_incomplete_amendment_stands_beside_its_complete_decree(address: str) -> None:
    about = "PERUBAHAN ATAS KEPUTUSAN KPU KABUPATEN BANYUWANGI NOMOR 117 TAHUN 2025 TENTANG RENCANA AKSI"
    amended = decree("203", 2025, tentang=about, tanggal_sk="2025-12-01", doubts=())
    run(address, 1, plan("asli.pdf"))
    assert run(address, 2, plan("perubahan.pdf", head=amended), status="partial") == [
        "perubahan.pdf and asli.pdf are an amendment and its decree, but only the older one is complete: "
        "both are counted."
    ]
    assert shown(address) == ["asli.pdf", "perubahan.pdf"]


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


def test_a_transcript_is_a_version_of_its_scan() -> None:
    scan = plan()
    assert version_key(of_kind(scan, "transcript")) == version_key(scan) is not None


def test_a_plan_without_rows_is_no_version() -> None:
    assert version_key(plan(rows=[])) is None
