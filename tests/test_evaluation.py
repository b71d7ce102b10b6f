"""The measure of accuracy, on cases small enough to be counted by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rich.console import Console

from lampiran.app.accuracy import evaluation
from lampiran.app.accuracy.alignment import align, similarities
from lampiran.app.accuracy.scoring import Score, score
from lampiran.app.accuracy.truth_files import Truth, folded, read_truth
from lampiran.errors import UsageError
from lampiran.records import PlanRow, Schedule, Step
from load import Database
from tests.support import loading

TEXTS = {
    "komponen": "Tim Kerja",
    "indikator": "Unit kerja telah membentuk tim",
    "langkah_aksi": "Rapat pembentukan tim kerja",
    "bukti_fisik": "SK Tim Kerja",
    "target_waktu": "Januari 2025",
}


def truth(tmp_path: Path, *rows: dict[str, Any], **head: Any) -> Truth:
    path = tmp_path / "contoh.json"
    path.write_text(
        json.dumps({"document": head, "rows": [{"urutan": n, **r} for n, r in enumerate(rows, 1)]})
    )
    return read_truth(path)


def measure(truth: Truth, *rows: PlanRow) -> Score:
    pairs = [loading.row(place.urutan, place.cells) for place in rows]
    document = loading.plan(rows=[(raw, row) for (raw, _), row in zip(pairs, rows, strict=True)])
    return score(document, truth)


def found(
    urutan: int = 1, *, flagged: str = "", steps: dict[str, Step] | None = None, **texts: str
) -> PlanRow:
    """A row with the texts above unless told otherwise; ``steps`` repair a column."""
    cells = tuple(
        loading.repaired(
            kolom,
            (loading.part(text),),
            *([steps[kolom]] if steps and kolom in steps else []),
            review=kolom in flagged,
        )
        for kolom, text in {**TEXTS, **texts}.items()
    )
    return loading.row(urutan, cells, ("A.1",), months=(1,))[1]


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Tim  Kerja", "tim kerja"),
        ("Tetap /SOP", "Tetap/SOP"),
        ("Agustus - Desember", "Agustus-Desember"),
        ("evaluasi.", "evaluasi"),
        ("evaluasi ;", "Evaluasi"),
        ("-", "-"),
        ("", "."),
    ],
)
def test_differences_that_do_not_count(text: str, same: str) -> None:
    assert folded(text) == folded(same)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("evaluasi:", "evaluasi"),
        ("a, b", "a b"),
        ("mengikut sertakan", "mengikutsertakan"),
        ("1", "l"),
        ("-", ""),
    ],
)
def test_differences_that_count(text: str, other: str) -> None:
    assert folded(text) != folded(other)


def test_alignment_keeps_order_and_leaves_out_what_has_no_partner() -> None:
    # a-x is the best single pair, but taking it forbids two others that are worth more together.
    scores = np.array([[0.6, 0.9], [0.1, 0.8]])
    assert align(scores, 0.5) == [(0, 0), (1, 1)]
    assert align(scores, 0.85) == [(0, 1)]
    assert align(np.array([[0.2, 0.95], [0.1, 0.3]]), 0.5) == [(0, 1)]
    assert align(np.zeros((0, 3)), 0.5) == []
    assert align(similarities([], ["a"]), 0.5) == []


def test_a_perfect_document_has_perfect_figures(tmp_path: Path) -> None:
    row = TEXTS | {
        "area_no": 1,
        "komponen_no": "1",
        "bulan": [1],
        "tahun_target": 2025,
        "indikator_ids": ["A.1"],
    }
    rates = measure(truth(tmp_path, row), found()).tally.rates()
    assert rates.pop("accepted_wrong_per_1000") == 0
    assert rates.pop("flagged") == 0
    assert rates.pop("false_changes_per_10000") == 0
    assert rates.pop("indikator_wrong") == 0
    assert rates.pop("head_fields") is None
    assert set(rates.values()) == {1.0}


def test_a_lost_row_costs_recall_and_its_cells(tmp_path: Path) -> None:
    other = {**TEXTS, "indikator": "Survei kepuasan masyarakat", "langkah_aksi": "Membagikan kuesioner"}
    tally = measure(truth(tmp_path, TEXTS, other | {"indikator_ids": ["A.2"]}), found()).tally
    rates = tally.rates()
    assert (rates["row_recall"], rates["row_precision"]) == (0.5, 1.0)
    assert rates["exact_cells"] == 0.5  # 5 of 10
    assert (tally.cells_found, rates["accepted_wrong_per_1000"]) == (
        5,
        0,
    )  # what is not there is not accepted
    assert rates["indikator_ids"] == 0.0


def test_an_invented_row_costs_precision_and_counts_as_accepted(tmp_path: Path) -> None:
    texts = {"indikator": "Daftar hadir peserta", "langkah_aksi": "Nama dan jabatan", "target_waktu": ""}
    tally = measure(truth(tmp_path, TEXTS), found(), found(2, **texts)).tally
    assert (tally.rates()["row_recall"], tally.rates()["row_precision"]) == (1.0, 0.5)
    assert (tally.cells_found, tally.cells_accepted_wrong, tally.cells_flagged) == (9, 4, 0)
    assert tally.rates()["accepted_wrong_per_1000"] == pytest.approx(4000 / 9)
    flagged = found(2, flagged="bukti_fisik", **texts)
    tally = measure(truth(tmp_path, TEXTS), found(), flagged).tally
    assert (tally.cells_found, tally.cells_accepted_wrong, tally.cells_flagged) == (9, 0, 4)


def test_cells_exact_flagged_and_accepted(tmp_path: Path) -> None:
    row = found(flagged="bukti_fisik", bukti_fisik="SK Tim Kenja", target_waktu="Januari 2026")
    result = measure(truth(tmp_path, TEXTS), row)
    tally = result.tally
    assert (tally.cells, tally.cells_exact, tally.cells_flagged, tally.cells_accepted_wrong) == (5, 3, 1, 1)
    # 9 + 30 + 27 + 12 + 12 letters, two of them wrong
    assert (tally.letters, tally.letters_wrong) == (90, 2)
    assert tally.rates()["character_accuracy"] == pytest.approx(88 / 90)
    assert [(fault.what, fault.flagged) for fault in result.faults] == [
        ("bukti_fisik", True),
        ("target_waktu", False),
    ]
    judged = sorted((cell.confidence, exact) for cell, exact, _ in result.judged)
    assert judged == [(0.6, False), (0.95, False), (0.95, True), (0.95, True), (0.95, True)]


def test_a_false_change_is_a_word_read_right_and_repaired_wrong(tmp_path: Path) -> None:
    steps = {"bukti_fisik": Step(0, 2, "SK", "SKP", "noise", 0.9)}
    tally = measure(truth(tmp_path, TEXTS), found(steps=steps)).tally
    # words: 2 + 5 + 4 + 3 + 2
    assert (tally.clean_words, tally.clean_words_altered) == (16, 1)
    assert tally.rates()["false_changes_per_10000"] == 625


def test_a_right_repair_and_a_failed_one_are_no_false_changes(tmp_path: Path) -> None:
    row = found(
        bukti_fisik="SK Tim Kelja",
        langkah_aksi="Rapat pembentukan tirn kerja",
        steps={
            "bukti_fisik": Step(7, 12, "Kelja", "Kerja", "noise", 0.9),
            "langkah_aksi": Step(18, 22, "tirn", "tiang", "noise", 0.9),
        },
    )
    tally = measure(truth(tmp_path, TEXTS), row).tally
    assert (tally.clean_words, tally.clean_words_altered) == (14, 0)
    assert (tally.raw_cells_exact, tally.cells_exact) == (3, 4)


def test_either_reading_of_an_ambiguous_place_is_right(tmp_path: Path) -> None:
    ambiguous = [
        {"kolom": "bukti_fisik", "chosen": "SK", "alternative": "Surat Keputusan"},
        {"kolom": "bukti_fisik", "chosen": "Kerja", "alternative": "Kelompok Kerja"},
    ]
    known = truth(tmp_path, TEXTS | {"ambiguous": ambiguous})
    for text in ("SK Tim Kerja", "Surat Keputusan Tim Kerja", "Surat Keputusan Tim Kelompok Kerja"):
        assert measure(known, found(bukti_fisik=text)).tally.rates()["exact_cells"] == 1.0
    assert measure(known, found(bukti_fisik="Surat Tim Kerja")).tally.cells_exact == 4


def test_the_other_reading_of_a_komponen_holds_for_all_its_rows(tmp_path: Path) -> None:
    place = {"area_no": 1, "komponen_no": 1}
    ambiguous = [{"kolom": "komponen", "chosen": "Tim Kerja", "alternative": "Tim"}]
    second = {**TEXTS, **place, "indikator": "Survei kepuasan masyarakat"}
    known = truth(tmp_path, TEXTS | place | {"ambiguous": ambiguous}, second)
    assert known.rows[1].readings["komponen"] == ("Tim Kerja", "Tim")


def test_a_row_with_raw_alone_is_judged_by_the_reading_alone(tmp_path: Path) -> None:
    raw = TEXTS | {"bukti_fisik": "SK <i>Tim</i> Ke a"}
    row = found(bukti_fisik="SK Tim Ke a", target_waktu="Januari 2028")
    tally = measure(truth(tmp_path, {"raw": raw}), row).tally
    assert (tally.rows_matched, tally.cells, tally.cells_found, tally.clean_words) == (1, 0, 0, 0)
    assert (tally.raw_cells, tally.raw_cells_exact) == (5, 4)


def test_a_komponen_carried_down_is_read_right_if_it_was_where_it_is_printed(tmp_path: Path) -> None:
    second = {"indikator": "Survei kepuasan masyarakat", "langkah_aksi": "Membagikan kuesioner"}
    known = truth(
        tmp_path,
        {"raw": TEXTS | {"komponen": "<i>Tim</i> Ke a"}},
        {"raw": TEXTS | second | {"komponen": ""}},
    )
    for komponen, right in (("Tim Ke a", 10), ("", 9), ("Tim Kerja", 8)):
        rows = (found(komponen=komponen), found(2, komponen=komponen, **second))
        assert measure(known, *rows).tally.raw_cells_exact == right


def test_raw_is_right_as_printed_or_as_transcribed(tmp_path: Path) -> None:
    known = truth(tmp_path, TEXTS | {"raw": TEXTS | {"bukti_fisik": "SK Tim Ke a"}})
    for text, right in (("SK Tim Ke a", 5), ("SK Tim Kerja", 5), ("SK Tim Keja", 4)):
        assert measure(known, found(bukti_fisik=text)).tally.raw_cells_exact == right


def test_extra_columns_are_cells_like_others(tmp_path: Path) -> None:
    known = truth(tmp_path, TEXTS | {"extra": {"% TARGET": "100"}})
    row = found(**{"% Target": "100"})
    assert measure(known, row).tally.rates()["exact_cells"] == 1.0
    assert measure(known, found()).tally.cells_exact == 5


def test_ids_numbers_and_months(tmp_path: Path) -> None:
    facts = {
        "area_no": 1,
        "komponen_no": 1,
        "bulan": [8, 9],
        "tahun_target": None,
        "indikator_ids": ["A.1", "A.2"],
    }
    known = truth(tmp_path, TEXTS | facts)
    row = replace(found(), schedule=Schedule((8, 9), None))
    cases = [
        (("A.1", "A.2"), 1, 1, 0),
        (("A.2", "A.1"), 0, 1, 0),
        (("A.1",), 1, 0, 0),
        (("A.1", "A.3"), 1, 0, 1),
        ((), 0, 0, 0),
    ]
    for ids, chief, both, wrong in cases:
        tally = measure(known, replace(row, indikator_ids=ids)).tally
        assert (tally.indikator_id_right, tally.indikator_ids_right, tally.indikator_wrong) == (
            chief,
            both,
            wrong,
        )
        assert (tally.bulan_right, tally.tahun_right, tally.area_right, tally.komponen_right) == (1, 1, 1, 1)
    tally = measure(known, replace(row, schedule=Schedule((8,), 2025), area_no=2, komponen_no=None)).tally
    assert (tally.bulan_right, tally.tahun_right, tally.area_right, tally.komponen_right) == (0, 0, 0, 0)
    assert (tally.bulan, tally.tahun, tally.area, tally.komponen) == (1, 1, 1, 1)


def test_a_row_that_covers_no_indikator_is_right_when_left_unmatched(tmp_path: Path) -> None:
    known = truth(tmp_path, TEXTS | {"indikator_ids": []})
    assert measure(known, replace(found(), indikator_ids=())).tally.rates()["indikator_ids"] == 1.0
    assert measure(known, found()).tally.rates()["indikator_wrong"] == 1.0


def test_head_fields(tmp_path: Path) -> None:
    known = truth(
        tmp_path, TEXTS, nomor_sk="117", tahun_sk=2025, lembaga="KPU KABUPATEN Banyuwangi", ketua="X"
    )
    result = measure(known, found())
    assert (result.tally.head, result.tally.head_right) == (3, 3)
    wrong = measure(truth(tmp_path, TEXTS, nomor_sk="118", tentang="x"), found())
    assert wrong.tally.head_right == 0
    assert [(fault.what, fault.flagged) for fault in wrong.faults] == [("nomor_sk", False), ("tentang", True)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "truth"
    folder.mkdir()
    rows = [{"urutan": 1, **TEXTS}]
    for name, head in (("a", {}), ("b", {"file": "scan b.pdf"}), ("c", {})):
        (folder / f"{name}.json").write_text(json.dumps({"document": head, "rows": rows}))
    return folder


def test_truth_finds_its_documents_by_name(tmp_path: Path, folder: Path) -> None:
    row = loading.row(1, found().cells)
    with Database.open(tmp_path / "a.db") as db:
        for file in ("a.pdf", "a.txt", "2025/scan b.pdf", "b.pdf", "d.pdf"):
            db.save(loading.outcome(loading.plan(file, rows=[row])))
        assert db.is_current(loading.sha256("d.pdf"), "kopie/a.png", "")  # another name of d.pdf's content
        db.save(loading.unread("a.jpg"))
        result = evaluation.evaluate(db, folder)
    assert [(one.file, one.truth, one.status) for one in result.documents] == [
        ("2025/scan b.pdf", "b.json", "ok"),
        ("a.jpg", "a.json", "failed"),
        ("a.pdf", "a.json", "ok"),
        ("a.txt", "a.json", "ok"),
        ("kopie/a.png", "a.json", "skipped"),
    ]
    assert (result.without_document, result.without_truth) == (["c.json"], ["b.pdf"])
    assert (result.total.rows_true, result.total.rows_found) == (5, 4)
    assert result.total.rates()["row_recall"] == 0.8
    plain = json.loads(json.dumps(result.to_dict()))
    assert plain["all"]["rates"]["row_recall"] == 0.8
    assert plain["documents"][1]["faults"][0]["what"] == "row"
    console = Console(width=200, record=True, file=(tmp_path / "out").open("w"))
    console.print(*result.tables())
    assert "80.0 %" in console.export_text()
    console.file.close()


def test_what_is_no_truth_is_said_so(tmp_path: Path) -> None:
    with Database.open(tmp_path / "a.db") as db:
        with pytest.raises(UsageError, match="no truth files"):
            evaluation.evaluate(db, tmp_path)
        (tmp_path / "x.json").write_text("[1]")
        with pytest.raises(UsageError, match="x.json is no truth file"):
            evaluation.evaluate(db, tmp_path)
