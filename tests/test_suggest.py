"""Proposals for the dictionaries: what several documents have, never what one has; nothing is written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dictionaries import load_vocabulary
from lampiran.app.cli import main
from lampiran.codes import Act, ReasonCode
from lampiran.records import (
    CellPart,
    PlanCell,
    PlanDocument,
    PlanRow,
    RawDocument,
    Reason,
    Schedule,
    Step,
    replay,
)
from load import Database
from normalize.suggest import Proposal, Settled, suggest
from review.answers import Answer, settle
from tests.support.loading import outcome, part, plan, repaired, row

VOCABULARY = load_vocabulary()
KNOWN = VOCABULARY.indikator_by_id["90.P.1.i.a"]


def cell(kolom: str, raw: str, *steps: Step, review: bool = False) -> PlanCell:
    return PlanCell(kolom, raw, replay(raw, steps), 0.99, review, steps, parts=(CellPart(1, None, raw, 0.9),))


def document(name: str, *cells: PlanCell, ids: tuple[str, ...] = (KNOWN.indikator_id,)) -> PlanDocument:
    row = PlanRow(1, 1, "", 1, "90.P.1.i", ids, Schedule(), cells, 1, 1, 0.99, False)
    raw = RawDocument(f"{name}.pdf", name, (), (), ())
    return replace(outcome().document, raw=raw, rows=(row,))  # type: ignore[type-var]


def proposed(*documents: PlanDocument, corrections: tuple[tuple[str, str], ...] = ()) -> list[Proposal]:
    return suggest(documents, corrections, VOCABULARY)


def files(found: list[Proposal]) -> set[str]:
    return {proposal.file for proposal in found}


def test_a_wording_of_several_documents_is_an_alias() -> None:
    new = cell("indikator", "Tim pelaksana integritas kantor dipilih lewat rapat pleno terbuka")
    (found,) = proposed(document("a", new), document("b", new))
    assert found.file == "indikator_alias.csv"
    assert found.values == (KNOWN.indikator_id, new.text, "seen 2 times in 2 documents")


def test_one_document_is_no_witness() -> None:
    new = cell("indikator", "Tim pelaksana integritas kantor dipilih lewat rapat pleno terbuka")
    assert proposed(document("a", new), document("a", new)) == []


def test_a_listed_wording_is_not_proposed() -> None:
    listed = cell("indikator", KNOWN.wordings[0])
    assert proposed(document("a", listed), document("b", listed)) == []


def test_items_that_documents_share_are_phrases() -> None:
    items = "1. Rekaman upacara pembacaan janji; 2. Daftar penerima kartu pintar"
    found = proposed(document("a", cell("bukti_fisik", items)), document("b", cell("bukti_fisik", items)))
    phrases = [proposal.values[0] for proposal in found if proposal.file == "phrases.csv"]
    assert sorted(phrases) == ["Daftar penerima kartu pintar", "Rekaman upacara pembacaan janji"]


def test_flagged_cells_are_no_phrases() -> None:
    doubtful = cell("bukti_fisik", "Rekaman upacara pembacaan janji", review=True)
    assert "phrases.csv" not in files(proposed(document("a", doubtful), document("b", doubtful)))


def test_an_unknown_word_is_proposed_and_a_misread_one_is_not() -> None:
    texts = cell("langkah_aksi", "Menyusun zxqwtika bersama pimpirian")
    found = proposed(document("a", texts), document("b", texts))
    assert [proposal.values[0] for proposal in found if proposal.file == "words.csv"] == ["zxqwtika"]


def test_confusions_are_learned_from_sure_repairs_and_people() -> None:
    sure = cell("langkah_aksi", "Menyuzvun", Step(0, 9, "Menyuzvun", "Menyusun", "lexicon", 0.95))
    unsure = cell("langkah_aksi", "Lapokkan", Step(0, 8, "Lapokkan", "Laporan", "lexicon", 0.7))
    found = proposed(document("a", sure, unsure), corrections=(("rapat kazvus", "rapat kasus"),))
    assert [proposal.values[:3] for proposal in found if proposal.file == "confusions.csv"] == [
        ("zv", "s", "2")
    ]


def test_the_command_prints_csv_lines_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db = tmp_path / "x.db"
    with Database.open(db) as database:
        database.save(outcome())
    before = sorted(path.stat().st_mtime_ns for path in Path("dictionaries").glob("*.csv"))
    capsys.readouterr()
    assert main(["dictionary", "suggest", "--db", str(db), "--least", "1"]) == 0
    captured = capsys.readouterr()
    assert "nothing was written" in captured.err
    blocks = captured.out.split("# ")[1:]
    assert blocks
    assert all(
        block.splitlines()[0].endswith(".csv") and "comment" in block.splitlines()[1] for block in blocks
    )
    assert sorted(path.stat().st_mtime_ns for path in Path("dictionaries").glob("*.csv")) == before


def test_what_people_settled_needs_no_second_witness() -> None:
    wording = "Tim pelaksana integritas kantor dipilih lewat rapat pleno terbuka"
    people = Settled(
        ((KNOWN.indikator_id, wording), (KNOWN.indikator_id, KNOWN.wordings[0])), ("zxqwtika", "surat")
    )
    found = suggest([], (), VOCABULARY, people=people)
    assert [proposal.values[:2] for proposal in found] == [
        (KNOWN.indikator_id, wording),
        ("zxqwtika", "umum"),
    ]


def test_the_command_proposes_words_that_a_person_found_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db = tmp_path / "x.db"
    doubted = replace(
        repaired("langkah_aksi", (part("Membuat zxqwtika"),), review=True),
        reasons=(Reason(ReasonCode.UNKNOWN_WORD, ("zxqwtika",)),),
    )
    with Database.open(db) as database:
        database.save(outcome(plan("x.pdf", [row(1, (doubted,))])))
        item = database.query("SELECT item FROM pemeriksaan WHERE word = 'zxqwtika'")[0]["item"]
        assert main(["dictionary", "suggest", "--db", str(db)]) == 0
        assert "zxqwtika" not in capsys.readouterr().out
        settle(database, [Answer(str(item), Act.AUTHOR)], "Sari")
    assert main(["dictionary", "suggest", "--db", str(db)]) == 0
    assert 'zxqwtika,umum,"right, says a person, 1 times"' in capsys.readouterr().out
