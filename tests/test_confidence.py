"""Confidence falls with everything that speaks against a cell, and reasons say what that is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lampiran.codes import ReasonCode
from lampiran.records import CellPart, RawCell, RawRow, Reading, Reason, Step, Word
from lampiran.settings import Thresholds
from normalize.confidence import estimate
from normalize.doubts import Doubt
from normalize.passes import TRAITS
from normalize.rules.runners import amounts
from normalize.style.context import RepairContext
from normalize.style.document_style import DocumentStyle

SCAN = RepairContext("bukti_fisik", document=DocumentStyle(noise=0.3, kind="scan"))
LAYER = RepairContext("bukti_fisik", document=DocumentStyle(noise=0.3, kind="scan+text"))
TEXT = "Laporan hasil rapat evaluasi"


def cell(confidence: float = 0.96, worst: float | None = None) -> RawCell:
    words = [Word(text, None, confidence) for text in TEXT.split()]
    if worst is not None:
        words[1] = Word(words[1].text, None, worst)
    return RawCell("bukti_fisik", (CellPart(1, None, TEXT, confidence, tuple(words)),))


def chance(cell: RawCell, *, score: float = 1.0, doubt: float = 0.0, context: RepairContext = SCAN) -> float:
    steps = [Step(0, 7, "Laporari", "Laporan", "context", score)] if score < 1.0 else []
    doubts = [Doubt(0, 7, ReasonCode.SCRAP, ("pe",), doubt)] if doubt else []
    return estimate(cell, TEXT, steps, doubts, context)[0]


def test_a_clear_cell_is_nearly_certain_and_not_flagged() -> None:
    confidence, reasons = estimate(cell(), TEXT, [], [], SCAN)
    assert confidence > 0.96
    assert reasons == ()


def test_each_piece_of_evidence_takes_confidence_off() -> None:
    clear = chance(cell())
    assert chance(cell(worst=0.3)) < clear
    assert chance(cell(confidence=0.6)) < chance(cell(worst=0.6))
    assert chance(cell(), score=0.8) < chance(cell(), score=0.95) < clear
    assert chance(cell(), doubt=0.6) < chance(cell(), doubt=0.3) < clear


def test_a_born_digital_cell_that_may_belong_elsewhere_is_flagged() -> None:
    digital = RepairContext("bukti_fisik", document=DocumentStyle(kind="digital"))
    assert estimate(cell(), TEXT, [], [], digital)[1] == ()
    doubted = replace(cell(), parts=(replace(cell().parts[0], border_doubt=1.0),))
    confidence, reasons = estimate(doubted, TEXT, [], [], digital)
    assert confidence <= 0.8
    assert reasons == (Reason(ReasonCode.MISPLACED),)


def test_layers_have_no_reader_confidence() -> None:
    assert chance(cell(worst=0.1), context=LAYER) == chance(cell(), context=LAYER)


def test_the_least_sure_word_is_named() -> None:
    strict = RepairContext("bukti_fisik", document=SCAN.document, thresholds=Thresholds(review_below=0.99))
    confidence, reasons = estimate(cell(worst=0.05), TEXT, [], [], strict)
    assert confidence < 0.99
    assert reasons == (Reason(ReasonCode.UNSURE_WORD, ("hasil",)),)


def test_a_serious_doubt_is_enough_for_a_look() -> None:
    confidence, reasons = estimate(
        cell(), TEXT, [], [Doubt(0, 7, ReasonCode.UNKNOWN_WORD, ("x",), 0.32)], SCAN
    )
    assert confidence < 0.95
    assert reasons == (Reason(ReasonCode.UNKNOWN_WORD, ("x",)),)


def test_a_slight_doubt_is_not_in_a_text_layer() -> None:
    assert estimate(cell(), TEXT, [], [Doubt(0, 7, ReasonCode.UNKNOWN_WORD, ("x",), 0.1)], LAYER)[1] == ()


def test_an_unsure_repair_is_shown_to_a_person() -> None:
    step = Step(0, 5, "Rapor", "Pimpinan", "phrase-word", 0.6)
    assert estimate(cell(), TEXT, [step], [], SCAN)[1] == (
        Reason(ReasonCode.UNSURE_REPAIR, ("Rapor", "Pimpinan")),
    )


def test_a_word_that_only_the_other_reader_has_is_named() -> None:
    words = cell().parts[0].words
    part = CellPart(1, None, TEXT, 0.96, words, (Reading("a", TEXT, 0.9), Reading("b", "rapat monev", 0.9)))
    strict = RepairContext("bukti_fisik", document=SCAN.document, thresholds=Thresholds(review_below=0.98))
    confidence, reasons = estimate(RawCell("bukti_fisik", (part,)), TEXT, [], [], strict)
    assert confidence < chance(cell())
    assert reasons == (Reason(ReasonCode.OTHER_READER, ("monev",)),)


def test_another_way_of_parting_words_is_no_disagreement() -> None:
    words = cell().parts[0].words
    readings = (Reading("a", TEXT, 0.9), Reading("b", "Laporanhasil rapat evalu- asi", 0.9))
    part = CellPart(1, None, TEXT, 0.96, words, readings)
    alike = estimate(RawCell("bukti_fisik", (replace(part, readings=readings[:1]),)), TEXT, [], [], SCAN)
    found = estimate(RawCell("bukti_fisik", (part,)), TEXT, [], [], SCAN)
    assert found[0] < alike[0]  # "asi" alone is too short to tell
    whole = replace(part, readings=(readings[0], Reading("b", "Laporanhasil rapat evalu-asi", 0.9)))
    assert estimate(RawCell("bukti_fisik", (whole,)), TEXT, [], [], SCAN) == alike


def test_a_printed_cell_that_was_read_empty_needs_a_look() -> None:
    empty = RawCell("bukti_fisik", (CellPart(1, None, "", 0.0),))
    assert estimate(empty, "", [], [], SCAN)[1] == (Reason(ReasonCode.CELL_UNREAD),)
    assert estimate(empty, "", [], [], LAYER)[1] == ()
    blank = DocumentStyle(noise=0.3, kind="scan", blank_columns=frozenset({"bukti_fisik"}))
    assert estimate(empty, "", [], [], RepairContext("bukti_fisik", document=blank))[1] == ()


@pytest.mark.parametrize(
    "text",
    [
        "1. Undangan rapat 2 Notula rapat",
        "Surat tugas dan lembar disposisi AQX",
        "Nota dinas Nomor 321/SDM 12-ND/2025",
        "Laporan hasil rapat evaluasi hasil rapat evaluasi",
        "Laporan d: lingkungan kantor",
        "Laporan hasil rapat tahun 2022 1",
        "Laporan hasil rapat tahun 2022 /",
        "Undangan rapat - Notula rapat - Laporan",
        "Laporan kegiatan (100%6)",
        "Laporan rapat tim Zl",
        "Laporan (rapat evaluasi",
        "Laporan SK.Ketua tentang tim",
    ],
)
def test_oddities_of_a_scan_need_a_look(text: str) -> None:
    clear = estimate(cell(), TEXT, [], [], SCAN)[0]
    confidence, reasons = estimate(cell(), text, [], [], SCAN)
    assert confidence < min(clear, Thresholds().review_below)
    assert reasons


def test_what_writers_do_too_is_no_oddity_of_a_text_layer() -> None:
    strange = "Surat tugas dan lembar disposisi AQX"
    assert estimate(cell(), strange, [], [], SCAN)[1] != ()
    assert estimate(cell(), strange, [], [], LAYER)[1] == ()
    assert estimate(cell(), "Laporan kegiatan (100%6)", [], [], LAYER)[1] != ()


def test_a_cell_that_is_not_there_needs_a_look_unless_its_column_is_mostly_empty() -> None:
    absent = RawCell("bukti_fisik", ())
    assert estimate(absent, "", [], [], SCAN)[1] == (Reason(ReasonCode.CELL_ABSENT),)
    transcript = RepairContext("bukti_fisik", document=DocumentStyle(noise=0.3, kind="transcript"))
    assert estimate(absent, "", [], [], transcript)[1] == (Reason(ReasonCode.CELL_EMPTY),)
    digital = RepairContext("bukti_fisik", document=DocumentStyle(noise=0.0, kind="digital"))
    assert estimate(absent, "", [], [], digital)[1] == ()
    blank = DocumentStyle(noise=0.3, kind="scan", blank_columns=frozenset({"bukti_fisik"}))
    assert estimate(absent, "", [], [], RepairContext("bukti_fisik", document=blank))[1] == ()


def test_list_marks_and_brackets_that_are_in_order_are_no_oddities() -> None:
    for text in (
        "a. Undangan rapat b. Notula rapat c. Laporan",
        "1) Undangan rapat 2) Notula rapat",
        "- Undangan rapat - Notula rapat",
        "Laporan (rapat evaluasi) tahun 2022 (100%)",
        "Undangan rapat; Notula rapat, dan daftar hadir.",
    ):
        assert estimate(cell(), text, [], [], SCAN)[1] == (), text


def test_the_style_of_a_document_makes_odd_what_goes_against_them() -> None:
    def row(number: int, indikator: str, target: str, action: str) -> RawRow:
        cells = [("indikator", indikator), ("langkah_aksi", action), ("% REALISASI", target)]
        made = (RawCell(kolom, (CellPart(1, None, text, 0.9),)) for kolom, text in cells)
        return RawRow(number, 0, "", False, tuple(made), 1, 1)

    marks = "aboda"
    rows = [
        row(at, f"{mark}. Rapat", "75 %" if at != 3 else "7590", f"Laporan {at} masyarakat/pemangku")
        for at, mark in enumerate(marks)
    ]
    document = DocumentStyle.observe(rows)
    assert document.marks_out_of_order == {"o. Rapat"}
    assert document.rare_shapes == {"% REALISASI": {"9"}}
    assert document.printing.slashed == {("masyarakat", "pemangku")}
    for kolom, raw in (("indikator", "o. Rapat"), ("% REALISASI", "7590")):
        found = amounts(TRAITS, raw, RepairContext(kolom, document=document, raw=raw))
        assert found["order"] + found["shape"] == 1.0
    lost = amounts(TRAITS, "Rapat masyarakat pemangku", RepairContext("langkah_aksi", document=document))
    assert lost["slash"] > 0


def test_a_heading_that_ran_into_a_cell_needs_a_look() -> None:
    assert estimate(cell(), f"BUKTI FISIK {TEXT}", [], [], SCAN)[1] == (Reason(ReasonCode.HEADING_INSIDE),)
    for text in (TEXT, "Bukti fisik kegiatan rapat", "LANGKAH AKSI dan laporan rapat"):
        assert estimate(cell(), text, [], [], SCAN)[1] == (), text


def test_cells_of_a_table_without_rules_need_a_look() -> None:
    for document in (SCAN.document, DocumentStyle(kind="digital", noise=0.0)):
        context = RepairContext("bukti_fisik", document=document, unruled=True)
        assert estimate(cell(), TEXT, [], [], context)[1] == (Reason(ReasonCode.TABLE_UNRULED),)
